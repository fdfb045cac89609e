"""State: the facts folded into what policy asks of them. Pure; grows with what is open, read in any order of calls.

`State.record` takes facts in the order in which they were recorded. Whatever is derived here could be derived
again from the facts; nothing here is stored.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import singledispatch
from operator import attrgetter

from mailbot.model.facts import (
    AbsenceBegan,
    AbsenceEnded,
    AbsenceProposed,
    AddressChanged,
    AlarmRaised,
    Answered,
    ConcernAnswered,
    ConcernClosed,
    ConcernRaised,
    ContactMade,
    CopyArrived,
    DigestSent,
    Fact,
    HoldPlaced,
    Introduced,
    LiaisonChanged,
    LiaisonEnded,
    MailAccepted,
    MailFailed,
    MeetingArranged,
    MeetingAttended,
    MeetingRequested,
    MessageArrived,
    MessageHeld,
    MessageLinked,
    NoReplyNeeded,
    Outcome,
    QuestionAsked,
    QuestionContinued,
    QuestionReopened,
    StepTaken,
    ThreadOpened,
    UpdateWritten,
    VerdictGiven,
    VersionChanged,
)
from mailbot.model.people import Role
from mailbot.policy.absences import Absences
from mailbot.policy.meetings import Meetings

REMINDERS = frozenset({"reply-reminder", "answer-due-passed"})
"""The templates by which an officer is reminded of questions; the coordinator is shown when they went out."""


@dataclass(slots=True)
class Vacancy:
    """A post of a liaison that nobody holds, or held from some instant to another."""

    post: Role
    since: datetime
    filled_at: datetime | None = None


@dataclass(slots=True)
class Liaison:
    """One roster row as it stands, and since when its present pair of PLR and officer exists."""

    row: LiaisonChanged
    paired_at: datetime
    staffed_since: datetime | None = None
    """Since when both a PLR and an officer are named, whoever they are; None while one is not."""
    introduced_at: datetime | None = None
    ended: bool = False
    """Whether its row is gone from the roster; what was written in it still finds its way."""
    officers: list[tuple[datetime, str | None]] = field(default_factory=list)
    """Who was its officer since when; None for nobody."""
    reassigned: int = 0
    """How often the officer has changed: each change arms the steps of open questions anew."""
    vacancies: list[Vacancy] = field(default_factory=list)
    """When it was without an officer, or without a PLR, in the order in which these times began."""

    @property
    def pair(self) -> tuple[str, str] | None:
        """PLR and officer, where both are named."""
        return (self.row.plr, self.row.officer) if self.row.plr and self.row.officer else None

    def officer_at(self, instant: datetime) -> str | None:
        """Name who was its officer at an instant; before the first, that one."""
        named = [officer for since, officer in self.officers if since <= instant]
        return named[-1] if named else self.officers[0][1]


@dataclass(slots=True)
class Thread:
    """A thread, who can write in it, and what happened in it last."""

    opened: ThreadOpened
    last_at: datetime
    last_writer: str | None = None
    questions: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Question:
    """A question, with what has become of it."""

    asked: QuestionAsked
    reassigned_before: int
    messages: list[str]
    relayed_at: datetime | None = None
    reminded_at: list[datetime] = field(default_factory=list)
    answer: Answered | None = None
    excused: NoReplyNeeded | None = None
    reopened: list[QuestionReopened] = field(default_factory=list)
    holds: list[HoldPlaced] = field(default_factory=list)
    """In the order in which they were placed."""
    verdicts: list[VerdictGiven] = field(default_factory=list)
    """Those that stand; a reopened question has none."""

    @property
    def closed_by(self) -> Answered | NoReplyNeeded | None:
        """Give what ended the wait: an answer, or the officer's word that none is needed."""
        return self.answer or self.excused

    @property
    def is_waiting(self) -> bool:
        """Whether it still waits for an answer."""
        return self.closed_by is None


