"""The laws of policy, held against made-up histories: people ask, answer, phone and change at random (laws 5 and 9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.model.facts import Answered, ContactMade, Fact, Method, StepTaken, VerdictGiven
from mailbot.model.ids import made_id
from mailbot.model.mail import Cause, Mail
from mailbot.policy.agenda import Agenda
from mailbot.policy.decision import Decision
from mailbot.policy.steps import take_steps, take_steps_of
from tests.policy.scenario import HARPOLE, ROOT, THORNBECK, WENDLE, Scenario, at

RULES = {
    name: (ROOT / "rules" / f"{name}.toml").read_text(encoding="utf-8")
    for name in ("concern", "introduction", "monthly-contact", "named-contact", "repeated-delay", "reply-deadline")
}
ROWS = (HARPOLE, THORNBECK, WENDLE)
START = at("Mon 1 June 00:00")
HOURS = 24 * 100
"""From the start of June to the middle of September: three months are closed."""


@dataclass(frozen=True)
class Event:
    """Something that people do, so many minutes after the start; `which` chooses among what there is."""

    minutes: int
    what: str
    which: int

    @property
    def at(self) -> datetime:
        return START + timedelta(minutes=self.minutes)


def histories(*what: str) -> st.SearchStrategy[list[Event]]:
    """Draw up to 14 events of these kinds, in order."""
    one = st.builds(Event, minutes=st.integers(0, 60 * HOURS), what=st.sampled_from(what), which=st.integers(0, 11))
    found = st.lists(one, max_size=14, unique_by=lambda event: event.minutes)
    return found.map(lambda events: sorted(events, key=lambda event: event.minutes))


events = histories("asks", "asks", "answers", "phones", "phones", "changes", "concerns")
whatever = histories("asks", "asks", "answers", "phones", "changes", "concerns", "leaves", "strays")
"""Posts fall vacant, and mail is held, too."""

moments = st.lists(st.integers(0, HOURS), min_size=1, max_size=12, unique=True).map(
    lambda hours: [START + timedelta(hours=hour) for hour in sorted(hours)]
)


@dataclass
class County:
    """A scenario in which events happen, with its own record of what was recorded and sent."""

    scenario: Scenario = field(default_factory=lambda: Scenario(*ROWS, rules=RULES, live_from=START))
    threads: list[tuple[str, int]] = field(default_factory=list)
    recorded: list[Fact] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.agenda = Agenda(self.scenario.programme, self.scenario.state)

    def happens(self, event: Event, *, read: datetime | None = None) -> None:
        """Let something happen, and have it recorded when it is read."""
        number = event.which % len(ROWS)
        read, row = read or event.at, self.scenario.state.liaisons[ROWS[number].liaison].row
        match event.what:
            case "asks":
                message = f"asked-{event.minutes}"
                self._wrote(row.plr, event, message, None, read)
                self.threads.append((made_id("t", message), number))
            case "answers" if self.threads:
                thread, number = self.threads[event.which % len(self.threads)]
                officer = self.scenario.state.liaisons[ROWS[number].liaison].row.officer or "a colleague"
                self._wrote(officer, event, f"answered-{event.minutes}", thread, read)
            case "strays" if self.threads:
                thread, _ = self.threads[event.which % len(self.threads)]
                self._wrote(None, event, f"strayed-{event.minutes}", None, read, guesses=(thread,), replies=True)
            case "concerns":
                self._wrote(row.plr, event, f"concern-{event.minutes}", None, read, says="CONCERN")
            case "phones":
                self.record(_call(event, row.liaison, row.officer, read))
            case "leaves":
                self.record(replace(row, officer=None, happened_at=event.at, recorded_at=read))
            case "changes":
                other = "ames" if row.officer == "reed" else "reed"
                self.record(replace(row, officer=other, happened_at=event.at, recorded_at=read))

    def _wrote(
        self, writer: str | None, event: Event, message: str, thread: str | None, read: datetime, **details: Any
    ) -> None:
        outcome = self.scenario.writes(writer, event.at, thread=thread, message=message, read=read, **details)
        self.recorded += outcome.decision.facts

    def record(self, *facts: Fact) -> None:
        self.scenario.record(*facts)
        self.recorded += facts

    def ticks(self, now: datetime) -> None:
        """Do what a tick does, by the agenda."""
        scenario = self.scenario
        while (decision := self.due(now)).facts:
            self.recorded += decision.facts
            self.mails += scenario.commit("", decision).mails

    def due(self, now: datetime) -> Decision:
        programme, state = self.scenario.programme, self.scenario.state
        return take_steps_of(self.agenda.due(now, now), programme, state, now=now, watermark=now)

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
        """The verdicts, without when and under which version of the roster they were given."""
        return {
            (fact.rule, fact.obligation, fact.outcome, fact.started_at, fact.due_by, fact.ended_at, fact.owner)
            for fact in self.recorded
            if isinstance(fact, VerdictGiven)
        }

    @property
    def sent(self) -> set[Cause]:
        """The steps of which something was sent; whoever has the place by then gets it, with what else is theirs."""
        return {cause for mail in self.mails for cause in mail.causes}


def _call(event: Event, liaison: str, officer: str | None, read: datetime) -> ContactMade:
    return ContactMade(
        happened_at=event.at, recorded_at=read, liaison=liaison, method=Method.PHONE, by=officer, plr="somebody"
    )


def every_hour(happening: Sequence[Event]) -> list[datetime]:
    """Every hour, and right after each event."""
    return [START + timedelta(hours=hour) for hour in range(HOURS + 1)] + [event.at for event in happening]


@given(whatever, moments)
@settings(max_examples=100, deadline=None)
def test_the_agenda_takes_what_a_look_at_every_obligation_would_take(
    happening: list[Event], ticks: list[datetime]
) -> None:
    county = County()
    scenario = county.scenario
    line = [(event.at, event) for event in happening] + [(tick, None) for tick in ticks]
    for now, event in sorted(line, key=lambda one: (one[0], one[1] is None)):
        if event is not None:
            county.happens(event)
        watermark = now - timedelta(hours=7)
        while True:
            everything = take_steps(scenario.programme, scenario.state, now=now, watermark=watermark)
            owed = county.agenda.due(now, watermark)
            found = take_steps_of(owed, scenario.programme, scenario.state, now=now, watermark=watermark)
            assert set(found.facts) == set(everything.facts)
            assert {mail.key for mail in found.mails} == {mail.key for mail in everything.mails}
            if not found.facts:
                break
            scenario.commit("", found)


@given(events, moments)
@settings(max_examples=40, deadline=None)
def test_however_rarely_the_tick_is_taken_the_verdicts_are_the_same_and_nothing_more_is_sent(
    happening: list[Event], ticks: list[datetime]
) -> None:
    end = START + timedelta(hours=HOURS)
    often, rarely = County(), County()
    often.lives(happening, every_hour(happening))
    rarely.lives(happening, [*ticks, end])
    assert rarely.verdicts == often.verdicts
    assert rarely.sent <= often.sent


def _phoned(when: str, number: int = 0) -> Event:
    return Event(int((at(when) - START) / timedelta(minutes=1)), "phones", number)


def _of_harpole(county: County, rule: str) -> list[tuple[str, object]]:
    found = [fact for fact in county.recorded if isinstance(fact, VerdictGiven) and fact.liaison == "harpole"]
    return [(fact.outcome.value, fact.owner) for fact in found if fact.rule == rule]


def test_a_contact_early_in_a_month_does_not_hide_that_the_month_before_is_still_to_be_closed() -> None:
    county = County()
    phoned = _phoned("Wed 1 July 10:00")
    county.lives([phoned], [phoned.at, at("Fri 10 July 10:00")])
    assert _of_harpole(county, "monthly-contact") == [("met", "reed"), ("lapsed", "reed")]


def test_a_spell_that_began_and_ended_between_two_ticks_is_on_record() -> None:
    county = County()
    county.lives([_phoned("Mon 10 August 10:00")], [at("Fri 10 July 10:00"), at("Mon 7 September 10:00")])
    assert _of_harpole(county, "repeated-delay") == [("met", "coordinator")]


def test_a_month_without_contact_stays_with_the_officer_whose_month_it_was() -> None:
    county = County()
    changed = replace(_phoned("Thu 2 July 10:00"), what="changes")
    county.lives([changed], [at("Fri 10 July 10:00")])
    assert _of_harpole(county, "monthly-contact") == [("lapsed", "reed")]


@given(whatever, moments)
@settings(max_examples=100, deadline=None)
def test_nothing_is_escalated_after_the_fact_that_meets_it_was_recorded(
    happening: list[Event], ticks: list[datetime]
) -> None:
    county = County()
    county.lives(happening, ticks)
    answered: set[str] = set()
    contacts: dict[str, datetime] = {}
    owed = {one.id: one for one in county.scenario.owed()}
    for fact in county.recorded:
        if isinstance(fact, Answered):
            answered.add(fact.question)
        elif isinstance(fact, ContactMade):
            contacts[fact.liaison] = max(fact.happened_at, contacts.get(fact.liaison, fact.happened_at))
        elif isinstance(fact, StepTaken) and fact.escalates:
            assert fact.obligation not in answered
            spell = owed.get(fact.obligation)
            if spell is not None and fact.rule == "repeated-delay" and spell.met_at is None:
                assert contacts.get(spell.liaison, START) < spell.started_at


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_the_order_in_which_mail_is_read_changes_nothing(data: st.DataObject) -> None:
    asked = [Event(60 * hour, "asks", hour) for hour in range(3)]
    later = data.draw(
        st.lists(
            st.builds(
                Event,
                minutes=st.integers(60 * 24, 60 * 24 * 5),
                what=st.sampled_from(("asks", "answers", "answers", "phones")),
                which=st.integers(0, 2),
            ),
            min_size=2,
            max_size=6,
            unique_by=lambda event: event.minutes,
        )
    )
    in_order, mixed = County(), County()
    for county, order in ((in_order, sorted(later, key=lambda event: event.minutes)), (mixed, later)):
        read = START + timedelta(days=6)
        for event in asked:
            county.happens(event)
        answerable = tuple(county.threads)
        for event in order:
            county.happens(event, read=read)
            county.threads[:] = answerable
        county.ticks(read + timedelta(hours=1))
    assert mixed.verdicts == in_order.verdicts
    assert mixed.sent == in_order.sent
    assert set(mixed.scenario.owed()) == set(in_order.scenario.owed())
