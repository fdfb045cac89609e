"""PHONED, MET and EMAILED: a contact that we did not see counts for its period, by the officer's note.

It answers a question only when logged on that question; then the PLR is told and may say that it is not so.
Source: expectations, paragraph 2; design, Words: Contact.
"""

from __future__ import annotations

from mailbot.model.facts import ContactMade, Method
from mailbot.policy.commands.answers import note_answers
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision
from mailbot.policy.relay import council_reader


def phoned(call: Call) -> Decision | None:
    """PHONED: the officer and the PLR spoke on the telephone."""
    return _noted(call, Method.PHONE)


def met(call: Call) -> Decision | None:
    """MET: the officer and the PLR met."""
    return _noted(call, Method.IN_PERSON)


def emailed(call: Call) -> Decision | None:
    """EMAILED: the officer wrote to the PLR directly."""
    return _noted(call, Method.EMAIL)


def _noted(call: Call, method: Method) -> Decision | None:
    happened_at = call.when()
    if call.thread is None or happened_at is None:
        return None
    arrival, thread = call.arrival, call.state.threads[call.thread]
    assert thread.opened.liaison is not None
    contact = ContactMade(
        happened_at=happened_at,
        recorded_at=arrival.recorded_at,
        noted_at=arrival.arrived_at,
        liaison=thread.opened.liaison,
        method=method,
        by=call.writer,
        plr=council_reader(call.state, thread, call.programme.calendar.local_day(happened_at)),
        source=call.source,
        message=arrival.message,
    )
    data: dict[str, object] = {"method": method.value, "on": happened_at.isoformat()}
    noted = Decision((arrival.fact(writer=call.writer), contact))
    return noted + note_answers(call) + call.done("contact-noted", data)
