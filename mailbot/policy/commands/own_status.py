"""STATUS of an officer: their PLRs, and how things stand with each. Pure.

Its rows are conversations, as those of the monthly prompt: what is answered to it with a number finds its way.
"""

from __future__ import annotations

from mailbot.model.ids import COORDINATION, made_id
from mailbot.model.people import Role
from mailbot.policy.at_desk import at_desk
from mailbot.policy.commands.call import Call
from mailbot.policy.commands.reports import year_begun
from mailbot.policy.commands.status import status
from mailbot.policy.decision import Decision
from mailbot.policy.relay import opened_conversation
from mailbot.policy.standing import engaged_since, standing


def own_status(call: Call) -> Decision | None:
    """STATUS: list an officer's PLRs; the coordinator is told of whom they name."""
    if call.writer in COORDINATION:
        return status(call)
    state = call.state
    opened = [
        opened_conversation(call.arrival, made_id("t", call.arrival.message, "status", liaison), liaison, plr)
        for liaison in state.liaisons_of(call.writer, Role.OFFICER)
        if (plr := state.liaisons[liaison].row.plr)
    ]
    facts = (call.arrival.fact(writer=call.writer), *opened)
    threads = tuple(conversation.thread for conversation in opened)
    rows = [
        standing(conversation.liaison, conversation.thread, call.programme, state, call.today)
        for conversation in opened
        if conversation.liaison
    ]
    data = {"rows": rows, "engaged": engaged_since(year_begun(call.today), state, call.writer)}
    return Decision(facts) + at_desk(call.arrival, call.writer, "own-status", threads, data)
