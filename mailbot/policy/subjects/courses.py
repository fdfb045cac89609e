"""Courses: an officer who holds a role confirms a course, once or anew whenever it has run out. Pure.

Source: expectations, paragraph 12. What an officer owes is told once, in the first of their liaisons with that role.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest

from mailbot.model.ids import made_id
from mailbot.model.people import Role
from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule
from mailbot.policy.state import State
from mailbot.policy.working_time import Calendar, Deadline, deadline


def of_courses(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """What the officer of a liaison owes: the first completion, and each that follows when the one before runs out."""
    liaison, calendar = state.liaisons[id_], programme.calendar
    officer = liaison.row.officer
    held = _with_role(officer, rule, state) if officer else []
    if liaison.ended or officer is None or id_ not in held[:1]:
        return
    assert rule.course is not None
    completed = state.courses.get((officer, rule.course), [])
    for before, at in zip_longest([None, *completed], completed):
        obligation = made_id("o", rule.name, officer, before.isoformat() if before else "")
        if (before and not rule.again) or (rule.name, obligation) in state.verdicts:
            continue
        begun_at = max(before or min(_since(officer, one, state) for one in held), programme.live_from)
        yield Obligation(
            rule=rule,
            id=obligation,
            liaison=id_,
            started_at=begun_at,
            deadline=_deadline(rule, calendar, before, begun_at),
            plr=liaison.row.plr or "",
            officer=officer,
            met_at=max(at, begun_at) if at else None,
            duty=next((duty for one in held if (duty := state.liaisons[one].row.duty)), ""),
        )


def holds_role(officer: str, rule: Rule, state: State) -> bool:
    """Whether somebody holds the role that a rule is about."""
    return bool(_with_role(officer, rule, state))


def _with_role(officer: str, rule: Rule, state: State) -> list[str]:
    rows = ((liaison, state.liaisons[liaison].row) for liaison in state.liaisons_of(officer, Role.OFFICER))
    return [
        liaison
        for liaison, row in rows
        if row.programme in rule.programmes and rule.role in {role.strip() for role in row.role.split(",")}
    ]


def _since(officer: str, liaison: str, state: State) -> datetime:
    """Say since when an officer is in their liaison."""
    return next(since for since, other in reversed(state.liaisons[liaison].officers) if other == officer)


def _deadline(rule: Rule, calendar: Calendar, before: datetime | None, begun_at: datetime) -> Deadline:
    if before is None or rule.again is None:
        return rule.deadline(calendar, begun_at)
    return deadline(calendar, before, rule.again)
