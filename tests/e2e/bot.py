"""The whole bot in one process with a turned clock, on Dovecot and a real SMTP server, or on its embedded one."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from imapclient import IMAPClient

from mailbot.app.deployment import Deployment, load
from mailbot.app.embedded import EmbeddedServer
from mailbot.app.roster import import_roster
from mailbot.app.service import EMBEDDED_PASSWORD, Servers, Service, embedded_servers
from mailbot.model.facts import Fact
from tests.e2e.client import parsed
from tests.servers.background import Background
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import SmtpServer

ROOT = Path(__file__).parents[2]
LIAISON = "liaison@force.example"
COORDINATOR = "coordinator@force.example"
LONDON = ZoneInfo("Europe/London")


def local(text: str) -> datetime:
    """Read `2026-06-03 10:12` as London time."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def deployed(
    directory: Path, changes: Mapping[str, str] | None = None, rules: Sequence[str] = ("introduction", "reply-deadline")
) -> Deployment:
    """Lay out a deployment with our own templates and some rules; `changes` replace words of config.toml.

    The templates are those of the root, which are read once for all tests: who changes one copies them first.
    """
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "templates").symlink_to(ROOT / "templates")
    (directory / "rules").mkdir()
    for rule in rules:
        shutil.copy(ROOT / "rules" / f"{rule}.toml", directory / "rules")
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    for old, new in (changes or {}).items():
        assert old in text
        text = text.replace(old, new)
    (directory / "config.toml").write_text(text, encoding="utf-8")
    return load(directory / "config.toml")


class Post(Protocol):
    """Where people's mail is: how a test sends as them and reads as them."""

    def servers(self) -> Servers:
        """Say how the bot reaches it."""

    def send(self, mail: EmailMessage, at: datetime) -> None:
        """Let a mail to the bot arrive at an instant."""

    def read(self, address: str) -> list[bytes]:
        """Give everything in somebody's inbox, oldest first."""

    def remove(self) -> None:
        """Forget it."""


class RealPost:
    """Dovecot for everybody's mailboxes, and an SMTP server that records and delivers to it."""

    def __init__(self, dovecot: Dovecot) -> None:
        self.dovecot = dovecot
        self.smtp = SmtpServer(deliver=self._deliver)

    def _deliver(self, reverse_path: str, recipient: str, raw: bytes) -> None:
        self.dovecot.deliver(reverse_path, recipient, raw)

    def servers(self) -> Servers:
        return Servers(self.dovecot.server(LIAISON), self.smtp.server(LIAISON))

    def send(self, mail: EmailMessage, at: datetime) -> None:
        self.dovecot.append(LIAISON, mail.as_bytes(), at)

    def read(self, address: str) -> list[bytes]:
        return [message.raw for message in self.dovecot.messages(address)]

    def remove(self) -> None:
        self.smtp.remove()


class EmbeddedPost:
    """The embedded server, with a mailbox for everybody."""

    def __init__(self, addresses: list[str]) -> None:
        self._background = Background()
        self._now = datetime.now(UTC)
        self._embedded = EmbeddedServer()
        users = dict.fromkeys([*addresses, LIAISON, COORDINATOR], EMBEDDED_PASSWORD)
        self._background.run(self._embedded.start(users, smtp_port=0, imap_port=0, now=lambda: self._now))

    def servers(self) -> Servers:
        return embedded_servers(self._embedded, LIAISON)

    def send(self, mail: EmailMessage, at: datetime) -> None:
        self._now = at
        self._background.run(self._embedded.deliver(str(mail["From"]), str(mail["To"]), mail.as_bytes()))

    def read(self, address: str) -> list[bytes]:
        with IMAPClient("127.0.0.1", self._embedded.imap_port, ssl=False) as client:
            client.login(address, EMBEDDED_PASSWORD)
            client.select_folder("INBOX", readonly=True)
            uids = client.search()
            found = client.fetch(uids, ["BODY.PEEK[]"]) if uids else {}
        return [found[uid][b"BODY[]"] for uid in uids]

    def remove(self) -> None:
        self._background.run(self._embedded.stop())
        self._background.stop()


class Bot:
    """The service with its clock in the test's hand."""

    def __init__(self, deployment: Deployment, post: Post, at: datetime) -> None:
        self.deployment = deployment
        self.post = post
        self.at = at
        self._background = Background()
        self._seen: dict[str, int] = {}
        self.start()

    def start(self) -> None:
        """Start, or start again with the same ledger."""
        self.service = Service(self.deployment, lambda: self.at, servers=self.post.servers())
        self._background.run(self.service.__aenter__())

    def stop(self) -> None:
        """Stop in good order."""
        self._background.run(self.service.__aexit__())

    def remove(self) -> None:
        self.stop()
        self._background.stop()
        self.post.remove()

    def import_roster(self, csv: str, *, correct: bool = False) -> tuple[str, ...]:
        """Import a roster as the command does."""
        return import_roster(
            self.service.books,
            csv.encode(),
            "roster.csv",
            self.at,
            correct=correct,
            end_missing=False,
            dry_run=False,
        )

    def turn(self, at: str) -> None:
        """Turn the clock to a London time, and let everything happen that is due."""
        self.at = local(at)
        self._background.run(self.service.turn())

    def arrives(self, mail: EmailMessage, at: str) -> None:
        """Let a mail arrive at a London time, and be dealt with at once."""
        self.at = local(at)
        self.post.send(mail, self.at)
        self._background.run(self.service.turn())

    def inbox(self, address: str) -> list[EmailMessage]:
        """Give what has arrived for somebody since the last look."""
        raws = self.post.read(address)
        new = raws[self._seen.get(address, 0) :]
        self._seen[address] = len(raws)
        return [parsed(raw) for raw in new]

    def facts(self, *kinds: type[Fact]) -> list[Fact]:
        """Give the recorded facts of some kinds."""
        return [fact for _, fact in self.service.ledger.facts() if isinstance(fact, kinds)]
