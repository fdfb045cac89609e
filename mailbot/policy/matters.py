"""Matters: what a step's mail is about, and what goes with it, by what is owed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from mailbot.model.facts import Fact, Purpose, ThreadOpened
from mailbot.model.ids import COORDINATOR, made_id
from mailbot.model.mail import Cause, Mail
from mailbot.policy import invitations
from mailbot.policy.obligation import Obligation
from mailbot.policy.state import State
from mailbot.policy.working_time import Calendar


class Due(Protocol):
    """A step that is due, of an obligation."""

    @property
    def obligation(self) -> Obligation:
        """What is owed."""

    @property
    def cause(self) -> Cause:
        """What its mail comes from."""


def courses(due: Sequence[Obligation]) -> tuple[tuple[Fact, ...], dict[str, object], tuple[str, ...]]:
    """List the courses that somebody is to confirm; a row of them is named by its course."""
    named = tuple(one.rule.course or "" for one in due)
    rows = [
        {"course": course, "due_by": one.deadline.due_by.isoformat()} for course, one in zip(named, due, strict=True)
    ]
    return (), {"liaison": due[0].liaison, "rows": rows}, named


def vacancies(due: Sequence[Obligation]) -> dict[str, object]:
    """List the posts that are vacant."""
    return {"rows": [{"liaison": one.liaison, "post": one.post, "since": one.started_at.isoformat()} for one in due]}


def concern(waiting: Obligation, state: State) -> dict[str, object]:
    """Say of a concern whose it is, since when, and with whom it was raised."""
    reader, raised_at = state.concerns[waiting.id].raised.readers[0], waiting.started_at.isoformat()
    return {"liaison": waiting.liaison, "plr": waiting.plr, "raised_at": raised_at, "reader": reader}


def plr_change(asked: Obligation) -> tuple[tuple[Fact, ...], dict[str, object], tuple[str, ...]]:
    """Say which change of PLR waits for a word, or why a council is asked who its PLR is."""
    if asked.missing is None:
        return (), {"liaison": asked.liaison, "change": asked.id}, (asked.id,)
    since = asked.started_at.isoformat()
    data: dict[str, object] = {"liaison": asked.liaison, "plr": asked.plr, "why": asked.missing, "since": since}
    return (), data, (asked.liaison,)


def clerk_to_ask(asked: Obligation, state: State) -> str | None:
    """Name the Clerk who can be asked about their PLR; without one, the coordinator is asked who the PLR is."""
    clerk = state.liaisons[asked.liaison].row.clerk
    if clerk and clerk != asked.plr and clerk not in state.unreachable:
        return clerk
    return COORDINATOR if asked.missing is not None else None


def meetings(
    key: str, due: Sequence[Obligation], state: State, calendar: Calendar, now: datetime
) -> tuple[tuple[Fact, ...], dict[str, object], tuple[str, ...]]:
    """List an officer's councils, each with a conversation to arrange a meeting in.

    Without a PLR it is the Clerk's; a council that has neither waits until somebody is named.
    """
    opened, rows = [], []
    for one in due:
        row = state.liaisons[one.liaison].row
        if person := row.plr or row.clerk:
            thread = made_id("t", key, one.id)
            opened.append(
                ThreadOpened(
                    happened_at=now,
                    recorded_at=now,
                    thread=thread,
                    purpose=Purpose.CONVERSATION,
                    people=(person,),
                    liaison=one.liaison,
                )
            )
            rows.append(_meeting_row(one, thread, state, calendar, now))
    return tuple(opened), {"rows": rows}, tuple(fact.thread for fact in opened)


def _meeting_row(one: Obligation, thread: str, state: State, calendar: Calendar, now: datetime) -> dict[str, object]:
    known = state.meetings[state.liaisons[one.liaison].row.council]
    attended_on = max(known.attended_on, default=None)
    arranged_on, arrangement = calendar.local_day(one.planned_at) if one.planned_at else None, known.arrangement
    plr_answer = arrangement.answers.get(arrangement.fact.plr or "") if arrangement else None
    return {
        "liaison": one.liaison,
        "thread": thread,
        "due_by": one.deadline.due_by.isoformat(),
        "asked_at": one.started_at.isoformat() if one.rule.each == "request" else None,
        "attended_on": attended_on.isoformat() if attended_on else None,
        "arranged_on": arranged_on.isoformat() if arranged_on else None,
        "arranged": invitations.entry(arrangement.fact, "REQUEST") if arranged_on and arrangement else None,
        "answer": plr_answer.answer if arranged_on and plr_answer else "",
        "is_past": arranged_on is not None and arranged_on < calendar.local_day(now),
    }


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
