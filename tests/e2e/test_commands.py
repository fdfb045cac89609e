"""What officers and PLRs write to mailbot itself, by real mail: typed, or by the links of the mails that they got."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.model.facts import Answered, ContactMade, Undone
from tests.e2e import client
from tests.e2e.bot import LIAISON, Bot, RealPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR
from tests.servers.dovecot import Dovecot

MARSH = "lindsay.marsh@wendle-pc.example"
ROSTER = f"""council,plr_name,plr_email,officer_name,officer_email,since
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},2025-01-01
Wendle Parish Council,Lindsay Marsh,{MARSH},PC A. Reed,{OFFICER},2025-01-01
"""


@pytest.fixture
def bot(tmp_path: Path, own_dovecot: Dovecot) -> Iterator[Bot]:
    deployment = deployed(tmp_path, rules=("monthly-contact", "reply-deadline", "absence"))
    post = RealPost(own_dovecot)
    bot = Bot(deployment, post, local("2026-06-01 08:00"))
    bot.import_roster(ROSTER)
    yield bot
    bot.remove()


def test_several_lines_get_one_answer_and_each_is_undone_by_its_link(bot: Bot) -> None:
    bot.turn("2026-06-01 09:06")
    [prompt] = bot.inbox(OFFICER)
    (row,) = set(re.findall(r"(\d)\. (?:Wendle|Lindsay)", client.text_of(prompt)))
    text = f"PHONED Harpole 29 May\nMET {row}\nPHONED 9\n\nLindsay was well."
    bot.arrives(client.reply(OFFICER, prompt, text, bot.at), "2026-06-02 10:00")
    [answer] = bot.inbox(OFFICER)
    assert str(answer["Subject"]) == "Noted: 2 of your 3 instructions"
    said = client.text_of(answer)
    assert "Friday 29 May 2026" in said
    assert "Lindsay Marsh" in said
    assert "We could not tell which council is meant" in said
    assert len(bot.facts(ContactMade)) == 2
    bot.arrives(client.follow_link(OFFICER, client.links(answer, "UNDO 2")[0], bot.at), "2026-06-02 10:05")
    [undone] = bot.inbox(OFFICER)
    assert "MET is undone" in client.text_of(undone)
    assert [fact.number for fact in bot.facts(Undone)] == [2]  # type: ignore[attr-defined]
    contacts = bot.service.books.state.contacts
    assert sum(len(contacts[liaison]) for liaison in bot.service.books.state.liaisons) == 1
    assert bot.inbox(PLR) == bot.inbox(MARSH) == []


def test_a_line_that_only_resembles_a_command_keeps_everything_back(bot: Bot) -> None:
    """Law 11."""
    bot.turn("2026-06-01 09:06")
    [prompt] = bot.inbox(OFFICER)
    text = "PHONED 1\nHLOD 2 waiting for the warrant"
    bot.arrives(client.reply(OFFICER, prompt, text, bot.at), "2026-06-02 10:00")
    [shown] = bot.inbox(OFFICER)
    assert bot.facts(ContactMade) == []
    assert bot.inbox(PLR) == bot.inbox(MARSH) == []
    assert "warrant" in client.text_of(shown)


def test_answered_by_a_new_mail_with_the_councils_name_is_told_and_taken_back(bot: Bot) -> None:
    bot.arrives(
        client.new(PLR, LIAISON, "Hedge", "Could somebody look at the hedge on Church Lane?", bot.at),
        "2026-06-02 10:00",
    )
    bot.inbox(OFFICER)
    bot.inbox(PLR)
    bot.arrives(client.new(OFFICER, LIAISON, "A note", "ANSWERED Harpole", bot.at), "2026-06-02 11:00")
    [noted] = bot.inbox(OFFICER)
    [told] = bot.inbox(PLR)
    assert "has been answered, as we understand" in str(told["Subject"])
    bot.arrives(client.reply(OFFICER, noted, "UNDO", bot.at), "2026-06-02 11:05")
    [awaited] = bot.inbox(PLR)
    assert "That was our mistake" in client.text_of(awaited)
    assert "Tuesday 9 June 2026" in client.text_of(awaited)
    assert len(bot.facts(Answered)) == 1
    assert bot.service.books.state.open_questions


def test_status_and_help_are_answered_and_reach_nobody_else(bot: Bot) -> None:
    bot.turn("2026-06-01 09:06")
    bot.inbox(OFFICER)
    bot.arrives(client.new(OFFICER, LIAISON, "How do we stand", "STATUS", bot.at), "2026-06-02 10:00")
    [status] = bot.inbox(OFFICER)
    assert "Harpole Parish Council" in client.text_of(status)
    bot.arrives(client.reply(OFFICER, status, "PHONED 1", bot.at), "2026-06-02 10:05")
    [noted] = bot.inbox(OFFICER)
    assert "you phoned" in client.text_of(noted)
    bot.arrives(client.reply(OFFICER, noted, "HELP", bot.at), "2026-06-02 10:06")
    [helped] = bot.inbox(OFFICER)
    assert "NO REPLY NEEDED" in client.text_of(helped)
    assert bot.inbox(PLR) == bot.inbox(MARSH) == []


def test_a_plr_asks_for_help_and_takes_an_absence_back(bot: Bot) -> None:
    bot.turn("2026-06-01 09:06")
    bot.inbox(OFFICER)
    bot.arrives(client.new(PLR, LIAISON, "Away", "AWAY 1 to 14 July", bot.at), "2026-06-02 10:00")
    [noted] = bot.inbox(PLR)
    bot.arrives(client.follow_link(PLR, client.links(noted, "UNDO")[0], bot.at), "2026-06-02 10:05")
    [undone] = bot.inbox(PLR)
    assert "AWAY is undone" in client.text_of(undone)
    assert "999" in client.text_of(undone)
    bot.arrives(client.reply(PLR, undone, "HELP", bot.at), "2026-06-02 10:06")
    [helped] = bot.inbox(PLR)
    assert "MEETING" in client.text_of(helped)
    assert bot.inbox(OFFICER) == []
