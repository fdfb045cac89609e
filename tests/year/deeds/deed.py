"""A deed: something of the story, done as by the mail program of whoever does it."""

from __future__ import annotations

from datetime import date
from functools import singledispatch
from typing import TYPE_CHECKING

from tests.year import story as told

if TYPE_CHECKING:
    from tests.year.stage import Stage


class Unanswerable(Exception):
    """Somebody was to answer a mail that they never got."""


@singledispatch
def happens(event: told.Event, stage: Stage) -> None:
    """Let one thing happen; raises Unanswerable."""
    raise NotImplementedError(type(event))


def written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
