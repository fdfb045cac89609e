"""What is written down of each question, month, absence and concern, and what then has to be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.year.story import Person, day


@dataclass
class Question:
    """What a PLR asked, and what became of it."""

    name: str
    council: str
    thread: str
    asker: Person
    asked_at: datetime
    in_doubt: bool = False
    messages: list[str] = field(default_factory=list)
    closed_at: datetime | None = None
    closed_how: str = ""
    closed_by: str = ""
    """The message that closed it."""
    judged: bool = False
    judgings: int = 0
    """How often it was judged."""
    stands: dict[str, datetime] = field(default_factory=dict)
    """What has held or opened it again, and when."""
    holds: list[tuple[datetime, date | None]] = field(default_factory=list)
    armed_by: list[str] = field(default_factory=list)
    """The holds that have moved its day, by the messages that placed them."""
    asked_of: Person | None = None
    """Who was asked, where it is not the officer."""
    handed_over: int = 0
    """How often the officer has changed since it was asked."""
    taken: set[tuple[object, ...]] = field(default_factory=set)

    def stands_since(self) -> datetime:
        return max([self.asked_at, *self.stands.values()])


@dataclass
class HoldForMany:
    """All of a team, or of the force, is on hold."""

    name: str
    placed_at: datetime
    until: date
    team: str
    """None is the force."""


@dataclass
class Circular:
    """News for many PLRs."""

    name: str
    by: Person
    scope: str
    released_at: datetime | None = None
    readers: dict[str, Person] = field(default_factory=dict)
    has_left: bool = False


@dataclass
class Period:
    """A month, or what else was agreed, in which the two have to be in touch."""

    rule: str
    council: str
    starts_on: date
    ends_on: date
    """The day after its last."""
    broke_off_at: datetime | None = None
    """When one of the two was gone: what was kept by then is kept, and nothing more is owed in it."""
    outcome: str = ""
    """Empty until it is judged."""
    met_at: datetime | None = None
    taken: set[str] = field(default_factory=set)


@dataclass
class Spell:
    """A run of periods without a contact, which the next contact ends."""

    council: str
    began_at: datetime
    escalated: bool = False
    judged: bool = False
    met_at: datetime | None = None
    holds: bool = True
    """Whether the periods that began it still count as missed."""
    about: str = ""


@dataclass
class Absence:
    """Who is away on which days, as it was said."""

    person: Person
    said_at: datetime
    from_on: date
    until_on: date
    cover: Person | None
    name: str
    back_on: date | None = None
    back_at: datetime | None = None
    escalated: bool = False
    judged: bool = False
    about: str = ""
    """How it is called, where it is owed a cover."""

    def lasts_on(self, on: date) -> bool:
        return self.from_on <= on <= self.until_on and (self.back_on is None or on < self.back_on)


@dataclass
class Concern:
    """What a PLR raised with the coordinator alone."""

    name: str
    by: Person
    raised_at: datetime
    answered: bool = False
    closed_at: datetime | None = None
    closed_by: str = ""
    judged: bool = False
    taken: set[tuple[str, int]] = field(default_factory=set)


@dataclass
class Introduction:
    """Somebody is to be told whom they have to do with."""

    rule: str
    council: str
    due: datetime
    goes_at: datetime
    noted_at: datetime
    """When it became known that it is owed."""
    notice_due: bool = False
    """Whether the officer is to be told ahead, and was not yet."""
    is_over: bool = False
    """Whether the two are a pair no more."""
    stopped_by: str = ""
    """The message by which the officer stopped it."""
    reader: Person | None = None
    """Who read for them when it was written: it may wait for an hour of office time."""
    was_sent: bool = False
    was_escalated: bool = False
    was_excused: bool = False
    failed: bool = False
    """It came back, or never left: it waits for another address."""

    @property
    def about(self) -> str:
        return f"{self.council}, due {day(self.due)}"


@dataclass
class Asked:
    """Somebody was asked whether they are away as their automatic reply said."""

    person: Person
    from_on: date
    until_on: date


Key = tuple[str, str]
"""A rule and what its promise is about; no rule and the message where one waits to be placed."""


@dataclass
class News:
    """Something that the coordinator is to be told, and whether it is still so."""

    at: datetime
    heading: str
    key: Key
    still: Callable[[], bool]

    @property
    def about(self) -> str:
        return self.key[1]


@dataclass
class Step:
    """One step of one promise that has come."""

    rule: str
    name: str
    at: datetime
    about: str
    to: Person | None = None
    escalates: bool = False
    is_open: Callable[[], bool] = lambda: True
    """Whether the promise is still without an end."""
    meant_at: datetime | None = None
    """The moment that the promise names, where the step comes at another."""


@dataclass
class Arrangement:
    """A meeting of a council to which the police mean to come."""

    on: date
    at: datetime | None
    """Its hour, where that is known."""
    officer: Person
    plr: Person | None
    """Who of the council has it in their calendar; nobody where they are reached by phone."""
    is_ours: bool = True
    """Whether we have put it into the calendars."""
    invitation: str = ""
    """The entry of the officer's own calendar, where it is not ours."""
    is_over: bool = False
    """Whether it was called off, or somebody said that nobody came."""
    answers: dict[Person, tuple[str, datetime | None]] = field(default_factory=dict)
    """What the calendars of those invited answered to it as it stands."""


