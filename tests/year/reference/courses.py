"""The promise that officers with the role complete their course: in two months, and again every twelve."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from tests.year import story as told
from tests.year.reference.clock import months_earlier, months_later
from tests.year.reference.notebook import FAR, FIVE_MINUTES, Notebook, happens
from tests.year.reference.records import Step
from tests.year.story import BEGINNING, Person, day, local

_RULE = "annual-e-learning"


@happens.register
def confirms(event: told.Confirms, notes: Notebook) -> None:
    """The day counts that is written, else the moment; from whom no course is asked, it is mail to nobody."""
    if _since(notes, event.by) is None:
        return notes.send(event.by, notes.is_to_nobody(event.by), event.name)
    at = local(f"{event.on} 12:00") if event.on else event.at
    counts_from = notes.courses[event.by]
    if not counts_from or at > max(counts_from):
        _judge(notes, event.by, at)
        counts_from.append(at)
    notes.send(event.by, "course-noted", event.name)


def look(notes: Notebook) -> None:
    """Prompt a month ahead and five working days ahead; tell on the day, and every month after.

    What was excused is due again twelve months after the excuse.
    """
    for officer in {row.officer for row in notes.roster().values() if row.officer}:
        started_at = _since(notes, officer)
        if started_at is not None:
            _take(notes, officer, started_at)


def _take(notes: Notebook, officer: Person, taken_up_at: datetime) -> None:
    begun_at, due = _owed(notes, officer, taken_up_at)
    duty = next((row.duty for row in notes.roster().values() if row.officer == officer and row.role and row.duty), "")
    times = len(notes.courses[officer])

    def is_open() -> bool:
        holds_role = _since(notes, officer) is not None
        return holds_role and len(notes.courses[officer]) == times and (_RULE, about) not in notes.excused

    month, week = months_earlier(due, 1), notes.office.open_before(due, 5)
    reader, about = notes.stand_in(officer), _about(officer, due)
    excused_at = notes.excused.get((_RULE, about))
    if excused_at is not None:
        notes.verdict(_RULE, about, "excused", due, excused_at, officer.name)
        notes.courses[officer].append(excused_at)
        notes.courses_excused[about] = excused_at
        return _take(notes, officer, taken_up_at)
    prompted = notes.in_the_days_mail(month, begun_at, begun_at, duty)
    reminded = notes.in_the_days_mail(week, begun_at, begun_at, duty)
    steps = [
        (0, Step(_RULE, "prompt", prompted, about, reader, meant_at=month)),
        (0, Step(_RULE, "reminder", reminded, about, reader, meant_at=week)),
        (0, Step(_RULE, "lapsed", due, about, None, True, is_open)),
    ]
    n = 1
    while (at := months_later(due, n)) <= notes.now:
        steps.append((n, Step(_RULE, "still", at, about, None, True, is_open)))
        n += 1
    seen = notes.now - FIVE_MINUTES
    keys = {(one.name, n, about): one for n, one in steps if one.at <= seen}
    came = [one for key, one in keys.items() if key not in notes.prompted]
    notes.prompted |= set(keys)
    notes.take(came)


def _judge(notes: Notebook, officer: Person, at: datetime) -> None:
    taken_up_at = _since(notes, officer)
    assert taken_up_at is not None
    begun_at, due = _owed(notes, officer, taken_up_at)
    is_again = bool(notes.courses[officer]) and begun_at not in notes.courses_excused.values()
    if is_again and at < months_earlier(due, 1):
        return  # nobody has asked for it: the last one counts from here
    ended_at = max(at, begun_at)
    outcome, tells = "met" if ended_at <= due else "late", notes.was_escalated(_RULE, _about(officer, due))
    notes.verdict(_RULE, _about(officer, due), outcome, due, ended_at, officer.name, tells="answered" if tells else "")


def owe_again(notes: Notebook, about: str) -> None:
    """An excuse was taken back: what was excused is owed again."""
    excused_at = notes.courses_excused.pop(about, None)
    for counts_from in notes.courses.values():
        if excused_at in counts_from:
            counts_from.remove(excused_at)


def _owed(notes: Notebook, officer: Person, taken_up_at: datetime) -> tuple[datetime, datetime]:
    """Say from when and by when the course is owed: after the last time or an excuse, else after taking up the role."""
    if notes.courses[officer]:
        last = max(notes.courses[officer])
        return last, months_later(last, 12)
    return taken_up_at, months_later(taken_up_at, 2)


def _since(notes: Notebook, officer: Person) -> datetime | None:
    """Say since when an officer has held the role without a break, at the earliest since the programme is live."""
    taken_up_at, until = FAR, BEGINNING
    for begins_at, ends_at in sorted(_terms(notes, officer)):
        taken_up_at = begins_at if begins_at > until else taken_up_at
        until = max(until, ends_at)
    return max(taken_up_at, notes.live_from) if until > notes.now else None


def _terms(notes: Notebook, officer: Person) -> Iterator[tuple[datetime, datetime]]:
    """Give the times of an officer's councils that come with the role."""
    for name in (name for name, row in notes.rows.items() if row.role):
        held = [*notes.officers[name], (notes.left.get(name, FAR), None)]
        for (since, holder), (until, _) in pairwise(held):
            if holder == officer:
                yield since, until


def _about(officer: Person, due: datetime) -> str:
    return f"{officer.name}, due {day(due)}"
