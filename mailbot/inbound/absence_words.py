"""Absence words: what an AWAY says besides its days: who covers, and that the last day is not known. Pure."""

from __future__ import annotations

import re

_SAID_FIRST = re.compile(
    r"(?:[,;.–-]\s*|(?=\b(?:PCSO|PC|PS|Sgt|Insp)\b))((?:[^\W\d][\w.'’-]*\s+){1,4}?)"
    r"(?:(?:(?:is|will be)\s+)?covering|covers|(?:will|to)\s+cover|is\s+(?:my\s+)?cover)\b(?!\s+(?:by|from|with|:))",
    re.IGNORECASE,
)
"""A name with what it does behind it: "PCSO Dale is covering"."""
_SAID_LAST = re.compile(r"\bcover(?:ed|ing)?\b(?:\s*(?:by|is|from|with))?\s*:?\s*(.*)", re.IGNORECASE)
_NO_END = re.compile(r"\b(?:un)?till? further notice\b|\bindefinitely\b|\bfor (?:the time being|now)\b", re.IGNORECASE)


def without_cover(words: str) -> tuple[str, str | None]:
    """Give the words without those on the cover, and who covers: empty where nobody is named, None where none is."""
    for said in (_SAID_FIRST, _SAID_LAST):
        if (found := said.search(words)) is not None:
            return words[: found.start()].rstrip(" ,;"), found[1].strip(" .,;")
    return words, None


def without_end(words: str) -> tuple[str, bool]:
    """Give the words without those that leave the end open, and whether there were any."""
    rest, found = _NO_END.subn("", words)
    return rest.strip(" ,;:.–-"), bool(found)
