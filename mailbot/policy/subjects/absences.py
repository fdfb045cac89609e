"""Absences: an officer who is away for long without anybody who covers is owed a cover by the coordinator. Pure.

A cover who is away as well, without one, covers nobody. Source: expectations, paragraph 3. An absence is told once, in
the first of the officer's liaisons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mailbot.policy.absences import Absence
from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule
from mailbot.policy.state import State
from mailbot.policy.terms import PRESENT, Term, officers_ever, terms
from mailbot.policy.working_time import Amount, Calendar


@dataclass(frozen=True, slots=True)
class _Gap:
    """The days of an absence on which nobody covers, when that was said, and when it was seen to."""

    from_on: date
    until_on: date | None
    said_at: datetime
    met_at: datetime | None

    def starts_at(self, calendar: Calendar) -> datetime:
        """Give the first instant at which somebody is wanting, as far as it was known."""
        return max(calendar.midnight(self.from_on), self.said_at)

    def is_owed(self, lasting: Amount, calendar: Calendar) -> bool:
        """Whether it was not over when it was said, nor called off ahead, and takes up so many working days."""
        if self.until_on is not None and self.until_on < calendar.local_day(self.said_at):
            return False
        if self.met_at is not None and self.met_at < self.starts_at(calendar):
            return False
        last = calendar.working_day(self.from_on - timedelta(days=1), lasting.count)
        return self.until_on is None or last <= self.until_on

    def within(self, other: _Gap) -> _Gap:
        """Give what the two have in common; it is seen to when either is."""
        ends = [until_on for until_on in (self.until_on, other.until_on) if until_on]
        seen_to = [met_at for met_at in (self.met_at, other.met_at) if met_at]
        return _Gap(
            max(self.from_on, other.from_on),
            min(ends, default=None),
            max(self.said_at, other.said_at),
            min(seen_to, default=None),
        )


def of_absences(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """The absences of each officer of a liaison that nobody covers, while they last and they are an officer."""
    assert rule.lasting is not None
    for officer in officers_ever(id_, state):
        known = terms(officer, state, lambda row: row.programme in rule.programmes)
        for absence in state.absences.of(officer):
            if (rule.name, absence.began.absence) not in state.verdicts:
                gaps = _gaps(absence, state)
                owed = [gap for gap in gaps if gap.is_owed(rule.lasting, programme.calendar)]
                if owed:
                    first = min(owed, key=lambda gap: gap.from_on)
                    yield from _uncovered(absence, first, rule, id_, known, state, programme)


def _uncovered(
    absence: Absence, gap: _Gap, rule: Rule, id_: str, known: Sequence[Term], state: State, programme: Programme
) -> Iterator[Obligation]:
    began, calendar, row = absence.began, programme.calendar, state.liaisons[id_].row
    started_at = gap.starts_at(calendar)
    lapses_at = calendar.midnight(gap.until_on + timedelta(days=1)) if gap.until_on else None
    excused = state.excuse(rule.name, began.absence)
    ends = (gap.met_at, excused.happened_at if excused else None, lapses_at)
    looked_at = min((at for at in ends if at is not None), default=PRESENT)
    standing = [term for term in known if term.holds_at(looked_at)]
    if standing and standing[0].liaison == id_ and looked_at >= started_at:
        yield Obligation(
            rule=rule,
            id=began.absence,
            liaison=id_,
            started_at=started_at,
            deadline=rule.deadline(calendar, started_at),
            plr=row.plr or "",
            officer=began.person,
            met_at=gap.met_at,
            over_at=standing[0].until if standing[0].until < PRESENT else None,
            lapses_at=lapses_at,
        )


def _gaps(absence: Absence, state: State, covered: tuple[str, ...] = ()) -> Iterator[_Gap]:
    """Give the days of an absence on which nobody covers: all without a cover, else those on which the cover is away.

    `covered` are those for whom this officer reads: nobody covers a colleague who covers for them.
    """
    began, ended = absence.began, absence.ended
    seen_to = [*_covered_later(absence, state), *([ended.happened_at] if ended else [])]
    whole = _Gap(began.from_on, began.until_on, absence.said_at, min(seen_to, default=None))
    if began.cover is None or began.cover in covered:
        yield whole
        return
    for other in state.absences.of(began.cover):
        if other.overlaps(began.from_on, began.until_on):
            for gap in _gaps(other, state, (*covered, began.person)):
                yield whole.within(gap)


def _covered_later(absence: Absence, state: State) -> Iterator[datetime]:
    """Say when a cover was named later for days of it."""
    began = absence.began
    for other in state.absences.of(began.person):
        is_later = other is not absence and other.said_at >= absence.said_at
        if is_later and other.began.cover and other.overlaps(began.from_on, began.until_on):
            yield other.said_at
