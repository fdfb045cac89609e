"""A real SMTP server on loopback that records all it accepts, and can be told to refuse or to hang up at each stage."""

from __future__ import annotations

from base64 import b64decode
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session, auth_mechanism

from mailbot.model.servers import Auth, Security, Server
from tests.servers.background import Background
from tests.servers.certificates import Certificates

PASSWORD = "a-password"
Stage = Literal["MAIL", "RCPT", "DATA", "BODY", "END", "ACCEPTED"]
"""At a command; BODY: in mid-text; END: after the final dot, with nothing kept; ACCEPTED: after it was kept."""


@dataclass(frozen=True)
class Submission:
    """One accepted transaction."""

    reverse_path: str
    recipients: tuple[str, ...]
    raw: bytes
    options: tuple[str, ...] = ()


@dataclass
class _Orders:
    """What it was told to do with the next transactions."""

    refusals: deque[tuple[Stage, str]] = field(default_factory=deque)
    drops: deque[Stage] = field(default_factory=deque)


class SmtpServer:
    """Accepts mail from anybody or, with `tokens` or PASSWORD, from whoever logs in; `deliver` takes it further."""

    def __init__(
        self,
        certificates: Certificates | None = None,
        security: Security = "none",
        deliver: Callable[[str, str, bytes], object] | None = None,
        port: int = 0,
    ) -> None:
        self.accepted: list[Submission] = []
        self.logins: list[str] = []
        self.connections = 0
        self.noops = 0
        self.tokens: dict[str, str] = {}
        self.deliver = deliver
        self.smtputf8 = True
        self.port = port
        self._security = security
        self._certificates = certificates
        self._orders = _Orders()
        self._background = Background()
        self._sessions: set[SMTP] = set()
        self.start()

    def start(self) -> None:
        """Listen, on the same port as before."""
        context = self._certificates.server_context() if self._certificates and self._security != "none" else None
        listening = self._background.loop.create_server(
            lambda: _Session(self, self._background.loop, context if self._security == "starttls" else None),
            "127.0.0.1",
            self.port,
            ssl=context if self._security == "tls" else None,
        )
        self._listener = self._background.run(listening)
        self.port = self._listener.sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Stop listening, and hang up on everybody."""
        self._background.run(self._hang_up())

    def remove(self) -> None:
        self.stop()
        self._background.stop()

    def refuse(self, reply: str, *, at: Stage = "RCPT", times: int = 1) -> None:
        """Answer the next `times` transactions with `reply`, a code and words, at this stage."""
        self._orders.refusals.extend([(at, reply)] * times)

    def drop(self, at: Stage, times: int = 1) -> None:
        """Hang up in the next `times` transactions at this stage."""
        self._orders.drops.extend([at] * times)

    def forget_orders(self) -> None:
        """Take back what it was told to refuse and to drop."""
        self._orders.refusals.clear()
        self._orders.drops.clear()

    def hang_up(self) -> None:
        """Cut every connection there is, as servers do with idle ones."""
        self._background.run(self._cut())

    def server(self, username: str = "", *, password: str = PASSWORD, auth: Auth = "password", **more: Any) -> Server:
        """Give the settings that mailbot submits with; `more` goes to Server."""
        ca_file = str(self._certificates.authority) if self._certificates else ""
        return Server("127.0.0.1", self.port, self._security, username, password, ca_file, auth, **more)

    async def _hang_up(self) -> None:
        self._listener.close()
        await self._cut()

    async def _cut(self) -> None:
        for session in list(self._sessions):
            if session.transport is not None:
                session.transport.abort()

    def refusal(self, stage: Stage) -> str:
        """Take the refusal that is due at this stage, if one is."""
        due = self._orders.refusals
        return due.popleft()[1] if due and due[0][0] == stage else ""

    def drops_at(self, stage: Stage) -> bool:
        """Take the hanging up that is due at this stage, if one is."""
        due = self._orders.drops
        return bool(due) and due[0] == stage and bool(due.popleft())

    def keep(self, envelope: Envelope) -> None:
        """Record a transaction, and deliver it."""
        raw = envelope.original_content or b""
        recipients = tuple(envelope.rcpt_tos)
        self.accepted.append(Submission(envelope.mail_from or "", recipients, raw, tuple(envelope.mail_options)))
        for recipient in recipients if self.deliver else ():
            assert self.deliver is not None
            self.deliver(envelope.mail_from or "", recipient, raw)


class _Session(SMTP):
    """One connection: aiosmtpd, with the orders looked up at each stage."""

    def __init__(self, owner: SmtpServer, loop: Any, context: Any) -> None:
        super().__init__(
            _Hooks(owner),
            hostname="smtp.force.example",
            enable_SMTPUTF8=owner.smtputf8,
            tls_context=context,
            auth_require_tls=False,
            authenticator=self._judge_login,
            loop=loop,
        )
        self._owner = owner

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._owner.connections += 1
        self._owner._sessions.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        self._owner._sessions.discard(self)
        super().connection_lost(error)

    async def smtp_MAIL(self, arg: str) -> None:
        await self._at("MAIL", super().smtp_MAIL, arg)

    async def smtp_RCPT(self, arg: str) -> None:
        await self._at("RCPT", super().smtp_RCPT, arg)

    async def smtp_DATA(self, arg: str) -> None:
        if self._owner.drops_at("BODY"):
            await self.push("354 Go on")
            await self._reader.read(1)
            self.transport.abort()
        else:
            await self._at("DATA", super().smtp_DATA, arg)

    async def smtp_NOOP(self, arg: str) -> None:
        self._owner.noops += 1
        await super().smtp_NOOP(arg)

    async def _at(self, stage: Stage, command: Callable[[str], Any], arg: str) -> None:
        if self._owner.drops_at(stage):
            self.transport.abort()
        elif refusal := self._owner.refusal(stage):
            await self.push(refusal)
        else:
            await command(arg)

    @auth_mechanism("XOAUTH2")
    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        fields = dict(part.split("=", 1) for part in b64decode(args[1]).decode().split("\1") if "=" in part)
        known = self._owner.tokens.get(fields["auth"].removeprefix("Bearer ")) == fields["user"]
        if known:
            self._owner.logins.append(fields["user"])
        return AuthResult(success=known, handled=False)

    def _judge_login(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, credentials: Any
    ) -> AuthResult:
        known = isinstance(credentials, LoginPassword) and credentials.password == PASSWORD.encode()
        if known:
            self._owner.logins.append(credentials.login.decode())
        return AuthResult(success=known, handled=False)


class _Hooks:
    """What aiosmtpd asks once the text is complete."""

    def __init__(self, owner: SmtpServer) -> None:
        self._owner = owner

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if refusal := self._owner.refusal("END"):
            return refusal
        if self._owner.drops_at("END"):
            server.transport.abort()
            return "451 hung up"
        self._owner.keep(envelope)
        if self._owner.drops_at("ACCEPTED"):
            server.transport.abort()
        return "250 2.0.0 Accepted"
