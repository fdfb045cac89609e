"""How a liaison begins, by real mail: launch letters, introductions both ways, notices, plans, changes of officer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.app.deployment import load
from mailbot.app.roster import export_roster
from mailbot.model.facts import Answered, Introduced, IntroductionStopped, PlanAgreed
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, RealPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR
from tests.policy.test_introduction_notice import with_notice
from tests.servers.dovecot import Dovecot

MARSH, DALE = "lindsay.marsh@wendle-pc.example", "j.dale@force.example"
HEAD = "council,plr_name,plr_email,officer_name,officer_email,officer_phone,clerk_name,clerk_email,plan,since\n"
HARPOLE = f"Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},01632 960190,Morgan Birch,clerk@h.example,"
WENDLE = f"Wendle Parish Council,Lindsay Marsh,{MARSH},PC A. Reed,{OFFICER},01632 960190,,,"
KNOWN = f"{HEAD}{HARPOLE}second Tuesday,2024-03-01\n{WENDLE},2025-01-01\n"
NEW = f"{HEAD}{HARPOLE}second Tuesday,\n{WENDLE},\n"
RULES = ("introduction", "introduction-to-officer", "launch", "monthly-contact", "reply-deadline")


@pytest.fixture
def start(tmp_path: Path, own_dovecot: Dovecot) -> Iterator[Callable[..., Bot]]:
    """Starts a bot at a London time; `live_from` is a day, and `notice` says whether officers get one."""
    bots: list[Bot] = []

    def started(at: str, *, live_from: str = "", notice: bool = False) -> Bot:
        changes = {"# live_from = 2026-06-01": f"live_from = {live_from}"} if live_from else {}
        deployment = deployed(tmp_path, changes, rules=RULES)
        if notice:
            (tmp_path / "rules" / "introduction.toml").write_text(with_notice())
            deployment = load(tmp_path / "config.toml")
        bots.append(Bot(deployment, RealPost(own_dovecot), local(at)))
        return bots[-1]

    yield started
    for bot in bots:
        bot.remove()


def bounced(mail: EmailMessage) -> EmailMessage:
    """Say of a mail what a server says that knows no such mailbox (RFC 3464)."""
    to = str(mail["To"]).rpartition("<")[2].rstrip(">")
    lines = f"""From: MAILER-DAEMON@post.example
To: {LIAISON}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

<{to}>: host said: 550 5.1.1 User unknown

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; post.example

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: {mail["Message-ID"]}

