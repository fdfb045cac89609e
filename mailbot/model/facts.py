"""Facts: what happened, each with `happened_at` and `recorded_at`, and opaque ids only.

Names, addresses, subjects, notes, Message-IDs and raw mail lie beside the facts in an erasable store, so that
erasing them leaves every fact whole (design, Words). Instants are aware UTC. Steps are decided by what was
recorded; final verdicts by what happened.

A kind of fact is one class here; its `kind` is the word that stands in the ledger and in `met_by` of a rule file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from mailbot.model.understanding import Kind

KINDS: dict[str, type[Fact]] = {}
"""Every kind of fact by its word; the ledger reads and writes facts through it."""


class Outcome(StrEnum):
    """How an obligation ended (design, Words: Obligation)."""

    MET = "met"
    LATE = "late"
    EXCUSED = "excused"
    LAPSED = "lapsed"


class Purpose(StrEnum):
    """What a thread is for."""

    CONVERSATION = "conversation"
    """PLR and officer write to each other through it."""
    CONCERN = "concern"
    """A PLR and the coordinator write to each other through it; no officer ever sees it."""
    DESK = "desk"
    """One person and mailbot itself: reminders, drafts to be confirmed, questions of ours, digests. Never relayed."""


class Source(StrEnum):
    """Who recorded a fact (expectations, paragraph 15)."""

    MAIL = "mail"
    OFFICER = "officer"
    PLR = "plr"
    COORDINATOR = "coordinator"
    """On the officer's behalf."""


class Method(StrEnum):
    """How a contact was made (expectations, paragraph 15)."""

    EMAIL = "email"
    PHONE = "phone"
    IN_PERSON = "in-person"
    NOT_SAID = "not-said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened. The ledger numbers facts in the order in which they were recorded."""

    happened_at: datetime
    recorded_at: datetime
    kind: ClassVar[str]

    def __init_subclass__(cls) -> None:
        KINDS[cls.kind] = cls

    def __deepcopy__(self, memo: object) -> Self:
        return self  # nothing in a fact changes


# The roster, the rules and the calendar change


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


# Messages and threads


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageArrived(Fact):
    """A message was taken by our server at `happened_at` (law 4), whatever came of it."""

    kind: ClassVar[str] = "message-arrived"
    message: str
    message_kind: Kind
    writer: str | None = None
    thread: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyArrived(Fact):
    """The same message was found again (law 2); the earliest arrival counts."""

    kind: ClassVar[str] = "copy-arrived"
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadOpened(Fact):
    """A thread exists from now on; whoever holds its token can write in it."""

    kind: ClassVar[str] = "thread-opened"
    thread: str
    purpose: Purpose
    people: tuple[str, ...]
    liaison: str | None = None
    about: tuple[str, ...] = ()
    """A desk thread's matter: question ids, a message id; read together with the mail that opened it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageHeld(Fact):
    """A message could not be placed and waits for a person.

    `reason` is a keyword; `guesses` are thread or liaison ids, the likeliest first, and `reasons` a keyword for each
    of them.
    """

    kind: ClassVar[str] = "message-held"
    message: str
    reason: str
    writer: str | None = None
    guesses: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLinked(Fact):
    """A held message was placed by a person; it counts from its arrival (law 7)."""

    kind: ClassVar[str] = "message-linked"
    message: str
    thread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldClosed(Fact):
    """The coordinator says that nothing more is to be done with a held message."""

    kind: ClassVar[str] = "held-closed"
    held: str
    message: str
    by: str


# What people did


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(Fact):
    """A PLR's message that wants an answer; it carries a clock from `happened_at`."""

    kind: ClassVar[str] = "question"
    question: str
    message: str
    liaison: str
    thread: str
    plr: str
    officer: str | None
    in_doubt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionContinued(Fact):
    """A further message before the answer, which belongs to the question that is open."""

    kind: ClassVar[str] = "question-continued"
    question: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Fact):
    """The police side answered, a holding reply included; `source` is who recorded it."""

    kind: ClassVar[str] = "answer"
    question: str
    message: str
    by: str | None
    source: Source = Source.MAIL


