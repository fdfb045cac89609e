"""How days and moments read in a mail: local time, British English, the same on every machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo


def date_filters(zone: ZoneInfo) -> dict[str, Callable[[date], str]]:
    """Give the filters `day`, `short_day`, `moment` and `short_moment` for templates; an instant is read in `zone`."""

    def local(when: date) -> date:
        return when.astimezone(zone) if isinstance(when, datetime) else when

    return {
        "day": lambda when: full_day(local(when)),
        "short_day": lambda when: short_day(local(when)),
        "moment": lambda when: moment(local(when)),
        "short_moment": lambda when: short_moment(local(when)),
    }


def full_day(when: date) -> str:
    """Friday 12 June 2026."""
    return f"{when:%A} {when.day} {when:%B} {when.year}"


def short_day(when: date) -> str:
    """Fri 12 June."""
    return f"{when:%a} {when.day} {when:%B}"


def moment(when: date) -> str:
    """Friday 12 June 2026 at 4:55pm; a day alone stays a day."""
    return full_day(when) + _hour(when)


def short_moment(when: date) -> str:
    """Fri 12 June at 4:55pm; a day alone stays a day."""
    return short_day(when) + _hour(when)


def _hour(when: date) -> str:
    if not isinstance(when, datetime):
        return ""
    return f" at {when.hour % 12 or 12}:{when:%M}{'am' if when.hour < 12 else 'pm'}"


def plan_words(plan: str, every: str = "") -> str:
    """Say when a contact is planned, as `on the second Tuesday of each month`; empty where nothing was agreed."""
    nth, _, what = plan.partition(" ")
    if every:
        agreed = f", {plan_words(plan).removesuffix(' of each month')}" if plan else ""
        return f"every {every.removeprefix('1 ')}{agreed}"
    if not plan:
        return ""
    if not what:
        return f"on the {_ordinal(int(nth))} of each month"
    nth = _ORDINALS.get(nth.lower(), nth.lower())
    if what.lower() == "week":
        return f"in the {nth} week of each month"
    return f"on the {nth} {what.capitalize()} of each month"


def _ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number in (11, 12, 13) else endings.get(number % 10, 'th')}"


_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}
