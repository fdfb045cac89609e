"""Entries: what the state keeps of each liaison, introduction, thread, question and concern. Pure.

Facts are folded into them (`folds`); `State` finds them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from mailbot.model.facts import (
    Answered,
    CommandCarriedOut,
    ConcernAnswered,
    ConcernClosed,
    ConcernRaised,
    Excused,
    Fact,
    HoldPlaced,
    IntroductionStopped,
    LiaisonChanged,
    NewsReleased,
    NewsWritten,
    NoReplyNeeded,
    PlanAgreed,
    QuestionAsked,
    QuestionContinued,
    QuestionReopened,
    ThreadOpened,
    VerdictGiven,
)
from mailbot.model.ids import made_id
from mailbot.model.people import Role


def pair_obligation(liaison: str, plr: str, officer: str, paired_at: datetime, to: Role = Role.PLR) -> str:
    """Name what begins with a pair for one of the two; the same people paired anew later are another one."""
    side = () if to is Role.PLR else (to.value,)
    return made_id("o", liaison, plr, officer, paired_at.isoformat(), *side)


@dataclass(slots=True)
class Vacancy:
    """A post of a liaison that nobody holds, or held from some instant to another."""

    post: Role
    since: datetime
    filled_at: datetime | None = None


@dataclass(slots=True)
class Staffing:
    """A time in which both a PLR and an officer of a liaison are named; `plr` is the last of them."""

    since: datetime
    plr: str
    until: datetime | None = None


@dataclass(slots=True)
class Liaison:
    """One roster row as it stands, and since when its present pair of PLR and officer exists."""

    row: LiaisonChanged
    paired_at: datetime
    staffings: list[Staffing] = field(default_factory=list)
    """When both a PLR and an officer were named, whoever they were."""
    ended: bool = False
    """Whether its row is gone from the roster; what was written in it still finds its way."""
    rows: list[tuple[datetime, LiaisonChanged | None]] = field(default_factory=list)
    """Its row as it stood since when; None from its end on."""
    officers: list[tuple[datetime, str | None]] = field(default_factory=list)
    """Who was its officer since when; None for nobody."""
    superseded_plan: str | None = None
    """What the roster file said where PLR and officer have agreed on another plan since; None where they have not."""
    plans: list[PlanAgreed] = field(default_factory=list)
    """The plans that they have agreed on since, in the order in which they were named; the last is the row's."""
    plan_from: datetime | None = None
    """Since when the roster says another plan than it first did; None where it never has."""
    introductions: list[Introduction] = field(default_factory=list)
    """Those of every pair that is or was, in the order in which these became one."""
    vacancies: list[Vacancy] = field(default_factory=list)
    """When it was without an officer, or without a PLR, in the order in which these times began."""
    restated_at: datetime | None = None
    """When something that had been noted in it was last taken back, or another plan was agreed."""

    @property
    def pair(self) -> tuple[str, str] | None:
        """PLR and officer, where both are named."""
        return (self.row.plr, self.row.officer) if self.row.plr and self.row.officer else None

    def plan_before(self, fact: PlanAgreed) -> str:
        """Give the plan that another took the place of; empty where nothing was agreed."""
        at = self.plans.index(fact)
        return self.plans[at - 1].plan if at else self.superseded_plan or ""

    @property
    def known_from(self) -> datetime:
        """Give the instant at which it came onto the roster; it may have begun long before."""
        first = self.rows[0][1]
        assert first is not None
        return first.recorded_at

    @property
    def ended_at(self) -> datetime | None:
        """Give the instant from which its row is gone from the roster."""
        since, row = self.rows[-1]
        return since if row is None else None

    def has_had_nobody_named(self, instant: datetime) -> bool:
        """Whether it has had neither PLR nor Clerk at any time since an instant."""
        rows = [
            row for n, (_, row) in enumerate(self.rows, start=1) if n == len(self.rows) or self.rows[n][0] > instant
        ]
        return any(row is not None and row.plr is None and row.clerk is None for row in rows)

    def officer_at(self, instant: datetime) -> str | None:
        """Name who was its officer at an instant; before the first, that one."""
        named = [officer for since, officer in self.officers if since <= instant]
        return named[-1] if named else self.officers[0][1]


