"""Records: what lies beside the facts and can be erased without touching them (design, Words: Fact)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mailbot.model.mail import Mail, MailStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRecord:
    """What is personal about one inbound message; `id` is how facts speak of it, `raw` the digest of its bytes."""

    id: str
    raw: str
    arrived_at: datetime
    message_id: str = ""
    sender_name: str = ""
    sender_address: str = ""
    subject: str = ""
    recipients: tuple[str, ...] = ()
    """The addresses of To and Cc, lower case: who has the mail already."""
    thread: str = ""
    parent: str = ""
    """The message id or mail key that it answers, where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEntry:
    """One mail on its way out, with the Message-ID that was fixed when it was queued (law 2)."""

    mail: Mail
    message_id: str
    status: MailStatus = MailStatus.QUEUED
    attempts: int = 0
    retry_at: datetime | None = None
    """Not to be submitted before this instant, after a temporary refusal."""
    reason: str = ""
    """What the server last said against it."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far one IMAP mailbox has been read (RFC 9051 section 2.3.1.1)."""

    mailbox: str
    uidvalidity: int
    last_uid: int = 0
    flagged_uid: int = 0
    """Every message up to this UID has been given the flag \\Seen; between it and `last_uid` that is still owed."""
