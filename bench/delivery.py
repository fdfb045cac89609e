"""How long a reply takes, from a server's acceptance to the fact in the ledger, and to its relay's acceptance.

The real service runs and watches its mailbox by IDLE. One PLR after another writes once the relay before is accepted,
after a pause of chance, on the embedded server and on Dovecot with an SMTP server of its own.
"""

from __future__ import annotations

import asyncio
import logging
import random
import shutil
import smtplib
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import structlog

from bench.ledger import percentiles
from mailbot.app.deployment import Deployment, load
from mailbot.app.roster import import_roster
from mailbot.app.service import EMBEDDED_PASSWORD, Servers, Service
from mailbot.ledger import Change
from mailbot.model.facts import Fact, MailAccepted, MessageArrived
from mailbot.model.mail import MailStatus
from tests.servers.background import Background
from tests.servers.certificates import make_certificates
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import SmtpServer

REPLIES = 200
COUNCILS = 50
LIAISON = "liaison@force.example"
OFFICER = "a.reed@force.example"
ROOT = Path(__file__).parents[1]
_HEADER = "council,plr_name,plr_email,officer_name,officer_email,officer_phone"


class Stopwatch:
    """Notes when the facts of the one message under way became durable."""

    def __init__(self, service: Service) -> None:
        self._commit = service.ledger.commit
        self._relayed = threading.Event()
        self.recorded_at = self.relayed_at = 0.0
        service.ledger.commit = self._watched  # type: ignore[method-assign]

    def _watched(self, change: Change) -> tuple[tuple[int, Fact], ...]:
        numbered = self._commit(change)
        for fact in change.facts:
            if isinstance(fact, MessageArrived):
                self.recorded_at = time.perf_counter()
            elif isinstance(fact, MailAccepted) and fact.relays:
                self.relayed_at = time.perf_counter()
                self._relayed.set()
        return numbered

    def measure(self, send: Callable[[], object]) -> tuple[float, float]:
        """Send a message, and give the seconds from its acceptance to its fact, and to its relay's acceptance."""
        self._relayed.clear()
        send()
        accepted_at = time.perf_counter()
        assert self._relayed.wait(30), "the relay was not accepted within 30 s"
        return max(0.0, self.recorded_at - accepted_at), max(0.0, self.relayed_at - accepted_at)


def question(number: int) -> EmailMessage:
    """Write what a PLR writes."""
    council = number % COUNCILS
    mail = EmailMessage()
    mail["From"], mail["To"] = f"plr{council}@council{council}.example", LIAISON
    mail["Subject"], mail["Message-ID"] = f"Hedge on Church Lane {number}", f"<{number}@council{council}.example>"
    mail.set_content("Could somebody look at the hedge on Church Lane? It hides the sign at the school.\n")
    return mail


@contextmanager
def running(deployment: Deployment, servers: Servers | None) -> Iterator[Service]:
    """Run the service, with a roster of many councils, until the end of the block."""
    background = Background()
    stopping = asyncio.Event()
    service = Service(deployment, lambda: datetime.now(UTC), servers=servers)
    background.run(service.__aenter__())
    ended = asyncio.run_coroutine_threadsafe(service.run(stopping), background.loop)
    try:
        take_the_roster(service, background.loop)
        yield service
    finally:
        background.loop.call_soon_threadsafe(stopping.set)
        ended.result(30)
        background.run(service.__aexit__())
        background.stop()


def deployed(directory: Path) -> Deployment:
    """Lay out our own configuration on free ports, and a roster of many councils with one officer."""
    for name in ("rules", "templates"):
        shutil.copytree(ROOT / name, directory / name)
    shutil.copy(ROOT / "config.toml", directory)
    rows = [f"Council {n},Plr {n},plr{n}@council{n}.example,PC A. Reed,{OFFICER},01632 960190" for n in range(COUNCILS)]
    (directory / "roster.csv").write_text("\n".join([_HEADER, *rows]), encoding="utf-8")
    deployment = load(directory / "config.toml")
    embedded = deployment.config.embedded.model_copy(
        update={"smtp_port": 0, "imap_port": 0, "roster": directory / "roster.csv"}
    )
    return replace(deployment, config=deployment.config.model_copy(update={"embedded": embedded}))


def take_the_roster(service: Service, loop: asyncio.AbstractEventLoop) -> None:
    """Import the roster where the service has not done so, and wait until everybody is introduced."""
    raw = service.deployment.config.embedded.roster.read_bytes()
    import_roster(service.books, raw, "roster.csv", datetime.now(UTC), correct=False, end_missing=False, dry_run=False)
    asyncio.run_coroutine_threadsafe(service.tick(), loop)
    while len(service.ledger.outbox(MailStatus.ACCEPTED)) < COUNCILS:
        time.sleep(0.05)


def on_the_embedded_server(directory: Path) -> list[tuple[float, float]]:
    """Measure with everything in one process; accepted is the reply to DATA."""
    with running(deployed(directory), None) as service:
        assert service.embedded is not None
        with smtplib.SMTP("127.0.0.1", service.embedded.smtp_port) as smtp:
            smtp.login(LIAISON, EMBEDDED_PASSWORD)
            return measured(Stopwatch(service), smtp.send_message)


def on_dovecot(directory: Path) -> list[tuple[float, float]]:
    """Measure with the servers apart; accepted is the reply to DATA of Dovecot's LMTP."""
    dovecot = Dovecot(make_certificates(directory))
    smtp = SmtpServer()
    servers = Servers(dovecot.server(LIAISON), smtp.server(LIAISON))

    def send(mail: EmailMessage) -> None:
        dovecot.deliver(str(mail["From"]), LIAISON, mail.as_bytes())

    try:
        with running(deployed(directory), servers) as service:
            return measured(Stopwatch(service), send)
    finally:
        smtp.remove()
        dovecot.remove()


def measured(stopwatch: Stopwatch, send: Callable[[EmailMessage], object]) -> list[tuple[float, float]]:
    """Send all messages, one at a time."""
    dice, seconds = random.Random(1), []
    for number in range(REPLIES):
        time.sleep(dice.uniform(0.02, 0.2))
        seconds.append(stopwatch.measure(partial(send, question(number))))
    return seconds


def main() -> None:
    """Print the figures."""
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    print(f"delivery: from a server's acceptance of a message, over {REPLIES} messages, the service watching by IDLE")
    for name, measure in (("embedded", on_the_embedded_server), ("Dovecot", on_dovecot)):
        with tempfile.TemporaryDirectory(prefix="mailbot-bench-") as directory:
            recorded, relayed = zip(*measure(Path(directory)), strict=True)
        for what, seconds in (("to the fact in the ledger", recorded), ("to its relay's acceptance", relayed)):
            p50, p95 = percentiles(list(seconds))
            print(f"  {name:8} {what:26} p50 {p50:7.1f} ms, p95 {p95:7.1f} ms")


if __name__ == "__main__":
    main()
