"""Conversation: what PLRs and officers write to each other is passed on, and starts or stops clocks. Pure.

Source: expectations, paragraphs 2, 5 and 8; design, Words (Question, Answer, Contact); laws 6, 7, 11 and 12.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mailbot.model.facts import Fact, QuestionAsked, QuestionContinued
from mailbot.model.ids import COORDINATION, COORDINATOR, made_id
from mailbot.model.mail import Mail
from mailbot.model.people import Role
from mailbot.model.understanding import Asks
from mailbot.policy import (
    answer_check,
    change_of_plr,
    concern,
    contact_check,
    desk,
    hand_over,
    meeting_answers,
    meeting_request,
    news,
    own_invitations,
    plans,
)
from mailbot.policy.arrival import Arrival, held
from mailbot.policy.decision import Decision
from mailbot.policy.entries import Question, Thread
from mailbot.policy.programme import Programme
from mailbot.policy.relay import COUNCIL_SIDE, answers, contact_made, council_reader, opened_conversation, relayed
from mailbot.policy.stand_in import police_reader_on
from mailbot.policy.state import State

STALE_AFTER = timedelta(days=30)
"""A thread in which nobody has written for this long is stale: a changed subject in it begins a new question."""

_RECEIVED = frozenset({"acknowledgement", "concern-received", "meeting-requested"})
"""The templates by which a PLR is told that something was received."""


def follow(arrival: Arrival, state: State, programme: Programme, thread: Thread) -> Decision:
    """Decide what a message in a conversation means, by the side that wrote it (law 7)."""
    liaison = thread.opened.liaison
    assert liaison is not None
    council, police = _writers(arrival, state, liaison)
    if len(council) + len(police) > 1:
        return held(arrival, "shared-address")
    if council:
        stale = arrival.arrived_at - thread.last_at > STALE_AFTER
        if arrival.subject_changed and stale:
            return begin(arrival, state, programme, liaison, council[0])
        return _from_council(arrival, state, programme, thread.opened.thread, liaison, council[0])
    if police:
        return _from_police(arrival, state, programme, thread, police[0])
    former = [writer for writer in arrival.placement.writers if liaison in state.plr_changes.formerly[writer]]
    if former:
        changed = change_of_plr.follow(arrival, state, programme, thread.opened.thread, liaison, former[0])
        return changed or from_former_plr(arrival, state, programme, liaison, former[0])
    return _from_unknown_address(arrival, state, programme, thread, liaison)


def begin(arrival: Arrival, state: State, programme: Programme, liaison: str, writer: str) -> Decision:
    """Open a new thread of a liaison with a message from the council's side."""
    thread = made_id("t", arrival.message)
    opened = opened_conversation(arrival, thread, liaison, writer)
    return Decision((opened,)) + _from_council(_as_new(arrival), state, programme, thread, liaison, writer)


def from_former_plr(arrival: Arrival, state: State, programme: Programme, liaison: str, writer: str) -> Decision:
    """Pass on what the PLR before writes, but for a concern, which no officer sees (law 12)."""
    if arrival.understood.resembles == "CONCERN":
        return concern.begin(arrival, state, liaison, writer)
    return hand_over.from_former_plr(arrival, state, programme, liaison, writer)


def placed(arrival: Arrival, state: State, programme: Programme, liaison: str, thread: str) -> Decision:
    """Follow a message that somebody found to belong to a liaison: in one of its conversations, or in a new one.

    It is taken as its PLR's, and yet nobody but who wrote it is told that it was received.
    """
    known, plr, begun = state.threads.get(thread), state.liaisons[liaison].row.plr, Decision()
    if known is None:
        if plr is None:
            return held(arrival, "nobody-to-read-it")
        opened = opened_conversation(arrival, made_id("t", arrival.message), liaison, plr)
        arrival, known, begun = _as_new(arrival), Thread(opened, arrival.arrived_at), Decision((opened,))
    decision = begun + follow(arrival, state, programme, known)
    writers = arrival.placement.writers
    mails = (mail for mail in decision.mails if mail.template not in _RECEIVED or mail.to in writers)
    return replace(decision, mails=tuple(mails))


