"""Forecast: every mail that would leave in the coming days if nobody did anything. Sends and stores nothing.

The recorded facts are folded into a state of its own, and the clock is turned through the real policy and the real
gate. It takes for granted that the mailbox can be read, that the server accepts what it is given, and that nobody
writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mailbot.app.books import Books
from mailbot.app.deployment import Deployment
from mailbot.app.keeper import WATERMARK_MARGIN, falls_due
from mailbot.app.service import TICK_SECONDS
from mailbot.ledger import Ledger
from mailbot.model.facts import Fact
from mailbot.model.mail import Mail, MailStatus
from mailbot.outbound.contexts import Names
from mailbot.outbound.gate import Leave, Reader, decide
from mailbot.policy.agenda import Agenda
from mailbot.policy.decision import Decision
from mailbot.policy.folds import record
from mailbot.policy.hand_over import next_change
from mailbot.policy.officer_changes import next_officer_change
from mailbot.policy.outcomes import accepted, failed
from mailbot.policy.working_time import Calendar, polite

_ONE_DAY = timedelta(days=1)
_WITHOUT_A_RULE = {
    "digest": "there is something to tell the coordinator",
    "left-unacted": "the coordinator has left it for two working days, or is not the one to see it",
}
"""Why there is a mail that no step has asked for."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """One mail that would leave, and why; `at` is local time."""

    at: datetime
    to: str
    template: str
    """Empty where somebody's message is passed on."""
    rule: str
    obligation: str
    council: str
    why: str


def forecast(deployment: Deployment, now: datetime, days: int) -> Iterator[Forecast]:
    """Give what would leave up to so many days after `now`, in order. Raises LedgerError where there is no ledger."""
    ledger = Ledger.view(deployment.config.service.data)
    yield from _Future(deployment, ledger, now).until(now + days * _ONE_DAY)


class _Future:
    """The bot with its clock turned, in memory."""

    def __init__(self, deployment: Deployment, ledger: Ledger, now: datetime) -> None:
        books = Books(ledger, deployment, now)
        self._ledger = ledger
        self._state = books.state
        self._programme = books.programme
        self._agenda = Agenda(books.programme, books.state)
        self._names = Names(deployment.house, ledger, books.state, lambda _: "", books.figures, lambda _: ())
        self._digest_at = deployment.config.digest.at
        self._now = now
        self._waiting = {
            entry.mail.key: (max(entry.retry_at or now, now), entry.mail)
            for entry in ledger.outbox(MailStatus.QUEUED, MailStatus.UNCERTAIN, MailStatus.SUBMITTING)
        }
        self._queued_already = frozenset(self._waiting)

    def until(self, end: datetime) -> Iterator[Forecast]:
        """Turn the clock from one instant at which something happens to the next."""
        while self._now <= end:
            self._tick()
            yield from self._deliver()
            self._now = max(self._next_at(), self._now + timedelta(seconds=TICK_SECONDS))

    def _next_at(self) -> datetime:
        leaving = [at for at, _ in self._waiting.values()]
        digest = _next_digest(self._now, self._digest_at, self._programme.calendar)
        changes = (next_change(self._state, self._programme), next_officer_change(self._state, self._programme))
        return min([*leaving, digest, *filter(None, changes), self._agenda.next_at(WATERMARK_MARGIN)])

    def _tick(self) -> None:
        now, watermark = self._now, self._now - WATERMARK_MARGIN
        due = falls_due(self._agenda, self._programme, self._state, self._digest_at, now=now, watermark=watermark)
        for decision in due:
            self._record(decision)

    def _record(self, decision: Decision) -> None:
        self._fold(*decision.facts)
        for mail in decision.mails:
            if self._ledger.mail(mail.key) is None:
                self._waiting.setdefault(mail.key, (self._now, mail))

    def _fold(self, *facts: Fact) -> None:
        for fact in facts:
            record(fact, self._state, self._state.last_fact + 1)

    def _deliver(self) -> Iterator[Forecast]:
        for key, (at, mail) in list(self._waiting.items()):
            if at <= self._now and self._leaves(mail):
                del self._waiting[key]
                yield self._told(mail)

    def _leaves(self, mail: Mail) -> bool:
        """Ask the gate; a mail that it keeps waits on, and one that can never leave is forgotten."""
        address, now, calendar = self._names.person(mail.to).address, self._now, self._programme.calendar
        dead = (address.lower(),) if mail.to in self._state.unreachable else ()
        before = self._state.own_mail_at.get((mail.to, mail.is_answer), ())
        reader = Reader(address=address, dead_addresses=dead, own_mail_at=before)
        decision = decide(mail, reader, now=now, polite_from=lambda instant: polite(calendar, instant))
        if decision.leave is Leave.NOW:
            self._fold(*accepted(mail, self._state, now))
            return True
        if decision.until is not None:
            self._waiting[mail.key] = (decision.until, mail)
        else:
            del self._waiting[mail.key]
            self._fold(failed(mail, decision.reason, now, recorded_at=now))
        return False

    def _told(self, mail: Mail) -> Forecast:
        thread = self._state.threads.get(mail.thread)
        about: set[str | None] = {cause.liaison for cause in mail.causes} or {thread.opened.liaison if thread else None}
        return Forecast(
            at=self._now.astimezone(self._programme.calendar.zone),
            to=self._names.person(mail.to).address,
            template=mail.template,
            rule=", ".join(dict.fromkeys(cause.rule for cause in mail.causes)),
            obligation=", ".join(cause.obligation for cause in mail.causes),
            council=", ".join(sorted(self._names.council(liaison) for liaison in about if liaison)),
            why=self._why(mail),
        )

    def _why(self, mail: Mail) -> str:
        steps: dict[str, dict[str, None]] = {}
        for cause in mail.causes:
            steps.setdefault(cause.rule, {})[cause.step] = None
        titles = {rule.name: rule.title for rule in self._programme.rules}
        reasons = [f"{titles.get(rule, rule)}: {', '.join(names)}" for rule, names in steps.items()]
        if mail.key in self._queued_already:
            reasons.append("it is queued already")
        return "; ".join(reasons) or _WITHOUT_A_RULE.get(mail.template, "a change that was announced takes effect")


def _next_digest(now: datetime, at: time, calendar: Calendar) -> datetime:
    """Give the next instant at which a digest may be written."""
    day: date = calendar.local_day(now)
    while (slot := datetime.combine(day, at, calendar.zone)) <= now or not calendar.is_working(day):
        day += _ONE_DAY
    return slot.astimezone(now.tzinfo)
