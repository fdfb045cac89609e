"""Samples: absences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mailbot.outbound.samples.common import UNDO, action

ABSENCE: Mapping[str, object] = {"from_on": date(2026, 8, 1), "until_on": date(2026, 8, 14)}
_CLERK: Mapping[str, object] = {
    "reader_name": "Morgan Birch",
    "person_name": "Pat Hall",
    "council": "Harpole Parish Council",
}

SAMPLES: Mapping[str, Mapping[str, object]] = {
    "absence-noted": {
        **ABSENCE,
        **UNDO,
        "reader_name": "Pat Hall",
        "person_name": "Pat Hall",
        "stand_in_name": "Morgan Birch",
        "stand_in_is_away": False,
        "for_plr": True,
        "back_href": action("BACK"),
    },
    "absence-proposed": {**ABSENCE, "reader_name": "Pat Hall", "for_plr": True, "yes_href": action("YES")},
    "absence-over": {**UNDO, "reader_name": "Pat Hall", "person_name": "Pat Hall", "for_plr": True},
    "absence-cover": {
        **ABSENCE,
        "officer_name": "PCSO M. Lund",
        "person_name": "PC A. Reed",
        "councils": ["Castle Brinton Town Council", "Harpole Parish Council"],
    },
    "absence-cover-over": {**ABSENCE, "officer_name": "PCSO M. Lund", "person_name": "PC A. Reed"},
    "absence-stand-in": {**ABSENCE, **_CLERK},
    "absence-stand-in-over": {**ABSENCE, **_CLERK},
    "absence-not-noted": {"officer_name": "PC A. Reed", "why": "days"},
}