@dataclass(frozen=True, slots=True, kw_only=True)
class NoReplyNeeded(Fact):
    """The officer said, with a reason, that a question wants no answer; the coordinator sees it."""

    kind: ClassVar[str] = "no-reply-needed"
    question: str
    message: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionReopened(Fact):
    """The PLR said that a question has not been answered: it is open again, under its first date."""

    kind: ClassVar[str] = "question-reopened"
    question: str
    message: str
    plr: str
    disputed: bool
    """Whether it is an officer's note of an answer that is denied, and not a mail that was found to answer nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldPlaced(Fact):
    """A question was put on hold, before its deadline; how far that moves the deadline follows from the rule."""

    kind: ClassVar[str] = "hold"
    question: str
    """Empty where the coordinator holds all questions of a team or of the force."""
    message: str
    by: str
    until_on: date | None
    """The last day of the hold; None where it lasts for as long as the rule allows."""
    team: str = ""
    """The team whose questions are held; empty for one question, or for the whole force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactMade(Fact):
    """The point of contact was in touch with the PLR."""

    kind: ClassVar[str] = "contact"
    liaison: str
    method: Method
    by: str | None
    plr: str | None
    source: Source = Source.MAIL
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernRaised(Fact):
    """A PLR raised a concern with the coordinator, in confidence from the officer (expectations, paragraph 6)."""

    kind: ClassVar[str] = "concern"
    message: str
    liaison: str
    plr: str
    thread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernAnswered(Fact):
    """The coordinator, or whoever stands in for them, wrote to the PLR about a concern; it stays open."""

    kind: ClassVar[str] = "concern-answered"
    concern: str
    """The message that it was raised by."""
    message: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernClosed(Fact):
    """The coordinator, or whoever stands in for them, says that a concern is settled."""

    kind: ClassVar[str] = "concern-closed"
    concern: str
    """The message that it was raised by."""
    message: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceBegan(Fact):
    """Somebody is away on these days, both included; the latest that was said counts for a day."""

    kind: ClassVar[str] = "away"
    absence: str
    person: str
    from_on: date
    until_on: date | None
    """None until they say that they are back."""
    cover: str | None
    """The officer who reads in an officer's place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEnded(Fact):
    """An absence is over: the person is there again from this day, or was never away where it is the first."""

    kind: ClassVar[str] = "back"
    absence: str
    person: str
    back_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceProposed(Fact):
    """An automatic reply says that somebody is away; it changes nothing until they confirm it (law 3)."""

    kind: ClassVar[str] = "away-proposed"
    absence: str
    person: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingArranged(Fact):
    """The police mean to attend a meeting of the council on a day; whether they do is another fact.

    Each further day for the same `meeting` moves it, and counts its `sequence` up.
    """

    kind: ClassVar[str] = "arranged"
    council: str
    liaison: str
    on: date
    by: str
    message: str
    meeting: str = ""
    """What invitations call it."""
    sequence: int = 0
    starts_at: datetime | None = None
    """None where no time of day is known."""
    place_in: str = ""
    """The message whose command names the place; empty where none does."""
    officer: str = ""
    """Who is to attend."""
    plr: str | None = None
    """Who of the council's side is invited; None where nobody can be by email."""
    thread: str = ""
    """The conversation in which it was arranged."""
    is_invited_to: bool = True
    """Whether the invitations are ours; not so where the officer sent one from their own calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangementEnded(Fact):
    """The day that was arranged holds no more: it was called off, or it has passed and nobody of the police came."""

    kind: ClassVar[str] = "arrangement-ended"
    council: str
    liaison: str
    meeting: str
    by: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAnswered(Fact):
    """Somebody who is invited answered in their calendar: of that arrangement it says so, of nothing else (law 3)."""

    kind: ClassVar[str] = "invitation-answered"
    council: str
    meeting: str
    sequence: int
    person: str
    answer: str
    """`accepted`, `declined`, `tentative`, or `proposed` for another time."""
    message: str
    proposed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAttended(Fact):
    """The police attended a meeting of the council."""

    kind: ClassVar[str] = "attended"
    council: str
    liaison: str
    on: date
    by: str
    message: str
    source: Source = Source.OFFICER


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateWritten(Fact):
    """The officer wrote to the council in place of attending; it does not count as attendance."""

    kind: ClassVar[str] = "update"
    council: str
    liaison: str
    on: date
    by: str
    message: str
    source: Source = Source.OFFICER


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRequested(Fact):
    """A PLR asked the police to attend a meeting, on a day and at an hour where these were named."""

    kind: ClassVar[str] = "meeting-request"
    council: str
    liaison: str
    plr: str
    message: str
    on: date | None = None
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Engaged(Fact):
    """An officer was in contact with a group that belongs to no council; its name stands in the message alone."""

    kind: ClassVar[str] = "engaged"
    by: str
    on: date
    people: int | None
    """How many they met; None where it is not said."""
    message: str
    source: Source = Source.OFFICER


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseConfirmed(Fact):
    """An officer says that they completed a course."""

    kind: ClassVar[str] = "confirmed"
    person: str
    course: str
    """As the rule files name it."""
    on: date
    message: str
    source: Source = Source.OFFICER


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsWritten(Fact):
    """An officer or the coordinator wrote news; nothing leaves before they have seen it and answered SEND."""

    kind: ClassVar[str] = "news"
    news: str
    """The message that it was written in."""
    by: str
    to_all: bool = False
    """Whether it is for the PLRs of the whole force."""
    team: str = ""
    """The team whose PLRs it is for; without either, it is for its writer's own."""
    whole: bool = True
    """Whether it answers no mail of ours, so that its parts are passed on and not its new text alone (law 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsReleased(Fact):
    """The writer of news answered SEND: each of these liaisons is reached through the person who stands beside it."""

    kind: ClassVar[str] = "news-released"
    news: str
    message: str
    liaisons: tuple[str, ...]
    people: tuple[str, ...]
    """One for each liaison; whoever stands there more than once gets one copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsStopped(Fact):
    """The writer of news took it back before it left."""

    kind: ClassVar[str] = "news-stopped"
    news: str
    message: str


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


