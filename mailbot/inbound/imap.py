"""One logged-in IMAP connection (RFC 9051), with an IDLE that misses nothing.

It belongs to one thread, knows nothing of what messages mean, and never moves, deletes or expunges. Everything that
goes wrong is a MailboxError; after one, the connection is to be closed and built anew. Field notes, IMAPClient.
"""

from __future__ import annotations

import re
import select
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from imapclient import SEEN, IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError
from imapclient.imapclient import SENT

from mailbot.errors import MailboxError
from mailbot.model.servers import Server

CONNECT_SECONDS = 20.0
READ_SECONDS = 60.0
_SERVERS_OWN_TROUBLE = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT)\]")  # RFC 5530 section 3, RFC 9051 section 7.1

_CONNECTION_LOST = (IMAPClientAbortError, OSError)


class MessageRefused(MailboxError):
    """The server did not give one message, for a reason that may lie in the message; `for_good`: or does for sure."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good


@dataclass(frozen=True, slots=True)
class Fetched:
    """One message as the server holds it; `arrived_at` is its INTERNALDATE in UTC (law 4)."""

    mailbox: str
    uidvalidity: int
    uid: int
    arrived_at: datetime
    raw: bytes


class Connection:
    """A connection that is logged in until it is closed or raises MailboxError.

    `mailbox` and `uidvalidity` are those of the mailbox selected last.
    """

    def __init__(self, server: Server, token: Callable[[], str] | None = None) -> None:
        """Connect and log in; `token` gives a fresh access token where the server wants one (XOAUTH2)."""
        self._server = server
        self.mailbox = ""
        self._count = 0
        self.uidvalidity = 0
        with self._translated("connecting"):
            self._client = self._connect()
        try:
            self._log_in(token)
            with self._translated("asking what it can do"):
                self.can_idle = bool(self._client.has_capability("IDLE"))
        except BaseException:
            self.close()
            raise

    def select(self, mailbox: str) -> int | None:
        """Select a mailbox and give its UIDVALIDITY; None when there is no such mailbox."""
        return self._select(mailbox, readonly=False)

    def uids_between(self, first: int, last: int | None = None) -> list[int]:
        """List the UIDs from `first` to `last` (to the end) in the selected mailbox, ascending."""
        with self._translated(f"searching {self.mailbox}"):
            found = self._client.search(["UID", f"{first}:{last or '*'}"])
        return sorted(uid for uid in found if uid >= first)  # n:* always names the last message (RFC 9051 section 9)

    def told_of_more(self) -> bool:
        """Whether the server said, in its replies since the last call, that the selected mailbox has grown.

        A server says so once, beside whatever reply is next (RFC 9051 section 5.2): no IDLE repeats it.
        """
        told = self._untagged()
        self._count -= len(told.pop("EXPUNGE", []))
        count = max((int(number) for number in told.pop("EXISTS", [])), default=self._count)
        grown = count > self._count
        self._count = count
        return grown

    def fetch(self, uid: int, max_size: int) -> Fetched | None:
        """Fetch one message of the selected mailbox; None when it is there no more.

        Raises MessageRefused when it is larger than `max_size` bytes, or when the server says no or hangs up over it.
        """
        wanted = ["INTERNALDATE", f"BODY.PEEK[]<0.{max_size + 1}>"]
        try:
            with self._translated(f"fetching UID {uid} of {self.mailbox}"):
                found = self._client.fetch([uid], wanted).get(uid, {})
        except MailboxError as error:
            if _SERVERS_OWN_TROUBLE.search(str(error)):
                raise
            raise MessageRefused(str(error)) from error
        raw = next((value for item, value in found.items() if item.startswith(b"BODY[]")), None)
        if raw is None:
            if self.uids_between(uid, uid):
                raise MessageRefused(self._said(f"fetching UID {uid} of {self.mailbox} gave nothing"))
            return None
        if len(raw) > max_size:
            reason = f"UID {uid} of {self.mailbox} is larger than {max_size} bytes"
            raise MessageRefused(self._said(reason), for_good=True)
        return Fetched(self.mailbox, self.uidvalidity, uid, found[b"INTERNALDATE"].astimezone(UTC), raw)

    def flag_seen(self, uids: Sequence[int]) -> bool:
        """Set \\Seen on messages of the selected mailbox; False when the server will not (a read-only mailbox)."""
        try:
            with self._translated(f"flagging in {self.mailbox}"):
                self._client.add_flags(list(uids), [SEEN], silent=True)
        except MailboxError as error:
            if isinstance(error.__cause__, _CONNECTION_LOST):
                raise
            return False
        return True

    def idle(self, wake: int, seconds: float) -> bool:
        """Wait until the server speaks (True), the descriptor `wake` is readable, or `seconds` are over.

        What the server sent before the wait began ends it at once.
        """
        with self._translated(f"idling in {self.mailbox}"):
            self._begin_idle()
            spoke = self._buffered() or self._readable(wake, seconds)
            self._client.idle_done()
        return spoke

    def holds_sent(self, message_id: str) -> bool:
        """Look for a Message-ID in the Sent mailbox (RFC 6154, else common names); False when there is none."""
        with self._translated("looking for the Sent mailbox"):
            sent = self._client.find_special_folder(SENT)
        if sent is None or self._select(sent, readonly=True) is None:
            return False
        with self._translated(f"searching {sent}"):
            return bool(self._client.search(["HEADER", "Message-ID", message_id]))

    def find(self, mailbox: str, *criteria: str) -> list[int]:
        """List the messages of a mailbox that meet a search (RFC 9051 section 6.4.4), reading only."""
        if self._select(mailbox, readonly=True) is None:
            return []
        with self._translated(f"searching {mailbox}"):
            return list(self._client.search(list(criteria)))

    def close(self) -> None:
        """Hang up without ceremony: the server may be gone."""
        try:
            self._client.shutdown()
        except (OSError, IMAPClientError):
            return

    def _connect(self) -> IMAPClient:
        server = self._server
        timeout = SocketTimeout(CONNECT_SECONDS, READ_SECONDS)
        context = self._tls_context()
        client = IMAPClient(
            server.host, server.port, ssl=server.security == "tls", ssl_context=context, timeout=timeout
        )
        client.normalise_times = False
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # small commands wait 40 ms otherwise
        if server.security == "starttls":
            client.starttls(context)
        return client

    def _tls_context(self) -> ssl.SSLContext | None:
        if self._server.security == "none":
            return None
        try:
            return ssl.create_default_context(cafile=self._server.ca_file or None)
        except OSError as error:
            raise MailboxError(self._said(f"[imap] ca_file {self._server.ca_file} cannot be used ({error})")) from error

    def _log_in(self, token: Callable[[], str] | None) -> None:
        server = self._server
        with self._translated(f"logging in as {server.username}"):
            try:
                if server.auth == "oauth2" and token is not None:
                    self._client.oauth2_login(server.username, token())
                elif (server.username + server.password).isascii():
                    self._client.login(server.username, server.password)
                else:
                    self._client.plain_login(server.username, server.password)
            except LoginError as error:
                advice = "get a new token" if server.auth == "oauth2" else "check [imap] username and password"
                raise MailboxError(self._said(f"login as {server.username} was refused ({error}); {advice}")) from error

    def _select(self, mailbox: str, *, readonly: bool) -> int | None:
        self.mailbox = mailbox
        try:
            with self._translated(f"selecting {mailbox}"):
                selected = self._client.select_folder(mailbox, readonly)
        except MailboxError as error:
            if isinstance(error.__cause__, _CONNECTION_LOST) or self._exists(mailbox):
                raise
            return None
        self._untagged().clear()
        self._count = int(selected[b"EXISTS"])
        self.uidvalidity = int(selected[b"UIDVALIDITY"])
        return self.uidvalidity

    def _untagged(self) -> dict[str, list[bytes]]:
        untagged: dict[str, list[bytes]] = self._client._imap.untagged_responses
        return untagged

    def _exists(self, mailbox: str) -> bool:
        with self._translated(f"listing {mailbox}"):
            return bool(self._client.folder_exists(mailbox))

    def _begin_idle(self) -> None:
        """Send IDLE and read up to its continuation; IMAPClient takes an EXISTS that comes before it for an error."""
        imap = self._client._imap
        self._client._idle_tag = tag = imap._command("IDLE")
        while imap._get_response() is not None:
            if imap.tagged_commands[tag]:
                raise IMAPClientError(f"IDLE refused: {imap.tagged_commands.pop(tag)}")

    def _buffered(self) -> bool:
        """Whether bytes have been read from the server that no poll of the socket will tell of."""
        imap: Any = self._client._imap
        if hasattr(imap, "_readbuf"):  # Python 3.14 buffers by itself
            return bool(imap._readbuf) or bool(getattr(imap.sock, "pending", int)())
        imap.sock.setblocking(False)
        try:
            return bool(imap.file.peek(1))
        except ssl.SSLWantReadError:
            return False
        finally:
            imap.sock.settimeout(READ_SECONDS)

    def _readable(self, wake: int, seconds: float) -> bool:
        poller = select.poll()
        server = self._client.socket().fileno()
        poller.register(server, select.POLLIN)
        poller.register(wake, select.POLLIN)
        return any(descriptor == server for descriptor, _ in poller.poll(seconds * 1000))

    def _said(self, what: str) -> str:
        return f"IMAP server {self._server.host}:{self._server.port}: {what}"

    @contextmanager
    def _translated(self, doing: str) -> Iterator[None]:
        try:
            yield
        except ssl.SSLCertVerificationError as error:
            advice = "set [imap] ca_file to the authority that signed it, and host to a name that it bears"
            raise MailboxError(
                self._said(f"its certificate is not trusted ({error.verify_message}); {advice}")
            ) from error
        except (OSError, IMAPClientError) as error:
            raise MailboxError(self._said(f"{doing} failed: {error or type(error).__name__}")) from error
