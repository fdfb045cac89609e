"""The errors that reach a person: each says where, what was wrong and what to do.

MailbotError
├── ConfigError       config.toml, rules, templates or the roster are wrong: every problem at once
├── LedgerError
│   ├── LedgerLocked  another process writes to this ledger
│   └── LedgerCorrupt the journal or the snapshot was damaged by something other than a crash
├── MailboxError      the IMAP server cannot be read at present
├── SubmissionError   the SMTP server did not accept a mail; says whether for good
├── NotProved         mail to a reply address does not arrive, or that could not be tried
└── AddressUnusable   no mail can be sent to what stands where an address should
"""

from __future__ import annotations

from collections.abc import Sequence


class MailbotError(Exception):
    """The root: whatever mailbot raises on purpose."""


class ConfigError(MailbotError):
    """Something that a person wrote is wrong; lists every problem at once."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class LedgerError(MailbotError):
    """The ledger cannot be used as it is."""


class LedgerLocked(LedgerError):
    """Another process holds the ledger's writer lock."""


class LedgerCorrupt(LedgerError):
    """A record that was acknowledged cannot be read back; nothing is written over it."""


class MailboxError(MailbotError):
    """The mailbox cannot be read at present; a new connection may succeed."""


class SubmissionError(MailbotError):
    """The SMTP server did not accept a mail.

    `permanent`: sending the same mail again cannot succeed (RFC 5321 section 4.2.1).
    `uncertain`: the connection was lost after the end of DATA, so it may have been accepted (law 2).
    `status`: the enhanced status code, where the server gave one (RFC 3463).
    """

    def __init__(self, reason: str, *, permanent: bool = False, uncertain: bool = False, status: str = "") -> None:
        super().__init__(reason)
        self.permanent = permanent
        self.uncertain = uncertain
        self.status = status


class NotProved(MailbotError):
    """Plus addressing does not work, or it could not be tried; says which, and what to do."""


class AddressUnusable(MailbotError, ValueError):
    """What stands where an address should cannot be written into a header or an SMTP command."""
