"""The ledger: all that mailbot knows, for one writer and any number of views.

Facts are numbered and never change; particulars lie beside them and can be erased. Reads no clock, decides nothing.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from typing import TypeGuard

from mailbot.errors import LedgerError
from mailbot.ledger.codec import decode_fact, encode_fact
from mailbot.ledger.files import has_writer, write_file
from mailbot.ledger.journal import corrupt
from mailbot.ledger.raw import RawMessages
from mailbot.ledger.shelf import LedgerTables, Shelf
from mailbot.ledger.storage import LOCK, Document, JournalStorage
from mailbot.model.facts import Fact, MessageArrived
from mailbot.model.mail import MailStatus
from mailbot.model.people import Council, Person
from mailbot.model.records import MessageRecord, OutboxEntry, Position


def _field(*path: str) -> Callable[[Document], str]:
    """Look up a field of a document; one that an older version did not write is empty."""

    def value(document: Document) -> str:
        *outer, last = path
        for name in outer:
            document = document.get(name, {})
        return str(document.get(last, ""))

    return value


_MESSAGE_INDEXES = {
    "message_id": _field("message_id"),
    "thread": _field("thread"),
    "raw": _field("raw"),
    "sender": lambda record: _field("sender_address")(record).lower(),
}
_OUTBOX_INDEXES = {
    "status": _field("status"),
    "message_id": _field("message_id"),
    "relays": _field("mail", "relays"),
    "thread": _field("mail", "thread"),
}
_id = attrgetter("id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is committed in one write (law 1). Whatever has the key of something known replaces it, but for `queue`."""

    facts: tuple[Fact, ...] = ()
    queue: tuple[OutboxEntry, ...] = ()
    """New mails; one whose key was ever queued is left out (law 2)."""
    outbox: tuple[OutboxEntry, ...] = ()
    """Mails that were queued before, as they stand now."""
    people: tuple[Person, ...] = ()
    councils: tuple[Council, ...] = ()
    messages: tuple[MessageRecord, ...] = ()
    positions: tuple[Position, ...] = ()


