"""REPORT: the coordinator asks for the figures of a time. Pure.

`REPORT`, `REPORT week`, `REPORT month` and `REPORT year` mean the last that is over, with `this` the one that runs; a
year is a financial year (expectations, paragraph 15). `REPORT 1 April to 30 June`, `REPORT June 2026` and
`REPORT 2025/26` name a time.
"""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date, timedelta

from mailbot.model.understanding import Command
from mailbot.policy.at_desk import at_desk
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision

_APRIL = 4
_NAMED = re.compile(
    r"(?:the )?(?:(this|last) )?(week|month|(?:financial )?year)(?: (?:so far|to date))?", re.IGNORECASE
)
_YEAR = re.compile(r"(20\d\d)\s?[/–-]\s?(?:20)?(\d\d)")
_MONTH = re.compile(rf"({'|'.join(month_name[1:])})(?: (20\d\d))?", re.IGNORECASE)


def report(call: Call) -> Decision | None:
    """Answer with the figures of a time, as they are when the answer is sent."""
    asked = call.command
    span = time_asked_for(asked, call.today)
    if span is None:
        return None
    from_on, until_on = span
    data = {"from_on": from_on.isoformat(), "until_on": until_on.isoformat()}
    return Decision((call.arrival.fact(writer=call.writer),)) + at_desk(call.arrival, call.writer, "report", (), data)


def time_asked_for(command: Command, today: date) -> tuple[date, date] | None:
    """Give the first and the last day of the time that is asked for, of one that runs the days so far.

    None where it cannot be told, or has not begun.
    """
    span = _time_named(command, today)
    return (span[0], min(span[1], today)) if span and span[0] <= today else None


def _time_named(command: Command, today: date) -> tuple[date, date] | None:
    said = command.argument.strip(" .,:")
    if not said:
        return _month(today.replace(day=1) - timedelta(days=1))
    if named := _NAMED.fullmatch(said):
        return _named(named[2].lower().split()[-1], today, is_this=(named[1] or "").lower() == "this")
    if (year := _YEAR.fullmatch(said)) and (int(year[1]) + 1) % 100 == int(year[2]):
        return _financial_year(int(year[1]))
    if month := _MONTH.fullmatch(said):
        number = [name.lower() for name in month_name].index(month[1].lower())
        latest = today.year if number <= today.month else today.year - 1
        return _month(date(int(month[2] or latest), number, 1))
    on, until_on = command.on, command.until_on
    return (on, until_on) if on and until_on and on <= until_on and not command.asked else None


def _named(unit: str, today: date, *, is_this: bool) -> tuple[date, date]:
    match unit:
        case "week":
            monday = today - timedelta(days=today.weekday() + (0 if is_this else 7))
            return monday, monday + timedelta(days=6)
        case "month":
            return _month(today if is_this else today.replace(day=1) - timedelta(days=1))
        case _:
            begun = year_begun(today).year
            return _financial_year(begun if is_this else begun - 1)


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def year_begun(today: date) -> date:
    """Give the first day of the financial year that a day lies in."""
    return date(today.year - (today.month < _APRIL), _APRIL, 1)


def _financial_year(begun: int) -> tuple[date, date]:
    return date(begun, _APRIL, 1), date(begun + 1, _APRIL, 1) - timedelta(days=1)
