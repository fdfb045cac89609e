"""UNDO: it is as if it had not been written; whoever was told of what is no longer so is told again."""

from __future__ import annotations

from functools import singledispatch

from tests.year import story as told
from tests.year.reference import lines
from tests.year.reference.absences import pass_open, readers
from tests.year.reference.holds import change_for_many, due_by
from tests.year.reference.notebook import Notebook, happens
from tests.year.reference.questions import council_reader
from tests.year.reference.records import Question
from tests.year.story import day


@happens.register
def takes_back(event: told.TakesBack, notes: Notebook) -> None:
    """What came to nothing cannot be taken back, and whoever writes so is told that."""
    written = next(one for one in notes.story.events if isinstance(one, told.Writes) and one.name == event.message)
    what = "undone"
    if isinstance(written, told.AnswersLines):
        is_of_another = any(one.name in notes.done for one in written.lines)
        written = written.lines[event.number - 1]
        what = "not-understood" if is_of_another and written.name not in notes.done else what
    if _came_to_something(written, notes):
        undo(written, event, notes)
    notes.send(event.by, what, event.name)


def _came_to_something(written: told.Writes, notes: Notebook) -> bool:
    if isinstance(written, told.AnswersLine):
        return written.name in notes.done
    is_about = isinstance(written, told.NotesAnswered | told.SaysNoReplyNeeded | told.Holds)
    return not is_about or any(written.name in (one.closed_by, *one.armed_by) for one in notes.questions.values())


@singledispatch
def undo(written: told.Writes, event: told.TakesBack, notes: Notebook) -> None:
    """Take back what a message came to."""
    raise NotImplementedError(type(written))


@undo.register
def _(written: told.HoldsForMany, event: told.TakesBack, notes: Notebook) -> None:
    due = {name: due_by(notes, one) for name, one in notes.questions.items()}
    change_for_many(event, notes, [hold for hold in notes.holds_for_many if hold.name != written.name])
    _never_held(written, notes, [one for name, one in notes.questions.items() if due_by(notes, one) != due[name]])


@undo.register
def _(written: told.Holds, event: told.TakesBack, notes: Notebook) -> None:
    for question in notes.questions.values():
        if written.name in question.armed_by:
            before = due_by(notes, question)
            question.holds = [hold for hold in question.holds if hold[0] != written.at]
            if question.closed_at is None and before != due_by(notes, question) > event.at:
                notes.send(council_reader(notes, question), "reply-date-moved", f"{event.name} {question.name}")
    _never_held(written, notes, [one for one in notes.questions.values() if written.name in one.armed_by])


def _never_held(written: told.Writes, notes: Notebook, held: list[Question]) -> None:
    """What was closed, and judged, by a day that it had moved is judged anew."""
    notes.restate(*(question.council for question in held))
    for question in held:
        if question.closed_at is not None and question.closed_at >= written.at:
            question.judged = False
    for question in notes.questions.values():
        question.stands.pop(written.name, None)
        question.armed_by = [one for one in question.armed_by if one != written.name]


@undo.register
def _(written: told.GoesAway, event: told.TakesBack, notes: Notebook) -> None:
    """Who was told that they read in somebody's place is told that they do not, and what waits goes to them again."""
    [absence] = [one for one in notes.absences if one.name == written.name]
    notes.absences.remove(absence)
    absence.judged = True
    theirs = {absence.person, *(one.person for one in notes.absences if one.cover == absence.person)}
    notes.restate(*(name for name, known in notes.officers.items() if not theirs.isdisjoint(one for _, one in known)))
    if absence.until_on >= day(event.at):
        for reader in readers(notes, absence):
            what = "absence-cover-over" if reader == absence.cover else "absence-stand-in-over"
            notes.send(reader, what, event.name)
    if absence.cover is not None:
        pass_open(notes, absence.person, absence.person)


@undo.register
def _(written: told.NotesAnswered, event: told.TakesBack, notes: Notebook) -> None:
    for name in _open_again(written.name, event.by, notes):
        notes.send(council_reader(notes, notes.questions[name]), "answer-awaited", f"{event.name} {name}")


@undo.register
def _(written: told.SaysNoReplyNeeded, event: told.TakesBack, notes: Notebook) -> None:
    _open_again(written.name, event.by, notes)


@undo.register
def _(written: told.StopsIntroduction, event: told.TakesBack, notes: Notebook) -> None:
    """It goes on its day, or now."""
    for one in notes.introductions:
        one.stopped_by = "" if one.stopped_by == written.name else one.stopped_by


@undo.register
def _(written: told.Reassigns, event: told.TakesBack, notes: Notebook) -> None:
    """It can be stopped until its day, and both who were told of it are told so; what holds already stays."""
    coming = notes.coming.get(written.council)
    if coming is not None and coming.name == written.name:
        for officer in (notes.officer(written.council), coming.officer):
            notes.politely(officer, "officer-change-ahead", written.council)
        del notes.coming[written.council]


@undo.register
def _(written: told.AnswersLine, event: told.TakesBack, notes: Notebook) -> None:
    """A council that has another officer by it keeps them."""
    key = (written.rule, written.about)
    match written.word:
        case "ACK":
            notes.seen.discard(key)
        case "SNOOZE":
            notes.snoozed.pop(key, None)
        case "CLOSE":
            lines.not_closed(notes, written)
        case "EXCUSE":
            _open_again(written.name, event.by, notes)
            lines.not_excused(notes, written)
            notes.restate(*filter(None, [written.council]))


def _open_again(name: str, by: told.Person, notes: Notebook) -> list[str]:
    """Have open, as they were, the questions that a message had closed."""
    closed = [question for question in notes.questions.values() if question.closed_by == name]
    notes.restate(*(question.council for question in closed))
    for question in closed:
        if question.judged and by.address != told.COORDINATOR:
            notes.tell_again("reply-deadline", question.name)
        question.closed_at, question.judged, question.closed_by = None, False, ""
    return [question.name for question in closed]
