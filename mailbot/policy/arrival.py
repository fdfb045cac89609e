"""Arrival: one message as policy sees it, and the facts that any message can come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from mailbot.model.facts import MessageArrived, MessageHeld
from mailbot.model.mail import Mail
from mailbot.model.understanding import Placement, Understood
from mailbot.policy.decision import Decision


class Times(TypedDict):
    """The two instants of a fact."""

    happened_at: datetime
    recorded_at: datetime


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

    covers_named: tuple[str, ...] = ()
    """The officers whose name or address an AWAY gives as its cover."""

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
    thread = arrival.placement.thread
    guesses = ((thread,) if thread else ()) + arrival.placement.guesses
    fact = MessageHeld(**arrival.times, message=arrival.message, reason=reason, writer=writer, guesses=guesses)
    return Decision((arrival.fact(writer=writer), fact))
