"""What a CHANGE says: who takes over, from when, and whom to write to meanwhile. No I/O; never raises.

`CHANGE Robin Ames robin.ames@harpole-pc.example from 1 July, meanwhile the Clerk` has all of it; any part may be
missing. Names are what is left of the line when addresses, days and the words that join them are taken out.
"""

from __future__ import annotations

import re
from datetime import date

from mailbot.inbound.dates import find_dates
from mailbot.model.understanding import ChangeNotice

_MEANWHILE = re.compile(
    r"[,;.(]?\s*\b(?:meanwhile|in the mean ?time|in between|until then|till then|for now)\b[\s,:]*", re.IGNORECASE
)
_CLERK = re.compile(r"\bclerk\b", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:mailto:)?([\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d ()-]{8,}\d")
_NOT_KNOWN = re.compile(
    r"\b(?:not (?:yet )?(?:known|decided|sure|appointed|elected)|(?:un|not )known|don'?t (?:yet )?know|to be"
    r" (?:confirmed|decided|announced|appointed|elected)|t\.?b\.?[acd]\.?|nobody yet|no[- ]one yet|vacant)\b",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"^(?:of|our|the|new|plr|police|liaison|representative|contact|is|will|be|to|as|it|and|from|on|by|with|effect"
    r"|starting|please|write|email|mail|use|ask)\b\s*"
    r"|\s*\b(?:from|on|as|of|with|effect|starting|by|at|email|is|will|be|the|new|our|plr|instead|please|takes?|over"
    r"|and|tel|phone|now|today|at once|immediately)$",
    re.IGNORECASE,
)
_EDGES = " \t,;:.!<>()[]\"'–—-"


def read_notice(text: str, written_on: date) -> ChangeNotice:
    """Read the words of a CHANGE; `written_on` is the local day on which it arrived."""
    first, meanwhile = _cut(" ".join(text.split()))
    name, address, rest = _person(first)
    spans = find_dates(rest, written_on).spans
    other_name, other_address, _ = _person(meanwhile)
    by_clerk = bool(_CLERK.search(meanwhile)) and not other_address
    is_other = bool(other_address) or by_clerk
    return ChangeNotice(
        name=name,
        address=address,
        from_on=spans[0].from_on if spans else None,
        asked=spans[0].asked if spans else "",
        is_meanwhile=is_other,
        interim_name=other_name if other_address else "",
        interim_address=other_address,
    )


def _cut(text: str) -> tuple[str, str]:
    """Take the words about the time between out of the line, wherever they stand: up to a comma, else to its end."""
    found = _MEANWHILE.search(text)
    if found is None:
        return text, ""
    before, after = text[: found.start()], text[found.end() :]
    if before.strip(_EDGES):
        return before, after
    meanwhile, _, rest = after.partition(",")
    return rest, meanwhile


def _person(text: str) -> tuple[str, str, str]:
    """Give the name and the address in some words, and the words without the address.

    The name is what stands next before the address, else first behind it.
    """
    found = _ADDRESS.search(text)
    address = found[1].rstrip(".") if found else ""
    rest = _ADDRESS.sub(" ", text)
    before, after = (text[: found.start()], _ADDRESS.sub(" ", text[found.end() :])) if found else ("", text)
    names = [*reversed(_names(before)), *_names(after)]
    name = "" if _NOT_KNOWN.search(rest) else next(iter(names), "")
    if address and not name:
        name = " ".join(word.capitalize() for word in re.split(r"[._]", address.partition("@")[0]))
    return name, address, rest


def _names(words: str) -> list[str]:
    """Take days, numbers and joints off; what is left between marks, up to four words, are names."""
    words = _PHONE.sub(" ", words)
    for span in find_dates(words, date(2026, 1, 1)).spans:
        words = words.replace(span.text, " , ")
    names = []
    for piece in re.split(r"[,;:()<>]", words):
        before, piece = "", " ".join(piece.split()).strip(_EDGES)
        while before != piece:
            before, piece = piece, _AROUND.sub("", piece).strip(_EDGES)
        if piece and len(piece.split()) <= 4 and not any(character.isdigit() for character in piece):
            names.append(piece)
    return names
