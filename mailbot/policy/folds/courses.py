"""Folds of courses that were completed."""

from __future__ import annotations

from bisect import insort

from mailbot.model.facts import CourseConfirmed
from mailbot.model.people import Role
from mailbot.policy.folds.dispatch import fold
from mailbot.policy.state import State


@fold.register
def _confirmed(fact: CourseConfirmed, state: State, number: int) -> None:
    insort(state.courses[(fact.person, fact.course)], fact.happened_at)
    state.touched.update(state.liaisons_of(fact.person, Role.OFFICER))
