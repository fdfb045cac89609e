"""ATTENDED, ARRANGED and UPDATED: what an officer notes of a council's meetings.

Arranged is not attended, and a written update satisfies no year. Source: expectations, paragraph 4.
"""

from __future__ import annotations

from datetime import date, datetime

from mailbot.model.facts import Fact, MeetingArranged, MeetingAttended, UpdateWritten
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision


def attended(call: Call) -> Decision | None:
    """ATTENDED: the police attended a meeting, on a day that is not to come."""
    return _noted(call, MeetingAttended, call.when())


def updated(call: Call) -> Decision | None:
    """UPDATED: the officer wrote to the council in place of attending."""
    return _noted(call, UpdateWritten, call.when())


def arranged(call: Call) -> Decision | None:
    """ARRANGED: the police mean to attend on a day that is not past; it has to be named."""
    on, today = call.command.on, call.programme.calendar.local_day(call.arrival.arrived_at)
    if _is_unclear(call) or on is None or on < today or call.command.asked:
        return None
    fact = MeetingArranged(
        **call.arrival.times,
        council=_council(call),
        liaison=_liaison(call),
        on=on,
        by=call.writer,
        message=call.arrival.message,
    )
    return _done(call, fact, on)


def _noted(
    call: Call, kind: type[MeetingAttended] | type[UpdateWritten], happened_at: datetime | None
) -> Decision | None:
    if _is_unclear(call) or happened_at is None:
        return None
    on = call.programme.calendar.local_day(happened_at)
    fact = kind(
        happened_at=happened_at,
        recorded_at=call.arrival.recorded_at,
        council=_council(call),
        liaison=_liaison(call),
        on=on,
        by=call.writer,
        message=call.arrival.message,
    )
    return _done(call, fact, on)


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


def _done(call: Call, fact: Fact, on: date) -> Decision:
    noted = Decision((call.arrival.fact(writer=call.writer), fact))
    return noted + call.done("meeting-noted", {"what": fact.kind, "on": on.isoformat()})
