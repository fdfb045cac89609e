"""The laws of policy, held against made-up histories under every rule of `rules/` (laws 2, 5 and 9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.model.facts import (
    AbsenceBegan,
    AbsenceEnded,
    Answered,
    ContactMade,
    CourseConfirmed,
    Excused,
    Fact,
    LiaisonChanged,
    MeetingArranged,
    MeetingAttended,
    NoReplyNeeded,
    NotedFact,
    Outcome,
    PlanAgreed,
    PlrChangeConfirmed,
    PlrChangeRefused,
    PlrStays,
    QuestionReopened,
    Source,
    StepTaken,
    Undone,
    UpdateWritten,
)
from mailbot.model.people import Role
from mailbot.policy.obligation import Obligation
from mailbot.policy.steps import take_steps, take_steps_of
from tests.policy.county import END, EVENTS, HOURS, START, County, Event
from tests.policy.scenario import at

MANY = 60
FEW = 25
"""Where each history is lived through hour by hour."""
THOUSANDS = 3000

OFFICERS = ("reed", "ames")

pytestmark = pytest.mark.timeout(600)

LAWS: dict[str, Callable[[], None]] = {}
"""Each law by its name, as the soak takes it: with examples of its own."""


def law(examples: int, *drawn: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a law of what is to hold for whatever is drawn; an ordinary run tries so many examples."""

    def made(holds: Callable[..., None]) -> Callable[..., None]:
        LAWS[holds.__name__] = given(*drawn)(holds)
        return settings(max_examples=examples, deadline=None)(given(*drawn)(holds))

    return made


def histories(what: Sequence[str]) -> st.SearchStrategy[list[Event]]:
    """Draw up to 14 events of these kinds, in order."""
    one = st.builds(Event, minutes=st.integers(0, 60 * HOURS), what=st.sampled_from(what), which=st.integers(0, 11))
    found = st.lists(one, max_size=14, unique_by=lambda event: event.minutes)
    return found.map(lambda events: sorted(events, key=lambda event: event.minutes))


def without(*what: str) -> tuple[str, ...]:
    return tuple(event for event in EVENTS if event not in what)


whatever = histories(EVENTS)
moments = st.lists(st.integers(0, HOURS), min_size=1, max_size=12, unique=True).map(
    lambda hours: [START + timedelta(hours=hour) for hour in sorted(hours)]
)


def every_hour(happening: Sequence[Event]) -> list[datetime]:
    """Every hour, and right after each event."""
    return [START + timedelta(hours=hour) for hour in range(HOURS + 1)] + [event.at for event in happening]


@law(MANY, whatever, moments)
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


@law(FEW, whatever, moments)
def test_however_rarely_the_tick_is_taken_the_verdicts_are_the_same_and_nothing_more_is_sent(
    happening: list[Event], ticks: list[datetime]
) -> None:
    end = START + timedelta(hours=HOURS)
    often, rarely = County(), County()
    often.lives(happening, every_hour(happening))
    rarely.lives(happening, [*ticks, end])
    assert rarely.verdicts == often.verdicts
    assert rarely.sent <= often.sent


def on(when: str, what: str, which: int = 0) -> Event:
    return Event(int((at(when) - START) / timedelta(minutes=1)), what, which)


def _phoned(when: str) -> Event:
    return on(when, "phones")


def _of_harpole(county: County, rule: str) -> list[tuple[str, object]]:
    found = [fact for fact in county.given if fact.liaison == "harpole"]
    return [(fact.outcome.value, fact.owner) for fact in found if fact.rule == rule]


def lived(happening: list[Event], *, often: bool) -> County:
    """A county in which this happened, with a tick every hour or one at the end."""
    county = County()
    county.lives(happening, every_hour(happening) if often else [END])
    return county


def standing(county: County, rule: str) -> list[str]:
    """The verdicts of a rule on Harpole that stand."""
    return [given.outcome.value for given in county.scenario.state.history[(rule, "harpole")]]


