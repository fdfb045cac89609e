"""The agenda: when each liaison next has something due, so that a tick costs what is due and no more. Pure.

It holds nothing that could not be computed anew: only the next moments of each liaison, made again whenever a fact
touches the liaison. Its answers are those of looking at every obligation (`steps.take_steps`). What mail can meet
comes due as of the watermark and the rest as of now (law 5), so the two are kept apart.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from mailbot.policy.obligation import Obligation
from mailbot.policy.obligations import obligations_in
from mailbot.policy.programme import Programme
from mailbot.policy.state import State
from mailbot.policy.steps import next_moment

NEVER = datetime.max.replace(tzinfo=UTC)


class _Moments:
    """The next moment of each liaison, the earliest first."""

    def __init__(self) -> None:
        self._next: dict[str, datetime] = {}
        self._heap: list[tuple[datetime, str]] = []

    def put(self, liaison: str, at: datetime) -> None:
        """Set the next moment of a liaison, whatever it was."""
        if self._next.get(liaison, NEVER) == at:
            return
        self._next[liaison] = at
        if at < NEVER:
            heapq.heappush(self._heap, (at, liaison))

    def first(self) -> datetime:
        """Give the earliest moment; NEVER when there is none."""
        while self._heap and self._next[self._heap[0][1]] != self._heap[0][0]:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else NEVER

    def take(self, until: datetime) -> Iterator[str]:
        """Take out every liaison whose moment is not after `until`."""
        while self.first() <= until and self._heap:
            _, liaison = heapq.heappop(self._heap)
            self._next[liaison] = NEVER
            yield liaison


class Agenda:
    """Knows who has something due; takes what is touched from the state, and so has to be its only reader."""

    def __init__(self, programme: Programme, state: State) -> None:
        self._programme = programme
        self._state = state
        self._by_watermark, self._by_now = _Moments(), _Moments()
        self._seen_until = datetime.min.replace(tzinfo=UTC)
        state.touched.update(state.liaisons)

    def due(self, now: datetime, watermark: datetime) -> Iterator[Obligation]:
        """Give the obligations of every liaison that has something due at `now`, or by mail at the watermark."""
        self._seen_until = min(now, watermark)
        self._refresh()
        liaisons = dict.fromkeys([*self._by_now.take(now), *self._by_watermark.take(min(now, watermark))])
        self._state.touched.update(liaisons)
        for liaison in liaisons:
            yield from obligations_in(liaison, self._programme, self._state)

    def next_at(self, behind: timedelta) -> datetime:
        """Say when something is due next, were the watermark always so far behind; NEVER when nothing is."""
        self._refresh()
        by_watermark = self._by_watermark.first()
        return min(self._by_now.first(), by_watermark if by_watermark > NEVER - behind else by_watermark + behind)

    def _refresh(self) -> None:
        touched = sorted(self._state.touched)
        self._state.touched.clear()
        for liaison in touched:
            by_watermark = by_now = NEVER
            for obligation in obligations_in(liaison, self._programme, self._state):
                at = next_moment(obligation, self._state, self._programme.calendar, self._seen_until)
                if obligation.rule.waits_for_mail:
                    by_watermark = min(by_watermark, at)
                else:
                    by_now = min(by_now, at)
            self._by_watermark.put(liaison, by_watermark)
            self._by_now.put(liaison, by_now)
