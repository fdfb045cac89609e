"""From an atom to its day: which year or month is meant, and what has to be asked because it is not certain.

Nothing is guessed: a weekday that contradicts its date, a day that has passed, and one more than eighteen months
ahead are questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mailbot.inbound.dates_atoms import WEEK, WEEK_TO, WEEKEND, Atom, next_weekday
from mailbot.inbound.dates_words import date_or_none

_FARTHEST = timedelta(days=548)
_JUST_PASSED = timedelta(days=90)
_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Day:
    """The first and last day of an atom, or what to ask its writer."""

    first: date
    last: date
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """How to read days without a year: seen from `written_on`, ahead or back; `floor` and `ceiling` bound a range."""

    written_on: date
    looking_back: bool = False
    floor: date | None = None
    ceiling: date | None = None
    may_have_begun: bool = False
    """Whether a day that has just passed is no surprise: the first day of an absence."""


def day_of(atom: Atom, frame: Frame) -> Day | str:
    """Resolve an atom; the sentence to ask where no day can be given at all."""
    if atom.fixed:
        last = atom.last or atom.fixed
        return Day(atom.fixed, last, _contradiction(atom, atom.fixed) or _surprise(atom.fixed, last, frame))
    if atom.day is None:
        day = _weekday_alone(atom.weekday or 0, frame)
        return Day(day, day)
    candidates = _candidates(atom, frame)
    if not candidates:
        return "there is no such day"
    day = _nearest(candidates, atom, frame)
    first = day - timedelta(days=6) if atom.weekday == WEEK_TO else day
    last = day + timedelta(days={WEEK: 6, WEEKEND: 1}.get(atom.weekday or 0, 0))
    return Day(first, last, _contradiction(atom, day) or _surprise(day, last, frame, candidates))


def _weekday_alone(weekday: int, frame: Frame) -> date:
    if frame.floor:
        return next_weekday(frame.floor - timedelta(days=1), weekday)
    coming = next_weekday(frame.written_on, weekday)
    return coming - timedelta(days=7) if frame.looking_back or (frame.ceiling and coming > frame.ceiling) else coming


def _candidates(atom: Atom, frame: Frame) -> list[date]:
    """Every day of the years, or months, around that may be meant, the earliest first."""
    day, now = atom.day or 0, frame.floor or frame.ceiling or frame.written_on
    if atom.month:
        years = [atom.year] if atom.year else [now.year + ahead for ahead in (-1, 0, 1, 2)]
        found = [date_or_none(year, atom.month, day) for year in years]
    else:
        months = [now.year * 12 + now.month - 1 + ahead for ahead in (-2, -1, 0, 1, 2)]
        found = [date_or_none(month // 12, month % 12 + 1, day) for month in months]
    return [candidate for candidate in found if candidate]


def _nearest(candidates: list[date], atom: Atom, frame: Frame) -> date:
    if frame.ceiling:
        return max((day for day in candidates if day <= frame.ceiling), default=candidates[0])
    if frame.floor:
        return min((day for day in candidates if day >= frame.floor), default=candidates[-1])
    ahead = [day for day in candidates if day >= frame.written_on]
    passed = [day for day in reversed(candidates) if day <= frame.written_on]
    wanted, other = (passed, ahead) if frame.looking_back else (ahead, passed)
    choices = wanted[:1] + other[:1] + (wanted[1:2] if atom.month is None else [])
    if atom.weekday is not None and atom.weekday >= 0:
        choices = [day for day in choices if day.weekday() == atom.weekday] or choices
    elif frame.may_have_begun and passed and frame.written_on - passed[0] <= _JUST_PASSED:
        return ahead[0] if ahead and ahead[0] - frame.written_on < frame.written_on - passed[0] else passed[0]
    return choices[0]


def _contradiction(atom: Atom, day: date) -> str:
    if atom.weekday is None or atom.weekday < 0 or day.weekday() == atom.weekday:
        return ""
    return f"{day:%-d %B %Y} is a {_WEEKDAY_NAMES[day.weekday()]}, not a {_WEEKDAY_NAMES[atom.weekday]}"


def _surprise(first: date, last: date, frame: Frame, candidates: list[date] | None = None) -> str:
    """What is not to be taken silently about a day that is consistent in itself."""
    now = frame.written_on
    if frame.looking_back:
        return f"{first:%-d %B %Y} lies ahead" if first > now else _doubt_of_year(first, candidates, frame)
    if first > now + _FARTHEST or last > now + _FARTHEST:
        return f"{last:%-d %B %Y} is more than eighteen months ahead"
    if last < now and not (frame.ceiling or (frame.may_have_begun and now - last <= _JUST_PASSED)):
        return f"{last:%-d %B %Y} has passed"
    return "" if frame.ceiling or frame.floor else _doubt_of_year(first, candidates, frame)


def _doubt_of_year(day: date, candidates: list[date] | None, frame: Frame) -> str:
    """A day almost a year off whose neighbour is near on the other side: the writer may have meant that one."""
    for other in candidates or []:
        if other != day and abs(other - frame.written_on) <= _JUST_PASSED < abs(day - frame.written_on):
            return f"either {other:%-d %B %Y} or {day:%-d %B %Y}"
    return ""
