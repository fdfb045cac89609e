"""Dates as a calendar names them: figures, days of a month, weekdays, and the years that stand behind them.

What is said by its distance ("a week on Tuesday", "the end of June") is read in `dates_grammar`. Day first always, but
ISO 8601.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mailbot.inbound.dates_atoms import UNITS, Atom, before, next_weekday, word_at
from mailbot.inbound.dates_words import MONTHS, ORDINALS, SHORT_WEEKDAYS, STREETS, WEEKDAYS, Token, date_or_none
from mailbot.inbound.spelling import words_of

_BEFORE_DATES = words_of(
    "from since starting commencing beginning vom ab od du a de between of on until till til untill through thru to by"
    " this next last before after back returning return returns am bis zum den dem le au jusquau do in w/c w/b and or"
    " both every either how beg ending office duty"
)
_MOST_LISTED = 20
_AFTER_ANSWERS = words_of("is please suits works would")
_HABITS = words_of("nights mornings afternoons evenings")
_AFTER_DATES = words_of(
    "and or to until till if when as for with at i we he she is was would will please but so then inc incl"
    " inclusive onwards because not in from or thanks thank returning back"
    " through this next of about are can could regards kind best"
)


def numeric_day(tokens: list[Token], at: int) -> Atom | None:
    """Read figures; 12/6 has no year and may be a fraction: a date only where something beside it says so."""
    token = tokens[at]
    if token.kind != "slash":
        return Atom(at + 1, fixed=token.day) if token.day else None
    listed = _first_listed(tokens, at)
    previous = before(tokens, listed)
    announced = previous in _BEFORE_DATES or previous in WEEKDAYS or tokens[at - 1].kind == "dash"
    announced = (
        announced or _reaches_figures(tokens, at + 1) or _is_answered(tokens, at) or _is_answered(tokens, listed)
    )
    if not (announced and date_or_none(2024, token.month, token.value)):
        return None
    return Atom(at + 1, day=token.value, month=token.month)


def _first_listed(tokens: list[Token], at: int) -> int:
    """Give the first of figures that commas join, for what is said of it holds of them all."""
    for _ in range(_MOST_LISTED):
        if at < 2 or tokens[at - 1].kind != "comma" or tokens[at - 2].kind != "slash":
            break
        at -= 2
    return at


def _is_answered(tokens: list[Token], at: int) -> bool:
    """Tell "15/6 is fine" and "Hall booked 15/6 at 7pm" from "3/4 of us" and "24/7": by what follows."""
    if at + 1 >= len(tokens) or tokens[at].text == "24/7":
        return False
    at_a_time = at + 2 < len(tokens) and word_at(tokens, at + 1) == "at" and tokens[at + 2].kind in ("time", "number")
    return tokens[at + 1].kind == "time" or at_a_time or (at == 0 and tokens[1].text in _AFTER_ANSWERS)


def _reaches_figures(tokens: list[Token], at: int) -> bool:
    is_joint = word_at(tokens, at).strip() in ("to", "until", "till", "-", "–", "—")
    return is_joint and at + 1 < len(tokens) and tokens[at + 1].kind == "slash"


def calendar_day(tokens: list[Token], at: int, written_on: date) -> Atom | None:
    """Read a weekday, a day of a month, or both of them ("Mon 3 June", "next Friday", "the 5th")."""
    start, weekday, which = at, None, ""
    if tokens[at].text in ("next", "this", "last", "coming") and word_at(tokens, at + 1) in WEEKDAYS:
        which, at = tokens[at].text, at + 1
    if tokens[at].text in WEEKDAYS:
        weekday, at = WEEKDAYS[tokens[at].text], at + 1
        named = _numbered(tokens, _past_fillers(tokens, at), written_on, beside_weekday=True)
        if named:
            return Atom(named.end, weekday, named.day, named.month, named.year, named.fixed)
        return _bare_weekday(tokens, start, at, weekday, which, written_on)
    numbered = _numbered(tokens, at, written_on, beside_weekday=False)
    if numbered and word_at(tokens, numbered.end) == "(" and word_at(tokens, numbered.end + 1) in WEEKDAYS:
        return replace(numbered, end=numbered.end + 2, weekday=WEEKDAYS[tokens[numbered.end + 1].text])
    return numbered


def _past_fillers(tokens: list[Token], at: int) -> int:
    while word_at(tokens, at) in (",", "the", "den", "le"):
        at += 1
    return at


def _bare_weekday(tokens: list[Token], start: int, at: int, weekday: int, which: str, written_on: date) -> Atom | None:
    previous, following = before(tokens, start), word_at(tokens, at)
    is_word = not which and tokens[at - 1].text in SHORT_WEEKDAYS and not _is_end_of_range(tokens, at - 1)
    if (
        "every" in {word_at(tokens, start - back) for back in (1, 2, 3)}
        or following in _HABITS
        or (following == "of" and word_at(tokens, at + 1) in ("every", "each"))
        or (is_word and previous not in _BEFORE_DATES - {"to", "a", "of", "in", "both"})
    ):
        return None
    coming = next_weekday(written_on, weekday)
    monday = written_on - timedelta(days=written_on.weekday())
    if following == "after" and word_at(tokens, at + 1) == "next":
        return Atom(at + 2, fixed=monday + timedelta(days=14 + weekday))
    if following in ("week", "fortnight"):
        return Atom(at + 1, fixed=coming + timedelta(days=UNITS[following]))
    just_gone = following == "just" and word_at(tokens, at + 1) in ("gone", "past", "passed")
    if which == "last" or following == "last" or just_gone:
        weeks = 1 if coming - written_on < timedelta(days=7) else 2
        return Atom(at + (following == "last") + 2 * just_gone, fixed=coming - timedelta(weeks=weeks))
    if which == "next" or following == "next":
        return Atom(at + (following == "next"), fixed=monday + timedelta(days=7 + weekday))
    return Atom(at, weekday=weekday)


def _is_end_of_range(tokens: list[Token], at: int) -> bool:
    """Whether a weekday is joined to another: "Mon-Wed"."""
    return any(
        word_at(tokens, at + side).strip() in ("-", "–", "to") and word_at(tokens, at + 2 * side) in WEEKDAYS
        for side in (-1, 1)
    )


def _numbered(tokens: list[Token], at: int, written_on: date, *, beside_weekday: bool) -> Atom | None:
    """Read "3 June", "3rd of June 2026", "June 3rd", "the 5th", and loose "3" or "3rd"."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if beside_weekday and token.kind in ("iso", "numeric", "slash"):
        return numeric_day(tokens, at)
    if token.text in MONTHS:
        return _month_first(tokens, at, written_on)
    day = ORDINALS.get(token.text, token.value if token.kind in ("ordinal", "number") else 0)
    if not 1 <= day <= 31:
        return None
    month_at = at + 1 + (word_at(tokens, at + 1) in ("of", "de")) + (word_at(tokens, at + 1) == "day")
    month_at += word_at(tokens, month_at) == "of"
    if word_at(tokens, month_at) in MONTHS and word_at(tokens, month_at + 1) not in STREETS:
        year, end = year_at(tokens, month_at + 1, written_on)
        return Atom(end, day=day, month=MONTHS[tokens[month_at].text], year=year)
    if token.kind == "number" and beside_weekday and _are_hours(tokens, at):
        return None
    is_day = beside_weekday or (token.kind == "ordinal" and (_is_announced(tokens, at) or _begins_a_range(tokens, at)))
    if is_day and token.kind in ("ordinal", "number") and _ends_there(tokens, at):
        return Atom(at + 1, day=day)
    return Atom(at + 1, day=day, loose=True) if token.kind in ("ordinal", "number") else None


