"""The forecast, held against what then happens: the bot's clock is turned through those days and nobody writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailbot.app.forecast import Forecast, forecast
from mailbot.model.facts import MailAccepted
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, LONDON, Bot, EmbeddedPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR

MARSH = "lindsay.marsh@wendle-pc.example"
AMES = "b.ames@force.example"
ROSTER = f"""council,plr_name,plr_email,officer_name,officer_email,plan,since
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},second Tuesday,2025-01-01
Wendle Parish Council,Lindsay Marsh,{MARSH},PC A. Reed,{OFFICER},31,2025-01-01
Fenby Parish Meeting,Kim Ash,kim@fenby.example,PC B. Ames,{AMES},15,2026-06-05
Thornbeck Parish Council,Sal Ivey,sal@thornbeck-pc.example,,,,2025-01-01
"""
DEPUTY = "deputy@force.example"
RULES = ("introduction", "monthly-contact", "named-contact", "repeated-delay", "reply-deadline")


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    """A bot on Friday 5 June 2026 with a question that waits, and mails that wait for Monday."""
    post = EmbeddedPost([PLR, OFFICER, MARSH, AMES, "kim@fenby.example", DEPUTY])
    deployment = deployed(tmp_path, {'# deputy_address = ""': f'deputy_address = "{DEPUTY}"'}, rules=RULES)
    started = Bot(deployment, post, local("2026-05-29 09:00"))
    started.import_roster(ROSTER)
    started.turn("2026-06-01 09:06")
    question = client.new(PLR, LIAISON, "Hedge on Church Lane", "It hides the sign again. Who cuts it?", started.at)
    started.arrives(question, "2026-06-05 16:40")
    started.turn("2026-06-05 20:00")
    yield started
    started.remove()


def in_between(start: datetime, days: int) -> list[datetime]:
    return [start + timedelta(hours=n) for n in range(0, 24 * days, 4)]


def sent(bot: Bot, since: datetime) -> list[tuple[datetime, str, str]]:
    """What was accepted after an instant: when, for whom, by which template."""
    house = bot.deployment.house
    people = (*bot.service.ledger.people(), house.coordinator, house.deputy, house.answers_to)
    addresses = {person.id: person.address for person in people}
    return [
        (fact.happened_at, addresses[fact.to], fact.template)
        for fact in bot.facts(MailAccepted)
        if fact.happened_at > since
    ]


def turned(bot: Bot, at: datetime) -> None:
    bot.turn(at.astimezone(LONDON).replace(tzinfo=None).isoformat(" "))


def test_what_then_happens_is_what_was_forecast(bot: Bot) -> None:
    now = bot.at
    foretold = list(forecast(bot.deployment, now, days=35))
    expected = [(found.at.astimezone(UTC), found.to, found.template) for found in foretold]
    for at in sorted({*in_between(now, 35), *(at for at, *_ in expected)}):
        turned(bot, at)
    assert sorted(sent(bot, now)) == sorted(expected)
    assert [at for at, *_ in expected] == sorted(at for at, *_ in expected)
    assert {"reply-reminder", "answer-due", "contact-check", "monthly-prompt", "post-vacant", "digest"} <= {
        template for *_, template in expected
    }


def test_each_mail_says_by_which_rule_for_which_council_and_why(bot: Bot) -> None:
    def told(template: str) -> Forecast:
        return next(found for found in forecast(bot.deployment, bot.at, days=35) if found.template == template)

    reminder = told("reply-reminder")
    assert (reminder.to, reminder.rule, reminder.council) == (OFFICER, "reply-deadline", "Harpole Parish Council")
    assert reminder.why == "Points of contact reply to PLRs within 5 working days: reminder"
    assert reminder.at.isoformat() == "2026-06-10T09:05:00+01:00"
    assert (told("digest").to, told("digest").why) == (COORDINATOR, "there is something to tell the coordinator")
    [prompt] = [
        found
        for found in forecast(bot.deployment, bot.at, days=35)
        if (found.template, found.to) == ("monthly-prompt", OFFICER)
    ]
    assert prompt.council == "Harpole Parish Council, Wendle Parish Council"


def test_what_the_coordinator_leaves_for_two_days_is_foretold_to_the_deputy(bot: Bot) -> None:
    """The question of 5 June is overdue on the 12th, in the digest of the 15th, and two working days later left."""
    now = bot.at
    left = [found for found in forecast(bot.deployment, now, days=35) if found.template == "left-unacted"]
    assert {(found.to, found.why) for found in left} == {
        (DEPUTY, "the coordinator has left it for two working days, or is not the one to see it")
    }
    assert left[0].at.isoformat() == "2026-06-18T08:30:00+01:00"
    turned(bot, local("2026-06-12 17:06"))
    for day in ("15", "16", "17", "18"):
        turned(bot, local(f"2026-06-{day} 08:30"))
    assert [at for at, to, template in sent(bot, now) if (to, template) == (DEPUTY, "left-unacted")] == [
        left[0].at.astimezone(UTC)
    ]


def test_a_forecast_sends_and_stores_nothing(bot: Bot) -> None:
    before = bot.service.ledger.fact_count()
    bot.inbox(OFFICER)
    assert list(forecast(bot.deployment, bot.at, days=35))
    assert bot.service.ledger.fact_count() == before
    assert bot.inbox(OFFICER) == []
