"""The day's mail: when an officer gets what is theirs together, so that it is one mail a day at most. Pure.

What goes together to an officer comes at an opening of office time and at no other moment: what is due ahead of a
deadline, and on a planned day, at the opening of that day or of their shift before it; what follows a moment, with what
the coordinator is told of it, at the next opening. What is recorded later than that waits for the opening after it. So
all that falls on one day falls on one instant, however rarely the tick is taken (law 9), and `step_mails` makes one
mail of it. Source: expectations, The people and paragraph 5; design, Time (duty).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mailbot.policy.obligation import Obligation
from mailbot.policy.plan import Duty
from mailbot.policy.rule_words import Anchor
from mailbot.policy.rules import Step
from mailbot.policy.working_time import Calendar

_LONGEST_REST = 28
"""Days in which an officer who has shifts on working days has one."""


def on_the_day(at: datetime, step: Step, obligation: Obligation, calendar: Calendar, known_at: datetime) -> datetime:
    """Move what an officer gets to their day and its mail; `known_at` is since when the step stands as it does."""
    if step.to != "officer":
        return at
    is_ahead = step.at.before or (step.at.anchor is Anchor.PLAN and step.at.amount is None)
    shift = _shift_before(at, obligation, calendar) if is_ahead else None
    if not obligation.rule.puts_into_the_day(step):
        return calendar.opening(shift) if shift and shift != calendar.local_day(at) else at
    earliest = _opening_day(known_at, calendar)
    day = shift or (_working_day_before(at, calendar) if is_ahead else _opening_day(at, calendar))
    if is_ahead and day >= earliest:
        return calendar.opening(day)
    day = max(day, earliest)
    return calendar.opening(_shift_after(day, obligation, calendar) if _waits_for_shift(step) else day)


def _shift_before(at: datetime, obligation: Obligation, calendar: Calendar) -> date | None:
    """Give the last shift up to that day and after the day of the start; None where there is none, or none is known."""
    if not obligation.duty:
        return None
    duty, on, first = Duty.parse(obligation.duty), calendar.local_day(at), calendar.local_day(obligation.started_at)
    days = (on - timedelta(days=n) for n in range((on - first).days))
    return next((day for day in days if calendar.is_working(day) and duty.is_on(day)), None)


def _waits_for_shift(step: Step) -> bool:
    """Whether it may come later for a rest day: not what begins a period, nor what the coordinator is told of too."""
    begins = step.at.anchor is Anchor.START and step.at.amount is None
    return step.escalate is None and not begins


def _shift_after(day: date, obligation: Obligation, calendar: Calendar) -> date:
    """Give the first shift from that day on; the day itself where no duty is known, or none falls on a working day."""
    if not obligation.duty:
        return day
    duty = Duty.parse(obligation.duty)
    days = (day + timedelta(days=n) for n in range(_LONGEST_REST))
    return next((one for one in days if calendar.is_working(one) and duty.is_on(one)), day)


def _opening_day(instant: datetime, calendar: Calendar) -> date:
    """Give the day of the first opening that is not before an instant."""
    day = calendar.local_day(instant)
    return day if calendar.is_working(day) and instant <= calendar.opening(day) else calendar.working_day(day, 1)


def _working_day_before(instant: datetime, calendar: Calendar) -> date:
    day = calendar.local_day(instant)
    return day if calendar.is_working(day) else calendar.working_day(day, -1)
