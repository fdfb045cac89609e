"""What we send into calendars is what RFC 5545, 5546 and 6047 ask for, as it is read again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.inbound.calendar import read
from mailbot.model.understanding import Address
from mailbot.outbound.compose import Heading, own_mail
from mailbot.outbound.invitation import Invitation, to_ical
from mailbot.outbound.template import Rendered

EVENING = datetime(2026, 7, 14, 18, 30, tzinfo=UTC)
STAMPED = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)


def invitation(
    *,
    method: str = "REQUEST",
    starts: date = EVENING,
    description: str = "PC A. Reed will be there.\n\nReply to this email.",
    location: str = "Village Hall, Church Lane",
    name: str = 'Pat "Paddy" Hall',
) -> Invitation:
    return Invitation(
        method=method,
        uid="gk3v7q2m5x4zt6wra@force.example",
        sequence=2,
        starts=starts,
        summary="Meeting of Harpole Parish Council, with the police",
        description=description,
        location=location,
        organizer=Address("Example Police", "liaison+k3v7q2m5x4zt6wra@force.example"),
        attendee=Address(name, "pat.hall@harpole-pc.example"),
        stamped_at=STAMPED,
    )


def event(one: Invitation) -> icalendar.Component:
    [found] = icalendar.Calendar.from_ical(to_ical(one)).walk("VEVENT")
    return found


Check = Callable[[icalendar.Component, icalendar.Component], bool]
REQUIRED: list[tuple[str, Check]] = [
    ("5545 3.7.3: one PRODID", lambda calendar, _: bool(calendar["PRODID"])),
    ("5545 3.7.4: VERSION 2.0", lambda calendar, _: calendar["VERSION"] == "2.0"),
    ("5546 3.2: METHOD", lambda calendar, _: calendar["METHOD"] == "REQUEST"),
    ("5545 3.6.1: UID", lambda _, one: one["UID"] == "gk3v7q2m5x4zt6wra@force.example"),
    ("5545 3.8.7.2: DTSTAMP in UTC", lambda _, one: one["DTSTAMP"].dt == STAMPED),
    ("5545 3.8.2.4: DTSTART", lambda _, one: one["DTSTART"].dt == EVENING),
    ("5545 3.8.2.2: DTEND after it", lambda _, one: one["DTEND"].dt == EVENING + timedelta(hours=1)),
    ("5546 3.2.2: SEQUENCE", lambda _, one: one["SEQUENCE"] == 2),
    ("5546 3.2.2: SUMMARY", lambda _, one: one["SUMMARY"] == "Meeting of Harpole Parish Council, with the police"),
    ("5545 3.8.1.7: LOCATION", lambda _, one: one["LOCATION"] == "Village Hall, Church Lane"),
    ("5546 3.2.2: one ORGANIZER", lambda _, one: one["ORGANIZER"].endswith("+k3v7q2m5x4zt6wra@force.example")),
    ("5546 3.2.2: the ATTENDEE", lambda _, one: one["ATTENDEE"] == "mailto:pat.hall@harpole-pc.example"),
    ("5545 3.2.17: an answer is wanted", lambda _, one: one["ATTENDEE"].params["RSVP"] == "TRUE"),
    ("5545 3.2.12: there is none yet", lambda _, one: one["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"),
    ("5545 3.8.1.11: STATUS", lambda _, one: one["STATUS"] == "CONFIRMED"),
]


@pytest.mark.parametrize(("requirement", "holds"), REQUIRED, ids=[words for words, _ in REQUIRED])
def test_a_request_has_what_the_standard_requires(requirement: str, holds: Check) -> None:
    calendar = icalendar.Calendar.from_ical(to_ical(invitation()))
    assert holds(calendar, calendar.walk("VEVENT")[0]), requirement


def test_taking_it_back_names_the_same_event_and_asks_for_no_answer() -> None:
    """RFC 5546 section 3.2.5."""
    one = event(invitation(method="CANCEL"))
    assert (one["UID"], one["STATUS"]) == ("gk3v7q2m5x4zt6wra@force.example", "CANCELLED")
    assert "RSVP" not in one["ATTENDEE"].params


def test_a_day_without_an_hour_is_a_whole_day_that_blocks_nothing() -> None:
    one = event(invitation(starts=date(2026, 7, 14)))
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2026, 7, 14), date(2026, 7, 15))
    assert one["DTSTART"].params.get("VALUE") == "DATE"
    assert one["TRANSP"] == "TRANSPARENT"


def test_nobody_but_its_reader_is_named() -> None:
    """Law 12."""
    attendees = event(invitation())["ATTENDEE"]
    assert not isinstance(attendees, list)
    assert "location" not in event(invitation(location=""))


CONTENT_LINE = re.compile(r'[A-Z-]+(?:;[A-Z-]+=(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*:[^\x00-\x08\x0a-\x1f]*')
"""RFC 5545 section 3.1."""
text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=300)


@given(text, text, text)
def test_whatever_people_write_stands_in_it_as_text_on_folded_lines(words: str, place: str, name: str) -> None:
    """RFC 5545 section 3.1: no line is longer than 75 octets, and each ends with CRLF."""
    raw = to_ical(invitation(description=words, location=place, name=name))
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 and line.decode() is not None for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(CONTENT_LINE.fullmatch(line) for line in unfolded(raw))
    assert raw.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    understood = read(raw)
    assert understood is not None
    assert (understood.method, understood.starts_at, understood.sequence) == ("REQUEST", EVENING, 2)


WRITTEN = "Bring “plans”; maps, C:\\photos\nand Zoë’s 🚗 list: " + "Ærøskøbing, " * 20
LONDON = ZoneInfo("Europe/London")
STARTS: Mapping[str, tuple[date, str]] = {
    "in summer": (datetime(2026, 7, 14, 19, 30, tzinfo=LONDON), "DTSTART:20260714T183000Z"),
    "in winter": (datetime(2026, 12, 1, 19, 30, tzinfo=LONDON), "DTSTART:20261201T193000Z"),
    "before clocks go forward": (datetime(2026, 3, 28, 19, 30, tzinfo=LONDON), "DTSTART:20260328T193000Z"),
    "as clocks have gone forward": (datetime(2026, 3, 29, 19, 30, tzinfo=LONDON), "DTSTART:20260329T183000Z"),
    "before clocks go back": (datetime(2026, 10, 24, 23, 30, tzinfo=LONDON), "DTSTART:20261024T223000Z"),
    "as clocks have gone back": (datetime(2026, 10, 25, 19, 30, tzinfo=LONDON), "DTSTART:20261025T193000Z"),
    "on a day alone": (date(2026, 10, 25), "DTSTART;VALUE=DATE:20261025"),
}


@pytest.mark.parametrize("when", STARTS)
@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
@pytest.mark.parametrize("reply_to", ["liaison+k3v7q2m5x4zt6wra@force.example", "liaison@force.example"])
def test_what_leaves_is_what_calendars_take(method: str, when: str, reply_to: str) -> None:
    """As it stands on the wire, read without a library: RFC 5545 section 3.1, RFC 5546 section 3.2, RFC 6047 2.4."""
    starts, written = STARTS[when]
    mail = sent(method, starts, reply_to)
    assert mail.get_content_type() == "multipart/alternative"
    parts = [(part.get_content_type(), part.get_param("method")) for part in mail.iter_parts()]
    assert parts == [("text/plain", None), ("text/html", None), ("text/calendar", method)]
    assert all(part.get_content_charset() == "utf-8" for part in mail.iter_parts())
    raw = list(mail.iter_parts())[-1].get_payload(decode=True)
    assert isinstance(raw, bytes)
    lines = unfolded(raw)
    assert all(CONTENT_LINE.fullmatch(line) for line in lines)
    is_request, values = method == "REQUEST", dict(line.split(":", 1) for line in lines if ":mailto" not in line)
    for line in (
        *("BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR"),
        *("UID:gk3v7q2m5x4zt6wra@force.example", "SEQUENCE:2", "DTSTAMP:20260610T090000Z", written),
        f"STATUS:{'CONFIRMED' if is_request else 'CANCELLED'}",
    ):
        assert lines.count(line) == 1, line
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        assert _unescaped(values[name]) == WRITTEN
    [organizer], [attendee] = ([line for line in lines if line.startswith(name)] for name in ("ORGANIZER", "ATTENDEE"))
    assert organizer == f'ORGANIZER;CN="Example Police":mailto:{reply_to}'
    assert mail["Reply-To"].addresses[0].addr_spec == reply_to
    assert attendee.endswith(":mailto:pat.hall@harpole-pc.example")
    assert mail["To"].addresses[0].addr_spec == "pat.hall@harpole-pc.example"
    assert attendee.startswith("ATTENDEE;CN=\"Hall, Zoë 'Paddy'; Clerk: Harpole\";")
    assert (";PARTSTAT=NEEDS-ACTION;" in attendee, ";RSVP=TRUE" in attendee) == (is_request, is_request)


def sent(method: str, starts: date, reply_to: str) -> EmailMessage:
    """Compose the mail of an invitation whose words are as awkward as people's are."""
    reader = Address('Hall, Zoë "Paddy"; Clerk: Harpole', "pat.hall@harpole-pc.example")
    heading = Heading(
        address="liaison@force.example",
        from_name="Example Police",
        to=reader,
        reply_to=reply_to,
        subject="A meeting",
        message_id="1@force.example",
        queued_at=STAMPED,
    )
    awkward = replace(
        invitation(method=method, starts=starts, description=WRITTEN, location=WRITTEN, name=reader.name),
        summary=WRITTEN,
        organizer=Address("Example Police", reply_to),
    )
    raw = own_mail(heading, Rendered("A meeting", "Text", "<p>Text</p>"), invitation=awkward)
    return BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(raw)


def unfolded(raw: bytes) -> list[str]:
    return raw.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def _unescaped(value: str) -> str:
    """RFC 5545 section 3.3.11; a comma or a semicolon that bears no backslash would begin another value."""
    assert not re.search(r"(?<!\\)[,;]", value.replace("\\\\", ""))
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