def _as_new(arrival: Arrival) -> Arrival:
    """A message that replies to nothing is a question, unless it is a bare courtesy, or empty (design, Words)."""
    understood = arrival.understood
    answers_something = understood.is_reply and not arrival.subject_changed
    is_empty = not (understood.says_something or understood.subject)
    if answers_something or is_empty or understood.asks is not Asks.IN_DOUBT:
        return arrival
    return replace(arrival, understood=replace(understood, asks=Asks.QUESTION))


def _writers(arrival: Arrival, state: State, liaison: str) -> tuple[list[str], list[str]]:
    """Tell who of those at the From address writes for the council and who for the police; a token decides a draw."""
    placement = arrival.placement
    council, police = [], []
    for writer in placement.writers:
        if not state.roles(writer, liaison).isdisjoint(COUNCIL_SIDE):
            council.append(writer)
        elif writer == COORDINATOR or state.is_officer(writer) or state.was_officer(writer, liaison):
            police.append(writer)
    if len(council) + len(police) > 1 and placement.token_holder in council + police:
        holder = placement.token_holder
        return [one for one in council if one == holder], [one for one in police if one == holder]
    of_liaison = [writer for writer in police if Role.OFFICER in state.roles(writer, liaison)]
    return council[:1] if not police else council, of_liaison[:1] or police


def _from_unknown_address(
    arrival: Arrival, state: State, programme: Programme, thread: Thread, liaison: str
) -> Decision:
    """Somebody writes with a token from an address that is not on the roster (law 7).

    The token may be that of the officer before: whoever of the force holds one answers for it.
    """
    holder = arrival.placement.token_holder
    roles = state.roles(holder, liaison) if holder else frozenset()
    if holder and not roles.isdisjoint(COUNCIL_SIDE):
        return _from_council(arrival, state, programme, thread.opened.thread, liaison, holder)
    asked = {state.questions[question].asked.plr for question in thread.questions}
    of_police = holder is not None and holder not in asked.union(thread.opened.people)
    if of_police and arrival.placement.is_colleague:
        return _from_police(arrival, state, programme, thread, None)
    return held(arrival, "unknown-address")


def _from_council(
    arrival: Arrival, state: State, programme: Programme, thread: str, liaison: str, writer: str
) -> Decision:
    if programme.asks_for_contact(arrival.answers_template):
        checked = contact_check.follow(arrival, state, thread, writer)
        if checked is not None:
            return checked
    changed = change_of_plr.follow(arrival, state, programme, thread, liaison, writer)
    if changed is not None:
        return changed
    if arrival.answers_template == "meeting-proposed":
        settled = meeting_answers.settle(arrival, state, programme, thread, liaison, writer)
        if settled is not None:
            return settled
    answer_checked = answer_check.follow(arrival, state, programme, thread, writer)
    if answer_checked is not None:
        return answer_checked
    if arrival.understood.resembles == "CONCERN":
        return concern.begin(arrival, state, liaison, writer)
    planned = plans.follow(arrival, state, programme, thread, liaison, writer)
    if planned is not None:
        return planned
    requested = meeting_request.follow(arrival, state, programme, thread, liaison, writer)
    if requested is not None:
        return requested
    facts: list[Fact] = [arrival.fact(writer=writer, thread=thread)]
    mails: list[Mail] = []
    officer = news.sender(thread, state) or state.liaisons[liaison].row.officer
    reader = police_reader_on(programme.calendar.local_day(arrival.recorded_at), officer, state)
    question = _continued(arrival, state, thread)
    asked_at = min(question.asked.happened_at, arrival.arrived_at) if question else arrival.arrived_at
    holds = state.holds_on(question) if question else state.holds_in(liaison)
    answer = programme.answer_deadline(asked_at, holds, state.liaisons[liaison].row.programme)
    if question is not None:
        facts.append(_belonging(arrival, question))
    elif arrival.understood.asks is not Asks.COURTESY:
        asked = _asked(arrival, thread, liaison, writer, officer)
        facts.append(asked)
        if not asked.in_doubt and answer is not None and arrival.understood.may_respond:
            mails.append(_acknowledgement(arrival, asked, answer.due_by.isoformat()))
    wants_answer = (question and not question.asked.in_doubt) or arrival.understood.asks is Asks.QUESTION
    if reader not in arrival.recipients:
        data = {"answer_by": answer.due_by.isoformat()} if wants_answer and answer else {}
        mails.insert(0, relayed(arrival, thread, reader, writer, data))
    return Decision(tuple(facts), tuple(mails))


