"""Changes of PLR: who is asked, who decides, who reads on which day, what is handed over, and who is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.model.facts import (
    Answered,
    LiaisonChanged,
    LiaisonEnded,
    MailFailed,
    PlrChangeConfirmed,
    PlrChangeProposed,
    PlrLeft,
    StepTaken,
    VerdictGiven,
)
from mailbot.model.ids import COORDINATOR, DEPUTY
from mailbot.model.mail import Mail
from mailbot.model.people import Person
from mailbot.model.understanding import Dmarc
from mailbot.policy.hand_over import due_changes, handed_over, next_change
from mailbot.policy.stand_in import council_reader_on
from tests.policy.scenario import HARPOLE, ROOT, RULES, THORNBECK, Outcome, Scenario, at, local, row

ALL = {
    **RULES,
    **{name: (ROOT / "rules" / f"{name}.toml").read_text() for name in ("change-of-plr", "missing-plr", "concern")},
}
ROBIN = Person("robin-a", "Robin Ames", "robin@harpole.example")
JUNE_NOON = "Tue 2 June 12:00"


def county(*rows: LiaisonChanged) -> Scenario:
    return Scenario(*(rows or (HARPOLE,)), rules=ALL)


def change(
    made: Scenario, writer: str | None = "pat", words: str = "", when: str = JUNE_NOON, **details: Any
) -> Outcome:
    words = words or f"CHANGE Robin Ames {ROBIN.address} from 8 June"
    return made.writes(writer, when, says=words, **{"successor": ROBIN, **details})


def answer(made: Scenario, asked: Mail, word: str, when: str = "Tue 2 June 13:00", **details: Any) -> Outcome:
    """Answer a mail of ours, from its reader's address unless said otherwise."""
    given: Mapping[str, Any] = {"token": asked.to, "answers_template": asked.template, **details}
    return made.writes(given.get("writer", asked.to), when, thread=asked.thread, says=word, **_without(given, "writer"))


def _without(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key != name}


def turns(made: Scenario, now: str) -> Outcome:
    """Let the changes take effect whose day has come."""
    outcomes = [made.commit("", one) for one in due_changes(made.state, made.programme, at(now))]
    return outcomes[0] if outcomes else made.commit("", made.ticks(now).decision)


@pytest.mark.parametrize(
    ("writer", "details", "liaison", "asked"),
    [
        ("pat", {}, HARPOLE, "plr-change-asked to pat"),
        ("jo", {}, HARPOLE, "plr-change-asked to jo"),
        (None, {"thread": "own", "token": "pat"}, HARPOLE, "plr-change-asked to pat"),
        (None, {"councils_named": ("harpole",)}, HARPOLE, "plr-change-asked to pat"),
        (None, {"councils_named": ("harpole",)}, row("harpole", None, "reed", "jo"), "plr-change-asked to jo"),
        (None, {"councils_named": ("harpole",)}, row("harpole", None, "reed"), f"plr-change-decide to {COORDINATOR}"),
    ],
)
def test_a_change_is_asked_of_its_writer_on_record_else_of_the_plr_else_of_the_clerk_else_decided(
    writer: str | None, details: dict[str, Any], liaison: LiaisonChanged, asked: str
) -> None:
    made = county(liaison)
    if "thread" in details:
        details = {**details, "thread": made.asks("Mon 1 June 10:00")}
    written = change(made, writer, **details)
    assert written.sent == [asked]
    assert written.kinds == {"plr-change-proposed"}


def test_a_change_that_was_overtaken_ends_when_the_first_other_plr_was_named() -> None:
    """Law 9."""
    made = county()
    change(made)
    for plr, when in (("sal", "Wed 3 June 10:00"), (None, "Wed 10 June 10:00")):
        made.record(row("harpole", plr, "reed", "jo", when=at(when)))
    [verdict] = [one for one in made.ticks("Thu 11 June 10:00").facts(VerdictGiven) if one.rule == "change-of-plr"]
    assert local(verdict.ended_at) == "Wed 3 June 10:00"


