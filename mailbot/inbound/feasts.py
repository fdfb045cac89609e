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
    "early may bank holiday": (_EARLY_MAY,),
    "may day bank holiday": (_EARLY_MAY,),
    "spring bank holiday": (_SPRING,),
    "late may bank holiday": (_SPRING,),
    "may bank holiday": (_EARLY_MAY, _SPRING),
    "summer bank holiday": (_SUMMER,),
    "august bank holiday": (_SUMMER,),
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
