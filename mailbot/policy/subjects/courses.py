"""Courses: an officer who holds a role confirms a course, once or anew whenever it has run out. Pure.

Source: expectations, paragraph 12. What an officer owes is told once, in the first of their liaisons with that role.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import zip_longest

from mailbot.model.facts import CourseConfirmed
from mailbot.model.ids import made_id
from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule
from mailbot.policy.state import State
from mailbot.policy.terms import Term, in_office_since, judged_at, officers_ever, terms, told_in
from mailbot.policy.working_time import Calendar, Deadline, deadline


def of_courses(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """What each officer of a liaison owes: the first completion, and each that follows when the one before runs out."""
    for officer in officers_ever(id_, state):
        yield from _owed_by(officer, rule, id_, state, programme)


def _owed_by(officer: str, rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """What somebody owes while they hold the role; once they are gone only what they had completed is judged."""
    assert rule.course is not None
    liaison, known = state.liaisons[id_], _with_role(officer, rule, state)
    completed = _one_after_another(state.courses.get((officer, rule.course), []))
    for last, said in zip_longest([None, *completed], completed):
        before, at = last.happened_at if last else None, said.happened_at if said else None
        obligation = made_id("o", rule.name, officer, before.isoformat() if before else "")
        excused = state.excuse(rule.name, obligation)
        ends = [*([at] if at else []), *([excused.happened_at] if excused else [])]
        looked_at = judged_at(known, min(ends, default=None))
        if (before and not rule.again) or (rule.name, obligation) in state.verdicts or looked_at is None:
            continue
        if told_in(known, looked_at) != id_:
            continue
        begun_at = max(before or in_office_since(known, looked_at), programme.live_from)
        yield Obligation(
            rule=rule,
            id=obligation,
            liaison=id_,
            started_at=begun_at,
            deadline=_deadline(rule, programme.calendar, before, begun_at),
            plr=liaison.row.plr or "",
            officer=officer,
            met_at=max(at, begun_at) if at else None,
            noted_at=said.known_at if said else None,
            duty=_duty([term.liaison for term in known if term.holds_at(looked_at)], state),
        )


def _one_after_another(said: Sequence[CourseConfirmed]) -> list[CourseConfirmed]:
    """Leave out what is said of an earlier day than that of a completion which was noted before."""
    completed: list[CourseConfirmed] = []
    for one in said:
        if not completed or one.happened_at > completed[-1].happened_at:
            completed.append(one)
    return completed


def holds_role(officer: str, rule: Rule, state: State) -> bool:
    """Whether somebody holds the role that a rule is about."""
    return judged_at(_with_role(officer, rule, state), None) is not None


def _with_role(officer: str, rule: Rule, state: State) -> tuple[Term, ...]:
    return terms(
        officer,
        state,
        lambda row: row.programme in rule.programmes and rule.role in {role.strip() for role in row.role.split(",")},
    )


def _duty(liaisons: Iterable[str], state: State) -> str:
    """Give the officer's days on duty, which the roster may name in one row of several."""
    return next((duty for liaison in liaisons if (duty := state.liaisons[liaison].row.duty)), "")


def _deadline(rule: Rule, calendar: Calendar, before: datetime | None, begun_at: datetime) -> Deadline:
    if before is None or rule.again is None:
        return rule.deadline(calendar, begun_at)
    return deadline(calendar, before, rule.again)
