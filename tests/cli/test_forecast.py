"""`mailbot forecast`: the shape that scripts read, and what people read (design, Commands and Shapes)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mailbot.cli import main
from tests.e2e.bot import deployed

ROSTER = """council,plr_name,plr_email,officer_name,officer_email
Harpole Parish Council,Pat Hall,pat.hall@harpole-pc.example,PC A. Reed,a.reed@force.example
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A deployment whose pair is to be introduced."""
    deployed(tmp_path)
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    config = tmp_path / "config.toml"
    run("roster", "import", str(tmp_path / "roster.csv"), config=config)
    return config


def run(*arguments: str, config: Path) -> Result:
    return CliRunner().invoke(main, [*arguments, "--config", str(config)], catch_exceptions=False)


def test_the_json_shape_is_kept(config: Path) -> None:
    [line, *_] = run("forecast", "--json", config=config).stdout.splitlines()
    found = json.loads(line)
    assert list(found) == ["at", "to", "template", "rule", "obligation", "council", "why"]
    assert found["to"] == "pat.hall@harpole-pc.example"
    assert (found["template"], found["rule"]) == ("introduction", "introduction")
    assert (found["council"], found["obligation"][:1]) == ("Harpole Parish Council", "o")


def test_people_read_when_what_is_sent_why_and_to_whom(config: Path) -> None:
    first, second, *_ = run("forecast", config=config).stdout.splitlines()
    assert first.endswith(
        "  introduction: The point of contact is introduced to the PLR when a liaison begins: introduction"
    )
    assert second == "    to pat.hall@harpole-pc.example (Harpole Parish Council)"


def test_what_leaves_at_once_for_one_reason_is_said_once(config: Path) -> None:
    more = f"{ROSTER}Aldby Parish Council,Vic Dunn,vic@aldby.example,PC A. Reed,a.reed@force.example\n"
    (config.parent / "roster.csv").write_text(more, encoding="utf-8")
    run("roster", "import", str(config.parent / "roster.csv"), config=config)
    heading, *readers = run("forecast", config=config).stdout.splitlines()[:3]
    assert "introduction: The point of contact is introduced" in heading
    assert readers == [
        "    to vic@aldby.example (Aldby Parish Council)",
        "    to pat.hall@harpole-pc.example (Harpole Parish Council)",
    ]


def test_that_nothing_would_be_sent_is_said(tmp_path: Path) -> None:
    deployed(tmp_path)
    config, roster = tmp_path / "config.toml", tmp_path / "roster.csv"
    roster.write_text(ROSTER.replace("Pat Hall,pat.hall@harpole-pc.example", ","), encoding="utf-8")
    run("roster", "import", str(roster), config=config)
    assert run("forecast", "--days", "3", config=config).stdout == "Nothing would be sent in the next 3 days.\n"


def test_without_a_ledger_it_fails_and_says_what_to_do(tmp_path: Path) -> None:
    deployed(tmp_path)
    result = run("forecast", config=tmp_path / "config.toml")
    assert result.exit_code == 1
    assert "there is no ledger here yet" in result.output
