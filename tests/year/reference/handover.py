"""The promises that a change of PLR is confirmed before it holds, and that a council whose PLR is missing is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from tests.year import story as told
from tests.year.reference.clock import months_later
from tests.year.reference.notebook import COORDINATOR, DEPUTY, FIVE_MINUTES, Notebook, happens
from tests.year.reference.records import Gap, Handover, Step
from tests.year.reference.roster import take_over
from tests.year.story import Person, day, local


@happens.register
def announces(event: told.Announces, notes: Notebook) -> None:
    """Whoever speaks for the council is asked whether it is so: who wrote it, if they do, else the PLR or the Clerk."""
    row = notes.rows[event.council]
    from_on = max(event.from_on or day(event.at), day(event.at))
    change = Handover(event.name, event.council, row.plr, event.successor, from_on, event.at)
    change.meanwhile = event.meanwhile
    notes.handovers[event.name] = change
    there = [one for one in (row.plr, row.clerk) if notes.is_there(one, row.name)]
    asked = event.by if event.by in there else next(iter(there), None)
    if asked is not None:
        notes.send(asked, "plr-change-asked", event.name)
    else:
        notes.send(COORDINATOR, "plr-change-decide", event.name)


@happens.register
def says_whether_so(event: told.SaysWhetherSo, notes: Notebook) -> None:
    _end(notes, event, notes.handovers[event.change])
    notes.send(event.by, "plr-change-noted", event.name)


@happens.register
def decides(event: told.Decides, notes: Notebook) -> None:
    _end(notes, event, notes.handovers[event.change])
    notes.send(COORDINATOR, "plr-change-decided", event.name)


@happens.register
def agrees_to_pass_on(event: told.AgreesToPassOn, notes: Notebook) -> None:
    """What they wrote of what is still open goes to the next PLR on their day, or now where that has come."""
    change = notes.handovers[event.change]
    change.words_are_free = True
    if change.has_begun:
        _pass_words(notes, change, notes.rows[change.council].plr)
    notes.send(event.by, "words-released", event.name)


def _pass_words(notes: Notebook, change: Handover, reader: Person | None) -> None:
    for question in notes.questions.values():
        if question.council == change.council and question.asker == change.plr and question.closed_at is None:
            for message in question.messages:
                notes.send(reader, "relay", message)


def _end(notes: Notebook, event: told.SaysWhetherSo | told.Decides, change: Handover) -> None:
    if change.ended_at is None:
        change.ended_at, change.is_so = notes.now, event.yes
        if event.yes and change.successor is None and change.plr is not None:
            from_at = max(notes.now, local(f"{change.from_on} 00:00"))
            notes.gaps.append(Gap(change.council, change.plr, "notice", from_at))
        if event.yes and change.from_on > day(notes.now):
            change.is_announced = True
            officer = notes.officer(change.council)
            notes.send(officer and notes.stand_in(officer), "plr-change-ahead", event.name)


@happens.register
def says_left(event: told.SaysLeft, notes: Notebook) -> None:
    """From now on nothing goes to the PLR any more."""
    plr = notes.rows[event.council].plr
    assert plr is not None
    notes.gaps.append(Gap(event.council, plr, "left", notes.now))


@happens.register
def says_stays(event: told.SaysStays, notes: Notebook) -> None:
    _is_answered(notes, event.council)
    notes.send(event.by, "plr-stays-noted", event.name)


def _is_answered(notes: Notebook, council: str) -> None:
    """Whatever was asked about the PLR is answered."""
    for gap in notes.gaps:
        if gap.council == council and gap.ended_at is None:
            gap.ended_at = notes.now


def look(notes: Notebook) -> None:
    """Whose day has come takes over; of what nobody has confirmed the Clerk is asked, then the coordinator."""
    for change in notes.handovers.values():
        row = notes.rows[change.council]
        begins_at = notes.office.opens(change.from_on)
        if change.is_so and change.successor and not change.has_begun and begins_at <= notes.now:
            change.has_begun = True
            assert change.ended_at is not None
            paired_at = max(begins_at, change.ended_at)
            take_over(notes, replace(row, plr=change.successor), paired_at, is_told=change.is_announced)
            if change.words_are_free:
                _pass_words(notes, change, change.successor)
            notes.leave()
        if change.judged:
            continue
        due = notes.office.after(change.proposed_at, 5)
        if change.ended_at is not None:
            change.judged = True
            outcome = "met" if change.ended_at <= due else "late"
            tells = "answered" if notes.was_escalated("change-of-plr", change.name) else ""
            notes.verdict("change-of-plr", change.name, outcome, due, change.ended_at, "coordinator", tells=tells)
            continue
        asked_at = notes.office.after(change.proposed_at, 2)
        steps = [(0, Step("change-of-plr", "clerk", asked_at, change.name, _clerk(notes, change.council)))]
        steps += _told(notes, "change-of-plr", change.name, due, lambda change=change: not change.judged)
        _take(notes, change, steps)


def look_for_missing(notes: Notebook) -> None:
    """The Clerk is asked who the PLR is, and again; when it is due the coordinator is asked, and told."""
    _notice_silence(notes)
    _notice_dead_addresses(notes)
    for gap in notes.gaps:
        if gap.judged:
            continue
        if gap.ended_at is not None and gap.ended_at < gap.started_at:
            gap.judged = True  # who comes was known before they went
            continue
        due = notes.office.after(gap.started_at, 5)
        about = f"{gap.council}, due {day(due)}"
        if gap.ended_at is not None:
            gap.judged = True
            outcome = "met" if gap.ended_at <= due else "late"
            tells = "answered" if notes.was_escalated("missing-plr", about) else ""
            notes.verdict("missing-plr", about, outcome, due, gap.ended_at, "coordinator", tells=tells)
            continue
        clerk = _clerk(notes, gap.council)
        steps = [
            (0, Step("missing-plr", "clerk", gap.started_at, about, clerk)),
            (0, Step("missing-plr", "reminder", notes.office.open_before(due, 2), about, clerk)),
        ]
        steps += _told(notes, "missing-plr", about, due, lambda gap=gap: not gap.judged)
        _take(notes, gap, steps)


def _told(notes: Notebook, rule: str, about: str, due: datetime, is_open: object) -> Iterator[tuple[int, Step]]:
    assert callable(is_open)
    yield 0, Step(rule, "coordinator", due, about, COORDINATOR, True, is_open)
    at, n = notes.office.close_after(due, 5), 0
    while at <= notes.now:
        yield n, Step(rule, "still", at, about, None, True, is_open)
        at, n = notes.office.close_after(at, 5), n + 1


def _take(notes: Notebook, of: Gap | Handover, steps: list[tuple[int, Step]]) -> None:
    came = [(n, one) for n, one in steps if one.at <= notes.now - FIVE_MINUTES and (one.name, n) not in of.taken]
    of.taken |= {(one.name, n) for n, one in came}
    notes.take([one for _, one in came])


def _clerk(notes: Notebook, council: str) -> Person:
    clerk = notes.rows[council].clerk
    return clerk if clerk is not None and clerk != notes.rows[council].plr and not notes.away(clerk) else DEPUTY


def _notice_dead_addresses(notes: Notebook) -> None:
    """Whose address does not exist the council is asked about, once, until it answers or the address is corrected."""
    for name, row in notes.roster().items():
        gaps = [one for one in notes.gaps if (one.council, one.why) == (name, "dead")]
        died_at = notes.without_address.get(row.plr.name) if row.plr and not row.programme else None
        if died_at is None:
            for gap in gaps:
                gap.ended_at = gap.ended_at or notes.now
        elif row.plr and not any(one.plr.name == row.plr.name and one.started_at >= died_at for one in gaps):
            notes.gaps.append(Gap(name, row.plr, "dead", notes.now))


def _notice_silence(notes: Notebook) -> None:
    """Of whom nothing was heard for six months the council is asked, until there is word of them."""
    for name, row in notes.roster().items():
        if row.plr is None or row.contact_by != "email" or row.programme:
            continue
        heard_at = notes.heard[name]
        begins_at = months_later(heard_at, 6)
        gaps = [one for one in notes.gaps if one.council == name]
        known = [heard_at, *(one.started_at for one in gaps if one.why != "silent")]
        silences = [one for one in gaps if one.why == "silent"]
        for gap in silences:
            if gap.ended_at is None and max(known) > gap.started_at:
                gap.ended_at = max(known)
            elif gap.ended_at is None and begins_at > gap.started_at:
                gap.judged = True  # it is known by now that they were not silent
        if max(known) == heard_at and begins_at <= notes.now and begins_at not in [one.started_at for one in silences]:
            notes.gaps.append(Gap(name, row.plr, "silent", begins_at))
