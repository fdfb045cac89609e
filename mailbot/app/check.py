"""Check: a deployment is tried from end to end before anybody relies on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from mailbot.app import plus_addressing
from mailbot.app.books import Books
from mailbot.app.deployment import Deployment, load
from mailbot.app.embedded import EmbeddedServer
from mailbot.app.plus_addressing import prove_plus_addressing
from mailbot.app.roster_file import read_roster
from mailbot.app.service import EMBEDDED_PASSWORD, Servers, configured, embedded_servers
from mailbot.config import Coordinator, MailSection
from mailbot.errors import ConfigError, LedgerError, MailbotError, NotProved
from mailbot.inbound.fetch import Reader
from mailbot.inbound.imap import Fetched
from mailbot.ledger import Ledger
from mailbot.model.records import Position
from mailbot.outbound.submit import Submitter
from mailbot.policy.forgotten_steps import forgotten_steps
from mailbot.policy.renamed_rules import renamed_rules
from mailbot.policy.state import State


@dataclass(slots=True)
class Findings:
    """What a check found, in words."""

    passed: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


async def check(
    path: Path | None,
    now: datetime,
    *,
    send: bool = True,
    say: Callable[[str], None] = lambda line: None,
    seconds: float = plus_addressing.SECONDS,
) -> Findings:
    """Try everything, the mail servers last; never raises for what is wrong with the deployment.

    `send`: plus addressing is proved by a message sent to ourselves, which may take `seconds`; `say` tells of that.
    """
    findings = Findings()
    try:
        deployment = load(path)
    except ConfigError as error:
        findings.problems += error.problems
        return findings
    config = deployment.config
    prove = _Prove(say, seconds) if send and config.mail.reply_addresses == "plus" else None
    findings.passed.append(f"configuration, {len(deployment.rules)} rules, {len(deployment.templates.names)} templates")
    if warning := deployment.calendar.horizon_warning(deployment.calendar.local_day(now)):
        findings.warnings.append(warning)
    _check_roster(deployment, now, findings)
    if config.mail.server == "embedded":
        await _check_embedded(deployment, now, findings, prove)
    else:
        try:
            servers = configured(deployment)
        except ConfigError as error:
            findings.problems += error.problems
        else:
            await _check_servers(servers, config.mail, now, findings, prove)
    return findings


def _check_roster(deployment: Deployment, now: datetime, findings: Findings) -> None:
    """Look for holes in the roster, in the ledger or else in the file that the embedded server starts with.

    What the ledger knows of steps is held against the rules too.
    """
    try:
        ledger = Ledger.view(deployment.config.service.data)
    except LedgerError as error:
        if deployment.config.mail.server == "embedded":
            _check_sample(deployment.config.embedded.roster, findings)
        else:
            findings.warnings.append(f"roster: {error}")
        return
    books = Books(ledger, deployment, now)
    findings.passed.append(f"roster: {len(books.state.roster())} liaisons")
    findings.warnings += _holes(books.state, ledger)
    findings.warnings += _their_own_concerns(deployment.config.coordinator, books.state, ledger)
    findings.warnings += [
        f"rules/{rule}.toml: step {step} was taken for what is open, and is not there any more; if a step has another"
        f' name now, write formerly = "{step}" below it, or it is taken again; if it is gone, all is well'
        for rule, step in forgotten_steps(books.programme, books.state)
    ]
    findings.warnings += [
        f"rules/{rule}.toml: it is new, and rules/{formerly}.toml, by which something was promised, is gone; if they"
        f" are one promise, call the file {formerly}.toml again, or what is open is told of anew and what has ended is"
        " judged anew; if this is another promise, all is well"
        for formerly, rule in renamed_rules(books.programme, books.state)
    ]


def _check_sample(path: Path, findings: Findings) -> None:
    try:
        rows = read_roster(path.read_bytes(), path.name)
    except OSError as error:
        findings.problems.append(f"config.toml: [embedded] roster: {path} cannot be read ({error.strerror})")
    except ConfigError as error:
        findings.problems += error.problems
    else:
        findings.passed.append(f"roster: {len(rows)} rows in {path.name}")


def _holes(state: State, ledger: Ledger) -> list[str]:
    holes = []
    for row in state.roster().values():
        council = ledger.council(row.council)
        missing = [what for what, who in (("PLR", row.plr), ("point of contact", row.officer)) if not who]
        holes += [f"roster: {council.name if council else row.council} has no {what}" for what in missing]
    return holes


def _their_own_concerns(coordinator: Coordinator, state: State, ledger: Ledger) -> list[str]:
    """Say whose concerns about their officer would go to that officer, for nobody else is named (law 12)."""
    others = {coordinator.deputy.lower(), coordinator.superior.lower()} - {coordinator.address.lower()}
    officers = [(row.council, ledger.person(row.officer or "")) for row in state.roster().values()]
    theirs = [council for council, one in officers if one and one.address.lower() == coordinator.address.lower()]
    councils = sorted(council.name for council in map(ledger.council, theirs) if council)
    if others or not councils:
        return []
    return [
        f"config.toml: [coordinator] deputy_address: the coordinator is the point of contact of {', '.join(councils)}, "
        "and nobody else is named who could read a concern about them"
    ]


async def _check_embedded(deployment: Deployment, now: datetime, findings: Findings, prove: _Prove | None) -> None:
    """Try the embedded server on ports of its own: the configured ones may be in use by the running service."""
    address = deployment.config.mail.address
    try:
        embedded = EmbeddedServer()
        await embedded.start({address: EMBEDDED_PASSWORD}, smtp_port=0, imap_port=0, now=lambda: now)
    except ConfigError as error:
        findings.problems += error.problems
        return
    try:
        await _check_servers(embedded_servers(embedded, address), deployment.config.mail, now, findings, prove)
    finally:
        await embedded.stop()


async def _check_servers(
    servers: Servers, mail: MailSection, now: datetime, findings: Findings, prove: _Prove | None
) -> None:
    reader = Reader(servers.imap, mail.mailboxes, _Nobody(), lambda: now, token=servers.token)
    problems = len(findings.problems)
    try:
        access = await asyncio.to_thread(reader.check)
    except MailbotError as error:
        findings.problems.append(str(error))
    else:
        told = "new mail is told by IDLE" if access.can_idle else "no IDLE, so it is looked into every minute"
        findings.passed.append(f"IMAP: logged in to {servers.imap.host} as {servers.imap.username}; {told}")
        watched, *others = mail.mailboxes
        findings.warnings += [
            f"IMAP: there is no mailbox {one}; it is not watched" for one in others if one in access.missing
        ]
        if watched in access.missing:
            findings.problems.append(f"IMAP: there is no mailbox {watched}; correct [mail] mailboxes in config.toml")
    submitter = Submitter(servers.smtp, mail.address, token=servers.token)
    try:
        await submitter.check()
    except MailbotError as error:
        findings.problems.append(str(error))
    else:
        findings.passed.append(f"SMTP: logged in to {servers.smtp.host} as {servers.smtp.username}")
    try:
        if prove is not None and len(findings.problems) == problems:
            took = await prove_plus_addressing(servers, mail, submitter, now, prove.say, prove.seconds)
            findings.passed.append(f"plus addressing: mail to a reply address arrived after {took:.1f} seconds")
    except NotProved as error:
        findings.problems.append(str(error))
    finally:
        await submitter.close()


@dataclass(frozen=True, slots=True)
class _Prove:
    """How plus addressing is to be proved: who is told of the waiting, and how long it may last."""

    say: Callable[[str], None]
    seconds: float


class _Nobody:
    """An Intake for a connection on which nothing is read."""

    def position(self, mailbox: str) -> Position | None:
        return None

    def take(self, fetched: Fetched) -> None: ...

    def flagged(self, mailbox: str, uidvalidity: int, uid: int) -> None: ...

    def passed_over(self, mailbox: str, uidvalidity: int, uid: int, reason: str) -> None: ...

    def swept(self, started_at: datetime) -> None: ...

    def unreadable(self, reason: str) -> None: ...
