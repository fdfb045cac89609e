"""Samples: council meetings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from mailbot.outbound.mailto import mailto
from mailbot.outbound.samples.common import ANSWER_BY, ARRIVED_AT, HEDGE, REPLY, TOKEN_ADDRESS, UNDO, action


def meeting(number: int, council: str, plr_name: str, arranged_on: date | None) -> dict[str, object]:
    day = " on 1 July 2026" if arranged_on else ""
    return {
        "number": number,
        "council": council,
        "plr_name": plr_name,
        "due_by": datetime(2026, 9, 8, 11, 0, tzinfo=UTC),
        "asked_at": ARRIVED_AT if number == 2 else None,
        "attended_on": date(2025, 9, 8) if number == 1 else None,
        "arranged_on": arranged_on,
        "when": datetime(2026, 7, 1, 18, 30, tzinfo=UTC) if arranged_on else None,
        "answer": "accepted" if arranged_on else "",
        "is_past": arranged_on is not None,
        "reply_address": TOKEN_ADDRESS,
        "reply_href": mailto(TOKEN_ADDRESS, council),
        "attended_href": action(f"ATTENDED {number}{day}"),
        "attended_typed": f"ATTENDED {number}{day}",
        "not_attended_href": action(f"NOT ATTENDED {number}{day}"),
        "not_attended_typed": f"NOT ATTENDED {number}{day}",
        "updated_href": action(f"UPDATED {number}{day}"),
        "updated_typed": f"UPDATED {number}{day}",
    }


MEETINGS = [
    meeting(1, "Harpole Parish Council", "Pat Hall", None),
    meeting(2, "Castle Brinton Town Council", "Dev Anand", date(2026, 7, 1)),
]

MEETING: Mapping[str, object] = {
    "officer_name": "PC A. Reed",
    "plr_name": "Pat Hall",
    "council": "Harpole Parish Council",
    "when": datetime(2026, 7, 14, 18, 30, tzinfo=UTC),
    "is_timed": True,
    "place": "Village Hall, Church Lane",
}

ARRANGED: Mapping[str, object] = {
    **MEETING,
    **REPLY,
    "comment": "Sorry, I am in hospital that week.",
    "cancelled_href": action("CANCELLED"),
    "typed_with_hour": "ARRANGED 14 July 2026 7.30pm",
    "typed_example": "ARRANGED 14 July 7.30pm village hall",
}

PROPOSED_AT = datetime(2026, 7, 15, 18, 0, tzinfo=UTC)


SAMPLES: Mapping[str, Mapping[str, object]] = {
    "meeting-prompt": {"officer_name": "PC A. Reed", "rows": MEETINGS},
    "meeting-after": {
        "officer_name": "PC A. Reed",
        "rows": [meeting(1, "Castle Brinton Town Council", "Dev Anand", date(2026, 7, 1))],
    },
    "meeting-invitation": {**MEETING, "moved_from": None},
    "meeting-cancelled": MEETING,
    "meeting-proposed": {
        **MEETING,
        "proposed_at": PROPOSED_AT,
        "yes_href": action("YES"),
        "no_href": action("NO"),
    },
    "meeting-unchanged": MEETING,
    "meeting-arranged": {**ARRANGED, "what": "moved", "moved_from": date(2026, 7, 7), "before_name": ""},
    "meeting-passed-on": {**MEETING, "reader_name": "Pat Hall", "successor_name": "Robin Field", "for_plr": True},
    "meeting-declined": {**ARRANGED, "what": "plr"},
    "meeting-proposal": {
        **ARRANGED,
        "proposed_at": PROPOSED_AT,
        "agree_href": action("ARRANGED 15 July 2026 19:00"),
        "agree_typed": "ARRANGED 15 July 2026 19:00",
    },
    "meeting-reminder": {"officer_name": "PC A. Reed", "rows": MEETINGS[1:]},
    "meeting-noted": {**HEDGE, "who": "you", **UNDO, "what": "attended", "on": date(2026, 6, 9)},
    "meeting-not-wanted": {**HEDGE, **REPLY, "on": date(2026, 7, 14)},
    "meeting-requested": {
        **UNDO,
        "officer_name": "PC A. Reed",
        "plr_name": "Pat Hall",
        "council": "Harpole Parish Council",
        "on": date(2026, 7, 14),
        "due_by": ANSWER_BY,
    },
}
