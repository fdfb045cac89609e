"""How meetings are asked for and noted, in mail, and how calendars answer."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from typing import TYPE_CHECKING

from tests.e2e import calendars, client
from tests.e2e.bot import LIAISON
from tests.year import story as told
from tests.year.deeds.deed import Unanswerable, happens, written

if TYPE_CHECKING:
    from tests.year.stage import Stage


@happens.register(told.AsksForMeeting)
def asks_for_meeting(event: told.AsksForMeeting, stage: Stage) -> None:
    on = f" {written(event.on)} 7.30pm" if event.on else ""
    text = f"MEETING{on}\n\nIt is about the parking at the school."
    stage.sends(event, client.new(event.by.address, LIAISON, "Our meeting", text, stage.at))


@happens.register(told.Arranges)
def arranges(event: told.Arranges, stage: Stage) -> None:
    at = f" {event.clock:%H:%M}" if event.clock else ""
    _says(event, f"ARRANGED {_short(event)} {written(event.on)}{at}", stage)


@happens.register(told.Invites)
def invites(event: told.Invites, stage: Stage) -> None:
    links = client.links(stage.prompt(event), f"subject={event.council}")
    if not links:
        raise Unanswerable(event.name)
    mail = client.follow_link(event.by.address, links[0], stage.at, text="I have put it into the calendar.")
    _from_calendar(event, mail, "REQUEST", event.name, stage, on=event.on)


@happens.register(told.MovesInvitation)
def moves_invitation(event: told.MovesInvitation, stage: Stage) -> None:
    _from_calendar(event, _further(event, "Updated", stage), "REQUEST", event.invitation, stage, on=event.on)


@happens.register(told.CallsOffInvitation)
def calls_off_invitation(event: told.CallsOffInvitation, stage: Stage) -> None:
    _from_calendar(event, _further(event, "Cancelled", stage), "CANCEL", event.invitation, stage)


def _further(event: told.MovesInvitation | told.CallsOffInvitation, what: str, stage: Stage) -> EmailMessage:
    """Write to whom they had invited, as their calendar does."""
    invited = stage.written.get(event.invitation)
    if invited is None:
        raise Unanswerable(event.name)
    subject = f"{what}: {invited['Subject']}"
    return client.new(event.by.address, str(invited["To"]), subject, "This is about our meeting.", stage.at)


def _from_calendar(
    event: told.OfMeeting, mail: EmailMessage, method: str, invitation: str, stage: Stage, *, on: date | None = None
) -> None:
    """Send an entry of a calendar as its program does (RFC 5546 sections 3.2.2 and 3.2.5), at half past seven."""
    starts_at = f"DTSTART:{told.local(f'{on} 19:30'):%Y%m%dT%H%M%SZ}" if on else "STATUS:CANCELLED"
    entry = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Calendar//EN",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{invitation}@force.example",
        f"DTSTAMP:{stage.at:%Y%m%dT%H%M%SZ}",
        starts_at,
        f"SUMMARY:Meeting of {event.council}",
        f"ORGANIZER:mailto:{event.by.address}",
        f"SEQUENCE:{int(event.name != invitation)}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    mail.add_alternative("\r\n".join(entry), subtype="calendar", params={"method": method})
    stage.sends(event, mail)


@happens.register(told.CallsOff)
def calls_off(event: told.CallsOff, stage: Stage) -> None:
    _says(event, f"CANCELLED {_short(event)}", stage)


@happens.register(told.Attends)
def attends(event: told.Attends, stage: Stage) -> None:
    on = f" {written(event.on)}" if event.on else ""
    _says(event, f"ATTENDED {_short(event)}{on}", stage)


@happens.register(told.SaysNotAttended)
def says_not_attended(event: told.SaysNotAttended, stage: Stage) -> None:
    _says(event, f"NOT ATTENDED {_short(event)}", stage)


@happens.register(told.WritesUpdate)
def writes_update(event: told.WritesUpdate, stage: Stage) -> None:
    _says(event, f"UPDATED {_short(event)}", stage)


@happens.register(told.AnswersInvitation)
def answers_invitation(event: told.AnswersInvitation, stage: Stage) -> None:
    invited = stage.received(
        event,
        lambda mail: (
            mail.template in ("meeting-arranged", "meeting-invitation")
            and mail.data["invitation"]["method"] == "REQUEST"
            and stage.council(mail.data["invitation"]["liaison"]) == event.council
        ),
    )
    if event.proposes is not None:
        stage.sends(event, calendars.outlook_proposes(event.by.address, invited, event.proposes, stage.at))
    else:
        stage.sends(event, calendars.google(event.by.address, invited, event.answer, stage.at))


@happens.register(told.SaysWhetherItSuits)
def says_whether_it_suits(event: told.SaysWhetherItSuits, stage: Stage) -> None:
    asked = stage.received(
        event, lambda mail: mail.template == "meeting-proposed" and stage.named(mail.key) == event.proposal
    )
    stage.replies(event, asked, "YES" if event.yes else "NO")


def _says(event: told.OfMeeting, text: str, stage: Stage) -> None:
    stage.sends(event, client.new(event.by.address, LIAISON, "A meeting", text, stage.at))


def _short(event: told.OfMeeting) -> str:
    return event.council.split()[0]
