"""Folds of commands that were carried out, and of their undoing: which facts belong to which.

The facts of a command stand between what came before it and the fact that it was carried out. Verdicts that were
given meanwhile on what they met, moved or began are taken back, and what is owed still is judged anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from mailbot.model.facts import CommandCarriedOut, Fact, MessageArrived, ThreadOpened, Undone
from mailbot.model.ids import COORDINATOR
from mailbot.policy.entries import Done
from mailbot.policy.folds.dispatch import fold, take_back
from mailbot.policy.state import State


def gather(fact: Fact, state: State) -> None:
    """Note a fact as one of the command that is being carried out."""
    if isinstance(fact, MessageArrived):
        state.doing.clear()
    elif not isinstance(fact, CommandCarriedOut | ThreadOpened):
        state.doing.append(fact)


@fold.register
def _command_carried_out(fact: CommandCarriedOut, state: State, number: int) -> None:
    state.done[fact.answer].append(Done(fact, tuple(state.doing)))
    state.doing.clear()


@fold.register
def _undone(fact: Undone, state: State, number: int) -> None:
    taken_back: list[Fact] = []
    for done in state.done[fact.answer]:
        is_meant = done.command.number == fact.number and fact.command in ("", done.command.message)
        if is_meant and not done.is_undone:
            done.is_undone = True
            taken_back += reversed(done.facts)
    open_again = dict(state.open_again)
    _take_back(taken_back, state)
    if fact.by == COORDINATOR:
        state.open_again = open_again  # they know
    state.untold = {known: told for known, told in state.untold.items() if told not in taken_back}


def _take_back(facts: Iterable[Fact], state: State) -> None:
    """Take facts back; whatever that touches stands as it does since now."""
    touched_before, state.touched = state.touched, set()
    for fact in facts:
        take_back(fact, state)
    for liaison in tuple(state.touched):
        state.restate(liaison)
    state.touched |= touched_before
