"""Call: one command with all that carrying it out needs, and the answers that every command gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mailbot.model.facts import Source
from mailbot.model.ids import COORDINATION
from mailbot.model.understanding import Command
from mailbot.policy.arrival import Arrival
from mailbot.policy.at_desk import at_desk
from mailbot.policy.decision import Decision
from mailbot.policy.entries import Question
from mailbot.policy.programme import Programme
from mailbot.policy.state import State


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
    among: Arrival | None = None
    """The mail in which it stands, where `arrival` is narrowed to this command alone."""

    @property
    def whole(self) -> Arrival:
        """Give the mail that it stands in, with all that is written there."""
        return self.among or self.arrival

    @property
    def source(self) -> Source:
        """Say who records what this asks for."""
        return Source.COORDINATOR if self.writer in COORDINATION else Source.OFFICER

    def when(self) -> datetime | None:
        """Say when what is logged happened: on the day that is written, else now; None where that has to be asked.

        A day that is not today stands for its noon. What has not happened yet cannot be logged.
        """
        on, today = self.command.on, self.arrived_on
        if self.command.asked or (on is not None and on > today):
            return None
        return self.arrival.arrived_at if on in (None, today) else self.programme.calendar.noon(on)

    @property
    def arrived_on(self) -> date:
        """The local day on which it was asked for."""
        return self.programme.calendar.local_day(self.arrival.arrived_at)

    @property
    def today(self) -> date:
        """The local day on which mail that this causes is written."""
        return self.programme.calendar.local_day(self.arrival.recorded_at)

    @property
    def waiting(self) -> tuple[Question, ...]:
        """The questions of the row that had arrived when this was written and wait for an answer."""
        opened = self.state.open_in_thread(self.thread) if self.thread else ()
        return tuple(question for question in opened if question.asked.happened_at <= self.arrival.arrived_at)

    @property
    def has_reason(self) -> bool:
        """Whether words stand behind the command, on its line or below it."""
        below = self.arrival.understood.new_text.strip().partition("\n")[2]
        return bool(self.command.said or below.strip())

    def not_done(self, why: str) -> Decision:
        """Say that nothing was noted, and what to write instead; `why` is a keyword of the template."""
        fact = self.arrival.fact(writer=self.writer)
        data: dict[str, object] = {"keyword": self.command.keyword, "why": why}
        return Decision((fact,)) + self.done("not-done", data)

    def done(self, template: str, data: dict[str, object] | None = None) -> Decision:
        """Say that it was carried out; every command is answered (design, Mail conventions)."""
        assert self.thread is not None
        return at_desk(self.arrival, self.writer, template, (self.thread,), {**(data or {}), "thread": self.thread})
