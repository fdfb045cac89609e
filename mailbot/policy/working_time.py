"""Working time: the office calendar, amounts of time, and deadlines that explain themselves day by day (law 9).

The one module that knows office hours, bank holidays and closures. It never reads a clock: instants come in and go
out as aware UTC, and local time exists only in here. Office time is [open, close); a message outside it counts from
the next opening. Day 0 is the working day it counts from; n working days are over at the close of the n-th working
day after day 0. Source: design, Time; bank holidays from the `holidays` package.
"""

from __future__ import annotations

import hashlib
import json
import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Self
from zoneinfo import ZoneInfo

from holidays import country_holidays

HOLIDAYS_KNOWN_UNTIL = date(2028, 12, 31)
"""The last day for which bank holidays are announced. Later ones are computed, and could still be moved or added to.

Raise it once a year, after comparing the announced dates with the `holidays` package.
"""

_HOLIDAY_YEARS = range(2000, 2061)
_WARNING_AHEAD = timedelta(days=183)
_NOON = time(12)
_ONE_DAY = timedelta(days=1)
_EITHER_SIDE = timedelta(hours=1)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Unit(StrEnum):
    """What an amount counts: working time, or plain calendar time."""

    WORKING_DAYS = "working days"
    WORKING_HOURS = "working hours"
    MINUTES = "minutes"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"

    @property
    def is_working(self) -> bool:
        return self in (Unit.WORKING_DAYS, Unit.WORKING_HOURS)


@dataclass(frozen=True, slots=True)
class Amount:
    """How long something takes, as a rule file says it: `5 working days`, `12 months`."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `5 working days` or `1 month`; raises ValueError that names what is allowed."""
        found = re.fullmatch(r"([1-9][0-9]{0,3}) ([a-z ]{1,20}?)s?", " ".join(text.lower().split()))
        if found is None or f"{found[2]}s" not in list(Unit):
            raise ValueError(f"{text!r} is no amount of time; write a number up to 9999 and one of: {', '.join(Unit)}")
        return cls(int(found[1]), Unit(f"{found[2]}s"))

    def times(self, number: int) -> Self:
        """Give so many times as much: months that are counted at once do not drift to the end of a shorter one."""
        return replace(self, count=self.count * number)

    def __str__(self) -> str:
        return f"{self.count} {self.unit.removesuffix('s') if self.count == 1 else self.unit}"


