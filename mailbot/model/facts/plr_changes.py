"""Changes of PLR: proposed, confirmed or refused; a PLR who left or stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mailbot.model.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PlrChangeProposed(Fact):
    """Somebody wrote that a council's PLR changes; nothing follows from it before it is confirmed (law 7)."""

    kind: ClassVar[str] = "plr-change-proposed"
    change: str
    """The message that it was written in."""
    liaison: str
    plr: str | None
    """Who the PLR was then."""
    successor: str | None
    """None where it is not known yet who."""
    from_on: date
    """The first day of the successor, or the first without the PLR."""
    asked: str
    """Who is asked first whether it is so."""
    by: str | None = None
    """Who wrote it, from their address on record; None for any other address."""
    is_same_person: bool = False
    """Whether the PLR stays, and only their address is another one."""
    is_meanwhile: bool = False
    """Whether somebody else is to be written to until the successor begins."""
    interim: str | None = None
    """Who that is; None for the Clerk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlrChangeConfirmed(Fact):
    """A change of PLR was confirmed by whoever may do so; it takes effect on its day."""

    kind: ClassVar[str] = "plr-change-confirmed"
    change: str
    liaison: str
    by: str
    on: date
    """The local day on which it was confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlrChangeRefused(Fact):
    """A change of PLR was refused by whoever may do so, or another was written in its place."""

    kind: ClassVar[str] = "plr-change-refused"
    change: str
    liaison: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlrLeft(Fact):
    """The PLR of a council is gone: from this day nothing is sent to them, and the Clerk reads in their place."""

    kind: ClassVar[str] = "plr-left"
    liaison: str
    plr: str
    on: date
    by: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlrStays(Fact):
    """Somebody of the council says that its PLR is still the one on the roster."""

    kind: ClassVar[str] = "plr-stays"
    liaison: str
    plr: str
    by: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsReleased(Fact):
    """A PLR who hands over agrees that the next one reads what they wrote about open questions."""

    kind: ClassVar[str] = "words-released"
    liaison: str
    plr: str
    message: str
