"""The mark of a thread in subjects is found again, whatever people and programs make of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.model.tag import find_tags, make_tag, without_tags
from mailbot.model.token import subject_tag


@pytest.mark.parametrize(
    ("subject", "tags"),
    [
        ("Hedge on Church Lane [PLR-qa2bz, answer by Fri 12 June]", ("qa2bz",)),
        ("RE: Hedge [plr-QA2BZ]", ("qa2bz",)),
        ("Re: [EXTERNAL] Hedge [NHW-qa2bz]", ("qa2bz",)),
        ("Re: Hedge [PLR-1a20z]", ("la2oz",)),
        ("Hedge [PLR-qa2bz,\r\n answer by Fri 12 June]", ("qa2bz",)),
        ("Hedge [PLR‑qa2bz]", ("qa2bz",)),
        ("Hedge [ PLR - qa2bz ]", ("qa2bz",)),
        ("Two [PLR-qa2bz] in one [PLR-kkkkk]", ("qa2bz", "kkkkk")),
        ("Hedge PLR-qa2bz", ()),
        ("[EXTERNAL] Hedge", ()),
        ("Minutes [draft-3]", ()),
        ("[", ()),
    ],
)
def test_tags_are_found_in_subjects_as_people_send_them(subject: str, tags: tuple[str, ...]) -> None:
    assert find_tags(subject) == tags


@pytest.mark.parametrize(
    ("subject", "programme", "left"),
    [
        ("Re: Hedge [PLR-qa2bz, answer by Fri 12 June]", "plr", "Re: Hedge"),
        ("[PLR-qa2bz] Hedge [PLR-qa2bz]", "PLR", "Hedge"),
        ("Theft [CAD-12345] [PLR-qa2bz]", "plr", "Theft [CAD-12345]"),
        ("Theft [NHW-qa2bz]", "", "Theft"),
        ("[EXTERNAL] Hedge", "plr", "[EXTERNAL] Hedge"),
    ],
)
def test_marks_of_ours_are_taken_out_and_those_of_others_stay(subject: str, programme: str, left: str) -> None:
    assert without_tags(subject, programme) == left


@given(st.text(max_size=20), st.dates(), st.sampled_from(["plr", "nhw"]))
def test_what_was_made_is_found(thread: str, answer_by: date, programme: str) -> None:
    tag = subject_tag(thread)
    assert find_tags(f"Re: Hedge {make_tag(programme, tag, answer_by)}") == (tag,)
    assert without_tags(f"Hedge {make_tag(programme, tag, answer_by)}") == "Hedge"


@given(st.text())
def test_any_subject_can_be_looked_through(subject: str) -> None:
    assert all(len(tag) in (4, 5) for tag in find_tags(subject))
