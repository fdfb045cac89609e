"""Statistics: what was done in a time, by council, by team and in total, as a question of the public needs it.

From the state, no I/O; ids only. Each contact is counted by how it was made and by who recorded it; what is in doubt,
excused, held or disputed has a column of its own and is never "kept". Source: expectations, paragraph 15.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from mailbot.model.facts import Method, Outcome, Source, VerdictGiven
from mailbot.model.people import Role
from mailbot.policy.answer_day import answer_deadline
from mailbot.policy.entries import Question
from mailbot.policy.obligations import obligations
from mailbot.policy.programme import Programme
from mailbot.policy.state import State
from mailbot.policy.working_time import Calendar, working_time_between

COUNTS: Mapping[str, str] = {
    "liaisons": "Pairs of PLR and officer on the roster at the end of the time",
    "contacts_email": "Contacts by email",
    "contacts_phone": "Contacts by phone",
    "contacts_in_person": "Contacts in person",
    "contacts_not_said": "Contacts of which nobody said how",
    "recorded_by_mail": "Contacts that were seen as mail",
    "recorded_by_officer": "Contacts that an officer noted",
    "recorded_by_coordinator": "Contacts that the coordinator noted for an officer",
    "recorded_by_plr": "Contacts that a PLR told of",
    "periods_in_contact": "Months, or other agreed periods, with a contact",
    "periods_no_contact_recorded": "Months, or other agreed periods, with no contact recorded",
    "periods_excused": "Months, or other agreed periods, that were excused with a reason",
    "questions": "Questions of PLRs",
    "answered_in_time": "Questions answered in time",
    "answered_late": "Questions answered later",
    "closed_without_reply": "Questions closed without a reply, with a reason",
    "waiting": "Questions that wait for an answer",
    "in_doubt": "Messages of which nobody has said whether they want an answer",
    "held": "Questions that were on hold for a while, wherever else they are counted",
    "disputed": "Questions of which the PLR denied a noted answer, wherever else they are counted",
    "meetings_attended": "Council meetings attended",
    "written_updates": "Written updates in place of attending",
    "concerns": "Concerns raised with the coordinator",
    "escalations": "Times that the coordinator was told of something late",
    "officer_changes": "Changes of officer",
    "engagements": "Contacts with groups that belong to no council",
    "people_engaged": "People met in these, where a number was noted",
}
"""Each count and what it counts, in the order of the columns."""

REPLY_DAYS = "median_reply_days"
"""The column of the time to an answer: working days of office hours, the middle one of all that were answered."""


@dataclass(frozen=True, slots=True)
class Row:
    """The counts of one council, one team, or of all (`scope` "council", "team" or "total")."""

    scope: str
    name: str
    """A council's id, a team's name, or nothing."""
    team: str
    counts: Mapping[str, int]
    reply_days: float | None
    """None where nothing was answered."""


@dataclass(slots=True)
class _Tally:
    counts: dict[str, int]
    reply_days: list[float]

    @classmethod
    def empty(cls) -> _Tally:
        return cls(dict.fromkeys(COUNTS, 0), [])

    def add(self, other: _Tally) -> None:
        for name, count in other.counts.items():
            self.counts[name] += count
        self.reply_days += other.reply_days

    def row(self, scope: str, name: str, team: str) -> Row:
        return Row(scope, name, team, self.counts, round(median(self.reply_days), 1) if self.reply_days else None)


@dataclass(frozen=True, slots=True)
class Time:
    """Whole local days from the first to the last, both included, as instants from `start` up to but without `end`."""

    start: datetime
    end: datetime

    @classmethod
    def of_days(cls, from_on: date, until_on: date, calendar: Calendar) -> Time:
        """Make it of two local days."""
        begins = (datetime.combine(day, time(), calendar.zone) for day in (from_on, until_on + timedelta(days=1)))
        return cls(*begins)

    def has(self, instant: datetime) -> bool:
        return self.start <= instant < self.end


def statistics(state: State, programme: Programme, when: Time) -> list[Row]:
    """Count what happened in a time: a row for each council, for each team, and one for all."""
    councils: dict[str, _Tally] = {}
    teams: dict[str, _Tally] = {}
    team_of: dict[str, str] = {}
    escalated = _escalations(state, programme, when)
    asked: dict[str, list[Question]] = defaultdict(list)
    for question in state.questions.values():
        if when.has(question.asked.happened_at) and question.asked.happened_at >= programme.live_from:
            asked[question.asked.liaison].append(question)
    for id_, liaison in state.liaisons.items():
        row = liaison.row
        tally = _of_liaison(id_, state, programme, when)
        tally.counts["escalations"] = escalated[id_]
        for question in asked[id_]:
            _count_question(tally, question, state, programme)
        if row.council not in councils:
            _add_meetings(tally, row.council, state, programme.calendar, when)
            team_of[row.council] = row.team
        councils.setdefault(row.council, _Tally.empty()).add(tally)
        teams.setdefault(row.team, _Tally.empty()).add(tally)
    total = _Tally.empty()
    for tally in councils.values():
        total.add(tally)
    for team, tally in _engagements(state, when):
        teams.setdefault(team, _Tally.empty()).add(tally)
        total.add(tally)
    rows = [tally.row("council", council, team_of[council]) for council, tally in councils.items()]
    rows += [tally.row("team", team, team) for team, tally in sorted(teams.items())]
    return [*rows, total.row("total", "", "")]


def _engagements(state: State, when: Time) -> Iterator[tuple[str, _Tally]]:
    """Give each contact with a group that belongs to no council, by the team of its officer."""
    for fact in state.engaged:
        if when.has(fact.happened_at):
            tally = _Tally.empty()
            tally.counts |= {"engagements": 1, "people_engaged": fact.people or 0}
            theirs = state.liaisons_of(fact.by, Role.OFFICER)
            yield (state.liaisons[theirs[0]].row.team if theirs else ""), tally


def _of_liaison(id_: str, state: State, programme: Programme, when: Time) -> _Tally:
    tally, liaison = _Tally.empty(), state.liaisons[id_]
    counts = tally.counts
    counts["liaisons"] = int(not liaison.ended and liaison.pair is not None)
    counts["officer_changes"] = sum(when.has(since) for since, _ in liaison.officers[1:])
    counts["concerns"] = sum(when.has(concern.raised.happened_at) for concern in state.concerns_of(id_))
    for contact in state.contacts.get(id_, ()):
        if when.has(contact.happened_at):
            counts[_METHODS[contact.method]] += 1
            counts[_SOURCES[contact.source]] += 1
    for fact in _verdicts_on_periods(id_, state, programme):
        if when.has(fact.started_at):
            counts[_PERIODS.get(fact.outcome, "periods_in_contact")] += 1
    return tally


def _count_question(tally: _Tally, question: Question, state: State, programme: Programme) -> None:
    counts, calendar = tally.counts, programme.calendar
    if question.asked.in_doubt and question.is_waiting:
        counts["in_doubt"] += 1
        return
    counts["questions"] += 1
    counts[_end_of(question, state, programme)] += 1
    counts["held"] += bool(state.holds_on(question))
    counts["disputed"] += any(reopened.disputed for reopened in question.reopened)
    if question.answer is not None:
        waited = working_time_between(calendar, question.asked.happened_at, question.answer.happened_at)
        tally.reply_days.append(waited / _day(calendar))


def _end_of(question: Question, state: State, programme: Programme) -> str:
    if question.answer is None:
        return "waiting" if question.is_waiting else "closed_without_reply"
    if question.verdicts:
        return "answered_late" if question.verdicts[-1].outcome is Outcome.LATE else "answered_in_time"
    due = answer_deadline(question, state, programme)
    return "answered_late" if due and question.answer.happened_at > due.due_by else "answered_in_time"


def _day(calendar: Calendar) -> timedelta:
    return datetime.combine(date.min, calendar.closes) - datetime.combine(date.min, calendar.opens)


def _verdicts_on_periods(liaison: str, state: State, programme: Programme) -> Iterator[VerdictGiven]:
    for rule in programme.rules:
        if rule.each == "period":
            yield from state.history.get((rule.name, liaison), ())


def _add_meetings(tally: _Tally, council: str, state: State, calendar: Calendar, when: Time) -> None:
    """The meetings are the council's, whoever its officers are."""
    first, last = calendar.local_day(when.start), calendar.local_day(when.end - timedelta(seconds=1))
    meetings = state.meetings[council]
    tally.counts["meetings_attended"] = _within(meetings.attended_on, first, last)
    tally.counts["written_updates"] = _within((update.on for update in meetings.updates), first, last)


def _within(days: Iterable[date], first: date, last: date) -> int:
    return sum(first <= day <= last for day in days)


def _escalations(state: State, programme: Programme, when: Time) -> Counter[str]:
    """Count by liaison how often the coordinator was told."""
    liaisons = {(fact.rule, fact.obligation): fact.liaison for fact in state.verdicts.values()}
    liaisons |= {(one.rule.name, one.id): one.liaison for one in obligations(programme, state)}
    counted: Counter[str] = Counter()
    for key, steps in state.steps.items():
        if key in liaisons:
            counted[liaisons[key]] += sum(bool(step.escalates) and when.has(step.happened_at) for step in steps)
    return counted


_METHODS = {
    Method.EMAIL: "contacts_email",
    Method.PHONE: "contacts_phone",
    Method.IN_PERSON: "contacts_in_person",
    Method.NOT_SAID: "contacts_not_said",
}
_SOURCES = {
    Source.MAIL: "recorded_by_mail",
    Source.OFFICER: "recorded_by_officer",
    Source.COORDINATOR: "recorded_by_coordinator",
    Source.PLR: "recorded_by_plr",
}
_PERIODS = {Outcome.LAPSED: "periods_no_contact_recorded", Outcome.EXCUSED: "periods_excused"}
