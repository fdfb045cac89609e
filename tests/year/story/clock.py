"""Time as London reads it, and when somebody looks at the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from tests.year.story.account import Story

LONDON = ZoneInfo("Europe/London")


@cache
def local(text: str) -> datetime:
    """Read `2026-06-03 10:12` as London time."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


BEGINNING = local("2000-01-01 00:00")


def minute(instant: datetime) -> str:
    """Write an instant as London reads it."""
    return f"{instant.astimezone(LONDON):%Y-%m-%d %H:%M}"


@cache
def day(instant: datetime) -> date:
    """Give the London day of an instant."""
    return instant.astimezone(LONDON).date()


_LOOKS = ("00:06", "08:06", "08:31", "09:06", "12:06", "17:06")


def looks(story: Story) -> list[datetime]:
    """Give the instants at which somebody looks at the clock: soon after whatever a promise can come due at.

    What is due at 17:00 is seen at 17:06: five minutes are kept for mail that is still on its way.
    """
    days = range(day(story.begins_at).toordinal(), day(story.ends_at).toordinal() + 1)
    at = [local(f"{date.fromordinal(ordinal)} {clock}") for ordinal in days for clock in _LOOKS]
    return [instant for instant in at if story.begins_at < instant <= story.ends_at]
