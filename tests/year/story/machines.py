"""What machines send, and what people say to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.year.story.event import Writes
from tests.year.story.people import Person


@dataclass(frozen=True, kw_only=True)
class MailComesBack(Writes):
    """A mail server says that it could not deliver something, for good or for the moment."""

    message: str = ""
    """What was passed on; nothing where it is the introduction to the officer of a council, `council`."""
    council: str = ""
    to: Person
    for_good: bool


@dataclass(frozen=True, kw_only=True)
class RepliesAutomatically(Writes):
    """An automatic reply to a message that was passed on: somebody is away, and may say until when."""

    message: str
    until_on: date | None


@dataclass(frozen=True, kw_only=True)
class SaysYesAway(Writes):
    """They were asked whether they are away as their automatic reply said, `reply`, and reply YES."""

    reply: str


@dataclass(frozen=True, kw_only=True)
class TakesBack(Writes):
    """Somebody replies UNDO to what was answered to their message, `message`; of several, to one by its number."""

    message: str
    number: int = 0