# Changes of PLR


@dataclass(frozen=True, slots=True, kw_only=True)
class PlrChangeProposed(Fact):
    """Somebody wrote that a council's PLR changes; nothing follows from it before it is confirmed (law 7)."""

    kind: ClassVar[str] = "plr-change-proposed"
    change: str
    """The message that it was written in."""
    liaison: str
    plr: str | None
    """Who the PLR was then."""
    successor: str | None
    """None where it is not known yet who."""
    from_on: date
    """The first day of the successor, or the first without the PLR."""
    asked: str
    """Who is asked first whether it is so."""
    by: str | None = None
    """Who wrote it, from their address on record; None for any other address."""
    is_same_person: bool = False
    """Whether the PLR stays, and only their address is another one."""
    is_meanwhile: bool = False
    """Whether somebody else is to be written to until the successor begins."""
    interim: str | None = None
    """Who that is; None for the Clerk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlrChangeConfirmed(Fact):
    """A change of PLR was confirmed by whoever may do so; it takes effect on its day."""

    kind: ClassVar[str] = "plr-change-confirmed"
    change: str
    liaison: str
    by: str
    on: date
    """The local day on which it was confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlrChangeRefused(Fact):
    """A change of PLR was refused by whoever may do so, or another was written in its place."""

    kind: ClassVar[str] = "plr-change-refused"
    change: str
    liaison: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlrLeft(Fact):
    """The PLR of a council is gone: from this day nothing is sent to them, and the Clerk reads in their place."""

    kind: ClassVar[str] = "plr-left"
    liaison: str
    plr: str
    on: date
    by: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlrStays(Fact):
    """Somebody of the council says that its PLR is still the one on the roster."""

    kind: ClassVar[str] = "plr-stays"
    liaison: str
    plr: str
    by: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsReleased(Fact):
    """A PLR who hands over agrees that the next one reads what they wrote about open questions."""

    kind: ClassVar[str] = "words-released"
    liaison: str
    plr: str
    message: str


# Commands


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


# Our own mail


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


# Obligations


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
