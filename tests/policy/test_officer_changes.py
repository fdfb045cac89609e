"""A change of officer that the coordinator announces ahead: told at once, carried out on its day, undone until then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mailbot.model.facts import LiaisonEnded, OfficerChangeAnnounced
from mailbot.policy.officer_changes import due_officer_changes, next_officer_change
from mailbot.policy.roster_change import reassigned, roster_changed
from tests.policy.scenario import COORDINATOR, HARPOLE, THORNBECK, WENDLE, Outcome, Scenario, at, local

AHEAD = "REASSIGN Harpole to Ames from 1 July"


def county() -> Scenario:
    return Scenario(HARPOLE, THORNBECK, WENDLE)


def says(one: Scenario, text: str, when: str = "Mon 8 June 10:00", **more: Any) -> Outcome:
    named = {"councils_named": ("harpole",), "officers_named": ("ames",)}
    return one.writes(COORDINATOR, when, says=text, text=text, **(named | more))


def turns(one: Scenario, now: str) -> list[str]:
    return [
        mail
        for decision in due_officer_changes(one.state, one.programme, at(now))
        for mail in one.commit("", decision).sent
    ]


def officer(one: Scenario, liaison: str = "harpole") -> str | None:
    return one.state.liaisons[liaison].row.officer


def test_it_is_told_at_once_and_carried_out_when_the_office_opens_on_its_day() -> None:
    one = county()
    thread = one.asks("Mon 29 June 10:00")
    said = says(one, AHEAD, "Mon 29 June 11:00")
    assert said.sent == [
        "officer-change-ahead to ames",
        "officer-change-ahead to reed",
        "officer-change-noted to coordinator",
    ]
    assert next_officer_change(one.state, one.programme) == at("Wed 1 July 09:00")
    assert turns(one, "Wed 1 July 08:59") == []
    assert officer(one) == "reed"
    assert turns(one, "Wed 1 July 09:00") == ["no-longer-yours to reed", "relay to ames"]
    assert officer(one) == "ames"
    assert turns(one, "Wed 1 July 09:01") == []
    assert one.writes("pat", "Wed 1 July 10:00", thread=thread).sent == ["relay to ames"]


def test_read_a_week_late_it_holds_from_its_day_all_the_same() -> None:
    one = county()
    says(one, AHEAD)
    turns(one, "Thu 9 July 12:00")
    assert local(one.state.liaisons["harpole"].row.happened_at) == "Wed 1 July 09:00"


def test_several_councils_pass_in_one_mail_to_each_officer() -> None:
    one = county()
    said = says(one, "REASSIGN Harpole and Thornbeck to Ames from 1 July", councils_named=("harpole", "thornbeck"))
    assert len(said.facts(OfficerChangeAnnounced)) == 2
    assert [mail for mail in said.sent if "ahead" in mail] == [
        "officer-change-ahead to ames",
        "officer-change-ahead to reed",
    ]
    assert turns(one, "Wed 1 July 09:00") == ["no-longer-yours to reed"]


def test_without_a_day_it_holds_at_once() -> None:
    one = county()
    assert says(one, "REASSIGN Harpole to Ames").sent == [
        "no-longer-yours to reed",
        "officer-change-noted to coordinator",
    ]
    assert officer(one) == "ames"


@pytest.mark.parametrize("named_in", ["thornbeck", "wendle"])
def test_the_officers_days_on_duty_come_with_them_whichever_of_their_rows_names_them(named_in: str) -> None:
    theirs = (replace(THORNBECK, officer="ames"), WENDLE)
    one = Scenario(HARPOLE, *(replace(row, duty="mon,tue" if row.liaison == named_in else "") for row in theirs))
    says(one, "REASSIGN Harpole to Ames")
    assert one.state.liaisons["harpole"].row.duty == "mon,tue"


@pytest.mark.parametrize(
    ("text", "more", "why"),
    [
        (AHEAD, {"officers_named": ()}, "officer"),
        (AHEAD, {"officers_named": ("ames", "dale")}, "officer"),
        (AHEAD, {"officers_named": ("reed",)}, "same"),
        ("REASSIGN Harpole to Ames from 1 May", {}, "day"),
        ("REASSIGN Harpole to Ames from the 31st of June", {}, "day"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(text: str, more: dict[str, Any], why: str) -> None:
    one = county()
    said = says(one, text, **more)
    assert said.sent == ["officer-change-noted to coordinator"]
    assert said.mail("officer-change-noted").data["refused"] == [{"liaison": "harpole", "why": why}]
    assert (officer(one), one.state.officers_coming) == ("reed", {})


def test_undone_before_its_day_it_does_not_come_and_both_are_told() -> None:
    one = county()
    answer = says(one, AHEAD).mail("officer-change-noted")
    assert answer.data["undo"] == "UNDO"
    undone = one.writes(COORDINATOR, "Tue 9 June 10:00", thread=answer.thread, says="UNDO")
    assert undone.sent == ["officer-change-ahead to ames", "officer-change-ahead to reed", "undone to coordinator"]
    assert turns(one, "Wed 1 July 09:00") == []
    assert officer(one) == "reed"


def test_undone_after_its_day_it_is_said_that_it_has_gone() -> None:
    one = county()
    answer = says(one, AHEAD).mail("officer-change-noted")
    turns(one, "Wed 1 July 09:00")
    undone = one.writes(COORDINATOR, "Wed 1 July 10:00", thread=answer.thread, says="UNDO")
    assert undone.mail("undone").data["lines"] == [{"keyword": "REASSIGN", "why": "gone"}]
    assert officer(one) == "ames"


def test_a_later_word_takes_its_place() -> None:
    one = county()
    says(one, AHEAD)
    says(one, "REASSIGN Harpole to Ames from 6 July", "Tue 9 June 10:00")
    assert [fact.from_on for fact in one.state.officers_coming.values()] == [date(2026, 7, 6)]
    one.commit("", reassigned("harpole", "dale", one.state, one.programme, at("Wed 10 June 10:00")))
    assert one.state.officers_coming == {}


def told_off(outcome: Outcome) -> list[str]:
    ahead = [mail for mail in outcome.mails if mail.template == "officer-change-ahead" and mail.data["is_off"]]
    return [mail.to for mail in ahead]


LATER = {
    "another officer from a day": "REASSIGN Harpole to Dale from 3 July",
    "another officer at once": "REASSIGN Harpole to Dale",
}


@pytest.mark.parametrize("text", LATER.values(), ids=LATER)
def test_who_was_announced_and_does_not_come_is_told(text: str) -> None:
    one = county()
    says(one, AHEAD)
    later = says(one, text, "Tue 9 June 10:00", officers_named=("dale",))
    assert told_off(later) == ["ames"]
    [off] = [mail for mail in later.mails if mail.to == "ames"]
    [row] = off.data["rows"]  # type: ignore[misc]
    assert (row["liaison"], row["before"], row["officer"]) == ("harpole", None, "ames")


def test_who_was_announced_and_comes_on_another_day_or_at_once_is_not_told_that_they_do_not() -> None:
    one = county()
    says(one, AHEAD)
    assert told_off(says(one, "REASSIGN Harpole to Ames from 6 July", "Tue 9 June 10:00")) == []
    assert told_off(says(one, "REASSIGN Harpole to Ames", "Wed 10 June 10:00")) == []


@pytest.mark.parametrize("officer_of_it", ["dale", None])
def test_who_was_announced_is_told_when_an_import_names_somebody_else_or_nobody(officer_of_it: str | None) -> None:
    one = county()
    says(one, AHEAD)
    when = at("Wed 10 June 10:00")
    row = replace(one.state.liaisons["harpole"].row, officer=officer_of_it, happened_at=when, recorded_at=when)
    assert told_off(one.commit("", roster_changed((row,), one.state, one.programme, when))) == ["ames"]


def test_who_was_announced_is_told_when_the_council_leaves() -> None:
    one = county()
    says(one, AHEAD)
    when = at("Wed 10 June 10:00")
    left = LiaisonEnded(happened_at=when, recorded_at=when, liaison="harpole")
    assert told_off(one.commit("", roster_changed((left,), one.state, one.programme, when))) == ["ames"]


def test_a_row_that_is_corrected_otherwise_leaves_it_and_one_that_ends_drops_it() -> None:
    one = county()
    says(one, AHEAD)
    row = one.state.liaisons["harpole"].row
    when = at("Wed 10 June 10:00")
    one.record(replace(row, team="North", happened_at=when, recorded_at=when))
    assert list(one.state.officers_coming) == ["harpole"]
    one.record(LiaisonEnded(happened_at=when, recorded_at=when, liaison="harpole"))
    assert one.state.officers_coming == {}
