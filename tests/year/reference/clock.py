"""Months later and earlier, by the calendar on the wall."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

from tests.year.story import LONDON, local


def months_earlier(at: datetime, months: int) -> datetime:
    """Go to the same day and hour of an earlier month, or the last day of a shorter one."""
    return months_later(at, -months)


@cache
def months_later(at: datetime, months: int) -> datetime:
    """Go to the same day and hour of a later month, or the last day of a shorter one."""
    here = at.astimezone(LONDON)
    year, month = divmod(here.year * 12 + here.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    on = min(here.day, (following - timedelta(days=1)).day)
    return local(f"{date(year, month + 1, on)} {here:%H:%M}")
