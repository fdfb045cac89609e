"""Council meetings are asked for, arranged, moved, called off, attended, or written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from tests.year.story.event import Writes


@dataclass(frozen=True, kw_only=True)
class AsksForMeeting(Writes):
    """A PLR replies to nothing, MEETING, with the day that they wish or without one."""

    council: str
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class OfMeeting(Writes):
    """An officer writes a word about the meeting of a council."""

    council: str


@dataclass(frozen=True, kw_only=True)
class Arranges(OfMeeting):
    """ARRANGED: on a day to come, at an hour or at none that is known; another day moves what is arranged."""

    on: date
    clock: time | None = None


@dataclass(frozen=True, kw_only=True)
class Invites(OfMeeting):
    """The officer writes to the PLR by the link of the month's prompt, and invites them from their own calendar."""

    on: date


@dataclass(frozen=True, kw_only=True)
class MovesInvitation(OfMeeting):
    """They move in their calendar what they had invited to from it, `invitation`, to another day."""

    invitation: str
    on: date


@dataclass(frozen=True, kw_only=True)
class CallsOffInvitation(OfMeeting):
    """They call it off in their calendar."""

    invitation: str


class CallsOff(OfMeeting):
    """CANCELLED."""


@dataclass(frozen=True, kw_only=True)
class Attends(OfMeeting):
    """ATTENDED: on the day that is written, else on the one that was arranged and has come, else today."""

    on: date | None = None


class SaysNotAttended(OfMeeting):
    """NOT ATTENDED."""


class WritesUpdate(OfMeeting):
    """UPDATED: they sent a written update today in place of attending."""


@dataclass(frozen=True, kw_only=True)
class AnswersInvitation(Writes):
    """Somebody's calendar answers their invitation: ACCEPTED, TENTATIVE or DECLINED, or proposes another time."""

    council: str
    answer: str
    proposes: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SaysWhetherItSuits(Writes):
    """The PLR was asked whether the time that the officer proposed suits, `proposal`, and replies YES or NO."""

    council: str
    proposal: str
    yes: bool
