"""The promise that no council is without an officer, or without a PLR, unnoticed."""

from __future__ import annotations

from tests.year.reference.notebook import ANSWERS_TO, DEPUTY, FIVE_MINUTES, Notebook
from tests.year.reference.records import Post, Step
from tests.year.story import Council, day


def note(notes: Notebook, before: Council | None, row: Council) -> None:
    """A post is vacant from when the roster says so until it names somebody."""
    for is_filled, was_filled, name in (
        (row.officer is not None, before is None or before.officer is not None, "officer"),
        (row.plr is not None, before is None or before.plr is not None, "plr"),
    ):
        if was_filled and not is_filled:
            notes.posts.append(Post(row.name, name, notes.now))
        elif is_filled and not was_filled:
            [vacant] = [one for one in notes.posts if (one.council, one.post) == (row.name, name) and not one.filled_at]
            vacant.filled_at = notes.now


def look(notes: Notebook) -> None:
    """It is told after one working day, to the deputy two working days later, and to whom they answer after five."""
    for post in notes.posts:
        due = notes.office.after(post.since, 1)
        about = f"{post.council}, due {day(due)}"
        if post.judged:
            continue
        if post.filled_at is not None:
            post.judged, outcome = True, "met" if post.filled_at <= due else "late"
            tells = "answered" if notes.was_escalated("named-contact", about) else ""
            notes.verdict("named-contact", about, outcome, due, post.filled_at, "coordinator", tells=tells)
            continue
        is_open = lambda post=post: not post.judged  # noqa: E731
        later = notes.office.close_after
        steps = [
            Step("named-contact", "vacant", due, about, None, True, is_open),
            Step("named-contact", "deputy", later(due, 2), about, DEPUTY),
            Step("named-contact", "answers-to", later(due, 5), about, ANSWERS_TO, True, is_open),
        ]
        came = [one for one in steps if one.at <= notes.now - FIVE_MINUTES and one.name not in post.taken]
        post.taken |= {one.name for one in came}
        notes.take(came)
