"""What time makes due: reminders, escalations, introductions and verdicts (laws 2, 5 and 9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.model.facts import (
    ContactMade,
    LiaisonEnded,
    MessageLinked,
    Method,
    Outcome,
    Purpose,
    StepTaken,
    VerdictGiven,
)
from mailbot.model.ids import made_id
from mailbot.policy.obligations import obligations
from mailbot.policy.programme import Programme
from mailbot.policy.rule_files import parse_rules
from mailbot.policy.steps import due_steps
from mailbot.policy.working_time import Calendar
from tests.policy.scenario import (
    HARPOLE,
    IN_DOUBT,
    ROOT,
    RULES,
    TEMPLATES,
    Scenario,
    at,
    hours,
    local,
    row,
)

ASKED = "Mon 8 June 10:00"
REMIND = "Thu 11 June 09:00"
LAST_DAY = "Mon 15 June 09:00"
DUE = "Mon 15 June 17:00"
STILL = "Mon 22 June 17:00"
STILL_AGAIN = "Mon 29 June 17:00"

REMINDER, LAST = "reply-reminder to reed", "answer-due to reed"
TOLD = "reply-date-passed to pat"


def steps_of(facts: object) -> list[tuple[str, int]]:
    assert isinstance(facts, list | tuple)
    return [(fact.step, fact.occurrence) for fact in facts if isinstance(fact, StepTaken)]


def asked(when: str = ASKED, **details: object) -> Scenario:
    county = Scenario()
    county.asks(when, **details)
    return county


TIMELINE = [
    ("Mon 8 June 10:01", [], []),
    ("Thu 11 June 08:59", [], []),
    (REMIND, [("reminder", 0)], [REMINDER]),
    (LAST_DAY, [("last-day", 0)], [LAST]),
    ("Mon 15 June 16:59", [], []),
    (DUE, [("escalation", 0), ("told", 0)], [TOLD]),
    ("Mon 22 June 16:59", [], []),
    (STILL, [("still", 0)], []),
    (STILL_AGAIN, [("still", 1)], []),
    ("Mon 6 July 17:00", [("still", 2)], []),
]


def test_the_timeline_of_a_question_that_nobody_answers() -> None:
    county = asked()
    for now, steps, sent in TIMELINE:
        outcome = county.ticks(now)
        assert (now, steps_of(outcome.decision.facts), outcome.sent) == (now, steps, sent)
        assert not county.ticks(now).decision.facts, "a step is taken once"


def test_a_reminder_names_the_question_its_day_and_what_is_in_doubt() -> None:
    county = asked()
    county.asks("Tue 9 June 10:00", "robin", asks=IN_DOUBT, replies=True)
    county.asks("Tue 9 June 10:00", "les", asks=IN_DOUBT, replies=True)
    mail = county.ticks(REMIND).mail("officer-day")
    (certain,), (doubtful,) = (county.state.threads[one].questions for one in list(county.state.threads)[:2])
    reminder = {"questions": [{"question": certain, "due_by": at(DUE).isoformat()}]}
    assert mail.data == {
        "sections": [
            {"template": "reply-reminder", "data": reminder, "first": 1, "rules": ["reply-deadline"]},
            {"template": "in-doubt", "data": {"questions": [doubtful]}, "first": 2, "rules": []},
        ]
    }
    assert mail.polite_hours
    opened = county.state.threads[mail.thread].opened
    assert (opened.purpose, opened.people, opened.about) == (Purpose.DESK, ("reed",), (certain, doubtful))


def test_what_one_officer_is_due_at_once_is_one_mail() -> None:
    county = asked()
    county.asks("Mon 8 June 11:00", "robin")
    county.asks("Mon 8 June 12:00", "les")
    outcome = county.ticks(REMIND)
    assert outcome.sent == ["reply-reminder to ames", REMINDER]
    rows = {mail.to: mail.data["questions"] for mail in outcome.mails}
    assert [len(rows[officer]) for officer in ("reed", "ames")] == [2, 1]  # type: ignore[arg-type]
    for mail in outcome.mails:
        about = [row_["question"] for row_ in mail.data["questions"]]  # type: ignore[attr-defined]
        assert list(county.state.threads[mail.thread].opened.about) == about, "row numbers are those of the mail"


def test_of_several_missed_reminders_only_the_latest_goes() -> None:
    county = asked()
    outcome = county.ticks("Tue 16 June 09:00")
    assert steps_of(outcome.decision.facts) == [("reminder", 0), ("last-day", 0), ("escalation", 0), ("told", 0)]
    assert outcome.sent == [LAST, TOLD]


def test_after_a_long_outage_every_step_is_recorded_and_one_mail_goes_to_each_reader() -> None:
    outcome = asked().ticks("Tue 30 June 09:00")
    steps = [("reminder", 0), ("last-day", 0), ("escalation", 0), ("told", 0), ("still", 0), ("still", 1)]
    assert steps_of(outcome.decision.facts) == steps
    assert outcome.sent == [LAST, TOLD]


def test_what_is_in_doubt_is_neither_reminded_of_nor_escalated() -> None:
    county = asked(asks=IN_DOUBT, replies=True)
    assert not county.ticks("Tue 30 June 09:00").decision.facts
    assert not county.owed()


# Law 5: as of the watermark


@pytest.mark.parametrize(
    ("watermark", "steps"),
    [
        ("Mon 8 June 11:00", []),
        (REMIND, [("reminder", 0)]),
        ("Mon 15 June 16:55", [("reminder", 0), ("last-day", 0)]),
        (DUE, [("reminder", 0), ("last-day", 0), ("escalation", 0), ("told", 0)]),
    ],
)
def test_steps_are_taken_as_of_the_watermark(watermark: str, steps: list[tuple[str, int]]) -> None:
    """Law 5: a mailbox that was not read holds escalations."""
    outcome = asked().ticks("Tue 30 June 09:00", watermark)
    assert steps_of(outcome.decision.facts) == steps


def test_a_question_is_judged_when_all_mail_from_before_its_answer_has_been_read() -> None:
    """Law 5: an answer from before may lie in another mailbox, and is then the one that counts."""
    county = Scenario(HARPOLE)
    thread = county.asks("Mon 8 June 09:15")
    county.writes("reed", "Tue 9 June 10:02", thread=thread)
    assert not county.ticks("Tue 9 June 10:04", "Tue 9 June 09:59").decision.facts
    county.writes("reed", "Tue 9 June 10:00", thread=thread, read="Tue 9 June 10:05")
    [verdict] = county.ticks("Tue 9 June 10:09", "Tue 9 June 10:04").facts(VerdictGiven)
    assert local(verdict.ended_at) == "Tue 9 June 10:00"


def test_a_watermark_ahead_of_the_clock_makes_nothing_due() -> None:
    assert not asked().ticks("Mon 8 June 11:00", "Tue 30 June 09:00").decision.facts


def test_what_mail_cannot_meet_does_not_wait_for_the_mailbox() -> None:
    county = Scenario(row("harpole", "pat", "reed", when=at(ASKED)))
    assert county.ticks(ASKED, "Mon 1 June 00:00").sent == ["introduction to pat"]


def test_held_mail_that_may_be_the_answer_suspends_the_escalation_and_not_the_reminder() -> None:
    """Law 5."""
    county = Scenario()
    thread = county.asks(ASKED)
    held = county.writes(None, "Wed 10 June 10:00", thread=thread)
    assert held.held == "unknown-address"
    assert steps_of(county.ticks(DUE).decision.facts) == [("reminder", 0), ("last-day", 0)]
    county.record(MessageLinked(happened_at=at(DUE), recorded_at=at(DUE), message=held.message, thread="elsewhere"))
    assert steps_of(county.ticks("Tue 16 June 09:00").decision.facts) == [("escalation", 0), ("told", 0)]


@pytest.mark.parametrize("written", ["to the thread before it", "by a stranger", "to another thread"])
def test_held_mail_that_cannot_be_the_answer_suspends_nothing(written: str) -> None:
    county = Scenario()
    thread, other = county.asks("Mon 1 June 10:00"), county.asks("Mon 1 June 10:00", "robin")
    county.writes("reed", "Mon 1 June 12:00", thread=thread)
    match written:
        case "to the thread before it":
            county.writes(None, "Tue 2 June 10:00", thread=thread)
        case "by a stranger":
            county.writes(None, "Wed 10 June 10:00")
        case _:
            county.writes(None, "Wed 10 June 10:00", thread=other)
    question = made_id("q", county.writes("pat", ASKED, thread=thread).message)
    taken = county.ticks(DUE).facts(StepTaken)
    assert ("escalation", 0) in steps_of([fact for fact in taken if fact.obligation == question])


def test_a_held_answer_to_a_reminder_suspends_the_escalation_of_each_of_its_rows() -> None:
    """Law 5: the officer replies to the reminder from another address."""
    county = asked()
    county.asks("Mon 8 June 11:00", "robin")
    reminder = county.ticks(REMIND).mail("reply-reminder")
    assert county.writes("ames", "Fri 12 June 09:00", thread=reminder.thread, token="reed").held == "unknown-address"
    assert steps_of(county.ticks(DUE).decision.facts) == [("last-day", 0)] * 2


# Verdicts


@pytest.mark.parametrize(
    ("answered", "outcome"),
    [
        ("Mon 8 June 10:05", Outcome.MET),
        (DUE, Outcome.MET),
        ("Mon 15 June 17:01", Outcome.LATE),
        ("Sat 20 June 12:00", Outcome.LATE),
    ],
)
def test_an_answer_is_in_time_at_or_before_the_deadline(answered: str, outcome: Outcome) -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    county.writes("reed", answered, thread=thread)
    (verdict,) = county.ticks("Mon 22 June 09:00").facts(VerdictGiven)
    assert (verdict.outcome, local(verdict.ended_at), local(verdict.due_by)) == (outcome, answered, DUE)
    assert (verdict.owner, verdict.plr, verdict.liaison) == ("reed", "pat", "harpole")
    assert not county.owed()


def test_a_verdict_carries_the_versions_that_gave_it_and_is_never_given_again() -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    county.writes("reed", "Mon 15 June 16:00", thread=thread)
    (verdict,) = county.ticks(DUE).facts(VerdictGiven)
    assert verdict.calendar_version == county.programme.calendar.version
    assert verdict.roster_version == county.state.roster_version == 5
    (rule,) = [rule for rule in county.programme.rules if rule.name == verdict.rule]
    assert verdict.rule_version == rule.version
    key = (verdict.rule, verdict.obligation)
    county.programme = with_closures(county, date(2026, 6, 9), date(2026, 6, 10))
    county.record(row("harpole", "pat", "ames", when=at("Tue 16 June 09:00")))
    county.writes("reed", "Tue 16 June 10:00", thread=thread)
    outcome = county.ticks("Tue 30 June 09:00")
    assert {fact.rule for fact in outcome.facts(StepTaken)} == {"introduction"}
    assert not outcome.facts(VerdictGiven)
    assert county.state.verdicts[key] == verdict


def test_an_answer_before_the_escalation_was_taken_prevents_it_however_late_it_was() -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    county.ticks(REMIND)
    county.writes("reed", "Tue 16 June 09:00", thread=thread)
    outcome = county.ticks("Tue 16 June 09:01")
    assert [fact.kind for fact in outcome.decision.facts] == ["verdict"]
    assert not outcome.sent


# People and calendars change


def test_a_reassignment_arms_the_steps_anew_for_the_new_officer() -> None:
    county = asked()
    county.ticks(REMIND)
    county.record(row("harpole", "pat", "ames", "jo", when=at("Fri 12 June 09:00")))
    outcome = county.ticks("Fri 12 June 09:05")
    assert ("reminder", 0) in steps_of(outcome.decision.facts)
    assert outcome.sent == ["introduction to pat", "reply-reminder to ames"]
    assert "answer-due to ames" in county.ticks(LAST_DAY).sent
    assert local(county.owed()[0].deadline.due_by) == DUE, "the PLR's date stays"


def test_a_change_of_anything_but_the_officer_arms_nothing() -> None:
    county = asked()
    county.ticks(REMIND)
    county.record(row("harpole", "pat", "reed", None, when=at("Fri 12 June 09:00"), team="North"))
    assert not county.ticks("Fri 12 June 09:05").decision.facts


def test_a_question_without_an_officer_escalates_and_reminds_nobody() -> None:
    county = Scenario(row("harpole", "pat", None))
    county.asks(ASKED)
    outcome = county.ticks(DUE)
    steps = [("reminder", 0), ("last-day", 0), ("escalation", 0), ("told", 0)]
    assert (steps_of(outcome.decision.facts), outcome.sent) == (steps, [TOLD])


def with_closures(county: Scenario, *days: date) -> Programme:
    return replace(county.programme, calendar=Calendar.build(closures=days))


def test_a_closure_moves_the_deadline_and_untaken_steps_only() -> None:
    county = asked()
    county.ticks(REMIND)
    county.programme = with_closures(county, date(2026, 6, 12))
    assert local(county.owed()[0].deadline.due_by) == "Tue 16 June 17:00"
    assert not county.ticks(DUE).decision.facts, "the reminder is not repeated, and the escalation waits"
    assert steps_of(county.ticks("Tue 16 June 09:00").decision.facts) == [("last-day", 0)]
    escalation, _ = county.ticks("Tue 16 June 17:00").facts(StepTaken)
    assert (escalation.step, local(escalation.due_by)) == ("escalation", "Tue 16 June 17:00")


def test_a_changed_rule_moves_the_deadline_of_what_is_open() -> None:
    county = asked()
    stricter = RULES | {"reply-deadline": RULES["reply-deadline"].replace('"5 working days"', '"3 working days"', 1)}
    county.programme = replace(county.programme, rules=parse_rules(stricter, TEMPLATES))
    assert [local(one.deadline.due_by) for one in county.owed()] == ["Thu 11 June 17:00"]


def test_steps_stand_in_the_order_of_their_moments() -> None:
    county = asked()
    (owed,) = county.owed()
    due = due_steps(owed, county.state, county.programme.calendar, at("Tue 30 June 09:00"))
    assert [local(step.at) for step in due] == [REMIND, LAST_DAY, DUE, DUE, STILL, STILL_AGAIN]
    assert len({step.key for step in due}) == 6


# Introductions


def test_a_new_pair_is_introduced_once() -> None:
    county = Scenario(row("harpole", "pat", "reed", when=at(ASKED)))
    outcome = county.ticks("Mon 8 June 10:01")
    assert outcome.sent == ["introduction to pat"]
    mail = outcome.mail("introduction")
    pair = {"liaison": "harpole", "officer": "reed", "plr": "pat"}
    assert mail.data == {**pair, "before": None, "introduces": [{"to": "plr", **pair}]}
    opened = county.state.threads[mail.thread].opened
    assert (opened.purpose, opened.people, opened.liaison) == (Purpose.CONVERSATION, ("pat",), "harpole")
    county.delivers("Mon 8 June 10:02")
    (verdict,) = county.ticks("Mon 8 June 10:03").facts(VerdictGiven)
    assert (verdict.outcome, verdict.owner) == (Outcome.MET, "coordinator")
    assert not county.ticks("Tue 30 June 09:00").decision.facts


def test_an_introduction_that_is_not_accepted_escalates() -> None:
    county = Scenario(row("harpole", "pat", "reed", when=at(ASKED)))
    county.ticks("Mon 8 June 10:01")
    (step,) = county.ticks("Tue 9 June 17:00").facts(StepTaken)
    assert (step.step, step.escalates) == ("not-introduced", "introduction not sent")


@pytest.mark.parametrize(
    ("change", "sent"),
    [
        (row("harpole", "pat", "ames", when=at("Wed 1 July 09:00")), ["introduction to pat"]),
        (row("harpole", "robin", "reed", when=at("Wed 1 July 09:00")), ["introduction to robin"]),
        (row("harpole", "pat", "reed", when=at("Wed 1 July 09:00"), team="North"), []),
        (row("harpole", "pat", None, when=at("Wed 1 July 09:00")), []),
        (row("harpole", "pat", "ames", when=at("Wed 1 July 09:00"), contact_by="phone"), []),
    ],
    ids=["a new officer", "a new PLR", "a corrected row", "nobody", "a PLR without email"],
)
def test_a_new_pair_is_introduced_and_a_corrected_row_is_not(change: object, sent: list[str]) -> None:
    county = Scenario(row("harpole", "pat", "reed", when=at(ASKED)))
    county.ticks(ASKED)
    county.delivers(ASKED)
    county.ticks("Mon 8 June 11:00")
    county.record(change)  # type: ignore[arg-type]
    assert county.ticks("Wed 1 July 09:01").sent == sent


def test_two_people_who_are_paired_again_are_introduced_again() -> None:
    county = Scenario(row("harpole", "pat", "reed", when=at(ASKED)))
    sent = []
    for officer, when in (("reed", "Mon 8 June 11:00"), ("ames", "Wed 1 July 09:00"), ("reed", "Wed 5 August 09:00")):
        county.record(row("harpole", "pat", officer, when=at(when)))
        sent.append(county.ticks(when).sent)
        county.delivers(when)
    assert sent == [["introduction to pat"]] * 3


def test_an_introduction_of_a_pair_that_is_no_more_meets_nothing() -> None:
    county = Scenario(row("harpole", "pat", "reed", when=at(ASKED)))
    county.ticks(ASKED)
    county.record(row("harpole", "pat", "ames", when=at("Mon 8 June 10:30")))
    county.delivers("Mon 8 June 10:31")
    assert county.ticks("Mon 8 June 10:32").sent == ["introduction to pat"]


def test_a_liaison_that_ended_owes_no_introduction() -> None:
    county = Scenario(row("harpole", "pat", "reed", when=at(ASKED)))
    county.record(LiaisonEnded(happened_at=at(ASKED), recorded_at=at(ASKED), liaison="harpole"))
    assert not county.ticks("Mon 8 June 11:00").decision.facts


@pytest.mark.parametrize(
    ("since", "now", "sent"),
    [
        (None, "Mon 8 June 10:01", ["introduction to pat"]),
        (date(2026, 6, 8), "Mon 8 June 10:01", ["introduction to pat"]),
        (date(2026, 5, 31), "Mon 8 June 10:01", []),
        (date(2014, 5, 1), "Mon 8 June 10:01", []),
        (date(2026, 7, 1), "Tue 30 June 17:00", []),
        (date(2026, 7, 1), "Wed 1 July 10:01", ["introduction to pat"]),
    ],
)
def test_a_pair_is_introduced_from_the_day_on_which_it_begins(since: date | None, now: str, sent: list[str]) -> None:
    county = Scenario(row("harpole", "pat", "reed", when=at(ASKED), since_on=since))
    assert county.ticks(now).sent == sent


def test_nothing_is_owed_that_began_before_the_programme_was_live() -> None:
    county = Scenario(live_from=at("Tue 9 June 00:00"))
    county.record(row("ferry", "alex", "reed", when=at(ASKED)))
    county.writes("pat", ASKED)
    assert not county.ticks("Tue 30 June 09:00").decision.facts


# How often the tick runs is never visible (law 9)

WEEKDAY_HOURS = st.tuples(st.integers(8, 19), st.integers(0, 23)).map(
    lambda found: at("Mon 8 June 00:00") + timedelta(days=found[0] - 8, hours=found[1])
)
WRITTEN = st.lists(
    st.tuples(WEEKDAY_HOURS, st.sampled_from(["pat", "robin", "les"]), st.sampled_from([None, 1, 20, 60, 120, 250])),
    max_size=4,
    unique_by=lambda written: written[1],
)


def told(written: list[tuple[datetime, str, int | None]], ticks: Callable[[Scenario], list[datetime]]) -> Scenario:
    """Play what was written, and the answers so many hours later, with ticks in between."""
    county = Scenario()
    events: list[tuple[datetime, Callable[[], object]]] = []
    for n, (when, plr, answered_after) in enumerate(written):
        events.append((when, lambda when=when, plr=plr, n=n: county.writes(plr, when, message=f"q{n}")))  # type: ignore[misc]
        if answered_after is not None:
            later = when + timedelta(hours=answered_after)
            events.append((later, lambda later=later, n=n: county.writes(  # type: ignore[misc]
                "reed", later, thread=county.state.question_of(f"q{n}").asked.thread, message=f"a{n}")))  # type: ignore[union-attr]  # fmt: skip
    events += [(now, lambda now=now: county.ticks(now)) for now in ticks(county)]  # type: ignore[misc]
    for _, happens in sorted(events, key=lambda event: event[0]):
        happens()
    return county


@pytest.mark.parametrize("ticks", [["Tue 9 June 10:01", "Fri 12 June 10:01"], ["Fri 12 June 10:01"]])
def test_a_period_ends_with_the_contact_that_was_noted_first_however_rarely_the_tick_is_taken(
    ticks: list[str],
) -> None:
    county = Scenario(HARPOLE, rules={"monthly-contact": (ROOT / "rules" / "monthly-contact.toml").read_text()})
    called = ["Tue 9 June 10:00", "Thu 4 June 15:00"]
    noted = ["Tue 9 June 10:00", "Fri 12 June 10:00"]
    happenings = [(at(when), "") for when in ticks] + [
        (at(when), made) for made, when in zip(called, noted, strict=True)
    ]
    for when, made in sorted(happenings):
        if made:
            county.record(
                ContactMade(
                    happened_at=at(made),
                    recorded_at=when,
                    noted_at=when,
                    liaison="harpole",
                    method=Method.PHONE,
                    by="reed",
                    plr="pat",
                )
            )
        else:
            county.ticks(when)
    assert [local(one.ended_at) for one in county.state.verdicts.values()] == ["Tue 9 June 10:00"]


END = at("Tue 30 June 09:00")


def judged(county: Scenario) -> dict[tuple[str, str], tuple[Outcome, datetime, datetime]]:
    return {key: (one.outcome, one.due_by, one.ended_at) for key, one in county.state.verdicts.items()}


def reminded(county: Scenario) -> set[tuple[str, str, str]]:
    """Whom our own mail reminded of what, by which step; what else stood in that mail depends on the tick."""
    return {
        (mail.to, cause.step, cause.obligation)
        for mail in county.outbox.values()
        for cause in mail.causes
        if cause.step in ("reminder", "last-day")
    }


@settings(max_examples=25, deadline=None)
@given(WRITTEN)
def test_how_often_the_tick_runs_is_not_visible_in_a_verdict(
    written: list[tuple[datetime, str, int | None]],
) -> None:
    """Law 9: and one late tick sends nothing that hourly ticks would not have sent."""
    hourly = told(written, lambda _: hours(at("Mon 8 June 00:00"), END))
    once = told(written, lambda _: [END])
    assert judged(once) == judged(hourly)
    assert reminded(once) <= reminded(hourly)
    assert {one.id for one in obligations(once.programme, once.state)} == {
        one.id for one in obligations(hourly.programme, hourly.state)
    }


@given(WRITTEN)
@settings(max_examples=25, deadline=None)
def test_whoever_ticks_twice_takes_no_step_twice(written: list[tuple[datetime, str, int | None]]) -> None:
    """Law 2."""
    county = told(written, lambda _: [*hours(at("Mon 8 June 00:00"), END)[::7], END, END])
    for steps in county.state.steps.values():
        keys = [(step.step, step.occurrence, step.armed_by) for step in steps]
        assert len(set(keys)) == len(keys)


def test_a_plr_is_told_once_of_one_day_and_a_new_officer_of_what_has_passed() -> None:
    county = asked()
    passed = county.ticks(DUE).mail("reply-date-passed")
    (question,) = county.state.questions.values()
    assert passed.thread == question.asked.thread, "it goes on in their conversation"
    assert passed.data["new_answer_by"] == at(STILL).isoformat()
    county.record(row("harpole", "pat", "ames", when=at("Tue 16 June 09:00")))
    assert county.ticks("Tue 16 June 09:05").sent == ["answer-due to ames", "introduction to pat"]
    county.record(row("harpole", "pat", "reed", when=at("Tue 16 June 09:30")))
    assert county.ticks("Tue 16 June 09:35").sent == ["introduction to pat"]
    assert county.ticks("Wed 17 June 09:00").sent == [LAST], (
        "what is recorded in the day comes with the next day's mail"
    )


@pytest.mark.parametrize(
    ("duty", "reminded"),
    [
        ("", REMIND),
        ("mon,thu", REMIND),
        ("mon,tue,fri", "Tue 9 June 09:00"),
        ("mon,fri", REMIND),
        ("3 on 3 off from 2026-06-07", "Tue 9 June 09:00"),
    ],
)
def test_a_reminder_comes_on_the_shift_before(duty: str, reminded: str) -> None:
    """Asked on Monday, it may come on any later day of duty up to Thursday; the PLR's date stays."""
    county = Scenario(row("harpole", "pat", "reed", duty=duty))
    county.asks(ASKED)
    (owed,) = county.owed()
    reminder, *_ = due_steps(owed, county.state, county.programme.calendar, at(DUE))
    assert local(reminder.at) == reminded
    assert local(owed.deadline.due_by) == DUE
