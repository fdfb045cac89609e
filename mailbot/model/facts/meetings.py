"""Council meetings: asked for, arranged, answered, attended, or a written update in their place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mailbot.model.facts.fact import Fact, NotedFact, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingArranged(Fact):
    """The police mean to attend a meeting of the council on a day; whether they do is another fact.

    Each further day for the same `meeting` moves it, and counts its `sequence` up.
    """

    kind: ClassVar[str] = "arranged"
    council: str
    liaison: str
    on: date
    by: str
    message: str
    meeting: str = ""
    """What invitations call it."""
    sequence: int = 0
    starts_at: datetime | None = None
    """None where no time of day is known."""
    place_in: str = ""
    """The message whose command names the place; empty where none does."""
    officer: str = ""
    """Who is to attend."""
    plr: str | None = None
    """Who of the council's side is invited; None where nobody can be by email."""
    thread: str = ""
    """The conversation in which it was arranged."""
    is_invited_to: bool = True
    """Whether the invitations are ours; not so where the officer sent one from their own calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangementEnded(Fact):
    """The day that was arranged holds no more: it was called off, or it has passed and nobody of the police came."""

    kind: ClassVar[str] = "arrangement-ended"
    council: str
    liaison: str
    meeting: str
    by: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAnswered(Fact):
    """Somebody who is invited answered in their calendar: of that arrangement it says so, of nothing else (law 3)."""

    kind: ClassVar[str] = "invitation-answered"
    council: str
    meeting: str
    sequence: int
    person: str
    answer: str
    """`accepted`, `declined`, `tentative`, or `proposed` for another time."""
    message: str
    proposed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAttended(NotedFact):
    """The police attended a meeting of the council."""

    kind: ClassVar[str] = "attended"
    council: str
    liaison: str
    on: date
    by: str
    message: str
    source: Source = Source.OFFICER


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateWritten(NotedFact):
    """The officer wrote to the council in place of attending; it does not count as attendance."""

    kind: ClassVar[str] = "update"
    council: str
    liaison: str
    on: date
    by: str
    message: str
    source: Source = Source.OFFICER


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRequested(Fact):
    """A PLR asked the police to attend a meeting, on a day and at an hour where these were named."""

    kind: ClassVar[str] = "meeting-request"
    council: str
    liaison: str
    plr: str
    message: str
    on: date | None = None
    starts_at: datetime | None = None
