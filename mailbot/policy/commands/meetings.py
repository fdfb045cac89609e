"""ARRANGED, CANCELLED, ATTENDED, NOT ATTENDED and UPDATED: what an officer notes of a council's meetings.

Arranged is not attended, and a written update satisfies no year. Source: expectations, paragraph 4.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from mailbot.model.facts import (
    ArrangementEnded,
    Fact,
    MeetingArranged,
    MeetingAttended,
    MeetingRequested,
    UpdateWritten,
)
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision
from mailbot.policy.invitations import Plan, arrange, call_off, standing


def attended(call: Call) -> Decision | None:
    """ATTENDED: the police attended a meeting, on a day that is not to come; without one, on the day arranged."""
    return None if _is_unclear(call) else _noted(call, MeetingAttended, _attended_at(call))


def updated(call: Call) -> Decision | None:
    """UPDATED: the officer wrote to the council in place of attending."""
    return None if _is_unclear(call) else _noted(call, UpdateWritten, call.when())


def arranged(call: Call) -> Decision | None:
    """ARRANGED: the police mean to attend on a day that is not past; without one, on the day that the PLR named.

    Both are invited; a further day moves the meeting.
    """
    if _is_unclear(call) or call.command.asked:
        return None
    asked_for, zone = _asked_for(call), call.programme.calendar.zone
    on = call.command.on or (asked_for.on if asked_for else None)
    if on is None or on < call.arrived_on:
        return None
    starts_at = None
    if call.command.time_of_day is not None:
        starts_at = datetime.combine(on, call.command.time_of_day, zone).astimezone(UTC)
    if starts_at is None and asked_for is not None and asked_for.on == on:
        starts_at = asked_for.starts_at
    assert call.thread is not None
    plan = Plan(
        by=call.writer,
        officer=_who_attends(call),
        thread=call.thread,
        on=on,
        starts_at=starts_at,
        place_in=call.arrival.message if call.command.said else "",
        is_answer=_is_alone(call) and _who_attends(call) == call.writer,
    )
    decision = Decision((call.arrival.fact(writer=call.writer),)) + arrange(call.arrival, call.state, plan, call.today)
    return decision if plan.is_answer else decision + _told(call, "arranged", on)


def cancelled(call: Call) -> Decision | None:
    """CANCELLED: nobody comes on the day that is arranged; both learn of it, and the calendars forget it."""
    if _is_unclear(call):
        return None
    fact = standing(call.state, _council(call), call.arrived_on)
    if fact is None or not _names_day(call, fact):
        return call.not_done("nothing-arranged")
    is_answer = _is_alone(call) and fact.officer == call.writer
    decision = Decision((call.arrival.fact(writer=call.writer),))
    decision += call_off(call.arrival, fact, call.writer, is_answer=is_answer)
    return decision if is_answer and decision.mails else decision + _told(call, "cancelled", fact.on)


def not_attended(call: Call) -> Decision | None:
    """NOT ATTENDED: the day that was arranged has come, and nobody of the police was there."""
    if _is_unclear(call):
        return None
    fact = _past(call)
    if fact is None or not _names_day(call, fact):
        return call.not_done("attended" if _is_noted(call) else "nothing-arranged")
    ended = ArrangementEnded(
        **call.arrival.times,
        council=fact.council,
        liaison=fact.liaison,
        meeting=fact.meeting,
        by=call.writer,
        message=call.arrival.message,
    )
    return _done(call, ended, "not-attended", fact.on)


def _attended_at(call: Call) -> datetime | None:
    """Say when a meeting was attended: on the day that is written, else on the one that was arranged, else now."""
    past = _past(call)
    if call.command.on is None and not call.command.asked and past is not None:
        return min(call.programme.calendar.noon(past.on), call.arrival.arrived_at)
    return call.when()


def _past(call: Call) -> MeetingArranged | None:
    """Give what was arranged for a day that has come, and of which nobody has said what became of it."""
    arrangement = call.state.meetings[_council(call)].arrangement
    return arrangement.fact if arrangement and arrangement.fact.on <= call.arrived_on else None


def _is_noted(call: Call) -> bool:
    """Whether it is noted that somebody attended on the day that is written, else on the one arranged last."""
    meetings = call.state.meetings[_council(call)]
    on = call.command.on or (meetings.arranged[-1].on if meetings.arranged else None)
    return on in meetings.attended_on


def _names_day(call: Call, fact: MeetingArranged) -> bool:
    return not call.command.asked and call.command.on in (None, fact.on)


def _asked_for(call: Call) -> MeetingRequested | None:
    """Give the latest wish of the PLR that names a day to come."""
    requests = call.state.meetings[_council(call)].requests
    return next((one for one in reversed(requests) if one.on and one.on >= call.arrived_on), None)


def _who_attends(call: Call) -> str:
    """Name who is to attend: the officer who writes, or the one on whose behalf the coordinator does."""
    if call.state.is_officer(call.writer):
        return call.writer
    return call.state.liaisons[_liaison(call)].row.officer or call.writer


def _is_alone(call: Call) -> bool:
    """Whether it is the only command of its mail, on one row: the answer to several is no invitation."""
    several = (call.whole.understood.commands, call.command.rows, call.arrival.councils_listed)
    return all(len(one) <= 1 for one in several)


def _noted(
    call: Call, kind: type[MeetingAttended] | type[UpdateWritten], happened_at: datetime | None
) -> Decision | None:
    if happened_at is None:
        return None
    on = call.programme.calendar.local_day(happened_at)
    fact = kind(
        happened_at=happened_at,
        recorded_at=call.arrival.recorded_at,
        noted_at=call.arrival.arrived_at,
        council=_council(call),
        liaison=_liaison(call),
        on=on,
        by=call.writer,
        message=call.arrival.message,
        source=call.source,
    )
    return _done(call, fact, fact.kind, on)


def _is_unclear(call: Call) -> bool:
    """Whether no row is meant, or a council is named that is another row's."""
    named = call.arrival.councils_named
    return call.thread is None or (bool(named) and _liaison(call) not in named)


def _liaison(call: Call) -> str:
    liaison = call.state.threads[call.thread or ""].opened.liaison
    assert liaison is not None
    return liaison


def _council(call: Call) -> str:
    return call.state.liaisons[_liaison(call)].row.council


def _done(call: Call, fact: Fact, what: str, on: date) -> Decision:
    return Decision((call.arrival.fact(writer=call.writer), fact)) + _told(call, what, on)


def _told(call: Call, what: str, on: date) -> Decision:
    return call.done("meeting-noted", {"what": what, "on": on.isoformat()})
