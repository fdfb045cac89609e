"""What templates are given. Changes of PLR: what is asked, noted and decided of them, and what is handed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mailbot.model.ids import COORDINATION
from mailbot.model.mail import Mail
from mailbot.model.people import Person
from mailbot.outbound.contexts.names import Names, instant
from mailbot.outbound.line import one_line
from mailbot.outbound.mailto import mailto


def _change(mail: Mail, names: Names) -> dict[str, object]:
    """Say what was written, and by whom; what was noted of it stands as it is now."""
    known = names.state.plr_changes.changes[str(mail.data["change"])]
    one, record = known.proposed, names.ledger.message(known.proposed.change)
    successor, interim = names.person(one.successor), _interim(one.interim, one.liaison, names)
    return {
        "reader_name": names.person(mail.to).name,
        "council": names.council(one.liaison),
        "plr_name": names.person(one.plr).name,
        "successor_name": successor.name,
        "successor_address": successor.address,
        "from_on": one.from_on,
        "is_now": one.from_on <= one.happened_at.date(),
        "is_same_person": one.is_same_person,
        "is_meanwhile": one.is_meanwhile,
        "interim_name": interim.name,
        "interim_address": interim.address if one.interim else "",
        "by_reader": one.by == mail.to,
        "by_name": names.person(one.by).name,
        "by_address": one_line(record.sender_address if record else "") or "(no readable address)",
        "asked_at": one.happened_at,
        "is_confirmed": known.confirmed is not None,
    }


def _interim(interim: str | None, liaison: str, names: Names) -> Person:
    """Find who is written to in between: whoever is named, else the Clerk, else the deputy or the coordinator."""
    row = names.state.liaisons[liaison].row
    clerk = row.clerk if row.clerk != row.plr else None
    if interim or clerk:
        return names.person(interim or clerk)
    return names.house.deputy if names.house.deputy.name else names.house.coordinator


def _asked(mail: Mail, names: Names) -> dict[str, object]:
    return _change(mail, names) | {"yes_href": names.link(mail, "YES"), "no_href": names.link(mail, "NO")}


def _noted(mail: Mail, names: Names) -> dict[str, object]:
    return _change(mail, names) | {"asks_words": mail.data["asks_words"], "yes_href": names.link(mail, "YES")}


def _decide(mail: Mail, names: Names) -> dict[str, object]:
    return _change(mail, names) | {
        "approve_href": names.link(mail, "APPROVE"),
        "refuse_href": names.link(mail, "REFUSE"),
    }


def _of_council(mail: Mail, names: Names) -> dict[str, object]:
    return {
        "reader_name": names.person(mail.to).name,
        "council": names.council(str(mail.data["liaison"])),
    }


def _released(mail: Mail, names: Names) -> dict[str, object]:
    return _of_council(mail, names) | {"passed": mail.data["passed"]}


def _begun(mail: Mail, names: Names) -> str:
    """Make the link that opens a reply which begins with CHANGE, and is for its writer to go on with."""
    return mailto(names.reply_address(mail.thread, mail.to), "CHANGE", "CHANGE ")


def _unclear(mail: Mail, names: Names) -> dict[str, object]:
    return _of_council(mail, names) | {
        "why": mail.data["why"],
        "for_plr": mail.to not in COORDINATION,
        "change_href": _begun(mail, names),
    }


def _left(mail: Mail, names: Names) -> dict[str, object]:
    about = names.state.threads[mail.thread].opened.about
    return {
        "plr_name": names.person(mail.to).name,
        "councils": [names.council(liaison) for liaison in about],
        "stand_in_name": _interim(None, str(mail.data["liaison"]), names).name,
        "back_href": names.link(mail, "BACK"),
    }


def _stays(mail: Mail, names: Names) -> dict[str, object]:
    return _of_council(mail, names) | {
        "plr_name": names.person(mail.data["plr"]).name,
        "for_coordinator": mail.to in COORDINATION,
    }


def _new_asked(mail: Mail, names: Names) -> dict[str, object]:
    return _stays(mail, names) | {
        "why": mail.data["why"],
        "since": instant(mail.data["since"]),
        "change_href": _begun(mail, names),
        "yes_href": names.link(mail, "YES"),
    }


def _changed(mail: Mail, names: Names) -> dict[str, object]:
    return _stays(mail, names) | {"before_name": names.person(mail.data["before"]).name}


def _changed_for_officer(mail: Mail, names: Names) -> dict[str, object]:
    waiting = names.state.open_in_liaison(str(mail.data["liaison"])).values()
    return _changed(mail, names) | {
        "since": instant(mail.data["on"]),
        "open_count": sum(question.is_waiting and not question.asked.in_doubt for question in waiting),
    }


def _hand_over(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["rows"]  # type: ignore[assignment]
    key = (str(mail.data["liaison"]), str(mail.data["before"]))
    return _changed(mail, names) | {
        "rows": [_open_row(row, names) for row in rows],
        "has_words": key in names.state.plr_changes.released,
    }


def _open_row(row: Mapping[str, Any], names: Names) -> dict[str, object]:
    """Say what a question is about by its subject alone: its words are not this reader's to see."""
    asked = names.state.questions[row["question"]].asked
    return {
        "subject": names.subject(asked.message),
        "asked_at": asked.happened_at,
        "answer_by": instant(row["due_by"]) if row["due_by"] else None,
        "on_hold": row["on_hold"],
    }


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "plr-change-asked": _asked,
    "plr-change-noted": _noted,
    "plr-change-decide": _decide,
    "plr-change-decided": _change,
    "plr-change-ahead": _change,
    "plr-change-unclear": _unclear,
    "plr-change-off": _change,
    "words-released": _released,
    "plr-left-noted": _left,
    "plr-stays-noted": _stays,
    "new-plr-asked": _new_asked,
    "hand-over": _hand_over,
    "plr-changed": _changed_for_officer,
    "plr-no-more": _changed,
    "former-plr-wrote": _changed,
}
