"""What kind of message it is, by strong signals or two weak ones; and, apart from that, whether it may be answered.

A bounce is tested for before an automatic reply, for nearly half of the bounces say `Auto-Submitted` too. A subject
alone decides nothing: to take a person for a machine loses their words. Source: RFC 3834 section 5, RFC 3464,
RFC 5965 (complaints), RFC 8098 (read receipts), RFC 5546 (calendar replies).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailbot.inbound.bounce import STATUS_TYPES, failed_recipients
from mailbot.inbound.headers import Headers
from mailbot.inbound.out_of_office import (
    calls_itself_automatic,
    is_absence_subject,
    is_acknowledgement_subject,
    is_machine_subject,
    is_notes_absence,
    speaks_of_absence,
)
from mailbot.inbound.parse import Parsed
from mailbot.model.understanding import Address, Kind

OWN_MARK = "x-mailbot"
"""The field that all mail of ours carries, but the relays of what people wrote."""

_OPENING = 3000
_FIRST_WORDS = 300
_MDN_TYPES = ("message/disposition-notification", "message/global-disposition-notification")
_ANSWERING_METHODS = re.compile(r"^METHOD:(REPLY|COUNTER)\s*$", re.IGNORECASE | re.MULTILINE)

_DAEMON = re.compile(
    r"(?:mailer[-_.]?daemon|mail[-_.]daemon|maildaemon|mail delivery (?:system|subsystem)|mmdf|uucp|"
    r"autoreply[-_]bounce|"
    r"microsoftexchange[0-9a-f]{32})(?:[+.-][^@]{0,64})?",
    re.IGNORECASE,
)
_POSTMASTER = re.compile(r"postmaster|mail-?admin|(?:double-)?bounces?", re.IGNORECASE)
_SYSTEM_NAME = re.compile(r"mailer[-_.]?daemon|postmaster|mail (?:delivery )?(?:sub)?system", re.IGNORECASE)
_MAIL_SYSTEM = re.compile(
    r"(?:system|mail|e-?mail)[ ._-]?administrator|mail (?:router|system)|internet mail (?:service|connector)|mdaemon|"
    r"mail[ ._-]?delivery[ ._-]?(?:system|subsystem|service)|ndr|imss|inetgw\d{0,3}|"
    r"[\w.-]{0,40}anti-?virus[\w.-]{0,40}|"
    r"[\w.-]{0,40}smtp[ ._-]?(?:mail[ ._-]?)?(?:service|gateway|server)[\w.-]{0,40}",
    re.IGNORECASE,
)
_PROGRAM_SENTENCE = re.compile(
    r"created automatically by mail delivery software|this is the (?:mail system|qmail-send program) at|"
    r"non-?delivery report|did not reach the following recipient",
    re.IGNORECASE,
)
_ANSWER_OR_FORWARD = re.compile(r"(?:re|fw|fwd|aw|wg|tr|odp|pd|r|i)[ ]?:", re.IGNORECASE)
_NO_REPLY = re.compile(
    r"(?:no|do[-_.]?not|dont|never)[-_.]?(?:reply|respond|answer)(?:[-_.+][^@]{0,64})?|"
    r"[^@]{1,64}[-_.](?:no[-_.]?reply|do[-_.]?not[-_.]?reply)|noreply[0-9]{0,6}",
    re.IGNORECASE,
)
_BOUNCE_SUBJECT = re.compile(
    r"undeliver(?:ed|able)|non[- ]?remis|(?:mail )?delivery (?:status notification|failure|failed|problem|error|"
    r"report|delayed|incomplete)|"
    r"mail delivery (?:failed|failure|system|problem)|returned mail|failure notice|mail(?:system)? error|failed mail|"
    r"delivery has failed|(?:mail )?could not be delivered|user unknown|mail delivery warning|non-?delivery|"
    r"unzustellbar|message undeliverable|could not (?:be delivered|send)|rejected mail|"
    r"undelivered mail returned|delayed mail|warning: (?:could not send|message .{0,40}delayed)|nondeliverable|"
    r"no se pudo entregar|non remis|mancato recapito|niet (?:te bezorgen|bestelbaar)|nie dostarczono|message delayed|"
    r"mail non distribuible|permanent error|bounce|delivery notification|zustellung",
    re.IGNORECASE,
)
_BOUNCE_TEXT = re.compile(
    r"this is the (?:qmail-send program|mail (?:system|delivery (?:system|agent))|postfix program|mail delivery)|"
    r"(?:was|were) unable to deliver|(?:could|can) ?not be (?:delivered|reached|sent)|(?:couldn't|"
    r"wasn't) (?:be )?delivered|"
    r"following (?:address(?:es)?|recipients?|message)(?:\(s\)|\(es\))? (?:had|has|have|failed|could|cannot|was|"
    r"were|did)|"
    r"delivery to the following (?:recipients?|address)|permanent (?:fatal )?errors?|"
    r"undeliverable|message (?:could not|was not|cannot|has not(?: yet)?|wasn't|"
    r"couldn't) (?:be(?:en)? )?(?:delivered|sent)|"
    r"has not yet been delivered|delivery (?:has )?failed|user unknown|recipient address rejected|"
    r"mailbox unavailable|"
    r"mail delivery fail|problem(?:s)? (?:delivering|occurred while delivering)|konnte nicht (?:zugestellt|"
    r"übermittelt)|"
    r"your message did not reach|did not reach the following recipient|address couldn't be found|"
    r"returned to (?:you|sender)|"
    r"did not (?:get|go) through|mailbox (?:is )?full|over quota|delivery (?:is )?delayed|n'a pas pu être|"
    r"no se ha podido entregar|"
    r"^[ \t]{0,8}[45]\d\d[ -][45]\.\d\.\d",
    re.IGNORECASE | re.MULTILINE,
)
_CAMPAIGN_FIELDS = (
    "list-unsubscribe-post",
    "feedback-id",
    "x-campaign",
    "x-campaign-id",
    "x-campaignid",
    "x-csa-complaints",
    "x-govdelivery-id",
    "x-mailgun-tag",
    "x-mc-user",
    "x-sfmc-stack",
    "x-sg-eid",
)
_LIST_FIELDS = (
    "list-help",
    "list-id",
    "list-post",
    "list-subscribe",
    "list-unsubscribe",
    "mailing-list",
    "x-mailing-list",
)
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
    strong = list(_machine_marks(headers))
    weak = list(_weak_marks(headers, sender))
    kind, why = _decided(parsed, sender, own_address, strong, weak)
    may_respond = kind is Kind.PERSON and sender is not None and not weak
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
    if strong or _system_mark(sender):
        return (Kind.BULK, ["sent to a list"]) if _is_generated_mailing(parsed, strong) else (Kind.AUTO_REPLY, [])
    if why := _automatic_by_two(parsed, weak):
        return Kind.AUTO_REPLY, why
    if why := _bulk(parsed, sender):
        return Kind.BULK, why
    return Kind.PERSON, []


def _report_kind(parsed: Parsed) -> tuple[Kind, list[str]] | None:
    """Read the standard reports off their types (RFC 6522)."""
    report = parsed.report_type
    if parsed.content_type == "multipart/report" or not parsed.text:
        if report == "feedback-report" or parsed.of_type("message/feedback-report"):
            return Kind.COMPLAINT, ["multipart/report: feedback-report"]
        if report == "disposition-notification" or parsed.of_type(*_MDN_TYPES):
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


def _machine_marks(headers: Headers) -> Iterator[str]:
    """Find the fields that only machines write."""
    submitted = re.match(r"[a-z-]*", headers.raw("auto-submitted").strip().lower())
    if submitted and submitted[0] not in ("", "no"):
        yield f"Auto-Submitted: {submitted[0]}"
    if any(value.replace(" ", "") == "<>" for value in headers.all("return-path")):
        yield "Return-Path: <>"
    for name, written in _VACATION_FIELDS:
        value = headers.text(name).lower()
        if name in headers and value not in ("no", "false", "0") and written in value:
            yield f"{name}: {value[:60]}".rstrip(": ")
    if headers.text("precedence").lower() in ("auto_reply", "auto-reply", "autoreply"):
        yield "Precedence: auto_reply"
    suppressed = headers.text("x-auto-response-suppress").lower()
    if "all" in suppressed and "x-ms-exchange-inbox-rules-loop" in headers:
        yield "X-Auto-Response-Suppress: All with X-MS-Exchange-Inbox-Rules-Loop"


_VACATION_FIELDS = (
    ("x-autoreply", ""),
    ("x-auto-reply", ""),
    ("x-autorespond", ""),
    ("x-autoresponder", ""),
    ("x-autoreply-from", ""),
    ("x-mail-autoreply", ""),
    ("x-yahoo-autoreply", ""),
    ("x-fc-machinegenerated", "true"),
    ("x-post-messageclass", "autoresponder"),
    ("x-apple-action", "vacation"),
    ("x-autogenerated", "repl"),
    ("x-vacation", ""),
    ("preference", "auto_reply"),
    ("delivered-to", "autoresponder"),
    ("x-mailer", "vacation"),
)


def _weak_marks(headers: Headers, sender: Address | None) -> Iterator[str]:
    """Find what machines and lists write, and what stands on people's mail too."""
    if (precedence := headers.text("precedence").lower()) in ("bulk", "junk", "list"):
        yield f"Precedence: {precedence}"
    for name in (*_LIST_FIELDS, *_CAMPAIGN_FIELDS):
        if name in headers:
            yield f"{name.title()} is there"
    if suppressed := headers.text("x-auto-response-suppress"):
        yield f"X-Auto-Response-Suppress: {suppressed[:60]}"
    if sender and _is_no_reply(sender):
        yield f"From: {sender.address} takes no replies"


