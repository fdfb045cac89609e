"""Working time (design, Time; law 9): tables of human dates, and laws."""

from __future__ import annotations

import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.policy.working_time import (
    Amount,
    Calendar,
    Unit,
    deadline,
    next_opening,
    polite,
    step_instant,
    working_days_after,
    working_days_before,
    working_time_between,
)

LONDON = ZoneInfo("Europe/London")
OFFICE = Calendar.build()
FORCE_CLOSURES = [date(2026, 12, 24), *(date(2026, 12, day) for day in (29, 30, 31))]
CLOSED_AT_CHRISTMAS = Calendar.build(closures=FORCE_CLOSURES)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def said(instant: datetime) -> str:
    return instant.astimezone(LONDON).strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")


FIVE_WORKING_DAYS = [
    ("an ordinary week", "2026-06-08 10:00", "2026-06-08 10:00", "2026-06-15 17:00"),
    ("the last second of office time", "2026-06-08 16:59:59", "2026-06-08 16:59:59", "2026-06-15 17:00"),
    ("17:00 is after hours", "2026-06-08 17:00", "2026-06-09 09:00", "2026-06-16 17:00"),
    ("09:00 is in hours", "2026-06-08 09:00", "2026-06-08 09:00", "2026-06-15 17:00"),
    ("before opening it is the same day", "2026-06-08 06:30", "2026-06-08 09:00", "2026-06-15 17:00"),
    ("midnight begins the day", "2026-06-09 00:00", "2026-06-09 09:00", "2026-06-16 17:00"),
    ("Friday evening", "2026-06-05 18:00", "2026-06-08 09:00", "2026-06-15 17:00"),
    ("Saturday", "2026-06-06 12:00", "2026-06-08 09:00", "2026-06-15 17:00"),
    ("Sunday night", "2026-06-07 23:59:59", "2026-06-08 09:00", "2026-06-15 17:00"),
    ("before Christmas 2026", "2026-12-23 16:55", "2026-12-23 16:55", "2027-01-04 17:00"),
    ("Christmas Day 2026", "2026-12-25 11:00", "2026-12-29 09:00", "2027-01-06 17:00"),
    ("the substitute for Boxing Day 2026", "2026-12-28 11:00", "2026-12-29 09:00", "2027-01-06 17:00"),
    ("New Year's Day 2027", "2027-01-01 11:00", "2027-01-04 09:00", "2027-01-11 17:00"),
    ("two substitutes at Christmas 2027", "2027-12-24 10:00", "2027-12-24 10:00", "2028-01-05 17:00"),
    ("over Easter 2026", "2026-04-01 12:00", "2026-04-01 12:00", "2026-04-10 17:00"),
    ("over the clocks going forward", "2026-03-27 16:30", "2026-03-27 16:30", "2026-04-07 17:00"),
    ("the clocks going forward at one", "2026-03-29 01:30", "2026-03-30 09:00", "2026-04-08 17:00"),
    ("over the clocks going back", "2026-10-23 16:30", "2026-10-23 16:30", "2026-10-30 17:00"),
    ("the hour that comes twice", "2026-10-25 01:30", "2026-10-26 09:00", "2026-11-02 17:00"),
    ("29 February is a day like others", "2028-02-25 10:00", "2028-02-25 10:00", "2028-03-03 17:00"),
    ("the Jubilee was a holiday, once", "2022-05-31 10:00", "2022-05-31 10:00", "2022-06-09 17:00"),
    ("the Coronation was a holiday, once", "2023-05-05 10:00", "2023-05-05 10:00", "2023-05-15 17:00"),
]


@pytest.mark.parametrize(("case", "arrived", "counts_from", "due"), FIVE_WORKING_DAYS)
def test_five_working_days_end_at_the_close_of_the_fifth_after_day_0(
    case: str, arrived: str, counts_from: str, due: str
) -> None:
    found = deadline(OFFICE, local(arrived), Amount.parse("5 working days"))
    assert (said(found.counts_from), said(found.due_by)) == (counts_from, due)
    assert [day.counted for day in found.days].count(True) == 5


