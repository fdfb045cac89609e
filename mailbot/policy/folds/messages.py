"""Folds of threads, of messages that arrived, and of what became of our own."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

from mailbot.model.facts import (
    CopyArrived,
    MailAccepted,
    MailFailed,
    MessageArrived,
    MessageHeld,
    MessageLinked,
    ThreadOpened,
)
from mailbot.model.understanding import Kind
from mailbot.policy.entries import Thread
from mailbot.policy.folds.dispatch import fold
from mailbot.policy.folds.plr_changes import hear_plr, miss_plr
from mailbot.policy.state import REMINDERS, State


@fold.register
def _thread_opened(fact: ThreadOpened, state: State, number: int) -> None:
    state.threads.setdefault(fact.thread, Thread(fact, fact.happened_at))


@fold.register
def _message_arrived(fact: MessageArrived, state: State, number: int) -> None:
    if fact.message_kind is Kind.PERSON:
        hear_plr(fact.writer, fact.happened_at, state)
    thread = state.threads.get(fact.thread or "")
    if thread is not None and fact.happened_at >= thread.last_at:
        thread.last_at, thread.last_writer = fact.happened_at, fact.writer


@fold.register
def _copy_arrived(fact: CopyArrived, state: State, number: int) -> None:
    """The earliest arrival of a message counts (law 2)."""
    for question in state.open_questions.values():
        asked, earliest = question.asked, fact.happened_at
        state.touched.add(asked.liaison)
        if asked.message == fact.message:
            question.asked = replace(asked, happened_at=min(asked.happened_at, earliest))
        for n, closing in enumerate(question.closings):
            if closing.message == fact.message:
                question.closings[n] = replace(closing, happened_at=min(closing.happened_at, earliest))
        question.closings.sort(key=attrgetter("happened_at"))


@fold.register
def _message_held(fact: MessageHeld, state: State, number: int) -> None:
    state.held[fact.message] = fact
    touch_guessed(fact, state)
    state.untold[number] = fact


def touch_guessed(held: MessageHeld, state: State) -> None:
    """A held message may suspend what is owed wherever it may belong (law 5)."""
    threads = [state.threads[guess].opened for guess in held.guesses if guess in state.threads]
    state.touched.update(opened.liaison for opened in threads if opened.liaison)
    abouts = [about for opened in threads for about in opened.about if about in state.questions]
    state.touched.update(state.questions[question].asked.liaison for question in abouts)


@fold.register
def _message_linked(fact: MessageLinked, state: State, number: int) -> None:
    held = state.held.pop(fact.message, None)
    if held is not None:
        touch_guessed(held, state)
    state.placed.add((fact.message, fact.thread))


@fold.register
def _mail_accepted(fact: MailAccepted, state: State, number: int) -> None:
    if not fact.relays:
        state.own_mail_at[(fact.to, fact.is_answer)].append(fact.happened_at)
    question = state.question_of(fact.relays) if fact.relays else None
    if question is not None and question.relayed_at is None and fact.to == state.officer_of(question):
        question.relayed_at = fact.happened_at
    if fact.template in REMINDERS:
        for about in state.threads[fact.thread].opened.about:
            if about in state.questions:
                state.questions[about].reminded_at.append(fact.happened_at)


@fold.register
def _mail_failed(fact: MailFailed, state: State, number: int) -> None:
    if fact.status.startswith("5.1."):
        state.unreachable.add(fact.to)
        miss_plr(fact, state)
    state.untold[number] = fact
    _tell_again(fact, state)
    thread = state.threads.get(fact.thread)
    if thread is not None:
        _unmake_introductions(thread, fact, state)
    if fact.relays and thread is not None and thread.opened.liaison:
        _unmake_contacts(thread.opened.liaison, fact, state)


def _tell_again(fact: MailFailed, state: State) -> None:
    """What the latest digest told is untold where it did not arrive."""
    latest = next(reversed(state.digests), None)
    if fact.template == "digest" and fact.thread == latest:
        state.untold = {**state.told_last, **state.untold}
        state.open_again = {**state.told_again, **state.open_again}


def _unmake_introductions(thread: Thread, fact: MailFailed, state: State) -> None:
    """An introduction that came back, or never left, is still owed; a verdict that was given on it stands no more."""
    rows = [state.threads[about].opened for about in thread.opened.about if about in state.threads]
    abouts = {about for opened in (thread.opened, *rows) for about in opened.about}
    for introduction in filter(None, map(state.introductions.get, sorted(abouts))):
        if introduction.mail == fact.mail or (introduction.made_at is None and not fact.relays):
            introduction.made_at, introduction.mail, introduction.has_failed = None, "", True
            state.reopen(introduction)


def _unmake_contacts(liaison: str, fact: MailFailed, state: State) -> None:
    """A mail that came back was no contact (design, Words: Contact)."""
    made = state.contacts[liaison]
    unmade = {contact.happened_at for contact in made if (contact.message, contact.plr) == (fact.relays, fact.to)}
    made[:] = [contact for contact in made if (contact.message, contact.plr) != (fact.relays, fact.to)]
    state.owe_again(liaison, lambda given: given.ended_at in unmade)
    if unmade:
        state.restate(liaison)
