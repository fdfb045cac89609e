"""NO REPLY NEEDED and HOLD: a question wants no answer, or its answer has to wait, each with a reason.

The coordinator sees both, the PLR only the new date of a hold, never the reason. Source: expectations, paragraph 5.
"""

from __future__ import annotations

from mailbot.model.facts import HoldPlaced, NoReplyNeeded, QuestionAsked
from mailbot.model.mail import Mail
from mailbot.policy.answer_day import answer_deadline
from mailbot.policy.at_desk import at_desk
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision
from mailbot.policy.entries import Question
from mailbot.policy.relay import council_reader
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
    placed = [(question, _placed(call, question.asked.question)) for question in waiting]
    moved = [held for question, fact in placed if (held := _moved(call, question, fact))]
    if not moved:
        return call.not_done(_why_not(call, waiting[0]))
    decision = Decision((call.arrival.fact(writer=call.writer),))
    for asked, fact, before, after in moved:
        decision += Decision((fact,), (_told(call, asked, before, after),))
    *_, after = moved[0]
    data: dict[str, object] = {"until": max(after.held).isoformat(), "answer_by": after.due_by.isoformat()}
    return decision + call.done("hold-noted", data)


def hold_for_many(call: Call) -> Decision | None:
    """HOLD TEAM or HOLD FORCE, by the coordinator: hold all questions of a team or of the force, to a certain day.

    None where no team, reason or day to come can be made out.
    """
    team = _scope(call)
    until_on, calendar = call.command.until_on, call.programme.calendar
    tomorrow = calendar.working_day(calendar.local_day(call.arrival.arrived_at), 1)
    if team is None or call.command.asked or until_on is None or until_on < tomorrow:
        return None
    fact = _placed(call, "", team)
    concerned = [
        question
        for question in call.state.open_questions.values()
        if question.is_waiting
        and not question.asked.in_doubt
        and team in ("", call.state.liaisons[question.asked.liaison].row.team)
    ]
    moved = [held for question in concerned if (held := _moved(call, question, fact))]
    mails = tuple(_told(call, question, before, after) for question, _, before, after in moved)
    data = {"team": team, "until": until_on.isoformat(), "count": len(moved)}
    decision = Decision((call.arrival.fact(writer=call.writer), fact), mails)
    return decision + at_desk(call.arrival, call.writer, "team-hold-noted", (), data)


def _scope(call: Call) -> str | None:
    """Read the team behind HOLD TEAM, empty for HOLD FORCE; None for anything else, or where no reason follows."""
    scope, _, rest = call.command.said.partition(" ")
    if scope.upper() == "FORCE":
        return "" if rest.strip() else None
    teams = {row.team for row in call.state.roster().values() if row.team}
    named = [team for team in teams if rest.casefold().startswith((f"{team} ".casefold(), f"{team},".casefold()))]
    return max(named, key=len, default=None) if scope.upper() == "TEAM" else None


def _placed(call: Call, question: str, team: str = "") -> HoldPlaced:
    return HoldPlaced(
        **call.arrival.times,
        question=question,
        message=call.arrival.message,
        by=call.writer,
        until_on=call.command.until_on,
        team=team,
    )


def _moved(
    call: Call, question: Question, fact: HoldPlaced
) -> tuple[QuestionAsked, HoldPlaced, Deadline, Deadline] | None:
    """Give what a hold is on, the hold, and the deadline before and after it; None where it moves nothing."""
    asked, holds = question.asked, call.state.holds_on(question)
    before = answer_deadline(question, call.state, call.programme)
    after = answer_deadline(question, call.state, call.programme, (*holds, fact))
    return (asked, fact, before, after) if before and after and after.due_by > before.due_by else None


def _why_not(call: Call, question: Question) -> str:
    calendar, arrived_at, until_on = call.programme.calendar, call.arrival.arrived_at, call.command.until_on
    due = answer_deadline(question, call.state, call.programme)
    if due is not None and arrived_at > due.due_by:
        return "late"
    if until_on is not None and until_on < calendar.working_day(calendar.local_day(arrived_at), 1):
        return "day"
    return "limit"


def _told(call: Call, asked: QuestionAsked, before: Deadline, after: Deadline) -> Mail:
    """Tell whoever asked that it is known, and the new date."""
    reader = council_reader(call.state, call.state.threads[asked.thread], call.today) or asked.plr
    return Mail(
        key=f"reply-date-moved:{call.arrival.message}:{asked.question}",
        to=reader,
        thread=asked.thread,
        queued_at=call.arrival.recorded_at,
        template="reply-date-moved",
        parent=asked.message,
        data={
            "question": asked.question,
            "answer_by": before.due_by.isoformat(),
            "new_answer_by": after.due_by.isoformat(),
        },
    )
