"""Making any value safe to stand on one line of a header or a template."""

from __future__ import annotations

import unicodedata

# Characters that reorder what follows them, so that a name could pass itself off as another.
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str) -> str:
    """Give the text as one line: white space of every kind is one space, control characters are gone."""
    spaced = " ".join(text.encode("utf-8", "replace").decode().split())
    return " ".join("".join(character for character in spaced if not is_control(character)).split())


def is_control(character: str) -> bool:
    """Tell whether a character only steers: C0, C1 and the directional ones."""
    return unicodedata.category(character) == "Cc" or character in _BIDI_CONTROLS
