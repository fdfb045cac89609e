"""What each message is given: made-up values by template name.

This is the contract between those who cause a mail and its template: whatever renders a message gives it at least
these variables, and a template may use no others. `mailbot check` renders each with its sample; `mailbot preview`
shows it. Instants are aware UTC, days are dates, links are made by `mailto`. None or "" stands for what may be
missing; lists may be empty, but for `questions`, `councils`, `plrs`, `known` and `sections`. A section is given what
its template alone would be, its rows numbered on from the sections before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from mailbot.outbound.mailto import mailto

_TOKEN_ADDRESS = "liaison+k3v7q2m5x4zt6wra@force.example"


def _action(first_line: str) -> str:
    return mailto(_TOKEN_ADDRESS, first_line, first_line + "\n")


COMMON: Mapping[str, object] = {
    "organisation": "Example Police",
    "mailbox_address": "liaison@force.example",
    "coordinator_name": "Sam Okafor",
    "coordinator_address": "coordinator@force.example",
    "website": "https://www.force.example",
    "community_messaging": "Example Alert (https://alert.example)",
    "help_href": _action("HELP"),
    "link": _action,
    "undo_href": "",
    "undo_typed": "",
}
"""Every message is given these; `website` and `community_messaging` may be empty."""

_UNDO: Mapping[str, object] = {"undo_href": _action("UNDO"), "undo_typed": "UNDO"}
_HEDGE: Mapping[str, object] = {
    "officer_name": "PC A. Reed",
    "plr_name": "Pat Hall",
    "council": "Harpole Parish Council",
    "subject": "Hedge on Church Lane",
}
_REPLY: Mapping[str, object] = {
    "reply_address": _TOKEN_ADDRESS,
    "reply_href": mailto(_TOKEN_ADDRESS, "Hedge on Church Lane"),
}
_ARRIVED_AT = datetime(2026, 6, 5, 8, 12, tzinfo=UTC)
_ANSWER_BY = datetime(2026, 6, 12, 16, 0, tzinfo=UTC)


def _question(number: int, council: str, plr_name: str, subject: str, answer_by: datetime) -> dict[str, object]:
    return {
        "number": number,
        "council": council,
        "plr_name": plr_name,
        "subject": subject,
        "arrived_at": _ARRIVED_AT,
        "answer_by": answer_by,
        "is_past": False,
        "reply_address": _TOKEN_ADDRESS,
        "reply_href": mailto(_TOKEN_ADDRESS, f"Re: {subject}"),
        "answered_href": _action(f"ANSWERED {number}"),
        "answered_typed": f"ANSWERED {number}",
        "hold_href": _action(f"HOLD {number}"),
        "hold_typed": f"HOLD {number}",
        "no_reply_href": _action(f"NO REPLY NEEDED {number}"),
        "no_reply_typed": f"NO REPLY NEEDED {number}",
    }


_QUESTIONS = [
    _question(1, "Harpole Parish Council", "Pat Hall", "Hedge on Church Lane", _ANSWER_BY),
    _question(2, "Little Wenlow Parish Council", "Ffion Pryce-Evans", "Speeding by the school", _ANSWER_BY),
    _question(3, "Castle Brinton Town Council", "Dev Anand", "", datetime(2026, 6, 15, 16, 0, tzinfo=UTC)),
]

_IN_DOUBT = {
    "number": 4,
    "council": "Harpole Parish Council",
    "plr_name": "Pat Hall",
    "subject": "Litter pick",
    "arrived_at": _ARRIVED_AT,
    "reply_address": _TOKEN_ADDRESS,
    "reply_href": mailto(_TOKEN_ADDRESS, "Re: Litter pick"),
    "no_reply_href": _action("NO REPLY NEEDED 4"),
    "no_reply_typed": "NO REPLY NEEDED 4",
}


def _answer_to_line(word: str, number: int, more: str = "") -> dict[str, object]:
    typed = " ".join(filter(None, (word, str(number), more)))
    return {"typed": typed, "href": _action(typed)}


def _line(number: int, council: str, plr_name: str, officer_name: str, subject: str, late_by: str) -> dict[str, object]:
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
        "arrived_at": _ARRIVED_AT,
        "answer_by": _ANSWER_BY,
        "late_by": late_by,
        "counted": [date(2026, 6, day) for day in (8, 9, 10, 11, 12)],
        "skipped": [{"on": date(2026, 6, 6), "why": "weekend"}, {"on": date(2026, 6, 7), "why": "weekend"}],
        "reminders": [datetime(2026, 6, 10, 8, 0, tzinfo=UTC), datetime(2026, 6, 12, 8, 0, tzinfo=UTC)],
        "answered_at": datetime(2026, 6, 15, 9, 30, tzinfo=UTC),
        "answered_by": officer_name,
        "actions": [
            _answer_to_line("ACK", number),
            _answer_to_line("SNOOZE", number, "until"),
            _answer_to_line("EXCUSE", number, "because"),
            _answer_to_line("REASSIGN", number, "to"),
        ],
    }


_NOTE: Mapping[str, object] = {
    "council": "Little Wenlow Parish Council",
    "plr_name": "Ffion Pryce-Evans",
    "officer_name": "PCSO M. Lund",
    "subject": "Speeding by the school",
    "answer_by": _ANSWER_BY,
    "until": date(2026, 6, 17),
    "words": "",
    "disputed": False,
}


def _contact(number: int, council: str, plr_name: str) -> dict[str, object]:
    return {
        "number": number,
        "council": council,
        "plr_name": plr_name,
        "planned_on": date(2026, 6, 9 + number),
        "last_contact_at": None
        if number == 3
        else _ARRIVED_AT
        if number in (2, 5)
        else datetime(2026, 5, 14, 9, 0, tzinfo=UTC),
        "questions": [_ANSWER_BY] if number == 1 else [],
        "is_in_touch": number in (2, 5),
        "meeting_on": date(2026, 7, 14) if number in (2, 9) else None,
        "reply_address": _TOKEN_ADDRESS,
        "reply_href": mailto(_TOKEN_ADDRESS, council),
        "phoned_href": _action(f"PHONED {number}"),
        "phoned_typed": f"PHONED {number}",
        "met_href": _action(f"MET {number}"),
        "met_typed": f"MET {number}",
    }


_CONTACTS = [
    _contact(1, "Harpole Parish Council", "Pat Hall"),
    _contact(2, "Little Wenlow Parish Council", "Ffion Pryce-Evans"),
    _contact(3, "Castle Brinton Town Council", "Dev Anand"),
    _contact(4, "Llanfair-is-y-bryn Community Council", "Siân Llewelyn"),
    _contact(5, "St Mary’s and St John’s Parish Meeting", "Aoife O’Dowd"),
    _contact(6, "Great and Little Thornbeck with Upper Wendlebury Parish Council", "Zoë Featherstonehaugh"),
    _contact(7, "Ashe Parish Council", "Jörg Ames"),
    _contact(8, "Kislingford Parish Council", "Robin Ashe"),
    _contact(9, "Wendle Parish Council", "Lindsay Marsh"),
]
"""As many as an officer may have, with names of all lengths."""


def _meeting(number: int, council: str, plr_name: str, arranged_on: date | None) -> dict[str, object]:
    day = " 1 July 2026" if arranged_on else ""
    return {
        "number": number,
        "council": council,
        "plr_name": plr_name,
        "due_by": datetime(2026, 9, 8, 11, 0, tzinfo=UTC),
        "asked_at": _ARRIVED_AT if number == 2 else None,
        "attended_on": date(2025, 9, 8) if number == 1 else None,
        "arranged_on": arranged_on,
        "when": datetime(2026, 7, 1, 18, 30, tzinfo=UTC) if arranged_on else None,
        "answer": "accepted" if arranged_on else "",
        "is_past": arranged_on is not None,
        "reply_address": _TOKEN_ADDRESS,
        "reply_href": mailto(_TOKEN_ADDRESS, council),
        "attended_href": _action(f"ATTENDED {number}{day}"),
        "attended_typed": f"ATTENDED {number}{day}",
        "not_attended_href": _action(f"NOT ATTENDED {number}{day}"),
        "not_attended_typed": f"NOT ATTENDED {number}{day}",
        "updated_href": _action(f"UPDATED {number}{day}"),
        "updated_typed": f"UPDATED {number}{day}",
    }


_MEETINGS = [
    _meeting(1, "Harpole Parish Council", "Pat Hall", None),
    _meeting(2, "Castle Brinton Town Council", "Dev Anand", date(2026, 7, 1)),
]

_MEETING: Mapping[str, object] = {
    "officer_name": "PC A. Reed",
    "plr_name": "Pat Hall",
    "council": "Harpole Parish Council",
    "when": datetime(2026, 7, 14, 18, 30, tzinfo=UTC),
    "is_timed": True,
    "place": "Village Hall, Church Lane",
}
_ARRANGED: Mapping[str, object] = {
    **_MEETING,
    **_REPLY,
    "comment": "Sorry, I am in hospital that week.",
    "cancelled_href": _action("CANCELLED"),
    "typed_with_hour": "ARRANGED 14 July 2026 7.30pm",
    "typed_example": "ARRANGED 14 July 7.30pm village hall",
}
_PROPOSED_AT = datetime(2026, 7, 15, 18, 0, tzinfo=UTC)

_ABSENCE: Mapping[str, object] = {"from_on": date(2026, 8, 1), "until_on": date(2026, 8, 14)}

_TOO_LARGE: Mapping[str, object] = {
    "reader_name": "Pat Hall",
    "other_name": "PC A. Reed",
    "subject": "Photographs of the hedge",
    "size": "31 MB",
    "arrived_at": _ARRIVED_AT,
    "for_plr": True,
}

_LETTER: Mapping[str, object] = {
    "officer_name": "PC A. Reed",
    "officer_phone": "01632 960 101",
    "plr_name": "Pat Hall",
    "council": "Harpole Parish Council",
    "plan": "on the second Tuesday of each month",
}


def _noticed(row: Mapping[str, object]) -> Mapping[str, object]:
    no = f"NO {row['number']}"
    return {**row, "goes_at": _ANSWER_BY, "no_href": _action(no), "no_typed": no}


_PLAN: Mapping[str, object] = {"council": "Harpole Parish Council", "plan": "on the last Friday of each month"}


def _introduced(number: int, council: str, plr_name: str, predecessor_name: str) -> dict[str, object]:
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
            {"subject": "Hedge on Church Lane", "arrived_at": _ARRIVED_AT, "answer_by": _ANSWER_BY},
            {"subject": "Litter pick", "arrived_at": _ARRIVED_AT, "answer_by": None},
        ]
        if predecessor_name
        else [],
        "reply_address": _TOKEN_ADDRESS,
        "reply_href": mailto(_TOKEN_ADDRESS, council),
    }


_INTRODUCED = [
    _introduced(1, "Harpole Parish Council", "Pat Hall", "PCSO M. Lund"),
    _introduced(2, "Castle Brinton Town Council", "Dev Anand", ""),
]

_NEWS: Mapping[str, object] = {
    "reader_name": "PC A. Reed",
    "subject": "Surgery on Saturday",
    "text": "I will be at the library from ten to twelve on Saturday 13 June.\n\nA. Reed",
    "copies": 3,
    "councils": ["Castle Brinton Town Council", "Harpole Parish Council", "Little Wenlow Parish Council"],
    "not_reached": [{"council": "Thornbeck Parish Meeting", "plr_name": "Robin Ashe", "plr_phone": "01632 960 155"}],
}

_CHANGE: Mapping[str, object] = {
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
    "asked_at": _ARRIVED_AT,
    "is_confirmed": True,
}
_NEW_PLR: Mapping[str, object] = {
    "reader_name": "Robin Ames",
    "council": "Harpole Parish Council",
    "plr_name": "Robin Ames",
    "before_name": "Pat Hall",
}


def _section(template: str, **values: object) -> dict[str, object]:
    return {"template": template, "values": {**COMMON, "officer_name": "PC A. Reed", **values}}


_OWN: Mapping[str, Mapping[str, object]] = {
    "introduction": {**_LETTER, "predecessor_name": "PCSO M. Lund"},
    "launch": {**_LETTER, "predecessor_name": ""},
    "plan-noted": {**_PLAN, "reader_name": "Pat Hall", "other_name": "PC A. Reed", "for_plr": True},
    "plan-changed": {**_PLAN, "reader_name": "Pat Hall", "other_name": "PC A. Reed", "for_plr": True},
    "introduction-notice": {"officer_name": "PC A. Reed", "rows": [_noticed(one) for one in _INTRODUCED]},
    "introduction-stopped": {**_HEDGE, **_REPLY, **_UNDO, "has_gone": False},
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
        **_UNDO,
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
    "introduction-to-officer": {"officer_name": "PC A. Reed", "rows": _INTRODUCED},
    "acknowledgement": {**_HEDGE, "answer_by": _ANSWER_BY},
    "told-answered": {**_HEDGE, "not_answered_href": _action("NOT ANSWERED")},
    "answer-checked": {**_HEDGE, "answered": False},
    "concern-received": {"plr_name": "Pat Hall", "council": "Harpole Parish Council"},
    "reply-date-passed": {**_HEDGE, "answer_by": _ANSWER_BY, "new_answer_by": None},
    "reply-date-moved": {**_HEDGE, "answer_by": _ANSWER_BY, "new_answer_by": datetime(2026, 6, 19, 16, 0, tzinfo=UTC)},
    "which-council": {
        "plr_name": "Pat Hall",
        "subject": "Hedge on Church Lane",
        "arrived_at": _ARRIVED_AT,
        "councils": [
            {"name": "Harpole Parish Council", "href": _action("1"), "typed": "1"},
            {"name": "Little Wenlow Parish Council", "href": _action("2"), "typed": "2"},
        ],
    },
    "reply-reminder": {"officer_name": "PC A. Reed", "questions": _QUESTIONS},
    "answer-due": {"officer_name": "PC A. Reed", "questions": _QUESTIONS[:1]},
    "in-doubt": {"officer_name": "PC A. Reed", "questions": [_IN_DOUBT]},
    "officer-day": {
        "officer_name": "PC A. Reed",
        "sections": [
            _section("reply-reminder", questions=_QUESTIONS[:1]),
            _section("contact-reminder", rows=[_contact(2, "Castle Brinton Town Council", "Dev Anand")]),
            _section("meeting-prompt", rows=[_meeting(3, "Little Wenlow Parish Council", "Ffion Pryce-Evans", None)]),
            _section("in-doubt", questions=[_IN_DOUBT]),
        ],
    },
    "monthly-prompt": {"officer_name": "PC A. Reed", "rows": _CONTACTS},
    "contact-reminder": {"officer_name": "PC A. Reed", "rows": _CONTACTS[:1]},
    "contact-check": {
        "officer_name": "PC A. Reed",
        "plr_name": "Pat Hall",
        "council": "Harpole Parish Council",
        "yes_href": _action("YES"),
        "no_href": _action("NO"),
    },
    "check-noted": {
        "officer_name": "PC A. Reed",
        "plr_name": "Pat Hall",
        "council": "Harpole Parish Council",
        "been_in_touch": True,
    },
    "contact-noted": {**_HEDGE, **_UNDO, "method": "phone", "on": _ARRIVED_AT},
    "meeting-prompt": {"officer_name": "PC A. Reed", "rows": _MEETINGS},
    "meeting-after": {
        "officer_name": "PC A. Reed",
        "rows": [_meeting(1, "Castle Brinton Town Council", "Dev Anand", date(2026, 7, 1))],
    },
    "meeting-invitation": {**_MEETING, "moved_from": None},
    "meeting-cancelled": _MEETING,
    "meeting-proposed": {
        **_MEETING,
        "proposed_at": _PROPOSED_AT,
        "yes_href": _action("YES"),
        "no_href": _action("NO"),
    },
    "meeting-unchanged": _MEETING,
    "meeting-arranged": {**_ARRANGED, "what": "moved", "moved_from": date(2026, 7, 7), "before_name": ""},
    "meeting-passed-on": {**_MEETING, "reader_name": "Pat Hall", "successor_name": "Robin Field", "for_plr": True},
    "meeting-declined": {**_ARRANGED, "what": "plr"},
    "meeting-proposal": {
        **_ARRANGED,
        "proposed_at": _PROPOSED_AT,
        "agree_href": _action("ARRANGED 15 July 2026 19:00"),
        "agree_typed": "ARRANGED 15 July 2026 19:00",
    },
    "meeting-reminder": {"officer_name": "PC A. Reed", "rows": _MEETINGS[1:]},
    "meeting-noted": {**_HEDGE, **_UNDO, "what": "attended", "on": date(2026, 6, 9)},
    "meeting-requested": {
        "officer_name": "PC A. Reed",
        "plr_name": "Pat Hall",
        "council": "Harpole Parish Council",
        "on": date(2026, 7, 14),
        "due_by": _ANSWER_BY,
    },
    "concern-closed": {"plr_name": "Pat Hall", "council": "Harpole Parish Council"},
    "concern-waiting": {"plr_name": "Pat Hall", "council": "Harpole Parish Council", "raised_at": _ARRIVED_AT},
    "absence-noted": {
        **_ABSENCE,
        **_UNDO,
        "reader_name": "Pat Hall",
        "person_name": "Pat Hall",
        "stand_in_name": "Morgan Birch",
        "for_plr": True,
        "back_href": _action("BACK"),
    },
    "absence-proposed": {**_ABSENCE, "reader_name": "Pat Hall", "for_plr": True, "yes_href": _action("YES")},
    "absence-over": {**_UNDO, "reader_name": "Pat Hall", "person_name": "Pat Hall", "for_plr": True},
    "absence-cover": {
        **_ABSENCE,
        "officer_name": "PCSO M. Lund",
        "person_name": "PC A. Reed",
        "councils": ["Castle Brinton Town Council", "Harpole Parish Council"],
    },
    "absence-not-noted": {"officer_name": "PC A. Reed", "why": "days"},
    "plr-change-asked": {**_CHANGE, "yes_href": _action("YES"), "no_href": _action("NO")},
    "plr-change-unclear": {
        "reader_name": "Pat Hall",
        "council": "Harpole Parish Council",
        "why": "nothing",
        "for_plr": True,
        "change_href": mailto(_TOKEN_ADDRESS, "CHANGE", "CHANGE "),
    },
    "plr-change-noted": {**_CHANGE, "asks_words": True, "yes_href": _action("YES")},
    "words-released": {"reader_name": "Pat Hall", "council": "Harpole Parish Council"},
    "plr-change-decide": {
        **_CHANGE,
        "by_name": "",
        "by_address": "r.ames@post.example",
        "approve_href": _action("APPROVE"),
        "refuse_href": _action("REFUSE"),
    },
    "plr-change-decided": _CHANGE,
    "plr-change-ahead": {**_CHANGE, "reader_name": "PC A. Reed"},
    "plr-left-noted": {
        "plr_name": "Pat Hall",
        "councils": ["Harpole Parish Council"],
        "stand_in_name": "Morgan Birch",
        "back_href": _action("BACK"),
    },
    "plr-stays-noted": {"reader_name": "Morgan Birch", "council": "Harpole Parish Council", "plr_name": "Pat Hall"},
    "new-plr-asked": {
        "reader_name": "Morgan Birch",
        "council": "Harpole Parish Council",
        "plr_name": "Pat Hall",
        "why": "unreachable",
        "since": _ARRIVED_AT,
        "for_coordinator": False,
        "change_href": mailto(_TOKEN_ADDRESS, "CHANGE", "CHANGE "),
        "yes_href": _action("YES"),
    },
    "hand-over": {
        **_NEW_PLR,
        "rows": [
            {"subject": "Hedge on Church Lane", "asked_at": _ARRIVED_AT, "answer_by": _ANSWER_BY, "on_hold": False},
            {"subject": "Speeding by the school", "asked_at": _ARRIVED_AT, "answer_by": _ANSWER_BY, "on_hold": True},
            {"subject": "Litter pick", "asked_at": _ARRIVED_AT, "answer_by": None, "on_hold": False},
        ],
        "has_words": False,
    },
    "plr-changed": {**_NEW_PLR, "reader_name": "PC A. Reed", "since": _ARRIVED_AT, "open_count": 2},
    "plr-no-more": {**_NEW_PLR, "reader_name": "Pat Hall"},
    "former-plr-wrote": {**_NEW_PLR, "reader_name": "PC A. Reed"},
    "post-vacant": {
        "rows": [
            {"council": "Castle Brinton Town Council", "post": "officer", "since": _ARRIVED_AT},
            {"council": "Little Wenlow Parish Council", "post": "plr", "since": _ARRIVED_AT},
        ]
    },
    "draft": {
        **_HEDGE,
        "text": "Dear Pat,\n\nI walked down Church Lane this morning. The hedge is:\n\n"
        "  * 2 m over the footpath at no. 14\n  * clear everywhere else\n\n"
        "Highways will cut it by the 20th.\n\nA. Reed",
        "send_href": _action("SEND"),
    },
    "draft-sent": {**_HEDGE, **_REPLY},
    "answered-noted": {**_HEDGE, **_UNDO},
    "no-reply-noted": {**_HEDGE, **_UNDO, **_REPLY},
    "hold-noted": {
        **_HEDGE,
        **_UNDO,
        **_REPLY,
        "until": date(2026, 6, 17),
        "answer_by": datetime(2026, 6, 19, 16, 0, tzinfo=UTC),
    },
    "team-hold-noted": {**_UNDO, "team": "Harpole NPT", "until": date(2026, 6, 17), "count": 4},
    "own-status": {
        "officer_name": "PC A. Reed",
        "rows": [{**row, "planned_on": None} for row in _CONTACTS[:3]],
    },
    "not-understood": {"reader_name": "PC A. Reed", "says": "PHONED 9", "why": "row"},
    "undone": {
        "reader_name": "Pat Hall",
        "lines": [{"keyword": "AWAY", "why": ""}, {"keyword": "MEETING", "why": "gone"}],
        "kept": 1,
        "for_plr": True,
    },
    "answer-awaited": {**_HEDGE, "answer_by": _ANSWER_BY},
    "help-plr": {
        "reader_name": "Pat Hall",
        "council": "Harpole Parish Council",
        "is_clerk": False,
    },
    "help-officer": {"reader_name": "PC A. Reed"},
    "help-coordinator": {"reader_name": "Sam Okafor"},
    "not-done": {**_HEDGE, "keyword": "HOLD", "why": "reason"},
    "not-answered": {
        **_HEDGE,
        **_REPLY,
        "answer_by": _ANSWER_BY,
        "text": "NOT ANSWERED\n\nNobody has rung me about the hedge.",
    },
    "first-line-unclear": {
        **_HEDGE,
        "first_line": "SEDN",
        "text": "SEDN\n\nHighways will cut it by the 20th.",
        "send_href": _action("SEND"),
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
                "address": _TOKEN_ADDRESS,
                "href": mailto(_TOKEN_ADDRESS, "Surgery"),
            }
            for name, council, subject in (
                ("Pat Hall", "Harpole Parish Council", "Hedge on Church Lane"),
                ("Ffion Pryce-Evans", "Little Wenlow Parish Council", ""),
            )
        ],
    },
    "marking-returned": {**_HEDGE, "marking": "OFFICIAL-SENSITIVE"},
    "engaged-noted": {
        **_UNDO,
        "officer_name": "PC A. Reed",
        "on": date(2026, 6, 12),
        "people": 40,
        "words": "ENGAGED Harpole Mosque 12 June 40 people, open day",
    },
    "course-noted": {
        **_UNDO,
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
    "news-draft": {**_NEWS, "is_whole": True, "send_href": _action("SEND")},
    "news-going": {**_NEWS, "leaves_at": _ARRIVED_AT, "stop_href": _action("UNDO")},
    "news-stopped": {
        "reader_name": "PC A. Reed",
        "subject": "Surgery on Saturday",
        "has_left": False,
        "send_href": _action("SEND"),
    },
    "news-not-sent": {"reader_name": "PC A. Reed", "why": "not-yours"},
    "too-large": _TOO_LARGE,
    "too-large-for-you": _TOO_LARGE,
    "digest": {
        "headline": "Answers that are due: 1 new, 1 still open",
        "new": [_line(1, "Harpole Parish Council", "Pat Hall", "PC A. Reed", "Hedge on Church Lane", "")],
        "grown": [_line(2, "Castle Brinton Town Council", "Dev Anand", "", "", "5 working days")],
        "lapsed": [_line(3, "Castle Brinton Town Council", "Dev Anand", "PCSO M. Lund", "Monthly contact", "")],
        "answered": [_line(4, "Little Wenlow Parish Council", "Ffion Pryce-Evans", "PCSO M. Lund", "Speeding", "")],
        "reopened": [{**_NOTE, "disputed": True}],
        "on_hold": [{**_NOTE, "words": "HOLD 2 waiting for the county's survey until 17 June"}],
        "excused": [{**_NOTE, "words": "NO REPLY NEEDED for information only"}],
        "stopped": [
            {"council": "Harpole Parish Council", "plr_name": "Pat Hall", "officer_name": "PC A. Reed"},
        ],
        "held": [
            {
                "number": 4,
                "sender": "j.marlow@post.example",
                "subject": "Noise at the hall",
                "arrived_at": _ARRIVED_AT,
                "reason": "Nobody on the roster has this address.",
                "guesses": [
                    {
                        "letter": "a",
                        "council": "Harpole Parish Council",
                        "subject": "Noise at the hall",
                        "reason": "subject",
                        "typed": "LINK 4 a",
                        "href": _action("LINK 4 a"),
                    }
                ],
                "actions": [
                    _answer_to_line("LINK", 4, "to"),
                    _answer_to_line("CLOSE", 4),
                    _answer_to_line("SNOOZE", 4, "until"),
                    _answer_to_line("ACK", 4),
                ],
            }
        ],
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
        },
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
        **_UNDO,
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
        "rows": [
            {
                "council": "Harpole Parish Council",
                "plr_name": "Pat Hall",
                "officer_name": "PC A. Reed",
                "last_contact_at": _ARRIVED_AT,
                "meeting_on": date(2026, 7, 14),
                "open": [
                    {"title": "Hedge on Church Lane", "due_by": _ANSWER_BY, "is_late": True, "on_hold": False},
                    {"title": "Monthly contact", "due_by": _ANSWER_BY, "is_late": False, "on_hold": False},
                ],
            }
        ],
    },
    "roster-offered": {
        "differences": [
            "Harpole Parish Council: officer PC A. Reed -> PCSO M. Lund",
            "Little Wenlow Parish Council: ends",
        ],
        "problems": [],
        "further": 0,
        "approve_href": _action("APPROVE"),
        "refuse_href": _action("REFUSE"),
    },
    "roster-decided": {"applied": True},
    "alarm": {
        "title": "The mailbox cannot be read",
        "meaning": "Until it can be read again, no answer is taken to be late and new messages wait.",
        "reason": "LOGIN failed: the password has expired",
        "remedy": "Give this to whoever looks after the mail server; reading begins again by itself.",
        "since_at": _ARRIVED_AT,
        "ended": False,
        "ended_at": None,
    },
}


def _answers() -> list[dict[str, object]]:
    """Say of two commands that they were carried out, and of a third that it was not."""
    told = (("PHONED 1", "contact-noted"), ("HOLD 2", "hold-noted"), ("PHONED 9", "not-understood"))
    return [
        {
            "says": says,
            "template": template,
            "given": {**COMMON, **_OWN[template]},
            "undo_href": "" if template == "not-understood" else _action(f"UNDO {number}"),
            "undo_typed": "" if template == "not-understood" else f"UNDO {number}",
        }
        for number, (says, template) in enumerate(told, 1)
    ]


_SEVERAL: Mapping[str, object] = {"reader_name": "PC A. Reed", "answers": _answers(), "missed": 1}

SAMPLES: Mapping[str, Mapping[str, object]] = {
    name: {**COMMON, **values} for name, values in {**_OWN, "several-done": _SEVERAL}.items()
}
"""The whole context of each message by the name of its template."""

FURTHER: Mapping[str, object] = {
    **COMMON,
    "reader_name": "PC A. Reed",
    "officer_name": "PC A. Reed",
    "officer_phone": "01632 960 101",
    "plr_name": "Pat Hall",
    "council": "Harpole Parish Council",
    "plan": "on the second Tuesday of each month",
    "due_by": _ANSWER_BY,
    "rows": [
        {
            **_meeting(number, council, plr_name, None),
            **_contact(number, council, plr_name),
            "course": course,
            "confirmed_href": _action(f"CONFIRMED {number}"),
            "confirmed_typed": f"CONFIRMED {number}",
        }
        for number, council, plr_name, course in (
            (1, "Harpole Parish Council", "Pat Hall", "PLR scheme e-learning"),
            (2, "Castle Brinton Town Council", "Dev Anand", "first aid"),
        )
    ],
    "yes_href": _action("YES"),
    "no_href": _action("NO"),
}
"""What any other template is given, which a rule file names for a further programme (docs/rules.md)."""


def sample(name: str) -> Mapping[str, object]:
    """Give the made-up values of a template."""
    return SAMPLES.get(name, FURTHER)
