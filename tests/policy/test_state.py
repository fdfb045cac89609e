"""What facts amount to, in whatever order they were recorded (design, The idea; laws 2, 3 and 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.model.facts import (
    AlarmRaised,
    Answered,
    CopyArrived,
    DigestSent,
    LiaisonEnded,
    MailFailed,
    MessageLinked,
    Purpose,
    QuestionAsked,
    ThreadOpened,
)
from mailbot.model.people import Role
from mailbot.policy.relay import passed_to_new_officers
from mailbot.policy.state import State
from tests.policy.scenario import HARPOLE, IN_DOUBT, THORNBECK, WENDLE, Scenario, at, local, row

ASKED = "Mon 8 June 10:00"
LATER = "Tue 9 June 10:00"

# Roles


@pytest.mark.parametrize(
    ("person", "roles", "liaisons"),
    [
        ("pat", (Role.PLR,), {"harpole"}),
        ("jo", (Role.CLERK,), {"harpole", "thornbeck"}),
        ("jo", (Role.PLR,), set()),
        ("reed", (Role.OFFICER,), {"harpole", "thornbeck"}),
        ("kim", (Role.PLR, Role.CLERK), {"fenby", "marsh"}),
        ("nobody", (Role.PLR, Role.CLERK, Role.OFFICER), set()),
    ],
)
def test_somebody_is_found_by_the_roles_they_have(person: str, roles: tuple[Role, ...], liaisons: set[str]) -> None:
    state = Scenario().state
    assert set(state.liaisons_of(person, *roles)) == liaisons
    assert state.is_officer(person) == (person == "reed")


def test_one_person_may_be_plr_and_clerk() -> None:
    state = Scenario(row("harpole", "pat", "reed", "pat")).state
    assert state.roles("pat", "harpole") == {Role.PLR, Role.CLERK}
    assert state.liaisons_of("pat", Role.PLR, Role.CLERK) == ("harpole",)


def test_whoever_left_a_liaison_has_no_role_in_it() -> None:
    county = Scenario(HARPOLE)
    county.record(row("harpole", "les", "ames", None, when=at(LATER)))
    assert [county.state.liaisons_of(person, *Role) for person in ("pat", "reed", "jo")] == [()] * 3
    assert county.state.liaisons_of("ames", Role.OFFICER) == ("harpole",)


def test_a_liaison_that_ended_is_off_the_roster_and_its_threads_still_find_their_way() -> None:
    county = Scenario(HARPOLE, THORNBECK)
    thread = county.asks(ASKED)
    county.record(LiaisonEnded(happened_at=at(LATER), recorded_at=at(LATER), liaison="harpole"))
    assert set(county.state.roster()) == {"thornbeck"}
    assert county.state.liaisons_of("pat", Role.PLR) == ()
    assert county.writes("reed", "Wed 10 June 10:00", thread=thread).sent == ["relay to pat"]


def test_a_row_that_returns_is_the_liaison_that_it_was() -> None:
    county = Scenario(HARPOLE)
    county.record(LiaisonEnded(happened_at=at(ASKED), recorded_at=at(ASKED), liaison="harpole"))
    county.record(row("harpole", "pat", "reed", "jo", when=at(LATER)))
    harpole = county.state.liaisons["harpole"]
    assert (harpole.ended, len(harpole.officers), local(harpole.paired_at)) == (False, 1, "Fri 1 May 10:00")
    assert county.state.liaisons_of("pat", Role.PLR) == ("harpole",)


# Questions and answers


def _question(n: int, hour: int, thread: str = "t") -> QuestionAsked:
    when = at(ASKED) + timedelta(hours=hour)
    return QuestionAsked(happened_at=when, recorded_at=when, question=f"q{n}", message=f"m{n}", liaison="harpole",
                         thread=thread, plr="pat", officer="reed")  # fmt: skip


def _answer(n: int, hour: int, message: str) -> Answered:
    when = at(ASKED) + timedelta(hours=hour)
    return Answered(happened_at=when, recorded_at=when, question=f"q{n}", message=message, by="reed")


def _opened(thread: str = "t") -> ThreadOpened:
    return ThreadOpened(happened_at=at(ASKED), recorded_at=at(ASKED), thread=thread, purpose=Purpose.CONVERSATION,
                        people=("pat",), liaison="harpole")  # fmt: skip


def _state(*facts: object) -> State:
    county = Scenario(HARPOLE)
    county.record(_opened(), *facts)  # type: ignore[arg-type]
    return county.state


def test_the_earliest_answer_counts_whichever_was_read_first() -> None:
    """Law 4."""
    state = _state(_question(1, 0), _answer(1, 30, "late"), _answer(1, 5, "early"), _answer(1, 9, "between"))
    answer = state.questions["q1"].answer
    assert answer is not None
    assert answer.message == "early"


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 500)), unique_by=lambda each: each[1], max_size=8).flatmap(
        lambda answers: st.tuples(st.just(answers), st.permutations(answers))
    )
)
def test_the_order_of_reading_does_not_change_what_is_open_or_when_it_was_answered(
    answers: tuple[list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    """Law 4: answers that arrived at distinct times, read in two orders."""
    questions = [_question(n, 0) for n in range(6)]
    first, second = (_state(*questions, *(_answer(n, hour, f"a{hour}") for n, hour in order)) for order in answers)
    assert {one.asked.question for one in first.open_in_thread("t")} == {
        one.asked.question for one in second.open_in_thread("t")
    }
    assert {id_: one.answer for id_, one in first.questions.items()} == {
        id_: one.answer for id_, one in second.questions.items()
    }


@given(st.permutations(["pat", "robin", "les"]), st.permutations(["pat", "robin"]))
def test_the_order_in_which_threads_are_read_does_not_change_the_clocks(asked: list[str], answered: list[str]) -> None:
    """Law 4: mailboxes are read one after the other, whatever arrived first."""
    times = {"pat": "Mon 8 June 10:00", "robin": "Fri 5 June 16:00", "les": "Tue 9 June 09:00"}
    replies = {"pat": "Wed 10 June 10:00", "robin": "Mon 8 June 09:30"}
    county = Scenario(HARPOLE, THORNBECK, WENDLE)
    threads = {plr: county.asks(times[plr], plr, read="Wed 10 June 12:00", message=plr) for plr in asked}
    for plr in answered:
        county.writes("reed", replies[plr], thread=threads[plr], read="Wed 10 June 12:01")
    assert county.open_questions() == {"les"}
    clocks = {one.plr: (local(one.started_at), one.met_at and local(one.met_at)) for one in county.owed()}
    assert clocks == {plr: (times[plr], replies.get(plr)) for plr in times}


def test_what_arrived_before_a_question_is_no_answer_to_it_however_late_it_is_read() -> None:
    """Law 4: the officer's mail of the morning lay in Junk."""
    county = Scenario()
    thread = county.asks("Fri 5 June 10:00")
    county.writes("reed", "Fri 5 June 12:00", thread=thread)
    county.writes("pat", ASKED, thread=thread)
    county.writes("reed", "Mon 8 June 09:00", thread=thread, read="Mon 8 June 11:00")
    assert county.open_questions() == {"m3"}


