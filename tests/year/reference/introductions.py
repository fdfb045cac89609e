"""The promises that two who begin are introduced to each other, and that those of before are told what is new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tests.year.reference.notebook import FIVE_MINUTES, Notebook
from tests.year.reference.records import Introduction, Step
from tests.year.story import Council, Person, Sent, day

_STEPS = {"introduction": "introduction", "launch": "letter", "introduction-to-officer": "councils"}


def introduce(notes: Notebook, council: Council, paired_at: datetime) -> None:
    """The officer is introduced to the PLR, and the council to the officer; pairs of before get a launch letter."""
    if council.plr is None or council.officer is None:
        return
    is_of_before = paired_at < notes.live_from
    if council.contact_by == "email":
        _owe(notes, "launch" if is_of_before else "introduction", council.name, paired_at)
    _owe(notes, "introduction-to-officer", council.name, paired_at)
    look(notes)


def _owe(notes: Notebook, rule: str, council: str, begins_at: datetime) -> None:
    if rule in notes.story.rules:
        due = notes.office.after(max(begins_at, notes.live_from), 1)
        notes.introductions.append(Introduction(rule, council, due))


def look(notes: Notebook) -> None:
    """An introduction goes at once, what else there is to say within an hour of office time."""
    for one in notes.introductions:
        one.reader = one.reader or _reader(notes, one)
        excused_at = notes.excused.get((one.rule, one.about))
        if excused_at is not None and one.failed:
            if not one.was_excused:
                one.was_excused = True
                notes.verdict(one.rule, one.about, "excused", one.due, excused_at, "coordinator")
        elif one.failed and not one.was_escalated and one.due <= notes.now - FIVE_MINUTES:
            one.was_escalated = True
            step = "not-introduced" if one.rule == "introduction" else "not-delivered"
            notes.take([Step(one.rule, step, one.due, one.about, None, True, _is_owed(notes, one))])
        elif not one.failed and not one.was_sent and (one.rule == "introduction" or notes.office.is_polite(notes.now)):
            _send(notes, one)


def _is_owed(notes: Notebook, one: Introduction) -> Callable[[], bool]:
    return lambda: one.failed and (one.rule, one.about) not in notes.excused


def _send(notes: Notebook, one: Introduction) -> None:
    reader = one.reader
    assert reader is not None
    one.was_sent = notes.goes(
        reader, Sent(str(day(notes.now)), reader.address, f"{one.rule}/{_STEPS[one.rule]}", one.about)
    )
    one.failed = not one.was_sent
    if one.was_sent:
        notes.verdict(one.rule, one.about, "met", one.due, notes.now, "coordinator")
        if one.was_escalated:
            notes.is_news("answered", one.about)


def _reader(notes: Notebook, one: Introduction) -> Person:
    row = notes.rows[one.council]
    to_officer = one.rule == "introduction-to-officer"
    reader = notes.police_reader(row.name) if to_officer else notes.reader_of(row.plr, row.name)
    assert reader is not None
    return reader


def came_back(notes: Notebook, council: str) -> None:
    """It is still owed, and the coordinator is told when its day has passed."""
    [*_, one] = [one for one in notes.introductions if (one.rule, one.council) == ("introduction", council)]
    one.failed = True


def try_again(notes: Notebook, person: Person) -> None:
    """What did not reach somebody goes again by itself when their address is corrected."""
    again = [one for one in notes.introductions if one.failed and _reader(notes, one) == person]
    notes.introductions = [one for one in notes.introductions if one not in again]
    for one in again:
        one.failed = False
        _owe(notes, one.rule, one.council, notes.now)
        notes.introductions[-1].was_escalated = one.was_escalated
    look(notes)
