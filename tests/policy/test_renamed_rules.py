"""A rule file that has another name is another promise: that is noticed where something had begun under the old one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from mailbot.model.facts import VersionChanged
from mailbot.policy.renamed_rules import renamed_rules
from mailbot.policy.rule_files import parse_rules
from tests.policy.scenario import RULES, TEMPLATES, Scenario, at

DEADLINE, INTRODUCTION = RULES["reply-deadline"], RULES["introduction"]
EDITED = DEADLINE.replace('due    = "5 working days"', 'due    = "6 working days"')
OTHER = DEADLINE.replace('name = "', 'name = "another-')
RENAMED = [("reply-deadline", "answers")]


def county(until: str) -> Scenario:
    """A question of Wednesday 3 June, of which its officer is reminded on Monday the 8th."""
    made = Scenario()
    for rule in made.programme.rules:
        when = at("Mon 1 June 09:00")
        made.record(VersionChanged(happened_at=when, recorded_at=when, of=f"rule {rule.name}", version=rule.version))
    made.writes("pat", "Wed 3 June 10:12")
    made.ticks(until)
    return made


@pytest.mark.parametrize(
    ("until", "files", "expected"),
    [
        ("Mon 8 June 09:06", {"answers": DEADLINE}, RENAMED),
        ("Mon 8 June 09:06", {"answers": EDITED}, RENAMED),
        ("Mon 8 June 09:06", {"answers": OTHER}, []),
        ("Mon 8 June 09:06", {"reply-deadline": EDITED}, []),
        ("Mon 8 June 09:06", {}, []),
        ("Wed 3 June 12:00", {"answers": DEADLINE}, []),
    ],
    ids=["renamed", "renamed and edited", "another promise", "edited", "removed", "renamed before anything had begun"],
)
def test_a_new_file_in_place_of_one_that_is_gone_is_noticed(
    until: str, files: Mapping[str, str], expected: list[tuple[str, str]]
) -> None:
    made = county(until)
    rules = parse_rules({"introduction": INTRODUCTION, **files}, TEMPLATES)
    assert list(renamed_rules(replace(made.programme, rules=rules), made.state)) == expected


def test_a_file_whose_promises_have_all_ended_is_noticed_too() -> None:
    """Its verdicts would be given again."""
    made = county("Wed 3 June 12:00")
    thread = next(iter(made.state.questions.values())).asked.thread
    made.writes("reed", "Thu 4 June 10:00", thread=thread)
    made.ticks("Thu 4 June 10:10")
    rules = parse_rules({"introduction": INTRODUCTION, "answers": DEADLINE}, TEMPLATES)
    assert list(renamed_rules(replace(made.programme, rules=rules), made.state)) == RENAMED
