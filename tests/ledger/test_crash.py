"""Real processes killed, out of disk and in each other's way: what was acknowledged is there (laws 1, 2)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import mailbot
from mailbot.errors import LedgerError, LedgerLocked
from mailbot.ledger import Change, Ledger

ROOT = Path(mailbot.__file__).parents[1]

WRITER = """
import importlib.util, itertools, resource, structlog, sys
from pathlib import Path
from mailbot.errors import LedgerError
from mailbot.ledger import Ledger
from mailbot.ledger.storage import JournalStorage

structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
spec = importlib.util.spec_from_file_location("made_up", sys.argv[1])
made_up = importlib.util.module_from_spec(spec)
spec.loader.exec_module(made_up)
JournalStorage.compact_above = 20_000
ledger = Ledger.open(Path(sys.argv[2]))
if sys.argv[3] != "unlimited":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
for number in itertools.count(int(sys.argv[4])):
    try:
        ledger.commit(made_up.question(number))
    except LedgerError as error:
        print(error, flush=True)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        ledger.commit(made_up.question(number))
        print(number, flush=True)
        break
    print(number, flush=True)
"""


@contextmanager
def writer(directory: Path, first: int, limit: str = "unlimited") -> Iterator[subprocess.Popen[str]]:
    """Start a process that commits question after question, and prints the number of each that was acknowledged."""
    made_up = str(Path(__file__).with_name("conftest.py"))
    command = [sys.executable, "-c", WRITER, made_up, str(directory), limit, str(first)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def assert_whole(contents: dict[str, Any], acknowledged: int) -> int:
    """Assert that every question up to the last acknowledged one is there, each whole; return how many there are."""
    count = len(contents["people"])
    numbers = range(1, count + 1)
    assert count >= acknowledged
    assert list(contents["people"]) == [f"p{number}" for number in numbers]
    assert list(contents["messages"]) == [f"m{number}" for number in numbers]
    assert list(contents["outbox"]) == [f"relay m{number}" for number in numbers]
    assert list(contents["facts"]) == [str(number) for number in range(1, 2 * count + 1)]
    assert contents["positions"]["INBOX"]["last_uid"] == count
    return count


def kill_again_and_again(directory: Path, kills: int, contents: Callable[[Path], dict[str, Any]]) -> int:
    chance, count = random.Random(20261122), 0
    for _ in range(kills):
        with writer(directory, first=count + 1) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            time.sleep(chance.uniform(0, 0.08))
            process.kill()
            lines = [first, *process.stdout.read().splitlines(keepends=True)]
        acknowledged = [int(line) for line in lines if line.endswith("\n")]
        count = assert_whole(contents(directory), acknowledged[-1])
    Ledger.open(directory).close()
    assert assert_whole(contents(directory), count) == count
    return count


def test_every_acknowledged_commit_outlives_a_kill_at_any_moment(
    directory: Path, contents: Callable[[Path], dict[str, Any]]
) -> None:
    assert kill_again_and_again(directory, 20, contents) > 100


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_every_acknowledged_commit_outlives_two_hundred_kills(
    directory: Path, contents: Callable[[Path], dict[str, Any]]
) -> None:
    assert kill_again_and_again(directory, 200, contents) > 1000


@pytest.mark.parametrize("limit", [5_000, 20_001, 33_333])
def test_a_full_disk_loses_nothing_acknowledged_and_says_so_and_the_writer_goes_on_when_there_is_room(
    directory: Path, contents: Callable[[Path], dict[str, Any]], limit: int
) -> None:
    with writer(directory, first=1, limit=str(limit)) as process:
        output = process.communicate(timeout=30)[0].splitlines()

    *_, before, complaint, after = output
    assert "journal.jsonl: cannot be written (File too large)" in complaint
    assert "all that was acknowledged is safe; make room" in complaint
    assert int(after) == int(before) + 1
    assert assert_whole(contents(directory), int(after)) == int(after)


def test_after_a_failure_that_cannot_be_undone_the_ledger_takes_nothing_until_it_is_opened_again(
    directory: Path, question: Callable[[int], Change], contents: Callable[[Path], dict[str, Any]]
) -> None:
    ledger = Ledger.open(directory)
    ledger.commit(question(1))
    with Path("/dev/full").open("wb") as full:  # it neither takes a byte nor lets itself be cut
        os.dup2(full.fileno(), ledger._storage.writable_journal()._descriptor)
    with pytest.raises(LedgerError, match="No space left on device"):
        ledger.commit(question(2))
    with pytest.raises(LedgerError, match="restart mailbot"):
        ledger.commit(question(2))
    assert [person.id for person in ledger.people()] == ["p1"]
    ledger.close()

    ledger = Ledger.open(directory)
    ledger.commit(question(2))
    ledger.close()
    assert assert_whole(contents(directory), 2) == 2


def test_a_second_writer_is_refused_until_the_first_is_gone(directory: Path) -> None:
    with writer(directory, first=1) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(LedgerLocked, match=f"process {process.pid} writes to this ledger"):
            Ledger.open(directory)
    Ledger.open(directory).close()


def test_a_second_writer_in_the_same_process_is_refused(directory: Path, ledger: Ledger) -> None:
    with pytest.raises(LedgerLocked):
        Ledger.open(directory)


def test_a_view_beside_a_writer_that_compacts_is_always_whole_and_never_goes_back(
    directory: Path, contents: Callable[[Path], dict[str, Any]]
) -> None:
    with writer(directory, first=1) as process:
        assert process.stdout is not None
        seen = int(process.stdout.readline())
        deadline = time.monotonic() + 1
        views = 0
        while time.monotonic() < deadline:
            seen = assert_whole(contents(directory), seen)
            views += 1
    assert views > 5
    assert (directory / "snapshot.jsonl").exists()


def test_a_failure_of_compaction_is_no_failure_of_the_commit(
    directory: Path,
    question: Callable[[int], Change],
    contents: Callable[[Path], dict[str, Any]],
    compacting_often: None,
) -> None:
    ledger = Ledger.open(directory)
    (directory / "snapshot.jsonl.new").mkdir()

    for number in range(1, 10):
        ledger.commit(question(number))

    assert not (directory / "snapshot.jsonl").exists()
    assert assert_whole(contents(directory), 9) == 9
    (directory / "snapshot.jsonl.new").rmdir()
    for number in range(10, 40):
        ledger.commit(question(number))
    assert (directory / "snapshot.jsonl").exists()
    assert assert_whole(contents(directory), 39) == 39
    ledger.close()
