"""Rich text, as Outlook wraps it in winmail.dat: unpacked, and its words. Never raises; nothing but text is read.

Outlook writes HTML and plain text as rich text too, and says so; HTML is put together again, for it says who is quoted.
Source: [MS-OXRTFCP] (compression), [MS-OXRTFEX] (what was HTML), the RTF specification 1.9.1.
"""

from __future__ import annotations

import re
import struct
from typing import Final

from mailbot.inbound.charsets import decode

MAX_RTF: Final = 256 * 1024
_MAX_TOKENS: Final = 50_000
_COMPRESSED: Final = 0x75465A4C
_UNCOMPRESSED: Final = 0x414C454D
_WINDOW: Final = 4096
_PRELOADED: Final = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0"
    b"\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,9})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]{1,1000})|[\r\n]"
)
_BREAKS: Final = {b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"tab": "\t", b"cell": "\t"}
_SIGNS: Final = {
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"endash": "–",
    b"emdash": "—",
    b"bullet": "•",
}
_ASIDES: Final = frozenset(
    [
        b"fonttbl",
        b"colortbl",
        b"stylesheet",
        b"info",
        b"pict",
        b"object",
        b"header",
        b"footer",
        b"footnote",
        b"listtable",
    ]
)


def unpacked(octets: bytes) -> bytes:
    """Undo the compression of PR_RTF_COMPRESSED; what was cut short is given as far as it goes."""
    if len(octets) < 16:
        return b""
    _, size, kind, _ = struct.unpack_from("<IIII", octets)
    if kind == _UNCOMPRESSED:
        return octets[16 : 16 + min(size, MAX_RTF)]
    return _expanded(octets, min(size, MAX_RTF)) if kind == _COMPRESSED else b""


def _expanded(octets: bytes, size: int) -> bytes:
    """Follow literals and references into the last 4,096 octets; of each eight, an octet before them tells which."""
    window = bytearray(_PRELOADED.ljust(_WINDOW, b"\0"))
    at, position, out = len(_PRELOADED), 16, bytearray()
    while position < len(octets) and len(out) < size:
        control, position = octets[position], position + 1
        for bit in range(8):
            if control >> bit & 1:
                token = int.from_bytes(octets[position : position + 2], "big")
                position += 2
                start, length = token >> 4, (token & 0xF) + 2
                if start == at or position > len(octets):
                    return bytes(out)
            else:
                if position >= len(octets):
                    return bytes(out)
                window[at] = octets[position]
                start, length, position = at, 1, position + 1
            for i in range(length):
                octet = window[(start + i) % _WINDOW]
                window[at] = octet
                at = (at + 1) % _WINDOW
                out.append(octet)
    return bytes(out[:size])


def words_of_rtf(rtf: bytes) -> tuple[str, str]:
    """Give the plain text and the HTML that rich text holds; one of them is empty."""
    reader = _Reader(was_html=b"\\fromhtml" in rtf[:1000])
    for count, token in enumerate(_TOKEN.finditer(rtf[:MAX_RTF])):
        if count == _MAX_TOKENS:
            break
        reader.take(token)
    words = reader.words()
    return ("", words) if reader.was_html else (words, "")


class _Reader:
    """Takes tokens one by one; a group that is an aside says nothing, but what was a tag of HTML does."""

    def __init__(self, *, was_html: bool) -> None:
        self.was_html = was_html
        self._out: list[str] = []
        self._octets = bytearray()
        self._charset = "windows-1252"
        self._groups: list[tuple[bool, bool, int]] = []
        self._is_aside = self._is_for_rtf_only = False
        self._stand_ins = 1
        self._skipped = 0

    def words(self) -> str:
        self._flush()
        # Characters beyond the first plane come in halves.
        return (
            "".join(self._out)
            .replace("\0", "")
            .strip()
            .encode("utf-16-le", "surrogatepass")
            .decode("utf-16-le", "replace")
        )

    def take(self, token: re.Match[bytes]) -> None:
        word, number, octet, symbol, brace, text = token.groups()
        if brace == b"{":
            self._groups.append((self._is_aside, self._is_for_rtf_only, self._stand_ins))
        elif brace == b"}":
            if self._groups:
                self._is_aside, self._is_for_rtf_only, self._stand_ins = self._groups.pop()
        elif word is not None:
            self._control(word, number)
        elif octet is not None:
            self._add(bytes([int(octet, 16)]))
        elif symbol == b"*":
            self._is_aside = True
        elif symbol is not None:
            self._say({b"~": "\u00a0", b"_": "\u2011", b"-": "", b"\n": "\n", b"\r": "\n"}.get(symbol, ""))
            if symbol in b"\\{}":
                self._add(symbol)
        elif text is not None:
            self._add(text)

    def _control(self, word: bytes, number: bytes | None) -> None:
        if word == b"htmltag":
            self._is_aside = not self.was_html
        elif word == b"htmlrtf":
            self._is_for_rtf_only = number != b"0"
        elif word in _ASIDES:
            self._is_aside = True
        elif word == b"ansicpg" and number:
            self._charset = f"windows-{int(number)}"
        elif word == b"uc":
            self._stand_ins = int(number or 1)
        elif word == b"u" and number:
            self._say(chr(int(number) % 0x10000))
            self._skipped = self._stand_ins
        elif word in _BREAKS or word in _SIGNS:
            self._say(_BREAKS.get(word) or _SIGNS[word])

    def _add(self, octets: bytes) -> None:
        """Add text in the document's charset, but for what stands in for a character that was just said."""
        kept = octets[self._skipped :]
        self._skipped = max(self._skipped - len(octets), 0)
        if not (self._is_aside or self._is_for_rtf_only):
            self._octets += kept

    def _say(self, text: str) -> None:
        if not (self._is_aside or self._is_for_rtf_only):
            self._flush()
            self._out.append(text)

    def _flush(self) -> None:
        if self._octets:
            self._out.append(decode(bytes(self._octets), self._charset)[0])
            self._octets.clear()
