"""Spelling: whether a written word is a known one with a slip of the fingers.

Optimal string alignment: inserting, dropping, replacing a letter, or swapping two neighbours, is one edit each.
Words are compared as they are given; the caller folds case.
"""

from __future__ import annotations

LONGEST = 24
"""Words above this length are no misspelling of anything known here."""


def words_of(text: str) -> frozenset[str]:
    """Make a vocabulary of the words of a text."""
    return frozenset(text.split())


def edits_between(word: str, other: str) -> int:
    """Count the edits that turn one word into the other; words above `LONGEST` count as wholly different."""
    if max(len(word), len(other)) > LONGEST:
        return LONGEST
    two_above: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(word, 1):
        current = [row]
        for column, target in enumerate(other, 1):
            cost = min(above[column] + 1, current[-1] + 1, above[column - 1] + (letter != target))
            if row > 1 and column > 1 and letter == other[column - 2] and word[row - 2] == target:
                cost = min(cost, two_above[column - 2] + 1)
            current.append(cost)
        two_above, above = above, current
    return above[-1]


def is_slip_of(word: str, known: str) -> bool:
    """Say whether `word` may be meant as `known`: the longer the word, the more slips it survives as itself.

    Three letters survive a swap, four or five one edit, six and more two edits.
    """
    if abs(len(word) - len(known)) > 2 or len(known) < 3:
        return False
    if len(known) == 3:
        return word != known and sorted(word) == sorted(known) and edits_between(word, known) == 1
    most = 1 if len(known) < 6 else 2
    if len(set(word) ^ set(known)) > 2 * most:  # one edit brings and takes at most a letter each: counting is spared
        return False
    return 0 < edits_between(word, known) <= most
