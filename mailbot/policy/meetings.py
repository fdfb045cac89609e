"""Meetings: what is known of a council's meetings, whoever its PLR and its officer are. Pure.

Days are local dates; the hour is known only of what is arranged. Source: expectations, paragraph 4.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter

from mailbot.model.facts import (
    ArrangementEnded,
    InvitationAnswered,
    MeetingArranged,
    MeetingAttended,
    MeetingRequested,
    UpdateWritten,
    VerdictGiven,
)
from mailbot.policy.working_time import Calendar


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The meeting that is arranged at present, as it was arranged last, and what those who are invited answered."""

    fact: MeetingArranged
    answers: Mapping[str, InvitationAnswered]
    """The latest answer of each person to the invitation as it stands."""


@dataclass(frozen=True, slots=True, order=True)
class Attendance:
    """A day on which the police attended, and since when that is known."""

    known_at: datetime
    on: date

    def ended_at(self, calendar: Calendar) -> datetime:
        """Give the instant that stands for it: noon of its day, or when it was noted before that."""
        return min(calendar.noon(self.on), self.known_at)

    def ended_or_began(self, given: VerdictGiven) -> bool:
        """Whether what was judged may have ended, or begun, with it: on its day, or when it was noted."""
        return self.on in (given.started_at.date(), given.ended_at.date()) or given.ended_at == self.known_at


@dataclass(slots=True)
class Meetings:
    """What is known of one council; `begun_at` is when its first liaison began."""

    begun_at: datetime
    liaisons: set[str] = field(default_factory=set)
    ended_last: dict[str, str] = field(default_factory=dict)
    """The liaison of each programme that is gone from the roster, the last where there were several."""
    officers: dict[str, list[tuple[datetime, str | None]]] = field(default_factory=lambda: defaultdict(list))
    """Who has answered for the council since when, by programme; None for nobody."""
    attended: list[MeetingAttended] = field(default_factory=list)
    """What officers noted that they attended."""
    stated: list[Attendance] = field(default_factory=list)
    """The last attendances that the roster stated, in their order."""
    taken_back: list[tuple[Attendance, datetime]] = field(default_factory=list)
    """Those that it had stated and does not state any more, and since when."""
    arranged: list[MeetingArranged] = field(default_factory=list)
    ended: list[ArrangementEnded] = field(default_factory=list)
    answers: list[InvitationAnswered] = field(default_factory=list)
    updates: list[UpdateWritten] = field(default_factory=list)
    requests: list[MeetingRequested] = field(default_factory=list)

    @property
    def known_in(self) -> set[str]:
        """Give every liaison in which what is known of them may count."""
        return self.liaisons.union(self.ended_last.values())

    @property
    def attended_on(self) -> set[date]:
        """Give every day on which the police attended."""
        return {one.on for one in self.attendances}

    @property
    def attendances(self) -> list[Attendance]:
        """Give every attendance, in the order in which they were noted."""
        return sorted([*(Attendance(one.known_at, one.on) for one in self.attended), *self.stated])

    @property
    def noted_at(self) -> datetime | None:
        """Say when something was last recorded that lets prompts wait, or not wait any more."""
        noted = (*self.arranged, *self.ended, *self.attended, *self.updates)
        return max((one.recorded_at for one in noted), default=None)

    @property
    def arrangement(self) -> Arrangement | None:
        """Give what is arranged, until it is attended, written for, called off, or said not to have been attended."""
        if not self.arranged:
            return None
        fact = self.arranged[-1]
        noted_on = max([*(one.on for one in self.attended), *(one.on for one in self.updates)], default=date.min)
        ended = any(one.meeting == fact.meeting and one.recorded_at >= fact.recorded_at for one in self.ended)
        return None if ended or noted_on >= fact.on else Arrangement(fact, self._answers_to(fact))

    def _answers_to(self, fact: MeetingArranged) -> Mapping[str, InvitationAnswered]:
        """Take the latest answer of each person to this version of an invitation."""
        told = (one for one in self.answers if (one.meeting, one.sequence) == (fact.meeting, fact.sequence))
        return {one.person: one for one in sorted(told, key=attrgetter("happened_at"))}

    @property
    def arranged_on(self) -> date | None:
        """Give the day that is arranged."""
        arrangement = self.arrangement
        return arrangement.fact.on if arrangement else None

    def before(self, fact: MeetingArranged) -> MeetingArranged | None:
        """Give the day from which a meeting was moved to another."""
        earlier = [one for one in self.arranged if one.meeting == fact.meeting and one.sequence < fact.sequence]
        return earlier[-1] if earlier else None

    def answers_for(self, programme: str, officer: str | None, at: datetime) -> None:
        """Take in who answers for the council from an instant on."""
        known = self.officers[programme]
        if not known or known[-1][1] != officer:
            known.append((at, officer))

    def state_last(self, on: date, at: datetime) -> tuple[Attendance, ...]:
        """Take the roster's word for the last attendance: a later day is another one, an earlier one a correction.

        Gives those that it takes back.
        """
        before, after = [one for one in self.stated if one.on <= on], [one for one in self.stated if one.on > on]
        self.stated = before if before and before[-1].on == on else [*before, Attendance(at, on)]
        self.taken_back += [(one, at) for one in after]
        return tuple(after)

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
        match fact:
            case MeetingArranged():
                insort(self.arranged, fact, key=attrgetter("happened_at"))
            case ArrangementEnded():
                self.ended.append(fact)
            case InvitationAnswered():
                self.answers.append(fact)
            case MeetingAttended():
                self.attended.append(fact)
            case UpdateWritten():
                self.updates.append(fact)
            case MeetingRequested():
                self.requests.append(fact)

    def forget(
        self, fact: MeetingArranged | ArrangementEnded | MeetingAttended | UpdateWritten | MeetingRequested
    ) -> None:
        """Take back what was noted by mistake; the day for which a meeting was arranged before holds again."""
        match fact:
            case MeetingArranged():
                self.arranged.remove(fact)
            case ArrangementEnded():
                self.ended.remove(fact)
            case MeetingRequested():
                self.requests.remove(fact)
            case MeetingAttended():
                self.attended.remove(fact)
            case UpdateWritten():
                self.updates.remove(fact)

    def meeting(self, request: MeetingRequested, calendar: Calendar) -> Iterator[tuple[str, datetime, datetime]]:
        """List what came of a request: the kind of fact, as of when, and since when that is known.

        A day was arranged, attended, or written for after it.
        """
        asked_at = request.happened_at
        asked_on = calendar.local_day(asked_at)
        for fact in self.arranged:
            if fact.happened_at >= asked_at:
                yield "arranged", fact.happened_at, fact.happened_at
        written = [Attendance(one.known_at, one.on) for one in self.updates]
        for kind, days in (("attended", self.attendances), ("update", written)):
            for one in days:
                if one.on >= asked_on:
                    yield kind, max(one.ended_at(calendar), asked_at), one.known_at
