"""The programme: the rules, the working calendar and the day from which it is live; what decisions are made by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mailbot.policy.rules import Rule
from mailbot.policy.working_time import Calendar, Deadline


@dataclass(frozen=True, slots=True)
class Programme:
    """What the force has promised, and when it works. `live_from` is an instant: nothing due earlier is owed."""

    rules: tuple[Rule, ...]
    calendar: Calendar
    live_from: datetime

    def answer_deadline(self, asked_at: datetime) -> Deadline | None:
        """Say by when a PLR can expect an answer to a question; None where no rule promises one."""
        promised = [
            rule.deadline(self.calendar, asked_at)
            for rule in self.rules
            if rule.each == "question" and "answer" in rule.met_by
        ]
        return min(promised, key=lambda one: one.due_by, default=None)
