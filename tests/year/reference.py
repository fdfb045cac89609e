"""The promises of the programme, written again: slow, obvious, and from the words of the expectations alone.

It reads a story and says what has to be sent, to whom and when, and how each promise ends. It imports nothing of
mailbot: the rules stand here by hand, and working time is counted by walking from day to day. Where it and mailbot
disagree, the expectations and the design decide which of the two is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, singledispatchmethod

from tests.year import story as told
from tests.year.office import Office
from tests.year.story import Account, Chance, Council, Person, Sent, Story, Told, Verdict, day, local, minute

_FIVE_MINUTES = timedelta(minutes=5)
_FAR = local("2100-01-01")
_COORDINATOR = Person("coordinator", told.COORDINATOR)
_DEPUTY = Person("deputy", told.COORDINATOR)
_ANSWERS_TO = Person("answers_to", told.COORDINATOR)
"""Of the last two nobody is named in this county: the coordinator stands in."""


def account_of(story: Story, chance: Chance) -> Account:
    """Say what a year comes to."""
    reference = Reference(story, chance)
    return reference.account()


@dataclass
class Question:
    """What a PLR asked, and what became of it."""

    name: str
    council: str
    thread: str
    asker: Person
    asked_at: datetime
    in_doubt: bool = False
    messages: list[str] = field(default_factory=list)
    closed_at: datetime | None = None
    closed_how: str = ""
    closed_by: str = ""
    """The message that closed it."""
    judged: bool = False
    reopened: int = 0
    stands_since: datetime = told.BEGINNING
    """When it was last held or opened again."""
    holds: list[tuple[datetime, date | None]] = field(default_factory=list)
    handed_over: int = 0
    """How often the officer has changed since it was asked."""
    taken: set[tuple[object, ...]] = field(default_factory=set)


@dataclass
class Period:
    """A month, or what else was agreed, in which the two have to be in touch."""

    council: str
    starts_on: date
    ends_on: date
    """The day after its last."""
    outcome: str = ""
    """Empty until it is judged."""
    met_at: datetime | None = None
    taken: set[str] = field(default_factory=set)


@dataclass
class Spell:
    """A run of periods without a contact, which the next contact ends."""

    council: str
    began_at: datetime
    escalated: bool = False
    judged: bool = False
    met_at: datetime | None = None


@dataclass
class Absence:
    """Who is away on which days, as it was said."""

    person: Person
    said_at: datetime
    from_on: date
    until_on: date
    cover: Person | None
    name: str
    back_on: date | None = None
    back_at: datetime | None = None
    escalated: bool = False
    judged: bool = False

    def lasts_on(self, on: date) -> bool:
        return self.from_on <= on <= self.until_on and (self.back_on is None or on < self.back_on)


@dataclass
class Concern:
    """What a PLR raised with the coordinator alone."""

    name: str
    by: Person
    raised_at: datetime
    answered: bool = False
    closed_at: datetime | None = None
    judged: bool = False
    taken: set[tuple[str, int]] = field(default_factory=set)


@dataclass
class Step:
    """One step of one promise that has come."""

    rule: str
    name: str
    at: datetime
    about: str
    to: Person | None = None
    escalates: bool = False
    is_open: Callable[[], bool] = lambda: True
    """Whether the promise is still without an end."""
    meant_at: datetime | None = None
    """The moment that the promise names, where the step comes at another."""


class Reference:
    """The county as somebody with pen and paper would keep it."""

    def __init__(self, story: Story, chance: Chance) -> None:
        self.story, self.chance = story, chance
        self.office = Office(story.closures)
        self.live_from = local(f"{day(story.begins_at)} 00:00")
        self.now = story.begins_at
        self.rows: dict[str, Council] = {}
        self.row_changed_at: dict[str, datetime] = {}
        self.officers: dict[str, list[tuple[datetime, Person | None]]] = {}
        self.questions: dict[str, Question] = {}
        self.contacts: dict[str, list[datetime]] = {}
        self.periods: dict[str, list[Period]] = {}
        self.spells: dict[str, list[Spell]] = {}
        self.asked_whether: list[tuple[datetime, str]] = []
        """When the PLR of which council was asked whether they have been in touch."""
        self.absences: list[Absence] = []
        self.concerns: dict[str, Concern] = {}
        self.passed_on: set[tuple[str, str]] = set()
        """Which message whom was passed on to: nobody gets the same twice."""
        self.unplaced: dict[str, told.Asks] = {}
        self.waiting: list[tuple[Person, str, str]] = []
        self.news: list[tuple[datetime, Callable[[], bool]]] = []
        """What the coordinator does not know yet: since when, and whether it is still so."""
        self.escalated: set[tuple[str, str]] = set()
        self.digest_on: date | None = None
        self.book = Account()

    def account(self) -> Account:
        """Walk through the year."""
        for council in self.story.councils:
            self._joins(council)
        self._look()
        moments: list[tuple[datetime, told.Event | None]] = [(event.at, event) for event in self.story.events]
        moments += [(at, None) for at in told.looks(self.story)]
        for self.now, event in sorted(moments, key=lambda one: one[0]):
            if event is not None:
                self._happens(event)
            self._look()
        return Account(sorted(self.book.sent), sorted(self.book.verdicts), sorted(self.book.told))

    # Who reads what

    def _officer(self, council: str) -> Person | None:
        return self.rows[council].officer

    def _officer_at(self, council: str, instant: datetime) -> str:
        """Name whose council it was at an instant: what was kept or broken by then stays theirs."""
        held = [officer for since, officer in self.officers[council] if since <= instant]
        officer = held[-1] if held else self.officers[council][0][1]
        return officer.name if officer else ""

    def _police_reader(self, council: str) -> Person | None:
        """Name who of the police reads for a council today: the officer, their cover while they are away."""
        officer = self._officer(council)
        return self._stand_in(officer) if officer else _COORDINATOR

    def _stand_in(self, officer: Person) -> Person:
        """Name the cover, or the cover's cover; where they cover for each other nobody does."""
        passed = [officer]
        while (away := self._away(passed[-1])) and away.cover:
            if away.cover in passed:
                return officer
            passed.append(away.cover)
        return passed[-1]

    def _away(self, person: Person) -> Absence | None:
        """Give the absence that counts today: the one that was said last."""
        lasting = [one for one in self.absences if one.person == person and one.lasts_on(day(self.now))]
        return lasting[-1] if lasting else None

    def _reader_of(self, person: Person | None, council: str) -> Person | None:
        """Name who reads for somebody of a council: the Clerk while they are away, else the coordinator's deputy."""
        if person is None or self._away(person) is None:
            return person
        clerk = self.rows[council].clerk
        return clerk if clerk is not None and clerk != person and self._away(clerk) is None else _DEPUTY

    def _council_reader(self, question: Question) -> Person | None:
        """Name who reads the answers: who asked last in the thread, while they are of the council, else its PLR."""
        row = self.rows[question.council]
        asked = [one.asker for one in self.questions.values() if one.thread == question.thread]
        of_council = [person for person in reversed(asked) if person in (row.plr, row.clerk)]
        return self._reader_of(of_council[0] if of_council else row.plr, question.council)

    # What people do

    @singledispatchmethod
    def _happens(self, event: told.Event) -> None:
        raise NotImplementedError(type(event))

    @_happens.register
    def _(self, event: told.Asks) -> None:
        theirs = [row for row in self.rows.values() if event.by.address in _addresses(row.plr, row.clerk)]
        if len(theirs) > 1:
            self.unplaced[event.name] = event
            self._is_news(lambda: event.name in self.unplaced)
            self._send(event.by, "which-council", event.name)
        else:
            self._ask(event.name, event.council, event.name, event.by, event.at)

    @_happens.register
    def _(self, event: told.NamesCouncil) -> None:
        asked = self.unplaced.pop(event.question)
        self._ask(asked.name, asked.council, asked.name, asked.by, asked.at)

    @_happens.register
    def _(self, event: told.AsksMore) -> None:
        thread, council = self._thread(event), self.questions[event.question].council
        unanswered = [one for one in self._in(thread) if one.closed_at is None and not one.in_doubt]
        if unanswered:
            unanswered[0].messages.append(event.name)
            self._send(self._police_reader(council), "relay", event.name)
        else:
            self._ask(event.name, council, thread, event.by, event.at)

    @_happens.register
    def _(self, event: told.Thanks) -> None:
        unanswered = [one for one in self._in(self._thread(event)) if one.closed_at is None]
        if unanswered:
            unanswered[0].messages.append(event.name)
        self._send(self._police_reader(self.questions[event.question].council), "relay", event.name)

    @_happens.register
    def _(self, event: told.SaysUnclear) -> None:
        thread, council = self._thread(event), self.questions[event.question].council
        unanswered = [one for one in self._in(thread) if one.closed_at is None]
        if unanswered:
            unanswered[0].messages.append(event.name)
        else:
            self.questions[event.name] = Question(
                event.name, council, thread, event.by, event.at, in_doubt=True, messages=[event.name]
            )
        self._send(self._police_reader(council), "relay", event.name)

    @_happens.register
    def _(self, event: told.SaysNotAnswered) -> None:
        self._reopen(event, "mail")

    @_happens.register
    def _(self, event: told.SaysWhetherAnswered) -> None:
        if event.yes:
            self._send(event.by, "answer-checked", event.name)
        else:
            self._reopen(event, "note")

    @_happens.register
    def _(self, event: told.Answers) -> None:
        asked = self.questions[event.question]
        self._close(event, self._in(asked.thread), "answer")
        self._send(self._council_reader(asked), "relay", event.name)
        self._contact(asked.council, event.at)

    @_happens.register
    def _(self, event: told.NotesAnswered) -> None:
        self._note_answer(event)
        self._send(event.by, "answered-noted", event.name)

    @_happens.register
    def _(self, event: told.PhonesAbout) -> None:
        self._note_answer(event)
        self._contact(self.questions[event.question].council, event.at)
        self._send(event.by, "contact-noted", event.name)

    @_happens.register
    def _(self, event: told.SaysNoReplyNeeded) -> None:
        waiting = [one for one in self._in(self._thread(event)) if one.closed_at is None]
        if not waiting or not (event.reason or all(one.in_doubt for one in waiting)):
            self._send(event.by, "not-done", event.name)
            return
        self._close(event, waiting, "excused")
        self._send(event.by, "no-reply-noted", event.name)

    @_happens.register
    def _(self, event: told.Holds) -> None:
        """A hold needs a reason, moves the day of what is not yet due, and the PLR is told the new day."""
        waiting = [one for one in self._in(self._thread(event)) if one.closed_at is None and not one.in_doubt]
        moved = []
        for question in waiting if event.reason else ():
            before = self._due(question)
            question.holds.append((event.at, event.until))
            if self._due(question) > before:
                moved.append(question)
                question.stands_since = self.now
                self._is_news()
            else:
                question.holds.pop()
        for question in moved:
            self._send(self._council_reader(question), "reply-date-moved", f"{event.name} {question.name}")
        self._send(event.by, "hold-noted" if moved else "not-done", event.name)

    def _ask(self, name: str, council: str, thread: str, by: Person, at: datetime) -> None:
        """A question is passed on at once, and the PLR is told by when to expect an answer."""
        self.questions[name] = Question(name, council, thread, by, at, messages=[name])
        self._send(self._police_reader(council), "relay", name)
        self._send(by, "acknowledgement", name)

    def _close(self, event: told.About, questions: list[Question], how: str) -> None:
        for question in questions:
            if question.closed_at is None:
                question.closed_at, question.closed_how, question.closed_by = event.at, how, event.name

    def _note_answer(self, event: told.About) -> None:
        """The PLR is told of an answer that only the officer knows of."""
        waiting = [one for one in self._in(self._thread(event)) if one.closed_at is None]
        for question in waiting:
            self._send(self._council_reader(question), "told-answered", f"{event.name} {question.name}")
        self._close(event, waiting, "noted")

    def _reopen(self, event: told.About, how: str) -> None:
        """What was closed last is open again under its first date, and the officer is told."""
        closed = [one for one in self._in(self._thread(event)) if one.closed_at is not None]
        if not closed:
            return self._in_words(event)
        last = max(closed, key=lambda one: one.closed_at or _FAR)
        for question in closed:
            if question.closed_by == last.closed_by:
                if how == "note":
                    self._deny(question.council, question.closed_at or _FAR)
                question.closed_at, question.judged, question.in_doubt = None, False, False
                question.reopened, question.stands_since = question.reopened + 1, self.now
                self._is_news()
        self._send(self._police_reader(last.council), "not-answered", event.name)
        self._send(event.by, "answer-checked", event.name)

    def _deny(self, council: str, at: datetime) -> None:
        """A call that the PLR denies counts for no month: what it met is owed again."""
        if at not in self.contacts[council]:
            return
        self.contacts[council].remove(at)
        for period in self.periods[council]:
            if period.outcome == "met" and period.met_at == at:
                period.outcome = ""
        for spell in self.spells[council]:
            spell.judged = spell.judged and spell.met_at != at

    def _in_words(self, event: told.About) -> None:
        """Where there is nothing to open again, it goes on as a message (law 11)."""
        for question in self._in(self._thread(event))[:1]:
            question.messages.append(event.name)
        self._send(self._police_reader(self.questions[event.question].council), "relay", event.name)

    def _thread(self, event: told.About) -> str:
        return self.questions[event.question].thread

    def _in(self, thread: str) -> list[Question]:
        return [one for one in self.questions.values() if one.thread == thread]

    @_happens.register
    def _(self, event: told.WritesToPlr) -> None:
        self._send(self._reader_of(self.rows[event.council].plr, event.council), "relay", event.name)
        self._contact(event.council, event.at)

    @_happens.register
    def _(self, event: told.Logs) -> None:
        on = event.on
        self._contact(event.council, event.at if on in (None, day(event.at)) else local(f"{on} 12:00"))
        self._send(event.by, "contact-noted", event.name)

    @_happens.register
    def _(self, event: told.SaysWhetherInTouch) -> None:
        """They speak of the period that they were asked about, even if it is over by now."""
        asked_at = [at for at, council in self.asked_whether if council == event.council][-1]
        if event.yes:
            self._contact(event.council, asked_at)
        self._send(event.by, "check-noted", event.name)

    @_happens.register
    def _(self, event: told.GoesAway) -> None:
        """From the first day on others read for them; a cover is told, and gets what is open, from today on."""
        self.absences.append(Absence(event.by, event.at, event.from_on, event.until_on, event.cover, event.name))
        self._send(event.by, "absence-noted", event.name)
        if event.cover is not None:
            self._send(event.cover, "absence-cover", event.name)
            if event.from_on <= day(event.at):
                self._pass_open(event.by, self._stand_in(event.by))

    @_happens.register
    def _(self, event: told.ComesBack) -> None:
        for absence in self.absences:
            if absence.person == event.by and (absence.name == event.away or absence.lasts_on(day(event.at))):
                absence.back_on, absence.back_at = absence.back_on or day(event.at), absence.back_at or event.at
        self._send(event.by, "absence-over", event.name)
        self._pass_open(event.by, event.by)

    def _pass_open(self, officer: Person, reader: Person) -> None:
        """Give what waits for an officer to somebody else, or to them again; nobody gets the same twice."""
        for question in self.questions.values():
            if question.closed_at is None and self._officer(question.council) == officer:
                for message in question.messages:
                    self._send(reader, "relay", message)

    @_happens.register
    def _(self, event: told.RaisesConcern) -> None:
        self.concerns[event.name] = Concern(event.name, event.by, event.at)
        self._send(_COORDINATOR, "relay", event.name)
        self._send(event.by, "concern-received", event.name)

    @_happens.register
    def _(self, event: told.AnswersConcern) -> None:
        concern = self.concerns[event.concern]
        if event.closes:
            concern.closed_at = concern.closed_at or event.at
            self._send(_COORDINATOR, "concern-closed", event.name)
        else:
            concern.answered = True
            self._send(concern.by, "relay", event.name)

    @_happens.register
    def _(self, event: told.RosterChanges) -> None:
        row = event.row
        if row.name not in self.rows:
            return self._joins(row)
        before = self.rows[row.name]
        self.rows[row.name], self.row_changed_at[row.name] = row, event.at
        if row.officer != before.officer:
            self._politely(before.officer, "no-longer-yours", row.name)
            self._hand_over(row)
        if row.plr != before.plr:
            self._succeed(before, row)
        if (row.plr, row.officer) != (before.plr, before.officer):
            self._introduce(row, event.at)

    def _succeed(self, before: Council, row: Council) -> None:
        """The new PLR gets a summary of what is open, the officer is told who it is, and the former that it is over."""
        waiting = [one for one in self.questions.values() if one.council == row.name and one.closed_at is None]
        if waiting and row.contact_by == "email":
            self._politely(row.plr, "hand-over", row.name)
        if row.officer == before.officer:
            self._politely(self._police_reader(row.name), "plr-changed", row.name)
        if before.plr != row.clerk:
            self._politely(before.plr, "plr-no-more", row.name)

    def _politely(self, to: Person | None, what: str, about: str) -> None:
        """Send within an hour of office time, at once or else when that comes."""
        if to is not None:
            self.waiting.append((to, what, about))

    def _hand_over(self, row: Council) -> None:
        """Whoever becomes the officer gets what waits for an answer, whole; the steps come anew for them."""
        self.officers[row.name].append((self.now, row.officer))
        for question in self.questions.values():
            if question.council == row.name:
                question.handed_over += 1
                for message in question.messages if question.closed_at is None else ():
                    self._send(self._police_reader(row.name), "relay", message)

    def _contact(self, council: str, at: datetime) -> None:
        """Somebody of the police was in touch with the PLR."""
        self.contacts[council].append(at)

    # The roster

    def _joins(self, council: Council) -> None:
        self.rows[council.name], self.row_changed_at[council.name] = council, self.now
        begun_at = self.now
        if council.since is not None:
            begun_at = local(f"{council.since} {minute(self.now)[11:]}")
        self.officers[council.name] = [(begun_at, council.officer)]
        self.contacts[council.name], self.spells[council.name] = [], []
        self.periods[council.name] = list(self._agreed_periods(council, max(day(begun_at), day(self.live_from))))
        self._introduce(council, begun_at)

    def _introduce(self, council: Council, paired_at: datetime) -> None:
        """The officer is introduced to the PLR when the two begin; pairs from before the programme know each other."""
        if "introduction" not in self.story.rules or paired_at < self.live_from:
            return
        if council.plr is None or council.officer is None or council.contact_by != "email":
            return
        due = self.office.after(paired_at, 1)
        about = f"{council.name}, due {day(due)}"
        reader = self._reader_of(council.plr, council.name) or council.plr
        self.book.sent.append(Sent(str(day(self.now)), reader.address, "introduction/introduction", about))
        self._verdict("introduction", about, "met", due, self.now, "coordinator")

    # The promise of five working days

    def _due(self, question: Question) -> datetime:
        """Give the close of the fifth working day, moved by as many days as it was on hold."""
        due, held = self.office.after(question.asked_at, 5), set[date]()
        for placed_at, until in question.holds:
            if placed_at > due:
                continue
            on, days = max(day(placed_at), day(self.office.counts_from(question.asked_at))), 0
            while len(held) < 10:
                on = self.office.next_day(on)
                if until is not None and on > until:
                    break
                if on not in held:
                    held.add(on)
                    days += 1
            due = self.office.close_after(due, days) if days else due
        return due

    def _reply_steps(self, question: Question) -> Iterator[Step]:
        """Give the steps of one question that have come by now and were not taken.

        A hold, another officer or a cover arms them all anew; the PLR is told once of one day.
        """
        due, officer, plr = self._due(question), self._police_reader(question.council), self._council_reader(question)
        seen, row = self.now - _FIVE_MINUTES, self.rows[question.council]
        covers = self._covers_begun(question)
        since = max([question.asked_at, question.stands_since, self.row_changed_at[question.council], *covers])
        if row.officer is None:
            officer = None

        def step(name: str, at: datetime, to: Person | None = None, *, meant: datetime | None = None) -> Step:
            tells = name in ("escalation", "still")
            return Step("reply-deadline", name, at, question.name, to, tells, lambda: not question.judged, meant or at)

        two_days, last_day = self.office.open_before(due, 2), self.office.opens(day(due))
        began = question.asked_at
        steps = [
            (0, step("reminder", self._in_the_days_mail(two_days, began, since, row.duty), officer, meant=two_days)),
            (0, step("last-day", self._in_the_days_mail(last_day, began, since, row.duty), officer, meant=last_day)),
            (0, step("escalation", due)),
            (0, step("told", due, plr)),
        ]
        still, n = self.office.close_after(due, 5), 0
        while still <= seen:
            steps.append((n, step("still", still)))
            still, n = self.office.close_after(still, 5), n + 1
        arming = (question.handed_over, len(question.holds), len(covers))
        for n, one in steps:
            key = ("told", due) if one.name == "told" else (one.name, n, arming)
            if one.at <= seen and key not in question.taken:
                question.taken.add(key)
                yield one

    def _covers_begun(self, question: Question) -> list[datetime]:
        """Say since when colleagues have covered for the officer of a question, after it was asked."""
        officer, begun = self._officer(question.council), []
        for absence in self.absences:
            began_at = max(absence.said_at, local(f"{absence.from_on} 00:00"))
            called_off = absence.back_at is not None and absence.back_at <= began_at
            if absence.person == officer and absence.cover and not called_off:
                begun += [began_at] if question.asked_at < began_at <= self.now - _FIVE_MINUTES else []
        return begun

    @cache  # noqa: B019 - one reference is kept for one test
    def _in_the_days_mail(self, at: datetime, began_at: datetime, since: datetime, duty: str) -> datetime:
        """What an officer gets ahead of a day comes in the one mail of a day, on the last shift up to it.

        What is known too late for that comes at the next opening on a shift; `since` is when it was known.
        """
        on = day(at) if self.office.is_working(day(at)) else self.office.day_before(day(at))
        shifts = [day(at) - timedelta(days=n) for n in range((day(at) - day(began_at)).days)]
        shifts = [one for one in shifts if duty and self._is_on_shift(duty, one)]
        on = shifts[0] if shifts else on
        earliest = day(since)
        if not self.office.is_working(earliest) or since > self.office.opens(earliest):
            earliest = self.office.next_day(earliest)
        if on >= earliest:
            return self.office.opens(on)
        later = [earliest + timedelta(days=n) for n in range(28)]
        return self.office.opens(next((one for one in later if not duty or self._is_on_shift(duty, one)), earliest))

    def _is_on_shift(self, duty: str, on: date) -> bool:
        return self.office.is_working(on) and (not duty or self.office.is_on_duty(duty, on))

    # The promise of a contact in every month

    def _agreed_periods(self, council: Council, since: date) -> Iterator[Period]:
        """Give the periods of the year: months begin on the first, weeks on the day on which the pair began."""
        number, _, unit = (council.every or "1 month").partition(" ")
        if unit.startswith("month") and since.day > 1:
            since = _months_after(since.replace(day=1), 1)
        while since <= day(self.story.ends_at):
            until = since + timedelta(weeks=int(number))
            if unit.startswith("month"):
                until = _months_after(since, int(number))
            yield Period(council.name, since, until)
            since = until

    def _contacts(self) -> Iterator[list[Step]]:
        for periods in self.periods.values():
            came: list[Step] = []
            for period in periods:
                if not period.outcome and self.now >= local(f"{period.starts_on} 00:00"):
                    came += self._period(period)
                    self._judge_period(period)
            yield came

    def _met_at(self, period: Period) -> datetime | None:
        """Give the contact in a period that was recorded first."""
        start, end = local(f"{period.starts_on} 00:00"), local(f"{period.ends_on} 00:00")
        return next((at for at in self.contacts[period.council] if start <= at < end), None)

    def _judge_period(self, period: Period) -> None:
        """In touch is in touch; without it, the period is closed three working days after its end."""
        met_at, end = self._met_at(period), local(f"{period.ends_on} 00:00")
        if met_at is None and self.office.close_after(end, 3) > self.now - _FIVE_MINUTES:
            return
        period.outcome, period.met_at = "met" if met_at else "lapsed", met_at
        about = f"{period.council}, due {period.ends_on}"
        ended_at = met_at or end
        owner = self._officer_at(period.council, ended_at)
        self._verdict("monthly-contact", about, period.outcome, end, ended_at, owner)
        if not met_at:
            self._is_news()
        self._notice_spell(period.council)

    def _period(self, period: Period) -> list[Step]:
        """Give the steps of a period that have come: the prompt, the planned day, and the check with the PLR."""
        if self._met_at(period) is not None:
            return []
        row, about = self.rows[period.council], f"{period.council}, due {period.ends_on}"
        officer = self._police_reader(period.council)
        start, since = local(f"{period.starts_on} 00:00"), self.row_changed_at[row.name]
        first = self._in_the_days_mail(self.office.counts_from(start), start, since, "")
        meant = self.office.opens(self._planned_on(period, row.plan or "15"))
        planned = self._in_the_days_mail(meant, start, since, row.duty)
        check = self.office.open_before(local(f"{period.ends_on} 00:00"), 5)
        for _ in range(self.chance.check_put_off[period.council]):
            check = self.office.opens(self.office.next_day(day(check)))
        by_mail = row.contact_by == "email"
        steps = [
            Step("monthly-contact", "prompt", first, about, officer),
            Step("monthly-contact", "planned-day", planned, about, officer, meant_at=meant),
            Step("monthly-contact", "check", check, about, self._reader_of(row.plr, row.name) if by_mail else None),
        ]
        came = [step for step in steps if step.name not in period.taken and step.at <= self.now - _FIVE_MINUTES]
        period.taken.update(step.name for step in came)
        return came

    def _planned_on(self, period: Period, plan: str) -> date:
        """Give the planned day: in the month that the period begins in, on a working day, and within the period."""
        last = period.ends_on - timedelta(days=1)
        on = min(max(_planned_in_month(plan, period.starts_on), period.starts_on), last)
        if self.office.is_working(on):
            return on
        following = self.office.next_day(on)
        return following if following <= last else self.office.day_before(on)

    # The promise that repeated delay is seen

    def _notice_spell(self, council: str) -> None:
        """Two periods in a row, or three of six, are a spell; it lasts until a period is kept."""
        if "repeated-delay" not in self.story.rules:
            return
        missed = [period.outcome == "lapsed" for period in self.periods[council] if period.outcome]
        ends = [local(f"{period.ends_on} 00:00") for period in self.periods[council] if period.outcome]
        begun, lasts = [], False
        for n, is_missed in enumerate(missed):
            in_a_row = missed[max(n - 1, 0) : n + 1] == [True, True]
            if not is_missed:
                lasts = False
            elif not lasts and (in_a_row or sum(missed[max(n - 5, 0) : n + 1]) >= 3):
                lasts = True
                begun.append(ends[n])
        known = {spell.began_at for spell in self.spells[council]}
        self.spells[council] += [Spell(council, at) for at in begun if at not in known]

    def _spells(self) -> None:
        for spell in [spell for spells in self.spells.values() for spell in spells if not spell.judged]:
            due = self.office.after(spell.began_at, 5)
            about = f"{spell.council}, due {day(due)}"
            met_at = next((at for at in self.contacts[spell.council] if at >= spell.began_at), None)
            if met_at is None and not spell.escalated:
                spell.escalated = True
                is_open = lambda spell=spell: not spell.judged  # noqa: E731
                self._take([Step("repeated-delay", "escalation", spell.began_at, about, None, True, is_open)])
            elif met_at is not None:
                spell.judged, spell.met_at = True, met_at
                outcome = "met" if met_at <= due else "late"
                self._verdict("repeated-delay", about, outcome, due, met_at, "coordinator")
                if spell.escalated:
                    self._is_news()

    # The promises of the coordinator: absences are covered, concerns are brought to an end

    def _uncovered(self) -> None:
        """An officer's absence of three working days or more that nobody covers is told on its first day."""
        officers = {row.officer for row in self.rows.values()}
        for absence in self.absences:
            if absence.judged or absence.cover or absence.person not in officers or self._working_days(absence) < 3:
                continue
            began_at = max(local(f"{absence.from_on} 00:00"), absence.said_at)
            due = self.office.after(began_at, 1)
            about = f"{absence.person.name}, due {day(due)}"
            ends_at = local(f"{absence.until_on + timedelta(days=1)} 00:00")
            is_back = absence.back_on is not None and day(self.now) >= absence.back_on
            if is_back and self.now < began_at:
                absence.judged = True
            elif is_back:
                absence.judged = True
                outcome = "met" if self.now <= due else "late"
                self._verdict("absence", about, outcome, due, self.now, "coordinator")
                if absence.escalated:
                    self._is_news()
                continue
            if began_at <= self.now - _FIVE_MINUTES and not absence.escalated:
                absence.escalated = True
                is_open = lambda absence=absence: not absence.judged  # noqa: E731
                self._take([Step("absence", "uncovered", began_at, about, None, True, is_open)])
            if ends_at <= self.now - _FIVE_MINUTES:
                absence.judged = True
                self._verdict("absence", about, "lapsed", due, due, "coordinator")
                self._is_news()

    def _working_days(self, absence: Absence) -> int:
        days = [absence.from_on + timedelta(days=n) for n in range((absence.until_on - absence.from_on).days + 1)]
        return sum(map(self.office.is_working, days))

    def _concerns(self) -> None:
        """Unanswered, a concern goes to the deputy and then further; unsettled, it is told every five working days."""
        for concern in self.concerns.values():
            due, seen = self.office.after(concern.raised_at, 5), self.now - _FIVE_MINUTES
            if concern.closed_at is not None and not concern.judged:
                concern.judged = True
                outcome = "met" if concern.closed_at <= due else "late"
                self._verdict("concern", concern.name, outcome, due, concern.closed_at, "coordinator")
                if ("concern", concern.name) in self.escalated:
                    self._is_news()
            if concern.judged:
                continue
            is_open = lambda concern=concern: not concern.judged  # noqa: E731
            steps = []
            if not concern.answered:
                steps += [
                    (0, Step("concern", "deputy", self.office.after(concern.raised_at, 2), concern.name, _DEPUTY)),
                    (0, Step("concern", "answers-to", due, concern.name, _ANSWERS_TO)),
                ]
            at, n = due, 0
            while at <= seen:
                steps.append((n, Step("concern", "open", at, concern.name, None, True, is_open)))
                at, n = self.office.close_after(at, 5), n + 1
            came = [(n, step) for n, step in steps if step.at <= seen and (step.name, n) not in concern.taken]
            concern.taken.update((step.name, n) for n, step in came)
            for _, step in came:
                if step.to is not None:
                    self._pass_with_step(step.to, concern.name)
            self._take([step for _, step in came])

    def _pass_with_step(self, reader: Person, message: str) -> None:
        """Give the whole message to whoever is reminded of it, unless they have had it."""
        if (message, reader.name) not in self.passed_on:
            self.passed_on.add((message, reader.name))
            self.book.sent.append(Sent(str(day(self.now)), reader.address, "relay", message))

    # What time brings

    def _look(self) -> None:
        """Judge what has ended, and do what has come."""
        self._leave()
        came: list[list[Step]] = []
        for question in self.questions.values():
            if question.in_doubt or question.judged or "reply-deadline" not in self.story.rules:
                continue
            if question.closed_at is not None:
                self._judge(question)
            else:
                came.append(list(self._reply_steps(question)))
        if "monthly-contact" in self.story.rules:
            came += self._contacts()
        for steps in came:
            self._pass_to_covers(steps)
            self._take(steps)
        self._spells()
        if "absence" in self.story.rules:
            self._uncovered()
        if "concern" in self.story.rules:
            self._concerns()
        self._digest()

    def _pass_to_covers(self, steps: list[Step]) -> None:
        """Whoever is reminded in an officer's place gets the question whole."""
        reminders = [step for step in steps if step.rule == "reply-deadline" and step.name in ("reminder", "last-day")]
        for step in reminders[-1:]:
            question = self.questions[step.about]
            if step.to is not None and step.to != self._officer(question.council):
                for message in question.messages:
                    self._pass_with_step(step.to, message)

    def _judge(self, question: Question) -> None:
        assert question.closed_at is not None
        due, question.judged = self._due(question), True
        kept = "met" if question.closed_at <= due else "late"
        outcome = "excused" if question.closed_how == "excused" else kept
        owner = self._officer_at(question.council, min(question.closed_at, due))
        self._verdict("reply-deadline", question.name, outcome, due, question.closed_at, owner)
        if outcome == "excused" or ("reply-deadline", question.name) in self.escalated:
            times = question.reopened
            self._is_news(lambda: question.judged and question.reopened == times)

    def _take(self, steps: list[Step]) -> None:
        """Tell the coordinator, and send; of several that one reader missed only the latest goes out."""
        for step in steps:
            if step.escalates:
                self.book.told.append(Told(str(day(self.now)), f"{step.rule}/{step.name}", step.about))
                self.escalated.add((step.rule, step.about))
                self._is_news(lambda step=step: step.is_open())
        latest: dict[Person, Step] = {}
        for step in sorted(steps, key=lambda step: (step.at, step.meant_at or step.at), reverse=True):
            if step.to is not None:
                latest.setdefault(step.to, step)
        self.waiting += [(reader, f"{step.rule}/{step.name}", step.about) for reader, step in latest.items()]
        self._leave()

    def _is_news(self, still: Callable[[], bool] = lambda: True) -> None:
        self.news.append((self.now, still))

    def _digest(self) -> None:
        """On a working day at half past eight the coordinator is told all that is new, once."""
        slot = local(f"{day(self.now)} 08:30")
        if self.now < slot or not self.office.is_working(day(self.now)) or self.digest_on == day(self.now):
            return
        told_now = [still for at, still in self.news if at <= slot]
        if any(still() for still in told_now):
            self.digest_on = day(self.now)
            self.book.sent.append(Sent(str(self.digest_on), told.COORDINATOR, "digest", ""))
            self.news = [(at, still) for at, still in self.news if at > slot]

    def _leave(self) -> None:
        """What a step sends leaves within an hour of office time, and waits until then."""
        if self.office.is_polite(self.now):
            for reader, what, about in self.waiting:
                if reader.address:
                    at = str(day(self.now)) if "/" in what else minute(self.now)
                    self.book.sent.append(Sent(at, reader.address, what, about))
                if what == "monthly-contact/check":
                    self.asked_whether.append((self.now, about.partition(",")[0]))
            self.waiting.clear()

    def _send(self, to: Person | None, what: str, about: str) -> None:
        """Send at once what a message of somebody causes."""
        if to is None or not to.address or (what == "relay" and (about, to.name) in self.passed_on):
            return
        self.book.sent.append(Sent(minute(self.now), to.address, what, about))
        if what == "relay":
            self.passed_on.add((about, to.name))

    def _verdict(self, rule: str, about: str, outcome: str, due: datetime, ended_at: datetime, owner: str) -> None:
        self.book.verdicts.append(Verdict(rule, about, outcome, minute(due), minute(ended_at), owner))


def _months_after(first: date, months: int) -> date:
    """Give the first of a month some months later."""
    for _ in range(months):
        first = (first + timedelta(days=31)).replace(day=1)
    return first


@cache
def _planned_in_month(plan: str, month: date) -> date:
    """Read `15`, `last Friday`, `second Tuesday`, `3rd week`: a week is its Monday, and the 31st the last day."""
    days = [one for n in range(31) if (one := month.replace(day=1) + timedelta(days=n)).month == month.month]
    if plan.isdigit():
        return days[min(int(plan), len(days)) - 1]
    nth, what = plan.split()
    weekday = "Monday" if what == "week" else what
    those = [one for one in days if f"{one:%A}" == weekday]
    return those[-1] if nth == "last" else those[("first", "second", "3rd", "4th").index(nth)]


def _addresses(*people: Person | None) -> set[str]:
    return {person.address for person in people if person is not None}
