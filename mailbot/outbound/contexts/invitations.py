"""What templates are given. Invitations: arranged, moved, called off, declined, proposed; and the calendar part itself.

Instants are those of the meeting; where only the day is known, they are dates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from mailbot.model.mail import Mail
from mailbot.model.understanding import Address
from mailbot.outbound.compose import Heading
from mailbot.outbound.contexts.names import Names, answering_subject, instant
from mailbot.outbound.invitation import Invitation
from mailbot.outbound.mailto import mailto
from mailbot.outbound.template import Rendered


def invitation(mail: Mail, heading: Heading, rendered: Rendered, names: Names) -> Invitation | None:
    """Make the calendar part of a mail that has one: of its reader alone, answered to us with the reader's token."""
    entry = mail.data.get("invitation")
    if not isinstance(entry, Mapping):
        return None
    house = names.house
    return Invitation(
        method=entry["method"],
        uid=f"{entry['meeting']}@{house.mailbox_address.rpartition('@')[2]}",
        sequence=entry["sequence"],
        starts=meeting_time(entry["when"]),
        summary=f"Meeting of {names.council(entry['liaison'])}, with the police",
        description=rendered.text,
        location=_place(entry, names),
        organizer=Address(house.organisation, heading.reply_to),
        attendee=heading.to,
        stamped_at=mail.queued_at,
    )


def meeting_time(written: object) -> date:
    """Read when a meeting is: an instant, or a day."""
    return instant(written) if "T" in str(written) else date.fromisoformat(str(written))


def typed_day(when: date, names: Names, *, hour: str = "") -> str:
    """Write a day as it is typed in a command, with the hour where there is one."""
    if isinstance(when, datetime):
        local = when.astimezone(names.house.zone)
        return f"{local.day} {local:%B %Y} {local:%H:%M}"
    return f"{when.day} {when:%B %Y} {hour}".strip()


def _place(entry: Mapping[str, Any], names: Names) -> str:
    when = meeting_time(entry["when"])
    on = when.astimezone(names.house.zone).date() if isinstance(when, datetime) else when
    return names.place(entry["place_in"], on)


def _meeting(mail: Mail, names: Names) -> dict[str, object]:
    """What every mail says of the meeting that it is about."""
    entry: Mapping[str, Any] = mail.data.get("invitation") or mail.data["arranged"]  # type: ignore[assignment]
    when = meeting_time(entry["when"])
    return {
        "officer_name": names.person(entry["officer"]).name,
        "plr_name": names.person(entry["plr"]).name if entry["plr"] else "",
        "council": names.council(entry["liaison"]),
        "when": when,
        "is_timed": isinstance(when, datetime),
        "place": _place(entry, names),
    }


def _for_plr(mail: Mail, names: Names) -> dict[str, object]:
    return _meeting(mail, names) | {"plr_name": names.person(mail.to).name}


def _invitation(mail: Mail, names: Names) -> dict[str, object]:
    return _for_plr(mail, names) | _moved_from(mail)


def _moved_from(mail: Mail) -> dict[str, object]:
    moved_from = mail.data.get("moved_from")
    return {"moved_from": meeting_time(moved_from) if moved_from else None}


def _proposed(mail: Mail, names: Names) -> dict[str, object]:
    return _for_plr(mail, names) | {
        "proposed_at": instant(mail.data["proposed_at"]),
        "yes_href": names.link(mail, "YES"),
        "no_href": names.link(mail, "NO"),
    }


def _for_officer(mail: Mail, names: Names) -> dict[str, object]:
    values, thread = _meeting(mail, names), str(mail.data["thread"])
    address, when = names.reply_address(thread, mail.to), values["when"]
    assert isinstance(when, date)
    return values | {
        "officer_name": names.person(mail.to).name,
        "comment": names.calendar_comment(str(mail.data.get("answer", ""))),
        "reply_address": address,
        "reply_href": mailto(address, answering_subject(thread, names) or str(values["council"])),
        "cancelled_href": names.link(mail, "CANCELLED"),
        "typed_with_hour": f"ARRANGED {typed_day(when, names, hour='7.30pm')}",
        "typed_example": "ARRANGED 14 July 7.30pm village hall",
    }


def _arranged(mail: Mail, names: Names) -> dict[str, object]:
    before = mail.data.get("before")
    return (
        _for_officer(mail, names)
        | _moved_from(mail)
        | {"what": mail.data["what"], "before_name": names.person(str(before)).name if before else ""}
    )


def _passed_on(mail: Mail, names: Names) -> dict[str, object]:
    return _meeting(mail, names) | {
        "reader_name": names.person(mail.to).name,
        "successor_name": names.person(str(mail.data["successor"])).name,
        "for_plr": mail.data["for_plr"],
    }


def _declined(mail: Mail, names: Names) -> dict[str, object]:
    return _for_officer(mail, names) | {"what": mail.data["what"]}


def _proposal(mail: Mail, names: Names) -> dict[str, object]:
    proposed_at = instant(mail.data["proposed_at"])
    agree = f"ARRANGED {typed_day(proposed_at, names)}"
    return _for_officer(mail, names) | {
        "proposed_at": proposed_at,
        "agree_href": names.link(mail, agree),
        "agree_typed": agree,
    }


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "meeting-invitation": _invitation,
    "meeting-cancelled": _for_plr,
    "meeting-proposed": _proposed,
    "meeting-unchanged": _for_plr,
    "meeting-arranged": _arranged,
    "meeting-passed-on": _passed_on,
    "meeting-declined": _declined,
    "meeting-proposal": _proposal,
}