@pytest.mark.parametrize(
    ("rule", "done", "undone", "judged_on", "verdicts"),
    [
        ("monthly-contact", "Mon 8 June 10:00", "Tue 9 June 10:00", "Fri 10 July 10:00", ["lapsed"]),
        ("council-meeting", "Mon 8 June 10:00", "Tue 9 June 10:00", "Fri 10 July 10:00", []),
        ("annual-e-learning", "Mon 8 June 10:00", "Tue 9 June 10:00", "Fri 10 July 10:00", []),
    ],
)
def test_what_is_undone_has_met_nothing_although_a_verdict_was_given_meanwhile(
    rule: str, done: str, undone: str, judged_on: str, verdicts: list[str]
) -> None:
    what = {"monthly-contact": "phones", "council-meeting": "attends", "annual-e-learning": "confirms"}[rule]
    county = County()
    county.lives([on(done, what), on(undone, "undoes")], [at(done) + timedelta(hours=1)])
    assert _of_harpole(county, rule) == [("met", "reed")]
    county.ticks(at(judged_on))
    assert standing(county, rule) == verdicts


@pytest.mark.parametrize(
    ("rule", "happening", "verdicts"),
    [
        pytest.param(
            "change-of-plr",
            [on("Fri 19 June 12:00", "announces a PLR", 2), on("Fri 19 June 13:00", "undoes")],
            [],
            id="a change that was announced and confirmed in one",
        ),
        pytest.param(
            "absence",
            [on("Mon 8 June 10:00", "goes away", 4), on("Wed 24 June 10:00", "undoes")],
            [],
            id="an absence that nobody covered and that was over",
        ),
        pytest.param(
            "reply-deadline",
            [
                on("Mon 8 June 10:00", "asks", 0),
                on("Tue 9 June 10:00", "holds a team", 0),
                on("Thu 18 June 10:00", "answers", 0),
                on("Thu 18 June 12:00", "undoes"),
            ],
            ["late"],
            id="a hold under which a question was answered in time",
        ),
        pytest.param(
            "council-meeting",
            [
                on("Mon 8 June 10:00", "attends", 0),
                on("Tue 9 June 10:00", "attends", 0),
                on("Wed 10 June 10:00", "undoes"),
                on("Wed 10 June 11:00", "undoes"),
            ],
            [],
            id="two attendances",
        ),
    ],
)
def test_what_is_undone_has_begun_nothing_whether_a_tick_came_between_or_not(
    rule: str, happening: list[Event], verdicts: list[str]
) -> None:
    often, rarely = (lived(happening, often=often) for often in (True, False))
    assert often.verdicts == rarely.verdicts
    stand = often.scenario.state.verdicts.values()
    assert [given.outcome.value for given in stand if given.rule == rule] == verdicts


def test_a_call_that_the_plr_denies_leaves_the_month_to_be_kept() -> None:
    asked, phoned = on("Mon 1 June 10:00", "asks"), on("Tue 2 June 10:00", "phones about")
    county = County()
    county.lives([asked, phoned, on("Wed 3 June 10:00", "reopens")], [at("Tue 2 June 11:00")])
    assert _of_harpole(county, "monthly-contact") == [("met", "reed")]
    county.ticks(at("Fri 10 July 10:00"))
    assert standing(county, "monthly-contact") == ["lapsed"]


def test_of_two_days_that_were_arranged_the_one_arranged_last_holds_whichever_is_read_first() -> None:
    first, last = on("Tue 2 June 10:00", "arranges", 8), on("Wed 3 June 10:00", "arranges", 0)
    in_order, mixed = County(), County()
    for county, order in ((in_order, (first, last)), (mixed, (last, first))):
        for event in order:
            county.happens(event, read=at("Thu 4 June 10:00"))
    days = [county.scenario.state.meetings["harpole PC"].arranged_on for county in (in_order, mixed)]
    assert days == [date(2026, 6, 4), date(2026, 6, 4)]


@pytest.mark.parametrize("leaves", ["leaves", "changes"])
def test_a_course_that_was_confirmed_before_its_officer_left_is_judged_whenever_that_is_looked_at(leaves: str) -> None:
    happening = [
        on("Mon 8 June 10:00", "confirms", 0),
        on("Mon 8 June 11:00", leaves, 0),
        on("Mon 8 June 12:00", leaves, 1),
    ]
    often, rarely = County(), County()
    often.lives(happening, every_hour(happening))
    rarely.lives(happening, [END])
    assert often.verdicts == rarely.verdicts
    assert _of_harpole(rarely, "annual-e-learning") == [("met", "reed")]


