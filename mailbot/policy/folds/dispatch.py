"""The two functions that every kind of fact adds to: its fold, and what takes it back where that can be undone."""

from __future__ import annotations

from functools import singledispatch

from mailbot.model.facts import Fact, RosterDecided
from mailbot.policy.state import State


@singledispatch
def fold(fact: Fact, state: State, number: int) -> None:
    """Fold one kind of fact; a kind without a function of its own changes nothing here."""


@singledispatch
def take_back(fact: Fact, state: State) -> None:
    """Make a fact as if it had never been; a kind without a function of its own cannot be undone."""
    raise TypeError(f"a fact of the kind {fact.kind} cannot be undone")


def can_be_taken_back(fact: Fact) -> bool:
    """Whether a fact is of a kind that can be undone; a roster that was imported is followed by too much."""
    return type(fact) in take_back.registry and not (isinstance(fact, RosterDecided) and fact.applied)
