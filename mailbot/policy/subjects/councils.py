"""Councils: the police owe each a visit to a meeting every so often, through every change of people. Pure.

The time counts from the last attendance, or from the day of an excuse, else from when the council joined. One that
joined before the programme was live and has no known attendance, or one too long ago, is due at some time of the first
year, so that not all are due at once. Source: expectations, paragraph 4; design, Time (live_from).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from mailbot.model.facts import Outcome
from mailbot.model.ids import made_id
from mailbot.policy.meetings import Attendance, Meetings
from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule
from mailbot.policy.state import State
from mailbot.policy.working_time import Calendar, Deadline

_AT_LEAST, _FIRST_YEAR = timedelta(days=30), 365
"""The first meetings are spread over the first year, but for its first month."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The time up to the next attendance; `since_on` names it, and `name` what follows one on that very day."""

    since_on: date
    started_at: datetime
    deadline: Deadline
    name: str = ""


def of_councils(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """The attendances that a council is owed, asked of the one liaison that stands for it."""
    row, calendar = state.liaisons[id_].row, programme.calendar
    meetings = state.meetings[row.council]
    if id_ != _standing(meetings, state, row.programme):
        return
    for stretch, met in _stretches(rule, row.council, state, programme):
        obligation = _named(rule, row.council, stretch)
        arranged_on = meetings.arranged_on
        is_arranged = arranged_on is not None and arranged_on > stretch.since_on and met is None
        if (rule.name, obligation) not in state.verdicts:
            yield Obligation(
                rule=rule,
                id=obligation,
                liaison=id_,
                started_at=stretch.started_at,
                known_at=meetings.noted_at,
                deadline=stretch.deadline,
                plr=row.plr or "",
                officer=row.officer,
                duty=row.duty,
                nobody_named=row.plr is None and row.clerk is None,
                met_at=max(met.ended_at(calendar), stretch.started_at) if met else None,
                noted_at=met.known_at if met else None,
                armed_by=_changes_since(stretch.started_at, meetings.officers[row.programme]),
                planned_at=calendar.opening(arranged_on) if arranged_on and is_arranged else None,
                arranged=len(meetings.arranged) if is_arranged else 0,
            )


def of_requests(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """What PLRs have asked for in a liaison, until something came of it."""
    liaison, calendar = state.liaisons[id_], programme.calendar
    meetings = state.meetings[liaison.row.council]
    for request in meetings.requests:
        if request.liaison != id_ or (rule.name, request.message) in state.verdicts:
            continue
        came = [(known, at) for kind, at, known in meetings.meeting(request, calendar) if kind in rule.met_by]
        noted_at, met_at = min(came, default=(None, None))
        yield Obligation(
            rule=rule,
            id=request.message,
            liaison=id_,
            started_at=request.happened_at,
            known_at=request.recorded_at,
            deadline=rule.deadline(calendar, request.happened_at),
            plr=request.plr,
            officer=liaison.row.officer,
            duty=liaison.row.duty,
            nobody_named=liaison.row.plr is None and liaison.row.clerk is None,
            met_at=met_at,
            noted_at=noted_at,
            armed_by=_changes_since(request.happened_at, liaison.officers),
        )


def _changes_since(started_at: datetime, officers: Sequence[tuple[datetime, str | None]]) -> tuple[str, ...]:
    """Name each change of officer since by its instant: each is prompted as if nobody had been (Words: Step)."""
    return tuple(since.isoformat() for since, _ in officers[1:] if since > started_at)


def _stretches(
    rule: Rule, council: str, state: State, programme: Programme
) -> Iterator[tuple[_Stretch, Attendance | None]]:
    """Give each stretch with the attendance that ended it; one that was excused is followed by the next at once.

    What is noted of a day before the one from which a stretch counts ends nothing.
    """
    meetings, calendar = state.meetings[council], programme.calendar
    attended = [one for one in meetings.attendances if one.on >= calendar.local_day(programme.live_from)]
    stretch = first = _first(rule, council, state, programme)
    for met in (*attended, None):
        while met is None or met.on > stretch.since_on or stretch is first:
            yield stretch, met
            excused_on = _excused_on(rule, council, stretch, state, calendar)
            if excused_on is None:
                break
            stretch = _after(rule, excused_on, programme)
        else:
            continue
        if met is not None:
            is_same_day = met.on == first.since_on
            stretch = replace(_after(rule, met.on, programme), name="attended" if is_same_day else "")


def _excused_on(rule: Rule, council: str, stretch: _Stretch, state: State, calendar: Calendar) -> date | None:
    """Give the day of the excuse that ended a stretch, if it is one from which the next can count."""
    verdict = state.verdicts.get((rule.name, _named(rule, council, stretch)))
    if verdict is None or verdict.outcome is not Outcome.EXCUSED:
        return None
    excused_on = calendar.local_day(verdict.ended_at)
    return excused_on if excused_on > stretch.since_on else None


def _named(rule: Rule, council: str, stretch: _Stretch) -> str:
    return made_id("o", rule.name, council, stretch.since_on.isoformat(), *filter(None, [stretch.name]))


def _standing(meetings: Meetings, state: State, programme: str) -> str | None:
    """Name the liaison of a programme that a council has now, or had at the last."""
    standing = (id_ for id_ in sorted(meetings.liaisons) if state.liaisons[id_].row.programme == programme)
    return next(standing, meetings.ended_last.get(programme))


def _after(rule: Rule, on: date, programme: Programme) -> _Stretch:
    attended_at = programme.calendar.noon(on)
    deadline = rule.deadline(programme.calendar, attended_at)
    return _Stretch(on, max(attended_at, programme.live_from), deadline)


def _known_before(rule: Rule, council: str, live_on: date, state: State, calendar: Calendar) -> list[date]:
    """List the attendances before the programme was live, as far as they were known when the first year ended.

    What is stated or taken back of them later begins no other year in place of one that has ended.
    """
    meetings = state.meetings[council]
    stated = [*((one, None) for one in meetings.attendances), *meetings.taken_back]
    before = [(one, until) for one, until in stated if one.on < live_on]
    begun_on = {live_on, calendar.local_day(meetings.begun_at), *(one.on for one, _ in before)}
    excuses = (state.excuse(rule.name, made_id("o", rule.name, council, on.isoformat())) for on in begun_on)
    excused_at = [one.happened_at for one in excuses if one is not None]
    attended_at = [one.known_at for one in meetings.attendances if one.on >= live_on]
    ended_at = min([*excused_at, *attended_at], default=None)
    if ended_at is None:
        return [one.on for one, until in before if until is None]
    return [one.on for one, until in before if one.known_at <= ended_at and (until is None or ended_at < until)]


def _first(rule: Rule, council: str, state: State, programme: Programme) -> _Stretch:
    calendar, live_from = programme.calendar, programme.live_from
    live_on = calendar.local_day(live_from)
    meetings, before = state.meetings[council], _known_before(rule, council, live_on, state, calendar)
    if before:
        known = _after(rule, max(before), programme)
        if known.deadline.due_by >= live_from:
            return known
    elif meetings.begun_at >= live_from:
        deadline = rule.deadline(calendar, meetings.begun_at)
        return _Stretch(calendar.local_day(meetings.begun_at), meetings.begun_at, deadline)
    days = int.from_bytes(council.encode()) % (_FIRST_YEAR - _AT_LEAST.days)
    due_by = calendar.noon(live_on + _AT_LEAST + timedelta(days=days))
    assert rule.due is not None
    return _Stretch(live_on, live_from, Deadline(live_from, live_from, due_by, rule.due, calendar))
