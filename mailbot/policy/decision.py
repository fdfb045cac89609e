"""Decision: the facts that follow from something, and the mail they cause; committed in one write (law 1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from mailbot.model.facts import Fact
from mailbot.model.mail import Mail


@dataclass(frozen=True, slots=True)
class Link:
    """A held message that was found to belong to a liaison; it is followed anew, from its own arrival (law 7)."""

    message: str
    liaison: str
    writer: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows. Facts stand in the order in which they are to be recorded."""

    facts: tuple[Fact, ...] = ()
    mails: tuple[Mail, ...] = ()
    links: tuple[Link, ...] = ()

    def __add__(self, other: Self) -> Decision:
        return Decision(self.facts + other.facts, self.mails + other.mails, self.links + other.links)
