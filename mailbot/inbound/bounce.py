"""Bounces: whom a failed delivery was for, whether it failed for good, and which of our mails it returns.

Reads standard notifications (RFC 3464, RFC 6533) field by field, and the plain texts of qmail, Exim, sendmail,
Exchange and others by their shape; flufl.bounce is asked last. Whether a message *is* a bounce is for `kind`.
"""

from __future__ import annotations

import email
import logging
import re
from collections.abc import Iterator
from itertools import islice, pairwise

from flufl.bounce import all_failures

from mailbot.inbound.bounce_verdict import is_permanent, speaks_of_the_mailbox
from mailbot.inbound.headers import Headers, read_headers
from mailbot.inbound.mime import Part
from mailbot.inbound.parse import Parsed
from mailbot.inbound.sender import addresses
from mailbot.model.understanding import Bounce, BouncedRecipient

# It logs a traceback for each of its detectors that an odd mail makes fail; `_from_fallback` expects no less.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)

STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
ORIGINAL_TYPES = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")
MAX_RECIPIENTS = 500
_MAX_BODY = 32 * 1024
_MAX_STATUS = 256 * 1024
_MAX_FALLBACK = 32 * 1024
_MAX_FALLBACK_LINES = 2000
_MAX_NEIGHBOURS = 50

_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_FAILED_STATUS = re.compile(r"(?<![\d.])([45]\.[0-7]\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.])([45]\d\d)(?=[ -])")
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"'=]{1,128}@[A-Za-z0-9.-]{1,253}\.[A-Za-z0-9-]{2,63}")
# How reports label the address that failed; they label others too, and repeat fields of the mail that is returned.
_LABELLED = re.compile(
    r"[\s*>-]{0,10}(?:(?:final|original|failed|unknown|intended|bad|rejected)[ -])?"
    r"(?:recipient|address)(?:'s)?(?: address)?(?:\(e?s\)|e?s)?\s{0,3}:\s{0,3}(?:rfc822;\s{0,3})?<?([^\s<>;]{1,400})",
    re.IGNORECASE,
)
_OTHER_FIELD = re.compile(
    r"[\s>*(]{0,10}(?:from|mail from|sender|reply-to|return-path|message-id|in-reply-to|references|received|subject|"
    r"date|list-[a-z]{1,20}|x-[a-z-]{1,40})[ ]?:",
    re.IGNORECASE,
)
_FINAL_RECIPIENT = re.compile(rb"^final-recipient[ \t]?:", re.IGNORECASE | re.MULTILINE)
_THE_FOLLOWING = re.compile(r"not reach the following recipient", re.IGNORECASE)
_MESSAGE_ID_LINE = re.compile(r"^[ \t>]{0,20}Message-ID:[ \t]{0,20}\n?[ \t]{0,20}<([^<>\s]{1,900})>", re.I | re.M)
_UNICODE_XTEXT = re.compile(r"\\x\{((?:10|[0-9A-Fa-f])?[0-9A-Fa-f]{1,4})\}")
"""RFC 6533 section 3: utf-8-addr-xtext."""
_XTEXT = re.compile(r"\+([0-9A-F]{2})")
# What comes after it is the mail that is returned, not the report.
_RETURNED = re.compile(
    r"^[ \t]{0,20}-{0,20}[ \t]{0,20}(?:this is a copy of|below this line is a copy|below is a copy of|"
    r"original message|unsent message below|returned message|message headers? follow|the header of the original|"
    r"a copy of (?:the|your)|original headers|included is a copy|your original message|undelivered message|"
    r"diagnostic information for administrators|-{3,} ?original message)",
    re.I | re.M,
)
_HEADER_BLOCK = re.compile(r"^(?:Received|Return-Path|Message-ID|DKIM-Signature): ", re.I | re.M)

_DELAYED = re.compile(
    r"delivery (?:is |has been |status )?delay|has been delayed|warning message only|"
    r"not yet been delivered|still trying|will (?:be retried|keep trying)|"
    r"warning: (?:could not send|message)|do not need to resend|no action is required|temporar",
    re.IGNORECASE,
)
_STILL_TRYING = re.compile(
    r"(?:attempts? will continue|will continue (?:to try|trying|to attempt|attempting)|has been postponed)",
    re.IGNORECASE,
)


def read_bounce(parsed: Parsed, raw: bytes, own_address: str = "") -> Bounce:
    """Read the recipients and the original Message-ID of a message that is a bounce. Never raises."""
    recipients = tuple(islice(_from_status(parsed), MAX_RECIPIENTS))
    if not recipients:
        recipients = tuple(_from_text(parsed, own_address) or _from_fallback(raw, own_address))
    return Bounce(_merged(recipients), original_message_id(parsed))


