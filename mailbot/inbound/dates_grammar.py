"""The grammar of single dates, from tokens to an Atom: where one begins, and those that are said by their distance.

An atom is what is written ("Mon 3 June", "the 5th", "end of June", "a week on Tuesday"), not yet a day: a range
gives its parts to one another first ("1st to 14th August"). What a calendar names is read in `dates_calendar`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mailbot.inbound.dates_atoms import (
    UNITS,
    WEEK,
    WEEK_TO,
    WEEKEND,
    Atom,
    before,
    length_at,
    month_end,
    next_weekday,
    word_at,
)
from mailbot.inbound.dates_calendar import calendar_day, numeric_day, year_at
from mailbot.inbound.dates_words import MONTHS, NUMBERS, ORDINALS, STREETS, WEEKDAYS, Token, date_or_none
from mailbot.inbound.feasts import FIRST_WORDS, feast_at
from mailbot.inbound.spelling import words_of

_RELATIVE = {"today": 0, "tonight": 0, "tomorrow": 1, "tomorow": 1, "yesterday": -1}
_BEFORE_MONTHS = words_of("in during until till throughout all of from before after")
_COMMENCING = words_of("commencing beginning starting of beg")
_PARTS_OF_DAYS = words_of("morning afternoon evening")
_AHEAD = {"next": 1, "following": 1, "coming": 1, "this": 0, "last": -1}
_EDGES = {"end": "end", "start": "start", "beginning": "start", "middle": "middle", "mid": "middle", "close": "end"}
_NEVER_FIRST = words_of("address phone time decimal mixed comma amp stop dash")
_FIRST_WORDS = FIRST_WORDS.union(
    MONTHS, WEEKDAYS, ORDINALS, NUMBERS, _RELATIVE, _AHEAD, _EDGES, UNITS, ["week", "wk", "weekend"]
)


def atom_at(tokens: list[Token], at: int, written_on: date) -> Atom | None:
    """Read one date that begins at a token; None where none begins."""
    if tokens[at].kind in _NEVER_FIRST or (tokens[at].kind == "word" and tokens[at].text not in _FIRST_WORDS):
        return None
    if tokens[at].kind in ("iso", "numeric", "slash"):
        return numeric_day(tokens, at)
    return (
        _feast(tokens, at, written_on)
        or _weeks_of_month(tokens, at, written_on)
        or _relative(tokens, at, written_on)
        or _nth_weekday(tokens, at, written_on)
        or _edge(tokens, at, written_on)
        or calendar_day(tokens, at, written_on)
        or _whole_month(tokens, at, written_on)
    )


def _feast(tokens: list[Token], at: int, written_on: date) -> Atom | None:
    """Read the name of a feast or bank holiday."""
    if tokens[at].kind != "word":
        return None
    read = feast_at([token.text for token in tokens[at : at + 4]], written_on)
    return Atom(at + read[0], fixed=read[1]) if read and word_at(tokens, at + read[0]) not in STREETS else None


def _relative(tokens: list[Token], at: int, written_on: date) -> Atom | None:
    text = tokens[at].text
    if text == "day" and word_at(tokens, at + 1) == "after" and word_at(tokens, at + 2) == "tomorrow":
        return Atom(at + 3, fixed=written_on + timedelta(days=2))
    following = word_at(tokens, at + 1)
    if text == "day" and following == "before" and word_at(tokens, at + 2) == "yesterday":
        return Atom(at + 3, fixed=written_on - timedelta(days=2))
    if text in _RELATIVE:
        weeks = text == "tomorrow" and following == "week"
        return Atom(at + 1 + weeks, fixed=written_on + timedelta(days=_RELATIVE[text] + 7 * weeks))
    if text == "this" and following in _PARTS_OF_DAYS:
        return Atom(at + 2, fixed=written_on)
    if text in _AHEAD and following in ("week", "month"):
        return _whole(following, _AHEAD[text], written_on, at)
    if text in _AHEAD and following == "weekend":
        saturday = written_on + timedelta(days=5 - written_on.weekday() + 7 * _AHEAD[text])
        return Atom(at + 2, fixed=saturday, last=saturday + timedelta(days=1))
    if text == "week" and following == "after" and word_at(tokens, at + 2) == "next":
        return replace(_whole("week", 2, written_on, at), end=at + 3)
    if text == "a" and following == "month" and word_at(tokens, at + 2) == "today":
        month = _whole("month", 1, written_on, at)
        return Atom(
            at + 3,
            fixed=min(
                month.last or written_on,
                (month.fixed or written_on).replace(day=1) + timedelta(days=written_on.day - 1),
            ),
        )
    if text in ("week", "wk", "weekend") and following in ("ending", "of"):
        inner = _named_day(tokens, at + 2, written_on)
        return _days_about(inner, WEEKEND if text == "weekend" else WEEK_TO if following == "ending" else WEEK)
    if tokens[at].kind == "wc" or (text in ("week", "wk") and following in _COMMENCING):
        return _days_about(_named_day(tokens, at + (1 if tokens[at].kind == "wc" else 2), written_on), WEEK)
    return _shifted(tokens, at, written_on)


def _named_day(tokens: list[Token], at: int, written_on: date) -> Atom | None:
    at += word_at(tokens, at) == "the"
    return (numeric_day(tokens, at) or calendar_day(tokens, at, written_on)) if at < len(tokens) else None


def _whole(unit: str, ahead: int, written_on: date, at: int) -> Atom:
    if unit == "week":
        monday = written_on + timedelta(days=7 * ahead - written_on.weekday())
        return Atom(at + 2, fixed=monday, last=monday + timedelta(days=6))
    months = written_on.year * 12 + written_on.month - 1 + ahead
    return Atom(at + 2, fixed=date(months // 12, months % 12 + 1, 1), last=month_end(months // 12, months % 12 + 1))


def _days_about(inner: Atom | None, kind: int) -> Atom | None:
    """The week or weekend of the day that is named; its year is resolved with the atom, so `kind` is its weekday."""
    if inner is None or (inner.fixed is None and inner.day is None):
        return None
    if inner.fixed:
        first = inner.fixed - timedelta(days=6 if kind == WEEK_TO else 0)
        return Atom(inner.end, fixed=first, last=first + timedelta(days=1 if kind == WEEKEND else 6))
    return Atom(inner.end, weekday=kind, day=inner.day, month=inner.month, year=inner.year)


def _shifted(tokens: list[Token], at: int, written_on: date) -> Atom | None:
    """Read "a week on Tuesday", "two weeks today", "in a fortnight", "3 days ago"."""
    length = length_at(tokens, at)
    if length is None:
        return None
    days, end = length
    following = word_at(tokens, end)
    if following == "ago":
        return Atom(end + 1, fixed=written_on - timedelta(days=days))
    if following == "from" and word_at(tokens, end + 1) in ("today", "now"):
        return Atom(end + 2, fixed=written_on + timedelta(days=days))
    if following in ("today", "tomorrow"):
        return Atom(end + 1, fixed=written_on + timedelta(days=days + _RELATIVE[following]))
    day_at = end + 1 if following in ("on", "from", "this", "next") else end
    if days % 7 == 0 and word_at(tokens, day_at) in WEEKDAYS and following != "from" and _stands_alone(tokens, day_at):
        return Atom(day_at + 1, fixed=next_weekday(written_on, WEEKDAYS[tokens[day_at].text]) + timedelta(days=days))
    if word_at(tokens, at - 1) == "in" or following in ("time", "hence"):
        return Atom(end + (following in ("time", "hence")), fixed=written_on + timedelta(days=days))
    return None


def _stands_alone(tokens: list[Token], at: int) -> bool:
    return not (at + 1 < len(tokens) and tokens[at + 1].kind in ("ordinal", "number"))


def _nth_weekday(tokens: list[Token], at: int, written_on: date) -> Atom | None:
    """Read "the second Tuesday in June", "last Friday of the month"."""
    token = tokens[at]
    nth = ORDINALS.get(token.text, token.value if token.kind == "ordinal" else 0)
    if (nth not in range(1, 6) and token.text != "last") or word_at(tokens, at + 1) not in WEEKDAYS:
        return None
    weekday, month_at = WEEKDAYS[tokens[at + 1].text], at + 3
    if word_at(tokens, at + 2) not in ("of", "in"):
        return None
    month, end = MONTHS.get(word_at(tokens, month_at)), month_at + 1
    year = written_on.year
    if month is None:
        ahead = {"the": 0, "this": 0, "next": 1}.get(word_at(tokens, month_at))
        if ahead is None or word_at(tokens, month_at + 1) != "month":
            return None
        year, month, end = year + (written_on.month + ahead > 12), (written_on.month + ahead - 1) % 12 + 1, month_at + 2
    elif end < len(tokens) and tokens[end].kind == "number" and 2000 < tokens[end].value < 2100:
        year, end = tokens[end].value, end + 1
    elif (found := _weekday_in(year, month, weekday, nth)) is None or found < written_on:
        year += 1
    found = _weekday_in(year, month, weekday, nth)
    return Atom(end, fixed=found) if found else None


def _weeks_of_month(tokens: list[Token], at: int, written_on: date) -> Atom | None:
    """Read "the first week of July", "the last two weeks in August": sevens of days from the first, or to the last."""
    nth = ORDINALS.get(tokens[at].text, tokens[at].value if tokens[at].kind == "ordinal" else 0)
    if nth not in range(1, 5) and tokens[at].text != "last":
        return None
    is_weekend = word_at(tokens, at + 1) == "weekend"
    length = (
        (2, at + 2)
        if is_weekend
        else length_at(tokens, at + 1) or ((7, at + 2) if word_at(tokens, at + 1) in ("week", "wk") else None)
    )
    if length is None or length[0] > 21 or word_at(tokens, length[1]) not in ("of", "in"):
        return None
    month = MONTHS.get(word_at(tokens, length[1] + 1))
    if month is None:
        return None
    year, end = year_at(tokens, length[1] + 2, written_on)
    year = year or written_on.year + (month < written_on.month)
    if is_weekend:
        saturday = _weekday_in(year, month, 5, nth)
        return Atom(end, fixed=saturday, last=saturday + timedelta(days=1)) if saturday else None
    first = date(year, month, 7 * nth - 6) if nth else month_end(year, month) - timedelta(days=length[0] - 1)
    return Atom(end, fixed=first, last=first + timedelta(days=length[0] - 1))


def _weekday_in(year: int, month: int, weekday: int, nth: int) -> date | None:
    """`nth` 0 is the last."""
    if nth == 0:
        last = month_end(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return date_or_none(year, month, 1 + (weekday - date(year, month, 1).weekday()) % 7 + 7 * (nth - 1))


def _edge(tokens: list[Token], at: int, written_on: date) -> Atom | None:
    """Read "end of June", "the beginning of next month", "mid-July", "end of the week"."""
    edge = _EDGES.get(tokens[at].text)
    if edge is None:
        return None
    at += 1
    while word_at(tokens, at).strip() in ("of", "the", "-", "–"):
        at += 1
    if word_at(tokens, at) in MONTHS:
        month = MONTHS[tokens[at].text]
        year, end = year_at(tokens, at + 1, written_on)
        year = year or written_on.year + (month < written_on.month)
    else:
        whole = _whole_named(tokens, at, written_on)
        if whole is None or whole.fixed is None or whole.last is None:
            return None
        if whole.last - whole.fixed < timedelta(days=8):
            friday = whole.fixed + timedelta(days=4)
            wednesday = whole.fixed + timedelta(days=2)
            return Atom(whole.end, fixed={"start": whole.fixed, "middle": wednesday, "end": friday}[edge])
        year, month, end = whole.fixed.year, whole.fixed.month, whole.end
    edges = {"start": date(year, month, 1), "middle": date(year, month, 15), "end": month_end(year, month)}
    return Atom(end, fixed=edges[edge])


def _whole_named(tokens: list[Token], at: int, written_on: date) -> Atom | None:
    if word_at(tokens, at) in ("week", "month"):
        return _whole(tokens[at].text, 0, written_on, at - 1)
    return _relative(tokens, at, written_on) if word_at(tokens, at) in ("next", "this") else None


def _whole_month(tokens: list[Token], at: int, written_on: date) -> Atom | None:
    """Read "in June", "until September": after a preposition only, for May and March are words."""
    month, following = MONTHS.get(tokens[at].text), word_at(tokens, at + 1)
    if month is None or following in STREETS or following in ("i", "be") or before(tokens, at) not in _BEFORE_MONTHS:
        return None
    year, end = year_at(tokens, at + 1, written_on)
    year = year or written_on.year + (month < written_on.month)
    return Atom(end, fixed=date(year, month, 1), last=month_end(year, month))
