"""The records of one class in one table: typed on the outside, documents within."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tinydb import TinyDB

from mailbot.ledger.codec import codec
from mailbot.ledger.storage import Document
from mailbot.ledger.table import LedgerTable

R = TypeVar("R")


class LedgerTables(TinyDB):
    """TinyDB with our table."""

    table_class = LedgerTable  # type: ignore[assignment]  # TinyDB types it as type[Table] itself

    if TYPE_CHECKING:

        def table(self, name: str, **settings: Any) -> LedgerTable: ...


class Shelf(Generic[R]):
    """Records by their key; `indexes` name what else they can be looked up by."""

    def __init__(
        self,
        table: LedgerTable,
        record_class: type[R],
        key: Callable[[R], str],
        indexes: Mapping[str, Callable[[Document], str]] | None = None,
    ) -> None:
        self._table = table
        self._codec = codec(record_class)
        self._key = key
        for name, value in (indexes or {}).items():
            table.index(name, value)

    def get(self, key: str) -> R | None:
        """Look a record up by its key."""
        document = self._table.documents().get(key)
        return None if document is None else self._codec.decode(document)

    def __contains__(self, key: str) -> bool:
        return key in self._table.documents()

    def put(self, *records: R) -> None:
        """Insert records, or replace those that have their keys."""
        for record in records:
            self._table.put(self._key(record), self._codec.encode(record))

    def remove(self, keys: Iterable[str]) -> None:
        """Remove records; one that is not there is no error."""
        self._table.remove(doc_ids=keys)  # type: ignore[arg-type]  # our ids are text

    def all(self) -> tuple[R, ...]:
        """Give all records in the order in which they came."""
        return tuple(map(self._codec.decode, list(self._table.documents().values())))

    def where(self, index: str, value: str) -> tuple[R, ...]:
        """Give the records that have a value, in the order in which they took it."""
        documents = self._table.documents()
        return tuple(self._codec.decode(documents[key]) for key in self._table.ids(index, value) if key in documents)
