"""Roster change: what follows when rows of the roster are new or changed, whoever changes them. Pure.

An import, a change of PLR that was announced, and the coordinator's REASSIGN all come to the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mailbot.model.facts import Fact, LiaisonChanged
from mailbot.model.people import Role
from mailbot.policy.change_of_officer import officers_changed
from mailbot.policy.decision import Decision
from mailbot.policy.hand_over import handed_over
from mailbot.policy.meeting_hand_over import meetings_handed_over
from mailbot.policy.programme import Programme
from mailbot.policy.state import State


def roster_changed(facts: Sequence[Fact], state: State, programme: Programme, now: datetime) -> Decision:
    """Record roster facts: a new officer gets what is open, a new PLR a summary of it, and the former are told.

    `state` is as it was before these facts.
    """
    told = officers_changed(state, programme, facts, now) + handed_over(state, programme, facts, now)
    return Decision(tuple(facts)) + told + meetings_handed_over(facts, state, programme, now)


def reassigned(liaison: str, officer: str, state: State, programme: Programme, now: datetime) -> Decision:
    """Give a liaison another officer of the roster."""
    return roster_changed((row_with_officer(liaison, officer, state, now),), state, programme, now)


def row_with_officer(liaison: str, officer: str, state: State, now: datetime) -> LiaisonChanged:
    """Write a liaison's row with another officer of the roster, and the days on which that officer is on duty.

    The roster may name those in one row of several.
    """
    known = (state.liaisons[one].row.duty for one in state.liaisons_of(officer, Role.OFFICER))
    duty = next(filter(None, known), "")
    return replace(state.liaisons[liaison].row, officer=officer, duty=duty, happened_at=now, recorded_at=now)
