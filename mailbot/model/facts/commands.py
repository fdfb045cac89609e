"""Commands: what was carried out, and what was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mailbot.model.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandCarriedOut(Fact):
    """A command was carried out; the facts that it came to stand directly before this one."""

    kind: ClassVar[str] = "command"
    message: str
    number: int
    """Which one of those in its answer it is, from 1."""
    keyword: str
    by: str
    answer: str
    """The thread of the mail that says so, in which it can be undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone(Fact):
    """Whoever gave a command took it back: the facts that it came to are as if they had never been."""

    kind: ClassVar[str] = "undone"
    answer: str
    """The thread in which the command was answered."""
    number: int
    """Which one of those in that answer it is, from 1."""
    message: str
    by: str
    command: str = ""
    """The message that it was written in, for a conversation may have the answers to several."""
