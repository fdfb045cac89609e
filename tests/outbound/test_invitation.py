"""What we send into calendars is what RFC 5545, 5546 and 6047 ask for, as it is read again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email import policy
from email.parser import BytesParser

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


text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=300)


@given(text, text, text)
def test_whatever_people_write_stands_in_it_as_text_on_folded_lines(words: str, place: str, name: str) -> None:
    """RFC 5545 section 3.1: no line is longer than 75 octets, and each ends with CRLF."""
    raw = to_ical(invitation(description=words, location=place, name=name))
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert raw.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    understood = read(raw)
    assert understood is not None
    assert (understood.method, understood.starts_at, understood.sequence) == ("REQUEST", EVENING, 2)


def test_the_calendar_part_is_the_last_alternative_and_names_its_method() -> None:
    """RFC 6047 section 2.4; RFC 2046 section 5.1.4: what is richest stands last."""
    heading = Heading(
        address="liaison@force.example",
        from_name="Example Police",
        to=Address("Pat Hall", "pat.hall@harpole-pc.example"),
        reply_to="liaison+k3v7q2m5x4zt6wra@force.example",
        subject="A meeting",
        message_id="1@force.example",
        queued_at=STAMPED,
    )
    raw = own_mail(heading, Rendered("A meeting", "Text", "<p>Text</p>"), invitation=invitation())
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    assert mail.get_content_type() == "multipart/alternative"
    parts = [(part.get_content_type(), part.get_param("method")) for part in mail.iter_parts()]
    assert parts == [("text/plain", None), ("text/html", None), ("text/calendar", "REQUEST")]
    assert all(part.get_content_charset() == "utf-8" for part in mail.iter_parts())
