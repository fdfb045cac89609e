"""Messages and threads: what arrived, where it belongs, and what waits for somebody to say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mailbot.model.facts.fact import Fact, Purpose
from mailbot.model.understanding import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageArrived(Fact):
    """A message was taken by our server at `happened_at` (law 4), whatever came of it."""

    kind: ClassVar[str] = "message-arrived"
    message: str
    message_kind: Kind
    writer: str | None = None
    thread: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyArrived(Fact):
    """The same message was found again (law 2); the earliest arrival counts."""

    kind: ClassVar[str] = "copy-arrived"
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadOpened(Fact):
    """A thread exists from now on; whoever holds its token can write in it."""

    kind: ClassVar[str] = "thread-opened"
    thread: str
    purpose: Purpose
    people: tuple[str, ...]
    liaison: str | None = None
    about: tuple[str, ...] = ()
    """A desk thread's matter: question ids, a message id; read together with the mail that opened it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageHeld(Fact):
    """A message could not be placed and waits for a person.

    `reason` is a keyword; `guesses` are thread or liaison ids, the likeliest first, and `reasons` a keyword for each
    of them.
    """

    kind: ClassVar[str] = "message-held"
    message: str
    reason: str
    writer: str | None = None
    guesses: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLinked(Fact):
    """A held message was placed by a person; it counts from its arrival (law 7)."""

    kind: ClassVar[str] = "message-linked"
    message: str
    thread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldClosed(Fact):
    """The coordinator says that nothing more is to be done with a held message."""

    kind: ClassVar[str] = "held-closed"
    held: str
    message: str
    by: str
