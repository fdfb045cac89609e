"""Due steps: what the timelines of open obligations ask to be done by now (design, Words: Step).

Steps are decided by what was recorded. Those of a rule that mail can meet are taken as of the watermark, never
while we are blind (law 5). A step's key is rule, obligation, step name, occurrence, deadline and what had armed it; a
deadline moved by an edit of calendar or rule moves only untaken steps, and a hold, an absence or a reassignment arms
them all anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from mailbot.model.facts import VerdictGiven
from mailbot.policy.days_mail import on_the_day
from mailbot.policy.decision import Decision
from mailbot.policy.moments import moment
from mailbot.policy.obligation import Obligation
from mailbot.policy.obligations import obligations, verdict
from mailbot.policy.programme import Programme
from mailbot.policy.rule_words import Anchor
from mailbot.policy.rules import Rule, Step
from mailbot.policy.state import State
from mailbot.policy.step_mails import DueStep, step_mails
from mailbot.policy.working_time import Amount, Calendar, step_instant

_AFTER_A_MEETING = Amount.parse("10 working days")
"""What is left out because a meeting is arranged comes so long after it, if nobody said what became of it."""
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def take_steps(programme: Programme, state: State, *, now: datetime, watermark: datetime) -> Decision:
    """Close what was met or has lapsed, and take every step that is due among all obligations."""
    return take_steps_of(obligations(programme, state), programme, state, now=now, watermark=watermark)


def take_steps_of(
    owed: Iterable[Obligation], programme: Programme, state: State, *, now: datetime, watermark: datetime
) -> Decision:
    """Do so among these; mails to one reader on one day are one mail where the rule says so."""
    calendar = programme.calendar
    verdicts: list[VerdictGiven] = []
    due: list[DueStep] = []
    for obligation in owed:
        seen_until = seen(obligation.rule, now, watermark)
        if obligation.met_at is None:
            due.extend(due_steps(obligation, state, calendar, seen_until))
        if _ends_at(obligation) <= seen_until:
            verdicts.append(verdict(obligation, state, calendar, now))
    due.sort(key=lambda step: step.at)
    taken = tuple(step.taken(now) for step in due)
    closed = {(one.rule, one.obligation) for one in verdicts}
    owed_still = [step for step in due if (step.obligation.rule.name, step.obligation.id) not in closed]
    return Decision((*verdicts, *taken)) + step_mails(owed_still, programme, state, now)


def seen(rule: Rule, now: datetime, watermark: datetime) -> datetime:
    """Give the instant as of which a rule is judged: what mail can meet, as of the watermark (law 5)."""
    return min(now, watermark) if rule.waits_for_mail else now


def due_steps(obligation: Obligation, state: State, calendar: Calendar, until: datetime) -> list[DueStep]:
    """List the untaken steps of an obligation whose moment is not after `until`, in the order of their moments."""
    armed_by, stands_since = obligation.armed_by_then(until), obligation.stands_since(until)
    done = _taken(obligation, armed_by, state)
    due = [
        DueStep(obligation, step, occurrence, at, armed_by, moment(step.at, obligation, calendar))
        for step in obligation.rule.step
        if obligation.over_at is None and not _is_suspended(step, obligation)
        for occurrence, at in occurrences(step, obligation, calendar, until, stands_since)
        if (step.name, occurrence) not in done
    ]
    return sorted(due, key=lambda step: step.at)


def next_moment(obligation: Obligation, state: State, calendar: Calendar, seen_until: datetime) -> datetime:
    """Say when an obligation next asks for something: for its verdict where it was met, else for its next untaken step.

    A cover who begins later than `seen_until` arms them anew.
    """
    if obligation.met_at is not None:
        return _ends_at(obligation)
    to_come = [cover.begins_at for cover in obligation.covers if cover.begins_at > seen_until]
    moments = [
        *_untaken(obligation, seen_until, state, calendar),
        *(max(at, begins_at) for begins_at in to_come for at in _untaken(obligation, begins_at, state, calendar)),
    ]
    return min([*moments, _ends_at(obligation)])


def _ends_at(obligation: Obligation) -> datetime:
    """Say as of when an obligation can be judged: all that was written before its end has been read by then (law 5)."""
    if obligation.met_at is not None:
        return max(obligation.met_at, obligation.noted_at or obligation.met_at)
    return obligation.lapses_at or _END_OF_TIME


def _untaken(obligation: Obligation, instant: datetime, state: State, calendar: Calendar) -> Iterator[datetime]:
    """Give the moment of each step's first occurrence that was not taken, as they are armed at an instant.

    A suspended one waits for a fact.
    """
    taken = _taken(obligation, obligation.armed_by_then(instant), state)
    stands_since = obligation.stands_since(instant)
    for step in obligation.rule.step:
        if obligation.over_at is not None or _is_suspended(step, obligation):
            continue
        for occurrence, at in occurrences(step, obligation, calendar, _END_OF_TIME, stands_since):
            if (step.name, occurrence) not in taken:
                yield at
                break


def _is_suspended(step: Step, obligation: Obligation) -> bool:
    """Whether a step waits: a held message may be the answer, and nobody is told then that there is none (law 5).

    What an officer is asked about a council waits until there is somebody of it to write to.
    """
    if obligation.suspended and (step.escalate or step.to == "plr"):
        return True
    return obligation.nobody_named and not step.escalate and step.to == "officer"


def _taken(obligation: Obligation, armed_by: tuple[str, ...], state: State) -> set[tuple[str, int]]:
    """Name the steps that were taken; a PLR is told once of a question's date, whoever the officer is meanwhile."""
    rule, is_question = obligation.rule, obligation.rule.each == "question"
    to_plr = {step.name for step in rule.step if step.to == "plr" and is_question}
    return {
        (name, taken.occurrence)
        for taken in state.steps.get((rule.name, obligation.id), ())
        for name in (rule.name_now(taken.step),)
        if taken.armed_by == armed_by or (name in to_plr and taken.due_by == obligation.deadline.due_by)
    }


def occurrences(
    step: Step, obligation: Obligation, calendar: Calendar, until: datetime, stands_since: datetime
) -> Iterator[tuple[int, datetime]]:
    """Give each time that a step comes, not after `until`: its number from 0, and the moment.

    `stands_since` is since when the step stands as it does; no step of an officer's day comes earlier.
    """
    is_planned = step.at.anchor is Anchor.PLAN
    if (step.unless == "answered" and obligation.answered) or (is_planned and obligation.planned_at is None):
        return
    at = _spread(moment(step.at, obligation, calendar), step, obligation, calendar)
    if step.unless == "arranged" and obligation.planned_at is not None:
        passed_at = step_instant(calendar, obligation.planned_at, _AFTER_A_MEETING, before=False)
        at, stands_since = max(at, passed_at), max(stands_since, passed_at)
    # each day that is arranged is an occurrence of its own
    first, occurrence = at, max(obligation.arranged - 1, 0) if is_planned else 0
    while (moved := on_the_day(at, step, obligation, calendar, stands_since)) <= until:
        yield occurrence, moved
        if step.every is None:
            return
        occurrence += 1
        at = step_instant(calendar, first, step.every.times(occurrence), before=False)


def _spread(at: datetime, step: Step, obligation: Obligation, calendar: Calendar) -> datetime:
    """Put a step off by some working days, so that those of many liaisons do not all come on one day."""
    if not step.spread:
        return at
    days = int.from_bytes(obligation.liaison.encode()) % (step.spread + 1)
    return calendar.opening(calendar.working_day(calendar.local_day(at), days)) if days else at
