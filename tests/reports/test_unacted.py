"""What the coordinator leaves as it is for two working days goes to their deputy, once, with numbers to answer to."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from mailbot.model.ids import DEPUTY
from mailbot.model.mail import Mail
from mailbot.reports.digest import due_digest
from mailbot.reports.unacted import due_unacted
from tests.policy.scenario import COORDINATOR, ROOT, RULES, Scenario, at, row

AT = time(8, 30)
TOLD = "Tue 16 June 08:30"
LEFT = "Fri 19 June 08:30"
"""Two working days after the day on which they were told."""


def told(**options: Any) -> tuple[Scenario, str]:
    """The coordinator was told of a question whose day has passed; gives the thread of that digest."""
    county = Scenario(**{"has_deputy": True, **options})
    county.asks("Mon 8 June 10:00")
    for now in ("Thu 11 June 09:00", "Mon 15 June 17:00"):
        county.ticks(now)
    sent = county.commit("", due_digest(county.state, county.programme, AT, at(TOLD)))
    return county, sent.mail("digest").thread


def to_deputy(county: Scenario, now: str) -> Mail | None:
    outcome = county.commit("", due_unacted(county.state, county.programme, AT, at(now)))
    assert all(mail.to == DEPUTY for mail in outcome.mails)
    return outcome.mail("left-unacted") if outcome.mails else None


@pytest.mark.parametrize(
    ("now", "is_told"),
    [
        ("Thu 18 June 17:30", False),
        ("Fri 19 June 08:29", False),
        (LEFT, True),
        ("Sat 20 June 09:00", False),
        ("Mon 22 June 08:30", True),
    ],
)
def test_it_is_told_two_working_days_later_at_the_time_of_the_digest(now: str, is_told: bool) -> None:
    county, _ = told()
    assert (to_deputy(county, now) is not None) == is_told


def test_it_is_told_once() -> None:
    county, _ = told()
    assert to_deputy(county, LEFT) is not None
    assert to_deputy(county, "Fri 19 June 09:00") is None
    assert to_deputy(county, "Thu 25 June 08:30") is None


def test_without_a_deputy_nobody_is_told() -> None:
    county, _ = told(has_deputy=False)
    assert to_deputy(county, LEFT) is None


@pytest.mark.parametrize(
    ("says", "more"),
    [
        ("ACK 1", {}),
        ("EXCUSE 1 the owner has seen to it", {}),
        ("REASSIGN 1 to Ames", {"officers_named": ("ames",)}),
        ("REASSIGN 1 to Ames from 1 July", {"officers_named": ("ames",)}),
        ("ANSWERED 1", {}),
        ("SNOOZE 1 until 26 June", {}),
    ],
)
def test_whatever_the_coordinator_does_with_it_is_enough(says: str, more: dict[str, Any]) -> None:
    county, digest = told()
    county.writes(COORDINATOR, "Wed 17 June 10:00", thread=digest, says=says, **more)
    assert to_deputy(county, LEFT) is None


def test_what_was_answered_meanwhile_is_not_told() -> None:
    county, _ = told()
    county.writes("reed", "Wed 17 June 10:00", says="ANSWERED Harpole", councils_listed=("harpole",))
    county.ticks("Thu 18 June 09:00")
    assert to_deputy(county, LEFT) is None


def test_what_was_put_off_and_then_left_is_told_two_working_days_after_that_day() -> None:
    county, digest = told()
    county.writes(COORDINATOR, "Wed 17 June 10:00", thread=digest, says="SNOOZE 1 until 22 June")
    assert to_deputy(county, "Wed 24 June 08:30") is None
    assert to_deputy(county, "Thu 25 June 08:30") is not None


def test_a_message_that_waits_to_be_placed_is_told_too() -> None:
    county = Scenario(has_deputy=True)
    county.writes(None, "Mon 15 June 10:00")
    county.commit("", due_digest(county.state, county.programme, AT, at(TOLD)))
    mail = to_deputy(county, LEFT)
    assert mail is not None
    assert [line["number"] for line in mail.data["held"]] == [1]  # type: ignore[attr-defined]


def test_what_its_own_rule_tells_the_deputy_is_not_told_twice() -> None:
    rules = {**RULES, "named-contact": (ROOT / "rules" / "named-contact.toml").read_text()}
    county = Scenario(row("harpole", "pat", None), rules=rules, has_deputy=True)
    county.ticks("Tue 2 June 17:00")
    sent = county.commit("", due_digest(county.state, county.programme, AT, at("Wed 3 June 08:30")))
    assert sent.mail("digest").data["new"]
    assert to_deputy(county, "Wed 10 June 08:30") is None


def test_the_deputy_answers_by_its_numbers() -> None:
    county, _ = told()
    mail = to_deputy(county, LEFT)
    assert mail is not None
    done = county.writes(DEPUTY, "Fri 19 June 10:00", thread=mail.thread, says="EXCUSE 1 the owner has seen to it")
    assert done.sent == [f"lines-noted to {DEPUTY}"]
    assert "excused" in done.kinds
