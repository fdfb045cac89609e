"""What templates are given. Questions: what is asked, answered, held, moved and passed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from mailbot.model.ids import COORDINATION
from mailbot.model.mail import Mail
from mailbot.outbound.contexts.names import Names, done, ids_of, instant, numbered
from mailbot.outbound.mailto import mailto


def _question_values(mail: Mail, names: Names) -> dict[str, object]:
    question = names.state.questions[str(mail.data["question"])]
    officer = names.person(mail.data.get("officer") or names.state.officer_of(question))
    return {
        "officer_name": officer.name or names.house.organisation,
        "plr_name": names.council_person(question.asked.thread).name,
        "council": names.council(question.asked.liaison),
        "subject": names.title(question.asked.message),
    }


def _for_council(mail: Mail, names: Names) -> dict[str, object]:
    """Greet who reads it; of a message that another of the council wrote, say who did, and its subject alone."""
    asked = names.state.questions[str(mail.data["question"])].asked
    values = _question_values(mail, names) | {
        "plr_name": "colleague" if mail.to in COORDINATION else names.person(mail.to).name,
        "whose": "your",
    }
    if mail.to == asked.plr:
        return values
    return values | {"whose": f"{names.person(asked.plr).name}’s", "subject": names.subject(asked.message)}


def _told_answered(mail: Mail, names: Names) -> dict[str, object]:
    return _for_council(mail, names) | {"not_answered_href": names.link(mail, "NOT ANSWERED")}


def _answer_checked(mail: Mail, names: Names) -> dict[str, object]:
    return _for_council(mail, names) | {"answered": mail.data["answered"]}


def _reply_date(mail: Mail, names: Names) -> dict[str, object]:
    new = mail.data["new_answer_by"]
    return _acknowledgement(mail, names) | {"new_answer_by": instant(new) if new else None}


def _not_answered(mail: Mail, names: Names) -> dict[str, object]:
    asked = names.state.questions[str(mail.data["question"])].asked
    address, answer_by = names.reply_address(asked.thread, mail.to), mail.data["answer_by"]
    return _question_values(mail, names) | {
        "officer_name": names.person(mail.to).name,
        "text": names.new_text(str(mail.data["message"])),
        "answer_by": instant(answer_by) if answer_by else None,
        "is_past": bool(answer_by) and instant(answer_by) <= mail.queued_at,
        "reply_address": address,
        "reply_href": mailto(address, f"Re: {names.subject(asked.message)}"),
    }


def _acknowledgement(mail: Mail, names: Names) -> dict[str, object]:
    answer_by = instant(mail.data["answer_by"])
    return _for_council(mail, names) | {"answer_by": answer_by, "is_past": answer_by <= mail.queued_at}


def _reminder(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["questions"]  # type: ignore[assignment]
    return {
        "officer_name": names.person(mail.to).name,
        "questions": [_reminder_row(number, row, mail, names) for number, row in numbered(mail, rows)],
    }


def _in_doubt(mail: Mail, names: Names) -> dict[str, object]:
    rows = numbered(mail, ids_of(mail.data["questions"]))
    return {
        "officer_name": names.person(mail.to).name,
        "questions": [_in_doubt_row(number, question, mail, names) for number, question in rows],
    }


def _reminder_row(number: int, row: Mapping[str, Any], mail: Mail, names: Names) -> dict[str, object]:
    asked = names.state.questions[row["question"]].asked
    address, answered = names.reply_address(asked.thread, mail.to), f"ANSWERED {number}"
    hold, no_reply = f"HOLD {number}", f"NO REPLY NEEDED {number}"
    return {
        "number": number,
        "council": names.council(asked.liaison),
        "plr_name": names.council_person(asked.thread).name,
        "subject": names.title(asked.message),
        "arrived_at": asked.happened_at,
        "answer_by": instant(row["due_by"]),
        "is_past": instant(row["due_by"]) <= mail.queued_at,
        "reply_address": address,
        "reply_href": mailto(address, f"Re: {names.subject(asked.message)}"),
        "answered_href": names.link(mail, answered),
        "answered_typed": answered,
        "hold_href": names.link(mail, hold),
        "hold_typed": hold,
        "no_reply_href": names.link(mail, no_reply),
        "no_reply_typed": no_reply,
    }


def _in_doubt_row(number: int, question: str, mail: Mail, names: Names) -> dict[str, object]:
    asked = names.state.questions[question].asked
    address, no_reply = names.reply_address(asked.thread, mail.to), f"NO REPLY NEEDED {number}"
    return {
        "number": number,
        "council": names.council(asked.liaison),
        "plr_name": names.council_person(asked.thread).name,
        "subject": names.title(asked.message),
        "arrived_at": asked.happened_at,
        "reply_address": address,
        "reply_href": mailto(address, f"Re: {names.subject(asked.message)}"),
        "no_reply_href": names.link(mail, no_reply),
        "no_reply_typed": no_reply,
    }


def _hold_noted(mail: Mail, names: Names) -> dict[str, object]:
    until = date.fromisoformat(str(mail.data["until"]))
    return done(mail, names) | {"until": until, "answer_by": instant(mail.data["answer_by"])}


def _team_hold_noted(mail: Mail, names: Names) -> dict[str, object]:
    until = date.fromisoformat(str(mail.data["until"]))
    return {"team": mail.data["team"], "until": until, "count": mail.data["count"]}


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "acknowledgement": _acknowledgement,
    "answer-awaited": _acknowledgement,
    "told-answered": _told_answered,
    "answer-checked": _answer_checked,
    "reply-date-moved": _reply_date,
    "reply-date-passed": _reply_date,
    "reply-reminder": _reminder,
    "answer-due": _reminder,
    "in-doubt": _in_doubt,
    "hold-noted": _hold_noted,
    "team-hold-noted": _team_hold_noted,
    "not-answered": _not_answered,
}
