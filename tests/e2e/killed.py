"""Runs mailbot, and has it die as by `kill -9` at a named point of a message's way: `killed.py POINT COUNT run …`.

It dies at the COUNT-th time that it comes to the point, so that others are dealt with already and others wait.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from mailbot.cli import main
from mailbot.inbound.imap import Connection
from mailbot.ledger.ledger import Change, Ledger
from mailbot.ledger.raw import RawMessages
from mailbot.model.mail import MailStatus


@dataclass(frozen=True)
class Point:
    """Before or after one function; `counts` tells from its arguments whether the call is of the kind meant."""

    owner: type
    function: str
    is_after: bool
    counts: Callable[..., bool] = lambda *_: True


def _takes_a_message(ledger: Ledger, change: Change) -> bool:
    return bool(change.messages)


def _notes(status: MailStatus) -> Callable[[Ledger, Change], bool]:
    return lambda ledger, change: any(entry.status is status for entry in change.outbox)


POINTS = {
    "after fetching": Point(Connection, "fetch", True),
    "after storing the raw message": Point(RawMessages, "put", True),
    "before the commit": Point(Ledger, "commit", False, _takes_a_message),
    "after the commit": Point(Ledger, "commit", True, _takes_a_message),
    "before flagging": Point(Connection, "flag_seen", False),
    "after flagging": Point(Connection, "flag_seen", True),
    "before submission": Point(Ledger, "commit", False, _notes(MailStatus.SUBMITTING)),
    "after noting the submission": Point(Ledger, "commit", True, _notes(MailStatus.SUBMITTING)),
    "after submission": Point(Ledger, "commit", False, _notes(MailStatus.ACCEPTED)),
    "after noting the acceptance": Point(Ledger, "commit", True, _notes(MailStatus.ACCEPTED)),
}


def die_at(point: Point, times: int) -> None:
    """Have this process die when it comes to a point for the `times`-th time."""
    original = getattr(point.owner, point.function)
    calls = count(1)

    def watched(*arguments: Any, **named: Any) -> Any:
        is_last = point.counts(*arguments) and next(calls) == times
        if is_last and not point.is_after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **named)
        if is_last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(point.owner, point.function, watched)


if __name__ == "__main__":
    die_at(POINTS[sys.argv[1]], int(sys.argv[2]))
    del sys.argv[1:3]
    main()
