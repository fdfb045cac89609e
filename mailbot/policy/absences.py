"""Absences: who is away on which day, as far as anybody has said. Pure; folded from facts by `state`."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from mailbot.model.facts import AbsenceBegan, AbsenceEnded, AbsenceProposed


@dataclass(slots=True)
class Absence:
    """An absence as it was noted, and how it was cut short."""

    began: AbsenceBegan
    ended: AbsenceEnded | None = None

    @property
    def said_at(self) -> datetime:
        """The instant at which it was said."""
        return self.began.happened_at

    def lasts_on(self, day: date) -> bool:
        """Whether a day belongs to it: the last one does, the day of return does not."""
        began, ended = self.began, self.ended
        in_days = began.from_on <= day and (began.until_on is None or day <= began.until_on)
        return in_days and (ended is None or day < ended.back_on)

    def overlaps(self, from_on: date, until_on: date | None) -> bool:
        """Whether it has a day in common with these days, both included; None where they have no end."""
        began = self.began
        return (until_on is None or began.from_on <= until_on) and (began.until_on is None or from_on <= began.until_on)


@dataclass(slots=True)
class Absences:
    """Everybody's absences; of several that last on a day, the one that was said last counts."""

    proposed: dict[str, AbsenceProposed] = field(default_factory=dict)
    """What automatic replies have said, which changes nothing until the person confirms it (law 3)."""
    _known: dict[str, Absence] = field(default_factory=dict)
    _of: dict[str, list[Absence]] = field(default_factory=dict)
    _naming: dict[str, set[str]] = field(default_factory=dict)
    """Who has ever named somebody as their cover."""

    def begin(self, fact: AbsenceBegan) -> None:
        """Take in that somebody is away."""
        if fact.cover:
            self._naming.setdefault(fact.cover, set()).add(fact.person)
        absence = self._known[fact.absence] = Absence(fact)
        insort(self._of.setdefault(fact.person, []), absence, key=lambda one: one.said_at)

    def end(self, fact: AbsenceEnded) -> None:
        """Take in that an absence is over; the earliest day of return counts."""
        absence = self._known[fact.absence]
        if absence.ended is None or fact.back_on < absence.ended.back_on:
            absence.ended = fact

    def forget(self, fact: AbsenceBegan) -> None:
        """Take back that somebody is away, as if it had never been said."""
        absence = self._known.pop(fact.absence, None)
        if absence is not None:
            self._of[fact.person].remove(absence)

    def go_on(self, fact: AbsenceEnded) -> None:
        """Take back that an absence is over."""
        absence = self._known.get(fact.absence)
        if absence is not None and absence.ended == fact:
            absence.ended = None

    def get(self, absence: str) -> Absence | None:
        """Find an absence by its id."""
        return self._known.get(absence)

    def of(self, person: str) -> Sequence[Absence]:
        """List somebody's absences in the order in which they were said."""
        return self._of.get(person, ())

    def depending_on(self, person: str) -> set[str]:
        """Name somebody, with everybody for whom they may read, or the cover of their cover."""
        found, looked_at = {person}, [person]
        while looked_at:
            new = self._naming.get(looked_at.pop(), set()) - found
            found |= new
            looked_at += new
        return found

    def away(self, day: date) -> Iterator[str]:
        """List who is away on a day."""
        return (person for person in self._of if self.on(person, day) is not None)

    def on(self, person: str, day: date) -> Absence | None:
        """Find the absence that counts for somebody on a day; None where they are there."""
        return next(self._on(person, day), None)

    def _on(self, person: str, day: date) -> Iterator[Absence]:
        return (absence for absence in reversed(self.of(person)) if absence.lasts_on(day))