def test_a_copy_that_arrived_earlier_moves_the_start_of_its_question() -> None:
    """Law 2."""
    county = Scenario()
    county.asks(ASKED)
    county.record(CopyArrived(happened_at=at("Fri 5 June 16:00"), recorded_at=at(ASKED), message="m1"))
    assert [local(one.started_at) for one in county.owed()] == ["Fri 5 June 16:00"]
    county.record(CopyArrived(happened_at=at(LATER), recorded_at=at(LATER), message="m1"))
    assert [local(one.started_at) for one in county.owed()] == ["Fri 5 June 16:00"]


def test_a_copy_that_arrived_earlier_puts_its_answer_in_time() -> None:
    """Law 2."""
    county = Scenario()
    thread = county.asks(ASKED)
    county.writes("reed", "Mon 15 June 17:01", thread=thread)
    county.record(CopyArrived(happened_at=at("Mon 15 June 16:59"), recorded_at=at("Mon 15 June 17:02"), message="m2"))
    (owed,) = county.owed()
    assert owed.met_at == at("Mon 15 June 16:59")


def test_a_copy_of_a_further_message_moves_no_clock() -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    county.writes("pat", LATER, thread=thread)
    county.record(CopyArrived(happened_at=at("Fri 5 June 16:00"), recorded_at=at(LATER), message="m2"))
    assert [local(one.started_at) for one in county.owed()] == [ASKED]


