"""Raw octets of a message, made fit for SMTP without touching what they decode to (law 6).

Nothing is parsed and written anew: an entity is handed on as it came, and only a part with a line that SMTP forbids
(RFC 5321 section 4.5.3.1.6; RFC 5322 section 2.1.1) gets another transfer encoding.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from typing import NamedTuple

_LONGEST_LINE = 998
_DEEPEST = 50
_LONGEST_CONTENT_TYPE = 4000
_FIELD = re.compile(rb"[!-9;-~]*:")
_UNENCODED = ("", "7bit", "8bit", "binary")


class Field(NamedTuple):
    """One header field: its name in lower case, and its octets with folding and the last CRLF."""

    name: str
    octets: bytes


def with_crlf(raw: bytes) -> bytes:
    """End every line with CRLF, whatever ended it (RFC 5321 section 2.3.8)."""
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")


def split_entity(octets: bytes) -> tuple[list[Field], bytes]:
    """Part header fields from the body; `octets` have CRLF. A line that is no field begins the body, blank or not."""
    starts: list[tuple[str, int]] = []
    at = 0
    while at < len(octets):
        end = octets.find(b"\r\n", at) + 2
        end = end if end > 1 else len(octets)
        found = _FIELD.match(octets, at, end)
        if found:
            starts.append((found[0][:-1].decode("ascii").lower(), at))
        elif not (starts and octets[at] in b" \t") and not (at == 0 and octets.startswith(b"From ")):
            break
        at = end
    ends = [*(start for _, start in starts), at][1:]
    fields = [Field(name, octets[start:end]) for (name, start), end in zip(starts, ends, strict=True)]
    return fields, octets[at:].removeprefix(b"\r\n")


def submittable(fields: list[Field], body: bytes, depth: int = 0) -> bytes:
    """Join an entity again; parts with forbidden lines are encoded anew, all others stay octet by octet."""
    if not _forbidden(b"".join(field.octets for field in fields) + body):
        return _joined(fields, body)
    fields = [Field(name, _wrapped(octets) if _forbidden(octets) else octets) for name, octets in fields]
    if not _forbidden(body):
        return _joined(fields, body)
    content = BytesHeaderParser().parsebytes(_header(fields))
    content_type, boundary = content.get_content_type(), content.get_boundary()
    if depth < _DEEPEST and content_type == "message/rfc822":
        return _joined(fields, submittable(*split_entity(body), depth + 1))
    if depth < _DEEPEST and content_type.startswith("multipart/") and boundary:
        return _joined(fields, b"".join(_parts(body, boundary.encode("ascii", "surrogateescape"), depth)))
    return _leaf(fields, body, content_type, str(content.get("content-transfer-encoding", "")).strip().lower())


def _forbidden(octets: bytes) -> bool:
    return b"\0" in octets or max(map(len, octets.split(b"\r\n"))) > _LONGEST_LINE


def _joined(fields: list[Field], body: bytes) -> bytes:
    return b"".join(field.octets for field in fields) + b"\r\n" + body


def _header(fields: list[Field]) -> bytes:
    """The content fields alone, capped: a parser is not to be kept busy by a hostile one."""
    return b"".join(
        octets for name, octets in fields if name.startswith("content-") and len(octets) < _LONGEST_CONTENT_TYPE
    )


def _parts(body: bytes, boundary: bytes, depth: int) -> Iterator[bytes]:
    """Each body part made submittable, with the delimiters between them as they were (RFC 2046 section 5.1.1)."""
    delimiter = re.compile(rb"(?:\A|(?<=\r\n))--%s(?P<last>--)?[ \t]*(?:\r\n|\Z)" % re.escape(boundary))
    found = list(delimiter.finditer(body))
    yield _wrapped(body[: found[0].start()] if found else body)
    for here, following in zip(found, [*found, None][1:], strict=True):
        yield here[0]
        part = body[here.end() : following.start() if following else len(body)]
        if here["last"]:
            yield _wrapped(body[here.end() :])
            return
        ended = part.endswith(b"\r\n")
        yield submittable(*split_entity(part.removesuffix(b"\r\n")), depth + 1) if _forbidden(part) else part
        if _forbidden(part) and ended:
            yield b"\r\n"


def _leaf(fields: list[Field], body: bytes, content_type: str, encoding: str) -> bytes:
    if encoding == "base64":
        return _joined(fields, _lines_of(b"".join(body.split())))
    if encoding not in (*_UNENCODED, "quoted-printable") or not _encodable(content_type):
        return _joined(fields, _wrapped(body))
    decoded = binascii.a2b_qp(body) if encoding == "quoted-printable" else body
    as_text = content_type.startswith("text/")
    named = b"quoted-printable" if as_text else b"base64"
    kept = [field for field in fields if field.name != "content-transfer-encoding"]
    kept.append(Field("content-transfer-encoding", b"Content-Transfer-Encoding: " + named + b"\r\n"))
    return _joined(kept, _quoted_printable(decoded) if as_text else _lines_of(base64.b64encode(decoded)))


def _encodable(content_type: str) -> bool:
    """Composite types have no encoding but the identity (RFC 2045 section 6.4)."""
    return not content_type.startswith(("multipart/", "message/"))


def _lines_of(encoded: bytes) -> bytes:
    return b"".join(encoded[at : at + 76] + b"\r\n" for at in range(0, len(encoded), 76))


def _quoted_printable(text: bytes) -> bytes:
    lines = (binascii.b2a_qp(line, istext=False).replace(b"=\n", b"=\r\n") for line in text.split(b"\r\n"))
    return b"\r\n".join(lines)


def _wrapped(octets: bytes) -> bytes:
    """Break what is too long and cannot be encoded, at white space or a semicolon where there is one."""
    lines = octets.replace(b"\0", b"").split(b"\r\n")
    return b"\r\n".join(b"\r\n ".join(_broken(line)) if len(line) > _LONGEST_LINE else line for line in lines)


def _broken(line: bytes) -> Iterator[bytes]:
    at = 0
    while len(line) - at > _LONGEST_LINE - 1:
        window = line[at : at + _LONGEST_LINE - 1]
        cut = max(window.rfind(b" "), window.rfind(b";") + 1)
        cut = cut if cut > 0 else len(window)
        yield window[:cut]
        at += cut + (line[at + cut : at + cut + 1] == b" ")
    yield line[at:]
