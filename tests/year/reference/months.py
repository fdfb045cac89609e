"""The promise of a contact in every month, or in what else was agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

from tests.year.reference.notebook import FIVE_MINUTES, Notebook
from tests.year.reference.records import Period, Step
from tests.year.reference.spells import notice_spell
from tests.year.story import Council, day, local


def look(notes: Notebook) -> None:
    """Prompt, ask and judge what is to be kept in touch."""
    _look(notes, "monthly-contact")


def look_at_watches(notes: Notebook) -> None:
    """Do so for Neighbourhood Watch: the same, as often as the two have agreed."""
    _look(notes, "neighbourhood-watch")


def _look(notes: Notebook, rule: str) -> None:
    for periods in notes.periods.values():
        came: list[Step] = []
        for period in periods:
            if period.rule == rule and not period.outcome and day(notes.now) >= period.starts_on:
                came += steps_of(notes, period)
                judge_period(notes, period)
        notes.take(came)


def agreed_periods(notes: Notebook, council: Council, since: date) -> Iterator[Period]:
    """Give the periods of the year: months begin on the first, weeks on the day on which the pair began."""
    number, _, unit = (council.every or "1 month").partition(" ")
    if unit.startswith("month") and since.day > 1:
        since = _months_after(since.replace(day=1), 1)
    while since <= day(notes.story.ends_at):
        until = since + timedelta(weeks=int(number))
        if unit.startswith("month"):
            until = _months_after(since, int(number))
        yield Period(council.programme or "monthly-contact", council.name, since, until)
        since = until


def begin_anew(notes: Notebook, before: Council, row: Council) -> None:
    """Of two of whom one is missing nothing is asked; when both are there, their periods begin anew."""
    was_pair, is_pair = (None not in (one.officer, one.plr) for one in (before, row))
    if was_pair and not is_pair:
        break_off(notes, row.name)
    elif is_pair and not was_pair:
        notes.periods[row.name] += agreed_periods(notes, row, day(notes.now))


def break_off(notes: Notebook, council: str) -> None:
    """The two are a pair no more: what has ended is judged, and of what lasts only what was kept."""
    begun = [one for one in notes.periods[council] if one.starts_on <= day(notes.now)]
    for period in begun:
        if period.ends_on > day(notes.now):
            period.broke_off_at = period.broke_off_at or notes.now
    notes.periods[council] = begun


def first_contact(notes: Notebook, period: Period) -> datetime | None:
    """Give the contact in a period that was recorded first."""
    start, end = local(f"{period.starts_on} 00:00"), local(f"{period.ends_on} 00:00")
    return next((at for at in notes.contacts[period.council] if start <= at < end), None)


def judge_period(notes: Notebook, period: Period) -> None:
    """In touch is in touch; without it, the period is closed three working days after its end."""
    met_at, end = first_contact(notes, period), local(f"{period.ends_on} 00:00")
    if period.broke_off_at is not None and (met_at is None or met_at > period.broke_off_at):
        return
    if met_at is None and notes.office.close_after(end, 3) > notes.now - FIVE_MINUTES:
        return
    period.outcome, period.met_at = "met" if met_at else "lapsed", met_at
    about = f"{period.council}, due {period.ends_on}"
    ended_at = met_at or end
    owner = notes.officer_at(period.council, ended_at)
    tells = "" if met_at else "lapsed"
    still = lambda: period.met_at == met_at and period.outcome in ("met", "lapsed", "excused")  # noqa: E731
    notes.verdict(period.rule, about, period.outcome, end, ended_at, owner, tells=tells, still=still)
    if period.rule == "monthly-contact":
        notice_spell(notes, period.council)


def steps_of(notes: Notebook, period: Period) -> list[Step]:
    """Give the steps of a period that have come: the prompt, the planned day, and the check with the PLR."""
    if len(period.taken) == 3 or period.broke_off_at or first_contact(notes, period) is not None:
        return []
    row, about = notes.rows[period.council], f"{period.council}, due {period.ends_on}"
    officer = notes.police_reader(period.council) if row.officer else None
    start, since = local(f"{period.starts_on} 00:00"), notes.known_since(row.name)
    first = notes.in_the_days_mail(notes.office.counts_from(start), start, since, "")
    meant = notes.office.opens(planned_on(notes, period, row.plan or "15"))
    planned = notes.in_the_days_mail(meant, start, since, row.duty)
    check = notes.office.open_before(local(f"{period.ends_on} 00:00"), 5)
    for _ in range(notes.chance.check_put_off[period.council]):
        check = notes.office.opens(notes.office.next_day(day(check)))
    by_mail = row.contact_by == "email"
    steps = [
        Step(period.rule, "prompt", first, about, officer, meant_at=notes.office.counts_from(start)),
        Step(period.rule, "planned-day", planned, about, officer, meant_at=meant),
        Step(period.rule, "check", check, about, notes.reader_of(row.plr, row.name) if by_mail else None),
    ]
    came = [step for step in steps if step.name not in period.taken and step.at <= notes.now - FIVE_MINUTES]
    period.taken.update(step.name for step in came)
    return came


def planned_on(notes: Notebook, period: Period, plan: str) -> date:
    """Give the planned day: the first of the period that is as planned, else its last; a working day within it."""
    last = period.ends_on - timedelta(days=1)
    on = _agreed_on(period.starts_on, last, plan)
    if notes.office.is_working(on):
        return on
    following = notes.office.next_day(on)
    return following if following <= last else notes.office.day_before(on)


@cache
def _agreed_on(first: date, last: date, plan: str) -> date:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return next((one for one in days if _planned_in_month(plan, one) == one), last)


def _months_after(first: date, months: int) -> date:
    """Give the first of a month some months later."""
    for _ in range(months):
        first = (first + timedelta(days=31)).replace(day=1)
    return first


@cache
def _planned_in_month(plan: str, month: date) -> date:
    """Read `15`, `last Friday`, `second Tuesday`, `3rd week`: a week is its Monday, and the 31st the last day."""
    days = [one for n in range(31) if (one := month.replace(day=1) + timedelta(days=n)).month == month.month]
    if plan.isdigit():
        return days[min(int(plan), len(days)) - 1]
    nth, what = plan.split()
    weekday = "Monday" if what == "week" else what
    those = [one for one in days if f"{one:%A}" == weekday]
    return those[-1] if nth == "last" else those[("first", "second", "3rd", "4th").index(nth)]
