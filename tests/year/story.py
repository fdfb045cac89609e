"""What happens in a made-up county, in plain words: who wrote, phoned, met, changed or was away, and when.

Nothing here knows mailbot. The same story is played to mailbot by `stage` and judged by `reference`; both give an
account of it in the words at the end of this page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
COORDINATOR = "coordinator@force.example"


@cache
def local(text: str) -> datetime:
    """Read `2026-06-03 10:12` as London time."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


BEGINNING = local("2000-01-01 00:00")


@dataclass(frozen=True)
class Person:
    """Somebody of the county; without an address they are reached by phone."""

    name: str
    address: str = ""


@dataclass(frozen=True)
class Council:
    """One row of the roster as it stands at the beginning of the year, or from when the council joins."""

    name: str
    plr: Person | None
    officer: Person | None
    clerk: Person | None = None
    team: str = ""
    duty: str = ""
    plan: str = ""
    every: str = ""
    since: date | None = None
    last_meeting: date | None = None
    contact_by: str = "email"


# What people do. `name` is the message's own; `question` names the message by which it was asked.


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something happens; no two things happen in the same minute."""

    at: datetime


@dataclass(frozen=True, kw_only=True)
class RosterChanges(Event):
    """The coordinator imports the roster again: a council joins, or a row reads otherwise from now on."""

    row: Council


@dataclass(frozen=True, kw_only=True)
class Writes(Event):
    """Somebody sends a message; what they mean by it is its class."""

    name: str
    by: Person


@dataclass(frozen=True, kw_only=True)
class Asks(Writes):
    """Somebody of a council begins a new thread with a question."""

    council: str


@dataclass(frozen=True, kw_only=True)
class NamesCouncil(Writes):
    """They serve several councils, were asked which one they meant, and say so."""

    question: str


@dataclass(frozen=True, kw_only=True)
class About(Writes):
    """A message about an earlier question."""

    question: str


class AsksMore(About):
    """The PLR adds something that wants an answer: to what is open, or anew once that was answered."""


class Thanks(About):
    """The PLR thanks for an answer, and no more."""


class SaysUnclear(About):
    """The PLR replies something of which it cannot be told whether it wants an answer."""


class SaysNotAnswered(About):
    """The PLR replies NOT ANSWERED."""


@dataclass(frozen=True, kw_only=True)
class SaysWhetherAnswered(About):
    """The PLR was told that an answer was noted, and replies YES or NO."""

    yes: bool


class Answers(About):
    """Somebody of the police replies to the message that was passed on to them."""


class NotesAnswered(About):
    """The officer replies ANSWERED: they have answered in a way that nobody saw."""


class PhonesAbout(About):
    """The officer replies PHONED to the message that was passed on: they spoke about it."""


@dataclass(frozen=True, kw_only=True)
class SaysNoReplyNeeded(About):
    """The officer replies NO REPLY NEEDED, with a reason or without one."""

    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Holds(About):
    """The officer replies HOLD, until a day or for as long as may be."""

    until: date | None = None
    reason: str = "the road survey is awaited"


@dataclass(frozen=True, kw_only=True)
class WritesToPlr(Writes):
    """The officer writes to a PLR by the link of the month's prompt."""

    council: str


@dataclass(frozen=True, kw_only=True)
class Logs(Writes):
    """The officer replies to the month's prompt that they phoned or met a PLR, today or on an earlier day."""

    council: str
    how: str = "PHONED"
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SaysWhetherInTouch(Writes):
    """The PLR was asked whether the two have been in touch, and replies YES or NO."""

    council: str
    yes: bool


@dataclass(frozen=True, kw_only=True)
class GoesAway(Writes):
    """Somebody writes that they will be away; an officer may name who covers for them."""

    from_on: date
    until_on: date
    cover: Person | None = None


@dataclass(frozen=True, kw_only=True)
class ComesBack(Writes):
    """Somebody replies BACK to what was noted of their absence, `away`."""

    away: str


