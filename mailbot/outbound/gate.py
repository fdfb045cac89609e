"""The one gate: whether a mail may leave now, later, or not at all (law 8). Pure: it is told the time and the facts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mailbot.model.mail import Mail


class Leave(StrEnum):
    """What the gate says to one mail."""

    NOW = "now"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Decision:
    """The gate's answer; `reason` is a keyword, and `until` is set for LATER alone."""

    leave: Leave
    reason: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Caps:
    """How many mails of our own one person may get; what a loop cannot exceed (RFC 3834 section 2)."""

    an_hour: int = 10
    a_day: int = 30


CAPS = Caps()
ANSWER_CAPS = Caps(an_hour=30, a_day=100)
"""Of what answers a message, which is counted apart: somebody who clears their mail waits for each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What the gate has to know of the person whom a mail is for."""

    address: str
    dead_addresses: Collection[str] = ()
    """Addresses to which mail failed for good, in lower case."""
    own_mail_at: Sequence[datetime] = ()
    """When mails of ours left for this person, of the last day at least: answers, where it is one; else the others."""


def decide(
    mail: Mail,
    reader: Reader,
    *,
    now: datetime,
    polite_from: Callable[[datetime], datetime],
    caps: Caps | None = None,
) -> Decision:
    """Decide about one mail. `polite_from` gives the first polite moment at or after an instant.

    `caps` stand in for those of its sort. Relays are never capped and never wait for polite hours. What bears a
    protective marking is returned to its writer before it is queued (`policy.desk`).
    """
    address = reader.address.strip().lower()
    if not address:
        return Decision(Leave.NEVER, "no-address")
    if address in reader.dead_addresses:
        return Decision(Leave.NEVER, "dead-address")
    caps = caps or (ANSWER_CAPS if mail.is_answer else CAPS)
    until, reason = max(_waits(mail, reader, now, polite_from, caps), default=(now, ""))
    return Decision(Leave.LATER, reason, until) if until > now else Decision(Leave.NOW)


def _waits(
    mail: Mail, reader: Reader, now: datetime, polite_from: Callable[[datetime], datetime], caps: Caps
) -> list[tuple[datetime, str]]:
    """Each reason to wait, with its end."""
    waits = [] if mail.not_before is None else [(mail.not_before, "not-before")]
    if mail.is_relay:
        return waits
    if mail.polite_hours:
        waits.append((polite_from(now), "polite-hours"))
    for most, span in ((caps.an_hour, timedelta(hours=1)), (caps.a_day, timedelta(days=1))):
        within = sorted(at for at in reader.own_mail_at if now - span < at <= now)
        if len(within) >= most:
            waits.append((within[len(within) - most] + span, "cap"))
    return waits
