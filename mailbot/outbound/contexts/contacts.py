"""What templates are given. Contacts: the prompt of a period, its reminders, what is noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from mailbot.model.mail import Mail
from mailbot.outbound.contexts.names import Names, done, instant, numbered
from mailbot.outbound.mailto import mailto


def _contacts(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["rows"]  # type: ignore[assignment]
    return {
        "officer_name": names.person(mail.to).name,
        "rows": [contact_row(number, row, mail, names) for number, row in numbered(mail, rows)],
    }


def _own_status(mail: Mail, names: Names) -> dict[str, object]:
    return _contacts(mail, names) | {"engaged": engaged(mail)}


def engaged(mail: Mail) -> dict[str, object] | None:
    """Give the count of contacts with groups that belong to no council; None where there is none to tell."""
    counted: Mapping[str, Any] | None = mail.data.get("engaged")  # type: ignore[assignment]
    if not counted or not counted["count"]:
        return None
    return {**counted, "since_on": date.fromisoformat(counted["since_on"])}


def contact_row(number: int, row: Mapping[str, Any], mail: Mail, names: Names) -> dict[str, object]:
    """Give one pair: plan, last contact, open questions, next meeting, and the ways to note a contact."""
    address, council = names.reply_address(row["thread"], mail.to), names.council(row["liaison"])
    plr, known = names.council_person(row["thread"]), names.state.liaisons[row["liaison"]].row
    planned_at, last_contact_at, meeting_on = row["planned_at"], row["last_contact_at"], row["meeting_on"]
    phoned, met = f"PHONED {number}", f"MET {number}"
    return {
        "number": number,
        "council": council,
        "plr_name": plr.name,
        "plr_phone": plr.phone,
        "by_phone": plr.id == known.plr and known.contact_by != "email",
        "planned_on": instant(planned_at) if planned_at else None,
        "last_contact_at": instant(last_contact_at) if last_contact_at else None,
        "questions": [instant(due_by) for due_by in row["questions"]],
        "is_in_touch": row["is_in_touch"],
        "meeting_on": date.fromisoformat(meeting_on) if meeting_on else None,
        "reply_address": address,
        "reply_href": mailto(address, council),
        "phoned_href": names.link(mail, phoned),
        "phoned_typed": phoned,
        "met_href": names.link(mail, met),
        "met_typed": met,
    }


def _contact_check(mail: Mail, names: Names) -> dict[str, object]:
    """Ask the PLR; who reads in their place is asked of both."""
    liaison, plr = str(mail.data["liaison"]), str(mail.data["plr"])
    return {
        "officer_name": names.person(mail.data["officer"]).name,
        "plr_name": names.person(mail.to).name,
        "away_name": "" if mail.to == plr else names.person(plr).name,
        "council": names.council(liaison),
        "since": instant(mail.data["since"]),
        "is_month": not names.state.liaisons[liaison].row.every,
        "yes_href": names.link(mail, "YES"),
        "no_href": names.link(mail, "NO"),
    }


def _check_noted(mail: Mail, names: Names) -> dict[str, object]:
    return {
        "officer_name": names.person(mail.data["officer"]).name or names.house.organisation,
        "plr_name": names.person(mail.to).name,
        "council": names.council(str(mail.data["liaison"])),
        "been_in_touch": mail.data["been_in_touch"],
    }


def _contact_noted(mail: Mail, names: Names) -> dict[str, object]:
    return done(mail, names) | {"method": mail.data["method"], "on": instant(mail.data["on"])}


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "monthly-prompt": _contacts,
    "own-status": _own_status,
    "contact-reminder": _contacts,
    "contact-check": _contact_check,
    "check-noted": _check_noted,
    "contact-noted": _contact_noted,
}
