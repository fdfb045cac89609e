"""What calendars answer to an invitation, each in the shape that its maker gives it (RFC 5546, RFC 6047)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from uuid import uuid4
from zoneinfo import ZoneInfo

import icalendar

_LONDON = ZoneInfo("Europe/London")
_WORDS = {"ACCEPTED": "Accepted", "DECLINED": "Declined", "TENTATIVE": "Tentative"}


def event_of(mail: EmailMessage) -> tuple[str, icalendar.Component]:
    """Give the method and the event of an invitation, as a calendar reads it."""
    [part] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    calendar = icalendar.Calendar.from_ical(part.get_content())
    [event] = calendar.walk("VEVENT")
    assert part.get_param("method") == calendar["METHOD"]
    return str(calendar["METHOD"]), event


def outlook(sender: str, invitation: EmailMessage, answer: str, at: datetime, *, comment: str = "") -> EmailMessage:
    """Answer as Outlook with Exchange does: Windows names of zones, the answer in the subject, words in the body."""
    _, event = event_of(invitation)
    lines = _reply(sender, event, answer, "REPLY", at, comment=comment, zone="GMT Standard Time")
    return _mail(sender, event, f"{_WORDS[answer]}: {invitation['Subject']}", comment, lines, "REPLY", at)


def outlook_proposes(sender: str, invitation: EmailMessage, starts_at: datetime, at: datetime) -> EmailMessage:
    """Propose another time as Outlook does: a COUNTER, tentative, with the time that is wanted."""
    _, event = event_of(invitation)
    lines = _reply(sender, event, "TENTATIVE", "COUNTER", at, starts_at=starts_at, zone="GMT Standard Time")
    return _mail(sender, event, f"New Time Proposed: {invitation['Subject']}", "", lines, "COUNTER", at)


def google(sender: str, invitation: EmailMessage, answer: str, at: datetime) -> EmailMessage:
    """Answer as Google does: UTC, a sentence in the body, and the same again as an attachment."""
    _, event = event_of(invitation)
    lines = _reply(sender, event, answer, "REPLY", at)
    text = f"{sender} has {_WORDS[answer].lower()} this invitation.\n"
    mail = _mail(sender, event, f"{_WORDS[answer]}: {event['SUMMARY']}", text, lines, "REPLY", at)
    mail.add_attachment("\r\n".join(lines).encode(), maintype="application", subtype="ics", filename="invite.ics")
    return mail


def apple(sender: str, invitation: EmailMessage, answer: str, at: datetime) -> EmailMessage:
    """Answer as Apple's Calendar does: IANA names of zones, and next to no words."""
    _, event = event_of(invitation)
    lines = _reply(sender, event, answer, "REPLY", at, zone="Europe/London")
    return _mail(sender, event, f"{_WORDS[answer]}: {event['SUMMARY']}", "", lines, "REPLY", at)


def _reply(
    sender: str,
    event: icalendar.Component,
    answer: str,
    method: str,
    at: datetime,
    *,
    starts_at: datetime | None = None,
    comment: str = "",
    zone: str = "",
) -> list[str]:
    starts = starts_at or event["DTSTART"].dt
    ends = starts + timedelta(hours=1) if isinstance(starts, datetime) else starts + timedelta(days=1)
    return [
        "BEGIN:VCALENDAR",
        "PRODID:-//A calendar//EN",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"ATTENDEE;PARTSTAT={answer};CN=Somebody:mailto:{sender}",
        *([f"COMMENT;LANGUAGE=en-GB:{comment}"] if comment else []),
        f"ORGANIZER:{event['ORGANIZER']}",
        f"UID:{event['UID']}",
        f"SUMMARY:{event['SUMMARY'].replace(',', chr(92) + ',')}",
        _moment("DTSTART", starts, zone),
        _moment("DTEND", ends, zone),
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{event['SEQUENCE']}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def _moment(name: str, when: object, zone: str) -> str:
    if not isinstance(when, datetime):
        return f"{name};VALUE=DATE:{when:%Y%m%d}"
    if zone:
        return f"{name};TZID={zone}:{when.astimezone(_LONDON):%Y%m%dT%H%M%S}"
    return f"{name}:{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _mail(
    sender: str, event: icalendar.Component, subject: str, text: str, lines: list[str], method: str, at: datetime
) -> EmailMessage:
    mail = EmailMessage(policy=policy.SMTP)
    organizer = str(event["ORGANIZER"]).removeprefix("mailto:").removeprefix("MAILTO:")
    mail["From"], mail["To"], mail["Subject"], mail["Date"] = sender, organizer, subject, at
    mail["Message-ID"] = f"<{uuid4()}@calendar.example>"
    mail.set_content(text)
    mail.add_alternative("\r\n".join(lines), subtype="calendar", params={"method": method})
    return mail