@dataclass
class Wish:
    """A PLR asked for the police at a meeting."""

    name: str
    council: str
    asked_at: datetime
    on: date | None
    met_at: datetime | None = None
    judged: bool = False
    taken: set[tuple[str, int]] = field(default_factory=set)


@dataclass
class Visits:
    """The meetings of one council, and the twelve months in which the next attendance is owed."""

    since_on: date
    """The last attendance, or where the twelve months begin without one."""
    started_at: datetime
    due: datetime
    stands_since: datetime
    """When something was last arranged or called off."""
    arranged: list[Arrangement] = field(default_factory=list)
    noted_on: date = date.min
    """The last day on which they attended, or sent a written update."""
    before: Visits | None = None
    """How it stood until it was excused."""
    taken: set[tuple[str, int, int]] = field(default_factory=set)

    @property
    def standing(self) -> Arrangement | None:
        """Give what is arranged, until it was attended, written for, called off, or nobody came."""
        last = self.arranged[-1] if self.arranged else None
        return last if last and not last.is_over and last.on > self.noted_on else None


@dataclass
class Post:
    """An officer, or a PLR, whom a council is without."""

    council: str
    post: str
    since: datetime
    filled_at: datetime | None = None
    judged: bool = False
    taken: set[str] = field(default_factory=set)


@dataclass
class Handover:
    """Somebody wrote who the next PLR of a council is."""

    name: str
    council: str
    plr: Person | None
    successor: Person | None
    from_on: date
    proposed_at: datetime
    ended_at: datetime | None = None
    is_so: bool = False
    is_announced: bool = False
    """Whether the officer was told ahead."""
    meanwhile: Person | None = None
    """Who reads for the PLR from when it is confirmed until the day."""
    words_are_free: bool = False
    """Whether the next PLR may read what this one wrote."""
    has_begun: bool = False
    judged: bool = False
    taken: set[tuple[str, int]] = field(default_factory=set)


@dataclass
class Coming:
    """Another officer is to have a council from a day on."""

    name: str
    council: str
    officer: Person
    from_on: date
    said_at: datetime


@dataclass
class Gap:
    """A council's PLR has left, or goes before it is known who comes, cannot be reached, or is silent."""

    council: str
    plr: Person
    why: str
    started_at: datetime
    ended_at: datetime | None = None
    judged: bool = False
    taken: set[tuple[str, int]] = field(default_factory=set)
