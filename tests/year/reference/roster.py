"""The roster changes: who is introduced to whom, and what passes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tests.year import story as told
from tests.year.reference import posts
from tests.year.reference.introductions import introduce, try_again
from tests.year.reference.months import agreed_periods, begin_anew, break_off
from tests.year.reference.notebook import COORDINATOR, FAR, Notebook, happens
from tests.year.reference.records import Coming
from tests.year.reference.visits import pass_on
from tests.year.reference.years import first_visits
from tests.year.story import Council, Person, day, local, minute


@happens.register
def roster_changes(event: told.RosterChanges, notes: Notebook) -> None:
    row = event.row
    if row.name not in notes.rows:
        return joins(notes, row)
    before = notes.rows[row.name]
    if before.plr and row.plr and before.plr != row.plr and before.plr.name == row.plr.name:
        correct(notes, before.plr, row.plr)
        if row.officer == before.officer:
            return
    take_over(notes, row, event.at)


def take_over(notes: Notebook, row: Council, at: datetime, *, is_told: bool = False) -> None:
    """A row reads otherwise from now on; the officer may have been told of it."""
    before = notes.rows[row.name]
    notes.rows[row.name], notes.row_changed_at[row.name] = row, notes.now
    pass_on(notes, before, row)
    posts.note(notes, before, row)
    begin_anew(notes, before, row)
    if row.officer != before.officer:
        comes_no_more(notes, row.name, row.officer)
        notes.politely(before.officer, "no-longer-yours", row.name)
        hand_over(notes, row, at)
    if row.officer is None and before.officer is not None:
        notes.politely(notes.reader_of(row.plr, row.name), "officer-left", row.name)
    if row.plr is not None and row.plr != before.plr:
        notes.heard[row.name] = notes.now
        succeed(notes, before, row, is_told=is_told)
    if (row.plr, row.officer) != (before.plr, before.officer):
        introduce(notes, row, at)
    if row.plr != before.plr:
        for gap in (one for one in notes.gaps if one.council == row.name):
            gap.ended_at = gap.ended_at or at
        for change in (one for one in notes.handovers.values() if one.council == row.name):
            change.ended_at = change.ended_at or at  # it was about whoever is the PLR no more


@happens.register
def reassigns(event: told.Reassigns, notes: Notebook) -> None:
    """From a day to come on it is announced to both officers, and changes nothing before that."""
    before = notes.rows[event.council].officer
    if before != event.officer and event.from_on is not None and event.from_on > day(event.at):
        comes_no_more(notes, event.council, event.officer)
        notes.coming[event.council] = Coming(event.name, event.council, event.officer, event.from_on, event.at)
        for officer in (before, event.officer):
            notes.politely(officer, "officer-change-ahead", event.council)
    elif before != event.officer:
        give_to(notes, event.council, event.officer, event.at)
    notes.send(COORDINATOR, "officer-change-noted", event.name)


def comes_no_more(notes: Notebook, council: str, officer: Person | None) -> None:
    """Whoever was announced is told that they do not come after all, unless it is they who have it now."""
    coming = notes.coming.pop(council, None)
    if coming is not None and coming.officer != officer:
        notes.politely(coming.officer, "officer-change-ahead", council)


def give_to(notes: Notebook, council: str, officer: Person, at: datetime) -> None:
    """A council has another officer, who is on duty on the days that the roster knows of."""
    duty = next((row.duty for row in notes.roster().values() if row.officer == officer and row.duty), "")
    take_over(notes, replace(notes.rows[council], officer=officer, duty=duty), at)


def look(notes: Notebook) -> None:
    """Which officer's day has come takes over when the office opens."""
    for coming in list(notes.coming.values()):
        opens_at = notes.office.opens(coming.from_on)
        if opens_at <= notes.now:
            give_to(notes, coming.council, coming.officer, max(opens_at, coming.said_at))
            notes.leave()


