"""Phrasings of councils, clerks and coordinators, a line each in `phrasings/`, read as a sensible colleague would.

In a body " // " is the end of a line; dates are seen from Wednesday 3 June 2026, "?" is a day that has to be asked.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mailbot.inbound.asks import asks
from mailbot.inbound.command import KEYWORDS, find_command, looks_like_command
from mailbot.inbound.dates import Span, find_away, find_dates
from mailbot.model.understanding import Asks

PHRASINGS = Path(__file__).parent / "phrasings"
WRITTEN_ON = date(2026, 6, 3)


def bodies(name: str) -> list[str]:
    lines = (PHRASINGS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace(" // ", "\n") for line in lines]


def rows(name: str) -> list[tuple[str, str]]:
    """Expectation and text of each line."""
    lines = (PHRASINGS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [(expected.strip(), text.strip()) for expected, _, text in (line.partition(" | ") for line in lines)]


def in_days(from_on: date | None, until_on: date | None) -> str:
    return f"{from_on or ''}..{until_on or ''}"


def in_words(span: Span) -> str:
    if span.asked:
        return "?"
    return str(span.from_on) if span.is_day else in_days(span.from_on, span.until_on)


@pytest.mark.parametrize("text", bodies("questions"))
def test_what_asks_or_reports_something_is_a_question(text: str) -> None:
    assert asks(text) is Asks.QUESTION


@pytest.mark.parametrize("text", bodies("courtesies"))
def test_a_bare_courtesy_wants_nothing(text: str) -> None:
    assert asks(text) is Asks.COURTESY


@pytest.mark.parametrize("text", bodies("in-doubt"))
def test_what_cannot_be_told_is_in_doubt(text: str) -> None:
    assert asks(text) is Asks.IN_DOUBT


@pytest.mark.parametrize("text", bodies("answers"))
def test_an_answer_to_the_officers_own_question_is_none(text: str) -> None:
    assert asks(text, answers_our_question=True) is Asks.COURTESY


@pytest.mark.parametrize("text", bodies("answers-that-ask"))
def test_an_answer_that_asks_as_well_is_a_question(text: str) -> None:
    assert asks(text, answers_our_question=True) is Asks.QUESTION


def test_no_courtesy_before_or_after_a_question_hides_it() -> None:
    """Shorter lines below a farewell cannot be told from names and posts."""
    courtesies = bodies("courtesies")
    hidden = [
        text
        for at, question in enumerate(bodies("questions"))
        if len(question.split()) > 3
        for text in (
            f"{courtesies[at % len(courtesies)]}\n{question}",
            f"{question}\n{courtesies[-at % len(courtesies)]}",
        )
        if asks(text) is Asks.COURTESY
    ]
    assert hidden == []


@pytest.mark.parametrize(("expected", "text"), rows("dates"))
def test_dates_are_read_as_people_write_them(expected: str, text: str) -> None:
    spans = find_dates(text, WRITTEN_ON).spans
    assert (", ".join(map(in_words, spans)) or "-") == expected


@pytest.mark.parametrize(("expected", "text"), rows("absences"))
def test_absences_are_read_as_people_write_them(expected: str, text: str) -> None:
    away = find_away(text, WRITTEN_ON)
    assert ("none" if away is None else in_days(away.from_on, away.until_on)) == expected


@pytest.mark.parametrize(("expected", "line"), rows("first-lines"))
def test_first_lines_are_commands_slips_of_commands_or_prose(expected: str, line: str) -> None:
    """Law 11: what resembles a command is held, prose is passed on."""
    command = find_command(line, KEYWORDS)
    likeness = "resembles" if looks_like_command(line, KEYWORDS) else "prose"
    assert (command.keyword if command else likeness) == expected