OTHER_AMOUNTS = [
    ("1 working day", "2026-06-05 16:59:59", "2026-06-08 17:00"),
    ("1 working day", "2026-06-05 17:00", "2026-06-09 17:00"),
    ("2 working hours", "2026-06-05 16:00", "2026-06-08 10:00"),
    ("2 working hours", "2026-06-05 15:00", "2026-06-05 17:00"),
    ("9 working hours", "2026-12-24 16:00", "2026-12-29 17:00"),
    ("2 working hours", "2026-06-06 12:00", "2026-06-08 11:00"),
    ("30 minutes", "2026-06-06 23:45", "2026-06-07 00:15"),
    ("3 days", "2026-06-05 18:00", "2026-06-08 18:00"),
    ("1 day", "2026-03-28 18:00", "2026-03-29 18:00"),
    ("1 day", "2026-10-24 18:00", "2026-10-25 18:00"),
    ("2 weeks", "2026-12-23 10:00", "2027-01-06 10:00"),
    ("1 month", "2026-01-31 10:00", "2026-02-28 10:00"),
    ("1 month", "2028-01-31 10:00", "2028-02-29 10:00"),
    ("12 months", "2028-02-29 10:00", "2029-02-28 10:00"),
    ("12 months", "2026-12-31 10:00", "2027-12-31 10:00"),
]


@pytest.mark.parametrize(("amount", "start", "due"), OTHER_AMOUNTS)
def test_other_amounts_end_in_working_or_in_calendar_time(amount: str, start: str, due: str) -> None:
    assert said(deadline(OFFICE, local(start), Amount.parse(amount)).due_by) == due


def test_every_day_is_counted_or_skipped_with_its_reason() -> None:
    found = deadline(CLOSED_AT_CHRISTMAS, local("2026-12-23 18:00"), Amount.parse("1 working day"))
    assert [(day.date.isoformat(), day.counted, day.why) for day in found.days] == [
        ("2026-12-23", False, "arrived after closing"),
        ("2026-12-24", False, "closure of the force"),
        ("2026-12-25", False, "Christmas Day"),
        ("2026-12-26", False, "weekend"),
        ("2026-12-27", False, "weekend"),
        ("2026-12-28", False, "Boxing Day (substitute day)"),
        ("2026-12-29", False, "closure of the force"),
        ("2026-12-30", False, "closure of the force"),
        ("2026-12-31", False, "closure of the force"),
        ("2027-01-01", False, "New Year's Day"),
        ("2027-01-02", False, "weekend"),
        ("2027-01-03", False, "weekend"),
        ("2027-01-04", False, "day 0: it counts from here"),
        ("2027-01-05", True, "working day 1"),
    ]


def test_an_office_that_opens_on_other_days_says_so() -> None:
    tuesday_to_saturday = Calendar.build(days=("tue", "wed", "thu", "fri", "sat"), hours=(time(8), time(20)))
    monday, saturday = date(2026, 6, 8), date(2026, 6, 13)
    assert (tuesday_to_saturday.why(monday), tuesday_to_saturday.why(saturday)) == ("no office day", "working day")
    assert said(tuesday_to_saturday.closing(saturday)) == "2026-06-13 20:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "working days",
        "0 days",
        "-1 days",
        "1.5 days",
        "5 fortnights",
        "2 hours",
        "99999 days",
        "5 working days before due",
        "5 working",
        "days 5",
    ],
)
def test_what_is_no_amount_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(ValueError, match="working days, working hours, minutes, days, weeks, months"):
        Amount.parse(text)


@given(st.integers(1, 9999), st.sampled_from(Unit))
def test_an_amount_reads_as_it_is_said(count: int, unit: Unit) -> None:
    assert Amount.parse(str(Amount(count, unit))) == Amount(count, unit)


STEPS = [
    ("2026-06-15 17:00", "2 working days", True, "2026-06-11 09:00"),
    ("2026-06-15 17:00", "5 working days", False, "2026-06-22 17:00"),
    ("2027-01-04 17:00", "2 working days", True, "2026-12-30 09:00"),
    ("2026-06-13 10:00", "1 working day", True, "2026-06-12 09:00"),
    ("2026-06-15 10:00", "2 working hours", True, "2026-06-12 16:00"),
    ("2026-06-15 17:00", "8 working hours", True, "2026-06-15 09:00"),
    ("2026-06-15 16:00", "2 working hours", False, "2026-06-16 10:00"),
    ("2026-03-31 10:00", "1 month", True, "2026-02-28 10:00"),
    ("2026-06-15 17:00", "3 days", False, "2026-06-18 17:00"),
]


