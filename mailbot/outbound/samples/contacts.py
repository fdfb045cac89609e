"""Samples: contacts, engagements and courses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from mailbot.outbound.mailto import mailto
from mailbot.outbound.samples.common import ANSWER_BY, ARRIVED_AT, HEDGE, TOKEN_ADDRESS, UNDO, action


def contact(number: int, council: str, plr_name: str) -> dict[str, object]:
    return {
        "number": number,
        "council": council,
        "plr_name": plr_name,
        "plr_phone": "01632 960 107" if number == 7 else "",
        "by_phone": number == 7,
        "planned_on": date(2026, 6, 9 + number),
        "last_contact_at": None
        if number == 3
        else ARRIVED_AT
        if number in (2, 5)
        else datetime(2026, 5, 14, 9, 0, tzinfo=UTC),
        "questions": [ANSWER_BY] if number == 1 else [],
        "is_in_touch": number in (2, 5),
        "meeting_on": date(2026, 7, 14) if number in (2, 9) else None,
        "reply_address": TOKEN_ADDRESS,
        "reply_href": mailto(TOKEN_ADDRESS, council),
        "phoned_href": action(f"PHONED {number}"),
        "phoned_typed": f"PHONED {number}",
        "met_href": action(f"MET {number}"),
        "met_typed": f"MET {number}",
    }


CONTACTS = [
    contact(1, "Harpole Parish Council", "Pat Hall"),
    contact(2, "Little Wenlow Parish Council", "Ffion Pryce-Evans"),
    contact(3, "Castle Brinton Town Council", "Dev Anand"),
    contact(4, "Llanfair-is-y-bryn Community Council", "Siân Llewelyn"),
    contact(5, "St Mary’s and St John’s Parish Meeting", "Aoife O’Dowd"),
    contact(6, "Great and Little Thornbeck with Upper Wendlebury Parish Council", "Zoë Featherstonehaugh"),
    contact(7, "Ashe Parish Council", "Jörg Ames"),
    contact(8, "Kislingford Parish Council", "Robin Ashe"),
    contact(9, "Wendle Parish Council", "Lindsay Marsh"),
]


SAMPLES: Mapping[str, Mapping[str, object]] = {
    "monthly-prompt": {"officer_name": "PC A. Reed", "rows": CONTACTS},
    "contact-reminder": {"officer_name": "PC A. Reed", "rows": CONTACTS[:1]},
    "contact-check": {
        "officer_name": "PC A. Reed",
        "plr_name": "Pat Hall",
        "away_name": "",
        "council": "Harpole Parish Council",
        "since": datetime(2026, 5, 31, 23, 0, tzinfo=UTC),
        "is_month": True,
        "yes_href": action("YES"),
        "no_href": action("NO"),
    },
    "check-noted": {
        **UNDO,
        "officer_name": "PC A. Reed",
        "plr_name": "Pat Hall",
        "council": "Harpole Parish Council",
        "been_in_touch": True,
    },
    "contact-noted": {**HEDGE, "who": "you", **UNDO, "method": "phone", "on": ARRIVED_AT},
    "engaged-noted": {
        **UNDO,
        "officer_name": "PC A. Reed",
        "on": date(2026, 6, 12),
        "people": 40,
        "words": "ENGAGED Harpole Mosque 12 June 40 people, open day",
    },
    "course-noted": {
        **UNDO,
        "officer_name": "PC A. Reed",
        "course": "PLR scheme e-learning",
        "on": date(2026, 6, 3),
        "again_by": date(2027, 6, 3),
    },
    "course-not-noted": {
        "officer_name": "PC A. Reed",
        "why": "which",
        "courses": ["PLR scheme e-learning", "first aid"],
    },
}
