"""Invitations: what is arranged, moved or called off goes into the calendars of the officer and of the PLR. Pure.

Each gets an invitation of their own, which names nobody else's address (law 12). A council has one meeting arranged at
a time: another day moves it. Source: expectations, paragraph 4; RFC 5546.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from mailbot.model.facts import ArrangementEnded, MeetingArranged
from mailbot.model.ids import made_id
from mailbot.model.mail import Mail
from mailbot.policy.arrival import Arrival
from mailbot.policy.at_desk import at_desk
from mailbot.policy.change_of_plr import speakers
from mailbot.policy.decision import Decision
from mailbot.policy.letter import letter
from mailbot.policy.relay import council_reader
from mailbot.policy.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be arranged: by whom, who is to attend, in which conversation, when, and what names the place."""

    by: str
    officer: str
    thread: str
    on: date
    starts_at: datetime | None = None
    place_in: str = ""
    """The message whose command names it; empty where none does."""
    is_answer: bool = False
    """Whether the officer's invitation is the answer to their command."""


def arrange(arrival: Arrival, state: State, plan: Plan, today: date) -> Decision:
    """Arrange a meeting, or move the one that is arranged, and invite both sides."""
    liaison = state.threads[plan.thread].opened.liaison
    assert liaison is not None
    row = state.liaisons[liaison].row
    before = standing(state, row.council, today)
    moved = before if before and before.meeting and before.is_invited_to else None
    is_same_day = moved is not None and moved.on == plan.on
    fact = MeetingArranged(
        **arrival.times,
        council=row.council,
        liaison=liaison,
        on=plan.on,
        by=plan.by,
        message=arrival.message,
        meeting=moved.meeting if moved else made_id("g", arrival.message, row.council),
        sequence=moved.sequence + 1 if moved else 0,
        starts_at=plan.starts_at or (moved.starts_at if moved and is_same_day else None),
        place_in=plan.place_in or (moved.place_in if moved else ""),
        officer=plan.officer,
        plr=_invited(state, plan.thread, today),
        thread=plan.thread,
    )
    what = "moved" if moved else "arranged"
    moved_from = when(moved) if moved and not is_same_day else None
    data: dict[str, object] = {"invitation": entry(fact, "REQUEST"), "moved_from": moved_from}
    told = _told(arrival, fact, {**data, "what": what}, "meeting-invitation", plan.is_answer)
    return Decision((fact,)) + told + (_moved_on(moved, fact, state, today) if moved else Decision())


def _moved_on(before: MeetingArranged, fact: MeetingArranged, state: State, today: date) -> Decision:
    """Take a meeting that was moved out of the calendar of whoever had stood in for the one whose it is now.

    Who is away, or has left, is sent nothing.
    """
    there = {before.officer, *speakers(fact.liaison, state)}.difference({fact.officer, fact.plr})
    return sum(
        (
            taken_out(before, former, successor, fact.recorded_at)
            for former, successor in ((before.officer, fact.officer), (before.plr, fact.plr))
            if former in there and successor and not state.absences.on(former, today)
        ),
        Decision(),
    )


def taken_out(
    fact: MeetingArranged, former: str, successor: str, now: datetime, *, polite_hours: bool = False
) -> Decision:
    """Take a meeting out of the calendar of somebody whose it is no more."""
    data = {"invitation": entry(fact, "CANCEL"), "successor": successor, "for_plr": former == fact.plr}
    return meeting_letter(fact, "meeting-passed-on", former, data, now, polite_hours=polite_hours)


def meeting_letter(
    fact: MeetingArranged, template: str, reader: str, data: Mapping[str, object], now: datetime, *, polite_hours: bool
) -> Decision:
    """Write of a meeting to one of the two who are to be there: to the officer at their desk."""
    is_desk = reader == fact.officer
    return letter(
        f"{template}:{fact.meeting}:{fact.sequence}:{reader}:{now.isoformat()}",
        reader,
        template,
        data,
        liaison=None if is_desk else fact.liaison,
        about=(fact.thread,) if is_desk else (),
        happened_at=now,
        recorded_at=now,
        polite_hours=polite_hours,
    )


