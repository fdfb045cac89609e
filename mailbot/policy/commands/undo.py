"""UNDO: takes back what a command did, in reply to the mail that said it was done. Pure.

What has gone to somebody cannot be called back, and is said. Whoever was told of what is no longer so is told again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import singledispatch

from mailbot.model.facts import (
    Answered,
    Fact,
    HoldPlaced,
    MeetingArranged,
    OfficerChangeAnnounced,
    Source,
    ThreadOpened,
    Undone,
)
from mailbot.model.mail import Mail
from mailbot.policy.at_desk import at_desk
from mailbot.policy.commands import officer_changes
from mailbot.policy.commands.call import Call
from mailbot.policy.commands.in_turn import can_undo
from mailbot.policy.decision import Decision
from mailbot.policy.invitations import call_off, move_back
from mailbot.policy.relay import council_reader
from mailbot.policy.state import Done, Question, State

Answer = Callable[[str, dict[str, object]], Decision]
"""Makes the answer by a template, with its data."""


def undo(call: Call, answered: Answer | None = None) -> Decision | None:
    """UNDO: take back the one command that was answered, or those that it names by their number there.

    None where the mail that it answers did not say of any command that it was done. `answered` makes the answer of
    somebody who has no desk.
    """
    answer = call.arrival.placement.thread or ""
    known = {done.command.number: done for done in call.state.done.get(answer, ()) if done.command.by == call.writer}
    numbers = call.command.rows or tuple(number for number in known if len(known) == 1)
    if not known or not numbers or any(number not in known for number in numbers):
        return None
    asked = [known[number] for number in numbers]
    undone = [done for done in asked if not done.is_undone and can_undo(done.facts) and _still_holds(done, call.state)]
    facts = tuple(
        Undone(
            **call.arrival.times,
            answer=answer,
            number=done.command.number,
            message=call.arrival.message,
            by=call.writer,
        )
        for done in undone
    )
    told = sum((told_of_undoing(fact, call) for done in undone for fact in done.facts), Decision())
    mails = {mail.key: mail for mail in told.mails}
    data = {"lines": [_line(done, done in undone) for done in asked], "for_plr": answered is not None}
    decision = Decision((call.arrival.fact(writer=call.writer), *told.facts, *facts), tuple(mails.values()))
    return decision + (answered("undone", data) if answered else at_desk(call.arrival, call.writer, "undone", (), data))


def _line(done: Done, is_undone: bool) -> dict[str, object]:
    why = "" if is_undone else "before" if done.is_undone else "gone"
    return {"keyword": done.command.keyword, "why": why}


def _still_holds(done: Done, state: State) -> bool:
    """Whether no day that was announced has come since, and no later word has taken its place."""
    announced = (fact for fact in done.facts if isinstance(fact, OfficerChangeAnnounced))
    return all(state.officers_coming.get(fact.liaison) == fact for fact in announced)


@singledispatch
def told_of_undoing(fact: Fact, call: Call) -> Decision:
    """Give the mails by which people learn that a fact of which they were told is taken back, with their threads."""
    return Decision()


@told_of_undoing.register
def _answer_is_awaited(fact: Answered, call: Call) -> Decision:
    """Who was told that they have had an answer is told that it is still to come."""
    question = call.state.questions[fact.question]
    due = call.programme.answer_deadline(question.asked.happened_at, call.state.holds_on(question))
    if question.answer != fact or fact.source is Source.MAIL or due is None:
        return Decision()
    return Decision((), (_to_asker(question, call, "answer-awaited", {"answer_by": due.due_by.isoformat()}),))


@told_of_undoing.register
def _meeting_is_as_before(fact: MeetingArranged, call: Call) -> Decision:
    """Whoever has it in their calendar is sent the day from which it was moved, or what takes it out again."""
    meetings = call.state.meetings[fact.council]
    before = meetings.before(fact)
    if meetings.arrangement is None or meetings.arrangement.fact != fact:
        return Decision()
    if before is not None and before.on >= call.today:
        return move_back(call.arrival, fact, before)
    told = call_off(call.arrival, fact, call.writer)
    return Decision(tuple(opened for opened in told.facts if isinstance(opened, ThreadOpened)), told.mails)


@told_of_undoing.register
def _officer_stays(fact: OfficerChangeAnnounced, call: Call) -> Decision:
    """Both officers who were told of a change are told that it does not come."""
    return officer_changes.told_ahead(call, (fact,), is_off=True)


@told_of_undoing.register
def _day_is_as_before(fact: HoldPlaced, call: Call) -> Decision:
    """Who was told of the new day of a hold is told of the day without it."""
    return Decision((), tuple(_days_as_before(fact, call)))


def _days_as_before(fact: HoldPlaced, call: Call) -> Iterator[Mail]:
    state = call.state
    for question in state.open_questions.values():
        holds = state.holds_on(question)
        if fact not in holds or not question.is_waiting or question.asked.in_doubt:
            continue
        asked_at = question.asked.happened_at
        before = call.programme.answer_deadline(asked_at, holds)
        after = call.programme.answer_deadline(asked_at, [hold for hold in holds if hold != fact])
        if before and after and before.due_by != after.due_by:
            days = {"answer_by": before.due_by.isoformat(), "new_answer_by": after.due_by.isoformat()}
            yield _to_asker(question, call, "reply-date-moved", days)


def _to_asker(question: Question, call: Call, template: str, days: Mapping[str, object]) -> Mail:
    asked, state = question.asked, call.state
    return Mail(
        key=f"{template}:{call.arrival.message}:{asked.question}",
        to=council_reader(state, state.threads[asked.thread], call.today) or asked.plr,
        thread=asked.thread,
        queued_at=call.arrival.recorded_at,
        template=template,
        parent=asked.message,
        data={"question": asked.question, **days},
    )
