"""Whom the story is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

COORDINATOR = "coordinator@force.example"


@dataclass(frozen=True)
class Person:
    """Somebody of the county; without an address they are reached by phone."""

    name: str
    address: str = ""


@dataclass(frozen=True)
class Council:
    """One row of the roster as it stands at the beginning of the year, or from when the council joins."""

    name: str
    plr: Person | None
    officer: Person | None
    clerk: Person | None = None
    team: str = ""
    duty: str = ""
    plan: str = ""
    every: str = ""
    since: date | None = None
    last_meeting: date | None = None
    contact_by: str = "email"
    role: str = ""
    programme: str = ""
