"""winmail.dat: the text that Outlook wraps in application/ms-tnef. Never raises; nothing but text is read.

Source: [MS-OXTNEF] sections 2.1.3.2 (attributes) and 2.1.3.4 (message properties).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from mailbot.inbound.charsets import decode
from mailbot.inbound.rtf import unpacked, words_of_rtf

_SIGNATURE = 0x223E9F78
_BODY = 0x0002800C
_MESSAGE_PROPERTIES = 0x00069003
_PROPERTY_BODY = 0x1000
_PROPERTY_RICH_TEXT = 0x1009
_PROPERTY_HTML = 0x1013
_FIXED_SIZES = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8}
_FIXED_SIZES |= {0x0040: 8, 0x0048: 16}
_TEXT_8, _TEXT_16, _BINARY = 0x001E, 0x001F, 0x0102


def is_tnef(octets: bytes) -> bool:
    """Tell whether the octets begin as winmail.dat does."""
    return len(octets) > 6 and struct.unpack_from("<I", octets)[0] == _SIGNATURE


def read_tnef(octets: bytes) -> tuple[str, str]:
    """Give the plain text and the HTML text within, each empty where it is not there or cannot be reached."""
    text = html = ""
    rich_text = b""
    try:
        for attribute, value in _attributes(octets):
            if attribute == _BODY:
                text = text or decode(value.rstrip(b"\0"), "windows-1252")[0]
            elif attribute == _MESSAGE_PROPERTIES:
                for tag, kind, content in _properties(value):
                    if tag == _PROPERTY_BODY and kind in (_TEXT_8, _TEXT_16):
                        text = _text(kind, content)
                    elif tag == _PROPERTY_HTML:
                        html = _text(kind, content)
                    elif tag == _PROPERTY_RICH_TEXT:
                        rich_text = content
    except struct.error:
        # Cut short: what was read before the cut stands.
        pass
    if not (text or html):
        text, html = words_of_rtf(unpacked(rich_text))
    return text.replace("\r\n", "\n"), html.replace("\r\n", "\n")


def _text(kind: int, content: bytes) -> str:
    return decode(content, "utf-16-le" if kind == _TEXT_16 else "windows-1252")[0].rstrip("\0")


def _attributes(octets: bytes) -> Iterator[tuple[int, bytes]]:
    position = 6
    while position + 9 <= len(octets):
        attribute, length = struct.unpack_from("<II", octets, position + 1)
        yield attribute, octets[position + 9 : position + 9 + length]
        position += 9 + length + 2


def _properties(octets: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Walk the property list up to the first property of a shape that is not needed here."""
    (count,) = struct.unpack_from("<I", octets)
    position = 4
    for _ in range(min(count, 1000)):
        kind, tag = struct.unpack_from("<HH", octets, position)
        position += 4
        if tag >= 0x8000:
            position = _after_name(octets, position)
        if kind in _FIXED_SIZES:
            position += _FIXED_SIZES[kind]
        elif kind in (_TEXT_8, _TEXT_16, _BINARY, 0x000D):
            (values,) = struct.unpack_from("<I", octets, position)
            position += 4
            for _ in range(min(values, 100)):
                (length,) = struct.unpack_from("<I", octets, position)
                yield tag, kind, octets[position + 4 : position + 4 + length]
                position += 4 + _padded(length)
        else:
            return


def _after_name(octets: bytes, position: int) -> int:
    """Step over the name of a named property: a GUID, then a number or a padded string."""
    (is_string,) = struct.unpack_from("<I", octets, position + 16)
    if not is_string:
        return position + 24
    (length,) = struct.unpack_from("<I", octets, position + 20)
    return position + 24 + _padded(int(length))


def _padded(length: int) -> int:
    return (length + 3) // 4 * 4
