"""Own time: how much of the time that an answer took was the officer's own. Pure (design, Words: Own time)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mailbot.policy.absences import Absences
from mailbot.policy.obligation import Obligation
from mailbot.policy.plan import Duty
from mailbot.policy.working_time import Calendar


def own_minutes(obligation: Obligation, until: datetime, calendar: Calendar, absences: Absences) -> int | None:
    """Count the minutes of working time since the officer had it, without days on hold, rest days and covered absence.

    None for what was not passed on to an officer.
    """
    since = obligation.relayed_at
    if since is None:
        return None
    first, last = calendar.local_day(since), calendar.local_day(until)
    days = (date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1))
    own = (
        min(until, calendar.closing(day)) - max(since, calendar.opening(day))
        for day in days
        if _is_own(day, obligation, calendar) and not _is_covered(day, obligation, absences)
    )
    return int(sum((max(time, timedelta()) for time in own), timedelta()) / timedelta(minutes=1))


def _is_own(day: date, obligation: Obligation, calendar: Calendar) -> bool:
    on_duty = not obligation.duty or Duty.parse(obligation.duty).is_on(day)
    return calendar.is_working(day) and day not in obligation.deadline.held and on_duty


def _is_covered(day: date, obligation: Obligation, absences: Absences) -> bool:
    away = absences.on(obligation.officer, day) if obligation.officer else None
    return away is not None and away.began.cover is not None
