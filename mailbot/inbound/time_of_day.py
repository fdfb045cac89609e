"""Time of day: the hour that is written with a day ("14 July at 7.30pm", "19:30", "half past seven in the evening").

A time without am or pm is taken only where it is written as on a clock of 24 hours; any other is for its writer to be
asked about. Every pattern is bounded, and reads one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from mailbot.inbound.dates_words import NUMBERS

_HOURS = "|".join(word for word in NUMBERS if len(word) > 2)
_FRACTIONS = {"half past": 30, "half": 30, "quarter past": 15, "quarter to": -15}
_AT = r"(?:(?P<at>\bat|@)\s{0,3})?"
_NO_DAY = (
    r"(?!\s?(?:st|nd|rd|th)\b|[/:.-]?\d"
    r"|\s{1,3}(?:of\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
_PART_OF_DAY = r"(?:\s{1,3}(?:(?:in\ the|this|that)\s)?(?P<part>morning|afternoon|evening)\b)?"
_MERIDIEM = r"(?:\s?(?P<meridiem>[ap])\.?\s?m\b\.?)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _AT + r"\b(?P<hour>\d{1,2})(?:\s?[:.]?(?P<minute>[0-5]\d))?" + _MERIDIEM,
        _AT + r"\b(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?!\d)(?:\s?h(?:ou)?rs?\b)?" + _PART_OF_DAY,
        _AT + r"\b(?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)(?![\d.])(?P<suffix>\s?h(?:ou)?rs?\b)?" + _PART_OF_DAY,
        _AT + r"\b(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?!\d)(?P<suffix>\s?h(?:ou)?rs?\b)?" + _PART_OF_DAY,
        _AT + r"\b(?:12\s)?(?P<noon>noon|midday)\b",
        _AT
        + r"\b(?:(?P<fraction>half\ past|half|quarter\ past|quarter\ to)\s)?(?P<hour>1[0-2]|\d|"
        + _HOURS
        + r")\b"
        + _NO_DAY
        + r"(?P<suffix>\s?o['’]?\s?clock)?(?:"
        + _MERIDIEM
        + r"|"
        + _PART_OF_DAY
        + r")",
    )
)
_UNTIL = re.compile(r"\s{0,3}(?:-|–|to|until|till)\s{0,3}(?=\d)")
_LATEST_DAY_OR_MONTH = 12


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A local time, or None with what its writer has to be asked; the text has it from `start` up to `end`."""

    at: time | None
    start: int
    end: int
    asked: str = ""


def find_time(line: str) -> TimeOfDay | None:
    """Find the time of day of a line; of "7.30pm to 9pm" it is the first."""
    found = next(_found(line), None)
    if found is None:
        return None
    end = _UNTIL.match(line, found.end)
    later = next(_found(line[end.end() :]), None) if end else None
    if end is None or later is None or later.start:
        return found
    return TimeOfDay(found.at, found.start, end.end() + later.end, found.asked)


def _found(line: str) -> Iterator[TimeOfDay]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(line):
            if (read := _read(match)) is not None:
                yield read


def _read(match: re.Match[str]) -> TimeOfDay | None:
    """Make a time of a match; None where it is more likely a day, a year or a house."""
    said = match.groupdict()
    if said.get("noon"):
        return TimeOfDay(time(12), match.start(), match.end())
    hour = int(said["hour"]) if said["hour"].isdigit() else NUMBERS[said["hour"].lower()]
    minute, fraction = int(said.get("minute") or 0), (said.get("fraction") or "").lower()
    if not _is_meant(match, said, hour, minute):
        return None
    half = _half(said)
    if half:
        if hour > 12 and half == "am":
            return None
        hour = hour % 12 + (12 if half == "pm" else 0) if hour <= 12 else hour
    minutes = hour * 60 + minute + _FRACTIONS.get(fraction, 0)
    if not 0 <= minutes < 24 * 60:
        return None
    if not half and not _is_of_24_hours(said, hour):
        return TimeOfDay(None, match.start(), match.end(), f"is “{match[0].strip()}” in the morning or in the evening")
    return TimeOfDay(time(minutes // 60, minutes % 60), match.start(), match.end())


def _half(said: dict[str, str | None]) -> str:
    meridiem, part = (said.get("meridiem") or "").lower(), (said.get("part") or "").lower()
    if meridiem or part:
        return "am" if meridiem == "a" or part == "morning" else "pm"
    return ""


def _is_of_24_hours(said: dict[str, str | None], hour: int) -> bool:
    """Whether it is written as on a clock of 24 hours: 19:30, 07:30, 10:00, but not 7:30 and not "half past ten"."""
    written = said["hour"] or ""
    return hour > 12 or (len(written) == 2 and written.isdigit() and bool(said.get("minute")))


def _is_meant(match: re.Match[str], said: dict[str, str | None], hour: int, minute: int) -> bool:
    """Whether figures are a time and no day, year or number of a house."""
    if hour > 23 or ((said.get("meridiem") or said.get("fraction")) and not 1 <= hour <= 23):
        return False
    told = bool(said.get("at") or said.get("suffix") or said.get("part") or said.get("meridiem"))
    if said.get("minute") is None:
        return told or bool(said.get("fraction"))
    figures = match[0].lower().removeprefix("at").strip(" @")
    if figures[: len(said["hour"] or "") + 1].endswith("."):
        return told or not 0 < minute <= _LATEST_DAY_OR_MONTH
    return told or ":" in figures or hour < 20
