"""What each message is given: made-up values by template name.

This is the contract between those who cause a mail and its template: whatever renders a message gives it at least
these variables, and a template may use no others. `mailbot check` renders each with its sample; `mailbot preview`
shows it. Instants are aware UTC, days are dates, links are made by `mailto`. None or "" stands for what may be
missing; lists may be empty, but for `questions`, `councils`, `plrs`, `known` and `sections`. A section is given what
its template alone would be, its rows numbered on from the sections before it.
"""

from __future__ import annotations

from collections.abc import Mapping

from mailbot.outbound.samples import (
    absences,
    contacts,
    coordination,
    desk,
    introductions,
    meetings,
    news,
    plr_changes,
    questions,
)
from mailbot.outbound.samples.common import ANSWER_BY, COMMON, action
from mailbot.outbound.samples.contacts import contact
from mailbot.outbound.samples.meetings import meeting

_OWN: Mapping[str, Mapping[str, object]] = {
    **introductions.SAMPLES,
    **questions.SAMPLES,
    **contacts.SAMPLES,
    **meetings.SAMPLES,
    **absences.SAMPLES,
    **plr_changes.SAMPLES,
    **news.SAMPLES,
    **desk.SAMPLES,
    **coordination.SAMPLES,
}


def _answers() -> list[dict[str, object]]:
    """Say of three commands of a PLR that they were carried out."""
    told = (("AWAY", "absence-noted"), ("PLAN", "plan-noted"), ("MEETING", "meeting-requested"))
    return [
        {
            "says": says,
            "template": template,
            "given": {**COMMON, **_OWN[template]},
            "undo_href": action(f"UNDO {number}"),
            "undo_typed": f"UNDO {number}",
        }
        for number, (says, template) in enumerate(told, 1)
    ]


_SEVERAL: Mapping[str, object] = {
    "reader_name": "Pat Hall",
    "answers": _answers(),
    "missed": 0,
    "asks": 0,
    "for_plr": True,
}

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
    "council": "Church Lane Watch",
    "plan": "on the second Tuesday of each month",
    "due_by": ANSWER_BY,
    "rows": [
        {
            **meeting(number, council, plr_name, None),
            **contact(number, council, plr_name),
            "course": course,
            "confirmed_href": action(f"CONFIRMED {number}"),
            "confirmed_typed": f"CONFIRMED {number}",
        }
        for number, council, plr_name, course in (
            (1, "Church Lane Watch", "Pat Hall", "PLR scheme e-learning"),
            (2, "Mill Road Watch", "Dev Anand", "first aid"),
        )
    ],
    "yes_href": action("YES"),
    "no_href": action("NO"),
}
"""What any other template is given, which a rule file names for a further programme (docs/rules.md)."""


def sample(name: str, reader: str = "officer") -> Mapping[str, object]:
    """Give the made-up values of a template; those of a further programme are for an officer or for who meets them."""
    further = FURTHER if reader == "officer" else {**FURTHER, "reader_name": FURTHER["plr_name"]}
    return SAMPLES.get(name, further)