@dataclass(slots=True)
class Concern:
    """A concern, with what has become of it."""

    raised: ConcernRaised
    answered: ConcernAnswered | None = None
    """The latest answer: whoever gave it is written to when the PLR adds something."""
    closed: ConcernClosed | None = None


@dataclass(slots=True)
class State:
    """What the facts so far amount to."""

    liaisons: dict[str, Liaison] = field(default_factory=dict)
    threads: dict[str, Thread] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    open_questions: dict[str, Question] = field(default_factory=dict)
    """The questions that have no verdict yet."""
    placed: set[tuple[str, str]] = field(default_factory=set)
    """The messages that a person placed, each with its thread: the drafts that were sent, and what had been held."""
    held: dict[str, MessageHeld] = field(default_factory=dict)
    wide_holds: list[HoldPlaced] = field(default_factory=list)
    """The holds on a team or on the force."""
    concerns: dict[str, Concern] = field(default_factory=dict)
    """Every concern, by the message that it was raised by, in the order in which they were recorded."""
    absences: Absences = field(default_factory=Absences)
    meetings: dict[str, Meetings] = field(default_factory=dict)
    """What is known of the meetings of each council, by its id."""
    unreachable: set[str] = field(default_factory=set)
    """The people whose addresses do not exist, as far as bounces and refusals say (RFC 3463: 5.1.x)."""
    steps: dict[tuple[str, str], list[StepTaken]] = field(default_factory=lambda: defaultdict(list))
    verdicts: dict[tuple[str, str], VerdictGiven] = field(default_factory=dict)
    history: dict[tuple[str, str], list[VerdictGiven]] = field(default_factory=lambda: defaultdict(list))
    """The verdicts of a rule on a liaison, in the order of what they are about."""
    contacts: dict[str, list[ContactMade]] = field(default_factory=lambda: defaultdict(list))
    """The contacts of a liaison, in the order in which they were made."""
    touched: set[str] = field(default_factory=set)
    """The liaisons in which something was recorded since the last look; the agenda takes them."""
    versions: dict[str, str] = field(default_factory=dict)
    alarms: dict[str, AlarmRaised] = field(default_factory=dict)
    untold: dict[int, Fact] = field(default_factory=dict)
    """What the coordinator has not been told of yet, by number: escalations, held messages, failures, verdicts."""
    roster_version: int = 0
    last_fact: int = 0
    first_recorded_at: datetime | None = None
    last_digest_at: datetime | None = None
    _open_in: dict[str, dict[str, Question]] = field(default_factory=lambda: defaultdict(dict))
    _liaisons_of: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _question_of: dict[str, str] = field(default_factory=dict)
    _concerns_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _concern_in: dict[str, str] = field(default_factory=dict)

    def record(self, number: int, fact: Fact) -> None:
        """Fold in the fact with this number."""
        self.last_fact = number
        if self.first_recorded_at is None:
            self.first_recorded_at = fact.recorded_at
        _fold(fact, self, number)

    def roles(self, person: str, liaison: str) -> frozenset[Role]:
        """Say what somebody is in a liaison; one person may be PLR and Clerk."""
        row = self.liaisons[liaison].row
        named = {Role.PLR: row.plr, Role.OFFICER: row.officer, Role.CLERK: row.clerk}
        return frozenset(role for role, holder in named.items() if holder == person)

    def liaisons_of(self, person: str, *roles: Role) -> tuple[str, ...]:
        """List the liaisons in which somebody has one of the roles, in an order that stays the same."""
        return tuple(
            sorted(
                liaison
                for liaison in self._liaisons_of.get(person, ())
                if not self.roles(person, liaison).isdisjoint(roles)
            )
        )

    def open_in_liaison(self, liaison: str) -> dict[str, Question]:
        """Give the questions of a liaison that have no verdict yet."""
        return self._open_in[liaison]

    def contact_between(self, liaison: str, start: datetime, end: datetime) -> ContactMade | None:
        """Find the first contact of a liaison from one instant up to, but without, another."""
        made = self.contacts[liaison]
        first = bisect_left(made, start, key=attrgetter("happened_at"))
        return made[first] if first < len(made) and made[first].happened_at < end else None

    def roster(self) -> dict[str, LiaisonChanged]:
        """Give the rows of the roster as it stands, by liaison."""
        return {id_: liaison.row for id_, liaison in self.liaisons.items() if not liaison.ended}

    def is_officer(self, person: str) -> bool:
        """Whether somebody is the point of contact of any liaison."""
        return bool(self.liaisons_of(person, Role.OFFICER))

    def question_of(self, message: str) -> Question | None:
        """Find the question that a message asked or belongs to."""
        return self.questions.get(self._question_of.get(message, ""))

    def open_in_thread(self, thread: str) -> tuple[Question, ...]:
        """List the questions of a thread that have no answer yet."""
        opened = self.threads[thread].questions if thread in self.threads else ()
        return tuple(self.questions[question] for question in opened if self.questions[question].is_waiting)

    def answered_in(self, thread: str, arrived_at: datetime) -> tuple[Question, ...]:
        """List the questions of a thread that mail of that time answers: those that wait, or were answered later.

        Mail may be read in another order than it arrived in.
        """
        opened = self.threads[thread].questions if thread in self.threads else ()
        return tuple(
            question
            for question in map(self.questions.__getitem__, opened)
            if question.asked.happened_at <= arrived_at
            and (question.closed_by is None or arrived_at < question.closed_by.happened_at)
            and (question.is_waiting or question.asked.question in self.open_questions)
        )

    def concerns_of(self, liaison: str) -> Iterator[Concern]:
        """List the concerns that were raised in a liaison."""
        return (self.concerns[message] for message in self._concerns_of.get(liaison, ()))

    def concern_in(self, thread: str) -> Concern:
        """Give the latest concern that a thread is about."""
        return self.concerns[self._concern_in[thread]]

    def in_doubt(self) -> Iterator[tuple[str, Question]]:
        """List the messages of PLRs of which nobody has said yet whether they want an answer."""
        return ((id_, question) for id_, question in self.open_questions.items() if question.asked.in_doubt)

    def officer_of(self, question: Question) -> str | None:
        """Name whose answer a question waits for: the officer of the liaison as it stands now."""
        return self.liaisons[question.asked.liaison].row.officer

    def reassignments(self, question: Question) -> int:
        """Count how often the officer has changed since the question was asked."""
        return self.liaisons[question.asked.liaison].reassigned - question.reassigned_before

    def closed_last(self, thread: str) -> tuple[Question, ...]:
        """List the questions of a thread that were closed in it last, all by one message."""
        opened = [self.questions[question] for question in self.threads[thread].questions]
        last = max((one.closed_by for one in opened if one.closed_by), key=attrgetter("happened_at"), default=None)
        return tuple(one for one in opened if last and one.closed_by and one.closed_by.message == last.message)

    def holds_on(self, question: Question) -> tuple[HoldPlaced, ...]:
        """List the holds that a question is under, in the order in which they were placed."""
        return tuple(sorted([*question.holds, *self.holds_in(question.asked.liaison)], key=attrgetter("happened_at")))

    def holds_in(self, liaison: str) -> tuple[HoldPlaced, ...]:
        """List the holds on the team of a liaison and on the force; some are long over."""
        team = self.liaisons[liaison].row.team
        return tuple(hold for hold in self.wide_holds if hold.team in ("", team))

    def may_be_answered_by_held_mail(self, question: Question) -> bool:
        """Whether a message that came after this question, and waits to be placed, may be its answer (law 5)."""
        asked = question.asked
        return any(
            held.happened_at >= asked.happened_at
            and any(guess == asked.thread or self._is_about(guess, asked.question) for guess in held.guesses)
            for held in self.held.values()
        )

    def _is_about(self, thread: str, question: str) -> bool:
        return thread in self.threads and question in self.threads[thread].opened.about


