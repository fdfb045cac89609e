"""Council names: how a line of somebody's begins with the names of councils, and what stands behind them. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from mailbot.model.understanding import Command

KIND = re.compile(r"(?:\s+(?:parish|town|city|community))?(?:\s+(?:council|meeting|pc|tc))?\b", re.IGNORECASE)
"""What may stand behind the name of a place, to say what kind of council is meant."""
_BEFORE = re.compile(r"\s*(?:(?:with|to|at|for)\s+)?(?:the\s+)?", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:,|&|\band\b)(?:\s*(?:,|&|\band\b))*\s*(?:the\s+)?", re.IGNORECASE)
_COMMON = re.compile(r"\b(?:parish|town|city|community|council|meeting)\b", re.IGNORECASE)
_ROWS = re.compile(r"[\d\s,&–.):#-]*(?:\band\b[\d\s,&–.):#-]*)*", re.IGNORECASE)
"""What may stand before a name: numbers of rows."""


@cache
def place_of(council: str) -> str:
    """Give the name of a council without what every council is called."""
    return " ".join(_COMMON.sub("", council).split())


def read_names(words: str, names: Collection[str]) -> tuple[Sequence[str], str]:
    """Read the names that words begin with, one after another, and give what stands behind them.

    `names` stand in the order in which they are tried, so the longest first; they are given as they are there.
    """
    begun = _ROWS.match(words)
    rest = words[begun.end() if begun else 0 :]
    found: list[str] = []
    joint = _BEFORE.match(rest)
    while joint is not None:
        match = next((one for name in names if (one := _match(name, rest[joint.end() :]))), None)
        if match is None:
            break
        name, end = match
        found.append(name)
        rest = rest[joint.end() + end :]
        joint = _JOINT.match(rest)
    return found, rest if found else words


def _match(name: str, words: str) -> tuple[str, int] | None:
    begins = words[: len(name)].casefold() == name.casefold()
    found = KIND.match(words, len(name)) if begins else None
    return (name, found.end()) if found else None


def place_named(command: Command, names: Collection[str]) -> str:
    """Give the words of an ARRANGED that name its place: a council that it begins with is none of it."""
    if not read_names(command.argument, names)[0]:
        return command.said
    return read_names(command.said, names)[1].strip(" ,;:.–-")
