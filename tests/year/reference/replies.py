"""The promise of five working days: every question is answered, or held with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from tests.year import story as told
from tests.year.reference.notebook import FIVE_MINUTES, Notebook, happens
from tests.year.reference.questions import council_reader, said_in, thread_of
from tests.year.reference.records import Question, Step
from tests.year.story import Person, day, local


def look(notes: Notebook) -> None:
    """Remind, tell and judge what is to be answered."""
    for question in notes.questions.values():
        if question.in_doubt or question.judged:
            continue
        if question.closed_at is not None:
            judge(notes, question)
        else:
            steps = list(reply_steps(notes, question))
            pass_to_covers(notes, steps)
            notes.take(steps)


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
            question.stands_since = notes.now
            notes.is_news("on_hold", question.name)
        else:
            question.holds.pop()
    for question in moved:
        notes.send(council_reader(notes, question), "reply-date-moved", f"{event.name} {question.name}")
    notes.send(event.by, "hold-noted" if moved else "not-done", event.name)


def due_by(notes: Notebook, question: Question) -> datetime:
    """Give the close of the fifth working day, moved by as many days as it was on hold."""
    due, held = notes.office.after(question.asked_at, 5), set[date]()
    for placed_at, until in question.holds:
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


def reply_steps(notes: Notebook, question: Question) -> Iterator[Step]:
    """Give the steps of one question that have come by now and were not taken.

    A hold, another officer or a cover arms them all anew; the PLR is told once of one day.
    """
    due, officer, plr = due_by(notes, question), notes.police_reader(question.council), council_reader(notes, question)
    seen, row = notes.now - FIVE_MINUTES, notes.rows[question.council]
    covers = covers_begun(notes, question)
    since = max([question.asked_at, question.stands_since, notes.row_changed_at[question.council], *covers])
    if row.officer is None:
        officer = None

    def step(name: str, at: datetime, to: Person | None = None, *, meant: datetime | None = None) -> Step:
        tells = name in ("escalation", "still")
        return Step("reply-deadline", name, at, question.name, to, tells, lambda: not question.judged, meant or at)

    two_days, last_day = notes.office.open_before(due, 2), notes.office.opens(day(due))
    began = question.asked_at
    steps = [
        (0, step("reminder", notes.in_the_days_mail(two_days, began, since, row.duty), officer, meant=two_days)),
        (0, step("last-day", notes.in_the_days_mail(last_day, began, since, row.duty), officer, meant=last_day)),
        (0, step("escalation", due)),
        (0, step("told", due, plr)),
    ]
    still, n = notes.office.close_after(due, 5), 0
    while still <= seen:
        steps.append((n, step("still", still)))
        still, n = notes.office.close_after(still, 5), n + 1
    arming = (question.handed_over, len(question.holds), len(covers))
    for n, one in steps:
        key = ("told", due) if one.name == "told" else (one.name, n, arming)
        if one.at <= seen and key not in question.taken:
            question.taken.add(key)
            yield one


def covers_begun(notes: Notebook, question: Question) -> list[datetime]:
    """Say since when colleagues have covered for the officer of a question, after it was asked."""
    officer, begun = notes.officer(question.council), []
    for absence in notes.absences:
        began_at = max(absence.said_at, local(f"{absence.from_on} 00:00"))
        called_off = absence.back_at is not None and absence.back_at <= began_at
        if absence.person == officer and absence.cover and not called_off:
            begun += [began_at] if question.asked_at < began_at <= notes.now - FIVE_MINUTES else []
    return begun


def pass_to_covers(notes: Notebook, steps: list[Step]) -> None:
    """Whoever is reminded in an officer's place gets the question whole."""
    reminders = [step for step in steps if step.rule == "reply-deadline" and step.name in ("reminder", "last-day")]
    for step in reminders[-1:]:
        question = notes.questions[step.about]
        if step.to is not None and step.to != notes.officer(question.council):
            for message in question.messages:
                notes.pass_with_step(step.to, message)


def judge(notes: Notebook, question: Question) -> None:
    assert question.closed_at is not None
    due, question.judged = due_by(notes, question), True
    kept = "met" if question.closed_at <= due else "late"
    outcome = "excused" if question.closed_how == "excused" else kept
    owner = notes.officer_at(question.council, min(question.closed_at, due))
    notes.verdict("reply-deadline", question.name, outcome, due, question.closed_at, owner)
    if outcome == "excused" or notes.was_escalated("reply-deadline", question.name):
        heading, times = "excused" if outcome == "excused" else "answered", question.reopened
        notes.is_news(heading, question.name, lambda: question.judged and question.reopened == times)
