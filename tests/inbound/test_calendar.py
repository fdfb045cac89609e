"""Calendar parts of Outlook, Google and Apple: who answered what, and when the meeting is, in UTC."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.inbound.calendar import read

_LONDON_RULES = """BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""

OUTLOOK = f"""BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:GMT Standard Time
{_LONDON_RULES}
BEGIN:VEVENT
ATTENDEE;PARTSTAT=ACCEPTED;CN=Pat Hall:mailto:Pat.Hall@harpole.example
COMMENT;LANGUAGE=en-GB:\\n
UID:040000008200E00074C5B7101A82E00800000000E0A1
SUMMARY;LANGUAGE=en-GB:Accepted: Council meeting, Harpole
DTSTART;TZID=GMT Standard Time:20260612T190000
DTEND;TZID=GMT Standard Time:20260612T210000
CLASS:PUBLIC
DTSTAMP:20260601T091500Z
SEQUENCE:0
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
END:VCALENDAR
"""

GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20260612T180000Z
DTEND:20260612T200000Z
DTSTAMP:20260601T081500Z
ORGANIZER;CN=Liaison:mailto:liaison@force.example
UID:7kukuqrfedlm2f9t@mail.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=jo@web
 mail.example;X-NUM-GUESTS=0:mailto:jo@webmail.example
SUMMARY:Council meeting\\, Harpole
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""

APPLE = """BEGIN:VCALENDAR
CALSCALE:GREGORIAN
METHOD:REPLY
PRODID:-//Apple Inc.//macOS 14.5//EN
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;CN="Hall, Pat";CUTYPE=INDIVIDUAL;PARTSTAT=TENTATIVE;EMAIL=pat@harp
 ole.example:mailto:pat@harpole.example
DTSTART;TZID=Europe/London:20260612T190000
DURATION:PT2H
SUMMARY:Council meeting
UID:6A1F3C52-0B6D-4B36-9F0E-4E3B2C6E0001
END:VEVENT
END:VCALENDAR
"""

SEVEN_PM_IN_SUMMER = datetime(2026, 6, 12, 18, 0, tzinfo=UTC)
NINE_PM_IN_SUMMER = datetime(2026, 6, 12, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("payload", "attendee", "answer"),
    [
        pytest.param(OUTLOOK, "pat.hall@harpole.example", "accepted", id="Outlook"),
        pytest.param(GOOGLE, "jo@webmail.example", "declined", id="Google"),
        pytest.param(APPLE, "pat@harpole.example", "tentative", id="Apple"),
    ],
)
def test_a_reply_says_who_answered_what_for_which_instant(payload: str, attendee: str, answer: str) -> None:
    part = read(payload.replace("\n", "\r\n").encode())
    assert part is not None
    assert (part.method, part.attendee, part.answer) == ("REPLY", attendee, answer)
    assert (part.starts_at, part.ends_at) == (SEVEN_PM_IN_SUMMER, NINE_PM_IN_SUMMER)


def test_texts_are_unescaped_and_unfolded() -> None:
    part = read(GOOGLE)
    assert part is not None
    assert (part.uid, part.summary) == ("7kukuqrfedlm2f9t@mail.example", "Council meeting, Harpole")


def _event(*lines: str, method: str = "REQUEST", zone: str = "") -> str:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", zone, "BEGIN:VEVENT", "UID:u1"]
    return "\n".join([*head, *lines, "END:VEVENT", "END:VCALENDAR", ""])


@pytest.mark.parametrize("method", ["REQUEST", "REPLY", "COUNTER", "CANCEL", "DECLINECOUNTER", "PUBLISH"])
def test_each_method_of_an_invitation_is_read(method: str) -> None:
    part = read(_event("DTSTART:20260612T180000Z", method=method))
    assert part is not None
    assert (part.method, part.starts_at, part.answer) == (method, SEVEN_PM_IN_SUMMER, "")


def test_a_method_in_lower_case_is_the_same_method() -> None:
    part = read(_event("DTSTART:20260612T180000Z", method="reply"))
    assert part is not None
    assert part.method == "REPLY"


