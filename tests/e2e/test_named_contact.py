"""A named contact for every community, by real mail: told in the digest, passed on, and ended by the roster."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.model.facts import Outcome, VerdictGiven
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, Bot, RealPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR
from tests.servers.dovecot import Dovecot

DEPUTY, CHIEF = "deputy@force.example", "chief@force.example"
HEADER = "council,plr_name,plr_email,officer_name,officer_email,since\n"
HARPOLE = f"Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},2025-01-01\n"
WENDLE = "Wendle Parish Council,,,PC A. Reed,a.reed@force.example,2025-01-01\n"


@pytest.fixture
def post(own_dovecot: Dovecot) -> RealPost:
    return RealPost(own_dovecot)


@pytest.fixture
def bot(tmp_path: Path, post: RealPost) -> Iterator[Bot]:
    """A bot whose coordinator has a deputy, and answers to somebody, on Friday 29 May 2026; Wendle has no PLR."""
    addresses = {
        '# deputy_address = ""  ': f'deputy_address = "{DEPUTY}"  ',
        '# answers_to = ""  ': f'answers_to = "{CHIEF}"  ',
    }
    started = Bot(deployed(tmp_path, addresses, rules=("named-contact",)), post, local("2026-05-29 09:00"))
    started.import_roster(HEADER + HARPOLE + WENDLE)
    yield started
    started.remove()


def test_a_council_without_a_plr_is_told_to_the_coordinator_then_the_deputy_then_whom_they_answer_to(bot: Bot) -> None:
    """Expectations, paragraph 14. Due at the close of Monday 1 June."""
    bot.turn("2026-06-01 17:06")
    bot.turn("2026-06-02 08:36")
    [digest] = bot.inbox(COORDINATOR)
    words = client.text_of(digest)
    assert "Wendle Parish Council" in words
    assert "No PLR since" in words
    assert "Harpole" not in words
    bot.turn("2026-06-03 16:59")
    assert bot.inbox(DEPUTY) == []
    bot.turn("2026-06-03 17:06")
    [told] = bot.inbox(DEPUTY)
    assert "Wendle Parish Council has no PLR" in client.text_of(told)
    bot.turn("2026-06-08 17:06")
    assert len(bot.inbox(CHIEF)) == 1
    assert bot.inbox(OFFICER) == bot.inbox(PLR) == []


def test_it_ends_when_somebody_stands_in_the_roster(bot: Bot) -> None:
    bot.turn("2026-06-02 08:36")
    bot.inbox(COORDINATOR)
    bot.at = local("2026-06-02 12:00")
    bot.import_roster(HEADER + HARPOLE + WENDLE.replace(",,,", ",Lindsay Marsh,lindsay.marsh@wendle-pc.example,"))
    bot.turn("2026-06-02 12:00")
    [verdict] = bot.facts(VerdictGiven)
    assert (verdict.rule, verdict.outcome, verdict.ended_at) == (
        "named-contact", Outcome.LATE, local("2026-06-02 12:00")
    )  # fmt: skip
    bot.turn("2026-06-03 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "Wendle Parish Council: the post was filled" in client.text_of(digest)
    bot.turn("2026-06-08 17:06")
    assert bot.inbox(DEPUTY) == []


def test_without_a_deputy_the_coordinator_is_told(tmp_path: Path, post: RealPost) -> None:
    alone = Bot(deployed(tmp_path, rules=("named-contact",)), post, local("2026-06-01 09:00"))
    alone.import_roster(HEADER + WENDLE)
    alone.turn("2026-06-05 17:06")
    subjects = [str(mail["Subject"]) for mail in alone.inbox(COORDINATOR)]
    alone.remove()
    assert "Wendle Parish Council is without a PLR" in subjects


def test_a_reply_of_the_deputy_is_kept_for_the_coordinator(bot: Bot) -> None:
    bot.turn("2026-06-03 17:06")
    [told] = bot.inbox(DEPUTY)
    bot.inbox(COORDINATOR)
    bot.arrives(client.reply(DEPUTY, told, "I have asked the clerk.", bot.at), "2026-06-03 17:30")
    bot.turn("2026-06-04 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "could not be placed" in client.text_of(digest)
