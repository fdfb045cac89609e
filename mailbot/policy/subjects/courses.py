"""Courses: an officer who holds a role confirms a course, once or anew whenever it has run out. Pure.

Where it comes again, it does so after an excuse as after a completion.
Source: expectations, paragraph 12. What an officer owes is told once, in the first of their liaisons with that role.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from mailbot.model.facts import CourseConfirmed
from mailbot.model.ids import made_id
from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule, Step
from mailbot.policy.state import State
from mailbot.policy.terms import Term, in_office_since, judged_at, officers_ever, terms, told_in
from mailbot.policy.working_time import Calendar, Deadline, deadline, step_instant


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The time from a completion, or an excuse, up to what ends it; the first is since no instant."""

    since: datetime | None
    said: CourseConfirmed | None = None


def of_courses(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """What each officer of a liaison owes: the first completion, and each that follows when the one before runs out."""
    for officer in officers_ever(id_, state):
        yield from _owed_by(officer, rule, id_, state, programme)


def _owed_by(officer: str, rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """What somebody owes while they hold the role; once they are gone only what they had completed is judged."""
    liaison, known = state.liaisons[id_], _with_role(officer, rule, state)
    for stretch in _stretches(officer, rule, state, programme.calendar):
        since, said = stretch.since, stretch.said
        obligation, at = _named(rule, officer, since), said.happened_at if said else None
        excused = state.excuse(rule.name, obligation)
        ends = [*([at] if at else []), *([excused.happened_at] if excused else [])]
        looked_at = judged_at(known, min(ends, default=None))
        if (rule.name, obligation) in state.verdicts or looked_at is None or told_in(known, looked_at) != id_:
            continue
        begun_at = max(since or in_office_since(known, looked_at), programme.live_from)
        yield Obligation(
            rule=rule,
            id=obligation,
            liaison=id_,
            started_at=begun_at,
            deadline=_deadline(rule, programme.calendar, since, begun_at),
            plr=liaison.row.plr or "",
            officer=officer,
            met_at=max(at, begun_at) if at else None,
            noted_at=said.known_at if said else None,
            duty=_duty([term.liaison for term in known if term.holds_at(looked_at)], state),
        )


def _stretches(officer: str, rule: Rule, state: State, calendar: Calendar) -> Iterator[_Stretch]:
    """Give each stretch; one that was excused is followed by the next at once, where the rule asks again.

    What is noted of a day before the instant from which a stretch counts ends nothing. What is confirmed anew before it
    is asked for anew is one completion, which holds from the later day.
    """
    assert rule.course is not None
    since = asked_from = None
    for said in (*state.courses.get((officer, rule.course), ()), None):
        while said is None or since is None or said.happened_at > since:
            excused_at = _excused_at(rule, _named(rule, officer, since), said, state)
            if excused_at is None:
                break
            yield _Stretch(since)
            since, asked_from = excused_at, None
        else:
            continue
        if said is None or asked_from is None or said.happened_at >= asked_from:
            yield _Stretch(since, said)
        if said is None or rule.again is None:
            return
        since, asked_from = said.happened_at, _asked_from(rule.step, deadline(calendar, said.happened_at, rule.again))


def _excused_at(rule: Rule, obligation: str, said: CourseConfirmed | None, state: State) -> datetime | None:
    """Say when a stretch was excused, unless it had ended before that; what is asked for once is not asked again."""
    excused = state.excuse(rule.name, obligation)
    if excused is None or rule.again is None or (said is not None and said.known_at <= excused.happened_at):
        return None
    return excused.happened_at


def _asked_from(steps: Iterable[Step], due: Deadline) -> datetime:
    """Say when an officer is first asked for what is due so."""
    ahead = [step.at.amount for step in steps if step.at.amount and step.at.before]
    return min([due.due_by, *(step_instant(due.calendar, due.due_by, amount, before=True) for amount in ahead)])


def _named(rule: Rule, officer: str, since: datetime | None) -> str:
    return made_id("o", rule.name, officer, since.isoformat() if since else "")


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
