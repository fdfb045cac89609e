"""Report: the statistics of a time as the coordinator gets them: the figures of all, and a table of every council.

Names are put in here, at the last moment. The figures of single officers are in none of it (expectations, 15).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from io import StringIO

from mailbot.policy.programme import Programme
from mailbot.policy.state import State
from mailbot.reports.statistics import COUNTS, REPLY_DAYS, Row, Time, statistics

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula at the beginning of a cell."""


def report(
    state: State, programme: Programme, council_name: Callable[[str], str], from_on: date, until_on: date
) -> Mapping[str, object]:
    """Make the report of whole local days, both included; `council_name` names a council by its id.

    `counted_from` is the first day, or the day from which the programme is live where that is later; `total` the
    figures of all, in words; `table` a CSV file of every row (RFC 4180).
    """
    calendar = programme.calendar
    counted_from = max(from_on, calendar.local_day(programme.live_from))
    rows = statistics(state, programme, Time.of_days(counted_from, until_on, calendar))
    table = StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(["scope", "council", "team", "from", "until", *COUNTS, REPLY_DAYS])
    for row in rows:
        council = council_name(row.name) if row.scope == "council" else ""
        days = [counted_from.isoformat(), until_on.isoformat()]
        reply_days = "" if row.reply_days is None else row.reply_days
        writer.writerow([row.scope, _text(council), _text(row.team), *days, *row.counts.values(), reply_days])
    return {"counted_from": counted_from, "total": list(_in_words(rows[-1])), "table": table.getvalue()}


def _in_words(total: Row) -> Iterator[tuple[str, str]]:
    yield from ((what, str(total.counts[name])) for name, what in COUNTS.items())
    if total.reply_days is not None:
        yield "Working days to an answer, the middle one of all", f"{total.reply_days:g}"


def _text(words: str) -> str:
    return f"'{words}" if words.startswith(_FORMULA) else words