@singledispatch
def _fold(fact: Fact, state: State, number: int) -> None:
    """Fold one kind of fact; a kind without a function of its own changes nothing here."""


@_fold.register
def _liaison_changed(fact: LiaisonChanged, state: State, number: int) -> None:
    known = state.liaisons.get(fact.liaison)
    if known is None:
        begun_on = fact.since_on or fact.happened_at.date()
        begun_at = fact.happened_at.replace(year=begun_on.year, month=begun_on.month, day=begun_on.day)
        state.liaisons[fact.liaison] = known = Liaison(fact, begun_at, officers=[(begun_at, fact.officer)])
        known.staffed_since = begun_at if known.pair else None
    else:
        _leave(state, known.row)
        known.ended, before = False, known.pair
        if known.row.officer != fact.officer:
            known.reassigned += 1
            known.officers.append((fact.happened_at, fact.officer))
        known.row = fact
        if known.pair != before:
            known.paired_at, known.introduced_at = fact.happened_at, None
        if known.pair is None or before is None:
            known.staffed_since = fact.happened_at if known.pair else None
    _staff(known, fact)
    _sit(state, fact, known.paired_at)
    for person in (fact.plr, fact.officer, fact.clerk):
        if person:
            state._liaisons_of[person].add(fact.liaison)
    state.touched.add(fact.liaison)
    _touch_absent(fact.officer, state)
    state.roster_version = number