def _system_mark(sender: Address | None) -> list[str]:
    if sender and (_is_daemon(sender) or _is_postmaster(sender)):
        return [f"From: {sender.address} is a mail system"]
    return []


def _bounce(parsed: Parsed, sender: Address | None, strong: list[str]) -> list[str]:
    """Find a bounce that is no standard report: by who sends it, and by what it says; people say such things too."""
    headers = parsed.headers
    subject = headers.text("subject")
    is_machine_reply = is_machine_subject(subject)
    if sender and _is_daemon(sender) and not is_machine_reply:
        return ["From: a mail system"]
    if failed_recipients(headers) and (strong or _bounce_words(parsed, subject)):
        return ["X-Failed-Recipients is there"]
    if (sender and _is_postmaster(sender)) or _nameless_daemon(headers, sender):
        said = _bounce_words(parsed, subject)
        return ["From: a mail system", *said] if said else []
    if is_machine_reply or not _BOUNCE_SUBJECT.search(subject):
        return []
    is_suspect = "Return-Path: <>" in strong or parsed.of_type(*STATUS_TYPES) or (sender and _is_mail_system(sender))
    if is_suspect or _PROGRAM_SENTENCE.search(_opening(parsed)[:_FIRST_WORDS]):
        said = _bounce_words(parsed, subject)
        return ["a mail system's mark, name or sentence", *said] if len(said) == 2 else []
    return []


