"""Digest: what the coordinator has not been told of yet, with the proof; from the state, no I/O.

It is sent at the configured time on working days when something is new, has grown or has ended, and not otherwise.
What asks for something has a number, which is recorded: an answer to an old digest still means its own lines. What was
told before and has not grown is listed in short; what the coordinator has seen, no more until it grows; what they have
snoozed, from the day that they named.
Its data holds ids, dates and keywords; names and subjects are put in when it is rendered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import takewhile
from typing import TypeVar

from mailbot.model.facts import (
    AlarmRaised,
    DigestLine,
    DigestSent,
    Excused,
    Fact,
    HoldPlaced,
    IntroductionStopped,
    MailFailed,
    MessageHeld,
    Outcome,
    Purpose,
    QuestionReopened,
    StepTaken,
    ThreadOpened,
    VerdictGiven,
)
from mailbot.model.ids import COORDINATOR, made_id
from mailbot.model.mail import Mail
from mailbot.policy.decision import Decision
from mailbot.policy.digest_line import Key, held_line, obligation_line, opened_for
from mailbot.policy.obligation import Obligation
from mailbot.policy.obligations import obligations
from mailbot.policy.programme import Programme
from mailbot.policy.state import State
from mailbot.reports.digest_lines import (
    alarm_line,
    closed_line,
    excused_line,
    failed_line,
    held_message_line,
    hold_line,
    open_line,
    reopened_line,
    stopped_line,
)
from mailbot.reports.figures import figures

Lines = list[dict[str, object]]
_NUMBERED = ("new", "grown", "lapsed", "held", "still", "still_held")
"""What is numbered, in the order of the numbers."""
_COUNTED: Mapping[str, str] = {
    "new": "new",
    "grown": "grown",
    "lapsed": "without contact",
    "answered": "resolved",
    "reopened": "open again",
    "on_hold": "put on hold",
    "excused": "closed without a reply",
    "stopped": "not introduced",
    "held": "to be placed",
    "failed": "not delivered",
}
"""What the subject counts, with its words; what stands as it was is not counted there."""
OneFact = TypeVar("OneFact", bound=Fact)


def due_digest(state: State, programme: Programme, at: time, now: datetime) -> Decision:
    """Write the digest when its time has come and there is something to tell; nothing otherwise.

    `at` is local time. What is recorded after it waits for the next working day (expectations, paragraph 6).
    """
    calendar = programme.calendar
    today = calendar.local_day(now)
    slot = datetime.combine(today, at, calendar.zone)
    if now < slot or not calendar.is_working(today) or (state.last_digest_at and state.last_digest_at >= slot):
        return Decision()
    before = takewhile(lambda known: known[1].recorded_at <= slot, state.untold.items())
    untold = {number: fact for number, fact in before if _is_news(fact, state, today)}
    again = {key for key, at in state.open_again.items() if at <= slot and not _is_snoozed(key, state, today)}
    if not untold and not again and not _wakes(state, programme, today):
        return Decision()
    told = _Told.gather(state, programme, tuple(untold.values()), again, now)
    lines, alarms = told.lines(state, programme, now), told.alarms(programme)
    if not alarms and not any(lines[kind] for kind in _COUNTED):
        return Decision()  # of all that was recorded nothing is open still, or it stands as it was
    up_to = max(untold, default=0)
    key = f"digest:{today.isoformat()}"
    thread = made_id("t", key)
    numbered = tuple(told.numbered(state, programme))
    opened = ThreadOpened(happened_at=now, recorded_at=now, thread=thread, purpose=Purpose.DESK, people=(COORDINATOR,))
    conversations = opened_for(numbered, state, {"happened_at": now, "recorded_at": now})
    sent = DigestSent(happened_at=now, recorded_at=now, up_to=up_to, thread=thread, lines=numbered)
    data = {"headline": _headline(lines), **lines, "alarms": alarms, "figures": figures(state, programme, now)}
    mail = Mail(key=key, to=COORDINATOR, thread=thread, queued_at=now, template="digest", data=data)
    return Decision((opened, *conversations, sent), (mail,))


def _is_news(fact: Fact, state: State, today: date) -> bool:
    """Whether a fact is still to be told: no held message that was placed since, and no step that a verdict ended.

    Nor is it a verdict on what was opened again or was excused by the coordinator, nor a step of what is snoozed, nor
    anything of a concern that is kept from the coordinator.
    """
    match fact:
        case MessageHeld():
            is_theirs = state.confidant(fact.message) == COORDINATOR
            return is_theirs and fact.message in state.held and not _is_snoozed(("", fact.message), state, today)
        case StepTaken() | VerdictGiven() if state.confidant(fact.obligation) != COORDINATOR:
            return False
        case StepTaken():
            key = (fact.rule, fact.obligation)
            return key not in state.verdicts and not _is_snoozed(key, state, today)
        case VerdictGiven():
            return state.verdicts.get((fact.rule, fact.obligation)) == fact and not _is_theirs(fact, state)
        case _:
            return True


def _is_theirs(fact: VerdictGiven, state: State) -> bool:
    """Whether a verdict came of the coordinator's own word."""
    question = state.questions.get(fact.obligation)
    excused = question.excused if question else state.excuse(fact.rule, fact.obligation)
    return fact.outcome is Outcome.EXCUSED and isinstance(excused, Excused)


