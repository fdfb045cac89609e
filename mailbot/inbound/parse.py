"""Bytes to Parsed: headers, leaf parts, the text that people read, and what was wrong. Says nothing of meaning.

Never raises, takes at most a second for any input, and never gives out bytes to be sent on: relays are made from
the raw message. Source: RFC 5322, RFC 2045 to 2047, RFC 3676 (format=flowed).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from mailbot.inbound.headers import Headers
from mailbot.inbound.mime import Part, walk
from mailbot.inbound.tnef import is_tnef, read_tnef
from mailbot.inbound.wrappers import is_pgp_encrypted, signed_content, without_pgp_signature

MAX_RAW = 64 * 1024 * 1024
MAX_TEXT = 512 * 1024
"""Characters of body text that are looked at, of each form; a year's newsletter is shorter."""

MAX_EMBEDDED = 3
_ENCRYPTED_TYPES = {"application/pgp-encrypted"}
_PKCS7 = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_TNEF_TYPES = {"application/ms-tnef", "application/vnd.ms-tnef"}
MESSAGE_TYPES = ("message/rfc822", "message/global")
_PREAMBLE = re.compile(rb"(?:\xef\xbb\xbf)?[\n \t\0]{0,1000}")


@dataclass(frozen=True, slots=True)
class Parsed:
    """One message as its bytes say it. `parts` are all the leaves in order; embedded messages are leaves too."""

    headers: Headers
    parts: tuple[Part, ...]
    text: str | None = None
    """The text/plain body, unflowed; None where there is none."""
    html: str | None = None
    attachments: tuple[Part, ...] = ()
    is_encrypted: bool = False
    problems: tuple[str, ...] = field(default=())

    @property
    def content_type(self) -> str:
        """The type of the whole, lower case."""
        return self.headers.parameters("content-type")[0]

    @property
    def report_type(self) -> str:
        """The report-type of a multipart/report (RFC 6522), lower case, or an empty string."""
        content_type, named = self.headers.parameters("content-type")
        return named.get("report-type", "").lower() if content_type == "multipart/report" else ""

    def of_type(self, *content_types: str) -> tuple[Part, ...]:
        """Give the leaves of these types, in order."""
        return tuple(part for part in self.parts if part.content_type in content_types)

    @property
    def digest(self) -> str:
        """SHA-256 of the decoded leaves, in hexadecimal: the same for copies that took different ways (law 2)."""
        digest = hashlib.sha256()
        for part in self.parts:
            digest.update(f"{part.content_type} {len(part.content)}\n".encode())
            digest.update(part.content)
        return digest.hexdigest()


def parse(raw: bytes) -> Parsed:
    """Read any bytes as a message."""
    return _parse(raw, MAX_EMBEDDED)


def _parse(raw: bytes, embedded_left: int) -> Parsed:
    problems = []
    if len(raw) > MAX_RAW:
        raw = raw[:MAX_RAW]
        problems.append(f"only the first {MAX_RAW // 1024 // 1024} MB were read")
    headers, parts, found = walk(_normalised(raw))
    problems += found
    body = tuple(part for part in parts if not part.is_attachment)
    text, html = _text(body, problems), _html(body, problems)
    attachments = tuple(part for part in parts if part.is_attachment)
    parsed = Parsed(headers, parts, text, html, attachments)
    inner = _opened(parsed, problems, embedded_left) if text is None and html is None else None
    if inner:
        parsed = Parsed(headers, parts, inner.text, inner.html, attachments + inner.attachments, inner.is_encrypted)
        problems += inner.problems
    if _is_encrypted(parsed):
        problems.append("encrypted: cannot be read here")
        return Parsed(headers, parts, None, None, parsed.attachments, True, tuple(problems))
    return Parsed(headers, parts, parsed.text, parsed.html, parsed.attachments, False, tuple(problems))


def _normalised(raw: bytes) -> bytes:
    """Bring all line ends to LF (some write CR CR LF, some CR alone) and drop what stands before the header."""
    if b"\r" in raw:
        raw = raw.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    before = _PREAMBLE.match(raw)
    return raw[before.end() :] if before and before.end() else raw


