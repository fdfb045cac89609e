"""What templates are given. The digest: its lines by name, with the answers to them as links, and the five figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from mailbot.model.mail import Mail
from mailbot.outbound.contexts.contacts import engaged
from mailbot.outbound.contexts.names import Names, instant
from mailbot.outbound.contexts.offers import FEW, offers
from mailbot.outbound.line import one_line
from mailbot.outbound.mailto import mailto

_LINES, _NOTES = ("new", "grown", "lapsed", "still"), ("reopened", "on_hold", "excused")
_MORE_TO_SAY: Mapping[str, str] = {"SNOOZE": "until", "EXCUSE": "because", "REASSIGN": "to", "LINK": "to"}
"""What a link writes behind a word and its number, to be completed."""
_A_MOMENT = timedelta(microseconds=1)
"""A period ends at the midnight after its last day, which is the day that people name."""
_TO_HELD = ("LINK", "CLOSE", "SNOOZE", "ACK")


def _digest(mail: Mail, names: Names) -> dict[str, object]:
    lists: Mapping[str, Sequence[Mapping[str, Any]]] = {
        name: mail.data[name]  # type: ignore[misc]
        for name in (*_LINES, *_NOTES, "answered", "stopped", "held", "still_held", "failed")
    }
    return {
        "headline": mail.data["headline"],
        **{name: _lines(lists[name], mail, names) for name in _LINES},
        "answered": [_line(line, names) for line in lists["answered"]],
        **{name: [_note(line, names) for line in lists[name]] for name in _NOTES},
        "stopped": [_stopped(line, names) for line in lists["stopped"]],
        "held": _all_held(lists["held"], mail, names),
        "still_held": _all_held(lists["still_held"], mail, names),
        "failed": [_failed(line, names) for line in lists["failed"]],
        "alarms": mail.data["alarms"],
        "figures": mail.data["figures"],
    }


def _left_unacted(mail: Mail, names: Names) -> dict[str, object]:
    lines: Mapping[str, Sequence[Mapping[str, Any]]] = {
        name: mail.data[name]  # type: ignore[misc]
        for name in ("open", "held")
    }
    return {
        "open": _lines(lines["open"], mail, names),
        "held": _all_held(lines["held"], mail, names),
        "kept": mail.data.get("kept", False),
    }


def _lines(lines: Sequence[Mapping[str, Any]], mail: Mail, names: Names) -> list[dict[str, object]]:
    """Give the lines of one kind; of many, each is said in short."""
    offered = offers(lines, lambda word, numbers: _action(word, numbers, mail, names))
    in_short = len(lines) > FEW
    return [
        _line(line, names) | {"actions": actions, "in_short": in_short}
        for line, actions in zip(lines, offered, strict=True)
    ]


def _line(line: Mapping[str, Any], names: Names) -> dict[str, object]:
    question = names.state.questions.get(line["obligation"])
    subject = names.title(question.asked.message) if question else line["what"]
    return {
        "number": line.get("number"),
        "is_question": question is not None,
        "each": line["each"],
        "post": line["post"],
        "team": line["team"],
        "council": names.council(line["liaison"]),
        "plr_name": names.person(line["plr"]).name,
        "officer_name": names.person(line["officer"]).name,
        "subject": subject,
        "arrived_at": instant(line["started_at"]),
        "answer_by": instant(line["due_by"]) - (_A_MOMENT if line["each"] == "period" else timedelta()),
        "late_by": line["late_by"],
        "counted": [date.fromisoformat(day) for day in line["counted"]],
        "skipped": [{"on": date.fromisoformat(day["on"]), "why": day["why"]} for day in line["skipped"]],
        "reminders": [instant(at) for at in line["reminders"]],
        "answered_at": instant(line["answered_at"]) if line["answered_at"] else None,
        "answered_by": _who_answered(line, names),
        "missed": [
            {
                "from_on": instant(one["started_at"]),
                "until_on": instant(one["due_by"]) - _A_MOMENT,
                "officer_name": names.person(one["officer"]).name,
            }
            for one in line.get("missed", ())
        ],
    }


def _who_answered(line: Mapping[str, Any], names: Names) -> str:
    """Name who answered, who may be a cover, a colleague or the coordinator; a colleague goes by what they call
    themselves."""
    if line["answered_by"]:
        return names.person(line["answered_by"]).name
    record = names.ledger.message(line["answer"]) if line["answer"] else None
    return one_line(record.sender_name or record.sender_address) if record else ""


def _action(word: str, numbers: str, mail: Mail, names: Names) -> dict[str, str]:
    """Offer one answer to lines; the link writes it up to where something is to be completed."""
    written = " ".join(filter(None, (word, numbers, _MORE_TO_SAY.get(word))))
    href = mailto(names.reply_address(mail.thread, mail.to), written, f"{written} ")
    return {"typed": f"{word} {numbers}", "href": href}


def _note(line: Mapping[str, Any], names: Names) -> dict[str, object]:
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


def _all_held(lines: Sequence[Mapping[str, Any]], mail: Mail, names: Names) -> list[dict[str, object]]:
    numbered = [{"number": line["number"], "team": "", "actions": _TO_HELD} for line in lines]
    offered = offers(numbered, lambda word, numbers: _action(word, numbers, mail, names))
    return [_held(line, mail, names) | {"actions": actions} for line, actions in zip(lines, offered, strict=True)]


def _held(line: Mapping[str, Any], mail: Mail, names: Names) -> dict[str, object]:
    record, number = names.ledger.message(line["message"]), line["number"]
    guesses = [_guess(guess, number, mail, names) for guess in line["guesses"]]
    return {
        "number": number,
        "sender": one_line(record.sender_address if record else "") or "(no readable sender)",
        "subject": one_line(record.subject if record else ""),
        "arrived_at": instant(line["arrived_at"]),
        "reason": line["reason"],
        "guesses": guesses,
    }


def _guess(guess: Mapping[str, Any], number: int, mail: Mail, names: Names) -> dict[str, object]:
    """Offer one place where a held message may belong: a conversation, or a new one with the council."""
    thread = names.state.threads.get(guess["to"])
    liaison = thread.opened.liaison if thread else guess["to"]
    begun = names.ledger.messages_in_thread(guess["to"]) if thread else []
    typed = f"LINK {number} {guess['letter']}"
    return {
        "letter": guess["letter"],
        "council": names.council(str(liaison)),
        "subject": names.title(begun[0].id) if begun else "",
        "reason": guess["reason"],
        "typed": typed,
        "href": names.link(mail, typed),
    }


def _failed(line: Mapping[str, Any], names: Names) -> dict[str, object]:
    person = names.person(line["to"])
    return {
        "what": line["what"],
        "to": person.address or person.name,
        "reason": line["reason"],
        "remedy": line["remedy"],
    }


def _stopped(line: Mapping[str, Any], names: Names) -> dict[str, object]:
    plr, _ = names.state.introductions[line["introduction"]].pair
    return {
        "council": names.council(line["liaison"]),
        "plr_name": names.person(plr).name,
        "officer_name": names.person(line["officer"]).name,
    }


def _lines_noted(mail: Mail, names: Names) -> dict[str, object]:
    done: Sequence[Mapping[str, Any]] = mail.data["done"]  # type: ignore[assignment]
    until, from_on = mail.data.get("until"), mail.data.get("from_on")
    return {
        "what": mail.data["what"],
        "keyword": mail.data["keyword"],
        "done": [_done(line, names) for line in done],
        "refused": mail.data["refused"],
        "until": date.fromisoformat(str(until)) if until else None,
        "from_on": date.fromisoformat(str(from_on)) if from_on else None,
        "officer_name": names.person(mail.data.get("officer")).name,
    }


def _done(line: Mapping[str, Any], names: Names) -> dict[str, object]:
    """Name what a line was about; a message that was placed may be held again, for another reason."""
    return {
        "number": line["number"],
        "title": _held_title(line["about"], names) if line["is_held"] else _title(line, names),
        "is_still_held": line["placed"] and line["about"] in names.state.held,
    }


def _held_title(message: str, names: Names) -> str:
    record = names.ledger.message(message)
    return one_line(f"{record.sender_address}, {record.subject}" if record else "") or "(no readable sender)"


def _title(line: Mapping[str, Any], names: Names) -> str:
    question = names.state.questions.get(line["about"])
    subject = names.title(question.asked.message) if question else ""
    return ", ".join(filter(None, (names.council(line["liaison"]), subject)))


def _council_status(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["rows"]  # type: ignore[assignment]
    return {
        "officer_name": names.person(mail.data["officer"]).name,
        "is_all": mail.data["is_all"],
        "engaged": engaged(mail),
        "rows": [_status_row(row, names) for row in rows],
    }


def _status_row(row: Mapping[str, Any], names: Names) -> dict[str, object]:
    return {
        "council": names.council(row["liaison"]),
        "plr_name": names.person(row["plr"]).name,
        "officer_name": names.person(row["officer"]).name,
        "last_contact_at": instant(row["last_contact_at"]) if row["last_contact_at"] else None,
        "meeting_on": date.fromisoformat(row["meeting_on"]) if row["meeting_on"] else None,
        "open": [
            {
                "title": _open_title(one, names),
                "due_by": instant(one["due_by"]),
                "is_late": one["is_late"],
                "on_hold": one["on_hold"],
            }
            for one in row["open"]
        ],
    }


def _open_title(one: Mapping[str, Any], names: Names) -> str:
    question = names.state.questions.get(one["obligation"])
    return (names.title(question.asked.message) or "(no subject)") if question else str(one["what"])


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "digest": _digest,
    "left-unacted": _left_unacted,
    "lines-noted": _lines_noted,
    "council-status": _council_status,
}
