"""Requests: how other commands hand a change to the process that holds the ledger's lock.

A client writes NAME.json and waits for NAME.answer.json; the writer carries requests out in the order of their names
and answers each. A request that was carried out when the writer died, but not answered, is found again at its next
start: what it asks for has to be harmless when done twice.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mailbot.errors import MailbotError
from mailbot.ledger.files import make_directory, sync_directory, write_file

_POLL_SECONDS = 0.02
_FORGOTTEN_SECONDS = 3600
"""An answer that nobody came for in this time is removed: its client was killed."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks for: plain JSON, with the word for it under `do`."""

    directory: Path
    name: str
    payload: dict[str, Any]


def ask(directory: Path, payload: Mapping[str, Any], *, timeout: float = 30) -> dict[str, Any]:
    """Hand a request to the writer and return its answer; `timeout` is in seconds.

    Raises MailbotError when no answer comes in time; the request is then withdrawn, unless it is being carried out.
    """
    make_directory(directory)
    name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
    write_file(_request_path(directory, name), [json.dumps(payload).encode("ascii")])
    give_up_at = time.monotonic() + timeout
    while (answer := _read(_answer_path(directory, name))) is None:
        if time.monotonic() >= give_up_at:
            _request_path(directory, name).unlink(missing_ok=True)
            raise MailbotError(
                f"{directory}: the running mailbot did not answer within {timeout:g} s. Look at `mailbot status` "
                f"whether what you asked for was done all the same; if not, see to `mailbot run` and ask again."
            )
        time.sleep(_POLL_SECONDS)
    _answer_path(directory, name).unlink()
    return answer


def pending(directory: Path) -> tuple[Request, ...]:
    """Give the requests that wait, the earliest first; what is no JSON object is answered with an `error`."""
    _remove_forgotten(directory)
    found = []
    for path in sorted(directory.glob("*.json")):
        if path.name.endswith(".answer.json"):
            continue
        name = path.name.removesuffix(".json")
        if _answer_path(directory, name).exists():
            path.unlink(missing_ok=True)  # the writer died between answering and this
        elif payload := _read(path):
            found.append(Request(directory, name, payload))
        elif path.exists():
            answer(Request(directory, name, {}), {"error": f"{path}: is not a JSON object with something to `do`"})
    return tuple(found)


def answer(request: Request, payload: Mapping[str, Any]) -> None:
    """Answer a request, after what it asks for is committed; a second answer changes nothing.

    A request whose client has given up is not answered: nobody would come for it.
    """
    path = _request_path(request.directory, request.name)
    if path.exists():
        write_file(_answer_path(request.directory, request.name), [json.dumps(payload).encode("ascii")])
        path.unlink(missing_ok=True)
        sync_directory(request.directory)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        payload = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return payload if isinstance(payload, dict) else None


def _remove_forgotten(directory: Path) -> None:
    for path in directory.glob("*.answer.json"):
        with suppress(FileNotFoundError):  # its client takes it at this moment
            if time.time() - path.stat().st_mtime > _FORGOTTEN_SECONDS:
                path.unlink()


def _request_path(directory: Path, name: str) -> Path:
    return directory / f"{name}.json"


def _answer_path(directory: Path, name: str) -> Path:
    return directory / f"{name}.answer.json"
