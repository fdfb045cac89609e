"""Context: what each message of ours says, from the ids in its Mail to names, words and links (`samples.py`).

Facts and mails hold ids; here they are looked up at the last moment, so that what was erased or corrected meanwhile
is erased or corrected in the mail too. Reads the ledger; writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from textwrap import shorten
from typing import Any, cast

from mailbot.errors import LedgerError
from mailbot.ledger.ledger import Ledger
from mailbot.model.ids import ANSWERS_TO, COORDINATOR, DEPUTY
from mailbot.model.mail import Mail
from mailbot.model.people import Person, Role
from mailbot.model.records import MessageRecord
from mailbot.model.tag import find_tags, without_tags
from mailbot.model.token import reply_token
from mailbot.outbound.line import one_line
from mailbot.outbound.mailto import mailto
from mailbot.policy.state import State

_ERASED = "(name erased)"
_SALUTATION = re.compile(
    r"(?:dear|hello|hi|good (?:morning|afternoon|evening))\b[^.,!?\n]{0,40}[.,!\n]\s*", re.IGNORECASE
)
_LONGEST_TITLE = 60
_LONGEST_WORDS = 300
_LONGEST_LINK = 1_800
"""Characters of a link that mail programs are sure to open whole."""
_REPLY_PREFIX = re.compile(r"^(?:re\s?:\s?)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class House:
    """What every message knows of the force and of its mailbox; from config.toml."""

    organisation: str
    mailbox_address: str
    coordinator: Person
    deputy: Person
    answers_to: Person
    website: str = ""
    community_messaging: str = ""
    plus_addresses: bool = True

    def values(self) -> dict[str, object]:
        """Give the variables that every template may use."""
        return {
            "organisation": self.organisation,
            "mailbox_address": self.mailbox_address,
            "coordinator_name": self.coordinator.name,
            "coordinator_address": self.coordinator.address,
            "website": self.website,
            "community_messaging": self.community_messaging,
        }


class Names:
    """Looks up what ids stand for; an id whose particulars were erased stands for somebody without a name."""

    def __init__(self, house: House, ledger: Ledger, state: State, new_text: Callable[[str], str]) -> None:
        """`new_text` gives the new text of an inbound message by its id."""
        self.house = house
        self.ledger = ledger
        self.state = state
        self.new_text = new_text

    def person(self, person: object) -> Person:
        """Find somebody by id; the coordinator, the deputy and whom they answer to are in the configuration."""
        house = self.house
        configured = {COORDINATOR: house.coordinator, DEPUTY: house.deputy, ANSWERS_TO: house.answers_to}
        if person in configured:
            return configured[str(person)]
        return self.ledger.person(str(person)) or Person("", _ERASED if person else "")

    def council(self, liaison: str) -> str:
        """Name the council of a liaison."""
        council = self.ledger.council(self.state.liaisons[liaison].row.council)
        return council.name if council else ""

    def subject(self, message: str) -> str:
        """Give the subject that a message arrived under, without marks of ours and without "Re:"."""
        record = self.ledger.message(message)
        if record is None:
            return ""
        thread = self.state.threads.get(record.thread)
        liaison = self.state.liaisons.get(thread.opened.liaison or "") if thread else None
        programme = liaison.row.programme if liaison else "plr"
        return one_line(_REPLY_PREFIX.sub("", without_tags(record.subject, programme)))

    def title(self, message: str) -> str:
        """Say what a message is about, to be read: its subject, or its first words where it bears one of ours."""
        record = self.ledger.message(message)
        if record is None or not self.bears_our_subject(record):
            return self.subject(message)
        try:
            words = _SALUTATION.sub("", self.new_text(message).strip(), count=1)
        except LedgerError:  # the words were erased
            return self.subject(message)
        return shorten(words, _LONGEST_TITLE, placeholder="…")

    def words(self, message: str) -> str:
        """Give the new text of a message on one line, shortened; empty where its words were erased."""
        try:
            return shorten(one_line(self.new_text(message)), _LONGEST_WORDS, placeholder="…")
        except LedgerError:
            return ""

    def bears_our_subject(self, record: MessageRecord) -> bool:
        """Whether a message answers a mail of ours under that mail's subject: our mark stands in it still."""
        answered = self.ledger.mail(record.parent) if record.parent else None
        return answered is not None and not answered.mail.is_relay and bool(find_tags(record.subject))

    def reply_address(self, thread: str, person: str) -> str:
        """Give the address by which somebody writes into a thread."""
        local, _, domain = self.house.mailbox_address.partition("@")
        token = reply_token(self.ledger.secret, thread, person)
        return f"{local}+{token}@{domain}" if self.house.plus_addresses else self.house.mailbox_address

    def council_person(self, thread: str) -> Person:
        """Find who of the council's side reads a thread."""
        opened = self.state.threads[thread]
        asked = [self.state.questions[question].asked.plr for question in opened.questions]
        return self.person((*opened.opened.people, *asked)[-1])

    def link(self, mail: Mail, first_line: str) -> str:
        """Make the link that answers a mail of ours with one ready line."""
        return mailto(self.reply_address(mail.thread, mail.to), first_line, first_line + "\n")


