"""The coordinator answers to the lines of a digest, by real mail: one word and a number, several in one reply."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from mailbot.model.facts import (
    Excused,
    HeldClosed,
    LiaisonChanged,
    LineSeen,
    LineSnoozed,
    MessageLinked,
    Outcome,
    QuestionAsked,
    VerdictGiven,
)
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, RealPost, deployed, local
from tests.servers.dovecot import Dovecot

PLR, OTHER, STRANGER = "pat.hall@harpole-pc.example", "les@wendle.example", "pat.hall@post.example"
OFFICER, COLLEAGUE = "a.reed@force.example", "m.lund@force.example"
ROSTER = f"""council,plr_name,plr_email,officer_name,officer_email,team
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},Harpole NPT
Wendle Parish Council,Les Marlow,{OTHER},PCSO M. Lund,{COLLEAGUE},Wendle NPT
"""


@pytest.fixture
def bot(tmp_path: Path, own_dovecot: Dovecot) -> Iterator[Bot]:
    """A bot to which Pat and Les wrote on 3 June; nobody has answered, and Pat wrote again from another address."""
    started = Bot(deployed(tmp_path, rules=("reply-deadline",)), RealPost(own_dovecot), local("2026-06-01 09:00"))
    started.import_roster(ROSTER)
    for sender, subject in ((PLR, "Hedge"), (OTHER, "Lamp")):
        words = "Could somebody look at it?"
        started.arrives(client.new(sender, LIAISON, subject, words, local("2026-06-03 10:12")), "2026-06-03 10:12")
    stray = client.new(
        f"Pat Hall <{STRANGER}>", LIAISON, "Verge", "Could the verge be cut too?", local("2026-06-10 11:00")
    )
    started.arrives(stray, "2026-06-10 11:00")
    for at in ("2026-06-08 09:06", "2026-06-10 17:06"):
        started.turn(at)
    yield started
    started.remove()


@pytest.fixture
def digest(bot: Bot) -> EmailMessage:
    """The digest of Thursday 11 June."""
    bot.turn("2026-06-11 08:36")
    [mail] = bot.inbox(COORDINATOR)
    for address in (PLR, OTHER, OFFICER, COLLEAGUE, STRANGER):
        bot.inbox(address)
    return mail


def words(mail: EmailMessage) -> str:
    return " ".join(client.text_of(mail).split())


def answered(bot: Bot, digest: EmailMessage, says: str, at: str = "2026-06-11 10:00") -> str:
    """Answer a digest, and give the words of the one mail that comes back."""
    bot.arrives(client.reply(COORDINATOR, digest, says, local(at)), at)
    [answer] = bot.inbox(COORDINATOR)
    return words(answer)


def test_it_says_the_counts_first_and_groups_numbered_lines_by_team(digest: EmailMessage) -> None:
    text = client.text_of(digest)
    assert text.startswith("2 new, 1 to be placed. Reply as in SNOOZE 1 until Friday.")
    assert re.findall(r"^(Harpole NPT|Wendle NPT|\d\. \S+)", text, re.MULTILINE) == [
        "Harpole NPT", "1. Harpole", "Wendle NPT", "2. Wendle", "3. pat.hall@post.example:"
    ]  # fmt: skip
    assert "It may belong to 3a Harpole Parish Council (the sender has the name of its PLR or Clerk)" in words(digest)
    assert "ACK 1 · SNOOZE 1 · EXCUSE 1 · REASSIGN 1\n" in text
    assert "Late, of all that is open: 2 of 2 ██████████" in words(digest)


def test_a_range_is_seen_and_not_told_again_before_it_grows(bot: Bot, digest: EmailMessage) -> None:
    assert "Seen: you hear of it again" in answered(bot, digest, "ACK 1-3")
    assert len(bot.facts(LineSeen)) == 3
    bot.turn("2026-06-12 08:36")
    assert bot.inbox(COORDINATOR) == []
    bot.turn("2026-06-17 17:06")
    bot.turn("2026-06-18 08:36")
    [second] = bot.inbox(COORDINATOR)
    assert "2 grown" in words(second)
    assert STRANGER not in words(second)


def test_what_was_told_before_stands_last_in_short_and_its_numbers_work(bot: Bot, digest: EmailMessage) -> None:
    stray = client.new(
        "K. Wren <k.wren@post.example>", LIAISON, "Kerb", "Is the kerb yours?", local("2026-06-11 11:00")
    )
    bot.arrives(stray, "2026-06-11 11:00")
    bot.turn("2026-06-12 08:36")
    [second] = bot.inbox(COORDINATOR)
    assert str(second["Subject"]).startswith("Police contact programme: 1 to be placed")
    text = client.text_of(second)
    assert text.startswith("1 to be placed; 3 as before.")
    assert re.findall(r"^\d\. \S+ .*", text[text.index("Still open, as before") :], re.MULTILINE) == [
        "2. Harpole Parish Council: Hedge · ACK 2",
        "3. Wendle Parish Council: Lamp · ACK 3",
        "4. pat.hall@post.example: Verge · ACK 4",
    ]
    assert "Seen: you hear of it again" in answered(bot, second, "ACK 2-4", "2026-06-12 10:00")
    assert len(bot.facts(LineSeen)) == 3
    bot.turn("2026-06-15 08:36")
    assert bot.inbox(COORDINATOR) == []


def test_what_is_put_off_comes_back_on_its_day(bot: Bot, digest: EmailMessage) -> None:
    assert "Put off until Monday 15 June 2026" in answered(bot, digest, "SNOOZE 1-3 until Monday")
    [*_, last] = bot.facts(LineSnoozed)
    assert str(last.until_on) == "2026-06-15"  # type: ignore[attr-defined]
    bot.turn("2026-06-12 08:36")
    assert bot.inbox(COORDINATOR) == []
    bot.turn("2026-06-15 08:36")
    [back] = bot.inbox(COORDINATOR)
    assert "2 grown" in words(back)


def test_an_excuse_closes_it_and_counts_apart(bot: Bot, digest: EmailMessage) -> None:
    assert "needs a reason" in answered(bot, digest, "EXCUSE 1")
    assert "counted apart, and never as kept" in answered(bot, digest, "EXCUSE 1 he was in court", "2026-06-11 10:05")
    bot.turn("2026-06-11 10:15")
    assert len(bot.facts(Excused)) == 1
    [verdict] = bot.facts(VerdictGiven)
    assert verdict.outcome is Outcome.EXCUSED  # type: ignore[attr-defined]
    assert bot.inbox(PLR) == []


def test_another_officer_has_the_council_from_now_on(bot: Bot, digest: EmailMessage) -> None:
    said = answered(bot, digest, "REASSIGN 1 to Lund")
    assert "PCSO M. Lund is the point of contact from now on" in said
    [*_, row] = bot.facts(LiaisonChanged)
    assert bot.service.ledger.person(row.officer).address == COLLEAGUE  # type: ignore[attr-defined,union-attr]
    bot.turn("2026-06-11 10:05")
    assert "Could somebody look at it?" in " ".join(words(mail) for mail in bot.inbox(COLLEAGUE))


@pytest.mark.parametrize("says", ["LINK 3 a", "LINK 3 to Harpole"])
def test_a_held_message_is_placed_and_counts_from_its_arrival(bot: Bot, digest: EmailMessage, says: str) -> None:
    """Law 7."""
    assert "Placed: it counts from its arrival" in answered(bot, digest, says)
    [linked] = bot.facts(MessageLinked)
    [*_, asked] = bot.facts(QuestionAsked)
    assert (asked.message, asked.happened_at) == (linked.message, local("2026-06-10 11:00"))  # type: ignore[attr-defined]
    [relayed] = bot.inbox(OFFICER)
    assert "Could the verge be cut too?" in words(relayed)
    assert "answer by Wed 17 June" in str(relayed["Subject"])


@pytest.mark.parametrize("text", ["Could the verge be cut too?", "CONCERN about PC Reed"])
@pytest.mark.parametrize("council", ["Harpole", "Wendle"])
def test_what_is_placed_by_hand_is_acknowledged_to_nobody_who_did_not_write_it(
    bot: Bot, digest: EmailMessage, text: str, council: str
) -> None:
    """It may be of another council after all; and no address is known to be its writer's."""
    bot.arrives(client.new(f"Pat Hall <{STRANGER}>", LIAISON, "Hello", text, bot.at), "2026-06-11 09:00")
    bot.turn("2026-06-12 08:36")
    [second] = bot.inbox(COORDINATOR)
    number = re.findall(r"(\d)\. pat\.hall@post", words(second))[-1]
    assert "Placed" in answered(bot, second, f"LINK {number} to {council}", "2026-06-12 10:00")
    assert bot.facts(MessageLinked)
    assert (bot.inbox(PLR), bot.inbox(OTHER), bot.inbox(STRANGER)) == ([], [], [])


