"""Call: one command with all that carrying it out needs, and the answers that every command gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time

from mailbot.model.understanding import Command
from mailbot.policy.arrival import Arrival
from mailbot.policy.at_desk import at_desk
from mailbot.policy.decision import Decision
from mailbot.policy.programme import Programme
from mailbot.policy.state import State

_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Call:
    """Who asks for what, about which conversation; `draft` is the message that they were shown, if any."""

    arrival: Arrival
    state: State
    programme: Programme
    writer: str
    command: Command
    thread: str | None
    draft: str = ""

    def when(self) -> datetime | None:
        """Say when what is logged happened: on the day that is written, else now; None where that has to be asked.

        A day that is not today stands for its noon. What has not happened yet cannot be logged.
        """
        arrived_at, zone = self.arrival.arrived_at, self.programme.calendar.zone
        on, today = self.command.on, arrived_at.astimezone(zone).date()
        if self.command.asked or (on is not None and on > today):
            return None
        return arrived_at if on in (None, today) else datetime.combine(on, _NOON, zone).astimezone(UTC)

    def done(self, template: str, data: dict[str, object] | None = None) -> Decision:
        """Say that it was carried out; every command is answered (design, Mail conventions)."""
        assert self.thread is not None
        return at_desk(self.arrival, self.writer, template, (self.thread,), {**(data or {}), "thread": self.thread})
