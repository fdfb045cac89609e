"""`mailbot deadline`: the shape that scripts read, and what people read (design, Commands and Shapes)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mailbot.cli import main

CONFIG = """
[coordinator]
address = "coordinator@force.example"
[mail]
address = "liaison@force.example"
[working_time]
hours = "08:00-16:00"
closures = ["2026-12-29..2026-12-31"]
"""


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No deployment: an empty directory, and no variable that names one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MAILBOT_CONFIG", raising=False)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["deadline", *arguments])


def test_the_json_shape_is_kept() -> None:
    found = json.loads(run("2026-12-23 16:55", "5 working days", "--json").stdout)
    assert list(found) == ["arrived_at", "counts_from", "due_by", "days"]
    assert found["arrived_at"] == found["counts_from"] == "2026-12-23T16:55:00+00:00"
    assert found["due_by"] == "2027-01-04T17:00:00+00:00"
    assert found["days"][2] == {"date": "2026-12-25", "counted": False, "why": "Christmas Day"}
    assert [day["date"] for day in found["days"] if day["counted"]] == [
        "2026-12-24",
        "2026-12-29",
        "2026-12-30",
        "2026-12-31",
        "2027-01-04",
    ]


def test_local_time_is_read_and_printed_in_summer_too() -> None:
    found = json.loads(run("2026-06-12T16:59:59", "1 working day", "--json").stdout)
    assert (found["arrived_at"], found["due_by"]) == ("2026-06-12T16:59:59+01:00", "2026-06-15T17:00:00+01:00")


def test_the_plain_form_is_a_table_day_by_day() -> None:
    assert run("2026-06-12 17:00", "1 working day").stdout == (
        "arrived      Fri 12 Jun 2026 17:00 BST\n"
        "counts from  Mon 15 Jun 2026 09:00 BST\n"
        "due by       Tue 16 Jun 2026 17:00 BST   (1 working day)\n"
        "\n"
        "· Fri 12 Jun 2026  arrived after closing\n"
        "· Sat 13 Jun 2026  weekend\n"
        "· Sun 14 Jun 2026  weekend\n"
        "· Mon 15 Jun 2026  day 0: it counts from here\n"
        "✓ Tue 16 Jun 2026  working day 1\n"
    )


@pytest.mark.parametrize("how", ["option", "environment", "here"])
def test_a_deployment_brings_its_own_hours_and_closures(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    path = nowhere / ("config.toml" if how == "here" else "other.toml")
    path.write_text(CONFIG, encoding="utf-8")
    if how == "environment":
        monkeypatch.setenv("MAILBOT_CONFIG", str(path))
    arguments = ["--config", str(path)] if how == "option" else []
    found = json.loads(run("2026-12-23 16:00", "1 working day", "--json", *arguments).stdout)
    assert (found["counts_from"], found["due_by"]) == ("2026-12-24T08:00:00+00:00", "2027-01-04T16:00:00+00:00")


def test_beyond_the_known_holidays_it_warns_apart_from_the_data() -> None:
    found = run("2029-06-01 10:00", "1 month", "--json")
    assert json.loads(found.stdout)["due_by"] == "2029-07-01T10:00:00+01:00"
    assert found.stderr.startswith("Bank holidays are known until ")


@pytest.mark.parametrize(
    ("arrived", "amount", "said"),
    [
        ("2026-12-23 16:55", "5 fortnights", "write a number up to 9999 and one of: working days"),
        ("tomorrow", "5 working days", "does not match the formats"),
        ("9999-12-01 10:00", "999 working days", "beyond the calendar"),
        ("9999-12-01 10:00", "999 months", "beyond the calendar"),
    ],
)
def test_wrong_arguments_are_a_usage_error(arrived: str, amount: str, said: str) -> None:
    found = run(arrived, amount)
    assert (found.exit_code, found.stdout) == (2, "")
    assert said in " ".join(found.stderr.split())


def test_a_wrong_configuration_fails_with_its_problems(nowhere: Path) -> None:
    (nowhere / "config.toml").write_text("[mail]\n", encoding="utf-8")
    found = run("2026-12-23 16:55", "5 working days")
    assert found.exit_code == 1
    assert "config.toml: [mail] address: is missing; add it" in found.stderr
