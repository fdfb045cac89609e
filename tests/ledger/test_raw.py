"""Raw messages: stored before anything else, whatever bytes they are (laws 1, 10)."""

from __future__ import annotations

import hashlib
import resource
from pathlib import Path

import pytest

from mailbot.errors import LedgerCorrupt, LedgerError
from mailbot.ledger import RawMessages

HEDGE = b"From: Pat Hall <pat@harpole.example>\r\nSubject: Hedge\r\n\r\nIt is down.\r\n"


@pytest.fixture
def raw(tmp_path: Path) -> RawMessages:
    return RawMessages(tmp_path / "raw")


@pytest.mark.parametrize(
    "octets", [HEDGE, b"", b"\0\xff\r\n.\r\n", b"x" * 3_000_000], ids=["mail", "none", "odd", "large"]
)
def test_a_message_comes_back_byte_for_byte(raw: RawMessages, octets: bytes) -> None:
    digest = raw.put(octets)
    assert digest == hashlib.sha256(octets).hexdigest()
    assert raw.get(digest) == octets


def test_storing_the_same_message_again_changes_nothing(raw: RawMessages, tmp_path: Path) -> None:
    digest = raw.put(HEDGE)
    (path,) = (tmp_path / "raw").glob("*/*")
    before = path.stat()
    assert raw.put(HEDGE) == digest
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_deleted_message_is_gone_and_can_be_deleted_again(raw: RawMessages, tmp_path: Path) -> None:
    digest = raw.put(HEDGE)
    raw.delete(digest)
    raw.delete(digest)
    assert list((tmp_path / "raw").glob("*/*")) == []
    with pytest.raises(LedgerError, match=f"{digest}: this message is not stored"):
        raw.get(digest)


def test_a_message_that_was_damaged_on_the_disk_is_not_given_out(raw: RawMessages, tmp_path: Path) -> None:
    digest = raw.put(HEDGE)
    (path,) = (tmp_path / "raw").glob("*/*")
    path.write_bytes(HEDGE.replace(b"down", b"gone"))
    with pytest.raises(LedgerCorrupt, match="damaged after it was stored"):
        raw.get(digest)


def test_a_message_for_which_there_is_no_room_says_that_it_is_still_in_its_mailbox(raw: RawMessages) -> None:
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
    try:
        with pytest.raises(LedgerError, match=r"cannot be stored \(File too large\); it is still in its mailbox"):
            raw.put(b"x" * 2000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    with pytest.raises(LedgerError, match="not stored"):
        raw.get(hashlib.sha256(b"x" * 2000).hexdigest())
    raw.get(raw.put(b"x" * 2000))


def test_what_a_crash_left_half_stored_is_removed_and_nothing_else(raw: RawMessages, tmp_path: Path) -> None:
    digest = raw.put(HEDGE)
    half = tmp_path / "raw" / digest[:2] / f"{digest}.new"
    half.write_bytes(HEDGE[:20])
    raw.remove_unfinished()
    assert not half.exists()
    assert raw.get(digest) == HEDGE
