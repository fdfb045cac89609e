"""Folds of changes of PLR: proposed, confirmed, refused; of a PLR who has left, stays, or lets their words be read."""

from __future__ import annotations

from datetime import datetime

from mailbot.model.facts import (
    MailFailed,
    PlrChangeConfirmed,
    PlrChangeProposed,
    PlrChangeRefused,
    PlrLeft,
    PlrStays,
    WordsReleased,
)
from mailbot.model.ids import COORDINATION
from mailbot.model.people import Role
from mailbot.policy.folds.dispatch import fold, take_back
from mailbot.policy.plr_changes import Change, Gap, Missing
from mailbot.policy.state import State


@fold.register
def _change_proposed(fact: PlrChangeProposed, state: State, number: int) -> None:
    state.plr_changes.changes[fact.change] = Change(fact)
    state.plr_changes.by_liaison[fact.liaison].append(fact.change)
    state.touched.add(fact.liaison)


@fold.register
def _change_confirmed(fact: PlrChangeConfirmed, state: State, number: int) -> None:
    change = state.plr_changes.changes[fact.change]
    change.hear(fact)
    if change.confirmed == fact:
        state.plr_changes.confirm(change)
    if change.proposed.interim:
        state.liaisons_by_person[change.proposed.interim].add(fact.liaison)
    state.touched.add(fact.liaison)


@take_back.register
def _change_not_proposed(fact: PlrChangeProposed, state: State) -> None:
    """Nobody is asked about it any more; what was written of it can still be told."""
    state.plr_changes.by_liaison[fact.liaison].remove(fact.change)
    state.judge_anew(fact.liaison, lambda given: given.obligation == fact.change)


@take_back.register
def _change_not_decided(fact: PlrChangeConfirmed | PlrChangeRefused, state: State) -> None:
    """It stands as before that word. Nobody else is asked about a YES that the council itself took back."""
    change = state.plr_changes.changes[fact.change]
    change.words.remove(fact)
    state.plr_changes.seat_anew(fact.liaison)
    waits = not change.words and (isinstance(fact, PlrChangeRefused) or fact.by in COORDINATION)
    if waits:
        change.answered_at = None
    state.owe_again(
        fact.liaison,
        lambda given: given.ended_at == fact.happened_at and (waits or given.obligation != fact.change),
    )


@fold.register
def _change_refused(fact: PlrChangeRefused, state: State, number: int) -> None:
    change = state.plr_changes.changes[fact.change]
    was_confirmed = change.confirmed is not None
    change.hear(fact)
    if was_confirmed:
        state.plr_changes.seat_anew(fact.liaison)
    state.touched.add(fact.liaison)


@fold.register
def _plr_left(fact: PlrLeft, state: State, number: int) -> None:
    seat = state.plr_changes.seats[fact.liaison]
    seat.away_from = min(seat.away_from or fact.on, fact.on)
    if seat.next is None:
        seat.open_gap(Gap(fact.plr, Missing.LEFT, fact.on, fact.happened_at))
    state.touched.add(fact.liaison)


@fold.register
def _plr_stays(fact: PlrStays, state: State, number: int) -> None:
    seat = state.plr_changes.seats[fact.liaison]
    seat.hear(fact.happened_at)
    seat.close_gaps(fact.happened_at)
    seat.away_from, seat.interim = None, None
    state.touched.add(fact.liaison)


@fold.register
def _words_released(fact: WordsReleased, state: State, number: int) -> None:
    state.plr_changes.released.add((fact.liaison, fact.plr))


@take_back.register
def _words_not_released(fact: WordsReleased, state: State) -> None:
    state.plr_changes.released.discard((fact.liaison, fact.plr))


def hear_plr(person: str | None, at: datetime, state: State) -> None:
    """Note that somebody was heard of, in every liaison whose PLR they are."""
    for liaison in state.liaisons_of(person, Role.PLR) if person else ():
        state.plr_changes.seats[liaison].hear(at)
        state.touched.add(liaison)


def miss_plr(fact: MailFailed, state: State) -> None:
    """Note that the address of a PLR does not exist, in every liaison whose PLR they are."""
    for liaison in state.liaisons_of(fact.to, Role.PLR):
        gap = Gap(fact.to, Missing.UNREACHABLE, fact.happened_at.date(), fact.happened_at)
        state.plr_changes.seats[liaison].open_gap(gap)
        state.touched.add(liaison)


def reach_plr(person: str, at: datetime, state: State) -> None:
    """Note that somebody has another address, which is tried again."""
    for liaison in state.liaisons_of(person, Role.PLR):
        state.plr_changes.seats[liaison].close_gaps(at, Missing.UNREACHABLE)
        state.touched.add(liaison)
