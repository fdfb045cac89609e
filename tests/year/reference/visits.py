"""Council meetings are arranged, moved, called off and attended: who is told of it, and what counts."""

from __future__ import annotations

from datetime import date, datetime

from tests.year import story as told
from tests.year.reference.contacts import contact
from tests.year.reference.notebook import Notebook, happens
from tests.year.reference.records import Arrangement, Wish
from tests.year.reference.years import attended_on
from tests.year.story import Council, Person, day, local


@happens.register
def arranges(event: told.Arranges, notes: Notebook) -> None:
    """Officer and PLR get an invitation each; another day moves what stands for today or later."""
    if not _is_theirs(notes, event):
        return
    at = local(f"{event.on} {event.clock:%H:%M}") if event.clock else None
    _arrange(notes, event, event.council, event.by, event.on, at)


def _is_theirs(notes: Notebook, event: told.OfMeeting) -> bool:
    """Whether whoever writes is the officer, or covers for them that day; what has been is said not to be theirs."""
    officer = notes.officer(event.council)
    if officer is not None and event.by in (officer, notes.stand_in(officer)):
        return True
    is_noted = isinstance(event, told.Attends | told.WritesUpdate)
    notes.send(event.by, "not-understood" if is_noted else notes.is_to_nobody(event.by), event.name)
    return False


def _arrange(notes: Notebook, event: told.Writes, council: str, officer: Person, on: date, at: datetime | None) -> None:
    before = to_come(notes, council)
    if at is None and before is not None and before.is_ours and before.on == on:
        at = before.at
    row = notes.rows[council]
    plr = notes.reader_of(row.plr or row.clerk, council) if row.contact_by == "email" else None
    _stands(notes, council, Arrangement(on, at, officer, plr))
    notes.send(officer, "meeting-arranged", f"{event.name} {council}")
    notes.send(plr, "meeting-invitation", f"{event.name} {council}")
    if before is not None and before.is_ours:
        _take_out(notes, council, before, notes.visits[council].arranged[-1])


def _take_out(notes: Notebook, council: str, before: Arrangement, now: Arrangement) -> None:
    """Whoever had stood in for one of the two is told that it is not theirs any more, unless they are away."""
    row = notes.rows[council]
    of_council = [one for one in (row.plr, row.clerk) if notes.is_there(one, council)]
    for former, successor in ((before.officer, now.officer), (before.plr, now.plr)):
        is_there = former == before.officer or former in of_council
        if former is not None and successor is not None and is_there and former not in (now.officer, now.plr):
            notes.send(None if notes.away(former) else former, "meeting-passed-on", council)


def _stands(notes: Notebook, council: str, arranged: Arrangement) -> None:
    """From now on it is arranged, and whoever asked for somebody has heard of it."""
    notes.visits[council].arranged.append(arranged)
    notes.visits[council].stands_since = notes.now
    for wish in notes.wishes.values():
        if wish.council == council and wish.met_at is None:
            wish.met_at = notes.now


@happens.register
def invites(event: told.Invites, notes: Notebook) -> None:
    """It is passed on as it is; where nothing is arranged yet, it is what is arranged."""
    _pass_on_whole(notes, event)
    if to_come(notes, event.council) is None:
        _is_in_their_calendar(notes, event, event.name, event.on)


@happens.register
def moves_invitation(event: told.MovesInvitation, notes: Notebook) -> None:
    """It moves what is arranged if that is this invitation, and arranges it where nothing is."""
    _pass_on_whole(notes, event)
    standing = to_come(notes, event.council)
    if standing is None or standing.invitation == event.invitation:
        _is_in_their_calendar(notes, event, event.invitation, event.on)


@happens.register
def calls_off_invitation(event: told.CallsOffInvitation, notes: Notebook) -> None:
    _pass_on_whole(notes, event)
    standing = to_come(notes, event.council)
    if standing is not None and standing.invitation == event.invitation:
        standing.is_over, notes.visits[event.council].stands_since = True, notes.now


def _pass_on_whole(notes: Notebook, event: told.OfMeeting) -> None:
    """The Clerk reads it while there is no PLR."""
    row = notes.rows[event.council]
    if notes.send(notes.reader_of(row.plr or row.clerk, event.council), "relay", event.name):
        contact(notes, event.council, event.at)


def _is_in_their_calendar(notes: Notebook, event: told.OfMeeting, invitation: str, on: date) -> None:
    at = local(f"{on} 19:30")
    _stands(notes, event.council, Arrangement(on, at, event.by, None, is_ours=False, invitation=invitation))


def to_come(notes: Notebook, council: str) -> Arrangement | None:
    """Give what is arranged for today or later."""
    standing = notes.visits[council].standing
    return standing if standing and standing.on >= day(notes.now) else None


