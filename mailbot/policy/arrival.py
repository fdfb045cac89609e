"""Arrival: one message as policy sees it, and the facts that any message can come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from mailbot.model.facts import MessageArrived, MessageHeld
from mailbot.model.mail import Mail
from mailbot.model.people import Person
from mailbot.model.understanding import Placement, Understood
from mailbot.policy.decision import Decision


class Times(TypedDict):
    """The two instants of a fact."""

    happened_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Named:
    """Whom one command names: the liaisons of its councils, those that it begins with, who covers, and officers."""

    councils: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message, understood and placed, at the instant when our server took it (law 4)."""

    message: str
    arrived_at: datetime
    recorded_at: datetime
    understood: Understood
    placement: Placement
    recipients: frozenset[str] = frozenset()
    """The people whose addresses stand in To or Cc: they have it already."""
    bounced: Mail | None = None
    """The mail of ours that a bounce returns."""
    answers_template: str = ""
    """Which mail of ours it replies to, by its template: the quote may not be another's to see (law 6)."""
    subject_changed: bool = False
    """Whether its subject is another one than its thread's."""
    councils_named: tuple[str, ...] = ()
    """The liaisons of its writer whose council's name stands in the new text, or on the line of its command."""

    councils_listed: tuple[str, ...] = ()
    """Those with whose councils' names, or the names of whose PLRs, what stands behind the command begins."""
    covers_named: tuple[str, ...] = ()
    """The officers whose name or address an AWAY gives as its cover."""
    named: tuple[Named, ...] = ()
    """What each command of the mail names, where there are several."""
    successor: Person | None = None
    """Whom a CHANGE names as the new PLR: somebody known by this name and address, or somebody new."""
    interim: Person | None = None
    """Whom a CHANGE names for the time between, likewise."""
    namesakes: tuple[str, ...] = ()
    """Those on the roster who have the name of the successor, at whatever address."""
    officers_named: tuple[str, ...] = ()
    """The officers who have the name or the address that stands behind a REASSIGN or a STATUS."""
    leads: tuple[tuple[str, str], ...] = ()
    """Conversations and liaisons that it may belong to by what it says, each with a keyword of why, best first."""

    goes_round: bool = False
    """Whether it is one more turn of a loop: a machine that bears no mark, and another that answers it."""

    mailbox_of: Callable[[str], str] = str
    """Names the mailbox of somebody: people who share an address have the same; empty for whom no mail reaches."""

    def taken_apart(self) -> tuple[Arrival, ...]:
        """Give the mail once for each of its commands, as if that one had been written alone.

        What stands below the commands is the note of the last.
        """
        commands = self.understood.commands
        if len(commands) < 2:
            return (self,)
        lines = [line for line in self.understood.new_text.splitlines() if line.strip()]
        last = len(commands) - 1
        texts = [lines[number : number + 1] if number < last else lines[last:] for number in range(len(commands))]
        named = self.named or (
            Named(self.councils_named, self.councils_listed, self.covers_named, self.officers_named),
        ) * len(commands)
        return tuple(
            replace(
                self,
                understood=replace(self.understood, commands=(command,), new_text="\n".join(text)),
                councils_named=its.councils,
                councils_listed=its.listed,
                covers_named=its.covers,
                officers_named=its.officers,
                named=(),
            )
            for command, text, its in zip(commands, texts, named, strict=True)
        )

    @property
    def times(self) -> Times:
        """The two instants of every fact that this message is."""
        return {"happened_at": self.arrived_at, "recorded_at": self.recorded_at}

    def fact(self, *, writer: str | None = None, thread: str | None = None) -> MessageArrived:
        """State that the message arrived."""
        return MessageArrived(
            **self.times,
            message=self.message,
            message_kind=self.understood.kind,
            writer=writer,
            thread=thread,
        )


def held(arrival: Arrival, reason: str, *, writer: str | None = None) -> Decision:
    """Set a message aside for a person to place, with the reason and the guesses; it is never dropped (law 7)."""
    placement = arrival.placement
    evidence = ((placement.thread,) if placement.thread else ()) + placement.guesses
    likely = dict.fromkeys(evidence, next(iter(placement.reasons), ""))
    for guess, keyword in arrival.leads:
        likely.setdefault(guess, keyword)
    fact = MessageHeld(
        **arrival.times,
        message=arrival.message,
        reason=reason,
        writer=writer,
        guesses=tuple(likely),
        reasons=tuple(likely.values()),
    )
    return Decision((arrival.fact(writer=writer), fact))
