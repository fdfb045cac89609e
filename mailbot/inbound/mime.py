"""The leaves of a MIME tree, found without recursion and in linear time. Never raises.

`email` parses nested parts recursively and line by line: 970 levels end it, and 25 MB of attachment take it a second.
Here a stack of (start, end) offsets into the one buffer stands for the tree. What goes beyond the caps is a leaf as
it is, and said. Source: RFC 2045, RFC 2046.
"""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from binascii import a2b_base64, a2b_qp, a2b_uu
from dataclasses import dataclass, field
from functools import cached_property

from mailbot.inbound.charsets import decode
from mailbot.inbound.headers import MAX_BLOCK, Headers, read_headers

MAX_DEPTH = 1000
MAX_PARTS = 1000
MAX_SCAN = 400 * 1024 * 1024
"""Octets that may be looked through for boundaries, all levels together."""

MAX_PROBLEMS = 20
MAX_LOOKALIKES = 10_000
"""Lines that begin like a delimiter and are none, before a multipart is given up."""

_MIME_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,80}")
_BOUNDARY_LIKE = re.compile(rb"^--([^\n]{1,200})\n[!-9;-~]{1,60}:", re.MULTILINE)
_FIELD = re.compile(rb"^(?:[!-9;-~]{1,100}[ \t]*:|>?From )[^\n]*+\n?(?:[ \t][^\n]*+\n?)*+", re.MULTILINE)
"""A header field with the lines into which it is folded, or the line above them in an mbox."""
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


@dataclass(frozen=True)
class Part:
    """A leaf: its type, how it was meant to be shown, and its octets with the transfer encoding undone.

    Line ends are LF where they were not encoded. `within` are the types of the multiparts around it, outermost first.
    """

    content_type: str
    content: bytes
    headers: Headers = field(default_factory=Headers)
    disposition: str = ""
    filename: str = ""
    charset: str = ""
    within: tuple[str, ...] = ()

    @cached_property
    def decoded(self) -> tuple[str, str]:
        """The content as text, and what was wrong with its charset."""
        return decode(self.content.replace(b"\0", b""), self.charset)

    @property
    def text(self) -> str:
        return self.decoded[0]

    @property
    def is_attachment(self) -> bool:
        return self.disposition == "attachment" or bool(self.filename)


@dataclass(frozen=True, slots=True)
class _Entity:
    """A part that is still to be looked into, as offsets into the buffer."""

    start: int
    end: int
    default_type: str = "text/plain"
    within: tuple[str, ...] = ()


class _Walk:
    """One pass over one message."""

    def __init__(self, buffer: bytes) -> None:
        self.buffer = buffer
        self.leaves: list[Part] = []
        self.problems: list[str] = []
        self._scanned = 0
        self._stack = [_Entity(0, len(buffer))]

    def top(self) -> Headers:
        """Walk the whole tree; the headers of the message itself are returned."""
        top = self._open(self._stack.pop())
        while self._stack:
            if len(self.leaves) >= MAX_PARTS:
                self.say(f"only the first {MAX_PARTS} parts were read")
                break
            self._open(self._stack.pop())
        return top

    def say(self, problem: str) -> None:
        if problem not in self.problems and len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)

    def _open(self, entity: _Entity) -> Headers:
        block_end, body = _body_start(self.buffer, entity.start, entity.end)
        headers, problems = read_headers(self.buffer[entity.start : block_end])
        for problem in problems:
            self.say(problem)
        content_type, named = headers.parameters("content-type")
        if not _MIME_TYPE.fullmatch(content_type):
            if content_type:
                self.say(f"no content type: {content_type[:40]!r}")
            content_type = entity.default_type
        if content_type.startswith("multipart/") and self._split(entity, body, content_type, named):
            return headers
        if content_type.startswith("multipart/"):
            content_type = "text/plain"
        self._leaf(entity, headers, content_type, named, self.buffer[body : entity.end])
        return headers

    def _split(self, entity: _Entity, body: int, content_type: str, named: dict[str, str]) -> bool:
        """Put the parts of a multipart on the stack; False where it cannot be split and is text as it stands."""
        self._scanned += entity.end - body
        if len(entity.within) >= MAX_DEPTH or self._scanned > MAX_SCAN:
            self.say(f"parts nested deeper than {MAX_DEPTH} levels, or too large to search, were not opened")
            return False
        boundary = named.get("boundary", "").rstrip().encode("utf-8", "replace")[:200]
        spans = _spans(self.buffer, body, entity.end, boundary) if boundary else []
        if not spans:
            boundary = _guessed_boundary(self.buffer, body, entity.end)
            spans = _spans(self.buffer, body, entity.end, boundary) if boundary else []
            self.say(f"{content_type} without its boundary{'' if spans else ': read as one text'}")
        within = (*entity.within, content_type)
        default = "message/rfc822" if content_type == "multipart/digest" else "text/plain"
        self._stack += [_Entity(start, end, default, within) for start, end in reversed(spans)]
        return bool(spans)

    def _leaf(self, entity: _Entity, headers: Headers, content_type: str, named: dict[str, str], octets: bytes) -> None:
        disposition, file_named = headers.parameters("content-disposition")
        content, problem = _transfer_decoded(octets, headers.raw("content-transfer-encoding"))
        if problem:
            self.say(f"{content_type}: {problem}")
        self.leaves.append(
            Part(
                content_type=content_type,
                content=content,
                headers=headers,
                disposition=disposition,
                filename=file_named.get("filename") or named.get("name", ""),
                charset=named.get("charset", ""),
                within=entity.within,
            )
        )


