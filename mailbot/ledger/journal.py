"""The lines of the journal and of the snapshot: numbered, checked, appended durably.

A line is a JSON array, `[number,"crc32",payload]`, that ends in a line feed; the checksum covers number and payload,
and numbers follow one another without a gap. Knows nothing of tables: what a payload means is the storage's matter.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mailbot.errors import LedgerCorrupt, LedgerError
from mailbot.ledger.files import sync_directory

_to_json = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode
_from_json = json.JSONDecoder().decode


def encoded(number: int, payload: object) -> bytes:
    """Write one line."""
    head, tail = b"%d" % number, _to_json(payload).encode("ascii")
    return b'[%s,"%08x",%s]\n' % (head, _checksum(head, tail), tail)


def decoded(line: bytes) -> tuple[int, Any]:
    """Read one line, without its line feed: its number and payload. Raises ValueError when it is damaged."""
    head, _, tail = line.split(b",", 2)
    head, tail = head[1:], tail[:-1]
    if line != b'[%s,"%08x",%s]' % (head, _checksum(head, tail), tail):
        raise ValueError("the checksum does not match")
    return int(head), _from_json(tail.decode("ascii"))


def _checksum(head: bytes, tail: bytes) -> int:
    return zlib.crc32(tail, zlib.crc32(head))


def lines_of(path: Path, octets: bytes, first: int | None = None) -> Iterator[tuple[int, Any]]:
    """Read the complete lines of a file, numbered from `first`. Raises LedgerCorrupt when one is damaged or missing.

    What follows the last line feed is not read: it was being written when its writer died (see `torn_length`).
    """
    expected = first
    for at, line in enumerate(octets.split(b"\n")[:-1], start=1):
        try:
            number, payload = decoded(line)
        except ValueError as damage:
            raise corrupt(path, f"line {at} is damaged: {damage}") from None
        if expected not in (None, number):
            raise corrupt(path, f"line {at} has number {number} where {expected} must follow")
        expected = number + 1
        yield number, payload


def torn_length(path: Path, octets: bytes) -> int:
    """Give the length of a last line that was cut off before its line feed was written, and so never acknowledged.

    Raises LedgerCorrupt when the line is complete but for its line feed, which then was overwritten: a line that was
    cut off is shorter than that.
    """
    torn = octets[octets.rfind(b"\n") + 1 :]
    try:
        decoded(torn[:-1])
    except ValueError:
        return len(torn)
    raise corrupt(path, f"line {octets.count(10) + 1} is damaged: its line feed was overwritten")


def corrupt(path: Path, what: str) -> LedgerCorrupt:
    """Say that a file cannot be believed, and what to do."""
    return LedgerCorrupt(
        f"{path}: {what}. This is no trace of a crash: the file was changed or the disk failed. Nothing was written "
        f"over it; keep a copy of {path.parent}, then restore the last backup."
    )


class Journal:
    """The open journal of the one writer: appends lines, each durable when `append` returns.

    `length` is its size in bytes. After a failure that could not be undone it refuses to go on: the next start reads
    what is there.
    """

    def __init__(self, path: Path, length: int) -> None:
        self._path = path
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        self._usable = True
        self.length = length
        # A writer may have died between a write or rename and its sync: what was read must be durable before it counts.
        sync_directory(path.parent)
        self.cut(length)

    def append(self, line: bytes) -> None:
        """Write a line and wait until it is on the disk. Raises LedgerError; the journal is then as it was before."""
        if not self._usable:
            raise LedgerError(f"{self._path}: an earlier failure could not be undone; restart mailbot")
        try:
            written = 0
            while written < len(line):
                written += os.pwrite(self._descriptor, line[written:], self.length + written)
            os.fdatasync(self._descriptor)
        except OSError as failure:
            self._take_back()
            raise LedgerError(
                f"{self._path}: cannot be written ({failure.strerror}). Nothing of this change was kept, and all "
                f"that was acknowledged is safe; make room on the disk or mend it, then try again."
            ) from failure
        self.length += len(line)

    def _take_back(self) -> None:
        try:
            self.cut(self.length)
        except OSError:
            self._usable = False

    def cut(self, length: int) -> None:
        """Shorten the journal durably to `length` bytes."""
        os.ftruncate(self._descriptor, length)
        os.fdatasync(self._descriptor)
        self.length = length

    def close(self) -> None:
        os.close(self._descriptor)
