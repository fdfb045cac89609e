"""Taking back: of each kind of fact that UNDO takes back, until when it can, and who is told that it was. Pure.

Whoever was told of what is no longer so is told again. What has gone, or others have acted on, stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import singledispatch

from mailbot.model.facts import (
    AbsenceBegan,
    AbsenceEnded,
    Answered,
    ArrangementEnded,
    Fact,
    HoldPlaced,
    MeetingArranged,
    MeetingRequested,
    OfficerChangeAnnounced,
    PlanAgreed,
    PlrChangeConfirmed,
    PlrChangeProposed,
    PlrChangeRefused,
    Source,
    ThreadOpened,
    WordsReleased,
)
from mailbot.model.ids import made_id
from mailbot.model.mail import Mail
from mailbot.policy import stand_in_mails
from mailbot.policy.absences import Absence
from mailbot.policy.answer_day import answer_deadline
from mailbot.policy.commands import officer_changes
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision
from mailbot.policy.entries import Question
from mailbot.policy.invitations import arrange_again, call_off, move_back
from mailbot.policy.letter import letter
from mailbot.policy.relay import council_reader, open_questions_passed
from mailbot.policy.stand_in import council_reader_on, officer_on


@singledispatch
def still_holds(fact: Fact, done: Sequence[Fact], call: Call) -> bool:
    """Whether a fact can be taken back still: nothing has come of it, and no later word has taken its place.

    `done` are all the facts of its command.
    """
    return True


@still_holds.register
def _is_to_come(fact: OfficerChangeAnnounced, done: Sequence[Fact], call: Call) -> bool:
    return call.state.officers_coming.get(fact.liaison) == fact


@still_holds.register
def _is_unanswered(fact: MeetingRequested, done: Sequence[Fact], call: Call) -> bool:
    return not any(call.state.meetings[fact.council].meeting(fact, call.programme.calendar))


@still_holds.register
def _is_last_of_meeting(fact: ArrangementEnded, done: Sequence[Fact], call: Call) -> bool:
    meetings = call.state.meetings[fact.council]
    arranged = meetings.arranged[-1] if meetings.arranged else None
    return arranged is not None and arranged.meeting == fact.meeting and arranged.recorded_at <= fact.recorded_at


@still_holds.register
def _is_no_further(fact: PlrChangeProposed, done: Sequence[Fact], call: Call) -> bool:
    change = call.state.plr_changes.changes[fact.change]
    return change.confirmed is None or change.confirmed in done


@still_holds.register
def _is_not_carried_out(fact: PlrChangeConfirmed | PlrChangeRefused, done: Sequence[Fact], call: Call) -> bool:
    change = call.state.plr_changes.changes[fact.change]
    return fact == change.word and call.state.liaisons[fact.liaison].row.plr == change.proposed.plr


@still_holds.register
def _is_unread(fact: WordsReleased, done: Sequence[Fact], call: Call) -> bool:
    return call.state.liaisons[fact.liaison].row.plr == fact.plr


@singledispatch
def told_of_undoing(fact: Fact, call: Call) -> Decision:
    """Give the mails by which people learn that a fact of which they were told is taken back, with their threads."""
    return Decision()


@told_of_undoing.register
def _answer_is_awaited(fact: Answered, call: Call) -> Decision:
    """Who was told that they have had an answer is told that it is still to come."""
    question = call.state.questions[fact.question]
    due = answer_deadline(question, call.state, call.programme)
    if question.answer != fact or fact.source is Source.MAIL or due is None:
        return Decision()
    return Decision((), (_to_asker(question, call, "answer-awaited", {"answer_by": due.due_by.isoformat()}),))


@told_of_undoing.register
def _meeting_is_as_before(fact: MeetingArranged, call: Call) -> Decision:
    """Whoever has it in their calendar is sent the day from which it was moved, or what takes it out again."""
    meetings = call.state.meetings[fact.council]
    before = meetings.before(fact)
    if meetings.arrangement is None or meetings.arrangement.fact != fact:
        return Decision()
    if before is not None and before.on >= call.today:
        return move_back(call.arrival, fact, before)
    told = call_off(call.arrival, fact, call.writer)
    return Decision(tuple(opened for opened in told.facts if isinstance(opened, ThreadOpened)), told.mails)


@told_of_undoing.register
def _meeting_is_on_after_all(fact: ArrangementEnded, call: Call) -> Decision:
    """Whoever had it taken out of their calendar is invited again."""
    arranged = call.state.meetings[fact.council].arranged[-1]
    if arranged.on < call.today or not arranged.thread or not arranged.is_invited_to:
        return Decision()
    return arrange_again(call.arrival, arranged)


@told_of_undoing.register
def _nobody_is_asked_to_a_meeting(fact: MeetingRequested, call: Call) -> Decision:
    """The officer, who has the PLR's message, is told that they need not come."""
    row = call.state.liaisons[fact.liaison].row
    if row.officer is None:
        return Decision()
    day = fact.on.isoformat() if fact.on else None
    data: dict[str, object] = {
        "liaison": fact.liaison,
        "plr": fact.plr,
        "on": fact.starts_at.isoformat() if fact.starts_at else day,
    }
    return _told(call, fact, officer_on(call.today, row.officer, call.state), "meeting-not-wanted", data)