@dataclass(frozen=True, eq=False)
class Calendar:
    """When the office is open: hours and days of the week in one time zone, less bank holidays and closures.

    `days` are weekdays, Monday 0. `horizon` is the last day for which the bank holidays are announced.
    """

    zone: ZoneInfo
    opens: time
    closes: time
    days: frozenset[int]
    holidays: Mapping[date, str]
    closures: Mapping[date, str]
    horizon: date
    _working: dict[date, bool] = field(default_factory=dict, init=False, repr=False)
    _instants: dict[tuple[date, time], datetime] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def build(
        cls,
        *,
        zone: str = "Europe/London",
        days: Collection[str] = _WEEKDAYS[:5],
        hours: tuple[time, time] = (time(9), time(17)),
        holidays: str = "England",
        closures: Iterable[date] = (),
    ) -> Self:
        """Make a calendar from plain values: days as `mon`, `holidays` as a nation of the United Kingdom."""
        numbers = frozenset(_WEEKDAYS.index(day) for day in days)
        opens, closes = hours
        if not numbers or opens >= closes:
            raise ValueError("a calendar needs at least one working day and hours that close after they open")
        nation = country_holidays("GB", subdiv=holidays, years=_HOLIDAY_YEARS, language="en_GB")
        names = {day: name.replace("(observed)", "(substitute day)") for day, name in nation.items()}
        closed = dict.fromkeys(closures, "closure of the force")
        return cls(ZoneInfo(zone), opens, closes, numbers, names, closed, HOLIDAYS_KNOWN_UNTIL)

    @cached_property
    def version(self) -> str:
        """A short hash of all that decides a deadline: verdicts say by which calendar they were given."""
        content = [
            self.zone.key,
            self.opens.isoformat(),
            self.closes.isoformat(),
            sorted(self.days),
            sorted((day.isoformat(), name) for day, name in self.holidays.items()),
            sorted((day.isoformat(), name) for day, name in self.closures.items()),
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12]

    def is_working(self, day: date) -> bool:
        """Whether the office opens on that day."""
        known = self._working.get(day)
        if known is None:
            known = day.weekday() in self.days and day not in self.holidays and day not in self.closures
            self._working[day] = known
        return known

    def why(self, day: date) -> str:
        """Say what kind of day it is: weekend, the name of the holiday, closure, or working day."""
        if day.weekday() not in self.days:
            return "weekend" if day.weekday() > 4 else "no office day"
        return self.holidays.get(day) or self.closures.get(day) or "working day"

    def opening(self, day: date) -> datetime:
        """The instant at which office time begins on that day, were it a working day."""
        return self._instant(day, self.opens)

    def closing(self, day: date) -> datetime:
        """The instant at which office time is over on that day, were it a working day."""
        return self._instant(day, self.closes)

    def midnight(self, day: date) -> datetime:
        """The instant at which that day begins."""
        return self._instant(day, time())

    def noon(self, day: date) -> datetime:
        """The instant that stands for a day of which no hour is known."""
        return self._instant(day, _NOON)

    def local_day(self, instant: datetime) -> date:
        """The date that it is in the calendar's zone."""
        return instant.astimezone(self.zone).date()

    def working_day(self, day: date, n: int) -> date:
        """The n-th working day strictly after the day; strictly before it when n is negative; the day itself for 0."""
        step = _ONE_DAY if n > 0 else -_ONE_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def horizon_warning(self, day: date) -> str:
        """What to tell people when the known bank holidays end within half a year of that day; else empty."""
        if day <= self.horizon - _WARNING_AHEAD:
            return ""
        return (
            f"Bank holidays are known until {self.horizon:%d %B %Y}; later ones are computed and may change."
            " Install a newer version of mailbot, and enter days that were added or moved since as closures."
        )

    def _instant(self, day: date, at: time) -> datetime:
        known = self._instants.get((day, at))
        if known is None:
            known = datetime.combine(day, at, self.zone).astimezone(UTC)
            self._instants[day, at] = known
        return known


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a deadline's explanation: whether it counted, and why or why not."""

    date: date
    counted: bool
    why: str


@dataclass(frozen=True)
class Deadline:
    """By when something is due, and how that came about."""

    arrived_at: datetime
    counts_from: datetime
    due_by: datetime
    amount: Amount
    calendar: Calendar = field(repr=False, compare=False)
    held: frozenset[date] = frozenset()
    """The working days of holds, which do not count."""

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Every day from the arrival to the deadline, in local dates."""
        calendar = self.calendar
        arrived_on, day_0, due_on = map(calendar.local_day, (self.arrived_at, self.counts_from, self.due_by))
        explained: list[Day] = []
        counted = 0
        for ordinal in range(arrived_on.toordinal(), due_on.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if self.amount.unit is Unit.WORKING_DAYS:
                counts = day > day_0 and calendar.is_working(day) and day not in self.held
            elif self.amount.unit is Unit.WORKING_HOURS:
                counts = day >= day_0 and calendar.is_working(day)
            else:
                counts = day > arrived_on or due_on == arrived_on
            counted += counts
            explained.append(Day(day, counts, self._why(day, day_0, counted if counts else 0)))
        return tuple(explained)

    def _why(self, day: date, day_0: date, number: int) -> str:
        if not self.amount.unit.is_working:
            return f"calendar day {number}" if number else "day 0: it counts from here"
        if number:
            return f"working day {number}"
        if day in self.held:
            return "on hold"
        if day == day_0:
            return "day 0: it counts from here"
        return "arrived after closing" if self.calendar.is_working(day) else self.calendar.why(day)


def deadline(calendar: Calendar, arrived_at: datetime, amount: Amount) -> Deadline:
    """Say by when something is due that arrived, or began, at an instant.

    Working amounts count from the next opening and end in office time. Calendar amounts count from the arrival itself
    and end at the same local time of day; months are cut to the last day of shorter ones.
    """
    if not amount.unit.is_working:
        return Deadline(arrived_at, arrived_at, _calendar_shift(calendar, arrived_at, amount, 1), amount, calendar)
    counts_from = next_opening(calendar, arrived_at)
    if amount.unit is Unit.WORKING_DAYS:
        due_by = working_days_after(calendar, counts_from, amount.count)
    else:
        due_by = _working_time_after(calendar, counts_from, timedelta(hours=amount.count))
    return Deadline(arrived_at, counts_from, due_by, amount, calendar)


def step_instant(calendar: Calendar, instant: datetime, amount: Amount, *, before: bool) -> datetime:
    """When a step comes that stands an amount before or after a deadline.

    Working days before it: at the opening of that day, so that there is a day left to act on; after it: at the close.
    A step after a *start* is a deadline of its own; see `deadline`.
    """
    if amount.unit is Unit.WORKING_DAYS:
        count = working_days_before if before else working_days_after
        return count(calendar, instant, amount.count)
    if amount.unit is Unit.WORKING_HOURS:
        shift = _working_time_before if before else _working_time_after
        return shift(calendar, instant, timedelta(hours=amount.count))
    return _calendar_shift(calendar, instant, amount, -1 if before else 1)


def working_days_before(calendar: Calendar, instant: datetime, n: int) -> datetime:
    """The opening of the n-th working day before the instant's day."""
    return calendar.opening(calendar.working_day(calendar.local_day(instant), -n))


