"""The directory of rules as people leave it: editors' encodings, extensions and leftovers."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailbot.app.deployment import load
from mailbot.errors import ConfigError
from tests.e2e.bot import deployed

UTF8 = "it has letters that are not UTF-8; save it with that encoding"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The directory of a deployment with two good rules."""
    deployed(tmp_path)
    return tmp_path / "rules"


def problems(rules: Path) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as raised:
        load(rules.parent / "config.toml")
    return raised.value.problems


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_another_encoding_is_a_problem_of_its_file(rules: Path, encoding: str) -> None:
    text = (rules / "reply-deadline.toml").read_text(encoding="utf-8").replace("5 working days", "5 – £5", 1)
    (rules / "reply-deadline.toml").write_bytes(text.encode(encoding))
    assert problems(rules) == (f"rules/reply-deadline.toml: {UTF8}",)


@pytest.mark.parametrize("changed", [("\n", "\r\n"), ("\n", "\r"), (" = ", "\t=\t"), ("5 working", "5\tworking")])
def test_what_an_editor_adds_does_no_harm(rules: Path, changed: tuple[str, str]) -> None:
    """A byte-order mark, the line ends of another system, tabs."""
    before = load(rules.parent / "config.toml").rules
    text = (rules / "reply-deadline.toml").read_text(encoding="utf-8").replace(*changed)
    (rules / "reply-deadline.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    after = load(rules.parent / "config.toml").rules
    assert [(rule.due, rule.step) for rule in after] == [(rule.due, rule.step) for rule in before]


@pytest.mark.parametrize("name", ["news.TOML", "news.toml.txt", "news.Toml"])
def test_a_file_that_would_not_be_read_is_a_problem(rules: Path, name: str) -> None:
    (rules / name).write_text("", encoding="utf-8")
    assert problems(rules) == (f"rules/{name}: it is not read; the name of a rule file ends in .toml",)


def test_what_editors_and_people_leave_beside_the_rules_is_left_alone(rules: Path) -> None:
    (rules / ".#reply-deadline.toml").symlink_to("nowhere")
    for name in (".reply-deadline.toml.swp", "reply-deadline.toml~", "reply-deadline.toml.old", "README.md"):
        (rules / name).write_bytes(b"\xff")
    assert len(load(rules.parent / "config.toml").rules) == 2


def test_all_problems_of_all_files_are_said_at_once(rules: Path) -> None:
    (rules / "a.toml").write_bytes(b"\xff")
    (rules / "b.toml").mkdir()
    (rules / "c.TOML").write_text("", encoding="utf-8")
    (rules / "d.toml").write_text("due = soon", encoding="utf-8")
    (rules / "e.toml").write_text("", encoding="utf-8")
    assert [problem.partition(":")[0] for problem in problems(rules)] == [
        f"rules/{name}" for name in ("a.toml", "b.toml", "c.TOML", "d.toml", "e.toml")
    ]


def test_a_step_sends_none_of_the_answers_to_commands(rules: Path) -> None:
    text = (rules / "reply-deadline.toml").read_text(encoding="utf-8")
    (rules / "reply-deadline.toml").write_text(text.replace('"reply-reminder"', '"contact-noted"'), encoding="utf-8")
    assert problems(rules) == (
        "rules/reply-deadline.toml: step reminder: send: there is no template 'contact-noted' for a step; allowed:"
        " answer-due, reply-reminder, one of your own in templates/",
    )
