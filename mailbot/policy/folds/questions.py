"""Folds of questions: asked, answered, held, reopened."""

from __future__ import annotations

from bisect import insort
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from mailbot.model.facts import (
    Answered,
    Excused,
    HoldPlaced,
    NoReplyNeeded,
    QuestionAsked,
    QuestionContinued,
    QuestionReopened,
)
from mailbot.model.understanding import Asks
from mailbot.policy.entries import Question
from mailbot.policy.folds.dispatch import fold, take_back
from mailbot.policy.state import State


@fold.register
def _question_asked(fact: QuestionAsked, state: State, number: int) -> None:
    relayed_at = _leave_question(fact.message, state)
    question = Question(fact, len(state.liaisons[fact.liaison].officers), [fact.message], relayed_at=relayed_at)
    state.questions[fact.question] = state.open_questions[fact.question] = question
    state.open_in_liaison(fact.liaison)[fact.question] = question
    state.touched.add(fact.liaison)
    state.threads[fact.thread].questions.append(fact.question)
    state.question_by_message[fact.message] = fact.question


@fold.register
def _question_continued(fact: QuestionContinued, state: State, number: int) -> None:
    """Mail may be read in another order than it arrived in: a question dates from the first of its messages."""
    _leave_question(fact.message, state)
    question, asked = state.questions[fact.question], state.questions[fact.question].asked
    state.question_by_message[fact.message] = fact.question
    if fact.happened_at >= asked.happened_at:
        question.further.append(fact)
        question.messages.append(fact.message)
        return
    asks = Asks.IN_DOUBT if asked.in_doubt else Asks.QUESTION
    question.further.append(replace(fact, happened_at=asked.happened_at, message=asked.message, asks=asks))
    question.messages.insert(0, fact.message)
    in_doubt = asked.in_doubt and fact.asks is not Asks.QUESTION
    question.asked = replace(asked, happened_at=fact.happened_at, message=fact.message, in_doubt=in_doubt)
    state.touched.add(asked.liaison)


def _leave_question(message: str, state: State) -> datetime | None:
    """Take a message from the question that it was taken to belong to; gives when that had reached the officer."""
    before = state.question_of(message)
    if before is None:
        return None
    before.messages.remove(message)
    before.further[:] = [one for one in before.further if one.message != message]
    return before.relayed_at


@fold.register
def _closed(fact: Answered | NoReplyNeeded, state: State, number: int) -> None:
    question = state.questions[fact.question]
    insort(question.closings, fact, key=attrgetter("happened_at"))
    if question.asked.in_doubt:
        state.close(question)
    state.touched.add(question.asked.liaison)


@fold.register
def _question_reopened(fact: QuestionReopened, state: State, number: int) -> None:
    """It is owed again; a verdict that was given on it stands in the ledger, and another will follow."""
    question = state.questions[fact.question]
    if fact.disputed and question.answer is not None:
        _unmake_contact(question.asked.liaison, question.answer.message, state)
    question.closings.clear()
    question.asked = replace(question.asked, in_doubt=False)
    question.reopened.append(fact)
    told = [(given.rule, given.obligation) for given in question.verdicts]
    open_again(question, state)
    state.untold[number] = fact
    for key in told:
        state.open_again.pop(key, None)  # it is told as what the PLR says


def _unmake_contact(liaison: str, message: str, state: State) -> None:
    """A call that an officer noted and the PLR denies counts for no period (expectations, paragraph 15)."""
    made = state.contacts[liaison]
    denied = {contact.happened_at for contact in made if contact.message == message}
    made[:] = [contact for contact in made if contact.message != message]
    state.owe_again(liaison, lambda given: given.ended_at in denied)
    if denied:
        state.restate(liaison)


def open_again(question: Question, state: State) -> None:
    """Have a question be owed as if no verdict had been given on it."""
    id_, liaison = question.asked.question, question.asked.liaison
    state.open_questions[id_] = state.open_in_liaison(liaison)[id_] = question
    for given in question.verdicts:
        state.withdraw(given)
    question.verdicts.clear()
    state.touched.add(liaison)


@take_back.register
def _not_closed(fact: Answered | NoReplyNeeded, state: State) -> None:
    not_closed_by(fact, state.questions[fact.question], state)


def not_closed_by(fact: Answered | NoReplyNeeded | Excused, question: Question, state: State) -> None:
    """Have a question be as it was before, unless something else has closed it."""
    if fact in question.closings:
        question.closings.remove(fact)
    if question.is_waiting:
        open_again(question, state)


@fold.register
def _hold_placed(fact: HoldPlaced, state: State, number: int) -> None:
    question = state.questions.get(fact.question)
    if question is None:
        state.wide_holds.append(fact)
        state.touched.update(question.asked.liaison for question in state.open_questions.values())
        return
    insort(question.holds, fact, key=attrgetter("happened_at"))
    state.touched.add(question.asked.liaison)
    state.untold[number] = fact


@take_back.register
def _not_held(fact: HoldPlaced, state: State) -> None:
    """What was judged by a deadline that it had moved is judged anew without it."""
    question = state.questions.get(fact.question)
    concerned = [one for one in ([question] if question else state.questions.values()) if fact in state.holds_on(one)]
    holds = question.holds if question else state.wide_holds
    if fact in holds:
        holds.remove(fact)
    for one in concerned:
        if any(fact.message in given.armed_by for given in one.verdicts):
            open_again(one, state)
    state.touched.update(one.asked.liaison for one in concerned)
