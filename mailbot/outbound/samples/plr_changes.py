"""Samples: changes of PLR and posts that nobody holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mailbot.outbound.mailto import mailto
from mailbot.outbound.samples.common import ANSWER_BY, ARRIVED_AT, TOKEN_ADDRESS, UNDO, action

CHANGE: Mapping[str, object] = {
    "reader_name": "Pat Hall",
    "council": "Harpole Parish Council",
    "plr_name": "Pat Hall",
    "successor_name": "Robin Ames",
    "successor_address": "robin.ames@harpole-pc.example",
    "from_on": date(2026, 7, 1),
    "is_now": False,
    "is_same_person": False,
    "is_meanwhile": True,
    "interim_name": "Morgan Birch",
    "interim_address": "",
    "by_reader": True,
    "by_name": "Pat Hall",
    "by_address": "pat.hall@harpole-pc.example",
    "asked_at": ARRIVED_AT,
    "is_confirmed": True,
}

NEW_PLR: Mapping[str, object] = {
    "reader_name": "Robin Ames",
    "council": "Harpole Parish Council",
    "plr_name": "Robin Ames",
    "before_name": "Pat Hall",
}


SAMPLES: Mapping[str, Mapping[str, object]] = {
    "plr-change-asked": {**CHANGE, "yes_href": action("YES"), "no_href": action("NO")},
    "plr-change-unclear": {
        "reader_name": "Pat Hall",
        "council": "Harpole Parish Council",
        "why": "nothing",
        "for_plr": True,
        "change_href": mailto(TOKEN_ADDRESS, "CHANGE", "CHANGE "),
    },
    "plr-change-noted": {**CHANGE, **UNDO, "asks_words": True, "yes_href": action("YES")},
    "words-released": {**UNDO, "reader_name": "Pat Hall", "council": "Harpole Parish Council", "passed": False},
    "plr-change-decide": {
        **CHANGE,
        "by_name": "",
        "by_address": "r.ames@post.example",
        "approve_href": action("APPROVE"),
        "refuse_href": action("REFUSE"),
    },
    "plr-change-decided": {**CHANGE, **UNDO},
    "plr-change-ahead": {**CHANGE, "reader_name": "PC A. Reed"},
    "plr-change-off": {**CHANGE, "reader_name": "PC A. Reed"},
    "plr-left-noted": {
        "plr_name": "Pat Hall",
        "councils": ["Harpole Parish Council"],
        "stand_in_name": "Morgan Birch",
        "back_href": action("BACK"),
    },
    "plr-stays-noted": {
        "reader_name": "Morgan Birch",
        "council": "Harpole Parish Council",
        "plr_name": "Pat Hall",
        "for_coordinator": False,
    },
    "new-plr-asked": {
        "reader_name": "Morgan Birch",
        "council": "Harpole Parish Council",
        "plr_name": "Pat Hall",
        "why": "unreachable",
        "since": ARRIVED_AT,
        "for_coordinator": False,
        "change_href": mailto(TOKEN_ADDRESS, "CHANGE", "CHANGE "),
        "yes_href": action("YES"),
    },
    "hand-over": {
        **NEW_PLR,
        "rows": [
            {"subject": "Hedge on Church Lane", "asked_at": ARRIVED_AT, "answer_by": ANSWER_BY, "on_hold": False},
            {"subject": "Speeding by the school", "asked_at": ARRIVED_AT, "answer_by": ANSWER_BY, "on_hold": True},
            {"subject": "Litter pick", "asked_at": ARRIVED_AT, "answer_by": None, "on_hold": False},
        ],
        "has_words": False,
    },
    "plr-changed": {**NEW_PLR, "reader_name": "PC A. Reed", "since": ARRIVED_AT, "open_count": 2},
    "plr-no-more": {**NEW_PLR, "reader_name": "Pat Hall"},
    "former-plr-wrote": {**NEW_PLR, "reader_name": "PC A. Reed"},
    "post-vacant": {
        "rows": [
            {"council": "Castle Brinton Town Council", "post": "officer", "since": ARRIVED_AT},
            {"council": "Little Wenlow Parish Council", "post": "plr", "since": ARRIVED_AT},
        ]
    },
}
