"""The first line of a message taken out of its raw octets, where it was an instruction to us. Pure (law 6).

Nothing else is touched: of the parts that show the text each loses the letters of that line, and no tag; every other
part stays as it came. Where the line cannot be found at the very beginning, nothing is done at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from html import unescape

_MARKUP = re.compile(r"(?is)<!--.*?-->|<(style|script|head|title)\b.*?</\1\s*>|<[^>]*>")
_ENTITY = re.compile(r"&#?\w{1,10};")
_LINE_BREAK = re.compile(r"(?i)\A((?:\s|</?(?:b|i|u|em|strong|span|font)\b[^>]*>)*)<br\b[^>]*>")
"""One that directly follows, but for what only dresses the text."""


def without_line(raw: bytes, line: str) -> bytes | None:
    """Give a message without its first line; None where some part of it does not begin with that line.

    A signed or encrypted message is none of these: it would not be what its writer signed.
    """
    message: Message = BytesParser().parsebytes(raw)
    parts = list(_texts(message))
    for part in parts:
        cut = _without(part, line)
        if cut is None:
            return None
        del part["Content-Transfer-Encoding"]
        part.set_payload("\r\n".join(cut.splitlines()) + "\r\n", "utf-8")
    return message.as_bytes() if parts else None


def _texts(message: Message) -> Iterator[Message]:
    """Find the parts that show the text: of alternatives all, else the first (RFC 2046 sections 5.1.3 and 5.1.4)."""
    inner = message.get_payload()
    match message.get_content_type():
        case "text/plain" | "text/html":
            yield message
        case "multipart/alternative" if isinstance(inner, list):
            for part in inner:
                yield from _texts(part)  # type: ignore[arg-type]
        case "multipart/mixed" | "multipart/related" if isinstance(inner, list) and inner:
            yield from _texts(inner[0])  # type: ignore[arg-type]


def _without(part: Message, line: str) -> str | None:
    octets = part.get_payload(decode=True)
    assert isinstance(octets, bytes)
    try:
        text = octets.decode(str(part.get_content_charset("utf-8")))
    except (LookupError, UnicodeDecodeError):
        return None
    return _without_in_html(text, line) if part.get_content_type() == "text/html" else _without_in_text(text, line)


def _without_in_text(text: str, line: str) -> str | None:
    found = _consumed(text, _letters(line))
    if found is None or found[1]:
        return None
    rest_of_line, _, below = found[0].partition("\n")
    return None if _letters(rest_of_line) else below.lstrip()


def _without_in_html(text: str, line: str) -> str | None:
    """Take the letters from between the tags, and the line break that ended them."""
    begins = re.search(r"(?i)<body\b[^>]*>", text)
    at = begins.end() if begins else 0
    pieces, left = [text[:at]], _letters(line)
    while left and at < len(text):
        markup = _MARKUP.match(text, at)
        following = text.find("<", at + 1)
        end = markup.end() if markup else following if following > 0 else len(text)
        if markup:
            pieces.append(markup[0])
        elif (found := _consumed(text[at:end], left, is_html=True)) is None:
            return None
        else:
            rest, left = found
            if not left and _letters(unescape(rest)):
                return None
        at = end
    return None if left else "".join(pieces) + _LINE_BREAK.sub(r"\1", text[at:])


def _consumed(text: str, letters: str, *, is_html: bool = False) -> tuple[str, str] | None:
    """Take these letters from the beginning of a text: what is left of both; None where it begins with others."""
    at = 0
    while letters and at < len(text):
        entity = _ENTITY.match(text, at) if is_html else None
        written = _letters(unescape(entity[0]) if entity else text[at])
        if not letters.startswith(written):
            return None
        letters = letters.removeprefix(written)
        at = entity.end() if entity else at + 1
    return text[at:], letters


def _letters(text: str) -> str:
    """What of a text is compared: programs differ in the rest, such as stars around what is bold."""
    return "".join(character for character in text.casefold() if character.isalnum())
