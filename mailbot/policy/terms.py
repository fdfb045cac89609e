"""Terms: for how long somebody was an officer where, by the rows of the roster as they stood. Pure.

What an officer owes, or is owed, by themselves is judged by the term in which it ended, also when they have left since:
so no verdict depends on whether a tick came before they did (law 9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from mailbot.model.facts import LiaisonChanged
from mailbot.policy.state import State

PRESENT = datetime.max.replace(tzinfo=UTC)
"""The instant that only a term without an end holds."""


@dataclass(frozen=True, slots=True)
class Term:
    """A time in which somebody was the officer of a liaison; without an end it holds until PRESENT."""

    liaison: str
    since: datetime
    until: datetime

    def holds_at(self, instant: datetime) -> bool:
        """Whether they were the officer at an instant."""
        return self.since <= instant <= self.until


def officers_ever(liaison: str, state: State) -> Iterable[str]:
    """Name everybody who is or was the officer of a liaison, the first of them first."""
    return dict.fromkeys(officer for _, officer in state.liaisons[liaison].officers if officer)


def terms(officer: str, state: State, counts: Callable[[LiaisonChanged], bool]) -> tuple[Term, ...]:
    """List the terms of an officer in the liaisons whose row counts, in an order of liaisons that stays the same."""
    liaisons = sorted(state.liaisons_by_officer.get(officer, ()))
    return tuple(term for liaison in liaisons for term in _terms_in(liaison, officer, state, counts))


def _terms_in(liaison: str, officer: str, state: State, counts: Callable[[LiaisonChanged], bool]) -> Iterator[Term]:
    for (since, row), (until, _) in pairwise([*state.liaisons[liaison].rows, (PRESENT, None)]):
        if row is not None and row.officer == officer and counts(row):
            yield Term(liaison, since, until)


def judged_at(known: Sequence[Term], ended_at: datetime | None) -> datetime | None:
    """Say as of when what ended at an instant is looked at: then, or when their next term began; None for never.

    What is open still is looked at in the present.
    """
    at = ended_at or PRESENT
    return min((max(at, term.since) for term in known if term.until >= at), default=None)


def told_in(known: Sequence[Term], at: datetime) -> str:
    """Name the first of the liaisons that are theirs at an instant: what they owe is told once, in that one."""
    return next(term.liaison for term in known if term.holds_at(at))


def in_office_since(known: Sequence[Term], at: datetime) -> datetime:
    """Say since when somebody was an officer without a break up to an instant, whatever their liaisons."""
    since = at
    for term in sorted(known, key=lambda term: term.until, reverse=True):
        if term.until >= since:
            since = min(since, term.since)
    return since