def _continued(arrival: Arrival, state: State, thread: str) -> Question | None:
    """Find the open question that a further message belongs to; what clearly asks is none of one in doubt.

    One that was read after a later message may be what that question began with.
    """
    asks, arrived_at = arrival.understood.asks, arrival.arrived_at
    opened = [
        question
        for question in state.open_in_thread(thread)
        if question.asked.happened_at <= arrived_at
        or asks is Asks.QUESTION
        or (asks is Asks.IN_DOUBT and question.asked.in_doubt)
    ]
    certain = [question for question in opened if not question.asked.in_doubt]
    later = [question for question in opened if question.asked.happened_at > arrived_at]
    if certain or asks is Asks.QUESTION:
        return next(iter([*certain, *later]), None)
    return opened[0] if opened else None


def _belonging(arrival: Arrival, question: Question) -> QuestionContinued:
    return QuestionContinued(
        **arrival.times, question=question.asked.question, message=arrival.message, asks=arrival.understood.asks
    )


def _asked(arrival: Arrival, thread: str, liaison: str, writer: str, officer: str | None) -> QuestionAsked:
    return QuestionAsked(
        **arrival.times,
        question=made_id("q", arrival.message),
        message=arrival.message,
        liaison=liaison,
        thread=thread,
        plr=writer,
        officer=officer,
        in_doubt=arrival.understood.asks is Asks.IN_DOUBT,
    )


def _acknowledgement(arrival: Arrival, asked: QuestionAsked, answer_by: str) -> Mail:
    return Mail(
        key=f"acknowledgement:{asked.question}",
        to=asked.plr,
        thread=asked.thread,
        queued_at=arrival.recorded_at,
        template="acknowledgement",
        parent=arrival.message,
        data={"question": asked.question, "answer_by": answer_by},
    )


def _threads_written_to(arrival: Arrival, thread: str) -> tuple[str, ...]:
    """List every thread that a message came into: an officer may write to several of their PLRs at once."""
    placement = arrival.placement
    return (placement.thread, *placement.others) if placement.thread and placement.others else (thread,)


def _from_police(arrival: Arrival, state: State, programme: Programme, thread: Thread, writer: str | None) -> Decision:
    """An officer, a colleague or the coordinator answers; what looks like a command goes to nobody (law 11).

    What says nothing is passed on as it is, and is no answer: its writer is asked.
    """
    understood, thread_id = arrival.understood, thread.opened.thread
    if understood.marking:
        return desk.return_marked(arrival, writer, thread_id)
    if understood.command or understood.resembles or arrival.answers_template:
        if writer is None:
            return held(arrival, "unknown-address")
        return desk.command(arrival, state, programme, writer, _threads_written_to(arrival, thread_id))
    says = understood.says_something
    waits = bool(state.open_in_thread(thread_id))
    noted = own_invitations.noted(arrival, state, programme, thread, writer)
    answered = answers(arrival, state, thread_id, writer) if says else ()
    facts = (arrival.fact(writer=writer, thread=thread_id), *answered, *noted)
    reader = council_reader(state, thread, programme.calendar.local_day(arrival.recorded_at))
    if reader is None or reader == writer:
        return held(arrival, "nobody-to-read-it", writer=writer)
    asked = desk.ask_for_words(arrival, writer, (thread_id,), waits=waits) if writer and not says else Decision()
    if reader not in arrival.recipients:
        contact_at = arrival.arrived_at.isoformat() if says else None  # an email that says nothing is no contact
        return Decision(facts, (relayed(arrival, thread_id, reader, writer, {"contact_at": contact_at}),)) + asked
    made = () if writer in COORDINATION or not says else (contact_made(arrival, thread, writer, reader),)
    return Decision((*facts, *made)) + asked
