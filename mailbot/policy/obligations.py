"""Obligations: what the rules and the facts say is owed, when it is due and how it ended. Computed, never stored.

The engine is one shape for every rule (design, The idea that makes it simple): each kind of subject says when its
obligation started and what met it; the rest follows from the rule file and the working calendar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import dropwhile, islice, takewhile

from mailbot.model.facts import Excused, HoldPlaced, NoReplyNeeded, Outcome, QuestionAsked, VerdictGiven
from mailbot.model.ids import COORDINATOR, made_id
from mailbot.policy.entries import Question, Staffing
from mailbot.policy.holds import counted_holds
from mailbot.policy.obligation import Obligation
from mailbot.policy.own_time import own_minutes
from mailbot.policy.periods import MONTH, Period, periods
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule
from mailbot.policy.stand_in import Cover, covers_since
from mailbot.policy.state import State
from mailbot.policy.subjects.absences import of_absences
from mailbot.policy.subjects.concerns import of_concerns
from mailbot.policy.subjects.councils import of_councils, of_requests
from mailbot.policy.subjects.courses import of_courses
from mailbot.policy.subjects.news import of_news
from mailbot.policy.subjects.pairs import of_pairs
from mailbot.policy.subjects.plr_changes import of_missing_plrs, of_plr_changes
from mailbot.policy.subjects.posts import of_posts
from mailbot.policy.working_time import Calendar, Deadline, step_instant


def obligations(programme: Programme, state: State) -> Iterator[Obligation]:
    """Compute every obligation without a verdict; what began before `live_from` is not owed."""
    for liaison in state.liaisons:
        yield from obligations_in(liaison, programme, state)


def obligations_in(liaison: str, programme: Programme, state: State) -> Iterator[Obligation]:
    """Compute the obligations of one liaison that have no verdict."""
    of_programme = state.liaisons[liaison].row.programme
    for rule in programme.rules:
        if of_programme in rule.programmes:
            for obligation in _EACH[rule.each](rule, liaison, state, programme):
                if obligation.started_at >= programme.live_from:
                    owed = _as_it_ended(_until_its_liaison(obligation, state), state)
                    if _is_open_or_ended_in_time(owed):
                        yield _as_known(owed, state)


def _until_its_liaison(obligation: Obligation, state: State) -> Obligation:
    ended_at = state.liaisons[obligation.liaison].ended_at
    if ended_at is None or obligation.rule.each not in _ENDS_WITH_LIAISON:
        return obligation
    return replace(obligation, over_at=min(ended_at, obligation.over_at or ended_at))


def _as_it_ended(obligation: Obligation, state: State) -> Obligation:
    """Let what was noted first end it: what met it, the coordinator's word, or that its time was over.

    What is noted later changes no verdict that a tick would have given by then (law 9). Only the coordinator's word
    corrects one: what had lapsed is excused, as of when it lapsed.
    """
    noted_at, excused = obligation.noted_at or obligation.met_at, state.excuse(obligation.rule.name, obligation.id)
    if excused is not None and (noted_at is None or excused.happened_at < noted_at):
        noted_at = excused.happened_at
        obligation = replace(obligation, met_at=max(noted_at, obligation.started_at), excused=True)
    if noted_at is not None and obligation.lapses_at is not None and noted_at > obligation.lapses_at:
        return replace(obligation, met_at=None)
    return obligation


def _is_open_or_ended_in_time(owed: Obligation) -> bool:
    """Whether it is owed still, or had ended while somebody was there of whom it could be asked."""
    ends = (owed.met_at, owed.lapses_at and min(owed.lapses_at, owed.deadline.due_by))
    return owed.over_at is None or any(at is not None and at <= owed.over_at for at in ends)


def _as_known(obligation: Obligation, state: State) -> Obligation:
    """Say since when it stands as it does: what the roster says, or what was taken back, may be newer than it is."""
    liaison = state.liaisons[obligation.liaison]
    known = (liaison.row.recorded_at, liaison.restated_at, obligation.known_at)
    return replace(obligation, known_at=max(filter(None, known)))


def verdict(obligation: Obligation, state: State, calendar: Calendar, now: datetime) -> VerdictGiven:
    """Close an obligation that was met or has lapsed, with the versions that judged it.

    In time is at or before the deadline.
    """
    due_by, met_at = obligation.deadline.due_by, obligation.met_at
    ended_at = due_by if met_at is None else met_at
    outcome = Outcome.LAPSED if met_at is None else Outcome.MET if met_at <= due_by else Outcome.LATE
    if obligation.excused:
        outcome = Outcome.EXCUSED
    return VerdictGiven(
        happened_at=ended_at,
        recorded_at=now,
        rule=obligation.rule.name,
        obligation=obligation.id,
        liaison=obligation.liaison,
        plr=obligation.plr,
        started_at=obligation.started_at,
        outcome=outcome,
        due_by=due_by,
        ended_at=ended_at,
        owner=_owner_at(min(ended_at, due_by), obligation, state),
        rule_version=obligation.rule.version,
        roster_version=state.roster_version,
        calendar_version=calendar.version,
        own_minutes=own_minutes(obligation, ended_at, calendar, state.absences),
        disputed=obligation.disputed,
        armed_by=obligation.armed_by,
    )


def _owner_at(instant: datetime, obligation: Obligation, state: State) -> str | None:
    """Name whose time it was; what an officer kept or broke stays theirs when another takes over."""
    if obligation.rule.each == "person":
        return obligation.officer
    if obligation.rule.owner == "officer" and obligation.officer != COORDINATOR:
        return state.liaisons[obligation.liaison].officer_at(instant)
    return obligation.owner


def _of_questions(rule: Rule, liaison: str, state: State, programme: Programme) -> Iterator[Obligation]:
    for id_, question in state.open_in_liaison(liaison).items():
        asked = question.asked
        if asked.in_doubt:
            continue
        due = rule.deadline(programme.calendar, asked.happened_at)
        due, moved = counted_holds(due, rule.hold, _holds_before_its_end(question, state))
        yield Obligation(
            rule=rule,
            id=id_,
            liaison=liaison,
            started_at=asked.happened_at,
            deadline=due,
            plr=asked.plr,
            officer=state.officer_of(question),
            met_at=question.closed_by.happened_at if question.closed_by else None,
            excused=isinstance(question.closed_by, NoReplyNeeded | Excused),
            armed_by=(*state.reassignments(question), *(one.message for one in moved)),
            known_at=max(fact.recorded_at for fact in (asked, *moved, *question.reopened)),
            covers=_covers(asked, state, programme.calendar),
            duty="" if asked.officer == COORDINATOR else state.liaisons[liaison].row.duty,
            relayed_at=question.relayed_at,
            disputed=any(reopened.disputed for reopened in question.reopened),
            suspended=state.may_be_answered_by_held_mail(question),
        )


def _holds_before_its_end(question: Question, state: State) -> Sequence[HoldPlaced]:
    holds, closed_by = state.holds_on(question), question.closed_by
    return [one for one in holds if closed_by is None or one.happened_at <= closed_by.happened_at]


def _covers(asked: QuestionAsked, state: State, calendar: Calendar) -> tuple[Cover, ...]:
    """List the colleagues who begin to cover, since a question, for whoever is its officer then.

    Those of officers before count on, so that nobody's steps are armed as those of another were. What the coordinator
    was asked waits for no officer.
    """
    if asked.officer == COORDINATOR:
        return ()
    officers, asked_at = state.liaisons[asked.liaison].officers, asked.happened_at
    untils = [*(since for since, _ in officers[1:]), _END_OF_TIME]
    began = [
        cover
        for (since, officer), until in zip(officers, untils, strict=True)
        for cover in covers_since(max(since, asked_at), officer, state, calendar)
        if cover.begins_at < until
    ]
    return tuple(sorted(began))


def _of_periods(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """The period that is to be closed next, and the one after it: a period is closed a while after its end.

    What had ended before the roster named the pair is not judged: nobody could have told of it.

    It belongs to whoever was there during it: what was owed while a PLR and an officer were named is judged, also when
    one of them is gone by then, and so is what was kept in the part of a period before that.
    """
    for staffing in state.liaisons[id_].staffings:
        for period in _open_periods(rule, id_, staffing, state, programme):
            yield _of_period(rule, id_, period, staffing, state, programme)


def _of_period(
    rule: Rule, id_: str, period: Period, staffing: Staffing, state: State, programme: Programme
) -> Obligation:
    liaison, calendar = state.liaisons[id_], programme.calendar
    start, end = calendar.midnight(period.starts_on), calendar.midnight(period.ends_on)
    contact = state.contact_between(id_, start, end)
    assert rule.settles is not None
    return Obligation(
        rule=rule,
        id=made_id("o", rule.name, id_, period.starts_on.isoformat()),
        liaison=id_,
        started_at=start,
        deadline=Deadline(start, start, end, MONTH, calendar),
        plr=staffing.plr,
        officer=liaison.row.officer if staffing.until is None else liaison.officer_at(end),
        duty=liaison.row.duty,
        met_at=contact.happened_at if contact else None,
        noted_at=contact.known_at if contact else None,
        planned_at=calendar.opening(period.planned_on(liaison.row.plan, calendar)),
        over_at=staffing.until,
        lapses_at=step_instant(calendar, end, rule.settles, before=False),
    )


def _open_periods(rule: Rule, id_: str, staffing: Staffing, state: State, programme: Programme) -> Iterator[Period]:
    liaison, calendar = state.liaisons[id_], programme.calendar
    from_on = calendar.local_day(max(staffing.since, programme.live_from))
    until_on = calendar.local_day(staffing.until) if staffing.until else date.max
    closed = [calendar.local_day(verdict.started_at) for verdict in state.history[(rule.name, id_)][-_RECENT:]]
    since = closed[0] if len(closed) == _RECENT else date.min
    begun = takewhile(lambda period: period.starts_on <= until_on, periods(liaison.row.every, from_on))
    known_on = calendar.local_day(liaison.known_from)
    owed = (period for period in begun if period.starts_on not in closed and period.ends_on > known_on)
    return islice(dropwhile(lambda period: period.starts_on < since, owed), 2)


def _of_spells(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """A spell of missed periods, which ends with the next contact; of nobody's PLR only what ended is judged."""
    liaison = state.liaisons[id_]
    is_over = liaison.ended or liaison.row.plr is None
    for first, begun, excused in _spells_begun(rule, id_, state):
        obligation = made_id("o", rule.name, first.obligation)
        if (rule.name, obligation) in state.verdicts:
            continue
        contact = state.contact_between(id_, begun.ended_at, _END_OF_TIME)
        if is_over and contact is None:
            continue
        yield Obligation(
            rule=rule,
            id=obligation,
            liaison=id_,
            started_at=begun.ended_at,
            deadline=rule.deadline(programme.calendar, begun.ended_at),
            plr=liaison.row.plr or begun.plr,
            officer=liaison.row.officer,
            armed_by=excused,
            met_at=contact.happened_at if contact else None,
            noted_at=contact.known_at if contact else None,
        )