def test_a_dead_address_is_not_asked() -> None:
    made = county()
    made.record(_bounced("pat", "Mon 1 June 10:00"))
    assert change(made, None, councils_named=("harpole",)).sent == ["plr-change-asked to jo"]


@pytest.mark.parametrize(
    ("details", "confirmed"),
    [
        ({}, True),
        ({"token": None, "dmarc": Dmarc.PASS}, True),
        ({"token": None}, False),
        ({"writer": None}, False),
        ({"writer": "robin-a"}, False),
    ],
)
def test_only_the_address_on_record_confirms_and_only_in_answer_to_what_it_was_sent(
    details: dict[str, Any], confirmed: bool
) -> None:
    made = county()
    outcome = answer(made, change(made).mail("plr-change-asked"), "YES", **details)
    assert bool(outcome.facts(PlrChangeConfirmed)) is confirmed
    assert confirmed or outcome.held in ("plr-change-unconfirmed", "unknown-address")


def test_the_clerk_is_asked_after_two_working_days_and_the_coordinator_after_five() -> None:
    made = county()
    change(made, None, councils_named=("harpole",))
    assert made.ticks("Thu 4 June 16:59").sent == []
    assert made.ticks("Thu 4 June 17:10").sent == ["plr-change-asked to jo"]
    assert made.ticks("Tue 9 June 16:59").sent == []
    told = made.ticks("Tue 9 June 17:10")
    assert told.sent == [f"plr-change-decide to {COORDINATOR}"]
    assert [step.escalates for step in told.facts(StepTaken)] == ["change of PLR not confirmed"]


@pytest.mark.parametrize("clerk", [None, "pat"])
def test_without_another_clerk_nobody_is_asked_twice(clerk: str | None) -> None:
    made = county(row("harpole", "pat", "reed", clerk))
    change(made)
    assert made.ticks("Thu 4 June 17:10").sent == []
    assert made.ticks("Tue 9 June 17:10").sent == [f"plr-change-decide to {COORDINATOR}"]


@pytest.mark.parametrize(
    ("words", "successor", "readers"),
    [
        ("CHANGE Robin Ames robin@harpole.example from 8 June", ROBIN, {2: "pat", 7: "pat", 8: "robin-a"}),
        ("CHANGE Robin Ames robin@harpole.example from 8 June, meanwhile the Clerk", ROBIN, {2: "jo", 7: "jo"}),
        ("CHANGE Robin Ames robin@harpole.example", ROBIN, {2: "robin-a"}),
        ("CHANGE from 8 June, not known yet who", None, {2: "pat", 7: "pat", 8: "jo", 30: "jo"}),
        ("CHANGE meanwhile the Clerk", None, {2: "jo", 30: "jo"}),
    ],
)
def test_who_reads_on_which_day(words: str, successor: Person | None, readers: dict[int, str]) -> None:
    made = county()
    answer(made, change(made, words=words, successor=successor).mail("plr-change-asked"), "YES")
    for day, reader in readers.items():
        for one in due_changes(made.state, made.programme, at("Tue 2 June 14:00").replace(day=day)):
            made.commit("", one)
        plr = made.state.liaisons["harpole"].row.plr
        assert council_reader_on(date(2026, 6, day), plr, "harpole", made.state) == reader


def test_a_named_contact_reads_for_exactly_the_time_between_and_may_write_in_it() -> None:
    made = county()
    kit = Person("kit", "Kit Low", "kit@harpole.example")
    words = f"CHANGE Robin Ames {ROBIN.address} from 8 June, meanwhile Kit Low {kit.address}"
    written = change(made, words=words, interim=kit)
    assert set(written.decision.people) == {ROBIN, kit}
    assert made.writes("kit", "Tue 2 June 12:30").held == "stranger"
    answer(made, written.mail("plr-change-asked"), "YES")
    assert council_reader_on(date(2026, 6, 2), "pat", "harpole", made.state) == "kit"
    assert "relay to reed" in made.writes("kit", "Wed 3 June 12:30").sent
    turns(made, "Mon 8 June 09:00")
    assert made.writes("kit", "Mon 8 June 12:30").held == "stranger"


