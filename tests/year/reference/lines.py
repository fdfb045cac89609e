"""What the coordinator answers to the lines of a digest: seen, put off, excused, closed, placed, given to another."""

from __future__ import annotations

from tests.year import story as told
from tests.year.reference import courses, years
from tests.year.reference.notebook import COORDINATOR, Notebook, happens
from tests.year.reference.questions import ask, set_aside
from tests.year.reference.records import Key, Period
from tests.year.reference.roster import give_to
from tests.year.reference.spells import notice_spell

_PERIODS = ("monthly-contact", "neighbourhood-watch")
_NEVER_EXCUSED = ("", "change-of-plr", "concern", "missing-plr", "named-contact")
"""What waits to be placed, decided or filled, and a concern, which is closed."""
_NO_OFFICERS = ("", "absence", "annual-e-learning", "change-of-plr", "concern", "missing-plr")
"""What another officer of the council would make no difference to."""


@happens.register
def answers_line(event: told.AnswersLine, notes: Notebook) -> None:
    """What can be done for the line is done, and one mail says what was, or was not."""
    do(notes, event)
    notes.send(COORDINATOR, "lines-noted", event.name)


@happens.register
def answers_lines(event: told.AnswersLines, notes: Notebook) -> None:
    """Several lines are done one after another, and one mail says it of each."""
    for line in event.lines:
        do(notes, line)
    notes.send(COORDINATOR, "several-done", event.name)


def do(notes: Notebook, event: told.AnswersLine) -> None:
    key = (event.rule, event.about)
    is_month_over = event.word in ("EXCUSE", "REASSIGN") and event.rule in _PERIODS
    if not is_month_over and not is_open(notes, key):
        return
    match event.word:
        case "ACK":
            notes.seen.add(key)
        case "SNOOZE":
            assert event.until is not None
            notes.snoozed[key] = event.until
        case "EXCUSE" if event.rule not in _NEVER_EXCUSED:
            excuse(notes, event)
        case "CLOSE" if event.rule in ("", "concern"):
            close(notes, event)
        case "LINK" if not event.rule:
            return link(notes, event)
        case "REASSIGN" if is_officers(notes, event):
            assert event.officer is not None
            give_to(notes, event.council, event.officer, event.at)
        case _:
            return
    notes.done.add(event.name)


def is_open(notes: Notebook, key: Key) -> bool:
    """Whether it waits for something still: to be placed, or to be kept."""
    return (
        key[1] in notes.unplaced if not key[0] else notes.open_promises[key]() if key in notes.open_promises else False
    )


def is_officers(notes: Notebook, event: told.AnswersLine) -> bool:
    """Whether another officer would keep what is owed, and it is another whom they name."""
    officer = notes.officer(event.council) if event.council else None
    is_filled = event.rule == "named-contact" and officer is not None
    return event.rule not in _NO_OFFICERS and not is_filled and officer != event.officer


def excuse(notes: Notebook, event: told.AnswersLine) -> None:
    """It ends as excused, for good; a month that has ended without contact is corrected."""
    if event.rule in _PERIODS:
        excuse_period(notes, event)
    elif event.rule == "reply-deadline":
        question = notes.questions[event.about]
        question.closed_at, question.closed_how, question.closed_by = event.at, "excused by the coordinator", event.name
    else:
        notes.excused[event.rule, event.about] = event.at


def excuse_period(notes: Notebook, event: told.AnswersLine) -> None:
    """The new verdict stands beside the first."""
    period = _period(notes, event)
    if period.outcome == "lapsed":
        period.outcome = "excused"
        verdicts = [one for one in notes.book.verdicts if (one.rule, one.about) == (event.rule, event.about)]
        notes.book.verdicts.append(verdicts[-1]._replace(outcome="excused"))
        if event.rule == "monthly-contact":
            notice_spell(notes, event.council)


def not_excused(notes: Notebook, event: told.AnswersLine) -> None:
    """What was excused is owed again, as it was."""
    if event.rule in _PERIODS:
        _period(notes, event).outcome = ""
    elif notes.excused.pop((event.rule, event.about), None) is not None:
        courses.owe_again(notes, event.about)
        years.owe_again(notes, event)
        for one in (*notes.absences, *notes.spells.get(event.council, ())):
            one.judged = one.judged and one.about != event.about
        for introduction in notes.introductions:
            if (introduction.rule, introduction.about) == (event.rule, event.about):
                introduction.was_excused = False


def _period(notes: Notebook, event: told.AnswersLine) -> Period:
    periods = notes.periods[event.council]
    return next(one for one in periods if event.about == f"{one.council}, due {one.ends_on}")


def close(notes: Notebook, event: told.AnswersLine) -> None:
    """Nothing more is to be done with a message; a concern is settled."""
    if not event.rule:
        notes.closed[event.about] = notes.unplaced.pop(event.about)
    else:
        concern = notes.concerns[event.about]
        concern.closed_at, concern.closed_by = event.at, event.name


def not_closed(notes: Notebook, event: told.AnswersLine) -> None:
    """It waits again."""
    if event.about in notes.closed:
        notes.unplaced[event.about] = notes.closed.pop(event.about)
    concern = notes.concerns.get(event.about)
    if concern is not None and concern.closed_by == event.name:
        concern.closed_at, concern.judged = None, False


def link(notes: Notebook, event: told.AnswersLine) -> None:
    """A message is placed with the council that it was for, as its PLR's, and counts from its arrival.

    Whoever did not write it is not told that it was received.
    """
    asked = notes.unplaced.get(event.about)
    if isinstance(asked, told.Asks | told.WritesFromElsewhere):
        plr = notes.rows[asked.council].plr
        if plr is None or asked.council in notes.left:
            return
        del notes.unplaced[event.about]
        notes.done.add(event.name)
        by_plr = isinstance(asked, told.Asks)
        ask(notes, asked.name, asked.council, asked.name, plr, asked.at, acknowledged=by_plr)


@happens.register
def writes_from_elsewhere(event: told.WritesFromElsewhere, notes: Notebook) -> None:
    """Whose it is nobody knows: it waits for the coordinator (law 7)."""
    set_aside(event, notes)
