"""Holds: how far they move the deadline of a question, within the limit of its rule. Pure.

A hold takes up the working days after the one on which it was placed, its last day included, as working days are
counted everywhere; the deadline moves by as many. It counts only if it was placed before the deadline.
Source: expectations, paragraph 5; design, Words (Step) and A rule file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from mailbot.model.facts import HoldPlaced
from mailbot.policy.rules import Hold
from mailbot.policy.working_time import Deadline, working_days_after


def with_holds(due: Deadline, hold: Hold | None, placed: Iterable[HoldPlaced]) -> Deadline:
    """Move a deadline by holds, given in the order in which they were placed; without a rule for them, not at all."""
    return counted_holds(due, hold, placed)[0]


def counted_holds(
    due: Deadline, hold: Hold | None, placed: Iterable[HoldPlaced]
) -> tuple[Deadline, tuple[HoldPlaced, ...]]:
    """Give the deadline as holds move it, and those that do."""
    moved: tuple[HoldPlaced, ...] = ()
    for one in placed if hold else ():
        assert hold is not None
        days = frozenset(_days(one, due, hold.limit.count - len(due.held))) if one.happened_at <= due.due_by else ()
        if days:
            due_by = working_days_after(due.calendar, due.due_by, len(days))
            due, moved = replace(due, due_by=due_by, held=due.held | days), (*moved, one)
    return due, moved


def _days(one: HoldPlaced, due: Deadline, left: int) -> Iterator[date]:
    """Give the working days that a hold adds to those which are held already, at most so many as are left."""
    calendar = due.calendar
    day = max(calendar.local_day(one.happened_at), calendar.local_day(due.counts_from))
    while left > 0:
        day = calendar.working_day(day, 1)
        if one.until_on is not None and day > one.until_on:
            return
        if day not in due.held:
            left -= 1
            yield day


def is_on_hold(due: Deadline, now: datetime) -> bool:
    """Whether what is due so is on hold at an instant."""
    return bool(due.held) and due.calendar.local_day(now) <= max(due.held)