@told_of_undoing.register
def _plan_is_as_before(fact: PlanAgreed, call: Call) -> Decision:
    """The other of the two, who was told of a plan, is told of the one before."""
    known, state = call.state.liaisons[fact.liaison], call.state
    if not known.plans or known.plans[-1] != fact:
        return Decision()
    data: dict[str, object] = {"liaison": fact.liaison, "plan": known.plan_before(fact), "by": fact.by}
    if fact.source is Source.PLR:
        reader = officer_on(call.today, known.row.officer, state) if known.row.officer else None
        return _told(call, fact, reader, "plan-as-before", data | {"for_plr": False})
    reader = council_reader_on(call.today, known.row.plr, fact.liaison, state)
    is_told = known.row.contact_by == "email"
    data |= {"for_plr": True}
    return _told(call, fact, reader if is_told else None, "plan-as-before", data, liaison=fact.liaison)


@told_of_undoing.register
def _change_is_off(fact: PlrChangeConfirmed, call: Call) -> Decision:
    """The officer, who was told of a change to come, is told that it does not come."""
    officer = call.state.liaisons[fact.liaison].row.officer
    if officer is None or call.state.plr_changes.changes[fact.change].proposed.is_same_person:
        return Decision()
    reader = officer_on(call.today, officer, call.state)
    return _told(call, fact, reader, "plr-change-off", {"change": fact.change, "liaison": fact.liaison})


@told_of_undoing.register
def _change_is_on_after_all(fact: PlrChangeRefused, call: Call) -> Decision:
    """The officer, who was told that a change does not come, is told of it again."""
    officer = call.state.liaisons[fact.liaison].row.officer
    words = call.state.plr_changes.changes[fact.change].words
    if officer is None or not any(isinstance(word, PlrChangeConfirmed) for word in words[:-1]):
        return Decision()
    reader = officer_on(call.today, officer, call.state)
    return _told(call, fact, reader, "plr-change-ahead", {"change": fact.change, "liaison": fact.liaison})


@told_of_undoing.register
def _cover_is_not_needed(fact: AbsenceBegan, call: Call) -> Decision:
    """Who was told that they read in somebody's place is told that they do not; what waits is theirs again."""
    now = call.arrival.recorded_at
    before = next((one.began for one in _cut_short_by(fact, call)), None)
    told = stand_in_mails.told_of_end(fact, call.writer, call.arrival, call.state, call.today, before)
    if fact.cover is None:
        return told
    return told + Decision(mails=open_questions_passed(fact.person, fact.person, call.state, call.programme, now))


@told_of_undoing.register
def _cover_is_needed_after_all(fact: AbsenceEnded, call: Call) -> Decision:
    """Who was told that an absence is over, or another, is told of it again."""
    absence = call.state.absences.get(fact.absence)
    if absence is None or (absence.began.until_on is not None and absence.began.until_on < call.today):
        return Decision()
    return stand_in_mails.told_of_it(absence.began, call.writer, call.arrival, call.state, call.today)


@told_of_undoing.register
def _officer_stays(fact: OfficerChangeAnnounced, call: Call) -> Decision:
    """Both officers who were told of a change are told that it does not come."""
    return officer_changes.told_ahead(call, (fact,), is_off=True)


@told_of_undoing.register
def _day_is_as_before(fact: HoldPlaced, call: Call) -> Decision:
    """Who was told of the new day of a hold is told of the day without it."""
    return Decision((), tuple(_days_as_before(fact, call)))


def _days_as_before(fact: HoldPlaced, call: Call) -> Iterator[Mail]:
    """Name the day without the hold; where that has passed already, the rule says so, with a day that is to come."""
    state = call.state
    for question in state.open_questions.values():
        holds = state.holds_on(question)
        if fact not in holds or not question.is_waiting:
            continue
        before = answer_deadline(question, state, call.programme)
        after = answer_deadline(question, state, call.programme, [hold for hold in holds if hold != fact])
        if before and after and before.due_by != after.due_by and after.due_by > call.arrival.recorded_at:
            days = {"answer_by": before.due_by.isoformat(), "new_answer_by": after.due_by.isoformat()}
            yield _to_asker(question, call, "reply-date-moved", days)


def _cut_short_by(fact: AbsenceBegan, call: Call) -> Iterator[Absence]:
    """Find the absence that one was written in the place of."""
    for absence in call.state.absences.of(fact.person):
        if absence.ended is not None and absence.ended.happened_at == fact.happened_at:
            yield absence


def _told(
    call: Call, fact: Fact, reader: str | None, template: str, data: Mapping[str, object], *, liaison: str | None = None
) -> Decision:
    """Write to somebody of what is taken back; nobody is told what they did themselves.

    What they answer at their desk is about the conversation in which it was taken back.
    """
    if reader is None or reader == call.writer:
        return Decision()
    thread = call.arrival.placement.thread or ""
    is_conversation = thread in call.state.threads and call.state.threads[thread].opened.liaison is not None
    about = (thread,) if is_conversation and liaison is None else ()
    key = made_id("k", template, call.arrival.message, reader, fact.happened_at.isoformat(), str(data["liaison"]))
    return letter(key, reader, template, {**data, "thread": thread}, liaison=liaison, about=about, **call.arrival.times)


def _to_asker(question: Question, call: Call, template: str, days: Mapping[str, object]) -> Mail:
    asked, state = question.asked, call.state
    return Mail(
        key=f"{template}:{call.arrival.message}:{asked.question}",
        to=council_reader(state, state.threads[asked.thread], call.today) or asked.plr,
        thread=asked.thread,
        queued_at=call.arrival.recorded_at,
        template=template,
        parent=asked.message,
        data={"question": asked.question, **days},
    )
