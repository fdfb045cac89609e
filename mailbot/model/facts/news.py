"""News to several PLRs: written, released, stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mailbot.model.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsWritten(Fact):
    """An officer or the coordinator wrote news; nothing leaves before they have seen it and answered SEND."""

    kind: ClassVar[str] = "news"
    news: str
    """The message that it was written in."""
    by: str
    to_all: bool = False
    """Whether it is for the PLRs of the whole force."""
    team: str = ""
    """The team whose PLRs it is for; without either, it is for its writer's own."""
    whole: bool = True
    """Whether it answers no mail of ours, so that its parts are passed on and not its new text alone (law 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsReleased(Fact):
    """The writer of news answered SEND: each of these liaisons is reached through the person who stands beside it."""

    kind: ClassVar[str] = "news-released"
    news: str
    message: str
    liaisons: tuple[str, ...]
    people: tuple[str, ...]
    """One for each liaison; whoever stands there more than once gets one copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsStopped(Fact):
    """The writer of news took it back before it left."""

    kind: ClassVar[str] = "news-stopped"
    news: str
    message: str
