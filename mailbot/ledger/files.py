"""Files that survive a crash: written whole or not at all, durable on return, private to their owner.

The one place that knows in which order to write, fsync and rename; and the lock that makes one process the writer.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path

from mailbot.errors import LedgerLocked

UNFINISHED = ".new"
"""The suffix of a file that is being written; found after a crash, it is nothing that anybody was promised."""


def make_directory(path: Path) -> None:
    """Create a directory and its parents, durably and with mode 0700; what exists stays as it is."""
    if path.is_dir():
        return
    make_directory(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Make the names in a directory durable: a new or renamed file is not there for good before."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_file(path: Path, chunks: Iterable[bytes]) -> int:
    """Write or replace a file with mode 0600 and return its size in bytes.

    Whoever reads it meanwhile, or after a crash, sees the old content or the new.
    """
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)
    return size


class WriterLock:
    """Makes this process the one writer of a directory until `release`; the kernel releases it when a process dies.

    Raises LedgerLocked when another process, or another Ledger of this one, is the writer.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(self._descriptor, 20, 0).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise LedgerLocked(
                f"{path}: process {holder or '(unknown)'} writes to this ledger; stop it, or let it do what you ask"
            ) from None
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        os.close(self._descriptor)


def has_writer(path: Path) -> bool:
    """Whether some process holds the writer lock of this file at present, without standing in anybody's way."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
