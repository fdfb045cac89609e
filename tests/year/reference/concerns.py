"""The promise that a concern is answered and settled."""

from __future__ import annotations

from tests.year import story as told
from tests.year.reference.notebook import ANSWERS_TO, COORDINATOR, DEPUTY, FIVE_MINUTES, Notebook, happens
from tests.year.reference.questions import set_aside
from tests.year.reference.records import Concern, Step


@happens.register
def raises_concern(event: told.RaisesConcern, notes: Notebook) -> None:
    """Whoever is announced as the next PLR, and was never confirmed, is of no council yet."""
    if not any(event.by in (row.plr, row.clerk) for row in notes.rows.values()):
        return set_aside(event, notes)
    if event.council in notes.left:
        return set_aside(event, notes)
    notes.concerns[event.name] = Concern(event.name, event.by, event.at)
    notes.send(COORDINATOR, "relay", event.name)
    notes.send(event.by, "concern-received", event.name)


@happens.register
def answers_concern(event: told.AnswersConcern, notes: Notebook) -> None:
    concern = notes.concerns[event.concern]
    if event.closes:
        if concern.closed_at is None:
            concern.closed_at, concern.closed_by = event.at, event.name
        notes.send(COORDINATOR, "concern-closed", event.name)
    else:
        concern.answered = True
        notes.send(concern.by, "relay", event.name)


def look(notes: Notebook) -> None:
    """Unanswered, a concern goes to the deputy and then further; unsettled, it is told every five working days."""
    for concern in notes.concerns.values():
        due, seen = notes.office.after(concern.raised_at, 5), notes.now - FIVE_MINUTES
        if concern.closed_at is not None and not concern.judged:
            concern.judged = True
            outcome = "met" if concern.closed_at <= due else "late"
            tells = "answered" if notes.was_escalated("concern", concern.name) else ""
            still = lambda concern=concern, at=concern.closed_at: concern.closed_at == at  # noqa: E731
            notes.verdict(
                "concern", concern.name, outcome, due, concern.closed_at, "coordinator", tells=tells, still=still
            )
        if concern.judged:
            continue
        is_open = lambda concern=concern: not concern.judged  # noqa: E731
        steps = []
        if not concern.answered:
            steps += [
                (0, Step("concern", "deputy", notes.office.after(concern.raised_at, 2), concern.name, DEPUTY)),
                (0, Step("concern", "answers-to", due, concern.name, ANSWERS_TO)),
            ]
        at, n = due, 0
        while at <= seen:
            steps.append((n, Step("concern", "open", at, concern.name, None, True, is_open)))
            at, n = notes.office.close_after(at, 5), n + 1
        came = [(n, step) for n, step in steps if step.at <= seen and (step.name, n) not in concern.taken]
        concern.taken.update((step.name, n) for n, step in came)
        for _, step in came:
            if step.to is not None:
                notes.pass_with_step(step.to, concern.name)
        notes.take([step for _, step in came])