def move_back(arrival: Arrival, fact: MeetingArranged, before: MeetingArranged) -> Decision:
    """Move a meeting back to the day on which it was before; in calendars that is a further version."""
    back = replace(
        before,
        **arrival.times,
        officer=fact.officer,
        plr=fact.plr,
        thread=fact.thread,
        sequence=fact.sequence + 1,
    )
    data: dict[str, object] = {"invitation": entry(back, "REQUEST"), "what": "moved", "moved_from": when(fact)}
    return Decision((back,)) + _told(arrival, back, data, "meeting-invitation", False)


def arrange_again(arrival: Arrival, fact: MeetingArranged) -> Decision:
    """Arrange anew what was called off; in calendars that is a version after the one that took it out."""
    again = replace(fact, **arrival.times, sequence=fact.sequence + 2)
    data: dict[str, object] = {"invitation": entry(again, "REQUEST"), "what": "arranged", "moved_from": None}
    return Decision((again,)) + _told(arrival, again, data, "meeting-invitation", False)


def call_off(arrival: Arrival, fact: MeetingArranged, by: str, *, is_answer: bool = False) -> Decision:
    """Call a meeting off, and take it from the calendars in which we had put it."""
    ended = ArrangementEnded(
        **arrival.times,
        council=fact.council,
        liaison=fact.liaison,
        meeting=fact.meeting,
        by=by,
        message=arrival.message,
    )
    if not fact.thread or not fact.is_invited_to:
        return Decision((ended,))
    data: dict[str, object] = {"invitation": entry(fact, "CANCEL"), "what": "cancelled"}
    return Decision((ended,)) + _told(arrival, fact, data, "meeting-cancelled", is_answer)


def standing(state: State, council: str, today: date) -> MeetingArranged | None:
    """Give what is arranged for today or later."""
    arrangement = state.meetings[council].arrangement
    return arrangement.fact if arrangement and arrangement.fact.on >= today else None


def entry(fact: MeetingArranged, method: str) -> dict[str, object]:
    """Put an arrangement into the data of a mail; taking it back is a further version (RFC 5546 section 3.2.5)."""
    return {
        "method": method,
        "meeting": fact.meeting,
        "sequence": fact.sequence + (method == "CANCEL"),
        "when": when(fact),
        "place_in": fact.place_in,
        "liaison": fact.liaison,
        "officer": fact.officer,
        "plr": fact.plr,
    }


def when(fact: MeetingArranged) -> str:
    """Give the instant of a meeting, or its day where that is all that is known, as ISO 8601."""
    return fact.starts_at.isoformat() if fact.starts_at else fact.on.isoformat()


def _invited(state: State, thread: str, today: date) -> str | None:
    """Name who of the council's side is invited; a PLR who is reached by telephone is not."""
    reader = council_reader(state, state.threads[thread], today)
    row = state.liaisons[state.threads[thread].opened.liaison or ""].row
    return None if reader == row.plr and row.contact_by != "email" else reader


def _told(arrival: Arrival, fact: MeetingArranged, what: dict[str, object], template: str, is_answer: bool) -> Decision:
    """Write to the officer at their desk, and to the PLR in the conversation."""
    data = {**what, "thread": fact.thread}
    if is_answer:
        decision = at_desk(arrival, fact.officer, "meeting-arranged", (fact.thread,), data)
    else:
        decision = _apart(arrival, fact, data)
    if fact.plr is None or fact.plr == fact.officer:
        return decision
    invitation = Mail(
        key=f"{template}:{arrival.message}:{fact.council}",
        to=fact.plr,
        thread=fact.thread,
        queued_at=arrival.recorded_at,
        template=template,
        data=data,
    )
    return decision + Decision((), (invitation,))


def _apart(arrival: Arrival, fact: MeetingArranged, data: dict[str, object]) -> Decision:
    """Write to the officer beside the one answer to several commands, or because of what somebody else wrote."""
    key = f"meeting-arranged:{arrival.message}:{fact.council}"
    return letter(key, fact.officer, "meeting-arranged", data, about=(fact.thread,), **arrival.times)
