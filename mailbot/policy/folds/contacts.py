"""Folds of contacts, concerns and meetings."""

from __future__ import annotations

from bisect import insort
from operator import attrgetter

from mailbot.model.facts import (
    ArrangementEnded,
    ConcernAnswered,
    ConcernClosed,
    ConcernRaised,
    ContactMade,
    InvitationAnswered,
    MeetingArranged,
    MeetingAttended,
    MeetingRequested,
    Method,
    UpdateWritten,
    VerdictGiven,
)
from mailbot.policy.entries import Concern
from mailbot.policy.folds.dispatch import fold, take_back
from mailbot.policy.folds.plr_changes import hear_plr
from mailbot.policy.meetings import Attendance
from mailbot.policy.state import State


@fold.register
def _contact_made(fact: ContactMade, state: State, number: int) -> None:
    insort(state.contacts[fact.liaison], fact, key=attrgetter("happened_at"))
    if fact.method is not Method.EMAIL:
        hear_plr(fact.plr, fact.happened_at, state)
    state.touched.add(fact.liaison)


@take_back.register
def _contact_not_made(fact: ContactMade, state: State) -> None:
    if fact in state.contacts[fact.liaison]:
        state.contacts[fact.liaison].remove(fact)
    state.owe_again(fact.liaison, lambda given: given.ended_at == fact.happened_at)


@fold.register
def _concern_raised(fact: ConcernRaised, state: State, number: int) -> None:
    state.concerns[fact.message] = Concern(fact)
    state.concerns_by_liaison[fact.liaison].append(fact.message)
    state.concern_by_thread[fact.thread] = fact.message
    state.touched.add(fact.liaison)


@fold.register
def _concern_answered(fact: ConcernAnswered, state: State, number: int) -> None:
    concern = state.concerns[fact.concern]
    if concern.answered is None or fact.happened_at >= concern.answered.happened_at:
        concern.answered = fact
    state.touched.add(concern.raised.liaison)


@fold.register
def _concern_closed(fact: ConcernClosed, state: State, number: int) -> None:
    concern = state.concerns[fact.concern]
    if concern.closed is None or fact.happened_at < concern.closed.happened_at:
        concern.closed = fact
    state.touched.add(concern.raised.liaison)


@take_back.register
def _concern_not_closed(fact: ConcernClosed, state: State) -> None:
    concern = state.concerns[fact.concern]
    if concern.closed == fact:
        concern.closed = None
        state.owe_again(concern.raised.liaison, lambda given: given.ended_at == fact.happened_at)


@fold.register
def _meeting_known(
    fact: MeetingArranged | ArrangementEnded | InvitationAnswered | MeetingAttended | UpdateWritten | MeetingRequested,
    state: State,
    number: int,
) -> None:
    meetings = state.meetings[fact.council]
    meetings.record(fact)
    state.touched.update(meetings.known_in)


@take_back.register
def _meeting_not_known(
    fact: MeetingArranged | ArrangementEnded | MeetingAttended | UpdateWritten | MeetingRequested, state: State
) -> None:
    meetings = state.meetings[fact.council]
    meetings.forget(fact)
    for liaison in meetings.known_in:
        state.owe_again(liaison, lambda given: _is_met_or_begun_by(fact, given))


def _is_met_or_begun_by(
    fact: MeetingArranged | ArrangementEnded | MeetingAttended | UpdateWritten | MeetingRequested, given: VerdictGiven
) -> bool:
    """An arrangement counts from when it was made; what was attended, or written, for its day, or when it was noted."""
    match fact:
        case MeetingArranged():
            return given.ended_at == fact.happened_at
        case MeetingAttended() | UpdateWritten():
            return Attendance(fact.known_at, fact.on).ended_or_began(given)
        case MeetingRequested():
            return given.obligation == fact.message
    return False