@dataclass(slots=True)
class Introduction:
    """What has become of the introduction of a pair to one of the two; each has one."""

    obligation: str
    liaison: str
    pair: tuple[str, str]
    to: Role
    paired_at: datetime
    begins_at: datetime
    """Since when it is owed: the roster says that the pair began, or an address that did not work was corrected."""
    made_at: datetime | None = None
    mail: str = ""
    """The mail that made it."""
    stopped: IntroductionStopped | None = None
    has_failed: bool = False
    renewed_at: list[datetime] = field(default_factory=list)
    """When it became owed anew, each time."""
    parted_at: datetime | None = None
    """Since when its liaison has another pair, or none."""
    judged_by: set[str] = field(default_factory=set)
    """The rules that have given a verdict on it."""

    @property
    def reader(self) -> str:
        """Name who is introduced to the other."""
        return self.pair[0] if self.to is Role.PLR else self.pair[1]


@dataclass(slots=True)
class Thread:
    """A thread, who can write in it, and what happened in it last."""

    opened: ThreadOpened
    last_at: datetime
    last_writer: str | None = None
    questions: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Question:
    """A question, with what has become of it."""

    asked: QuestionAsked
    officers_before: int
    """How many officers its liaison had had when it was read: each who comes later arms its steps anew."""
    messages: list[str]
    further: list[QuestionContinued] = field(default_factory=list)
    """The messages that belong to it beside the one that asked, in the order in which they were read."""
    relayed_at: datetime | None = None
    reminded_at: list[datetime] = field(default_factory=list)
    closings: list[Answered | NoReplyNeeded | Excused] = field(default_factory=list)
    """What was said to end the wait, the earliest first."""
    reopened: list[QuestionReopened] = field(default_factory=list)
    holds: list[HoldPlaced] = field(default_factory=list)
    """In the order in which they were placed."""
    verdicts: list[VerdictGiven] = field(default_factory=list)
    """Those that stand; a reopened question has none."""

    @property
    def all_written(self) -> tuple[QuestionAsked | QuestionContinued, ...]:
        """List what asked, and what belongs to it."""
        return self.asked, *self.further

    @property
    def closed_by(self) -> Answered | NoReplyNeeded | Excused | None:
        """Give what ended the wait: an answer, the officer's word that none is needed, or the coordinator's."""
        return self.closings[0] if self.closings else None

    @property
    def answer(self) -> Answered | None:
        """Give the first answer."""
        return next((one for one in self.closings if isinstance(one, Answered)), None)

    @property
    def excused(self) -> NoReplyNeeded | Excused | None:
        """Give the first word that none is needed."""
        return next((one for one in self.closings if not isinstance(one, Answered)), None)

    @property
    def is_waiting(self) -> bool:
        """Whether it still waits for an answer."""
        return self.closed_by is None


@dataclass(slots=True)
class Concern:
    """A concern, with what has become of it."""

    raised: ConcernRaised
    answered: ConcernAnswered | None = None
    """The latest answer: whoever gave it is written to when the PLR adds something."""
    closed: ConcernClosed | None = None


@dataclass(slots=True)
class News:
    """News that somebody wrote, and to whom it goes once they have answered SEND; None while it is to go to nobody."""

    written: NewsWritten
    released: NewsReleased | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Since when a line stands in digests, and of which liaison it is; of none where it is a held message."""

    at: datetime
    liaison: str


@dataclass(slots=True)
class Done:
    """A command that was carried out, with the facts that it came to."""

    command: CommandCarriedOut
    facts: tuple[Fact, ...]
    is_undone: bool = False
