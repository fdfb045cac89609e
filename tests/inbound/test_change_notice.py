"""What people write of a new PLR, and that somebody has left."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.inbound.change_notice import read_notice
from mailbot.inbound.departure import find_departure
from mailbot.model.understanding import ChangeNotice

WRITTEN_ON = date(2026, 6, 3)
JULY = date(2026, 7, 1)
ROBIN = ("Robin Ames", "robin@a.example")


@pytest.mark.parametrize(
    ("words", "notice"),
    [
        ("", ChangeNotice()),
        ("Robin Ames robin@a.example", ChangeNotice(*ROBIN)),
        ("Robin Ames robin@a.example now", ChangeNotice(*ROBIN)),
        ("Harpole Parish Council: Robin Ames robin@a.example", ChangeNotice(*ROBIN)),
        ("robin@a.example, Robin Ames", ChangeNotice(*ROBIN)),
        ("of PLR to Robin Ames <robin@a.example>", ChangeNotice(*ROBIN)),
        ("Robin Ames, robin@a.example, 01632 960190, from 1 July", ChangeNotice(*ROBIN, JULY)),
        ("The new PLR will be Robin Ames (robin@a.example), starting 1st July 2026.", ChangeNotice(*ROBIN, JULY)),
        ("from 1/7/26: Robin Ames robin@a.example", ChangeNotice(*ROBIN, JULY)),
        ("Robin Ames, robin@a.example, from 1 July", ChangeNotice(*ROBIN, JULY)),
        ("robin.ames@a.example", ChangeNotice("Robin Ames", "robin.ames@a.example")),
        ("Robin Ames from 1 July", ChangeNotice("Robin Ames", "", JULY)),
        ("from 1 July, not known yet who", ChangeNotice(from_on=JULY)),
        ("from 1 July, new PLR to be confirmed", ChangeNotice(from_on=JULY)),
        ("from 30 February", ChangeNotice(asked="there is no such day")),
        ("meanwhile the Clerk", ChangeNotice(is_meanwhile=True)),
        ("Robin Ames robin@a.example from 1 July, meanwhile the Clerk", ChangeNotice(*ROBIN, JULY, is_meanwhile=True)),
        ("from 1 July, until then please write to the clerk", ChangeNotice(from_on=JULY, is_meanwhile=True)),
        (
            "Robin Ames robin@a.example from 1 July; in the meantime Jo Hart jo@h.example",
            ChangeNotice(*ROBIN, JULY, "", True, "Jo Hart", "jo@h.example"),
        ),
    ],
)
def test_a_change_says_who_from_when_and_whom_to_write_to_meanwhile(words: str, notice: ChangeNotice) -> None:
    assert read_notice(words, WRITTEN_ON) == notice


@pytest.mark.parametrize(
    "text",
    [
        "She has left us.",
        "He's left the council.",
        "Pat Hall has left the council in May.\n\nRegards\nThe office",
        "Sorry, she no longer works here.",
        "Hello, Pat Hall is no longer the PLR, please write to Robin.",
        "Unfortunately Mrs Hall has died.",
        "I'm afraid Pat has resigned from the council",
        "Dear Sam, Pat Hall has retired.",
    ],
)
def test_a_whole_sentence_that_says_so_is_a_departure(text: str) -> None:
    departure = find_departure(text)
    assert departure is not None
    assert departure.keyword == "LEFT"


@pytest.mark.parametrize(
    "text",
    [
        "Pat has left the gate open.",
        "The van has left.",
        "They have left rubbish in the lay-by.",
        "He has left the area, thank you.",
        "They have left, thank you.",
        "She has left.",
        "Vandals have left.",
        "The Travellers have left.",
        "Somebody has left a car on the verge.",
        "Has she left?",
        "The hedge is no longer there.",
        "We asked last week. She has left.",
        "I am no longer able to walk to the hall.",
    ],
)
def test_what_says_something_else_is_none(text: str) -> None:
    assert find_departure(text) is None


@given(st.text(max_size=600))
def test_any_words_can_be_read(words: str) -> None:
    read_notice(words, WRITTEN_ON)
    find_departure(words)
