"""The demonstration: the story of one question, through the real code on the embedded mail server, with a turned clock.

Everything happens over IMAP and SMTP on loopback and in a directory that is thrown away. Nothing here decides
anything; it writes what a PLR and an officer would write, and moves the clock.
"""

from __future__ import annotations

import asyncio
import smtplib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from imapclient import IMAPClient

from mailbot.app.deployment import Deployment, load
from mailbot.app.init import defaults
from mailbot.app.service import EMBEDDED_PASSWORD, Service
from mailbot.config import DEFAULT_PATH, config_path

PLR = "pat.hall@harpole-pc.example"
OFFICER = "a.reed@force.example"

_ROSTER = f"""council,plr_name,plr_email,officer_name,officer_email,officer_phone
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},01632 960190
"""
_RULES = ("introduction", "reply-deadline")
"""The rules that the story is about; the others would interrupt it."""

_QUESTION = """Dear PC Reed,

Thank you for introducing yourself. The hedge on Church Lane has grown over the
footpath, and the children walk in the road to get to school. Could somebody
have a look at it?

Kind regards
Pat Hall
"""
_ANSWER = """Dear Pat,

I am sorry that it took me so long. I walked down Church Lane this morning. The
county council will cut the hedge by the 20th, and until then I will be there
when school begins.

A. Reed
"""


@dataclass(slots=True)
class TurnedClock:
    """A clock that somebody turns; aware UTC."""

    at: datetime

    def now(self) -> datetime:
        """Give the instant that the clock shows."""
        return self.at


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment of the story: when it is, what happens, and the mails that people find in their inboxes."""

    at: datetime
    title: str
    mails: tuple[EmailMessage, ...]


@dataclass(slots=True)
class Inbox:
    """Somebody's mail program: it shows what is new and sends what they write."""

    address: str
    imap_port: int
    smtp_port: int
    seen: int = field(default=0)

    def new(self) -> list[EmailMessage]:
        """Fetch what has arrived since the last look."""
        with IMAPClient("127.0.0.1", port=self.imap_port, ssl=False) as client:
            client.login(self.address, EMBEDDED_PASSWORD)
            client.select_folder("INBOX", readonly=True)
            uids = [uid for uid in client.search() if uid > self.seen]
            fetched = client.fetch(uids, ["BODY.PEEK[]"]) if uids else {}
        self.seen = max(uids, default=self.seen)
        parser = BytesParser(policy=policy.default)
        return [parser.parsebytes(fetched[uid][b"BODY[]"]) for uid in uids]

    def reply(self, mail: EmailMessage, text: str, at: datetime) -> None:
        """Answer a mail as a mail program does."""
        reply = EmailMessage()
        reply["From"] = self.address
        reply["To"] = mail["Reply-To"]
        subject = str(mail["Subject"])
        reply["Subject"] = subject if subject.startswith("Re:") else f"Re: {subject}"
        reply["Date"] = at
        reply["Message-ID"] = f"<{at:%Y%m%d%H%M%S}.{self.address}>"
        reply["In-Reply-To"] = mail["Message-ID"]
        reply["References"] = f"{mail['References'] or ''} {mail['Message-ID']}".strip()
        reply.set_content(text)
        with smtplib.SMTP("127.0.0.1", self.smtp_port) as server:
            server.send_message(reply)


async def story(path: Path | None) -> AsyncIterator[Scene]:
    """Tell the story scene by scene; raises ConfigError when rules or templates are wrong.

    Where there is no deployment it is told with the defaults that mailbot carries.
    """
    deployment = load(_configuration(path))
    with TemporaryDirectory(prefix="mailbot-demo-") as directory:
        clock = TurnedClock(_local(deployment, 1, 9, 0))
        async with Service(_on_stage(deployment, Path(directory)), clock.now) as service:
            async for scene in _scenes(service, clock):
                yield scene


def _configuration(path: Path | None) -> Path:
    configured = config_path(path)
    return defaults() / DEFAULT_PATH if configured == DEFAULT_PATH and not configured.exists() else configured


def _on_stage(deployment: Deployment, directory: Path) -> Deployment:
    """Change the deployment so that it touches nothing of the real one."""
    roster = directory / "roster.csv"
    roster.write_text(_ROSTER, encoding="utf-8")
    config = deployment.config
    mail = config.mail.model_copy(update={"server": "embedded"})
    service = config.service.model_copy(update={"data": directory / "var", "live_from": None})
    embedded = config.embedded.model_copy(update={"smtp_port": 0, "imap_port": 0, "roster": roster})
    rules = tuple(rule for rule in deployment.rules if rule.name in _RULES)
    staged = config.model_copy(update={"mail": mail, "service": service, "embedded": embedded})
    return Deployment(staged, rules, deployment.templates, deployment.calendar)


async def _scenes(service: Service, clock: TurnedClock) -> AsyncIterator[Scene]:
    assert service.embedded is not None
    ports = (service.embedded.imap_port, service.embedded.smtp_port)
    plr, officer = Inbox(PLR, *ports), Inbox(OFFICER, *ports)
    coordinator = Inbox(service.deployment.config.coordinator.address, *ports)

    async def scene(day: int, hour: int, minute: int, title: str) -> Scene:
        clock.at = _local(service.deployment, day, hour, minute)
        await service.turn()
        mails = [mail for inbox in (officer, plr, coordinator) for mail in await asyncio.to_thread(inbox.new)]
        return Scene(clock.at, title, tuple(mails))

    introduced = await scene(1, 9, 0, "A council is put on the roster: its PLR is introduced to the officer.")
    yield introduced
    clock.at = _local(service.deployment, 3, 10, 12)
    await asyncio.to_thread(plr.reply, introduced.mails[0], _QUESTION, clock.at)
    asked = await scene(3, 10, 12, "The PLR simply replies. The officer gets the words, the PLR a date.")
    yield asked
    yield await scene(8, 9, 6, "Two working days before that date, the officer is reminded.")
    yield await scene(10, 9, 6, "On the morning of that day the officer is told what follows if nothing is written.")
    yield await scene(10, 17, 6, "The date passes without an answer. The PLR is told that it is known.")
    yield await scene(11, 8, 36, "The next morning the coordinator is told, with the proof.")
    clock.at = _local(service.deployment, 11, 11, 20)
    relay = next(mail for mail in asked.mails if OFFICER in str(mail["To"]))
    await asyncio.to_thread(officer.reply, relay, _ANSWER, clock.at)
    yield await scene(11, 11, 20, "The officer replies. The PLR gets the words, and the clock stops.")
    clock.at = _local(service.deployment, 11, 11, 26)  # all mail from before the answer has been read by then
    await service.turn()
    yield await scene(12, 8, 36, "The next morning the coordinator sees that it is settled.")


def _local(deployment: Deployment, day: int, hour: int, minute: int) -> datetime:
    """Give a moment of the story, which plays in June 2026."""
    return datetime(2026, 6, day, hour, minute, tzinfo=ZoneInfo(deployment.config.service.timezone)).astimezone(UTC)
