"""Digest lines: what a digest says of each thing that it tells of, as ids, dates and keywords; from the state, no I/O.

Names and subjects are put in when it is rendered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mailbot.model.facts import (
    AlarmRaised,
    HoldPlaced,
    IntroductionStopped,
    MailFailed,
    MessageHeld,
    Outcome,
    QuestionReopened,
    VerdictGiven,
)
from mailbot.policy.answer_day import answer_deadline
from mailbot.policy.digest_line import actions
from mailbot.policy.guesses import guessed
from mailbot.policy.holds import with_holds
from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule
from mailbot.policy.state import State
from mailbot.policy.working_time import Day, Deadline
from mailbot.reports.digest_words import FAILED_REASONS, HELD_REASONS, NO_SUCH_ADDRESS, REMEDIES, WHAT

_SPELL = 6
"""So many of the last periods are looked at for what makes a spell."""


def open_line(obligation: Obligation, state: State, now: datetime, programme: Programme) -> dict[str, object]:
    """Tell of what is open, and prove it by the days that counted."""
    due, rule = obligation.deadline, obligation.rule
    days = due.days if rule.due else ()
    return _line(rule, rule.name, obligation.id, obligation.liaison, days, state) | {
        "plr": obligation.plr,
        "officer": obligation.officer,
        "post": obligation.post,
        "started_at": obligation.started_at.isoformat(),
        "due_by": due.due_by.isoformat(),
        "late_by": late_by(due, now, programme),
        "missed": _missed(rule, obligation.liaison, state),
        "actions": list(actions(rule.each, obligation.post)),
    }


def _missed(rule: Rule, liaison: str, state: State) -> list[dict[str, object]]:
    """List the periods without a contact of a spell, each with whose it was: a new officer is not to blame for all."""
    closed = state.history[(rule.of, liaison)][-_SPELL:] if rule.of else []
    return [
        {"started_at": one.started_at.isoformat(), "due_by": one.due_by.isoformat(), "officer": one.owner}
        for one in closed
        if one.outcome is Outcome.LAPSED
    ]


def closed_line(fact: VerdictGiven, state: State, programme: Programme) -> dict[str, object]:
    """Tell of a verdict; its days are shown while rule and calendar still count them as they did then."""
    rule = next((rule for rule in programme.rules if rule.name == fact.rule), None)
    due = rule.deadline(programme.calendar, fact.started_at) if rule and rule.due else None
    question = state.questions.get(fact.obligation)
    if rule and due and question:
        due = with_holds(due, rule.hold, state.holds_on(question))
    days = due.days if due and due.due_by == fact.due_by else ()
    answer = question.answer if question else None
    return _line(rule, fact.rule, fact.obligation, fact.liaison, days, state) | {
        "plr": fact.plr,
        "officer": _officer(fact, rule, state),
        "started_at": fact.started_at.isoformat(),
        "due_by": fact.due_by.isoformat(),
        "answered_at": fact.ended_at.isoformat(),
        "answered_by": answer.by if answer else None,
        "answer": answer.message if answer else "",
        "actions": [word for word in actions(rule.each if rule else "") if word in ("EXCUSE", "REASSIGN")],
    }


def _officer(fact: VerdictGiven, rule: Rule | None, state: State) -> str | None:
    """Name the officer whom a verdict is about, where the time was the coordinator's."""
    if rule is None or rule.owner == "officer":
        return fact.owner
    introduction = state.introductions.get(fact.obligation)
    return introduction.pair[1] if introduction else state.liaisons[fact.liaison].officer_at(fact.ended_at)