def test_a_message_from_a_colleague_is_placed_as_an_answer(bot: Bot, digest: EmailMessage) -> None:
    answer = client.new("S. Dale <s.dale@force.example>", LIAISON, "Hedge", "The county cuts it on Friday.", bot.at)
    bot.arrives(answer, "2026-06-11 09:00")
    bot.turn("2026-06-12 08:36")
    [second] = bot.inbox(COORDINATOR)
    assert "(same subject)" in words(second)
    number = re.search(r"(\d)\. s\.dale@force", words(second))
    assert number
    answered(bot, second, f"LINK {number[1]} a", "2026-06-12 10:00")
    [relayed] = bot.inbox(PLR)
    assert words(relayed).startswith("The county cuts it on Friday.")
    bot.turn("2026-06-12 10:06")
    [verdict] = bot.facts(VerdictGiven)
    assert verdict.ended_at == local("2026-06-11 09:00")  # type: ignore[attr-defined]
    bot.turn("2026-06-15 08:36")
    [third] = bot.inbox(COORDINATOR)
    assert "S. Dale answered Thu 11 June" in words(third)


def test_several_lines_in_one_reply_get_one_answer_and_each_is_undone_by_its_number(
    bot: Bot, digest: EmailMessage
) -> None:
    said = answered(bot, digest, "ACK 1\nCLOSE 3\nPHONED 2 10 June")
    assert "Seen" in said
    assert "Closed: nothing more is to be done." in said
    assert len(bot.facts(LineSeen)) == len(bot.facts(HeldClosed)) == 1
    [told] = bot.inbox(OTHER)
    assert "Lamp" in words(told)


