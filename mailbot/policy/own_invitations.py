"""Invitations from the calendars of officers: passed on whole, and taken as arranged where that is certain.

Certain is an invitation to a meeting that the PLR asked the police to on that day, or one whose title speaks of the
council. Of any other nothing is noted: the officer may write ARRANGED. Pure.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TypedDict

from mailbot.model.facts import ArrangementEnded, Fact, MeetingArranged
from mailbot.model.ids import made_id
from mailbot.model.understanding import CalendarPart
from mailbot.policy.arrival import Arrival
from mailbot.policy.entries import Thread
from mailbot.policy.invitations import standing
from mailbot.policy.programme import Programme
from mailbot.policy.state import State
from mailbot.policy.working_time import Calendar

_OF_A_COUNCIL = re.compile(r"\b(?:council|parish|town)\b", re.IGNORECASE)
_FARTHEST = timedelta(days=548)


def noted(
    arrival: Arrival, state: State, programme: Programme, thread: Thread, officer: str | None
) -> tuple[Fact, ...]:
    """Say what an officer's message to their PLR arranges, moves or calls off by the invitation in it."""
    part, liaison = arrival.understood.calendar, thread.opened.liaison
    if part is None or liaison is None or officer is None or not part.uid or part.method not in ("REQUEST", "CANCEL"):
        return ()
    council, today = state.liaisons[liaison].row.council, programme.calendar.local_day(arrival.arrived_at)
    meeting, before = made_id("g", part.uid), standing(state, council, today)
    is_known = before is not None and before.meeting == meeting
    of = _Of(council=council, liaison=liaison, meeting=meeting, by=officer, message=arrival.message)
    if part.method == "CANCEL":
        return (ArrangementEnded(**arrival.times, **of),) if is_known else ()
    on = programme.calendar.local_day(part.starts_at) if part.starts_at else None
    if on is None or not today <= on <= today + _FARTHEST or (before and not is_known):
        return ()
    if not is_known and not _is_certain(part, on, council, state):
        return ()
    fact = MeetingArranged(
        **arrival.times,
        **of,
        on=on,
        sequence=part.sequence,
        starts_at=_hour(part.starts_at, programme.calendar),
        officer=officer,
        thread=thread.opened.thread,
        is_invited_to=False,
    )
    return (fact,)


class _Of(TypedDict):
    """What facts of a meeting have in common."""

    council: str
    liaison: str
    meeting: str
    by: str
    message: str


def _hour(starts_at: datetime | None, calendar: Calendar) -> datetime | None:
    """Give the instant of a meeting; one that is a whole day begins at midnight, and has none."""
    return starts_at if starts_at and starts_at.astimezone(calendar.zone).time() != time() else None


def _is_certain(part: CalendarPart, on: date, council: str, state: State) -> bool:
    """Whether an invitation is to a meeting of the council."""
    was_asked = any(request.on == on for request in state.meetings[council].requests)
    return was_asked or bool(_OF_A_COUNCIL.search(part.summary))
