"""Plans that PLR and officer agree on by mail: who is told, what follows in mid-month, and what an import leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mailbot.model.facts import PlanAgreed, Source, StepTaken
from mailbot.model.people import Council, Person
from mailbot.outbound.wording import plan_words
from mailbot.policy.plan import read_plan
from mailbot.policy.roster import plan_import, roster_rows
from tests.policy.scenario import ROOT, Scenario, at, row

RULES = {"monthly-contact": (ROOT / "rules" / "monthly-contact.toml").read_text()}
EARLY = "Tue 2 June 10:00"

WRITTEN = [
    ("last Friday", "last Friday"),
    ("15", "15"),
    ("15th", "15"),
    ("the 15th of each month", "15"),
    ("on the 2nd Tue", "2nd Tuesday"),
    ("the second tuesday of the month please", "second Tuesday"),
    ("3rd week", "3rd week"),
    ("third week of every month", "third week"),
    ("last Friday. That is when I am at home", "last Friday"),
    ("31", "31"),
    ("", None),
    ("32", None),
    ("every second Tuesday", None),
    ("Tuesday", None),
    ("of the new bypass", None),
    ("is to resurface the road on the last Friday", None),
]


@pytest.mark.parametrize(("words", "plan"), WRITTEN)
def test_a_plan_is_read_as_people_write_it(words: str, plan: str | None) -> None:
    assert read_plan(words) == plan


WORDS = [
    ("15", "", "on the 15th of each month"),
    ("22", "", "on the 22nd of each month"),
    ("11", "", "on the 11th of each month"),
    ("last Friday", "", "on the last Friday of each month"),
    ("2nd tuesday", "", "on the second Tuesday of each month"),
    ("3rd week", "", "in the third week of each month"),
    ("", "6 weeks", "every 6 weeks"),
    ("", "1 month", "every month"),
    ("last Friday", "2 months", "every 2 months, on the last Friday"),
    ("", "", ""),
]


@pytest.mark.parametrize(("plan", "every", "words"), WORDS)
def test_a_plan_reads_as_people_say_it(plan: str, every: str, words: str) -> None:
    assert plan_words(plan, every) == words


def county(**more: object) -> Scenario:
    return Scenario(row("harpole", "pat", "reed", "jo", **more), row("wendle", "les", "reed", plan="20"), rules=RULES)


def plan_of(liaisons: Scenario) -> str:
    return liaisons.state.liaisons["harpole"].row.plan


@pytest.mark.parametrize("writer", ["pat", "jo"])
def test_the_councils_side_names_a_day_and_the_officer_is_told(writer: str) -> None:
    liaisons = county(plan="second Tuesday")
    outcome = liaisons.writes(writer, EARLY, says="PLAN last Friday")
    assert outcome.sent == ["plan-changed to reed", f"plan-noted to {writer}"]
    [fact] = outcome.facts(PlanAgreed)
    assert (fact.plan, fact.by, fact.source, plan_of(liaisons)) == ("last Friday", writer, Source.PLR, "last Friday")
    [owed] = [one for one in liaisons.owed() if one.liaison == "harpole"][:1]
    assert owed.planned_at == at("Fri 26 June 09:00")


@pytest.mark.parametrize("line", ["PLAN", "PLAN of the new bypass", "PLAN sometime"])
def test_what_a_plr_writes_behind_plan_that_is_no_day_goes_on_as_a_message(line: str) -> None:
    """Law 11."""
    liaisons = county(plan="second Tuesday")
    assert "relay to reed" in liaisons.writes("pat", EARLY, says=line).sent
    assert plan_of(liaisons) == "second Tuesday"


def test_a_plan_from_an_address_that_is_not_on_the_roster_changes_nothing() -> None:
    """Law 7."""
    liaisons = county(plan="second Tuesday")
    thread = liaisons.asks(EARLY)
    outcome = liaisons.writes(None, "Tue 2 June 11:00", thread=thread, token="pat", says="PLAN last Friday")
    assert outcome.facts(PlanAgreed) == []
    assert "relay to reed" in outcome.sent


@pytest.mark.parametrize(
    ("line", "harpole", "wendle"),
    [
        ("PLAN 1 second Tuesday", "second Tuesday", "20"),
        ("PLAN 2 15", "", "15"),
        ("PLAN 2 3rd week", "", "3rd week"),
        ("PLAN 2 last Friday of each month", "", "last Friday"),
        ("PLAN last Friday", "", "20"),
        ("PLAN 1", "", "20"),
        ("PLAN 3 15", "", "20"),
    ],
)
def test_the_officer_names_a_day_in_reply_to_the_prompt_and_the_plr_is_told(
    line: str, harpole: str, wendle: str
) -> None:
    liaisons = county()
    prompt = liaisons.ticks("Wed 1 July 09:00").mail("monthly-prompt")
    outcome = liaisons.writes("reed", "Wed 1 July 10:00", thread=prompt.thread, says=line)
    plans = [liaisons.state.liaisons[name].row.plan for name in ("harpole", "wendle")]
    assert plans == [harpole, wendle]
    agreed = outcome.facts(PlanAgreed)
    assert all(fact.source is Source.OFFICER for fact in agreed)
    told = ["plan-changed to pat"] if harpole else ["plan-changed to les"] if wendle != "20" else []
    assert [one for one in outcome.sent if one.startswith("plan-changed")] == told
    assert ("plan-noted to reed" in outcome.sent) == bool(agreed)


MID_MONTH = [
    ("moved ahead of today, not yet reminded", "23", "9", [], ["Mon 15 June 09:00"]),
    ("moved back, not yet reminded", "23", "25", [], ["Thu 25 June 09:00"]),
    ("moved back after its reminder", "9", "23", ["Tue 9 June 09:00"], []),
    ("moved onto a day off", "23", "27", [], ["Mon 29 June 09:00"]),
    ("moved to the 31st of a shorter month", "23", "31", [], ["Tue 30 June 09:00"]),
]


@pytest.mark.parametrize(("how", "before", "after", "past", "later"), MID_MONTH, ids=[one[0] for one in MID_MONTH])
def test_a_plan_that_changes_in_mid_month_repeats_no_reminder_and_loses_none(
    how: str, before: str, after: str, past: list[str], later: list[str]
) -> None:
    liaisons = Scenario(row("harpole", "pat", "reed", plan=before), rules=RULES)
    reminded = []
    changed = False
    for day in range(1, 31):
        for minute in ("09:00", "10:01"):
            now = at(f"{date(2026, 6, day):%a} {day} June {minute}")
            if day == 12 and minute == "10:01":
                liaisons.writes("pat", "Fri 12 June 10:00", says=f"PLAN {after}")
                changed = True
            taken = [step for step in liaisons.ticks(now).facts(StepTaken) if step.step == "planned-day"]
            reminded += [(changed, now)] if taken else []
    assert reminded == [(False, at(when)) for when in past] + [(True, at(when)) for when in later]


def test_a_roster_file_of_before_does_not_undo_what_was_agreed_and_says_so() -> None:
    people = {name: Person(name, name.title(), f"{name}@post.example") for name in ("pat", "reed", "jo", "les")}
    councils = {f"{name} PC": Council(f"{name} PC", name.title()) for name in ("harpole", "wendle")}
    liaisons = county(plan="second Tuesday")
    rows = roster_rows(liaisons.state.roster(), people, councils)
    liaisons.writes("pat", EARLY, says="PLAN last Friday")

    def imported(plan: str) -> tuple[str, ...]:
        changed = [one if one.liaison_id != "harpole" else replace(one, plan=plan) for one in rows]
        planned = plan_import(
            changed, liaisons.state.roster(), people, councils, mint=str, now=at("Wed 3 June 10:00"),
            superseded_plans=liaisons.state.superseded_plans(),
        )  # fmt: skip
        liaisons.record(*planned.facts)
        return planned.differences

    [said] = imported("second Tuesday")
    assert said == ("Harpole: plan stays last Friday, as PLR and officer agreed; the file still says second Tuesday")
    assert plan_of(liaisons) == "last Friday"
    assert imported("last Friday") == ()
    [said] = imported("20")
    assert "plan was last Friday, is now 20" in said
    assert plan_of(liaisons) == "20"
    [said] = imported("second Tuesday")
    assert "is now second Tuesday" in said
