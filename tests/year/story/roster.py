"""The roster changes, and people are away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.year.story.event import Event, Writes
from tests.year.story.people import Council, Person


@dataclass(frozen=True, kw_only=True)
class RosterChanges(Event):
    """The coordinator imports the roster again: a council joins, or a row reads otherwise from now on."""

    row: Council


@dataclass(frozen=True, kw_only=True)
class Leaves(Event):
    """The coordinator imports the roster again, and a council is no more on it."""

    council: str


@dataclass(frozen=True, kw_only=True)
class Reassigns(Writes):
    """The coordinator writes that a council has another officer from now on, or from a day to come: REASSIGN."""

    council: str
    officer: Person
    from_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class GoesAway(Writes):
    """Somebody writes that they will be away; an officer may name who covers for them."""

    from_on: date
    until_on: date
    cover: Person | None = None


@dataclass(frozen=True, kw_only=True)
class ComesBack(Writes):
    """Somebody replies BACK to what was noted of their absence, `away`."""

    away: str
