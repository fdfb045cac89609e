"""Who the people are at a moment, and when they have time."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from tests.year import story as told
from tests.year.county import OFFICERS, councils
from tests.year.story import LONDON, Council, Event, Person, day, local

BEGINS_AT = local("2026-04-01 07:30")
ENDS_AT = local("2027-03-31 23:59")
CLOSURES = (date(2026, 12, 24), date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31))
DAY = timedelta(days=1)
FIRST = date(2026, 4, 1)
POST_OFFICE = Person("Mail Delivery System", "mailer-daemon@post.example")
COORDINATOR = Person("Sam Okafor", told.COORDINATOR)
NOBODY = Person("nobody")
RELIABLE = {officer.name: (0.95, 0.8, 0.6, 0.9, 0.4)[n % 5] for n, officer in enumerate(OFFICERS)}
"""How likely each officer is in touch in a month."""


@dataclass
class Cast:
    """Everybody, with one pair of dice."""

    dice: random.Random
    notices: bool
    """Whether officers get notice of an introduction."""

    def __post_init__(self) -> None:
        self.taken: set[datetime] = set()
        self.covers: dict[tuple[Person, date], Person] = {}
        self.without_address: list[tuple[Person, datetime]] = []
        """Whose address exists no more, and since when."""
        self.left: dict[str, datetime] = {}
        """Which councils leave the roster, and when."""
        self.late: set[str] = set()
        """What is written all the same by whoever was of them, or was a PLR, by its name."""
        self.events: list[Event] = []
        """What is known so far of the year."""
        self.rows = {council.name: [(BEGINS_AT, council)] for council in councils()}

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
            return self.at(day(than) + days * DAY)
        hour = than.astimezone(LONDON).hour + 1
        return self.at(day(than), hour, 22) if hour <= 22 else self.at(day(than) + DAY)

    def soon(self, than: datetime) -> datetime:
        """Choose one of the next eight minutes."""
        free = (than + timedelta(minutes=n) for n in range(1, 9))
        at = next(at for at in free if at not in self.taken)
        self.taken.add(at)
        return at

    # Who

    def row(self, council: str, at: datetime) -> Council:
        return [row for since, row in self.rows[council] if since <= at][-1]

    def since(self, council: str) -> datetime:
        """Say since when a council is on the roster."""
        since, _ = self.rows[council][0]
        return since

    def plr(self, council: str, at: datetime) -> Person:
        return self.row(council, at).plr or NOBODY

    def officer(self, council: str, at: datetime) -> Person:
        """Name the officer, or whoever covers for them that day; the coordinator where there is none."""
        officer = self.row(council, at).officer or COORDINATOR
        return self.covers.get((officer, day(at)), officer)

    def is_served(self, council: str, at: datetime) -> bool:
        """Whether a council has an officer, and somebody of its own to whom they can write."""
        row = self.row(council, at)
        return row.officer is not None and (row.plr or row.clerk) is not None

    def serves_several(self, person: Person | None) -> bool:
        """Whether mail from the address of a PLR, or of a Clerk, may be about several councils."""
        first = [{one.address for one in (rows[0][1].plr, rows[0][1].clerk) if one} for rows in self.rows.values()]
        return person is not None and sum(person.address in addresses for addresses in first) > 1

    def settled(self) -> list[str]:
        """Name the councils with the same people all year, and a Clerk of their own."""
        clerks = [rows[0][1].clerk for rows in self.rows.values()]
        return [
            name
            for name, rows in self.rows.items()
            if len(rows) == 1
            and (row := rows[0][1]).clerk not in (None, row.plr)
            and clerks.count(row.clerk) == 1
            and row.contact_by == "email"
            and not self.serves_several(row.plr)
        ]

    def by_now(self, event: Event) -> Event:
        """Have whose address was corrected write from the new one."""
        if isinstance(event, told.Writes):
            for rows in self.rows.values():
                held = [row.plr for since, row in rows if since <= event.at]
                if event.by in held and held[-1] is not None and held[-1].name == event.by.name:
                    return replace(event, by=held[-1])
        return event

    def _is_of(self, council: str, event: Event) -> bool:
        """Whether something happens because of a council: what it had asked is still answered."""
        row, by = self.row(council, BEGINS_AT), getattr(event, "by", NOBODY)
        name = event.row.name if isinstance(event, told.RosterChanges) else getattr(event, "council", "")
        return council == name or by in (row.plr, row.clerk)

    def has_left(self, event: Event) -> bool:
        """Whether it is by a PLR who is none any more, of a council that has left, or from an address that is gone."""
        if isinstance(event, told.Writes) and event.name in self.late:
            return False
        if any(at < event.at and self._is_of(council, event) for council, at in self.left.items()):
            return True
        if not isinstance(event, told.Writes) or isinstance(event, told.Announces | told.SaysWhetherSo):
            return False
        if any(person == event.by and since <= event.at for person, since in self.without_address):
            return True
        held = [rows for rows in self.rows.values() if any(row.plr == event.by for _, row in rows)]
        return bool(held) and not any(self.row(rows[0][1].name, event.at).plr == event.by for rows in held)
