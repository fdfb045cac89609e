"""Courses: who owes one, by when, and what CONFIRMED settles (expectations, paragraph 12)."""

from __future__ import annotations

from datetime import datetime

import pytest

from mailbot.model.facts import CourseConfirmed, Excused, VerdictGiven
from mailbot.policy.folds.dispatch import take_back
from tests.policy.scenario import LONDON, ROOT, RULES, Scenario, at, local, row

YEARLY = (ROOT / "rules" / "annual-e-learning.toml").read_text()
ONCE = YEARLY.replace('again  = "12 months"', "").replace('"e-learning"', '"first aid"')
HARPOLE = row("harpole", "pat", "reed", role="PLR contact")
THORNBECK = row("thornbeck", "robin", "reed", role="first aider, PLR contact")
WENDLE = row("wendle", "les", "ames")


def force(*rules: str) -> Scenario:
    named = {f"course-{number}": rule for number, rule in enumerate(rules or (YEARLY,))}
    return Scenario(HARPOLE, THORNBECK, WENDLE, rules=RULES | named)


def courses(made: Scenario) -> list[tuple[str, str | None, str]]:
    owed = (one for one in made.owed() if one.rule.each == "person")
    return [(one.rule.course or "", one.officer, local(one.deadline.due_by)) for one in owed]


def test_only_who_holds_the_role_owes_the_course_and_once_for_all_their_councils() -> None:
    assert courses(force()) == [("e-learning", "reed", "Sat 1 August 00:00")]


def test_a_further_council_moves_no_day_by_which_the_course_is_owed() -> None:
    """It counts from when they took up the role, whichever council it was for; so do their shifts."""
    made = Scenario(row("wendle", "pat", "reed", role="PLR contact", duty="mon,tue"), rules=RULES | {"course": YEARLY})
    assert courses(made) == [("e-learning", "reed", "Sat 1 August 00:00")]
    made.record(row("ashcombe", "les", "reed", when=at("Mon 22 June 10:00"), role="PLR contact"))
    assert courses(made) == [("e-learning", "reed", "Sat 1 August 00:00")]
    assert {one.duty for one in made.owed() if one.rule.each == "person"} == {"mon,tue"}


@pytest.mark.parametrize(
    ("says", "on"),
    [
        ("CONFIRMED", "Mon 8 June 10:00"),
        ("CONFIRMED e-learning", "Mon 8 June 10:00"),
        ("CONFIRMED 3 June", "Wed 3 June 12:00"),
        ("CONFIRMED e-learning on 3 June", "Wed 3 June 12:00"),
    ],
)
def test_confirmed_is_noted_on_its_day_and_answered(says: str, on: str) -> None:
    made = force()
    noted = made.writes("reed", "Mon 8 June 10:00", says=says)
    [fact] = noted.facts(CourseConfirmed)
    assert local(fact.happened_at) == on
    assert noted.sent == ["course-noted to reed"]


@pytest.mark.parametrize(
    ("says", "why"),
    [("CONFIRMED", "which"), ("CONFIRMED 9 June", "which"), ("CONFIRMED first aid 9 June", "day")],
)
def test_what_is_not_clear_is_asked_and_noted_nowhere(says: str, why: str) -> None:
    asked = force(YEARLY, ONCE).writes("reed", "Mon 8 June 10:00", says=says)
    assert asked.facts(CourseConfirmed) == []
    assert asked.mail("course-not-noted").data["why"] == why


def test_the_row_of_a_prompt_names_its_course() -> None:
    made = force(YEARLY, ONCE)
    prompt = made.ticks("Wed 1 July 09:00").mail("course-prompt")
    assert [one["course"] for one in prompt.data["rows"]] == ["e-learning", "first aid"]  # type: ignore[attr-defined]
    noted = made.writes("reed", "Wed 1 July 10:00", thread=prompt.thread, says="CONFIRMED 2")
    assert [fact.course for fact in noted.facts(CourseConfirmed)] == ["first aid"]


def test_what_holds_for_a_year_is_owed_anew_from_the_last_time_and_what_holds_for_ever_is_not() -> None:
    made = force(YEARLY, ONCE)
    made.writes("reed", "Mon 8 June 10:00", says="CONFIRMED e-learning")
    made.writes("reed", "Mon 8 June 10:01", says="CONFIRMED first aid")
    closed = made.ticks("Mon 8 June 10:05")
    assert [fact.outcome.value for fact in closed.facts(VerdictGiven)] == ["met", "met"]
    [owed] = [one for one in made.owed() if one.rule.each == "person"]
    assert (owed.rule.course, owed.deadline.due_by) == ("e-learning", at("Mon 8 June 10:00").replace(year=2027))


def test_a_course_that_has_run_out_is_told_to_the_coordinator() -> None:
    made = force()
    made.ticks("Wed 1 July 09:00")
    made.ticks("Sat 1 August 00:01")
    assert [fact.escalates for fact in made.state.untold.values() if fact.kind == "step"] == ["not confirmed"]  # type: ignore[attr-defined]


def test_confirmed_of_somebody_of_whom_nothing_is_asked_is_no_command() -> None:
    assert force().writes("ames", "Mon 8 June 10:00", says="CONFIRMED").facts(CourseConfirmed) == []


def test_a_confirmed_course_can_be_undone_and_is_owed_as_before() -> None:
    made = force()
    noted = made.writes("reed", "Mon 8 June 10:00", says="CONFIRMED e-learning")
    made.writes("reed", "Mon 8 June 10:02", thread=noted.mail("course-noted").thread, says="UNDO")
    assert courses(made) == [("e-learning", "reed", "Sat 1 August 00:00")]


