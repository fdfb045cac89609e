"""Absences, and the promise that an officer's is covered, or the coordinator told."""

from __future__ import annotations

from datetime import timedelta

from tests.year import story as told
from tests.year.reference.notebook import FIVE_MINUTES, Notebook, happens
from tests.year.reference.records import Absence, Step
from tests.year.story import Person, day, local


@happens.register
def goes_away(event: told.GoesAway, notes: Notebook) -> None:
    """From the first day on others read for them; a cover is told, and gets what is open, from today on."""
    notes.absences.append(Absence(event.by, event.at, event.from_on, event.until_on, event.cover, event.name))
    notes.send(event.by, "absence-noted", event.name)
    if event.cover is not None:
        notes.send(event.cover, "absence-cover", event.name)
        if event.from_on <= day(event.at):
            pass_open(notes, event.by, notes.stand_in(event.by))


@happens.register
def comes_back(event: told.ComesBack, notes: Notebook) -> None:
    for absence in notes.absences:
        if absence.person == event.by and (absence.name == event.away or absence.lasts_on(day(event.at))):
            absence.back_on, absence.back_at = absence.back_on or day(event.at), absence.back_at or event.at
    notes.send(event.by, "absence-over", event.name)
    pass_open(notes, event.by, event.by)


def pass_open(notes: Notebook, officer: Person, reader: Person) -> None:
    """Give what waits for an officer to somebody else, or to them again; nobody gets the same twice."""
    for question in notes.questions.values():
        if question.closed_at is None and notes.officer(question.council) == officer:
            for message in question.messages:
                notes.send(reader, "relay", message)


def look(notes: Notebook) -> None:
    """An officer's absence of three working days or more that nobody covers is told on its first day."""
    officers = {row.officer for row in notes.rows.values()}
    for absence in notes.absences:
        if absence.judged or absence.cover or absence.person not in officers or working_days(notes, absence) < 3:
            continue
        began_at = max(local(f"{absence.from_on} 00:00"), absence.said_at)
        due = notes.office.after(began_at, 1)
        about = f"{absence.person.name}, due {day(due)}"
        ends_at = local(f"{absence.until_on + timedelta(days=1)} 00:00")
        is_back = absence.back_on is not None and day(notes.now) >= absence.back_on
        if is_back and notes.now < began_at:
            absence.judged = True
        elif is_back:
            absence.judged = True
            outcome = "met" if notes.now <= due else "late"
            notes.verdict("absence", about, outcome, due, notes.now, "coordinator")
            if absence.escalated:
                notes.is_news("answered", about)
            continue
        if began_at <= notes.now - FIVE_MINUTES and not absence.escalated:
            absence.escalated = True
            is_open = lambda absence=absence: not absence.judged  # noqa: E731
            notes.take([Step("absence", "uncovered", began_at, about, None, True, is_open)])
        if ends_at <= notes.now - FIVE_MINUTES:
            absence.judged = True
            notes.verdict("absence", about, "lapsed", due, due, "coordinator")
            notes.is_news("answered", about)


def working_days(notes: Notebook, absence: Absence) -> int:
    days = [absence.from_on + timedelta(days=n) for n in range((absence.until_on - absence.from_on).days + 1)]
    return sum(map(notes.office.is_working, days))
