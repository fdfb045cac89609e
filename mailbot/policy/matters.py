"""Matters: what a step's mail is about, and what goes with it, by what is owed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from mailbot.model.mail import Cause, Mail
from mailbot.policy.obligation import Obligation
from mailbot.policy.state import State


class Due(Protocol):
    """A step that is due, of an obligation."""

    @property
    def obligation(self) -> Obligation:
        """What is owed."""

    @property
    def cause(self) -> Cause:
        """What its mail comes from."""


def vacancies(due: Sequence[Obligation]) -> dict[str, object]:
    """List the posts that are vacant."""
    return {"rows": [{"liaison": one.liaison, "post": one.post, "since": one.started_at.isoformat()} for one in due]}


def concern(waiting: Obligation) -> dict[str, object]:
    """Say of a concern whose it is, and since when."""
    return {"liaison": waiting.liaison, "plr": waiting.plr, "raised_at": waiting.started_at.isoformat()}


def concerns_passed_on(reader: str, due: Sequence[Due], state: State, now: datetime) -> Iterator[Mail]:
    """Give concerns whole to whoever is told of them, so that they can answer the PLR."""
    for step in due:
        if step.obligation.rule.each == "concern":
            raised = state.concerns[step.obligation.id].raised
            yield Mail(
                key=f"relay:{raised.message}:{reader}",
                to=reader,
                thread=raised.thread,
                queued_at=now,
                relays=raised.message,
                data={"writer": raised.plr, "known": True, "liaison": raised.liaison},
                causes=(step.cause,),
            )
