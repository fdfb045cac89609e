"""Meeting request: a PLR asks the police to a meeting of the council. Pure (expectations, paragraph 4)."""

from __future__ import annotations

from datetime import UTC, datetime

from mailbot.model.facts import MeetingRequested
from mailbot.model.mail import Mail
from mailbot.policy.arrival import Arrival
from mailbot.policy.decision import Decision
from mailbot.policy.programme import Programme
from mailbot.policy.relay import relayed
from mailbot.policy.stand_in import police_reader_on
from mailbot.policy.state import State


def follow(
    arrival: Arrival, state: State, programme: Programme, thread: str, liaison: str, writer: str
) -> Decision | None:
    """Take a MEETING: its clock starts, the officer reads it whole, and the PLR is told what happens next.

    None for anything else, and where no rule promises it: a message like any other (law 11).
    """
    command, row = arrival.understood.command, state.liaisons[liaison].row
    rule = next((one for one in programme.rules if one.each == "request" and row.programme in one.programmes), None)
    if command is None or command.keyword != "MEETING" or rule is None:
        return None
    on, starts_at = None if command.asked else command.on, None
    if on is not None and command.time_of_day is not None:
        starts_at = datetime.combine(on, command.time_of_day, programme.calendar.zone).astimezone(UTC)
    requested = MeetingRequested(
        **arrival.times,
        council=row.council,
        liaison=liaison,
        plr=writer,
        message=arrival.message,
        on=on,
        starts_at=starts_at,
    )
    reader = police_reader_on(programme.calendar.local_day(arrival.arrived_at), row.officer, state)
    mails = [] if reader in arrival.recipients else [relayed(arrival, thread, reader, writer)]
    if arrival.understood.may_respond:
        due_by = rule.deadline(programme.calendar, arrival.arrived_at).due_by
        mails.append(_acknowledgement(arrival, requested, thread, row.officer, due_by.isoformat()))
    return Decision((arrival.fact(writer=writer, thread=thread), requested), tuple(mails))


def _acknowledgement(
    arrival: Arrival, requested: MeetingRequested, thread: str, officer: str | None, due_by: str
) -> Mail:
    day = requested.on.isoformat() if requested.on else None
    on = requested.starts_at.isoformat() if requested.starts_at else day
    return Mail(
        key=f"meeting-requested:{arrival.message}",
        to=requested.plr,
        thread=thread,
        queued_at=arrival.recorded_at,
        template="meeting-requested",
        parent=arrival.message,
        data={"liaison": requested.liaison, "officer": officer, "on": on, "due_by": due_by},
    )
