"""What every fact has, and the words that several kinds of fact share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self

KINDS: dict[str, type[Fact]] = {}
"""Every kind of fact by its word; the ledger reads and writes facts through it."""


class Outcome(StrEnum):
    """How an obligation ended (design, Words: Obligation)."""

    MET = "met"
    LATE = "late"
    EXCUSED = "excused"
    LAPSED = "lapsed"


class Purpose(StrEnum):
    """What a thread is for."""

    CONVERSATION = "conversation"
    """PLR and officer write to each other through it."""
    CONCERN = "concern"
    """A PLR and the coordinator write to each other through it; no officer ever sees it."""
    DESK = "desk"
    """One person and mailbot itself: reminders, drafts to be confirmed, questions of ours, digests. Never relayed."""


class Source(StrEnum):
    """Who recorded a fact (expectations, paragraph 15)."""

    MAIL = "mail"
    OFFICER = "officer"
    PLR = "plr"
    COORDINATOR = "coordinator"
    """On the officer's behalf."""


class Method(StrEnum):
    """How a contact was made (expectations, paragraph 15)."""

    EMAIL = "email"
    PHONE = "phone"
    IN_PERSON = "in-person"
    NOT_SAID = "not-said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened. The ledger numbers facts in the order in which they were recorded."""

    happened_at: datetime
    recorded_at: datetime
    kind: ClassVar[str]

    def __init_subclass__(cls) -> None:
        if "kind" in vars(cls):
            KINDS[cls.kind] = cls

    def __deepcopy__(self, memo: object) -> Self:
        return self  # nothing in a fact changes


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedFact(Fact):
    """What may be said of a day that has passed: it ends what is owed as of then, if it was noted in time."""

    noted_at: datetime | None = None
    """When what says it arrived; None where that is when it happened."""

    @property
    def known_at(self) -> datetime:
        """Since when it counts: no verdict of before is changed by it, whether one was given or not (law 9)."""
        return self.noted_at or self.happened_at
