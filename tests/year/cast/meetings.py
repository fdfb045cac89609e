"""What comes of council meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from tests.year import story as told
from tests.year.cast.cast import DAY, ENDS_AT, Cast
from tests.year.story import Event, day, local


def meetings(cast: Cast) -> Iterator[Event]:
    """Most councils are visited once in the year; some are not, and some are asked about twice."""
    for n, council in enumerate(cast.rows):
        at = cast.at(day(cast.since(council)) + cast.dice.randint(5, 110) * DAY)
        if n % 3 == 0:
            at = yield from _wish(cast, council, at)
        while cast.dice.random() < 0.75 and at < ENDS_AT - 60 * DAY:
            at = yield from _meeting(cast, council, at)
            at = cast.later(at, 30, 200)


def _wish(cast: Cast, council: str, at: datetime) -> Iterator[Event]:
    """The PLR asks for somebody."""
    plr, name = cast.plr(council, at), f"{council.split()[0]}-wish"
    if plr.address and not cast.serves_several(plr):
        on = day(at) + cast.dice.randint(10, 40) * DAY if cast.dice.random() < 0.5 else None
        yield told.AsksForMeeting(at=at, name=name, by=plr, council=council, on=on)
    return cast.later(at, 1, 30)


def _meeting(cast: Cast, council: str, at: datetime) -> Iterator[Event]:
    """One meeting, from its arrangement to what became of it; some are only told of when they are over."""
    name = f"{council.split()[0]}-{day(at)}"
    if cast.dice.random() < 0.25:
        yield from _becomes(cast, council, name, at, day(at) - cast.dice.randint(0, 3) * DAY)
        return at
    on = yield from _arranged(cast, council, f"{name}-arranges", at)
    chance = cast.dice.random()
    if chance < 0.45:
        at = cast.later(at, 0, 3)
        on = yield from _answered(cast, council, name, at, on)
    elif chance < 0.6:
        at = cast.later(at, 0, 4)
        on = yield from _arranged(cast, council, f"{name}-moves", at)
    elif chance < 0.75:
        at = cast.later(at, 0, 4)
        if not cast.is_served(council, at):
            return at
        yield told.CallsOff(at=at, name=f"{name}-calls-off", by=cast.officer(council, at), council=council)
        return at
    at = cast.at(on + cast.dice.randint(0, 12) * DAY, 20)
    yield from _becomes(cast, council, name, at, None)
    return at


def _arranged(cast: Cast, council: str, name: str, at: datetime) -> Iterator[Event]:
    on = day(at) + cast.dice.randint(6, 40) * DAY
    clock, chance = time(19, 30) if cast.dice.random() < 0.7 else None, cast.dice.random()
    if cast.is_served(council, at) and chance < 0.25 and cast.plr(council, at).address:
        yield told.Invites(at=at, name=name, by=cast.officer(council, at), council=council, on=on)
    elif cast.is_served(council, at):
        yield told.Arranges(at=at, name=name, by=cast.officer(council, at), council=council, on=on, clock=clock)
    return on


def _answered(cast: Cast, council: str, name: str, at: datetime, on: date) -> Iterator[Event]:
    """The PLR's calendar, or the officer's, answers; where a time does not suit, another may be agreed."""
    by_plr = cast.dice.random() < 0.7
    by = cast.plr(council, at) if by_plr else cast.officer(council, at)
    if not by.address:
        return on
    answer = cast.dice.choice(["ACCEPTED", "ACCEPTED", "TENTATIVE", "DECLINED", "PROPOSES"])
    proposes = local(f"{on + 2 * DAY} 19:00") if answer == "PROPOSES" else None
    said = f"{name}-says"
    yield told.AnswersInvitation(at=at, name=said, by=by, council=council, answer=answer, proposes=proposes)
    if proposes is not None and not by_plr:
        at, yes, plr = cast.later(at, 0, 2), cast.dice.random() < 0.6, cast.plr(council, at)
        yield told.SaysWhetherItSuits(at=at, name=f"{name}-suits", by=plr, council=council, proposal=said, yes=yes)
        return on + 2 * DAY if yes else on
    if answer in ("DECLINED", "PROPOSES") and by_plr and cast.dice.random() < 0.7:
        at = cast.later(at, 0, 1)
        return (yield from _arranged(cast, council, f"{name}-moves", at))
    return on


def _becomes(cast: Cast, council: str, name: str, at: datetime, on: date | None) -> Iterator[Event]:
    by, chance = cast.officer(council, at), cast.dice.random()
    if not cast.is_served(council, at):
        return
    if chance < 0.6 or on is not None:
        yield told.Attends(at=at, name=f"{name}-attended", by=by, council=council, on=on)
    elif chance < 0.75:
        yield told.SaysNotAttended(at=at, name=f"{name}-not-attended", by=by, council=council)
    elif chance < 0.85:
        yield told.WritesUpdate(at=at, name=f"{name}-update", by=by, council=council)


def own_calendars(cast: Cast) -> Iterator[Event]:
    """Officers move or call off some of what they have invited to from their own calendar, or both."""
    for event in [one for one in cast.events if isinstance(one, told.Invites)]:
        at, on, council = event.at, event.on, event.council
        for n in range(cast.dice.choice([0, 1, 1, 2])):
            at = cast.later(at, 0, 6)
            on, name = max(on + cast.dice.randint(-3, 14) * DAY, day(at)), f"{event.name}-in-calendar-{n}"
            if cast.officer(council, at) != event.by or not cast.is_served(council, at):
                break
            if cast.dice.random() < 0.6:
                yield told.MovesInvitation(at=at, name=name, by=event.by, council=council, invitation=event.name, on=on)
            else:
                yield told.CallsOffInvitation(at=at, name=name, by=event.by, council=council, invitation=event.name)
