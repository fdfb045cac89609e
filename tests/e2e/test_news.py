"""News, by real mail: shown first, sent by SEND, stopped by UNDO; one copy for each address, answers to its sender."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.model.facts import ContactMade, QuestionAsked, VerdictGiven
from mailbot.model.ids import COORDINATOR as COORDINATOR_ID
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, RealPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR
from tests.servers.dovecot import Dovecot

SHARED = "clerk@three-parishes.example"
LUND = "m.lund@force.example"
ELSEWHERE = "kim.ashby@fenby-pc.example"
ROSTER = f"""council,plr_name,plr_email,plr_phone,contact_by,officer_name,officer_email,team
Harpole Parish Council,Pat Hall,{PLR},,,PC A. Reed,{OFFICER},East
Wendle Parish Council,Lindsay Marsh,{SHARED},,,PC A. Reed,{OFFICER},East
Marsh Parish Council,Dev Anand,{SHARED},,,PC A. Reed,{OFFICER},East
Brinton Town Council,Lindsay Marsh,{SHARED},,,PC A. Reed,{OFFICER},East
Thornbeck Parish Meeting,Robin Ashe,,01632 960 155,phone,PC A. Reed,{OFFICER},East
Fenby Parish Council,Kim Ashby,{ELSEWHERE},,,PCSO M. Lund,{LUND},West
"""
WORDS = "NEWS Surgery on Saturday\n\nI will be at the library from ten to twelve.\n\nA. Reed\n"
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def bot(tmp_path: Path, own_dovecot: Dovecot) -> Iterator[Bot]:
    started = Bot(
        deployed(tmp_path, rules=("news", "reply-deadline")), RealPost(own_dovecot), local("2026-06-01 09:00")
    )
    started.import_roster(ROSTER)
    yield started
    started.remove()


def drafted(bot: Bot, words: str = WORDS, writer: str = OFFICER) -> EmailMessage:
    """Write news to the mailbox, and give what is shown of it."""
    bot.arrives(client.new(writer, LIAISON, "Surgery", words, bot.at), "2026-06-02 10:00")
    [draft] = bot.inbox(writer)
    return draft


def sent(bot: Bot, words: str = WORDS, writer: str = OFFICER) -> EmailMessage:
    """Write news and answer SEND at 10:12; give what is said of it."""
    [link] = client.links(drafted(bot, words, writer), "SEND")
    bot.arrives(client.follow_link(writer, link, bot.at), "2026-06-02 10:12")
    [going] = bot.inbox(writer)
    return going


def test_news_is_shown_with_how_many_it_reaches_before_anything_leaves(bot: Bot) -> None:
    draft = drafted(bot)
    assert "Shall this go to 2 PLRs?" in str(draft["Subject"])
    words = client.text_of(draft)
    assert "I will be at the library" in words
    assert "Robin Ashe, 01632 960 155" in words
    assert "NEWS" not in words.partition("To change it")[0]
    bot.turn("2026-06-03 10:00")
    assert bot.inbox(PLR) == bot.inbox(SHARED) == []


def test_one_copy_leaves_for_each_address_ten_minutes_after_send(bot: Bot) -> None:
    going = sent(bot)
    assert "Tuesday 2 June 2026 at 10:22am" in client.text_of(going)
    bot.turn("2026-06-02 10:22")
    assert bot.inbox(PLR) == []
    bot.turn("2026-06-02 10:28")
    [copy] = bot.inbox(PLR)
    assert client.text_of(copy) == "I will be at the library from ten to twelve.\n\nA. Reed"
    assert str(copy["Subject"]).startswith("Surgery on Saturday [PLR-")
    assert client.display_name(copy) == "PC A. Reed, Example Police"
    assert client.addresses(copy, "To") == [PLR]
    assert copy["Auto-Submitted"] is None
    [shared] = bot.inbox(SHARED)
    assert SHARED not in str(copy) and PLR not in str(shared)
    assert bot.inbox(ELSEWHERE) == bot.inbox(OFFICER) == []
    assert bot.facts(ContactMade) == bot.facts(VerdictGiven) == []
    bot.stop()
    bot.start()
    bot.turn("2026-06-03 10:00")
    assert bot.inbox(PLR) == bot.inbox(SHARED) == []


def test_an_undo_within_ten_minutes_stops_it_however_late_it_is_read(bot: Bot) -> None:
    going = sent(bot)
    [link] = client.links(going, "UNDO")
    undo = client.follow_link(OFFICER, link, bot.at)
    bot.post.send(undo, local("2026-06-02 10:21"))
    bot.turn("2026-06-02 11:30")
    [stopped] = bot.inbox(OFFICER)
    assert "has been stopped" in client.text_of(stopped)
    assert bot.inbox(PLR) == bot.inbox(SHARED) == []
    bot.arrives(client.reply(OFFICER, stopped, "SEND", bot.at), "2026-06-02 12:00")
    bot.turn("2026-06-02 12:16")
    assert len(bot.inbox(PLR)) == 1


def test_an_undo_that_comes_too_late_says_so(bot: Bot) -> None:
    going = sent(bot)
    bot.turn("2026-06-02 10:28")
    bot.arrives(client.reply(OFFICER, going, "UNDO", bot.at), "2026-06-02 10:40")
    [stopped] = bot.inbox(OFFICER)
    assert "had already left" in client.text_of(stopped)
    assert len(bot.inbox(PLR)) == 1


def with_attachment(at: str) -> EmailMessage:
    mail = client.new(OFFICER, LIAISON, "NEWS", "NEWS\n\nPlease put this up.\n", local(at), cc=[ELSEWHERE])
    mail.add_alternative(
        "<html><body><div><b>NEWS</b><br></div><p>Please put <i>this</i> up.</p></body></html>", subtype="html"
    )
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="poster – June.pdf")
    return mail


def test_a_fresh_mail_is_passed_on_whole_but_for_its_first_line(bot: Bot) -> None:
    bot.arrives(with_attachment("2026-06-02 10:00"), "2026-06-02 10:00")
    [draft] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, draft, "SEND", bot.at), "2026-06-02 10:12")
    bot.turn("2026-06-02 10:28")
    [copy] = bot.inbox(PLR)
    assert client.text_of(copy) == "Please put this up."
    html, pdf = client.leaves(copy)[-2:]
    assert b"<p>Please put <i>this</i> up.</p>" in html[4]
    assert b"NEWS" not in html[4]
    assert pdf[:3] == ("application/pdf", "attachment", "poster – June.pdf")
    assert pdf[4] == PDF
    assert copy["Cc"] is None
    assert str(copy["Subject"]).startswith("News from PC A. Reed, Example Police")


def test_of_an_answer_to_mail_of_ours_the_new_text_alone_goes(bot: Bot) -> None:
    draft = drafted(bot)
    bot.arrives(client.reply(OFFICER, draft, "NEWS\nThe surgery is on Sunday.\n", bot.at), "2026-06-02 10:05")
    [second] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, second, "SEND", bot.at), "2026-06-02 10:12")
    bot.turn("2026-06-02 10:28")
    [copy] = bot.inbox(PLR)
    assert client.text_of(copy) == "The surgery is on Sunday."


def test_what_a_plr_answers_is_a_question_to_the_officer_who_sent_it(bot: Bot) -> None:
    sent(bot)
    bot.turn("2026-06-02 10:28")
    [copy] = bot.inbox(PLR)
    bot.inbox(OFFICER)
    bot.arrives(client.reply(PLR, copy, "Could you come to Harpole as well?", bot.at), "2026-06-02 14:00")
    [relayed] = bot.inbox(OFFICER)
    assert client.text_of(relayed).startswith("Could you come to Harpole as well?")
    assert "answer by Tue 9 June" in str(relayed["Subject"])


def test_what_answers_the_coordinators_news_comes_to_the_coordinator_with_a_clock_of_theirs(bot: Bot) -> None:
    sent(bot, "NEWS FORCE New priorities\n\nPlease see our new priorities.\n", COORDINATOR)
    bot.turn("2026-06-02 10:28")
    assert len(bot.inbox(ELSEWHERE)) == len(bot.inbox(SHARED)) == 1
    [copy] = bot.inbox(PLR)
    assert str(copy["Subject"]).startswith("New priorities [")
    bot.arrives(client.reply(PLR, copy, "Could you explain the second one?", bot.at), "2026-06-02 14:00")
    [asked] = bot.facts(QuestionAsked)
    assert asked.officer == COORDINATOR_ID
    assert bot.inbox(OFFICER) == []
    [relayed] = bot.inbox(COORDINATOR)
    bot.arrives(client.reply(COORDINATOR, relayed, "It means more patrols.", bot.at), "2026-06-03 09:00")
    *_, answer = bot.inbox(PLR)
    assert client.text_of(answer).startswith("It means more patrols.")
    bot.turn("2026-06-03 10:00")
    [verdict] = bot.facts(VerdictGiven)
    assert (verdict.owner, verdict.outcome.value) == (COORDINATOR_ID, "met")


def test_the_coordinator_writes_to_one_team(bot: Bot) -> None:
    sent(bot, "NEWS TEAM West Bus times\n\nThe beat bus comes on Monday.\n", COORDINATOR)
    bot.turn("2026-06-02 10:28")
    [copy] = bot.inbox(ELSEWHERE)
    assert str(copy["Subject"]).startswith("Bus times [")
    assert bot.inbox(PLR) == []


def test_an_officer_reaches_their_own_plrs_only(bot: Bot) -> None:
    refused = drafted(bot, "NEWS FORCE Surgery\n\nTo all.\n")
    assert "is sent by" in client.text_of(refused)
    assert str(refused["Subject"]) == "Your news was not sent"


def test_news_with_a_protective_marking_returns_to_its_sender(bot: Bot) -> None:
    returned = drafted(bot, "NEWS Operation\n\nOFFICIAL-SENSITIVE\n\nWarrants on Monday.\n")
    assert "OFFICIAL-SENSITIVE" in client.text_of(returned)
    bot.arrives(client.reply(OFFICER, returned, "SEND", bot.at), "2026-06-02 10:12")
    bot.turn("2026-06-02 11:00")
    assert bot.inbox(PLR) == []


def test_news_goes_to_the_clerk_while_a_plr_is_away(bot: Bot) -> None:
    clerk = "morgan@harpole-pc.example"
    lines = ROSTER.splitlines()
    rows = [
        f"{line},{'clerk_name,clerk_email' if not n else ',' if n > 1 else f'Morgan Birch,{clerk}'}"
        for n, line in enumerate(lines)
    ]
    bot.import_roster("\n".join(rows))
    bot.arrives(client.new(PLR, LIAISON, "Away", "AWAY 1 to 14 June", bot.at), "2026-06-01 09:30")
    bot.inbox(PLR)
    bot.inbox(clerk)
    sent(bot)
    bot.turn("2026-06-02 10:28")
    assert len(bot.inbox(clerk)) == 1
    assert bot.inbox(PLR) == []
