"""A concern, by real mail: answered in confidence, passed on while it is not, and closed by one word (law 12)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.model.facts import Outcome, VerdictGiven
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, RealPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR, ROSTER
from tests.servers.dovecot import Dovecot

DEPUTY = "deputy@force.example"
WORDS = "CONCERN\n\nPC Reed has not been seen here since March."


def started(directory: Path, dovecot: Dovecot, roster: str) -> Bot:
    """Start a bot to which Pat has written a concern, on Monday 8 June 2026 at ten."""
    deputy = {'# deputy_address = ""  ': f'deputy_address = "{DEPUTY}"  '}
    bot = Bot(deployed(directory, deputy, rules=("concern",)), RealPost(dovecot), local("2026-06-01 09:00"))
    bot.import_roster(roster)
    bot.arrives(client.new(PLR, LIAISON, "In confidence", WORDS, local("2026-06-08 10:00")), "2026-06-08 10:00")
    return bot


@pytest.fixture
def bot(tmp_path: Path, own_dovecot: Dovecot) -> Iterator[Bot]:
    """A bot to which Pat has written a concern."""
    bot = started(tmp_path, own_dovecot, ROSTER)
    yield bot
    assert bot.inbox(OFFICER) == [], "no officer sees anything of a concern"
    bot.remove()


def test_the_coordinator_answers_and_closes_it_with_one_word(bot: Bot) -> None:
    [concern] = bot.inbox(COORDINATOR)
    assert client.text_of(concern) == WORDS
    assert "reached" in str(bot.inbox(PLR)[0]["Subject"])
    bot.arrives(client.reply(COORDINATOR, concern, "May I call you tomorrow?", bot.at), "2026-06-09 11:00")
    assert client.text_of(bot.inbox(PLR)[0]).startswith("May I call you tomorrow?")
    bot.turn("2026-06-11 12:00")
    assert bot.inbox(DEPUTY) == []
    bot.arrives(client.reply(COORDINATOR, concern, "CLOSE\n\nSettled by phone.", bot.at), "2026-06-12 11:00")
    bot.turn("2026-06-12 11:06")
    assert [(fact.rule, fact.outcome) for fact in bot.facts(VerdictGiven)] == [("concern", Outcome.MET)]
    [noted] = bot.inbox(COORDINATOR)
    assert "Closed: the concern of Pat Hall" in str(noted["Subject"])
    assert bot.inbox(PLR) == []


def test_one_that_is_not_answered_comes_to_the_deputy_whole_and_their_answer_reaches_the_plr(bot: Bot) -> None:
    bot.inbox(PLR)
    bot.turn("2026-06-10 17:06")
    told, concern = sorted(bot.inbox(DEPUTY), key=lambda mail: WORDS in client.text_of(mail))
    assert "raised a concern" in client.text_of(told)
    assert client.text_of(concern) == WORDS
    bot.arrives(client.reply(DEPUTY, concern, "I will ring you at noon.", bot.at), "2026-06-11 09:30")
    [answer] = bot.inbox(PLR)
    assert client.text_of(answer).startswith("I will ring you at noon.")
    bot.arrives(client.reply(PLR, answer, "Thank you, please do.", bot.at), "2026-06-11 09:45")
    [reply] = bot.inbox(DEPUTY)
    assert client.text_of(reply).startswith("Thank you, please do.")


def test_one_that_stays_open_is_in_the_coordinators_digest_without_the_officers_name(bot: Bot) -> None:
    bot.inbox(COORDINATOR)
    bot.turn("2026-06-15 17:06")
    bot.turn("2026-06-16 08:36")
    [*_, digest] = bot.inbox(COORDINATOR)
    words = client.text_of(digest)
    assert "Raised by Pat Hall" in words
    assert "Reed" not in words


def test_a_concern_where_the_coordinator_is_the_officer_goes_to_the_deputy_alone(
    tmp_path: Path, own_dovecot: Dovecot
) -> None:
    """Law 12: it may be about them; the deputy answers it, hears of it while it is open, and closes it."""
    bot = started(tmp_path, own_dovecot, ROSTER.replace(f"PC A. Reed,{OFFICER}", f"Sam Okafor,{COORDINATOR}"))
    [concern], [received] = bot.inbox(DEPUTY), bot.inbox(PLR)
    assert client.text_of(concern) == WORDS
    assert "reached the deputy of Sam Okafor and nobody else" in " ".join(client.text_of(received).split())
    bot.turn("2026-06-15 17:06")
    bot.turn("2026-06-16 08:36")
    told = [client.text_of(mail) for mail in bot.inbox(DEPUTY)]
    assert any("who is not told of it" in words and "CLOSE 1" in words for words in told)
    bot.arrives(client.reply(PLR, received, "It is still so.", local("2026-06-16 09:00")), "2026-06-16 09:00")
    bot.arrives(client.reply(DEPUTY, concern, "I will see to it.", local("2026-06-16 10:00")), "2026-06-16 10:00")
    bot.arrives(client.reply(DEPUTY, concern, "CLOSE", local("2026-06-16 11:00")), "2026-06-16 11:00")
    bot.turn("2026-06-17 08:36")
    assert [fact.outcome for fact in bot.facts(VerdictGiven)] == [Outcome.LATE]
    assert bot.inbox(COORDINATOR) == []
    bot.remove()
