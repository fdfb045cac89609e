"""Who writes news to many PLRs, sends it or stops it, and who replies to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from tests.year import story as told
from tests.year.cast.cast import COORDINATOR, DAY, FIRST, Cast
from tests.year.county import OFFICERS, TEAMS
from tests.year.story import Council, Event, Person


def news(cast: Cast) -> Iterator[Event]:
    """Officers write to all of their PLRs, the coordinator to those of a team or of the force."""
    writers = [(cast.dice.choice(OFFICERS), "") for _ in range(10)]
    writers += [(COORDINATOR, scope) for scope in ("FORCE", f"TEAM {TEAMS[0]}", f"TEAM {TEAMS[2]}")]
    for n, (by, scope) in enumerate(writers):
        at, name = cast.at(FIRST + cast.dice.randint(5, 330) * DAY), f"news-{n}"
        yield told.WritesNews(at=at, name=name, by=by, scope=scope)
        if cast.dice.random() < 0.85:
            at = cast.later(at, 0, 1)
            yield told.SendsNews(at=at, name=f"{name}-send", by=by, news=name)
            yield from _sent(cast, name, by, scope, at)


def _sent(cast: Cast, name: str, by: Person, scope: str, at: datetime) -> Iterator[Event]:
    """It is stopped in time, and perhaps sent after all; or too late; or it is left to go, and some answer."""
    chance = cast.dice.random()
    if chance < 0.3:
        yield told.StopsNews(at=cast.soon(at), name=f"{name}-stop", by=by, news=name)
        if chance < 0.15:
            at = cast.later(at, 0, 1)
            yield told.SendsNews(at=at, name=f"{name}-send-again", by=by, news=name)
    elif chance < 0.4:
        yield told.StopsNews(at=cast.later(at, 0, 1), name=f"{name}-stop-late", by=by, news=name)
    for council in cast.dice.sample(sorted(cast.rows), 12 if scope == "FORCE" else 40):
        row = cast.row(council, at) if cast.since(council) < at else None
        if row and row.plr and row.plr.address and _is_for(row, by, scope) and not cast.serves_several(row.plr):
            yield from _answered(cast, name, row, by, at)


def _is_for(row: Council, by: Person, scope: str) -> bool:
    return row.officer == by or scope in ("FORCE", f"TEAM {row.team}")


def _answered(cast: Cast, name: str, row: Council, by: Person, at: datetime) -> Iterator[Event]:
    """A PLR replies with a question; whoever sent the news answers, late or never."""
    if cast.dice.random() < 0.6 or row.plr is None:
        return
    at, reply = cast.later(at + timedelta(hours=1), 0, 4), f"{name}-{row.name.split()[0]}"
    yield told.AnswersNews(at=at, name=reply, by=row.plr, news=name, council=row.name)
    if cast.dice.random() < 0.8:
        at = cast.later(at, 0, 12)
        answerer = by if by == COORDINATOR else cast.officer(row.name, at)
        yield told.Answers(at=at, name=f"{reply}-answer", by=answerer, question=reply)
