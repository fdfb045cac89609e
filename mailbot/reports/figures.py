"""Figures: the state of the programme in five numbers, each with what it is out of; from the state, no I/O.

What is in doubt, on hold, excused or disputed is counted apart and never as kept (expectations, paragraph 15).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from mailbot.model.facts import Outcome, VerdictGiven
from mailbot.policy.answer_day import answer_deadline
from mailbot.policy.obligations import obligations
from mailbot.policy.programme import Programme
from mailbot.policy.state import State

Figures = dict[str, dict[str, int]]


def figures(state: State, programme: Programme, now: datetime) -> Figures:
    """Count, by a keyword of what is counted: `count` out of `of`; of answers also how many stand `apart`.

    What belongs to no council is counted beside these, out of nothing, with how many `people` were met.
    """
    calendar = programme.calendar
    month = datetime.combine(calendar.local_day(now).replace(day=1), time(), calendar.zone).astimezone(UTC)
    return {
        "in_contact": _in_contact(state, month, now),
        "answered": _answered(state, programme, month, now),
        "waiting": _waiting(state, programme, now),
        "late": _late(state, programme, now),
        "staffed": _staffed(state),
        "engaged": _engaged(state, calendar.local_day(now).replace(day=1)),
    }


def _in_contact(state: State, month: datetime, now: datetime) -> dict[str, int]:
    """Count the councils with which an officer has been in touch since the month began."""
    roster = state.roster()
    reached = {row.council for liaison, row in roster.items() if state.contact_between(liaison, month, now)}
    return {"count": len(reached), "of": len({row.council for row in roster.values()})}


def _answered(state: State, programme: Programme, month: datetime, now: datetime) -> dict[str, int]:
    """Count the questions that were answered in time, of those that were closed since the month began."""
    closed = [fact for fact in _on_questions(state, programme) if month <= fact.ended_at <= now]
    plain = [fact for fact in closed if not _stands_apart(fact, state)]
    kept = sum(fact.outcome is Outcome.MET for fact in plain)
    return {"count": kept, "of": len(plain), "apart": len(closed) - len(plain)}


def _on_questions(state: State, programme: Programme) -> Iterator[VerdictGiven]:
    rules = [rule.name for rule in programme.rules if rule.each == "question"]
    for liaison in state.liaisons:
        for rule in rules:
            yield from state.history.get((rule, liaison), ())


def _stands_apart(fact: VerdictGiven, state: State) -> bool:
    question = state.questions[fact.obligation]
    return fact.outcome is Outcome.EXCUSED or fact.disputed or bool(state.holds_on(question))


def _waiting(state: State, programme: Programme, now: datetime) -> dict[str, int]:
    """Count the questions that wait within their day, of those that wait for an answer."""
    waiting = [one for one in state.open_questions.values() if one.is_waiting and not one.asked.in_doubt]
    dues = [answer_deadline(one, state, programme) for one in waiting]
    return {"count": sum(due is None or now <= due.due_by for due in dues), "of": len(waiting)}


def _late(state: State, programme: Programme, now: datetime) -> dict[str, int]:
    """Count what is past its day, of all that is open under any rule."""
    owed = [one for one in obligations(programme, state) if one.met_at is None and one.started_at <= now]
    return {"count": sum(one.deadline.due_by < now for one in owed), "of": len(owed)}


def _staffed(state: State) -> dict[str, int]:
    """Count the councils that have both a PLR and a point of contact."""
    roster = state.roster().values()
    without = {row.council for row in roster if not (row.plr and row.officer)}
    everywhere = {row.council for row in roster}
    return {"count": len(everywhere - without), "of": len(everywhere)}


def _engaged(state: State, since_on: date) -> dict[str, int]:
    """Count the contacts with groups since the month began, and whom they met."""
    noted = [fact for fact in state.engaged if fact.on >= since_on]
    return {"count": len(noted), "people": sum(fact.people or 0 for fact in noted)}
