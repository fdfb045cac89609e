"""In turn: the commands of one mail are carried out one after another, and answered by one mail. Pure (law 11).

Each sees the state as those before it leave it, and its mail as if it had been written alone. What can be done is
done; what cannot is said beside it. The last fact of each says that it was carried out, and by that it can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from mailbot.model.facts import CommandCarriedOut, Fact, MessageArrived, ThreadOpened
from mailbot.model.mail import Mail
from mailbot.policy.arrival import Arrival
from mailbot.policy.at_desk import at_desk
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision
from mailbot.policy.folds import record
from mailbot.policy.folds.dispatch import can_be_taken_back
from mailbot.policy.fork import fork
from mailbot.policy.state import State

SEVERAL = "several-done"
"""The template of the one answer to several commands."""

_NOT_DONE = "not-understood"

_BRINGS = "invitation"
"""What an answer brings beside its words: it is sent by itself too, for a joint answer cannot bring it."""

_OF_NO_ROW = frozenset({"APPROVE", "CHANGE", "REFUSE", "REPORT"})
"""Commands that are about no row and no council that could be missing."""

_OF_WHAT_WAS = frozenset({"ATTENDED", "EMAILED", "MET", "PHONED", "UPDATED"})
"""Commands that note what has happened."""

CarryOut = Callable[[Call], Decision | None]


@dataclass(frozen=True, slots=True)
class Lacking:
    """Why nothing can be noted of a council that is named, as a keyword of the template, and the writer's own."""

    why: str
    liaison: str
    theirs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One command on one row, and what carries it out; None where its writer can ask for no such thing."""

    call: Call
    carry_out: CarryOut | None
    row: int | None = None
    lacking: Lacking | None = None

    @property
    def says(self) -> str:
        """Give the command in its typed form."""
        return f"{self.call.command.keyword} {self.row}" if self.row else self.call.command.keyword

    def taken(self, state: State) -> Decision | None:
        """Carry it out; None where it could not be understood, or was set aside for a person."""
        decision = self.carry_out(replace(self.call, state=state)) if self.carry_out else None
        return decision if decision and answer_to(decision, self.call.arrival, self.call.writer) else None

    @property
    def why_not(self) -> str:
        """Say what it lacks, by a keyword of the template."""
        if self.lacking is not None:
            return self.lacking.why
        if self.carry_out is None:
            return "unknown"
        command = self.call.command
        if command.keyword == "HOLD" and command.argument.casefold().startswith("team "):
            return "team"
        is_of_a_row = self.call.thread is None and command.keyword not in _OF_NO_ROW
        if command.unclear_rows or (is_of_a_row and (self.row or not command.asked)):
            return "row"
        on, today = command.on, self.call.arrived_on
        if on and command.keyword in _OF_WHAT_WAS and on > today:
            return "to-come"
        if on and command.keyword == "ARRANGED" and on < today:
            return "past"
        return "day" if command.asked or (command.keyword == "ARRANGED" and on is None) else "unclear"

    @property
    def not_done(self) -> dict[str, object]:
        """Give what its answer says where it could not be carried out."""
        data: dict[str, object] = {"says": self.says, "why": self.why_not}
        if self.lacking is None:
            return data
        return data | {"council": self.lacking.liaison, "theirs": list(self.lacking.theirs)}


def carry_out(turns: Sequence[Turn], opened: Sequence[ThreadOpened] = (), rows: Sequence[str] = ()) -> Decision | None:
    """Carry out every command; None where none of them can be, so that the whole mail is shown to its writer.

    `opened` are the conversations that are begun with them, `rows` those of the mail that is answered.
    """
    begun = Decision(tuple(opened))
    if len(turns) == 1:
        call, do = turns[0].call, turns[0].carry_out
        if turns[0].lacking is not None:
            return not_done(turns[0], rows)
        decision = do(replace(call, state=after(call.state, opened)) if opened else call) if do else None
        return begun + with_undo(decision, call.arrival, call.writer) if decision else None
    taken = _in_turn(turns, after(turns[0].call.state, opened))
    is_told = any(taken) or any(turn.lacking for turn in turns)
    return begun + _together(turns, taken) if is_told else None


def not_done(turn: Turn, rows: Sequence[str] = ()) -> Decision:
    """Say at once of a single command that it could not be carried out, and what to write instead."""
    call = turn.call
    arrived = Decision((call.arrival.fact(writer=call.writer),))
    return arrived + at_desk(call.arrival, call.writer, _NOT_DONE, tuple(rows), turn.not_done)


def with_undo(decision: Decision, arrival: Arrival, writer: str) -> Decision:
    """Note of a single command that it was carried out, and offer in its answer to undo it, where that is possible."""
    answer, command = answer_to(decision, arrival, writer), arrival.understood.command
    if answer is None or command is None or not _came_to_something(decision):
        return decision
    offered = replace(answer, data={**answer.data, "undo": "UNDO"}) if can_undo(decision.facts) else answer
    mails = tuple(offered if mail is answer else mail for mail in decision.mails)
    noted = carried_out(arrival, command.keyword, writer, 1, answer.thread)
    return replace(decision, facts=(*decision.facts, noted), mails=mails)


def can_undo(facts: Iterable[Fact]) -> bool:
    """Whether all that a command came to can be taken back."""
    recorded = recorded_in(facts)
    return bool(recorded) and all(map(can_be_taken_back, recorded))


def _came_to_something(decision: Decision) -> bool:
    """Whether a command changed anything; where it placed a message, what follows is recorded of that one."""
    return bool(recorded_in(decision.facts) or decision.links)


def recorded_in(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Give what a command came to, but for its arrival and its threads."""
    return tuple(fact for fact in facts if not isinstance(fact, MessageArrived | ThreadOpened))


