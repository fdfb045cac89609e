"""Our own mail, and the alarms about servers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mailbot.model.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAccepted(Fact):
    """The server accepted a mail of ours; for a relay the officer's own time runs from here."""

    kind: ClassVar[str] = "mail-accepted"
    mail: str
    to: str
    thread: str
    relays: str = ""
    template: str = ""
    is_answer: bool = False
    """Whether a message caused it; a relay is none."""


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
class AlarmRaised(Fact):
    """Something that mailbot cannot mend by itself began (`ended` False) or ended; `alarm` names it."""

    kind: ClassVar[str] = "alarm"
    alarm: str
    ended: bool = False