def test_an_absence_that_ended_before_its_officer_left_is_judged_whenever_that_is_looked_at() -> None:
    happening = [
        on("Mon 8 June 10:00", "goes away", 0),
        on("Thu 11 June 11:00", "is back", 0),
        on("Thu 11 June 12:00", "leaves", 0),
        on("Thu 11 June 13:00", "leaves", 1),
    ]
    often, rarely = County(), County()
    often.lives(happening, every_hour(happening))
    rarely.lives(happening, [END])
    assert often.verdicts == rarely.verdicts
    assert len([given for given in rarely.given if given.rule == "absence"]) == 1


@pytest.mark.parametrize(
    ("rule", "happening"),
    [
        ("change-of-plr", [on("Mon 8 June 10:00", "announces a PLR", 4)]),
        ("named-contact", [on("Mon 8 June 10:00", "has no PLR", 0), on("Mon 8 June 11:00", "has another PLR", 0)]),
        ("meeting-request", [on("Mon 8 June 10:00", "asks for a meeting", 0), on("Mon 8 June 11:00", "arranges", 4)]),
        ("missing-plr", [on("Mon 8 June 10:00", "is gone", 0), on("Mon 8 June 11:00", "stays", 0)]),
    ],
)
def test_what_had_ended_before_its_liaison_did_is_judged_whenever_that_is_looked_at(
    rule: str, happening: list[Event]
) -> None:
    happening = [*happening, on("Mon 8 June 12:00", "gives up the council", 0)]
    often, rarely = County(), County()
    often.lives(happening, every_hour(happening))
    rarely.lives(happening, [END])
    assert often.verdicts == rarely.verdicts
    assert len([given for given in rarely.given if given.rule == rule]) == 1


@pytest.mark.parametrize(
    ("rule", "happening", "verdicts"),
    [
        pytest.param(
            "monthly-contact",
            [on("Wed 8 July 10:00", "phoned before", 8)],
            ["lapsed", "lapsed", "lapsed"],
            id="a call of June that is noted after June has settled",
        ),
        pytest.param(
            "monthly-contact",
            [on("Fri 3 July 10:00", "phoned before", 4)],
            ["met", "lapsed", "lapsed"],
            id="a call of June that is noted before June settles",
        ),
        pytest.param(
            "launch",
            [on("Mon 8 June 10:00", "is introduced", 0), on("Mon 8 June 10:30", "changes", 0)],
            ["late"],
            id="an introduction of a pair that is none any more",
        ),
        pytest.param(
            "launch",
            [on("Mon 8 June 10:00", "is introduced", 0), on("Mon 8 June 10:30", "leaves", 0)],
            ["late"],
            id="an introduction of an officer who has left",
        ),
        pytest.param(
            "launch",
            [on("Mon 1 June 00:01", "stops an introduction", 0), on("Tue 2 June 10:00", "is introduced", 0)],
            ["excused"],
            id="an introduction that had been stopped before",
        ),
        pytest.param(
            "reply-deadline",
            [
                on("Mon 8 June 10:00", "asks", 0),
                on("Tue 9 June 10:00", "answers", 0),
                on("Tue 9 June 10:30", "holds a team", 0),
            ],
            ["met"],
            id="a hold that is placed after the answer",
        ),
        pytest.param(
            "council-meeting",
            [on("Mon 8 June 10:00", "attends", 0), on("Mon 8 June 10:30", "attended before", 0)],
            ["met"],
            id="an attendance of a day before that of one noted already",
        ),
        pytest.param(
            "council-meeting",
            [Event(65, "attends", 0), Event(578, "attended before", 4)],
            ["met"],
            id="an attendance of before the programme that is noted after one since",
        ),
        pytest.param(
            "council-meeting",
            [on("Mon 8 June 10:00", "attends", 0), on("Mon 8 June 10:30", "gives up the council", 0)],
            ["met"],
            id="an attendance of a council that has left the programme",
        ),
        pytest.param(
            "annual-e-learning",
            [on("Mon 8 June 10:00", "confirms", 0), on("Mon 8 June 10:30", "confirmed before", 0)],
            ["met"],
            id="a course completed on a day before that of one noted already",
        ),
    ],
)
def test_what_is_noted_later_changes_no_verdict_whether_a_tick_came_between_or_not(
    rule: str, happening: list[Event], verdicts: list[str]
) -> None:
    often, rarely = (lived(happening, often=often) for often in (True, False))
    assert often.verdicts == rarely.verdicts
    assert standing(rarely, rule) == verdicts


