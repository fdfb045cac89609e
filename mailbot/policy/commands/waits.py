"""NO REPLY NEEDED and HOLD: a question wants no answer, or its answer has to wait, each with a reason.

The coordinator sees both, the PLR only the new date of a hold, never the reason. Source: expectations, paragraph 5.
"""

from __future__ import annotations

from mailbot.model.facts import HoldPlaced, NoReplyNeeded
from mailbot.model.mail import Mail
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision
from mailbot.policy.state import Question
from mailbot.policy.working_time import Deadline


def no_reply_needed(call: Call) -> Decision | None:
    """NO REPLY NEEDED: close the questions of a row; what was in doubt needs no reason (design, Words: Question)."""
    if call.thread is None:
        return None
    if not call.waiting:
        return call.not_done("nothing-open")
    if not call.has_reason and not all(question.asked.in_doubt for question in call.waiting):
        return call.not_done("reason")
    facts = tuple(
        NoReplyNeeded(
            **call.arrival.times, question=question.asked.question, message=call.arrival.message, by=call.writer
        )
        for question in call.waiting
    )
    return Decision((call.arrival.fact(writer=call.writer), *facts)) + call.done("no-reply-noted")


def hold(call: Call) -> Decision | None:
    """HOLD: put the questions of a row on hold, to the day that is written or for as long as the rule allows."""
    if call.thread is None:
        return None
    waiting = [question for question in call.waiting if not question.asked.in_doubt]
    if not waiting:
        return call.not_done("nothing-open")
    if call.programme.hold_needs_reason and not call.has_reason:
        return call.not_done("reason")
    if call.command.asked:
        return call.not_done("day")
    moved = [held for question in waiting if (held := _moved(call, question))]
    if not moved:
        return call.not_done(_why_not(call, waiting[0]))
    decision = Decision((call.arrival.fact(writer=call.writer),))
    for fact, before, after in moved:
        decision += Decision((fact,), (_told(call, fact, before, after),))
    _, _, after = moved[0]
    data: dict[str, object] = {"until": max(after.held).isoformat(), "answer_by": after.due_by.isoformat()}
    return decision + call.done("hold-noted", data)


def _moved(call: Call, question: Question) -> tuple[HoldPlaced, Deadline, Deadline] | None:
    """Give a hold with the deadline before and after it; None where it moves nothing."""
    asked, holds = question.asked, call.state.holds_on(question)
    fact = HoldPlaced(
        **call.arrival.times,
        question=asked.question,
        message=call.arrival.message,
        by=call.writer,
        until_on=call.command.until_on,
    )
    before = call.programme.answer_deadline(asked.happened_at, holds)
    after = call.programme.answer_deadline(asked.happened_at, (*holds, fact))
    return (fact, before, after) if before and after and after.due_by > before.due_by else None


def _why_not(call: Call, question: Question) -> str:
    calendar, arrived_at, until_on = call.programme.calendar, call.arrival.arrived_at, call.command.until_on
    due = call.programme.answer_deadline(question.asked.happened_at, call.state.holds_on(question))
    if due is not None and arrived_at > due.due_by:
        return "late"
    if until_on is not None and until_on < calendar.working_day(calendar.local_day(arrived_at), 1):
        return "day"
    return "limit"


def _told(call: Call, fact: HoldPlaced, before: Deadline, after: Deadline) -> Mail:
    """Tell whoever asked that it is known, and the new date."""
    asked = call.state.questions[fact.question].asked
    return Mail(
        key=f"reply-date-moved:{fact.message}:{fact.question}",
        to=asked.plr,
        thread=asked.thread,
        queued_at=fact.recorded_at,
        template="reply-date-moved",
        parent=asked.message,
        data={
            "question": fact.question,
            "answer_by": before.due_by.isoformat(),
            "new_answer_by": after.due_by.isoformat(),
        },
    )
