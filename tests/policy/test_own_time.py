"""Own time: what a verdict says of the officer's part in the time that an answer took (design, Words: Own time)."""

from __future__ import annotations

import pytest

from mailbot.model.facts import QuestionReopened, VerdictGiven
from tests.policy.scenario import Scenario, row

ASKED, PASSED_ON, ANSWERED = "Mon 8 June 10:00", "Mon 8 June 11:00", "Fri 12 June 12:00"


def county(duty: str = "") -> tuple[Scenario, str]:
    """A question that was passed on an hour after it was asked, and its thread."""
    county = Scenario(row("harpole", "pat", "reed", duty=duty))
    thread = county.asks(ASKED)
    county.delivers(PASSED_ON)
    return county, thread


def verdict(county: Scenario, thread: str) -> VerdictGiven:
    county.writes("reed", ANSWERED, thread=thread)
    (given,) = county.ticks("Fri 12 June 12:06").facts(VerdictGiven)
    return given


@pytest.mark.parametrize(
    ("duty", "hours"), [("", 6 + 3 * 8 + 3), ("mon,tue,wed", 6 + 2 * 8), ("4 on 4 off from 2026-06-10", 2 * 8 + 3)]
)
def test_it_runs_from_the_relay_without_rest_days(duty: str, hours: int) -> None:
    assert verdict(*county(duty)).own_minutes == 60 * hours


def test_it_runs_without_the_days_of_a_hold() -> None:
    place, thread = county()
    place.writes("reed", "Mon 8 June 12:00", thread=thread, says="HOLD survey until Wed 10 June")
    assert verdict(place, thread).own_minutes == 60 * (6 + 8 + 3)


def test_it_is_unknown_where_no_relay_was_accepted() -> None:
    place = Scenario()
    assert verdict(place, place.asks(ASKED)).own_minutes is None


@pytest.mark.parametrize("says", ["NO", "NOT ANSWERED"])
def test_what_comes_from_an_address_that_is_not_the_plrs_disputes_nothing(says: str) -> None:
    """Law 7."""
    place, thread = county()
    place.writes("reed", "Tue 9 June 10:00", thread=thread, says="ANSWERED")
    details = {"says": says, "token": "pat", "answers_template": "told-answered"}
    told = place.writes(None, "Tue 9 June 11:00", thread=thread, **details)
    assert told.facts(QuestionReopened) == []
    assert "relay to reed" in told.sent


@pytest.mark.parametrize(("says", "disputed"), [("ANSWERED", True), ("", False)])
def test_a_verdict_says_whether_a_noted_answer_was_denied(says: str, disputed: bool) -> None:
    place, thread = county()
    place.writes("reed", "Tue 9 June 10:00", thread=thread, says=says)
    place.writes("pat", "Tue 9 June 11:00", thread=thread, says="NO", answers_template="told-answered")
    assert verdict(place, thread).disputed is disputed
