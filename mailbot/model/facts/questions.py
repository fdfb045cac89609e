"""Questions, their answers and holds, and concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mailbot.model.facts.fact import Fact, Source
from mailbot.model.ids import COORDINATION
from mailbot.model.understanding import Asks


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(Fact):
    """A PLR's message that wants an answer; it carries a clock from `happened_at`."""

    kind: ClassVar[str] = "question"
    question: str
    message: str
    liaison: str
    thread: str
    plr: str
    officer: str | None
    in_doubt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionContinued(Fact):
    """A further message before the answer, which belongs to the question that is open."""

    kind: ClassVar[str] = "question-continued"
    question: str
    message: str
    asks: Asks = Asks.IN_DOUBT
    """What it would be by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Fact):
    """The police side answered, a holding reply included; `source` is who recorded it."""

    kind: ClassVar[str] = "answer"
    question: str
    message: str
    by: str | None
    source: Source = Source.MAIL


@dataclass(frozen=True, slots=True, kw_only=True)
class NoReplyNeeded(Fact):
    """The officer said, with a reason, that a question wants no answer; the coordinator sees it."""

    kind: ClassVar[str] = "no-reply-needed"
    question: str
    message: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionReopened(Fact):
    """The PLR said that a question has not been answered: it is open again, under its first date."""

    kind: ClassVar[str] = "question-reopened"
    question: str
    message: str
    plr: str
    disputed: bool
    """Whether it is an officer's note of an answer that is denied, and not a mail that was found to answer nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldPlaced(Fact):
    """A question was put on hold, before its deadline; how far that moves the deadline follows from the rule."""

    kind: ClassVar[str] = "hold"
    question: str
    """Empty where the coordinator holds all questions of a team or of the force."""
    message: str
    by: str
    until_on: date | None
    """The last day of the hold; None where it lasts for as long as the rule allows."""
    team: str = ""
    """The team whose questions are held; empty for one question, or for the whole force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernRaised(Fact):
    """A PLR raised a concern with the coordinator, in confidence from the officer (expectations, paragraph 6)."""

    kind: ClassVar[str] = "concern"
    message: str
    liaison: str
    plr: str
    thread: str
    readers: tuple[str, ...] = COORDINATION
    """Who of the coordination may read it, the first of whom it goes to: nobody whom it may be about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernAnswered(Fact):
    """The coordinator, or whoever stands in for them, wrote to the PLR about a concern; it stays open."""

    kind: ClassVar[str] = "concern-answered"
    concern: str
    """The message that it was raised by."""
    message: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernClosed(Fact):
    """The coordinator, or whoever stands in for them, says that a concern is settled."""

    kind: ClassVar[str] = "concern-closed"
    concern: str
    """The message that it was raised by."""
    message: str
    by: str
