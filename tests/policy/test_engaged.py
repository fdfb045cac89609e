"""ENGAGED: contacts with groups that belong to no council, by day and head-count (expectations, paragraph 13)."""

from __future__ import annotations

from datetime import date

import pytest

from mailbot.model.facts import Engaged
from mailbot.reports.figures import figures
from mailbot.reports.statistics import Time, statistics
from tests.policy.scenario import COORDINATOR, Scenario, at, row


def force() -> Scenario:
    return Scenario(row("harpole", "pat", "reed", team="East"), row("wendle", "les", "ames", team="West"))


@pytest.mark.parametrize(
    ("says", "on", "people"),
    [
        ("ENGAGED Harpole Mosque 12 June 40 people, open day", date(2026, 6, 12), 40),
        ("ENGAGED Harpole Mosque 40 people open day", date(2026, 6, 15), 40),
        ("ENGAGED advisory group 10 June, about 12 present", date(2026, 6, 10), 12),
        ("ENGAGED Sikh temple yesterday", date(2026, 6, 14), None),
        ("ENGAGED youth club on 8 June with 25", date(2026, 6, 8), 25),
        ("ENGAGED Traveller site, 3 families, 14 people, 9 June", date(2026, 6, 9), 14),
    ],
)
def test_day_and_head_count_are_read_and_the_group_stays_in_the_message(
    says: str, on: date, people: int | None
) -> None:
    made = force()
    noted = made.writes("reed", "Mon 15 June 10:00", says=says, text=says)
    [fact] = noted.facts(Engaged)
    assert (fact.on, fact.people, fact.by, fact.message) == (on, people, "reed", noted.message)
    assert noted.sent == ["engaged-noted to reed"]
    assert "Mosque" not in repr(fact)


@pytest.mark.parametrize("says", ["ENGAGED", "ENGAGED 12 June", "ENGAGED 40 people", "ENGAGED Mosque 20 June"])
def test_without_a_group_or_with_a_day_to_come_nothing_is_noted(says: str) -> None:
    made = force()
    assert made.writes("reed", "Mon 15 June 10:00", says=says, text=says).facts(Engaged) == []
    assert made.state.engaged == []


def test_it_can_be_undone() -> None:
    made = force()
    noted = made.writes("reed", "Mon 15 June 10:00", says="ENGAGED Mosque 40 people", text="ENGAGED Mosque 40 people")
    undone = made.writes("reed", "Mon 15 June 10:05", thread=noted.mail("engaged-noted").thread, says="UNDO")
    assert undone.sent == ["undone to reed"]
    assert made.state.engaged == []


def test_it_is_counted_for_the_team_and_in_total_and_for_no_council() -> None:
    made = force()
    made.writes("reed", "Mon 15 June 10:00", says="ENGAGED Mosque 40 people", text="ENGAGED Mosque 40 people")
    made.writes("ames", "Mon 15 June 11:00", says="ENGAGED youth club", text="ENGAGED youth club")
    when = Time.of_days(date(2026, 6, 1), date(2026, 6, 30), made.programme.calendar)
    rows = statistics(made.state, made.programme, when)
    counted = {(row.scope, row.name): (row.counts["engagements"], row.counts["people_engaged"]) for row in rows}
    assert counted[("team", "East")] == (1, 40)
    assert counted[("team", "West")] == (1, 0)
    assert counted[("total", "")] == (2, 40)
    assert {count for (scope, _), count in counted.items() if scope == "council"} == {(0, 0)}


def test_status_counts_an_officers_own_since_april_and_those_of_whom_the_coordinator_names() -> None:
    made = force()
    made.writes("reed", "Mon 15 June 10:00", says="ENGAGED Mosque 40 people", text="ENGAGED Mosque 40 people")
    made.writes("reed", "Mon 15 June 10:30", says="ENGAGED youth club", text="ENGAGED youth club")
    made.writes("ames", "Mon 15 June 11:00", says="ENGAGED temple 9 people", text="ENGAGED temple 9 people")
    status = made.writes("reed", "Mon 15 June 12:00", says="STATUS").mail("own-status")
    assert status.data["engaged"] == {"since_on": "2026-04-01", "count": 2, "people": 40}
    asked = made.writes(COORDINATOR, "Mon 15 June 12:00", says="STATUS Ames", officers_named=("ames",))
    assert asked.mail("council-status").data["engaged"] == {"since_on": "2026-04-01", "count": 1, "people": 9}
    assert made.writes(COORDINATOR, "Mon 15 June 12:30", says="STATUS").mail("council-status").data["engaged"] is None


def test_the_digest_counts_those_of_the_month_beside_its_figures() -> None:
    made = force()
    for day, people in (("Mon 1 June", 40), ("Mon 15 June", 9)):
        says = f"ENGAGED Mosque {people} people"
        made.writes("reed", f"{day} 10:00", says=says, text=says)
    assert figures(made.state, made.programme, at("Tue 16 June 08:30"))["engaged"] == {"count": 2, "people": 49}
    assert figures(made.state, made.programme, at("Wed 1 July 08:30"))["engaged"] == {"count": 0, "people": 0}
