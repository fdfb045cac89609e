"""AWAY among several commands of an officer: their absence is noted as if it had been written alone."""

from __future__ import annotations

from mailbot.policy import away
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision


def away_too(call: Call) -> Decision | None:
    """AWAY: note the days, and who covers."""
    return away.follow(call.arrival, call.state, call.programme)