@pytest.mark.parametrize(("parameter", "method"), [("reply", "REPLY"), ("", "PUBLISH"), ("X-OTHER", None)])
def test_a_part_without_a_method_has_that_of_its_content_type(parameter: str, method: str | None) -> None:
    """RFC 6047 section 2.4; without either no scheduling is meant (RFC 5545 section 3.7.2)."""
    part = read(GOOGLE.replace("METHOD:REPLY\n", ""), parameter)
    assert (part.method if part else None) == method


def test_an_answer_says_to_which_version_it_is_and_with_what_words() -> None:
    lines = ("DTSTART:20260612T180000Z", "SEQUENCE:3", "COMMENT:Sorry\\, I am in court\nthat evening.")
    part = read(_event(*(line.replace("\nthat", " that") for line in lines), method="REPLY"))
    assert part is not None
    assert (part.sequence, part.comment) == (3, "Sorry, I am in court that evening.")
    assert read(_event("SEQUENCE:many")).sequence == 0  # type: ignore[union-attr]


def test_a_counter_proposes_its_own_time() -> None:
    lines = ("ATTENDEE;PARTSTAT=TENTATIVE:mailto:pat@harpole.example", "DTSTART;TZID=GMT Standard Time:20260612T190000")
    part = read(_event(*lines, method="COUNTER"))
    assert part is not None
    assert (part.starts_at, part.attendee, part.answer) == (SEVEN_PM_IN_SUMMER, "pat@harpole.example", "tentative")


_QUOTED = '"(UTC+00:00) Dublin, Edinburgh, Lisbon, London"'
ZONES = [
    ("Europe/London", ""),
    ("GMT Standard Time", ""),
    ("GMT Standard Time", f"BEGIN:VTIMEZONE\nTZID:GMT Standard Time\n{_LONDON_RULES}"),
    (_QUOTED, ""),
    (_QUOTED, f"BEGIN:VTIMEZONE\nTZID:(UTC+00:00) Dublin\\, Edinburgh\\, Lisbon\\, London\n{_LONDON_RULES}"),
    ("Customized Time Zone", f"BEGIN:VTIMEZONE\nTZID:Customized Time Zone\n{_LONDON_RULES}"),
    ("Customized Time Zone", ""),
    ("/freeassociation.sourceforge.example/Europe/London", ""),
    ("tzone://Microsoft/Custom", f"BEGIN:VTIMEZONE\nTZID:tzone://Microsoft/Custom\n{_LONDON_RULES}"),
    ("", ""),
]


@pytest.mark.parametrize(("tzid", "zone"), ZONES)
def test_a_zone_that_is_no_iana_name_still_gives_the_right_instant(tzid: str, zone: str) -> None:
    parameter = f";TZID={tzid}" if tzid else ""
    part = read(_event(f"DTSTART{parameter}:20260612T190000", f"DTEND{parameter}:20260612T210000", zone=zone))
    assert part is not None
    assert (part.starts_at, part.ends_at) == (SEVEN_PM_IN_SUMMER, NINE_PM_IN_SUMMER)


def test_another_zone_by_its_windows_name_is_not_taken_as_ours() -> None:
    part = read(_event("DTSTART;TZID=Romance Standard Time:20260612T190000"))
    assert part is not None
    assert part.starts_at == datetime(2026, 6, 12, 17, 0, tzinfo=UTC)


