"""Holds: an officer's on one question, the coordinator's on all of a team or of the force; each may be taken back."""

from __future__ import annotations

from datetime import date, datetime

from tests.year import story as told
from tests.year.reference.notebook import COORDINATOR, Notebook, happens
from tests.year.reference.questions import council_reader, said_in, thread_of
from tests.year.reference.records import HoldForMany, Question
from tests.year.story import day


@happens.register
def holds(event: told.Holds, notes: Notebook) -> None:
    """A hold needs a reason, moves the day of what is not yet due, and the PLR is told the new day."""
    waiting = [one for one in said_in(notes, thread_of(notes, event)) if one.closed_at is None and not one.in_doubt]
    moved = []
    for question in waiting if event.reason else ():
        before = due_by(notes, question)
        question.holds.append((event.at, event.until))
        if due_by(notes, question) > before:
            moved.append(question)
            question.stands[event.name] = notes.now
            question.armed_by.append(event.name)
            notes.is_news("on_hold", question.name, lambda one=question: event.name in one.armed_by)
        else:
            question.holds.pop()
    for question in moved:
        notes.send(council_reader(notes, question), "reply-date-moved", f"{event.name} {question.name}")
    notes.send(event.by, "hold-noted" if moved else "not-done", event.name)


@happens.register
def holds_for_many(event: told.HoldsForMany, notes: Notebook) -> None:
    """What waits for that team, or for anybody, is moved, and so is what it is asked until then; PLRs are told."""
    hold = HoldForMany(event.name, event.at, event.until, event.team)
    for question in change_for_many(event, notes, [*notes.holds_for_many, hold]):
        question.stands[event.name] = notes.now
        question.armed_by.append(event.name)
    notes.send(COORDINATOR, "team-hold-noted", event.name)


def change_for_many(event: told.Writes, notes: Notebook, holds: list[HoldForMany]) -> list[Question]:
    """Have other holds on many: give what has another day by it, and tell of that, unless it has passed already."""
    waiting = [one for one in notes.questions.values() if one.closed_at is None and not one.in_doubt]
    before = {question.name: due_by(notes, question) for question in waiting}
    notes.holds_for_many = holds
    moved = [question for question in waiting if due_by(notes, question) != before[question.name]]
    for question in moved:
        if due_by(notes, question) > event.at:
            notes.send(council_reader(notes, question), "reply-date-moved", f"{event.name} {question.name}")
    return moved


def due_by(notes: Notebook, question: Question) -> datetime:
    """Give the close of the fifth working day, moved by as many days as it was on hold, ten at most."""
    due, held = notes.office.after(question.asked_at, 5), set[date]()
    team = notes.rows[question.council].team
    wide = [(hold.placed_at, hold.until) for hold in notes.holds_for_many if hold.team in ("", team)]
    for placed_at, until in sorted([*question.holds, *wide], key=lambda hold: hold[0]):
        if placed_at > due:
            continue
        on, days = max(day(placed_at), day(notes.office.counts_from(question.asked_at))), 0
        while len(held) < 10:
            on = notes.office.next_day(on)
            if until is not None and on > until:
                break
            if on not in held:
                held.add(on)
                days += 1
        due = notes.office.close_after(due, days) if days else due
    return due
