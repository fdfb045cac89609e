"""How meetings are asked for and noted, in mail, and how calendars answer."""

from __future__ import annotations

from datetime import datetime
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
    mail.add_alternative(_own_invitation(event, stage.at), subtype="calendar", params={"method": "REQUEST"})
    stage.sends(event, mail)


def _own_invitation(event: told.Invites, at: datetime) -> str:
    """Write the entry of a calendar as its program does (RFC 5546 section 3.2.2), at half past seven."""
    starts_at = told.local(f"{event.on} 19:30")
    return "\r\n".join(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Calendar//EN",
            "METHOD:REQUEST",
            "BEGIN:VEVENT",
            f"UID:{event.name}@force.example",
            f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}",
            f"DTSTART:{starts_at:%Y%m%dT%H%M%SZ}",
            f"SUMMARY:Meeting of {event.council}",
            f"ORGANIZER:mailto:{event.by.address}",
            "SEQUENCE:0",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        )
    )


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
