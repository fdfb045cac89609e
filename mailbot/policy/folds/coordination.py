"""Folds of what the coordinator answers to a digest: seen, snoozed, excused, closed."""

from __future__ import annotations

from mailbot.model.facts import Excused, HeldClosed, LineSeen, LineSnoozed
from mailbot.policy.folds.dispatch import fold
from mailbot.policy.folds.messages import touch_guessed
from mailbot.policy.state import State


@fold.register
def _line_seen(fact: LineSeen, state: State, number: int) -> None:
    state.seen[(fact.rule, fact.about)] = fact


@fold.register
def _line_snoozed(fact: LineSnoozed, state: State, number: int) -> None:
    state.snoozed[(fact.rule, fact.about)] = fact


@fold.register
def _excused(fact: Excused, state: State, number: int) -> None:
    question = state.questions.get(fact.obligation)
    if question is not None:
        question.excused = fact
    else:
        state.excused[(fact.rule, fact.obligation)] = fact
    state.touched.add(fact.liaison)


@fold.register
def _held_closed(fact: HeldClosed, state: State, number: int) -> None:
    held = state.held.pop(fact.held, None)
    if held is not None:
        touch_guessed(held, state)
