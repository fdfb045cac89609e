"""What templates are given. Coordination: the digest, alarms, concerns and vacant posts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from mailbot.model.mail import Mail
from mailbot.outbound.contexts.names import Names, instant
from mailbot.outbound.line import one_line


def _concern_received(mail: Mail, names: Names) -> dict[str, object]:
    return {"plr_name": names.person(mail.to).name, "council": names.council(str(mail.data["liaison"]))}


def _concern_closed(mail: Mail, names: Names) -> dict[str, object]:
    return {"plr_name": names.person(mail.data["plr"]).name, "council": names.council(str(mail.data["liaison"]))}


def _concern_waiting(mail: Mail, names: Names) -> dict[str, object]:
    return _concern_closed(mail, names) | {"raised_at": instant(mail.data["raised_at"])}


def _post_vacant(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["rows"]  # type: ignore[assignment]
    return {
        "rows": [
            {"council": names.council(row["liaison"]), "post": row["post"], "since": instant(row["since"])}
            for row in rows
        ]
    }


def _digest(mail: Mail, names: Names) -> dict[str, object]:
    lists: Mapping[str, Sequence[Mapping[str, Any]]] = {
        name: mail.data[name]  # type: ignore[misc]
        for name in ("new", "grown", "lapsed", "answered", "reopened", "on_hold", "excused", "held", "failed")
    }
    return {
        "headline": mail.data["headline"],
        **{
            name: [_digest_line(line, names) for line in lists[name]] for name in ("new", "grown", "lapsed", "answered")
        },
        **{name: [_digest_note(line, names) for line in lists[name]] for name in ("reopened", "on_hold", "excused")},
        "held": [_digest_held(line, names) for line in lists["held"]],
        "failed": [_digest_failed(line, names) for line in lists["failed"]],
        "alarms": mail.data["alarms"],
    }


def _digest_line(line: Mapping[str, Any], names: Names) -> dict[str, object]:
    question = names.state.questions.get(line["obligation"])
    subject = names.title(question.asked.message) if question else line["what"]
    return {
        "number": line["number"],
        "is_question": question is not None,
        "each": line["each"],
        "post": line["post"],
        "council": names.council(line["liaison"]),
        "plr_name": names.person(line["plr"]).name,
        "officer_name": names.person(line["officer"]).name,
        "subject": subject,
        "arrived_at": instant(line["started_at"]),
        "answer_by": instant(line["due_by"]),
        "late_by": line["late_by"],
        "counted": [date.fromisoformat(day) for day in line["counted"]],
        "skipped": [{"on": date.fromisoformat(day["on"]), "why": day["why"]} for day in line["skipped"]],
        "reminders": [instant(at) for at in line["reminders"]],
        "answered_at": instant(line["answered_at"]) if line["answered_at"] else None,
    }


def _digest_note(line: Mapping[str, Any], names: Names) -> dict[str, object]:
    """Say what somebody noted on a question, in their words where the coordinator is to know the reason."""
    asked = names.state.questions[line["question"]].asked
    return {
        "council": names.council(asked.liaison),
        "plr_name": names.person(asked.plr).name,
        "officer_name": names.person(line["officer"]).name,
        "subject": names.title(asked.message),
        "answer_by": instant(line["due_by"]) if line["due_by"] else None,
        "until": date.fromisoformat(line["until"]) if line["until"] else None,
        "words": names.words(line["message"]) if line["message"] else "",
        "disputed": line["disputed"],
    }


def _digest_held(line: Mapping[str, Any], names: Names) -> dict[str, object]:
    record = names.ledger.message(line["message"])
    return {
        "number": line["number"],
        "sender": one_line(record.sender_address if record else "") or "(no readable sender)",
        "subject": one_line(record.subject if record else ""),
        "arrived_at": instant(line["arrived_at"]),
        "reason": line["reason"],
        "guesses": [council for guess in line["guesses"] if (council := _council_of(guess, names))],
    }


def _council_of(guess: str, names: Names) -> str:
    """Name the council of a thread, or of a liaison, that a held message may belong to; empty for any other thread."""
    thread = names.state.threads.get(guess)
    liaison = thread.opened.liaison if thread else guess
    return names.council(liaison) if liaison in names.state.liaisons else ""


def _digest_failed(line: Mapping[str, Any], names: Names) -> dict[str, object]:
    person = names.person(line["to"])
    return {"what": line["what"], "to": person.address or person.name, "reason": line["reason"]}


def _alarm(mail: Mail, names: Names) -> dict[str, object]:
    ended_at = mail.data.get("ended_at")
    return {
        **{name: mail.data[name] for name in ("title", "meaning", "reason", "remedy", "ended")},
        "since_at": instant(mail.data["since_at"]),
        "ended_at": instant(ended_at) if ended_at else None,
    }


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "concern-received": _concern_received,
    "concern-closed": _concern_closed,
    "concern-waiting": _concern_waiting,
    "post-vacant": _post_vacant,
    "digest": _digest,
    "alarm": _alarm,
}
