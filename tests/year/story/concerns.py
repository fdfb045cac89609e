"""PLRs write to the coordinator, in confidence."""

from __future__ import annotations

from dataclasses import dataclass

from tests.year.story.event import Writes


@dataclass(frozen=True, kw_only=True)
class RaisesConcern(Writes):
    """A PLR writes to the coordinator, in confidence from their officer."""

    council: str


@dataclass(frozen=True, kw_only=True)
class AnswersConcern(Writes):
    """The coordinator replies to a concern, and may close it by the word CLOSE."""

    concern: str
    closes: bool
