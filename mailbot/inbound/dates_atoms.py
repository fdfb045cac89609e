"""Atoms, what a date that somebody wrote says before it is resolved, and the small readings that they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mailbot.inbound.dates_words import NUMBERS, Token

UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14, "fortnights": 14, "wk": 7, "wks": 7}

ARTICLES = frozenset({"the", "about", "around", "approximately", "including", "early", "late", "zum", "den", "el"})
WEEK, WEEK_TO, WEEKEND = -1, -2, -3
"""Stand for a weekday in an atom that means the days from or up to its day ("w/c 12 May", "week ending 14 June")."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One date as it is written; tokens up to `end` belong to it.

    `fixed` and `last` are its days where the words alone give them; else day, month and year are to be resolved.
    `loose` is a bare number or ordinal, which is a date only beside another that has a month.
    """

    end: int
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    fixed: date | None = None
    last: date | None = None
    loose: bool = False


def word_at(tokens: list[Token], at: int) -> str:
    """Give the text of a token, empty outside of the tokens."""
    return tokens[at].text if 0 <= at < len(tokens) else ""


def length_at(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """Read a length of time ("a fortnight", "2 weeks"): its days and the index of the token after it."""
    if word_at(tokens, at) in ("fortnight", "fortnights"):
        return 14, at + 1
    if word_at(tokens, at) == "a" and word_at(tokens, at + 1) == "couple":
        at += 2 if word_at(tokens, at + 2) == "of" else 1
        return (2 * UNITS[tokens[at + 1].text], at + 2) if word_at(tokens, at + 1) in UNITS else None
    if not 0 <= at < len(tokens) or word_at(tokens, at + 1) not in UNITS:
        return None
    count = tokens[at].value if tokens[at].kind == "number" else NUMBERS.get(tokens[at].text, 0)
    return (count * UNITS[tokens[at + 1].text], at + 2) if 0 < count <= 60 else None


def before(tokens: list[Token], at: int) -> str:
    """Give the word before a token, articles left aside."""
    at -= 1
    while word_at(tokens, at) in ARTICLES or (word_at(tokens, at) == "and" and word_at(tokens, at + 1) == "including"):
        at -= 1
    return word_at(tokens, at)


def month_end(year: int, month: int) -> date:
    """Give the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def next_weekday(after: date, weekday: int) -> date:
    """Give the first such weekday after a day."""
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)
