"""What befalls some of the mail that is passed on: it comes back, or sets off an automatic reply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from tests.year import story as told
from tests.year.cast.cast import DAY, POST_OFFICE, Cast
from tests.year.story import Event, Person, day


def returned_mail(cast: Cast) -> Iterator[Event]:
    """Some of what officers write to PLRs comes back, for good or for the moment."""
    to_plrs = [event for event in cast.events if isinstance(event, told.WritesToPlr)]
    for n, written in enumerate(cast.dice.sample(to_plrs, 18)):
        plr = cast.plr(written.council, written.at)
        at = cast.later(written.at, 0, 1)
        if cast.serves_several(plr) or cast.plr(written.council, at) != plr:
            continue
        for_good = n % 2 == 0
        yield told.MailComesBack(
            at=at, name=f"{written.name}-back", by=POST_OFFICE, message=written.name, to=plr, for_good=for_good
        )
        if for_good:
            cast.without_address.append((plr, at))
            yield from _corrected(cast, written.council, plr, at)


def _corrected(cast: Cast, council: str, plr: Person, at: datetime) -> Iterator[Event]:
    """Mostly somebody corrects the address in the roster, some time later."""
    at = cast.later(at, 1, 20)
    row = cast.row(council, at)
    is_last = row == cast.rows[council][-1][1]
    if cast.dice.random() < 0.7 and is_last and row.plr == plr:
        row = replace(row, plr=replace(plr, address=f"post.{plr.address}"))
        cast.rows[council].append((at, row))
        yield told.RosterChanges(at=at, row=row)


def automatic_replies(cast: Cast) -> Iterator[Event]:
    """Some are away without having said so; their mail program says it, mostly with a day, and some confirm it."""
    asked = [event for event in cast.events if isinstance(event, told.Asks)]
    written = [event for event in cast.events if isinstance(event, told.WritesToPlr)]
    for n, event in enumerate([*cast.dice.sample(asked, 12), *cast.dice.sample(written, 10)]):
        is_asked = isinstance(event, told.Asks)
        by = cast.officer(event.council, event.at) if is_asked else cast.plr(event.council, event.at)
        at = cast.later(event.at, 0, 0)
        until_on = None if n % 5 == 4 else day(at) + cast.dice.randint(-1, 16) * DAY
        name = f"{event.name}-out"
        yield told.RepliesAutomatically(at=at, name=name, by=by, message=event.name, until_on=until_on)
        if cast.dice.random() < 0.6:
            yield told.SaysYesAway(at=cast.later(at, 0, 3), name=f"{name}-yes", by=by, reply=name)