def test_an_officer_is_not_told_late_of_what_they_were_not_told_while_nobody_was_named() -> None:
    happening = [
        on("Mon 1 June 10:00", "asks for a meeting", 2),
        on("Fri 12 June 10:00", "has no PLR", 2),
        on("Thu 16 July 10:00", "has another PLR", 2),
    ]
    often, rarely = County(), County()
    often.lives(happening, every_hour(happening))
    rarely.lives(happening, [at("Fri 12 June 09:30"), END])
    told = [
        {(one.rule, one.step) for one in county.sent if one.rule == "meeting-request"} for county in (often, rarely)
    ]
    assert told[1] <= told[0]
    assert ("meeting-request", "overdue") not in told[1]
    taken = [fact for fact in rarely.recorded if isinstance(fact, StepTaken) and fact.rule == "meeting-request"]
    assert [fact.step for fact in taken if fact.escalates][:1] == ["overdue"]


def test_of_two_words_that_excuse_the_same_the_first_counts_whenever_that_is_looked_at() -> None:
    happening = [on("Mon 8 June 10:00", "excuses", 8), on("Tue 9 June 10:00", "excuses", 4)]
    county = County()
    county.lives(happening, [END])
    [june] = [one for one in county.given if one.rule == "monthly-contact" and one.liaison == "harpole"][:1]
    assert (june.outcome, june.ended_at) == (Outcome.EXCUSED, at("Mon 8 June 10:00"))


def _named(plan: str, when: str) -> PlanAgreed:
    return PlanAgreed(
        happened_at=at(when), recorded_at=at("Thu 4 June 10:00"), liaison="harpole", plan=plan, by="reed", message=plan,
        source=Source.OFFICER,
    )  # fmt: skip


NINTH, FRIDAY = _named("9", "Tue 2 June 10:00"), _named("last Friday", "Wed 3 June 10:00")


@pytest.mark.parametrize("read", [(NINTH, FRIDAY), (FRIDAY, NINTH)])
def test_of_two_plans_the_one_that_was_named_last_holds_whichever_is_read_first(read: Sequence[Fact]) -> None:
    county = County()
    county.record(*read)
    assert county.scenario.state.liaisons["harpole"].row.plan == "last Friday"


@pytest.mark.parametrize(("stated", "plan"), [("Mon 1 June 12:00", "9"), ("Wed 3 June 12:00", "20")])
def test_a_plan_holds_against_what_the_roster_says_if_it_was_named_later(stated: str, plan: str) -> None:
    county = County()
    row = county.scenario.state.liaisons["harpole"].row
    county.record(replace(row, plan="20", happened_at=at(stated), recorded_at=at(stated)), NINTH)
    assert county.scenario.state.liaisons["harpole"].row.plan == plan


def test_a_spell_that_a_contact_had_ended_is_judged_although_the_plr_has_gone_since() -> None:
    county = County()
    happening = [_phoned("Thu 6 August 19:00"), on("Thu 27 August 18:00", "has no PLR")]
    county.lives(happening, [at("Mon 10 August 10:00").replace(day=6, hour=5), END])
    assert standing(county, "repeated-delay") == ["met"]


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


@law(MANY, whatever, moments)
def test_nothing_is_escalated_after_the_fact_that_meets_it_was_recorded(
    happening: list[Event], ticks: list[datetime]
) -> None:
    county = County()
    county.lives(happening, [*ticks, END])
    for escalated in county.escalated:
        assert not is_met(escalated.obligation, standing_facts(escalated.recorded_before))


