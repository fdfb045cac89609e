"""STATUS of an officer: their PLRs, and how things stand with each. Pure.

Its rows are conversations, as those of the monthly prompt: what is answered to it with a number finds its way.
"""

from __future__ import annotations

from datetime import datetime, time

from mailbot.model.facts import ThreadOpened
from mailbot.model.ids import COORDINATION, made_id
from mailbot.model.people import Role
from mailbot.policy.at_desk import at_desk
from mailbot.policy.commands.call import Call
from mailbot.policy.commands.status import status
from mailbot.policy.decision import Decision
from mailbot.policy.relay import opened_conversation


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
    data = {"rows": [_row(call, conversation) for conversation in opened]}
    threads = tuple(conversation.thread for conversation in opened)
    return Decision(facts) + at_desk(call.arrival, call.writer, "own-status", threads, data)


def _row(call: Call, conversation: ThreadOpened) -> dict[str, object]:
    state, calendar, liaison = call.state, call.programme.calendar, conversation.liaison
    assert liaison is not None
    contacts, today = state.contacts[liaison], call.today
    last_at = contacts[-1].happened_at if contacts else None
    month_began = datetime.combine(today.replace(day=1), time(), calendar.zone)
    meeting_on = state.meetings[state.liaisons[liaison].row.council].arranged_on
    return {
        "liaison": liaison,
        "thread": conversation.thread,
        "last_contact_at": last_at.isoformat() if last_at else None,
        "is_in_touch": last_at is not None and last_at >= month_began,
        "questions": [due.isoformat() for due in _awaited(call, liaison)],
        "meeting_on": meeting_on.isoformat() if meeting_on and meeting_on >= today else None,
    }


def _awaited(call: Call, liaison: str) -> list[datetime]:
    """Give the days by which answers are expected in a liaison, in their order."""
    state = call.state
    waiting = (
        call.programme.answer_deadline(question.asked.happened_at, state.holds_on(question))
        for question in state.open_in_liaison(liaison).values()
        if question.is_waiting and not question.asked.in_doubt
    )
    return sorted(answer.due_by for answer in waiting if answer)