def _is_snoozed(key: Key, state: State, today: date) -> bool:
    return key in state.snoozed and today < state.snoozed[key].until_on


def _wakes(state: State, programme: Programme, today: date) -> bool:
    """Whether the day has come on which the coordinator wants to hear again of something that is still open."""
    return any(_is_awake(key, state, programme, today) for key in state.snoozed if not _has_ended(key, state))


def _has_ended(key: Key, state: State) -> bool:
    rule, about = key
    return key in state.verdicts if rule else about not in state.held


def _is_awake(key: Key, state: State, programme: Programme, today: date) -> bool:
    """Whether something was snoozed to a day since the last digest, today included."""
    snoozed, last_at = state.snoozed.get(key), state.last_digest_at
    if snoozed is None or last_at is None:
        return False
    return programme.calendar.local_day(last_at) < snoozed.until_on <= today


@dataclass(slots=True)
class _Told:
    """What one digest tells of, each kind in the order in which it stands there."""

    untold: Sequence[Fact]
    new: list[Obligation] = field(default_factory=list)
    grown: list[Obligation] = field(default_factory=list)
    lapsed: list[VerdictGiven] = field(default_factory=list)
    held: list[MessageHeld] = field(default_factory=list)
    still: list[Obligation] = field(default_factory=list)
    still_held: list[MessageHeld] = field(default_factory=list)

    @classmethod
    def gather(
        cls, state: State, programme: Programme, untold: Sequence[Fact], again: Set[Key], now: datetime
    ) -> _Told:
        """Find what is new, what has grown or is open again, and what is open as it was when it was told before."""
        told = cls(untold)
        today, waiting = programme.calendar.local_day(now), set(state.untold.values())
        risen = _escalated(untold) | again
        before = _escalated(fact for steps in state.steps.values() for fact in steps if fact not in waiting)
        for obligation in obligations(programme, state):
            key = (obligation.rule.name, obligation.id)
            if (key not in risen and key not in before) or _is_snoozed(key, state, today):
                continue
            if obligation.met_at is not None:
                continue  # it is told as resolved when it is judged
            if state.confidant(obligation.id) != COORDINATOR:
                continue
            if key in risen or _is_awake(key, state, programme, today):
                (told.grown if key in before else told.new).append(obligation)
            elif key not in state.seen:
                told.still.append(obligation)
        told.lapsed = [fact for fact in untold if isinstance(fact, VerdictGiven) and _is_lapsed(fact, programme)]
        for fact in state.held.values():
            key = ("", fact.message)
            if state.confidant(fact.message) != COORDINATOR:
                continue
            if fact in untold or _is_awake(key, state, programme, today):
                told.held.append(fact)
            elif key not in state.seen and not _is_snoozed(key, state, today):
                told.still_held.append(fact)
        for one in (told.new, told.grown, told.lapsed, told.still):
            one.sort(key=lambda each: state.liaisons[each.liaison].row.team)
        return told

    def numbered(self, state: State, programme: Programme) -> Iterator[DigestLine]:
        """Say what the numbers stand for, from 1."""
        rules = {rule.name: rule for rule in programme.rules}
        for obligation in (*self.new, *self.grown):
            yield obligation_line(obligation.rule, obligation.rule.name, obligation.id, obligation.liaison, state)
        for fact in self.lapsed:
            yield obligation_line(rules.get(fact.rule), fact.rule, fact.obligation, fact.liaison, state)
        yield from map(held_line, self.held)
        for obligation in self.still:
            yield obligation_line(obligation.rule, obligation.rule.name, obligation.id, obligation.liaison, state)
        yield from map(held_line, self.still_held)

    def lines(self, state: State, programme: Programme, now: datetime) -> Mapping[str, Lines]:
        """Write down all that it tells, by kind."""
        closed = [fact for fact in self.untold if isinstance(fact, VerdictGiven)]
        ended = [fact for fact in closed if fact.outcome in (Outcome.MET, Outcome.LATE) or _is_absence(fact, programme)]
        ended.sort(key=lambda fact: state.liaisons[fact.liaison].row.team)
        excused = [fact for fact in closed if fact.outcome is Outcome.EXCUSED and fact.obligation in state.questions]
        lines: dict[str, Lines] = {
            "new": [open_line(one, state, now, programme) for one in self.new],
            "grown": [open_line(one, state, now, programme) for one in self.grown],
            "lapsed": [closed_line(fact, state, programme) for fact in self.lapsed],
            "answered": [closed_line(fact, state, programme) for fact in ended],
            "reopened": [reopened_line(one, state, programme) for one in self._of(QuestionReopened)],
            "on_hold": [hold_line(one, state, programme) for one in self._of(HoldPlaced)],
            "excused": [excused_line(fact, state) for fact in excused],
            "stopped": [stopped_line(one) for one in self._of(IntroductionStopped)],
            "held": [held_message_line(one, state) for one in self.held],
            "failed": [failed_line(one) for one in self._of(MailFailed)],
            "still": [open_line(one, state, now, programme) for one in self.still],
            "still_held": [held_message_line(one, state) for one in self.still_held],
        }
        listed = [line for kind in _NUMBERED for line in lines[kind]]
        for number, line in enumerate(listed, start=1):
            line["number"] = number
        return lines

    def alarms(self, programme: Programme) -> list[str]:
        """Say what stood in the way of reading the mailbox."""
        return [alarm_line(one, programme) for one in self._of(AlarmRaised)]

    def _of(self, kind: type[OneFact]) -> list[OneFact]:
        return [fact for fact in self.untold if isinstance(fact, kind)]


def _is_lapsed(fact: VerdictGiven, programme: Programme) -> bool:
    return fact.outcome is Outcome.LAPSED and not _is_absence(fact, programme)


def _is_absence(fact: VerdictGiven, programme: Programme) -> bool:
    return any(rule.name == fact.rule and rule.each == "absence" for rule in programme.rules)


def _escalated(facts: Iterable[Fact]) -> set[Key]:
    """Name the obligations, by rule, of which some of these facts tell the coordinator."""
    return {(fact.rule, fact.obligation) for fact in facts if isinstance(fact, StepTaken) and fact.escalates}


def _headline(lines: Mapping[str, Lines]) -> str:
    said = ", ".join(f"{len(lines[kind])} {word}" for kind, word in _COUNTED.items() if lines[kind])
    return f"Police contact programme: {said or 'the mailbox'}"
