"""Folds: how each kind of fact changes the state; one module a family of facts. Pure."""

from __future__ import annotations

from mailbot.model.facts import Fact
from mailbot.policy.folds import (
    commands,
    contacts,
    coordination,
    courses,
    messages,
    news,
    people,
    plr_changes,
    questions,
    steps,
)
from mailbot.policy.folds.dispatch import fold
from mailbot.policy.state import State

__all__ = [
    "commands",
    "contacts",
    "coordination",
    "courses",
    "messages",
    "news",
    "people",
    "plr_changes",
    "questions",
    "record",
    "steps",
]


def record(fact: Fact, state: State, number: int) -> None:
    """Fold in the fact with this number; facts come in the order in which they were recorded."""
    state.last_fact, state.last_recorded_at = number, max(state.last_recorded_at, fact.recorded_at)
    if state.first_recorded_at is None:
        state.first_recorded_at = fact.recorded_at
    commands.gather(fact, state)
    fold(fact, state, number)