def _line(
    rule: Rule | None, name: str, obligation: str, liaison: str, days: Sequence[Day], state: State
) -> dict[str, object]:
    question = state.questions.get(obligation)
    return {
        "rule": name,
        "obligation": obligation,
        "liaison": liaison,
        "team": state.liaisons[liaison].row.team,
        "what": rule.title if rule else name,
        "each": rule.each if rule else "",
        "post": None,
        "late_by": "",
        "answered_at": None,
        "answered_by": None,
        "answer": "",
        "counted": [day.date.isoformat() for day in days if day.counted],
        "skipped": [{"on": day.date.isoformat(), "why": day.why} for day in days if not day.counted],
        "reminders": [at.isoformat() for at in question.reminded_at] if question else [],
    }


def late_by(due: Deadline, now: datetime, programme: Programme) -> str:
    """Say how many working days have ended since the deadline."""
    calendar = programme.calendar
    day, today, passed = calendar.local_day(due.due_by), calendar.local_day(now), 0
    while (day := calendar.working_day(day, 1)) < today:
        passed += 1
    return f"{passed} working day{'s' if passed > 1 else ''}" if passed else ""


def reopened_line(fact: QuestionReopened, state: State, programme: Programme) -> dict[str, object]:
    """Tell that a PLR says that a question has not been answered."""
    question = state.questions[fact.question]
    officer = state.officer_of(question)
    return _note(fact.question, officer, answer_deadline(question, state, programme)) | {"disputed": fact.disputed}


def hold_line(fact: HoldPlaced, state: State, programme: Programme) -> dict[str, object]:
    """Tell that a question was put on hold."""
    due = answer_deadline(state.questions[fact.question], state, programme)
    until = max(due.held).isoformat() if due and due.held else None
    return _note(fact.question, fact.by, due) | {"until": until, "message": fact.message}


def excused_line(fact: VerdictGiven, state: State) -> dict[str, object]:
    """Tell that a question was closed without a reply."""
    excused = state.questions[fact.obligation].excused
    assert excused is not None
    return _note(fact.obligation, excused.by, None) | {"due_by": fact.due_by.isoformat(), "message": excused.message}


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


def held_message_line(fact: MessageHeld, state: State) -> dict[str, object]:
    """Tell of a held message, with where it may belong and why."""
    return {
        "message": fact.message,
        "arrived_at": fact.happened_at.isoformat(),
        "reason": HELD_REASONS.get(fact.reason, fact.reason),
        "guesses": [
            {"letter": letter, "to": guess, "reason": reason} for letter, guess, reason in guessed(fact, state)
        ],
    }


def failed_line(fact: MailFailed) -> dict[str, object]:
    """Tell of a mail of ours that did not arrive."""
    reason = FAILED_REASONS.get(fact.reason, fact.reason)
    return {
        "what": WHAT.get(fact.template, "A message of ours"),
        "to": fact.to,
        "reason": f"{reason} ({fact.status})" if fact.status else reason,
        "remedy": _remedy(fact),
    }


def _remedy(fact: MailFailed) -> str:
    """Say what to do about mail that did not arrive; an introduction goes again by itself with a right address."""
    if fact.reason == "too-large":
        return ""
    if fact.reason == "unrenderable":
        return f"{REMEDIES['words']}."
    is_address = fact.reason in ("no-address", "suppressed") or fact.status.startswith(NO_SUCH_ADDRESS)
    if not is_address:
        return f"{REMEDIES['policy']}."
    goes_again = fact.template in ("introduction", "launch", "introduction-to-officer")
    return f"{REMEDIES['address']}{', and it goes again by itself' if goes_again else ''}."


def stopped_line(fact: IntroductionStopped) -> dict[str, object]:
    """Tell of an introduction that its officer did not want to be sent."""
    return {"introduction": fact.introduction, "liaison": fact.liaison, "officer": fact.by}


def alarm_line(fact: AlarmRaised, programme: Programme) -> str:
    """Tell since when the mailbox could not be read, or that it can."""
    at = fact.happened_at.astimezone(programme.calendar.zone)
    what = "could be read again from" if fact.ended else "could not be read from"
    return f"The mailbox {what} {at:%H:%M} on {at:%A} {at.day} {at:%B}."