def standing_facts(recorded: Sequence[Fact]) -> list[Fact]:
    """The facts that nobody has undone."""
    undone = {
        START + timedelta(minutes=int(fact.answer.removeprefix("answer-")))
        for fact in recorded
        if isinstance(fact, Undone)
    }
    return [fact for fact in recorded if said_at(fact) not in undone]


def said_at(fact: Fact) -> datetime:
    return fact.known_at if isinstance(fact, NotedFact) else fact.happened_at


def is_met(owed: Obligation, facts: Sequence[Fact]) -> bool:
    """Whether a fact meets what is owed: slow and obvious, by the words of the expectations."""
    since_on = owed.started_at.date()
    match owed.rule.each:
        case "question":
            last = [fact for fact in facts if _question_of(fact) == owed.id][-1:]
            return bool(last) and not isinstance(last[0], QuestionReopened)
        case "absence":
            return any(isinstance(fact, AbsenceEnded) and fact.absence == owed.id for fact in facts)
        case "council":
            attended = [fact for fact in facts if isinstance(fact, MeetingAttended) and fact.liaison == owed.liaison]
            return any(fact.on > since_on for fact in attended)
        case "request":
            kinds = (MeetingArranged, MeetingAttended, UpdateWritten)
            return any(
                isinstance(fact, kinds) and fact.liaison == owed.liaison and fact.happened_at > owed.started_at
                for fact in facts
            )
        case "plr-change":
            decided = (PlrChangeConfirmed, PlrChangeRefused)
            return any(isinstance(fact, decided) and fact.change == owed.id for fact in facts)
        case "spell" | "period":
            contacts = [fact for fact in facts if isinstance(fact, ContactMade) and fact.liaison == owed.liaison]
            return owed.rule.each == "spell" and any(fact.happened_at >= owed.started_at for fact in contacts)
        case "person":
            confirmed = [fact for fact in facts if isinstance(fact, CourseConfirmed) and fact.person == owed.officer]
            return any(fact.happened_at > owed.started_at for fact in confirmed)
        case "post":
            rows = [fact for fact in facts if isinstance(fact, LiaisonChanged) and fact.liaison == owed.liaison]
            return bool(rows) and bool(rows[-1].officer if owed.post is Role.OFFICER else rows[-1].plr)
        case "missing-plr":
            stays = [fact for fact in facts if isinstance(fact, PlrStays) and fact.liaison == owed.liaison]
            return any(fact.happened_at > owed.started_at for fact in stays)
        case _:
            return False


def _question_of(fact: Fact) -> str:
    if isinstance(fact, Answered | NoReplyNeeded | QuestionReopened):
        return fact.question
    return fact.obligation if isinstance(fact, Excused) else ""


@law(MANY, whatever, moments)
def test_of_several_reminders_that_were_missed_only_the_latest_goes_out(
    happening: list[Event], ticks: list[datetime]
) -> None:
    """Law 2, as for outages: one mail to one reader about one thing, and the latest of those meant for it."""
    county = County()
    county.lives(happening, [*ticks, END])
    for now in {sent_at for sent_at, _ in county.mails}:
        mails = [mail for sent_at, mail in county.mails if sent_at == now and mail.template and mail.to in OFFICERS]
        about = [(cause.rule, cause.obligation, mail.to) for mail in mails for cause in mail.causes]
        assert len(about) == len(set(about))
        taken = [fact.step for fact in county.recorded if isinstance(fact, StepTaken) and fact.recorded_at == now]
        steps = {cause.step for mail in mails for cause in mail.causes if cause.rule == "reply-deadline"}
        assert not ({"reminder", "last-day"} <= set(taken) and len(county.scenario.state.questions) == 1) or (
            "reminder" not in steps
        )


