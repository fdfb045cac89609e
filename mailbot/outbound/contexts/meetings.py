"""What templates are given. Meetings of councils: prompts, requests, and what is noted of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from mailbot.model.mail import Mail
from mailbot.outbound.contexts.invitations import meeting_time, typed_day
from mailbot.outbound.contexts.names import Names, done, instant, numbered
from mailbot.outbound.mailto import mailto


def _meetings(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["rows"]  # type: ignore[assignment]
    return {
        "officer_name": names.person(mail.to).name,
        "rows": [meeting_row(number, row, mail, names) for number, row in numbered(mail, rows)],
    }


def meeting_row(number: int, row: Mapping[str, Any], mail: Mail, names: Names) -> dict[str, object]:
    """Give one council of a prompt: its meetings, and the ways to note one."""
    address, council = names.reply_address(row["thread"], mail.to), names.council(row["liaison"])
    arranged, arranged_on = row.get("arranged"), _day(row["arranged_on"])
    on = f" on {typed_day(arranged_on, names)}" if arranged_on and row["is_past"] else ""
    attended, updated, not_attended = f"ATTENDED {number}{on}", f"UPDATED {number}{on}", f"NOT ATTENDED {number}{on}"
    return {
        "number": number,
        "council": council,
        "plr_name": names.council_person(row["thread"]).name,
        "due_by": instant(row["due_by"]),
        "asked_at": instant(row["asked_at"]) if row["asked_at"] else None,
        "attended_on": _day(row["attended_on"]),
        "arranged_on": arranged_on,
        "when": meeting_time(arranged["when"]) if arranged else arranged_on,
        "answer": row.get("answer", ""),
        "is_past": row["is_past"],
        "reply_address": address,
        "reply_href": mailto(address, council),
        "attended_href": names.link(mail, attended),
        "attended_typed": attended,
        "not_attended_href": names.link(mail, not_attended),
        "not_attended_typed": not_attended,
        "updated_href": names.link(mail, updated),
        "updated_typed": updated,
    }


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _meeting_noted(mail: Mail, names: Names) -> dict[str, object]:
    return done(mail, names) | {"what": mail.data["what"], "on": _day(mail.data["on"])}


def _meeting_requested(mail: Mail, names: Names) -> dict[str, object]:
    return {
        "officer_name": names.person(mail.data["officer"]).name,
        "plr_name": names.person(mail.to).name,
        "council": names.council(str(mail.data["liaison"])),
        "on": meeting_time(mail.data["on"]) if mail.data["on"] else None,
        "due_by": instant(mail.data["due_by"]),
    }


def _meeting_not_wanted(mail: Mail, names: Names) -> dict[str, object]:
    on = mail.data["on"]
    return done(mail, names) | {
        "plr_name": names.person(mail.data["plr"]).name,
        "council": names.council(str(mail.data["liaison"])),
        "on": meeting_time(on) if on else None,
    }


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "meeting-after": _meetings,
    "meeting-prompt": _meetings,
    "meeting-reminder": _meetings,
    "meeting-noted": _meeting_noted,
    "meeting-requested": _meeting_requested,
    "meeting-not-wanted": _meeting_not_wanted,
}
