"""What PLRs ask, and how it is passed on, answered, closed and opened again."""

from __future__ import annotations

from datetime import datetime

from tests.year import story as told
from tests.year.reference.contacts import contact, undo
from tests.year.reference.notebook import FAR, Notebook, happens
from tests.year.reference.records import Question
from tests.year.story import Person


def council_reader(notes: Notebook, question: Question) -> Person | None:
    """Name who reads the answers: who asked last in the thread and is of the council, else its PLR, or its Clerk."""
    row = notes.rows[question.council]
    asked = [one.asker for one in notes.questions.values() if one.thread == question.thread]
    of_council = [person for person in reversed(asked) if person in (row.plr, row.clerk)]
    return notes.reader_of(of_council[0] if of_council else row.plr or row.clerk, question.council)


def asked_of(notes: Notebook, question: Question) -> Person | None:
    """Name who answers: whose news it replies to, else whoever of the police reads for the council today."""
    return question.asked_of or notes.police_reader(question.council)


@happens.register
def asks(event: told.Asks, notes: Notebook) -> None:
    theirs = [row for row in notes.roster().values() if event.by.address in _addresses(row.plr, row.clerk)]
    if len(theirs) > 1:
        set_aside(event, notes)
        notes.send(event.by, "which-council", event.name)
    elif not theirs:
        set_aside(event, notes)  # their council has left
    else:
        ask(notes, event.name, event.council, event.name, event.by, event.at)


@happens.register
def names_council(event: told.NamesCouncil, notes: Notebook) -> None:
    asked = notes.unplaced.pop(event.question, None)
    if isinstance(asked, told.Asks):
        return ask(notes, asked.name, asked.council, asked.name, asked.by, asked.at)
    set_aside(event, notes)


def set_aside(event: told.Writes, notes: Notebook) -> None:
    """What cannot be placed waits for the coordinator, and is never dropped (law 7)."""
    notes.unplaced[event.name] = event
    notes.is_news("held", event.name, lambda: event.name in notes.unplaced)


@happens.register
def asks_more(event: told.AsksMore, notes: Notebook) -> None:
    thread, council = thread_of(notes, event), notes.questions[event.question].council
    unanswered = [one for one in said_in(notes, thread) if one.closed_at is None and not one.in_doubt]
    if unanswered:
        unanswered[0].messages.append(event.name)
        notes.send(notes.police_reader(council), "relay", event.name)
    else:
        ask(notes, event.name, council, thread, event.by, event.at)


@happens.register
def thanks(event: told.Thanks, notes: Notebook) -> None:
    unanswered = [one for one in said_in(notes, thread_of(notes, event)) if one.closed_at is None]
    if unanswered:
        unanswered[0].messages.append(event.name)
    notes.send(notes.police_reader(notes.questions[event.question].council), "relay", event.name)


@happens.register
def says_unclear(event: told.SaysUnclear, notes: Notebook) -> None:
    thread, council = thread_of(notes, event), notes.questions[event.question].council
    unanswered = [one for one in said_in(notes, thread) if one.closed_at is None]
    if unanswered:
        unanswered[0].messages.append(event.name)
    else:
        notes.questions[event.name] = Question(
            event.name, council, thread, event.by, event.at, in_doubt=True, messages=[event.name]
        )
    notes.send(notes.police_reader(council), "relay", event.name)


@happens.register
def says_not_answered(event: told.SaysNotAnswered, notes: Notebook) -> None:
    reopen(notes, event, "mail")


@happens.register
def says_whether_answered(event: told.SaysWhetherAnswered, notes: Notebook) -> None:
    if event.yes:
        notes.send(event.by, "answer-checked", event.name)
    else:
        reopen(notes, event, "note")


@happens.register
def answers(event: told.Answers, notes: Notebook) -> None:
    """What nobody of the council is there to read waits for the coordinator, and has answered nothing yet."""
    asked = notes.questions[event.question]
    reader = council_reader(notes, asked)
    if reader is None:
        return set_aside(event, notes)
    close(notes, event, said_in(notes, asked.thread), "answer")
    is_officers = asked.asked_of is None and event.by.address != told.COORDINATOR
    if notes.send(reader, "relay", event.name) and is_officers:
        contact(notes, asked.council, event.at)


