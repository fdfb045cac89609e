"""Calendar parts (RFC 5546): what an invitation, or somebody's answer to one, says of a meeting.

`read` takes bytes or text of a text/calendar part and never raises. Instants come out as aware UTC; a floating time
(RFC 5545 section 3.3.5), or one in a zone that nobody knows, is taken as the programme's own, Europe/London.
"""

from __future__ import annotations

import re
import warnings
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
from icalendar.error import BrokenCalendarProperty

from mailbot.model.understanding import CalendarPart

_LARGEST = 256_000
_HOME = ZoneInfo("Europe/London")
_METHODS = ("REQUEST", "REPLY", "COUNTER", "CANCEL", "DECLINECOUNTER", "PUBLISH")
_NEEDED = re.compile(
    r"(?:METHOD|UID|SUMMARY|COMMENT|SEQUENCE|DTSTART|DTEND|DURATION|ATTENDEE|TZID|TZOFFSETFROM|TZOFFSETTO|RRULE|RDATE)[;:]"
    r"|(?:BEGIN|END):(?:VCALENDAR|VEVENT|VTIMEZONE|STANDARD|DAYLIGHT)\s*$",
    re.IGNORECASE,
)
_PROPERTY = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}[;:]")
_REWRAPPED = re.compile(r"(?:SUMMARY|ATTENDEE|DESCRIPTION|COMMENT|LOCATION|ORGANIZER|X-)", re.IGNORECASE)
_ZONE_WITH_COLON = re.compile(r';TZID=([^";:]{1,100}:[^";]{0,100}):(?=\d{8})', re.IGNORECASE)
_ZONE_UTC = re.compile(r'TZID="?tzone://Microsoft/Utc"?', re.IGNORECASE)
_MOST_LINES = 2000


def read(payload: bytes | str, method: str = "") -> CalendarPart | None:
    """Read the first event of a calendar part; None where there is none that can be read.

    `method` is the parameter of its Content-Type (RFC 6047 section 2.4), for a part that states none itself; without
    either it is an entry to look at, as if published (RFC 5545 section 3.7.2). `answer` is empty where the attendee
    has not answered (NEEDS-ACTION, DELEGATED).
    """
    text = payload.decode("utf-8-sig", "replace") if isinstance(payload, bytes) else payload
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # icalendar warns of each time zone that it has to guess
            return _first_event(icalendar.Calendar.from_ical(_repaired(text[:_LARGEST])), method)
    except Exception:  # noqa: BLE001 - the library raises a dozen kinds on broken parts; a bad part never blocks (law 10)
        return None


def _repaired(text: str) -> str:
    """Keep the properties that matter, unfolded, and close what was cut off.

    A line that is no property continues a text above it: gateways rewrap calendar parts like prose. A zone's name
    that holds a colon is quoted (RFC 5545 section 3.2), as Outlook forgets to.
    """
    lines: list[str] = []
    for line in text.replace("\0", "").lstrip("\ufeff").splitlines():
        if not line.strip():
            continue
        if line[0] in " \t" and lines:
            lines[-1] += line[1:]
        elif not _PROPERTY.match(line.strip()):
            if lines and _REWRAPPED.match(lines[-1]):
                lines[-1] += " " + line.strip()
        else:
            lines.append(line.strip())
    lines = [_ZONE_UTC.sub("TZID=UTC", line) for line in lines[:_MOST_LINES]]
    needed = [_ZONE_WITH_COLON.sub(r';TZID="\1":', line) for line in lines if _NEEDED.match(line)]
    return "\r\n".join(_closed(needed)) + "\r\n"


def _closed(lines: list[str]) -> list[str]:
    closed: list[str] = []
    open_components: list[str] = []
    for line in lines:
        word, _, component = line.upper().partition(":")
        if word == "BEGIN":
            open_components.append(component)
        elif word == "END":
            if component not in open_components:
                continue
            while open_components[-1] != component:
                closed.append(f"END:{open_components.pop()}")
            open_components.pop()
        closed.append(line)
    return closed + [f"END:{component}" for component in reversed(open_components)]


def _first_event(calendar: icalendar.Component, stated: str) -> CalendarPart | None:
    events = calendar.walk("VEVENT")
    method = (_text(calendar.get("METHOD")) or stated or "PUBLISH").upper()
    if not events or method not in _METHODS:
        return None
    event = events[0]
    starts_at = _instant(event.get("DTSTART"))
    attendee, answer = _answer(event) if method in ("REPLY", "COUNTER") else ("", "")
    return CalendarPart(
        method=method,
        uid=_text(event.get("UID")),
        starts_at=starts_at,
        ends_at=_end(event, starts_at),
        summary=_text(event.get("SUMMARY")),
        attendee=attendee,
        answer=answer,
        sequence=_sequence(event),
        comment=_text(event.get("COMMENT")),
    )


def _sequence(event: icalendar.Component) -> int:
    written = _text(event.get("SEQUENCE"))
    return int(written[:9]) if written[:9].isdecimal() else 0


def _text(value: object) -> str:
    """Give one line of text; a property that stands there twice counts once."""
    if isinstance(value, list):
        value = value[0] if value else None
    return " ".join(str(value).split())[:500] if value is not None else ""


def _value(written: object) -> object:
    """Give what a time or duration was read as; nothing, where it could not be read. The first of several counts."""
    try:
        return getattr(written[0] if isinstance(written, list) else written, "dt", None)
    except BrokenCalendarProperty:
        return None


def _instant(value: object) -> datetime | None:
    when = _value(value)
    if isinstance(when, datetime):
        return (when if when.tzinfo else when.replace(tzinfo=_HOME)).astimezone(UTC)
    return datetime.combine(when, time(), _HOME).astimezone(UTC) if isinstance(when, date) else None


def _end(event: icalendar.Component, starts_at: datetime | None) -> datetime | None:
    """RFC 5545 section 3.6.1: DTEND, else DTSTART and DURATION, else one whole day where it starts on a date."""
    ends_at = _instant(event.get("DTEND"))
    if ends_at or not starts_at:
        return ends_at
    lasting = _value(event.get("DURATION"))
    if isinstance(lasting, timedelta):
        return starts_at + lasting
    if isinstance(_value(event.get("DTSTART")), datetime):
        return starts_at
    return (starts_at.astimezone(_HOME) + timedelta(days=1)).astimezone(UTC)


def _answer(event: icalendar.Component) -> tuple[str, str]:
    """The one who answers and what they say; RFC 5546 section 3.2.3: a REPLY has one ATTENDEE."""
    attendees = event.get("ATTENDEE", [])
    for attendee in attendees if isinstance(attendees, list) else [attendees]:
        address = re.sub(r"(?i)^\s*mailto:", "", str(attendee)).strip().strip("<>").lower()
        answer = str(getattr(attendee, "params", {}).get("PARTSTAT", "")).lower()
        return address, answer if answer in ("accepted", "declined", "tentative") else ""
    return "", ""
