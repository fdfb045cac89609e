"""SEND: the draft that somebody was shown goes out."""

from __future__ import annotations

from mailbot.model.facts import MessageLinked
from mailbot.model.mail import Mail
from mailbot.policy.arrival import held
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision
from mailbot.policy.relay import answers, council_reader


def send(call: Call) -> Decision | None:
    """SEND: pass on the new text of a draft, as its writer has seen it (laws 6 and 11)."""
    arrival, state, officer, draft, thread_id = call.arrival, call.state, call.writer, call.draft, call.thread
    if not draft or thread_id is None:
        return None
    if (draft, thread_id) in state.placed:
        return Decision((arrival.fact(writer=officer),)) + call.done("draft-sent")
    reader = council_reader(state, state.threads[thread_id], call.today)
    if reader is None or reader == officer:
        return held(arrival, "nobody-to-read-it", writer=officer)
    mail = Mail(
        key=f"relay:{draft}:{reader}",
        to=reader,
        thread=thread_id,
        queued_at=arrival.recorded_at,
        relays=draft,
        data={"writer": officer, "known": True, "new_text_only": True, "contact_at": arrival.arrived_at.isoformat()},
    )
    linked = MessageLinked(**arrival.times, message=draft, thread=thread_id)
    facts = (arrival.fact(writer=officer), linked, *answers(arrival, state, thread_id, officer))
    return Decision(facts, (mail,)) + call.done("draft-sent")
