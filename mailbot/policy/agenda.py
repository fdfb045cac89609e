"""The agenda: when each liaison next has something due, so that a tick costs what is due and no more. Pure.

It holds nothing that could not be computed anew: only the next moment of each liaison, made again whenever a fact
touches the liaison. Its answers are those of looking at every obligation (`steps.take_steps`).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import UTC, datetime

from mailbot.policy.obligations import Obligation, obligations_in
from mailbot.policy.programme import Programme
from mailbot.policy.state import State
from mailbot.policy.steps import next_moment

NEVER = datetime.max.replace(tzinfo=UTC)


class Agenda:
    """Knows who has something due; takes what is touched from the state, and so has to be its only reader."""

    def __init__(self, programme: Programme, state: State) -> None:
        self._programme = programme
        self._state = state
        self._next: dict[str, datetime] = {}
        self._heap: list[tuple[datetime, str]] = []
        state.touched.update(state.liaisons)

    def due(self, now: datetime) -> Iterator[Obligation]:
        """Give the obligations of every liaison that has something due at or before `now`."""
        self._refresh()
        liaisons = []
        while self._heap and self._heap[0][0] <= now:
            at, liaison = heapq.heappop(self._heap)
            if self._next.get(liaison) == at:
                liaisons.append(liaison)
        self._state.touched.update(liaisons)
        for liaison in dict.fromkeys(liaisons):
            yield from obligations_in(liaison, self._programme, self._state)

    def _refresh(self) -> None:
        touched = sorted(self._state.touched)
        self._state.touched.clear()
        for liaison in touched:
            moments = (
                next_moment(obligation, self._state, self._programme.calendar)
                for obligation in obligations_in(liaison, self._programme, self._state)
            )
            at = min(moments, default=NEVER)
            self._next[liaison] = at
            if at < NEVER:
                heapq.heappush(self._heap, (at, liaison))
