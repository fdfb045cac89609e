"""Answering: what other commands ask of the process that holds the ledger (design, The house: var/requests)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from mailbot.app.books import Books
from mailbot.app.keeper import NEVER, Keeper
from mailbot.app.roster import import_roster
from mailbot.errors import ConfigError, MailbotError
from mailbot.ledger import requests

REQUESTS = "requests"
"""The directory, within that of the data, in which requests lie."""


def answer_requests(books: Books, data: Path, keeper: Keeper, now: datetime) -> bool:
    """Carry out what was asked, and say whether anything was."""
    pending = requests.pending(data / REQUESTS)
    for request in pending:
        requests.answer(request, _answer(request.payload, books, keeper, now))
    return bool(pending)


def roster_request(raw: bytes, name: str, *, correct: bool, end_missing: bool, dry_run: bool) -> dict[str, Any]:
    """Put a roster import into words that a file can hold."""
    return {
        "do": "roster-import",
        "name": name,
        "raw": base64.b64encode(raw).decode("ascii"),
        "correct": correct,
        "end_missing": end_missing,
        "dry_run": dry_run,
    }


def inbox(keeper: Keeper | None) -> dict[str, str | None]:
    """Say how far the mailbox is read, and whether it is being read."""
    if keeper is None:
        return {"read_until": None, "state": "not running"}
    read_until = None if keeper.read_until == NEVER else keeper.read_until.isoformat()
    return {"read_until": read_until, "state": keeper.trouble or "reading"}


def _answer(payload: Mapping[str, Any], books: Books, keeper: Keeper, now: datetime) -> dict[str, Any]:
    try:
        match payload["do"]:
            case "roster-import":
                differences = import_roster(
                    books,
                    base64.b64decode(payload["raw"]),
                    payload["name"],
                    now,
                    correct=payload["correct"],
                    end_missing=payload["end_missing"],
                    dry_run=payload["dry_run"],
                )
                return {"differences": list(differences)}
            case "status":
                return {"inbox": inbox(keeper)}
            case unknown:
                return {"problems": [f"the running mailbot does not know the request {unknown!r}; restart it"]}
    except ConfigError as error:
        return {"problems": list(error.problems)}
    except MailbotError as error:
        return {"problems": [str(error)]}
