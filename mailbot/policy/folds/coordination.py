"""Folds of what the coordinator answers to a digest: seen, snoozed, excused, closed; each can be undone."""

from __future__ import annotations

from bisect import insort
from operator import attrgetter

from mailbot.model.facts import Excused, HeldClosed, LineSeen, LineSnoozed, Outcome, RosterDecided, RosterOffered
from mailbot.policy.folds.dispatch import fold, take_back
from mailbot.policy.folds.messages import touch_guessed
from mailbot.policy.folds.questions import not_closed_by
from mailbot.policy.state import OVERTAKEN, State


@fold.register
def _line_seen(fact: LineSeen, state: State, number: int) -> None:
    state.seen[(fact.rule, fact.about)] = fact


@take_back.register
def _not_seen(fact: LineSeen, state: State) -> None:
    state.seen.pop((fact.rule, fact.about), None)


@fold.register
def _line_snoozed(fact: LineSnoozed, state: State, number: int) -> None:
    state.snoozed[(fact.rule, fact.about)] = fact


@take_back.register
def _not_snoozed(fact: LineSnoozed, state: State) -> None:
    state.snoozed.pop((fact.rule, fact.about), None)


@fold.register
def _excused(fact: Excused, state: State, number: int) -> None:
    question = state.questions.get(fact.obligation)
    said = question.closings if question is not None else state.excuses[(fact.rule, fact.obligation)]
    insort(said, fact, key=attrgetter("happened_at"))
    state.touched.add(fact.liaison)


@take_back.register
def _not_excused(fact: Excused, state: State) -> None:
    question, key = state.questions.get(fact.obligation), (fact.rule, fact.obligation)
    state.touched.add(fact.liaison)
    if question is not None:
        not_closed_by(fact, question, state)
    elif fact in state.excuses[key]:
        state.excuses[key].remove(fact)
        state.judge_anew(fact.liaison, lambda given: given.rule == fact.rule and given.started_at == fact.happened_at)
        given = state.verdicts.get(key)
        if given is not None and given.outcome is Outcome.EXCUSED:
            state.withdraw(given)


@fold.register
def _held_closed(fact: HeldClosed, state: State, number: int) -> None:
    held = state.held.pop(fact.held, None)
    if held is not None:
        state.set_aside[fact.held] = held
        touch_guessed(held, state)


@take_back.register
def _not_closed(fact: HeldClosed, state: State) -> None:
    held = state.set_aside.pop(fact.held, None)
    if held is not None:
        state.held[fact.held] = held
        touch_guessed(held, state)


@fold.register
def _roster_offered(fact: RosterOffered, state: State, number: int) -> None:
    state.rosters_offered.add(fact.message)
    state.roster_shown_on[fact.message] = state.roster_version


@fold.register
def _roster_decided(fact: RosterDecided, state: State, number: int) -> None:
    state.rosters_offered.discard(fact.offered)
    if fact.applied:  # it may have corrected a name, which is no new version of the roster
        state.roster_shown_on = dict.fromkeys(state.roster_shown_on, OVERTAKEN)


@take_back.register
def _roster_not_refused(fact: RosterDecided, state: State) -> None:
    state.rosters_offered.add(fact.offered)