def _text(body: tuple[Part, ...], problems: list[str]) -> str | None:
    plain = [part for part in body if part.content_type in ("text/plain", "text", "text/enriched")]
    if not plain:
        return None
    texts = [_unflowed(part, _decoded(part, problems)) for part in plain]
    return without_pgp_signature(_capped("\n".join(texts), problems))


def _html(body: tuple[Part, ...], problems: list[str]) -> str | None:
    """Join the HTML parts; a small one beside a text that is no alternative to it is a footer, and left out."""
    parts = [part for part in body if part.content_type in ("text/html", "application/xhtml+xml")]
    if not any("multipart/alternative" in part.within for part in parts):
        plain_size = sum(len(part.content) for part in body if part.content_type == "text/plain")
        parts = [part for part in parts if len(part.content) > plain_size]
    return _capped("\n".join(_decoded(part, problems) for part in parts), problems) if parts else None


def _decoded(part: Part, problems: list[str]) -> str:
    text, problem = part.decoded
    if problem:
        problems.append(f"{part.content_type}: {problem}")
    if b"\0" in part.content:
        problems.append(f"{part.content_type}: NULs")
    text = _capped(text, problems)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _capped(text: str, problems: list[str]) -> str:
    if len(text) > MAX_TEXT:
        problems.append(f"the text was cut at {MAX_TEXT // 1024} KB")
    return text[:MAX_TEXT]


def _unflowed(part: Part, text: str) -> str:
    """Join the lines that format=flowed broke (RFC 3676 section 4.2), quote depth by quote depth."""
    _, named = part.headers.parameters("content-type")
    if named.get("format", "").lower() != "flowed":
        return text
    delete_space = named.get("delsp", "").lower() == "yes"
    lines: list[str] = []
    paragraph, depth = "", -1
    for line in text.split("\n"):
        if not paragraph and line[-1:] != " " and (line[:1] not in (" ", ">") or line[:2] == "> "):
            lines.append(line)  # whole by itself, as most are
            continue
        content = line.lstrip(">")
        quotes = len(line) - len(content)
        content = content.removeprefix(" ") if quotes or content.startswith(" ") else content
        if paragraph and quotes == depth and content != "-- ":
            content = paragraph + content
        elif paragraph:
            lines.append(_quoted(depth, paragraph))
        if content.endswith(" ") and not content.endswith("-- ") and len(content) < 32 * 1024:
            paragraph, depth = content[:-1] if delete_space else content, quotes
        else:
            paragraph = ""
            lines.append(_quoted(quotes, content))
    if paragraph:
        lines.append(_quoted(depth, paragraph))
    return "\n".join(lines)


def _quoted(depth: int, content: str) -> str:
    return f"{'>' * depth} {content}" if depth else content


def _opened(parsed: Parsed, problems: list[str], embedded_left: int) -> Parsed | None:
    """Find the text of a message without one where it may be wrapped: a signature, winmail.dat, a message within."""
    for part in parsed.parts:
        if _is_pkcs7(part) and embedded_left and (entity := signed_content(part.content)):
            return _parse(entity, embedded_left - 1)
        if part.content_type in _TNEF_TYPES or is_tnef(part.content):
            text, html = read_tnef(part.content)
            if text or html:
                return Parsed(Headers(), (), text or None, html or None)
            problems.append("winmail.dat: no text was found in it")
    for part in parsed.of_type(*MESSAGE_TYPES):
        if embedded_left and parsed.content_type not in ("multipart/report", "multipart/encrypted"):
            problems.append("no text of its own: the text is that of the message within")
            return _parse(part.content, embedded_left - 1)
    return None


def _is_encrypted(parsed: Parsed) -> bool:
    if parsed.is_encrypted or parsed.content_type == "multipart/encrypted" or parsed.of_type(*_ENCRYPTED_TYPES):
        return True
    if parsed.text is not None and is_pgp_encrypted(parsed.text):
        return True
    return parsed.text is None and parsed.html is None and any(map(_is_pkcs7, parsed.parts))


def _is_pkcs7(part: Part) -> bool:
    """Tell an S/MIME wrapper, of which some systems keep the name alone (RFC 8551 section 3.2.1), from certificates."""
    if part.content_type == "application/octet-stream":
        return part.filename.lower() == "smime.p7m"
    return part.content_type in _PKCS7 and part.headers.parameters("content-type")[1].get("smime-type") != "certs-only"
