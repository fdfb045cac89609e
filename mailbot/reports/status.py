"""Status: how the programme and its mail stand now; from ledger and state."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mailbot.ledger import Ledger
from mailbot.model.mail import MailStatus
from mailbot.policy.holds import is_on_hold
from mailbot.policy.obligations import obligations
from mailbot.policy.programme import Programme
from mailbot.policy.state import State


def status_of(ledger: Ledger, state: State, programme: Programme, now: datetime) -> dict[str, Any]:
    """Count what is open, late, on its way and set aside (design, Shapes: `mailbot status --json`)."""
    owed = [obligation for obligation in obligations(programme, state) if obligation.met_at is None]
    queued = ledger.outbox(MailStatus.QUEUED, MailStatus.SUBMITTING, MailStatus.UNCERTAIN)
    return {
        "outbox": {
            "queued": len(queued),
            "retrying": sum(entry.attempts > 0 for entry in queued),
            "failed": len(ledger.outbox(MailStatus.FAILED)),
        },
        "obligations": {
            "open": len(owed),
            "late": sum(obligation.deadline.due_by < now for obligation in owed),
            "held": sum(is_on_hold(obligation.deadline, now) for obligation in owed),
        },
        "held_messages": len(state.held),
        "liaisons": len(state.roster()),
        "facts": ledger.fact_count(),
        "alarms": sorted(state.alarms),
    }
