"""ANSWERED: a question was answered in a way that we did not see; the PLR is told, and may say that it is not so."""

from __future__ import annotations

from mailbot.model.facts import Answered
from mailbot.model.mail import Mail
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision
from mailbot.policy.relay import council_reader


def answered(call: Call) -> Decision | None:
    """ANSWERED: close the questions of a row (design, Words: Contact)."""
    if call.thread is None:
        return None
    return Decision((call.arrival.fact(writer=call.writer),)) + note_answers(call) + call.done("answered-noted")


def note_answers(call: Call) -> Decision:
    """State that the open questions of a row are answered, by an officer's note, and tell whoever asked."""
    arrival, state, thread_id = call.arrival, call.state, call.thread
    assert thread_id is not None
    facts = tuple(
        Answered(
            **arrival.times,
            question=question.asked.question,
            message=arrival.message,
            by=call.writer,
            source=call.source,
        )
        for question in state.open_in_thread(thread_id)
    )
    told = tuple(
        Mail(
            key=f"told-answered:{arrival.message}:{fact.question}",
            to=council_reader(state, state.threads[thread_id], call.today) or state.questions[fact.question].asked.plr,
            thread=thread_id,
            queued_at=arrival.recorded_at,
            template="told-answered",
            data={"question": fact.question, "officer": call.writer},
        )
        for fact in facts
    )
    return Decision(facts, told)
