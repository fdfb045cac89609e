"""Officers are in touch with PLRs, and note it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.year.story.event import Writes


@dataclass(frozen=True, kw_only=True)
class WritesToPlr(Writes):
    """The officer writes to a PLR by the link of the month's prompt."""

    council: str


@dataclass(frozen=True, kw_only=True)
class Logs(Writes):
    """The officer replies to the month's prompt that they phoned or met a PLR, today or on an earlier day."""

    council: str
    how: str = "PHONED"
    on: date | None = None


class Notes(Logs):
    """The officer writes the same in a mail of its own, and names whom they phoned or met."""


@dataclass(frozen=True, kw_only=True)
class Confirms(Writes):
    """An officer writes that they completed their course, today or on an earlier day."""

    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SaysWhetherInTouch(Writes):
    """The PLR was asked whether the two have been in touch, and replies YES or NO."""

    council: str
    yes: bool
