"""The rows and the days that a command names: `PHONED 3 12 June` has both, `PHONED 12 June` a day alone.

What can be read in more ways than one is for its writer to be asked, never for this to be guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from mailbot.inbound.absence_words import without_cover, without_end
from mailbot.inbound.change_notice import read_notice
from mailbot.inbound.command_rows import read_rows
from mailbot.inbound.dates import Span, find_dates
from mailbot.inbound.time_of_day import find_time
from mailbot.model.understanding import Command

_LOGGED = frozenset(
    {"PHONED", "MET", "EMAILED", "ATTENDED", "NOT ATTENDED", "UPDATED", "ENGAGED", "ANSWERED", "CONFIRMED"}
)
"""Commands that say what has happened: their days lie in the past."""
_LOOKING_BACK = _LOGGED | {"REPORT"}
_AHEAD = frozenset({"HOLD", "AWAY", "ARRANGED", "MEETING", "SNOOZE"})
"""Commands that say what is to come: their last day does not lie in the past."""
_AT_AN_HOUR = frozenset({"ARRANGED", "MEETING"})
"""Commands that say when a meeting is: an hour stands beside the day."""
_FAR = timedelta(days=400)
"""What is further off than this was likely meant otherwise."""

_FOR_AS_LONG = re.compile(
    r"(?:\bfor\s+)?\b(\d{1,3}|an?|one|two|three)\s+(working\s+days?|days?|weeks?|months?)\b", re.I
)
_LAST_NIGHT = re.compile(r"\blast (?:night|evening)\b", re.IGNORECASE)
_UNREAD = re.compile(
    r"\b(?:until|till|on|by|since|from)\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\b|\b\d{1,2}(?:st|nd|rd|th)\b"
    r"|^on \d{1,2}[/.-]|\b\d{1,2} (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
"""What can hardly be anything but a day."""
_ONE_DAY = frozenset({"ARRANGED", "MEETING"})
"""Commands that are of a single day: of several that are named, none is taken."""
_FIGURES_ALONE = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?(?![\d:/])")
"""What may be a score or a fraction in prose, and is a day behind a command."""
_SLASHED = re.compile(r"(?<![\d/])(?!24/7)\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/])")
"""The same further on in its line, where it can hardly be anything else."""
_FIGURES = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_JOINT = re.compile(r"(?:\b(?:on|until|till?|to|by|from|for|since)\s*)+$", re.IGNORECASE)
"""What joins a day to the words before it."""


def with_details(command: Command, written_on: date, below: str = "") -> Command:
    """Read rows and days, the cover of an absence, and what a CHANGE says, in the lines below where it says nothing.

    `written_on` is the local day on which the command arrived.
    """
    if command.keyword == "CHANGE":
        return replace(command, notice=read_notice(command.argument or below, written_on))
    if command.keyword == "AWAY":
        read = _away(command, written_on)
    elif command.keyword in _AT_AN_HOUR:
        read = _at_an_hour(command, written_on)
    else:
        read = _with_days(command, written_on)
    return read if read.asked else replace(read, asked=_doubt(read, written_on))


def with_day_of_line(commands: Sequence[Command]) -> tuple[Command, ...]:
    """Let the day at the end of a line count for all of its commands that name none: "PHONED 1 and MET 2 yesterday".

    Of a day that has to be asked for, each of them asks.
    """
    last = commands[-1]
    alike = next((words for words in (_LOGGED, _AHEAD - {"AWAY"}) if last.keyword in words), frozenset())
    return tuple(
        replace(one, on=last.on, until_on=last.until_on, asked=last.asked)
        if one.keyword in alike and one.on is None and one.until_on is None and not one.asked
        else one
        for one in commands
    )


def _away(command: Command, written_on: date) -> Command:
    words, cover = without_cover(command.argument)
    words, _ = without_end(words)
    spans = find_dates(words, written_on).spans
    return replace(_dated(command, words, spans), cover=cover or "")


def _with_days(command: Command, written_on: date) -> Command:
    rows, rest, unclear = read_rows(command.keyword, command.argument)
    rest = _LAST_NIGHT.sub("yesterday", rest) if command.keyword in _LOGGED else rest
    read = replace(command, rows=rows, unclear_rows=unclear, is_row_alone=bool(rows) and not rest)
    said = f"on {rest}" if _FIGURES_ALONE.match(rest) else rest
    spans = _days(command.keyword, said, written_on)
    if not spans and command.keyword in _LOGGED | _AHEAD:
        said = _SLASHED.sub(r"on \g<0>", said, count=1)
        spans = _days(command.keyword, said, written_on)
    if not spans and command.keyword in ("HOLD", "SNOOZE") and (amount := _FOR_AS_LONG.search(rest)):
        return _for_as_long(read, rest, amount, written_on)
    if not spans and command.keyword in _LOGGED | _AHEAD and _UNREAD.search(said):
        return replace(read, said=rest, asked="which day it is")
    if command.keyword in _ONE_DAY and len({(span.from_on, span.until_on) for span in spans}) > 1:
        return replace(_dated(read, said, spans), asked="which of these days it is")
    return _dated(read, said, spans)


def _days(keyword: str, said: str, written_on: date) -> tuple[Span, ...]:
    """Find the days that are named; "until the 12th" also where what follows it hides it."""
    looking_back = keyword in _LOOKING_BACK
    spans = find_dates(said, written_on, looking_back=looking_back).spans
    hidden = None if spans or keyword not in _LOGGED | _AHEAD else _UNREAD.search(said)
    return find_dates(hidden[0], written_on, looking_back=looking_back).spans if hidden else spans


def _at_an_hour(command: Command, written_on: date) -> Command:
    """Read the hour of a meeting beside its day; the other words are its place.

    A PLR's MEETING goes to the officer whole, so that an hour in doubt is nothing to ask about.
    """
    found = find_time(command.argument)
    if found is None:
        return _with_days(command, written_on)
    words = f"{command.argument[: found.start]} {command.argument[found.end :].lstrip(' ,;.–-')}".strip()
    read = _with_days(replace(command, argument=words), written_on)
    asked = read.asked or (found.asked if command.keyword == "ARRANGED" else "")
    said = " ".join(read.said.split())
    return replace(read, argument=command.argument, time_of_day=found.at, asked=asked, said=said)


def _for_as_long(command: Command, rest: str, amount: re.Match[str], written_on: date) -> Command:
    """Read `5 days` or `for two weeks` as the last day that it comes to."""
    figure, unit = amount[1].lower(), amount[2].lower()
    count = _FIGURES.get(figure) or int(figure)
    said = f"{rest[: amount.start()].rstrip()} {rest[amount.end() :].lstrip(' :;,.–-')}".strip()
    if unit.startswith("working"):
        return replace(command, said=said, asked="the last day, as a date")
    months, days = (count, 0) if unit.startswith("month") else (0, count * (7 if unit.startswith("week") else 1))
    return replace(command, said=said, until_on=written_on + relativedelta(months=months, days=days))


def _dated(command: Command, rest: str, spans: tuple[Span, ...]) -> Command:
    if not spans:
        return replace(command, said=rest)
    first = spans[0]
    before, _, after = rest.partition(first.text)
    said = f"{_JOINT.sub('', before)} {after}".strip(" :;,.–-")
    return replace(command, on=first.from_on, until_on=first.until_on, asked=first.asked, said=said)


def _doubt(command: Command, written_on: date) -> str:
    """Say what has to be asked of days that can be read, but hardly be meant; empty where nothing has."""
    on, until_on = command.on, command.until_on
    days = [day for day in (on, until_on) if day is not None]
    if command.keyword in _LOGGED and until_on != on:
        return "which of these days it was"
    if command.keyword in _LOGGED and any(day > written_on for day in days):
        return "which day it was: this one is still to come"
    if command.keyword in _AHEAD and until_on is not None and until_on < written_on:
        return "which day it is: this one has passed"
    if any(abs(day - written_on) > _FAR for day in days):
        return "whether it is really that year"
    return ""
