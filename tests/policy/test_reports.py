"""REPORT: which days the coordinator means."""

from __future__ import annotations

from datetime import date

import pytest

from mailbot.inbound.command_details import with_details
from mailbot.model.understanding import Command
from mailbot.policy.commands.reports import time_asked_for

TODAY = date(2026, 7, 15)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("", "2026-06-01", "2026-06-30"),
        ("week", "2026-07-06", "2026-07-12"),
        ("last week", "2026-07-06", "2026-07-12"),
        ("this week", "2026-07-13", "2026-07-15"),
        ("month", "2026-06-01", "2026-06-30"),
        ("this month so far", "2026-07-01", "2026-07-15"),
        ("year", "2025-04-01", "2026-03-31"),
        ("this financial year", "2026-04-01", "2026-07-15"),
        ("the last financial year", "2025-04-01", "2026-03-31"),
        ("2025/26", "2025-04-01", "2026-03-31"),
        ("2026/27", "2026-04-01", "2026-07-15"),
        ("July", "2026-07-01", "2026-07-15"),
        ("2025-2026", "2025-04-01", "2026-03-31"),
        ("June", "2026-06-01", "2026-06-30"),
        ("september", "2025-09-01", "2025-09-30"),
        ("February 2024", "2024-02-01", "2024-02-29"),
        ("1 April to 30 June", "2026-04-01", "2026-06-30"),
        ("from 01/04/2026 to 30/06/2026", "2026-04-01", "2026-06-30"),
        ("1 April 2026 - 30 June 2026", "2026-04-01", "2026-06-30"),
    ],
)
def test_the_coordinator_names_a_time_as_people_do(said: str, first: str, last: str) -> None:
    read = with_details(Command("REPORT", said), TODAY)
    assert time_asked_for(read, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "said", ["Harpole", "2025/27", "2027/28", "August 2026", "since Easter", "5 June to 1 June 2026", "on speeding"]
)
def test_what_names_no_time_is_asked(said: str) -> None:
    read = with_details(Command("REPORT", said), TODAY)
    assert time_asked_for(read, TODAY) is None
