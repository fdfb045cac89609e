"""The reader of the watched mailboxes: one thread owns the connection, and hands each new message on, in UID order.

It watches the first mailbox by IDLE and sweeps all of them on a timer; a lost connection is built anew, ever more
slowly. It decides nothing about messages, remembers nothing that must outlive it, and never moves or deletes mail
(law 1). Where it stands comes from the Intake, which has committed a message before the flag \\Seen is set.
"""

from __future__ import annotations

import queue
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotAnsweredInTime
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import Protocol

from mailbot.errors import MailboxError
from mailbot.inbound.imap import Connection, Fetched, MessageRefused
from mailbot.inbound.waker import Waker
from mailbot.model.records import Position
from mailbot.model.servers import Server

MAX_SIZE = 64 * 2**20
"""The most bytes of a message that are fetched; servers rarely take more than half of it."""

ATTEMPTS = 3
"""How often a message is asked for, each time on a new connection, before it is passed over (law 10)."""


class Intake(Protocol):
    """What becomes of what is read; called from the owner thread only, one call at a time.

    A message that is bad is the Intake's to set aside: what it raises ends the reading.
    """

    def position(self, mailbox: str) -> Position | None:
        """Say how far a mailbox has been read; None for one never read."""

    def take(self, fetched: Fetched) -> None:
        """Commit a message and its position; it is flagged once this has returned (law 1)."""

    def flagged(self, mailbox: str, uidvalidity: int, uid: int) -> None:
        """Record that every message up to `uid` bears the flag \\Seen."""

    def passed_over(self, mailbox: str, uidvalidity: int, uid: int, reason: str) -> None:
        """Record and report a message that cannot be fetched, and the position after it (law 10)."""

    def swept(self, started_at: datetime) -> None:
        """Record that all watched mailboxes were searched from `started_at` on and what was found is taken (law 5)."""

    def unreadable(self, reason: str) -> None:
        """Note that the mailbox cannot be read at present; the next `swept` ends it."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often and how long, in seconds."""

    sweep: float = 60.0
    idle: float = 240.0
    """IDLE is issued anew after this long: servers may hang up after 30 minutes, firewalls after five."""
    first_retry: float = 1.0
    last_retry: float = 60.0


@dataclass(frozen=True, slots=True)
class Access:
    """What a login has shown: the watched mailboxes that are missing, and whether the server tells of new mail."""

    missing: tuple[str, ...]
    can_idle: bool


