"""Patterns made of tables of phrases: one phrase a line, so that a reader can see what is known and add to it.

Every phrase has to be linear by itself: no quantifier within a quantifier.
"""

from __future__ import annotations

import re


def any_of(*phrases: str) -> str:
    """Make one alternative of several phrases, each a regular expression."""
    return f"(?:{'|'.join(phrases)})"


def one_of_words(words: str) -> str:
    """Make one alternative of plain words or phrases, separated by commas."""
    return any_of(*(re.escape(" ".join(word.split())) for word in words.split(",")))


def starting(*phrases: str) -> re.Pattern[str]:
    """Make a pattern of phrases that a line may start with, behind whatever decorates it, in any case."""
    return re.compile(r"[\s*_\[\]<>!⚠️|#-]{0,12}" + any_of(*phrases), re.IGNORECASE)