@pytest.mark.parametrize(("due", "amount", "before", "comes"), STEPS)
def test_a_step_before_a_deadline_comes_at_opening_and_after_it_at_closing(
    due: str, amount: str, before: bool, comes: str
) -> None:
    assert said(step_instant(OFFICE, local(due), Amount.parse(amount), before=before)) == comes


POLITE = [
    ("2026-06-12 08:00", "2026-06-12 08:00"),
    ("2026-06-12 07:59:59", "2026-06-12 08:00"),
    ("2026-06-12 12:00", "2026-06-12 12:00"),
    ("2026-06-12 17:59:59", "2026-06-12 17:59:59"),
    ("2026-06-12 18:00", "2026-06-15 08:00"),
    ("2026-06-13 12:00", "2026-06-15 08:00"),
    ("2026-12-24 18:30", "2026-12-29 08:00"),
]


@pytest.mark.parametrize(("instant", "polite_at"), POLITE)
def test_polite_hours_are_an_hour_either_side_of_office_time(instant: str, polite_at: str) -> None:
    assert said(polite(OFFICE, local(instant))) == polite_at


def test_next_years_bank_holidays_are_known() -> None:
    """When this fails: compare the announced holidays with the package, then raise HOLIDAYS_KNOWN_UNTIL."""
    next_year = datetime.now(UTC).year + 1
    assert OFFICE.horizon >= date(next_year, 12, 31)
    assert sum(day.year == next_year for day in OFFICE.holidays) >= 8


def test_the_end_of_the_known_holidays_is_warned_of_half_a_year_ahead() -> None:
    assert OFFICE.horizon_warning(OFFICE.horizon - timedelta(days=184)) == ""
    assert "known until 31 December 2028" in OFFICE.horizon_warning(OFFICE.horizon - timedelta(days=182))


def test_the_version_changes_with_whatever_decides_a_deadline() -> None:
    others = [
        Calendar.build(closures=[date(2026, 12, 24)]),
        Calendar.build(hours=(time(9), time(17, 30))),
        Calendar.build(days=("mon", "tue", "wed", "thu")),
        Calendar.build(holidays="Scotland"),
        Calendar.build(zone="Europe/Dublin"),
    ]
    assert Calendar.build().version == OFFICE.version
    assert len({OFFICE.version, *(other.version for other in others)}) == 6


def test_a_calendar_without_office_time_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        Calendar.build(days=())
    with pytest.raises(ValueError, match="close after they open"):
        Calendar.build(hours=(time(17), time(9)))


def test_a_deadline_costs_little_enough_to_be_computed_anew_at_each_tick() -> None:
    arrived, amount = local("2026-12-23 16:55"), Amount.parse("5 working days")
    deadline(OFFICE, arrived, amount)
    rounds = []
    for _ in range(5):
        begun = stopwatch.process_time()
        for _ in range(200):
            deadline(OFFICE, arrived, amount)
        rounds.append((stopwatch.process_time() - begun) / 200)
    assert min(rounds) < 50e-6


# Laws

INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 1), timezones=st.just(UTC))
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 1))
CALENDARS = st.sampled_from(
    [OFFICE, CLOSED_AT_CHRISTMAS, Calendar.build(days=("mon", "sat"), hours=(time(7), time(22)))]
)
WORKING = st.builds(Amount, st.integers(1, 40), st.sampled_from([Unit.WORKING_DAYS, Unit.WORKING_HOURS]))
SMALL = st.integers(1, 30)


@given(CALENDARS, INSTANTS, INSTANTS, WORKING)
def test_law_9_what_arrives_later_is_never_due_earlier(
    calendar: Calendar, a: datetime, b: datetime, amount: Amount
) -> None:
    first, second = sorted((a, b))
    assert deadline(calendar, first, amount).due_by <= deadline(calendar, second, amount).due_by


