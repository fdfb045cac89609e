"""Changes of officer that were announced ahead: each takes effect when the office opens on its day. Pure.

What follows then is what follows from any change of the roster. Source: expectations, paragraph 7.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from mailbot.model.facts import OfficerChangeAnnounced
from mailbot.policy.decision import Decision
from mailbot.policy.programme import Programme
from mailbot.policy.roster_change import roster_changed, row_with_officer
from mailbot.policy.state import State


def due_officer_changes(state: State, programme: Programme, now: datetime) -> Iterator[Decision]:
    """Give the changes whose day has come, one for each officer who comes; each is to be recorded before the next."""
    due = [fact for fact in state.officers_coming.values() if _opens_at(fact, programme) <= now]
    for officer in dict.fromkeys(fact.officer for fact in due):
        rows = tuple(
            replace(
                row_with_officer(fact.liaison, officer, state, now),
                happened_at=max(_opens_at(fact, programme), fact.happened_at),
            )
            for fact in due
            if fact.officer == officer
        )
        yield roster_changed(rows, state, programme, now)


def next_officer_change(state: State, programme: Programme) -> datetime | None:
    """Say when the next change takes effect; None where none is to come."""
    return min((_opens_at(fact, programme) for fact in state.officers_coming.values()), default=None)


def _opens_at(fact: OfficerChangeAnnounced, programme: Programme) -> datetime:
    return programme.calendar.opening(fact.from_on)