@happens.register
def misspells(event: told.Misspells, notes: Notebook) -> None:
    """What looks like an instruction and is none goes to nobody (law 11)."""
    notes.send(event.by, "first-line-unclear", event.name)


@happens.register
def sends_as_it_is(event: told.SendsAsItIs, notes: Notebook) -> None:
    """It is an answer from when they say SEND."""
    asked = notes.questions[event.question]
    close(notes, event, said_in(notes, asked.thread), "answer")
    if notes.send(council_reader(notes, asked), "relay", event.message) and event.by.address != told.COORDINATOR:
        contact(notes, asked.council, event.at)
    notes.send(event.by, "draft-sent", event.name)


@happens.register
def notes_answered(event: told.NotesAnswered, notes: Notebook) -> None:
    note_answer(notes, event)
    notes.send(event.by, "answered-noted", event.name)


@happens.register
def phones_about(event: told.PhonesAbout, notes: Notebook) -> None:
    note_answer(notes, event)
    contact(notes, notes.questions[event.question].council, event.at)
    notes.send(event.by, "contact-noted", event.name)


@happens.register
def says_no_reply_needed(event: told.SaysNoReplyNeeded, notes: Notebook) -> None:
    waiting = [one for one in said_in(notes, thread_of(notes, event)) if one.closed_at is None]
    if not waiting or not (event.reason or all(one.in_doubt for one in waiting)):
        notes.send(event.by, "not-done", event.name)
        return
    close(notes, event, waiting, "excused")
    notes.send(event.by, "no-reply-noted", event.name)


def ask(
    notes: Notebook, name: str, council: str, thread: str, by: Person, at: datetime, *,
    asked_of: Person | None = None, acknowledged: bool = True,
) -> None:  # fmt: skip
    """A question is passed on at once, and the PLR is told by when to expect an answer."""
    stands = {name: notes.now}
    notes.questions[name] = Question(name, council, thread, by, at, messages=[name], asked_of=asked_of, stands=stands)
    notes.send(asked_of or notes.police_reader(council), "relay", name)
    if acknowledged:
        notes.send(by, "acknowledgement", name)


def close(notes: Notebook, event: told.Writes, questions: list[Question], how: str) -> None:
    for question in questions:
        if question.closed_at is None:
            question.closed_at, question.closed_how, question.closed_by = event.at, how, event.name


def note_answer(notes: Notebook, event: told.About) -> None:
    """The PLR is told of an answer that only the officer knows of."""
    waiting = [one for one in said_in(notes, thread_of(notes, event)) if one.closed_at is None]
    for question in waiting:
        notes.send(council_reader(notes, question), "told-answered", f"{event.name} {question.name}")
    close(notes, event, waiting, "noted")


def reopen(notes: Notebook, event: told.About, how: str) -> None:
    """What was closed last is open again under its first date, and the officer is told."""
    closed = [one for one in said_in(notes, thread_of(notes, event)) if one.closed_at is not None]
    if not closed:
        return in_words(notes, event)
    last = max(closed, key=lambda one: one.closed_at or FAR)
    for question in closed:
        if question.closed_by == last.closed_by:
            if how == "note":
                undo(notes, question.council, question.closed_at or FAR)
            question.closed_at, question.judged, question.in_doubt = None, False, False
            question.stands[event.name] = notes.now
            notes.is_news("reopened", question.name)
    if notes.officer(last.council) is not None:  # the coordinator has it in the digest
        notes.send(notes.police_reader(last.council), "not-answered", event.name)
    notes.send(event.by, "answer-checked", event.name)


def in_words(notes: Notebook, event: told.About) -> None:
    """Where there is nothing to open again, it goes on as a message (law 11)."""
    for question in said_in(notes, thread_of(notes, event))[:1]:
        question.messages.append(event.name)
    notes.send(notes.police_reader(notes.questions[event.question].council), "relay", event.name)


def thread_of(notes: Notebook, event: told.About) -> str:
    return notes.questions[event.question].thread


def said_in(notes: Notebook, thread: str) -> list[Question]:
    return [one for one in notes.questions.values() if one.thread == thread]


def _addresses(*people: Person | None) -> set[str]:
    return {person.address for person in people if person is not None}
