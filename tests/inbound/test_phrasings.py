"""Phrasings of councils, clerks and coordinators, a line each in `phrasings/`, read as a sensible colleague would.

In a body " // " is the end of a line; of commands the rows and the days follow the keyword, "-" is none; dates are seen
from Wednesday 3 June 2026, "?" is what has to be asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from mailbot.inbound.asks import asks
from mailbot.inbound.command import KEYWORDS, find_command, looks_like_command
from mailbot.inbound.command_details import with_details
from mailbot.inbound.command_lines import CommandLines, read_commands
from mailbot.inbound.dates import Span, find_away, find_dates
from mailbot.inbound.known_names import Names
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


@pytest.mark.parametrize(("expected", "line"), rows("commands"))
def test_commands_are_read_with_their_rows_and_days_as_people_write_them(expected: str, line: str) -> None:
    """Day first; what has hardly been or is far off is asked about, and a range the wrong way round."""
    (found,) = read_commands(line).commands
    command = with_details(found, WRITTEN_ON)
    named = "?" if command.unclear_rows else ",".join(ranges(command.rows)) or "-"
    on, until_on = command.on, command.until_on
    days = "?" if command.asked else str(on) if on and on == until_on else in_days(on, until_on)
    assert "; ".join((command.keyword, named, "-" if days == ".." else days)) == expected


def ranges(numbers: tuple[int, ...]) -> Iterator[str]:
    """Write numbers as people do: 1-3, 7."""
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        first, *others = [number for _, number in run]
        yield f"{first}-{others[-1]}" if others else str(first)


@pytest.mark.parametrize("text", bodies("prose"))
def test_prose_is_no_command_and_ends_the_commands_above_it(text: str) -> None:
    """Law 11."""
    assert read_commands(text) == CommandLines()
    above = read_commands(f"PHONED 1\n\nMET 2\n{text}")
    assert [command.keyword for command in above.commands] == ["PHONED", "MET"]


@pytest.mark.parametrize(
    ("text", "keywords", "resembles", "unclear_line"),
    [
        ("PHONED 1\nMET 2\nThanks", ["PHONED", "MET"], "PHONED", None),
        ("\nPHONED 1\n\n\nMET 2", ["PHONED", "MET"], "PHONED", None),
        ("HLOD waiting for the warrant", [], "HOLD", 0),
        ("PHONED 1\nHLOD waiting for the warrant", [], "PHONED", 1),
        ("AWAY 1 to 14 August\nCONCERNED about PCSO Reed", [], "CONCERN", 1),
        ("AWAY 1 to 14 August\nCONCERN about PCSO Reed", ["AWAY", "CONCERN"], "CONCERN", None),
        ("CONCERNED about PCSO Reed", [], "CONCERN", 0),
        ("Thank you\nPHONED 1", [], "", None),
    ],
)
def test_commands_stand_each_on_a_line_of_its_own(
    text: str, keywords: list[str], resembles: str, unclear_line: int | None
) -> None:
    """Law 11: where one of them only resembles a command, none is carried out; a concern goes before all."""
    read = read_commands(text)
    assert [command.keyword for command in read.commands] == keywords
    assert (read.resembles, read.unclear_line) == (resembles, unclear_line)


@pytest.mark.parametrize(("expected", "line"), rows("first-lines"))
def test_first_lines_are_commands_slips_of_commands_or_prose(expected: str, line: str) -> None:
    """Law 11: what resembles a command is held, prose is passed on."""
    command = find_command(line, KEYWORDS)
    likeness = "resembles" if looks_like_command(line, KEYWORDS) else "prose"
    assert (command.keyword if command else likeness) == expected


NAMES = Names(lambda: ["Harpole", "Little Wenlow", "Pat Hall", "Pat", "Wendle"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phoned Harpole on Monday", ["PHONED Harpole on Monday"]),
        ("phoned harpole and wendle on monday", ["PHONED harpole and wendle on monday"]),
        ("Met Little Wenlow Parish Council yesterday", ["MET Little Wenlow Parish Council yesterday"]),
        ("Met with Pat this morning", ["MET with Pat this morning"]),
        ("Phoned Pat Hall 2/6", ["PHONED Pat Hall 2/6"]),
        ("Plan harpole last friday of every month", ["PLAN harpole last friday of every month"]),
        ("Arranged harpole next tues 7pm, village hall", ["ARRANGED harpole next tues 7pm, village hall"]),
        ("Status of Wendle?", ["STATUS of Wendle?"]),
        ("Phoned Pat about the hedge", []),
        ("Phoned the owner, who will cut it on Saturday", []),
        ("Met Harpole councillors who say that it floods", []),
        ("Phoned Dean yesterday", []),
        ("PHONED 1 and MET 2 yesterday", ["PHONED 1", "MET 2 yesterday"]),
        ("PHONED 1. MET 2.", ["PHONED 1", "MET 2"]),
        ("Phoned 1; met Wendle on Monday", ["PHONED 1", "MET Wendle on Monday"]),
        ("AWAY 14 to 18 July and PLAN last Friday", ["AWAY 14 to 18 July", "PLAN last Friday"]),
        ("PHONED 2. MEETING notes are to follow", ["PHONED 2. MEETING notes are to follow"]),
        ("HOLD 2 highways have ANSWERED in part", ["HOLD 2 highways have ANSWERED in part"]),
        ("PHONED 2 and met her son too", ["PHONED 2 and met her son too"]),
        ("1. PHONED Harpole\n2. MET Wendle yesterday", ["PHONED Harpole", "MET Wendle yesterday"]),
        ("1) PHONED 3\n2) MET 1", ["PHONED 3", "MET 1"]),
        ("1. ACK\n2. EXCUSE in court", ["ACK 1", "EXCUSE 2 in court"]),
        ("3 EXCUSE in court\n1 ACK", ["EXCUSE 3 in court", "ACK 1"]),
    ],
)
def test_a_name_that_is_known_stands_for_a_row_and_every_command_of_a_line_is_read(
    text: str, expected: list[str]
) -> None:
    """Law 11: what is said besides is prose, or the note of the command before it."""
    read = read_commands(text, names=NAMES)
    assert [f"{command.keyword} {command.argument}" for command in read.commands] == expected
