"""Stand-ins: who reads in whose place on a day. Pure (expectations, paragraph 3)."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from mailbot.model.ids import COORDINATOR, DEPUTY
from mailbot.model.people import Role
from mailbot.policy.state import State
from mailbot.policy.working_time import Calendar


def council_reader_on(day: date, person: str | None, liaison: str, state: State) -> str | None:
    """Name who reads what is for somebody of a council's side: themselves, unless they are away or hand over."""
    if person is None:
        return None
    seat = state.plr_changes.seats[liaison]
    has_left = person == state.liaisons[liaison].row.plr and seat.away_from is not None and seat.away_from <= day
    if has_left and seat.interim and state.absences.on(seat.interim, day) is None:
        return seat.interim
    if has_left or state.absences.on(person, day) is not None:
        return stand_in_for_council(day, person, liaison, state)
    return person


def stand_in_for_council(day: date, person: str, liaison: str, state: State) -> str:
    """Name the Clerk; where that is the same person, or away, the deputy: the coordinator, where none is named."""
    clerk = state.liaisons[liaison].row.clerk
    if clerk and clerk != person and state.absences.on(clerk, day) is None:
        return clerk
    return DEPUTY


def officer_on(day: date, officer: str, state: State) -> str:
    """Name who reads what is for an officer: their cover while they are away, or the cover's; without one, they do."""
    passed = [officer]
    while (away := state.absences.on(passed[-1], day)) and (cover := away.began.cover):
        if cover in passed:
            return officer
        if not state.is_officer(cover):
            break
        passed.append(cover)
    return passed[-1]


def councils_of(officer: str, day: date, state: State) -> tuple[str, ...]:
    """List the liaisons that an officer sees to on a day: their own, and those of whom they cover for."""
    covered = (one for one in state.absences.away(day) if one != officer and officer_on(day, one, state) == officer)
    theirs = (liaison for one in (officer, *sorted(covered)) for liaison in state.liaisons_of(one, Role.OFFICER))
    return tuple(dict.fromkeys(theirs))


class Cover(NamedTuple):
    """A colleague begins to read in an officer's place, for an absence of theirs."""

    begins_at: datetime
    absence: str


def covers_since(since: datetime, officer: str | None, state: State, calendar: Calendar) -> tuple[Cover, ...]:
    """List the colleagues who have begun, or will begin, to read in an officer's place after an instant, in order."""
    began = []
    for absence in state.absences.of(officer) if officer else ():
        at = max(absence.began.recorded_at, calendar.midnight(absence.began.from_on))
        was_called_off = absence.ended is not None and absence.ended.recorded_at <= at
        if absence.began.cover and at > since and not was_called_off and state.was_officer_at(absence.began.cover, at):
            began.append(Cover(at, absence.began.absence))
    return tuple(sorted(began))


def police_reader_on(day: date, officer: str | None, state: State) -> str:
    """Name who of the police reads what is for an officer; the coordinator where there is none."""
    return officer_on(day, officer, state) if officer else COORDINATOR
