"""Header fields: octets to names and decoded values, capped before anything looks at them. Never raises.

Tolerant where real mail is broken: 8-bit octets, NULs, lines that are no fields, encoded-words cut in the middle.
Source: RFC 5322 section 2.2, RFC 2047, RFC 2231.
"""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import collapse_rfc2231_value
from functools import cached_property

from mailbot.inbound.charsets import decode

MAX_BLOCK = 256 * 1024
MAX_FIELDS = 1000
MAX_VALUE = 32 * 1024
MAX_PARAMETRIC = 2000
"""`email` takes quadratic time over parameters: real Content-Type fields stay far below."""

_FIELD_NAME = re.compile(r"[!-9;-~]{1,100}[ \t]*:")
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]{0,8000})\?=")
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,900})>")
_ORDINARY_PARAMETERS = re.compile(
    r"\s{0,3}[\w.+-]{1,60}/[\w.+-]{1,60}(?:;\s{0,3}[\w-]{1,30}=(?:[\w.:+/-]{1,80}|\"[\w.:+/= -]{1,80}\"))*\s{0,3}",
    re.ASCII,
)
"""Parameters as nearly everybody writes them (RFC 2045 section 5.1), which need no parser of all that is allowed."""


@dataclass(frozen=True)
class Headers:
    """The fields of one header, in order: lower-case names, unfolded values as they were written."""

    fields: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _values(self) -> dict[str, list[str]]:
        """The values by name: to understand a message asks for some fifty names, most of which are not there."""
        values: dict[str, list[str]] = {}
        for name, value in self.fields:
            values.setdefault(name, []).append(value)
        return values

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of the field, the topmost first, not decoded: for structured fields."""
        return tuple(self._values.get(name, ()))

    def raw(self, name: str) -> str:
        """Give the topmost value, not decoded, or an empty string."""
        return self._values.get(name, [""])[0]

    def text(self, name: str) -> str:
        """Give the topmost value decoded for people (RFC 2047), on one line, or an empty string."""
        return " ".join(decoded_words(self.raw(name)).split())

    def message_ids(self, name: str) -> tuple[str, ...]:
        """Give every Message-ID in the field, without the angle brackets around it (RFC 5322 section 3.6.4)."""
        return tuple(dict.fromkeys(_MESSAGE_ID.findall(" ".join(self.all(name)))))

    def parameters(self, name: str) -> tuple[str, dict[str, str]]:
        """Split a parametric field (RFC 2045 section 5.1, RFC 2231) into its lower-case value and its parameters."""
        return parameters(self.raw(name))


def read_headers(block: bytes) -> tuple[Headers, list[str]]:
    """Read a header block whose line ends are LF; with what was wrong with it, in words."""
    problems = []
    if len(block) > MAX_BLOCK:
        block = block[:MAX_BLOCK]
        problems.append(f"the header was cut at {MAX_BLOCK // 1024} KB")
    if b"\0" in block:
        block = block.replace(b"\0", b"")
        problems.append("NULs in the header")
    fields: list[tuple[str, str]] = []
    for line in _unfolded(_text(block), problems):
        name, _, value = line.partition(":")
        if len(value) > MAX_VALUE:
            value = value[:MAX_VALUE]
            problems.append(f"{name.strip()[:40]} was cut at {MAX_VALUE // 1024} KB")
        fields.append((name.strip().lower(), value.strip()))
        if len(fields) == MAX_FIELDS:
            problems.append(f"only the first {MAX_FIELDS} header fields were read")
            break
    return Headers(tuple(fields)), problems


def _text(block: bytes) -> str:
    try:
        return block.decode("utf-8")
    except UnicodeDecodeError:
        return block.decode("cp1252", "replace")


def _unfolded(block: str, problems: list[str]) -> Iterator[str]:
    """Join folded lines (RFC 5322 section 2.2.3) and leave out what is no field."""
    lines: list[str] = []
    for line in block.split("\n"):
        if line[:1] in (" ", "\t"):
            if lines:
                lines.append(line)
        elif _FIELD_NAME.match(line):
            if lines:
                yield "".join(lines)
            lines = [line]
        elif line and not line.startswith(("From ", ">From ")):
            problems.append(f"no header field: {line[:40]!r}")
    if lines:
        yield "".join(lines)


def decoded_words(value: str) -> str:
    """Decode the encoded-words of a value (RFC 2047); adjacent ones join octet by octet, as senders cut letters."""
    if "=?" not in value:
        return value
    out: list[str] = []
    octets, charset, end = b"", "", 0
    for word in _ENCODED_WORD.finditer(value):
        between = value[end : word.start()]
        label = word[1].partition("*")[0].lower()
        adjacent = end and not between.strip()
        if not (adjacent and label == charset):
            out.append(decode(octets, charset)[0])
            octets = b""
        if not adjacent:
            out.append(between)
        octets += _word_octets(word[2], word[3])
        charset, end = label, word.end()
    out += [decode(octets, charset)[0], value[end:]]
    return "".join(out).replace("\0", "")


def _word_octets(encoding: str, encoded: str) -> bytes:
    octets = encoded.encode("utf-8", "replace")
    if encoding in "qQ":
        return a2b_qp(octets, header=True)
    try:
        return a2b_base64(octets + b"==")
    except Base64Error:
        return octets


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """Split a parametric value into its lower-case value and its parameters by lower-case name; never raises."""
    if not value:
        return "", {}
    if _ORDINARY_PARAMETERS.fullmatch(value):
        kind, *pairs = value.split(";")
        named = {
            name.strip().lower(): text.strip().strip('"') for name, _, text in (pair.partition("=") for pair in pairs)
        }
        return kind.strip().lower(), named
    field = Message()
    field["Content-Type"] = value[:MAX_PARAMETRIC]
    try:
        found = field.get_params(unquote=True) or [("", "")]
        named = {name.lower(): decoded_words(collapse_rfc2231_value(text)) for name, text in found[1:]}
    except Exception:  # noqa: BLE001 - `email` raises some ten kinds of exception over broken RFC 2231 parameters
        return value.partition(";")[0].strip().lower()[:100], {}
    return found[0][0].strip().lower()[:100], named
