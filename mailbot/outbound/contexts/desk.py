"""What templates are given. The desk: drafts, what we have to ask, and what was or was not done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from mailbot.model.mail import Mail
from mailbot.outbound.contexts.names import Names, answering_subject, done, ids_of, thread_values
from mailbot.outbound.mailto import mailto

_LONGEST_LINK = 1_800
"""Characters of a link that mail programs are sure to open whole."""


def _draft(mail: Mail, names: Names) -> dict[str, object]:
    message, threads = str(mail.data["message"]), ids_of(mail.data["threads"])
    text = names.new_text(message)
    values = thread_values(threads[0], names) if threads else {}
    reader = names.council_person(threads[0]) if threads else None
    return values | {
        "no_email": reader is not None and not reader.address,
        "plr_phone": reader.phone if reader else "",
        "phoned_href": names.link(mail, "PHONED"),
        "officer_name": names.person(mail.to).name,
        "text": text,
        "first_line": (text.splitlines()[cast(int, mail.data.get("line", 0)) :] or [""])[0].strip(),
        "why": mail.data.get("why", ""),
        "send_href": names.link(mail, "SEND"),
    }


def _which_plr(mail: Mail, names: Names) -> dict[str, object]:
    message, threads = str(mail.data["message"]), ids_of(mail.data["threads"])
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
    values, reader = thread_values(thread, names), names.council_person(thread)
    heading = answering_subject(thread, names) or subject
    href = mailto(address, heading, text)
    return {
        "name": values["plr_name"],
        "council": values["council"],
        "subject": values["subject"],
        "no_email": not reader.address,
        "phone": reader.phone,
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
            for number, liaison in enumerate(ids_of(mail.data["liaisons"]), start=1)
        ],
    }


def _not_done(mail: Mail, names: Names) -> dict[str, object]:
    return done(mail, names) | {"keyword": mail.data["keyword"], "why": mail.data["why"]}


def _no_words(mail: Mail, names: Names) -> dict[str, object]:
    return done(mail, names) | {
        "passed_on": mail.data["passed_on"],
        "waits": mail.data["waits"],
        "answered_href": names.link(mail, "ANSWERED"),
    }


def _marking_returned(mail: Mail, names: Names) -> dict[str, object]:
    return thread_values(str(mail.data["thread"]), names) | {
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


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "draft": _draft,
    "first-line-unclear": _draft,
    "which-plr": _which_plr,
    "which-council": _which_council,
    "draft-sent": done,
    "answered-noted": done,
    "no-reply-noted": done,
    "not-done": _not_done,
    "no-words": _no_words,
    "marking-returned": _marking_returned,
    "too-large": _too_large,
    "too-large-for-you": _too_large,
}