@pytest.mark.parametrize(
    ("says", "words"), [("ACK 8\nACK 9", "None could be carried out"), ("ACK 1\nACK 9", "1 is carried out, 1 is not")]
)
def test_of_several_lines_those_that_are_not_there_are_not_said_to_be_done(
    bot: Bot, digest: EmailMessage, says: str, words: str
) -> None:
    assert words in answered(bot, digest, says)


def test_a_link_of_a_line_writes_what_its_label_says(bot: Bot, digest: EmailMessage) -> None:
    html = digest.get_body(("html",))
    assert html
    hrefs = re.findall(r'href="(mailto:[^"]+)"', html.get_content())
    wanted = next(href for href in hrefs if "ACK%202" in href)
    parts = urlsplit(wanted.replace("&amp;", "&"))
    written = client.new(
        COORDINATOR, unquote(parts.path), *(parse_qs(parts.query)[k][0] for k in ("subject", "body")), bot.at
    )  # type: ignore[arg-type]
    bot.arrives(written, "2026-06-11 10:00")
    assert len(bot.facts(LineSeen)) == 1


def test_status_tells_how_a_council_and_an_officer_stand(bot: Bot, digest: EmailMessage) -> None:
    assert "Harpole Parish Council" in (said := answered(bot, digest, "STATUS Harpole"))
    assert "Hedge: was expected by Wednesday 10 June 2026" in said
    assert "Wendle Parish Council" in answered(bot, digest, "STATUS PCSO Lund", "2026-06-11 10:05")