@pytest.mark.parametrize("writer", ["pat", "jo"])
def test_left_stops_mail_at_once_and_leaves_the_roster_as_it_is(writer: str) -> None:
    made = county()
    thread = made.asks("Mon 1 June 10:00")
    left = made.writes(writer, JUNE_NOON, says="LEFT")
    assert left.facts(PlrLeft)
    assert made.state.liaisons["harpole"].row.plr == "pat"
    assert "relay to jo" in made.writes("reed", "Tue 2 June 13:00", thread=thread).sent
    assert made.ticks("Tue 2 June 13:30").sent == ["new-plr-asked to jo"]


def test_left_from_another_address_stops_nothing() -> None:
    made = county()
    thread = made.asks("Mon 1 June 10:00")
    assert made.writes(None, JUNE_NOON, says="LEFT", thread=thread, token="pat").held == "plr-change-unconfirmed"
    assert made.writes(None, JUNE_NOON, says="LEFT").held == "stranger"
    assert council_reader_on(date(2026, 6, 2), "pat", "harpole", made.state) == "pat"


@pytest.mark.parametrize("clerk", [None, "pat"])
def test_where_the_plr_who_left_was_the_only_one_the_deputy_reads_and_the_coordinator_is_asked(
    clerk: str | None,
) -> None:
    made = county(row("harpole", "pat", "reed", clerk))
    made.writes("pat", JUNE_NOON, says="LEFT")
    assert council_reader_on(date(2026, 6, 2), "pat", "harpole", made.state) == DEPUTY
    assert made.ticks("Tue 2 June 13:30").sent == [f"new-plr-asked to {COORDINATOR}"]


@pytest.mark.parametrize("clerk", [None, "pat"])
def test_of_what_was_missed_meanwhile_whoever_is_asked_in_place_of_the_clerk_gets_the_latest_alone(
    clerk: str | None,
) -> None:
    made = county(row("harpole", "pat", "reed", clerk))
    made.writes("pat", JUNE_NOON, says="LEFT")
    told = made.ticks("Wed 10 June 10:00")
    assert told.sent == [f"new-plr-asked to {COORDINATOR}"]
    assert [cause.step for cause in told.mail("new-plr-asked").causes] == ["coordinator"]
    assert {step.step for step in told.facts(StepTaken)} == {"clerk", "reminder", "coordinator"}


def test_whoever_left_speaks_for_the_council_no_more() -> None:
    made = county()
    made.writes("pat", JUNE_NOON, says="LEFT")
    assert change(made, when="Tue 2 June 13:00").sent == ["plr-change-asked to jo"]


def test_a_clerk_of_several_councils_is_asked_which_unless_the_line_names_one() -> None:
    made = county(HARPOLE, THORNBECK)
    assert change(made, "jo").sent == ["which-council to jo"]
    named = change(made, "jo", when="Tue 2 June 12:30", councils_named=("thornbeck",))
    assert [fact.liaison for fact in named.facts(PlrChangeProposed)] == ["thornbeck"]


def test_a_new_plr_who_is_somebody_already_is_the_same_person() -> None:
    made = county(HARPOLE, THORNBECK)
    jo = Person("jo", "Jo Lane", "clerk@harpole.example")
    written = change(made, words=f"CHANGE Jo Lane {jo.address}", successor=jo)
    answer(made, written.mail("plr-change-asked"), "YES")
    turns(made, "Tue 2 June 14:00")
    row = made.state.liaisons["harpole"].row
    assert (row.plr, row.clerk) == ("jo", "jo")


