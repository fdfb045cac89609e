"""Periods: the planned day of one that is no calendar month, which are judged at all, and spells of missed ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mailbot.model.facts import Excused, Outcome, StepTaken, VerdictGiven
from mailbot.model.ids import COORDINATOR
from mailbot.policy.periods import periods
from tests.policy.scenario import ROOT, Scenario, at, calendar, row

RULES = {"monthly-contact": (ROOT / "rules" / "monthly-contact.toml").read_text()}

PLANNED = [
    # the same day in each month, whatever day of it a period begins on
    ("6 weeks", "2026-06-01", "20", ["Mon 22 June", "Mon 20 July", "Mon 21 September", "Tue 20 October"]),
    ("6 weeks", "2026-06-01", "", ["Mon 15 June", "Wed 15 July", "Tue 15 September", "Thu 15 October"]),
    ("6 weeks", "2026-06-01", "second Tuesday", ["Tue 9 June", "Tue 14 July", "Tue 8 September", "Tue 13 October"]),
    ("6 weeks", "2026-06-01", "31", ["Tue 30 June", "Fri 31 July", "Tue 1 September", "Mon 2 November"]),
    # a period that has no such day is planned for what is closest to it
    ("2 weeks", "2026-06-01", "20", ["Fri 12 June", "Mon 22 June", "Mon 29 June", "Mon 20 July"]),
    ("1 week", "2026-06-01", "15", ["Fri 5 June", "Fri 12 June", "Mon 15 June", "Mon 22 June"]),
    # months begin on the first of one
    ("3 months", "2026-07-01", "31", ["Fri 31 July", "Mon 2 November", "Mon 1 February", "Fri 30 April"]),
    # August ends with a bank holiday: the planned day stays in its month
    ("", "2026-08-01", "31", ["Fri 28 August", "Wed 30 September", "Fri 30 October", "Mon 30 November"]),
]  # fmt: skip


@pytest.mark.parametrize(("every", "since", "plan", "planned"), PLANNED)
def test_a_period_is_planned_for_the_first_agreed_day_in_it(
    every: str, since: str, plan: str, planned: list[str]
) -> None:
    agreed = periods(every, date.fromisoformat(since))
    days = [period.planned_on(plan, calendar(())) for period, _ in zip(agreed, planned, strict=False)]
    assert [f"{day:%a} {day.day} {day:%B}" for day in days] == planned


@pytest.mark.parametrize(
    ("imported", "judged"),
    [
        ("Tue 30 June 10:00", ["June", "July"]),
        ("Wed 1 July 00:00", ["July"]),
        ("Mon 13 July 10:00", ["July"]),
        ("Sat 1 August 00:00", []),
    ],
)
def test_a_month_that_had_ended_when_the_roster_named_the_pair_is_not_judged(imported: str, judged: list[str]) -> None:
    """Nobody could have told of a contact in it: it is no month without one."""
    county = Scenario(row("harpole", "pat", "reed", since_on=date(2019, 5, 1), when=at(imported)), rules=RULES)
    for when in (imported, "Wed 5 August 18:00", "Mon 31 August 18:00"):
        county.ticks(when)
    closed = [verdict for verdict in county.state.verdicts.values() if isinstance(verdict, VerdictGiven)]
    assert [f"{one.due_by.date().replace(day=1):%B}" for one in closed] == judged


def test_a_spell_that_is_none_without_an_excused_month_begins_anew_with_the_next_missed_one() -> None:
    """The coordinator is told of it again (expectations, paragraph 6)."""
    spells = {"repeated-delay": (ROOT / "rules" / "repeated-delay.toml").read_text()}
    county = Scenario(row("harpole", "pat", "reed", since_on=date(2026, 6, 1)), rules=RULES | spells)
    county.ticks("Mon 13 July 10:00")
    told = escalated_after_a_month_is_closed(county, "Wed 12 August 10:00")
    [july] = [one for one in county.state.verdicts.values() if one.ended_at == at("Sat 1 August 00:00")]
    times = {"happened_at": at("Thu 13 August 10:00"), "recorded_at": at("Thu 13 August 10:00")}
    excused = Excused(
        **times, rule=july.rule, obligation=july.obligation, liaison="harpole", message="m1", by=COORDINATOR
    )
    county.record(excused, replace(july, outcome=Outcome.EXCUSED, recorded_at=at("Thu 13 August 10:00")))
    assert [one for one in county.owed() if one.rule.name == "repeated-delay"] == []
    again = escalated_after_a_month_is_closed(county, "Fri 11 September 10:00")
    assert [(one.rule, one.obligation) for one in told] == [(one.rule, one.obligation) for one in again]
    assert len(again) == 1


def escalated_after_a_month_is_closed(county: Scenario, when: str) -> list[StepTaken]:
    county.ticks(when)
    return [one for one in county.ticks(when).facts(StepTaken) if one.escalates]
