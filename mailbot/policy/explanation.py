"""Explanation: a rule in plain English, and what it comes to for a start that somebody chooses. Pure.

It says what the engine does and decides nothing: every instant is placed by `policy.steps`, as for a real obligation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from mailbot.policy.moments import moment
from mailbot.policy.obligation import Obligation
from mailbot.policy.periods import MONTH, periods
from mailbot.policy.rule_words import Anchor, Begun, Moment
from mailbot.policy.rules import Rule, Step
from mailbot.policy.steps import occurrences
from mailbot.policy.working_time import Amount, Calendar, Day, Deadline, Unit, deadline, step_instant

_ABOUT = {
    "question": "each question: a message of a PLR's that wants an answer",
    "liaison": "each pair of PLR and officer",
    "period": "each period of a pair: the roster's interval, else a calendar month",
    "spell": "each spell",
    "council": "each council, whoever its people are: it starts with the last meeting that the police attended",
    "request": "each time that a PLR asks the police to a meeting",
    "concern": "each concern that a PLR raises with the coordinator",
    "absence": "each absence of an officer whom nobody covers",
    "news": "each piece of news: it starts with the SEND of whoever wrote it",
    "plr-change": "each change of PLR that somebody writes of",
    "missing-plr": "each time that a council's PLR has left, cannot be reached, or is silent",
    "post": "each vacant post: a council without an officer, or without a PLR",
}
_MEETS = {
    "answer": "an answer from the police side",
    "introduction": "the introduction or the launch letter, once the mail server has accepted it",
    "introduction-to-officer": "the mail that presents the council to its officer, once it was accepted",
    "contact": "a contact: an email, a call or a meeting",
    "named": "a name in the roster",
    "cover": "the name of a cover",
    "back": "the officer's word that they are back",
    "arranged": "a meeting that is arranged",
    "attended": "a meeting that the police attended",
    "update": "a written update",
    "confirmed": "the officer's word that they completed the course",
    "news-stopped": "the UNDO of whoever wrote it",
    "plr-change-confirmed": "the word of the council or the coordinator that it is so",
    "plr-change-refused": "their word that it is not",
    "plr-stays": "the council's word that the PLR is still the same",
    "concern-closed": "the coordinator's word that it is settled",
}
_BEGUN = {
    Begun.SINCE: ", if that was after the programme went live",
    Begun.BEFORE: ", if that was before the programme went live",
    Begun.ANY_TIME: "",
}
_UNLESS = {"answered": "somebody has taken it up", "arranged": "a meeting is arranged"}
_PEOPLE = {"plr": "the PLR", "clerk": "the Clerk", "answers_to": "whom the coordinator answers to"}
_ANCHORS = {Anchor.START: "it starts", Anchor.DUE: "it is due"}
_SHOWN_AGAIN = 2
"""How many times a step that recurs is shown."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something on a timeline, with the days between it and what it is counted from, where working days count."""

    at: datetime
    what: str
    days: tuple[Day, ...] = ()


def sentences(rule: Rule) -> tuple[str, ...]:
    """Say what a rule promises: what it is about, whose time it is, when it is due, what meets it, and each step."""
    return (
        f"{rule.title}.",
        f"The source is “{rule.source}”.",
        f"It is about {_about(rule)}.",
        f"It applies to the programme{'s' if len(rule.programmes) > 1 else ''} {_listed(rule.programmes)}.",
        f"It is owed by {'whoever wrote it' if rule.each == 'news' else _person(rule.owner)}.",
        f"It is due {'at the end of the period' if rule.due is None else f'{rule.due} after it starts'}.",
        f"It is {'stopped' if rule.each == 'news' else 'met'} by {', or '.join(_MEETS[kind] for kind in rule.met_by)}.",
        *_settling(rule),
        *_counting(rule),
        _holding(rule),
        *(_step(step, rule) for step in rule.step),
    )


def timeline(rule: Rule, calendar: Calendar, started_at: datetime) -> tuple[Point, ...]:
    """Place everything that would happen if nothing met what starts at an instant; the plan is the usual one.

    What is owed by the period starts with the month of that instant.
    """
    sample = _sample(rule, calendar, started_at)
    due_days = sample.deadline.days if rule.due is not None and rule.due.unit.is_working else ()
    points = [Point(sample.started_at, "it starts"), Point(sample.deadline.due_by, "it is due", due_days)]
    if sample.planned_at is not None:
        points.append(Point(sample.planned_at, "the planned day opens"))
    if sample.lapses_at is not None:
        days = _between(calendar, sample.deadline.due_by, sample.lapses_at)
        points.append(Point(sample.lapses_at, "the period is closed: no contact recorded", days))
    for step in rule.step:
        points.extend(_step_points(step, sample, calendar))
    return tuple(sorted(points, key=lambda point: point.at))


def _about(rule: Rule) -> str:
    if rule.each == "liaison":
        return f"{_ABOUT[rule.each]}: it starts when the two are named{_BEGUN[rule.begun]}"
    if rule.course is not None:
        again = f"; after each time that they complete it, it is due again {rule.again} later" if rule.again else ""
        officers = f"each officer with the role {rule.role}: it starts when they take up the role"
        return f"the course {rule.course}, for {officers}{again}"
    if rule.silence is not None:
        return f"{_ABOUT[rule.each]} for {rule.silence}"
    if rule.lasting is not None:
        return f"{_ABOUT[rule.each]}, if it takes up {rule.lasting} or more"
    if rule.of is None or rule.when is None:
        return _ABOUT.get(rule.each, f"each {rule.each}")
    few = f", or {rule.when.of_last[0]} of {rule.when.of_last[1]}" if rule.when.of_last else ""
    return f"each spell of missed periods under {rule.of}: {rule.when.in_a_row} in a row{few}"


