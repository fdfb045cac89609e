"""What the coordinator answers to the numbered lines of a digest (expectations, paragraphs 5 and 6)."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from mailbot.model.facts import (
    Answered,
    ConcernClosed,
    ContactMade,
    Excused,
    HeldClosed,
    HoldPlaced,
    LiaisonChanged,
    LiaisonEnded,
    LineSeen,
    LineSnoozed,
    MailFailed,
    MeetingAttended,
    NoReplyNeeded,
    Source,
    VerdictGiven,
)
from mailbot.model.facts import Outcome as Ended
from mailbot.model.ids import DEPUTY
from mailbot.reports.digest import due_digest
from tests.policy.scenario import COORDINATOR, ROOT, RULES, Outcome, Scenario, at, local, row

AT = time(8, 30)
SLOT = "Tue 16 June 08:30"
LATER = "Tue 16 June 10:00"
WITH = {
    **RULES,
    **{name: (ROOT / "rules" / f"{name}.toml").read_text() for name in ("concern", "monthly-contact", "named-contact")},
}


def digest(county: Scenario, now: str) -> Outcome:
    return county.commit("", due_digest(county.state, county.programme, AT, at(now)))


def told(**options: Any) -> tuple[Scenario, str]:
    """Two questions are late, a concern waits, and a stranger wrote: lines 1 to 4; gives the thread of the digest."""
    county = Scenario(rules=WITH, **options)
    county.asks("Mon 8 June 10:00")
    county.asks("Mon 8 June 10:00", "robin")
    county.writes("les", "Mon 8 June 11:00", resembles="CONCERN")
    county.writes(None, "Mon 15 June 18:00", message="stray", leads=(("fenby", "name"), ("marsh", "council")))
    for now in ("Thu 11 June 09:00", "Mon 15 June 17:00", "Mon 15 June 18:00"):
        county.ticks(now)
        county.delivers(now)
    return county, digest(county, SLOT).mail("digest").thread


def answers(county: Scenario, thread: str, says: str, when: str = LATER, **details: Any) -> Outcome:
    return county.writes(details.pop("writer", COORDINATOR), when, thread=thread, says=says, text=says, **details)


def noted(outcome: Outcome) -> tuple[list[int], dict[int, str]]:
    """The numbers for which something was done, and those for which nothing was, with why."""
    data = outcome.mail("lines-noted").data
    done, refused = data["done"], data["refused"]
    assert isinstance(done, list)
    assert isinstance(refused, list)
    return [line["number"] for line in done], {line["number"]: line["why"] for line in refused}


def test_what_was_answered_meanwhile_is_over_although_it_is_not_judged_yet() -> None:
    """Law 5: a verdict waits for mail from before the answer."""
    county, thread = told()
    asked_in = county.state.digests[thread].lines[0].thread
    county.writes("reed", "Tue 16 June 09:58", thread=asked_in)
    assert noted(answers(county, thread, "EXCUSE 1-2 the officer was in court")) == ([2], {1: "over"})


def test_its_lines_stand_for_what_they_stood_for_in_that_digest() -> None:
    county, thread = told()
    lines = county.state.digests[thread].lines
    assert [(line.rule, line.liaison) for line in lines] == [
        ("reply-deadline", "harpole"), ("reply-deadline", "thornbeck"), ("concern", "wendle"), ("", "")
    ]  # fmt: skip
    county.asks("Tue 16 June 09:00")
    county.writes(None, "Tue 16 June 09:30", message="another")
    county.ticks("Tue 23 June 17:30")
    second = digest(county, "Wed 24 June 08:30").mail("digest").thread
    assert county.state.digests[second].lines != lines
    assert noted(answers(county, thread, "ACK 2", "Wed 24 June 09:00")) == ([2], {})
    (seen,) = county.state.seen.values()
    assert seen.about == lines[1].about


@pytest.mark.parametrize(
    ("says", "done", "refused", "kinds"),
    [
        ("ACK 1", [1], {}, {LineSeen}),
        ("ACK 1-4", [1, 2, 3, 4], {}, {LineSeen}),
        ("ACK 4, 2", [4, 2], {}, {LineSeen}),
        ("ACK 3-6", [3, 4], {5: "number", 6: "number"}, {LineSeen}),
        ("ACK 9", [], {9: "number"}, set()),
        ("SNOOZE 1 until 22 June", [1], {}, {LineSnoozed}),
        ("SNOOZE 1-3 until 22 June", [1, 2, 3], {}, {LineSnoozed}),
        ("SNOOZE 1", [], {1: "day"}, set()),
        ("SNOOZE 1 until", [], {1: "day"}, set()),
        ("SNOOZE 1 until 12 June", [], {1: "day"}, set()),
        ("SNOOZE 8 until 22 June", [], {8: "number"}, set()),
        ("EXCUSE 1 the officer was in court", [1], {}, {Excused}),
        ("EXCUSE 1 because", [], {1: "reason"}, set()),
        ("EXCUSE 1", [], {1: "reason"}, set()),
        ("EXCUSE 1-4 flooding", [1, 2], {3: "kind", 4: "kind"}, {Excused}),
        ("EXCUSE 7 flooding", [], {7: "number"}, set()),
        ("CLOSE 4", [4], {}, {HeldClosed}),
        ("CLOSE 3", [3], {}, {ConcernClosed}),
        ("CLOSE 3-4", [3, 4], {}, {HeldClosed, ConcernClosed}),
        ("CLOSE 1", [], {1: "kind"}, set()),
        ("CLOSE 5", [], {5: "number"}, set()),
        ("LINK 1 a", [], {1: "kind"}, set()),
        ("LINK 4 c", [], {4: "place"}, set()),
        ("LINK 4", [], {4: "place"}, set()),
        ("LINK 5 a", [], {5: "number"}, set()),
        ("REASSIGN 1", [], {1: "officer"}, set()),
        ("REASSIGN 3 to PC Ames", [], {3: "kind"}, set()),
        ("REASSIGN 9 to PC Ames", [], {9: "number"}, set()),
    ],
)
def test_each_answer_is_carried_out_for_the_lines_that_it_fits(
    says: str, done: list[int], refused: dict[int, str], kinds: set[type]
) -> None:
    county, thread = told()
    outcome = answers(county, thread, says)
    assert noted(outcome) == (done, refused)
    ours = {LineSeen, LineSnoozed, Excused, HeldClosed, ConcernClosed, LiaisonChanged, VerdictGiven}
    assert {type(fact) for fact in outcome.decision.facts} & ours == kinds
    assert outcome.sent == ["lines-noted to coordinator"]


@pytest.mark.parametrize(("says", "why"), [("ACK", "row"), ("ACK all", "row"), ("CHANGE Robin", "unclear")])
def test_what_cannot_be_done_is_answered_at_once_with_what_is_missing(says: str, why: str) -> None:
    county, thread = told()
    outcome = answers(county, thread, says)
    assert (outcome.sent, outcome.held) == (["not-understood to coordinator"], "")
    assert [mail.data["why"] for mail in outcome.decision.mails] == [why]


def test_what_was_written_to_another_mail_of_ours_means_no_line() -> None:
    county, thread = told()
    answer = answers(county, thread, "ACK 1").mail("lines-noted").thread
    assert noted(answers(county, answer, "ACK 2", "Tue 16 June 11:00")) == ([], {2: "number"})


def test_nobody_but_its_reader_answers_to_a_digest() -> None:
    """Law 7."""
    county, thread = told()
    assert answers(county, thread, "ACK 1", writer=DEPUTY).held == "unknown-address"


# What follows


def titles(outcome: Outcome, part: str) -> list[str]:
    lines = outcome.mail("digest").data[part]
    assert isinstance(lines, list)
    return [line.get("liaison") or line.get("message") for line in lines]


def test_what_was_seen_is_not_told_again_until_it_has_grown() -> None:
    county, thread = told()
    answers(county, thread, "ACK 1, 3-4")
    county.writes(None, "Wed 17 June 12:00", message="another")
    second = digest(county, "Thu 18 June 08:30")
    parts = ("new", "grown", "still", "held")
    assert [titles(second, part) for part in parts] == [[], [], ["thornbeck"], ["another"]]
    county.ticks("Mon 22 June 17:30")
    third = digest(county, "Tue 23 June 08:30")
    assert "harpole" in titles(third, "grown")


def test_what_is_put_off_is_told_again_on_that_day_and_no_clock_moves() -> None:
    county, thread = told()
    due = [one.deadline.due_by for one in county.owed()]
    answers(county, thread, "SNOOZE 1-4 until 19 June")
    assert [one.deadline.due_by for one in county.owed()] == due
    assert not digest(county, "Thu 18 June 08:30").mails
    back = digest(county, "Fri 19 June 08:30")
    assert (titles(back, "grown"), titles(back, "held")) == (["harpole", "thornbeck", "wendle"], ["stray"])
    assert not digest(county, "Mon 22 June 08:30").mails


@pytest.mark.parametrize(("number", "name"), [(1, "harpole"), (2, "thornbeck")])
def test_what_grew_while_it_was_put_off_is_told_when_that_is_undone(number: int, name: str) -> None:
    county, thread = told()
    noted_in = answers(county, thread, f"SNOOZE {number} until 30 June").mail("lines-noted").thread
    county.ticks("Mon 22 June 17:30")
    assert name not in titles(digest(county, "Tue 23 June 08:30"), "grown")
    answers(county, noted_in, "UNDO", "Tue 23 June 10:00")
    assert titles(digest(county, "Wed 24 June 08:30"), "grown") == [name]
    assert not digest(county, "Thu 25 June 08:30").mails


def test_what_ends_is_told_although_it_was_put_off() -> None:
    county, thread = told()
    answers(county, thread, "SNOOZE 1 until 30 June")
    question = county.state.digests[thread].lines[0]
    county.writes("reed", "Wed 17 June 10:00", thread=question.thread)
    county.ticks("Wed 17 June 10:05")
    assert titles(digest(county, "Thu 18 June 08:30"), "answered") == ["harpole"]


def test_what_is_excused_ends_so_and_never_counts_as_kept() -> None:
    county, thread = told()
    answers(county, thread, "EXCUSE 1 the officer was in court")
    closed = county.ticks("Tue 16 June 10:01").facts(VerdictGiven)
    assert [(one.liaison, one.outcome, local(one.ended_at)) for one in closed] == [("harpole", Ended.EXCUSED, LATER)]
    county.writes(None, "Wed 17 June 12:00")
    mail = digest(county, "Thu 18 June 08:30").mail("digest")
    assert mail.data["excused"] == []
    figures = mail.data["figures"]
    assert isinstance(figures, dict)
    assert figures["answered"] == {"count": 0, "of": 0, "apart": 1}


def test_a_period_that_has_lapsed_is_excused_by_a_verdict_that_stands_beside_the_first() -> None:
    county = Scenario(rules=WITH)
    county.ticks("Mon 13 July 17:00")
    thread = digest(county, "Tue 14 July 08:30").mail("digest").thread
    lines = county.state.digests[thread].lines
    number = next(n for n, line in enumerate(lines, start=1) if line.rule == "monthly-contact")
    outcome = answers(county, thread, f"EXCUSE {number} the officer was in court", "Tue 14 July 10:00")
    assert noted(outcome) == ([number], {})
    liaison = lines[number - 1].liaison
    assert [one.outcome for one in county.state.history[("monthly-contact", liaison)]] == [Ended.EXCUSED]
    over = answers(county, thread, f"EXCUSE {number} the officer was in court", "Tue 14 July 11:00")
    assert noted(over) == ([], {number: "over"})


def test_a_period_whose_excuse_is_undone_is_told_again_as_without_contact() -> None:
    county = Scenario(rules=WITH)
    county.ticks("Mon 13 July 17:00")
    thread = digest(county, "Tue 14 July 08:30").mail("digest").thread
    lines = county.state.digests[thread].lines
    number = next(n for n, line in enumerate(lines, start=1) if line.rule == "monthly-contact")
    answer = answers(county, thread, f"EXCUSE {number} in court", "Tue 14 July 10:00").mail("lines-noted")
    assert answer.data["undo"] == "UNDO"
    answers(county, answer.thread, "UNDO", "Tue 14 July 11:00")
    county.ticks("Tue 14 July 11:01")
    liaison = lines[number - 1].liaison
    assert [one.outcome for one in county.state.history[("monthly-contact", liaison)]] == [Ended.LAPSED]
    assert titles(digest(county, "Wed 15 July 08:30"), "lapsed") == [liaison]


def test_another_officer_has_the_council_and_its_open_questions_as_by_the_roster() -> None:
    county, thread = told()
    outcome = answers(county, thread, "REASSIGN 1 to PC Ames", officers_named=("ames",))
    assert noted(outcome) == ([1], {})
    (row,) = outcome.facts(LiaisonChanged)
    assert (row.liaison, row.officer, county.state.liaisons["harpole"].row.officer) == ("harpole", "ames", "ames")
    assert "relay to ames" in outcome.sent
    again = answers(county, thread, "REASSIGN 1 to PC Ames", "Tue 16 June 11:00", officers_named=("ames",))
    assert noted(again) == ([], {1: "same"})


def test_a_council_that_has_left_does_not_come_back_with_another_officer() -> None:
    county, thread = told()
    when = at("Tue 16 June 09:00")
    county.record(LiaisonEnded(happened_at=when, recorded_at=when, liaison="harpole"))
    outcome = answers(county, thread, "REASSIGN 1 to PC Ames", officers_named=("ames",))
    assert (noted(outcome), county.state.liaisons["harpole"].ended) == (([], {1: "left"}), True)


@pytest.mark.parametrize(
    ("says", "named", "liaison"),
    [
        ("LINK 4 a", (), "fenby"),
        ("LINK 4 to b", (), "marsh"),
        ("LINK 4 to Harpole", ("harpole",), "harpole"),
        ("LINK 4 to Marsh", ("marsh",), "marsh"),
    ],
)
def test_a_held_message_is_placed_by_its_letter_or_by_the_name_of_the_council(
    says: str, named: tuple[str, ...], liaison: str
) -> None:
    """Law 7."""
    county, thread = told()
    outcome = answers(county, thread, says, councils_named=named)
    assert [(one.message, one.liaison, one.by) for one in outcome.decision.links] == [("stray", liaison, COORDINATOR)]


@pytest.mark.parametrize(
    ("says", "kind"),
    [
        ("PHONED 1 15 June", ContactMade),
        ("ANSWERED 2", Answered),
        ("ATTENDED 1 15 June", MeetingAttended),
        ("NO REPLY NEEDED 1 for information only", NoReplyNeeded),
    ],
)
def test_an_officers_command_is_carried_out_on_their_behalf(says: str, kind: type) -> None:
    county, thread = told()
    (fact, *_) = [one for one in answers(county, thread, says).decision.facts if isinstance(one, kind)]
    assert fact.by == COORDINATOR  # type: ignore[attr-defined]
    assert getattr(fact, "source", Source.COORDINATOR) is Source.COORDINATOR


def test_a_hold_after_the_day_is_refused_to_the_coordinator_as_to_an_officer() -> None:
    county, thread = told()
    outcome = answers(county, thread, "HOLD 1 until 19 June survey")
    assert (outcome.sent, outcome.mail("not-done").data["why"]) == (["not-done to coordinator"], "late")
    assert not outcome.facts(HoldPlaced)


def test_an_officers_command_on_a_line_without_a_conversation_is_refused() -> None:
    county, thread = told()
    assert noted(answers(county, thread, "PHONED 3")) == ([], {3: "kind"})
    assert noted(answers(county, thread, "PHONED 9", "Tue 16 June 11:00")) == ([], {9: "number"})


def test_several_lines_get_one_answer() -> None:
    county, thread = told()
    outcome = answers(county, thread, "ACK 1\nCLOSE 4\nSNOOZE 2 until 22 June\nEXCUSE 3 flooding")
    assert [mail for mail in outcome.sent if mail.endswith(COORDINATOR)] == ["several-done to coordinator"]
    assert {fact.kind for fact in outcome.decision.facts} >= {"line-seen", "held-closed", "line-snoozed"}


@pytest.mark.parametrize("says", ["ACK 1", "SNOOZE 1 until 22 June", "EXCUSE 1 in court", "CLOSE 4"])
def test_each_can_be_undone(says: str) -> None:
    county, thread = told()
    before = (dict(county.state.seen), dict(county.state.snoozed), dict(county.state.held), len(county.owed()))
    answer = answers(county, thread, says).mail("lines-noted")
    assert answer.data["undo"] == "UNDO"
    county.ticks("Tue 16 June 10:30")
    answers(county, answer.thread, "UNDO", "Tue 16 June 11:00")
    after = (dict(county.state.seen), dict(county.state.snoozed), dict(county.state.held), len(county.owed()))
    assert after == before


@pytest.mark.parametrize(("says", "undo"), [("LINK 4 a", "UNDO"), ("ACK 1\nLINK 4 a", "UNDO 2")])
def test_a_message_that_was_placed_has_gone_and_undo_says_so(says: str, undo: str) -> None:
    county, thread = told()
    answer = answers(county, thread, says).mail("several-done" if "\n" in says else "lines-noted")
    outcome = answers(county, answer.thread, undo, "Tue 16 June 11:00")
    assert outcome.sent == ["undone to coordinator"]
    assert outcome.mail("undone").data["lines"] == [{"keyword": "LINK", "why": "gone"}]


# The digest itself


@pytest.mark.parametrize("reason", ["unrenderable", "refused", "bounced"])
def test_what_was_told_in_a_digest_that_did_not_arrive_is_told_again_the_next_day(reason: str) -> None:
    county, thread = told()
    when = at("Tue 16 June 08:31")
    county.record(MailFailed(happened_at=when, recorded_at=when, mail="digest:2026-06-16", to=COORDINATOR,
                             thread=thread, reason=reason, template="digest"))  # fmt: skip
    assert not digest(county, "Tue 16 June 12:00").mails, "one digest a day"
    assert titles(digest(county, "Wed 17 June 08:30"), "new") == ["harpole", "thornbeck", "wendle"]


def test_whoever_answered_is_named_and_not_whose_time_it_was() -> None:
    county, thread = told()
    line = county.state.digests[thread].lines[0]
    county.writes("ames", "Wed 17 June 10:00", thread=line.thread)
    county.ticks("Wed 17 June 10:05")
    (answered,) = digest(county, "Thu 18 June 08:30").mail("digest").data["answered"]  # type: ignore[misc]
    assert (answered["officer"], answered["answered_by"]) == ("reed", "ames")


def test_guesses_of_a_held_message_have_letters_and_reasons_best_first() -> None:
    county = Scenario()
    county.writes(None, "Mon 8 June 10:00", guesses=("fenby",), leads=(("marsh", "name"), ("fenby", "domain")))
    (held,) = digest(county, "Tue 9 June 08:30").mail("digest").data["held"]  # type: ignore[misc]
    assert [(one["letter"], one["to"], one["reason"]) for one in held["guesses"]] == [
        ("a", "fenby", ""), ("b", "marsh", "name")
    ]  # fmt: skip


def test_the_five_figures_say_what_each_is_out_of() -> None:
    county, _ = told()
    county.writes(None, "Wed 17 June 12:00")
    figures = digest(county, "Thu 18 June 08:30").mail("digest").data["figures"]
    assert isinstance(figures, dict)
    assert figures["in_contact"] == {"count": 0, "of": 5}
    assert figures["waiting"] == {"count": 0, "of": 2}
    assert figures["staffed"] == {"count": 5, "of": 5}


# Status


@pytest.mark.parametrize(
    ("says", "names", "liaisons"),
    [
        ("STATUS Harpole", {"councils_named": ("harpole",)}, ["harpole"]),
        ("STATUS PC Reed", {"officers_named": ("reed",)}, ["harpole", "thornbeck"]),
        ("STATUS", {}, ["harpole", "thornbeck"]),
    ],
)
def test_status_tells_how_councils_stand(says: str, names: dict[str, Any], liaisons: list[str]) -> None:
    county, thread = told()
    rows = answers(county, thread, says, **names).mail("council-status").data["rows"]
    assert isinstance(rows, list)
    assert [row["liaison"] for row in rows] == liaisons
    assert rows[0]["late"]
    assert date.fromisoformat(rows[0]["open"][0]["due_by"][:10]) == date(2026, 6, 15)


def test_status_of_a_name_that_nobody_has_is_answered_at_once() -> None:
    county, thread = told()
    assert answers(county, thread, "STATUS Nowhere").sent == ["not-understood to coordinator"]


MEETINGS = {**RULES, "council-meeting": (ROOT / "rules" / "council-meeting.toml").read_text()}


def test_an_overdue_meeting_of_a_council_ends_as_excused() -> None:
    county = Scenario(row("harpole", "pat", "reed", last_meeting_on=date(2025, 6, 9)), rules=MEETINGS)
    for now in ("Tue 9 June 12:00", "Mon 15 June 18:00"):
        county.ticks(now)
        county.delivers(now)
    [owed] = [one for one in county.owed() if one.rule.name == "council-meeting"]
    thread = digest(county, SLOT).mail("digest").thread
    outcome = answers(county, thread, "EXCUSE 1 the hall was flooded")
    assert noted(outcome) == ([1], {})
    county.ticks("Tue 16 June 11:00")
    verdict = county.state.verdicts[("council-meeting", owed.id)]
    assert verdict.outcome is Ended.EXCUSED