def _is_announced(tokens: list[Token], at: int) -> bool:
    is_listed = word_at(tokens, at - 1) == "," and at > 1 and tokens[at - 2].kind == "ordinal"
    return is_listed or word_at(tokens, at - 1) == "the" or before(tokens, at) in _BEFORE_DATES


def _begins_a_range(tokens: list[Token], at: int) -> bool:
    """Whether a text begins with an ordinal that reaches to another: "21st to 28th", but not "1st to 3rd floor"."""
    last = at + 2 + (word_at(tokens, at + 2) == "the")
    reaches = at == 0 and word_at(tokens, at + 1).strip() in ("to", "until", "till", "-", "–", "—")
    return reaches and last < len(tokens) and tokens[last].kind == "ordinal" and _ends_there(tokens, last)


def _are_hours(tokens: list[Token], at: int) -> bool:
    """Whether the numbers after a weekday are hours: "Friday 9 to 5", but not "Friday 9 to 15 June"."""
    if word_at(tokens, at + 1).strip() not in ("to", "-", "–", "till", "until"):
        return False
    return at + 2 < len(tokens) and tokens[at + 2].kind in ("number", "time") and word_at(tokens, at + 3) not in MONTHS


def _ends_there(tokens: list[Token], at: int) -> bool:
    """Whether an ordinal stands by itself: "the 5th floor", "the 1st Harpole Scouts" are no dates."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is None or following.kind not in ("word", "mixed", "number") or following.text in _AFTER_DATES


def _month_first(tokens: list[Token], at: int, written_on: date) -> Atom | None:
    if at + 1 >= len(tokens):
        return None
    token = tokens[at + 1]
    day = token.value if token.kind in ("ordinal", "number") else 0
    if not 1 <= day <= 31:
        token_at = at + 2 if token.text == "the" and at + 2 < len(tokens) else 0
        day = ORDINALS.get(tokens[token_at].text, tokens[token_at].value if tokens[token_at].kind == "ordinal" else 0)
        if not token_at or not 1 <= day <= 31:
            return None
        token, at = tokens[token_at], at + 1
    year, end = year_at(tokens, at + 2, written_on)
    is_bare = token.kind == "number" and not year
    if is_bare and (not _ends_there(tokens, at + 1) or before(tokens, at) not in _BEFORE_DATES | {""}):
        return None
    return Atom(end, day=day, month=MONTHS[tokens[at - (tokens[at].text == "the")].text], year=year)


def year_at(tokens: list[Token], at: int, written_on: date) -> tuple[int | None, int]:
    """Read a year of four digits, or of two that are near ("3 June 26"), which no unit or noun follows."""
    comma = word_at(tokens, at) == ","
    token = tokens[at + comma] if at + comma < len(tokens) else None
    if token and token.kind == "number":
        if 1900 <= token.value < 2100:
            return token.value, at + comma + 1
        near = abs(2000 + token.value - written_on.year) <= 2 and token.end - token.start == 2
        if near and not comma and _ends_there(tokens, at):
            return 2000 + token.value, at + 1
    return None, at
