"""A change of officer: who is told, what passes on, whose a breach stays, and what late mail of the former one is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailbot.model.facts import (
    Answered,
    ContactMade,
    LiaisonChanged,
    LiaisonEnded,
    Method,
    Outcome,
    StepTaken,
    VerdictGiven,
)
from mailbot.policy.roster_change import roster_changed
from tests.policy.scenario import HARPOLE, ROOT, THORNBECK, Scenario, at
from tests.policy.scenario import Outcome as Followed

RULES = {
    name: (ROOT / "rules" / f"{name}.toml").read_text()
    for name in ("introduction-to-officer", "monthly-contact", "repeated-delay", "reply-deadline")
}
ASKED = "Mon 8 June 10:00"


def changes(county: Scenario, when: str, *rows: LiaisonChanged | LiaisonEnded) -> Followed:
    facts = tuple(replace(fact, happened_at=at(when), recorded_at=at(when)) for fact in rows)
    return county.commit("", roster_changed(facts, county.state, county.programme, at(when)))


def verdicts(county: Scenario, rule: str = "monthly-contact") -> list[tuple[str, Outcome, str | None]]:
    given = [fact for fact in county.state.verdicts.values() if fact.rule == rule]
    return [(f"{one.started_at:%B}", one.outcome, one.owner) for one in sorted(given, key=lambda one: one.started_at)]


def test_the_new_officer_gets_what_is_open_and_the_former_is_told_in_one_mail_what_is_no_longer_theirs() -> None:
    county = Scenario(HARPOLE, THORNBECK, rules=RULES)
    county.ticks("Mon 1 June 09:00")
    county.delivers("Mon 1 June 09:00")
    county.asks(ASKED)
    outcome = changes(county, "Wed 10 June 09:00", replace(HARPOLE, officer="ames"), replace(THORNBECK, officer="ames"))
    assert outcome.sent == ["no-longer-yours to reed", "relay to ames"]
    rows = outcome.mail("no-longer-yours").data["rows"]
    assert [(one["liaison"], one["officer"]) for one in rows] == [("harpole", "ames"), ("thornbeck", "ames")]  # type: ignore[attr-defined]
    [first, second] = county.ticks("Wed 10 June 09:00").mail("introduction-to-officer").data["rows"]  # type: ignore[misc]
    assert (first["before"], len(first["questions"])) == ("reed", 1)
    assert (second["before"], len(second["questions"])) == ("reed", 0)


def test_while_nobody_is_named_the_coordinator_has_what_is_open_and_the_plr_is_told_who_reads() -> None:
    county = Scenario(HARPOLE, rules=RULES)
    county.asks(ASKED)
    outcome = changes(county, "Wed 10 June 09:00", replace(HARPOLE, officer=None))
    assert outcome.sent == ["no-longer-yours to reed", "officer-left to pat", "relay to coordinator"]
    assert changes(county, "Thu 11 June 09:00", replace(HARPOLE, officer="ames")).sent == ["relay to ames"]


def test_a_liaison_that_ends_is_told_to_its_officer_alone() -> None:
    county = Scenario(HARPOLE, rules=RULES)
    ended = LiaisonEnded(happened_at=at(ASKED), recorded_at=at(ASKED), liaison="harpole")
    assert changes(county, ASKED, ended).sent == ["no-longer-yours to reed"]


@pytest.mark.parametrize("change", [{"team": "North"}, {"plr": "les"}, {"plan": "15"}])
def test_nobody_is_told_while_the_officer_stays(change: dict[str, str]) -> None:
    county = Scenario(HARPOLE, rules=RULES)
    told = changes(county, ASKED, replace(HARPOLE, **change)).sent  # type: ignore[arg-type]
    assert [mail for mail in told if "no-longer-yours" in mail or "officer-left" in mail] == []


def test_late_mail_of_the_former_officer_reaches_the_plr_and_counts_as_an_answer() -> None:
    county = Scenario(HARPOLE, rules=RULES)
    thread = county.asks(ASKED)
    changes(county, "Wed 10 June 09:00", replace(HARPOLE, officer="ames"))
    outcome = county.writes("reed", "Thu 11 June 09:00", thread=thread)
    assert outcome.sent == ["relay to pat"]
    assert [fact.by for fact in outcome.facts(Answered)] == ["reed"]


def test_who_was_never_its_officer_is_nobodys_colleague_by_that() -> None:
    county = Scenario(HARPOLE, rules=RULES)
    thread = county.asks(ASKED)
    assert county.writes("stray", "Thu 11 June 09:00", thread=thread).held == "unknown-address"


ANSWERS = [
    ("late before the change, answered after it", "Tue 16 June 09:00", "Wed 17 June 09:00", Outcome.LATE, "reed"),
    ("late after the change", "Wed 10 June 09:00", "Wed 17 June 09:00", Outcome.LATE, "ames"),
    ("answered in time by the new officer", "Wed 10 June 09:00", "Thu 11 June 09:00", Outcome.MET, "ames"),
]


@pytest.mark.parametrize(("case", "changed", "answered", "outcome", "owner"), ANSWERS, ids=[one[0] for one in ANSWERS])
def test_a_breach_stays_with_whom_it_was_late(
    case: str, changed: str, answered: str, outcome: Outcome, owner: str
) -> None:
    county = Scenario(HARPOLE, rules=RULES)
    thread = county.asks(ASKED)
    changes(county, changed, replace(HARPOLE, officer="ames"))
    county.writes("ames", answered, thread=thread)
    [verdict] = county.ticks("Thu 18 June 09:00").facts(VerdictGiven)
    assert (verdict.outcome, verdict.owner) == (outcome, owner)


def contact(when: str) -> ContactMade:
    return ContactMade(
        happened_at=at(when), recorded_at=at(when), liaison="harpole", method=Method.PHONE, by="reed", plr="pat"
    )


LAST_OF_JULY = "Fri 31 July 18:00"
TICKS = {
    "each working day": [
        f"{day}" for day in ("Wed 1 July 09:00", "Fri 3 July 17:00", "Mon 6 July 17:00", "Tue 7 July 09:00",
                             "Wed 5 August 17:00", "Thu 6 August 09:00")
    ],
    "once, much later": ["Fri 28 August 09:00"],
}  # fmt: skip
GONE = [
    ("before the month is closed, without a contact", "Thu 2 July 10:00", None,
     [("May", Outcome.LAPSED, "reed")]),
    ("before the month is closed, with one", "Thu 2 July 10:00", "Tue 9 June 10:00", [("May", Outcome.MET, "reed")]),
    ("in the month, without a contact", "Tue 16 June 10:00", None, []),
    ("in the month, after a contact", "Tue 16 June 10:00", "Tue 9 June 10:00", [("May", Outcome.MET, "reed")]),
]  # fmt: skip


@pytest.mark.parametrize("ticks", TICKS.values(), ids=TICKS)
@pytest.mark.parametrize("end", ["officer", "plr", "row"])
@pytest.mark.parametrize(("when", "gone", "contacted", "expected"), GONE, ids=[one[0] for one in GONE])
def test_a_month_is_judged_by_who_was_there_during_it_whenever_the_clock_is_looked_at(
    when: str,
    gone: str,
    contacted: str | None,
    expected: list[tuple[str, Outcome, str]],
    end: str,
    ticks: list[str],
) -> None:
    """Law 9. June begins in May, in UTC."""
    county = Scenario(HARPOLE, rules=RULES)
    if contacted:
        county.record(contact(contacted))
    left = at(gone)
    fact = LiaisonEnded(happened_at=left, recorded_at=left, liaison="harpole") if end == "row" else replace(
        HARPOLE, happened_at=left, recorded_at=left, **{end: None}
    )  # fmt: skip
    looks = [*(now for now in ticks if at(now) < left), gone, *(now for now in ticks if at(now) > left)]
    for now in looks if len(ticks) > 1 else [gone, *ticks]:
        if now == gone:
            county.record(fact)
        if now != gone or len(ticks) > 1:
            asked = [mail.template for mail in county.ticks(now).mails]
            assert at(now) < left or "contact-check" not in asked
    assert verdicts(county) == expected


def test_after_a_time_without_an_officer_the_next_whole_month_is_owed_again() -> None:
    county = Scenario(HARPOLE, rules=RULES)
    changes(county, "Tue 16 June 10:00", replace(HARPOLE, officer=None))
    changes(county, "Thu 25 June 10:00", replace(HARPOLE, officer="ames"))
    county.ticks("Fri 28 August 09:00")
    assert verdicts(county) == [("June", Outcome.LAPSED, "ames")]


def test_a_spell_of_delay_survives_a_change_of_officer_with_its_blame_divided() -> None:
    county = Scenario(HARPOLE, rules={name: RULES[name] for name in ("monthly-contact", "repeated-delay")})
    county.ticks("Mon 6 July 17:00")
    changes(county, "Wed 8 July 10:00", replace(HARPOLE, officer="ames"))
    told = [step.escalates for now in ("Wed 5 August 17:00", "Wed 5 August 17:05")
            for step in county.ticks(now).facts(StepTaken) if step.escalates]  # fmt: skip
    assert verdicts(county) == [("May", Outcome.LAPSED, "reed"), ("June", Outcome.LAPSED, "ames")]
    assert told == ["repeatedly delayed"]


@pytest.mark.parametrize(
    ("says", "sent", "is_answered"),
    [("ANSWERED 1", ["answered-noted to reed", "told-answered to pat"], True), ("", ["draft to reed"], False)],
)
def test_a_former_officer_who_has_no_council_left_still_answers_what_they_were_reminded_of(
    says: str, sent: list[str], is_answered: bool
) -> None:
    county = Scenario(HARPOLE)
    county.asks(ASKED)
    county.delivers(ASKED)
    reminder = next(mail for mail in county.ticks("Fri 12 June 09:00").mails if mail.to == "reed")
    changes(county, "Fri 12 June 10:00", replace(HARPOLE, officer="ames"))
    outcome = county.writes("reed", "Fri 12 June 11:00", thread=reminder.thread, says=says, text=says or "It is cut.")
    assert (outcome.held, outcome.sent) == ("", sent)
    assert (county.open_questions() == set()) is is_answered
    if not is_answered:
        sends = county.writes("reed", "Fri 12 June 11:10", thread=outcome.mail("draft").thread, says="SEND")
        assert "relay to pat" in sends.sent
        assert county.open_questions() == set()


def test_a_former_officer_who_has_no_council_left_writes_to_nobody_in_particular_and_is_held() -> None:
    county = Scenario(HARPOLE, rules=RULES)
    told = changes(county, "Wed 10 June 09:00", replace(HARPOLE, officer="ames")).mail("no-longer-yours")
    assert county.writes("reed", "Wed 10 June 10:00", thread=told.thread).held == "no-officer"
