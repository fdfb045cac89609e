"""Council turns: several commands of a PLR or a Clerk in one mail, done one after another, answered by one mail. Pure.

One of them may ask something back; a second that does goes as a mail of its own, for a bare YES or BACK has to say what
it answers. What is no command of theirs goes on as a message, as it would alone. Source: law 11; design, Mail
conventions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from mailbot.model.facts import ThreadOpened
from mailbot.model.ids import made_id
from mailbot.model.mail import Mail
from mailbot.policy.arrival import Arrival
from mailbot.policy.commands.in_turn import SEVERAL, after, answer_to, can_undo, carried_out, recorded_in
from mailbot.policy.council_commands import alone, council_writer, in_conversation, liaison_of
from mailbot.policy.decision import Decision, joined
from mailbot.policy.state import State

_ASKS_BACK = frozenset({"plr-change-asked", "plr-left-noted"})
"""Answers that offer YES, NO or BACK."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """One command as if it had been written alone, what follows from it, and the mail that answers it."""

    arrival: Arrival
    decision: Decision
    answer: Mail

    @property
    def keyword(self) -> str:
        """Give the command in its typed form."""
        command = self.arrival.understood.command
        return command.keyword if command else ""

    @property
    def asks_back(self) -> bool:
        """Whether its answer offers a word of its own."""
        return self.answer.template in _ASKS_BACK

    @property
    def about(self) -> tuple[str, ...]:
        """Say what the conversation of its answer is about, so that a word in reply to it is understood."""
        own = made_id("t", self.answer.key)
        opened = (fact for fact in self.decision.facts if isinstance(fact, ThreadOpened) and fact.thread == own)
        return next((fact.about for fact in opened), ())


def follow(
    arrival: Arrival,
    state: State,
    follow_alone: Callable[[Arrival, State], Decision],
    single: Callable[[Arrival, Decision], Decision],
) -> Decision:
    """Follow each command as it would be followed alone; `single` finishes what is answered by a mail of its own."""
    writer = council_writer(arrival, state)
    assert writer is not None
    apart: list[Decision] = []
    turns: list[_Turn] = []
    for one in alone(arrival):
        decision = follow_alone(one, state)
        state = after(state, decision.facts)
        answer = answer_to(decision, one, writer)
        turn = _Turn(one, decision, answer) if answer else None
        is_second = turn and turn.asks_back and any(other.asks_back for other in turns)
        if turn is None or is_second or turn.answer.data.get("asks_words"):
            apart.append(single(one, decision))
        else:
            turns.append(turn)
    if len(turns) < 2 or not arrival.understood.may_respond:
        return joined(*(single(turn.arrival, turn.decision) for turn in turns), *apart)
    liaison = liaison_of(arrival.placement.thread or "", writer, state)
    lines = [_line(number, turn) for number, turn in enumerate(turns, 1)]
    about = next((turn.about for turn in turns if turn.asks_back), ())
    told = in_conversation(arrival, writer, liaison, SEVERAL, {"answers": lines, "for_plr": True}, about)
    thread = told.mails[0].thread
    done = (_without_answer(number, turn, arrival, writer, thread) for number, turn in enumerate(turns, 1))
    return joined(*done, *apart, told)


def _line(number: int, turn: _Turn) -> dict[str, object]:
    """Give the place of one command in the joint answer: the answer that it would have had alone."""
    undo = {"undo": f"UNDO {number}"} if can_undo(turn.decision.facts) else {}
    return {"says": turn.keyword, "template": turn.answer.template, "data": {**turn.answer.data, **undo}}


def _without_answer(number: int, turn: _Turn, arrival: Arrival, writer: str, thread: str) -> Decision:
    """Give what follows from a command, without the mail that would answer it alone, and that it was carried out."""
    own = made_id("t", turn.answer.key)
    facts = tuple(fact for fact in turn.decision.facts if not (isinstance(fact, ThreadOpened) and fact.thread == own))
    if recorded_in(facts):
        facts = (*facts, carried_out(arrival, turn.keyword, writer, number, thread))
    mails = tuple(mail for mail in turn.decision.mails if mail is not turn.answer)
    return replace(turn.decision, facts=facts, mails=mails)