def after(state: State, facts: Iterable[Fact]) -> State:
    """Give the state as these facts leave it, and leave it itself as it is."""
    later = fork(state)
    for fact in facts:
        record(fact, later, later.last_fact + 1)
    return later


def _in_turn(turns: Sequence[Turn], state: State) -> list[Decision | None]:
    taken = []
    for turn in turns:
        decision = turn.taken(state)
        taken.append(decision)
        for fact in decision.facts if decision else ():
            record(fact, state, state.last_fact + 1)
    return taken


def _together(turns: Sequence[Turn], taken: Sequence[Decision | None]) -> Decision:
    """Put what followed from each into one decision, and their answers into one mail."""
    arrival, writer = turns[0].call.whole, turns[0].call.writer
    lines = [_line(number, turn, decision) for number, (turn, decision) in enumerate(zip(turns, taken, strict=True), 1)]
    threads = tuple(dict.fromkeys(turn.call.thread for turn in turns if turn.call.thread))
    answered = at_desk(arrival, writer, SEVERAL, threads, {"answers": lines})
    facts: list[Fact] = [arrival.fact(writer=writer), *answered.facts]
    mails: dict[str, Mail] = {}
    for number, (turn, decision) in enumerate(zip(turns, taken, strict=True), 1):
        if decision is None:
            continue
        answer = answer_to(decision, turn.call.arrival, writer)
        assert answer is not None
        facts += (fact for fact in decision.facts if _BRINGS in answer.data or not _is_of(fact, answer))
        if _came_to_something(decision):
            facts.append(carried_out(arrival, turn.call.command.keyword, writer, number, answered.mails[0].thread))
        kept = [mail for mail in decision.mails if mail is not answer or _BRINGS in answer.data]
        mails |= {mail.key: mail for mail in kept if mail.key not in mails}
    whole = sum((decision for decision in taken if decision), Decision())
    return replace(whole, facts=tuple(facts), mails=(*mails.values(), *answered.mails))


def _line(number: int, turn: Turn, decision: Decision | None) -> dict[str, object]:
    """Give the place of one command in the joint answer: the answer that it would have had alone."""
    if decision is None:
        return {"says": turn.says, "template": _NOT_DONE, "data": turn.not_done}
    answer = answer_to(decision, turn.call.arrival, turn.call.writer)
    assert answer is not None
    undo = {"undo": f"UNDO {number}"} if can_undo(decision.facts) else {}
    return {"says": turn.says, "template": answer.template, "data": {**answer.data, **undo}}


def answer_to(decision: Decision, arrival: Arrival, writer: str) -> Mail | None:
    """Find the mail by which a command is answered: its key says by which template, and which message."""
    return next((mail for mail in decision.mails if mail.to == writer and _answers(mail, arrival)), None)


def _answers(mail: Mail, arrival: Arrival) -> bool:
    is_ours = bool(mail.template) and mail.parent == arrival.message
    return is_ours and f"{mail.key}:".startswith(f"{mail.template}:{arrival.message}:")


def _is_of(fact: Fact, answer: Mail) -> bool:
    """Whether a fact says no more than that the message arrived, or that its answer has a thread."""
    return isinstance(fact, MessageArrived) or (isinstance(fact, ThreadOpened) and fact.thread == answer.thread)


def carried_out(arrival: Arrival, keyword: str, writer: str, number: int, answer: str) -> CommandCarriedOut:
    """State that a command was carried out, and in which thread that is answered."""
    return CommandCarriedOut(
        **arrival.times, message=arrival.message, number=number, keyword=keyword, by=writer, answer=answer
    )
