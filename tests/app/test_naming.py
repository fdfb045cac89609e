"""What the line of a command names, in place of the number of a row (law 12: of its writer's own councils alone)."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from mailbot.app.naming import named_by
from mailbot.inbound.command_details import with_details
from mailbot.ledger import Change, Ledger
from mailbot.model.people import Council, Person
from mailbot.model.understanding import Command
from mailbot.policy.folds import record
from mailbot.policy.state import State
from tests.policy.scenario import row

PEOPLE = (Person("pat", "Pat Hall"), Person("robin", "Robin Ashe"), Person("kim", "Kim Lee"))
COUNCILS = (
    Council("harpole PC", "Harpole Parish Council"),
    Council("wenlow PC", "Little Wenlow Parish Council"),
    Council("fenby PC", "Fenby Parish Meeting"),
    Council("marsh PC", "Marsh Gibbon Town Council"),
)
ROWS = (
    row("harpole", "pat", "reed"),
    row("wenlow", "robin", "reed"),
    row("fenby", "kim", "reed"),
    row("marsh", "kim", "reed"),
)


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        ("Harpole 12 June", ["harpole"]),
        ("HARPOLE", ["harpole"]),
        ("Harpole Parish Council on 12 June", ["harpole"]),
        ("Harpole PC, Little Wenlow and Fenby 12 June", ["harpole", "wenlow", "fenby"]),
        ("Harpole & Marsh Gibbon", ["harpole", "marsh"]),
        ("with Pat Hall yesterday", ["harpole"]),
        ("Pat Hall, Harpole, 12 June", ["harpole"]),
        ("Pat Hall at Little Wenlow", ["harpole"]),
        ("3 Robin Ashe", ["wenlow"]),
        ("Kim Lee", []),
        ("Wendle 12 June", []),
        ("about the fire at Harpole", []),
        ("Harpoleton", []),
        ("", []),
    ],
)
def test_a_line_names_those_that_it_begins_with(words: str, listed: list[str], tmp_path: Path) -> None:
    state = State()
    for number, fact in enumerate(ROWS, 1):
        record(fact, state, number)
    with closing(Ledger.open(tmp_path / "ledger")) as ledger:
        ledger.commit(Change(people=PEOPLE, councils=COUNCILS))
        liaisons = [fact.liaison for fact in ROWS]
        (named,) = named_by([Command("PHONED", words)], liaisons, ledger, state)
    assert list(named.listed) == listed
    assert set(named.councils) >= set(listed)


@pytest.mark.parametrize(
    ("keyword", "words", "listed"),
    [
        ("PHONED", "Little Wenlow 12 June", ["wenlow"]),
        ("MET", "the Fenby clerk", ["fenby"]),
        ("PHONED", "Harpole about Fenby", ["harpole"]),
        ("MET", "at Little Wenlow village hall", []),
        ("PHONED", "Robin Ashe", ["wenlow"]),
        ("HOLD", "Fenby survey until Friday", []),
    ],
)
def test_a_contact_with_a_council_that_is_not_the_writers_is_taken_for_none_of_theirs(
    keyword: str, words: str, listed: list[str], tmp_path: Path
) -> None:
    state = State()
    for number, fact in enumerate(ROWS, 1):
        record(fact, state, number)
    with closing(Ledger.open(tmp_path / "ledger")) as ledger:
        ledger.commit(Change(people=PEOPLE, councils=COUNCILS))
        command = with_details(Command(keyword, words), date(2026, 6, 15))
        (named,) = named_by([command], ["harpole"], ledger, state)
    assert list(named.listed) == listed