def test_an_answer_closes_what_was_in_doubt_without_a_verdict() -> None:
    county = Scenario()
    thread = county.asks(ASKED, asks=IN_DOUBT, replies=True)
    assert [question.asked.thread for _, question in county.state.in_doubt()] == [thread]
    county.writes("reed", LATER, thread=thread)
    assert not list(county.state.in_doubt())
    assert not county.ticks("Tue 30 June 09:00").decision.facts


def test_reminders_that_went_out_are_known_by_question() -> None:
    county = Scenario()
    county.asks(ASKED)
    county.asks(LATER, "robin")
    county.ticks("Thu 11 June 09:00")
    county.delivers("Thu 11 June 09:01")
    times = {one.asked.plr: [local(when) for when in one.reminded_at] for one in county.state.questions.values()}
    assert times == {"pat": ["Thu 11 June 09:01"], "robin": []}


# Who gets what is open when the officer changes


def test_open_questions_are_passed_to_whoever_becomes_the_officer() -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    county.writes("pat", LATER, thread=thread)
    answered = county.asks(ASKED)
    county.writes("reed", LATER, thread=answered)
    county.asks(ASKED, "robin")
    change = row("harpole", "pat", "ames", "jo", when=at("Wed 10 June 09:00"))
    mails = passed_to_new_officers(county.state, county.programme, [change], at("Wed 10 June 09:00"))
    assert [(mail.to, mail.relays, mail.thread) for mail in mails] == [("ames", "m1", thread), ("ames", "m2", thread)]
    answer = county.programme.answer_deadline(at(ASKED))
    assert answer is not None
    assert {mail.data["answer_by"] for mail in mails} == {answer.due_by.isoformat()}


@pytest.mark.parametrize("change", [replace(HARPOLE, team="North"), replace(HARPOLE, plr="les")])
def test_nothing_is_passed_on_while_the_officer_stays(change: object) -> None:
    county = Scenario()
    county.asks(ASKED)
    assert passed_to_new_officers(county.state, county.programme, [change], at(LATER)) == ()  # type: ignore[list-item]


# What the coordinator has not been told


def test_a_digest_tells_what_was_recorded_up_to_it_and_no_more() -> None:
    county = Scenario()
    county.writes(None, ASKED)
    told = county.state.last_fact
    county.writes(None, LATER)
    county.record(DigestSent(happened_at=at(LATER), recorded_at=at(LATER), up_to=told))
    assert [getattr(fact, "message", "") for fact in county.state.untold.values()] == ["m2"]


def test_what_a_digest_that_did_not_arrive_told_is_untold_again_before_what_is_newer() -> None:
    county, when = Scenario(), {"happened_at": at(LATER), "recorded_at": at(LATER)}
    county.writes(None, ASKED)
    county.record(DigestSent(**when, up_to=county.state.last_fact, thread="d"))
    county.writes(None, LATER)
    county.record(MailFailed(**when, mail="digest:1", to="c", thread="d", reason="bounced", template="digest"))
    assert [getattr(fact, "message", fact.kind) for fact in county.state.untold.values()] == ["m1", "m2", "mail-failed"]


def test_an_alarm_lasts_until_it_ends() -> None:
    county = Scenario()
    began = AlarmRaised(happened_at=at(ASKED), recorded_at=at(ASKED), alarm="mailbox-unreadable")
    county.record(began)
    assert set(county.state.alarms) == {"mailbox-unreadable"}
    county.record(replace(began, ended=True))
    assert not county.state.alarms


def test_a_placed_message_is_held_no_more() -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    held = county.writes(None, LATER, thread=thread)
    county.record(MessageLinked(happened_at=at(LATER), recorded_at=at(LATER), message=held.message, thread=thread))
    assert not county.state.held
