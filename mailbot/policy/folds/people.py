"""Folds of the roster, of absences, and of who was introduced to whom."""

from __future__ import annotations

from bisect import insort
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from mailbot.model.facts import (
    AbsenceBegan,
    AbsenceEnded,
    AbsenceProposed,
    AddressChanged,
    Introduced,
    IntroductionStopped,
    LiaisonChanged,
    LiaisonEnded,
    OfficerChangeAnnounced,
    OfficerIntroduced,
    PlanAgreed,
    VersionChanged,
)
from mailbot.model.people import Role
from mailbot.policy.entries import Introduction, Liaison, Staffing, Vacancy, pair_obligation
from mailbot.policy.folds.dispatch import fold, take_back
from mailbot.policy.folds.plr_changes import reach_plr
from mailbot.policy.meetings import Meetings
from mailbot.policy.state import State


@fold.register
def _liaison_changed(fact: LiaisonChanged, state: State, number: int) -> None:
    known = state.liaisons.get(fact.liaison)
    if known is None:
        begun_on = fact.since_on or fact.happened_at.date()
        begun_at = fact.happened_at.replace(year=begun_on.year, month=begun_on.month, day=begun_on.day)
        state.liaisons[fact.liaison] = known = Liaison(fact, begun_at, officers=[(begun_at, fact.officer)])
    else:
        _leave(state, known.row)
        known.ended, before = False, known.pair
        if known.row.officer != fact.officer:
            known.officers.append((fact.happened_at, fact.officer))
            state.officers_coming.pop(fact.liaison, None)
        if fact.plan != known.row.plan:
            known.superseded_plan = None
            known.plan_from = fact.happened_at
            known.plans.clear()
        known.row = fact
        if known.pair != before:
            known.paired_at = fact.happened_at
            _part(known)
    known.rows.append((fact.happened_at if known.rows else known.paired_at, fact))
    _pair(known, state)
    _follow_staffing(known, max(fact.happened_at, known.paired_at) if known.staffings else known.paired_at)
    state.plr_changes.seat(fact.liaison, fact.happened_at, fact.plr)
    _staff(known, fact)
    _sit(state, fact, known.paired_at)
    for person in (fact.plr, fact.officer, fact.clerk):
        if person:
            state.liaisons_by_person[person].add(fact.liaison)
    if fact.officer:
        state.liaisons_by_officer[fact.officer].add(fact.liaison)
    state.touched.add(fact.liaison)
    _touch_theirs(fact.officer, state)
    state.roster_version = number


def _touch_theirs(officer: str | None, state: State) -> None:
    """What an officer owes by themselves is told in one of their liaisons, which the row of another may change."""
    if officer:
        state.touched.update(state.liaisons_by_officer[officer])


def _pair(liaison: Liaison, state: State) -> None:
    """Note that the two of a pair are to be introduced to each other; that of the same pair is one."""
    id_, pair, paired_at = liaison.row.liaison, liaison.pair, liaison.paired_at
    if pair is not None:
        for side in (Role.PLR, Role.OFFICER):
            obligation = pair_obligation(id_, *pair, paired_at, side)
            if obligation not in state.introductions:
                owed_at = max(paired_at, liaison.row.happened_at)
                introduction = Introduction(obligation, id_, pair, side, paired_at, begins_at=owed_at)
                state.introductions[obligation] = introduction
                liaison.introductions.append(introduction)


def _part(liaison: Liaison) -> None:
    """Note that its pairs of before are none any more."""
    for introduction in liaison.introductions:
        introduction.parted_at = introduction.parted_at or liaison.paired_at


def _follow_staffing(liaison: Liaison, at: datetime) -> None:
    """Note when somebody is in both places, and when that ends."""
    current = next((one for one in liaison.staffings if one.until is None), None)
    pair = None if liaison.ended else liaison.pair
    if current is None and pair is not None:
        liaison.staffings.append(Staffing(at, pair[0]))
    elif current is not None and pair is None:
        current.until = at
    elif current is not None and pair is not None:
        current.plr = pair[0]


def _staff(liaison: Liaison, fact: LiaisonChanged) -> None:
    """Note which posts are vacant from now on, and which are filled."""
    for post, holder in ((Role.OFFICER, fact.officer), (Role.PLR, fact.plr)):
        vacant = next((one for one in liaison.vacancies if one.post is post and one.filled_at is None), None)
        if vacant is None and not holder:
            liaison.vacancies.append(Vacancy(post, fact.happened_at))
        elif vacant is not None and holder:
            vacant.filled_at = fact.happened_at


def _sit(state: State, fact: LiaisonChanged, begun_at: datetime) -> None:
    """Note which council a liaison is of, and what the roster says of its last meeting."""
    meetings = state.meetings.setdefault(fact.council, Meetings(begun_at))
    meetings.liaisons.add(fact.liaison)
    meetings.answers_for(fact.programme, fact.officer, fact.happened_at)
    state.touched.update(meetings.liaisons)
    if fact.last_meeting_on is not None:
        for one in meetings.state_last(fact.last_meeting_on, fact.happened_at):
            for liaison in meetings.known_in:
                state.owe_again(liaison, one.ended_or_began)


def _leave(state: State, row: LiaisonChanged) -> None:
    liaisons = state.meetings[row.council].liaisons
    liaisons.discard(row.liaison)
    state.touched.update(liaisons)
    for person in (row.plr, row.officer, row.clerk):
        if person:
            state.liaisons_by_person[person].discard(row.liaison)
    _touch_theirs(row.officer, state)


@fold.register
def _officer_change_announced(fact: OfficerChangeAnnounced, state: State, number: int) -> None:
    state.officers_coming[fact.liaison] = fact


