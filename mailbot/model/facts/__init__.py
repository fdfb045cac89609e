"""Facts: what happened, each with `happened_at` and `recorded_at`, and opaque ids only.

Names, addresses, subjects, notes, Message-IDs and raw mail lie beside the facts in an erasable store, so that
erasing them leaves every fact whole (design, Words). Instants are aware UTC. Steps are decided by what was
recorded; final verdicts by what happened.

A kind of fact is one class in the module of its family; its `kind` is the word that stands in the ledger and in
`met_by` of a rule file.
"""

from __future__ import annotations

from mailbot.model.facts.commands import CommandCarriedOut, Undone
from mailbot.model.facts.contacts import (
    AbsenceBegan,
    AbsenceEnded,
    AbsenceProposed,
    ContactMade,
    CourseConfirmed,
    Engaged,
)
from mailbot.model.facts.coordination import DeputyTold, DigestLine, DigestSent, Excused, LineSeen, LineSnoozed
from mailbot.model.facts.fact import KINDS, Fact, Method, NotedFact, Outcome, Purpose, Source
from mailbot.model.facts.mail import AlarmRaised, MailAccepted, MailFailed
from mailbot.model.facts.meetings import (
    ArrangementEnded,
    InvitationAnswered,
    MeetingArranged,
    MeetingAttended,
    MeetingRequested,
    UpdateWritten,
)
from mailbot.model.facts.messages import (
    CopyArrived,
    HeldClosed,
    MessageArrived,
    MessageHeld,
    MessageLinked,
    ThreadOpened,
)
from mailbot.model.facts.news import NewsReleased, NewsStopped, NewsWritten
from mailbot.model.facts.plr_changes import (
    PlrChangeConfirmed,
    PlrChangeProposed,
    PlrChangeRefused,
    PlrLeft,
    PlrStays,
    WordsReleased,
)
from mailbot.model.facts.questions import (
    Answered,
    ConcernAnswered,
    ConcernClosed,
    ConcernRaised,
    HoldPlaced,
    NoReplyNeeded,
    QuestionAsked,
    QuestionContinued,
    QuestionReopened,
)
from mailbot.model.facts.roster import (
    AddressChanged,
    Introduced,
    IntroductionStopped,
    LiaisonChanged,
    LiaisonEnded,
    OfficerChangeAnnounced,
    OfficerIntroduced,
    PlanAgreed,
    RosterDecided,
    RosterOffered,
    VersionChanged,
)
from mailbot.model.facts.steps import StepTaken, VerdictGiven

__all__ = [
    "KINDS",
    "AbsenceBegan",
    "AbsenceEnded",
    "AbsenceProposed",
    "AddressChanged",
    "AlarmRaised",
    "Answered",
    "ArrangementEnded",
    "CommandCarriedOut",
    "ConcernAnswered",
    "ConcernClosed",
    "ConcernRaised",
    "ContactMade",
    "CopyArrived",
    "CourseConfirmed",
    "DeputyTold",
    "DigestLine",
    "DigestSent",
    "Engaged",
    "Excused",
    "Fact",
    "HeldClosed",
    "HoldPlaced",
    "Introduced",
    "IntroductionStopped",
    "InvitationAnswered",
    "LiaisonChanged",
    "LiaisonEnded",
    "LineSeen",
    "LineSnoozed",
    "MailAccepted",
    "MailFailed",
    "MeetingArranged",
    "MeetingAttended",
    "MeetingRequested",
    "MessageArrived",
    "MessageHeld",
    "MessageLinked",
    "Method",
    "NewsReleased",
    "NewsStopped",
    "NewsWritten",
    "NoReplyNeeded",
    "NotedFact",
    "OfficerChangeAnnounced",
    "OfficerIntroduced",
    "Outcome",
    "PlanAgreed",
    "PlrChangeConfirmed",
    "PlrChangeProposed",
    "PlrChangeRefused",
    "PlrLeft",
    "PlrStays",
    "Purpose",
    "QuestionAsked",
    "QuestionContinued",
    "QuestionReopened",
    "RosterDecided",
    "RosterOffered",
    "Source",
    "StepTaken",
    "ThreadOpened",
    "Undone",
    "UpdateWritten",
    "VerdictGiven",
    "VersionChanged",
    "WordsReleased",
]
