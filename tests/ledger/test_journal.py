"""The files under damage: a torn tail is cut, real corruption is named and refused (laws 1, 2)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mailbot.errors import LedgerCorrupt
from mailbot.ledger import Change, Ledger

Question = Callable[[int], Change]
Contents = Callable[[Path], dict[str, Any]]


@pytest.fixture
def three_questions(directory: Path, question: Question) -> Path:
    """The journal of three commits, without a snapshot."""
    ledger = Ledger.open(directory)
    for number in range(1, 4):
        ledger.commit(question(number))
    ledger.close()
    return directory / "journal.jsonl"


@pytest.fixture
def compacted(directory: Path, question: Question, compacting_often: None) -> Path:
    """The snapshot of three questions, with an empty journal beside it."""
    ledger = Ledger.open(directory)
    for number in range(1, 4):
        ledger.commit(question(number))
    ledger._storage.compact()
    ledger.close()
    return directory / "snapshot.jsonl"


def test_every_line_is_json_with_number_checksum_and_the_documents_of_one_commit(three_questions: Path) -> None:
    lines = [json.loads(line) for line in three_questions.read_text("ascii").splitlines()]

    assert [number for number, _, _ in lines] == [1, 2, 3]
    assert set(lines[1][2]) == {"facts", "outbox", "people", "messages", "positions"}
    assert lines[1][2]["people"]["p2"]["address"] == "pat.hall.2@harpole.example"


def test_a_last_line_torn_at_any_length_is_cut_and_the_ledger_goes_on(
    directory: Path, three_questions: Path, question: Question, contents: Contents
) -> None:
    octets = three_questions.read_bytes()
    whole = octets.rindex(b"\n", 0, -1) + 1
    after_two = None
    for length in range(whole, len(octets)):
        three_questions.write_bytes(octets[:length])
        seen = contents(directory)
        after_two = after_two or seen
        assert seen == after_two, f"torn after {length - whole} bytes"
    assert list(after_two["people"]) == ["p1", "p2"]

    ledger = Ledger.open(directory)
    ledger.commit(question(7))
    ledger.close()
    assert list(contents(directory)["people"]) == ["p1", "p2", "p7"]


@pytest.mark.parametrize("tail", [b"\0" * 4096, b'[4,"00000000",{"fac' + b"\0" * 50, b"\xff\xfe"])
def test_what_a_power_cut_leaves_after_the_last_line_is_cut(
    directory: Path, three_questions: Path, tail: bytes
) -> None:
    octets = three_questions.read_bytes()
    three_questions.write_bytes(octets + tail)

    ledger = Ledger.open(directory)

    assert len(ledger.people()) == 3
    assert three_questions.read_bytes() == octets


def test_a_flipped_bit_in_any_byte_of_the_journal_is_refused_by_file_and_line(
    directory: Path, three_questions: Path
) -> None:
    octets = three_questions.read_bytes()
    for at in range(len(octets)):
        damaged = bytearray(octets)
        damaged[at] ^= 1 << at % 8
        three_questions.write_bytes(damaged)
        with pytest.raises(LedgerCorrupt, match=r"journal\.jsonl: line [123] .*restore the last backup"):
            Ledger.open(directory)
        assert three_questions.read_bytes() == bytes(damaged), "a damaged journal was written over"


def test_a_flipped_bit_in_any_byte_of_the_snapshot_is_refused(directory: Path, compacted: Path) -> None:
    octets = compacted.read_bytes()
    for at in range(len(octets)):
        damaged = bytearray(octets)
        damaged[at] ^= 1 << at % 8
        compacted.write_bytes(damaged)
        with pytest.raises(LedgerCorrupt, match=r"snapshot\.jsonl: "):
            Ledger.open(directory)


@pytest.mark.parametrize("missing", [0, 1])
def test_a_missing_line_is_refused(directory: Path, three_questions: Path, missing: int) -> None:
    lines = three_questions.read_bytes().splitlines(keepends=True)
    del lines[missing]
    three_questions.write_bytes(b"".join(lines))

    with pytest.raises(LedgerCorrupt, match=r"commits 1 to 1 are missing|has number 3 where 2 must follow"):
        Ledger.open(directory)


@pytest.mark.parametrize("at", [0, 2, -1])
def test_a_snapshot_that_lacks_a_line_is_refused(directory: Path, compacted: Path, at: int) -> None:
    lines = compacted.read_bytes().splitlines(keepends=True)
    del lines[at]
    compacted.write_bytes(b"".join(lines))

    with pytest.raises(LedgerCorrupt, match=r"snapshot\.jsonl"):
        Ledger.open(directory)


@pytest.mark.parametrize("vanished", ["journal.jsonl", "snapshot.jsonl"])
def test_a_ledger_whose_file_vanished_does_not_start_afresh(
    directory: Path, compacted: Path, question: Question, vanished: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    ledger = Ledger.open(directory)
    ledger.commit(question(4))
    ledger.close()
    (directory / vanished).unlink()

    with pytest.raises(LedgerCorrupt, match="missing"):
        Ledger.open(directory)


def test_a_ledger_of_which_only_the_secret_is_left_does_not_start_afresh(
    directory: Path, three_questions: Path
) -> None:
    three_questions.unlink()

    with pytest.raises(LedgerCorrupt, match="there was a ledger here"):
        Ledger.open(directory)


def test_a_crash_between_snapshot_and_journal_loses_and_doubles_nothing(
    directory: Path, three_questions: Path, question: Question, contents: Contents
) -> None:
    before, octets = contents(directory), three_questions.read_bytes()
    ledger = Ledger.open(directory)
    ledger._storage.compact()
    ledger.close()
    three_questions.write_bytes(octets)

    assert contents(directory) == before
    ledger = Ledger.open(directory)
    assert three_questions.read_bytes() == b"", "the snapshot has it all"
    assert ledger.commit(question(4))[0][0] == 7
    ledger.close()
    assert list(contents(directory)["people"]) == ["p1", "p2", "p3", "p4"]


def test_an_unfinished_snapshot_is_removed(directory: Path, three_questions: Path, contents: Contents) -> None:
    before = contents(directory)
    unfinished = directory / "snapshot.jsonl.new"
    unfinished.write_bytes(b'[1,"0000')

    Ledger.open(directory).close()

    assert not unfinished.exists()
    assert contents(directory) == before


def test_compaction_keeps_the_snapshot_and_the_journal_within_a_constant_factor(
    directory: Path, question: Question, monkeypatch: pytest.MonkeyPatch, contents: Contents
) -> None:
    monkeypatch.setattr("mailbot.ledger.storage.JournalStorage.compact_above", 4096)
    ledger = Ledger.open(directory)
    snapshots = set()
    for number in range(200):
        ledger.commit(question(number))
        snapshots.add(_inode(directory / "snapshot.jsonl"))
    ledger.close()

    assert 4 < len(snapshots) < 20, "each snapshot doubles the last one"
    assert len(contents(directory)["people"]) == 200
    shutil.copytree(directory, directory.with_name("copy"))
    assert contents(directory.with_name("copy")) == contents(directory)


def _inode(path: Path) -> tuple[int, int] | None:
    return (path.stat().st_ino, path.stat().st_mtime_ns) if path.exists() else None