def _opening(parsed: Parsed) -> str:
    return (parsed.text if parsed.text is not None else parsed.html or "")[:_OPENING]


def _bounce_words(parsed: Parsed, subject: str) -> list[str]:
    opening = _opening(parsed)
    is_answer = _ANSWER_OR_FORWARD.match(subject) is not None
    said = ["Subject: as of a bounce"] if _BOUNCE_SUBJECT.search(subject) and not is_answer else []
    return [*said, "the text opens as a bounce"] if _BOUNCE_TEXT.search(opening) else said


def _nameless_daemon(headers: Headers, sender: Address | None) -> bool:
    """Tell whether From names a mail system without an address that can be used."""
    written = headers.text("from")
    return sender is None and (not written or "<>" in written or _SYSTEM_NAME.search(written[:200]) is not None)


def _is_daemon(sender: Address) -> bool:
    local_part = sender.address.rpartition("@")[0].strip('"')
    return _DAEMON.fullmatch(local_part) is not None or (
        _DAEMON.fullmatch(sender.name) is not None and _is_postmaster(sender)
    )


def _is_mail_system(sender: Address) -> bool:
    local_part = sender.address.rpartition("@")[0].strip('"')
    return any(_MAIL_SYSTEM.fullmatch(name) for name in (sender.name, local_part))


