"""A PLR is to be another one, or has left, and somebody says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.year.story.event import Writes
from tests.year.story.people import Person


@dataclass(frozen=True, kw_only=True)
class Announces(Writes):
    """Somebody writes who the next PLR of a council is, from a day on or at once: CHANGE.

    Without a successor it is not known yet who comes.
    """

    council: str
    successor: Person | None
    from_on: date | None = None
    meanwhile: Person | None = None
    """To whom is written until that day, the Clerk or somebody else; nobody where that stays as it is."""


@dataclass(frozen=True, kw_only=True)
class SaysWhetherSo(Writes):
    """Somebody of the council was asked whether `change` is so, and replies YES or NO."""

    change: str
    yes: bool


@dataclass(frozen=True, kw_only=True)
class AgreesToPassOn(Writes):
    """The PLR was asked whether the next one may read what they wrote, and replies YES."""

    change: str


@dataclass(frozen=True, kw_only=True)
class Decides(Writes):
    """The coordinator was asked about it, as nobody of the council had said, and replies APPROVE or REFUSE."""

    change: str
    yes: bool


@dataclass(frozen=True, kw_only=True)
class SaysLeft(Writes):
    """The Clerk writes that the PLR has left: LEFT."""

    council: str


@dataclass(frozen=True, kw_only=True)
class SaysStays(Writes):
    """The Clerk was asked who the PLR is, and replies YES: it is still the same."""

    council: str
