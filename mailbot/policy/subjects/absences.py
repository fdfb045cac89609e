"""Absences: an officer who is away for long without a cover is owed one by the coordinator. Pure.

Source: expectations, paragraph 3. An absence is told once, in the first of the officer's liaisons.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from mailbot.model.people import Role
from mailbot.policy.absences import Absence
from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule
from mailbot.policy.state import State
from mailbot.policy.working_time import Calendar


def of_absences(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """The absences of a liaison's officer that nobody covers, while they last."""
    liaison, calendar = state.liaisons[id_], programme.calendar
    officer = liaison.row.officer
    if liaison.ended or officer is None or _first_of(officer, rule, state) != id_:
        return
    for absence in state.absences.of(officer):
        began = absence.began
        if (rule.name, began.absence) in state.verdicts or not _is_owed(absence, rule, calendar):
            continue
        started_at, met_at = max(calendar.midnight(began.from_on), began.happened_at), _met_at(absence, state)
        if met_at is None or met_at >= started_at:
            yield Obligation(
                rule=rule,
                id=began.absence,
                liaison=id_,
                started_at=started_at,
                deadline=rule.deadline(calendar, started_at),
                plr=liaison.row.plr or "",
                officer=officer,
                met_at=met_at,
                lapses_at=calendar.midnight(began.until_on + timedelta(days=1)) if began.until_on else None,
            )


def _first_of(officer: str, rule: Rule, state: State) -> str:
    """Name the first of an officer's liaisons that the rule applies to."""
    theirs = state.liaisons_of(officer, Role.OFFICER)
    return next(liaison for liaison in theirs if state.liaisons[liaison].row.programme in rule.programmes)


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
