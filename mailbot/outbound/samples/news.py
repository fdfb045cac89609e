"""Samples: news."""

from __future__ import annotations

from collections.abc import Mapping

from mailbot.outbound.samples.common import ARRIVED_AT, action

NEWS: Mapping[str, object] = {
    "reader_name": "PC A. Reed",
    "subject": "Surgery on Saturday",
    "text": "I will be at the library from ten to twelve on Saturday 13 June.\n\nA. Reed",
    "copies": 3,
    "councils": ["Castle Brinton Town Council", "Harpole Parish Council", "Little Wenlow Parish Council"],
    "not_reached": [{"council": "Thornbeck Parish Meeting", "plr_name": "Robin Ashe", "plr_phone": "01632 960 155"}],
}


SAMPLES: Mapping[str, Mapping[str, object]] = {
    "news-draft": {**NEWS, "is_whole": True, "send_href": action("SEND")},
    "news-going": {**NEWS, "leaves_at": ARRIVED_AT, "stop_href": action("UNDO")},
    "news-stopped": {
        "reader_name": "PC A. Reed",
        "subject": "Surgery on Saturday",
        "has_left": False,
        "send_href": action("SEND"),
    },
    "news-not-sent": {"reader_name": "PC A. Reed", "why": "not-yours"},
}
