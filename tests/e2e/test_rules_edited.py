"""A rule file is edited while something is open: a step with another name is known by its former one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from mailbot.app.check import check
from mailbot.app.deployment import load
from mailbot.model.facts import StepTaken
from tests.e2e import client
from tests.e2e.bot import Bot
from tests.e2e.conftest import OFFICER, PLR

WARNING = (
    "rules/reply-deadline.toml: step reminder was taken for what is open, and is not there any more; if a step has"
    ' another name now, write formerly = "reminder" below it, or it is taken again; if it is gone, all is well'
)
FORGOTTEN = {"event": "step.forgotten", "log_level": "warning", "rule": "reply-deadline", "step": "reminder"}


def starts_with(bot: Bot, name: str) -> list[str]:
    """Start anew with a step that has another name; gives what `mailbot check` warns of, and the log of the start."""
    bot.stop()
    directory = bot.deployment.config.service.rules
    _rename(directory / "reply-deadline.toml", name)
    path = directory.parent / "config.toml"
    findings = asyncio.run(check(path, bot.at))
    assert findings.problems == []
    bot.deployment = load(path)
    with capture_logs() as logged:
        bot.start()
    warned = [line for line in findings.warnings if line.startswith("rules/")]
    assert warned == ([WARNING] if FORGOTTEN in logged else [])
    return warned


def _rename(path: Path, name: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('name = "reminder"', name), encoding="utf-8")


@pytest.fixture
def reminded(bot: Bot) -> Bot:
    """A question of Wednesday 3 June of which the officer was reminded on Monday the 8th."""
    [introduction] = bot.inbox(PLR)
    bot.arrives(client.reply(PLR, introduction, "Could somebody look at the hedge?", bot.at), "2026-06-03 10:12")
    bot.turn("2026-06-08 09:06")
    _, reminder = bot.inbox(OFFICER)
    assert "Hedge" in str(reminder["Subject"]) or "hedge" in client.text_of(reminder)
    return bot


def test_a_step_that_says_its_former_name_is_not_taken_again(reminded: Bot) -> None:
    assert starts_with(reminded, 'name = "early-word"\nformerly = "reminder"') == []
    reminded.turn("2026-06-09 09:06")
    assert reminded.inbox(OFFICER) == []
    assert [fact.step for fact in reminded.facts(StepTaken) if fact.rule == "reply-deadline"] == ["reminder"]


def test_a_step_that_does_not_is_warned_of_and_taken_as_a_new_one(reminded: Bot) -> None:
    assert starts_with(reminded, 'name = "early-word"') == [WARNING]
    reminded.turn("2026-06-09 09:06")
    assert len(reminded.inbox(OFFICER)) == 1
    assert [fact.step for fact in reminded.facts(StepTaken) if fact.rule == "reply-deadline"] == [
        "reminder",
        "early-word",
    ]


def test_a_file_that_has_another_name_is_warned_of_once_and_before_it_starts(reminded: Bot) -> None:
    reminded.stop()
    directory = reminded.deployment.config.service.rules
    (directory / "reply-deadline.toml").rename(directory / "answers.toml")
    path = directory.parent / "config.toml"
    [warned] = [line for line in asyncio.run(check(path, reminded.at)).warnings if line.startswith("rules/")]
    assert warned.startswith("rules/answers.toml: it is new, and rules/reply-deadline.toml,")
    assert "call the file reply-deadline.toml again" in warned
    reminded.deployment = load(path)
    renamed = {"event": "rule.renamed", "log_level": "warning", "rule": "answers", "formerly": "reply-deadline"}
    for expected in (True, False):
        with capture_logs() as logged:
            reminded.start()
        assert (renamed in logged) is expected
        reminded.stop()
    reminded.start()
