"""The names of councils that a line begins with, and the place of a meeting that stands behind them."""

from __future__ import annotations

import pytest

from mailbot.model.understanding import Command
from mailbot.policy.council_names import place_named, read_names

NAMES = ["castle brinton", "harpole", "orston"]


@pytest.mark.parametrize(
    ("words", "names", "rest"),
    [
        ("Harpole 12 June", ["harpole"], " 12 June"),
        ("2 Castle Brinton Town Council yesterday", ["castle brinton"], " yesterday"),
        ("with Harpole and Orston PC 12 June", ["harpole", "orston"], " 12 June"),
        ("12 June Harpole", [], "12 June Harpole"),
        ("Harpoleshire", [], "Harpoleshire"),
    ],
)
def test_names_are_read_from_the_beginning_with_what_every_council_is_called(
    words: str, names: list[str], rest: str
) -> None:
    assert read_names(words, NAMES) == (names, rest)


@pytest.mark.parametrize(
    ("argument", "said", "place"),
    [
        ("Orston 14 July 7.30pm", "Orston", ""),
        ("Orston Parish Council 14 July 7.30pm, village hall", "Orston Parish Council village hall", "village hall"),
        ("Harpole and Orston 14 July the old school", "Harpole and Orston the old school", "the old school"),
        ("1 14 July 7.30pm village hall", "village hall", "village hall"),
        ("14 July 7.30pm Orston village hall", "Orston village hall", "Orston village hall"),
    ],
)
def test_the_council_that_an_arrangement_begins_with_is_no_place(argument: str, said: str, place: str) -> None:
    assert place_named(Command("ARRANGED", argument, said=said), NAMES) == place
