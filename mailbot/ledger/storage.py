"""TinyDB's Storage over one directory: tables in memory, every commit a line of the journal.

A commit over several tables is one line, so it is there whole or not at all. When the journal outgrows the snapshot,
all tables are written into a new snapshot and the journal starts anew: amortised, a commit costs the same however
large the ledger is. A crash between the two leaves lines that the snapshot already has; their numbers tell.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import structlog
from tinydb.storages import Storage

from mailbot.errors import LedgerError
from mailbot.ledger.files import UNFINISHED, WriterLock, make_directory, write_file
from mailbot.ledger.journal import Journal, corrupt, encoded, lines_of, torn_length

Document = dict[str, Any]
Tables = dict[str, dict[str, Document]]
Staged = dict[str, Document | None]
"""What one commit makes of the documents of a table, by their ids: None is removed."""

_DOCUMENTS_A_LINE = 1000
_log = structlog.get_logger()


class Listener(Protocol):
    """Hears of every document that a commit changed, after it is durable."""

    def __call__(self, doc_id: str, old: Document | None, new: Document | None) -> None: ...


LOCK = "lock"
"""The file whose lock the writer holds."""


class JournalStorage(Storage):
    """The tables of a directory, for the one writer or, read once, for a view of it.

    Raises LedgerLocked and LedgerCorrupt. `compact_above` is the size of the journal in bytes below which a new
    snapshot is not worth it.
    """

    compact_above = 1 << 20

    def __init__(self, directory: Path, *, writable: bool) -> None:
        self._snapshot_path = directory / "snapshot.jsonl"
        self._journal_path = directory / "journal.jsonl"
        self._tables: Tables = {}
        self._number = 0
        self._staged: dict[str, Staged] | None = None
        self._listeners: dict[str, Listener] = {}
        self._lock: WriterLock | None = None
        self._journal: Journal | None = None
        if writable:
            self._open_for_writing(directory)
        else:
            self._load()

    def _open_for_writing(self, directory: Path) -> None:
        make_directory(directory)
        self._lock = WriterLock(directory / LOCK)
        try:
            self._snapshot_path.with_name(self._snapshot_path.name + UNFINISHED).unlink(missing_ok=True)
            self._snapshot_length, journal_length = self._load()
            self._journal = Journal(self._journal_path, journal_length)
        except BaseException:
            self._lock.release()
            raise

    # Reading

    def _load(self) -> tuple[int, int]:
        """Read both files; return the size of the snapshot, and of the part of the journal that counts."""
        snapshot, journal = self._octets()
        if journal is None:
            if snapshot is not None:
                raise corrupt(self._journal_path, "the file is missing beside its snapshot")
            return 0, 0
        with _garbage_collection_paused():
            if snapshot is not None:
                self._load_snapshot(snapshot)
            is_ahead = self._load_journal(journal)
        torn = torn_length(self._journal_path, journal)
        if torn and self._lock is not None:
            _log.warning("ledger.torn_line_cut", file=str(self._journal_path), octets=torn)
        complete = len(journal) - torn
        return len(snapshot or b""), complete if is_ahead else 0

    def _octets(self) -> tuple[bytes | None, bytes | None]:
        """Read snapshot and journal as they were at one moment, though a writer may be compacting them.

        A new snapshot is in place before the journal is cut: while it is the same one, the two belong together.
        """
        while True:
            identity = _identity(self._snapshot_path)
            snapshot, journal = _octets(self._snapshot_path), _octets(self._journal_path)
            if identity == _identity(self._snapshot_path):
                return snapshot, journal

    def _load_snapshot(self, octets: bytes) -> None:
        """Take the tables of a snapshot, whose last line holds the number of the commit that it reaches up to."""
        reaches_to = None
        for _, payload in lines_of(self._snapshot_path, octets, first=1):
            if isinstance(payload, int):
                reaches_to = payload
                continue
            for name, documents in payload.items():
                self._tables.setdefault(name, {}).update(documents)
        if reaches_to is None or not octets.endswith(b"\n"):
            raise corrupt(self._snapshot_path, "its end is missing")
        self._number = reaches_to

    def _load_journal(self, octets: bytes) -> bool:
        """Apply what the snapshot lacks; return whether there was anything."""
        is_ahead = False
        for number, changes in lines_of(self._journal_path, octets):
            if number <= self._number:
                continue
            if number != self._number + 1:
                raise corrupt(self._journal_path, f"commits {self._number + 1} to {number - 1} are missing in it")
            self._apply(changes)
            self._number, is_ahead = number, True
        return is_ahead

    def read(self) -> Tables:
        """Give all tables. The documents are the ledger's own: nobody may change them."""
        return dict(self._tables)

    def listen(self, table: str, listener: Listener) -> None:
        """Tell `listener` of every document of a table that a commit changes from now on."""
        self._listeners[table] = listener

    # Writing

    @contextmanager
    def together(self) -> Iterator[dict[str, Staged]]:
        """Make one commit of all that tables write within; inside another one, a part of that.

        Nothing is visible before its end, nothing is kept if an exception ends it. Raises LedgerError.
        """
        if self._staged is not None:
            yield self._staged
            return
        self._staged = {}
        try:
            yield self._staged
            self._commit(
                {name: changed for name, staged in self._staged.items() if (changed := self._changed(name, staged))}
            )
        finally:
            self._staged = None

    def writable_journal(self) -> Journal:
        """Give the journal to append to. Raises LedgerError for a view."""
        if self._journal is None:
            raise LedgerError(f"{self._journal_path.parent}: this is a view of the ledger, which cannot be written to")
        return self._journal

    def _changed(self, name: str, staged: Staged) -> Staged:
        documents = self._tables.get(name, {})
        return {doc_id: document for doc_id, document in staged.items() if document != documents.get(doc_id)}

    def _commit(self, changes: dict[str, Staged]) -> None:
        journal = self.writable_journal()
        if not changes:
            return
        journal.append(encoded(self._number + 1, changes))
        self._number += 1
        self._apply(changes)
        if journal.length > max(self._snapshot_length, self.compact_above):
            self._try_to_compact(journal.length)

    def _apply(self, changes: dict[str, Staged]) -> None:
        for name, staged in changes.items():
            documents = self._tables.setdefault(name, {})
            listener = self._listeners.get(name)
            for doc_id, new in staged.items():
                old = documents.pop(doc_id, None) if new is None else documents.get(doc_id)
                if new is not None:
                    documents[doc_id] = new
                if listener is not None:
                    listener(doc_id, old, new)
            if not documents:
                del self._tables[name]

    def write(self, data: Tables) -> None:
        """Replace all tables by `data`, as TinyDB asks for when a table is dropped."""
        with self.together() as staged:
            for name in self._tables.keys() | data.keys():
                gone = dict.fromkeys(self._tables.get(name, {}).keys() - data.get(name, {}).keys())
                staged[name] = {**gone, **data.get(name, {})}

    def _try_to_compact(self, length: int) -> None:
        """Compact a journal of this length; what it holds is safe without, so a failure waits until it has doubled."""
        try:
            self.compact()
        except OSError as failure:
            _log.warning("ledger.not_compacted", file=str(self._snapshot_path), reason=failure.strerror)
            self._snapshot_length = 2 * length

    def compact(self) -> None:
        """Write all tables into a new snapshot: what was removed is no longer on the disk. Raises OSError."""
        journal = self.writable_journal()
        self._snapshot_length = write_file(self._snapshot_path, self._snapshot_lines())
        journal.cut(0)

    def _snapshot_lines(self) -> Iterator[bytes]:
        number = 1
        for name, documents in self._tables.items():
            remaining = iter(documents.items())
            while part := dict(islice(remaining, _DOCUMENTS_A_LINE)):
                yield encoded(number, {name: part})
                number += 1
        yield encoded(number, self._number)

    def close(self) -> None:
        """Let another process write."""
        if self._journal is not None and self._lock is not None:
            self._journal.close()
            self._lock.release()


def _octets(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _identity(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


@contextmanager
def _garbage_collection_paused() -> Iterator[None]:
    """Spare the collector from walking a large ledger again and again, now and later: nothing in it is garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()
