"""Every answer to a command says how to take it back: by UNDO, or by what to write instead (design, Conventions)."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailbot.outbound.samples import sample
from mailbot.outbound.samples.common import UNDO
from mailbot.outbound.template import load

DIRECTORY = Path(__file__).parents[2] / "templates"
TEMPLATES = load(DIRECTORY, ZoneInfo("Europe/London"))

CANNOT_BE = "An email cannot be taken back"
ANSWERS: list[tuple[str, dict[str, object], str]] = [
    ("absence-noted", {}, "UNDO"),
    ("absence-over", {}, "UNDO"),
    ("answer-checked", {"answered": True}, "reply with NOT ANSWERED"),
    ("answer-checked", {"answered": False}, "If you find the answer after all, reply to this email"),
    ("answered-noted", {}, "UNDO"),
    ("check-noted", {"been_in_touch": True}, "UNDO"),
    ("check-noted", {"been_in_touch": False, "undo_href": ""}, "reply YES to the email that asked you"),
    ("concern-closed", {}, "UNDO"),
    ("concern-received", {}, CANNOT_BE),
    ("contact-noted", {}, "UNDO"),
    ("course-noted", {}, "UNDO"),
    ("draft-sent", {}, CANNOT_BE),
    ("engaged-noted", {}, "UNDO"),
    ("hold-noted", {}, "UNDO"),
    ("introduction-stopped", {"has_gone": False}, "UNDO"),
    ("introduction-stopped", {"has_gone": True, "undo_href": ""}, CANNOT_BE),
    *(("lines-noted", {"what": what}, "UNDO") for what in ("seen", "snoozed", "excused", "closed")),
    (
        "lines-noted",
        {"what": "reassigned", "from_on": None, "undo_href": ""},
        "reassign the same numbers to the previous",
    ),
    ("lines-noted", {"what": "placed", "undo_href": ""}, "To put something right, write to whoever got it"),
    ("meeting-arranged", {"what": "arranged"}, "To call it off, reply with CANCELLED"),
    ("meeting-arranged", {"what": "cancelled", **UNDO}, "UNDO"),
    *(
        ("meeting-noted", {"what": what}, "UNDO")
        for what in ("attended", "arranged", "cancelled", "not-attended", "update")
    ),
    ("meeting-invitation", {}, "If not, decline it there, propose another time, or reply to this email"),
    ("meeting-requested", {}, "UNDO"),
    ("meeting-unchanged", {}, "If the other day suits after all"),
    ("news-going", {}, "UNDO"),
    ("news-stopped", {"has_left": False}, "Send it after all"),
    ("news-stopped", {"has_left": True}, "an email cannot be taken back"),
    ("no-reply-noted", {}, "UNDO"),
    ("officer-change-noted", dict(UNDO), "UNDO"),
    ("officer-change-noted", {"from_on": None, "undo_href": ""}, "To take it back, write REASSIGN"),
    ("plan-noted", {}, "UNDO"),
    ("plr-change-asked", {}, "NO"),
    ("plr-change-decided", {}, "UNDO"),
    ("plr-change-decided", {"is_confirmed": False}, "UNDO"),
    ("plr-change-decided", {"is_now": True}, "send us the roster with the right line"),
    ("plr-change-noted", {}, "UNDO"),
    ("plr-change-noted", {"is_confirmed": False}, "UNDO"),
    ("plr-change-noted", {"is_now": True}, "If that is wrong, reply to this email with CHANGE"),
    ("plr-change-noted", {"is_same_person": True}, "If that is wrong, reply to this email with CHANGE"),
    ("plr-left-noted", {}, "BACK"),
    ("plr-stays-noted", {}, "reply with LEFT"),
    ("roster-decided", {"applied": True}, "send the roster again as it should be"),
    ("roster-decided", {"applied": False, **UNDO}, "UNDO"),
    ("several-done", {}, "UNDO 1"),
    ("team-hold-noted", {}, "UNDO"),
    ("undone", {}, "To do it after all, write it again"),
    ("words-released", {"passed": False}, "UNDO"),
    ("words-released", {"passed": True}, "an email cannot be taken back"),
]
"""Every answer to something that was done, what it is given beside its sample, and how it says to take it back."""

NOTHING_DONE = {
    "council-status",
    "absence-not-noted",
    "help-plr",
    "not-done",
    "not-understood",
    "course-not-noted",
    "plr-change-unclear",
}
"""Answers by which nothing is noted."""


@pytest.mark.parametrize(("template", "given", "says"), ANSWERS)
def test_every_answer_says_truly_how_to_take_back_what_it_notes(
    template: str, given: dict[str, object], says: str
) -> None:
    text = TEMPLATES.text(template, {**sample(template), **given})
    assert says in text


@pytest.mark.parametrize(("template", "given", "says"), [one for one in ANSWERS if one[2] != "UNDO"])
def test_no_answer_offers_to_undo_what_it_says_cannot_be(template: str, given: dict[str, object], says: str) -> None:
    text = TEMPLATES.text(template, {**sample(template), **given})
    assert says == "UNDO 1" or "Undo it" not in text


def test_no_answer_is_forgotten() -> None:
    """What stands for one command in a joint answer, or is said to be noted, is an answer."""
    bodies = {path.stem: path.read_text() for path in DIRECTORY.glob("[a-z]*.md")}
    answers = {
        name
        for name, body in bodies.items()
        if "{% block done %}" in body or '{% include "_undo" %}' in body or "\nsubject: Noted" in body
    }
    assert answers - NOTHING_DONE - {name for name, _, _ in ANSWERS} == set()
