"""State: the facts folded into what policy asks of them. Pure; grows with what is open, read in any order of calls.

`folds.record` puts facts in, in the order in which they were recorded. Whatever is derived here could be derived
again from the facts; nothing here is stored.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import zip_longest
from operator import attrgetter

from mailbot.model.facts import (
    AlarmRaised,
    ContactMade,
    CourseConfirmed,
    DeputyTold,
    DigestSent,
    Engaged,
    Excused,
    Fact,
    HoldPlaced,
    LiaisonChanged,
    LineSeen,
    LineSnoozed,
    MessageHeld,
    OfficerChangeAnnounced,
    Outcome,
    StepTaken,
    VerdictGiven,
)
from mailbot.model.ids import COORDINATOR
from mailbot.model.people import Role
from mailbot.policy.absences import Absences
from mailbot.policy.entries import Concern, Done, Introduction, Liaison, News, Question, Thread, Told, pair_obligation
from mailbot.policy.meetings import Meetings
from mailbot.policy.plr_changes import PlrChanges

OFFICER_DAY = "officer-day"
"""The template of the mail in which an officer gets what several rules ask of a day."""

REMINDERS = frozenset({"reply-reminder", "answer-due", OFFICER_DAY})
"""The templates by which an officer is reminded of questions; the coordinator is shown when they went out."""

OVERTAKEN = -1
"""Stands for the version of the roster on which an offered one was shown, once another has been approved since."""

_MET = frozenset({Outcome.MET, Outcome.LATE})
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class State:
    """What the facts so far amount to."""

    liaisons: dict[str, Liaison] = field(default_factory=dict)
    threads: dict[str, Thread] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    open_questions: dict[str, Question] = field(default_factory=dict)
    """The questions that have no verdict yet."""
    introductions: dict[str, Introduction] = field(default_factory=dict)
    """The introductions of every pair that is or was, by the id of what was owed."""
    placed: set[tuple[str, str]] = field(default_factory=set)
    """The messages that a person placed, each with its thread: the drafts that were sent, and what had been held."""
    held: dict[str, MessageHeld] = field(default_factory=dict)
    set_aside: dict[str, MessageHeld] = field(default_factory=dict)
    """What had been held, and the coordinator closed."""
    wide_holds: list[HoldPlaced] = field(default_factory=list)
    """The holds on a team or on the force."""
    concerns: dict[str, Concern] = field(default_factory=dict)
    """Every concern, by the message that it was raised by, in the order in which they were recorded."""
    engaged: list[Engaged] = field(default_factory=list)
    """The contacts with groups that belong to no council."""
    courses: dict[tuple[str, str], list[CourseConfirmed]] = field(default_factory=lambda: defaultdict(list))
    """What somebody said of a course that they completed, in the order in which it was noted."""
    news: dict[str, News] = field(default_factory=dict)
    """All news, by the message that it was written in."""
    news_by_liaison: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What was released, by the first of the liaisons that it goes to."""
    done: dict[str, list[Done]] = field(default_factory=lambda: defaultdict(list))
    """The commands that were carried out, by the thread in which they were answered."""
    doing: list[Fact] = field(default_factory=list)
    """What was recorded since a message arrived, or since the last command of it was carried out."""
    absences: Absences = field(default_factory=Absences)
    plr_changes: PlrChanges = field(default_factory=PlrChanges)
    officers_coming: dict[str, OfficerChangeAnnounced] = field(default_factory=dict)
    """The announced changes of officer whose day is still to come, by liaison."""
    meetings: dict[str, Meetings] = field(default_factory=dict)
    """What is known of the meetings of each council, by its id."""
    unreachable: set[str] = field(default_factory=set)
    """The people whose addresses do not exist, as far as bounces and refusals say (RFC 3463: 5.1.x)."""
    own_mail_at: dict[tuple[str, bool], deque[datetime]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=100))
    )
    """When mail of ours was last accepted for somebody: what answers a message apart from what does not."""
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
    """What the coordinator has not been told of yet, by number, in order: escalations, held messages, verdicts …"""
    told_last: dict[int, Fact] = field(default_factory=dict)
    """What the latest digest told: it is told again where that digest did not arrive."""
    digests: dict[str, DigestSent | DeputyTold] = field(default_factory=dict)
    """Every digest by its thread, and what the deputy was told, for what its numbers stand for."""
    told: dict[tuple[str, str], Told] = field(default_factory=dict)
    """What the coordinator was told of and may be open still, named as in `seen`."""
    deputy_told: set[tuple[str, str]] = field(default_factory=set)
    """What the deputy was told of, named in the same way."""
    open_again: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """Since when something is open again of which the coordinator was told that it had ended, named likewise."""
    told_again: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """What of it the latest digest told."""
    seen: dict[tuple[str, str], LineSeen] = field(default_factory=dict)
    """The lines of digests that the coordinator has seen, by rule and obligation; of a held message without a rule."""
    snoozed: dict[tuple[str, str], LineSnoozed] = field(default_factory=dict)
    """The lines that the coordinator wants to hear of from some day on, named in the same way."""
    excuses: dict[tuple[str, str], list[Excused]] = field(default_factory=lambda: defaultdict(list))
    """What the coordinator has excused, but for questions, which say it themselves; the first word comes first."""
    rosters_offered: set[str] = field(default_factory=set)
    """The messages whose rosters wait for the coordinator's word."""
    roster_shown_on: dict[str, int] = field(default_factory=dict)
    """The version of the roster on which an offered one was shown."""
    roster_version: int = 0
    last_fact: int = 0
    first_recorded_at: datetime | None = None
    last_recorded_at: datetime = _LONG_AGO
    last_digest_at: datetime | None = None
    open_by_liaison: dict[str, dict[str, Question]] = field(default_factory=lambda: defaultdict(dict))
    liaisons_by_person: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    liaisons_by_officer: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The liaisons whose officer somebody is or was."""
    question_by_message: dict[str, str] = field(default_factory=dict)
    concerns_by_liaison: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    concern_by_thread: dict[str, str] = field(default_factory=dict)

    def roles(self, person: str, liaison: str) -> frozenset[Role]:
        """Say what somebody is in a liaison; one person may be PLR and Clerk.

        Whoever is to be written to between two PLRs writes for the council as its Clerk does.
        """
        row = self.liaisons[liaison].row
        named = {Role.PLR: row.plr, Role.OFFICER: row.officer, Role.CLERK: row.clerk}
        roles = frozenset(role for role, holder in named.items() if holder == person)
        seat = self.plr_changes.seats.get(liaison)
        return roles | {Role.CLERK} if seat and seat.interim == person else roles

    def liaisons_of(self, person: str, *roles: Role) -> tuple[str, ...]:
        """List the liaisons in which somebody has one of the roles, in an order that stays the same."""
        return tuple(
            sorted(
                liaison
                for liaison in self.liaisons_by_person.get(person, ())
                if not self.roles(person, liaison).isdisjoint(roles)
            )
        )

    def introduction(self, liaison: str, to: Role) -> Introduction:
        """Give the introduction of a liaison's present pair to one of the two."""
        known = self.liaisons[liaison]
        assert known.pair is not None
        return self.introductions[pair_obligation(liaison, *known.pair, known.paired_at, to)]

    def excuse(self, rule: str, obligation: str) -> Excused | None:
        """Give the word with which the coordinator excused what is owed under a rule; None where there is none."""
        return next(iter(self.excuses.get((rule, obligation), ())), None)

    def reopen(self, introduction: Introduction) -> None:
        """Take back the verdicts on an introduction: it is owed still."""
        for rule in introduction.judged_by:
            if given := self.verdicts.get((rule, introduction.obligation)):
                self.withdraw(given)
        self.touched.add(introduction.liaison)

    def owe_again(self, liaison: str, was_met: Callable[[VerdictGiven], bool]) -> None:
        """Take back the verdicts of a liaison on what was met by something that is undone; each is judged anew."""
        self.judge_anew(liaison, lambda given: given.outcome in _MET and was_met(given))

    def judge_anew(self, liaison: str, is_concerned: Callable[[VerdictGiven], bool]) -> None:
        """Take back the verdicts of a liaison that something which is undone may have changed, or begun.

        Questions and introductions say themselves what they are met by.
        """
        for rule in [rule for rule, of in self.history if of == liaison]:
            for given in [one for one in self.history[(rule, liaison)] if is_concerned(one)]:
                if given.obligation not in self.questions and given.obligation not in self.introductions:
                    self.withdraw(given)
        self.touched.add(liaison)

    def withdraw(self, given: VerdictGiven) -> None:
        """Take back a verdict: what it had ended is owed still, which the coordinator may have been told otherwise."""
        key = (given.rule, given.obligation)
        self.verdicts.pop(key, None)
        self.history[(given.rule, given.liaison)].remove(given)
        was_told = any(step.escalates for step in self.steps.get(key, ())) and given not in self.untold.values()
        is_theirs = self.confidant(given.obligation) == COORDINATOR and not self.liaisons[given.liaison].ended
        if was_told and is_theirs:
            self.open_again[key] = self.last_recorded_at

    def restate(self, liaison: str) -> None:
        """Note that what is owed in a liaison stands as it does since now: what had been noted is no longer so."""
        self.liaisons[liaison].restated_at = self.last_recorded_at
        self.touched.add(liaison)

    def open_in_liaison(self, liaison: str) -> dict[str, Question]:
        """Give the questions of a liaison that have no verdict yet."""
        return self.open_by_liaison[liaison]

    def contact_between(self, liaison: str, start: datetime, end: datetime) -> ContactMade | None:
        """Find the contact of a liaison from one instant up to, but without, another that was noted first.

        What is noted later, of an earlier day, does not date anew what is met, whenever that is looked at (law 9).
        """
        made, when = self.contacts[liaison], attrgetter("happened_at")
        within = made[bisect_left(made, start, key=when) : bisect_left(made, end, key=when)]
        return min(within, key=attrgetter("known_at", "happened_at"), default=None)

    def roster(self) -> dict[str, LiaisonChanged]:
        """Give the rows of the roster as it stands, by liaison."""
        return {id_: liaison.row for id_, liaison in self.liaisons.items() if not liaison.ended}

    def superseded_plans(self) -> dict[str, str]:
        """Give what roster files of before still say, by liaison, where another plan was agreed since."""
        known = {id_: liaison.superseded_plan for id_, liaison in self.liaisons.items()}
        return {id_: plan for id_, plan in known.items() if plan is not None}

    def was_officer(self, person: str, liaison: str) -> bool:
        """Whether somebody is or was the officer of a liaison."""
        return any(officer == person for _, officer in self.liaisons[liaison].officers)

    def was_officer_at(self, person: str, instant: datetime) -> bool:
        """Whether somebody was the point of contact of any liaison at an instant."""
        return any(self.liaisons[one].officer_at(instant) == person for one in self.liaisons_by_officer.get(person, ()))

    def is_officer(self, person: str) -> bool:
        """Whether somebody is the point of contact of any liaison."""
        return bool(self.liaisons_of(person, Role.OFFICER))

    def question_of(self, message: str) -> Question | None:
        """Find the question that a message asked or belongs to."""
        return self.questions.get(self.question_by_message.get(message, ""))

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
        return (self.concerns[message] for message in self.concerns_by_liaison.get(liaison, ()))

    def concern_in(self, thread: str) -> Concern:
        """Give the latest concern that a thread is about."""
        return self.concerns[self.concern_by_thread[thread]]

    def confidant(self, about: str) -> str:
        """Name who is told of a concern, or of what is held and may belong to one: the coordinator, of all else too.

        A concern that may be about the coordinator is not theirs to see (law 12).
        """
        held = self.held.get(about)
        within = [self.concern_by_thread[one] for one in held.guesses if one in self.concern_by_thread] if held else []
        readers = [self.concerns[one].raised.readers for one in (about, *within) if one in self.concerns]
        return next((those[0] for those in readers if COORDINATOR not in those), COORDINATOR)

    def in_doubt(self) -> Iterator[tuple[str, Question]]:
        """List the messages of PLRs of which nobody has said yet whether they want an answer."""
        return ((id_, question) for id_, question in self.open_questions.items() if question.asked.in_doubt)

    def officer_of(self, question: Question) -> str | None:
        """Name whose answer a question waits for: the officer of the liaison as it stands now.

        What answers news of the coordinator's waits for the coordinator.
        """
        if question.asked.officer == COORDINATOR:
            return COORDINATOR
        return self.liaisons[question.asked.liaison].row.officer

    def reassignments(self, question: Question) -> tuple[str, ...]:
        """Name by its instant each change, since a question was asked, of the officer whom it waits for."""
        if question.asked.officer == COORDINATOR:
            return ()
        changes = self.liaisons[question.asked.liaison].officers[question.officers_before :]
        return tuple(since.isoformat() for since, _ in changes)

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

    def close(self, question: Question) -> None:
        """Take a question from those that are open."""
        self.open_questions.pop(question.asked.question, None)
        self.open_in_liaison(question.asked.liaison).pop(question.asked.question, None)

    def may_be_answered_by_held_mail(self, question: Question) -> bool:
        """Whether a message that came after this question, and waits to be placed, may be its answer (law 5).

        That it bears the same subject is no evidence.
        """
        asked = question.asked
        return any(
            held.happened_at >= asked.happened_at
            and any(
                (guess == asked.thread and reason != "subject") or self._is_about(guess, asked.question)
                for guess, reason in zip_longest(held.guesses, held.reasons)
            )
            for held in self.held.values()
        )

    def _is_about(self, thread: str, question: str) -> bool:
        return thread in self.threads and question in self.threads[thread].opened.about
