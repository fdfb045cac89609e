"""The answers that stand beneath the lines of a digest (expectations, paragraph 6)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.inbound.command_rows import read_rows
from mailbot.outbound.contexts.offers import FEW, Line, offers, ranges


def line(number: int, team: str, *words: str) -> Line:
    return {"number": number, "team": team, "actions": words}


def shown(*lines: Line) -> list[str]:
    offered = offers(lines, lambda word, numbers: {"typed": f"{word} {numbers}"})
    return [" · ".join(answer["typed"] for answer in answers) for answers in offered]


def test_a_few_lines_have_their_answers_each() -> None:
    lines = [line(number, "Harpole NPT", "ACK", "SNOOZE") for number in range(1, FEW + 1)]
    assert shown(*lines) == [f"ACK {number} · SNOOZE {number}" for number in range(1, FEW + 1)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [line(1, "A", "ACK", "EXCUSE"), line(2, "A", "ACK"), line(3, "A", "ACK", "EXCUSE"), line(4, "B", "ACK")],
            ["", "", "ACK 1-3 · EXCUSE 1, 3", "ACK 4"],
        ),
        (
            [line(number, "", "LINK", "CLOSE") for number in range(7, 11)],
            ["LINK 7", "LINK 8", "LINK 9", "LINK 10 · CLOSE 7-10"],
        ),
    ],
)
def test_many_lines_share_them_team_by_team(lines: list[Line], expected: list[str]) -> None:
    assert shown(*lines) == expected


def test_no_lines_have_no_answers() -> None:
    assert shown() == []


@given(st.sets(st.integers(1, 400), min_size=1, max_size=40), st.sampled_from(["", " until", " because", " to"]))
def test_numbers_are_read_as_they_are_offered(numbers: set[int], more: str) -> None:
    assert read_rows("ACK", ranges(sorted(numbers)) + more) == (tuple(sorted(numbers)), more.strip(), "")
