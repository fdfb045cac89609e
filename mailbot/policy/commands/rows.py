"""Rows: which conversations the commands of a mail are about, by number, by name, or because there is but one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mailbot.model.facts import ThreadOpened
from mailbot.model.ids import made_id
from mailbot.policy.arrival import Arrival
from mailbot.policy.commands.call import Call
from mailbot.policy.commands.in_turn import CarryOut, Lacking, Turn
from mailbot.policy.programme import Programme
from mailbot.policy.relay import opened_conversation
from mailbot.policy.stand_in import councils_of
from mailbot.policy.state import State

_OF_QUESTIONS = frozenset({"ANSWERED", "HOLD", "NO REPLY NEEDED"})
"""Commands on what somebody has asked: a new conversation is none of theirs."""


class Rows:
    """The rows of a mail that is answered; names lead to conversations with others of the officer's too."""

    def __init__(
        self, arrival: Arrival, state: State, programme: Programme, officer: str, threads: Sequence[str]
    ) -> None:
        """`threads` has the conversation of each row, in their order."""
        self._arrival = arrival
        self._state = state
        self._programme = programme
        self._officer = officer
        self._threads = threads
        today = programme.calendar.local_day(arrival.recorded_at)
        self._theirs = councils_of(officer, today, state)
        self.opened: dict[str, ThreadOpened] = {}
        """The conversations that are begun with councils that were named, by liaison."""

    def turns(
        self, of_a_row: Mapping[str, CarryOut], of_no_row: Mapping[str, CarryOut], draft: str = ""
    ) -> Iterator[Turn]:
        """Give each command of the mail with each row that it is about."""
        for alone in self._arrival.taken_apart():
            command = alone.understood.commands[0]
            if command.keyword in of_no_row:
                thread = self._threads[0] if len(set(self._threads)) == 1 else None
                call = Call(alone, self._state, self._programme, self._officer, command, thread, draft, self._arrival)
                yield Turn(call, of_no_row[command.keyword])
                continue
            for row, thread, named in self._rows(alone):
                call = Call(alone, self._state, self._programme, self._officer, command, thread, draft, self._arrival)
                lacks = self._lacks(named) if named and thread is None else None
                yield Turn(call, of_a_row.get(command.keyword), row, lacks)

    def _rows(self, alone: Arrival) -> Iterator[tuple[int | None, str | None, str | None]]:
        """Give the number and the conversation of each row, and the council that is named.

        A single row needs no number.
        """
        command, threads = alone.understood.commands[0], self._threads
        is_single = len(set(threads)) == 1
        if command.unclear_rows:
            yield None, None, None
        elif command.rows and (not is_single or len(command.rows) > 1 or command.is_row_alone):
            for row in command.rows:
                yield row, threads[row - 1] if row <= len(threads) else None, None
        elif alone.councils_listed:
            for liaison in alone.councils_listed:
                yield None, self._conversation(liaison, command.keyword), liaison
        elif is_single:
            yield None, threads[0], None
        elif not threads and len(self._theirs) == 1:
            yield None, self._conversation(self._theirs[0]), self._theirs[0]
        else:
            named = {one for one in threads if self._state.threads[one].opened.liaison in alone.councils_named}
            yield None, named.pop() if len(named) == 1 else None, None

    def _lacks(self, liaison: str) -> Lacking | None:
        """Say why there is no conversation with a council that is named; None where the command is of none."""
        people = self._state.liaisons[liaison].row
        if liaison not in self._theirs:
            return Lacking("elsewhere", liaison, self._theirs)
        return None if people.plr or people.clerk else Lacking("nobody", liaison)

    def _conversation(self, liaison: str, keyword: str = "") -> str | None:
        """Find the row of a council, or the one conversation in which its PLR waits, or begin one with its PLR.

        While the post of the PLR is vacant it is the Clerk who is in contact.
        """
        row = next((one for one in self._threads if self._state.threads[one].opened.liaison == liaison), None)
        if row is None and keyword in _OF_QUESTIONS:
            opened = self._state.open_in_liaison(liaison).values()
            waiting = {question.asked.thread for question in opened if question.is_waiting}
            return waiting.pop() if len(waiting) == 1 else None
        people = self._state.liaisons[liaison].row
        person = people.plr or people.clerk
        if row is not None or person is None or liaison not in self._theirs:
            return row
        if liaison not in self.opened:
            thread = made_id("t", self._arrival.message, liaison)
            self.opened[liaison] = opened_conversation(self._arrival, thread, liaison, person)
        return self.opened[liaison].thread