@dataclass(frozen=True, kw_only=True)
class RaisesConcern(Writes):
    """A PLR writes to the coordinator, in confidence from their officer."""

    council: str


@dataclass(frozen=True, kw_only=True)
class AnswersConcern(Writes):
    """The coordinator replies to a concern, and may close it by the word CLOSE."""

    concern: str
    closes: bool


# What machines send


@dataclass(frozen=True, kw_only=True)
class MailComesBack(Writes):
    """A mail server says that it could not deliver a message that was passed on, for good or for the moment."""

    message: str
    to: Person
    for_good: bool


@dataclass(frozen=True, kw_only=True)
class RepliesAutomatically(Writes):
    """An automatic reply to a message that was passed on: somebody is away, and may say until when."""

    message: str
    until_on: date | None


@dataclass(frozen=True, kw_only=True)
class SaysYesAway(Writes):
    """They were asked whether they are away as their automatic reply said, `reply`, and reply YES."""

    reply: str


@dataclass(frozen=True, kw_only=True)
class TakesBack(Writes):
    """Somebody replies UNDO to what was answered to their message, `message`."""

    message: str


# What is written to mailbot itself


@dataclass(frozen=True, kw_only=True)
class Misspells(About):
    """An officer replies what looks like an instruction and is none: HLOD."""


@dataclass(frozen=True, kw_only=True)
class SendsAsItIs(Writes):
    """They were shown what they had written, `message`, and want it to go out as it is: SEND."""

    message: str
    question: str


@dataclass(frozen=True, kw_only=True)
class HoldsForMany(Writes):
    """The coordinator replies to a digest that a team, or with none the whole force, is on hold until a day."""

    team: str
    until: date


@dataclass(frozen=True, kw_only=True)
class WritesNews(Writes):
    """An officer, or the coordinator, writes news to many PLRs, and is shown what would go out."""

    scope: str = ""
    """`FORCE`, `TEAM …`, or nothing: all PLRs of an officer."""


@dataclass(frozen=True, kw_only=True)
class SendsNews(Writes):
    """They reply SEND to it."""

    news: str


@dataclass(frozen=True, kw_only=True)
class StopsNews(Writes):
    """They reply UNDO to what they were told of it."""

    news: str


@dataclass(frozen=True, kw_only=True)
class AnswersNews(Writes):
    """A PLR replies to news with a question."""

    news: str
    council: str


@dataclass(frozen=True, kw_only=True)
class AnswersLine(Writes):
    """The coordinator answers one line of the latest digest by one word.

    Which one it is shows when there is one: `heading` and `about` stand empty until then.
    """

    dice: int
    word: str
    until: date | None = None
    officer: Person | None = None
    heading: str = ""
    about: str = ""


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


@dataclass(frozen=True)
class Chance:
    """What is spread by chance, and so follows from no expectation: read off mailbot, and nothing else is."""

    check_put_off: Mapping[str, int]
    """By how many working days a council's contact check is put off."""


# The account of a year


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


def minute(instant: datetime) -> str:
    """Write an instant as London reads it."""
    return f"{instant.astimezone(LONDON):%Y-%m-%d %H:%M}"


@cache
def day(instant: datetime) -> date:
    """Give the London day of an instant."""
    return instant.astimezone(LONDON).date()


_LOOKS = ("00:06", "08:06", "08:31", "09:06", "12:06", "17:06")


def looks(story: Story) -> list[datetime]:
    """Give the instants at which somebody looks at the clock: soon after whatever a promise can come due at.

    What is due at 17:00 is seen at 17:06: five minutes are kept for mail that is still on its way.
    """
    days = range(day(story.begins_at).toordinal(), day(story.ends_at).toordinal() + 1)
    at = [local(f"{date.fromordinal(ordinal)} {clock}") for ordinal in days for clock in _LOOKS]
    return [instant for instant in at if story.begins_at < instant <= story.ends_at]
