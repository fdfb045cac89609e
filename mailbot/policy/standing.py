"""How things stand between a point of contact and a PLR, for the tables that an officer reads. Pure."""

from __future__ import annotations

from datetime import date, datetime, time

from mailbot.policy.answer_day import answer_deadline
from mailbot.policy.programme import Programme
from mailbot.policy.state import State


def standing(liaison: str, thread: str, programme: Programme, state: State, today: date) -> dict[str, object]:
    """Give the row of a liaison: last contact, whether in this month, answers awaited, next meeting; and its thread."""
    month_began = datetime.combine(today.replace(day=1), time(), programme.calendar.zone)
    contacts, row = state.contacts[liaison], state.liaisons[liaison].row
    last_at = contacts[-1].happened_at if contacts else None
    meeting_on = state.meetings[row.council].arranged_on
    return {
        "liaison": liaison,
        "thread": thread,
        "last_contact_at": last_at.isoformat() if last_at else None,
        "is_in_touch": last_at is not None and last_at >= month_began,
        "questions": [due_by.isoformat() for due_by in _awaited(liaison, programme, state)],
        "meeting_on": meeting_on.isoformat() if meeting_on and meeting_on >= today else None,
        "planned_at": None,
    }


def engaged_since(since_on: date, state: State, officer: str) -> dict[str, object]:
    """Count an officer's contacts with groups that belong to no council, and whom they met."""
    noted = [fact for fact in state.engaged if fact.on >= since_on and fact.by == officer]
    people = sum(fact.people or 0 for fact in noted)
    return {"since_on": since_on.isoformat(), "count": len(noted), "people": people}


def _awaited(liaison: str, programme: Programme, state: State) -> list[datetime]:
    """Give the days by which answers are expected in a liaison, in their order."""
    waiting = (
        answer_deadline(question, state, programme)
        for question in state.open_in_liaison(liaison).values()
        if question.is_waiting
    )
    return sorted(answer.due_by for answer in waiting if answer)
