"""Periods: the stretches of time in each of which a contact is owed, and the planned day in each. Pure dates.

Without an agreed interval a period is a calendar month. Periods of several months are aligned to the month that they
begin in; periods of days or weeks to the first of them. Source: expectations, paragraphs 2 and 11; design, Time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from mailbot.policy.plan import Plan, parse_every
from mailbot.policy.working_time import Amount, Calendar, Unit

MONTH = Amount.parse("1 month")
DEFAULT_PLAN = Plan(15)
"""The planned day where none was agreed: the middle of the month."""


@dataclass(frozen=True, slots=True)
class Period:
    """From its first day up to, but without, `ends_on`."""

    starts_on: date
    ends_on: date

    def planned_on(self, plan: str, calendar: Calendar) -> date:
        """Give the planned day: moved off closed days to the next working day, and never out of the period.

        It is the first such day of the period, which may begin in mid-month and be shorter than one.
        """
        day = self._agreed_on(Plan.parse(plan) if plan else DEFAULT_PLAN)
        if calendar.is_working(day):
            return day
        following = calendar.working_day(day, 1)
        return following if following < self.ends_on else calendar.working_day(day, -1)

    def _agreed_on(self, plan: Plan) -> date:
        """Give the first day of a plan in the period; where it has none, the day of the period that is closest."""
        following = self.starts_on + relativedelta(months=1)
        days = [plan.in_month(month.year, month.month) for month in (self.starts_on, following)]
        within = [day for day in days if self.starts_on <= day < self.ends_on]
        return within[0] if within else min(max(days[0], self.starts_on), self.ends_on - timedelta(days=1))


def periods(every: str, from_on: date) -> Iterator[Period]:
    """Give the periods that start on or after a day, without end; `every` is the roster's word, empty for a month."""
    amount = parse_every(every) if every else MONTH
    start = _first_start(amount, from_on)
    while True:
        following = start + _length(amount)
        yield Period(start, following)
        start = following


def _first_start(amount: Amount, from_on: date) -> date:
    if amount.unit is not Unit.MONTHS or from_on.day == 1:
        return from_on
    return from_on.replace(day=1) + relativedelta(months=1)


def _length(amount: Amount) -> relativedelta:
    match amount.unit:
        case Unit.MONTHS:
            return relativedelta(months=amount.count)
        case Unit.WEEKS:
            return relativedelta(weeks=amount.count)
        case _:
            return relativedelta(days=amount.count)
