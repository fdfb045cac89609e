"""What the coordinator does of their own accord: holds for a team or the force, answers to the digest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tests.year import story as told
from tests.year.cast.cast import COORDINATOR, DAY, FIRST, Cast
from tests.year.county import OFFICERS, TEAMS, councils
from tests.year.story import Event, Person, day

_WORDS = {"ACK": 10, "SNOOZE": 10, "EXCUSE": 16, "CLOSE": 4, "LINK": 6, "REASSIGN": 3}
"""What they answer to a line of the digest, and how often."""


def holds_for_many(cast: Cast) -> Iterator[Event]:
    """Something larger stands in the way of a team, or of everybody; sometimes it does not after all."""
    for n, team in enumerate([*TEAMS, "", *TEAMS[:2]]):
        at = cast.at(FIRST + cast.dice.randint(20 + 50 * n, 60 + 50 * n) * DAY, 9, 17)
        until, name = day(at) + cast.dice.randint(6, 18) * DAY, f"hold-for-many-{n}"
        yield told.HoldsForMany(at=at, name=name, by=COORDINATOR, team=team, until=until)
        if cast.dice.random() < 0.4:
            at = cast.later(at, 0, 3)
            yield told.TakesBack(at=at, name=f"{name}-undo", by=COORDINATOR, message=name)


def answers_to_digests(cast: Cast) -> Iterator[Event]:
    """They answer to a line now and then, and think better of some of it."""
    words = [word for word, times in _WORDS.items() for _ in range(2 * times)]
    for n, word in enumerate(words):
        at = cast.at(FIRST + cast.dice.randint(12, 360) * DAY, 9, 17)
        yield _line(cast, at, f"line-{n}-{word.lower()}", word)


def answers_to_several_lines(cast: Cast) -> Iterator[Event]:
    """They answer to two or three lines at once, and sometimes think better of one of them."""
    words = [word for word, times in _WORDS.items() if word != "REASSIGN" for _ in range(times)]
    for n in range(24):
        at, name = cast.at(FIRST + cast.dice.randint(12, 360) * DAY, 9, 17), f"lines-{n}"
        several = cast.dice.sample(words, cast.dice.randint(2, 3))
        lines = tuple(_line(cast, at, f"{name}-{number}", word) for number, word in enumerate(several, start=1))
        yield told.AnswersLines(at=at, name=name, by=COORDINATOR, lines=lines)
        if cast.dice.random() < 0.4:
            at, number = cast.later(at, 0, 1), cast.dice.randint(1, len(lines))
            yield told.TakesBack(at=at, name=f"{name}-undo", by=COORDINATOR, message=name, number=number)


def _line(cast: Cast, at: datetime, name: str, word: str) -> told.AnswersLine:
    until = day(at) + cast.dice.randint(1, 12) * DAY if word == "SNOOZE" else None
    officer = cast.dice.choice(OFFICERS) if word == "REASSIGN" else None
    dice = cast.dice.random()
    return told.AnswersLine(at=at, name=name, by=COORDINATOR, word=word, dice=dice, until=until, officer=officer)


def second_thoughts(cast: Cast) -> Iterator[Event]:
    """Some of what was said to mailbot is taken back."""
    names = {getattr(event, "name", "") for event in cast.events}
    said: dict[type[told.Writes], int] = {
        told.Holds: 12, told.NotesAnswered: 5, told.SaysNoReplyNeeded: 5, told.AnswersLine: 32
    }  # fmt: skip
    for kind, times in said.items():
        every = [event for event in cast.events if isinstance(event, kind) and not _is_followed(event, names)]
        for event in cast.dice.sample(every, min(times, len(every))):
            at = cast.later(event.at, 0, 1)
            yield told.TakesBack(at=at, name=f"{event.name}-undo", by=event.by, message=event.name)


def _is_followed(event: told.Writes, names: set[str]) -> bool:
    """Whether somebody acts on it."""
    return isinstance(event, told.NotesAnswered) and f"{event.question}-whether" in names


def strangers(cast: Cast) -> Iterator[Event]:
    """A few PLRs write from an address of which nobody knows whose it is."""
    for n, row in enumerate(cast.dice.sample(councils(), 8)):
        at = cast.at(FIRST + cast.dice.randint(5, 340) * DAY)
        plr = cast.plr(row.name, at)
        by = Person(plr.name, f"{row.name.split()[0].lower()}@home.example")
        yield told.WritesFromElsewhere(at=at, name=f"{row.name.split()[0]}-stray-{n}", by=by, council=row.name)
