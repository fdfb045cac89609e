"""Folds of what belongs to no council: courses that were completed, and contacts with groups."""

from __future__ import annotations

from bisect import insort
from operator import attrgetter

from mailbot.model.facts import CourseConfirmed, Engaged
from mailbot.policy.folds.dispatch import fold, take_back
from mailbot.policy.state import State


@fold.register
def _confirmed(fact: CourseConfirmed, state: State, number: int) -> None:
    insort(state.courses[(fact.person, fact.course)], fact, key=attrgetter("known_at"))
    state.touched.update(state.liaisons_by_officer[fact.person])


@take_back.register
def _not_confirmed(fact: CourseConfirmed, state: State) -> None:
    state.courses[(fact.person, fact.course)].remove(fact)
    for liaison in state.liaisons_by_officer[fact.person]:
        state.owe_again(liaison, lambda given: fact.happened_at in (given.started_at, given.ended_at))


@fold.register
def _engaged(fact: Engaged, state: State, number: int) -> None:
    state.engaged.append(fact)


@take_back.register
def _not_engaged(fact: Engaged, state: State) -> None:
    state.engaged.remove(fact)
