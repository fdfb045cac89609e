"""The one function that every kind of fact adds its fold to."""

from __future__ import annotations

from functools import singledispatch

from mailbot.model.facts import Fact
from mailbot.policy.state import State


@singledispatch
def fold(fact: Fact, state: State, number: int) -> None:
    """Fold one kind of fact; a kind without a function of its own changes nothing here."""
