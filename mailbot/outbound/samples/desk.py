"""Samples: what answers a reply to mail of ours, and an officer's one mail of a day."""

from __future__ import annotations

from collections.abc import Mapping

from mailbot.outbound.mailto import mailto
from mailbot.outbound.samples.common import ARRIVED_AT, COMMON, ENGAGED, HEDGE, REPLY, TOKEN_ADDRESS, action
from mailbot.outbound.samples.contacts import CONTACTS, contact
from mailbot.outbound.samples.meetings import meeting
from mailbot.outbound.samples.questions import IN_DOUBT, QUESTIONS


def section(template: str, **values: object) -> dict[str, object]:
    return {"template": template, "values": {**COMMON, "officer_name": "PC A. Reed", **values}}


SAMPLES: Mapping[str, Mapping[str, object]] = {
    "officer-day": {
        "officer_name": "PC A. Reed",
        "sections": [
            section("reply-reminder", questions=QUESTIONS[:1]),
            section("contact-reminder", rows=[contact(2, "Castle Brinton Town Council", "Dev Anand")]),
            section("meeting-prompt", rows=[meeting(3, "Little Wenlow Parish Council", "Ffion Pryce-Evans", None)]),
            section("in-doubt", questions=[IN_DOUBT]),
        ],
    },
    "own-status": {
        "officer_name": "PC A. Reed",
        "rows": [{**row, "planned_on": None} for row in CONTACTS[:3]],
        "engaged": ENGAGED,
    },
    "not-understood": {
        "reader_name": "PC A. Reed",
        "says": "PHONED",
        "why": "elsewhere",
        "council": "Brinton Town Council",
        "theirs": ["Harpole Parish Council", "Little Wenlow Parish Council"],
    },
    "undone": {
        "reader_name": "Pat Hall",
        "lines": [{"keyword": "AWAY", "why": ""}, {"keyword": "MEETING", "why": "gone"}],
        "kept": 1,
        "for_plr": True,
    },
    "help-plr": {
        "reader_name": "Pat Hall",
        "council": "Harpole Parish Council",
        "is_clerk": False,
    },
    "help-officer": {"reader_name": "PC A. Reed"},
    "help-coordinator": {"reader_name": "Sam Okafor"},
    "not-done": {**HEDGE, "keyword": "HOLD", "why": "reason"},
    "no-words": {**HEDGE, **REPLY, "passed_on": True, "waits": True, "answered_href": action("ANSWERED")},
    "first-line-unclear": {
        **HEDGE,
        "first_line": "SEDN",
        "why": "",
        "text": "SEDN\n\nHighways will cut it by the 20th.",
        "send_href": action("SEND"),
    },
    "which-plr": {
        "officer_name": "PC A. Reed",
        "subject": "Surgery on Saturday",
        "text": "I will be at the library from ten to twelve on Saturday.\n\nA. Reed",
        "plrs": [
            {
                "name": name,
                "council": council,
                "subject": subject,
                "no_email": False,
                "phone": "",
                "address": TOKEN_ADDRESS,
                "href": mailto(TOKEN_ADDRESS, "Surgery"),
            }
            for name, council, subject in (
                ("Pat Hall", "Harpole Parish Council", "Hedge on Church Lane"),
                ("Ffion Pryce-Evans", "Little Wenlow Parish Council", ""),
            )
        ],
    },
    "which-council": {
        "plr_name": "Pat Hall",
        "subject": "Hedge on Church Lane",
        "arrived_at": ARRIVED_AT,
        "councils": [
            {"name": "Harpole Parish Council", "href": action("1"), "typed": "1"},
            {"name": "Little Wenlow Parish Council", "href": action("2"), "typed": "2"},
        ],
    },
}
