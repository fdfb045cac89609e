"""The programme: the rules, the working calendar and the day from which it is live; what decisions are made by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mailbot.model.facts import HoldPlaced
from mailbot.policy.holds import with_holds
from mailbot.policy.rules import Rule
from mailbot.policy.working_time import Calendar, Deadline


@dataclass(frozen=True, slots=True)
class Programme:
    """What the force has promised, and when it works. `live_from` is an instant: nothing due earlier is owed."""

    rules: tuple[Rule, ...]
    calendar: Calendar
    live_from: datetime
    has_deputy: bool = False
    """Whether somebody is told of what the coordinator leaves as it is."""

    def answer_deadline(self, asked_at: datetime, holds: Sequence[HoldPlaced] = (), of: str = "") -> Deadline | None:
        """Say by when an answer to a question can be expected; None where no rule promises one.

        `of` is the programme of the roster that the question belongs to, where only its rules are to be looked at.
        """
        promised = [
            with_holds(rule.deadline(self.calendar, asked_at), rule.hold, holds)
            for rule in self.rules
            if rule.each == "question" and "answer" in rule.met_by and (not of or of in rule.programmes)
        ]
        return min(promised, key=lambda one: one.due_by, default=None)

    def asks_for_contact(self, template: str) -> bool:
        """Whether a mail of ours asks somebody of the council's side if there was a contact: YES and NO answer it."""
        return any(
            step.send == template and step.to in ("plr", "clerk")
            for rule in self.rules
            if rule.each == "period"
            for step in rule.step
        )

    @property
    def hold_needs_reason(self) -> bool:
        """Whether any rule on questions wants a reason for a hold."""
        return any(rule.hold.reason for rule in self.rules if rule.each == "question" and rule.hold)
