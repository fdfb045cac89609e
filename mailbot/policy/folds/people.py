"""Folds of the roster, of absences, and of who was introduced to whom."""

from __future__ import annotations

from datetime import datetime

from mailbot.model.facts import (
    AbsenceBegan,
    AbsenceEnded,
    AbsenceProposed,
    AddressChanged,
    Introduced,
    LiaisonChanged,
    LiaisonEnded,
    VersionChanged,
)
from mailbot.model.people import Role
from mailbot.policy.folds.dispatch import fold
from mailbot.policy.meetings import Meetings
from mailbot.policy.state import Liaison, State, Vacancy


@fold.register
def _liaison_changed(fact: LiaisonChanged, state: State, number: int) -> None:
    known = state.liaisons.get(fact.liaison)
    if known is None:
        begun_on = fact.since_on or fact.happened_at.date()
        begun_at = fact.happened_at.replace(year=begun_on.year, month=begun_on.month, day=begun_on.day)
        state.liaisons[fact.liaison] = known = Liaison(fact, begun_at, officers=[(begun_at, fact.officer)])
        known.staffed_since = begun_at if known.pair else None
    else:
        _leave(state, known.row)
        known.ended, before = False, known.pair
        if known.row.officer != fact.officer:
            known.reassigned += 1
            known.officers.append((fact.happened_at, fact.officer))
        known.row = fact
        if known.pair != before:
            known.paired_at, known.introduced_at = fact.happened_at, None
        if known.pair is None or before is None:
            known.staffed_since = fact.happened_at if known.pair else None
    _staff(known, fact)
    _sit(state, fact, known.paired_at)
    for person in (fact.plr, fact.officer, fact.clerk):
        if person:
            state.liaisons_by_person[person].add(fact.liaison)
    state.touched.add(fact.liaison)
    _touch_absent(fact.officer, state)
    state.roster_version = number


def _touch_absent(officer: str | None, state: State) -> None:
    """An officer's absence is told in one of their liaisons, which another row may change."""
    if officer and state.absences.of(officer):
        state.touched.update(state.liaisons_of(officer, Role.OFFICER))


def _staff(liaison: Liaison, fact: LiaisonChanged) -> None:
    """Note which posts are vacant from now on, and which are filled."""
    for post, holder in ((Role.OFFICER, fact.officer), (Role.PLR, fact.plr)):
        vacant = next((one for one in liaison.vacancies if one.post is post and one.filled_at is None), None)
        if vacant is None and not holder:
            liaison.vacancies.append(Vacancy(post, fact.happened_at))
        elif vacant is not None and holder:
            vacant.filled_at = fact.happened_at


def _sit(state: State, fact: LiaisonChanged, begun_at: datetime) -> None:
    """Note which council a liaison is of, and what the roster says of its last meeting."""
    meetings = state.meetings.setdefault(fact.council, Meetings(begun_at))
    meetings.liaisons.add(fact.liaison)
    state.touched.update(meetings.liaisons)
    if fact.last_meeting_on is not None:
        meetings.state_last(fact.last_meeting_on)


def _leave(state: State, row: LiaisonChanged) -> None:
    liaisons = state.meetings[row.council].liaisons
    liaisons.discard(row.liaison)
    state.touched.update(liaisons)
    for person in (row.plr, row.officer, row.clerk):
        if person:
            state.liaisons_by_person[person].discard(row.liaison)
    _touch_absent(row.officer, state)


@fold.register
def _liaison_ended(fact: LiaisonEnded, state: State, number: int) -> None:
    liaison = state.liaisons[fact.liaison]
    _leave(state, liaison.row)
    liaison.ended = True
    state.touched.add(fact.liaison)
    state.roster_version = number


@fold.register
def _version_changed(fact: VersionChanged, state: State, number: int) -> None:
    state.versions[fact.of] = fact.version


@fold.register
def _address_changed(fact: AddressChanged, state: State, number: int) -> None:
    state.unreachable.discard(fact.person)


@fold.register
def _absence_began(fact: AbsenceBegan, state: State, number: int) -> None:
    state.absences.begin(fact)
    state.touched.update(state.liaisons_of(fact.person, Role.OFFICER))


@fold.register
def _absence_ended(fact: AbsenceEnded, state: State, number: int) -> None:
    state.absences.end(fact)
    state.touched.update(state.liaisons_of(fact.person, Role.OFFICER))


@fold.register
def _absence_proposed(fact: AbsenceProposed, state: State, number: int) -> None:
    state.absences.proposed[fact.absence] = fact


@fold.register
def _introduced(fact: Introduced, state: State, number: int) -> None:
    liaison = state.liaisons[fact.liaison]
    if liaison.pair == (fact.plr, fact.officer):
        liaison.introduced_at = fact.happened_at
        state.touched.add(fact.liaison)
