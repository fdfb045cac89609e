"""Office time, counted by walking from day to day: nine to five, Monday to Friday, but for holidays and closures."""
# ruff: noqa: B019 - one office is kept for one test, and forgotten with it

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import cache

from tests.year.story import LONDON, day, local

_BANK_HOLIDAYS = {
    date(2026, 4, 3): "Good Friday",
    date(2026, 4, 6): "Easter Monday",
    date(2026, 5, 4): "Early May",
    date(2026, 5, 25): "Spring",
    date(2026, 8, 31): "Summer",
    date(2026, 12, 25): "Christmas Day",
    date(2026, 12, 28): "Boxing Day, which is a Saturday",
    date(2027, 1, 1): "New Year's Day",
    date(2027, 3, 26): "Good Friday",
    date(2027, 3, 29): "Easter Monday",
    date(2027, 5, 3): "Early May",
    date(2027, 5, 31): "Spring",
}
_DAY = timedelta(days=1)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Office:
    """When the force is there."""

    def __init__(self, closures: Collection[date]) -> None:
        self._closures = frozenset(closures)

    @cache
    def is_working(self, on: date) -> bool:
        """Whether it is a working day."""
        return on.weekday() < 5 and on not in _BANK_HOLIDAYS and on not in self._closures

    @cache
    def opens(self, on: date) -> datetime:
        """Nine o'clock of a day."""
        return local(f"{on} 09:00")

    @cache
    def closes(self, on: date) -> datetime:
        """Five o'clock of a day."""
        return local(f"{on} 17:00")

    @cache
    def next_day(self, on: date) -> date:
        """Give the next working day after a day."""
        on += _DAY
        while not self.is_working(on):
            on += _DAY
        return on

    @cache
    def day_before(self, on: date) -> date:
        """Give the last working day before a day."""
        on -= _DAY
        while not self.is_working(on):
            on -= _DAY
        return on

    def counts_from(self, instant: datetime) -> datetime:
        """What comes while the office is closed counts from the next opening."""
        on = day(instant)
        if self.is_working(on) and instant < self.closes(on):
            return max(instant, self.opens(on))
        return self.opens(self.next_day(on))

    def after(self, instant: datetime, working_days: int) -> datetime:
        """Give the close of the n-th working day after the one that an instant counts from."""
        return self.close_after(self.counts_from(instant), working_days)

    @cache
    def close_after(self, instant: datetime, working_days: int) -> datetime:
        """Give the close of the n-th working day after a day."""
        on = day(instant)
        for _ in range(working_days):
            on = self.next_day(on)
        return self.closes(on)

    @cache
    def open_before(self, instant: datetime, working_days: int) -> datetime:
        """Give the opening of the n-th working day before a day."""
        on = day(instant)
        for _ in range(working_days):
            on = self.day_before(on)
        return self.opens(on)

    def is_polite(self, instant: datetime) -> bool:
        """Whether it is within an hour of office time."""
        on, clock = day(instant), instant.astimezone(LONDON).time()
        return self.is_working(on) and time(8) <= clock < time(18)

    @staticmethod
    @cache
    def is_on_duty(duty: str, on: date) -> bool:
        """Whether an officer works on a day: `mon,tue,thu`, or `4 on 4 off from 2026-01-05`."""
        if "from" not in duty:
            return _WEEKDAYS[on.weekday()] in duty.split(",")
        working, _, free, _, _, first = duty.split()
        return (on - date.fromisoformat(first)).days % (int(working) + int(free)) < int(working)
