"""Samples: questions, answers, holds and concerns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from mailbot.outbound.mailto import mailto
from mailbot.outbound.samples.common import ANSWER_BY, ARRIVED_AT, HEDGE, REPLY, TOKEN_ADDRESS, UNDO, action


def question(number: int, council: str, plr_name: str, subject: str, answer_by: datetime) -> dict[str, object]:
    return {
        "number": number,
        "council": council,
        "plr_name": plr_name,
        "subject": subject,
        "arrived_at": ARRIVED_AT,
        "answer_by": answer_by,
        "is_past": False,
        "reply_address": TOKEN_ADDRESS,
        "reply_href": mailto(TOKEN_ADDRESS, f"Re: {subject}"),
        "answered_href": action(f"ANSWERED {number}"),
        "answered_typed": f"ANSWERED {number}",
        "hold_href": action(f"HOLD {number}"),
        "hold_typed": f"HOLD {number}",
        "no_reply_href": action(f"NO REPLY NEEDED {number}"),
        "no_reply_typed": f"NO REPLY NEEDED {number}",
    }


QUESTIONS = [
    question(1, "Harpole Parish Council", "Pat Hall", "Hedge on Church Lane", ANSWER_BY),
    question(2, "Little Wenlow Parish Council", "Ffion Pryce-Evans", "Speeding by the school", ANSWER_BY),
    question(3, "Castle Brinton Town Council", "Dev Anand", "", datetime(2026, 6, 15, 16, 0, tzinfo=UTC)),
]

IN_DOUBT = {
    "number": 4,
    "council": "Harpole Parish Council",
    "plr_name": "Pat Hall",
    "subject": "Litter pick",
    "arrived_at": ARRIVED_AT,
    "reply_address": TOKEN_ADDRESS,
    "reply_href": mailto(TOKEN_ADDRESS, "Re: Litter pick"),
    "no_reply_href": action("NO REPLY NEEDED 4"),
    "no_reply_typed": "NO REPLY NEEDED 4",
}

TOO_LARGE: Mapping[str, object] = {
    "reader_name": "Pat Hall",
    "other_name": "PC A. Reed",
    "subject": "Photographs of the hedge",
    "size": "31 MB",
    "arrived_at": ARRIVED_AT,
    "for_plr": True,
}
READER: Mapping[str, object] = {"reader_name": "Sam Okafor", "for_another": False}
"""Whom a concern went to."""
NEW_ANSWER_BY = datetime(2026, 6, 19, 16, 0, tzinfo=UTC)

SAMPLES: Mapping[str, Mapping[str, object]] = {
    "acknowledgement": {**HEDGE, "answer_by": ANSWER_BY, "is_past": False},
    "told-answered": {**HEDGE, "whose": "your", "not_answered_href": action("NOT ANSWERED")},
    "answer-checked": {**HEDGE, "whose": "your", "answered": False},
    "answer-awaited": {**HEDGE, "whose": "your", "answer_by": ANSWER_BY, "is_past": False},
    "concern-received": {"plr_name": "Pat Hall", "council": "Harpole Parish Council", **READER},
    "concern-closed": {**UNDO, "plr_name": "Pat Hall", "council": "Harpole Parish Council"},
    "concern-waiting": {
        "plr_name": "Pat Hall",
        "council": "Harpole Parish Council",
        "raised_at": ARRIVED_AT,
        **READER,
    },
    "reply-date-passed": {
        **HEDGE,
        "whose": "your",
        "answer_by": ANSWER_BY,
        "is_past": True,
        "new_answer_by": NEW_ANSWER_BY,
    },
    "reply-date-moved": {
        **HEDGE,
        "whose": "your",
        "answer_by": ANSWER_BY,
        "is_past": False,
        "new_answer_by": NEW_ANSWER_BY,
    },
    "reply-reminder": {"officer_name": "PC A. Reed", "questions": QUESTIONS},
    "answer-due": {"officer_name": "PC A. Reed", "questions": QUESTIONS[:1]},
    "in-doubt": {"officer_name": "PC A. Reed", "questions": [IN_DOUBT]},
    "draft": {
        **HEDGE,
        "text": "Dear Pat,\n\nI walked down Church Lane this morning. The hedge is:\n\n"
        "  * 2 m over the footpath at no. 14\n  * clear everywhere else\n\n"
        "Highways will cut it by the 20th.\n\nA. Reed",
        "no_email": False,
        "plr_phone": "01632 960 101",
        "phoned_href": action("PHONED"),
        "send_href": action("SEND"),
    },
    "draft-sent": {**HEDGE, **REPLY},
    "answered-noted": {**HEDGE, "who": "you", **UNDO},
    "no-reply-noted": {**HEDGE, **UNDO, **REPLY},
    "hold-noted": {
        **HEDGE,
        **UNDO,
        **REPLY,
        "until": date(2026, 6, 17),
        "answer_by": datetime(2026, 6, 19, 16, 0, tzinfo=UTC),
    },
    "team-hold-noted": {**UNDO, "team": "Harpole NPT", "until": date(2026, 6, 17), "count": 4},
    "not-answered": {
        **HEDGE,
        **REPLY,
        "answer_by": ANSWER_BY,
        "is_past": False,
        "text": "NOT ANSWERED\n\nNobody has rung me about the hedge.",
    },
    "marking-returned": {**HEDGE, "marking": "OFFICIAL-SENSITIVE"},
    "too-large": TOO_LARGE,
    "too-large-for-you": TOO_LARGE,
}
