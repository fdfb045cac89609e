"""The officer's mail of a day comes on a day of duty: ahead of a planned day or a due day, on the shift before."""

from __future__ import annotations

from datetime import date

import pytest

from mailbot.model.facts import AbsenceBegan
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
