"""`mailbot rules explain`: a rule as people read it, with the days of a sample."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mailbot.cli import main
from tests.e2e.bot import deployed


@pytest.fixture(autouse=True)
def deployment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A deployment where the command is given."""
    deployed(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MAILBOT_CONFIG", raising=False)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rules", "explain", *arguments])


def test_a_rule_is_told_in_sentences_and_as_a_timeline_in_local_time() -> None:
    printed = run("reply-deadline", "--at", "2026-06-03 10:12").output
    assert "It is due 5 working days after it starts." in printed
    assert "Wed  3 Jun 2026 10:12 BST  it starts" in printed
    assert 'Mon  8 Jun 2026 09:00 BST  reminder: "reply-reminder" to the officer' in printed
    assert "skipped: Wed 3 Jun (day 0: it counts from here), Sat 6 Jun (weekend), Sun 7 Jun (weekend)" in printed


def test_without_a_time_the_sample_starts_now() -> None:
    assert run("reply-deadline").exit_code == 0


def test_an_unknown_rule_is_answered_with_those_there_are() -> None:
    result = run("reply-dedline")
    assert result.exit_code == 2
    assert "there is no rule 'reply-dedline'" in result.output
    assert "reply-deadline" in result.output.partition("there are")[2]


def test_a_time_beyond_the_calendar_is_refused() -> None:
    result = run("reply-deadline", "--at", "9999-12-30 10:00")
    assert result.exit_code == 2
    assert "beyond the calendar" in result.output
