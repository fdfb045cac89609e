"""Relay: the mail that passes on what one person wrote to another, and what it says of questions. Pure (law 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import dropwhile
from operator import attrgetter

from mailbot.model.facts import (
    Answered,
    ContactMade,
    Fact,
    LiaisonChanged,
    Method,
    Purpose,
    QuestionAsked,
    ThreadOpened,
)
from mailbot.model.ids import COORDINATOR, made_id
from mailbot.model.mail import Mail
from mailbot.model.people import Role
from mailbot.model.understanding import Asks
from mailbot.policy.answer_day import answer_deadline
from mailbot.policy.arrival import Arrival
from mailbot.policy.entries import Question, Thread
from mailbot.policy.programme import Programme
from mailbot.policy.stand_in import council_reader_on, police_reader_on
from mailbot.policy.state import State

COUNCIL_SIDE = frozenset({Role.PLR, Role.CLERK})
"""The roles that write for a council."""


def opened_conversation(arrival: Arrival, thread: str, liaison: str, person: str) -> ThreadOpened:
    """State that a conversation with somebody of the council's side begins."""
    return ThreadOpened(**arrival.times, thread=thread, purpose=Purpose.CONVERSATION, people=(person,), liaison=liaison)


def answers(arrival: Arrival, state: State, thread: str, by: str | None) -> tuple[Fact, ...]:
    """State that this message answers every question of a thread that arrived before it, and none before it did.

    What arrived later, and was read before it, is not answered by it: from there on it is a question of its own.
    """
    facts: list[Fact] = []
    for question in state.answered_in(thread, arrival.arrived_at):
        facts.append(Answered(**arrival.times, question=question.asked.question, message=arrival.message, by=by))
        facts += _asked_after(arrival, question)
    return tuple(facts)


def _asked_after(answer: Arrival, question: Question) -> Iterator[Fact]:
    """State anew what arrived after an answer and was taken to belong to its question, as if all had come in order."""
    further = sorted(question.further, key=attrgetter("happened_at"))
    later = dropwhile(lambda one: one.happened_at <= answer.arrived_at or one.asks is Asks.COURTESY, further)
    asked: QuestionAsked | None = None
    for one in later:
        if asked is None or (asked.in_doubt and one.asks is Asks.QUESTION):
            asked = replace(
                question.asked,
                happened_at=one.happened_at,
                recorded_at=answer.recorded_at,
                question=made_id("q", one.message, question.asked.question),
                message=one.message,
                in_doubt=one.asks is Asks.IN_DOUBT,
            )
            yield asked
        else:
            yield replace(one, recorded_at=answer.recorded_at, question=asked.question)


def contact_made(arrival: Arrival, thread: Thread, by: str | None, plr: str) -> ContactMade:
    """State that the PLR has the officer's mail already, from the officer's own mail server."""
    assert thread.opened.liaison is not None
    return ContactMade(
        **arrival.times,
        liaison=thread.opened.liaison,
        method=Method.EMAIL,
        by=by,
        plr=plr,
        message=arrival.message,
    )


def council_person(state: State, thread: Thread) -> str | None:
    """Name whose the answers in a conversation are: whoever asked last, while they are in the liaison, else its PLR.

    While the post of the PLR is vacant it is the Clerk.
    """
    liaison = thread.opened.liaison
    assert liaison is not None
    asked = [state.questions[question].asked.plr for question in reversed(thread.questions)]
    for person in (*asked, *thread.opened.people):
        if not state.roles(person, liaison).isdisjoint(COUNCIL_SIDE):
            return person
    row = state.liaisons[liaison].row
    return row.plr or row.clerk


def council_reader(state: State, thread: Thread, day: date) -> str | None:
    """Name who reads the answers in a conversation: whose they are, or who stands in for them on that day."""
    liaison = thread.opened.liaison
    assert liaison is not None
    return council_reader_on(day, council_person(state, thread), liaison, state)


def relayed(
    arrival: Arrival,
    thread: str,
    to: str,
    writer: str | None,
    data: Mapping[str, object] | None = None,
) -> Mail:
    """Pass a message on whole to one person (law 6)."""
    return Mail(
        key=f"relay:{arrival.message}:{to}",
        to=to,
        thread=thread,
        queued_at=arrival.recorded_at,
        relays=arrival.message,
        parent=arrival.placement.parent,
        data={**(data or {}), "writer": writer, "known": writer in arrival.placement.writers},
    )


def passed_to_new_officers(
    state: State, programme: Programme, facts: Iterable[Fact], now: datetime
) -> tuple[Mail, ...]:
    """Give the questions that are open in a liaison to whoever reads them by these roster facts from now on.

    That is its new officer, or the coordinator while it has none.
    """
    day = programme.calendar.local_day(now)
    officers = {
        fact.liaison: fact.officer
        for fact in facts
        if isinstance(fact, LiaisonChanged)
        and fact.liaison in state.liaisons
        and state.liaisons[fact.liaison].row.officer != fact.officer
    }
    return tuple(
        mail
        for question in state.open_questions.values()
        if question.is_waiting and question.asked.officer != COORDINATOR and question.asked.liaison in officers
        for mail in question_passed_on(
            question, police_reader_on(day, officers[question.asked.liaison], state), state, programme, now
        )
    )


def open_questions_passed(
    officer: str, reader: str, state: State, programme: Programme, now: datetime
) -> tuple[Mail, ...]:
    """Give the questions that wait for an officer to whoever reads in their place from now on, or to them again."""
    return tuple(
        mail
        for question in state.open_questions.values()
        if question.is_waiting and state.officer_of(question) == officer
        for mail in question_passed_on(question, reader, state, programme, now)
    )


def question_passed_on(
    question: Question, reader: str, state: State, programme: Programme, now: datetime
) -> Iterator[Mail]:
    """Give all the messages of a question to somebody else of the police side, whole (law 6)."""
    for message in question.messages:
        yield Mail(
            key=f"relay:{message}:{reader}",
            to=reader,
            thread=question.asked.thread,
            queued_at=now,
            relays=message,
            data={"writer": question.asked.plr, "known": True, **_answer_by(question, state, programme)},
        )


def _answer_by(question: Question, state: State, programme: Programme) -> dict[str, object]:
    answer = answer_deadline(question, state, programme)
    return {"answer_by": answer.due_by.isoformat()} if answer else {}
