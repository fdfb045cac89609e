"""Step templates: which of mailbot's own a step can send, about what and to whom. Pure.

Each says what is owed under one kind of rule, to a reader who may know of it (law 12). A template that somebody adds is
given the same values under every rule (docs/rules.md, Templates of your own).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Said(NamedTuple):
    """What a template speaks of, and to whom."""

    each: frozenset[str]
    to: frozenset[str]


_OFFICER, _PLR, _CLERK = frozenset({"officer"}), frozenset({"plr"}), frozenset({"clerk"})
_COORDINATION = frozenset({"coordinator", "deputy", "answers_to"})
_OF_QUESTION, _OF_PERIOD, _OF_PAIR = frozenset({"question"}), frozenset({"period"}), frozenset({"liaison"})

STEP_TEMPLATES: Mapping[str, Said] = {
    "reply-reminder": Said(_OF_QUESTION, _OFFICER),
    "answer-due": Said(_OF_QUESTION, _OFFICER),
    "reply-date-passed": Said(_OF_QUESTION, _PLR),
    "monthly-prompt": Said(_OF_PERIOD, _OFFICER),
    "contact-reminder": Said(_OF_PERIOD, _OFFICER),
    "contact-check": Said(_OF_PERIOD, _PLR),
    "watch-prompt": Said(_OF_PERIOD, _OFFICER),
    "watch-reminder": Said(_OF_PERIOD, _OFFICER),
    "watch-check": Said(_OF_PERIOD, _PLR),
    "meeting-prompt": Said(frozenset({"council"}), _OFFICER),
    "meeting-after": Said(frozenset({"council"}), _OFFICER),
    "meeting-reminder": Said(frozenset({"request"}), _OFFICER),
    "course-prompt": Said(frozenset({"person"}), _OFFICER),
    "concern-waiting": Said(frozenset({"concern"}), _COORDINATION),
    "post-vacant": Said(frozenset({"post"}), _COORDINATION),
    "plr-change-asked": Said(frozenset({"plr-change"}), _CLERK | _PLR),
    "plr-change-decide": Said(frozenset({"plr-change"}), _COORDINATION),
    "new-plr-asked": Said(frozenset({"missing-plr"}), _CLERK | _COORDINATION),
    "introduction": Said(_OF_PAIR, _PLR),
    "launch": Said(_OF_PAIR, _PLR),
    "introduction-notice": Said(_OF_PAIR, _OFFICER),
    "introduction-to-officer": Said(_OF_PAIR, _OFFICER),
}


def can_say(template: str, each: str, to: str) -> bool:
    """Whether a step under a rule of some kind can send a template to somebody; any that mailbot does not know can."""
    said = STEP_TEMPLATES.get(template)
    return said is None or (each in said.each and to in said.to)
