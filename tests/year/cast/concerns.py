"""What PLRs write to the coordinator."""

from __future__ import annotations

from collections.abc import Iterator

from tests.year import story as told
from tests.year.cast.cast import COORDINATOR, DAY, FIRST, Cast
from tests.year.county import councils
from tests.year.story import Event


def concerns(cast: Cast) -> Iterator[Event]:
    """A few PLRs write to the coordinator, who answers sooner, later or not at all."""
    for n, council in enumerate(row.name for row in cast.dice.sample(councils(), 12)):
        at = cast.at(FIRST + cast.dice.randint(5, 340) * DAY)
        plr, name = cast.plr(council, at), f"{council.split()[0]}-concern"
        if not plr.address or cast.serves_several(plr):
            continue
        yield told.RaisesConcern(at=at, name=name, by=plr, council=council)
        for answer in ("answer", "close")[n % 2 :]:
            at = cast.later(at, 0, 12)
            closes = answer == "close"
            if cast.dice.random() < 0.8:
                yield told.AnswersConcern(at=at, name=f"{name}-{answer}", by=COORDINATOR, concern=name, closes=closes)
