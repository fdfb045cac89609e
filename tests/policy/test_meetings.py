"""Twelve months from meeting to meeting, whoever the people are (expectations, paragraph 4; laws 3 and 11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from mailbot.model.facts import (
    AbsenceBegan,
    ArrangementEnded,
    Excused,
    LiaisonChanged,
    LiaisonEnded,
    MeetingArranged,
    MeetingAttended,
    Outcome,
    StepTaken,
    UpdateWritten,
    VerdictGiven,
)
from mailbot.policy.obligation import Obligation
from tests.policy.scenario import BEGUN, LONDON, ROOT, RULES, Scenario, at, local, row
from tests.policy.scenario import Outcome as Sent

MEETINGS = {
    **RULES,
    **{name: (ROOT / "rules" / f"{name}.toml").read_text() for name in ("council-meeting", "meeting-request")},
}
LAST = date(2025, 9, 9)


def county(**more: Any) -> Scenario:
    return Scenario(row("harpole", "pat", "reed", **more), rules=MEETINGS)


def owed(one: Scenario, rule: str = "council-meeting") -> list[Obligation]:
    return [obligation for obligation in one.owed() if obligation.rule.name == rule]


def due_on(obligation: Obligation) -> date:
    return obligation.deadline.due_by.astimezone(LONDON).date()


def meeting(kind: type[Any], on: date, when: str) -> Any:
    return kind(
        happened_at=at(when), recorded_at=at(when), council="harpole PC", liaison="harpole", on=on, by="reed",
        message=f"of {when}",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "due"),
    [
        ({"last_meeting_on": date(2025, 9, 9)}, date(2026, 9, 9)),
        ({"last_meeting_on": date(2026, 3, 31)}, date(2027, 3, 31)),
        ({"when": at("Wed 3 June 10:00")}, date(2027, 6, 3)),
        ({"when": at("Wed 3 June 10:00"), "last_meeting_on": date(2026, 1, 15)}, date(2027, 1, 15)),
    ],
)
def test_twelve_months_count_from_the_last_attendance_or_from_the_start(more: dict[str, Any], due: date) -> None:
    assert [due_on(one) for one in owed(county(**more))] == [due]


@pytest.mark.parametrize("last", [None, date(2024, 5, 1)])
def test_what_began_before_is_spread_over_the_first_year(last: date | None) -> None:
    """Design, Time: nothing is due before the programme is live."""
    many = Scenario(
        *(row(f"council {n}", "pat", "reed", when=BEGUN, last_meeting_on=last) for n in range(40)), rules=MEETINGS
    )
    days = [due_on(one) - date(2026, 6, 1) for one in owed(many)]
    assert len(days) == 40
    assert timedelta(days=30) <= min(days) < max(days) < timedelta(days=365)
    assert len(set(days)) > 20


@pytest.mark.parametrize(
    ("stated", "due"),
    [(date(2025, 8, 4), [date(2026, 8, 4)]), (date(2026, 6, 2), [date(2026, 9, 9), date(2027, 6, 2)])],
)
def test_the_roster_corrects_the_last_attendance_by_an_earlier_day_and_adds_one_by_a_later(
    stated: date, due: list[date]
) -> None:
    one = county(last_meeting_on=LAST)
    one.record(row("harpole", "pat", "reed", when=at("Mon 8 June 10:00"), last_meeting_on=stated))
    assert [due_on(left) for left in owed(one)] == due


def states(one: Scenario, last: date, when: str) -> None:
    one.record(row("harpole", "pat", "reed", when=at(when), last_meeting_on=last))


def verdicts(one: Scenario) -> list[tuple[str, date]]:
    """Give what became of each year, and the day on which it ended."""
    given = one.state.history[("council-meeting", "harpole")]
    return [(fact.outcome.value, fact.ended_at.astimezone(LONDON).date()) for fact in given]


@pytest.mark.parametrize("stated", [date(2025, 8, 4), date(2025, 10, 6)], ids=["earlier", "later"])
def test_the_day_before_a_year_that_has_ended_changes_nothing_any_more(stated: date) -> None:
    """Its verdict stands, and no year is judged twice (law 9)."""
    one = county(last_meeting_on=LAST)
    one.record(meeting(MeetingAttended, date(2026, 6, 15), "Tue 16 June 10:00"))
    one.ticks("Tue 16 June 10:01")
    states(one, stated, "Mon 22 June 10:00")
    assert one.ticks("Mon 22 June 10:01").facts(VerdictGiven) == []
    assert (verdicts(one), [due_on(left) for left in owed(one)]) == ([("met", date(2026, 6, 15))], [date(2027, 6, 15)])


def test_a_year_that_was_excused_stands_though_its_beginning_is_corrected() -> None:
    one = county(last_meeting_on=LAST)
    excuse(one, "Tue 16 June 10:00")
    states(one, date(2025, 8, 4), "Mon 22 June 10:00")
    assert one.ticks("Mon 22 June 10:01").facts(VerdictGiven) == []
    assert (verdicts(one), [due_on(left) for left in owed(one)]) == (
        [("excused", date(2026, 6, 16))],
        [date(2027, 6, 16)],
    )


@pytest.mark.parametrize(
    ("corrected", "judged", "due"),
    [
        (LAST, [], date(2026, 9, 9)),
        (date(2025, 10, 6), [], date(2026, 10, 6)),
        (date(2026, 6, 2), [("met", date(2026, 6, 2))], date(2027, 6, 2)),
    ],
)
@pytest.mark.parametrize("is_judged", [True, False])
def test_an_attendance_that_the_roster_takes_back_ends_no_year(
    corrected: date, judged: list[tuple[str, date]], due: date, is_judged: bool
) -> None:
    """It is a visible correction: as after UNDO, the year is owed again, whether it had been judged or not."""
    one = county(last_meeting_on=LAST)
    states(one, date(2026, 6, 5), "Mon 8 June 10:00")
    if is_judged:
        one.ticks("Mon 8 June 10:01")
        assert verdicts(one) == [("met", date(2026, 6, 5))]
    states(one, corrected, "Mon 22 June 10:00")
    one.ticks("Mon 22 June 10:01")
    assert (verdicts(one), [due_on(left) for left in owed(one)]) == (judged, [due])


def test_an_attendance_that_an_officer_noted_too_stands_though_the_roster_takes_it_back() -> None:
    one = county(last_meeting_on=LAST)
    one.record(meeting(MeetingAttended, date(2026, 6, 5), "Fri 5 June 20:00"))
    states(one, date(2026, 6, 5), "Mon 8 June 10:00")
    one.ticks("Mon 8 June 10:01")
    states(one, LAST, "Mon 22 June 10:00")
    one.ticks("Mon 22 June 10:01")
    assert (verdicts(one), [due_on(left) for left in owed(one)]) == ([("met", date(2026, 6, 5))], [date(2027, 6, 5)])


def test_a_liaison_that_has_moved_to_another_council_stands_for_that_one_alone() -> None:
    one = county(last_meeting_on=LAST)
    moved = replace(row("harpole", "pat", "reed", when=at("Mon 8 June 10:00")), council="wendle PC")
    one.record(moved, replace(row("new", "kim", "reed", when=at("Mon 8 June 10:00")), council="harpole PC"))
    assert [(left.liaison, due_on(left)) for left in owed(one) if left.liaison == "new"] == [("new", date(2026, 9, 9))]


def test_attending_ends_the_year_and_begins_the_next() -> None:
    one = county(last_meeting_on=LAST)
    one.record(meeting(MeetingAttended, date(2026, 6, 15), "Tue 16 June 10:00"))
    [verdict] = one.ticks("Tue 16 June 10:01").facts(VerdictGiven)
    assert (verdict.outcome, local(verdict.ended_at)) == (Outcome.MET, "Mon 15 June 12:00")
    assert [due_on(left) for left in owed(one)] == [date(2027, 6, 15)]


@pytest.mark.parametrize("more", [{}, {"when": at("Mon 1 June 10:00")}], ids=["begun before", "begun that day"])
def test_attending_on_the_first_day_ends_the_first_year_and_begins_another(more: dict[str, Any]) -> None:
    one = county(**more)
    [first] = owed(one)
    one.record(meeting(MeetingAttended, date(2026, 6, 1), "Mon 1 June 20:00"))
    one.ticks("Mon 1 June 20:01")
    [second] = owed(one)
    assert (second.id != first.id, due_on(second)) == (True, date(2027, 6, 1))


def excuse(one: Scenario, when: str) -> None:
    """Have the coordinator excuse what is owed to the council."""
    [owed_now] = owed(one)
    one.record(
        Excused(happened_at=at(when), recorded_at=at(when), rule="council-meeting", obligation=owed_now.id,
                liaison="harpole", message="m8", by="coordinator")
    )  # fmt: skip
    one.ticks(at(when) + timedelta(minutes=1))


def test_what_is_told_every_month_does_not_drift_to_the_end_of_a_shorter_one() -> None:
    made, told = county(last_meeting_on=date(2025, 12, 30)), list[date]()
    for days in range(100):
        noon = datetime(2026, 12, 31, 12, tzinfo=LONDON) + timedelta(days=days)
        told += [noon.date() for taken in made.ticks(noon.astimezone(UTC)).facts(StepTaken) if taken.step == "still"]
    assert told == [date(2027, 1, 30), date(2027, 2, 28), date(2027, 3, 30)]


def test_a_year_that_is_excused_is_followed_by_another_from_that_day() -> None:
    """Twelve months without an attendance are never unwatched (expectations, paragraph 4)."""
    one = county(last_meeting_on=LAST)
    excuse(one, "Tue 15 September 10:00")
    assert [due_on(left) for left in owed(one)] == [date(2027, 9, 15)]


def test_attending_after_an_excuse_meets_what_followed_it_and_begins_the_next_year() -> None:
    one = county(last_meeting_on=LAST)
    excuse(one, "Tue 15 September 10:00")
    one.record(meeting(MeetingAttended, date(2026, 10, 5), "Tue 6 October 10:00"))
    [verdict] = one.ticks("Tue 6 October 10:01").facts(VerdictGiven)
    assert (verdict.outcome, local(verdict.ended_at)) == (Outcome.MET, "Mon 5 October 12:00")
    assert [due_on(left) for left in owed(one)] == [date(2027, 10, 5)]


def test_a_written_update_and_an_arrangement_satisfy_no_year() -> None:
    one = county(last_meeting_on=LAST)
    one.record(meeting(UpdateWritten, date(2026, 6, 15), "Mon 15 June 10:00"))
    one.record(meeting(MeetingArranged, date(2026, 7, 15), "Mon 15 June 10:00"))
    assert [(left.met_at, due_on(left)) for left in owed(one)] == [(None, date(2026, 9, 9))]


def test_the_year_belongs_to_the_council_through_every_change_of_people() -> None:
    one = county(last_meeting_on=LAST)
    [before] = owed(one)
    one.record(row("harpole", "robin", "ames", when=at("Mon 8 June 10:00"), last_meeting_on=LAST))
    [changed] = owed(one)
    assert (changed.id, changed.deadline, changed.officer) == (before.id, before.deadline, "ames")
    ended = LiaisonEnded(happened_at=at("Tue 9 June 10:00"), recorded_at=at("Tue 9 June 10:00"), liaison="harpole")
    one.record(ended)
    assert owed(one) == []
    again = replace(row("anew", "kim", "dale", when=at("Wed 10 June 10:00")), council="harpole PC")
    one.record(again)
    [anew] = owed(one)
    assert (anew.id, anew.deadline, anew.officer) == (before.id, before.deadline, "dale")


PROMPTED, ASKED = ["meeting-prompt to reed"], ["meeting-after to reed"]


@pytest.mark.parametrize(
    ("arranged", "sent"),
    [
        ([], {"Wed 29 July 12:00": PROMPTED, "Wed 26 August 12:00": PROMPTED}),
        ([("Mon 15 June 10:00", date(2026, 8, 12))],
         {"Wed 29 July 12:00": [], "Thu 13 August 08:59": [], "Thu 13 August 09:00": ASKED,
          "Thu 20 August 08:59": [], "Thu 20 August 09:00": ASKED,
          "Wed 26 August 12:00": [], "Thu 27 August 09:00": PROMPTED}),
        ([("Mon 15 June 10:00", date(2026, 7, 1)), ("Mon 6 July 10:00", date(2026, 8, 3))],
         {"Thu 2 July 17:00": [], "Wed 29 July 12:00": [], "Tue 4 August 09:00": ASKED}),
        ([("Mon 15 June 10:00", date(2026, 9, 20))], {"Wed 26 August 12:00": [], "Thu 10 September 09:00": PROMPTED}),
    ],
)  # fmt: skip
def test_an_arrangement_lets_the_prompts_wait_until_it_has_passed(
    arranged: list[tuple[str, date]], sent: dict[str, list[str]]
) -> None:
    one = county(last_meeting_on=LAST)
    assert one.ticks("Tue 9 June 12:00").sent == PROMPTED
    for when, on in arranged:
        one.record(meeting(MeetingArranged, on, when))
    assert {when: one.ticks(when).sent for when in sent} == sent


def test_each_day_that_was_arranged_is_asked_about_and_once_more_where_nobody_answers() -> None:
    one = county(last_meeting_on=LAST)
    one.ticks("Tue 9 June 12:00")
    one.record(meeting(MeetingArranged, date(2026, 6, 15), "Wed 10 June 10:00"))
    assert one.ticks("Tue 16 June 09:00").sent == ASKED
    assert one.ticks("Wed 17 June 17:00").sent == []
    one.record(meeting(MeetingArranged, date(2026, 6, 22), "Wed 17 June 18:00"))
    assert [one.ticks(f"Tue {day} 09:00").sent for day in ("23 June", "30 June", "7 July")] == [ASKED, ASKED, []]


def ended(when: str) -> ArrangementEnded:
    return ArrangementEnded(
        happened_at=at(when), recorded_at=at(when), council="harpole PC", liaison="harpole", meeting="", by="reed",
        message=f"of {when}",
    )  # fmt: skip


@pytest.mark.parametrize("noted", [ended, lambda when: meeting(UpdateWritten, date(2026, 7, 31), when)])
def test_a_prompt_that_waited_for_a_meeting_comes_at_the_opening_after_its_end_is_noted(
    noted: Callable[[str], Any],
) -> None:
    """What is recorded later than its moment comes with the mail of the day after (docs/rules.md)."""
    one = county(last_meeting_on=LAST)
    one.ticks("Tue 9 June 12:00")
    one.record(meeting(MeetingArranged, date(2026, 7, 31), "Mon 15 June 10:00"))
    one.record(noted("Fri 31 July 20:00"))
    assert one.ticks("Mon 3 August 08:59").sent == []
    assert one.ticks("Mon 3 August 09:00").sent == PROMPTED


def test_a_council_without_plr_and_clerk_is_prompted_for_when_somebody_is_named() -> None:
    one = Scenario(row("harpole", None, "reed", last_meeting_on=LAST), rules=MEETINGS)
    assert one.ticks("Tue 9 June 12:00").sent == []
    one.record(row("harpole", "pat", "reed", when=at("Wed 10 June 10:00"), last_meeting_on=LAST))
    (asked,) = one.ticks("Thu 11 June 12:00").mail("meeting-prompt").data["rows"]
    assert asked["liaison"] == "harpole"


def test_an_attendance_noted_before_noon_is_of_the_officer_who_noted_it_whenever_the_tick_comes() -> None:
    """Law 9."""
    one = Scenario(row("harpole", "pat", "reed", last_meeting_on=LAST), rules=MEETINGS)
    one.record(meeting(MeetingAttended, date(2026, 6, 15), "Mon 15 June 09:30"))
    one.record(row("harpole", "pat", "ames", when=at("Mon 15 June 10:00"), last_meeting_on=LAST))
    [verdict] = one.ticks("Tue 16 June 10:01").facts(VerdictGiven)
    assert (verdict.owner, local(verdict.ended_at)) == ("reed", "Mon 15 June 09:30")


def changed(officer: str | None, when: str) -> LiaisonChanged:
    return row("harpole", "pat", officer, when=at(when), last_meeting_on=LAST)


def of_officers(outcome: Sent) -> list[str]:
    """What was sent, but for the introductions to PLRs."""
    return [sent for sent in outcome.sent if not sent.endswith(" to pat")]


@pytest.mark.parametrize(
    "changes",
    [
        [("Mon 8 June 10:00", None), ("Wed 10 June 10:00", "ames")],
        [("Tue 9 June 15:00", None), ("Wed 10 June 10:00", "ames")],
        [("Wed 10 June 10:00", "ames")],
    ],
    ids=["named after the prompt", "who leaves after the prompt", "another at once"],
)
def test_whoever_becomes_the_officer_is_prompted_of_what_came_due_before(changes: list[tuple[str, str | None]]) -> None:
    one = county(last_meeting_on=LAST)
    for when, officer in changes:
        one.ticks(at(when) - timedelta(minutes=1))
        one.record(changed(officer, when))
    assert of_officers(one.ticks("Wed 10 June 17:00")) == []
    assert of_officers(one.ticks("Thu 11 June 09:00")) == ["meeting-prompt to ames"]
    assert of_officers(one.ticks("Thu 25 June 17:00")) == []


def test_whoever_becomes_the_officer_is_reminded_of_what_a_plr_has_asked_for() -> None:
    one = county(last_meeting_on=LAST)
    one.record(changed(None, "Tue 2 June 09:30"))
    asked(one)
    assert of_officers(one.ticks("Thu 11 June 12:00")) == []
    one.record(changed("ames", "Thu 11 June 13:00"))
    assert of_officers(one.ticks("Fri 12 June 09:00")) == ["officer-day to ames"]


def asked(one: Scenario, when: str = "Tue 2 June 10:00", **details: Any) -> Any:
    return one.writes("pat", when, says=details.pop("says", "MEETING 14 July"), **details)


def test_a_request_has_a_clock_of_its_own_and_is_passed_on_whole() -> None:
    one = county(last_meeting_on=LAST)
    outcome = asked(one)
    assert outcome.sent == ["meeting-requested to pat", "relay to reed"]
    assert outcome.kinds == {"meeting-request"}
    [request] = owed(one, "meeting-request")
    assert (request.id, local(request.deadline.due_by), request.officer) == (
        outcome.message, "Tue 16 June 17:00", "reed",
    )  # fmt: skip


def test_a_request_goes_to_whoever_covers_for_the_officer_that_day() -> None:
    one = Scenario(row("harpole", "pat", "reed"), row("wendle", "kim", "dale"), rules=MEETINGS)
    said_at = at("Mon 1 June 09:00")
    away = AbsenceBegan(happened_at=said_at, recorded_at=said_at, absence="a1", person="reed", cover="dale",
                        from_on=date(2026, 6, 1), until_on=date(2026, 6, 12))  # fmt: skip
    one.record(away)
    assert asked(one).sent == ["meeting-requested to pat", "relay to dale"]


def test_whoever_may_not_be_answered_is_passed_on_all_the_same() -> None:
    assert asked(county(), may_respond=False).sent == ["relay to reed"]


def test_without_a_rule_that_promises_it_a_request_is_a_message_like_any_other() -> None:
    outcome = asked(Scenario(row("harpole", "pat", "reed")))
    assert outcome.sent == ["acknowledgement to pat", "relay to reed"]


@pytest.mark.parametrize(
    ("kind", "on", "met"),
    [
        (MeetingArranged, date(2026, 7, 14), "Mon 8 June 10:00"),
        (MeetingAttended, date(2026, 6, 5), "Fri 5 June 12:00"),
        (UpdateWritten, date(2026, 6, 2), "Tue 2 June 15:00"),
        (MeetingAttended, date(2026, 6, 1), None),
        (UpdateWritten, date(2026, 5, 1), None),
    ],
)
def test_what_is_arranged_attended_or_written_after_a_request_meets_it(
    kind: type[Any], on: date, met: str | None
) -> None:
    one = county(last_meeting_on=LAST)
    asked(one, "Tue 2 June 15:00")
    one.record(meeting(kind, on, "Mon 8 June 10:00"))
    [request] = owed(one, "meeting-request")
    assert request.met_at == (at(met) if met else None)


def test_no_command_of_the_plr_says_that_the_police_attended() -> None:
    one = county(last_meeting_on=LAST)
    assert asked(one, says="ATTENDED").kinds == {"question"}


def prompted(one: Scenario) -> str:
    return one.ticks("Tue 9 June 12:00").mail("meeting-prompt").thread


@pytest.mark.parametrize(
    ("says", "kinds", "sent"),
    [
        ("ATTENDED 1 9 June", {"attended"}, ["meeting-noted to reed"]),
        ("ATTENDED", {"attended"}, ["meeting-noted to reed"]),
        ("ATTENDED 20 June", set(), ["first-line-unclear to reed"]),
        ("ARRANGED 1 20 June", {"arranged"}, ["meeting-arranged to reed", "meeting-invitation to pat"]),
        ("ARRANGED", set(), ["first-line-unclear to reed"]),
        ("UPDATED 8 June", {"update"}, ["meeting-noted to reed"]),
        ("ATTENDED 7", set(), ["first-line-unclear to reed"]),
    ],
)
def test_what_an_officer_notes_in_reply_to_a_prompt(says: str, kinds: set[str], sent: list[str]) -> None:
    """Law 11: what cannot be carried out as it is written goes to nobody."""
    one = county(last_meeting_on=LAST)
    outcome = one.writes("reed", datetime(2026, 6, 10, 10, 0, tzinfo=LONDON), thread=prompted(one), says=says)
    assert (outcome.kinds, outcome.sent) == (kinds, sent)


@pytest.mark.parametrize(
    ("says", "why"),
    [
        ("ATTENDED 20 June 2026", "to-come"),
        ("ATTENDED 20 June", "day"),
        ("ARRANGED", "day"),
        ("ARRANGED 1 June 2026", "past"),
        ("ATTENDED 7", "row"),
    ],
)
def test_an_officer_is_told_why_a_line_was_not_carried_out(says: str, why: str) -> None:
    one = county(last_meeting_on=LAST)
    outcome = one.writes("reed", datetime(2026, 6, 10, 10, 0, tzinfo=LONDON), thread=prompted(one), says=says)
    assert outcome.mail("first-line-unclear").data["why"] == why


@pytest.mark.parametrize(
    ("says", "kinds", "sent"),
    [
        ("ATTENDED Harpole 9 June", {"attended"}, ["meeting-noted to reed"]),
        ("UPDATED Harpole", {"update"}, ["meeting-noted to reed"]),
        ("PHONED Harpole", {"contact"}, ["contact-noted to reed"]),
    ],
)
def test_what_an_officer_notes_of_a_council_without_a_plr_by_its_name(
    says: str, kinds: set[str], sent: list[str]
) -> None:
    """The twelve months belong to the council; a contact is one with its Clerk."""
    one = Scenario(row("harpole", None, "reed", "jo", last_meeting_on=LAST), rules=MEETINGS)
    named = {"councils_named": ("harpole",), "councils_listed": ("harpole",)}
    outcome = one.writes("reed", datetime(2026, 6, 10, 10, 0, tzinfo=LONDON), says=says, **named)
    assert (outcome.kinds, outcome.sent) == (kinds, sent)
