"""The row and the days that a command names: `PHONED 3 12 June` has both, `PHONED 12 June` a day alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from mailbot.inbound.dates import Span, find_dates
from mailbot.model.understanding import Command

_LOGGED = frozenset({"PHONED", "MET", "EMAILED", "ATTENDED", "UPDATED", "ENGAGED", "ANSWERED", "CONFIRMED"})
"""Commands that say what has happened: their days lie in the past."""

_ROW = re.compile(r"(\d{1,3})\b(?!\s*(?:,|&|-|–|to\b|and\b)\s*\d)[.):]?\s*")
_JOINT = re.compile(r"(?:\b(?:on|until|till?|to|by|from|for|since)\s*)+$", re.IGNORECASE)
"""What joins a day to the words before it."""
_COVER = re.compile(r"\bcover(?:ed|ing)?\b(?:\s*(?:by|is|from|with))?\s*:?\s*(.*)", re.IGNORECASE)
"""Who reads in the place of whoever is away."""


def with_details(command: Command, written_on: date) -> Command:
    """Read row and days, and the cover of an absence; `written_on` is the local day on which the command arrived."""
    if command.keyword != "AWAY":
        return _with_days(command, written_on)
    away, cover = command, _COVER.search(command.argument)
    if cover is not None:
        away = replace(command, argument=command.argument[: cover.start()].rstrip(" ,;"), cover=cover[1].strip(" .,;"))
    spans = find_dates(away.argument, written_on).spans
    return replace(_dated(away, away.argument, spans), argument=command.argument)


def _with_days(command: Command, written_on: date) -> Command:
    looking_back = command.keyword in _LOGGED
    spans = find_dates(command.argument, written_on, looking_back=looking_back).spans
    row = _ROW.match(command.argument)
    if row is None or (spans and command.argument.startswith(spans[0].text)):
        return _dated(command, command.argument, spans)
    rest = command.argument[row.end() :]
    spans = find_dates(rest, written_on, looking_back=looking_back).spans
    return _dated(replace(command, row=int(row[1]), is_row_alone=not rest), rest, spans)


def _dated(command: Command, rest: str, spans: tuple[Span, ...]) -> Command:
    if not spans:
        return replace(command, said=rest)
    first = spans[0]
    before, _, after = rest.partition(first.text)
    said = f"{_JOINT.sub('', before)} {after}".strip(" :;,.–-")
    return replace(command, on=first.from_on, until_on=first.until_on, asked=first.asked, said=said)
