"""What kind of message it is, by strong signals or two weak ones; and, apart from that, whether it may be answered.

A bounce is tested for before an automatic reply, for nearly half of the bounces say `Auto-Submitted` too. A subject
alone decides nothing: to take a person for a machine loses their words. Source: RFC 3834 section 5, RFC 3464,
RFC 5965 (complaints), RFC 8098 (read receipts), RFC 5546 (calendar replies).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from mailbot.inbound.automatic import FIRST_WORDS, MACHINES_SAY, find_automatic
from mailbot.inbound.bounce import STATUS_TYPES, failed_recipients
from mailbot.inbound.bounce_signs import (
    has_a_programs_sentence,
    is_bounce_subject,
    is_daemon,
    is_impersonal,
    is_mail_system,
    is_postmaster,
    names_a_failed_address,
    names_a_system,
    opens_as_bounce,
    speaks_of_your_mail,
)
from mailbot.inbound.headers import Headers
from mailbot.inbound.machine_fields import (
    CAMPAIGN_FIELDS,
    is_answer,
    is_mailing,
    machine_marks,
    takes_no_replies,
    weak_marks,
)
from mailbot.inbound.out_of_office import (
    begins_as_automatic,
    is_absence_subject,
    is_machine_subject,
    promises_to_answer,
)
from mailbot.inbound.parse import Parsed
from mailbot.model.understanding import Address, Kind

OWN_MARK = "x-mailbot"
"""The field that all mail of ours carries, but the relays of what people wrote."""

_MAIL_SERVER = "<SMTP32"
"""How a mail server names itself in X-Mailer, which else names what a person writes with: IMail."""
_GENERATED = "Auto-Submitted: auto-generated"
_MAX_HTML = 20_000
_HTML_UNSEEN = re.compile(r"<(style|script|head)\b[^<>]{0,500}>[^<]{0,20000}</\1>", re.IGNORECASE)
_HTML_TAG = re.compile(r"<[^<>]{0,500}>")
_MDN_TYPES = ("message/disposition-notification", "message/global-disposition-notification")
# A rejection that says so as a receipt (RFC 5429 section 2.1.1): Dovecot over quota, and Sieve's reject.
_REJECTED = re.compile(r"automatically rejected|was rejected|has been refused", re.IGNORECASE)
_ANSWERING_METHODS = re.compile(r"^METHOD:(REPLY|COUNTER|DECLINECOUNTER)\s*$", re.IGNORECASE | re.MULTILINE)
_REPLY_ABOVE = re.compile(r"^.{0,10}please type your reply above this line.{0,10}$", re.IGNORECASE | re.MULTILINE)
"""The first line of a help desk's mail, whether a person wrote the rest or not."""

_DONE_TO_A_CASE = (
    r"(?:changed|updated|resolved|closed|assigned|added|commented|set|moved|reopened|created|edited|attached|marked"
    r"|merged|linked|transferred|took|deleted|logged)"
)
"""What a program says of somebody in the third person: a notice about a case, which nobody wrote."""

_UNSUBSCRIBE = re.compile(
    r"unsubscribe|view (?:this (?:email|message) )?(?:in|online)|manage (?:your )?preferences", re.I
)


@dataclass(frozen=True, slots=True)
class KindFound:
    """The kind, whether a response may be sent (RFC 3834 section 2), and what was found, in the order of decisions."""

    kind: Kind
    may_respond: bool
    signals: tuple[str, ...]


def find_kind(parsed: Parsed, sender: Address | None, own_address: str = "") -> KindFound:
    """Decide what kind of message it is."""
    headers = parsed.headers
    strong = list(machine_marks(headers))
    weak = list(weak_marks(headers, sender))
    kind, why = _decided(parsed, sender, own_address, strong, weak)
    may_respond = kind is Kind.PERSON and sender is not None and not (strong or weak or _system_mark(sender))
    return KindFound(kind, may_respond, tuple(dict.fromkeys([*why, *strong, *_system_mark(sender), *weak])))