def _touch_absent(officer: str | None, state: State) -> None:
    """An officer's absence is told in one of their liaisons, which another row may change."""
    if officer and state.absences.of(officer):
        state.touched.update(state.liaisons_of(officer, Role.OFFICER))


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
    state.touched.update(meetings.liaisons)
    if fact.last_meeting_on is not None:
        meetings.state_last(fact.last_meeting_on)


def _leave(state: State, row: LiaisonChanged) -> None:
    liaisons = state.meetings[row.council].liaisons
    liaisons.discard(row.liaison)
    state.touched.update(liaisons)
    for person in (row.plr, row.officer, row.clerk):
        if person:
            state._liaisons_of[person].discard(row.liaison)
    _touch_absent(row.officer, state)


@_fold.register
def _liaison_ended(fact: LiaisonEnded, state: State, number: int) -> None:
    liaison = state.liaisons[fact.liaison]
    _leave(state, liaison.row)
    liaison.ended = True
    state.touched.add(fact.liaison)
    state.roster_version = number


@_fold.register
def _version_changed(fact: VersionChanged, state: State, number: int) -> None:
    state.versions[fact.of] = fact.version


@_fold.register
def _address_changed(fact: AddressChanged, state: State, number: int) -> None:
    state.unreachable.discard(fact.person)


@_fold.register
def _thread_opened(fact: ThreadOpened, state: State, number: int) -> None:
    state.threads.setdefault(fact.thread, Thread(fact, fact.happened_at))


@_fold.register
def _message_arrived(fact: MessageArrived, state: State, number: int) -> None:
    thread = state.threads.get(fact.thread or "")
    if thread is not None and fact.happened_at >= thread.last_at:
        thread.last_at, thread.last_writer = fact.happened_at, fact.writer


@_fold.register
def _copy_arrived(fact: CopyArrived, state: State, number: int) -> None:
    """The earliest arrival of a message counts (law 2)."""
    for question in state.open_questions.values():
        asked, answer = question.asked, question.answer
        state.touched.add(asked.liaison)
        if asked.message == fact.message:
            question.asked = replace(asked, happened_at=min(asked.happened_at, fact.happened_at))
        if answer is not None and answer.message == fact.message:
            question.answer = replace(answer, happened_at=min(answer.happened_at, fact.happened_at))


@_fold.register
def _message_held(fact: MessageHeld, state: State, number: int) -> None:
    state.held[fact.message] = fact
    _touch_guessed(fact, state)
    state.untold[number] = fact


