"""What a year is played and judged from, and what comes of it, in words that both sides share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from tests.year.story.event import Event
from tests.year.story.people import Council


@dataclass(frozen=True)
class Story:
    """One year of a county."""

    councils: tuple[Council, ...]
    begins_at: datetime
    ends_at: datetime
    events: tuple[Event, ...]
    closures: tuple[date, ...] = ()
    rules: tuple[str, ...] = ()
    """The promises that are made, by the names of their files."""
    notices: bool = False
    """Whether officers get notice of an introduction, and of a launch letter."""


@dataclass(frozen=True)
class Chance:
    """What is spread by chance, and so follows from no expectation: read off mailbot, and nothing else is."""

    check_put_off: Mapping[str, int]
    """By how many working days a council's contact check is put off."""
    first_meeting_after: Mapping[str, int]
    """How many days after the beginning the first meeting of a council is due, where no last one is known."""


class Sent(NamedTuple):
    """One thing that one mail says to one reader.

    `what` is a step of a promise, `reply-deadline/reminder`, or what mailbot does at once about a message: `relay`,
    `acknowledgement`. `at` is a day for a step and a minute for the others, in London. A mail that reminds of several
    promises is several of these.
    """

    at: str
    to: str
    what: str
    about: str


class Verdict(NamedTuple):
    """How one promise ended, and whose it was."""

    rule: str
    about: str
    outcome: str
    due_by: str
    ended_at: str
    owner: str


class Told(NamedTuple):
    """The coordinator is to be told of a promise that was not kept."""

    on: str
    what: str
    about: str


class Listed(NamedTuple):
    """One line of one digest, and under which heading it stands there."""

    on: str
    heading: str
    about: str


@dataclass
class Account:
    """All that was sent, judged, told and listed in a year; equal accounts agree in every line."""

    sent: list[Sent] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
