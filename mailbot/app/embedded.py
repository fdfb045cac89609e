"""The embedded mail server: IMAP (pymap, in memory) and SMTP (aiosmtpd) in the caller's event loop, on loopback only.

It is there for a first look, the demonstration and tests; it must never stand in for a real mailbox: nothing is
kept when it stops, UIDVALIDITY is new at each start, and keywords of one's own are dropped. Mail for
`local+detail@domain` reaches `local@domain` (RFC 5233); whom it does not know it refuses.
"""

from __future__ import annotations

import asyncio
import logging
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from mailbot.errors import ConfigError

try:
    from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
    from pymap.backend.dict import Config, Identity, Login
    from pymap.parsing.message import AppendMessage
    from pymap.user import UserMetadata
    from pysasl.hashing import Cleartext

    from mailbot.app.embedded_imap import serve_imap
except ModuleNotFoundError:
    INSTALLED = False
else:
    INSTALLED = True

LOOPBACK = "127.0.0.1"
HOSTNAME = "embedded.mailbot.example"


class EmbeddedServer:
    """Mailboxes for a few people on this machine; every one is both an IMAP account and an SMTP recipient."""

    def __init__(self) -> None:
        if not INSTALLED:
            raise ConfigError(
                [
                    "config.toml: [mail] server: the embedded mail server is not installed; "
                    "run pip install 'mailbot[embedded]', or set server = \"imap\" and fill in [imap] and [smtp]"
                ]
            )
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd warns of a deprecation of its own at each AUTH
        arguments = Namespace(passlib_cfg=None, proxy_protocol=None)
        settings: dict[str, Any] = {"demo_data": False, "demo_user": "", "demo_password": ""}
        self._config = Config(
            arguments,
            host=LOOPBACK,
            port=0,
            tls_enabled=False,
            hash_context=Cleartext(),
            max_append_len=2**28,
            **settings,
        )
        self._login = Login(self._config)
        self._servers: list[asyncio.Server] = []
        self._sessions: set[asyncio.Task[Any]] = set()
        self.smtp_port = 0
        self.imap_port = 0

    async def start(
        self, users: Mapping[str, str], *, smtp_port: int, imap_port: int, now: Callable[[], datetime]
    ) -> None:
        """Serve `users`, passwords by address; port 0 takes a free one. `now` gives every arrival its INTERNALDATE.

        Raises ConfigError when a port cannot be had.
        """
        for address, password in users.items():
            self.add_user(address, password)
        self._now = now
        loop = asyncio.get_running_loop()
        try:
            imap = await asyncio.start_server(self._serve_imap, LOOPBACK, imap_port)
            self._servers.append(imap)
            smtp = await loop.create_server(self._smtp_session, LOOPBACK, smtp_port)
            self._servers.append(smtp)
        except OSError as error:
            await self.stop()
            raise ConfigError(
                [f"config.toml: [embedded]: cannot listen ({error}); choose other values of smtp_port and imap_port"]
            ) from error
        self.imap_port = imap.sockets[0].getsockname()[1]
        self.smtp_port = smtp.sockets[0].getsockname()[1]

    def add_user(self, address: str, password: str) -> None:
        """Give somebody a mailbox, or a new password."""
        name = address.lower()
        self._login.users_dict[name] = UserMetadata(self._config, name, password=password)

    async def stop(self) -> None:
        """End all sessions and forget all mail."""
        for server in self._servers:
            server.close()
        for session in self._sessions:
            session.cancel()
        if self._sessions:
            await asyncio.wait(self._sessions)
        self._servers.clear()

    async def _serve_imap(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        session = asyncio.current_task()
        assert session is not None
        self._sessions.add(session)  # a session nobody refers to is collected in mid-flight from Python 3.13 on
        session.add_done_callback(self._sessions.discard)
        with suppress(ConnectionError, asyncio.CancelledError):
            await serve_imap(self._login, self._config, reader, writer)

    def _smtp_session(self) -> SMTP:
        return SMTP(
            _Delivery(self),
            hostname=HOSTNAME,
            ident="mailbot",
            enable_SMTPUTF8=True,
            auth_require_tls=False,
            authenticator=self._authenticate,
            loop=asyncio.get_running_loop(),
        )

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, credentials: Any
    ) -> AuthResult:
        if not isinstance(credentials, LoginPassword):
            return AuthResult(success=False, handled=False)
        user = self._login.users_dict.get(credentials.login.decode("utf-8", "replace").lower())
        return AuthResult(
            success=user is not None and user.password == credentials.password.decode("utf-8", "replace"), handled=False
        )

    def owner_of(self, recipient: str) -> str | None:
        """Find whose mailbox `recipient` reaches, with or without a detail; None for somebody unknown."""
        local, _, domain = recipient.lower().rpartition("@")
        for name in (f"{local}@{domain}", f"{local.partition('+')[0]}@{domain}"):
            if name in self._login.users_dict:
                return name
        return None

    async def deliver(self, reverse_path: str, recipient: str, raw: bytes) -> None:
        """Put one message into the inbox of one recipient, with the trace fields of RFC 5321 section 4.4."""
        owner = self.owner_of(recipient)
        assert owner is not None, "refused at RCPT"
        arrived_at = self._now()
        trace = (
            f"Return-Path: <{reverse_path}>\r\nDelivered-To: {recipient}\r\n"
            f"Received: by {HOSTNAME} with ESMTP\r\n\tfor <{recipient}>; {format_datetime(arrived_at)}\r\n"
        )
        async with Identity(owner, self._login, None, frozenset()).new_session() as session:
            inbox = await session.mailbox_set.get_mailbox("INBOX")
            await inbox.append(AppendMessage(trace.encode() + raw, arrived_at, frozenset()), recent=True)


class _Delivery:
    """What aiosmtpd asks at each stage of a transaction."""

    def __init__(self, server: EmbeddedServer) -> None:
        self._server = server

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names its hooks after the commands
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._server.owner_of(address) is None:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        for recipient in envelope.rcpt_tos:
            await self._server.deliver(envelope.mail_from or "", recipient, envelope.original_content or b"")
        return "250 2.0.0 Delivered"
