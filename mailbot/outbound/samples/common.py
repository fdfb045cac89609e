"""Samples: the made-up people, places and times that all of them share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from mailbot.outbound.mailto import mailto

TOKEN_ADDRESS = "liaison+k3v7q2m5x4zt6wra@force.example"


def action(first_line: str) -> str:
    return mailto(TOKEN_ADDRESS, first_line, first_line + "\n")


COMMON: Mapping[str, object] = {
    "organisation": "Example Police",
    "mailbox_address": "liaison@force.example",
    "coordinator_name": "Sam Okafor",
    "coordinator_address": "coordinator@force.example",
    "website": "https://www.force.example",
    "community_messaging": "Example Alert (https://alert.example)",
    "help_href": action("HELP"),
    "link": action,
    "undo_href": "",
    "undo_typed": "",
}
"""Every message is given these; `website` and `community_messaging` may be empty."""

UNDO: Mapping[str, object] = {"undo_href": action("UNDO"), "undo_typed": "UNDO"}
HEDGE: Mapping[str, object] = {
    "officer_name": "PC A. Reed",
    "plr_name": "Pat Hall",
    "council": "Harpole Parish Council",
    "subject": "Hedge on Church Lane",
}
REPLY: Mapping[str, object] = {
    "reply_address": TOKEN_ADDRESS,
    "reply_href": mailto(TOKEN_ADDRESS, "Hedge on Church Lane"),
}
ENGAGED: Mapping[str, object] = {"since_on": date(2026, 4, 1), "count": 3, "people": 96}

ARRIVED_AT = datetime(2026, 6, 5, 8, 12, tzinfo=UTC)
ANSWER_BY = datetime(2026, 6, 12, 16, 0, tzinfo=UTC)