def _touch_guessed(held: MessageHeld, state: State) -> None:
    """A held message may suspend what is owed wherever it may belong (law 5)."""
    threads = [state.threads[guess].opened for guess in held.guesses if guess in state.threads]
    state.touched.update(opened.liaison for opened in threads if opened.liaison)
    abouts = [about for opened in threads for about in opened.about if about in state.questions]
    state.touched.update(state.questions[question].asked.liaison for question in abouts)


@_fold.register
def _message_linked(fact: MessageLinked, state: State, number: int) -> None:
    held = state.held.pop(fact.message, None)
    if held is not None:
        _touch_guessed(held, state)
    state.placed.add((fact.message, fact.thread))


@_fold.register
def _question_asked(fact: QuestionAsked, state: State, number: int) -> None:
    question = Question(fact, state.liaisons[fact.liaison].reassigned, [fact.message])
    state.questions[fact.question] = state.open_questions[fact.question] = question
    state.open_in_liaison(fact.liaison)[fact.question] = question
    state.touched.add(fact.liaison)
    state.threads[fact.thread].questions.append(fact.question)
    state._question_of[fact.message] = fact.question


@_fold.register
def _question_continued(fact: QuestionContinued, state: State, number: int) -> None:
    state.questions[fact.question].messages.append(fact.message)
    state._question_of[fact.message] = fact.question


@_fold.register
def _answered(fact: Answered, state: State, number: int) -> None:
    question = state.questions[fact.question]
    if question.answer is None or fact.happened_at < question.answer.happened_at:
        question.answer = fact
    if question.asked.in_doubt:
        _close(question, state)
    state.touched.add(question.asked.liaison)


@_fold.register
def _no_reply_needed(fact: NoReplyNeeded, state: State, number: int) -> None:
    question = state.questions[fact.question]
    question.excused = fact
    if question.asked.in_doubt:
        _close(question, state)
    state.touched.add(question.asked.liaison)


@_fold.register
def _question_reopened(fact: QuestionReopened, state: State, number: int) -> None:
    """It is owed again; a verdict that was given on it stands in the ledger, and another will follow."""
    question = state.questions[fact.question]
    question.answer, question.excused = None, None
    question.asked = replace(question.asked, in_doubt=False)
    question.reopened.append(fact)
    liaison = question.asked.liaison
    state.open_questions[fact.question] = state.open_in_liaison(liaison)[fact.question] = question
    for given in question.verdicts:
        state.verdicts.pop((given.rule, given.obligation), None)
        state.history[(given.rule, liaison)].remove(given)
    question.verdicts.clear()
    state.touched.add(liaison)
    state.untold[number] = fact


@_fold.register
def _hold_placed(fact: HoldPlaced, state: State, number: int) -> None:
    question = state.questions.get(fact.question)
    if question is None:
        state.wide_holds.append(fact)
        state.touched.update(question.asked.liaison for question in state.open_questions.values())
        return
    insort(question.holds, fact, key=attrgetter("happened_at"))
    state.touched.add(question.asked.liaison)
    state.untold[number] = fact


def _close(question: Question, state: State) -> None:
    asked = question.asked
    state.open_questions.pop(asked.question, None)
    state.open_in_liaison(asked.liaison).pop(asked.question, None)


@_fold.register
def _contact_made(fact: ContactMade, state: State, number: int) -> None:
    insort(state.contacts[fact.liaison], fact, key=attrgetter("happened_at"))
    state.touched.add(fact.liaison)


@_fold.register
def _concern_raised(fact: ConcernRaised, state: State, number: int) -> None:
    state.concerns[fact.message] = Concern(fact)
    state._concerns_of[fact.liaison].append(fact.message)
    state._concern_in[fact.thread] = fact.message
    state.touched.add(fact.liaison)


@_fold.register
def _concern_answered(fact: ConcernAnswered, state: State, number: int) -> None:
    concern = state.concerns[fact.concern]
    if concern.answered is None or fact.happened_at >= concern.answered.happened_at:
        concern.answered = fact
    state.touched.add(concern.raised.liaison)


