"""Obligation: one promise, as the rules and the facts make it. Pure; computed by `obligations`, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mailbot.model.ids import COORDINATOR
from mailbot.model.people import Role
from mailbot.policy.plr_changes import Missing
from mailbot.policy.rules import Rule
from mailbot.policy.stand_in import Cover
from mailbot.policy.working_time import Deadline


@dataclass(frozen=True, slots=True)
class Obligation:
    """One promise to one person that is open, or was met and has no verdict yet."""

    rule: Rule
    id: str
    liaison: str
    started_at: datetime
    deadline: Deadline
    plr: str
    officer: str | None
    met_at: datetime | None = None
    noted_at: datetime | None = None
    """When what met it was noted; None where that is when it was met."""
    excused: bool = False
    """Whether what ended it was the officer's word that nothing is owed."""
    armed_by: tuple[str, ...] = ()
    """What has armed its steps anew, but for those who cover (design, Words: Step).

    Reassignments, holds, corrected addresses and, of a spell, the excused periods without which it begins anew.
    """
    known_at: datetime | None = None
    """Since when it is recorded as it stands, where that may be later than its start."""
    covers: tuple[Cover, ...] = ()
    """The colleagues who begin to cover for its officer, the earliest first: each arms its steps anew."""
    duty: str = ""
    """The officer's days on duty, as the roster says them; empty where it does not."""
    relayed_at: datetime | None = None
    """When the officer had the question: their own time runs from here."""
    disputed: bool = False
    """Whether the PLR has denied an answer that an officer noted."""
    suspended: bool = False
    """Whether a held message may meet it, so that it must not escalate (law 5)."""
    nobody_named: bool = False
    """Whether its council has neither PLR nor Clerk: its officer, who has nobody to write to, is asked nothing yet."""
    planned_at: datetime | None = None
    """The opening of the planned day of a period."""
    over_at: datetime | None = None
    """Since when nobody is there whom it could be asked of: it asks for nothing, and is judged if it had ended."""
    lapses_at: datetime | None = None
    """When it ends unmet, where it does: what was owed in a period cannot be met after it."""
    answered: bool = False
    """Whether somebody has taken a concern up."""
    arranged: int = 0
    """How many days were arranged for a meeting, of which `planned_at` is the last."""
    missing: Missing | None = None
    """Why a council is asked who its PLR is."""
    post: Role | None = None
    """The vacant post, where it is one that is to be filled."""

    def armed_by_then(self, instant: datetime) -> tuple[str, ...]:
        """Name all that has armed its steps anew by an instant; what was undone is not among it."""
        return (*self.armed_by, *(cover.absence for cover in self.covers if cover.begins_at <= instant))

    def stands_since(self, instant: datetime) -> datetime:
        """Say since when its steps stand as they do at an instant; no step of an officer's day comes earlier."""
        covered = (cover.begins_at for cover in self.covers if cover.begins_at <= instant)
        return max(self.started_at, self.known_at or self.started_at, *covered)

    @property
    def owner(self) -> str | None:
        """Name whose time it is, as the rule says; None while nobody holds that place."""
        match self.rule.owner:
            case "officer":
                return self.officer
            case "coordinator":
                return COORDINATOR
