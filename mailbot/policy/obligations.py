"""Obligations: what the rules and the facts say is owed, when it is due and how it ended. Computed, never stored.

The engine is one shape for every rule (design, The idea that makes it simple): each kind of subject says when its
obligation started and what met it; the rest follows from the rule file and the working calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from mailbot.model.facts import Outcome, VerdictGiven
from mailbot.model.ids import COORDINATOR, made_id
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule
from mailbot.policy.state import State
from mailbot.policy.working_time import Calendar, Deadline, deadline


@dataclass(frozen=True, slots=True)
class Obligation:
    """One promise to one person that is open, or was met and has no verdict yet."""

    rule: Rule
    id: str
    liaison: str
    started_at: datetime
    deadline: Deadline
    plr: str
    officer: str | None
    met_at: datetime | None = None
    arming: int = 0
    """How often a reassignment has armed its steps anew (design, Words: Step)."""
    suspended: bool = False
    """Whether a held message may meet it, so that it must not escalate (law 5)."""

    @property
    def owner(self) -> str | None:
        """Name whose time it is, as the rule says; None while nobody holds that place."""
        match self.rule.owner:
            case "officer":
                return self.officer
            case "coordinator":
                return COORDINATOR


def obligations(programme: Programme, state: State) -> Iterator[Obligation]:
    """Compute every obligation without a verdict; what began before `live_from` is not owed."""
    for rule in programme.rules:
        for obligation in _EACH[rule.each](rule, state, programme.calendar):
            if obligation.started_at >= programme.live_from:
                yield obligation


def verdict(obligation: Obligation, state: State, calendar: Calendar, now: datetime) -> VerdictGiven:
    """Close an obligation that was met, with the versions that judged it; in time is at or before the deadline."""
    assert obligation.met_at is not None
    due_by = obligation.deadline.due_by
    return VerdictGiven(
        happened_at=obligation.met_at,
        recorded_at=now,
        rule=obligation.rule.name,
        obligation=obligation.id,
        liaison=obligation.liaison,
        plr=obligation.plr,
        started_at=obligation.started_at,
        outcome=Outcome.MET if obligation.met_at <= due_by else Outcome.LATE,
        due_by=due_by,
        ended_at=obligation.met_at,
        owner=obligation.owner,
        rule_version=obligation.rule.version,
        roster_version=state.roster_version,
        calendar_version=calendar.version,
    )


def pair_obligation(liaison: str, plr: str, officer: str, paired_at: datetime) -> str:
    """Name the obligation that begins with a pair; the same two people paired anew later are another one."""
    return made_id("o", liaison, plr, officer, paired_at.isoformat())


def _of_questions(rule: Rule, state: State, calendar: Calendar) -> Iterator[Obligation]:
    for id_, question in state.open_questions.items():
        asked = question.asked
        if asked.in_doubt:
            continue
        yield Obligation(
            rule=rule,
            id=id_,
            liaison=asked.liaison,
            started_at=asked.happened_at,
            deadline=deadline(calendar, asked.happened_at, rule.due),
            plr=asked.plr,
            officer=state.officer_of(question),
            met_at=question.answer.happened_at if question.answer else None,
            arming=state.reassignments(question),
            suspended=state.may_be_answered_by_held_mail(question),
        )


def _of_pairs(rule: Rule, state: State, calendar: Calendar) -> Iterator[Obligation]:
    for id_, liaison in state.liaisons.items():
        if liaison.ended or liaison.pair is None or liaison.row.contact_by != "email":
            continue
        plr, officer = liaison.pair
        obligation = pair_obligation(id_, plr, officer, liaison.paired_at)
        if (rule.name, obligation) in state.verdicts:
            continue
        yield Obligation(
            rule=rule,
            id=obligation,
            liaison=id_,
            started_at=liaison.paired_at,
            deadline=deadline(calendar, liaison.paired_at, rule.due),
            plr=plr,
            officer=officer,
            met_at=liaison.introduced_at,
        )


_EACH = {"question": _of_questions, "liaison": _of_pairs}