def test_an_all_day_event_lasts_the_local_day() -> None:
    part = read(_event("DTSTART;VALUE=DATE:20260612"))
    assert part is not None
    assert part.starts_at == datetime(2026, 6, 11, 23, 0, tzinfo=UTC)
    assert part.ends_at == datetime(2026, 6, 12, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        ("GMT Standard Time", 18),
        ("Europe/London", 18),
        ('"(UTC+00:00) Dublin, Edinburgh, Lisbon, London"', 18),
        ('"(GMT) Greenwich Mean Time - Dublin / Edinburgh / Lisbon / London"', 18),
        ('"(GMT+00.00) Dublin/Edinburgh/Lisbon/London"', 18),
        ("/mozilla.org/20071231_1/Europe/London", 18),
        ("/citadel.org/20210210_1/Europe/London", 18),
        ("Romance Standard Time", 17),
        ("W. Europe Standard Time", 17),
        ("Etc/UTC", 19),
        ("UTC", 19),
        ("tzone://Microsoft/Utc", 19),
        ("Customized Time Zone", 18),
    ],
)
def test_the_zone_names_of_every_calendar_are_understood(zone: str, hour: int) -> None:
    part = read(_event(f"DTSTART;TZID={zone}:20260612T190000"))
    assert part is not None
    assert part.starts_at == datetime(2026, 6, 12, hour, 0, tzinfo=UTC)


BROKEN = [
    ("cut off after the start", OUTLOOK[: OUTLOOK.index("CLASS")]),
    ("no END at all", OUTLOOK.replace("END:VEVENT\n", "").replace("END:VCALENDAR\n", "")),
    ("a rewrapped line", OUTLOOK.replace("Council meeting, Harpole", "Council\nmeeting, Harpole")),
    ("blank lines between", OUTLOOK.replace("\n", "\n\n")),
    ("a byte order mark", "\ufeff" + OUTLOOK),
    ("NULs", OUTLOOK.replace("SEQUENCE", "SEQ\0UENCE")),
    ("CR only", OUTLOOK.replace("\n", "\r")),
    ("a line of nonsense", OUTLOOK.replace("CLASS:PUBLIC", "This message was scanned.")),
    ("a property without a value", OUTLOOK.replace("SEQUENCE:0", "SEQUENCE")),
    ("a wrong stamp", OUTLOOK.replace("DTSTAMP:20260601T091500Z", "DTSTAMP:yesterday")),
    ("blank space before it", "\n  \n" + OUTLOOK),
]


@pytest.mark.parametrize("payload", [payload for _, payload in BROKEN], ids=[name for name, _ in BROKEN])
def test_a_damaged_part_still_says_who_answered_what(payload: str) -> None:
    part = read(payload)
    assert part is not None
    assert (part.attendee, part.answer, part.starts_at) == ("pat.hall@harpole.example", "accepted", SEVEN_PM_IN_SUMMER)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff\xfe\x00",
        "BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        "Tuesday suits me",
        _event("DTSTART:20260612T180000Z", method="ADD"),
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VTODO\nUID:1\nEND:VTODO\nEND:VCALENDAR\n",
    ],
)
def test_what_is_no_invitation_or_answer_is_nothing(payload: bytes | str) -> None:
    assert read(payload) is None


def test_an_unreadable_time_leaves_the_answer_standing() -> None:
    part = read(OUTLOOK.replace("DTSTART;TZID=GMT Standard Time:20260612T190000", "DTSTART:whenever"))
    assert part is not None
    assert (part.answer, part.starts_at) == ("accepted", None)


@given(st.binary())
def test_any_bytes_are_read_without_an_error(payload: bytes) -> None:
    read(payload)


@given(st.lists(st.sampled_from([*OUTLOOK.splitlines(), *GOOGLE.splitlines(), ":", ";", "\x00", "BEGIN:VEVENT"])))
def test_any_order_of_calendar_lines_is_read_without_an_error(lines: list[str]) -> None:
    part = read("\n".join(["BEGIN:VCALENDAR", "METHOD:REPLY", *lines]))
    assert part is None or part.starts_at is None or part.starts_at.tzinfo is UTC


@pytest.mark.parametrize(
    "piece",
    ["BEGIN:VEVENT\n", "BEGIN:VCALENDAR\n", "ATTENDEE:x\n", ";", "a;b=", "\n ", 'X;A="', "RRULE:FREQ=SECONDLY\n"],
)
def test_long_repetition_is_read_within_a_second(piece: str) -> None:
    payload = _event("DTSTART:20260612T180000Z", piece * (200_000 // len(piece)))
    began = time.process_time()
    read(payload)
    assert time.process_time() - began < 1
