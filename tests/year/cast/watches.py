"""How officers keep in touch with Neighbourhood Watch, and what courses they complete."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tests.year import story as told
from tests.year.cast.cast import DAY, FIRST, Cast
from tests.year.county import OFFICERS, watches
from tests.year.story import Event, day


def watched(cast: Cast) -> Iterator[Event]:
    """Some of the times agreed have a meeting, some a call that is noted later, some neither."""
    for scheme in watches():
        at, n = cast.at(FIRST + cast.dice.randint(3, 40) * DAY), 0
        assert scheme.officer is not None and scheme.plr is not None
        while day(at) < FIRST + timedelta(days=350):
            name, n = f"{scheme.name.split()[0]}-{n}", n + 1
            if cast.dice.random() < 0.6:
                by = cast.covers.get((scheme.officer, day(at)), scheme.officer)
                on = day(at) - cast.dice.randint(1, 20) * DAY if cast.dice.random() < 0.5 else None
                how = cast.dice.choice(["MET", "PHONED"])
                yield told.Notes(at=at, name=f"{name}-notes", by=by, council=scheme.name, how=how, on=on)
            else:
                yes = cast.dice.random() < 0.5
                yield told.SaysWhetherInTouch(at=at, name=f"{name}-says", by=scheme.plr, council=scheme.name, yes=yes)
            at = cast.later(at, 20, 90)


def courses(cast: Cast) -> Iterator[Event]:
    """Officers complete their course in time, late, twice or never."""
    for n, officer in enumerate(OFFICERS):
        for times in range(cast.dice.choice([0, 1, 1, 1, 2])):
            at = cast.at(FIRST + cast.dice.randint(5 + 150 * times, 150 * (times + 1)) * DAY)
            on = day(at) - cast.dice.randint(1, 4) * DAY if cast.dice.random() < 0.5 else None
            yield told.Confirms(at=at, name=f"course-{n}-{times}", by=officer, on=on)
