"""Mail: the intent to send one mail to one person. Ids only; names and words are looked up when it is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class MailStatus(StrEnum):
    """Where a mail stands on its way out (law 2)."""

    QUEUED = "queued"
    SUBMITTING = "submitting"
    """Recorded before the first byte of DATA: found after a crash, it is as uncertain as a lost connection."""
    UNCERTAIN = "uncertain"
    ACCEPTED = "accepted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Cause:
    """A step that is taken by sending a mail: of which rule, for which obligation, in which liaison."""

    rule: str
    step: str
    obligation: str
    liaison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail to one person: either a template of ours, or the relay of what somebody wrote.

    `key` is unique for ever (law 2): the step keys, or the inbound message, that caused it, and its reader.
    Exactly one of `template` and `relays` is set.
    """

    key: str
    to: str
    """The person id of its reader; the address is looked up when it is submitted."""
    thread: str
    """The thread that an answer belongs to: its token for this reader stands in Reply-To."""
    queued_at: datetime
    template: str = ""
    relays: str = ""
    """The id of the inbound message that is passed on whole (law 6)."""
    parent: str = ""
    """The message id or mail key in the thread that this one answers; In-Reply-To and References follow from it."""
    data: Mapping[str, object] = field(default_factory=dict)
    """What the template needs: ids, keywords, ISO dates and instants, numbers; JSON throughout."""
    causes: tuple[Cause, ...] = ()
    """The steps that it takes; none where an inbound message caused it."""
    not_before: datetime | None = None
    polite_hours: bool = False
    """Whether the gate keeps it for the hours around office time (law 8: where a rule says so)."""

    @property
    def is_relay(self) -> bool:
        return bool(self.relays)

    @property
    def is_answer(self) -> bool:
        """Whether it is ours, and a message caused it: its writer waits for it."""
        return bool(self.parent) and not self.is_relay and not self.causes
