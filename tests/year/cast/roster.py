"""Who changes, joins and is away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from tests.year import story as told
from tests.year.cast.cast import BEGINS_AT, COORDINATOR, DAY, FIRST, POST_OFFICE, Cast
from tests.year.county import OFFICERS, councils, duty_of, newcomers
from tests.year.story import Council, Event, Person, day, local


def changes(cast: Cast) -> Iterator[Event]:
    """Officers and PLRs change a few times a year."""
    for council in cast.dice.sample(sorted(cast.rows), 14):
        at = cast.at(FIRST + cast.dice.randint(10, 340) * DAY)
        row = cast.row(council, at)
        if cast.dice.random() < 0.5:
            row = replace(row, officer=cast.dice.choice([one for one in OFFICERS if one != row.officer]), duty="")
        else:
            short = council.split()[0].lower()
            row = replace(row, plr=Person(f"Newcomer of {council.split()[0]}", f"new.plr@{short}.example"))
        cast.rows[council].append((at, row))
        yield told.RosterChanges(at=at, row=row)
        if row.plr and row.plr.name.startswith("Newcomer") and cast.dice.random() < 0.5:
            yield from _wrong_address(cast, row, row.plr, at)


def _wrong_address(cast: Cast, row: Council, plr: Person, at: datetime) -> Iterator[Event]:
    """The address of a new PLR is wrong, and mostly corrected after a while."""
    name = f"{row.name.split()[0]}-introduction-back"
    at = cast.later(at, 5, 8) if cast.notices else cast.later(at, 1, 2)
    yield told.MailComesBack(at=at, name=name, by=POST_OFFICE, council=row.name, to=plr, for_good=True)
    cast.without_address.append((plr, at))
    if cast.dice.random() < 0.8:
        row, at = replace(row, plr=replace(plr, address=f"post.{plr.address}")), cast.later(at, 0, 9)
        cast.rows[row.name].append((at, row))
        yield told.RosterChanges(at=at, row=row)


def vacancies(cast: Cast) -> Iterator[Event]:
    """Some councils are without an officer, or without a PLR, for a while."""
    settled = [name for name, rows in cast.rows.items() if len(rows) == 1 and not cast.serves_several(rows[0][1].plr)]
    for n, council in enumerate(cast.dice.sample(settled, 7)):
        at = cast.at(max(FIRST + cast.dice.randint(10, 300) * DAY, day(cast.since(council)) + DAY))
        before, short = cast.row(council, at), council.split()[0]
        vacant = replace(before, officer=None, duty="") if n % 2 else replace(before, plr=None)
        after = replace(vacant, officer=cast.dice.choice(OFFICERS))
        if vacant.plr is None:
            after = replace(vacant, plr=Person(f"Newcomer of {short}", f"new.plr@{short.lower()}.example"))
        for row in (vacant, after):
            cast.rows[council].append((at, row))
            yield told.RosterChanges(at=at, row=row)
            at = cast.later(at, 0, 20)


def reassignments(cast: Cast) -> Iterator[Event]:
    """The coordinator gives some councils to another officer, at once or from a day to come, or not after all."""
    settled = [name for name, rows in cast.rows.items() if len(rows) == 1]
    for n, council in enumerate(cast.dice.sample(settled, 9)):
        at = cast.at(max(FIRST + cast.dice.randint(10, 300) * DAY, day(cast.since(council)) + DAY), 9, 17)
        from_on, name = None if n % 3 == 0 else day(at) + cast.dice.randint(1, 30) * DAY, council.split()[0]
        said = _reassigned(at, f"{name}-reassigned", council, cast.dice.choice(OFFICERS), from_on)
        yield said
        if from_on is not None and cast.dice.random() < 0.6:
            first, said = said, _second_word(cast, said)
            yield said
            if _begins_at(first) < said.at:
                _is_given(cast, first)
        undone_at = cast.later(said.at, 0, 1)
        is_undone = cast.dice.random() < 0.3
        if is_undone:
            yield told.TakesBack(at=undone_at, name=f"{said.name}-undo", by=COORDINATOR, message=said.name)
        if not is_undone or _begins_at(said) < undone_at:
            _is_given(cast, said)


def _second_word(cast: Cast, first: told.Reassigns) -> told.Reassigns:
    """It is another day after all, or at once, and perhaps another officer."""
    at = cast.later(first.at, 0, 2)
    from_on = day(at) + cast.dice.randint(1, 20) * DAY if cast.dice.random() < 0.7 else None
    officer = cast.dice.choice(OFFICERS) if cast.dice.random() < 0.6 else first.officer
    return _reassigned(at, f"{first.name}-again", first.council, officer, from_on)


def _reassigned(at: datetime, name: str, council: str, officer: Person, from_on: date | None) -> told.Reassigns:
    return told.Reassigns(at=at, name=name, by=COORDINATOR, council=council, officer=officer, from_on=from_on)


def _begins_at(said: told.Reassigns) -> datetime:
    return local(f"{said.from_on} 09:00") if said.from_on else said.at


def _is_given(cast: Cast, said: told.Reassigns) -> None:
    at = _begins_at(said)
    row = replace(cast.row(said.council, at), officer=said.officer, duty=duty_of(said.officer))
    cast.rows[said.council].append((at, row))


def departures(cast: Cast) -> Iterator[Event]:
    """A few councils leave the programme."""
    settled = [name for name in cast.settled() if cast.since(name) == BEGINS_AT]
    for council in cast.dice.sample(settled, min(3, len(settled))):
        at = cast.at(FIRST + cast.dice.randint(60, 330) * DAY)
        cast.left[council] = at
        cast.rows[council].append((at, replace(cast.row(council, at), plr=None, officer=None, clerk=None)))
        yield told.Leaves(at=at, council=council)


def late_mail(cast: Cast) -> Iterator[Event]:
    """Whoever was of a council that has left writes all the same: anew, in a thread of before, or in confidence."""
    for council, left_at in cast.left.items():
        row, name = cast.row(council, left_at - timedelta(minutes=1)), f"{council.split()[0]}-had-left"
        assert row.plr is not None and row.officer is not None
        at, by = cast.later(left_at, 0, 9), cast.dice.choice([row.plr, row.clerk or row.plr])
        events: list[told.Writes] = [told.Asks(at=at, name=name, by=by, council=council)]
        asked = [one for one in cast.events if isinstance(one, told.Asks) and one.council == council]
        for one in [one for one in asked if one.at < left_at][-2:]:
            at, more = cast.later(left_at, 0, 20), f"{one.name}-had-left"
            events.append(told.AsksMore(at=at, name=more, by=one.by, question=one.name))
            if cast.dice.random() < 0.6:
                at = cast.later(at, 0, 9)
                events.append(told.Answers(at=at, name=f"{more}-answer", by=row.officer, question=one.name))
        if cast.dice.random() < 0.5:
            at = cast.later(left_at, 0, 20)
            events.append(told.RaisesConcern(at=at, name=f"{name}-concern", by=row.plr, council=council))
        cast.late |= {one.name for one in events}
        yield from events


def joins(cast: Cast) -> Iterator[Event]:
    """A few councils join in the course of the year."""
    for council in newcomers():
        at = cast.at(FIRST + cast.dice.randint(20, 200) * DAY)
        cast.rows[council.name] = [(at, council)]
        yield told.RosterChanges(at=at, row=council)


def absences(cast: Cast) -> Iterator[Event]:
    """Officers are away, mostly covered by a colleague who is there; PLRs are away too. Some are back early."""
    for n in range(22):
        from_on = FIRST + cast.dice.randint(8, 330) * DAY
        until_on = from_on + cast.dice.choice([1, 3, 7, 14]) * DAY
        said_at = cast.at(from_on - cast.dice.choice([0, 1, 5]) * DAY, 8, 11)
        by, cover = _who_goes(cast, n, said_at)
        name = f"{by.name.split()[-1]}-away-{n}"
        is_taken_back = cast.dice.random() < 0.25
        if is_taken_back:
            at = cast.later(said_at, 0, 0)
            yield told.TakesBack(at=at, name=f"{name}-undo", by=by, message=name)
        elif cover is not None:
            days = range((until_on - from_on).days + 1)
            cast.covers |= {(by, from_on + one * DAY): cover for one in days}
        yield told.GoesAway(at=said_at, name=name, by=by, from_on=from_on, until_on=until_on, cover=cover)
        if not is_taken_back and cast.dice.random() < 0.3:
            at = cast.at(from_on + cast.dice.randint(0, (until_on - from_on).days) * DAY, 13)
            yield told.ComesBack(at=at, name=f"{name}-back", by=by, away=name)


def _who_goes(cast: Cast, n: int, at: datetime) -> tuple[Person, Person | None]:
    if n % 3 == 0:
        one_council = [row.plr for row in councils() if row.plr and not cast.serves_several(row.plr)]
        plr = cast.dice.choice([plr for plr in one_council if plr.address])
        return plr, None
    by, cover = cast.dice.sample(OFFICERS[:-1], 2)
    return by, cover if cast.dice.random() < 0.7 else None