def _spells_begun(rule: Rule, id_: str, state: State) -> Iterator[tuple[VerdictGiven, VerdictGiven, tuple[str, ...]]]:
    """Find the missed periods with which spells began, each after the first of its run, which names the spell.

    So it stays the same one, however many the rule asks for. A period that was kept ends a spell, an excused one does
    not; but a spell that is none without those which are excused, given with it, begins anew with the next missed one.
    """
    assert rule.of is not None and rule.when is not None
    first, in_spell = None, False
    missed: list[bool] = []
    excused: list[str] = []
    for closed in state.history[(rule.of, id_)]:
        if closed.outcome is Outcome.EXCUSED:
            excused += [closed.obligation] if first else []
            continue
        missed.append(closed.outcome is Outcome.LAPSED)
        if not missed[-1]:
            first, in_spell = None, False
            excused.clear()
            continue
        first = first or closed
        if not in_spell and rule.when.holds(missed):
            in_spell = True
            yield first, closed, tuple(excused)


_RECENT = 6
"""So many closed periods are looked at for one between them that is open still: the next may be met before it ends."""

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)
_ENDS_WITH_LIAISON = frozenset({"liaison", "post", "council", "request", "plr-change", "missing-plr"})
"""What nobody is owed once the row is gone from the roster."""
_EACH = {
    "question": _of_questions,
    "liaison": of_pairs,
    "period": _of_periods,
    "spell": _of_spells,
    "post": of_posts,
    "concern": of_concerns,
    "absence": of_absences,
    "council": of_councils,
    "request": of_requests,
    "news": of_news,
    "person": of_courses,
    "plr-change": of_plr_changes,
    "missing-plr": of_missing_plrs,
}
