"""How days and moments read in a mail: local time, British English, the same on every machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo


def date_filters(zone: ZoneInfo) -> dict[str, Callable[[date], str]]:
    """Give the filters `day`, `short_day` and `moment` for templates; an instant is read in `zone`."""

    def local(when: date) -> date:
        return when.astimezone(zone) if isinstance(when, datetime) else when

    return {
        "day": lambda when: full_day(local(when)),
        "short_day": lambda when: short_day(local(when)),
        "moment": lambda when: moment(local(when)),
    }


def full_day(when: date) -> str:
    """Friday 12 June 2026."""
    return f"{when:%A} {when.day} {when:%B} {when.year}"


def short_day(when: date) -> str:
    """Fri 12 June."""
    return f"{when:%a} {when.day} {when:%B}"


def moment(when: date) -> str:
    """Friday 12 June 2026 at 4:55pm; a day alone stays a day."""
    if not isinstance(when, datetime):
        return full_day(when)
    return f"{full_day(when)} at {when.hour % 12 or 12}:{when:%M}{'am' if when.hour < 12 else 'pm'}"
