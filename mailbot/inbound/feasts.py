"""Feasts and bank holidays by the names that people give them; working time has its own calendar (`policy`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter


def _easter_and(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _on(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _first_monday(month: int, day: int) -> Callable[[int], date]:
    """The first Monday on or after a day of the year."""
    return lambda year: date(year, month, day) + timedelta(days=-date(year, month, day).weekday() % 7)


def _second_sunday_of_november(year: int) -> date:
    return date(year, 11, 14) - timedelta(days=date(year, 11, 14).isoweekday() % 7)


def _third_sunday_of_june(year: int) -> date:
    return date(year, 6, 21) - timedelta(days=date(year, 6, 21).isoweekday() % 7)


_EARLY_MAY, _SPRING, _SUMMER = _first_monday(5, 1), _first_monday(5, 25), _first_monday(8, 25)
_FEASTS: dict[str, tuple[Callable[[int], date], ...]] = {
    "good friday": (_easter_and(-2),),
    "easter monday": (_easter_and(1),),
    "easter sunday": (_easter_and(0),),
    "easter": (_easter_and(1),),
    "whit monday": (_SPRING,),
    "christmas eve": (_on(12, 24),),
    "christmas day": (_on(12, 25),),
    "boxing day": (_on(12, 26),),
    "christmas": (_on(12, 26),),
    "xmas": (_on(12, 26),),
    "new years eve": (_on(12, 31),),
    "new years day": (_on(1, 1),),
    "new year": (_on(1, 1),),
    "shrove tuesday": (_easter_and(-47),),
    "pancake day": (_easter_and(-47),),
    "ash wednesday": (_easter_and(-46),),
    "mothering sunday": (_easter_and(-21),),
    "mothers day": (_easter_and(-21),),
    "palm sunday": (_easter_and(-7),),
    "maundy thursday": (_easter_and(-3),),
    "ascension day": (_easter_and(39),),
    "whit sunday": (_easter_and(49),),
    "fathers day": (_third_sunday_of_june,),
    "valentines day": (_on(2, 14),),
    "st davids day": (_on(3, 1),),
    "st patricks day": (_on(3, 17),),
    "st georges day": (_on(4, 23),),
    "ve day": (_on(5, 8),),
    "halloween": (_on(10, 31),),
    "bonfire night": (_on(11, 5),),
    "guy fawkes night": (_on(11, 5),),
    "fireworks night": (_on(11, 5),),
    "armistice day": (_on(11, 11),),
    "remembrance day": (_on(11, 11),),
    "remembrance sunday": (_second_sunday_of_november,),
    "early may bank holiday": (_EARLY_MAY,),
    "may day bank holiday": (_EARLY_MAY,),
    "spring bank holiday": (_SPRING,),
    "late may bank holiday": (_SPRING,),
    "may bank holiday": (_EARLY_MAY, _SPRING),
    "summer bank holiday": (_SUMMER,),
    "august bank holiday": (_SUMMER,),
    "august bank holiday monday": (_SUMMER,),
    "may bank holiday monday": (_EARLY_MAY, _SPRING),
    "bank holiday monday": (_easter_and(1), _EARLY_MAY, _SPRING, _SUMMER),
    "bank holiday weekend": (_easter_and(1), _EARLY_MAY, _SPRING, _SUMMER),
}
"""A feast of several days stands for its last; of several feasts the next is meant."""
FIRST_WORDS = frozenset(name.split()[0] for name in _FEASTS)


def feast_at(words: list[str], written_on: date) -> tuple[int, date] | None:
    """Read the feast that the words begin with: how many words it takes, and its next day."""
    for count in range(min(len(words), 4), 0, -1):
        feast = _FEASTS.get(" ".join(words[:count]))
        if feast:
            days = [of_year(year) for of_year in feast for year in (written_on.year, written_on.year + 1)]
            return count, min(day for day in days if day >= written_on)
    return None
