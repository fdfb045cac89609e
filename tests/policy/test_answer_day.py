"""By when a question is to be answered, where two programmes promise different days."""

from __future__ import annotations

from datetime import datetime

import pytest

from mailbot.policy.answer_day import answer_deadline
from tests.policy.scenario import HARPOLE, IN_DOUBT, RULES, Scenario, at, local, row

WATCH = row("watch", "robin", "reed", programme="neighbourhood-watch")
TWO_PROGRAMMES = {
    "reply-deadline": RULES["reply-deadline"],
    "watch-reply-deadline": RULES["reply-deadline"]
    .replace("each ", 'programmes = ["neighbourhood-watch"]\neach ', 1)
    .replace('"5 working days"', '"10 working days"', 1),
}


@pytest.fixture
def county() -> Scenario:
    return Scenario(HARPOLE, WATCH, rules=TWO_PROGRAMMES)


def due(county: Scenario) -> datetime | None:
    (question,) = county.state.questions.values()
    answer = answer_deadline(question, county.state, county.programme)
    return answer.due_by if answer else None


@pytest.mark.parametrize(
    ("writer", "expected"), [("pat", "Mon 15 June 17:00"), ("robin", "Mon 22 June 17:00")], ids=["PLR", "Watch"]
)
def test_a_question_is_due_as_the_rules_of_its_own_programme_say(county: Scenario, writer: str, expected: str) -> None:
    county.asks("Mon 8 June 09:15", writer)
    answer_by = due(county)
    assert answer_by is not None
    assert local(answer_by) == expected


def test_what_is_in_doubt_has_no_day(county: Scenario) -> None:
    county.asks("Mon 8 June 09:15", asks=IN_DOUBT, replies=True)
    assert due(county) is None


def test_a_hold_is_in_time_until_the_day_of_its_own_programme(county: Scenario) -> None:
    thread = county.asks("Mon 8 June 09:15", "robin")
    held = county.writes("reed", "Wed 17 June 10:00", thread=thread, says="HOLD survey until Fri 26 June")
    assert "hold-noted to reed" in held.sent


@pytest.mark.parametrize(
    ("told", "next_day"),
    [
        ("Mon 15 June 17:00", "Mon 22 June 17:00"),
        ("Mon 22 June 16:59", "Mon 22 June 17:00"),
        ("Mon 22 June 17:00", "Mon 29 June 17:00"),
        ("Tue 14 July 10:05", "Mon 20 July 17:00"),
    ],
)
def test_a_plr_who_is_told_late_that_the_day_has_passed_is_given_one_that_is_to_come(told: str, next_day: str) -> None:
    county = Scenario(HARPOLE)
    thread = county.asks("Mon 8 June 09:15")
    county.writes("reed", "Mon 8 June 15:00", thread=thread)
    county.ticks("Mon 8 June 15:05")
    county.writes("pat", told, thread=thread, says="NOT ANSWERED")
    passed = county.ticks(told).mail("reply-date-passed")
    assert (passed.data["answer_by"], passed.data["new_answer_by"]) == (
        at("Mon 15 June 17:00").isoformat(),
        at(next_day).isoformat(),
    )


@pytest.mark.parametrize(("undone", "told"), [("Fri 12 June 10:00", True), ("Tue 16 June 10:00", False)])
def test_a_hold_that_is_taken_back_names_the_first_day_only_while_that_is_to_come(undone: str, told: bool) -> None:
    """When it has passed, the PLR is told so, with a day that is to come."""
    county = Scenario(HARPOLE)
    thread = county.asks("Mon 8 June 09:15")
    noted = county.writes("reed", "Tue 9 June 10:00", thread=thread, says="HOLD survey until Fri 26 June")
    taken_back = county.writes("reed", undone, thread=noted.mail("hold-noted").thread, says="UNDO")
    assert ("reply-date-moved to pat" in taken_back.sent) == told
    assert ("reply-date-passed to pat" in county.ticks(undone).sent) != told


def test_a_second_hold_arms_the_steps_anew_although_one_that_was_undone_had_done_so_as_often() -> None:
    """Design, Words: Step."""
    county = Scenario(HARPOLE)
    thread = county.asks("Mon 8 June 09:15")
    noted = county.writes("reed", "Tue 9 June 10:00", thread=thread, says="HOLD survey until Wed 10 June")
    assert county.ticks("Mon 15 June 09:00").sent == ["reply-reminder to reed"]
    county.writes("reed", "Mon 15 June 09:10", thread=noted.mail("hold-noted").thread, says="UNDO")
    county.writes("reed", "Mon 15 June 09:15", thread=thread, says="HOLD survey until Thu 18 June")
    assert county.ticks("Tue 16 June 09:00").sent == ["reply-reminder to reed"]
