"""The month's contacts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.year import story as told
from tests.year.cast.cast import DAY, RELIABLE, Cast
from tests.year.story import Event, day, local


def contacts(cast: Cast) -> Iterator[Event]:
    """Each month has a contact with each council, or none."""
    for council in cast.rows:
        yield from _contacts(cast, council)


def _contacts(cast: Cast, council: str) -> Iterator[Event]:
    """The month's contact: some officers are sure, some forget, and some note it when the month is over."""
    for months in range(12):
        first = date(2026 + (months + 3) // 12, (months + 3) % 12 + 1, 1)
        following = date(2026 + (months + 4) // 12, (months + 4) % 12 + 1, 1)
        length = (following - first).days
        if first < day(cast.since(council)):
            continue
        row = cast.row(council, local(f"{first + 5 * DAY} 12:00"))
        if row.officer is None or row.plr is None:
            continue
        reliable = RELIABLE[row.officer.name]
        if cast.dice.random() < reliable:
            yield from _contact(cast, council, first, length)
        elif cast.dice.random() < 0.5:
            at = cast.at(following - cast.dice.randint(-4, 7) * DAY, 18)
            yes, plr = cast.dice.random() < 0.6, cast.plr(council, at)
            yield told.SaysWhetherInTouch(
                at=at, name=f"{council.split()[0]}-check-{first:%b}", by=plr, council=council, yes=yes
            )


def _contact(cast: Cast, council: str, first: date, length: int) -> Iterator[Event]:
    name, days = f"{council.split()[0]}-{first:%b}", cast.dice.randint(7, length - 1)
    at = cast.at(first + days * DAY)
    row = cast.row(council, at)
    by, by_phone = cast.officer(council, at), row.plr is None or not row.plr.address
    if cast.dice.random() < 0.4 and not by_phone:
        yield told.WritesToPlr(at=at, name=f"{name}-writes", by=by, council=council)
        return
    on = None
    if cast.dice.random() < 0.5:
        on = first + cast.dice.randint(0, days) * DAY
        at = cast.later(at, 0, 12)
        by = cast.officer(council, at)
    how = cast.dice.choice(["PHONED", "MET", "EMAILED"])
    yield told.Logs(at=at, name=f"{name}-logs", by=by, council=council, how=how, on=on)
