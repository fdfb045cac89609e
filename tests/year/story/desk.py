"""What is written to mailbot itself: news, digest lines, holds for many, and what it does not understand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.year.story.event import About, Writes
from tests.year.story.people import Person


@dataclass(frozen=True, kw_only=True)
class Misspells(About):
    """An officer replies what looks like an instruction and is none: HLOD."""


@dataclass(frozen=True, kw_only=True)
class SendsAsItIs(Writes):
    """They were shown what they had written, `message`, and want it to go out as it is: SEND."""

    message: str
    question: str


@dataclass(frozen=True, kw_only=True)
class HoldsForMany(Writes):
    """The coordinator replies to a digest that a team, or with none the whole force, is on hold until a day."""

    team: str
    until: date


@dataclass(frozen=True, kw_only=True)
class WritesFromElsewhere(Writes):
    """A PLR asks from an address that nobody knows."""

    council: str


@dataclass(frozen=True, kw_only=True)
class WritesNews(Writes):
    """An officer, or the coordinator, writes news to many PLRs, and is shown what would go out."""

    scope: str = ""
    """`FORCE`, `TEAM …`, or nothing: all PLRs of an officer."""


@dataclass(frozen=True, kw_only=True)
class SendsNews(Writes):
    """They reply SEND to it."""

    news: str


@dataclass(frozen=True, kw_only=True)
class StopsNews(Writes):
    """They reply UNDO to what they were told of it."""

    news: str


@dataclass(frozen=True, kw_only=True)
class AnswersNews(Writes):
    """A PLR replies to news with a question."""

    news: str
    council: str


@dataclass(frozen=True, kw_only=True)
class AnswersLine(Writes):
    """The coordinator answers one line of the latest digest by one word.

    Which one it is shows when there is one: what follows `officer` stands empty until then. A word of several has the
    name of their mail and its number.
    """

    dice: float
    word: str
    until: date | None = None
    officer: Person | None = None
    rule: str = ""
    about: str = ""
    council: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswersLines(Writes):
    """The coordinator answers several lines of the latest digest in one mail, which gets one answer."""

    lines: tuple[AnswersLine, ...]
