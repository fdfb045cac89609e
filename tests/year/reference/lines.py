"""What the coordinator answers to the lines of a digest: seen, put off, excused, closed, placed."""

from __future__ import annotations

from tests.year import story as told
from tests.year.reference.notebook import COORDINATOR, Notebook, happens
from tests.year.reference.questions import ask, set_aside
from tests.year.reference.records import Key
from tests.year.reference.spells import notice_spell


@happens.register
def answers_line(event: told.AnswersLine, notes: Notebook) -> None:
    """What can be done for the line is done, and one mail says what was, or was not."""
    key = (event.rule, event.about)
    is_month_over = event.word == "EXCUSE" and event.rule == "monthly-contact"
    if is_month_over or is_open(notes, key):
        match event.word:
            case "ACK":
                notes.seen.add(key)
            case "SNOOZE":
                assert event.until is not None
                notes.snoozed[key] = event.until
            case "EXCUSE":
                excuse(notes, event)
            case "CLOSE":
                close(notes, event)
            case "LINK":
                link(notes, event)
        if (event.word, event.rule) not in (("EXCUSE", "concern"), ("EXCUSE", "")):
            notes.done.add(event.name)
    notes.send(COORDINATOR, "lines-noted", event.name)


def is_open(notes: Notebook, key: Key) -> bool:
    """Whether it waits for something still: to be placed, or to be kept."""
    return (
        key[1] in notes.unplaced if not key[0] else notes.open_promises[key]() if key in notes.open_promises else False
    )


def excuse(notes: Notebook, event: told.AnswersLine) -> None:
    """A question, a spell or an absence ends as excused; a concern is closed, and never excused."""
    if event.rule == "monthly-contact":
        excuse_month(notes, event)
    elif event.rule == "reply-deadline":
        question = notes.questions[event.about]
        question.closed_at, question.closed_how, question.closed_by = event.at, "excused by the coordinator", event.name
    elif event.rule == "repeated-delay":
        [spell] = [one for one in notes.spells[event.council] if not one.judged]
        spell.excused_at = event.at
    elif event.rule == "absence":
        [absence] = [one for one in notes.absences if one.about == event.about]
        absence.excused_at = event.at


def excuse_month(notes: Notebook, event: told.AnswersLine) -> None:
    """A month that has ended without contact is corrected: the new verdict stands beside the first."""
    [period] = [one for one in notes.periods[event.council] if event.about == f"{one.council}, due {one.ends_on}"]
    if period.outcome == "lapsed":
        period.outcome = "excused"
        [verdict] = [one for one in notes.book.verdicts if (one.rule, one.about) == (event.rule, event.about)]
        notes.book.verdicts.append(verdict._replace(outcome="excused"))
        notice_spell(notes, event.council)


def close(notes: Notebook, event: told.AnswersLine) -> None:
    """Nothing more is to be done with a message; a concern is settled."""
    if not event.rule:
        del notes.unplaced[event.about]
    elif event.rule == "concern":
        concern = notes.concerns[event.about]
        concern.closed_at = concern.closed_at or event.at


def link(notes: Notebook, event: told.AnswersLine) -> None:
    """A message is placed with the council that it was for, as its PLR's, and counts from its arrival."""
    asked = notes.unplaced.get(event.about)
    if isinstance(asked, told.Asks | told.WritesFromElsewhere):
        del notes.unplaced[event.about]
        plr = notes.rows[asked.council].plr
        assert plr is not None
        ask(notes, asked.name, asked.council, asked.name, plr, asked.at)


@happens.register
def writes_from_elsewhere(event: told.WritesFromElsewhere, notes: Notebook) -> None:
    """Whose it is nobody knows: it waits for the coordinator (law 7)."""
    set_aside(event, notes)
