"""Awaited: one message of ours is looked for in the watched mailboxes until it is there, has come back, or time is up.

It reads only, on a connection of its own: no flag is set, and whoever reads the same mailbox is not disturbed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from enum import StrEnum

from mailbot.inbound.imap import Connection
from mailbot.inbound.waker import Waker
from mailbot.model.servers import Server

LOOK_AGAIN_SECONDS = 2.0
"""IDLE tells of the first mailbox alone; the others are looked into as often."""


class Came(StrEnum):
    """What became of the message."""

    ARRIVED = "arrived"
    RETURNED = "returned"
    NOT = "not"


def await_message(
    server: Server,
    mailboxes: Sequence[str],
    message_id: str,
    seconds: float,
    *,
    token: Callable[[], str] | None = None,
) -> Came:
    """Wait for the message with a Message-ID, or for a bounce that names it; raises MailboxError."""
    waker, give_up_at = Waker(), time.monotonic() + seconds
    with closing(Connection(server, token)) as connection:
        while True:
            came = _came(connection, mailboxes, message_id)
            left = give_up_at - time.monotonic()
            if came is not Came.NOT or left <= 0:
                return came
            if connection.can_idle:
                connection.idle(waker.fileno(), min(left, LOOK_AGAIN_SECONDS))
            else:
                waker.wait(min(left, LOOK_AGAIN_SECONDS))


def _came(connection: Connection, mailboxes: Sequence[str], message_id: str) -> Came:
    """Look once; the first mailbox comes last and stays selected, so that IDLE tells of it."""
    came = Came.NOT
    for mailbox in reversed(mailboxes):
        if connection.find(mailbox, "HEADER", "Message-ID", message_id):
            return Came.ARRIVED
        if connection.find(mailbox, "BODY", message_id):
            came = Came.RETURNED
    return came
