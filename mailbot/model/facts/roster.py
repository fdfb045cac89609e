"""The roster, the rules and the calendar change; people are introduced, agree plans, and officers follow each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mailbot.model.facts.fact import Fact, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class LiaisonChanged(Fact):
    """A roster row is new or changed: the whole row as it stands from now on, in ids and plain words."""

    kind: ClassVar[str] = "liaison-changed"
    liaison: str
    council: str
    programme: str = "plr"
    plr: str | None = None
    clerk: str | None = None
    officer: str | None = None
    team: str = ""
    duty: str = ""
    role: str = ""
    plan: str = ""
    every: str = ""
    contact_by: str = "email"
    since_on: date | None = None
    last_meeting_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerChangeAnnounced(Fact):
    """A liaison has this officer from the opening of a day on, which is still to come; a later word replaces it."""

    kind: ClassVar[str] = "officer-change-announced"
    liaison: str
    officer: str
    from_on: date
    by: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiaisonEnded(Fact):
    """A roster row is gone."""

    kind: ClassVar[str] = "liaison-ended"
    liaison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChanged(Fact):
    """Somebody on the roster has another address from now on; mail to them is tried again."""

    kind: ClassVar[str] = "address-changed"
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionChanged(Fact):
    """A rule file or the working calendar was found changed: what verdicts from now on are given by."""

    kind: ClassVar[str] = "version-changed"
    of: str
    """`calendar`, or `rule NAME`."""
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterOffered(Fact):
    """The coordinator sent a roster as a file, and was shown what it would change; nothing has changed by it."""

    kind: ClassVar[str] = "roster-offered"
    message: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDecided(Fact):
    """The coordinator said what is to become of a roster that they had sent."""

    kind: ClassVar[str] = "roster-decided"
    offered: str
    """The message that the roster came with."""
    message: str
    applied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduced(Fact):
    """The introduction of this pair, its launch letter, or the officer's own words in its place, was accepted."""

    kind: ClassVar[str] = "introduction"
    liaison: str
    plr: str
    officer: str
    mail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerIntroduced(Fact):
    """The mail that presents a council and its PLR to their officer was accepted by the mail server."""

    kind: ClassVar[str] = "introduction-to-officer"
    liaison: str
    plr: str
    officer: str
    mail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionStopped(Fact):
    """The officer answered NO to the notice of an introduction, so that it is not sent; the coordinator is told."""

    kind: ClassVar[str] = "introduction-stopped"
    introduction: str
    """What was owed."""
    liaison: str
    by: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAgreed(Fact):
    """PLR or officer named another time for their contact, and the other was told; the roster has it from now on."""

    kind: ClassVar[str] = "plan"
    liaison: str
    plan: str
    """In the words of the roster."""
    by: str
    message: str
    source: Source
