"""Changes and views from other commands: directly where no service runs, else handed to it (design, The house)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from mailbot.app import roster
from mailbot.app.answering import REQUESTS, inbox, roster_request
from mailbot.app.books import Books
from mailbot.app.deployment import Deployment
from mailbot.errors import ConfigError, LedgerLocked, MailbotError
from mailbot.ledger import Ledger, requests
from mailbot.reports.status import status_of

STATUS_SECONDS = 5.0


def import_roster(
    deployment: Deployment,
    raw: bytes,
    name: str,
    now: datetime,
    *,
    correct: bool,
    end_missing: bool,
    dry_run: bool,
) -> tuple[str, ...]:
    """Import a roster file and say what it changed; a running service applies it itself."""
    data = deployment.config.service.data
    try:
        ledger = Ledger.open(data)
    except LedgerLocked:
        asked = roster_request(raw, name, correct=correct, end_missing=end_missing, dry_run=dry_run)
        return tuple(_ask(data, asked)["differences"])
    try:
        books = Books(ledger, deployment, now)
        return roster.import_roster(books, raw, name, now, correct=correct, end_missing=end_missing, dry_run=dry_run)
    finally:
        ledger.close()


def export_roster(deployment: Deployment, now: datetime) -> str:
    """Write the roster as it stands as CSV."""
    ledger = Ledger.view(deployment.config.service.data)
    return roster.export_roster(ledger, Books(ledger, deployment, now).state)


def status(deployment: Deployment, now: datetime) -> dict[str, Any]:
    """Say what is open, late, queued and failed, and whether the inbox is being read (design, Shapes)."""
    data = deployment.config.service.data
    ledger = Ledger.view(data)
    books = Books(ledger, deployment, now)
    reading = inbox(None)
    if Ledger.has_writer(data):
        reading = _ask(data, {"do": "status"}, timeout=STATUS_SECONDS)["inbox"]
    return {"inbox": reading, **status_of(ledger, books.state, books.programme, now)}


def _ask(data: Path, payload: dict[str, Any], timeout: float = 30.0) -> dict[str, Any]:
    answer = requests.ask(data / REQUESTS, payload, timeout=timeout)
    if problems := answer.get("problems"):
        raise ConfigError(problems)
    if error := answer.get("error"):
        raise MailbotError(error)
    return answer
