"""Digests, and what the coordinator answered to their lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mailbot.model.facts.fact import Fact


@dataclass(frozen=True, slots=True)
class DigestLine:
    """What a numbered line of a digest stands for: an obligation of a rule, or a held message, which is of none."""

    rule: str
    about: str
    """The id of the obligation, or of the message."""
    liaison: str = ""
    thread: str = ""
    """The conversation that it is about, in which an officer's command on it is carried out; empty where there is none.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSent(Fact):
    """The coordinator was told all that had been recorded up to the fact numbered `up_to`.

    The answers to it come in `thread`; a number in them is that of one of its `lines`, from 1, for ever.
    """

    kind: ClassVar[str] = "digest"
    up_to: int
    thread: str = ""
    lines: tuple[DigestLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyTold(Fact):
    """The deputy was told what the coordinator had left as it was; answers to it come in `thread`, as to a digest."""

    kind: ClassVar[str] = "deputy-told"
    thread: str
    lines: tuple[DigestLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSeen(Fact):
    """The coordinator has seen what a line of a digest says; it stays open, and is told again only when it grows."""

    kind: ClassVar[str] = "line-seen"
    rule: str
    about: str
    message: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSnoozed(Fact):
    """The coordinator wants to hear no more of a line before a day; no clock moves by it."""

    kind: ClassVar[str] = "line-snoozed"
    rule: str
    about: str
    until_on: date
    message: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Excused(Fact):
    """The coordinator says, with a reason, that an obligation is not to be held against anybody."""

    kind: ClassVar[str] = "excused"
    rule: str
    obligation: str
    liaison: str
    message: str
    by: str
