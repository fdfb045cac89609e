"""Vacant posts are owed by the coordinator from when they are vacant until they are filled (expectations, 14)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailbot.model.facts import LiaisonEnded, VerdictGiven
from mailbot.model.people import Role
from tests.policy.scenario import BEGUN, LIVE_FROM, ROOT, LiaisonChanged, Scenario, at, row

RULES = {"named-contact": (ROOT / "rules" / "named-contact.toml").read_text()}
STAFFED = row("harpole", "pat", "reed")


def changed(fact: LiaisonChanged, when: str, **more: str | None) -> LiaisonChanged:
    return replace(fact, happened_at=at(when), recorded_at=at(when), **more)


@pytest.mark.parametrize(
    ("plr", "officer", "posts"),
    [
        ("pat", "reed", []),
        (None, "reed", [Role.PLR]),
        ("pat", None, [Role.OFFICER]),
        (None, None, [Role.OFFICER, Role.PLR]),
    ],
)
def test_each_vacant_post_is_one_obligation_of_the_coordinator(
    plr: str | None, officer: str | None, posts: list[Role]
) -> None:
    county = Scenario(row("harpole", plr, officer), rules=RULES)
    assert [one.post for one in county.owed()] == posts
    assert {one.rule.owner for one in county.owed()} <= {"coordinator"}


def test_a_post_that_was_vacant_before_the_programme_is_live_counts_from_that_day() -> None:
    county = Scenario(row("harpole", "pat", None, when=BEGUN), rules=RULES)
    assert [one.started_at for one in county.owed()] == [LIVE_FROM]


def test_a_post_that_is_vacant_again_is_another_obligation() -> None:
    county = Scenario(STAFFED, rules=RULES)
    county.record(changed(STAFFED, "Mon 8 June 10:00", officer=None))
    county.record(changed(STAFFED, "Mon 8 June 12:00"))
    county.record(changed(STAFFED, "Wed 10 June 10:00", officer=None))
    [verdict] = county.ticks("Wed 10 June 10:01").facts(VerdictGiven)
    assert (verdict.started_at, verdict.ended_at) == (at("Mon 8 June 10:00"), at("Mon 8 June 12:00"))
    assert [one.started_at for one in county.owed()] == [at("Wed 10 June 10:00")]


def test_who_replaces_whom_leaves_no_vacancy() -> None:
    county = Scenario(STAFFED, rules=RULES)
    county.record(changed(STAFFED, "Mon 8 June 10:00", officer="ames"))
    assert county.owed() == []


def test_a_council_that_has_left_is_owed_nobody() -> None:
    county = Scenario(row("harpole", None, None), rules=RULES)
    county.record(LiaisonEnded(happened_at=LIVE_FROM, recorded_at=LIVE_FROM, liaison="harpole"))
    assert county.owed() == []
