"""Decision: the facts that follow from something, and the mail they cause; committed in one write (law 1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from mailbot.model.facts import Fact, MessageArrived, ThreadOpened
from mailbot.model.mail import Mail
from mailbot.model.people import Council, Person


@dataclass(frozen=True, slots=True)
class Link:
    """A held message that was found to belong to a liaison; it is followed anew, from its own arrival (law 7)."""

    message: str
    liaison: str
    writer: str | None
    """Who wrote it, where that is known."""
    thread: str = ""
    """The conversation to which it belongs; empty where it begins one."""
    by: str = ""
    """Who of the coordination placed it; empty where its writer said where it belongs."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows. Facts stand in the order in which they are to be recorded."""

    facts: tuple[Fact, ...] = ()
    mails: tuple[Mail, ...] = ()
    links: tuple[Link, ...] = ()
    people: tuple[Person, ...] = ()
    """Who is named for the first time: what is personal lies beside the facts."""
    councils: tuple[Council, ...] = ()
    """Which councils are named for the first time."""
    rosters: tuple[str, ...] = ()
    """The messages whose rosters are to be imported."""
    moves: tuple[tuple[str, str], ...] = ()
    """Who takes the address of which other record: the same person, at another address from now on."""

    def __add__(self, other: Self) -> Decision:
        return Decision(
            self.facts + other.facts,
            self.mails + other.mails,
            self.links + other.links,
            self.people + other.people,
            self.councils + other.councils,
            self.rosters + other.rosters,
            self.moves + other.moves,
        )


def joined(*decisions: Decision) -> Decision:
    """Put together what one message means in several ways: it arrived once, and no mail or thread is made twice."""
    facts: dict[object, Fact] = {}
    mails: dict[str, Mail] = {}
    for decision in decisions:
        for fact in decision.facts:
            known = facts.get(_name(fact))
            if known is None or (isinstance(known, MessageArrived) and known.thread is None):
                facts[_name(fact)] = fact
        for mail in decision.mails:
            mails.setdefault(mail.key, mail)
    return replace(sum(decisions, Decision()), facts=tuple(facts.values()), mails=tuple(mails.values()))


def _name(fact: Fact) -> object:
    """Name what a fact says that can be said once of a message; every other fact names itself."""
    match fact:
        case MessageArrived():
            return fact.message
        case ThreadOpened():
            return fact.thread
    return fact