class Reader:
    """Reads the watched mailboxes; `run` is the owner thread's, everything else may be called from any thread."""

    def __init__(
        self,
        server: Server,
        mailboxes: Sequence[str],
        intake: Intake,
        now: Callable[[], datetime],
        *,
        token: Callable[[], str] | None = None,
        pace: Pace | None = None,
        max_size: int = MAX_SIZE,
    ) -> None:
        """Watch `mailboxes`, the first of them by IDLE; `token` gives access tokens for XOAUTH2."""
        self._server = server
        self._mailboxes = tuple(mailboxes)
        self._intake = intake
        self._now = now
        self._token = token
        self._pace = pace or Pace()
        self._max_size = max_size
        self._refusals: Counter[tuple[str, int, int]] = Counter()
        self._requests: queue.SimpleQueue[tuple[str, Future[bool]]] = queue.SimpleQueue()
        self._waker = Waker()
        self._stopping = Event()
        self._running = Event()

    def run(self) -> None:
        """Read until `stop` is called, whatever the server does; raises only what the Intake raises."""
        retry = self._pace.first_retry
        self._running.set()
        try:
            while not self._stopping.is_set():
                try:
                    with closing(self._connect()) as connection:
                        self._sweep(connection)
                        retry = self._pace.first_retry
                        self._watch(connection)
                except MailboxError as error:
                    self._intake.unreadable(str(error))
                    self._refuse_requests(str(error))
                    self._waker.wait(retry)
                    retry = min(2 * retry, self._pace.last_retry)
        finally:
            self._running.clear()
            self._refuse_requests("the reader was stopped")

    def read_once(self) -> None:
        """Read what is there and return, without waiting for more; raises MailboxError."""
        with closing(self._connect()) as connection:
            self._sweep(connection)

    def check(self) -> Access:
        """Log in and see what there is to be watched; raises MailboxError saying what is wrong."""
        with closing(self._connect()) as connection:
            missing = tuple(mailbox for mailbox in self._mailboxes if connection.select(mailbox) is None)
            return Access(missing, connection.can_idle)

    def find_sent(self, message_id: str, timeout: float = 60.0) -> bool:
        """Say whether the Sent mailbox holds a Message-ID, in angle brackets; False when there is no Sent mailbox.

        The owner thread answers while `run` is under way. Raises MailboxError after `timeout` seconds, or at once
        when the server cannot be asked.
        """
        if not self._running.is_set():
            with closing(self._connect()) as connection:
                return connection.holds_sent(message_id)
        answer: Future[bool] = Future()
        self._requests.put((message_id, answer))
        self._waker.wake()
        try:
            return answer.result(timeout)
        except NotAnsweredInTime as error:
            raise MailboxError(f"the Sent mailbox could not be searched within {timeout:.0f} seconds") from error

    def stop(self) -> None:
        """Ask `run` to return; it finishes the message in hand."""
        self._stopping.set()
        self._waker.wake()

    def _connect(self) -> Connection:
        return Connection(self._server, self._token)

    def _watch(self, connection: Connection) -> None:
        """Wait and read in turn, for as long as the connection lasts."""
        sweep_at = time.monotonic() + self._pace.sweep
        while not self._stopping.is_set():
            spoke = self._wait(connection, min(self._pace.idle, sweep_at - time.monotonic()))
            asked = self._answer_requests(connection)
            if asked or time.monotonic() >= sweep_at:
                self._sweep(connection)
                sweep_at = time.monotonic() + self._pace.sweep
            elif spoke:
                self._read_selected(connection, self._mailboxes[0])

    def _wait(self, connection: Connection, seconds: float) -> bool:
        if not connection.can_idle:
            self._waker.wait(max(0.0, seconds))
            return False
        spoke = connection.idle(self._waker.fileno(), max(0.0, seconds))
        self._waker.clear()
        return spoke

    def _sweep(self, connection: Connection) -> None:
        """Read every watched mailbox; the first comes last and stays selected, so that IDLE tells what follows."""
        started_at = self._now()
        for mailbox in reversed(self._mailboxes):
            if connection.select(mailbox) is not None:
                self._read_selected(connection, mailbox)
            elif mailbox == self._mailboxes[0]:
                raise MailboxError(
                    f"IMAP server {self._server.host}: there is no mailbox {mailbox}; see [mail] mailboxes"
                )
            if self._stopping.is_set():
                return
        self._intake.swept(started_at)

    def _read_selected(self, connection: Connection, mailbox: str) -> None:
        uidvalidity = connection.uidvalidity
        position = self._intake.position(mailbox)
        if position is None or position.uidvalidity != uidvalidity:
            position = Position(mailbox, uidvalidity)
        elif position.flagged_uid < position.last_uid:
            self._flag_owed(connection, position)
        following = position.last_uid + 1
        while (uids := connection.uids_between(following)) or connection.told_of_more():
            for uid in uids:
                self._take(connection, mailbox, uid)
                following = uid + 1
                if self._stopping.is_set():
                    return

    def _take(self, connection: Connection, mailbox: str, uid: int) -> None:
        uidvalidity = connection.uidvalidity
        message = (mailbox, uidvalidity, uid)
        try:
            fetched = connection.fetch(uid, self._max_size)
        except MessageRefused as refusal:
            self._refusals[message] += 1
            if self._refusals[message] < ATTEMPTS and not refusal.for_good:
                raise
            self._intake.passed_over(mailbox, uidvalidity, uid, str(refusal))
            fetched = None
        self._refusals.pop(message, None)
        if fetched is not None:
            self._intake.take(fetched)
            if connection.flag_seen([uid]):
                self._intake.flagged(mailbox, uidvalidity, uid)

    def _flag_owed(self, connection: Connection, position: Position) -> None:
        """Set the flags that a restart came before."""
        owed = connection.uids_between(position.flagged_uid + 1, position.last_uid)
        if not owed or connection.flag_seen(owed):
            self._intake.flagged(position.mailbox, position.uidvalidity, position.last_uid)

    def _answer_requests(self, connection: Connection) -> bool:
        """Answer what `find_sent` asked meanwhile; True when another mailbox was selected for it."""
        answered = False
        while not self._requests.empty():
            message_id, answer = self._requests.get()
            answered = True
            try:
                answer.set_result(connection.holds_sent(message_id))
            except MailboxError as error:
                answer.set_exception(error)
                raise
        return answered

    def _refuse_requests(self, reason: str) -> None:
        while not self._requests.empty():
            _, answer = self._requests.get()
            answer.set_exception(MailboxError(reason))
