"""The hour that is written with a day: read where it is certain, asked about where it is not."""

from __future__ import annotations

import time as clock
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.inbound.time_of_day import find_time

CERTAIN = [
    ("14 July 19:30 village hall", "19:30", "19:30"),
    ("1 14 July at 7.30pm, village hall", "19:30", "at 7.30pm"),
    ("7.30pm on 14 July", "19:30", "7.30pm"),
    ("14 July 7:30 pm", "19:30", "7:30 pm"),
    ("14 July 7 p.m.", "19:00", "7 p.m."),
    ("14 July 7 30 pm", "19:30", "7 30 pm"),
    ("3 14/07 at 19.30 the Old School", "19:30", "at 19.30"),
    ("14.7 19.30", "19:30", "19.30"),
    ("14 July 20.00 hall", "20:00", "20.00"),
    ("14 July 2026 1930 hall", "19:30", "1930"),
    ("14 July 2000hrs", "20:00", "2000hrs"),
    ("14 July at 14.10", "14:10", "at 14.10"),
    ("noon 14 July", "12:00", "noon"),
    ("14 July 12 noon", "12:00", "12 noon"),
    ("14 July midday", "12:00", "midday"),
    ("14 July 12pm", "12:00", "12pm"),
    ("14 July 12.30am", "00:30", "12.30am"),
    ("14 July 10:30", "10:30", "10:30"),
    ("14 July 07:30", "07:30", "07:30"),
    ("14 July half past seven in the evening", "19:30", "half past seven in the evening"),
    ("14 July quarter to eight in the evening", "19:45", "quarter to eight in the evening"),
    ("14 July ten in the morning", "10:00", "ten in the morning"),
    ("14 July 7 o'clock in the evening", "19:00", "7 o'clock in the evening"),
    ("14 July 7pm-9pm hall", "19:00", "7pm-9pm"),
    ("14 July 7.30pm to 9pm", "19:30", "7.30pm to 9pm"),
    ("14 July 19:00 until 21:00", "19:00", "19:00 until 21:00"),
]
ASKED = ["14 July at 7", "14 July at seven", "14 July 7:30", "14 July 7 o'clock", "14 July half past seven", "at 7.30"]
NO_TIMES = [
    "14 July 2026 hall", "14 July 2030", "1 12 July", "14.10", "14-21 July", "w/c 12 July", "at 7 July", "seven",
    "14 July 13 High Street", "14 July 25:30", "14/07/26", "2026-07-14", "the 14th", "12th of June", "0pm", "",
]  # fmt: skip


@pytest.mark.parametrize(("line", "at", "words"), CERTAIN)
def test_a_time_that_is_certain_is_read(line: str, at: str, words: str) -> None:
    found = find_time(line)
    assert found is not None
    assert (found.at, line[found.start : found.end]) == (time.fromisoformat(at), words)


@pytest.mark.parametrize("line", ASKED)
def test_a_time_that_may_be_morning_or_evening_is_asked_about(line: str) -> None:
    found = find_time(line)
    assert found is not None
    assert found.at is None
    assert "in the morning or in the evening" in found.asked


@pytest.mark.parametrize("line", NO_TIMES)
def test_days_years_and_houses_are_no_times(line: str) -> None:
    assert find_time(line) is None


@given(st.text(st.sampled_from("0123456789:. apmt-oclkhfsevn@'"), max_size=60))
def test_any_line_is_read_without_an_error(line: str) -> None:
    found = find_time(line)
    assert found is None or 0 <= found.start < found.end <= len(line)


@pytest.mark.parametrize("piece", ["1", "at ", "12.", "half past ", "7pm-", "12:30 ", "in the "])
def test_long_repetition_is_read_within_a_second(piece: str) -> None:
    began = clock.process_time()
    find_time(piece * (20_000 // len(piece)))
    assert clock.process_time() - began < 1
