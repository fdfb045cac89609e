"""The promises that the police attend a meeting in twelve months, and that a PLR who asks for them hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from tests.year import story as told
from tests.year.reference.clock import months_earlier, months_later
from tests.year.reference.notebook import FIVE_MINUTES, Notebook
from tests.year.reference.records import Step, Visits, Wish
from tests.year.story import Council, Person, day, local


def first_visits(notes: Notebook, council: Council, begun_at: datetime) -> Visits:
    """Count from the last meeting, or from when the council joined; other first ones are spread over the year."""
    if council.last_meeting is not None:
        started_at = max(local(f"{council.last_meeting} 12:00"), notes.live_from)
        return Visits(council.last_meeting, started_at, _year_after(council.last_meeting), notes.now)
    if begun_at >= notes.live_from:
        return Visits(day(begun_at), begun_at, months_later(begun_at, 12), notes.now)
    first = day(notes.live_from)
    due = local(f"{first + timedelta(days=notes.chance.first_meeting_after[council.name])} 12:00")
    return Visits(first, notes.live_from, due, notes.now)


def attended_on(notes: Notebook, council: str, on: date) -> None:
    """An attendance ends the twelve months in which it falls, and begins the next."""
    visits = notes.visits[council]
    if visits.before is not None and visits.before.since_on < on <= visits.since_on:
        return _count_from(visits, on)  # it was excused since, and has the attendance after all
    if on <= visits.since_on:
        return
    met_at = max(min(local(f"{on} 12:00"), notes.now), visits.started_at)
    outcome = "met" if met_at <= visits.due else "late"
    owner = notes.officer_at(council, min(met_at, visits.due))
    tells = "answered" if notes.was_escalated("council-meeting", _about(council, visits)) else ""
    notes.verdict("council-meeting", _about(council, visits), outcome, visits.due, met_at, owner, tells=tells)
    _count_from(visits, on)


def _count_from(visits: Visits, on: date) -> None:
    """Begin the next twelve months."""
    visits.since_on, visits.started_at, visits.due = on, local(f"{on} 12:00"), _year_after(on)
    visits.taken, visits.before = set(), None


def look(notes: Notebook) -> None:
    for council, visits in notes.visits.items():
        _excuse(notes, council, visits)
        if visits.standing is not None or notes.now >= months_earlier(visits.due, 4):
            notes.take(list(_steps(notes, council)))


def _excuse(notes: Notebook, council: str, visits: Visits) -> None:
    """What was excused is followed by the next twelve months at once."""
    excused_at = notes.excused.get(("council-meeting", _about(council, visits)))
    if excused_at is not None:
        owner = notes.officer_at(council, min(excused_at, visits.due))
        notes.verdict("council-meeting", _about(council, visits), "excused", visits.due, excused_at, owner)
        before = replace(visits)
        _count_from(visits, day(excused_at))
        visits.before = before


def owe_again(notes: Notebook, event: told.AnswersLine) -> None:
    """An excuse was taken back: what is owed is what was owed before it."""
    visits, wish = notes.visits.get(event.council), notes.wishes.get(event.about)
    if event.rule == "council-meeting" and visits is not None and visits.before is not None:
        before = visits.before
        visits.since_on, visits.started_at, visits.due = before.since_on, before.started_at, before.due
        visits.taken, visits.before = before.taken, before.before
    if wish is not None:
        wish.judged = False


def look_at_wishes(notes: Notebook) -> None:
    for wish in notes.wishes.values():
        if wish.judged:
            continue
        due = notes.office.after(wish.asked_at, 10)
        excused_at = notes.excused.get(("meeting-request", wish.name))
        if excused_at is not None and (wish.met_at is None or excused_at < wish.met_at):
            wish.judged = True
            owner = notes.officer_at(wish.council, min(excused_at, due))
            notes.verdict("meeting-request", wish.name, "excused", due, excused_at, owner)
        elif wish.met_at is not None:
            wish.judged = True
            owner = notes.officer_at(wish.council, min(wish.met_at, due))
            outcome = "met" if wish.met_at <= due else "late"
            tells = "answered" if notes.was_escalated("meeting-request", wish.name) else ""
            notes.verdict("meeting-request", wish.name, outcome, due, wish.met_at, owner, tells=tells)
        else:
            notes.take(list(_wish_steps(notes, wish, due)))


def _wish_steps(notes: Notebook, wish: Wish, due: datetime) -> Iterator[Step]:
    """Remind of it, and tell when it is overdue."""
    row, seen = notes.rows[wish.council], notes.now - FIVE_MINUTES
    since, times = _since(notes, wish.council, wish.asked_at)
    ahead = notes.office.open_before(due, 4)
    officer = _asked(notes, wish.council)
    reminded = notes.in_the_days_mail(ahead, wish.asked_at, since, row.duty)
    overdue, is_open = notes.at_the_opening(due, since, ""), lambda: not wish.judged
    steps = [
        Step("meeting-request", "reminder", reminded, wish.name, officer, meant_at=ahead),
        Step("meeting-request", "overdue", overdue, wish.name, officer, True, is_open, due),
    ]
    for step in steps:
        waits = not step.escalates and not _has_somebody(row)
        if step.at <= seen and not waits and (step.name, times) not in wish.taken:
            wish.taken.add((step.name, times))
            yield step


def _steps(notes: Notebook, council: str) -> Iterator[Step]:
    """Prompt ahead of the day, but for the time in which a meeting is arranged; ask after it; tell when none came."""
    visits, row, seen = notes.visits[council], notes.rows[council], notes.now - FIVE_MINUTES
    officer = _asked(notes, council)
    since, times = _since(notes, council, visits.started_at)
    since, about, due = max(since, visits.stands_since), _about(council, visits), visits.due
    standing, occasions = visits.standing, len(visits.arranged)
    if standing is not None and standing.on <= visits.since_on:
        standing = None  # it was of the twelve months before, which were excused
    is_open = lambda: visits.due == due  # noqa: E731
    steps: list[tuple[int, Step]] = []

    def step(name: str, at: datetime, meant: datetime, n: int = 0, *, to: Person | None = officer) -> None:
        tells = name in ("missed", "still")
        steps.append((n, Step("council-meeting", name, at, about, to, tells, is_open, meant)))

    for name, meant in (
        ("first-prompt", months_earlier(due, 3)),
        ("second-prompt", due - timedelta(weeks=6)),
        ("last-prompt", due - timedelta(weeks=2)),
    ):
        known = since
        if standing is not None:
            known = max(since, notes.office.close_after(notes.office.opens(standing.on), 10))
        at = max(meant, visits.started_at, known if standing else meant)
        step(name, notes.in_the_days_mail(at, visits.started_at, known, row.duty), meant)
    if standing is not None:
        for name, days in (("after-meeting", 1), ("after-meeting-again", 8)):
            meant = notes.office.opens(standing.on + timedelta(days=days))
            step(name, notes.at_the_opening(meant, since, row.duty), meant, occasions)
    step("missed", notes.at_the_opening(due, since, ""), due)
    months = 1
    while (at := months_later(due, months)) <= seen:
        step("still", at, at, months, to=None)
        months += 1
    for n, one in steps:
        waits = not one.escalates and not _has_somebody(row)
        if one.at <= seen and not waits and (one.name, n, times) not in visits.taken:
            visits.taken.add((one.name, n, times))
            yield one


def _asked(notes: Notebook, council: str) -> Person | None:
    """Name who is asked about the meetings of a council: its officer, while there is somebody of it to write to."""
    row = notes.rows[council]
    return notes.police_reader(council) if row.officer and _has_somebody(row) else None


def _has_somebody(row: Council) -> bool:
    """Whether a council has a PLR or a Clerk: without either, what its officer would be asked waits."""
    return row.plr is not None or row.clerk is not None


def _since(notes: Notebook, council: str, started_at: datetime) -> tuple[datetime, int]:
    """Say since when its people are these, and how many officers have come since it began: each is prompted anew."""
    changes = sum(at > started_at for at, _ in notes.officers[council][1:])
    return max(started_at, notes.known_since(council)), changes


def _about(council: str, visits: Visits) -> str:
    return f"{council}, due {day(visits.due)}"


def _year_after(on: date) -> datetime:
    return months_later(local(f"{on} 12:00"), 12)