@pytest.mark.parametrize(
    ("words", "details", "why"),
    [
        ("CHANGE", {"successor": None}, "nothing"),
        ("CHANGE Robin Ames", {"successor": None}, "address"),
        ("CHANGE Robin Ames robin@harpole.example from 30 February", {}, "day"),
        (
            "CHANGE Pat Hall pat@harpole.example",
            {"successor": Person("pat", "Pat Hall", "pat@harpole.example")},
            "same",
        ),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_proposed(words: str, details: dict[str, Any], why: str) -> None:
    written = change(county(), words=words, **details)
    assert written.sent == ["plr-change-unclear to pat"]
    assert written.mail("plr-change-unclear").data["why"] == why
    assert written.kinds == set()


def _handed_over(made: Scenario) -> Outcome:
    fact = replace(HARPOLE, plr="robin-a", happened_at=at("Mon 8 June 10:00"), recorded_at=at("Mon 8 June 10:00"))
    follows = handed_over(made.state, made.programme, (fact,), fact.happened_at)
    made.record(fact)
    return made.commit("", follows)


def test_open_questions_pass_to_the_new_plr_and_their_clock_goes_on() -> None:
    made = county()
    thread = made.asks("Wed 3 June 10:00")
    before = [(one.id, one.deadline.due_by, one.armed_by) for one in made.owed() if one.rule.each == "question"]
    told = _handed_over(made)
    assert told.sent == ["hand-over to robin-a", "plr-changed to reed", "plr-no-more to pat"]
    assert [(one.id, one.deadline.due_by, one.armed_by) for one in made.owed() if one.rule.each == "question"] == before
    answered = made.writes("reed", "Tue 9 June 10:00", thread=thread)
    assert answered.sent == ["relay to robin-a"]
    assert len(answered.facts(Answered)) == 1


def test_what_was_late_before_the_hand_over_stays_what_it_was() -> None:
    made = county()
    thread = made.asks("Mon 1 June 10:00")
    made.ticks("Mon 8 June 17:10")
    fact = replace(HARPOLE, plr="robin-a", happened_at=at("Tue 9 June 10:00"), recorded_at=at("Tue 9 June 10:00"))
    made.commit("", handed_over(made.state, made.programme, (fact,), fact.happened_at))
    made.record(fact)
    made.writes("reed", "Wed 10 June 10:00", thread=thread)
    [given_] = [one for one in made.ticks("Wed 10 June 10:10").facts(VerdictGiven) if one.rule == "reply-deadline"]
    assert (given_.plr, given_.owner, given_.outcome.value) == ("pat", "reed", "late")


def test_a_concern_stays_with_whoever_raised_it() -> None:
    made = county()
    raised = made.writes("pat", "Wed 3 June 10:00", says="CONCERN", resembles="CONCERN")
    told = _handed_over(made)
    assert "hand-over to robin-a" not in told.sent
    passed = made.writes(COORDINATOR, "Tue 9 June 10:00", thread=raised.mail("concern-received").thread)
    assert passed.sent == ["relay to pat"]


def test_a_concern_of_the_plr_before_goes_to_no_officer() -> None:
    made = county()
    _handed_over(made)
    late = made.writes("pat", "Tue 9 June 10:00", says="CONCERN", resembles="CONCERN")
    assert late.sent == ["concern-received to pat", f"relay to {COORDINATOR}"]


def test_late_mail_in_an_old_thread_goes_to_the_officer_and_asks_nothing_of_them() -> None:
    made = county()
    thread = made.asks("Wed 3 June 10:00")
    _handed_over(made)
    late = made.writes("pat", "Tue 9 June 10:00", thread=thread, token="pat")
    assert late.sent == ["former-plr-wrote to reed", "relay to reed"]
    assert (late.kinds, late.held) == ({"message-held"}, "former-plr")


def _bounced(person: str, when: str) -> MailFailed:
    return MailFailed(
        happened_at=at(when), recorded_at=at(when), mail="k", to=person, thread="", reason="bounced", status="5.1.1"
    )


@pytest.mark.parametrize(
    ("heard", "asked_on"),
    [
        (None, "Tue 1 December"),
        ("Wed 15 July 10:00", "Fri 15 January"),
    ],
)
def test_a_plr_who_was_not_heard_of_for_so_long_is_asked_about(heard: str | None, asked_on: str) -> None:
    made = county()
    if heard:
        made.writes("pat", heard)
    silent = [one for one in made.owed() if one.rule.name == "missing-plr"]
    assert [f"{one.started_at:%a} {one.started_at.day} {one.started_at:%B}" for one in silent] == [asked_on]


def test_a_plr_who_writes_every_few_weeks_was_never_silent() -> None:
    made = county()
    for when in ("Mon 13 July 10:00", "Mon 12 October 10:00", "Mon 7 December 10:00", "Mon 14 December 10:00"):
        made.writes("pat", when)
        assert [one for one in made.ticks(when).facts(VerdictGiven) if one.rule == "missing-plr"] == []
    silent = [local(one.started_at) for one in made.owed() if one.rule.name == "missing-plr"]
    assert silent == ["Mon 14 June 10:00"]


def test_a_silence_ends_when_the_plr_is_heard_of_or_the_clerk_says_that_they_stay() -> None:
    made = county()
    asked = made.ticks("Tue 1 December 09:30").mail("new-plr-asked")
    assert asked.to == "jo"
    assert asked.data["why"] == "silent"
    answer(made, asked, "YES", "Tue 1 December 11:00")
    ended = made.ticks("Tue 1 December 11:10").facts(VerdictGiven)
    assert [one.outcome.value for one in ended if one.rule == "missing-plr"] == ["met"]


def test_a_silence_ends_with_a_verdict_when_another_plr_is_named_and_theirs_is_their_own() -> None:
    made = county()
    made.ticks("Tue 1 December 09:30")
    made.record(row("harpole", "robin", "reed", clerk="jo", when=at("Fri 4 December 10:00")))
    [closed] = [one for one in made.ticks("Fri 4 December 10:10").facts(VerdictGiven) if one.rule == "missing-plr"]
    assert (closed.outcome.value, closed.ended_at) == ("met", at("Fri 4 December 10:00"))
    silent = [local(one.started_at) for one in made.owed() if one.rule.name == "missing-plr"]
    assert silent == ["Fri 4 June 10:00"]


def test_a_bounce_is_asked_about_until_the_address_is_another() -> None:
    made = county()
    made.record(_bounced("pat", "Mon 1 June 10:00"))
    assert made.ticks("Mon 1 June 10:10").mail("new-plr-asked").data["why"] == "unreachable"
    told = made.ticks("Mon 8 June 17:10")
    assert [step.escalates for step in told.facts(StepTaken) if step.escalates] == ["no new PLR is named"]


@given(
    writers=st.lists(
        st.tuples(st.sampled_from([None, "robin-a", "les", "reed"]), st.sampled_from(["YES", "APPROVE", "BACK"])),
        min_size=1,
        max_size=6,
    )
)
def test_nobody_but_the_council_and_the_coordinator_changes_a_plr(writers: list[tuple[str | None, str]]) -> None:
    made = county()
    asked = change(made, None, councils_named=("harpole",)).mail("plr-change-asked")
    for number, (writer, word) in enumerate(writers):
        answer(made, asked, word, f"Wed 3 June 1{number}:00", writer=writer)
    assert list(due_changes(made.state, made.programme, at("Mon 8 June 10:00"))) == []
    assert made.state.liaisons["harpole"].row.plr == "pat"


@pytest.mark.parametrize("leaves", ["before the word", "after it", "before it is said again"])
@pytest.mark.parametrize("from_on", ["", " from 8 June"], ids=["at once", "ahead"])
def test_a_council_that_has_left_does_not_come_back_with_another_plr(leaves: str, from_on: str) -> None:
    """The roster is the coordinator's: nobody else's word puts a council on it."""
    made = county()
    asked = change(made, words=f"CHANGE Robin Ames {ROBIN.address}{from_on}").mail("plr-change-asked")
    ended_at = at("Tue 2 June 13:05")
    gone = LiaisonEnded(happened_at=ended_at, recorded_at=ended_at, liaison="harpole")
    if leaves == "before the word":
        made.record(gone)
    said = answer(made, asked, "YES", "Tue 2 June 13:10")
    if leaves == "before it is said again":
        noted = said.mail("plr-change-noted")
        made.record(gone)
        answer(made, noted, "UNDO", "Tue 2 June 13:20")
        answer(made, asked, "YES", "Tue 2 June 13:30")
    if leaves == "after it":
        made.record(gone)
    turns(made, "Tue 9 June 10:00")
    assert (made.state.roster(), next_change(made.state, made.programme)) == ({}, None)
