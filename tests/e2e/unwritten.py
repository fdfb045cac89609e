"""Days on which nobody writes: a bot's ledger is copied, and the copy lives them by the clock of the real service."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from mailbot.app.deployment import load
from mailbot.app.forecast import forecast
from mailbot.app.service import TICK_SECONDS, Servers, Service
from mailbot.model.facts import MailAccepted, StepTaken
from mailbot.model.mail import MailStatus
from mailbot.model.servers import Server
from tests.e2e.bot import LIAISON, LONDON
from tests.servers.background import Background
from tests.servers.smtp import SmtpServer

_NOWHERE = Server("127.0.0.1", 9, "none", LIAISON, "unused")


class Left(NamedTuple):
    """One mail that left, or would: when by London time, for whom, by which template and of which rules."""

    minute: str
    to: str
    template: str
    rules: str


@dataclass(frozen=True)
class Days:
    """What was foretold of some days, and what happened on them."""

    foretold: list[Left]
    happened: list[Left]
    rules: set[str]
    """The rules of which some step was taken."""


def days_without_a_word(directory: Path, copy: Path, now: datetime, days: int) -> Days:
    """Foretell the days of a deployment that lies in a directory, and live them on a copy of it."""
    shutil.copytree(directory, copy, symlinks=True)
    foretold = [
        Left(_minute(found.at), found.to, found.template, found.rule)
        for found in forecast(load(directory / "config.toml"), now, days)
    ]
    with _clocked(copy, now) as clock:
        known = clock.service.ledger.fact_count()
        while clock.at <= now + timedelta(days=days):
            clock.tick()
        return Days(foretold, sorted(clock.left(since=known)), clock.rules(since=known))


class _Clock:
    """The service with its clock: the mailbox is read and empty at each tick."""

    def __init__(self, directory: Path, now: datetime) -> None:
        self.at = now
        self.smtp = SmtpServer()
        servers = Servers(_NOWHERE, self.smtp.server(LIAISON))
        self.service = Service(load(directory / "config.toml"), lambda: self.at, servers=servers)
        self.background = Background()

    def tick(self) -> None:
        self.service.keeper.swept(self.at)
        self.service.keeper.tick(self.at)
        if self.service.ledger.outbox(MailStatus.QUEUED, MailStatus.UNCERTAIN):
            self.background.run(self.service.delivery.deliver())
        self.at += timedelta(seconds=TICK_SECONDS)

    def rules(self, since: int) -> set[str]:
        """Name the rules that have taken a step, by what was recorded after some number of facts."""
        facts = self.service.ledger.facts()
        return {fact.rule for number, fact in facts if number > since and isinstance(fact, StepTaken)}

    def left(self, since: int) -> Iterator[Left]:
        """Give what the server has accepted since."""
        ledger, house = self.service.ledger, self.service.deployment.house
        people = (*ledger.people(), house.coordinator, house.deputy, house.answers_to)
        addresses = {person.id: person.address for person in people}
        for number, fact in ledger.facts():
            if number > since and isinstance(fact, MailAccepted):
                entry = ledger.mail(fact.mail)
                assert entry is not None
                rules = ", ".join(dict.fromkeys(cause.rule for cause in entry.mail.causes))
                yield Left(_minute(fact.happened_at), addresses[fact.to], fact.template, rules)


@contextmanager
def _clocked(directory: Path, now: datetime) -> Iterator[_Clock]:
    clock = _Clock(directory, now)
    clock.background.run(clock.service.__aenter__())
    try:
        yield clock
    finally:
        clock.background.run(clock.service.__aexit__())
        clock.background.stop()
        clock.smtp.remove()


def _minute(at: datetime) -> str:
    return at.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")