@happens.register
def leaves(event: told.Leaves, notes: Notebook) -> None:
    """Its officer is told; what was asked is still to be answered, and nothing else is owed to it any more."""
    name = event.council
    notes.left[name] = notes.now
    comes_no_more(notes, name, None)
    notes.politely(notes.rows[name].officer, "no-longer-yours", name)
    break_off(notes, name)
    notes.visits.pop(name).due = FAR
    owed = (*notes.spells[name], *notes.wishes.values(), *notes.gaps, *notes.handovers.values(), *notes.posts)
    for one in owed:
        one.judged = one.judged or one.council == name
    for change in notes.handovers.values():
        change.has_begun = change.has_begun or change.council == name
    for introduction in notes.introductions:
        introduction.is_over = introduction.is_over or introduction.council == name


def joins(notes: Notebook, council: Council) -> None:
    notes.rows[council.name], notes.row_changed_at[council.name] = council, notes.now
    begun_at = notes.now
    if council.since is not None:
        begun_at = local(f"{council.since} {minute(notes.now)[11:]}")
    notes.heard[council.name] = max(begun_at, notes.live_from)
    notes.officers[council.name] = [(begun_at, council.officer)]
    notes.contacts[council.name], notes.spells[council.name] = [], []
    notes.periods[council.name] = list(agreed_periods(notes, council, max(day(begun_at), day(notes.live_from))))
    if council.programme:
        return
    notes.visits[council.name] = first_visits(notes, council, begun_at)
    introduce(notes, council, begun_at)


def correct(notes: Notebook, before: Person, person: Person) -> None:
    """An address is corrected: it is the same person, nobody is written to, and mail goes there again."""
    notes.without_address.pop(person.name, None)
    for name, row in notes.rows.items():
        notes.rows[name] = replace(
            row, plr=person if row.plr == before else row.plr, clerk=person if row.clerk == before else row.clerk
        )
    for question in notes.questions.values():
        question.asker = person if question.asker == before else question.asker
    for absence in notes.absences:
        absence.person = person if absence.person == before else absence.person
    for concern in notes.concerns.values():
        concern.by = person if concern.by == before else concern.by
    for gap in notes.gaps:
        gap.plr = person if gap.plr == before else gap.plr
    for change in notes.handovers.values():
        change.plr = person if change.plr == before else change.plr
    for asked in notes.asked_away.values():
        asked.person = person if asked.person == before else asked.person
    for arranged in (one for visits in notes.visits.values() for one in visits.arranged):
        arranged.plr = person if arranged.plr == before else arranged.plr
        arranged.answers = {person if one == before else one: said for one, said in arranged.answers.items()}
    for introduction in notes.introductions:
        introduction.reader = person if introduction.reader == before else introduction.reader
    notes.waiting = [(person if to == before else to, what, about) for to, what, about in notes.waiting]
    try_again(notes, person)


def succeed(notes: Notebook, before: Council, row: Council, *, is_told: bool) -> None:
    """The new PLR gets a summary of what is open, the officer is told who it is, and the former that it is over."""
    waiting = [one for one in notes.questions.values() if one.council == row.name and one.closed_at is None]
    if waiting and row.contact_by == "email":
        notes.politely(row.plr, "hand-over", row.name)
    if row.officer == before.officer and not is_told:
        notes.politely(notes.police_reader(row.name), "plr-changed", row.name)
    if before.plr != row.clerk and notes.is_there(before.plr, row.name):
        notes.politely(before.plr, "plr-no-more", row.name)


def hand_over(notes: Notebook, row: Council, at: datetime) -> None:
    """Whoever becomes the officer gets what waits for an answer, whole; the steps come anew for them."""
    notes.officers[row.name].append((at, row.officer))
    for question in notes.questions.values():
        if question.council == row.name and question.asked_of is None:
            question.handed_over += 1
            for message in question.messages if question.closed_at is None else ():
                notes.send(notes.police_reader(row.name), "relay", message)
