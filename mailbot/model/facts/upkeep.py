"""What mailbot did: commands carried out, our own mail, steps, verdicts, digests, alarms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mailbot.model.facts.fact import Fact, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandCarriedOut(Fact):
    """A command was carried out; the facts that it came to stand directly before this one."""

    kind: ClassVar[str] = "command"
    message: str
    number: int
    """Which one of those in its answer it is, from 1."""
    keyword: str
    by: str
    answer: str
    """The thread of the mail that says so, in which it can be undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone(Fact):
    """Whoever gave a command took it back: the facts that it came to are as if they had never been."""

    kind: ClassVar[str] = "undone"
    answer: str
    """The thread in which the command was answered."""
    number: int
    """Which one of those in that answer it is, from 1."""
    message: str
    by: str
    command: str = ""
    """The message that it was written in, for a conversation may have the answers to several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAccepted(Fact):
    """The server accepted a mail of ours; for a relay the officer's own time runs from here."""

    kind: ClassVar[str] = "mail-accepted"
    mail: str
    to: str
    thread: str
    relays: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFailed(Fact):
    """A mail of ours did not arrive; `reason` is refused, bounced, expired, suppressed or unrenderable."""

    kind: ClassVar[str] = "mail-failed"
    mail: str
    to: str
    thread: str
    reason: str
    template: str = ""
    """Empty for a relay."""
    relays: str = ""
    status: str = ""
    """The enhanced status code, where one was given (RFC 3463)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken(Fact):
    """A step of an obligation was taken; its key is all the fields but the last (design, Words: Step)."""

    kind: ClassVar[str] = "step"
    rule: str
    obligation: str
    step: str
    occurrence: int
    due_by: datetime
    arming: int
    """How often a hold, an absence or a reassignment had armed the steps anew."""
    escalates: str = ""
    """What the coordinator is told, when the step escalates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictGiven(Fact):
    """An obligation ended, with the versions of rule, roster and calendar that gave the verdict."""

    kind: ClassVar[str] = "verdict"
    rule: str
    obligation: str
    liaison: str
    plr: str
    outcome: Outcome
    started_at: datetime
    due_by: datetime
    ended_at: datetime
    owner: str | None
    rule_version: str
    roster_version: int
    calendar_version: str
    own_minutes: int | None = None
    """The working time that was the officer's own (design, Words); None for what no officer was given by mail."""
    disputed: bool = False
    """Whether the PLR had denied an answer that an officer noted."""


@dataclass(frozen=True, slots=True)
class DigestLine:
    """What a numbered line of a digest stands for: an obligation of a rule, or a held message, which is of none."""

    rule: str
    about: str
    """The id of the obligation, or of the message."""
    liaison: str = ""
    thread: str = ""
    """The conversation that it is about, in which an officer's command on it is carried out; empty where there is none.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSent(Fact):
    """The coordinator was told all that had been recorded up to the fact numbered `up_to`.

    The answers to it come in `thread`; a number in them is that of one of its `lines`, from 1, for ever.
    """

    kind: ClassVar[str] = "digest"
    up_to: int
    thread: str = ""
    lines: tuple[DigestLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyTold(Fact):
    """The deputy was told what the coordinator had left as it was; answers to it come in `thread`, as to a digest."""

    kind: ClassVar[str] = "deputy-told"
    thread: str
    lines: tuple[DigestLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSeen(Fact):
    """The coordinator has seen what a line of a digest says; it stays open, and is told again only when it grows."""

    kind: ClassVar[str] = "line-seen"
    rule: str
    about: str
    message: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSnoozed(Fact):
    """The coordinator wants to hear no more of a line before a day; no clock moves by it."""

    kind: ClassVar[str] = "line-snoozed"
    rule: str
    about: str
    until_on: date
    message: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Excused(Fact):
    """The coordinator says, with a reason, that an obligation is not to be held against anybody."""

    kind: ClassVar[str] = "excused"
    rule: str
    obligation: str
    liaison: str
    message: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRaised(Fact):
    """Something that mailbot cannot mend by itself began (`ended` False) or ended; `alarm` names it."""

    kind: ClassVar[str] = "alarm"
    alarm: str
    ended: bool = False
