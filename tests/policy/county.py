"""A county in which people do at random what people do, under every rule of `rules/`: for the laws.

An event is recorded as the facts that it comes to; mail goes through the real policy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from mailbot.model.facts import (
    AbsenceBegan,
    AbsenceEnded,
    Answered,
    ArrangementEnded,
    CommandCarriedOut,
    ConcernClosed,
    ContactMade,
    CourseConfirmed,
    Excused,
    Fact,
    HoldPlaced,
    Introduced,
    IntroductionStopped,
    InvitationAnswered,
    LiaisonEnded,
    LineSnoozed,
    MeetingArranged,
    MeetingAttended,
    MeetingRequested,
    MessageArrived,
    Method,
    NewsReleased,
    NewsStopped,
    NewsWritten,
    NoReplyNeeded,
    NotedFact,
    OfficerChangeAnnounced,
    OfficerIntroduced,
    Outcome,
    PlanAgreed,
    PlrChangeConfirmed,
    PlrChangeProposed,
    PlrChangeRefused,
    PlrLeft,
    PlrStays,
    QuestionReopened,
    Source,
    StepTaken,
    Undone,
    UpdateWritten,
    VerdictGiven,
)
from mailbot.model.ids import COORDINATOR, made_id
from mailbot.model.mail import Cause, Mail
from mailbot.model.people import Role
from mailbot.model.understanding import Kind
from mailbot.policy.agenda import Agenda
from mailbot.policy.decision import Decision
from mailbot.policy.entries import Liaison, Question
from mailbot.policy.hand_over import due_changes
from mailbot.policy.obligation import Obligation
from mailbot.policy.officer_changes import due_officer_changes
from mailbot.policy.steps import take_steps_of
from tests.policy.scenario import ROOT, Scenario, at, row

ALL_RULES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "rules").glob("*.toml"))}
ROWS = (
    row("harpole", "pat", "reed", "jo", team="north", role="PLR contact", last_meeting_on=date(2025, 7, 20)),
    row("thornbeck", "robin", "reed", "jo", team="north", plan="31", last_meeting_on=date(2025, 9, 1)),
    row("wendle", "les", "ames", team="south", duty="mon,tue,thu", plan="second Tuesday"),
    row("fenby-watch", "kim", "ames", programme="neighbourhood-watch", every="2 weeks"),
)
START = at("Mon 1 June 00:00")
HOURS = 24 * 100
"""From the start of June to the middle of September: three months are closed."""
END = START + timedelta(hours=HOURS)


@dataclass(frozen=True)
class Event:
    """Something that people do, so many minutes after the start; `which` chooses among what there is."""

    minutes: int
    what: str
    which: int

    @property
    def at(self) -> datetime:
        return START + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Escalated:
    """What was owed when the coordinator was to be told of it, and what had been recorded by then."""

    obligation: Obligation
    recorded_before: Sequence[Fact]


@dataclass
class County:
    """A scenario in which events happen, with its own record of what was recorded and sent."""

    scenario: Scenario = field(default_factory=lambda: Scenario(*ROWS, rules=ALL_RULES, live_from=START))
    threads: list[tuple[str, int]] = field(default_factory=list)
    recorded: list[Fact] = field(default_factory=list)
    mails: list[tuple[datetime, Mail]] = field(default_factory=list)
    escalated: list[Escalated] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    """The answers to the commands that can be undone."""

    def __post_init__(self) -> None:
        self.agenda = Agenda(self.scenario.programme, self.scenario.state)

    def happens(self, event: Event, *, read: datetime | None = None) -> None:
        """Let something happen, and have it recorded when it is read."""
        read = read or event.at
        self.turns(event.at)
        number = event.which % len(ROWS)
        if event.what in _MAIL:
            _MAIL[event.what](self, event, number, read)
        elif event.what == "undoes":
            if self.commands and not self.has_taken_effect(answer := self.commands.pop()):
                self.record(_undone(event, answer, read))
        elif facts := _FACTS[event.what](self, event, self.scenario.state.liaisons[ROWS[number].liaison], read):
            self.record(*facts)

    def carries_out(self, event: Event, read: datetime, *facts: Fact) -> tuple[Fact, ...]:
        """Give facts as those of a command, which can be undone."""
        message, answer = f"m-{event.minutes}", f"answer-{event.minutes}"
        self.commands.append(answer)
        times: Any = {"happened_at": event.at, "recorded_at": read}
        arrived = MessageArrived(**times, message=message, message_kind=Kind.PERSON)
        done = CommandCarriedOut(**times, message=message, number=1, keyword="ANY", by="reed", answer=answer)
        return (arrived, *facts, done)

    def wrote(
        self, writer: str | None, event: Event, message: str, thread: str | None, read: datetime, **details: Any
    ) -> None:
        outcome = self.scenario.writes(writer, event.at, thread=thread, message=message, read=read, **details)
        self.recorded += outcome.decision.facts

    def record(self, *facts: Fact) -> None:
        self.scenario.record(*facts)
        self.recorded += facts

    def has_taken_effect(self, answer: str) -> bool:
        """Whether what a command announced has come about, so that it cannot be undone."""
        state = self.scenario.state
        announced = [fact for done in state.done[answer] for fact in done.facts]
        changes = [state.plr_changes.changes[fact.change] for fact in announced if isinstance(fact, PlrChangeConfirmed)]
        return any(
            isinstance(fact, OfficerChangeAnnounced) and state.officers_coming.get(fact.liaison) != fact
            for fact in announced
        ) or any(state.liaisons[one.proposed.liaison].row.plr != one.proposed.plr for one in changes)

    def turns(self, now: datetime) -> None:
        """Let the changes take effect whose day has come."""
        programme, state = self.scenario.programme, self.scenario.state
        for due in (due_changes, due_officer_changes):
            for decision in due(state, programme, now):
                self.recorded += decision.facts
                self.scenario.commit("", decision)

    def ticks(self, now: datetime, watermark: datetime | None = None) -> None:
        """Do what a tick does, by the agenda; all mail was read until now, unless a watermark is given."""
        self.turns(now)
        while (decision := self.due(now, watermark or now)).facts:
            escalating = {fact.obligation for fact in decision.facts if isinstance(fact, StepTaken) and fact.escalates}
            if escalating:
                before = tuple(self.recorded)
                owed = [one for one in self.scenario.owed() if one.id in escalating]
                self.escalated += [Escalated(one, before) for one in owed]
            self.recorded += decision.facts
            self.mails += [(now, mail) for mail in self.scenario.commit("", decision).mails]

    def due(self, now: datetime, watermark: datetime) -> Decision:
        programme, state = self.scenario.programme, self.scenario.state
        return take_steps_of(self.agenda.due(now, watermark), programme, state, now=now, watermark=watermark)

    def lives(self, happening: Sequence[Event], ticks: Sequence[datetime]) -> None:
        """Go through events and ticks in the order of time; what happens at a tick comes before it."""
        line = [(event.at, event) for event in happening] + [(tick, None) for tick in ticks]
        for now, event in sorted(line, key=lambda one: (one[0], one[1] is None)):
            if event is None:
                self.ticks(now)
            else:
                self.happens(event)

    @property
    def verdicts(self) -> set[tuple[object, ...]]:
        """The verdicts that stand, without when and under which version of the roster they were given."""
        return {
            (fact.rule, fact.obligation, fact.outcome, fact.started_at, fact.due_by, fact.ended_at, fact.owner)
            for fact in self.scenario.state.verdicts.values()
        }

    @property
    def given(self) -> list[VerdictGiven]:
        """Every verdict that was ever given."""
        return [fact for fact in self.recorded if isinstance(fact, VerdictGiven)]

    @property
    def sent(self) -> set[Cause]:
        """The steps of which something was sent; whoever has the place by then gets it, with what else is theirs."""
        return {cause for _, mail in self.mails for cause in mail.causes}

    def question(self, event: Event, *, waiting: bool) -> Question | None:
        """Choose among the questions that wait, or among those that were closed."""
        known = [one for one in self.scenario.state.questions.values() if one.is_waiting is waiting]
        return known[event.which % len(known)] if known else None


def _asks(county: County, event: Event, number: int, read: datetime) -> None:
    plr, message = county.scenario.state.liaisons[ROWS[number].liaison].row.plr, f"asked-{event.minutes}"
    if plr is not None:
        county.wrote(plr, event, message, None, read)
        county.threads.append((made_id("t", message), number))


def _answers(county: County, event: Event, number: int, read: datetime) -> None:
    if county.threads:
        thread, number = county.threads[event.which % len(county.threads)]
        officer = county.scenario.state.liaisons[ROWS[number].liaison].row.officer or "a colleague"
        county.wrote(officer, event, f"answered-{event.minutes}", thread, read)


def _adds(county: County, event: Event, number: int, read: datetime) -> None:
    """A PLR writes further in a thread."""
    if county.threads:
        thread, number = county.threads[event.which % len(county.threads)]
        plr = county.scenario.state.liaisons[ROWS[number].liaison].row.plr
        if plr is not None:
            county.wrote(plr, event, f"added-{event.minutes}", thread, read)


def _strays(county: County, event: Event, number: int, read: datetime) -> None:
    if county.threads:
        thread, _ = county.threads[event.which % len(county.threads)]
        county.wrote(None, event, f"strayed-{event.minutes}", None, read, guesses=(thread,), replies=True)


def _concerns(county: County, event: Event, number: int, read: datetime) -> None:
    plr = county.scenario.state.liaisons[ROWS[number].liaison].row.plr
    if plr is not None:
        county.wrote(plr, event, f"concern-{event.minutes}", None, read, resembles="CONCERN")


_MAIL: dict[str, Callable[[County, Event, int, datetime], None]] = {
    "asks": _asks, "adds": _adds, "answers": _answers, "strays": _strays, "concerns": _concerns,
}  # fmt: skip

Facts = tuple[Fact, ...]


def _closes_a_concern(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    open_ = [message for message, one in county.scenario.state.concerns.items() if one.closed is None]
    if not open_:
        return ()
    closed = ConcernClosed(
        **_times(event, read), concern=open_[event.which % len(open_)], message=f"m-{event.minutes}", by=COORDINATOR
    )
    return county.carries_out(event, read, closed)


def _stops_an_introduction(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    owed = [one for one in liaison.introductions if one.parted_at is None and one.made_at is None and not one.stopped]
    if not owed:
        return ()
    stopped = IntroductionStopped(
        **_times(event, read), introduction=owed[event.which % len(owed)].obligation, liaison=liaison.row.liaison,
        by="reed", message=f"m-{event.minutes}",
    )  # fmt: skip
    return county.carries_out(event, read, stopped)


def _times(event: Event, read: datetime) -> Any:
    return {"happened_at": event.at, "recorded_at": read}


def _undone(event: Event, answer: str, read: datetime) -> Undone:
    return Undone(**_times(event, read), answer=answer, number=1, message=f"m-{event.minutes}", by="reed")


def _other(officer: str | None) -> str:
    return "ames" if officer == "reed" else "reed"


def _call(event: Event, liaison: Liaison, read: datetime) -> ContactMade:
    row = liaison.row
    return ContactMade(
        **_times(event, read), liaison=row.liaison, method=Method.PHONE, by=row.officer, plr=row.plr,
        message=f"m-{event.minutes}",
    )  # fmt: skip


def _phones(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    return county.carries_out(event, read, _call(event, liaison, read))


def _noted_later(does: Callable[[County, Event, Liaison, datetime], Facts]) -> Callable[..., Facts]:
    """Have an officer note by a command what was some days before."""

    def noted(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
        on = event.at.date() - timedelta(days=1 + event.which)
        then = datetime.combine(on, time(12), tzinfo=county.scenario.programme.calendar.zone).astimezone(UTC)
        return tuple(
            replace(fact, happened_at=then, noted_at=event.at, **({} if isinstance(fact, ContactMade) else {"on": on}))
            if isinstance(fact, NotedFact)
            else fact
            for fact in does(county, event, liaison, read)
        )

    return noted


def _is_introduced(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    if liaison.pair is None or liaison.ended:
        return ()
    plr, officer = liaison.pair
    kind = OfficerIntroduced if event.which % 2 else Introduced
    return (
        kind(
            **_times(event, read), liaison=liaison.row.liaison, plr=plr, officer=officer, mail=f"letter-{event.minutes}"
        ),
    )  # fmt: skip


def _phones_about(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    if (question := county.question(event, waiting=True)) is None:
        return ()
    of, message = county.scenario.state.liaisons[question.asked.liaison], f"m-{event.minutes}"
    answered = Answered(
        **_times(event, read), question=question.asked.question, message=message, by=of.row.officer,
        source=Source.OFFICER,
    )  # fmt: skip
    return county.carries_out(event, read, answered, _call(event, of, read))


def _needs_no_reply(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    if (question := county.question(event, waiting=True)) is None:
        return ()
    said = NoReplyNeeded(
        **_times(event, read), question=question.asked.question, message=f"m-{event.minutes}", by="reed"
    )
    return county.carries_out(event, read, said)


def _reopens(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    if (question := county.question(event, waiting=False)) is None:
        return ()
    disputed = question.answer is not None and question.answer.source is Source.OFFICER
    return (
        QuestionReopened(
            **_times(event, read), question=question.asked.question, message=f"m-{event.minutes}",
            plr=question.asked.plr, disputed=disputed,
        ),
    )  # fmt: skip


def _hold(question: str, team: str) -> Callable[[County, Event, Liaison, datetime], Facts]:
    def placed(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
        asked = county.question(event, waiting=True) if question else None
        if question and asked is None:
            return ()
        until_on = event.at.date() + timedelta(days=event.which) if event.which % 3 else None
        held = HoldPlaced(
            **_times(event, read), question=asked.asked.question if asked else "", message=f"m-{event.minutes}",
            by="reed" if asked else COORDINATOR, until_on=until_on, team=team,
        )  # fmt: skip
        return county.carries_out(event, read, held)

    return placed


def _excuses(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    """The coordinator excuses a question that waits, or else a month that is not kept, the present or the last."""
    question = county.question(event, waiting=True) if event.which % 2 else None
    month = event.at.astimezone(county.scenario.programme.calendar.zone).date().replace(day=1)
    if event.which % 3 == 0:
        month = (month - timedelta(days=1)).replace(day=1)
    of = question.asked.liaison if question else liaison.row.liaison
    rule = "reply-deadline" if question else "monthly-contact"
    excused = Excused(
        **_times(event, read), rule=rule, liaison=of, message=f"m-{event.minutes}", by=COORDINATOR,
        obligation=question.asked.question if question else made_id("o", rule, of, month.isoformat()),
    )  # fmt: skip
    given = county.scenario.state.verdicts.get((rule, excused.obligation))
    if any(one.id == excused.obligation and one.met_at is not None for one in county.scenario.owed()):
        return ()
    if given is None:
        return county.carries_out(event, read, excused)
    if given.outcome is not Outcome.LAPSED:
        return ()
    corrected = replace(given, outcome=Outcome.EXCUSED, recorded_at=read)
    return county.carries_out(event, read, excused, corrected)


def _agrees_on_a_plan(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    """Not on a day on which a prompt goes out too, which would then stand for both."""
    plan = ("9", "last Friday", "3rd week", "20")[event.which % 4]
    if liaison.row.every:
        return ()
    agreed = PlanAgreed(
        **_times(event, read), liaison=liaison.row.liaison, plan=plan, by="reed", message=f"m-{event.minutes}",
        source=Source.OFFICER,
    )  # fmt: skip
    return county.carries_out(event, read, agreed)


def _goes_away(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    """Ahead or at once, for some days or without an end, with a cover or without."""
    officer, today = liaison.row.officer, event.at.date()
    if officer is None:
        return ()
    from_on = today + timedelta(days=event.which % 3 * 2)
    until_on = from_on + timedelta(days=event.which) if event.which % 4 else None
    began = AbsenceBegan(
        **_times(event, read), absence=f"absence-{event.minutes}", person=officer, from_on=from_on,
        until_on=until_on, cover=_other(officer) if event.which % 2 else None,
    )  # fmt: skip
    return county.carries_out(event, read, began)


def _is_ill(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    """A PLR is away."""
    plr, today = liaison.row.plr, event.at.date()
    if plr is None:
        return ()
    return (
        AbsenceBegan(
            **_times(event, read), absence=f"absence-{event.minutes}", person=plr, from_on=today,
            until_on=today + timedelta(days=1 + event.which), cover=None,
        ),
    )  # fmt: skip


def _is_back(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    known = county.scenario.state.absences.of(liaison.row.officer or "")
    return tuple(
        AbsenceEnded(**_times(event, read), absence=one.began.absence, person=one.began.person, back_on=event.at.date())
        for one in known
        if one.lasts_on(event.at.date())
    )


def _meeting(event: Event, liaison: Liaison, read: datetime) -> Any:
    return _times(event, read) | {
        "council": liaison.row.council, "liaison": liaison.row.liaison, "message": f"m-{event.minutes}",
    }  # fmt: skip


def _asks_for_a_meeting(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    if liaison.row.plr is None:
        return ()
    return (MeetingRequested(**_meeting(event, liaison, read), plr=liaison.row.plr),)


def _arranges(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    on = event.at.date() + timedelta(days=1 + 3 * event.which)
    arranged = MeetingArranged(**_meeting(event, liaison, read), on=on, by="reed", meeting=f"meeting-{event.minutes}")
    return county.carries_out(event, read, arranged)


def _calls_off(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    arrangement = county.scenario.state.meetings[liaison.row.council].arrangement
    if arrangement is None:
        return ()
    return (ArrangementEnded(**_meeting(event, liaison, read), meeting=arrangement.fact.meeting, by="reed"),)


def _attends(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    attended = MeetingAttended(**_meeting(event, liaison, read), on=event.at.date(), by="reed")
    return county.carries_out(event, read, attended)


def _writes_an_update(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    written = UpdateWritten(**_meeting(event, liaison, read), on=event.at.date(), by="reed")
    return county.carries_out(event, read, written)


def _confirms(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    confirmed = CourseConfirmed(
        **_times(event, read), person=("reed", "ames")[event.which % 2], course="e-learning", on=event.at.date(),
        message=f"m-{event.minutes}",
    )  # fmt: skip
    return county.carries_out(event, read, confirmed)


def _row(**changes: Callable[[Liaison], str | None]) -> Callable[[County, Event, Liaison, datetime], Facts]:
    def changed(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
        people: Any = {key: value(liaison) for key, value in changes.items()}
        return (replace(liaison.row, **_times(event, read), **people),)

    return changed


def _proposes(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    proposed = PlrChangeProposed(
        **_times(event, read), change=f"change-{event.minutes}", liaison=liaison.row.liaison, plr=liaison.row.plr,
        successor=None, from_on=event.at.date(), asked="jo",
    )  # fmt: skip
    return (proposed,)


def _announces_a_plr(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    """A change of PLR from a day that is to come, or at once, which is confirmed."""
    row, change, today = liaison.row, f"change-{event.minutes}", event.at.date()
    if row.plr is None or liaison.ended:
        return ()
    proposed = PlrChangeProposed(
        **_times(event, read), change=change, liaison=row.liaison, plr=row.plr,
        successor="sal" if row.plr != "sal" else "pat", from_on=today + timedelta(days=event.which % 4 * 3), asked="jo",
    )  # fmt: skip
    confirmed = PlrChangeConfirmed(**_times(event, read), change=change, liaison=row.liaison, by="jo", on=today)
    return county.carries_out(event, read, proposed, confirmed)


def _announces_an_officer(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    if liaison.ended:
        return ()
    announced = OfficerChangeAnnounced(
        **_times(event, read), liaison=liaison.row.liaison, officer=_other(liaison.row.officer),
        from_on=event.at.date() + timedelta(days=1 + event.which), by=COORDINATOR, message=f"m-{event.minutes}",
    )  # fmt: skip
    return county.carries_out(event, read, announced)


def _gives_up_the_council(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    """A row is gone from the roster."""
    return () if liaison.ended else (LiaisonEnded(**_times(event, read), liaison=liaison.row.liaison),)


def _sends_news(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    state, writer, news = county.scenario.state, liaison.row.officer, f"news-{event.minutes}"
    theirs = [one for one in state.liaisons_of(writer or "", Role.OFFICER) if state.liaisons[one].row.plr]
    if not writer or not theirs:
        return ()
    people = tuple(state.liaisons[one].row.plr or "" for one in theirs)
    return (
        NewsWritten(**_times(event, read), news=news, by=writer),
        NewsReleased(**_times(event, read), news=news, message=news, liaisons=tuple(theirs), people=people),
    )


def _stops_news(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    state = county.scenario.state
    released = [news for news, one in state.news.items() if one.released and not state.steps.get(("news", news))]
    return tuple(NewsStopped(**_times(event, read), news=news, message=f"m-{event.minutes}") for news in released[:1])


def _snoozes(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    """The coordinator wants to hear of something later."""
    if (question := county.question(event, waiting=True)) is None:
        return ()
    snoozed = LineSnoozed(
        **_times(event, read), rule="reply-deadline", about=question.asked.question,
        until_on=event.at.date() + timedelta(days=1 + event.which), message=f"m-{event.minutes}", by=COORDINATOR,
    )  # fmt: skip
    return county.carries_out(event, read, snoozed)


def _answers_an_invitation(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    arrangement = county.scenario.state.meetings[liaison.row.council].arrangement
    if arrangement is None or liaison.row.plr is None:
        return ()
    answered = InvitationAnswered(
        **_times(event, read), council=liaison.row.council, meeting=arrangement.fact.meeting, sequence=0,
        person=liaison.row.plr, answer=("accepted", "declined", "tentative")[event.which % 3],
        message=f"m-{event.minutes}",
    )  # fmt: skip
    return (answered,)


def _refuses(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
    changes = county.scenario.state.plr_changes.of(liaison.row.liaison)
    known = [
        one for one in changes if one.proposed.plr == liaison.row.plr and not isinstance(one.word, PlrChangeRefused)
    ]
    return tuple(
        PlrChangeRefused(**_times(event, read), change=one.proposed.change, liaison=liaison.row.liaison, by="jo")
        for one in known
    )


def _plr(kind: type[PlrLeft] | type[PlrStays]) -> Callable[[County, Event, Liaison, datetime], Facts]:
    def said(county: County, event: Event, liaison: Liaison, read: datetime) -> Facts:
        details: Any = {"on": event.at.date()} if kind is PlrLeft else {}
        if liaison.row.plr is None:
            return ()
        return (
            kind(
                **_times(event, read), liaison=liaison.row.liaison, plr=liaison.row.plr, by="jo",
                message=f"m-{event.minutes}", **details,
            ),
        )  # fmt: skip

    return said


_FACTS: dict[str, Callable[[County, Event, Liaison, datetime], Facts]] = {
    "closes a concern": _closes_a_concern,
    "is introduced": _is_introduced,
    "stops an introduction": _stops_an_introduction,
    "phones": _phones,
    "phoned before": _noted_later(_phones),
    "phones about": _phones_about,
    "needs no reply": _needs_no_reply,
    "reopens": _reopens,
    "holds": _hold("one", ""),
    "holds a team": _hold("", "north"),
    "holds the force": _hold("", ""),
    "excuses": _excuses,
    "plans": _agrees_on_a_plan,
    "goes away": _goes_away,
    "is ill": _is_ill,
    "is back": _is_back,
    "asks for a meeting": _asks_for_a_meeting,
    "arranges": _arranges,
    "calls off": _calls_off,
    "attends": _attends,
    "attended before": _noted_later(_attends),
    "writes an update": _writes_an_update,
    "wrote an update before": _noted_later(_writes_an_update),
    "confirms": _confirms,
    "confirmed before": _noted_later(_confirms),
    "changes": _row(officer=lambda liaison: _other(liaison.row.officer)),
    "leaves": _row(officer=lambda liaison: None),
    "has another PLR": _row(plr=lambda liaison: "sal" if liaison.row.plr != "sal" else "pat"),
    "has no PLR": _row(plr=lambda liaison: None),
    "proposes": _proposes,
    "refuses": _refuses,
    "announces a PLR": _announces_a_plr,
    "announces an officer": _announces_an_officer,
    "gives up the council": _gives_up_the_council,
    "sends news": _sends_news,
    "stops news": _stops_news,
    "snoozes": _snoozes,
    "answers an invitation": _answers_an_invitation,
    "is gone": _plr(PlrLeft),
    "stays": _plr(PlrStays),
}
EVENTS = (*_MAIL, *_FACTS, "undoes")
