"""Submission: hands rendered mails to the SMTP server, and says of each whether it was accepted (RFC 5321, RFC 6409).

It neither renders nor retries: what was not accepted comes back as a SubmissionError that tells refused for good,
refused for now, and uncertain apart. A mail is uncertain from the moment its final dot was handed to the connection
until the server's reply to it was read (law 2). Field notes, aiosmtplib.
"""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import aiosmtplib
from aiosmtplib import SMTPException, SMTPResponseException

from mailbot.errors import SubmissionError
from mailbot.model.servers import Server

TIMEOUT_SECONDS = 60.0
TEXT_SECONDS = 600.0
"""From the begin of the text to the reply to its end: RFC 5321 section 4.5.3.2.6."""
STALE_SECONDS = 2.0
"""A connection unused for longer is asked with NOOP before a mail is entrusted to it."""

# Dot-atoms and quoted strings without what could end a command; RFC 5321 section 4.1.2, RFC 6531 section 3.3.
_ADDRESS = re.compile(r'(?:"[^"\\<>\x00-\x1f\x7f]+"|[^\s"(),:;<>@\[\\\]\x00-\x1f\x7f]+)@[^\s"(),;<>@\\\x00-\x1f\x7f]+')
_NOT_THE_MAILS_FAULT = {"connecting", "saying goodbye"}
_AUTHENTICATION = {530, 534, 535, 538}  # RFC 4954 section 6: ours to mend, and then the same mail succeeds
_ENHANCED_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)")  # RFC 2034 section 4
_LINE_START_DOT = re.compile(rb"(?m)^\.")


class Throttle:
    """Lets at most `limit` pass in any `seconds`; the others wait their turn."""

    def __init__(self, limit: int, seconds: float = 60.0) -> None:
        self._seconds = seconds
        self._passed: deque[float] = deque([-seconds] * limit, maxlen=limit)
        self._lock = asyncio.Lock()

    async def wait(self) -> None:
        """Return when one more may pass."""
        async with self._lock:
            await asyncio.sleep(max(0.0, self._passed[0] + self._seconds - time.monotonic()))
            self._passed.append(time.monotonic())


@dataclass
class _Line:
    """One of the connections, and when it last carried something."""

    client: aiosmtplib.SMTP
    used_at: float = 0.0


