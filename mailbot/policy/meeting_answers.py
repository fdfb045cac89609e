"""Answers to invitations: what the officer and the PLR say in their calendars of a meeting. Pure.

A calendar reply of the invited person changes that meeting's arrangement and nothing else: it is never relayed, starts
and meets no clock, and accepting is no attendance (law 3). Whose time does not suit hears of it from us.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from mailbot.model.facts import InvitationAnswered, MeetingArranged
from mailbot.model.ids import made_id
from mailbot.model.mail import Mail
from mailbot.model.understanding import CalendarPart, Dmarc, Kind
from mailbot.policy.arrival import Arrival
from mailbot.policy.at_desk import at_desk
from mailbot.policy.decision import Decision
from mailbot.policy.invitations import Plan, arrange, entry, standing
from mailbot.policy.meetings import Arrangement
from mailbot.policy.programme import Programme
from mailbot.policy.relay import opened_conversation
from mailbot.policy.stand_in import officer_on
from mailbot.policy.state import State
from mailbot.policy.working_time import Calendar


def follow(arrival: Arrival, state: State, programme: Programme) -> Decision | None:
    """Take the answer to an invitation of ours; None for what is none, and is a message like any other."""
    part = arrival.understood.calendar
    answers = arrival.understood.kind is Kind.CALENDAR_REPLY or (part is not None and part.method == "CANCEL")
    arrangement = _invited_to(part, state) if part and answers else None
    if part is None or arrangement is None:
        return None
    fact, today = arrangement.fact, programme.calendar.local_day(arrival.arrived_at)
    person = next((one for one in (fact.officer, fact.plr) if one and one in arrival.placement.writers), None)
    said = _said(part, fact, programme.calendar)
    arrived = Decision((arrival.fact(writer=person),))
    if person is None or not said or arrival.understood.dmarc is Dmarc.FAIL or fact.on < today:
        return arrived
    answered = InvitationAnswered(
        **arrival.times,
        council=fact.council,
        meeting=fact.meeting,
        sequence=fact.sequence,
        person=person,
        answer=said,
        message=arrival.message,
        proposed_at=part.starts_at if said == "proposed" else None,
    )
    return arrived + Decision((answered,)) + _told(arrival, arrangement, answered, state, today)


def settle(
    arrival: Arrival, state: State, programme: Programme, thread: str, liaison: str, plr: str
) -> Decision | None:
    """Take a PLR's YES or NO to the time that the officer proposes; None for anything else (laws 7 and 11).

    Who answers a time that the officer has since changed for another is asked about that one.
    """
    command, today = arrival.understood.command, programme.calendar.local_day(arrival.recorded_at)
    fact = standing(state, state.liaisons[liaison].row.council, today)
    is_answer = command is not None and command.keyword in ("YES", "NO") and plr in arrival.placement.writers
    proposed = _proposed(state, fact) if is_answer and fact else None
    if command is None or fact is None or proposed is None or proposed.proposed_at is None:
        return None
    arrived, proposed_at = Decision((arrival.fact(writer=plr, thread=thread),)), proposed.proposed_at
    asked_in = made_id("t", proposed.message, fact.plr or plr)
    if thread != asked_in:
        again = replace(_to_plr(arrival, fact, plr, "meeting-proposed", _proposal(proposed)), thread=asked_in)
        return arrived + Decision((), (again,) if arrival.understood.may_respond else ())
    if command.keyword == "YES":
        on, starts_at = _day_and_hour(proposed_at, programme.calendar)
        plan = Plan(by=fact.officer, officer=fact.officer, thread=thread, on=on, starts_at=starts_at)
        return arrived + arrange(arrival, state, plan, today)
    officer = officer_on(today, fact.officer, state)
    data = {**_data(fact), "what": "proposal"}
    told = at_desk(arrival, officer, "meeting-declined", (fact.thread,), data)
    if not arrival.understood.may_respond:
        return arrived + told
    return arrived + told + Decision((), (_to_plr(arrival, fact, plr, "meeting-unchanged", {}),))


def _invited_to(part: CalendarPart, state: State) -> Arrangement | None:
    """Find the arrangement whose invitation has this UID."""
    meeting = part.uid.partition("@")[0].lower()
    known = (meetings.arrangement for meetings in state.meetings.values())
    return next((one for one in known if one and one.fact.is_invited_to and meeting == one.fact.meeting != ""), None)


def _said(part: CalendarPart, fact: MeetingArranged, calendar: Calendar) -> str:
    """Say what somebody answered; empty where they did not, or answered a version that is no more."""
    starts_at = fact.starts_at or datetime.combine(fact.on, time(), calendar.zone).astimezone(UTC)
    if part.sequence != fact.sequence and (part.method != "REPLY" or part.sequence or part.starts_at != starts_at):
        return "declined" if part.method == "CANCEL" and part.sequence > fact.sequence else ""
    match part.method:
        case "REPLY":
            return part.answer
        case "COUNTER":
            return "proposed" if part.starts_at and part.starts_at != starts_at else part.answer
        case "CANCEL":
            return "declined"
    return ""


def _told(
    arrival: Arrival, arrangement: Arrangement, answered: InvitationAnswered, state: State, today: date
) -> Decision:
    """Tell whoever has to do something now; the same answer is told once."""
    fact, known = arrangement.fact, arrangement.answers.get(answered.person)
    if known and (known.answer, known.proposed_at) == (answered.answer, answered.proposed_at):
        return Decision()
    officer, is_own = officer_on(today, fact.officer, state), answered.person == fact.officer
    data = {**_data(fact), "answer": arrival.message}
    match answered.answer, is_own:
        case "declined", _:
            data |= {"what": "own" if is_own else "plr"}
            return at_desk(arrival, officer, "meeting-declined", (fact.thread,), data)
        case "proposed", False:
            data |= _proposal(answered)
            return at_desk(arrival, officer, "meeting-proposal", (fact.thread,), data)
        case "proposed", True if fact.plr:
            # in a thread of its own, so that a bare YES is known to answer it
            opened = opened_conversation(arrival, made_id("t", arrival.message, fact.plr), fact.liaison, fact.plr)
            asked = _to_plr(arrival, fact, fact.plr, "meeting-proposed", _proposal(answered))
            return Decision((opened,), (replace(asked, thread=opened.thread),))
    return Decision()


def _proposal(answered: InvitationAnswered) -> dict[str, object]:
    assert answered.proposed_at is not None
    return {"proposed_at": answered.proposed_at.isoformat()}


def _data(fact: MeetingArranged) -> dict[str, object]:
    return {"thread": fact.thread, "arranged": entry(fact, "REQUEST")}


def _to_plr(arrival: Arrival, fact: MeetingArranged, plr: str, template: str, data: dict[str, object]) -> Mail:
    return Mail(
        key=f"{template}:{arrival.message}",
        to=plr,
        thread=fact.thread,
        queued_at=arrival.recorded_at,
        template=template,
        data={**_data(fact), **data},
    )


def _proposed(state: State, fact: MeetingArranged) -> InvitationAnswered | None:
    """Give what the officer has answered last; it may propose another time than the one that is arranged."""
    arrangement = state.meetings[fact.council].arrangement
    return arrangement.answers.get(fact.officer) if arrangement else None


def _day_and_hour(proposed_at: datetime, calendar: Calendar) -> tuple[date, datetime | None]:
    """Give the local day of a time, and the instant; one that is a whole day begins at midnight."""
    local = proposed_at.astimezone(calendar.zone)
    return local.date(), proposed_at if local.time() != time() else None
