"""What PLRs ask, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tests.year import story as told
from tests.year.cast.cast import DAY, ENDS_AT, Cast
from tests.year.story import Event, Person, day


def questions(cast: Cast) -> Iterator[Event]:
    """The PLR of each council asks now and then, or its Clerk."""
    for council in cast.rows:
        yield from _questions(cast, council)


def _questions(cast: Cast, council: str) -> Iterator[Event]:
    asked_at, n = cast.since(council), 0
    while True:
        asked_at = cast.later(asked_at, 5, 90)
        if asked_at >= ENDS_AT - 2 * DAY:
            return
        asker = _asker(cast, council, asked_at)
        if asker is not None and asker.address:
            n += 1
            yield from _life(cast, council, f"{council.split()[0]}-{n}", asker, asked_at)


def _asker(cast: Cast, council: str, at: datetime) -> Person | None:
    """Now and then a Clerk asks in the PLR's place, or because there is none."""
    row = cast.row(council, at)
    return row.clerk if row.clerk and cast.dice.random() < 0.15 else row.plr


def _life(cast: Cast, council: str, question: str, asker: Person, asked_at: datetime) -> Iterator[Event]:
    """One question, from its asking to its end."""
    yield told.Asks(at=asked_at, name=question, by=asker, council=council)
    at = asked_at
    if cast.serves_several(asker):
        at = cast.later(at, 0, 1)
        yield told.NamesCouncil(at=at, name=f"{question}-council", by=asker, question=question)
    if cast.dice.random() < 0.15:
        at = cast.later(at, 0, 2)
        yield told.AsksMore(at=at, name=f"{question}-more", by=asker, question=question)
    yield from _end(cast, council, question, asker, at)


def _end(cast: Cast, council: str, question: str, asker: Person, at: datetime) -> Iterator[Event]:
    fates = {
        _prompt_answer: 40,
        _late_answer: 20,
        _noted_answer: 12,
        _hold: 12,
        _no_reply_needed: 6,
        _never: 6,
    }
    [fate] = cast.dice.choices(list(fates), list(fates.values()))
    yield from fate(cast, council, question, asker, at)


def _prompt_answer(cast: Cast, council: str, question: str, asker: Person, at: datetime) -> Iterator[Event]:
    at = cast.later(at, 0, 5)
    yield told.Answers(at=at, name=f"{question}-answer", by=cast.officer(council, at), question=question)
    yield from _after_answer(cast, council, question, asker, at)


def _late_answer(cast: Cast, council: str, question: str, asker: Person, at: datetime) -> Iterator[Event]:
    at = cast.later(at, 6, 25)
    yield told.Answers(at=at, name=f"{question}-late", by=cast.officer(council, at), question=question)
    yield from _after_answer(cast, council, question, asker, at)


def _after_answer(cast: Cast, council: str, question: str, asker: Person, at: datetime) -> Iterator[Event]:
    """The PLR says thanks, asks on, denies that it was an answer, or says something that may be anything."""
    at, chance = cast.later(at, 0, 4), cast.dice.random()
    if chance < 0.3:
        yield told.Thanks(at=at, name=f"{question}-thanks", by=asker, question=question)
    elif chance < 0.4:
        yield told.AsksMore(at=at, name=f"{question}-again", by=asker, question=question)
        at = cast.later(at, 1, 9)
        yield told.Answers(at=at, name=f"{question}-again-answer", by=cast.officer(council, at), question=question)
    elif chance < 0.5:
        yield told.SaysNotAnswered(at=at, name=f"{question}-not-answered", by=asker, question=question)
        at = cast.later(at, 1, 12)
        yield told.Answers(at=at, name=f"{question}-really", by=cast.officer(council, at), question=question)
    elif chance < 0.6:
        yield told.SaysUnclear(at=at, name=f"{question}-unclear", by=asker, question=question)
        if cast.dice.random() < 0.5:
            at = cast.later(at, 1, 12)
            yield told.Answers(at=at, name=f"{question}-clear", by=cast.officer(council, at), question=question)


def _noted_answer(cast: Cast, council: str, question: str, asker: Person, at: datetime) -> Iterator[Event]:
    at = cast.later(at, 1, 9)
    kind = cast.dice.choice([told.NotesAnswered, told.PhonesAbout])
    yield kind(at=at, name=f"{question}-noted", by=cast.officer(council, at), question=question)
    if cast.dice.random() < 0.6:
        at, yes = cast.later(at, 0, 3), cast.dice.random() < 0.5
        yield told.SaysWhetherAnswered(at=at, name=f"{question}-whether", by=asker, question=question, yes=yes)
        if not yes:
            at = cast.later(at, 0, 9)
            yield told.Answers(at=at, name=f"{question}-then", by=cast.officer(council, at), question=question)


def _hold(cast: Cast, council: str, question: str, asker: Person, at: datetime) -> Iterator[Event]:
    for n in range(cast.dice.choice([1, 1, 2])):
        at = cast.later(at, 0, 7)
        until = day(at) + cast.dice.randint(-1, 20) * DAY if cast.dice.random() < 0.8 else None
        reason = "the road survey is awaited" if cast.dice.random() < 0.9 else ""
        officer = cast.officer(council, at)
        yield told.Holds(at=at, name=f"{question}-hold-{n}", by=officer, question=question, until=until, reason=reason)
    at = cast.later(at, 3, 30)
    yield told.Answers(at=at, name=f"{question}-held", by=cast.officer(council, at), question=question)


def _no_reply_needed(cast: Cast, council: str, question: str, asker: Person, at: datetime) -> Iterator[Event]:
    at = cast.later(at, 0, 8)
    reason = cast.dice.choice(["only for our information", "the clerk has dealt with it", ""])
    officer = cast.officer(council, at)
    yield told.SaysNoReplyNeeded(at=at, name=f"{question}-none", by=officer, question=question, reason=reason)
    if cast.dice.random() < 0.3:
        at = cast.later(at, 9, 12)
        yield told.Answers(at=at, name=f"{question}-after-all", by=cast.officer(council, at), question=question)


def _never(cast: Cast, council: str, question: str, asker: Person, at: datetime) -> Iterator[Event]:
    return iter(())


def misspellings(cast: Cast) -> Iterator[Event]:
    """Now and then an officer misspells an instruction; some then want it to go out just as it is."""
    asked = [event for event in cast.events if isinstance(event, told.Asks)]
    for event in cast.dice.sample(asked, 16):
        at = cast.later(event.at, 0, 4)
        by, name = cast.officer(event.council, at), f"{event.name}-hlod"
        yield told.Misspells(at=at, name=name, by=by, question=event.name)
        if cast.dice.random() < 0.5:
            at = cast.later(at, 0, 5)
            yield told.SendsAsItIs(at=at, name=f"{name}-send", by=by, message=name, question=event.name)