def original_message_id(parsed: Parsed) -> str:
    """Find the Message-ID of the mail that came back, without angle brackets; empty where it is not said."""
    for part in parsed.of_type(*ORIGINAL_TYPES):
        headers = _headers_of(part)
        if found := headers.message_ids("message-id"):
            return found[0]
    for name in ("x-original-message-id", "original-message-id", "x-ms-exchange-original-message-id"):
        if found := parsed.headers.message_ids(name):
            return found[0]
    for part in parsed.of_type("text/plain", "text/html", *STATUS_TYPES, "message/disposition-notification"):
        if in_text := _MESSAGE_ID_LINE.search(part.text[: 4 * _MAX_BODY].replace("&lt;", "<").replace("&gt;", ">")):
            return in_text[1]
    answered = parsed.headers.message_ids("in-reply-to") or parsed.headers.message_ids("references")[-1:]
    return answered[0] if answered else ""


def failed_recipients(headers: Headers) -> tuple[str, ...]:
    """Give the addresses of X-Failed-Recipients, as Exim and Gmail write it."""
    return tuple(address.address for value in headers.all("x-failed-recipients") for address in addresses(value))


def _headers_of(part: Part) -> Headers:
    block = part.content.lstrip(b"\n").replace(b"\r\n", b"\n")
    return read_headers(block.partition(b"\n\n")[0])[0]


def _from_status(parsed: Parsed) -> Iterator[BouncedRecipient]:
    """Read the per-recipient fields (RFC 3464 section 2.3)."""
    for part in _status_parts(parsed):
        for group in islice(_groups(part.content[:_MAX_STATUS]), 2 * MAX_RECIPIENTS):
            fields = read_headers(group)[0]
            if "final-recipient" not in fields and "original-recipient" not in fields:
                continue
            address = _recipient(fields)
            if not address:
                address = next(iter(failed_recipients(parsed.headers)), "") or _original_reader(parsed)
            action = fields.text("action").split(" ")[0].lower().strip(";,.")
            diagnosis = fields.text("diagnostic-code")
            status = _status(fields.raw("status")) or _status(diagnosis) or _assumed_status(action)
            if not diagnosis and status == "5.0.0":
                diagnosis = _lines_about(address, _report_text(parsed).split("\n"), [])
            if address:
                yield BouncedRecipient(address, action, status, is_permanent(action, status, diagnosis))


def _status_parts(parsed: Parsed) -> tuple[Part, ...]:
    """Give the parts with fields for recipients; some systems pass them on as plain files."""
    parts = parsed.of_type(*STATUS_TYPES)
    if parts or parsed.report_type != "delivery-status":
        return parts
    files = parsed.of_type("text/plain", "application/octet-stream")
    return tuple(part for part in files if _FINAL_RECIPIENT.search(part.content[:_MAX_BODY]))


def _groups(fields: bytes) -> Iterator[bytes]:
    """Split at blank lines, and before another Final-Recipient where the blank line was lost."""
    for group in fields.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n\n"):
        starts = [found.start() for found in _FINAL_RECIPIENT.finditer(group)][1:]
        for start, end in pairwise([0, *starts, len(group)]):
            yield group[start:end].strip(b"\n")


def _recipient(fields: Headers) -> str:
    """Prefer the address that we wrote to over the one that it was forwarded to."""
    for name in ("original-recipient", "final-recipient"):
        value = fields.text(name)
        kind, semicolon, address = value.partition(";")
        address = address.strip() if semicolon else value
        if kind.strip().lower() == "rfc822" and "+" in address and name == "original-recipient":
            address = _XTEXT.sub(lambda octet: chr(int(octet[1], 16)), address)
        if kind.strip().lower() == "utf-8":
            address = _UNICODE_XTEXT.sub(lambda point: chr(int(point[1], 16)), address)
        if found := addresses(address):
            return found[0].address
        if found_in := _ADDRESS.search(address):
            return found_in[0]
    return ""


def _original_reader(parsed: Parsed) -> str:
    """Give the one To address of the returned mail."""
    for part in parsed.of_type(*ORIGINAL_TYPES):
        readers = addresses(_headers_of(part).raw("to"))
        if len(readers) == 1:
            return readers[0].address
    return ""


def _assumed_status(action: str) -> str:
    return {"failed": "5.0.0", "delayed": "4.0.0"}.get(action, "2.0.0" if action else "")


def _status(text: str, pattern: re.Pattern[str] = _STATUS) -> str:
    if found := pattern.search(text):
        return found[1]
    code = _REPLY_CODE.search(text)
    return f"{code[1][0]}.0.0" if code else ""


def _report_text(parsed: Parsed) -> str:
    """The report in words: the body up to where the returned mail begins."""
    body = parsed.text if parsed.text is not None else re.sub(r"<[a-zA-Z/!][^<>]{0,500}>", " ", parsed.html or "")
    body = body[:_MAX_BODY]
    ends = [found.start() for found in (_RETURNED.search(body), _HEADER_BLOCK.search(body)) if found]
    # Some systems put their words below a heading that looks like the end of them.
    return body[: min(ends)] if ends and _ADDRESS.search(body[: min(ends)]) else body


