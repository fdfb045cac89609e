"""What templates are given. Introductions: the letters to a PLR, an officer's list of councils, and what is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from mailbot.model.mail import Mail
from mailbot.outbound.contexts.names import Names, done, instant
from mailbot.outbound.mailto import mailto
from mailbot.outbound.wording import plan_words


def _letter(mail: Mail, names: Names) -> dict[str, object]:
    officer, liaison = names.person(mail.data["officer"]), str(mail.data["liaison"])
    before = mail.data.get("before")
    return {
        "officer_name": officer.name,
        "officer_phone": officer.phone,
        "plr_name": names.person(mail.to).name,
        "council": names.council(liaison),
        "plan": _plan(liaison, names),
        "predecessor_name": names.person(before).name if before else "",
    }


def _plan(liaison: str, names: Names) -> str:
    row = names.state.liaisons[liaison].row
    return plan_words(row.plan, row.every)


def _to_officer(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["rows"]  # type: ignore[assignment]
    return {
        "officer_name": names.person(mail.to).name,
        "rows": [_row(number, row, mail, names) for number, row in enumerate(rows, start=1)],
    }


def _row(number: int, row: Mapping[str, Any], mail: Mail, names: Names) -> dict[str, object]:
    liaison, plr = row["liaison"], names.person(row["plr"])
    known = names.state.liaisons[liaison].row
    address, council = names.reply_address(row["thread"], mail.to), names.council(liaison)
    return {
        "number": number,
        "council": council,
        "plr_name": plr.name,
        "plr_phone": plr.phone,
        "by_phone": known.contact_by != "email",
        "clerk_name": names.person(known.clerk).name if known.clerk and known.clerk != row["plr"] else "",
        "plan": _plan(liaison, names),
        "predecessor_name": names.person(row["before"]).name if row["before"] else "",
        "questions": [_question(question, names) for question in row["questions"]],
        "reply_address": address,
        "reply_href": mailto(address, council),
    }


def _notice(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["rows"]  # type: ignore[assignment]
    return {
        "officer_name": names.person(mail.to).name,
        "rows": [
            _row(number, row, mail, names)
            | {
                "goes_at": instant(row["goes_at"]),
                "no_href": names.link(mail, f"NO {number}"),
                "no_typed": f"NO {number}",
            }
            for number, row in enumerate(rows, start=1)
        ],
    }


def _stopped(mail: Mail, names: Names) -> dict[str, object]:
    return done(mail, names) | {"has_gone": mail.data["has_gone"]}


def _question(row: Mapping[str, Any], names: Names) -> dict[str, object]:
    asked = names.state.questions[row["question"]].asked
    return {
        "subject": names.title(asked.message),
        "arrived_at": asked.happened_at,
        "answer_by": instant(row["due_by"]) if row["due_by"] else None,
    }


def _no_longer_yours(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["rows"]  # type: ignore[assignment]
    return {
        "officer_name": names.person(mail.to).name,
        "rows": [
            {
                "council": names.council(row["liaison"]),
                "successor_name": names.person(row["officer"]).name if row["officer"] else "",
                "has_ended": row["has_ended"],
            }
            for row in rows
        ],
    }


def _officer_left(mail: Mail, names: Names) -> dict[str, object]:
    return {
        "plr_name": names.person(mail.to).name,
        "council": names.council(str(mail.data["liaison"])),
        "predecessor_name": names.person(mail.data["before"]).name,
    }


def _change_ahead(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["rows"]  # type: ignore[assignment]
    return {
        "officer_name": names.person(mail.to).name,
        "is_off": mail.data["is_off"],
        "from_on": date.fromisoformat(rows[0]["from_on"]),
        "rows": [
            {
                "council": names.council(row["liaison"]),
                "before_name": names.person(row["before"]).name if row["before"] else "",
                "successor_name": names.person(row["officer"]).name,
            }
            for row in rows
        ],
    }


def _change_noted(mail: Mail, names: Names) -> dict[str, object]:
    done: Sequence[str] = mail.data["done"]  # type: ignore[assignment]
    refused: Sequence[Mapping[str, Any]] = mail.data["refused"]  # type: ignore[assignment]
    officer, from_on = mail.data["officer"], mail.data["from_on"]
    return {
        "officer_name": names.person(str(officer)).name if officer else "",
        "from_on": date.fromisoformat(str(from_on)) if from_on else None,
        "done": [names.council(liaison) for liaison in done],
        "refused": [{"council": names.council(row["liaison"]), "why": row["why"]} for row in refused],
    }


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "introduction": _letter,
    "launch": _letter,
    "introduction-notice": _notice,
    "introduction-stopped": _stopped,
    "introduction-to-officer": _to_officer,
    "no-longer-yours": _no_longer_yours,
    "officer-change-ahead": _change_ahead,
    "officer-change-noted": _change_noted,
    "officer-left": _officer_left,
}
