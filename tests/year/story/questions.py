"""PLRs ask, and officers answer, hold, or say why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.year.story.event import About, Writes


@dataclass(frozen=True, kw_only=True)
class Asks(Writes):
    """Somebody of a council begins a new thread with a question."""

    council: str


@dataclass(frozen=True, kw_only=True)
class NamesCouncil(Writes):
    """They serve several councils, were asked which one they meant, and say so."""

    question: str


class AsksMore(About):
    """The PLR adds something that wants an answer: to what is open, or anew once that was answered."""


class Thanks(About):
    """The PLR thanks for an answer, and no more."""


class SaysUnclear(About):
    """The PLR replies something of which it cannot be told whether it wants an answer."""


class SaysNotAnswered(About):
    """The PLR replies NOT ANSWERED."""


@dataclass(frozen=True, kw_only=True)
class SaysWhetherAnswered(About):
    """The PLR was told that an answer was noted, and replies YES or NO."""

    yes: bool


class Answers(About):
    """Somebody of the police replies to the message that was passed on to them."""


class NotesAnswered(About):
    """The officer replies ANSWERED: they have answered in a way that nobody saw."""


class PhonesAbout(About):
    """The officer replies PHONED to the message that was passed on: they spoke about it."""


@dataclass(frozen=True, kw_only=True)
class SaysNoReplyNeeded(About):
    """The officer replies NO REPLY NEEDED, with a reason or without one."""

    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Holds(About):
    """The officer replies HOLD, until a day or for as long as may be."""

    until: date | None = None
    reason: str = "the road survey is awaited"
