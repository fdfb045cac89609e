"""What templates are given. Commands: what of them was done, not understood or undone, and what can be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from mailbot.model.mail import Mail
from mailbot.outbound.contexts.names import Names, instant
from mailbot.outbound.mailto import mailto


def actions(mail: Mail, names: Names) -> dict[str, object]:
    """Give the links that any mail of ours may offer: help, and UNDO where what it tells can be undone."""
    undo = str(mail.data.get("undo", ""))
    return {
        "help_href": names.link(mail, "HELP"),
        "undo_href": names.link(mail, undo) if undo else "",
        "undo_typed": undo,
    }


def several(mail: Mail, names: Names, context: Callable[[Mail, Names], dict[str, object]]) -> dict[str, object]:
    """Give each of several commands what its answer would have been given, had it been the only one."""
    lines: Sequence[Mapping[str, Any]] = mail.data["answers"]  # type: ignore[assignment]
    answers = [
        {
            "says": line["says"],
            "template": line["template"],
            "given": (given := context(replace(mail, template=line["template"], data=line["data"]), names)),
            "undo_href": given["undo_href"],
            "undo_typed": given["undo_typed"],
        }
        for line in lines
    ]
    missed = sum(line["template"] in ("not-understood", "not-done", "absence-not-noted") for line in lines)
    return {"reader_name": names.person(mail.to).name, "answers": answers, "missed": missed}


def _not_understood(mail: Mail, names: Names) -> dict[str, object]:
    return {"reader_name": names.person(mail.to).name, "says": mail.data["says"], "why": mail.data["why"]}


def _undone(mail: Mail, names: Names) -> dict[str, object]:
    lines: Sequence[Mapping[str, Any]] = mail.data["lines"]  # type: ignore[assignment]
    kept = sum(bool(line["why"]) for line in lines)
    return {
        "reader_name": names.person(mail.to).name,
        "lines": lines,
        "kept": kept,
        "for_plr": mail.data["for_plr"],
    }


def _help(mail: Mail, names: Names) -> dict[str, object]:
    return {"reader_name": names.person(mail.to).name, "link": partial(names.link, mail)}


def _help_for_council(mail: Mail, names: Names) -> dict[str, object]:
    liaison = str(mail.data["liaison"])
    return _help(mail, names) | {"council": names.council(liaison), "is_clerk": mail.data["is_clerk"]}


def _own_status(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["rows"]  # type: ignore[assignment]
    return {
        "officer_name": names.person(mail.to).name,
        "rows": [_status_row(number, row, mail, names) for number, row in enumerate(rows, start=1)],
    }


def _status_row(number: int, row: Mapping[str, Any], mail: Mail, names: Names) -> dict[str, object]:
    address, council = names.reply_address(row["thread"], mail.to), names.council(row["liaison"])
    return {
        "number": number,
        "council": council,
        "plr_name": names.council_person(row["thread"]).name,
        "last_contact_at": instant(row["last_contact_at"]) if row["last_contact_at"] else None,
        "is_in_touch": row["is_in_touch"],
        "questions": [instant(due_by) for due_by in row["questions"]],
        "meeting_on": date.fromisoformat(row["meeting_on"]) if row["meeting_on"] else None,
        "reply_address": address,
        "reply_href": mailto(address, council),
        "phoned_href": names.link(mail, f"PHONED {number}"),
        "met_href": names.link(mail, f"MET {number}"),
    }


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "not-understood": _not_understood,
    "own-status": _own_status,
    "undone": _undone,
    "help-plr": _help_for_council,
    "help-officer": _help,
    "help-coordinator": _help,
}