def _settling(rule: Rule) -> tuple[str, ...]:
    if rule.settles is None:
        return ()
    return (f"What is noted up to {rule.settles} after the end still counts; then the period is closed as it stands.",)


def _counting(rule: Rule) -> tuple[str, ...]:
    if rule.counts_as_contact is None:
        return ()
    return (f"An officer's news {'counts' if rule.counts_as_contact else 'does not count'} as the month's contact.",)


def _holding(rule: Rule) -> str:
    if rule.hold is None:
        return "It cannot be held."
    given = "with a reason" if rule.hold.reason else "without a reason"
    return f"It can be held {given}, for at most {rule.hold.limit} in total."


def _step(step: Step, rule: Rule) -> str:
    again = f", and every {_each(step.every)} after that until it ends" if step.every else ""
    spread = f", or up to {_counted(step.spread)} later so that not all go out on one day" if step.spread else ""
    unless = f", unless {_UNLESS[step.unless]}" if step.unless else ""
    formerly = f"formerly {_listed(step.formerly)}, " if step.formerly else ""
    return f"Step {step.name}, {formerly}{_moment(step.at, rule)}{spread}{again}{unless}: {_does(step, rule)}."


def _does(step: Step, rule: Rule) -> str:
    parts = []
    if step.send is not None and step.to is not None:
        parts.append(f'"{step.send}" is sent to {_person(step.to)}{_how(step, rule)}')
    if step.relay:
        parts.append("what was written is passed on whole, one copy for each address")
    if step.escalate is not None:
        parts.append(f'the coordinator is told "{step.escalate}" in the next digest')
    return ", and ".join(parts)


def _how(step: Step, rule: Rule) -> str:
    """Say with what else a mail goes, and how long it may wait."""
    if rule.puts_into_the_day(step):
        return " with the mail of their day"
    together = ", in one mail with all that they are to get then" if step.together else ""
    return f"{together}{', within an hour of office hours' if step.hours else ''}"


def _does_briefly(step: Step) -> str:
    sends = f'"{step.send}" to {_person(step.to)}' if step.send is not None and step.to is not None else ""
    tells = f'the coordinator is told "{step.escalate}"' if step.escalate is not None else ""
    relays = "what was written is passed on" if step.relay else ""
    return "; ".join(filter(None, (relays, sends, tells)))


def _moment(at: Moment, rule: Rule) -> str:
    planned = "the day that is arranged for a meeting" if rule.each == "council" else "the planned day"
    anchor = _ANCHORS.get(at.anchor, planned)
    if at.amount is None:
        return f"{'on' if at.anchor is Anchor.PLAN else 'when'} {anchor}"
    return f"{at.amount} {'before' if at.before else 'after'} {anchor}"


def _counted(days: int) -> str:
    return str(Amount(days, Unit.WORKING_DAYS))


def _each(amount: Amount) -> str:
    return str(amount).removeprefix("1 ")


def _person(who: str) -> str:
    return _PEOPLE.get(who, f"the {who}")


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _sample(rule: Rule, calendar: Calendar, started_at: datetime) -> Obligation:
    """Make an obligation of nobody in particular."""
    if rule.settles is None:
        due = rule.deadline(calendar, started_at)
        return Obligation(rule, "sample", "", started_at, due, plr="", officer=None)
    period = next(periods("", calendar.local_day(started_at).replace(day=1)))
    start, end = (
        datetime.combine(day, time(), calendar.zone).astimezone(UTC) for day in (period.starts_on, period.ends_on)
    )
    return Obligation(
        rule,
        "sample",
        "",
        start,
        Deadline(start, start, end, MONTH, calendar),
        plr="",
        officer=None,
        planned_at=calendar.opening(period.planned_on("", calendar)),
        lapses_at=step_instant(calendar, end, rule.settles, before=False),
    )


def _step_points(step: Step, sample: Obligation, calendar: Calendar) -> Iterator[Point]:
    if step.at.anchor is Anchor.PLAN and sample.planned_at is None:
        return
    counted_from, days = _counted_from(step.at, sample, calendar)
    ends_at = sample.lapses_at or datetime.max.replace(tzinfo=UTC)
    for occurrence, at in islice(occurrences(step, sample, calendar, ends_at, sample.started_at), _SHOWN_AGAIN):
        if occurrence:
            days = step.every is not None and step.every.unit.is_working
        what = f"{step.name}: {_does_briefly(step)}" if not occurrence else f"{step.name}, again"
        yield Point(at, what, _between(calendar, counted_from, at) if days else ())
        counted_from = at


def _counted_from(at: Moment, sample: Obligation, calendar: Calendar) -> tuple[datetime, bool]:
    """Give the instant that a step is counted from, and whether working days are what is counted."""
    if at.amount is None:
        return moment(at, sample, calendar), False
    if at.anchor is Anchor.START:
        return deadline(calendar, sample.started_at, at.amount).counts_from, at.amount.unit.is_working
    return moment(Moment(at.anchor), sample, calendar), at.amount.unit.is_working


def _between(calendar: Calendar, anchor: datetime, at: datetime) -> tuple[Day, ...]:
    """List the days from an instant to a later or an earlier one, without the day of the first."""
    start, end = calendar.local_day(anchor), calendar.local_day(at)
    forth = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    back = (start - timedelta(days=n) for n in range((start - end).days, 0, -1))
    return tuple(_day(day, calendar) for day in (forth if end >= start else back))


def _day(day: date, calendar: Calendar) -> Day:
    return Day(day, calendar.is_working(day), calendar.why(day))