def _is_postmaster(sender: Address) -> bool:
    return _POSTMASTER.fullmatch(sender.address.rpartition("@")[0]) is not None


def _is_no_reply(sender: Address) -> bool:
    return _NO_REPLY.fullmatch(sender.address.rpartition("@")[0]) is not None


def _calendar_answer(parsed: Parsed) -> list[str]:
    for part in parsed.of_type("text/calendar"):
        named = part.headers.parameters("content-type")[1]
        method = named.get("method", "").upper()
        if not method and (found := _ANSWERING_METHODS.search(part.text[:5000])):
            method = found[1].upper()
        if method in ("REPLY", "COUNTER") and part.disposition != "attachment":
            return [f"text/calendar: METHOD:{method}"]
    return []


def _automatic_by_two(parsed: Parsed, weak: list[str]) -> list[str]:
    """Find an automatic reply that no field admits to: by how it begins, and one thing more."""
    subject = parsed.headers.text("subject")
    text = parsed.text if parsed.text is not None else re.sub(r"<[^<>]{0,500}>", " ", (parsed.html or "")[:20_000])
    if is_machine_subject(subject) and (weak or speaks_of_absence(text) or calls_itself_automatic(text)):
        return ["Subject: as of an automatic reply", "and the text or a field agrees"]
    answers = parsed.headers.message_ids("in-reply-to") or parsed.headers.message_ids("references")
    if is_absence_subject(subject) and (answers or weak) and speaks_of_absence(text):
        return ["Subject: as of an out-of-office", "and the text and a field agree"]
    if is_notes_absence(subject, text):
        return ["Subject: as of an out-of-office", "and the text is that of the same program"]
    no_reply = any("takes no replies" in mark for mark in weak)
    if no_reply and not _is_mailing(parsed) and calls_itself_automatic(text):
        return ["the text calls itself automatic", "and its sender takes no replies"]
    if is_acknowledgement_subject(subject) and calls_itself_automatic(text[:_FIRST_WORDS]):
        return ["the text begins by calling itself automatic", "and the subject acknowledges something"]
    return []


def _is_mailing(parsed: Parsed) -> bool:
    """Tell whether a list or a campaign sent it to many, in answer to nothing."""
    headers = parsed.headers
    if headers.message_ids("in-reply-to") or headers.message_ids("references"):
        return False
    return any(name in headers for name in ("list-id", "list-unsubscribe", *_CAMPAIGN_FIELDS))


def _is_generated_mailing(parsed: Parsed, strong: list[str]) -> bool:
    """Tell whether what a program generated, and not in reply, went to a list: a newsletter, an alert."""
    listed = "list-unsubscribe" in parsed.headers or "list-id" in parsed.headers
    return strong == ["Auto-Submitted: auto-generated"] and listed and _is_mailing(parsed)


def _bulk(parsed: Parsed, sender: Address | None) -> list[str]:
    """Find a mailing of a machine's: marks of a campaign and a sender that nobody reads, or words that say so.

    What people write to a discussion list carries the same fields, and the list's own, and is theirs.
    """
    headers = parsed.headers
    is_discussion = "list-post" in headers or "mailing-list" in headers or headers.text("precedence").lower() == "list"
    if is_discussion or not _is_mailing(parsed):
        return []
    campaign = [name for name in _CAMPAIGN_FIELDS if name in headers]
    body = (parsed.text or "") + (parsed.html or "")
    if sender and _is_no_reply(sender):
        return ["a mailing", "from a sender that takes no replies"]
    if campaign and "list-unsubscribe" in headers and _UNSUBSCRIBE.search(body[:200_000]):
        return ["a mailing", f"of a campaign ({campaign[0]})"]
    return []