@given(CALENDARS, INSTANTS, SMALL, SMALL)
def test_law_9_working_days_add_up_from_one_day_0(calendar: Calendar, arrived: datetime, n: int, m: int) -> None:
    whole = deadline(calendar, arrived, Amount(n + m, Unit.WORKING_DAYS)).due_by
    part = deadline(calendar, arrived, Amount(n, Unit.WORKING_DAYS)).due_by
    assert working_days_after(calendar, part, m) == whole
    assert working_days_before(calendar, whole, m) == calendar.opening(calendar.local_day(part))


@given(CALENDARS, INSTANTS, WORKING)
def test_law_9_no_working_deadline_lands_on_a_closed_day(calendar: Calendar, arrived: datetime, amount: Amount) -> None:
    found = deadline(calendar, arrived, amount)
    day = calendar.local_day(found.due_by)
    assert calendar.is_working(day)
    assert calendar.opening(day) < found.due_by <= calendar.closing(day)
    assert found.days[-1].counted


@given(CALENDARS, INSTANTS, st.integers(1, 60))
def test_working_hours_take_exactly_as_much_working_time(calendar: Calendar, arrived: datetime, hours: int) -> None:
    amount = Amount(hours, Unit.WORKING_HOURS)
    due_by = deadline(calendar, arrived, amount).due_by
    assert working_time_between(calendar, arrived, due_by) == timedelta(hours=hours)
    before = step_instant(calendar, due_by, amount, before=True)
    assert working_time_between(calendar, before, due_by) == timedelta(hours=hours)


@settings(max_examples=40)
@given(
    CALENDARS,
    INSTANTS,
    st.timedeltas(timedelta(0), timedelta(days=200)),
    st.timedeltas(timedelta(0), timedelta(days=200)),
)
def test_working_time_between_is_additive_and_monotone(
    calendar: Calendar, a: datetime, first: timedelta, second: timedelta
) -> None:
    b, c = a + first, a + first + second
    between = working_time_between
    assert between(calendar, a, c) == between(calendar, a, b) + between(calendar, b, c)
    assert timedelta(0) <= between(calendar, a, b) <= between(calendar, a, c)
    assert between(calendar, c, a) == -between(calendar, a, c)


@given(CALENDARS, INSTANTS)
def test_nothing_waits_in_office_time_and_all_wait_for_the_next_opening_outside_it(
    calendar: Calendar, instant: datetime
) -> None:
    opening = next_opening(calendar, instant)
    assert instant <= polite(calendar, instant) <= max(instant, opening - timedelta(hours=1))
    assert working_time_between(calendar, instant, opening) == timedelta(0)
    assert next_opening(calendar, opening) == opening


def slowly_due(calendar: Calendar, arrived: datetime, days: int) -> datetime:
    """The same policy, minute by minute in local wall-clock time, from the words of the design alone."""

    def is_open(wall: datetime) -> bool:
        closed = wall.date() in calendar.holidays or wall.date() in calendar.closures
        return not closed and wall.weekday() in calendar.days and calendar.opens <= wall.time() < calendar.closes

    wall = arrived.astimezone(LONDON).replace(tzinfo=None, second=0, microsecond=0)
    while not is_open(wall):
        wall += timedelta(minutes=1)
    opened: set[date] = set()
    day_0 = wall.date()
    while len(opened) < days or is_open(wall):
        wall += timedelta(minutes=1)
        if is_open(wall) and wall.date() != day_0:
            opened.add(wall.date())
    return wall.replace(tzinfo=LONDON).astimezone(UTC)


@settings(max_examples=25, deadline=None)
@given(CALENDARS, INSTANTS, st.integers(1, 8))
def test_a_slow_and_obvious_count_agrees(calendar: Calendar, arrived: datetime, days: int) -> None:
    assert deadline(calendar, arrived, Amount(days, Unit.WORKING_DAYS)).due_by == slowly_due(calendar, arrived, days)


@given(DAYS, st.integers(1, 30))
def test_months_keep_the_day_or_take_the_last_of_a_shorter_month(day: date, months: int) -> None:
    start = datetime.combine(day, time(12), LONDON)
    due = deadline(OFFICE, start, Amount(months, Unit.MONTHS)).due_by.astimezone(LONDON)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == months
    assert due.time() == time(12)
    assert due.day == day.day or (due.day < day.day and (due + timedelta(days=1)).day == 1)
