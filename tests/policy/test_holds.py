"""Holds: how far they move a deadline, what they arm anew, and what they never do (expectations, paragraph 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.model.facts import HoldPlaced, Purpose, StepTaken, ThreadOpened, VerdictGiven
from mailbot.model.understanding import Command
from mailbot.policy.arrivals import follow
from mailbot.policy.folds.dispatch import take_back
from mailbot.policy.holds import is_on_hold, with_holds
from mailbot.policy.rules import Hold
from mailbot.policy.working_time import Amount, Calendar, Deadline, deadline
from tests.policy.scenario import COORDINATOR, IN_DOUBT, Scenario, arrival, at, local, row

ASKED, REMIND, DUE = "Mon 8 June 10:00", "Thu 11 June 09:00", "Mon 15 June 17:00"
CALENDAR = Calendar.build()
LIMIT = Hold.model_validate({"limit": "10 working days"})


def hold(when: str | datetime, until: str = "") -> HoldPlaced:
    placed_at = at(when) if isinstance(when, str) else when
    until_on = at(f"{until} 12:00").date() if until else None
    return HoldPlaced(
        happened_at=placed_at, recorded_at=placed_at, question="q", message="m", by="reed", until_on=until_on
    )


def due(*placed: HoldPlaced, limit: Hold | None = LIMIT) -> Deadline:
    return with_holds(deadline(CALENDAR, at(ASKED), Amount.parse("5 working days")), limit, placed)


@pytest.mark.parametrize(
    ("placed", "due_by"),
    [
        ([], DUE),
        ([hold("Wed 10 June 10:00", "Thu 11 June")], "Tue 16 June 17:00"),
        ([hold("Wed 10 June 10:00", "Wed 10 June")], DUE),
        ([hold("Fri 12 June 10:00", "Sun 14 June")], DUE),
        ([hold("Fri 12 June 10:00", "Mon 15 June")], "Tue 16 June 17:00"),
        ([hold("Mon 8 June 11:00", "Fri 12 June")], "Fri 19 June 17:00"),
        ([hold("Fri 5 June 11:00", "Wed 10 June")], "Wed 17 June 17:00"),
        ([hold("Mon 15 June 17:00", "Wed 17 June")], "Wed 17 June 17:00"),
        ([hold("Mon 15 June 17:01", "Wed 17 June")], DUE),
        ([hold("Wed 10 June 10:00")], "Mon 29 June 17:00"),
        ([hold("Wed 10 June 10:00", "Fri 31 July")], "Mon 29 June 17:00"),
        ([hold("Tue 9 June 10:00", "Thu 11 June"), hold("Tue 9 June 11:00", "Fri 12 June")], "Thu 18 June 17:00"),
        ([hold("Mon 15 June 10:00", "Tue 16 June"), hold("Tue 16 June 10:00", "Wed 17 June")], "Wed 17 June 17:00"),
    ],
)
def test_a_deadline_moves_by_the_working_days_of_a_hold(placed: list[HoldPlaced], due_by: str) -> None:
    moved = due(*placed)
    assert local(moved.due_by) == due_by
    assert sum(day.counted for day in moved.days) == 5, "five working days count, whatever was held"


def test_a_rule_without_holds_is_moved_by_none() -> None:
    assert local(due(hold("Wed 10 June 10:00"), limit=None).due_by) == DUE


def test_a_day_on_hold_is_explained_as_such() -> None:
    days = {day.date: day.why for day in due(hold("Wed 10 June 10:00", "Thu 11 June")).days}
    assert days[date(2026, 6, 11)] == "on hold"
    assert days[date(2026, 6, 10)] == "working day 2"


@pytest.mark.parametrize(("now", "held"), [("Thu 11 June 23:00", True), ("Fri 12 June 00:01", False)])
def test_a_hold_is_over_after_its_last_day(now: str, held: bool) -> None:
    assert is_on_hold(due(hold("Wed 10 June 10:00", "Thu 11 June")), at(now)) is held


holds = st.lists(
    st.tuples(st.integers(0, 60 * 24 * 40), st.none() | st.integers(0, 60)).map(
        lambda drawn: HoldPlaced(
            happened_at=at(ASKED) + timedelta(minutes=drawn[0]),
            recorded_at=at(ASKED),
            question="q",
            message="m",
            by="reed",
            until_on=None if drawn[1] is None else date(2026, 6, 8) + timedelta(days=drawn[1]),
        )
    ),
    max_size=5,
)


@given(holds)
def test_holds_never_exceed_their_limit_nor_bring_a_deadline_forward(placed: list[HoldPlaced]) -> None:
    moved = due(*sorted(placed, key=lambda one: one.happened_at))
    assert at(DUE) <= moved.due_by <= due(hold(ASKED)).due_by
    assert len(moved.held) <= 10
    assert sum(day.counted for day in moved.days) == 5


def test_a_hold_arms_the_steps_anew_before_the_new_deadline() -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    assert county.ticks(REMIND).sent == ["reply-reminder to reed"]
    held = county.writes("reed", "Thu 11 June 10:00", thread=thread, says="HOLD survey until Tue 16 June")
    assert held.sent == ["hold-noted to reed", "reply-date-moved to pat"]
    assert not county.ticks(DUE).decision.facts
    assert county.ticks("Tue 16 June 09:00").sent == ["reply-reminder to reed"]
    (owed,) = county.owed()
    assert local(owed.deadline.due_by) == "Thu 18 June 17:00"


def test_a_late_hold_arms_nothing_and_nobody_is_told_twice() -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    county.ticks(DUE)
    refused = county.writes("reed", "Tue 16 June 10:00", thread=thread, says="HOLD survey until 30 June")
    assert refused.sent == ["not-done to reed"]
    county.writes(COORDINATOR, "Tue 16 June 10:05", thread=_digest(county), says="HOLD FORCE storm until 30 June")
    assert not county.ticks("Tue 16 June 10:06").facts(StepTaken)


def test_what_is_in_doubt_is_closed_without_a_reason_and_cannot_be_held() -> None:
    county = Scenario()
    thread = county.asks(ASKED, asks=IN_DOUBT, replies=True)
    assert county.writes("reed", ASKED, thread=thread, says="HOLD survey").sent == ["not-done to reed"]
    given = arrival("m9", "reed", at(ASKED), at(ASKED), thread)
    given = replace(given, understood=replace(given.understood, commands=(Command("NO REPLY NEEDED"),)))
    assert county.commit("m9", follow(given, county.state, county.programme)).sent == ["no-reply-noted to reed"]
    assert not county.open_questions()


@pytest.mark.parametrize(
    ("asked", "answered", "is_moved"),
    [
        ("Mon 8 June 10:00", "Tue 9 June 09:00", False),
        ("Mon 8 June 10:00", "Thu 11 June 09:00", True),
        ("Tue 9 June 10:30", "Wed 10 June 09:00", True),
        ("Fri 12 June 09:00", "Mon 15 June 09:00", False),
        ("Mon 15 June 09:00", "Tue 16 June 09:00", False),
    ],
    ids=["answered before it", "asked before it", "asked while it lasts", "asked on its last day", "asked after it"],
)
@pytest.mark.parametrize("team", ["", "east"])
def test_a_hold_that_is_taken_back_has_only_what_it_had_moved_judged_anew(
    team: str, asked: str, answered: str, is_moved: bool
) -> None:
    """A verdict that would be the same is given once."""
    county = Scenario(row("harpole", "pat", "reed", team="east"))
    storm = replace(hold("Tue 9 June 10:00", "Fri 12 June"), question="", team=team, message="storm", by=COORDINATOR)
    county.record(storm)
    thread = county.asks(asked)
    county.writes("reed", answered, thread=thread)
    [judged] = county.ticks(answered).facts(VerdictGiven)
    take_back(storm, county.state)
    anew = county.ticks("Wed 17 June 09:00").facts(VerdictGiven)
    assert [one.due_by < judged.due_by for one in anew] == [True] * is_moved


def _digest(county: Scenario) -> str:
    """Give the thread of a digest that was sent."""
    opened = ThreadOpened(
        happened_at=at(DUE), recorded_at=at(DUE), thread="digest", purpose=Purpose.DESK, people=(COORDINATOR,)
    )
    county.record(opened)
    return opened.thread
