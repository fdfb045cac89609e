"""News: shown first, sent by SEND, stopped by UNDO within ten minutes, and answered to whoever sent it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tests.year import story as told
from tests.year.reference.notebook import COORDINATOR, FIVE_MINUTES, Notebook, happens
from tests.year.reference.questions import ask
from tests.year.reference.records import Circular
from tests.year.story import Person, Sent, day

_TEN_MINUTES = timedelta(minutes=10)


@happens.register
def writes_news(event: told.WritesNews, notes: Notebook) -> None:
    """It is shown to its writer with whom it would reach; what would reach nobody is not."""
    notes.circulars[event.name] = Circular(event.name, event.by, event.scope)
    shown = any(_readers(notes, notes.circulars[event.name]))
    notes.send(event.by, "news-draft" if shown else "news-not-sent", event.name)


@happens.register
def sends_news(event: told.SendsNews, notes: Notebook) -> None:
    """Whom it reaches is settled, one copy for each address, and it leaves in ten minutes."""
    circular = notes.circulars[event.news]
    circular.released_at, circular.readers = event.at, {one.address: one for one in _readers(notes, circular)}
    notes.send(event.by, "news-going", event.name)


@happens.register
def stops_news(event: told.StopsNews, notes: Notebook) -> None:
    circular = notes.circulars[event.news]
    if not circular.has_left:
        circular.released_at = None
    notes.send(event.by, "news-stopped", event.name)


@happens.register
def answers_news(event: told.AnswersNews, notes: Notebook) -> None:
    """The answer is a question to whoever sent it, and the clock is theirs."""
    by = notes.circulars[event.news].by
    asked_of = COORDINATOR if by.address == COORDINATOR.address else None
    ask(notes, event.name, event.council, event.name, event.by, event.at, asked_of=asked_of)


def look(notes: Notebook) -> None:
    """What was not stopped in ten minutes leaves."""
    for circular in notes.circulars.values():
        released_at = circular.released_at
        if released_at is None or circular.has_left or released_at + _TEN_MINUTES > notes.now - FIVE_MINUTES:
            continue
        circular.has_left = True
        for reader in circular.readers.values():
            notes.goes(reader, Sent(str(day(notes.now)), reader.address, "relay", circular.name))


def _readers(notes: Notebook, circular: Circular) -> Iterator[Person]:
    """Give who reads for each council that it is for; whom no mail reaches, and nobody's, are left out."""
    for row in notes.roster().values():
        is_for = row.officer == circular.by if not circular.scope else circular.scope in ("FORCE", f"TEAM {row.team}")
        reader = notes.reader_of(row.plr, row.name)
        if is_for and not row.programme and row.contact_by == "email" and reader is not None and reader.address:
            yield reader
