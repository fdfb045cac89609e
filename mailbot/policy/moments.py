"""Moments: where a moment of a rule file stands on the timeline of one obligation. Pure (docs/rules.md, Moments)."""

from __future__ import annotations

from datetime import datetime

from mailbot.policy.obligation import Obligation
from mailbot.policy.rule_words import Anchor, Moment
from mailbot.policy.working_time import Calendar, deadline, next_opening, step_instant


def moment(at: Moment, obligation: Obligation, calendar: Calendar) -> datetime:
    """Place a moment of a rule on the timeline of one obligation."""
    if at.anchor is Anchor.START:
        started_at = obligation.started_at
        if at.amount is not None:
            return deadline(calendar, started_at, at.amount).due_by
        return started_at if obligation.planned_at is None else next_opening(calendar, started_at)
    anchor = obligation.deadline.due_by if at.anchor is Anchor.DUE else obligation.planned_at
    assert anchor is not None
    return anchor if at.amount is None else step_instant(calendar, anchor, at.amount, before=at.before)