def working_days_after(calendar: Calendar, instant: datetime, n: int) -> datetime:
    """The close of the n-th working day after the instant's day."""
    return calendar.closing(calendar.working_day(calendar.local_day(instant), n))


def next_opening(calendar: Calendar, instant: datetime) -> datetime:
    """The instant itself when it lies in office time, else the next opening."""
    return _first_within(calendar, instant, timedelta(0))


def polite(calendar: Calendar, instant: datetime) -> datetime:
    """The instant itself when it lies within an hour of office time on a working day, else the next that does."""
    return _first_within(calendar, instant, _EITHER_SIDE)


def working_time_between(calendar: Calendar, a: datetime, b: datetime) -> timedelta:
    """The office time between two instants; negative when b is the earlier. Additive, and monotone in b."""
    if b < a:
        return -working_time_between(calendar, b, a)
    total = timedelta(0)
    for ordinal in range(calendar.local_day(a).toordinal(), calendar.local_day(b).toordinal() + 1):
        day = date.fromordinal(ordinal)
        if calendar.is_working(day):
            total += max(timedelta(0), min(b, calendar.closing(day)) - max(a, calendar.opening(day)))
    return total


def _first_within(calendar: Calendar, instant: datetime, margin: timedelta) -> datetime:
    day = calendar.local_day(instant)
    if not calendar.is_working(day) or instant >= calendar.closing(day) + margin:
        day = calendar.working_day(day, 1)
    return max(instant, calendar.opening(day) - margin)


def _working_time_after(calendar: Calendar, instant: datetime, left: timedelta) -> datetime:
    start = next_opening(calendar, instant)
    day = calendar.local_day(start)
    while start + left > calendar.closing(day):
        left -= calendar.closing(day) - start
        day = calendar.working_day(day, 1)
        start = calendar.opening(day)
    return start + left


def _working_time_before(calendar: Calendar, instant: datetime, left: timedelta) -> datetime:
    day = calendar.local_day(instant)
    if not calendar.is_working(day) or instant <= calendar.opening(day):
        day = calendar.working_day(day, -1)
    end = min(instant, calendar.closing(day))
    while end - left < calendar.opening(day):
        left -= end - calendar.opening(day)
        day = calendar.working_day(day, -1)
        end = calendar.closing(day)
    return end - left


def _calendar_shift(calendar: Calendar, instant: datetime, amount: Amount, sign: int) -> datetime:
    """The same local time of day on another day, so that no deadline moves by an hour when clocks change."""
    if amount.unit is Unit.MINUTES:
        return instant + sign * timedelta(minutes=amount.count)
    local = instant.astimezone(calendar.zone)
    if amount.unit is Unit.MONTHS:
        day = _months_later(local.date(), sign * amount.count)
    else:
        day = local.date() + sign * amount.count * timedelta(days=7 if amount.unit is Unit.WEEKS else 1)
    return datetime.combine(day, local.time(), calendar.zone).astimezone(UTC)


def _months_later(day: date, n: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
