"""Contacts, engagements, absences and courses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mailbot.model.facts.fact import Fact, Method, NotedFact, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactMade(NotedFact):
    """The point of contact was in touch with the PLR."""

    kind: ClassVar[str] = "contact"
    liaison: str
    method: Method
    by: str | None
    plr: str | None
    source: Source = Source.MAIL
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Engaged(Fact):
    """An officer was in contact with a group that belongs to no council; its name stands in the message alone."""

    kind: ClassVar[str] = "engaged"
    by: str
    on: date
    people: int | None
    """How many they met; None where it is not said."""
    message: str
    source: Source = Source.OFFICER


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceBegan(Fact):
    """Somebody is away on these days, both included; the latest that was said counts for a day."""

    kind: ClassVar[str] = "away"
    absence: str
    person: str
    from_on: date
    until_on: date | None
    """None until they say that they are back."""
    cover: str | None
    """The officer who reads in an officer's place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEnded(Fact):
    """An absence is over: the person is there again from this day, or was never away where it is the first."""

    kind: ClassVar[str] = "back"
    absence: str
    person: str
    back_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceProposed(Fact):
    """An automatic reply says that somebody is away; it changes nothing until they confirm it (law 3)."""

    kind: ClassVar[str] = "away-proposed"
    absence: str
    person: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseConfirmed(NotedFact):
    """An officer says that they completed a course."""

    kind: ClassVar[str] = "confirmed"
    person: str
    course: str
    """As the rule files name it."""
    on: date
    message: str
    source: Source = Source.OFFICER