class Submitter:
    """Submits mails over a few connections that are kept open; belongs to one event loop."""

    def __init__(self, server: Server, reverse_path: str, *, token: Callable[[], str] | None = None) -> None:
        """Submit as `reverse_path`, where bounces go; `token` gives access tokens for XOAUTH2 and may block."""
        self._server = server
        self._reverse_path = reverse_path
        self._token = token
        self._throttle = Throttle(server.max_per_minute) if server.max_per_minute else None
        self._idle: asyncio.LifoQueue[_Line] = asyncio.LifoQueue()
        for _ in range(server.connections):
            self._idle.put_nowait(_Line(self._client()))

    async def submit(self, recipient: str, raw: bytes) -> None:
        """Submit one mail to one recipient; returning means that the server has accepted it.

        `raw` has CRLF line endings. Raises SubmissionError. A cancelled submission closes its connection.
        """
        _refuse_unusable(recipient)
        if self._throttle is not None:
            await self._throttle.wait()
        line = await self._idle.get()
        try:
            await self._made_ready(line)
            await self._transact(line.client, recipient, raw)
            line.used_at = time.monotonic()
        except BaseException:
            line.client.close()  # its replies may be one off, and its envelope half made
            raise
        finally:
            self._idle.put_nowait(line)

    async def check(self) -> None:
        """Log in once, and hang up; raises SubmissionError saying what is wrong and what to do."""
        client = self._client()
        try:
            await self._connected(client)
            await self._told(client.quit(), "saying goodbye")
        finally:
            client.close()

    async def close(self) -> None:
        """Wait for the mails under way and hang up; nothing can be submitted afterwards."""
        for _ in range(self._server.connections):
            client = (await self._idle.get()).client
            with suppress(SMTPException, OSError):
                if client.is_connected:
                    await client.quit()
            client.close()

    def _client(self) -> aiosmtplib.SMTP:
        server = self._server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",  # None would go on in clear where STARTTLS was stripped
            local_hostname=self._reverse_path.rpartition("@")[2].encode("idna").decode("ascii"),
            timeout=TIMEOUT_SECONDS,
        )

    async def _made_ready(self, line: _Line) -> None:
        client = line.client
        if client.is_connected and time.monotonic() - line.used_at > STALE_SECONDS:
            try:
                await client.noop()
            except (SMTPException, OSError):
                client.close()
        if not client.is_connected:
            await self._connected(client)

    async def _connected(self, client: aiosmtplib.SMTP) -> None:
        server = self._server
        if server.security != "none":
            client.tls_context = self._tls_context()
        await self._told(client.connect(), "connecting")
        if client.is_ehlo_or_helo_needed:
            await self._told(client.ehlo(), "connecting")
        if not server.username:
            return
        try:
            if server.auth == "oauth2" and self._token is not None:
                await client.auth_xoauth2(server.username, await asyncio.to_thread(self._token))
            else:
                await client.login(server.username, server.password)
        except aiosmtplib.SMTPAuthenticationError as error:
            client.close()
            advice = "get a new token" if server.auth == "oauth2" else "check [smtp] username and password"
            raise SubmissionError(
                self._said(f"login as {server.username} was refused ({error.code} {error.message}); {advice}")
            ) from error
        except (SMTPException, OSError) as error:
            client.close()
            raise SubmissionError(self._said(f"logging in as {server.username} failed: {error}")) from error

    def _tls_context(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self._server.ca_file or None)
        except OSError as error:
            raise SubmissionError(
                self._said(f"[smtp] ca_file {self._server.ca_file} cannot be used ({error})")
            ) from error

    async def _transact(self, client: aiosmtplib.SMTP, recipient: str, raw: bytes) -> None:
        options, encoding = self._extensions(client, recipient, raw)
        await self._told(client.mail(self._reverse_path, options=options, encoding=encoding), "MAIL")
        await self._told(client.rcpt(recipient, encoding=encoding), "RCPT")
        started = await self._told(client.execute_command(b"DATA"), "DATA")
        if started.code != 354:
            raise self._refused(SMTPResponseException(*started), "DATA")
        await self._send_text(client, raw)

    def _extensions(self, client: aiosmtplib.SMTP, recipient: str, raw: bytes) -> tuple[list[str], str]:
        """Choose the parameters of MAIL: RFC 1870, RFC 6152, RFC 6531; and how addresses are written."""
        options = [f"SIZE={len(raw)}"] if client.supports_extension("size") else []
        if not raw.isascii() and client.supports_extension("8bitmime"):
            options.append("BODY=8BITMIME")
        if (self._reverse_path + recipient).isascii():
            return options, "ascii"
        if not client.supports_extension("smtputf8"):
            reason = f"the server takes no address outside ASCII (SMTPUTF8), and {recipient} needs that"
            raise SubmissionError(self._said(reason), permanent=True)
        return [*options, "SMTPUTF8"], "utf-8"

    async def _send_text(self, client: aiosmtplib.SMTP, raw: bytes) -> None:
        """Send the text and then the final dot, so that it is known whether the dot was sent (law 2)."""
        protocol, transport = client.protocol, client.transport
        if protocol is None or not isinstance(transport, asyncio.WriteTransport):
            raise SubmissionError(self._said("the connection was lost before the text was sent"))
        reply = asyncio.ensure_future(protocol.read_response(TEXT_SECONDS))
        try:
            await asyncio.sleep(0)  # lets the reading begin: a refusal in mid-text would be dropped otherwise
            if not transport.is_closing():
                protocol.write(_LINE_START_DOT.sub(b"..", raw if raw.endswith(b"\r\n") else raw + b"\r\n"))
            while transport.get_write_buffer_size() and not reply.done():
                await asyncio.wait([reply], timeout=0.01)
            dot_sent = not reply.done() and not transport.is_closing()
            if dot_sent:
                protocol.write(b".\r\n")
            answer = await self._told(reply, "the text", uncertain=dot_sent)
        finally:
            reply.cancel()
        if not 200 <= answer.code <= 299:
            raise self._refused(SMTPResponseException(*answer), "the text")

    async def _told(
        self, answer: Awaitable[aiosmtplib.SMTPResponse], stage: str, *, uncertain: bool = False
    ) -> aiosmtplib.SMTPResponse:
        try:
            return await answer
        except SMTPResponseException as error:
            raise self._refused(error, stage, uncertain=uncertain) from error
        except ssl.SSLCertVerificationError as error:
            raise SubmissionError(self._untrusted(error)) from error
        except (SMTPException, OSError) as error:
            if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                raise SubmissionError(self._untrusted(error.__cause__)) from error
            raise SubmissionError(self._said(f"{stage}: {error or 'connection lost'}"), uncertain=uncertain) from error

    def _refused(self, error: SMTPResponseException, stage: str, *, uncertain: bool = False) -> SubmissionError:
        permanent = 500 <= error.code <= 599 and stage not in _NOT_THE_MAILS_FAULT and error.code not in _AUTHENTICATION
        unintelligible = not 400 <= error.code <= 599
        reason = self._said(f"{stage} was answered {error.code} {error.message}")
        return SubmissionError(
            reason, permanent=permanent, uncertain=uncertain and unintelligible, status=_status(error, stage)
        )

    def _untrusted(self, error: ssl.SSLCertVerificationError) -> str:
        advice = "set [smtp] ca_file to the authority that signed it, and host to a name that it bears"
        return self._said(f"its certificate is not trusted ({error.verify_message}); {advice}")

    def _said(self, what: str) -> str:
        return f"SMTP server {self._server.host}:{self._server.port}: {what}"


def _status(error: SMTPResponseException, stage: str) -> str:
    """Give the enhanced status code; 552 is too large before there is a recipient, or where it says so (RFC 1870)."""
    if found := _ENHANCED_STATUS.match(error.message):
        return found[0]
    is_too_large = error.code == 552 and (stage == "MAIL" or "size" in error.message.lower())
    return "5.3.4" if is_too_large and stage != "RCPT" else ""


def _refuse_unusable(recipient: str) -> None:
    if not _ADDRESS.fullmatch(recipient):
        raise SubmissionError(f"{recipient!r} is not an address that mail can be sent to; correct it", permanent=True)
