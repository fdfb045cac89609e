"""Contacts between officers and PLRs, by mail, by phone and in person."""

from __future__ import annotations

from datetime import datetime

from tests.year import story as told
from tests.year.reference.notebook import Notebook, happens
from tests.year.story import day, local


@happens.register
def writes_to_plr(event: told.WritesToPlr, notes: Notebook) -> None:
    """Only what went there is a contact."""
    if notes.send(notes.reader_of(notes.rows[event.council].plr, event.council), "relay", event.name):
        contact(notes, event.council, event.at)


@happens.register(told.Notes)
@happens.register(told.Logs)
def logs(event: told.Logs, notes: Notebook) -> None:
    at = event.at if event.on in (None, day(event.at)) else local(f"{event.on} 12:00")
    contact(notes, event.council, at)
    if event.how != "EMAILED":  # whoever was phoned or met was heard of
        notes.heard[event.council] = max(notes.heard[event.council], at)
    notes.send(event.by, "contact-noted", event.name)


@happens.register
def says_whether_in_touch(event: told.SaysWhetherInTouch, notes: Notebook) -> None:
    """They speak of the period that they were asked about, even if it is over by now."""
    asked_at = [at for at, council in notes.asked_whether if council == event.council][-1]
    if event.yes:
        contact(notes, event.council, asked_at)
    notes.send(event.by, "check-noted", event.name)


def contact(notes: Notebook, council: str, at: datetime) -> None:
    """Somebody of the police was in touch with the PLR."""
    notes.contacts[council].append(at)


def undo(notes: Notebook, council: str, at: datetime) -> None:
    """A call that the PLR denies, or a mail that came back, counts for no month: what it met is owed again."""
    if at not in notes.contacts[council]:
        return
    notes.contacts[council].remove(at)
    notes.restate(council)
    for period in notes.periods[council]:
        if period.outcome == "met" and period.met_at == at:
            period.outcome = ""
    for spell in notes.spells[council]:
        if spell.judged and spell.met_at == at:
            notes.tell_again("repeated-delay", spell.about)
        spell.judged = spell.judged and spell.met_at != at
