"""Meetings handed over: what is arranged passes to whoever is officer or PLR of the council now. Pure.

Whoever it was with before has it taken out of their calendar; the day, and what others answered, stay as they are.
Source: expectations, paragraphs 4 and 7; RFC 5546 section 3.2.5.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from mailbot.model.facts import Fact, LiaisonChanged, MeetingArranged
from mailbot.policy.change_of_plr import speakers
from mailbot.policy.decision import Decision
from mailbot.policy.invitations import entry, meeting_letter, standing, taken_out
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
        decision += taken_out(fact, fact.officer, officer, now, polite_hours=True)
        told = {**_invited(passed), "what": "arranged", "before": fact.officer}
        decision += meeting_letter(passed, "meeting-arranged", officer, told, now, polite_hours=True)
    if plr != fact.plr and plr is not None and fact.plr is not None:
        if fact.plr in speakers(row.liaison, state):
            decision += taken_out(fact, fact.plr, plr, now, polite_hours=True)
        if passed.plr is not None:
            decision += meeting_letter(
                passed, "meeting-invitation", passed.plr, _invited(passed), now, polite_hours=True
            )
    return decision


def _invited(fact: MeetingArranged) -> dict[str, object]:
    return {"invitation": entry(fact, "REQUEST"), "thread": fact.thread, "moved_from": None}
