"""Steps that were taken, and verdicts that were given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from mailbot.model.facts.fact import Fact, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken(Fact):
    """A step of an obligation was taken; its key is all the fields but the last (design, Words: Step)."""

    kind: ClassVar[str] = "step"
    rule: str
    obligation: str
    step: str
    occurrence: int
    due_by: datetime
    armed_by: tuple[str, ...] = ()
    """What had armed the steps anew: above all reassignments, holds and absences (design, Words: Step)."""
    escalates: str = ""
    """What the coordinator is told, when the step escalates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictGiven(Fact):
    """An obligation ended, with the versions of rule, roster and calendar that gave the verdict."""

    kind: ClassVar[str] = "verdict"
    rule: str
    obligation: str
    liaison: str
    plr: str
    outcome: Outcome
    started_at: datetime
    due_by: datetime
    ended_at: datetime
    owner: str | None
    rule_version: str
    roster_version: int
    calendar_version: str
    own_minutes: int | None = None
    """The working time that was the officer's own (design, Words); None for what no officer was given by mail."""
    disputed: bool = False
    """Whether the PLR had denied an answer that an officer noted."""
    armed_by: tuple[str, ...] = ()
    """What had armed its steps anew, but for absences; a hold that moved its deadline is named by its message."""