def walk(buffer: bytes) -> tuple[Headers, tuple[Part, ...], list[str]]:
    """Read one message whose line ends are LF: its headers, its leaves in order, and what was wrong."""
    walked = _Walk(buffer)
    headers = walked.top()
    return headers, tuple(walked.leaves), walked.problems


def _body_start(buffer: bytes, start: int, end: int) -> tuple[int, int]:
    """Find where the header block ends and the body begins; a missing blank line is survived."""
    if buffer.startswith(b"\n", start, end):
        return start, start + 1
    blank = buffer.find(b"\n\n", start, end)
    block_end = end if blank < 0 else blank + 1
    looked_at = min(block_end, start + MAX_BLOCK)
    if not _FIELD.match(buffer, start, looked_at):
        return start, start
    # Text that follows the header without a blank line is body: from the first line after the last field.
    last_field = start
    for found in _FIELD.finditer(buffer, start, looked_at):
        last_field = found.end()
    if last_field < looked_at:
        return last_field, last_field
    return block_end, block_end if blank < 0 else blank + 2


def _spans(buffer: bytes, start: int, end: int, boundary: bytes) -> list[tuple[int, int]]:
    """Find the parts between the delimiter lines (RFC 2046 section 5.1.1); the last one needs no closing."""
    delimiter = b"--" + boundary
    spans: list[tuple[int, int]] = []
    opened, lookalikes = -1, 0
    found = start if buffer.startswith(delimiter, start, end) else _next(buffer, delimiter, start, end)
    while found >= 0:
        line_end = buffer.find(b"\n", found, end)
        line_end = end if line_end < 0 else line_end
        rest = buffer[found + len(delimiter) : line_end][:80].strip()
        if rest in (b"", b"--"):
            if opened >= 0:
                spans.append((opened, max(opened, found - 1)))
            opened = -1 if rest else min(line_end + 1, end)
            if rest or len(spans) > MAX_PARTS:
                break
        else:
            lookalikes += 1
            if lookalikes > MAX_LOOKALIKES:
                break
        found = _next(buffer, delimiter, line_end, end)
    if opened >= 0 and opened < end:
        spans.append((opened, end))
    return spans


def _next(buffer: bytes, delimiter: bytes, start: int, end: int) -> int:
    found = buffer.find(b"\n" + delimiter, start, end)
    return found if found < 0 else found + 1


def _guessed_boundary(buffer: bytes, start: int, end: int) -> bytes:
    """Take for the boundary the first line of dashes and a name that a header field follows."""
    found = _BOUNDARY_LIKE.search(buffer, start, min(end, start + MAX_BLOCK))
    return found[1].rstrip() if found else b""


def _transfer_decoded(octets: bytes, encoding: str) -> tuple[bytes, str]:
    match encoding.partition(";")[0].strip(" \t\"'").lower():
        case "base64":
            return _base64(octets)
        case "quoted-printable":
            return a2b_qp(octets), ""
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _uuencoded(octets)
        case "" | "7bit" | "8bit" | "binary":
            return octets, ""
        case other:
            return octets, f"unknown transfer encoding {other[:40]!r}"


def _base64(octets: bytes) -> tuple[bytes, str]:
    try:
        return a2b_base64(octets), ""
    except Base64Error:
        letters = _NOT_BASE64.sub(b"", octets)
        whole = letters[: len(letters) // 4 * 4]
        tail = letters[len(whole) :]
        return a2b_base64(whole + (tail + b"==" if len(tail) > 1 else b"")), "the base64 is cut or broken"


def _uuencoded(octets: bytes) -> tuple[bytes, str]:
    out = bytearray()
    for line in octets.split(b"\n"):
        if line.startswith(b"begin ") or not line:
            continue
        if line == b"end":
            break
        try:
            out += a2b_uu(line)
        except Base64Error:
            return bytes(out), "the uuencoded text is broken"
    return bytes(out), ""
