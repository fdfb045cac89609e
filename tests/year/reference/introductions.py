"""The promises that two who begin are introduced to each other, and that those of before are told what is new.

Where officers get notice of it, the letter goes two working days later, unless they stop it or write their own words.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tests.year import story as told
from tests.year.reference.contacts import contact
from tests.year.reference.notebook import FIVE_MINUTES, Notebook, happens
from tests.year.reference.records import Introduction, Step
from tests.year.story import Council, Person, Sent, day

_STEPS = {"introduction": "introduction", "launch": "letter", "introduction-to-officer": "councils"}
_LETTERS = ("introduction", "launch")


def introduce(notes: Notebook, council: Council, paired_at: datetime) -> None:
    """The officer is introduced to the PLR, and the council to the officer; pairs of before get a launch letter."""
    for one in notes.introductions:
        one.is_over = one.is_over or one.council == council.name
    if council.plr is None or council.officer is None:
        return
    is_of_before = paired_at < notes.live_from
    if council.contact_by == "email":
        _owe(notes, "launch" if is_of_before else "introduction", council.name, paired_at)
    _owe(notes, "introduction-to-officer", council.name, paired_at)
    look(notes)


def _owe(notes: Notebook, rule: str, council: str, begins_at: datetime) -> None:
    if rule in notes.story.rules:
        begins_at, after = max(begins_at, notes.live_from), notes.office.after
        if notes.story.notices and rule in _LETTERS:
            one = Introduction(rule, council, after(begins_at, 4), after(begins_at, 2), notes.now, notice_due=True)
        else:
            one = Introduction(rule, council, after(begins_at, 1), begins_at, notes.now)
        notes.introductions.append(one)


def look(notes: Notebook) -> None:
    """An introduction goes at once, what else there is to say within an hour of office time."""
    for one in notes.introductions:
        if one.notice_due:
            _give_notice(notes, one)
        if one.is_over or one.stopped_by:
            _leave(notes, one)
            continue
        excused_at = notes.excused.get((one.rule, one.about))
        if excused_at is not None and (one.failed or not one.was_sent):
            if not one.was_excused:
                one.was_excused = True
                notes.verdict(one.rule, one.about, "excused", one.due, excused_at, "coordinator")
            continue
        if one.goes_at > notes.now:
            continue
        one.reader = one.reader or _reader(notes, one)
        if one.failed and not one.was_escalated and one.due <= notes.now - FIVE_MINUTES:
            one.was_escalated = True
            step = "not-introduced" if one.rule == "introduction" else "not-delivered"
            notes.take([Step(one.rule, step, one.due, one.about, None, True, _is_owed(notes, one))])
        elif not one.failed and not one.was_sent and (_is_at_once(notes, one) or notes.office.is_polite(notes.now)):
            _send(notes, one)


def _leave(notes: Notebook, one: Introduction) -> None:
    """What was decided leaves when it can, though its pair has parted: it is the introduction of nobody any more."""
    waits = one.is_over and not (one.stopped_by or one.was_sent or one.failed or one.was_excused)
    if waits and one.reader is not None and notes.office.is_polite(notes.now):
        one.was_sent = notes.goes(
            one.reader, Sent(str(day(notes.now)), one.reader.address, f"{one.rule}/{_step(notes, one)}", one.about)
        )
        one.failed = not one.was_sent


def _is_at_once(notes: Notebook, one: Introduction) -> bool:
    return one.rule == "introduction" and not notes.story.notices


def _give_notice(notes: Notebook, one: Introduction) -> None:
    """Whoever reads for the officer is told, within an hour of office time."""
    one.notice_due = False
    notes.take([Step(one.rule, "notice", notes.now, one.about, notes.police_reader(one.council))])


def _is_owed(notes: Notebook, one: Introduction) -> Callable[[], bool]:
    return lambda: (
        (one.failed or not one.was_sent)
        and not (one.is_over or one.stopped_by)
        and (one.rule, one.about) not in notes.excused
    )


def _send(notes: Notebook, one: Introduction) -> None:
    reader = one.reader
    assert reader is not None
    one.was_sent = notes.goes(
        reader, Sent(str(day(notes.now)), reader.address, f"{one.rule}/{_step(notes, one)}", one.about)
    )
    one.failed = not one.was_sent
    if one.was_sent:
        _is_made(notes, one)


def _step(notes: Notebook, one: Introduction) -> str:
    return "introduction" if notes.story.notices and one.rule in _LETTERS else _STEPS[one.rule]


def _is_made(notes: Notebook, one: Introduction) -> None:
    outcome, tells = "met" if notes.now <= one.due else "late", "answered" if one.was_escalated else ""
    notes.verdict(one.rule, one.about, outcome, one.due, notes.now, "coordinator", tells=tells)


def _reader(notes: Notebook, one: Introduction) -> Person:
    row = notes.rows[one.council]
    to_officer = one.rule == "introduction-to-officer"
    reader = notes.police_reader(row.name) if to_officer else notes.reader_of(row.plr, row.name)
    assert reader is not None
    return reader


@happens.register
def stops_introduction(event: told.StopsIntroduction, notes: Notebook) -> None:
    """What has gone cannot be stopped; else it ends as excused, and the coordinator is told."""
    one = _letter(notes, event)
    if not one.was_sent:
        one.stopped_by = event.name
        if not one.is_over:
            notes.verdict(one.rule, one.about, "excused", one.due, event.at, "coordinator")
        notes.is_news("stopped", one.council, lambda: one.stopped_by == event.name)
    notes.send(event.by, "introduction-stopped", event.name)


@happens.register
def introduces_themselves(event: told.IntroducesThemselves, notes: Notebook) -> None:
    """What they reply they are shown first; what they write by a link goes as it is."""
    if event.is_shown:
        notes.send(event.by, "draft", event.name)
    else:
        _in_their_words(notes, event, event.name)


@happens.register
def sends_introduction(event: told.SendsIntroduction, notes: Notebook) -> None:
    _in_their_words(notes, event, event.message)
    notes.send(event.by, "draft-sent", event.name)


def _in_their_words(notes: Notebook, event: told.AnswersNotice, message: str) -> None:
    """It is a contact, and the introduction where that has not gone."""
    one = _letter(notes, event)
    if notes.send(notes.reader_of(notes.rows[event.council].plr, event.council), "relay", message):
        contact(notes, event.council, event.at)
        if not (one.was_sent or one.is_over or one.stopped_by):
            one.was_sent = True
            _is_made(notes, one)


def _letter(notes: Notebook, event: told.AnswersNotice) -> Introduction:
    """Give the introduction that they answer the notice of."""
    letters = (one for one in notes.introductions if one.rule in _LETTERS and one.council == event.council)
    return next(one for one in letters if one.noted_at >= event.since)


def came_back(notes: Notebook, council: str) -> None:
    """It is still owed, and the coordinator is told when its day has passed."""
    sent = [one for one in notes.introductions if (one.rule, one.council) == ("introduction", council) and one.was_sent]
    sent[-1].failed = True


def try_again(notes: Notebook, person: Person) -> None:
    """What did not reach somebody goes again by itself when their address is corrected."""
    again = [
        one for one in notes.introductions if _is_owed(notes, one)() and one.failed and _reader(notes, one) == person
    ]
    notes.introductions = [one for one in notes.introductions if one not in again]
    for one in again:
        one.is_over = True
        _owe(notes, one.rule, one.council, notes.now)
        _stands_for(notes, one, notes.introductions[-1])
    look(notes)


def _stands_for(notes: Notebook, before: Introduction, one: Introduction) -> None:
    """What the coordinator was told of, or is to be told of, has another day now."""
    one.was_escalated = before.was_escalated
    if before.was_escalated:
        old, new = (before.rule, before.about), (one.rule, one.about)
        notes.open_promises[new] = _is_owed(notes, one)
        for keys in (notes.told_before, notes.seen):
            keys |= {new} if old in keys else set()
        for news in notes.news:
            if news.key == old and news.heading == "open":
                news.key, news.still = new, _is_owed(notes, one)