def _decided(
    parsed: Parsed, sender: Address | None, own_address: str, strong: list[str], weak: list[str]
) -> tuple[Kind, list[str]]:
    if not parsed.headers.fields:
        return Kind.UNREADABLE, ["no header"]
    if report := _report_kind(parsed):
        return report
    if why := _own(parsed.headers, sender, own_address):
        return Kind.OWN, why
    if why := _bounce(parsed, sender, strong):
        return Kind.BOUNCE, why
    if why := _calendar_answer(parsed):
        return Kind.CALENDAR_REPLY, why
    if _is_agents(parsed, sender, strong):
        return Kind.PERSON, ["a help desk's program marked it, but its sender answers in it by name"]
    if strong:
        return (Kind.BULK, ["sent to a list"]) if _is_generated_mailing(parsed, strong) else (Kind.AUTO_REPLY, [])
    if why := find_automatic(parsed.headers, _text(parsed), sender, weak):
        return Kind.AUTO_REPLY, why
    if why := _bulk(parsed, sender):
        return Kind.BULK, why
    return Kind.PERSON, []


def _report_kind(parsed: Parsed) -> tuple[Kind, list[str]] | None:
    """Read the standard reports off their types (RFC 6522)."""
    report = parsed.report_type
    if parsed.content_type == "multipart/report" or not (parsed.text or parsed.html):
        if report == "feedback-report" or parsed.of_type("message/feedback-report"):
            return Kind.COMPLAINT, ["multipart/report: feedback-report"]
        if report == "disposition-notification" or parsed.of_type(*_MDN_TYPES):
            if _REJECTED.search(_text(parsed)[:FIRST_WORDS]):
                return Kind.BOUNCE, ["multipart/report: disposition-notification", "the text says it was rejected"]
            return Kind.READ_RECEIPT, ["multipart/report: disposition-notification"]
        if report == "delivery-status" or parsed.of_type(*STATUS_TYPES):
            return Kind.BOUNCE, ["multipart/report: delivery-status"]
    return None


def _own(headers: Headers, sender: Address | None, own_address: str) -> list[str]:
    if OWN_MARK in headers:
        return ["X-Mailbot: written by mailbot"]
    if sender and own_address and _without_tag(sender.address) == _without_tag(own_address):
        return [f"From: {sender.address} is our own address"]
    return []


def _without_tag(address: str) -> str:
    local_part, _, domain = address.lower().rpartition("@")
    return f"{local_part.partition('+')[0]}@{domain}"


def _system_mark(sender: Address | None) -> list[str]:
    if sender and (is_daemon(sender) or is_postmaster(sender)):
        return [f"From: {sender.address} is a mail system"]
    return []


def _text(parsed: Parsed) -> str:
    """Give the text as it is searched for phrases: of HTML alone, without its tags."""
    if parsed.text is not None:
        return parsed.text
    return html.unescape(_HTML_TAG.sub(" ", _HTML_UNSEEN.sub(" ", (parsed.html or "")[:_MAX_HTML])))


def _bounce(parsed: Parsed, sender: Address | None, strong: list[str]) -> list[str]:
    """Find a bounce that is no standard report: by who sends it, and by what it says; people say such things too."""
    headers = parsed.headers
    subject, text = headers.text("subject"), _text(parsed)
    is_machine_reply = is_machine_subject(subject)
    if sender and is_daemon(sender) and not is_machine_reply:
        return ["From: a mail system"]
    is_marked = "Return-Path: <>" in strong or headers.text("x-mailer").startswith(_MAIL_SERVER)
    is_suspect = is_marked or parsed.of_type(*STATUS_TYPES) or (sender and is_mail_system(sender))
    is_system = is_postmaster(sender) if sender else names_a_system(headers.text("from"))
    is_failure, failed = is_bounce_subject(subject), failed_recipients(headers)
    if not (is_suspect or is_system or is_failure or failed or strong):
        return []
    said = _bounce_words(text, is_failure)
    if failed and (strong or said):
        return ["X-Failed-Recipients is there"]
    if said and is_system:
        return ["From: a mail system", *said]
    if is_machine_reply:
        return []
    if len(said) == 2 and (is_suspect or has_a_programs_sentence(text)):
        return ["a mail system's mark, name or sentence", *said]
    is_told = strong or (is_failure and speaks_of_your_mail(text))
    if is_told and names_a_failed_address(text) and is_impersonal(text):
        return ["the text names an address that failed, in nobody's name", *said]
    return []