def context(mail: Mail, names: Names) -> dict[str, object]:
    """Give a template all that it may use."""
    return names.house.values() | _CONTEXTS[mail.template](mail, names)


def _at(value: object) -> datetime:
    return datetime.fromisoformat(str(value)).astimezone(UTC)


def _thread_values(thread: str, names: Names) -> dict[str, object]:
    opened = names.state.threads.get(thread)
    liaison = opened.opened.liaison if opened else None
    if opened is None or liaison is None:
        return {"plr_name": "", "council": "", "subject": ""}
    messages = names.ledger.messages_in_thread(thread)
    return {
        "plr_name": names.council_person(thread).name,
        "council": names.council(liaison),
        "subject": names.title(messages[0].id) if messages else "",
    }


def _answering_subject(thread: str, names: Names) -> str:
    """Give the subject of an answer in a conversation; empty while nobody has written in it."""
    messages = names.ledger.messages_in_thread(thread)
    return f"Re: {names.subject(messages[0].id)}" if messages else ""


def _introduction(mail: Mail, names: Names) -> dict[str, object]:
    officer = names.person(mail.data["officer"])
    return {
        "officer_name": officer.name,
        "officer_phone": officer.phone,
        "plr_name": names.person(mail.to).name,
        "council": names.council(str(mail.data["liaison"])),
    }


def _question_values(mail: Mail, names: Names) -> dict[str, object]:
    question = names.state.questions[str(mail.data["question"])]
    officer = names.person(mail.data.get("officer") or names.state.officer_of(question))
    return {
        "officer_name": officer.name or names.house.organisation,
        "plr_name": names.person(question.asked.plr).name,
        "council": names.council(question.asked.liaison),
        "subject": names.title(question.asked.message),
    }


def _told_answered(mail: Mail, names: Names) -> dict[str, object]:
    return _question_values(mail, names) | {"not_answered_href": names.link(mail, "NOT ANSWERED")}


def _answer_checked(mail: Mail, names: Names) -> dict[str, object]:
    return _question_values(mail, names) | {"answered": mail.data["answered"]}


def _reply_date(mail: Mail, names: Names) -> dict[str, object]:
    new = mail.data["new_answer_by"]
    return _acknowledgement(mail, names) | {"new_answer_by": _at(new) if new else None}


def _not_answered(mail: Mail, names: Names) -> dict[str, object]:
    asked = names.state.questions[str(mail.data["question"])].asked
    address, answer_by = names.reply_address(asked.thread, mail.to), mail.data["answer_by"]
    return _question_values(mail, names) | {
        "officer_name": names.person(mail.to).name,
        "text": names.new_text(str(mail.data["message"])),
        "answer_by": _at(answer_by) if answer_by else None,
        "reply_address": address,
        "reply_href": mailto(address, f"Re: {names.subject(asked.message)}"),
    }


def _acknowledgement(mail: Mail, names: Names) -> dict[str, object]:
    return _question_values(mail, names) | {"answer_by": _at(mail.data["answer_by"])}


def _concern_received(mail: Mail, names: Names) -> dict[str, object]:
    return {"plr_name": names.person(mail.to).name, "council": names.council(str(mail.data["liaison"]))}


