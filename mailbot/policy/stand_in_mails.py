"""Stand-in mails: whoever reads in somebody's place is told so, and told when that ends otherwise than they knew. Pure.

An officer's cover is told at their desk; the Clerk, who reads what is a PLR's, in a conversation. Whoever wrote of the
absence is answered, and told nothing besides. Source: expectations, paragraph 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mailbot.model.facts import AbsenceBegan
from mailbot.model.ids import COORDINATION
from mailbot.model.people import Role
from mailbot.policy.arrival import Arrival
from mailbot.policy.decision import Decision
from mailbot.policy.letter import letter
from mailbot.policy.stand_in import stand_in_for_council
from mailbot.policy.state import State

_Reader = tuple[str, str | None]
"""Somebody, and the liaison in whose conversation they are written to; None for an officer."""


def told_of_it(began: AbsenceBegan, writer: str, arrival: Arrival, state: State, today: date) -> Decision:
    """Tell whoever reads in the place of somebody who is away from when to when that is."""
    day = max(began.from_on, today)
    return _each(began, arrival, "absence-cover", "absence-stand-in", _readers(began, writer, state, day))


def told_of_end(
    began: AbsenceBegan, writer: str, arrival: Arrival, state: State, today: date, now: AbsenceBegan | None = None
) -> Decision:
    """Tell them that they read no more in that place; `now` is the absence that takes its place, of which some are
    told instead.
    """
    if began.until_on is not None and began.until_on < today:
        return Decision()
    still = {reader for reader, _ in _readers(now, writer, state, max(now.from_on, today))} if now else set()
    readers = _readers(began, writer, state, max(began.from_on, today))
    over = (one for one in readers if one[0] not in still)
    return _each(began, arrival, "absence-cover-over", "absence-stand-in-over", over)


def _readers(began: AbsenceBegan, writer: str, state: State, day: date) -> Iterator[_Reader]:
    """Name an officer's cover, or each Clerk of a PLR's councils."""
    if began.cover is not None:
        yield began.cover, None
    told = {writer, began.person, *COORDINATION}
    for liaison in state.liaisons_of(began.person, Role.PLR):
        clerk = stand_in_for_council(day, began.person, liaison, state)
        if clerk not in told:
            told.add(clerk)
            yield clerk, liaison


def _each(began: AbsenceBegan, arrival: Arrival, to_cover: str, to_clerk: str, readers: Iterator[_Reader]) -> Decision:
    decision = Decision()
    data: dict[str, object] = {
        "person": began.person,
        "from_on": began.from_on.isoformat(),
        "until_on": began.until_on.isoformat() if began.until_on else None,
    }
    for reader, liaison in readers:
        template = to_clerk if liaison else to_cover
        key = f"{template}:{arrival.message}:{reader}:{began.absence}"
        of = {"liaison": liaison} if liaison else {}
        decision += letter(key, reader, template, data | of, liaison=liaison, **arrival.times)
    return decision