--b--
"""
    return client.parsed(lines.replace("\n", "\r\n").encode())


def subjects(mails: list[EmailMessage]) -> list[str]:
    return sorted(str(mail["Subject"]).partition(" [")[0] for mail in mails)


def test_pairs_of_before_get_a_launch_letter_on_the_day_and_never_an_introduction(start: Callable[..., Bot]) -> None:
    bot = start("2026-05-28 10:00", live_from="2026-06-08")
    bot.import_roster(KNOWN)
    bot.turn("2026-06-05 10:00")
    assert [bot.inbox(one) for one in (PLR, MARSH, OFFICER)] == [[], [], []]
    bot.turn("2026-06-08 08:06")
    [letter] = bot.inbox(PLR)
    assert str(letter["Subject"]).startswith("From today, one address for PC A. Reed")
    assert client.display_name(letter) == "PC A. Reed, Example Police"
    assert "on the second Tuesday of each month" in client.text_of(letter)
    [asked] = bot.inbox(MARSH)
    assert "Which day suits you?" in client.text_of(asked)
    [councils] = bot.inbox(OFFICER)
    text = client.text_of(councils)
    assert "Harpole Parish Council" in text and "Wendle Parish Council" in text
    assert "Clerk: Morgan Birch" in text
    bot.turn("2026-06-12 17:06")
    assert [bot.inbox(one) for one in (PLR, MARSH)] == [[], []]
    bot.arrives(client.reply(PLR, letter, "Could somebody look at the hedge?", bot.at), "2026-06-15 10:00")
    [relay] = bot.inbox(OFFICER)
    assert client.text_of(relay).startswith("Could somebody look at the hedge?")


def test_a_new_pair_is_introduced_both_ways_within_a_minute(start: Callable[..., Bot]) -> None:
    bot = start("2026-06-02 10:00")
    bot.import_roster(NEW)
    bot.turn("2026-06-02 10:01")
    assert subjects(bot.inbox(PLR)) == ["PC A. Reed, your police contact for Harpole Parish Council"]
    [councils] = bot.inbox(OFFICER)
    assert str(councils["Subject"]) == "You are the point of contact of 2 councils"
    [to_marsh] = [href for href in client.links(councils) if "Wendle" in href]
    bot.arrives(client.follow_link(OFFICER, to_marsh, bot.at, text="Good to meet you."), "2026-06-02 11:00")
    assert client.text_of(bot.inbox(MARSH)[-1]) == "Good to meet you."


def test_an_introduction_that_comes_back_is_told_with_what_to_do_and_goes_again(start: Callable[..., Bot]) -> None:
    bot = start("2026-06-02 10:00")
    bot.import_roster(NEW)
    bot.turn("2026-06-02 10:01")
    [introduction] = bot.inbox(PLR)
    bot.arrives(bounced(introduction), "2026-06-02 10:05")
    bot.turn("2026-06-03 08:36")
    [digest] = bot.inbox(COORDINATOR)
    words = " ".join(client.text_of(digest).split())
    assert f"The introduction to {PLR}: it came back (5.1.1). Correct the address" in words
    bot.turn("2026-06-03 17:06")
    bot.turn("2026-06-04 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "have not been introduced since" in " ".join(client.text_of(digest).split())
    bot.import_roster(NEW.replace(PLR, "pat@harpole.example"))
    bot.turn("2026-06-04 10:00")
    assert subjects(bot.inbox("pat@harpole.example")) == ["PC A. Reed, your police contact for Harpole Parish Council"]
    bot.turn("2026-06-04 10:01")
    bot.turn("2026-06-05 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "PC A. Reed was introduced to Pat Hall" in " ".join(client.text_of(digest).split())


def test_an_officer_who_is_given_notice_replaces_one_introduction_and_stops_another(start: Callable[..., Bot]) -> None:
    bot = start("2026-06-02 10:00", notice=True)
    bot.import_roster(NEW)
    bot.turn("2026-06-02 10:01")
    assert bot.inbox(PLR) == []
    [notice] = [mail for mail in bot.inbox(OFFICER) if "introduce you" in str(mail["Subject"])]
    rows = client.text_of(notice)
    [harpole] = [n for n in (1, 2) if f"{n}. Pat Hall" in rows]
    bot.arrives(client.reply(OFFICER, notice, f"NO {3 - harpole}", bot.at), "2026-06-03 10:00")
    [stopped] = bot.inbox(OFFICER)
    assert "will not send" in client.text_of(stopped)
    assert len(bot.facts(IntroductionStopped)) == 1
    [write, *_] = [href for href in client.links(notice) if "Harpole" in href]
    bot.arrives(client.follow_link(OFFICER, write, bot.at, text="Hello Pat, I am your PC."), "2026-06-03 11:00")
    assert [client.text_of(mail) for mail in bot.inbox(PLR)] == ["Hello Pat, I am your PC."]
    assert len(bot.facts(Introduced)) == 1
    bot.turn("2026-06-05 17:30")
    assert [bot.inbox(one) for one in (PLR, MARSH)] == [[], []]


def test_a_notice_that_nobody_answers_is_followed_by_the_introduction(start: Callable[..., Bot]) -> None:
    bot = start("2026-06-02 10:00", notice=True)
    bot.import_roster(f"{HEAD}{HARPOLE}second Tuesday,\n")
    bot.turn("2026-06-02 10:01")
    [notice] = [mail for mail in bot.inbox(OFFICER) if "introduce you" in str(mail["Subject"])]
    assert str(notice["Subject"]) == "On Thu 4 June we introduce you to Pat Hall"
    bot.arrives(client.reply(OFFICER, notice, "Hello Pat, I am your PC.", bot.at), "2026-06-03 10:00")
    [draft] = bot.inbox(OFFICER)
    assert "Nothing has been sent yet" in client.text_of(draft)
    bot.turn("2026-06-04 17:06")
    assert subjects(bot.inbox(PLR)) == ["PC A. Reed, your police contact for Harpole Parish Council"]


def test_a_plan_is_proposed_answered_with_another_kept_by_an_older_file_and_exported(start: Callable[..., Bot]) -> None:
    bot = start("2026-06-02 10:00")
    bot.import_roster(NEW)
    bot.turn("2026-06-02 10:01")
    [introduction] = bot.inbox(PLR)
    assert "on the second Tuesday of each month" in client.text_of(introduction)
    bot.inbox(OFFICER), bot.inbox(MARSH)
    bot.arrives(client.reply(PLR, introduction, "PLAN last Friday\n\nTuesdays are choir.", bot.at), "2026-06-03 10:00")
    [noted] = bot.inbox(PLR)
    assert "on the last Friday of each month" in client.text_of(noted)
    [told] = bot.inbox(OFFICER)
    assert "Pat Hall" in client.text_of(told) and "on the last Friday of each month" in client.text_of(told)
    [said] = bot.import_roster(NEW)
    assert "plan stays last Friday" in said
    ledger, state = bot.service.ledger, bot.service.books.state
    assert "last Friday" in export_roster(ledger, state)
    bot.turn("2026-07-01 09:06")
    [prompt] = bot.inbox(OFFICER)
    assert "Fri 31 July" in client.text_of(prompt)
    [row] = [n for n in (1, 2) if f"{n}. Harpole" in client.text_of(prompt)]
    bot.arrives(client.reply(OFFICER, prompt, f"PLAN {row} 16", bot.at), "2026-07-01 10:00")
    [told] = bot.inbox(PLR)
    assert "on the 16th of each month" in client.text_of(told)
    assert [fact.plan for fact in bot.facts(PlanAgreed) if isinstance(fact, PlanAgreed)] == ["last Friday", "16"]
    bot.arrives(client.reply(PLR, told, "Thank you, that is fine.", bot.at), "2026-07-01 11:00")
    bot.turn("2026-07-15 09:06")
    bot.inbox(OFFICER)
    bot.turn("2026-07-16 09:06")
    [planned] = bot.inbox(OFFICER)
    assert "Pat Hall, Harpole Parish Council" in str(planned["Subject"])


def test_a_change_of_officer_is_told_to_everybody_and_late_mail_of_the_former_finds_its_way(
    start: Callable[..., Bot],
) -> None:
    bot = start("2026-06-02 10:00")
    bot.import_roster(NEW)
    bot.turn("2026-06-02 10:01")
    bot.arrives(client.new(PLR, LIAISON, "Hedge", "Could somebody cut the hedge?", local("2026-06-03 10:00")),
                "2026-06-03 10:00")  # fmt: skip
    [*_, hedge] = bot.inbox(OFFICER)
    bot.inbox(PLR), bot.inbox(MARSH)
    bot.at = local("2026-06-04 10:00")
    bot.import_roster(NEW.replace(f"PC A. Reed,{OFFICER}", f"PCSO J. Dale,{DALE}"))
    bot.turn("2026-06-04 10:01")
    [former] = bot.inbox(OFFICER)
    assert str(former["Subject"]) == "2 councils are no longer yours"
    relayed, councils = sorted(bot.inbox(DALE), key=lambda mail: "Hedge" not in str(mail["Subject"]))
    assert client.text_of(relayed) == "Could somebody cut the hedge?"
    text = " ".join(client.text_of(councils).split())
    assert "Before you: PC A. Reed" in text
    assert "Hedge, Wed 3 June: answer by Wed 10 June" in text
    [introduction] = bot.inbox(PLR)
    assert "before me, it was PC A. Reed" in " ".join(client.text_of(introduction).split())
    late = client.reply(OFFICER, hedge, "It is cut next week.", bot.at)
    bot.arrives(late, "2026-06-05 10:00")
    [answer] = bot.inbox(PLR)
    assert client.text_of(answer).startswith("It is cut next week.")
    assert client.display_name(answer) == "PC A. Reed, Example Police"
    assert len(bot.facts(Answered)) == 1


def test_while_there_is_no_officer_the_plr_knows_who_reads(start: Callable[..., Bot]) -> None:
    bot = start("2026-06-02 10:00")
    bot.import_roster(NEW)
    bot.turn("2026-06-02 10:01")
    bot.inbox(PLR)
    bot.import_roster(NEW.replace(f"PC A. Reed,{OFFICER},01632 960190", ",,"))
    bot.turn("2026-06-04 10:00")
    [left] = bot.inbox(PLR)
    assert "Sam Okafor" in client.text_of(left)
    bot.arrives(client.reply(PLR, left, "Who comes to the fair?", bot.at), "2026-06-05 10:00")
    assert client.text_of(bot.inbox(COORDINATOR)[-1]).startswith("Who comes to the fair?")
