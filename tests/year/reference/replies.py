"""The promise of five working days: every question is answered, or held with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tests.year import story as told
from tests.year.reference.holds import due_by
from tests.year.reference.notebook import FIVE_MINUTES, Notebook
from tests.year.reference.questions import asked_of, council_reader
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
            pass_unread(notes, steps)
            notes.take(steps)


def reply_steps(notes: Notebook, question: Question) -> Iterator[Step]:
    """Give the steps of one question that have come by now and were not taken.

    A hold, another officer or a cover arms them all anew; the PLR is told once of one day.
    """
    due, officer, plr = due_by(notes, question), asked_of(notes, question), council_reader(notes, question)
    seen, row = notes.now - FIVE_MINUTES, notes.rows[question.council]
    covers = covers_begun(notes, question)
    since = max([question.stands_since(), notes.known_since(question.council), *covers])
    duty = "" if question.asked_of else row.duty
    if row.officer is None and question.asked_of is None:
        officer = None

    def step(name: str, at: datetime, to: Person | None = None, *, meant: datetime | None = None) -> Step:
        tells = name in ("escalation", "still")
        return Step("reply-deadline", name, at, question.name, to, tells, lambda: not question.judged, meant or at)

    two_days, last_day = notes.office.open_before(due, 2), notes.office.opens(day(due))
    began = question.asked_at
    steps = [
        (0, step("reminder", notes.in_the_days_mail(two_days, began, since, duty), officer, meant=two_days)),
        (0, step("last-day", notes.in_the_days_mail(last_day, began, since, duty), officer, meant=last_day)),
        (0, step("escalation", due)),
        (0, step("told", due, plr)),
    ]
    still, n = notes.office.close_after(due, 5), 0
    while still <= seen:
        steps.append((n, step("still", still)))
        still, n = notes.office.close_after(still, 5), n + 1
    if may_be_answered(notes, question):
        steps = [(n, one) for n, one in steps if one.name in ("reminder", "last-day")]
    arming = (question.handed_over, *question.armed_by, *covers)
    for n, one in steps:
        key = ("told", due) if one.name == "told" else (one.name, n, arming)
        if one.at <= seen and key not in question.taken:
            question.taken.add(key)
            yield one


def may_be_answered(notes: Notebook, question: Question) -> bool:
    """Whether what waits for the coordinator may be the answer: nobody is told meanwhile that there is none (law 5)."""
    answers = [one for one in notes.unplaced.values() if isinstance(one, told.Answers)]
    return any(notes.questions[one.question].thread == question.thread for one in answers)


def covers_begun(notes: Notebook, question: Question) -> list[datetime]:
    """Say since when colleagues have covered for the officer of a question, after it was asked."""
    officer, begun = None if question.asked_of else notes.officer(question.council), []
    for absence in notes.absences:
        if absence.person != officer or absence.cover is None:
            continue
        began_at = max(absence.said_at, local(f"{absence.from_on} 00:00"))
        if absence.back_at is None or absence.back_at > began_at:
            begun += [began_at] if question.asked_at < began_at <= notes.now - FIVE_MINUTES else []
    return begun


def pass_unread(notes: Notebook, steps: list[Step]) -> None:
    """Whoever is reminded of a question and did not read for the council when it came gets it whole.

    That is a cover, or the officer who is back.
    """
    reminders = [step for step in steps if step.rule == "reply-deadline" and step.name in ("reminder", "last-day")]
    for step in reminders[-1:]:
        question = notes.questions[step.about]
        officer = notes.officer(question.council)
        if step.to is None or officer is None or question.asked_of is not None:
            continue
        for message in question.messages:
            if notes.stand_in(officer, notes.came_on[message]) != step.to:
                notes.pass_with_step(step.to, message)


def judge(notes: Notebook, question: Question) -> None:
    assert question.closed_at is not None
    due, question.judged = due_by(notes, question), True
    kept = "met" if question.closed_at <= due else "late"
    outcome = "excused" if question.closed_how.startswith("excused") else kept
    owner = notes.officer_at(question.council, min(question.closed_at, due))
    owner = question.asked_of.name if question.asked_of else owner
    question.judgings += 1
    nth = question.judgings
    still = lambda: question.judged and question.judgings == nth  # noqa: E731
    tells = "answered" if notes.was_escalated("reply-deadline", question.name) else ""
    tells = "excused" if outcome == "excused" else tells
    tells = "" if question.closed_how == "excused by the coordinator" else tells  # they know
    notes.verdict("reply-deadline", question.name, outcome, due, question.closed_at, owner, tells=tells, still=still)
