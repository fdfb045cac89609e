"""Meetings: what is known of a council's meetings, whoever its PLR and its officer are. Pure.

Days are local dates; the hour is known only of what is arranged. Source: expectations, paragraph 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from mailbot.model.facts import (
    ArrangementEnded,
    InvitationAnswered,
    MeetingArranged,
    MeetingAttended,
    MeetingRequested,
    UpdateWritten,
)
from mailbot.policy.working_time import Calendar

_NOON = time(12)


@dataclass(slots=True)
class Arrangement:
    """The meeting that is arranged at present, as it was arranged last, and what those who are invited answered."""

    fact: MeetingArranged
    answers: dict[str, InvitationAnswered] = field(default_factory=dict)
    """The latest answer of each person to the invitation as it stands."""

    def answer(self, fact: InvitationAnswered) -> None:
        """Take an answer, unless it is to another version, or older than what its writer answered."""
        known = self.answers.get(fact.person)
        is_current = (fact.meeting, fact.sequence) == (self.fact.meeting, self.fact.sequence)
        if is_current and (known is None or fact.happened_at >= known.happened_at):
            self.answers[fact.person] = fact


@dataclass(slots=True)
class Meetings:
    """What is known of one council; `begun_at` is when its first liaison began."""

    begun_at: datetime
    liaisons: set[str] = field(default_factory=set)
    attended: list[MeetingAttended] = field(default_factory=list)
    """What officers noted that they attended."""
    stated_on: list[date] = field(default_factory=list)
    """The last attendances that the roster stated, in their order."""
    arranged: list[MeetingArranged] = field(default_factory=list)
    arrangement: Arrangement | None = None
    """What is arranged, until it is attended, written for, called off, or said not to have been attended."""
    updates: list[UpdateWritten] = field(default_factory=list)
    requests: list[MeetingRequested] = field(default_factory=list)

    @property
    def attended_on(self) -> set[date]:
        """Give every day on which the police attended."""
        return {one.on for one in self.attended}.union(self.stated_on)

    @property
    def arranged_on(self) -> date | None:
        """Give the day that is arranged."""
        return self.arrangement.fact.on if self.arrangement else None

    def state_last(self, on: date) -> None:
        """Take the roster's word for the last attendance: a later day is another one, an earlier one a correction."""
        self.stated_on = [*(day for day in self.stated_on if day < on), on]

    def record(
        self,
        fact: MeetingArranged
        | ArrangementEnded
        | InvitationAnswered
        | MeetingAttended
        | UpdateWritten
        | MeetingRequested,
    ) -> None:
        """Note what was arranged, answered, ended, attended, written or asked for."""
        arrangement = self.arrangement
        match fact:
            case MeetingArranged():
                self.arranged.append(fact)
                self.arrangement = Arrangement(fact)
            case ArrangementEnded() if arrangement and arrangement.fact.meeting == fact.meeting:
                self.arrangement = None
            case InvitationAnswered() if arrangement:
                arrangement.answer(fact)
            case MeetingAttended():
                self.attended.append(fact)
                if arrangement and arrangement.fact.on <= fact.on:
                    self.arrangement = None
            case UpdateWritten():
                self.updates.append(fact)
                if arrangement and arrangement.fact.on <= fact.on:
                    self.arrangement = None
            case MeetingRequested():
                self.requests.append(fact)

    def forget(self, fact: MeetingArranged | MeetingAttended | UpdateWritten) -> None:
        """Take back what was noted by mistake."""
        match fact:
            case MeetingArranged():
                self.arranged.remove(fact)
                if self.arrangement and self.arrangement.fact == fact:
                    self.arrangement = None
            case MeetingAttended():
                self.attended.remove(fact)
            case UpdateWritten():
                self.updates.remove(fact)

    def meeting(self, request: MeetingRequested, calendar: Calendar) -> Iterator[tuple[str, datetime]]:
        """List what came of a request, by the kind of fact: a day was arranged, attended, or written for after it."""
        asked_at = request.happened_at
        asked_on = calendar.local_day(asked_at)
        yield from (("arranged", one.happened_at) for one in self.arranged if one.happened_at >= asked_at)
        yield from (("attended", max(noon(on, calendar), asked_at)) for on in self.attended_on if on >= asked_on)
        yield from (("update", max(noon(one.on, calendar), asked_at)) for one in self.updates if one.on >= asked_on)


def noon(day: date, calendar: Calendar) -> datetime:
    """Give the instant that stands for a day."""
    return datetime.combine(day, _NOON, calendar.zone).astimezone(UTC)
