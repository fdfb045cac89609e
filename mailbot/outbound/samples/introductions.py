"""Samples: introductions, launch letters, plans and officers who follow each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mailbot.outbound.mailto import mailto
from mailbot.outbound.samples.common import ANSWER_BY, ARRIVED_AT, HEDGE, REPLY, TOKEN_ADDRESS, UNDO, action

LETTER: Mapping[str, object] = {
    "officer_name": "PC A. Reed",
    "officer_phone": "01632 960 101",
    "plr_name": "Pat Hall",
    "council": "Harpole Parish Council",
    "plan": "on the second Tuesday of each month",
}


def noticed(row: Mapping[str, object]) -> Mapping[str, object]:
    no = f"NO {row['number']}"
    return {**row, "goes_at": ANSWER_BY, "no_href": action(no), "no_typed": no}


PLAN: Mapping[str, object] = {"council": "Harpole Parish Council", "plan": "on the last Friday of each month"}


def introduced(number: int, council: str, plr_name: str, predecessor_name: str) -> dict[str, object]:
    return {
        "number": number,
        "council": council,
        "plr_name": plr_name,
        "plr_phone": "01632 960 112",
        "by_phone": number == 2,
        "clerk_name": "Morgan Birch" if number == 1 else "",
        "plan": "on the second Tuesday of each month" if number == 1 else "",
        "predecessor_name": predecessor_name,
        "questions": [
            {"subject": "Hedge on Church Lane", "arrived_at": ARRIVED_AT, "answer_by": ANSWER_BY},
            {"subject": "Litter pick", "arrived_at": ARRIVED_AT, "answer_by": None},
        ]
        if predecessor_name
        else [],
        "reply_address": TOKEN_ADDRESS,
        "reply_href": mailto(TOKEN_ADDRESS, council),
    }


INTRODUCED = [
    introduced(1, "Harpole Parish Council", "Pat Hall", "PCSO M. Lund"),
    introduced(2, "Castle Brinton Town Council", "Dev Anand", ""),
]


SAMPLES: Mapping[str, Mapping[str, object]] = {
    "introduction": {**LETTER, "predecessor_name": "PCSO M. Lund"},
    "launch": {**LETTER, "predecessor_name": ""},
    "plan-noted": {**PLAN, **UNDO, "reader_name": "Pat Hall", "other_name": "PC A. Reed", "for_plr": True},
    "plan-as-before": {**PLAN, "reader_name": "Pat Hall", "other_name": "PC A. Reed", "for_plr": True},
    "plan-changed": {**PLAN, "reader_name": "Pat Hall", "other_name": "PC A. Reed", "for_plr": True},
    "introduction-notice": {"officer_name": "PC A. Reed", "rows": [noticed(one) for one in INTRODUCED]},
    "introduction-stopped": {**HEDGE, **REPLY, **UNDO, "has_gone": False},
    "no-longer-yours": {
        "officer_name": "PCSO M. Lund",
        "rows": [
            {"council": "Harpole Parish Council", "successor_name": "PC A. Reed", "has_ended": False},
            {"council": "Castle Brinton Town Council", "successor_name": "", "has_ended": False},
        ],
    },
    "officer-change-ahead": {
        "officer_name": "PCSO M. Lund",
        "is_off": False,
        "from_on": date(2026, 7, 1),
        "rows": [
            {"council": "Harpole Parish Council", "before_name": "PC A. Reed", "successor_name": "PCSO M. Lund"},
            {"council": "Castle Brinton Town Council", "before_name": "", "successor_name": "PCSO M. Lund"},
        ],
    },
    "officer-change-noted": {
        **UNDO,
        "officer_name": "PCSO M. Lund",
        "from_on": date(2026, 7, 1),
        "done": ["Harpole Parish Council"],
        "refused": [{"council": "Castle Brinton Town Council", "why": "same"}],
    },
    "officer-left": {
        "plr_name": "Pat Hall",
        "council": "Harpole Parish Council",
        "predecessor_name": "PCSO M. Lund",
    },
    "introduction-to-officer": {"officer_name": "PC A. Reed", "rows": INTRODUCED},
}
