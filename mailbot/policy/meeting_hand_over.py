"""Meetings handed over: what is arranged passes to whoever is officer or PLR of the council now. Pure.

Whoever it was with before has it taken out of their calendar; the day, and what others answered, stay as they are.
Source: expectations, paragraphs 4 and 7; RFC 5546 section 3.2.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from mailbot.model.facts import Fact, LiaisonChanged, MeetingArranged
from mailbot.policy.change_of_plr import speakers
from mailbot.policy.decision import Decision
from mailbot.policy.invitations import entry, standing
from mailbot.policy.letter import letter
from mailbot.policy.programme import Programme
from mailbot.policy.state import State


def meetings_handed_over(facts: Iterable[Fact], state: State, programme: Programme, now: datetime) -> Decision:
    """Pass what is arranged on to new officers and new PLRs; `state` is as it was before these roster facts.

    Where nobody is named yet, it waits for whoever comes next.
    """
    today, decision = programme.calendar.local_day(now), Decision()
    for row in facts:
        if not isinstance(row, LiaisonChanged) or row.liaison not in state.liaisons:
            continue
        fact = standing(state, row.council, today)
        if fact is not None and fact.liaison == row.liaison and fact.thread and fact.is_invited_to:
            decision += _handed_over(fact, row, state, now)
    return decision


def _handed_over(fact: MeetingArranged, row: LiaisonChanged, state: State, now: datetime) -> Decision:
    before = state.liaisons[row.liaison].row
    was_theirs = fact.officer == before.officer or state.was_officer(fact.officer, row.liaison)
    officer = row.officer if row.officer and was_theirs else fact.officer
    is_theirs = fact.plr is not None and fact.plr == before.plr
    plr = row.plr if row.plr and is_theirs else fact.plr
    if (officer, plr) == (fact.officer, fact.plr):
        return Decision()
    passed = replace(fact, recorded_at=now, officer=officer, plr=plr if row.contact_by == "email" else None)
    decision = Decision((passed,))
    if officer != fact.officer:
        decision += _taken_out(fact, fact.officer, officer, now)
        told = {**_invited(passed), "what": "arranged", "before": fact.officer}
        decision += _mail(passed, "meeting-arranged", officer, now, told, is_desk=True)
    if plr != fact.plr and plr is not None and fact.plr is not None:
        if fact.plr in speakers(row.liaison, state):
            decision += _taken_out(fact, fact.plr, plr, now)
        if passed.plr is not None:
            decision += _mail(passed, "meeting-invitation", passed.plr, now, _invited(passed))
    return decision


def _invited(fact: MeetingArranged) -> dict[str, object]:
    return {"invitation": entry(fact, "REQUEST"), "thread": fact.thread, "moved_from": None}


def _taken_out(fact: MeetingArranged, former: str, successor: str, now: datetime) -> Decision:
    """Take a meeting out of the calendar of somebody whose it is no more."""
    data = {"invitation": entry(fact, "CANCEL"), "successor": successor, "for_plr": former == fact.plr}
    return _mail(fact, "meeting-passed-on", former, now, data, is_desk=former == fact.officer)


def _mail(
    fact: MeetingArranged,
    template: str,
    reader: str,
    now: datetime,
    data: Mapping[str, object],
    *,
    is_desk: bool = False,
) -> Decision:
    key = f"{template}:{fact.meeting}:{fact.sequence}:{reader}:{now.isoformat()}"
    return letter(
        key,
        reader,
        template,
        data,
        liaison=None if is_desk else fact.liaison,
        about=(fact.thread,) if is_desk else (),
        happened_at=now,
        recorded_at=now,
        polite_hours=True,
    )
