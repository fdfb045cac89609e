"""Raw messages as they were fetched, by the SHA-256 of their bytes: stored before anything else happens (law 1).

They lie beside the facts, one file each, so that one can be erased alone.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from mailbot.errors import LedgerCorrupt, LedgerError
from mailbot.ledger.files import UNFINISHED, make_directory, sync_directory, write_file


class RawMessages:
    """The raw messages under one directory. A digest is 64 hexadecimal digits."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def put(self, raw: bytes) -> str:
        """Store a message and return its digest; it is durable on return, and storing it again changes nothing.

        Raises LedgerError when it cannot be stored.
        """
        digest = hashlib.sha256(raw).hexdigest()
        path = self._path(digest)
        if path.exists():
            sync_directory(path.parent)  # whoever stored it may have died before the name was durable
        else:
            self._write(path, raw)
        return digest

    def get(self, digest: str) -> bytes:
        """Give the bytes of a message. Raises LedgerError when it was erased, LedgerCorrupt when it was damaged."""
        path = self._path(digest)
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            raise LedgerError(f"{path}: this message is not stored; it was erased, or never arrived") from None
        if hashlib.sha256(raw).hexdigest() != digest:
            raise LedgerCorrupt(f"{path}: the message was damaged after it was stored; restore it from a backup")
        return raw

    def delete(self, digest: str) -> None:
        """Erase a message for good; one that is not there is no error."""
        path = self._path(digest)
        if path.exists():
            path.unlink()
            sync_directory(path.parent)

    def remove_unfinished(self) -> None:
        """Remove what a crash left half stored: nobody was told that it is there, and nobody could erase it."""
        for path in self._directory.glob(f"*/*{UNFINISHED}"):
            path.unlink()

    def _write(self, path: Path, raw: bytes) -> None:
        try:
            make_directory(path.parent)
            write_file(path, [raw])
        except OSError as failure:
            raise LedgerError(
                f"{path}: the message cannot be stored ({failure.strerror}); it is still in its mailbox. "
                f"Make room on the disk or mend it: it will be fetched again."
            ) from failure

    def _path(self, digest: str) -> Path:
        return self._directory / digest[:2] / digest
