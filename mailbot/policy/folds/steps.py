"""Folds of steps, verdicts, digests and alarms."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection
from operator import attrgetter

from mailbot.model.facts import (
    AlarmRaised,
    DeputyTold,
    DigestSent,
    Fact,
    MessageHeld,
    Outcome,
    StepTaken,
    VerdictGiven,
)
from mailbot.policy.digest_line import Key, key_of
from mailbot.policy.entries import Told
from mailbot.policy.folds.dispatch import fold, take_back
from mailbot.policy.state import State


@fold.register
def _step_taken(fact: StepTaken, state: State, number: int) -> None:
    state.steps[(fact.rule, fact.obligation)].append(fact)
    if fact.escalates:
        state.untold[number] = fact


@fold.register
def _verdict_given(fact: VerdictGiven, state: State, number: int) -> None:
    corrected = state.verdicts.get((fact.rule, fact.obligation))
    if corrected is not None:
        state.history[(fact.rule, corrected.liaison)].remove(corrected)
    state.verdicts[(fact.rule, fact.obligation)] = fact
    state.open_again.pop((fact.rule, fact.obligation), None)
    insort(state.history[(fact.rule, fact.liaison)], fact, key=attrgetter("started_at"))
    if fact.obligation in state.open_questions:
        state.open_questions[fact.obligation].verdicts.append(fact)
        state.close(state.open_questions[fact.obligation])
    if fact.obligation in state.introductions:
        state.introductions[fact.obligation].judged_by.add(fact.rule)
    escalated = any(step.escalates for step in state.steps[(fact.rule, fact.obligation)])
    if escalated or fact.outcome in (Outcome.LAPSED, Outcome.EXCUSED):
        state.untold[number] = fact
    state.touched.add(fact.liaison)


@take_back.register
def _verdict_not_corrected(fact: VerdictGiven, state: State) -> None:
    """What the coordinator excused when it was over is judged anew, without their word."""
    if state.verdicts.get((fact.rule, fact.obligation)) == fact:
        state.withdraw(fact)
    state.touched.add(fact.liaison)


@fold.register
def _digest_sent(fact: DigestSent, state: State, number: int) -> None:
    told_until = state.last_digest_at or fact.happened_at
    state.last_digest_at = fact.happened_at
    state.digests[fact.thread] = fact
    lines = {key_of(line): Told(fact.happened_at, line.liaison) for line in fact.lines}
    before = {known: one for known, one in state.untold.items() if known <= fact.up_to}
    state.told_last = {known: one for known, one in before.items() if not _was_left_out(one, lines, state)}
    state.untold = {known: one for known, one in state.untold.items() if known not in state.told_last}
    state.told_again = {key: at for key, at in state.open_again.items() if key in lines}
    state.open_again = {key: at for key, at in state.open_again.items() if key not in lines and at > told_until}
    state.told = {key: one for key, one in (lines | state.told).items() if _is_open(key, state)}


def _was_left_out(fact: Fact, lines: Collection[Key], state: State) -> bool:
    """Whether a digest did not tell it, for the coordinator had put it off: it is still to be told."""
    match fact:
        case StepTaken():
            key = (fact.rule, fact.obligation)
        case MessageHeld():
            key = ("", fact.message)
        case _:
            return False
    return key in state.snoozed and key not in lines and _is_open(key, state)


def _is_open(key: Key, state: State) -> bool:
    rule, about = key
    return key not in state.verdicts if rule else about in state.held


@fold.register
def _deputy_told(fact: DeputyTold, state: State, number: int) -> None:
    state.digests[fact.thread] = fact
    state.deputy_told.update(key_of(line) for line in fact.lines)


@fold.register
def _alarm_raised(fact: AlarmRaised, state: State, number: int) -> None:
    state.untold[number] = fact
    if fact.ended:
        state.alarms.pop(fact.alarm, None)
    else:
        state.alarms[fact.alarm] = fact