def _reminder(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["questions"]  # type: ignore[assignment]
    in_doubt: Sequence[str] = mail.data.get("in_doubt", ())  # type: ignore[assignment]
    return {
        "officer_name": names.person(mail.to).name,
        "questions": [_reminder_row(number, row, mail, names) for number, row in enumerate(rows, start=1)],
        "in_doubt": [_in_doubt_row(question, mail, names) for question in in_doubt],
    }


def _reminder_row(number: int, row: Mapping[str, Any], mail: Mail, names: Names) -> dict[str, object]:
    asked = names.state.questions[row["question"]].asked
    address, answered = names.reply_address(asked.thread, mail.to), f"ANSWERED {number}"
    hold, no_reply = f"HOLD {number}", f"NO REPLY NEEDED {number}"
    return {
        "number": number,
        "council": names.council(asked.liaison),
        "plr_name": names.person(asked.plr).name,
        "subject": names.title(asked.message),
        "arrived_at": asked.happened_at,
        "answer_by": _at(row["due_by"]),
        "reply_address": address,
        "reply_href": mailto(address, f"Re: {names.subject(asked.message)}"),
        "answered_href": names.link(mail, answered),
        "answered_typed": answered,
        "hold_href": names.link(mail, hold),
        "hold_typed": hold,
        "no_reply_href": names.link(mail, no_reply),
        "no_reply_typed": no_reply,
    }


def _in_doubt_row(question: str, mail: Mail, names: Names) -> dict[str, object]:
    asked = names.state.questions[question].asked
    address = names.reply_address(asked.thread, mail.to)
    return {
        "council": names.council(asked.liaison),
        "plr_name": names.person(asked.plr).name,
        "subject": names.title(asked.message),
        "arrived_at": asked.happened_at,
        "reply_address": address,
        "reply_href": mailto(address, f"Re: {names.subject(asked.message)}"),
    }


def _contacts(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["rows"]  # type: ignore[assignment]
    return {
        "officer_name": names.person(mail.to).name,
        "rows": [_contact_row(number, row, mail, names) for number, row in enumerate(rows, start=1)],
    }


def _contact_row(number: int, row: Mapping[str, Any], mail: Mail, names: Names) -> dict[str, object]:
    address, council = names.reply_address(row["thread"], mail.to), names.council(row["liaison"])
    planned_at, last_contact_at = row["planned_at"], row["last_contact_at"]
    phoned, met = f"PHONED {number}", f"MET {number}"
    return {
        "number": number,
        "council": council,
        "plr_name": names.council_person(row["thread"]).name,
        "planned_on": _at(planned_at) if planned_at else None,
        "last_contact_at": _at(last_contact_at) if last_contact_at else None,
        "questions": [_at(question["due_by"]) for question in row["questions"]],
        "reply_address": address,
        "reply_href": mailto(address, council),
        "phoned_href": names.link(mail, phoned),
        "phoned_typed": phoned,
        "met_href": names.link(mail, met),
        "met_typed": met,
    }


def _contact_check(mail: Mail, names: Names) -> dict[str, object]:
    liaison = str(mail.data["liaison"])
    return {
        "officer_name": names.person(mail.data["officer"]).name,
        "plr_name": names.person(mail.to).name,
        "council": names.council(liaison),
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
    return _done(mail, names) | {"method": mail.data["method"], "on": _at(mail.data["on"])}


def _meetings(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["rows"]  # type: ignore[assignment]
    return {
        "officer_name": names.person(mail.to).name,
        "rows": [_meeting_row(number, row, mail, names) for number, row in enumerate(rows, start=1)],
    }


def _meeting_row(number: int, row: Mapping[str, Any], mail: Mail, names: Names) -> dict[str, object]:
    address, council = names.reply_address(row["thread"], mail.to), names.council(row["liaison"])
    attended, updated = f"ATTENDED {number}", f"UPDATED {number}"
    return {
        "number": number,
        "council": council,
        "plr_name": names.council_person(row["thread"]).name,
        "due_by": _at(row["due_by"]),
        "asked_at": _at(row["asked_at"]) if row["asked_at"] else None,
        "attended_on": _day(row["attended_on"]),
        "arranged_on": _day(row["arranged_on"]),
        "is_past": row["is_past"],
        "reply_address": address,
        "reply_href": mailto(address, council),
        "attended_href": names.link(mail, attended),
        "attended_typed": attended,
        "updated_href": names.link(mail, updated),
        "updated_typed": updated,
    }


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _meeting_noted(mail: Mail, names: Names) -> dict[str, object]:
    return _done(mail, names) | {"what": mail.data["what"], "on": _day(mail.data["on"])}


def _meeting_requested(mail: Mail, names: Names) -> dict[str, object]:
    return {
        "officer_name": names.person(mail.data["officer"]).name,
        "plr_name": names.person(mail.to).name,
        "council": names.council(str(mail.data["liaison"])),
        "on": _day(mail.data["on"]),
        "due_by": _at(mail.data["due_by"]),
    }


def _concern_closed(mail: Mail, names: Names) -> dict[str, object]:
    return {"plr_name": names.person(mail.data["plr"]).name, "council": names.council(str(mail.data["liaison"]))}


def _concern_waiting(mail: Mail, names: Names) -> dict[str, object]:
    return _concern_closed(mail, names) | {"raised_at": _at(mail.data["raised_at"])}


def _post_vacant(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["rows"]  # type: ignore[assignment]
    return {
        "rows": [
            {"council": names.council(row["liaison"]), "post": row["post"], "since": _at(row["since"])} for row in rows
        ]
    }


def _absence(mail: Mail, names: Names) -> dict[str, object]:
    until_on = mail.data["until_on"]
    return {
        "reader_name": names.person(mail.to).name,
        "from_on": date.fromisoformat(str(mail.data["from_on"])),
        "until_on": date.fromisoformat(str(until_on)) if until_on else None,
    }


def _absence_noted(mail: Mail, names: Names) -> dict[str, object]:
    return _absence(mail, names) | {
        "person_name": names.person(mail.data["person"]).name,
        "stand_in_name": names.person(mail.data["stand_in"]).name,
        "for_plr": mail.data["for_plr"],
        "back_href": names.link(mail, "BACK"),
    }


def _absence_proposed(mail: Mail, names: Names) -> dict[str, object]:
    return _absence(mail, names) | {"for_plr": mail.data["for_plr"], "yes_href": names.link(mail, "YES")}


def _absence_over(mail: Mail, names: Names) -> dict[str, object]:
    return {
        "reader_name": names.person(mail.to).name,
        "person_name": names.person(mail.data["person"]).name,
        "for_plr": mail.data["for_plr"],
    }


def _absence_cover(mail: Mail, names: Names) -> dict[str, object]:
    person = str(mail.data["person"])
    return _absence(mail, names) | {
        "officer_name": names.person(mail.to).name,
        "person_name": names.person(person).name,
        "councils": [names.council(liaison) for liaison in names.state.liaisons_of(person, Role.OFFICER)],
    }


def _absence_not_noted(mail: Mail, names: Names) -> dict[str, object]:
    return {"officer_name": names.person(mail.to).name, "why": mail.data["why"]}


def _draft(mail: Mail, names: Names) -> dict[str, object]:
    message, threads = str(mail.data["message"]), _list(mail.data["threads"])
    text = names.new_text(message)
    values = _thread_values(threads[0], names) if threads else {}
    return values | {
        "officer_name": names.person(mail.to).name,
        "text": text,
        "first_line": next(iter(text.strip().splitlines()), ""),
        "send_href": names.link(mail, "SEND"),
        "known": ["SEND", "ANSWERED"],
    }


def _which_plr(mail: Mail, names: Names) -> dict[str, object]:
    message, threads = str(mail.data["message"]), _list(mail.data["threads"])
    answers_ours = any(names.ledger.messages_in_thread(thread) for thread in threads)
    subject, text = "" if answers_ours else names.subject(message), names.new_text(message)
    return {
        "officer_name": names.person(mail.to).name,
        "subject": subject,
        "text": text,
        "plrs": [_plr_option(thread, subject, text, mail, names) for thread in threads],
    }


def _plr_option(thread: str, subject: str, text: str, mail: Mail, names: Names) -> dict[str, object]:
    """Offer one reader of what an officer wrote: in the conversation that is open, or in a new one."""
    address = names.reply_address(thread, mail.to)
    values = _thread_values(thread, names)
    heading = _answering_subject(thread, names) or subject
    href = mailto(address, heading, text)
    return {
        "name": values["plr_name"],
        "council": values["council"],
        "subject": values["subject"],
        "address": address,
        "href": href if len(href) <= _LONGEST_LINK else mailto(address, heading),
    }


def _which_council(mail: Mail, names: Names) -> dict[str, object]:
    record = names.ledger.message(str(mail.data["message"]))
    return {
        "plr_name": names.person(mail.to).name,
        "subject": names.subject(str(mail.data["message"])),
        "arrived_at": record.arrived_at if record else mail.queued_at,
        "councils": [
            {"name": names.council(liaison), "href": names.link(mail, str(number)), "typed": str(number)}
            for number, liaison in enumerate(_list(mail.data["liaisons"]), start=1)
        ],
    }


def _done(mail: Mail, names: Names) -> dict[str, object]:
    thread = str(mail.data["thread"])
    values = _thread_values(thread, names)
    address = names.reply_address(thread, mail.to)
    return values | {
        "officer_name": names.person(mail.to).name,
        "reply_address": address,
        "reply_href": mailto(address, _answering_subject(thread, names)),
    }


def _hold_noted(mail: Mail, names: Names) -> dict[str, object]:
    until = date.fromisoformat(str(mail.data["until"]))
    return _done(mail, names) | {"until": until, "answer_by": _at(mail.data["answer_by"])}


def _team_hold_noted(mail: Mail, names: Names) -> dict[str, object]:
    until = date.fromisoformat(str(mail.data["until"]))
    return {"team": mail.data["team"], "until": until, "count": mail.data["count"]}


def _not_done(mail: Mail, names: Names) -> dict[str, object]:
    return _done(mail, names) | {"keyword": mail.data["keyword"], "why": mail.data["why"]}


def _marking_returned(mail: Mail, names: Names) -> dict[str, object]:
    return _thread_values(str(mail.data["thread"]), names) | {
        "officer_name": names.person(mail.to).name,
        "subject": names.subject(str(mail.data["message"])),
        "marking": mail.data["marking"],
    }


def _too_large(mail: Mail, names: Names) -> dict[str, object]:
    message = str(mail.data["message"])
    record = names.ledger.message(message)
    size = cast(int, mail.data["size"])
    return {
        "reader_name": names.person(mail.to).name,
        "other_name": names.person(mail.data["other"]).name or names.house.organisation,
        "subject": names.subject(message),
        "size": f"{max(1, round(size / 2**20))} MB",
        "arrived_at": record.arrived_at if record else mail.queued_at,
        "for_plr": mail.data["for_plr"],
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
        "arrived_at": _at(line["started_at"]),
        "answer_by": _at(line["due_by"]),
        "late_by": line["late_by"],
        "counted": [date.fromisoformat(day) for day in line["counted"]],
        "skipped": [{"on": date.fromisoformat(day["on"]), "why": day["why"]} for day in line["skipped"]],
        "reminders": [_at(instant) for instant in line["reminders"]],
        "answered_at": _at(line["answered_at"]) if line["answered_at"] else None,
    }


def _digest_note(line: Mapping[str, Any], names: Names) -> dict[str, object]:
    """Say what somebody noted on a question, in their words where the coordinator is to know the reason."""
    asked = names.state.questions[line["question"]].asked
    return {
        "council": names.council(asked.liaison),
        "plr_name": names.person(asked.plr).name,
        "officer_name": names.person(line["officer"]).name,
        "subject": names.title(asked.message),
        "answer_by": _at(line["due_by"]) if line["due_by"] else None,
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
        "arrived_at": _at(line["arrived_at"]),
        "reason": line["reason"],
    }


def _digest_failed(line: Mapping[str, Any], names: Names) -> dict[str, object]:
    person = names.person(line["to"])
    return {"what": line["what"], "to": person.address or person.name, "reason": line["reason"]}


def _alarm(mail: Mail, names: Names) -> dict[str, object]:
    ended_at = mail.data.get("ended_at")
    return {
        **{name: mail.data[name] for name in ("title", "meaning", "reason", "remedy", "ended")},
        "since_at": _at(mail.data["since_at"]),
        "ended_at": _at(ended_at) if ended_at else None,
    }


def _list(value: object) -> list[str]:
    assert isinstance(value, list | tuple)
    return [str(item) for item in value]


_CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "introduction": _introduction,
    "acknowledgement": _acknowledgement,
    "told-answered": _told_answered,
    "answer-checked": _answer_checked,
    "reply-date-moved": _reply_date,
    "reply-date-passed": _reply_date,
    "concern-received": _concern_received,
    "reply-reminder": _reminder,
    "answer-due-passed": _reminder,
    "monthly-prompt": _contacts,
    "contact-reminder": _contacts,
    "contact-check": _contact_check,
    "check-noted": _check_noted,
    "contact-noted": _contact_noted,
    "meeting-prompt": _meetings,
    "meeting-reminder": _meetings,
    "meeting-noted": _meeting_noted,
    "meeting-requested": _meeting_requested,
    "concern-closed": _concern_closed,
    "concern-waiting": _concern_waiting,
    "post-vacant": _post_vacant,
    "absence-noted": _absence_noted,
    "absence-proposed": _absence_proposed,
    "absence-over": _absence_over,
    "absence-cover": _absence_cover,
    "absence-not-noted": _absence_not_noted,
    "draft": _draft,
    "first-line-unclear": _draft,
    "which-plr": _which_plr,
    "which-council": _which_council,
    "draft-sent": _done,
    "answered-noted": _done,
    "no-reply-noted": _done,
    "hold-noted": _hold_noted,
    "not-done": _not_done,
    "team-hold-noted": _team_hold_noted,
    "not-answered": _not_answered,
    "marking-returned": _marking_returned,
    "too-large": _too_large,
    "too-large-for-you": _too_large,
    "digest": _digest,
    "alarm": _alarm,
}