def _bounce_words(text: str, is_failure: bool) -> list[str]:
    said = ["Subject: as of a bounce"] if is_failure else []
    return [*said, "the text opens as a bounce"] if opens_as_bounce(text) else said


def _calendar_answer(parsed: Parsed) -> list[str]:
    for part in parsed.of_type("text/calendar"):
        named = part.headers.parameters("content-type")[1]
        method = named.get("method", "").upper()
        if not method and (found := _ANSWERING_METHODS.search(part.text[:5000])):
            method = found[1].upper()
        if method in ("REPLY", "COUNTER", "DECLINECOUNTER") and part.disposition != "attachment":
            return [f"text/calendar: METHOD:{method}"]
    return []


def _is_agents(parsed: Parsed, sender: Address | None, strong: list[str]) -> bool:
    """Tell whether a person wrote it in a help desk's program, which marks all that it sends.

    `auto-generated` says that it answers nothing (RFC 3834 section 5), yet it does, and its sender is named in it.
    """
    written = _text(parsed)
    is_marked = strong == [_GENERATED] or (not strong and _REPLY_ABOVE.search(written[:FIRST_WORDS]))
    if not is_marked or sender is None or not parsed.headers.message_ids("in-reply-to"):
        return False
    subject, text = parsed.headers.text("subject"), _REPLY_ABOVE.sub("", written)
    named = re.match(r"[^\W\d_]{3,30}", sender.name)
    if named is None or not re.search(rf"\b{named[0]}\b", text[: 2 * FIRST_WORDS]):
        return False
    if re.search(rf"\b{named[0]}(?: [\w'’-]{{1,30}}){{0,2}} (?:has )?{_DONE_TO_A_CASE}\b", text[: 2 * FIRST_WORDS]):
        return False
    says = (*MACHINES_SAY, promises_to_answer, begins_as_automatic)
    return not (is_machine_subject(subject) or is_absence_subject(subject) or any(one(text) for one in says))


def _is_generated_mailing(parsed: Parsed, strong: list[str]) -> bool:
    """Tell whether what a program generated, and not in reply, went to a list: a newsletter, an alert."""
    listed = "list-unsubscribe" in parsed.headers or "list-id" in parsed.headers
    return strong == [_GENERATED] and listed and is_mailing(parsed.headers)


def _bulk(parsed: Parsed, sender: Address | None) -> list[str]:
    """Find a mailing of a machine's: marks of a campaign and a sender that nobody reads, or words that say so.

    What people write to a discussion list carries the same fields, and the list's own, and is theirs.
    """
    headers = parsed.headers
    is_discussion = "list-post" in headers or "mailing-list" in headers or headers.text("precedence").lower() == "list"
    if is_discussion or is_answer(headers):
        return []
    if sender and takes_no_replies(sender) and headers.text("precedence").lower() in ("bulk", "junk"):
        return ["sent in bulk", "from a sender that takes no replies"]
    if not is_mailing(parsed.headers):
        return []
    campaign = [name for name in CAMPAIGN_FIELDS if name in headers]
    body = (parsed.text or "") + (parsed.html or "")
    if sender and takes_no_replies(sender):
        return ["a mailing", "from a sender that takes no replies"]
    if campaign and "list-unsubscribe" in headers and _UNSUBSCRIBE.search(body[:200_000]):
        return ["a mailing", f"of a campaign ({campaign[0]})"]
    return []
