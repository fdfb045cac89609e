"""Offers: the answers beside numbered lines. Each line has its own; where lines are many, those of a team share them.

What an answer is, and where its link leads, is settled by whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

FEW = 3
"""How many lines of a kind have their answers each; of more, the answers are said once for each team's."""
_ONE_BY_ONE = ("LINK",)
"""What is answered to one line at a time."""

Line = Mapping[str, Any]
Offer = Callable[[str, str], dict[str, str]]
"""Makes the answer of a word to numbers as they are typed, as in 1-3, 7."""


def offers(lines: Sequence[Line], offer: Offer) -> list[list[dict[str, str]]]:
    """Give the answers that stand beneath each line, of its `number`, its `team` and the words of its `actions`."""
    if len(lines) <= FEW:
        return [[offer(word, str(line["number"])) for word in line["actions"]] for line in lines]
    offered: list[list[dict[str, str]]] = []
    for _, group in groupby(lines, key=lambda line: line["team"]):
        team = list(group)
        offered += [[offer(word, str(line["number"])) for word in line["actions"] if _is_apart(word)] for line in team]
        offered[-1] += [offer(word, ranges(numbers)) for word, numbers in _shared(team)]
    return offered


def _is_apart(word: str) -> bool:
    return word in _ONE_BY_ONE


def _shared(lines: Sequence[Line]) -> Iterator[tuple[str, list[int]]]:
    """Name each word that these lines share, with the lines that may be answered with it."""
    for word in dict.fromkeys(word for line in lines for word in line["actions"]):
        if not _is_apart(word):
            yield word, [line["number"] for line in lines if word in line["actions"]]


def ranges(numbers: Sequence[int]) -> str:
    """Write rising numbers as they are typed: 1-3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
