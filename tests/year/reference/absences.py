"""Absences, and the promise that an officer's is covered, or the coordinator told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.year import story as told
from tests.year.reference.notebook import FIVE_MINUTES, Notebook, happens
from tests.year.reference.records import Absence, Step
from tests.year.story import Person, day, local


@happens.register
def goes_away(event: told.GoesAway, notes: Notebook) -> None:
    begins(notes, event, event.from_on, event.until_on, event.cover)


def begins(notes: Notebook, event: told.Writes, from_on: date, until_on: date, cover: Person | None) -> None:
    """From the first day on others read for them; a cover is told, and gets what is open, from today on."""
    absence = Absence(event.by, event.at, from_on, until_on, cover, event.name)
    notes.absences.append(absence)
    notes.send(event.by, "absence-noted", event.name)
    for reader in readers(notes, absence):
        notes.send(reader, "absence-cover" if reader == cover else "absence-stand-in", event.name)
    if cover is not None and from_on <= day(event.at):
        pass_open(notes, event.by, notes.stand_in(event.by))


def readers(notes: Notebook, absence: Absence) -> list[Person]:
    """Name who is told that they read for somebody: the cover, and each Clerk who is there on the first day of it."""
    on = max(absence.from_on, day(notes.now))
    clerks = [
        row.clerk for row in notes.roster().values() if row.plr == absence.person and row.clerk not in (None, row.plr)
    ]
    there = [one for one in clerks if one and not any(a.person == one and a.lasts_on(on) for a in notes.absences)]
    return list(dict.fromkeys([*([absence.cover] if absence.cover else []), *there]))


@happens.register
def comes_back(event: told.ComesBack, notes: Notebook) -> None:
    for absence in notes.absences:
        if absence.person == event.by and (absence.name == event.away or absence.lasts_on(day(event.at))):
            if absence.back_on is None and absence.until_on >= day(event.at):
                for reader in readers(notes, absence):
                    what = "absence-cover-over" if reader == absence.cover else "absence-stand-in-over"
                    notes.send(reader, what, event.name)
            absence.back_on, absence.back_at = absence.back_on or day(event.at), absence.back_at or event.at
    notes.send(event.by, "absence-over", event.name)
    pass_open(notes, event.by, event.by)


def pass_open(notes: Notebook, officer: Person, reader: Person) -> None:
    """Give what waits for an officer to somebody else, or to them again; nobody gets the same twice."""
    for question in notes.questions.values():
        is_theirs = question.asked_of is None and notes.officer(question.council) == officer
        if question.closed_at is None and is_theirs:
            for message in question.messages:
                notes.send(reader, "relay", message)


def look(notes: Notebook) -> None:
    """Three working days or more on which nobody covers for an officer are told on the first of them."""
    officers = {row.officer for row in notes.roster().values()}
    for absence in notes.absences:
        if absence.judged or absence.person not in officers:
            continue
        wanting = [days for days in uncovered(notes, absence, ()) if is_told(notes, *days)]
        if not wanting:
            continue
        from_on, until_on, said_at, met_at = min(wanting, key=lambda days: days[0])
        began_at = max(local(f"{from_on} 00:00"), said_at)
        due = notes.office.after(began_at, 1)
        about = absence.about = f"{absence.person.name}, due {day(due)}"
        ends_at = local(f"{until_on + timedelta(days=1)} 00:00")
        if met_at is not None:
            absence.judged = True
            outcome = "met" if met_at <= due else "late"
            tells = "answered" if absence.escalated else ""
            notes.verdict("absence", about, outcome, due, met_at, "coordinator", tells=tells)
            continue
        if (excused_at := notes.excused.get(("absence", about))) is not None:
            absence.judged = True
            notes.verdict("absence", about, "excused", due, excused_at, "coordinator")
            continue
        if began_at <= notes.now - FIVE_MINUTES and not absence.escalated:
            absence.escalated = True
            is_open = lambda absence=absence: not absence.judged  # noqa: E731
            notes.take([Step("absence", "uncovered", began_at, about, None, True, is_open)])
        if ends_at <= notes.now - FIVE_MINUTES:
            absence.judged = True
            notes.verdict("absence", about, "lapsed", due, due, "coordinator", tells="answered")


Days = tuple[date, date, datetime, datetime | None]
"""From and until when nobody covers, since when that is known, and when it was seen to."""


def uncovered(notes: Notebook, absence: Absence, covered: tuple[Person, ...]) -> list[Days]:
    """Without a cover it is all of an absence; with one, the days on which the cover is away and nobody covers them."""
    all_of_it = (absence.from_on, absence.until_on, absence.said_at, settled_at(notes, absence))
    if absence.cover is None or absence.cover in covered:
        return [all_of_it]
    return [
        _both(all_of_it, days)
        for other in notes.absences
        if other.person == absence.cover and _overlap(other, absence)
        for days in uncovered(notes, other, (*covered, absence.person))
    ]


def _both(one: Days, other: Days) -> Days:
    met = [at for at in (one[3], other[3]) if at is not None]
    return max(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), min(met, default=None)


def is_told(notes: Notebook, from_on: date, until_on: date, said_at: datetime, met_at: datetime | None) -> bool:
    """Whether they are three working days at least, and were neither over nor seen to before they began."""
    days = [from_on + timedelta(days=n) for n in range((until_on - from_on).days + 1)]
    is_called_off = met_at is not None and met_at < max(local(f"{from_on} 00:00"), said_at)
    return sum(map(notes.office.is_working, days)) >= 3 and until_on >= day(said_at) and not is_called_off


def settled_at(notes: Notebook, absence: Absence) -> datetime | None:
    """Say when they were back, or wrote of days among these for which they had a cover."""
    said = [
        one.said_at
        for one in notes.absences[notes.absences.index(absence) + 1 :]
        if one.person == absence.person and one.cover and _overlap(one, absence)
    ]
    return min([*said, *([absence.back_at] if absence.back_at else [])], default=None)


def _overlap(one: Absence, other: Absence) -> bool:
    return one.from_on <= other.until_on and other.from_on <= one.until_on
