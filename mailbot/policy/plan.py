"""Plans and duties, as a roster says them: the agreed day of the monthly contact, and an officer's days on duty.

Pure grammar and dates. What follows from a planned day or a rest day is decided elsewhere. Source: design, Time and
Shapes (Roster CSV).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from mailbot.policy.working_time import Amount

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_PLANS_ALLOWED = "a day (15), a weekday (last Friday, second Tuesday) or a week (3rd week)"
_DUTIES_ALLOWED = "weekdays (mon,tue,thu) or a pattern (4 on 4 off from 2026-01-05)"


@dataclass(frozen=True, slots=True)
class Plan:
    """The agreed day of a month: a day of the month, or the n-th of a weekday; the last is -1. A week is its Monday."""

    nth: int
    weekday: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `15`, `last Friday`, `second Tuesday` or `3rd week`; raises ValueError that names what is allowed."""
        if re.fullmatch(r"[1-9]|[12]\d|3[01]", text):
            return cls(int(text))
        nth, _, what = text.lower().partition(" ")
        weekday = "monday" if what == "week" else what
        if nth not in _NTH or weekday not in WEEKDAYS:
            raise ValueError(f"{text!r} is no plan; write {_PLANS_ALLOWED}")
        return cls(_NTH[nth], WEEKDAYS.index(weekday))

    def in_month(self, year: int, month: int) -> date:
        """The planned day of that month, not yet moved off a closed day; the 31st is the last day of shorter months."""
        first_weekday, length = monthrange(year, month)
        if self.weekday is None:
            return date(year, month, min(self.nth, length))
        first = 1 + (self.weekday - first_weekday) % 7
        if self.nth > 0:
            return date(year, month, first + 7 * (self.nth - 1))
        return date(year, month, first + 7 * ((length - first) // 7))


def read_plan(words: str) -> str | None:
    """Read what somebody answers when asked for a day, "the 2nd Tue of each month", in the words of a roster.

    None where it names no plan.
    """
    first = re.split(r"[.,;!?(]", words)[0]
    core = re.sub(
        r"(?i)^(?:on |in )?(?:the )?|(?:(?: of| in)?(?: each| every| the| a)? month)?(?: please)?$", "", first.strip()
    )
    day = re.fullmatch(r"(?i)(\d{1,2})(?:st|nd|rd|th)?(?: day)?", core.strip())
    nth, _, what = core.strip().lower().partition(" ")
    named = [weekday.capitalize() for weekday in WEEKDAYS if len(what) > 2 and weekday.startswith(what)]
    plan = day[1].lstrip("0") if day else f"{nth} {named[0] if named else what}"
    try:
        Plan.parse(plan)
    except ValueError:
        return None
    return plan


@dataclass(frozen=True, slots=True)
class Duty:
    """The days an officer is on duty: a cycle of days from its first day on."""

    cycle: tuple[bool, ...]
    starts_on: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `mon,tue,thu` or `4 on 4 off from 2026-01-05`; raises ValueError that names what is allowed."""
        shifts = re.fullmatch(r"(\d{1,2}) on (\d{1,2}) off from (\d{4}-\d\d-\d\d)", text.lower())
        try:
            if shifts is None:
                named = {[day[:3] for day in WEEKDAYS].index(name.strip()) for name in text.lower().split(",")}
                return cls(tuple(n in named for n in range(7)), date(2026, 1, 5))  # a Monday
            cycle = (True,) * int(shifts[1]) + (False,) * int(shifts[2])
            if any(cycle):
                return cls(cycle, date.fromisoformat(shifts[3]))
        except ValueError:
            pass  # said below, for every way of being wrong
        raise ValueError(f"{text!r} is no duty; write {_DUTIES_ALLOWED}")

    def is_on(self, day: date) -> bool:
        """Whether the officer is on duty that day; a cycle is taken to have run before its first day too."""
        return self.cycle[(day - self.starts_on) // timedelta(days=1) % len(self.cycle)]


_EVERY = {"week": "1 week", "fortnight": "2 weeks", "month": "1 month", "quarter": "3 months", "year": "12 months"}


def parse_every(text: str) -> Amount:
    """Read how often a contact is agreed, `quarter` or `6 weeks`; raises ValueError that names what is allowed."""
    try:
        amount = Amount.parse(_EVERY.get(text.lower(), text))
    except ValueError:
        amount = None
    if amount is None or amount.unit.is_working or amount.unit.value == "minutes":
        allowed = f"{', '.join(_EVERY)}, or a number of days, weeks or months"
        raise ValueError(f"{text!r} is no interval between contacts; write {allowed}")
    return amount
