"""Digest: what the coordinator has not been told of yet, with the proof; from the state, no I/O.

It is sent at the configured time on working days when something is new, has grown or has ended, and not otherwise.
Its data holds ids, dates and keywords; names and subjects are put in when it is rendered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time

from mailbot.model.facts import (
    AlarmRaised,
    DigestSent,
    Fact,
    HoldPlaced,
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
from mailbot.policy.holds import with_holds
from mailbot.policy.obligation import Obligation
from mailbot.policy.obligations import obligations
from mailbot.policy.programme import Programme
from mailbot.policy.state import Question, State
from mailbot.policy.working_time import Day, Deadline

HELD_REASONS: Mapping[str, str] = {
    "stranger": "Nobody on the roster has this address.",
    "unknown-address": "It belongs to a conversation, but its writer's address is not on the roster.",
    "authentication-failed": "The address of its sender may be forged: your mail server's DMARC check failed.",
    "before-start": "It is older than the day from which the programme is live.",
    "conflict": "It answers several conversations at once.",
    "shared-address": "Several people write from this address, and it does not say which of them did.",
    "no-officer": "Its writer is no point of contact any more, and answered an email of ours to one.",
    "first-line-unclear": "Its first line looks like an instruction, so it went to nobody.",
    "which-council": "Its writer serves several councils and has been asked which one it is about.",
    "unreadable": "It could not be read; the message is kept whole.",
    "failed": "It could not be dealt with; the message is kept whole.",
    "nobody-to-read-it": "The council has nobody on the roster to pass it on to.",
    "marked": "It bears a protective marking and its writer is not on the roster.",
    "absence-unconfirmed": "It says that somebody is away, from an address that is not on the roster.",
    "from-coordinator": "You wrote it to the mailbox itself.",
}
"""Why a message is held, in words for the coordinator."""

FAILED_REASONS: Mapping[str, str] = {
    "refused": "the mail server refused it",
    "bounced": "it came back",
    "unrenderable": "it could not be written",
    "expired": "the mail server did not take it for five days",
    "too-large": "it was too large for their mail server; both sides were told",
    "no-address": "there is no address for them on the roster",
    "suppressed": "mail to this address comes back, so it was not sent",
}

_WHAT: Mapping[str, str] = {
    "": "A message that was to be passed on",
    "introduction": "The introduction",
    "acknowledgement": "The acknowledgement of a message",
}


def due_digest(state: State, programme: Programme, at: time, now: datetime) -> Decision:
    """Write the digest when its time has come and there is something to tell; nothing otherwise.

    `at` is local time. What is recorded after it waits for the next working day (expectations, paragraph 6).
    """
    calendar = programme.calendar
    today = calendar.local_day(now)
    slot = datetime.combine(today, at, calendar.zone)
    if now < slot or not calendar.is_working(today) or (state.last_digest_at and state.last_digest_at >= slot):
        return Decision()
    untold = {n: fact for n, fact in state.untold.items() if fact.recorded_at <= slot and _is_news(fact, state)}
    if not untold:
        return Decision()
    up_to = max(untold)
    key = f"digest:{today.isoformat()}"
    opened = ThreadOpened(
        happened_at=now, recorded_at=now, thread=made_id("t", key), purpose=Purpose.DESK, people=(COORDINATOR,)
    )
    mail = Mail(
        key=key,
        to=COORDINATOR,
        thread=opened.thread,
        queued_at=now,
        template="digest",
        data=digest_data(state, programme, tuple(untold.values()), now),
    )
    return Decision((opened, DigestSent(happened_at=now, recorded_at=now, up_to=up_to)), (mail,))


def _is_news(fact: Fact, state: State) -> bool:
    """Whether a fact is still to be told: no held message that was placed since, and no step that a verdict ended.

    Nor is it a verdict on what was opened again.
    """
    match fact:
        case MessageHeld():
            return fact.message in state.held
        case StepTaken():
            return (fact.rule, fact.obligation) not in state.verdicts
        case VerdictGiven():
            return state.verdicts.get((fact.rule, fact.obligation)) == fact
        case _:
            return True


def digest_data(state: State, programme: Programme, untold: Sequence[Fact], now: datetime) -> dict[str, object]:
    """Gather the lines: what is open and escalated, what was answered since, what is held, failed or alarming."""
    risen = _escalated(untold)
    waiting = set(state.untold.values())
    told = _escalated(fact for steps in state.steps.values() for fact in steps if fact not in waiting)
    new: list[dict[str, object]] = []
    grown: list[dict[str, object]] = []
    for obligation in obligations(programme, state):
        key = (obligation.rule.name, obligation.id)
        if key in risen or key in told:
            (grown if key in told else new).append(_open_line(obligation, state, now, programme))
    closed = [fact for fact in untold if isinstance(fact, VerdictGiven)]
    away = {rule.name for rule in programme.rules if rule.each == "absence"}
    ended_late = [fact for fact in closed if fact.outcome in (Outcome.MET, Outcome.LATE) or fact.rule in away]
    answered = [_closed_line(fact, state, programme) for fact in ended_late]
    missed = [fact for fact in closed if fact.outcome is Outcome.LAPSED and fact.rule not in away]
    lapsed = [_closed_line(fact, state, programme) for fact in missed]
    held = [_held_line(fact) for fact in untold if isinstance(fact, MessageHeld) and fact.message in state.held]
    failed = [_failed_line(fact) for fact in untold if isinstance(fact, MailFailed)]
    reopened = [_reopened_line(fact, state, programme) for fact in untold if isinstance(fact, QuestionReopened)]
    on_hold = [_hold_line(fact, state, programme) for fact in untold if isinstance(fact, HoldPlaced)]
    excused = [_excused_line(fact, state) for fact in closed if fact.outcome is Outcome.EXCUSED]
    for number, line in enumerate([*new, *grown, *lapsed, *answered, *held], start=1):
        line["number"] = number
    return {
        "headline": _headline(*map(len, (new, grown, lapsed, answered, reopened, on_hold, excused, held, failed))),
        "new": new,
        "grown": grown,
        "lapsed": lapsed,
        "answered": answered,
        "reopened": reopened,
        "on_hold": on_hold,
        "excused": excused,
        "held": held,
        "failed": failed,
        "alarms": [_alarm_line(fact, programme) for fact in untold if isinstance(fact, AlarmRaised)],
    }


def _escalated(facts: Iterable[Fact]) -> set[tuple[str, str]]:
    """Name the obligations, by rule, of which some of these facts tell the coordinator."""
    return {(fact.rule, fact.obligation) for fact in facts if isinstance(fact, StepTaken) and fact.escalates}


def _open_line(obligation: Obligation, state: State, now: datetime, programme: Programme) -> dict[str, object]:
    due = obligation.deadline
    days = due.days if obligation.rule.due else ()
    return _line(obligation.id, obligation.liaison, obligation.plr, obligation.officer, days, state) | {
        "what": obligation.rule.title,
        "each": obligation.rule.each,
        "post": obligation.post,
        "started_at": obligation.started_at.isoformat(),
        "due_by": due.due_by.isoformat(),
        "late_by": _late_by(due, now, programme),
        "answered_at": None,
    }


def _closed_line(fact: VerdictGiven, state: State, programme: Programme) -> dict[str, object]:
    """Tell of a verdict; its days are shown while rule and calendar still count them as they did then."""
    rule = next((rule for rule in programme.rules if rule.name == fact.rule), None)
    due = rule.deadline(programme.calendar, fact.started_at) if rule and rule.due else None
    question = state.questions.get(fact.obligation)
    if rule and due and question:
        due = with_holds(due, rule.hold, state.holds_on(question))
    days = due.days if due and due.due_by == fact.due_by else ()
    return _line(fact.obligation, fact.liaison, fact.plr, fact.owner, days, state) | {
        "what": rule.title if rule else fact.rule,
        "each": rule.each if rule else "",
        "post": None,
        "started_at": fact.started_at.isoformat(),
        "due_by": fact.due_by.isoformat(),
        "late_by": "",
        "answered_at": fact.ended_at.isoformat(),
    }


def _line(
    obligation: str, liaison: str, plr: str, officer: str | None, days: Sequence[Day], state: State
) -> dict[str, object]:
    question = state.questions.get(obligation)
    return {
        "obligation": obligation,
        "liaison": liaison,
        "plr": plr,
        "officer": officer,
        "counted": [day.date.isoformat() for day in days if day.counted],
        "skipped": [{"on": day.date.isoformat(), "why": day.why} for day in days if not day.counted],
        "reminders": [at.isoformat() for at in question.reminded_at] if question else [],
    }


def _late_by(due: Deadline, now: datetime, programme: Programme) -> str:
    """Say how many working days have ended since the deadline."""
    calendar = programme.calendar
    day, today, passed = calendar.local_day(due.due_by), calendar.local_day(now), 0
    while (day := calendar.working_day(day, 1)) < today:
        passed += 1
    return f"{passed} working day{'s' if passed > 1 else ''}" if passed else ""


def _reopened_line(fact: QuestionReopened, state: State, programme: Programme) -> dict[str, object]:
    question = state.questions[fact.question]
    officer = state.officer_of(question)
    return _note(fact.question, officer, _due(question, state, programme)) | {"disputed": fact.disputed}


def _hold_line(fact: HoldPlaced, state: State, programme: Programme) -> dict[str, object]:
    due = _due(state.questions[fact.question], state, programme)
    until = max(due.held).isoformat() if due and due.held else None
    return _note(fact.question, fact.by, due) | {"until": until, "message": fact.message}


def _excused_line(fact: VerdictGiven, state: State) -> dict[str, object]:
    excused = state.questions[fact.obligation].excused
    assert excused is not None
    return _note(fact.obligation, excused.by, None) | {"due_by": fact.due_by.isoformat(), "message": excused.message}


def _due(question: Question, state: State, programme: Programme) -> Deadline | None:
    return programme.answer_deadline(question.asked.happened_at, state.holds_on(question))


def _note(question: str, officer: str | None, due: Deadline | None) -> dict[str, object]:
    """Tell of what somebody noted on a question; the reason, where there is one, stands in `message`."""
    return {
        "question": question,
        "officer": officer,
        "due_by": due.due_by.isoformat() if due else None,
        "until": None,
        "message": "",
        "disputed": False,
    }


def _held_line(fact: MessageHeld) -> dict[str, object]:
    return {
        "message": fact.message,
        "arrived_at": fact.happened_at.isoformat(),
        "reason": HELD_REASONS.get(fact.reason, fact.reason),
        "guesses": list(fact.guesses),
    }


def _failed_line(fact: MailFailed) -> dict[str, object]:
    reason = FAILED_REASONS.get(fact.reason, fact.reason)
    return {
        "what": _WHAT.get(fact.template, "A message of ours"),
        "to": fact.to,
        "reason": f"{reason} ({fact.status})" if fact.status else reason,
    }


def _alarm_line(fact: AlarmRaised, programme: Programme) -> str:
    at = fact.happened_at.astimezone(programme.calendar.zone)
    what = "could be read again from" if fact.ended else "could not be read from"
    return f"The mailbox {what} {at:%H:%M} on {at:%A} {at.day} {at:%B}."


def _headline(*counts: int) -> str:
    words = (
        "new",
        "still open",
        "without contact",
        "answered",
        "open again",
        "put on hold",
        "closed without a reply",
        "to be placed",
        "not delivered",
    )
    said = ", ".join(f"{count} {word}" for count, word in zip(counts, words, strict=True) if count)
    return f"Police contact programme: {said or 'the mailbox'}"
