"""The cast: a year of what the people of the county do, by chance from a seed.

They answer in time, late or never, phone, hold, are denied their answer, change and are away. Each life is written by
itself; nothing here knows what mailbot will say to it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from tests.year import story as told
from tests.year.county import OFFICERS, councils, newcomers
from tests.year.story import LONDON, Council, Event, Person, Story, day, local

BEGINS_AT = local("2026-04-01 07:30")
ENDS_AT = local("2027-03-31 23:59")
CLOSURES = (date(2026, 12, 24), date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31))
_DAY = timedelta(days=1)
_FIRST = date(2026, 4, 1)
_COORDINATOR = Person("Sam Okafor", told.COORDINATOR)
_RELIABLE = {officer.name: (0.95, 0.8, 0.6, 0.9, 0.4)[n % 5] for n, officer in enumerate(OFFICERS)}
"""How likely each officer is in touch in a month."""


def live(seed: int, rules: tuple[str, ...]) -> Story:
    """Write the story of a year."""
    cast = Cast(random.Random(seed), rules)
    return Story(councils(), BEGINS_AT, ENDS_AT, tuple(cast.year()), CLOSURES, rules)


@dataclass
class Cast:
    """Everybody, with one pair of dice."""

    dice: random.Random
    rules: tuple[str, ...]

    def __post_init__(self) -> None:
        self.taken: set[datetime] = set()
        self.covers: dict[tuple[Person, date], Person] = {}
        self.rows = {council.name: [(BEGINS_AT, council)] for council in councils()}

    def year(self) -> Iterator[Event]:
        events: list[Event] = [*self._changes()]
        if "absence" in self.rules:
            events += self._absences()
        if "concern" in self.rules:
            events += self._concerns()
        for council in councils():
            events += self._dealings(council.name)
        for council in newcomers():
            events += self._joins(council)
        for event in sorted(events, key=lambda event: event.at):
            if BEGINS_AT < event.at < ENDS_AT and not self._has_left(event):
                yield event

    def _has_left(self, event: Event) -> bool:
        """Whether it is by a PLR who is none any more."""
        if not isinstance(event, told.Writes):
            return False
        held = [rows for rows in self.rows.values() if any(row.plr == event.by for _, row in rows)]
        return bool(held) and not any(self.row(rows[0][1].name, event.at).plr == event.by for rows in held)

    # When

    def at(self, on: date, first: int = 8, last: int = 21) -> datetime:
        """Choose a minute of a day that nobody else has; never one in which somebody looks at the clock."""
        while True:
            clock = time(self.dice.randint(first, last), self.dice.randint(11, 58))
            at = local(datetime.combine(on, clock).isoformat(" ", "minutes"))
            if at not in self.taken:
                self.taken.add(at)
                return at

    def later(self, than: datetime, least: int, most: int) -> datetime:
        """Choose a minute some days later, on the same day at the earliest an hour later."""
        days = self.dice.randint(least, most)
        if days:
            return self.at(day(than) + days * _DAY)
        hour = than.astimezone(LONDON).hour + 1
        return self.at(day(than), hour, 22) if hour <= 22 else self.at(day(than) + _DAY)

    # Who

    def row(self, council: str, at: datetime) -> Council:
        """Give the row of a council as it stands."""
        return [row for since, row in self.rows[council] if since <= at][-1]

    def since(self, council: str) -> datetime:
        """Say since when a council is on the roster."""
        since, _ = self.rows[council][0]
        return since

    def plr(self, council: str, at: datetime) -> Person:
        """Name the PLR, whom there has to be."""
        plr = self.row(council, at).plr
        assert plr is not None
        return plr

    def officer(self, council: str, at: datetime) -> Person:
        """Name the officer, or whoever covers for them that day."""
        officer = self.row(council, at).officer
        assert officer is not None
        return self.covers.get((officer, day(at)), officer)

    # What

    def _changes(self) -> Iterator[Event]:
        """Officers and PLRs change a few times a year."""
        for council in self.dice.sample(sorted(self.rows), 14):
            at = self.at(_FIRST + self.dice.randint(10, 340) * _DAY)
            row = self.row(council, at)
            if self.dice.random() < 0.5:
                row = replace(row, officer=self.dice.choice([one for one in OFFICERS if one != row.officer]), duty="")
            else:
                short = council.split()[0].lower()
                row = replace(row, plr=Person(f"Newcomer of {council.split()[0]}", f"new.plr@{short}.example"))
            self.rows[council].append((at, row))
            yield told.RosterChanges(at=at, row=row)

    def _joins(self, council: Council) -> Iterator[Event]:
        """A council joins in the course of the year."""
        at = self.at(_FIRST + self.dice.randint(20, 200) * _DAY)
        self.rows[council.name] = [(at, council)]
        yield told.RosterChanges(at=at, row=council)
        yield from self._dealings(council.name)

    def _dealings(self, council: str) -> Iterator[Event]:
        """What its people and its officer have to do with each other."""
        yield from self._questions(council)
        if "monthly-contact" in self.rules:
            yield from self._contacts(council)

    def _absences(self) -> Iterator[Event]:
        """Officers are away, mostly covered by a colleague who is there; PLRs are away too. Some are back early."""
        for n in range(22):
            from_on = _FIRST + self.dice.randint(8, 330) * _DAY
            until_on = from_on + self.dice.choice([1, 3, 7, 14]) * _DAY
            said_at = self.at(from_on - self.dice.choice([0, 1, 5]) * _DAY, 8, 11)
            by, cover = self._who_goes(n, said_at)
            name = f"{by.name.split()[-1]}-away-{n}"
            if cover is not None:
                days = range((until_on - from_on).days + 1)
                self.covers |= {(by, from_on + one * _DAY): cover for one in days}
            yield told.GoesAway(at=said_at, name=name, by=by, from_on=from_on, until_on=until_on, cover=cover)
            if self.dice.random() < 0.3:
                at = self.at(from_on + self.dice.randint(0, (until_on - from_on).days) * _DAY, 13)
                yield told.ComesBack(at=at, name=f"{name}-back", by=by, away=name)

    def _who_goes(self, n: int, at: datetime) -> tuple[Person, Person | None]:
        if n % 3 == 0:
            one_council = [row.plr for row in councils() if row.plr and not self.serves_several(row.plr)]
            plr = self.dice.choice([plr for plr in one_council if plr.address])
            return plr, None
        by, cover = self.dice.sample(OFFICERS[:-1], 2)
        return by, cover if self.dice.random() < 0.7 else None

    def _concerns(self) -> Iterator[Event]:
        """A few PLRs write to the coordinator, who answers sooner, later or not at all."""
        for n, council in enumerate(self.dice.sample(sorted(self.rows), 12)):
            at = self.at(_FIRST + self.dice.randint(5, 340) * _DAY)
            plr, name = self.plr(council, at), f"{council.split()[0]}-concern"
            if not plr.address or self.serves_several(plr):
                continue
            yield told.RaisesConcern(at=at, name=name, by=plr, council=council)
            for answer in ("answer", "close")[n % 2 :]:
                at = self.later(at, 0, 12)
                closes = answer == "close"
                if self.dice.random() < 0.8:
                    yield told.AnswersConcern(
                        at=at, name=f"{name}-{answer}", by=_COORDINATOR, concern=name, closes=closes
                    )

    def _contacts(self, council: str) -> Iterator[Event]:
        """The month's contact: some officers are sure, some forget, and some note it when the month is over."""
        for months in range(12):
            first = date(2026 + (months + 3) // 12, (months + 3) % 12 + 1, 1)
            following = date(2026 + (months + 4) // 12, (months + 4) % 12 + 1, 1)
            length = (following - first).days
            if first < day(self.since(council)):
                continue
            row = self.row(council, local(f"{first + 5 * _DAY} 12:00"))
            if row.officer is None or row.plr is None:
                continue
            reliable = _RELIABLE[row.officer.name]
            if self.dice.random() < reliable:
                yield from self._contact(council, first, length)
            elif self.dice.random() < 0.5:
                at = self.at(following - self.dice.randint(-4, 7) * _DAY, 18)
                yes, plr = self.dice.random() < 0.6, self.plr(council, at)
                yield told.SaysWhetherInTouch(
                    at=at, name=f"{council.split()[0]}-check-{first:%b}", by=plr, council=council, yes=yes
                )

    def _contact(self, council: str, first: date, length: int) -> Iterator[Event]:
        name, days = f"{council.split()[0]}-{first:%b}", self.dice.randint(7, length - 1)
        at = self.at(first + days * _DAY)
        row = self.row(council, at)
        by, by_phone = self.officer(council, at), row.plr is None or not row.plr.address
        if self.dice.random() < 0.4 and not by_phone:
            yield told.WritesToPlr(at=at, name=f"{name}-writes", by=by, council=council)
            return
        on = None
        if self.dice.random() < 0.5:
            on = first + self.dice.randint(0, days) * _DAY
            at = self.later(at, 0, 12)
            by = self.officer(council, at)
        how = self.dice.choice(["PHONED", "MET", "EMAILED"])
        yield told.Logs(at=at, name=f"{name}-logs", by=by, council=council, how=how, on=on)

    def _questions(self, council: str) -> Iterator[Event]:
        asked_at, n = self.since(council), 0
        while True:
            asked_at = self.later(asked_at, 5, 90)
            if asked_at >= ENDS_AT - 2 * _DAY:
                return
            plr = self.row(council, asked_at).plr
            if plr is None or not plr.address:
                continue
            n += 1
            yield from self._life(council, f"{council.split()[0]}-{n}", asked_at)

    def _life(self, council: str, question: str, asked_at: datetime) -> Iterator[Event]:
        """One question, from its asking to its end."""
        plr = self.plr(council, asked_at)
        yield told.Asks(at=asked_at, name=question, by=plr, council=council)
        at = asked_at
        if self.serves_several(plr):
            at = self.later(at, 0, 1)
            yield told.NamesCouncil(at=at, name=f"{question}-council", by=plr, question=question)
        if self.dice.random() < 0.15:
            at = self.later(at, 0, 2)
            yield told.AsksMore(at=at, name=f"{question}-more", by=plr, question=question)
        yield from self._end(council, question, plr, at)

    def _end(self, council: str, question: str, plr: Person, at: datetime) -> Iterator[Event]:
        fates = {
            self._prompt_answer: 40,
            self._late_answer: 20,
            self._noted_answer: 12,
            self._hold: 12,
            self._no_reply_needed: 6,
            self._never: 6,
        }
        [fate] = self.dice.choices(list(fates), list(fates.values()))
        yield from fate(council, question, plr, at)

    def _prompt_answer(self, council: str, question: str, plr: Person, at: datetime) -> Iterator[Event]:
        at = self.later(at, 0, 5)
        yield told.Answers(at=at, name=f"{question}-answer", by=self.officer(council, at), question=question)
        yield from self._after_answer(council, question, plr, at)

    def _late_answer(self, council: str, question: str, plr: Person, at: datetime) -> Iterator[Event]:
        at = self.later(at, 6, 25)
        yield told.Answers(at=at, name=f"{question}-late", by=self.officer(council, at), question=question)
        yield from self._after_answer(council, question, plr, at)

    def _after_answer(self, council: str, question: str, plr: Person, at: datetime) -> Iterator[Event]:
        """The PLR says thanks, asks on, denies that it was an answer, or says something that may be anything."""
        at, chance = self.later(at, 0, 4), self.dice.random()
        if chance < 0.3:
            yield told.Thanks(at=at, name=f"{question}-thanks", by=plr, question=question)
        elif chance < 0.4:
            yield told.AsksMore(at=at, name=f"{question}-again", by=plr, question=question)
            at = self.later(at, 1, 9)
            yield told.Answers(at=at, name=f"{question}-again-answer", by=self.officer(council, at), question=question)
        elif chance < 0.5:
            yield told.SaysNotAnswered(at=at, name=f"{question}-not-answered", by=plr, question=question)
            at = self.later(at, 1, 12)
            yield told.Answers(at=at, name=f"{question}-really", by=self.officer(council, at), question=question)
        elif chance < 0.6:
            yield told.SaysUnclear(at=at, name=f"{question}-unclear", by=plr, question=question)
            if self.dice.random() < 0.5:
                at = self.later(at, 1, 12)
                yield told.Answers(at=at, name=f"{question}-clear", by=self.officer(council, at), question=question)

    def _noted_answer(self, council: str, question: str, plr: Person, at: datetime) -> Iterator[Event]:
        at = self.later(at, 1, 9)
        kind = self.dice.choice([told.NotesAnswered, told.PhonesAbout])
        yield kind(at=at, name=f"{question}-noted", by=self.officer(council, at), question=question)
        if self.dice.random() < 0.6:
            at, yes = self.later(at, 0, 3), self.dice.random() < 0.5
            yield told.SaysWhetherAnswered(at=at, name=f"{question}-whether", by=plr, question=question, yes=yes)
            if not yes:
                at = self.later(at, 0, 9)
                yield told.Answers(at=at, name=f"{question}-then", by=self.officer(council, at), question=question)

    def _hold(self, council: str, question: str, plr: Person, at: datetime) -> Iterator[Event]:
        for n in range(self.dice.choice([1, 1, 2])):
            at = self.later(at, 0, 7)
            until = day(at) + self.dice.randint(-1, 20) * _DAY if self.dice.random() < 0.8 else None
            reason = "the road survey is awaited" if self.dice.random() < 0.9 else ""
            officer = self.officer(council, at)
            yield told.Holds(
                at=at, name=f"{question}-hold-{n}", by=officer, question=question, until=until, reason=reason
            )
        at = self.later(at, 3, 30)
        yield told.Answers(at=at, name=f"{question}-held", by=self.officer(council, at), question=question)

    def _no_reply_needed(self, council: str, question: str, plr: Person, at: datetime) -> Iterator[Event]:
        at = self.later(at, 0, 8)
        reason = self.dice.choice(["only for our information", "the clerk has dealt with it", ""])
        officer = self.officer(council, at)
        yield told.SaysNoReplyNeeded(at=at, name=f"{question}-none", by=officer, question=question, reason=reason)
        if self.dice.random() < 0.3:
            at = self.later(at, 9, 12)
            yield told.Answers(at=at, name=f"{question}-after-all", by=self.officer(council, at), question=question)

    def _never(self, council: str, question: str, plr: Person, at: datetime) -> Iterator[Event]:
        return iter(())

    def serves_several(self, plr: Person) -> bool:
        """Whether mail from a PLR's address may be about several councils."""
        return sum(1 for rows in self.rows.values() if (one := rows[0][1].plr) and one.address == plr.address) > 1
