"""Known names: each stands for a row, in whatever letters, and no mail asks for them that does not need them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.inbound.known_names import NO_NAMES, Names
from mailbot.inbound.understand import Settings, understand

KIND = r"(?:\s+(?:parish|town|city|community))?(?:\s+(?:council|meeting|pc|tc))?"
PIECES = ["st", "St Mary", "mary", "Pat", "Pat Hall", "hall", "O'Brien", "Pole-Ash", " ", " ", " ", "parish", "council",
          "town", "pc", "and", "1", ",", ".", "'s", "ing", "Éa"]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(st.sets(texts.filter(lambda name: bool(re.match(r"\w", name))), max_size=6), texts)
def test_a_name_is_found_as_by_an_expression_of_all_of_them(known: set[str], words: str) -> None:
    """The longest one that stands there by itself, with the kind of council that may stand behind it."""
    longest_first = sorted(known, key=len, reverse=True)
    expression = rf"\b(?:{'|'.join(map(re.escape, longest_first))}){KIND}\b"
    expected = re.sub(expression, "1", words, flags=re.IGNORECASE) if known else words
    assert Names(lambda: known).as_rows(words) == expected
    assert NO_NAMES.as_rows(words) == words


@pytest.mark.parametrize(
    ("line", "is_needed"),
    [
        ("Thanks, I will look at the hedge on Friday.", False),
        ("I phoned Harpole on Monday.", False),
        ("PHONED 1 on 3 June", False),
        ("Phoned Harpole on Monday", True),
        ("Hello Sam,\nmet Pat yesterday", True),
    ],
)
def test_names_are_looked_up_once_and_only_for_a_line_that_may_hold_one(line: str, is_needed: bool) -> None:
    asked: list[str] = []

    def names(address: str) -> list[str]:
        asked.append(address)
        return ["harpole", "pat"]

    raw = f"From: PC Reed <a.reed@force.example>\nTo: liaison@force.example\nMessage-ID: <1@x>\n\n{line}\n".encode()
    understand(raw, Settings(arrived_at=datetime(2026, 6, 10, tzinfo=UTC), known_names=names))
    assert asked == ["a.reed@force.example"] * is_needed