def _from_text(parsed: Parsed, own_address: str) -> list[BouncedRecipient]:
    text = _report_text(parsed)
    # Whom the report itself went to is who sent the mail.
    readers = [address.address for value in parsed.headers.all("to") for address in addresses(value)]
    ours = frozenset(address.lower() for address in (own_address, *readers))
    named = [found for found in failed_recipients(parsed.headers) if found.lower() != own_address.lower()]
    lines = text.split("\n")
    action = "delayed" if _is_delay(parsed, text) else "failed"
    if not named:
        named = _named_in(lines, ours)
    named = list(dict.fromkeys(named))[:MAX_RECIPIENTS]
    return [_judged(address, action, lines, named) for address in named]


def _named_in(lines: list[str], ours: frozenset[str]) -> list[str]:
    """Find the labelled addresses, else those at the beginning of a line, else the first one in the running text."""
    at = next((n for n, line in enumerate(lines, start=1) if _THE_FOLLOWING.search(line[:1000])), 0)
    if any(_ADDRESS.search(line[:1000]) for line in lines[at:]):
        lines = lines[at:]
    lines = [line[:1000] for line in lines if not _OTHER_FIELD.match(line)]
    labelled = [_ADDRESS.match(label[1]) for line in lines if (label := _LABELLED.match(line))]
    found = [address[0] for address in labelled if address] or [
        address[0]
        for line in lines
        if (address := _ADDRESS.match(line.lstrip(" \t<*|>-\"'").removeprefix("mailto:")[:400]))
    ]
    found = found or [address for line in lines for address in _ADDRESS.findall(line[:1000])][:20]
    whole = [address.partition("..")[0] for address in found]
    usable = [address for address in whole if address.lower() not in ours and not _is_machine(address)]
    return usable if len(usable) < 2 or whole[0] == usable[0] else usable[:1]


def _is_machine(address: str) -> bool:
    return address.lower().startswith(("mailer-daemon@", "postmaster@", "abuse@", "helpdesk@", "support@"))


def _judged(address: str, action: str, lines: list[str], named: list[str]) -> BouncedRecipient:
    """Judge one address by the lines that follow its name, else by the whole report."""
    near = _lines_about(address, lines, [other for other in named if other != address][:_MAX_NEIGHBOURS])
    whole = "\n".join(lines)
    status = _status(near, _FAILED_STATUS) or _status(whole, _FAILED_STATUS) or _assumed_status(action)
    if status == "4.0.0" and action == "failed" and not _REPLY_CODE.search(whole):
        status = "5.0.0"
    diagnosis = near if speaks_of_the_mailbox(near) else whole
    return BouncedRecipient(address, action, status, is_permanent(action, status, diagnosis))


def _lines_about(address: str, lines: list[str], others: list[str]) -> str:
    """Give the lines from the one that names the address on, up to one that names another."""
    at = next((n for n, line in enumerate(lines) if address in line), 0)
    after = enumerate(lines[at + 1 : at + 8], start=at + 1)
    end = next((n for n, line in after if any(other in line for other in others)), at + 8)
    return "\n".join(lines[at:end])


def _is_delay(parsed: Parsed, text: str) -> bool:
    subject = parsed.headers.text("subject")
    if _STILL_TRYING.search(text):
        return True
    return bool(re.search(r"delay|warning|still being retried", subject, re.I)) and bool(_DELAYED.search(text))


def _from_fallback(raw: bytes, own_address: str) -> list[BouncedRecipient]:
    """Ask flufl.bounce, and take from it what are addresses."""
    lines = raw[:_MAX_FALLBACK].split(b"\n")[:_MAX_FALLBACK_LINES]
    try:
        temporary, permanent = all_failures(email.message_from_bytes(b"\n".join(lines)))
    except Exception:  # noqa: BLE001 - it raises AttributeError, TypeError, IndexError and more on odd mail
        return []
    judged = [(one, "failed", "5.0.0") for one in sorted(permanent)]
    judged += [(one, "delayed", "4.0.0") for one in sorted(temporary)]
    return [
        BouncedRecipient(address, action, status, action == "failed")
        for octets, action, status in judged
        if _ADDRESS.fullmatch(address := octets.decode("utf-8", "replace")) and address.lower() != own_address.lower()
    ]


def _merged(recipients: tuple[BouncedRecipient, ...]) -> tuple[BouncedRecipient, ...]:
    """Keep one for each address: the one that failed for good, where a report speaks of it twice."""
    by_address: dict[str, BouncedRecipient] = {}
    for recipient in recipients:
        key = recipient.address.lower()
        if key not in by_address or (recipient.permanent and not by_address[key].permanent):
            by_address[key] = recipient
    return tuple(by_address.values())
