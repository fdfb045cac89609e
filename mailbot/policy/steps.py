"""Due steps: what the timelines of open obligations ask to be done by now (design, Words: Step).

Steps are decided by what was recorded. Those of a rule that mail can meet are taken as of the watermark, never
while we are blind (law 5). A step's key is rule, obligation, step name, occurrence and deadline; a deadline moved by an
edit of calendar or rule moves only untaken steps, and a reassignment arms them all anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from mailbot.model.facts import Purpose, StepTaken, ThreadOpened, VerdictGiven
from mailbot.model.ids import COORDINATOR, made_id
from mailbot.model.mail import Mail
from mailbot.policy.decision import Decision
from mailbot.policy.obligations import Obligation, obligations, verdict
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Anchor, Moment, Step
from mailbot.policy.state import State
from mailbot.policy.working_time import Calendar, deadline, step_instant


@dataclass(frozen=True, slots=True)
class DueStep:
    """One step whose moment has come; `occurrence` counts from 0 for a step that recurs."""

    obligation: Obligation
    step: Step
    occurrence: int
    at: datetime

    @property
    def key(self) -> str:
        return made_id(
            "s",
            self.obligation.rule.name,
            self.obligation.id,
            self.step.name,
            str(self.occurrence),
            self.obligation.deadline.due_by.isoformat(),
            str(self.obligation.arming),
        )

    def taken(self, now: datetime) -> StepTaken:
        """State as a fact that the step is taken now."""
        return StepTaken(
            happened_at=now,
            recorded_at=now,
            rule=self.obligation.rule.name,
            obligation=self.obligation.id,
            step=self.step.name,
            occurrence=self.occurrence,
            due_by=self.obligation.deadline.due_by,
            arming=self.obligation.arming,
            escalates=self.step.escalate or "",
        )


def take_steps(programme: Programme, state: State, *, now: datetime, watermark: datetime) -> Decision:
    """Close what was met, and take every step that is due; mails to one reader on one day are one mail where asked."""
    calendar = programme.calendar
    verdicts: list[VerdictGiven] = []
    due: list[DueStep] = []
    for obligation in obligations(programme, state):
        if obligation.met_at is not None:
            verdicts.append(verdict(obligation, state, calendar, now))
        else:
            seen_until = min(now, watermark) if obligation.rule.waits_for_mail else now
            due.extend(due_steps(obligation, state, calendar, seen_until))
    taken = tuple(step.taken(now) for step in due)
    return Decision((*verdicts, *taken)) + _mails(due, state, now)


def due_steps(obligation: Obligation, state: State, calendar: Calendar, until: datetime) -> list[DueStep]:
    """List the untaken steps of an obligation whose moment is not after `until`, in the order of their moments."""
    done = {
        (taken.step, taken.occurrence)
        for taken in state.steps.get((obligation.rule.name, obligation.id), ())
        if taken.arming == obligation.arming
    }
    due = [
        DueStep(obligation, step, occurrence, at)
        for step in obligation.rule.step
        if not (step.escalate and obligation.suspended)
        for occurrence, at in _occurrences(step, obligation, calendar, until)
        if (step.name, occurrence) not in done
    ]
    return sorted(due, key=lambda step: step.at)


def moment(at: Moment, obligation: Obligation, calendar: Calendar) -> datetime:
    """Place a moment of a rule on the timeline of one obligation."""
    if at.anchor is Anchor.START:
        started_at = obligation.started_at
        return started_at if at.amount is None else deadline(calendar, started_at, at.amount).due_by
    due_by = obligation.deadline.due_by
    return due_by if at.amount is None else step_instant(calendar, due_by, at.amount, before=at.before)


def _occurrences(
    step: Step, obligation: Obligation, calendar: Calendar, until: datetime
) -> Iterator[tuple[int, datetime]]:
    at = moment(step.at, obligation, calendar)
    occurrence = 0
    while at <= until:
        yield occurrence, at
        if step.every is None:
            return
        occurrence += 1
        at = step_instant(calendar, at, step.every, before=False)


def _mails(due: list[DueStep], state: State, now: datetime) -> Decision:
    """Turn due steps into mails; of several missed for the same obligation and reader only the latest goes out."""
    latest = {
        (step.obligation.rule.name, step.obligation.id, step.step.to): step
        for step in sorted(due, key=lambda step: step.at)
        if step.step.send is not None
    }
    groups: dict[tuple[str, str | None, str], list[DueStep]] = defaultdict(list)
    for step in latest.values():
        reader = _reader(step, state)
        if reader is not None:
            alone = "" if step.step.together else step.key
            groups[(reader, step.step.send, alone)].append(step)
    decision = Decision()
    for (reader, _, _), steps in groups.items():
        decision += _mail(reader, steps, state, now)
    return decision


def _reader(due: DueStep, state: State) -> str | None:
    row = state.liaisons[due.obligation.liaison].row
    match due.step.to:
        case "plr":
            return due.obligation.plr
        case "officer":
            return due.obligation.officer
        case "clerk":
            return row.clerk
        case _:
            return COORDINATOR


def _mail(reader: str, due: list[DueStep], state: State, now: datetime) -> Decision:
    """Write one mail for all these steps, in a thread of its own: to the PLR a conversation, to others their desk."""
    first = due[0]
    assert first.step.send is not None
    key = made_id("k", *sorted(step.key for step in due), reader)
    thread = made_id("t", key)
    to_plr = first.step.to == "plr"
    liaison = first.obligation.liaison
    opened = ThreadOpened(
        happened_at=now,
        recorded_at=now,
        thread=thread,
        purpose=Purpose.CONVERSATION if to_plr else Purpose.DESK,
        people=(reader,),
        liaison=liaison if to_plr else None,
        about=() if to_plr else tuple(step.obligation.id for step in due),
    )
    mail = Mail(
        key=key,
        to=reader,
        thread=thread,
        queued_at=now,
        template=first.step.send,
        data=_data(reader, due, state),
        polite_hours=first.step.hours == "office",
    )
    return Decision((opened,), (mail,))


def _data(reader: str, due: list[DueStep], state: State) -> dict[str, object]:
    first = due[0].obligation
    if first.rule.each == "liaison":
        return {"liaison": first.liaison, "officer": first.officer}
    return {
        "questions": [
            {"question": step.obligation.id, "due_by": step.obligation.deadline.due_by.isoformat()} for step in due
        ],
        "in_doubt": [id_ for id_, question in state.in_doubt() if state.officer_of(question) == reader],
    }
