"""The service: composition root of the running bot. Reader thread, scheduler, delivery and requests around one ledger.

One thread owns the IMAP connection; everything else happens in one event loop. The clock is an argument (law 9).
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from mailbot.app import deployment as deployments
from mailbot.app.answering import answer_requests
from mailbot.app.books import Books
from mailbot.app.delivery import Delivery
from mailbot.app.deployment import Deployment
from mailbot.app.embedded import EmbeddedServer
from mailbot.app.intake import Intake
from mailbot.app.keeper import Keeper
from mailbot.app.microsoft365 import access_tokens
from mailbot.app.reading import Reading
from mailbot.app.roster import import_roster, planned_from_mail
from mailbot.errors import MailboxError
from mailbot.inbound.fetch import Pace, Reader
from mailbot.ledger.ledger import Ledger
from mailbot.model.servers import Server
from mailbot.outbound.composer import Composer
from mailbot.outbound.contexts import Names
from mailbot.outbound.submit import Submitter
from mailbot.policy.forgotten_steps import forgotten_steps
from mailbot.policy.renamed_rules import renamed_rules

log = structlog.get_logger()

TICK_SECONDS = 30
REQUEST_SECONDS = 1
FINISH_SECONDS = 3
"""How long the mails that are being submitted may take to be finished when the service is stopped."""

EMBEDDED_PASSWORD = "mailbot"


@dataclass(frozen=True, slots=True)
class Servers:
    """The two servers that mail comes from and goes to."""

    imap: Server
    smtp: Server
    token: Callable[[], str] | None = None
    """Gives access tokens, where a server wants them (XOAUTH2)."""


class Service:
    """Everything that runs; used as an asynchronous context manager. `turn` does in one go what time does in many."""

    def __init__(
        self,
        deployment: Deployment,
        now: Callable[[], datetime],
        *,
        servers: Servers | None = None,
        pace: Pace | None = None,
    ) -> None:
        """`servers` stand in for the configured ones, as for tests on ports of their own."""
        self.deployment = deployment
        self.embedded: EmbeddedServer | None = None
        self._now = now
        self._servers = servers
        self._pace = pace
        self._wake = asyncio.Event()
        self._failure: Exception | None = None

    async def __aenter__(self) -> Self:
        config = self.deployment.config
        self.ledger = Ledger.open(config.service.data)
        try:
            await self._compose()
        except BaseException:
            self.ledger.close()
            raise
        return self

    async def _compose(self) -> None:
        config, now = self.deployment.config, self._now
        self.books = Books(self.ledger, self.deployment, now())
        for formerly, rule in renamed_rules(self.books.programme, self.books.state):
            log.warning("rule.renamed", rule=rule, formerly=formerly)
        self.books.record_versions(now())
        for rule, step in forgotten_steps(self.books.programme, self.books.state):
            log.warning("step.forgotten", rule=rule, step=step)
        if self._servers is None:
            self._servers = await self._embed() if config.mail.server == "embedded" else configured(self.deployment)
        self.keeper = Keeper(self.books, config.digest.at, now())
        self._loop = asyncio.get_running_loop()
        reading = Reading(self.books, config, lambda entry: composer.text(entry))
        self.intake = Intake(self.books, self.keeper, reading, now, self._wake_delivery)
        self.reader = Reader(
            self._servers.imap, config.mail.mailboxes, self.intake, now, token=self._servers.token, pace=self._pace
        )
        self.submitter = Submitter(self._servers.smtp, config.mail.address, token=self._servers.token)
        names = Names(
            self.deployment.house,
            self.ledger,
            self.books.state,
            reading.new_text,
            self.books.figures,
            self._differences,
            reading.understood,
        )
        composer = Composer(self.deployment.templates, names, self.deployment.zone)
        at_once = self._servers.smtp.connections
        self.delivery = Delivery(self.books, composer, self.submitter, self.reader.find_sent, now, at_once=at_once)
        self.delivery.recover()

    async def __aexit__(self, *_: object) -> None:
        await self.submitter.close()
        if self.embedded is not None:
            await self.embedded.stop()
        self.ledger.close()

    def _differences(self, message: str) -> Sequence[str]:
        """Say what the roster that came with a message would change now."""
        return planned_from_mail(self.books, message, self._now())[1]

    async def _embed(self) -> Servers:
        """Start the embedded server with a mailbox for everybody; the sample roster is imported where none is."""
        config, now = self.deployment.config, self._now
        if not self.books.state.liaisons:
            raw = config.embedded.roster.read_bytes()
            import_roster(
                self.books, raw, config.embedded.roster.name, now(), correct=False, end_missing=False, dry_run=False
            )
        self.embedded = EmbeddedServer()
        users = dict.fromkeys(self.mailboxes(), EMBEDDED_PASSWORD)
        ports = config.embedded
        await self.embedded.start(users, smtp_port=ports.smtp_port, imap_port=ports.imap_port, now=now)
        return embedded_servers(self.embedded, config.mail.address)

    def mailboxes(self) -> dict[str, str]:
        """Name everybody who has an address: what they are, by address."""
        config = self.deployment.config
        named = {config.mail.address: "mailbot itself", config.coordinator.address: "coordinator"}
        for liaison in self.books.state.roster().values():
            for person_id, what in ((liaison.plr, "PLR"), (liaison.clerk, "Clerk"), (liaison.officer, "officer")):
                person = self.ledger.person(person_id or "")
                if person is not None and person.address:
                    named.setdefault(person.address, f"{what}: {person.name}")
        return named

    async def run(self, stopping: asyncio.Event) -> None:
        """Read, tick and deliver until `stopping` is set; raises what made reading or delivering end."""
        reading = threading.Thread(target=self._read, args=(stopping,), name="reader")
        scheduler = AsyncIOScheduler(job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1})
        scheduler.add_job(self.tick, "interval", seconds=TICK_SECONDS)
        scheduler.add_job(self._answer, "interval", seconds=REQUEST_SECONDS)
        delivering = asyncio.create_task(self._deliver_when_woken(stopping))
        reading.start()
        scheduler.start()
        try:
            await self.tick()
            await stopping.wait()
        finally:
            scheduler.shutdown(wait=False)
            self.reader.stop()
            self.delivery.stop()
            self._wake.set()
            await asyncio.to_thread(reading.join)
            await asyncio.wait([delivering], timeout=FINISH_SECONDS)
            delivering.cancel()
            await asyncio.wait([delivering])
        if self._failure is not None:
            raise self._failure

    def _read(self, stopping: asyncio.Event) -> None:
        try:
            self.reader.run()
        except Exception as error:
            log.exception("reader.failed")
            self._failure = error
            self._loop.call_soon_threadsafe(stopping.set)

    async def tick(self) -> None:
        """Do what is due by now, and have it delivered."""
        self.keeper.tick(self._now())
        self._wake.set()

    async def turn(self) -> None:
        """Read what is there, do what is due, and deliver what follows; one pass of everything (`mailbot once`).

        A mailbox that cannot be read is the keeper's to know: what needs no reading is done all the same (law 5).
        """
        try:
            await asyncio.to_thread(self.reader.read_once)
        except MailboxError as error:
            self.intake.unreadable(str(error))
        self.keeper.tick(self._now())
        await self.delivery.deliver()

    def _wake_delivery(self) -> None:
        self._loop.call_soon_threadsafe(self._wake.set)

    async def _deliver_when_woken(self, stopping: asyncio.Event) -> None:
        try:
            while not stopping.is_set():
                await self._wake.wait()
                self._wake.clear()
                await self.delivery.deliver()
        except Exception as error:
            log.exception("delivery.failed")
            self._failure = error
            stopping.set()

    async def _answer(self) -> None:
        if answer_requests(self.books, self.deployment.config.service.data, self.keeper, self._now()):
            if self.embedded is not None:
                for address in self.mailboxes():
                    self.embedded.add_user(address, EMBEDDED_PASSWORD)
            await self.tick()


def configured(deployment: Deployment) -> Servers:
    """Give the servers of the configuration; raises ConfigError when a secret cannot be read."""
    config = deployment.config
    assert config.imap is not None and config.smtp is not None
    token = access_tokens(config.oauth2) if config.oauth2 else None
    return Servers(deployments.server(config.imap), deployments.server(config.smtp), token)


def embedded_servers(embedded: EmbeddedServer, address: str) -> Servers:
    """Say how the bot reaches its embedded server."""

    def at(port: int) -> Server:
        return Server("127.0.0.1", port, "none", address, EMBEDDED_PASSWORD)

    return Servers(at(embedded.imap_port), at(embedded.smtp_port))
