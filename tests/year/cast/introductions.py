"""What officers answer to the notice of an introduction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from tests.year import story as told
from tests.year.cast.cast import COORDINATOR, Cast
from tests.year.county import OFFICERS, duty_of
from tests.year.story import Council, Event


def answers_to_notices(cast: Cast) -> Iterator[Event]:
    """Most say nothing; some stop it, write words of their own, or are reassigned before its day."""
    if cast.notices:
        for council in cast.rows:
            before = None
            for n, (at, row) in enumerate(list(cast.rows[council])):
                if (
                    row.officer
                    and row.plr
                    and (before is None or (row.plr, row.officer) != (before.plr, before.officer))
                ):
                    yield from _answered(cast, row, f"{council.split()[0]}-notice-{n}", at)
                before = row


def _answered(cast: Cast, row: Council, name: str, begun_at: datetime) -> Iterator[Event]:
    at, chance = cast.later(begun_at, 0, 3), cast.dice.random()
    by = cast.officer(row.name, begun_at)
    if chance < 0.25:
        yield told.StopsIntroduction(at=at, name=name, by=by, council=row.name, since=begun_at)
        if cast.dice.random() < 0.4:
            yield told.TakesBack(at=cast.later(at, 0, 1), name=f"{name}-undo", by=by, message=name)
    elif chance < 0.5:
        yield told.IntroducesThemselves(at=at, name=name, by=by, council=row.name, since=begun_at)
        if cast.dice.random() < 0.8:
            at = cast.later(at, 0, 1)
            yield told.SendsIntroduction(
                at=at, name=f"{name}-send", by=by, council=row.name, since=begun_at, message=name
            )
    elif chance < 0.6 and cast.rows[row.name][-1][1] == row:
        officer = cast.dice.choice([one for one in OFFICERS if one != row.officer])
        yield told.Reassigns(at=at, name=name, by=COORDINATOR, council=row.name, officer=officer)
        cast.rows[row.name].append((at, replace(row, officer=officer, duty=duty_of(officer))))
