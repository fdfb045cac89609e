"""The answer check: a PLR says that they have not been answered, and the question is open again. Pure.

Source: expectations, paragraph 5; design, Words (Answer); law 11. What an officer noted and the PLR denies is disputed.
"""

from __future__ import annotations

from mailbot.model.facts import Answered, QuestionReopened, Source
from mailbot.model.mail import Mail
from mailbot.policy.answer_day import answer_deadline
from mailbot.policy.arrival import Arrival
from mailbot.policy.at_desk import at_desk
from mailbot.policy.decision import Decision
from mailbot.policy.entries import Question
from mailbot.policy.programme import Programme
from mailbot.policy.stand_in import officer_on
from mailbot.policy.state import State


def follow(arrival: Arrival, state: State, programme: Programme, thread: str, plr: str) -> Decision | None:
    """Take NOT ANSWERED, and YES or NO where these were offered; None for what is a message like any other.

    From an address that is not theirs it is one (laws 7 and 11).
    """
    command = arrival.understood.command
    keyword = command.keyword if command else ""
    offered = arrival.answers_template == "told-answered"
    closed = state.closed_last(thread) if thread in state.threads else ()
    is_said = keyword == "NOT ANSWERED" or (offered and keyword in ("YES", "NO"))
    if not closed or not is_said or plr not in arrival.placement.writers:
        return None
    decision = Decision((arrival.fact(writer=plr, thread=thread),))
    if keyword != "YES":
        decision += _reopened(arrival, state, programme, closed, plr)
    if not arrival.understood.may_respond:
        return decision
    data = {"question": closed[0].asked.question, "answered": keyword == "YES"}
    noted = Mail(
        key=f"answer-checked:{arrival.message}",
        to=plr,
        thread=thread,
        queued_at=arrival.recorded_at,
        template="answer-checked",
        parent=arrival.message,
        data=data,
    )
    return decision + Decision((), (noted,))


def _reopened(arrival: Arrival, state: State, programme: Programme, closed: tuple[Question, ...], plr: str) -> Decision:
    """Open questions again, each under its first date, and tell the officer."""
    facts = tuple(
        QuestionReopened(
            **arrival.times,
            question=question.asked.question,
            message=arrival.message,
            plr=plr,
            disputed=isinstance(question.closed_by, Answered) and question.closed_by.source is not Source.MAIL,
        )
        for question in closed
    )
    owner, first = state.officer_of(closed[0]), closed[0].asked
    if owner is None:
        return Decision(facts)
    officer = officer_on(programme.calendar.local_day(arrival.recorded_at), owner, state)
    answer = answer_deadline(closed[0], state, programme)
    data = {
        "question": first.question,
        "message": arrival.message,
        "answer_by": answer.due_by.isoformat() if answer else None,
    }
    about = tuple(question.asked.question for question in closed)
    return Decision(facts) + at_desk(arrival, officer, "not-answered", about, data)
