"""The promises of the programme, written again: slow, obvious, and from the words of the expectations alone.

It reads a story and says what has to be sent, to whom and when, and how each promise ends. It imports nothing of
mailbot: the rules stand here by hand, and working time is counted by walking from day to day. Where it and mailbot
disagree, the expectations and the design decide which of the two is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tests.year import story as told
from tests.year.reference import (
    absences,
    concerns,
    courses,
    digest,
    handover,
    introductions,
    lines,  # noqa: F401 - it says what follows from answers to the digest
    machines,  # noqa: F401 - it says what follows from what machines send
    months,
    news,
    posts,
    replies,
    roster,
    spells,
    undoing,  # noqa: F401 - it says what follows from second thoughts
    years,
)
from tests.year.reference.notebook import Notebook, happens
from tests.year.story import Account, Chance, Story

_PROMISES: dict[str, Callable[[Notebook], None]] = {
    "reply-deadline": replies.look,
    "monthly-contact": months.look,
    "repeated-delay": spells.look,
    "absence": absences.look,
    "concern": concerns.look,
    "council-meeting": years.look,
    "meeting-request": years.look_at_wishes,
    "neighbourhood-watch": months.look_at_watches,
    "annual-e-learning": courses.look,
    "named-contact": posts.look,
    "change-of-plr": handover.look,
    "missing-plr": handover.look_for_missing,
    "news": news.look,
}
"""What is looked after of each promise, in this order, at every look at the clock."""


def account_of(story: Story, chance: Chance) -> Account:
    """Say what a year comes to: walk through it."""
    notes = Notebook(story, chance)
    for council in story.councils:
        roster.joins(notes, council)
    _look(notes)
    moments: list[tuple[datetime, told.Event | None]] = [(event.at, event) for event in story.events]
    moments += [(at, None) for at in told.looks(story)]
    for notes.now, event in sorted(moments, key=lambda one: one[0]):
        if isinstance(event, told.Writes) and not isinstance(event, told.AnswersInvitation):
            notes.hear(event.by)
        if event is not None:
            happens(event, notes)
        _look(notes)
    book = notes.book
    return Account(sorted(book.sent), sorted(book.verdicts), sorted(book.told), sorted(book.listed))


def _look(notes: Notebook) -> None:
    """Judge what has ended, and do what has come."""
    notes.leave()
    roster.look(notes)
    introductions.look(notes)
    for rule, look in _PROMISES.items():
        if rule in notes.story.rules:
            look(notes)
    notes.judge()
    digest.look(notes)
