"""Delivery: what is queued passes the gate, is submitted, and is recorded as accepted at once (laws 2 and 8)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from mailbot.app.books import Books
from mailbot.errors import MailboxError, SubmissionError
from mailbot.model.facts import Fact
from mailbot.model.mail import Mail, MailStatus
from mailbot.model.records import OutboxEntry
from mailbot.outbound.composer import Composer, Letter
from mailbot.outbound.gate import Leave, Reader, decide
from mailbot.policy.decision import Decision
from mailbot.policy.outcomes import accepted, failed
from mailbot.policy.too_large import MESSAGE_TOO_BIG, tell_both
from mailbot.policy.working_time import polite

log = structlog.get_logger()

GIVE_UP_AFTER = timedelta(days=5)
"""How long a mail that is refused for the moment is tried again (RFC 5321 section 4.5.4.1)."""

_FIRST_RETRY = timedelta(minutes=1)
_LAST_RETRY = timedelta(hours=1)


class Submitter(Protocol):
    """Whoever hands mails to the server."""

    async def submit(self, recipient: str, raw: bytes) -> None:
        """Return once the server has accepted the mail; raises SubmissionError."""


class Delivery:
    """Delivers what is due, at most `at_once` mails at a time.

    `find_sent` looks for a Message-ID in the Sent mailbox and may block.
    """

    def __init__(
        self,
        books: Books,
        composer: Composer,
        submitter: Submitter,
        find_sent: Callable[[str], bool],
        now: Callable[[], datetime],
        *,
        at_once: int = 1,
    ) -> None:
        self._books = books
        self._composer = composer
        self._submitter = submitter
        self._find_sent = find_sent
        self._now = now
        self._places = asyncio.Semaphore(at_once)
        self._stopping = False

    def recover(self) -> None:
        """Take what was being submitted when the process ended as uncertain; call once, at the start (law 2).

        What ends the process each time it is submitted goes out ever more slowly.
        """
        cut_off = self._books.ledger.outbox(MailStatus.SUBMITTING)
        if cut_off:
            self._books.commit(Decision(), outbox=tuple(map(self._cut_off, cut_off)))

    async def deliver(self) -> None:
        """Submit everything that is due now, the longest queued first; raises LedgerError."""
        now = self._now()
        due = [
            entry
            for entry in self._books.ledger.outbox(MailStatus.QUEUED, MailStatus.UNCERTAIN)
            if entry.retry_at is None or entry.retry_at <= now
        ]
        for failure in await asyncio.gather(*map(self._deliver, due), return_exceptions=True):
            if failure is not None:
                raise failure

    def _cut_off(self, entry: OutboxEntry) -> OutboxEntry:
        retry_at = self._now() + _wait(entry.attempts) if entry.attempts else None
        return replace(entry, status=MailStatus.UNCERTAIN, attempts=entry.attempts + 1, retry_at=retry_at)

    def stop(self) -> None:
        """Begin no further mail; those under way are finished."""
        self._stopping = True

    async def _deliver(self, entry: OutboxEntry) -> None:
        async with self._places:  # a mail that waits its turn is not noted as being submitted
            if self._stopping or (entry.status is MailStatus.UNCERTAIN and await self._was_sent(entry)):
                return
            letter = self._ready(entry)
            if letter is not None:
                await self._submit(entry, letter)

    async def _was_sent(self, entry: OutboxEntry) -> bool:
        """Look for an uncertain mail in the Sent mailbox; it waits while that cannot be read."""
        try:
            found = await asyncio.to_thread(self._find_sent, f"<{entry.message_id}>")
        except MailboxError as error:
            self._record(replace(entry, retry_at=self._now() + _FIRST_RETRY, reason=str(error)))
            return True
        if found:
            self._accept(entry)
        return found

    def _gate(self, mail: Mail) -> datetime | str | None:
        """Say whether a mail leaves now (None), at an instant, or not at all, for a reason."""
        books, person = self._books, self._composer.reader(mail)
        reader = Reader(
            address=person.address,
            dead_addresses=(person.address.lower(),) if mail.to in books.state.unreachable else (),
            own_mail_at=books.state.own_mail_at.get((mail.to, mail.is_answer), ()),
        )
        calendar = books.programme.calendar
        decision = decide(mail, reader, now=self._now(), polite_from=lambda instant: polite(calendar, instant))
        match decision.leave:
            case Leave.NOW:
                return None
            case Leave.LATER:
                return decision.until
            case _:
                return "suppressed" if decision.reason == "dead-address" else decision.reason

    def _ready(self, entry: OutboxEntry) -> Letter | None:
        """Write a mail that may leave now; of any other it is recorded when it may, or that it may not."""
        try:
            with self._books.lock:
                leave = self._gate(entry.mail)
                if leave is None:
                    return self._composer.compose(entry)
        except Exception as error:  # the edge of one mail: it is recorded and reported
            log.exception("mail.unrenderable", mail=entry.mail.key)
            entry, leave = replace(entry, reason=str(error)), "unrenderable"
        if isinstance(leave, datetime):
            self._record(replace(entry, retry_at=leave))
        else:
            self._fail(entry, leave)
        return None

    async def _submit(self, entry: OutboxEntry, letter: Letter) -> None:
        self._record(replace(entry, status=MailStatus.SUBMITTING, retry_at=None))
        try:
            await self._submitter.submit(letter.recipient, letter.raw)
        except SubmissionError as error:
            if error.status == MESSAGE_TOO_BIG and entry.mail.is_relay:
                self._too_large(replace(entry, reason=str(error)), len(letter.raw))
            else:
                self._refused(entry, error)
        except MailboxError as error:  # no access token at present
            self._refused(entry, SubmissionError(str(error)))
        else:
            self._accept(entry)

    def _accept(self, entry: OutboxEntry) -> None:
        now = self._now()
        with self._books.lock:
            facts = accepted(entry.mail, self._books.state, now)
            self._record(replace(entry, status=MailStatus.ACCEPTED, retry_at=None, reason=""), *facts)
        log.info("mail.accepted", mail=entry.mail.key)

    def _refused(self, entry: OutboxEntry, error: SubmissionError) -> None:
        """Record what the server said: for good, for the moment, or nothing that we heard (law 2)."""
        now, entry = self._now(), replace(entry, attempts=entry.attempts + 1, reason=str(error))
        log.warning("mail.refused", mail=entry.mail.key, reason=str(error), permanent=error.permanent)
        if error.permanent:
            self._fail(entry, "refused", error.status)
        elif now - entry.mail.queued_at > GIVE_UP_AFTER:
            self._fail(entry, "expired", error.status)
        else:
            may_be_sent = error.uncertain or entry.status is MailStatus.UNCERTAIN
            status = MailStatus.UNCERTAIN if may_be_sent else MailStatus.QUEUED
            self._record(replace(entry, status=status, retry_at=now + _wait(entry.attempts)))

    def _too_large(self, entry: OutboxEntry, size: int) -> None:
        now = self._now()
        fact = failed(entry.mail, "too-large", now, recorded_at=now, status=MESSAGE_TOO_BIG)
        with self._books.lock:
            told = tell_both(entry.mail, size, self._books.state, now)
            entry = replace(entry, status=MailStatus.FAILED, retry_at=None)
            self._books.commit(Decision((fact,)) + told, outbox=(entry,))

    def _fail(self, entry: OutboxEntry, reason: str, status: str = "") -> None:
        now = self._now()
        fact = failed(entry.mail, reason, now, recorded_at=now, status=status)
        self._record(replace(entry, status=MailStatus.FAILED, retry_at=None), fact)

    def _record(self, entry: OutboxEntry, *facts: Fact) -> None:
        self._books.commit(Decision(facts), outbox=(entry,))


def _wait(attempts: int) -> timedelta:
    """Say how long a mail waits after so many attempts; the exponent is bounded, for a timedelta is."""
    return min(_FIRST_RETRY * (1 << min(attempts - 1, 10)), _LAST_RETRY)