@law(FEW, whatever)
def test_what_an_officer_gets_together_comes_at_an_opening_and_at_no_other_moment(happening: list[Event]) -> None:
    """Whatever is noted, taken back or planned anew: one mail a day (expectations, The people)."""
    county = lived(happening, often=True)
    programme = county.scenario.programme
    together = {
        (rule.name, step.name) for rule in programme.rules for step in rule.step if rule.puts_into_the_day(step)
    }
    calendar = programme.calendar
    for now, mail in county.mails:
        if any((cause.rule, cause.step) in together for cause in mail.causes):
            assert now == calendar.opening(calendar.local_day(now))


@law(MANY, histories(without("undoes", "strays", "sends news")), moments)
def test_nothing_is_sent_to_a_person_who_is_away_and_covered(happening: list[Event], ticks: list[datetime]) -> None:
    county = County()
    county.lives(happening, [*ticks, END])
    calendar = county.scenario.programme.calendar
    for now, mail in county.mails:
        said = [fact for fact in county.recorded if fact.recorded_at <= now]
        covered = _covered_by(mail.to, calendar.local_day(now), said)
        assert covered is None or _covered_by(covered, calendar.local_day(now), said) is not None


def _covered_by(person: str, day: date, said: Sequence[Fact]) -> str | None:
    """Who reads in somebody's place on a day: an officer's cover, a PLR's Clerk; two who cover each other do not."""
    ends = {fact.absence: fact.back_on for fact in said if isinstance(fact, AbsenceEnded)}
    away = [
        fact
        for fact in said
        if isinstance(fact, AbsenceBegan)
        and fact.person == person
        and fact.from_on <= day
        and (fact.until_on is None or day <= fact.until_on)
        and day < ends.get(fact.absence, date.max)
    ]
    if not away:
        return None
    return away[-1].cover if person in ("reed", "ames") else "the Clerk"


READ_TOGETHER = (
    "asks", "answers", "phones", "concerns", "holds a team", "holds the force", "goes away", "is ill",
    "asks for a meeting", "arranges", "attends", "writes an update", "confirms", "plans", "phoned before",
    "attended before", "wrote an update before", "confirmed before",
)  # fmt: skip


ENDS = ("answers", "phones", "arranges", "attends", "writes an update", "confirms")
"""What may end something that is owed."""


def read_together(what: Sequence[str]) -> st.SearchStrategy[list[Event]]:
    """Draw some events of these kinds, of a few days, in the order in which they are read."""
    one = st.builds(
        Event, minutes=st.integers(60 * 24, 60 * 24 * 5), what=st.sampled_from(what), which=st.integers(0, 11)
    )
    return st.lists(one, min_size=2, max_size=6, unique_by=lambda event: event.minutes)


@law(MANY, read_together(READ_TOGETHER))
def test_the_order_in_which_mail_is_read_changes_nothing(later: list[Event]) -> None:
    in_order, mixed = read_late(sorted(later, key=lambda event: event.minutes)), read_late(later)
    assert mixed.verdicts == in_order.verdicts
    assert mixed.sent == in_order.sent
    assert set(mixed.scenario.owed()) == set(in_order.scenario.owed())


@law(MANY, read_together(ENDS))
def test_a_tick_changes_no_verdict_while_mail_from_before_is_still_to_be_read(later: list[Event]) -> None:
    """Law 5."""
    in_order = read_late(sorted(later, key=lambda event: event.minutes))
    assert read_late(later, watermark=START + timedelta(days=1)).verdicts == in_order.verdicts


def read_late(order: Sequence[Event], watermark: datetime | None = None) -> County:
    """Three questions are read when they come, the rest of this mail days later, and then time goes by.

    Where a watermark is given, somebody looks at the clock after each message.
    """
    county, read = County(), START + timedelta(days=6)
    for hour in range(3):
        county.happens(Event(60 * hour, "asks", hour))
    answerable = tuple(county.threads)
    for event in order:
        county.happens(event, read=read)
        county.threads[:] = answerable
        if watermark:
            county.ticks(read, watermark)
    for day in range(1, 60):
        county.ticks(read + timedelta(days=day, hours=1))
    return county


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("held", LAWS.values(), ids=LAWS)
def test_the_laws_hold_for_thousands_of_histories(held: Callable[[], None]) -> None:
    settings(max_examples=THOUSANDS, deadline=None, derandomize=False)(held)()
