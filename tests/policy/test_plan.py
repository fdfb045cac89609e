"""Plans, duties and intervals as a roster says them (design, Time and Shapes)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.policy.plan import WEEKDAYS, Duty, Plan, parse_every

PLANS = [
    ("15", "2026-06", "2026-06-15"),
    ("31", "2026-06", "2026-06-30"),
    ("31", "2026-02", "2026-02-28"),
    ("29", "2028-02", "2028-02-29"),
    ("last Friday", "2026-06", "2026-06-26"),
    ("last Friday", "2026-07", "2026-07-31"),
    ("second Tuesday", "2026-06", "2026-06-09"),
    ("2nd tuesday", "2026-12", "2026-12-08"),
    ("first Monday", "2026-06", "2026-06-01"),
    ("3rd week", "2026-06", "2026-06-15"),
    ("last week", "2026-06", "2026-06-29"),
]


@pytest.mark.parametrize(("plan", "month", "planned"), PLANS)
def test_a_plan_falls_on_one_day_of_each_month(plan: str, month: str, planned: str) -> None:
    year, number = map(int, month.split("-"))
    assert Plan.parse(plan).in_month(year, number) == date.fromisoformat(planned)


@pytest.mark.parametrize("text", ["", "0", "32", "15th", "Friday", "fifth Friday", "last", "last Fri", "every week"])
def test_what_is_no_plan_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(ValueError, match="is no plan; write a day"):
        Plan.parse(text)


@given(st.sampled_from(["first", "second", "third", "fourth", "last"]), st.sampled_from(WEEKDAYS),
       st.integers(2020, 2040), st.integers(1, 12))  # fmt: skip
def test_the_nth_weekday_is_in_the_nth_seven_days_of_its_month(nth: str, weekday: str, year: int, month: int) -> None:
    day = Plan.parse(f"{nth} {weekday}").in_month(year, month)
    assert (day.month, WEEKDAYS[day.weekday()]) == (month, weekday)
    if nth == "last":
        assert date.fromordinal(day.toordinal() + 7).month != month
    else:
        assert (day.day - 1) // 7 == ["first", "second", "third", "fourth"].index(nth)


DUTIES = [
    ("mon,tue,thu", "2026-06-08", "1101000"),
    ("Sat, sun", "2026-06-08", "0000011"),
    ("4 on 4 off from 2026-01-05", "2026-01-05", "11110000111"),
    ("2 on 3 off from 2026-01-05", "2026-01-03", "00110001"),
]


@pytest.mark.parametrize(("duty", "first", "pattern"), DUTIES)
def test_a_duty_says_which_days_are_shifts(duty: str, first: str, pattern: str) -> None:
    start = date.fromisoformat(first).toordinal()
    days = [date.fromordinal(start + n) for n in range(len(pattern))]
    assert "".join(str(int(Duty.parse(duty).is_on(day))) for day in days) == pattern


@pytest.mark.parametrize("text", ["", "mon-fri", "monday", "mon,,tue", "4 on 4 off", "0 on 4 off from 2026-01-05",
                                  "4 on 4 off from 2026-02-30", "4 on 4 off from 05/01/2026"])  # fmt: skip
def test_what_is_no_duty_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(ValueError, match="is no duty; write weekdays"):
        Duty.parse(text)


@pytest.mark.parametrize(("text", "amount"), [("quarter", "3 months"), ("Fortnight", "2 weeks"), ("week", "1 week")])
def test_an_interval_may_be_one_word(text: str, amount: str) -> None:
    assert parse_every(text) == parse_every(amount)


@pytest.mark.parametrize("text", ["monthly", "5 working days", "30 minutes", "0 months"])
def test_an_interval_between_contacts_is_calendar_time(text: str) -> None:
    assert str(parse_every("6 weeks")) == "6 weeks"
    with pytest.raises(ValueError, match="weeks"):
        parse_every(text)
