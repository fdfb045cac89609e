"""HELP: what somebody can write to mailbot, by what they are. Pure (law 11).

A PLR or a Clerk has it only in reply to mail of ours, for all of it offers it.
"""

from __future__ import annotations

from mailbot.model.ids import COORDINATION
from mailbot.policy.at_desk import at_desk
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision


def help_with_commands(call: Call) -> Decision:
    """HELP: tell an officer, or the coordinator, what they can write."""
    template = "help-coordinator" if call.writer in COORDINATION else "help-officer"
    return Decision((call.arrival.fact(writer=call.writer),)) + at_desk(call.arrival, call.writer, template, (), {})
