"""Absences: an officer who is away for long without a cover is owed one by the coordinator. Pure.

Source: expectations, paragraph 3. An absence is told once, in the first of the officer's liaisons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from mailbot.policy.absences import Absence
from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule
from mailbot.policy.state import State
from mailbot.policy.terms import PRESENT, Term, officers_ever, terms
from mailbot.policy.working_time import Calendar


def of_absences(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """The absences of each officer of a liaison that nobody covers, while they last and they are an officer."""
    for officer in officers_ever(id_, state):
        known = terms(officer, state, lambda row: row.programme in rule.programmes)
        for absence in state.absences.of(officer):
            if (rule.name, absence.began.absence) not in state.verdicts and _is_owed(absence, rule, programme.calendar):
                yield from _uncovered(absence, rule, id_, known, state, programme)


def _uncovered(
    absence: Absence, rule: Rule, id_: str, known: Sequence[Term], state: State, programme: Programme
) -> Iterator[Obligation]:
    began, calendar, row = absence.began, programme.calendar, state.liaisons[id_].row
    started_at, met_at = max(calendar.midnight(began.from_on), began.happened_at), _met_at(absence, state)
    lapses_at = calendar.midnight(began.until_on + timedelta(days=1)) if began.until_on else None
    excused = state.excuse(rule.name, began.absence)
    ends = (met_at, excused.happened_at if excused else None, lapses_at)
    looked_at = min((at for at in ends if at is not None), default=PRESENT)
    standing = [term for term in known if term.holds_at(looked_at)]
    if standing and standing[0].liaison == id_ and looked_at >= started_at:
        yield Obligation(
            rule=rule,
            id=began.absence,
            liaison=id_,
            started_at=started_at,
            deadline=rule.deadline(calendar, started_at),
            plr=row.plr or "",
            officer=began.person,
            met_at=met_at,
            over_at=standing[0].until if standing[0].until < PRESENT else None,
            lapses_at=lapses_at,
        )


def _is_owed(absence: Absence, rule: Rule, calendar: Calendar) -> bool:
    """Whether nobody covers, it was not over when it was said, and takes up as many working days as the rule asks."""
    began = absence.began
    was_over = began.until_on is not None and began.until_on < calendar.local_day(began.happened_at)
    if began.cover is not None or was_over:
        return False
    assert rule.lasting is not None
    last = calendar.working_day(began.from_on - timedelta(days=1), rule.lasting.count)
    return began.until_on is None or last <= began.until_on


def _met_at(absence: Absence, state: State) -> datetime | None:
    """Say when a cover was named, or that the officer is back."""
    began, ended = absence.began, absence.ended
    covered = [
        other.said_at
        for other in state.absences.of(began.person)
        if other.began.cover and other.said_at >= absence.said_at and other.overlaps(began.from_on, began.until_on)
    ]
    return min([*covered, *([ended.happened_at] if ended else [])], default=None)
