"""The rows that a command names before anything else: `1-3, 7`, `2, 5 and 6`. Dates are no rows."""

from __future__ import annotations

import re

from mailbot.model.understanding import MOST_ROWS

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_UNIT = r"(?:working\s+)?(?:days?|weeks?|months?|hours?|minutes?|people|persons|residents|am|pm|st|nd|rd|th)"
_ROW = rf"\d{{1,3}}(?![\d/]|:\d|[.-]\d\d?[.-]|\.\d|\s*(?:of\s+)?{_MONTH}\b|\s*{_UNIT}\b)"
_RANGE = rf"{_ROW}(?:\s*(?:-|–|\bto\b)\s*{_ROW})?"
_CALLED = r"(?:rows?\b|nos?\b\.?|numbers?\b|#)?\s*"
_LIST = rf"{_RANGE}(?:(?:\s*(?:,|&|\band\b)+\s*|\s+){_RANGE})*"
_ROWS = re.compile(rf"{_CALLED}({_LIST})", re.IGNORECASE)
_ROW_OF_A_PLAN = re.compile(rf"{_CALLED}({_ROW})(?=[\s:;,.)]+\w)", re.IGNORECASE)
"""A number alone, or the last one, is the day that is planned."""
_ONE = re.compile(r"(\d+)(?:\s*(?:-|–|to)\s*(\d+))?", re.IGNORECASE)
_HALF_A_DATE = re.compile(
    rf"\s*(?:-|–|\bto\b|&|\band\b|\bor\b)\s*\d{{1,2}}(?:st|nd|rd|th)?\s*(?:of\s+)?{_MONTH}\b", re.IGNORECASE
)
"""What follows where it cannot be told whether numbers are rows or days: "2 and 3 June"."""
_WITHOUT_ROWS = frozenset(
    {"ENGAGED", "REPORT", "NEWS", "MEETING", "CHANGE", "LEFT", "CONCERN", "NOT ANSWERED", "BACK", "HELP", "YES"}
)
"""What these are followed by counts something else."""


def read_rows(keyword: str, argument: str) -> tuple[tuple[int, ...], str, str]:
    """Give the rows, what follows them, and the words that should be rows but name none."""
    found = (_ROW_OF_A_PLAN if keyword == "PLAN" else _ROWS).match(argument)
    if found is None or keyword in _WITHOUT_ROWS:
        return (), argument, ""
    written, rest = found[1], argument[found.end() :]
    if _HALF_A_DATE.match(rest):
        return (), argument, argument
    rows = _numbers(written)
    rest = rest.lstrip(" \t.):;,")
    if not rows or 0 in rows or len(rows) > MOST_ROWS:
        return (), rest, written
    return tuple(dict.fromkeys(rows)), rest, ""


def _numbers(written: str) -> tuple[int, ...]:
    """Count out what is written; nothing where a range is the wrong way round, or is of far too many."""
    rows: list[int] = []
    for one in _ONE.finditer(written):
        first, last = int(one[1]), int(one[2] or one[1])
        if last < first or last - first >= MOST_ROWS:
            return ()
        rows += range(first, last + 1)
    return tuple(rows)
