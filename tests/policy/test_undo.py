"""UNDO takes back what has not gone, of every command, and whoever was told of it is told (Mail conventions)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mailbot.model.facts import MeetingArranged
from mailbot.model.people import Person
from mailbot.policy.commands.rosters import offer
from tests.policy.scenario import COORDINATOR, HARPOLE, ROOT, THORNBECK, Outcome, Scenario, arrival, at, row

RULES = {path.stem: path.read_text() for path in (ROOT / "rules").glob("*.toml")}
WROTE = "Thu 11 June 14:00"
LATER = "Thu 11 June 15:00"
AGAIN = "Thu 11 June 16:00"


def county() -> Scenario:
    return Scenario(HARPOLE, THORNBECK, rules=RULES)


def answer_of(done: Outcome, writer: str) -> Any:
    (mail,) = [mail for mail in done.mails if mail.to == writer and mail.template]
    return mail


def undoes(county: Scenario, done: Outcome, writer: str, when: str = LATER, says: str = "UNDO") -> Outcome:
    """Reply to the answer of a command, as its link would."""
    mail = answer_of(done, writer)
    assert mail.data["undo"] == "UNDO"
    return county.writes(writer, when, thread=mail.thread, says=says, answers_template=mail.template)


def planned(county: Scenario) -> str:
    return county.state.liaisons["harpole"].row.plan


# Plans


@pytest.mark.parametrize(("writer", "other"), [("pat", "reed"), ("reed", "pat")])
def test_a_plan_is_taken_back_and_the_other_is_told_of_the_one_before(writer: str, other: str) -> None:
    story = Scenario(row("harpole", "pat", "reed", "jo", plan="15"), rules=RULES)
    more = {"councils_listed": ("harpole",)} if writer == "reed" else {}
    says = "PLAN Harpole last Friday" if writer == "reed" else "PLAN last Friday"
    done = story.writes(writer, WROTE, says=says, **more)
    assert planned(story) == "last Friday"
    undone = undoes(story, done, writer)
    assert undone.sent == sorted([f"plan-as-before to {other}", f"undone to {writer}"])
    assert undone.mail("plan-as-before").data["plan"] == "15"
    assert (planned(story), story.state.superseded_plans()) == ("15", {})


def test_a_plan_of_before_is_taken_back_without_a_word_where_another_holds() -> None:
    story = county()
    first = story.writes("pat", WROTE, says="PLAN 15")
    story.writes("pat", "Thu 11 June 14:30", says="PLAN last Friday")
    assert undoes(story, first, "pat").sent == ["undone to pat"]
    assert planned(story) == "last Friday"


def test_each_of_several_plans_in_one_conversation_is_taken_back_by_itself() -> None:
    story = county()
    first = story.writes("pat", WROTE, says="PLAN 15")
    thread = answer_of(first, "pat").thread
    story.writes("pat", "Thu 11 June 14:30", thread=thread, says="PLAN last Friday")
    story.writes("pat", LATER, thread=thread, says="UNDO", answers_template="plan-noted")
    assert planned(story) == "15", "without another sign it is the last"
    story.writes(
        "pat", AGAIN, thread=thread, says="UNDO", answers_template="plan-noted", parent=answer_of(first, "pat").key
    )
    assert planned(story) == ""


def test_a_link_of_a_mail_in_a_conversation_says_no_more_than_the_conversation() -> None:
    """Law 11: it was offered there, whichever of its mails is answered."""
    story = county()
    thread = answer_of(story.writes("pat", WROTE, says="PLAN 15"), "pat").thread
    assert story.writes("pat", LATER, thread=thread, says="UNDO", token="pat").sent == [
        "plan-as-before to reed", "undone to pat",
    ]  # fmt: skip
    assert "relay to reed" in story.writes("pat", AGAIN, thread=story.asks(AGAIN), says="UNDO", token="pat").sent


# Meetings


def test_a_plr_no_longer_asks_for_the_police_at_a_meeting() -> None:
    story = county()
    done = story.writes("pat", WROTE, says="MEETING 20 July")
    assert "relay to reed" in done.sent
    undone = undoes(story, done, "pat")
    assert undone.sent == ["meeting-not-wanted to reed", "undone to pat"]
    assert not story.state.meetings["harpole PC"].requests
    assert not [one for one in story.owed() if one.rule.name == "meeting-request"]


def test_a_request_that_was_arranged_stands() -> None:
    story = county()
    done = story.writes("pat", WROTE, says="MEETING 20 July")
    story.writes("reed", "Thu 11 June 14:30", says="ARRANGED Harpole 20 July", councils_listed=("harpole",))
    undone = undoes(story, done, "pat")
    assert undone.mail("undone").data["lines"] == [{"keyword": "MEETING", "why": "gone"}]
    assert story.state.meetings["harpole PC"].requests


def test_a_meeting_that_was_called_off_is_on_again_and_both_are_invited_anew() -> None:
    story = county()
    named = {"councils_listed": ("harpole",)}
    story.writes("reed", "Wed 10 June 10:00", says="ARRANGED Harpole 20 July", **named)
    called_off = story.writes("reed", WROTE, says="CANCELLED Harpole", **named)
    assert story.state.meetings["harpole PC"].arrangement is None
    undone = undoes(story, called_off, "reed")
    assert undone.sent == ["meeting-arranged to reed", "meeting-invitation to pat", "undone to reed"]
    (again,) = undone.facts(MeetingArranged)
    taken_out = called_off.mail("meeting-cancelled").data["invitation"]["sequence"]
    assert again.sequence > taken_out, "RFC 5546: a later version than the one that took it out"
    arrangement = story.state.meetings["harpole PC"].arrangement
    assert arrangement is not None
    assert arrangement.fact == again


def test_what_was_said_not_to_have_been_attended_is_asked_about_again() -> None:
    story = county()
    named = {"councils_listed": ("harpole",)}
    story.writes("reed", "Wed 3 June 10:00", says="ARRANGED Harpole 10 June", **named)
    done = story.writes("reed", WROTE, says="NOT ATTENDED Harpole", **named)
    assert undoes(story, done, "reed").sent == ["undone to reed"]
    assert story.state.meetings["harpole PC"].arranged_on == at("Wed 10 June 10:00").date()


@pytest.mark.parametrize("when", ["Thu 11 June 00:30", "Thu 11 June 09:30", "Thu 11 June 21:30"])
def test_an_attendance_that_is_taken_back_leaves_the_year_owed_whenever_it_was_noted(when: str) -> None:
    story = Scenario(row("harpole", "pat", "reed", last_meeting_on=date(2025, 9, 9)), rules=RULES)
    owed = {one.id for one in story.owed() if one.rule.name == "council-meeting"}
    done = story.writes("reed", when, says="ATTENDED Harpole", councils_listed=("harpole",))
    story.ticks("Thu 11 June 22:00")
    assert {one.id for one in story.owed() if one.rule.name == "council-meeting"} != owed
    undoes(story, done, "reed", "Fri 12 June 10:00")
    assert {one.id for one in story.owed() if one.rule.name == "council-meeting"} == owed


# Absences


def test_whoever_was_told_that_they_cover_is_told_that_they_do_not() -> None:
    story = Scenario(HARPOLE, row("wendle", "les", "ames"), rules=RULES)
    done = story.writes("reed", WROTE, says="AWAY 12 June to 30 June COVER Ames", covers_named=("ames",))
    assert "absence-cover to ames" in done.sent
    assert undoes(story, done, "reed").sent == ["absence-cover-over to ames", "undone to reed"]


@pytest.mark.parametrize(
    ("says", "covers", "told"),
    [
        ("AWAY 12 June to 20 June COVER Ames", ("ames",), ["absence-cover to ames"]),
        ("AWAY 12 June to 20 June", (), ["absence-cover-over to ames"]),
        ("AWAY 12 June to 20 June COVER Dale", ("dale",), ["absence-cover to dale", "absence-cover-over to ames"]),
    ],
)
def test_an_amended_absence_is_told_to_who_covered_and_to_who_covers(
    says: str, covers: tuple[str, ...], told: list[str]
) -> None:
    story = Scenario(HARPOLE, row("wendle", "les", "ames"), row("marsh", "kim", "dale"), rules=RULES)
    noted = story.writes("reed", WROTE, says="AWAY 12 June to 30 June COVER Ames", covers_named=("ames",))
    thread = answer_of(noted, "reed").thread
    amended = story.writes("reed", LATER, thread=thread, says=says, covers_named=covers)
    assert amended.sent == sorted(["absence-noted to reed", *told])
    back = undoes(story, amended, "reed", AGAIN)
    assert "undone to reed" in back.sent
    assert "absence-cover to ames" in back.sent, "the absence of before holds again"
    assert ("absence-cover-over to dale" in back.sent) == ("dale" in covers)


def test_an_officer_who_is_back_early_has_their_cover_told() -> None:
    story = Scenario(HARPOLE, row("wendle", "les", "ames"), rules=RULES)
    noted = story.writes("reed", WROTE, says="AWAY 11 June to 30 June COVER Ames", covers_named=("ames",))
    thread = answer_of(noted, "reed").thread
    back = story.writes("reed", "Mon 15 June 10:00", thread=thread, says="BACK")
    assert "absence-cover-over to ames" in back.sent
    again = undoes(story, back, "reed", "Mon 15 June 10:05")
    assert again.sent == ["absence-cover to ames", "undone to reed"]


def test_the_clerk_is_told_from_when_to_when_they_read_what_is_the_plrs_and_when_that_ends() -> None:
    story = county()
    done = story.writes("pat", WROTE, says="AWAY 12 June to 30 June")
    assert done.sent == ["absence-noted to pat", "absence-stand-in to jo"]
    assert undoes(story, done, "pat").sent == ["absence-stand-in-over to jo", "undone to pat"]


def test_a_clerk_who_wrote_of_it_themselves_is_answered_and_told_nothing_besides() -> None:
    story = Scenario(HARPOLE, rules=RULES)
    done = story.writes("jo", WROTE, says="AWAY 12 June to 30 June")
    assert done.sent == ["absence-noted to jo"]
    assert undoes(story, done, "jo").sent == ["undone to jo"]


def test_nobody_is_told_of_the_end_of_what_is_over() -> None:
    story = county()
    done = story.writes("pat", WROTE, says="AWAY 12 June to 14 June")
    assert undoes(story, done, "pat", "Mon 15 June 10:00").sent == ["undone to pat"]


# Changes of PLR

ROBIN = Person("robin-a", "Robin Ames", "robin@harpole.example")
CHANGE = f"CHANGE Robin Ames {ROBIN.address} from 22 June"


def confirmed(story: Scenario, says: str = CHANGE) -> tuple[Outcome, Outcome]:
    """Pat writes of a change, and says YES to what we ask."""
    asked = story.writes("pat", "Wed 10 June 10:00", says=says, successor=ROBIN if "Robin" in says else None)
    mail = answer_of(asked, "pat")
    yes = story.writes("pat", WROTE, thread=mail.thread, says="YES", token="pat", answers_template=mail.template)
    return asked, yes


@pytest.mark.parametrize("says", [CHANGE, "CHANGE from 22 June", "CHANGE from 11 June"])
def test_a_change_of_plr_is_taken_back_until_it_is_carried_out(says: str) -> None:
    story = county()
    seat = story.state.plr_changes.seats["harpole"]
    before = (seat.next, seat.away_from, seat.interim, list(seat.gaps))
    _, yes = confirmed(story, says)
    assert (seat.next, seat.away_from, seat.interim) != before[:3]
    undone = undoes(story, yes, "pat")
    assert undone.sent == ["plr-change-off to reed", "undone to pat"]
    assert (seat.next, seat.away_from, seat.interim, seat.gaps) == before
    assert not story.state.plr_changes.coming
    owed = [one for one in story.owed() if one.rule.each == "plr-change"]
    assert None not in [one.met_at for one in owed], (
        "the Clerk and the coordinator are not asked what its writer took back"
    )


def test_the_change_before_is_to_come_again() -> None:
    story = county()
    confirmed(story, CHANGE)
    first = story.state.plr_changes.coming["harpole"]
    asked = story.writes("pat", "Thu 11 June 14:10", says=CHANGE.replace("22", "29"), successor=ROBIN)
    mail = answer_of(asked, "pat")
    yes = story.writes(
        "pat", "Thu 11 June 14:20", thread=mail.thread, says="YES", token="pat", answers_template=mail.template
    )
    assert story.state.plr_changes.coming["harpole"] != first
    undoes(story, yes, "pat")
    assert story.state.plr_changes.coming["harpole"] == first


def test_a_change_that_was_carried_out_stands() -> None:
    story = county()
    _, yes = confirmed(story)
    story.record(row("harpole", ROBIN.id, "reed", "jo", when=at("Mon 22 June 09:00")))
    undone = story.writes(
        "jo", "Mon 22 June 10:00", thread=answer_of(yes, "pat").thread, says="UNDO", answers_template="plr-change-noted"
    )
    assert "undone to pat" not in undone.sent, "it is not the Clerk's to take back"
    assert story.state.liaisons["harpole"].row.plr == ROBIN.id


def test_a_change_that_is_asked_about_is_taken_back_as_no_takes_it_back() -> None:
    story = county()
    asked = story.writes("pat", WROTE, says=CHANGE, successor=ROBIN)
    assert undoes(story, asked, "pat").sent == ["undone to pat"]
    assert not [one for one in story.owed() if one.rule.each == "plr-change"]


@pytest.mark.parametrize(
    ("word", "told"),
    [("APPROVE", ["plr-change-off to reed", "undone to coordinator"]), ("REFUSE", ["undone to coordinator"])],
)
def test_what_the_coordinator_decided_waits_for_their_word_again(word: str, told: list[str]) -> None:
    story = Scenario(row("harpole", "pat", "reed"), rules=RULES)
    story.state.unreachable.add("pat")
    asked = story.writes(None, "Wed 10 June 10:00", says=CHANGE, successor=ROBIN, councils_named=("harpole",))
    thread = asked.mail("plr-change-decide").thread
    decided = story.writes(COORDINATOR, WROTE, thread=thread, says=word)
    undone = undoes(story, decided, COORDINATOR)
    assert undone.sent == told
    again = story.writes(COORDINATOR, AGAIN, thread=thread, says="APPROVE")
    assert "plr-change-ahead to reed" in again.sent


def test_words_are_taken_back_until_the_next_plr_has_them() -> None:
    story = county()
    story.asks("Mon 8 June 10:00")
    _, noted = confirmed(story)
    thread = answer_of(noted, "pat").thread
    released = story.writes("pat", LATER, thread=thread, says="YES", token="pat", answers_template="plr-change-noted")
    assert story.state.plr_changes.released
    assert undoes(story, released, "pat", AGAIN).sent == ["undone to pat"]
    assert not story.state.plr_changes.released


# Concerns and rosters


def test_a_concern_that_was_closed_by_mistake_is_open_again() -> None:
    story = county()
    raised = story.writes("pat", "Wed 10 June 10:00", says="CONCERN about the hedge", resembles="CONCERN")
    thread = raised.mail("concern-received").thread
    closed = story.writes(COORDINATOR, WROTE, thread=thread, says="CLOSE")
    story.ticks("Thu 11 June 14:30")
    assert undoes(story, closed, COORDINATOR).sent == ["undone to coordinator"]
    assert [one.met_at for one in story.owed() if one.rule.each == "concern"] == [None]


@pytest.mark.parametrize(("word", "is_offered"), [("REFUSE", True), ("APPROVE", False)])
def test_a_roster_that_was_refused_can_be_approved_after_all_and_one_that_was_imported_stands(
    word: str, is_offered: bool
) -> None:
    story = county()
    offered = story.commit("m1", offer(arrival("m1", COORDINATOR, at(WROTE), at(WROTE)), COORDINATOR, "m1"))
    thread = offered.mail("roster-offered").thread
    decided = story.writes(COORDINATOR, WROTE, thread=thread, says=word)
    mail = decided.mail("roster-decided")
    assert ("undo" in mail.data) == is_offered
    story.writes(COORDINATOR, LATER, thread=mail.thread, says="UNDO")
    assert bool(story.state.rosters_offered) == is_offered
