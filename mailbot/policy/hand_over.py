"""Hand-over: what follows when the roster names another PLR, by a change that was announced or by an import. Pure.

Open questions move to the new PLR with a summary: subject, date and state, and not the words of whoever asked, unless
they agreed. Concerns never move. Clocks and days stay as they are. Source: expectations, paragraph 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from mailbot.model.facts import Fact, LiaisonChanged, ThreadOpened
from mailbot.policy.answer_day import answer_deadline
from mailbot.policy.arrival import Arrival, held
from mailbot.policy.at_desk import at_desk
from mailbot.policy.change_of_plr import open_questions, speakers, words_of
from mailbot.policy.decision import Decision
from mailbot.policy.entries import Question
from mailbot.policy.holds import is_on_hold
from mailbot.policy.letter import letter
from mailbot.policy.meeting_hand_over import meetings_handed_over
from mailbot.policy.plr_changes import Change
from mailbot.policy.programme import Programme
from mailbot.policy.relay import relayed
from mailbot.policy.stand_in import officer_on, police_reader_on
from mailbot.policy.state import State


def due_changes(state: State, programme: Programme, now: datetime) -> Iterator[Decision]:
    """Give the changes of PLR whose day has come, each as the roster row that it makes and what follows from that."""
    opening = programme.calendar.opening
    for change in [one for one in _coming(state) if opening(one.proposed.from_on) <= now]:
        fact = _row_with(change, state, programme, now)
        told = handed_over(state, programme, (fact,), now) + meetings_handed_over((fact,), state, programme, now)
        yield Decision((fact,)) + told


def next_change(state: State, programme: Programme) -> datetime | None:
    """Say when the next change of PLR takes effect; None where none is to come."""
    days = [change.proposed.from_on for change in _coming(state)]
    return programme.calendar.opening(min(days)) if days else None


def _coming(state: State) -> Iterator[Change]:
    """List the changes that are to come: none of a council that is gone from the roster, whoever confirms one."""
    changes = state.plr_changes.coming.values()
    return (one for one in changes if not state.liaisons[one.proposed.liaison].ended)


def _row_with(change: Change, state: State, programme: Programme, now: datetime) -> LiaisonChanged:
    """Write the row with its new PLR, from the opening of the day on, or from when that was confirmed.

    At midnight somebody would be introduced who is asleep.
    """
    one, confirmed = change.proposed, change.confirmed
    assert confirmed is not None
    row = state.liaisons[one.liaison].row
    return replace(
        row,
        happened_at=max(programme.calendar.opening(one.from_on), confirmed.happened_at),
        recorded_at=now,
        plr=one.successor,
        contact_by="email",
    )


def handed_over(state: State, programme: Programme, facts: Iterable[Fact], now: datetime) -> Decision:
    """Tell the new PLR what is open, the officer who it is, and the one before that it is over.

    `state` is as it was before these roster facts.
    """
    decision = Decision()
    for fact in facts:
        known = state.liaisons.get(fact.liaison) if isinstance(fact, LiaisonChanged) else None
        if known is not None and isinstance(fact, LiaisonChanged) and fact.plr and known.row.plr != fact.plr:
            decision += _taken_over(fact, state, programme, now)
    return decision


def _taken_over(fact: LiaisonChanged, state: State, programme: Programme, now: datetime) -> Decision:
    liaison, before = fact.liaison, state.liaisons[fact.liaison].row
    assert fact.plr is not None
    data: dict[str, object] = {"liaison": liaison, "plr": fact.plr, "before": before.plr}
    waiting = open_questions(liaison, state)
    decision = Decision()
    if waiting and fact.contact_by == "email":
        rows = {"rows": [_summary(question, programme, state, now) for question in waiting]}
        decision += _mail(fact, "hand-over", fact.plr, now, {**data, **rows})
        if before.plr and (liaison, before.plr) in state.plr_changes.released:
            decision += Decision(mails=words_of(before.plr, fact.plr, liaison, state, now))
    coming = state.plr_changes.coming.get(liaison)
    is_told = coming is not None and coming.proposed.successor == fact.plr and coming.is_announced
    if before.officer and before.officer == fact.officer and not is_told:
        reader = officer_on(programme.calendar.local_day(now), before.officer, state)
        decision += _mail(fact, "plr-changed", reader, now, {**data, "on": fact.happened_at.isoformat()}, desk=True)
    if before.plr in speakers(liaison, state) and before.plr not in (None, fact.clerk):
        decision += _mail(fact, "plr-no-more", before.plr, now, data)
    return decision


def _summary(question: Question, programme: Programme, state: State, now: datetime) -> dict[str, object]:
    asked = question.asked
    due = answer_deadline(question, state, programme)
    return {
        "question": asked.question,
        "due_by": due.due_by.isoformat() if due else None,
        "on_hold": due is not None and is_on_hold(due, now),
    }


def _mail(
    fact: LiaisonChanged, template: str, reader: str, now: datetime, data: dict[str, object], *, desk: bool = False
) -> Decision:
    key = f"{template}:{fact.liaison}:{reader}:{fact.happened_at.isoformat()}"
    liaison = None if desk else fact.liaison
    return letter(key, reader, template, data, liaison=liaison, happened_at=now, recorded_at=now, polite_hours=True)


def from_former_plr(arrival: Arrival, state: State, programme: Programme, liaison: str, writer: str) -> Decision:
    """Pass on what somebody writes who is the PLR no more, say so, and start no clock.

    The coordinator has it among what is held, and may link it to a conversation.
    """
    officer = state.liaisons[liaison].row.officer
    reader = police_reader_on(programme.calendar.local_day(arrival.recorded_at), officer, state)
    data = {"liaison": liaison, "plr": state.liaisons[liaison].row.plr, "before": writer}
    notice = at_desk(arrival, reader, "former-plr-wrote", (), data)
    thread = next(fact.thread for fact in notice.facts if isinstance(fact, ThreadOpened))
    passed = () if reader in arrival.recipients else (relayed(arrival, thread, reader, writer, {"liaison": liaison}),)
    kept = held(replace(arrival, placement=replace(arrival.placement, thread=None, guesses=(liaison,))), "former-plr",
                writer=writer)  # fmt: skip
    return kept + notice + Decision(mails=passed)
