"""Books: the ledger, and everything that is folded from it, kept in step by one commit (laws 1 and 2)."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time

from mailbot.app.deployment import Deployment
from mailbot.app.directory import Directory
from mailbot.ledger.ledger import Change, Ledger
from mailbot.model.facts import Fact, VersionChanged
from mailbot.model.mail import Mail
from mailbot.model.people import Council, Person
from mailbot.model.records import MessageRecord, OutboxEntry, Position
from mailbot.model.token import reply_token
from mailbot.policy.decision import Decision
from mailbot.policy.folds import record
from mailbot.policy.programme import Programme
from mailbot.policy.state import State
from mailbot.reports.report import report


class Books:
    """What is recorded and what follows from it. Whoever reads state and then commits holds `lock` meanwhile."""

    def __init__(self, ledger: Ledger, deployment: Deployment, now: datetime) -> None:
        """Fold all facts; `now` is the first start where nothing is recorded yet."""
        config = deployment.config
        self.ledger = ledger
        self.state = State()
        self.lock = threading.RLock()
        self.directory = Directory(
            ledger,
            self.state,
            config.mail.address,
            config.coordinator,
            config.security.colleague_domains,
        )
        self._domain = config.mail.address.rpartition("@")[2]
        self._fold(ledger.facts())
        started_at = self.state.first_recorded_at or now
        live_from = config.service.live_from or started_at.astimezone(deployment.zone).date()
        self.programme = Programme(
            deployment.rules,
            deployment.calendar,
            datetime.combine(live_from, time(), deployment.zone).astimezone(UTC),
            config.coordinator.deputy != config.coordinator.address,
        )

    def commit(
        self,
        decision: Decision,
        *,
        messages: Iterable[MessageRecord] = (),
        positions: Iterable[Position] = (),
        outbox: Iterable[OutboxEntry] = (),
        people: Iterable[Person] = (),
        councils: Iterable[Council] = (),
    ) -> None:
        """Record facts, the mail they cause and what lies beside them in one durable write."""
        change = Change(
            facts=decision.facts,
            queue=tuple(OutboxEntry(mail=mail, message_id=self._message_id(mail)) for mail in decision.mails),
            outbox=tuple(outbox),
            messages=tuple(messages),
            positions=tuple(positions),
            people=(*decision.people, *self._moved(decision), *people),
            councils=(*decision.councils, *councils),
        )
        with self.lock:
            self._fold(self.ledger.commit(change))

    def record_versions(self, now: datetime) -> None:
        """Record which rules and which calendar are in force, where that has changed."""
        versions = {f"rule {rule.name}": rule.version for rule in self.programme.rules}
        versions["calendar"] = self.programme.calendar.version
        changed = tuple(
            VersionChanged(happened_at=now, recorded_at=now, of=of, version=version)
            for of, version in versions.items()
            if self.state.versions.get(of) != version
        )
        if changed:
            self.commit(Decision(changed))

    def _moved(self, decision: Decision) -> Iterator[Person]:
        """Give those who have another address from now on."""
        for person_id, other_id in decision.moves:
            person, other = self.ledger.person(person_id), self.ledger.person(other_id)
            if person is not None and other is not None:
                yield replace(person, address=other.address)

    def figures(self, from_on: date, until_on: date) -> Mapping[str, object]:
        """Give the report of whole local days, both included."""

        def council_name(council: str) -> str:
            known = self.ledger.council(council)
            return known.name if known else ""

        return report(self.state, self.programme, council_name, from_on, until_on)

    def _fold(self, numbered: Iterable[tuple[int, Fact]]) -> None:
        for number, fact in numbered:
            record(fact, self.state, number)
            self.directory.record(fact)

    def _message_id(self, mail: Mail) -> str:
        """Fix the Message-ID of a mail: nobody outside can make it, and the same key always has the same one."""
        return f"{reply_token(self.ledger.secret, 'mail', mail.key)}@{self._domain}"