@happens.register
def calls_off(event: told.CallsOff, notes: Notebook) -> None:
    if not _is_theirs(notes, event):
        return
    standing = to_come(notes, event.council)
    if standing is None:
        return notes.send(event.by, "not-done", event.name)
    standing.is_over, notes.visits[event.council].stands_since = True, notes.now
    if standing.is_ours:
        notes.send(standing.officer, "meeting-arranged", f"{event.name} {event.council}")
        notes.send(standing.plr, "meeting-cancelled", f"{event.name} {event.council}")
    if standing.officer != event.by or not standing.is_ours:
        notes.send(event.by, "meeting-noted", event.name)


@happens.register
def attends(event: told.Attends, notes: Notebook) -> None:
    """Without a day it is the one that was arranged and has come, else today."""
    if not _is_theirs(notes, event):
        return
    standing = notes.visits[event.council].standing
    has_come = standing is not None and standing.on <= day(event.at)
    on = event.on or (standing.on if standing and has_come else day(event.at))
    _note(notes, event.council, on)
    attended_on(notes, event.council, on)
    notes.send(event.by, "meeting-noted", event.name)


@happens.register
def says_not_attended(event: told.SaysNotAttended, notes: Notebook) -> None:
    if not _is_theirs(notes, event):
        return
    standing = notes.visits[event.council].standing
    if standing is None or standing.on > day(event.at):
        return notes.send(event.by, "not-done", event.name)
    standing.is_over, notes.visits[event.council].stands_since = True, notes.now
    notes.send(event.by, "meeting-noted", event.name)


@happens.register
def writes_update(event: told.WritesUpdate, notes: Notebook) -> None:
    """A written update answers who asked for somebody, and does not satisfy the twelve months."""
    if not _is_theirs(notes, event):
        return
    _note(notes, event.council, day(event.at))
    notes.send(event.by, "meeting-noted", event.name)


def _note(notes: Notebook, council: str, on: date) -> None:
    """What was arranged for that day or earlier is done with, and so is who asked for somebody by then."""
    visits = notes.visits[council]
    visits.noted_on, visits.stands_since = max(visits.noted_on, on), notes.now
    for wish in notes.wishes.values():
        if wish.council == council and wish.met_at is None and day(wish.asked_at) <= on:
            wish.met_at = max(min(local(f"{on} 12:00"), notes.now), wish.asked_at)


@happens.register
def asks_for_meeting(event: told.AsksForMeeting, notes: Notebook) -> None:
    """It is passed on whole, and the PLR is told what happens next."""
    notes.wishes[event.name] = Wish(event.name, event.council, event.at, event.on)
    notes.send(notes.police_reader(event.council), "relay", event.name)
    notes.send(event.by, "meeting-requested", event.name)


@happens.register
def answers_invitation(event: told.AnswersInvitation, notes: Notebook) -> None:
    """It changes that meeting's arrangement and nothing else; whoever has to do something now is told."""
    standing = to_come(notes, event.council)
    if standing is None or not standing.is_ours or event.by not in (standing.officer, standing.plr):
        return
    said = ("PROPOSES", event.proposes) if event.proposes else (event.answer, None)
    if standing.answers.get(event.by) == said:
        return
    standing.answers[event.by] = said
    officer, is_officers = notes.stand_in(standing.officer), event.by == standing.officer
    if event.answer == "DECLINED":
        notes.send(officer, "meeting-declined", event.name)
    elif event.proposes and is_officers:
        notes.send(standing.plr, "meeting-proposed", event.name)
    elif event.proposes:
        notes.send(officer, "meeting-proposal", event.name)


@happens.register
def says_whether_it_suits(event: told.SaysWhetherItSuits, notes: Notebook) -> None:
    standing = to_come(notes, event.council)
    assert standing is not None
    _, proposed = standing.answers[standing.officer]
    assert proposed is not None
    if event.yes:
        _arrange(notes, event, event.council, standing.officer, day(proposed), proposed)
    else:
        notes.send(notes.stand_in(standing.officer), "meeting-declined", event.name)
        notes.send(event.by, "meeting-unchanged", event.name)


def pass_on(notes: Notebook, before: Council, row: Council) -> None:
    """What is arranged passes to whoever is officer or PLR now; whose it was has it taken out of their calendar."""
    standing = to_come(notes, row.name)
    if standing is None or not standing.is_ours:
        return
    were_officers = [officer for _, officer in notes.officers[row.name]]
    if row.officer and row.officer != before.officer and standing.officer in were_officers:
        notes.politely(standing.officer, "meeting-passed-on", row.name)
        notes.politely(row.officer, "meeting-arranged", row.name)
        standing.officer = row.officer
    if row.plr and row.plr != before.plr and standing.plr is not None and standing.plr == before.plr:
        if notes.is_there(before.plr, row.name):
            notes.politely(standing.plr, "meeting-passed-on", row.name)
        standing.plr = row.plr if row.contact_by == "email" else None
        notes.politely(standing.plr, "meeting-invitation", row.name)