@take_back.register
def _officer_stays(fact: OfficerChangeAnnounced, state: State) -> None:
    if state.officers_coming.get(fact.liaison) == fact:
        del state.officers_coming[fact.liaison]


@fold.register
def _introduction_stopped(fact: IntroductionStopped, state: State, number: int) -> None:
    state.introductions[fact.introduction].stopped = fact
    state.touched.add(fact.liaison)
    state.untold[number] = fact


@take_back.register
def _introduction_not_stopped(fact: IntroductionStopped, state: State) -> None:
    introduction = state.introductions[fact.introduction]
    introduction.stopped = None
    state.reopen(introduction)


@fold.register
def _plan_agreed(fact: PlanAgreed, state: State, number: int) -> None:
    """Of several plans the one that was named last holds, in whatever order they are read, the roster's among them."""
    liaison = state.liaisons[fact.liaison]
    if liaison.plan_from is not None and fact.happened_at < liaison.plan_from:
        return
    if liaison.superseded_plan is None:
        liaison.superseded_plan = liaison.row.plan
    insort(liaison.plans, fact, key=attrgetter("happened_at"))
    _hold_plan(liaison, state, number)


@take_back.register
def _plan_as_before(fact: PlanAgreed, state: State) -> None:
    """What was planned before holds again, unless another plan has been agreed on since."""
    liaison = state.liaisons[fact.liaison]
    if fact in liaison.plans:
        liaison.plans.remove(fact)
        _hold_plan(liaison, state, state.last_fact)
        if not liaison.plans:
            liaison.superseded_plan = None


def _hold_plan(liaison: Liaison, state: State, number: int) -> None:
    plan = liaison.plans[-1].plan if liaison.plans else liaison.superseded_plan or ""
    liaison.row = replace(liaison.row, plan=plan)
    state.restate(liaison.row.liaison)
    state.roster_version = number


@fold.register
def _liaison_ended(fact: LiaisonEnded, state: State, number: int) -> None:
    liaison = state.liaisons[fact.liaison]
    _leave(state, liaison.row)
    state.meetings[liaison.row.council].ended_last[liaison.row.programme] = fact.liaison
    liaison.ended = True
    liaison.rows.append((fact.happened_at, None))
    _follow_staffing(liaison, fact.happened_at)
    state.plr_changes.coming.pop(fact.liaison, None)
    state.officers_coming.pop(fact.liaison, None)
    state.touched.add(fact.liaison)
    state.roster_version = number


@fold.register
def _version_changed(fact: VersionChanged, state: State, number: int) -> None:
    state.versions[fact.of] = fact.version


@fold.register
def _address_changed(fact: AddressChanged, state: State, number: int) -> None:
    state.unreachable.discard(fact.person)
    reach_plr(fact.person, fact.happened_at, state)
    for liaison in state.liaisons_of(fact.person, Role.PLR, Role.OFFICER):
        if state.liaisons[liaison].pair is not None:
            _try_again(liaison, fact, state)


def _try_again(liaison: str, fact: AddressChanged, state: State) -> None:
    """An introduction that did not reach somebody is owed anew when their address is corrected."""
    for side in (Role.PLR, Role.OFFICER):
        introduction = state.introduction(liaison, side)
        if introduction.has_failed and introduction.reader == fact.person:
            introduction.has_failed, introduction.begins_at = False, fact.happened_at
            introduction.renewed_at.append(fact.happened_at)
            state.touched.add(liaison)


@fold.register
def _absence_began(fact: AbsenceBegan, state: State, number: int) -> None:
    state.absences.begin(fact)
    _touch_depending(fact.person, state)


@fold.register
def _absence_ended(fact: AbsenceEnded, state: State, number: int) -> None:
    state.absences.end(fact)
    _touch_depending(fact.person, state)


def _touch_depending(person: str, state: State) -> None:
    """Whether anybody covers for an officer may change with an absence of their cover."""
    for officer in state.absences.depending_on(person):
        _touch_theirs(officer, state)


@take_back.register
def _not_away(fact: AbsenceBegan, state: State) -> None:
    """Nobody was wanting for it, nor for the absence of whoever it covers."""
    covered = {fact.absence}
    for officer in state.absences.depending_on(fact.person) - {fact.person}:
        others = [one.began for one in state.absences.of(officer) if one.overlaps(fact.from_on, fact.until_on)]
        covered.update(one.absence for one in others if one.cover)
    for officer in state.absences.depending_on(fact.person):
        for liaison in state.liaisons_by_officer[officer]:
            state.judge_anew(liaison, lambda given: given.obligation in covered)
    _owe_cover_again(fact, state)
    state.absences.forget(fact)


@take_back.register
def _not_back(fact: AbsenceEnded, state: State) -> None:
    state.absences.go_on(fact)
    _owe_cover_again(fact, state)


def _owe_cover_again(fact: AbsenceBegan | AbsenceEnded, state: State) -> None:
    for officer in state.absences.depending_on(fact.person):
        for liaison in state.liaisons_by_officer[officer]:
            state.owe_again(liaison, lambda given: given.ended_at == fact.happened_at)


@fold.register
def _absence_proposed(fact: AbsenceProposed, state: State, number: int) -> None:
    state.absences.proposed[fact.absence] = fact


@fold.register
def _introduced(fact: Introduced | OfficerIntroduced, state: State, number: int) -> None:
    if state.liaisons[fact.liaison].pair == (fact.plr, fact.officer):
        introduction = state.introduction(fact.liaison, Role.PLR if isinstance(fact, Introduced) else Role.OFFICER)
        if introduction.made_at is None or fact.happened_at < introduction.made_at:
            introduction.made_at, introduction.mail, introduction.has_failed = fact.happened_at, fact.mail, False
        state.touched.add(fact.liaison)
