"""Samples: the coordinator's digests, reports, rosters and alarms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from mailbot.outbound.samples.common import ANSWER_BY, ARRIVED_AT, UNDO, action

TO_LINE, TO_HELD = ("ACK", "SNOOZE", "EXCUSE", "REASSIGN"), ("LINK", "CLOSE", "SNOOZE", "ACK")


def answer_to_line(word: str, numbers: str) -> dict[str, str]:
    more = {"SNOOZE": "until", "EXCUSE": "because", "REASSIGN": "to", "LINK": "to"}.get(word)
    return {"typed": f"{word} {numbers}", "href": action(" ".join(filter(None, (word, numbers, more))))}


def line(number: int, council: str, plr_name: str, officer_name: str, subject: str, late_by: str) -> dict[str, object]:
    return {
        "number": number,
        "is_question": True,
        "each": "question",
        "post": None,
        "team": "Harpole NPT" if number == 1 else "",
        "council": council,
        "plr_name": plr_name,
        "officer_name": officer_name,
        "subject": subject,
        "arrived_at": ARRIVED_AT,
        "answer_by": ANSWER_BY,
        "late_by": late_by,
        "counted": [date(2026, 6, day) for day in (8, 9, 10, 11, 12)],
        "skipped": [{"on": date(2026, 6, 6), "why": "weekend"}, {"on": date(2026, 6, 7), "why": "weekend"}],
        "reminders": [datetime(2026, 6, 10, 8, 0, tzinfo=UTC), datetime(2026, 6, 12, 8, 0, tzinfo=UTC)],
        "answered_at": datetime(2026, 6, 15, 9, 30, tzinfo=UTC),
        "answered_by": officer_name,
        "missed": [],
        "actions": [answer_to_line(word, str(number)) for word in TO_LINE],
        "in_short": False,
    }


def held(number: int, subject: str) -> dict[str, object]:
    return {
        "number": number,
        "sender": "j.marlow@post.example",
        "subject": subject,
        "arrived_at": ARRIVED_AT,
        "reason": "Nobody on the roster has this address.",
        "guesses": [
            {
                "letter": "a",
                "council": "Harpole Parish Council",
                "subject": subject,
                "reason": "subject",
                "typed": f"LINK {number} a",
                "href": action(f"LINK {number} a"),
            }
        ],
        "actions": [answer_to_line(word, str(number)) for word in TO_HELD],
    }


NOTE: Mapping[str, object] = {
    "council": "Little Wenlow Parish Council",
    "plr_name": "Ffion Pryce-Evans",
    "officer_name": "PCSO M. Lund",
    "subject": "Speeding by the school",
    "answer_by": ANSWER_BY,
    "until": date(2026, 6, 17),
    "words": "",
    "disputed": False,
}


SAMPLES: Mapping[str, Mapping[str, object]] = {
    "digest": {
        "headline": "Police contact programme: 1 new, 1 grown, 1 without contact, 1 resolved, 1 to be placed",
        "new": [line(1, "Harpole Parish Council", "Pat Hall", "PC A. Reed", "Hedge on Church Lane", "")],
        "grown": [line(2, "Castle Brinton Town Council", "Dev Anand", "", "", "5 working days")],
        "still": [line(5, "Ashe Parish Council", "Jörg Ames", "PCSO M. Lund", "Flooded underpass", "3 working days")],
        "still_held": [held(6, "Re: Minutes")],
        "lapsed": [line(3, "Castle Brinton Town Council", "Dev Anand", "PCSO M. Lund", "Monthly contact", "")],
        "answered": [line(4, "Little Wenlow Parish Council", "Ffion Pryce-Evans", "PCSO M. Lund", "Speeding", "")],
        "reopened": [{**NOTE, "disputed": True}],
        "on_hold": [{**NOTE, "words": "HOLD 2 waiting for the county's survey until 17 June"}],
        "excused": [{**NOTE, "words": "NO REPLY NEEDED for information only"}],
        "stopped": [
            {"council": "Harpole Parish Council", "plr_name": "Pat Hall", "officer_name": "PC A. Reed"},
        ],
        "held": [held(4, "Noise at the hall")],
        "failed": [
            {
                "what": "The introduction of PC A. Reed",
                "to": "clerk@brinton-tc.example",
                "reason": "there is no such mailbox (5.1.1)",
                "remedy": "Correct the address in the roster, and it goes again by itself.",
            }
        ],
        "alarms": ["The mailbox could not be read from 2:05pm to 3:40pm on Thursday 11 June 2026."],
        "figures": {
            "in_contact": {"count": 31, "of": 40},
            "answered": {"count": 12, "of": 14, "apart": 2},
            "waiting": {"count": 5, "of": 7},
            "late": {"count": 3, "of": 92},
            "staffed": {"count": 38, "of": 40},
            "engaged": {"count": 6, "people": 214},
        },
    },
    "left-unacted": {
        "kept": False,
        "open": [line(1, "Harpole Parish Council", "Pat Hall", "PC A. Reed", "Hedge on Church Lane", "3 working days")],
        "held": [held(2, "Noise at the hall")],
    },
    "report": {
        "from_on": date(2026, 4, 1),
        "until_on": date(2026, 6, 30),
        "counted_from": date(2026, 6, 1),
        "total": [
            ("Pairs of PLR and officer on the roster at the end of the time", "92"),
            ("Contacts by email", "61"),
            ("Contacts by phone", "24"),
            ("Questions answered in time", "37"),
            ("Working days to an answer, the middle one of all", "1.8"),
        ],
    },
    "lines-noted": {
        **UNDO,
        "what": "seen",
        "keyword": "ACK",
        "done": [
            {
                "number": 1,
                "title": "Harpole Parish Council, Hedge on Church Lane",
                "is_still_held": False,
            }
        ],
        "refused": [{"number": 9, "why": "number"}],
        "until": date(2026, 6, 19),
        "from_on": None,
        "officer_name": "PCSO M. Lund",
    },
    "council-status": {
        "officer_name": "",
        "is_all": False,
        "engaged": None,
        "rows": [
            {
                "council": "Harpole Parish Council",
                "plr_name": "Pat Hall",
                "officer_name": "PC A. Reed",
                "last_contact_at": ARRIVED_AT,
                "meeting_on": date(2026, 7, 14),
                "open": [
                    {"title": "Hedge on Church Lane", "due_by": ANSWER_BY, "is_late": True, "on_hold": False},
                    {"title": "Monthly contact", "due_by": ANSWER_BY, "is_late": False, "on_hold": False},
                ],
            }
        ],
    },
    "roster-offered": {
        "again": False,
        "differences": [
            "Harpole Parish Council: officer PC A. Reed → PCSO M. Lund",
            "Little Wenlow Parish Council: ends",
        ],
        "problems": [],
        "further": 0,
        "approve_href": action("APPROVE"),
        "refuse_href": action("REFUSE"),
    },
    "roster-decided": {"applied": True},
    "alarm": {
        "title": "The mailbox cannot be read",
        "meaning": "Until it can be read again, no answer is taken to be late and new messages wait.",
        "reason": "LOGIN failed: the password has expired",
        "remedy": "Give this to whoever looks after the mail server; reading begins again by itself.",
        "since_at": ARRIVED_AT,
        "ended": False,
        "ended_at": None,
    },
}
