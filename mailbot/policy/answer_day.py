"""By when a question is to be answered, by the rules of the programme that it belongs to. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from mailbot.model.facts import HoldPlaced
from mailbot.policy.entries import Question
from mailbot.policy.programme import Programme
from mailbot.policy.state import State
from mailbot.policy.working_time import Deadline


def answer_deadline(
    question: Question, state: State, programme: Programme, holds: Sequence[HoldPlaced] | None = None
) -> Deadline | None:
    """Give the deadline of a question, with the holds on it or those given in their place.

    None for what is in doubt, and where no rule promises an answer.
    """
    asked = question.asked
    if asked.in_doubt:
        return None
    held = state.holds_on(question) if holds is None else holds
    return programme.answer_deadline(asked.happened_at, held, state.liaisons[asked.liaison].row.programme)
