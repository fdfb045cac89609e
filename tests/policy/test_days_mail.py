"""The officer's mail of a day comes on a day of duty: ahead of a planned day or a due day, on the shift before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mailbot.model.facts import AbsenceBegan, MailFailed
from tests.policy.scenario import ROOT, Scenario, at, row

RULES = {
    name: (ROOT / "rules" / f"{name}.toml").read_text(encoding="utf-8")
    for name in ("council-meeting", "monthly-contact")
}


@pytest.mark.parametrize(
    ("duty", "reminded"),
    [
        ("", "Mon 15 June 09:00"),
        ("mon,thu", "Mon 15 June 09:00"),
        ("tue,thu", "Thu 11 June 09:00"),
        ("4 on 4 off from 2026-06-09", "Fri 12 June 09:00"),
    ],
)
def test_a_planned_contact_is_reminded_of_on_the_shift_before(duty: str, reminded: str) -> None:
    scenario = Scenario(row("harpole", "pat", "reed", duty=duty, last_meeting_on=date(2026, 5, 20)), rules=RULES)
    scenario.ticks("Mon 1 June 09:00")
    days = [
        at(f"{weekday} {day} June 09:00") for day, weekday in enumerate(("Tue Wed Thu Fri Sat Sun Mon " * 3).split(), 2)
    ]
    sent = [now for now in days if scenario.ticks(now).sent]
    assert sent == [at(reminded)]


@pytest.mark.parametrize(("duty", "prompted"), [("", "Mon 15 June 09:00"), ("tue,thu", "Thu 11 June 09:00")])
def test_a_meeting_that_falls_due_is_prompted_for_on_the_shift_before(duty: str, prompted: str) -> None:
    scenario = Scenario(row("harpole", None, "reed", "jo", duty=duty, last_meeting_on=date(2025, 9, 15)), rules=RULES)
    scenario.ticks("Mon 1 June 09:00")
    days = [
        at(f"{weekday} {day} June 09:00") for day, weekday in enumerate(("Tue Wed Thu Fri Sat Sun Mon " * 3).split(), 2)
    ]
    sent = [now for now in days if scenario.ticks(now).sent]
    assert sent == [at(prompted)]


def test_who_becomes_the_officer_after_a_cover_is_reminded_anew() -> None:
    """An absence and a reassignment arm the steps anew, each for itself (design, Words: Step)."""
    rules = {"reply-deadline": (ROOT / "rules" / "reply-deadline.toml").read_text(encoding="utf-8")}
    harpole, thornbeck = row("harpole", "pat", "reed"), row("thornbeck", "robin", "ames")
    scenario = Scenario(harpole, thornbeck, rules=rules)
    scenario.asks("Mon 8 June 10:00")
    said_at = at("Tue 9 June 08:00")
    scenario.record(
        AbsenceBegan(
            happened_at=said_at,
            recorded_at=said_at,
            absence="leave",
            person="reed",
            from_on=date(2026, 6, 9),
            until_on=date(2026, 6, 12),
            cover="ames",
        )
    )
    assert "reply-reminder to ames" in scenario.ticks("Thu 11 June 09:00").sent
    scenario.record(row("harpole", "pat", "dale", when=at("Thu 11 June 14:00")))
    assert "reply-reminder to dale" in scenario.ticks("Fri 12 June 09:00").sent


HARPOLE_NAMED: dict[str, Any] = {"councils_listed": ("harpole",), "councils_named": ("harpole",)}
TAKEN_BACK = [
    ("PHONED Harpole", "Fri 12 June 10:00", "contact-noted", "contact-reminder"),
    ("PLAN Harpole 25", "Fri 12 June 10:00", "plan-noted", "contact-reminder"),
    ("ATTENDED Harpole 10 June", "Fri 12 June 10:00", "meeting-noted", "meeting-prompt"),
    ("ANSWERED Harpole", "Fri 12 June 10:00", "answered-noted", "answer-due"),
    ("NO REPLY NEEDED Harpole she rang", "Fri 12 June 10:00", "no-reply-noted", "answer-due"),
    ("HOLD Harpole survey until 26 June", "Fri 12 June 10:00", "hold-noted", "answer-due"),
    ("CONFIRMED", "Fri 12 June 10:00", "course-noted", "course-prompt"),
]
"""What an officer writes, when, how it is answered, and what falls due of it before they take it back."""


@pytest.mark.parametrize("ticks", ["often", "once"])
@pytest.mark.parametrize(("says", "wrote", "answer", "owed"), TAKEN_BACK, ids=[one[0] for one in TAKEN_BACK])
def test_what_is_owed_again_after_its_moment_comes_with_the_next_opening(
    says: str, wrote: str, answer: str, owed: str, ticks: str
) -> None:
    """One mail a day, at an opening and at no other moment (expectations, The people)."""
    name = next(name for name, template in RULE_OF.items() if template == owed)
    rules = {name: (ROOT / "rules" / f"{name}.toml").read_text(encoding="utf-8")}
    harpole = row("harpole", "pat", "reed", plan="15", last_meeting_on=date(2025, 9, 15), role="PLR contact",
                  when=at("Mon 18 May 10:00"))  # fmt: skip
    scenario = Scenario(harpole, rules=rules, live_from=at("Mon 18 May 00:00"))
    if name == "reply-deadline":
        scenario.asks("Fri 12 June 09:30")
    elif name != "annual-e-learning":
        scenario.ticks("Tue 2 June 09:00")
    noted = scenario.writes("reed", wrote, says=says, **HARPOLE_NAMED)
    if ticks == "often":
        scenario.ticks("Fri 12 June 10:01")
        scenario.ticks("Thu 18 June 09:01")
    thread = noted.mail(answer).thread
    scenario.writes("reed", "Thu 18 June 10:30", thread=thread, says="UNDO", answers_template=answer)
    assert [mail for mail in scenario.ticks("Thu 18 June 16:00").mails if mail.to == "reed"] == []
    assert f"{owed} to reed" in scenario.ticks("Fri 19 June 09:00").sent


RULE_OF = {
    "monthly-contact": "contact-reminder",
    "council-meeting": "meeting-prompt",
    "reply-deadline": "answer-due",
    "annual-e-learning": "course-prompt",
}


@pytest.mark.parametrize("how", ["denied", "came back"])
def test_a_contact_that_was_none_is_reminded_of_with_the_next_opening(how: str) -> None:
    rules = {
        name: (ROOT / "rules" / f"{name}.toml").read_text(encoding="utf-8")
        for name in ("monthly-contact", "reply-deadline")
    }
    scenario = Scenario(row("harpole", "pat", "reed", plan="15"), rules=rules)
    scenario.ticks("Mon 1 June 09:00")
    thread = scenario.asks("Fri 12 June 10:00")
    if how == "denied":
        scenario.writes("reed", "Fri 12 June 12:00", thread=thread, says="PHONED")
        scenario.ticks("Fri 12 June 12:01")
        scenario.writes("pat", "Thu 18 June 10:30", thread=thread, says="NOT ANSWERED")
    else:
        relayed = scenario.writes("reed", "Fri 12 June 12:00", thread=thread).mail()
        scenario.delivers("Fri 12 June 12:00")
        scenario.ticks("Fri 12 June 12:01")
        back_at = at("Thu 18 June 10:30")
        scenario.record(
            MailFailed(happened_at=back_at, recorded_at=back_at, mail=relayed.key, to="pat", thread=thread,
                       reason="bounced", relays=relayed.relays, status="4.2.2")
        )  # fmt: skip
    assert [mail for mail in scenario.ticks("Thu 18 June 16:00").mails if mail.to == "reed"] == []
    sent = scenario.ticks("Fri 19 June 09:00").sent
    assert sent == (["officer-day to reed"] if how == "denied" else ["contact-reminder to reed"])
