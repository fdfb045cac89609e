"""UNDO: it is as if it had not been written; whoever was told of what is no longer so is told again."""

from __future__ import annotations

from functools import singledispatch

from tests.year import story as told
from tests.year.reference.absences import pass_open, readers
from tests.year.reference.holds import change_for_many, due_by
from tests.year.reference.notebook import Notebook, happens
from tests.year.reference.questions import council_reader, set_aside
from tests.year.story import day


@happens.register
def takes_back(event: told.TakesBack, notes: Notebook) -> None:
    """What came to nothing cannot be taken back: the coordinator's UNDO is kept, an officer's is shown to them."""
    written = next(one for one in notes.story.events if isinstance(one, told.Writes) and one.name == event.message)
    if isinstance(written, told.AnswersLine) and written.name not in notes.done:
        return set_aside(event, notes)
    is_about = isinstance(written, told.NotesAnswered | told.SaysNoReplyNeeded | told.Holds)
    if is_about and not any(written.name in (one.closed_by, *one.armed_by) for one in notes.questions.values()):
        notes.send(event.by, "first-line-unclear", event.name)
        return
    undo(written, event, notes)
    notes.send(event.by, "undone", event.name)


@singledispatch
def undo(written: told.Writes, event: told.TakesBack, notes: Notebook) -> None:
    """Take back what a message came to."""
    raise NotImplementedError(type(written))


@undo.register
def _(written: told.HoldsForMany, event: told.TakesBack, notes: Notebook) -> None:
    change_for_many(event, notes, [hold for hold in notes.holds_for_many if hold.name != written.name])
    _never_held(written.name, notes)


@undo.register
def _(written: told.Holds, event: told.TakesBack, notes: Notebook) -> None:
    for question in notes.questions.values():
        if written.name in question.armed_by:
            before = due_by(notes, question)
            question.holds = [hold for hold in question.holds if hold[0] != written.at]
            if question.closed_at is None and due_by(notes, question) != before:
                notes.send(council_reader(notes, question), "reply-date-moved", f"{event.name} {question.name}")
    _never_held(written.name, notes)


def _never_held(name: str, notes: Notebook) -> None:
    for question in notes.questions.values():
        question.stands.pop(name, None)
        question.armed_by = [one for one in question.armed_by if one != name]


@undo.register
def _(written: told.GoesAway, event: told.TakesBack, notes: Notebook) -> None:
    """Who was told that they read in somebody's place is told that they do not, and what waits goes to them again."""
    [absence] = [one for one in notes.absences if one.name == written.name]
    notes.absences.remove(absence)
    absence.judged = True
    if absence.until_on >= day(event.at):
        for reader in readers(notes, absence):
            what = "absence-cover-over" if reader == absence.cover else "absence-stand-in-over"
            notes.send(reader, what, event.name)
    if absence.cover is not None:
        pass_open(notes, absence.person, absence.person)


@undo.register
def _(written: told.NotesAnswered, event: told.TakesBack, notes: Notebook) -> None:
    for name in _open_again(written.name, notes):
        notes.send(council_reader(notes, notes.questions[name]), "answer-awaited", f"{event.name} {name}")


@undo.register
def _(written: told.SaysNoReplyNeeded, event: told.TakesBack, notes: Notebook) -> None:
    _open_again(written.name, notes)


@undo.register
def _(written: told.AnswersLine, event: told.TakesBack, notes: Notebook) -> None:
    key = (written.rule, written.about)
    match written.word:
        case "ACK":
            notes.seen.discard(key)
        case "SNOOZE":
            notes.snoozed.pop(key, None)
        case "EXCUSE":
            _open_again(written.name, notes)
            for one in (*notes.absences, *notes.spells.get(written.council, ())):
                if one.excused_at == written.at:
                    one.excused_at, one.judged = None, False
            for period in notes.periods.get(written.council, ()):
                if written.rule == "monthly-contact" and written.about == f"{period.council}, due {period.ends_on}":
                    period.outcome = ""


def _open_again(name: str, notes: Notebook) -> list[str]:
    """Have open, as they were, the questions that a message had closed."""
    closed = [question for question in notes.questions.values() if question.closed_by == name]
    for question in closed:
        question.closed_at, question.judged, question.closed_by = None, False, ""
    return [question.name for question in closed]
