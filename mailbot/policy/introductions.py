"""Introductions: what the letters say by which PLR and officer come to know each other. Pure (expectations, 1 and 7).

The officer's mail, and the notice ahead of a letter, list councils, each with a conversation to write in. What an
officer writes in the conversation of a notice goes in place of the letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from mailbot.model.facts import Fact, Purpose, ThreadOpened
from mailbot.model.ids import made_id
from mailbot.model.people import Role
from mailbot.policy.answer_day import answer_deadline
from mailbot.policy.entries import Liaison
from mailbot.policy.moments import moment
from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Step
from mailbot.policy.state import State


class Due(Protocol):
    """A step that is due, of an obligation."""

    @property
    def obligation(self) -> Obligation:
        """What is owed."""

    @property
    def step(self) -> Step:
        """What its rule file says of it."""


def matter(
    key: str, due: Sequence[Due], programme: Programme, state: State, now: datetime
) -> tuple[tuple[Fact, ...], dict[str, object], tuple[str, ...]]:
    """Give what the mail of these steps is about: the letter to one PLR, or the list of an officer's councils."""
    first = due[0].obligation
    to = state.introductions[first.id].to
    introduces = [_introduces(one.obligation, to) for one in due if one.step.to == to.value]
    if due[0].step.to != "officer":
        letter = {"liaison": first.liaison, "officer": first.officer, "plr": first.plr}
        before = predecessor(state.liaisons[first.liaison])
        return (), {**letter, "before": before, "introduces": introduces}, (first.id,)
    opened = [_conversation(key, one.obligation, now) for one in due]
    rows = [_row(one.obligation, fact, programme, state) for one, fact in zip(due, opened, strict=True)]
    return tuple(opened), {"rows": rows, "introduces": introduces}, tuple(fact.thread for fact in opened)


def predecessor(liaison: Liaison) -> str | None:
    """Name who was the officer of a liaison before the present one, where that change began its pair."""
    *earlier, (since, officer) = liaison.officers
    known = [other for _, other in earlier if other and other != officer]
    return known[-1] if known and since == liaison.paired_at else None


def _introduces(owed: Obligation, to: Role) -> dict[str, object]:
    return {"to": to, "liaison": owed.liaison, "plr": owed.plr, "officer": owed.officer}


def _conversation(key: str, owed: Obligation, now: datetime) -> ThreadOpened:
    return ThreadOpened(
        happened_at=now,
        recorded_at=now,
        thread=made_id("t", key, owed.id),
        purpose=Purpose.CONVERSATION,
        people=(owed.plr,),
        liaison=owed.liaison,
        about=(owed.id,),
    )


def _row(owed: Obligation, conversation: ThreadOpened, programme: Programme, state: State) -> dict[str, object]:
    return {
        "liaison": owed.liaison,
        "thread": conversation.thread,
        "plr": owed.plr,
        "before": predecessor(state.liaisons[owed.liaison]),
        "goes_at": goes_at.isoformat() if (goes_at := _goes_at(owed, programme)) else None,
        "questions": list(_waiting(owed.liaison, programme, state)),
    }


def _goes_at(owed: Obligation, programme: Programme) -> datetime | None:
    """Say when the letter goes that a notice is about; None where nothing goes to the PLR."""
    letters = [step for step in owed.rule.step if step.to == "plr"]
    return moment(letters[0].at, owed, programme.calendar) if letters else None


def _waiting(liaison: str, programme: Programme, state: State) -> Iterator[dict[str, object]]:
    """List what is open in a liaison: its questions with their days, and what is in doubt without one."""
    for id_, question in state.open_in_liaison(liaison).items():
        if question.is_waiting:
            answer = answer_deadline(question, state, programme)
            yield {"question": id_, "due_by": answer.due_by.isoformat() if answer else None}
