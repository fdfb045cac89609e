"""What all that people do has in common.

`name` is a message's own; `question` names the message by which it was asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests.year.story.people import Person


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something happens; no two things happen in the same minute."""

    at: datetime


@dataclass(frozen=True, kw_only=True)
class Writes(Event):
    """Somebody sends a message; what they mean by it is its class."""

    name: str
    by: Person


@dataclass(frozen=True, kw_only=True)
class About(Writes):
    """A message about an earlier question."""

    question: str