class Ledger:
    """The durable record in one directory. Made by `open` or `view`; safe to use from several threads.

    Message-IDs are looked up exactly as they were stored, upper and lower case told apart; callers keep them without
    angle brackets throughout (RFC 5322 section 3.6.4).
    """

    def __init__(self, directory: Path, storage: JournalStorage) -> None:
        self._directory = directory
        self._storage = storage
        self._lock = threading.RLock()
        tables = LedgerTables(storage=lambda: storage)
        self._facts = tables.table("facts")
        self._people = Shelf(
            tables.table("people"), Person, _id, {"address": lambda person: _field("address")(person).lower()}
        )
        self._councils = Shelf(tables.table("councils"), Council, _id)
        self._messages = Shelf(tables.table("messages"), MessageRecord, _id, _MESSAGE_INDEXES)
        self._outbox = Shelf(tables.table("outbox"), OutboxEntry, lambda entry: entry.mail.key, _OUTBOX_INDEXES)
        self._positions = Shelf(tables.table("positions"), Position, lambda position: position.mailbox)
        self.raw = RawMessages(directory / "raw")
        self.secret = (directory / "secret").read_bytes()

    @classmethod
    def open(cls, directory: Path) -> Ledger:
        """Open the ledger for its one writer; a directory that is not there is made, with mode 0700.

        Raises LedgerLocked while another process is the writer, LedgerCorrupt when what was acknowledged is damaged.
        """
        secret, journal = directory / "secret", directory / "journal.jsonl"
        if secret.exists() and not journal.exists():
            raise corrupt(journal, "the file is missing, though there was a ledger here")
        storage = JournalStorage(directory, writable=True)
        try:
            if not secret.exists():
                write_file(secret, [secrets.token_bytes(32)])
            ledger = cls(directory, storage)
            ledger.raw.remove_unfinished()
        except BaseException:
            storage.close()
            raise
        return ledger

    @classmethod
    def view(cls, directory: Path) -> Ledger:
        """Read the ledger as it stands, whether or not a process writes to it; later commits do not show.

        Raises LedgerError when there is none, LedgerCorrupt as `open` does.
        """
        if not (directory / "secret").exists():
            raise LedgerError(f"{directory}: there is no ledger here yet; start `mailbot run` or import a roster first")
        return cls(directory, JournalStorage(directory, writable=False))

    @staticmethod
    def has_writer(directory: Path) -> bool:
        """Whether a process is the writer of a ledger at present."""
        return has_writer(directory / LOCK)

    def close(self) -> None:
        """Let another process be the writer."""
        self._storage.close()

    def commit(self, change: Change) -> tuple[tuple[int, Fact], ...]:
        """Write a change, durably and as a whole, and return its facts with their numbers.

        Raises LedgerError, and keeps nothing of the change, when it cannot be written.
        """
        with self._lock, self._storage.together():
            self._queue(change.queue)
            self._update(change.outbox)
            self._people.put(*change.people)
            self._councils.put(*change.councils)
            self._messages.put(*change.messages)
            self._positions.put(*change.positions)
            numbered = tuple(enumerate(change.facts, start=self._last_fact() + 1))
            for number, fact in numbered:
                self._facts.put(str(number), encode_fact(fact))
        return numbered

    def _queue(self, entries: tuple[OutboxEntry, ...]) -> None:
        new: dict[str, OutboxEntry] = {}
        for entry in entries:
            if entry.mail.key not in self._outbox:
                new.setdefault(entry.mail.key, entry)
        self._outbox.put(*new.values())

    def _update(self, entries: tuple[OutboxEntry, ...]) -> None:
        for entry in entries:
            known = self._outbox.get(entry.mail.key)
            if known is None or known.message_id != entry.message_id:
                raise LedgerError(
                    f"mail {entry.mail.key!r}: was not queued before under the Message-ID {entry.message_id}"
                )
        self._outbox.put(*entries)

    # Facts

    def facts(self) -> Iterator[tuple[int, Fact]]:
        """Give all facts with their numbers, in the order in which they were recorded."""
        for number, document in list(self._facts.documents().items()):
            yield int(number), decode_fact(document)

    def fact_count(self) -> int:
        """Count the facts."""
        return len(self._facts.documents())

    def _last_fact(self) -> int:
        return int(next(reversed(self._facts.documents()), 0))

    # Particulars

    def person(self, person_id: str) -> Person | None:
        """Look up a person."""
        return self._people.get(person_id)

    def people(self) -> tuple[Person, ...]:
        """Give everybody, in the order in which they became known."""
        return self._people.all()

    def people_at(self, address: str) -> tuple[Person, ...]:
        """Give all who have an address, in whatever case it is written."""
        return self._people.where("address", address.lower())

    def council(self, council_id: str) -> Council | None:
        """Look up a council."""
        return self._councils.get(council_id)

    def councils(self) -> tuple[Council, ...]:
        """Give all councils, in the order in which they became known."""
        return self._councils.all()

    def message(self, message: str) -> MessageRecord | None:
        """Look up what is personal about an inbound message; None too when it was erased."""
        return self._messages.get(message)

    def message_by_id_field(self, message_id: str) -> tuple[str, ...]:
        """Give the ids of the inbound messages that have a Message-ID."""
        return tuple(record.id for record in self._messages.where("message_id", message_id))

    def messages_in_thread(self, thread: str) -> tuple[MessageRecord, ...]:
        """Give the inbound messages of a thread, in the order in which they were placed in it."""
        return self._messages.where("thread", thread)

    def messages_from(self, address: str) -> tuple[MessageRecord, ...]:
        """Give the inbound messages whose sender has an address, in whatever case it is written."""
        return self._messages.where("sender", address.lower())

    def position(self, mailbox: str) -> Position | None:
        """Say how far a mailbox has been read."""
        return self._positions.get(mailbox)

    # Outbox

    def mail(self, key: str) -> OutboxEntry | None:
        """Look up a mail of ours by its key."""
        return self._outbox.get(key)

    def mail_by_message_id(self, message_id: str) -> OutboxEntry | None:
        """Look up a mail of ours by its Message-ID."""
        return next(iter(self._outbox.where("message_id", message_id)), None)

    def outbox(self, *statuses: MailStatus) -> tuple[OutboxEntry, ...]:
        """Give the mails that have one of these statuses, the longest queued first; no others are looked at."""
        entries = [entry for status in statuses for entry in self._outbox.where("status", status)]
        return tuple(sorted(entries, key=lambda entry: entry.mail.queued_at))

    def mails_relaying(self, message: str) -> tuple[OutboxEntry, ...]:
        """Give the mails that pass on an inbound message."""
        return self._outbox.where("relays", message)

    def mails_in_thread(self, thread: str) -> tuple[OutboxEntry, ...]:
        """Give our mails of a thread, in the order in which they were queued."""
        return self._outbox.where("thread", thread)

    # Erasing

    def erase_message(self, message: str) -> None:
        """Erase what is personal about an inbound message, and its bytes, from the disk too; its facts stay whole.

        Raises LedgerError when that is not complete; doing it again completes it.
        """
        with self._lock:
            self._erase((message,))

    def erase_person(self, person_id: str) -> None:
        """Erase a person from the disk: who they are, the messages they wrote, and what names them in other records.

        The facts stay whole, and somebody else who has the same address keeps it. Raises as `erase_message` does.
        """
        with self._lock:
            written = tuple(fact.message for _, fact in self.facts() if _is_written_by(fact, person_id))
            self._erase(written, person_id)

    def _erase(self, messages: tuple[str, ...], person_id: str = "") -> None:
        """Erase bytes before the records that lead to them, and leave no trace in the journal."""
        self._storage.writable_journal()
        for record in filter(None, map(self._messages.get, messages)):
            if all(other.id in messages for other in self._messages.where("raw", record.raw)):
                self.raw.delete(record.raw)
        with self._storage.together():
            self._messages.remove(messages)
            if person := self._people.get(person_id):
                self._people.remove((person_id,))
                self._forget_recipient(person, messages)
                self._outbox.put(
                    *(replace(entry, reason="") for entry in self._outbox.all() if entry.mail.to == person_id)
                )
        try:
            self._storage.compact()
        except OSError as failure:
            raise LedgerError(
                f"{self._directory}: erased, but the words are still on the disk, for no new snapshot can be written "
                f"({failure.strerror}); make room on the disk, then erase again"
            ) from failure

    def _forget_recipient(self, person: Person, erased: tuple[str, ...]) -> None:
        """Take somebody's address out of the records of other people's messages."""
        address = person.address.lower()
        if not address or any(other.id != person.id for other in self.people_at(address)):
            return
        for record in self._messages.all():
            if address in record.recipients and record.id not in erased:
                others = tuple(recipient for recipient in record.recipients if recipient != address)
                self._messages.put(replace(record, recipients=others))


def _is_written_by(fact: Fact, person_id: str) -> TypeGuard[MessageArrived]:
    return isinstance(fact, MessageArrived) and fact.writer == person_id
