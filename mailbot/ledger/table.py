"""TinyDB's Table, made to touch only the documents that change, with secondary indexes.

TinyDB rebuilds a whole table twice at each write, in its private `_update_table`, which is replaced here; the version
of TinyDB is pinned, and tests hold the method to what is assumed of it. Ids of documents are the natural keys, as text.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from tinydb.table import Table

from mailbot.ledger.storage import Document, JournalStorage, Staged


class LedgerTable(Table):
    """One table over a JournalStorage: a write costs what it changes, whatever the table holds."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB lets it be set, and types it as int

    def __init__(self, storage: JournalStorage, name: str, **settings: Any) -> None:
        super().__init__(storage, name, **settings)
        self._journal_storage = storage
        self._indexes: dict[str, Index] = {}
        storage.listen(name, self._hear)

    def put(self, doc_id: str, document: Document) -> None:
        """Insert a document or replace the whole of the one that has this id."""
        self._update_table(lambda documents: documents.__setitem__(doc_id, document))

    def documents(self) -> dict[str, Document]:
        """Give all documents by their ids, in the order in which they came; they may not be changed."""
        return self._journal_storage.read().get(self.name, {})

    def index(self, name: str, value: Callable[[Document], str]) -> None:
        """Keep track of which documents have which value, from now on; an empty one is not looked for."""
        index = self._indexes[name] = Index(value)
        for doc_id, document in self.documents().items():
            index.hear(doc_id, None, document)

    def ids(self, index: str, value: str) -> tuple[str, ...]:
        """Give the ids of the documents that have a value, in the order in which they took it."""
        return self._indexes[index].ids(value)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._journal_storage.together() as staged:
            updater(_Touched(self.documents(), staged.setdefault(self.name, {})))

    def _hear(self, doc_id: str, old: Document | None, new: Document | None) -> None:
        for index in self._indexes.values():
            index.hear(doc_id, old, new)
        self.clear_cache()


class Index:
    """Which documents have which value."""

    def __init__(self, value: Callable[[Document], str]) -> None:
        self._value = value
        self._ids: dict[str, dict[str, None]] = {}

    def hear(self, doc_id: str, old: Document | None, new: Document | None) -> None:
        """Follow the change of one document."""
        before = self._value(old) if old is not None else ""
        after = self._value(new) if new is not None else ""
        if before == after:
            return
        if before:
            del self._ids[before][doc_id]
            if not self._ids[before]:
                del self._ids[before]
        if after:
            self._ids.setdefault(after, {})[doc_id] = None

    def ids(self, value: str) -> tuple[str, ...]:
        return tuple(self._ids.get(value, ()))


class _Touched(MutableMapping[str, Document]):
    """A table as an update sees it: writes, and documents that were handed out, are staged."""

    def __init__(self, documents: dict[str, Document], staged: Staged) -> None:
        self._documents = documents
        self._staged = staged

    def __getitem__(self, doc_id: str) -> Document:
        if doc_id not in self._staged:
            self._staged[doc_id] = copy.deepcopy(self._documents[doc_id])
        document = self._staged[doc_id]
        if document is None:
            raise KeyError(doc_id)
        return document

    def __setitem__(self, doc_id: str, document: Document) -> None:
        self._staged[doc_id] = document

    def __delitem__(self, doc_id: str) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._staged[doc_id] = None

    def __contains__(self, doc_id: object) -> bool:
        if doc_id in self._staged:
            return self._staged[doc_id] is not None
        return doc_id in self._documents

    def __iter__(self) -> Iterator[str]:
        yield from (doc_id for doc_id in self._documents if doc_id in self)
        yield from (doc_id for doc_id in tuple(self._staged) if doc_id not in self._documents and doc_id in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove all documents; the inherited way takes a time that is quadratic in their number."""
        self._staged.update(dict.fromkeys(self))
