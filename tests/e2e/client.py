"""What people's mail programs do: write, reply, reply to all, with the header fields that real ones set."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from urllib.parse import parse_qsl, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser


def parsed(raw: bytes) -> EmailMessage:
    """Read a mail as a mail program does."""
    return BytesParser(policy=policy.default).parsebytes(raw)


def text_of(mail: EmailMessage) -> str:
    """Give the plain text that a reader sees."""
    body = mail.get_body(("plain",))
    return body.get_content().replace("\r\n", "\n").strip() if body else ""


def new(sender: str, to: str, subject: str, text: str, at: datetime, *, cc: Sequence[str] = ()) -> EmailMessage:
    """Write a mail that replies to nothing."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"], mail["Date"] = sender, to, subject, at
    if cc:
        mail["Cc"] = ", ".join(cc)
    mail["Message-ID"] = f"<{uuid.uuid4()}@mail-program.example>"
    mail.set_content(text)
    return mail


def reply(
    sender: str,
    to_mail: EmailMessage,
    text: str,
    at: datetime,
    *,
    cc: Sequence[str] = (),
    subject: str | None = None,
    bare_address: str = "",
    quote: bool = True,
) -> EmailMessage:
    """Answer a mail; `bare_address` stands in for a reply address whose plus tag was dropped on the way."""
    original = str(to_mail["Subject"])
    words = subject if subject is not None else original if original.startswith("Re:") else f"Re: {original}"
    quoted = "".join(f"> {line}\n" for line in text_of(to_mail).splitlines()) if quote else ""
    header = f"\nOn {to_mail['Date']}, {to_mail['From']} wrote:\n" if quote else ""
    mail = new(sender, bare_address or str(to_mail["Reply-To"]), words, text + header + quoted, at, cc=cc)
    mail["In-Reply-To"] = str(to_mail["Message-ID"])
    mail["References"] = f"{to_mail['References'] or ''} {to_mail['Message-ID']}".strip()
    return mail


def addresses(mail: EmailMessage, name: str) -> list[str]:
    """Give the bare addresses of a header field."""
    return [address for _, address in getaddresses([str(value) for value in mail.get_all(name, [])])]


def display_name(mail: EmailMessage) -> str:
    """Give the name that a mail shows as its sender's."""
    return getaddresses([str(mail["From"])])[0][0]


def links(mail: EmailMessage, words: str = "") -> list[str]:
    """List the links that write an email and have these words in the text or in the address and first line."""
    body = mail.get_body(("html",))
    assert body is not None
    anchors = LexborHTMLParser(body.get_content()).css("a[href^='mailto:']")
    hrefs = [(anchor.text(), str(anchor.attributes["href"])) for anchor in anchors]
    return [href for text, href in hrefs if words in text or words in unquote(href)]


def follow_link(sender: str, href: str, at: datetime, *, text: str = "") -> EmailMessage:
    """Send the email that a link opens, as a mail program fills it in (RFC 6068); `text` is typed below."""
    link = urlsplit(href)
    fields = dict(parse_qsl(link.query.replace("+", "%2B")))
    return new(sender, unquote(link.path), fields.get("subject", ""), fields.get("body", "") + text, at)


def leaves(mail: EmailMessage) -> list[tuple[str, str | None, str | None, str | None, bytes]]:
    """List the parts of a mail as a reader gets them: type, disposition, name, Content-ID and decoded content."""
    return [
        (
            part.get_content_type(),
            part.get_content_disposition(),
            part.get_filename(),
            part["Content-ID"],
            part.get_payload(decode=True) or b"",
        )
        for part in mail.walk()
    ]
