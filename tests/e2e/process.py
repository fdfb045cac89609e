"""The real process: `mailbot run` on Dovecot and a real SMTP server, started, killed, stopped and looked into."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mailbot.app import changes
from mailbot.ledger import Ledger
from mailbot.model.facts import Fact
from mailbot.model.mail import MailStatus
from tests.e2e import killed
from tests.e2e.bot import LIAISON, RealPost, deployed
from tests.e2e.client import new, parsed
from tests.servers.dovecot import PASSWORD

MAILBOT = Path(sys.executable).with_name("mailbot")
ON_ITS_WAY = (MailStatus.QUEUED, MailStatus.SUBMITTING, MailStatus.UNCERTAIN)
_SERVERS = """[imap]
host = "127.0.0.1"
port = {imap_port}
security = "none"
password_env = "LIAISON_PASSWORD"

[smtp]
host = "127.0.0.1"
port = {smtp_port}
security = "none"
password_env = "LIAISON_PASSWORD"

[working_time]"""


class Site:
    """One deployment with a roster on servers of its own, and the processes that run it."""

    def __init__(self, directory: Path, post: RealPost, roster: str) -> None:
        self.post = post
        self.began_at = datetime.now(UTC).replace(microsecond=0)
        live_from = (self.began_at - timedelta(days=7)).date()
        servers = _SERVERS.format(imap_port=post.dovecot.imap_port, smtp_port=post.smtp.port)
        self._deployment = deployed(
            directory,
            {
                'server = "embedded" ': 'server = "imap" ',
                "# live_from = 2026-06-01": f"live_from = {live_from.isoformat()}",
                "[working_time]": servers,
            },
        )
        self._config = directory / "config.toml"
        self.data = self._deployment.config.service.data
        self._log = directory / "log"
        self._processes: list[subprocess.Popen[bytes]] = []
        changes.import_roster(
            self._deployment,
            roster.encode(),
            "roster.csv",
            self.began_at,
            correct=False,
            end_missing=False,
            dry_run=False,
        )

    # Processes

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a command in a process of its own; `run` where none is named."""
        return self._start(str(MAILBOT), *(command or ("run",)))

    def start_to_die(self, point: str, times: int) -> subprocess.Popen[bytes]:
        """Start `run` in a process that dies at a point of `killed.POINTS`."""
        return self._start(sys.executable, killed.__file__, point, str(times), "run")

    def command(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [str(MAILBOT), *command, "--config", str(self._config)],
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=30,
        )

    def log(self) -> str:
        """Give what the processes have said."""
        return self._log.read_text(encoding="utf-8")

    def remove(self) -> None:
        """Kill what still runs, and forget the servers."""
        for process in self._processes:
            process.kill()
            process.wait(10)
        self.post.remove()

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with self._log.open("a") as log:
            command = [*arguments, "--config", str(self._config)]
            process = subprocess.Popen(command, env=self._environment(), stdout=log, stderr=log)
        self._processes.append(process)
        return process

    def _environment(self) -> dict[str, str]:
        return os.environ | {"LIAISON_PASSWORD": PASSWORD}

    # Mail

    def ask(self, plr: str, subject: str, arrived_at: datetime) -> None:
        """Let a PLR's question lie in the inbox with an INTERNALDATE (law 4)."""
        mail = new(plr, LIAISON, subject, f"What will be done about the {subject.lower()}?", arrived_at)
        self.post.send(mail, arrived_at)

    def sent(self) -> Counter[str]:
        """Count the mails that the SMTP server has accepted, by Message-ID."""
        return Counter(str(parsed(each.raw)["Message-ID"]) for each in list(self.post.smtp.accepted))

    # The ledger

    def wait_until(self, what: str, is_so: Callable[[], bool], seconds: float = 20.0) -> None:
        """Look again and again until it is so; fails, with the log, when it is not in time."""
        give_up_at = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < give_up_at, f"not within {seconds} s: {what}\n{self.log()}"
            time.sleep(0.05)

    def is_settled(self, messages: int, mails: int) -> bool:
        """Whether so many messages are taken in and flagged, and so many mails accepted with none on its way."""
        position = self.ledger().position("INBOX")
        is_flagged = position is not None and position.flagged_uid == position.last_uid == messages
        return is_flagged and self.has_sent(mails)

    def has_sent(self, mails: int) -> bool:
        """Whether so many mails were accepted, with none on its way."""
        ledger = self.ledger()
        return len(ledger.outbox(MailStatus.ACCEPTED)) == mails and not ledger.outbox(*ON_ITS_WAY)

    def cut_off(self) -> set[str]:
        """Give the Message-IDs of the mails that a process was submitting when it died."""
        return {f"<{entry.message_id}>" for entry in self.ledger().outbox(MailStatus.SUBMITTING)}

    def ledger(self) -> Ledger:
        """Give a view of the ledger as it stands."""
        return Ledger.view(self.data)

    def facts(self, kind: type[Fact]) -> list[Fact]:
        """Give the recorded facts of one kind."""
        return [fact for _, fact in self.ledger().facts() if isinstance(fact, kind)]