def verdicts(made: Scenario) -> list[str]:
    """Give what became of each course, and when it had been owed since."""
    given = (one for (rule, _), all_of_it in made.state.history.items() if rule == "course-0" for one in all_of_it)
    return [f"{one.outcome} since {local(one.started_at)}" for one in given]


def excused(made: Scenario, when: str) -> Excused:
    """Have the coordinator excuse what is owed."""
    [owed] = [one for one in made.owed() if one.rule.each == "person"]
    said_at = at(when)
    fact = Excused(happened_at=said_at, recorded_at=said_at, rule=owed.rule.name, obligation=owed.id, liaison="harpole",
                   message="digest", by="coordinator")  # fmt: skip
    made.record(fact)
    made.ticks(when)
    return fact


ONE = ["met since Mon 1 June 00:00"]


@pytest.mark.parametrize(
    ("again", "says", "holds_until"),
    [
        ("Mon 8 June 10:30", "CONFIRMED", "8 June 10:30"),
        ("Mon 8 June 15:00", "CONFIRMED 8 June", "8 June 15:00"),
        ("Tue 9 June 10:00", "CONFIRMED", "9 June 10:00"),
        ("Wed 30 September 10:00", "CONFIRMED", "30 September 10:00"),
        ("Tue 9 June 10:00", "CONFIRMED 3 June", "8 June 10:00"),
    ],
)
def test_what_is_confirmed_again_before_it_is_asked_for_again_is_one_completion(
    again: str, says: str, holds_until: str
) -> None:
    """It holds from the latest day that is named; an earlier one is corrected by UNDO."""
    made = force()
    made.writes("reed", "Mon 8 June 10:00", says="CONFIRMED")
    made.ticks("Mon 8 June 10:05")
    noted = made.writes("reed", again, says=says)
    made.ticks(again)
    assert verdicts(made) == ONE
    [owed] = [one for one in made.owed() if one.rule.each == "person"]
    assert f"{owed.deadline.due_by.astimezone(LONDON):%-d %B %H:%M}" == holds_until
    assert noted.mail("course-noted").data["again_by"] == f"{owed.deadline.due_by.astimezone(LONDON):%Y-%m-%d}"
    answer = noted.mail("course-noted").thread
    made.writes("reed", again, thread=answer, says="UNDO")
    made.ticks(again)
    [owed] = [one for one in made.owed() if one.rule.each == "person"]
    assert (verdicts(made), owed.started_at) == (ONE, at("Mon 8 June 10:00"))


def test_of_two_that_are_one_completion_the_first_can_be_undone() -> None:
    made = force()
    noted = made.writes("reed", "Mon 8 June 10:00", says="CONFIRMED")
    made.writes("reed", "Tue 9 June 10:00", says="CONFIRMED")
    made.ticks("Tue 9 June 10:05")
    made.writes("reed", "Tue 9 June 10:10", thread=noted.mail("course-noted").thread, says="UNDO")
    [judged] = made.ticks("Tue 9 June 10:15").facts(VerdictGiven)
    assert (judged.outcome.value, local(judged.ended_at)) == ("met", "Tue 9 June 10:00")
    assert verdicts(made) == ONE


@pytest.mark.parametrize(("on", "completions"), [("2027-05-07 12:00", 1), ("2027-05-08 12:00", 2)])
def test_what_is_confirmed_once_it_is_asked_for_again_is_a_completion_of_its_own(on: str, completions: int) -> None:
    made = force()
    made.writes("reed", "Mon 8 June 10:00", says="CONFIRMED")
    when = datetime.fromisoformat(on).replace(tzinfo=LONDON)
    made.writes("reed", when, says="CONFIRMED")
    made.ticks(when)
    assert len(verdicts(made)) == completions


def test_what_was_excused_is_due_again_a_term_after_the_excuse() -> None:
    made = force()
    excused(made, "Tue 4 August 10:00")
    [owed] = [one for one in made.owed() if one.rule.each == "person"]
    assert (owed.started_at, owed.deadline.due_by) == (
        at("Tue 4 August 10:00"),
        at("Tue 4 August 10:00").replace(year=2027),
    )
    asked_at = at("Tue 4 August 10:00").replace(year=2027, month=7, day=5)
    assert "course-prompt to reed" in made.ticks(asked_at).sent


@pytest.mark.parametrize(
    ("says", "outcomes"),
    [
        ("CONFIRMED", ["excused since Mon 1 June 00:00", "met since Tue 4 August 10:00"]),
        ("CONFIRMED 3 August", ["excused since Mon 1 June 00:00"]),
    ],
)
def test_what_is_completed_after_an_excuse_ends_what_follows_it(says: str, outcomes: list[str]) -> None:
    """What is noted of a day before it ends nothing; without the excuse it would have."""
    made = force()
    fact = excused(made, "Tue 4 August 10:00")
    made.writes("reed", "Wed 5 August 10:00", says=says)
    made.ticks("Wed 5 August 10:05")
    assert verdicts(made) == outcomes
    take_back(fact, made.state)
    made.ticks("Wed 5 August 10:10")
    assert verdicts(made) == ["late since Mon 1 June 00:00"]


def test_what_is_owed_once_is_not_asked_for_again_after_an_excuse() -> None:
    made = force(ONCE)
    excused(made, "Tue 4 August 10:00")
    assert courses(made) == []
