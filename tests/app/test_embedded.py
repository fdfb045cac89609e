"""The embedded server, spoken to as mail clients do."""

from __future__ import annotations

import asyncio
import smtplib
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from mailbot.app.embedded import EmbeddedServer
from mailbot.errors import ConfigError

BOT, PAT = "liaison@force.example", "pat.hall@harpole-pc.example"
USERS = {BOT: "bot-password", PAT: "pat-password"}
MORNING = datetime(2026, 6, 5, 8, 30, tzinfo=UTC)
MAIL = b"From: pat.hall@harpole-pc.example\r\nSubject: Hedge on Church Lane\r\n\r\nIt has not been cut.\r\n"
Start = Callable[..., EmbeddedServer]


def send(server: EmbeddedServer, recipient: str, raw: bytes = MAIL) -> None:
    with smtplib.SMTP("127.0.0.1", server.smtp_port) as smtp:
        smtp.login(PAT, USERS[PAT])
        smtp.sendmail(PAT, [recipient], raw)


@contextmanager
def inbox(server: EmbeddedServer, user: str, password: str | None = None) -> Iterator[IMAPClient]:
    with IMAPClient("127.0.0.1", server.imap_port, ssl=False, timeout=10) as client:
        client.normalise_times = False
        client.login(user, password or USERS[user])
        client.select_folder("INBOX")
        yield client


def wait_until_told(client: IMAPClient, line: bytes) -> None:
    """Read whole lines of an IDLE; IMAPClient's idle_check takes a line of which half has arrived for a lost server."""
    while client._imap._get_line() != line:
        pass


def test_a_mail_to_a_plus_address_reaches_the_mailbox_and_says_so(embedded: Start) -> None:
    """RFC 5233: what follows the plus sign is a detail of the same mailbox."""
    server = embedded(USERS)
    send(server, "Liaison+abcdefgh23456@force.example")
    with inbox(server, BOT) as client:
        raw = client.fetch([101], ["BODY.PEEK[]"])[101][b"BODY[]"]
    assert raw.endswith(MAIL)
    trace = raw.removesuffix(MAIL).decode()
    assert f"Return-Path: <{PAT}>\r\n" in trace
    assert "Delivered-To: Liaison+abcdefgh23456@force.example\r\n" in trace
    assert "\r\n\tfor <Liaison+abcdefgh23456@force.example>; " in trace


def test_a_mail_arrives_when_the_clock_it_was_given_says(embedded: Start) -> None:
    server = embedded(USERS, lambda: MORNING)
    send(server, BOT)
    with inbox(server, BOT) as client:
        assert client.fetch([101], ["INTERNALDATE"])[101][b"INTERNALDATE"] == MORNING


def test_a_stranger_is_refused_and_a_user_added_later_is_not(embedded: Start) -> None:
    server = embedded(USERS)
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(server, "a.reed@force.example")
    assert refused.value.recipients["a.reed@force.example"][0] == 550
    server.add_user("a.reed@force.example", "reed-password")
    send(server, "a.reed@force.example")
    with inbox(server, "a.reed@force.example", "reed-password") as client:
        assert client.search() == [101]


@pytest.mark.parametrize(("user", "password"), [(BOT, "pat-password"), ("a.reed@force.example", "")])
def test_a_wrong_password_opens_nothing(embedded: Start, user: str, password: str) -> None:
    server = embedded(USERS)
    with pytest.raises(LoginError), inbox(server, user, password or "x"):
        pass
    with smtplib.SMTP("127.0.0.1", server.smtp_port) as smtp, pytest.raises(smtplib.SMTPAuthenticationError):
        smtp.login(user, password)


def test_an_idle_hears_of_mail_at_once(embedded: Start) -> None:
    server = embedded(USERS)
    with inbox(server, BOT) as client:
        client.idle()
        send(server, BOT)
        started_at = time.monotonic()
        wait_until_told(client, b"* 1 EXISTS")
        assert time.monotonic() - started_at < 1.0
        client.idle_done()


def test_an_idle_tells_what_arrived_before_it_began(embedded: Start) -> None:
    server = embedded(USERS)
    with inbox(server, BOT) as client:
        send(server, BOT)
        client.idle()
        wait_until_told(client, b"* 1 EXISTS")
        client.idle_done()


def test_a_port_that_is_taken_is_said(embedded: Start) -> None:
    server = embedded(USERS)

    async def start_another() -> None:
        with pytest.raises(ConfigError, match=r"\[embedded\].*choose other values of smtp_port and imap_port"):
            await EmbeddedServer().start(USERS, smtp_port=server.smtp_port, imap_port=0, now=lambda: MORNING)

    asyncio.run(start_another())


def test_stopping_ends_the_sessions_of_those_who_are_connected(embedded: Start) -> None:
    async def start_and_stop() -> bytes:
        server = EmbeddedServer()
        await server.start(USERS, smtp_port=0, imap_port=0, now=lambda: MORNING)
        reader, writer = await asyncio.open_connection("127.0.0.1", server.imap_port)
        await reader.readline()
        await server.stop()
        rest = await asyncio.wait_for(reader.read(), 5)
        writer.close()
        return rest

    assert b"BYE" in asyncio.run(start_and_stop())


def test_without_the_extra_it_says_what_to_install() -> None:
    program = """
        import sys
        sys.modules["aiosmtpd.smtp"] = None
        from mailbot.app.embedded import EmbeddedServer
        EmbeddedServer()
    """
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "pip install 'mailbot[embedded]'" in run.stderr.splitlines()[-1]
