"""Our Table is TinyDB's in all but cost."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from mailbot.errors import LedgerError
from mailbot.ledger.shelf import LedgerTables
from mailbot.ledger.storage import JournalStorage

DOCUMENT_IDS = st.sampled_from(["1", "2", "3", "4"])
WORDS = st.dictionaries(st.sampled_from(["name", "town"]), st.sampled_from(["Harpole", "Bugbrooke"]))
OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), DOCUMENT_IDS, WORDS),
        st.tuples(st.just("update"), DOCUMENT_IDS, WORDS),
        st.tuples(st.just("update all"), DOCUMENT_IDS, WORDS),
        st.tuples(st.just("update where"), DOCUMENT_IDS, WORDS),
        st.tuples(st.just("upsert"), DOCUMENT_IDS, WORDS),
        st.tuples(st.just("remove"), DOCUMENT_IDS, WORDS),
        st.tuples(st.just("remove where"), DOCUMENT_IDS, WORDS),
        st.tuples(st.just("truncate"), DOCUMENT_IDS, WORDS),
    ),
    max_size=12,
)
IN_HARPOLE = where("town") == "Harpole"
HOW: dict[str, Callable[[Any, Any, dict[str, str]], Any]] = {
    "insert": lambda table, doc_id, words: table.insert(Document(words, doc_id)),
    "update": lambda table, doc_id, words: table.update(words, doc_ids=[doc_id]),
    "update all": lambda table, _, words: table.update(words),
    "update where": lambda table, _, words: table.update(words, IN_HARPOLE),
    "upsert": lambda table, doc_id, words: table.upsert(Document(words, doc_id)),
    "remove": lambda table, doc_id, _: table.remove(doc_ids=[doc_id]),
    "remove where": lambda table, *_: table.remove(IN_HARPOLE),
    "truncate": lambda table, *_: table.truncate(),
}


class StockTable(Table):
    document_id_class = str  # type: ignore[assignment]


class StockTables(TinyDB):
    table_class = StockTable


def opened(directory: Path, *, writable: bool = True) -> LedgerTables:
    return LedgerTables(storage=lambda: JournalStorage(directory, writable=writable))


@given(operations=OPERATIONS)
def test_whatever_is_done_to_a_table_gives_what_stock_tinydb_gives_and_is_there_after_a_restart(
    tmp_path_factory: pytest.TempPathFactory, operations: list[tuple[str, str, dict[str, str]]]
) -> None:
    directory = tmp_path_factory.mktemp("ledger")
    tables, stock = opened(directory), StockTables(storage=MemoryStorage)
    ours = tables.table("councils")
    ours.index("town", lambda document: document.get("town", ""))
    for name, doc_id, words in operations:
        outcomes = [_outcome(HOW[name], table, doc_id, dict(words)) for table in (ours, stock.table("councils"))]
        assert outcomes[0] == outcomes[1], name
    expected = {document.doc_id: dict(document) for document in stock.table("councils")}

    assert {document.doc_id: dict(document) for document in ours} == expected
    assert set(ours.ids("town", "Harpole")) == {doc_id for doc_id in expected if IN_HARPOLE(expected[doc_id])}
    assert {document.doc_id for document in ours.search(IN_HARPOLE)} == set(ours.ids("town", "Harpole"))
    tables.close()
    assert opened(directory, writable=False).table("councils").documents() == expected


def _outcome(operation: Callable[..., Any], table: Any, doc_id: str, words: dict[str, str]) -> Any:
    try:
        outcome = operation(table, doc_id, words)
    except ValueError as problem:
        return str(problem)
    return sorted(outcome) if isinstance(outcome, list) else outcome


def test_the_private_method_of_tinydb_that_we_replace_is_where_all_writes_pass() -> None:
    assert list(inspect.signature(Table._update_table).parameters) == ["self", "updater"]
    writers = [name for name, method in vars(Table).items() if "_update_table(" in _source(method)]
    touching_the_storage = [name for name, method in vars(Table).items() if "_storage.write" in _source(method)]

    assert set(writers) - {"_update_table"} == {
        "__init__", "insert", "insert_multiple", "update", "update_multiple", "remove", "truncate",
    }  # fmt: skip
    assert touching_the_storage == ["_update_table"]


def _source(method: object) -> str:
    return inspect.getsource(method) if inspect.isfunction(method) else ""


def test_a_write_takes_as_many_steps_in_a_large_table_as_in_a_small_one(tmp_path: Path) -> None:
    table = opened(tmp_path).table("people")
    table.index("town", lambda document: document["town"])

    def steps(doc_id: str) -> int:
        count = 0

        def trace(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(trace)
        try:
            table.put(doc_id, {"town": "Harpole"})
            table.remove(doc_ids=[doc_id])  # type: ignore[list-item]
        finally:
            sys.setprofile(None)
        return count

    small = steps("first")
    with table._journal_storage.together():
        for number in range(5000):
            table.put(f"{number:05}", {"town": "Bugbrooke"})
    assert steps("other") == small


def test_what_is_written_together_is_one_commit_over_all_tables(tmp_path: Path) -> None:
    tables = opened(tmp_path)
    with tables.table("people")._journal_storage.together():
        tables.table("people").put("p1", {"name": "Pat Hall"})
        tables.table("councils").insert(Document({"name": "Harpole"}, "c1"))  # type: ignore[arg-type]
        tables.table("councils").update({"kind": "parish"}, doc_ids=["c1"])  # type: ignore[list-item]
        assert tables.table("people").documents() == {}, "nothing is seen before it is durable"

    assert (tmp_path / "journal.jsonl").read_bytes().count(b"\n") == 1
    assert tables.table("councils").documents() == {"c1": {"name": "Harpole", "kind": "parish"}}


def test_of_what_ends_in_an_exception_nothing_is_kept(tmp_path: Path) -> None:
    tables = opened(tmp_path)
    with pytest.raises(TypeError), tables.table("people")._journal_storage.together():
        tables.table("people").put("p1", {"name": "Pat Hall"})
        tables.table("councils").put("c1", {"name": object()})

    assert tables.tables() == set()
    assert (tmp_path / "journal.jsonl").read_bytes() == b""
    tables.table("people").put("p2", {"name": "Sam Okafor"})
    assert list(opened(tmp_path, writable=False).table("people").documents()) == ["p2"]


def test_writing_what_is_there_already_writes_nothing(tmp_path: Path) -> None:
    table = opened(tmp_path).table("people")
    table.put("p1", {"name": "Pat Hall"})
    octets = (tmp_path / "journal.jsonl").read_bytes()

    table.put("p1", {"name": "Pat Hall"})
    table.update({"name": "Pat Hall"})

    assert (tmp_path / "journal.jsonl").read_bytes() == octets


def test_dropping_a_table_is_durable_and_leaves_the_others(tmp_path: Path) -> None:
    tables = opened(tmp_path)
    tables.table("people").put("p1", {"name": "Pat Hall"})
    tables.table("councils").put("c1", {"name": "Harpole"})
    tables.drop_table("people")
    assert opened(tmp_path, writable=False).tables() == {"councils"}
    tables.drop_tables()
    assert opened(tmp_path, writable=False).tables() == set()


def test_a_view_cannot_be_written_to(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with pytest.raises(LedgerError, match="view of the ledger"):
        opened(tmp_path, writable=False).table("people").put("p1", {"name": "Pat Hall"})
