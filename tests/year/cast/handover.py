"""Which PLRs are to be others, who says so, and who has left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from tests.year import story as told
from tests.year.cast.cast import COORDINATOR, DAY, FIRST, Cast
from tests.year.story import Council, Event, Person, day, local


def handovers(cast: Cast) -> Iterator[Event]:
    """PLRs announce who comes next, Clerks and strangers do, and some Clerks say that a PLR has left."""
    settled = cast.settled()
    for n, council in enumerate(cast.dice.sample(settled, min(12, len(settled)))):
        at = cast.at(max(FIRST + cast.dice.randint(10, 300) * DAY, day(cast.since(council)) + DAY))
        yield from (_announced, _by_stranger, _left, _goes)[n % 4](cast, cast.row(council, at), at)


def _successor(row: Council) -> Person:
    short = row.name.split()[0]
    return Person(f"Successor of {short}", f"next.plr@{short.lower()}.example")


def _announced(cast: Cast, row: Council, at: datetime) -> Iterator[Event]:
    """The PLR or the Clerk announces it and confirms it, ahead or at once; some take it back by NO."""
    by = row.plr if cast.dice.random() < 0.7 else row.clerk
    assert by is not None
    name, from_on = f"{row.name.split()[0]}-change", None
    if by == row.plr:
        question = f"{name}-leaves-open"
        yield told.Asks(at=at, name=question, by=by, council=row.name)
        at = cast.later(at, 0, 2)
        answered_at = cast.later(at, 5, 40)
        officer = cast.officer(row.name, answered_at)
        yield told.Answers(at=answered_at, name=f"{question}-answer", by=officer, question=question)
    if cast.dice.random() < 0.6:
        from_on = day(at) + cast.dice.randint(2, 30) * DAY
    meanwhile = _meanwhile(cast, row) if from_on else None
    yield told.Announces(
        at=at, name=name, by=by, council=row.name, successor=_successor(row), from_on=from_on, meanwhile=meanwhile
    )
    at, yes = cast.later(at, 0, 1), cast.dice.random() < 0.8
    yield told.SaysWhetherSo(at=at, name=f"{name}-so", by=by, change=name, yes=yes)
    if yes:
        if by == row.plr and cast.dice.random() < 0.8:
            agrees_at = cast.later(at, 0, 2)
            yield told.AgreesToPassOn(at=agrees_at, name=f"{name}-words", by=by, change=name)
            cast.late.add(f"{name}-words")
        _takes_over(cast, row, max(at, local(f"{from_on or day(at)} 09:00")))


def _meanwhile(cast: Cast, row: Council) -> Person | None:
    """Until the day nothing changes, or the Clerk reads, or somebody else."""
    short = row.name.split()[0]
    other = Person(f"Vice-chair of {short}", f"vice@{short.lower()}.example")
    return cast.dice.choice([None, row.clerk, other, other])


def _by_stranger(cast: Cast, row: Council, at: datetime) -> Iterator[Event]:
    """The next PLR writes it; the PLR says whether it is so, or else the Clerk, or else the coordinator."""
    name, successor, chance = f"{row.name.split()[0]}-change", _successor(row), cast.dice.random()
    assert row.plr is not None and row.clerk is not None
    yield told.Announces(at=at, name=name, by=successor, council=row.name, successor=successor)
    if chance < 0.3:
        at = cast.later(at, 0, 3)
        yield told.SaysWhetherSo(at=at, name=f"{name}-so", by=row.plr, change=name, yes=chance < 0.2)
    elif chance < 0.6:
        at = cast.later(at, 5, 9)
        yield told.SaysWhetherSo(at=at, name=f"{name}-so", by=row.clerk, change=name, yes=chance < 0.5)
    else:
        at = cast.later(at, 10, 20)
        yield told.Decides(at=at, name=f"{name}-decided", by=COORDINATOR, change=name, yes=chance < 0.85)
    if chance < 0.2 or 0.3 <= chance < 0.5 or 0.6 <= chance < 0.85:
        _takes_over(cast, row, max(at, local(f"{day(at)} 09:00")))


def _left(cast: Cast, row: Council, at: datetime) -> Iterator[Event]:
    """The PLR has left: the roster names another sooner or later, or it was a mistake."""
    assert row.clerk is not None
    short = row.name.split()[0]
    yield told.SaysLeft(at=at, name=f"{short}-left", by=row.clerk, council=row.name)
    if cast.dice.random() < 0.3:
        at = cast.later(at, 4, 9)
        yield told.SaysStays(at=at, name=f"{short}-stays", by=row.clerk, council=row.name)
        return
    cast.rows[row.name].append((at, replace(row, plr=None)))
    at = cast.later(at, 1, 25)
    named = replace(row, plr=_successor(row))
    cast.rows[row.name].append((at, named))
    yield told.RosterChanges(at=at, row=named)


def _goes(cast: Cast, row: Council, at: datetime) -> Iterator[Event]:
    """The PLR goes before it is known who comes; somebody is found before the day or after it, or they stay on."""
    assert row.plr is not None and row.clerk is not None
    name, from_on = f"{row.name.split()[0]}-goes", day(at) + cast.dice.randint(3, 20) * DAY
    yield told.Announces(at=at, name=name, by=row.plr, council=row.name, successor=None, from_on=from_on)
    at = cast.later(at, 0, 1)
    yield told.SaysWhetherSo(at=at, name=f"{name}-so", by=row.plr, change=name, yes=True)
    if cast.dice.random() < 0.3:
        at = cast.at(from_on + cast.dice.randint(1, 9) * DAY)
        yield told.SaysStays(at=at, name=f"{name}-stays", by=row.clerk, council=row.name)
        return
    named, at = replace(row, plr=_successor(row)), cast.at(from_on + cast.dice.randint(-1, 20) * DAY)
    cast.rows[row.name].append((at, named))
    yield told.RosterChanges(at=at, row=named)


def _takes_over(cast: Cast, row: Council, at: datetime) -> None:
    cast.rows[row.name].append((at, replace(row, plr=_successor(row))))
