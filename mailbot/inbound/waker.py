"""A waker: lets any thread end the wait of the one thread that polls its descriptor."""

from __future__ import annotations

import os
import select
from contextlib import suppress


class Waker:
    """A pipe that is readable from `wake` until `clear`."""

    def __init__(self) -> None:
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._reader, False)
        os.set_blocking(self._writer, False)

    def __del__(self) -> None:
        os.close(self._reader)
        os.close(self._writer)

    def fileno(self) -> int:
        """Give the descriptor to be polled for reading."""
        return self._reader

    def wake(self) -> None:
        """End the wait that is under way, or else the next."""
        with suppress(BlockingIOError):  # the pipe is full of wake-ups already
            os.write(self._writer, b"\0")

    def clear(self) -> None:
        """Forget the wake-ups so far."""
        with suppress(BlockingIOError):
            while os.read(self._reader, 4096):
                pass

    def wait(self, seconds: float) -> None:
        """Sleep until woken, at most so long, and forget the wake-up."""
        poller = select.poll()
        poller.register(self._reader, select.POLLIN)
        poller.poll(seconds * 1000)
        self.clear()
