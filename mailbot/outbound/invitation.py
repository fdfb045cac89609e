"""An invitation on the wire: the iCalendar object that Outlook, Google and Apple put into a calendar. No I/O.

One event for one reader, who is its only attendee (law 12); answers come to the organizer, which is our mailbox with
the reader's token. Source: RFC 5545, RFC 5546 sections 3.2.2 and 3.2.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress

from mailbot.model.understanding import Address

_LASTING = timedelta(hours=1)
"""How long a meeting stands in the calendar: nobody says when it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What is invited to, who invites and who is invited; `method` is REQUEST, or CANCEL to take it back."""

    method: str
    uid: str
    sequence: int
    starts: date
    """An aware instant, or a day where no hour is known."""
    summary: str
    description: str
    location: str
    organizer: Address
    attendee: Address
    stamped_at: datetime


def to_ical(invitation: Invitation) -> bytes:
    """Write an invitation, its lines folded and ended by CRLF (RFC 5545 section 3.1)."""
    calendar = Calendar()
    calendar.add("prodid", "-//mailbot//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", invitation.method)
    calendar.add_component(_event(invitation))
    return bytes(calendar.to_ical())


def _event(invitation: Invitation) -> Event:
    is_request, event = invitation.method == "REQUEST", Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.stamped_at.astimezone(UTC))
    starts = invitation.starts
    if isinstance(starts, datetime):
        event.add("dtstart", starts.astimezone(UTC))
        event.add("dtend", starts.astimezone(UTC) + _LASTING)
    else:
        event.add("dtstart", starts)
        event.add("dtend", starts + timedelta(days=1))  # RFC 5545 section 3.6.1: the first day after it
    event.add("summary", invitation.summary)
    event.add("description", invitation.description)
    if invitation.location:
        event.add("location", invitation.location)
    event.add("status", "CONFIRMED" if is_request else "CANCELLED")
    event.add("transp", "OPAQUE" if isinstance(starts, datetime) else "TRANSPARENT")
    event.add("organizer", _person(invitation.organizer))
    attendee = _person(invitation.attendee)
    attendee.params["CUTYPE"], attendee.params["ROLE"] = "INDIVIDUAL", "REQ-PARTICIPANT"
    if is_request:
        attendee.params["PARTSTAT"], attendee.params["RSVP"] = "NEEDS-ACTION", "TRUE"
    event.add("attendee", attendee)
    return event


def _person(person: Address) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.address}")
    if person.name:
        address.params["CN"] = person.name.replace('"', "'")
    return address
