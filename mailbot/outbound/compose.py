"""An email on the wire: our own from a rendered template, or the relay of what a person wrote (laws 6, 12).

It decides nothing: who reads it, in which thread and under which Message-ID is settled before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parsedate_to_datetime

from mailbot.model.understanding import Address
from mailbot.outbound.header import addr_spec, address_field, mailbox, message_ids_field, text_field
from mailbot.outbound.invitation import Invitation, to_ical
from mailbot.outbound.recipients import addresses, third_parties
from mailbot.outbound.template import Rendered
from mailbot.outbound.transfer import Field, split_entity, submittable, with_crlf

# The fields that say how the body is to be read (RFC 2045 section 9, RFC 2183, RFC 3282; Content-Class is Outlook's).
# The relay takes these alone from the original; receipts, signatures, routes and marks of machines stay behind.
_CONTENT_FIELDS = frozenset(
    {
        "content-type",
        "content-transfer-encoding",
        "content-disposition",
        "content-id",
        "content-description",
        "content-language",
        "content-location",
        "content-base",
        "content-class",
    }
)
_OLDEST_DATE = timedelta(days=30)
_LATEST_DATE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Whom a mail is from and to, and its place in a thread. Message-IDs stand with or without angle brackets."""

    address: str
    """The one mailbox, which every mail is from."""
    from_name: str
    to: Address
    reply_to: str
    """The mailbox with the reader's token, or bare where the server has no plus addressing."""
    subject: str
    message_id: str
    queued_at: datetime
    in_reply_to: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table that goes with a mail of ours, as a file that any spreadsheet opens (RFC 4180)."""

    file: str
    content: str


def own_mail(
    heading: Heading, rendered: Rendered, table: Table | None = None, invitation: Invitation | None = None
) -> bytes:
    """Compose a mail that we write ourselves; the heading's subject is `rendered.subject` with its mark, if any.

    An invitation is its last alternative, which mail programs with a calendar show (RFC 6047 section 2.4). The mail
    says that it is automatic (RFC 3834 section 5). Each paragraph of its text is one line, which every program wraps to
    its own width; lines flowed at 78 (RFC 3676) would stand broken in those that know no flow. Raises AddressUnusable.
    """
    body = EmailMessage(policy=SMTP)
    body.set_content(rendered.text, cte="quoted-printable")
    body.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    if invitation is not None:
        calendar = to_ical(invitation).decode("utf-8")
        body.add_alternative(calendar, subtype="calendar", cte="base64", params={"method": invitation.method})
    if table is not None:
        body.add_attachment(table.content.encode("utf-8-sig"), "text", "csv", filename=table.file)
    for part in body.walk():
        if part.is_multipart():
            named = f"{part.get_content_subtype()} {heading.message_id}"
            part.set_boundary("=_" + hashlib.sha256(named.encode()).hexdigest()[:32])
    marks = b"Auto-Submitted: auto-generated\r\nX-Mailbot: own\r\n"
    return _fields(heading, heading.queued_at) + marks + body.as_bytes()


def words(heading: Heading, text: str) -> bytes:
    """Compose what a person wrote to us and released for its reader, as text alone (law 6); not marked automatic.

    Raises AddressUnusable.
    """
    body = EmailMessage(policy=SMTP)
    body.set_content(text.encode("utf-8", "replace").decode(), cte="quoted-printable")
    return _fields(heading, heading.queued_at) + body.as_bytes()


def relay(heading: Heading, original: bytes, without: Collection[str] = ()) -> bytes:
    """Compose the relay of a person's message: our header fields above its body, which is passed on whole.

    The raw octets are the source. Third parties of To and Cc stay in Cc, without the reader, the writer, ourselves and
    the addresses in `without`. It is not marked automatic, for it is a person's words. Raises AddressUnusable.
    """
    fields, body = split_entity(with_crlf(original))
    known = [heading.to.address, *addresses(fields, "from"), *without]
    cc = address_field("Cc", third_parties(fields, heading.address, known))
    date = _date(fields, heading.queued_at)
    return _fields(heading, date) + cc + b"MIME-Version: 1.0\r\n" + submittable(_content_fields(fields), body)


def news(heading: Heading, original: bytes) -> bytes:
    """Compose a copy of news: the relay of what a person wrote, but nobody whom they named in it stands in Cc (law 12).

    Raises AddressUnusable.
    """
    fields, body = split_entity(with_crlf(original))
    parts = submittable(_content_fields(fields), body)
    return _fields(heading, _date(fields, heading.queued_at)) + b"MIME-Version: 1.0\r\n" + parts


def _fields(heading: Heading, date: datetime) -> bytes:
    return b"".join(
        (
            address_field("From", [mailbox(heading.from_name, heading.address)]),
            address_field("To", [mailbox(heading.to.name, heading.to.address)]),
            address_field("Reply-To", [addr_spec(heading.reply_to)]),
            text_field("Subject", heading.subject),
            f"Date: {format_datetime(date)}\r\n".encode("ascii"),
            message_ids_field("Message-ID", [heading.message_id]),
            message_ids_field("In-Reply-To", [heading.in_reply_to]),
            message_ids_field("References", heading.references),
        )
    )


def _content_fields(fields: list[Field]) -> list[Field]:
    """The first of each: readers disagree about which of two counts, and must not see different messages."""
    first = {field.name: field for field in reversed(fields) if field.name in _CONTENT_FIELDS}
    return [field for field in fields if first.get(field.name) is field]


def _date(fields: list[Field], queued_at: datetime) -> datetime:
    """When the writer says it was written, where that is believable beside the time at which it is passed on."""
    for field in fields:
        if field.name == "date":
            try:
                written_at = parsedate_to_datetime(field.octets[5:200].decode("ascii").strip())
            except (ValueError, TypeError, IndexError, OverflowError):
                break
            if written_at.tzinfo and queued_at - _OLDEST_DATE <= written_at <= queued_at + _LATEST_DATE:
                return written_at
            break
    return queued_at