@_fold.register
def _concern_closed(fact: ConcernClosed, state: State, number: int) -> None:
    concern = state.concerns[fact.concern]
    if concern.closed is None or fact.happened_at < concern.closed.happened_at:
        concern.closed = fact
    state.touched.add(concern.raised.liaison)


@_fold.register
def _absence_began(fact: AbsenceBegan, state: State, number: int) -> None:
    state.absences.begin(fact)
    state.touched.update(state.liaisons_of(fact.person, Role.OFFICER))


@_fold.register
def _absence_ended(fact: AbsenceEnded, state: State, number: int) -> None:
    state.absences.end(fact)
    state.touched.update(state.liaisons_of(fact.person, Role.OFFICER))


@_fold.register
def _absence_proposed(fact: AbsenceProposed, state: State, number: int) -> None:
    state.absences.proposed[fact.absence] = fact


@_fold.register
def _meeting_known(
    fact: MeetingArranged | MeetingAttended | UpdateWritten | MeetingRequested, state: State, number: int
) -> None:
    meetings = state.meetings[fact.council]
    meetings.record(fact)
    state.touched.update(meetings.liaisons)


@_fold.register
def _introduced(fact: Introduced, state: State, number: int) -> None:
    liaison = state.liaisons[fact.liaison]
    if liaison.pair == (fact.plr, fact.officer):
        liaison.introduced_at = fact.happened_at
        state.touched.add(fact.liaison)


@_fold.register
def _mail_accepted(fact: MailAccepted, state: State, number: int) -> None:
    question = state.question_of(fact.relays) if fact.relays else None
    if question is not None and question.relayed_at is None and fact.to == state.officer_of(question):
        question.relayed_at = fact.happened_at
    if fact.template in REMINDERS:
        for question_id in state.threads[fact.thread].opened.about:
            state.questions[question_id].reminded_at.append(fact.happened_at)


@_fold.register
def _mail_failed(fact: MailFailed, state: State, number: int) -> None:
    if fact.status.startswith("5.1."):
        state.unreachable.add(fact.to)
    state.untold[number] = fact
    thread = state.threads.get(fact.thread)
    if fact.relays and thread is not None and thread.opened.liaison:
        _unmake_contacts(thread.opened.liaison, fact, state)


def _unmake_contacts(liaison: str, fact: MailFailed, state: State) -> None:
    """A mail that came back was no contact (design, Words: Contact)."""
    made = state.contacts[liaison]
    made[:] = [contact for contact in made if (contact.message, contact.plr) != (fact.relays, fact.to)]
    state.touched.add(liaison)


@_fold.register
def _step_taken(fact: StepTaken, state: State, number: int) -> None:
    state.steps[(fact.rule, fact.obligation)].append(fact)
    if fact.escalates:
        state.untold[number] = fact


@_fold.register
def _verdict_given(fact: VerdictGiven, state: State, number: int) -> None:
    state.verdicts[(fact.rule, fact.obligation)] = fact
    insort(state.history[(fact.rule, fact.liaison)], fact, key=attrgetter("started_at"))
    if fact.obligation in state.open_questions:
        state.open_questions[fact.obligation].verdicts.append(fact)
        _close(state.open_questions[fact.obligation], state)
    escalated = any(step.escalates for step in state.steps[(fact.rule, fact.obligation)])
    if escalated or fact.outcome in (Outcome.LAPSED, Outcome.EXCUSED):
        state.untold[number] = fact
    state.touched.add(fact.liaison)


@_fold.register
def _digest_sent(fact: DigestSent, state: State, number: int) -> None:
    state.last_digest_at = fact.happened_at
    state.untold = {known: told for known, told in state.untold.items() if known > fact.up_to}


@_fold.register
def _alarm_raised(fact: AlarmRaised, state: State, number: int) -> None:
    state.untold[number] = fact
    if fact.ended:
        state.alarms.pop(fact.alarm, None)
    else:
        state.alarms[fact.alarm] = fact
