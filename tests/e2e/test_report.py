"""REPORT by real mail: the coordinator asks for a time, and gets its figures as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from email.message import EmailMessage
from io import StringIO
from pathlib import Path

import pytest

from mailbot.model.facts import MessageHeld
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, Bot, RealPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR
from tests.servers.dovecot import Dovecot

HEADER = "council,team,plr_name,plr_email,officer_name,officer_email,since\n"
ROSTER = (
    f"Harpole Parish Council,East,Pat Hall,{PLR},PC A. Reed,{OFFICER},2025-01-01\n"
    f"=Wendle Parish Council,West,,,PC A. Reed,{OFFICER},2025-01-01\n"
)


@pytest.fixture
def bot(tmp_path: Path, own_dovecot: Dovecot) -> Iterator[Bot]:
    started = Bot(
        deployed(tmp_path, rules=("reply-deadline", "named-contact")), RealPost(own_dovecot), local("2026-06-01 09:00")
    )
    started.import_roster(HEADER + ROSTER)
    yield started
    started.remove()


def table(mail: EmailMessage) -> list[dict[str, str]]:
    [attached] = list(mail.iter_attachments())
    assert attached.get_content_type() == "text/csv"
    raw = attached.get_payload(decode=True)
    assert isinstance(raw, bytes)
    return list(csv.DictReader(StringIO(raw.decode("utf-8-sig"))))


def test_the_coordinator_gets_the_figures_of_the_time_that_they_name(bot: Bot) -> None:
    asked = client.new(PLR, "liaison@force.example", "Hedge", "When will the hedge be cut?", local("2026-06-02 10:00"))
    bot.arrives(asked, "2026-06-02 10:00")
    relayed = bot.inbox(OFFICER)[-1]
    bot.arrives(client.reply(OFFICER, relayed, "On Friday.", local("2026-06-03 10:00")), "2026-06-03 10:00")
    bot.turn("2026-06-05 08:36")
    digest = bot.inbox(COORDINATOR)[-1]
    bot.arrives(client.reply(COORDINATOR, digest, "REPORT this month", local("2026-06-05 09:00")), "2026-06-05 09:00")
    [answer] = bot.inbox(COORDINATOR)
    assert str(answer["Subject"]) == "The figures from Mon 1 June to Fri 5 June 2026"
    rows = {(row["scope"], row["council"] or row["team"]): row for row in table(answer)}
    assert rows[("council", "Harpole Parish Council")]["answered_in_time"] == "1"
    assert rows[("team", "East")]["contacts_email"] == "1"
    assert ("council", "'=Wendle Parish Council") in rows, "a spreadsheet takes no name for a formula"
    assert rows[("total", "")]["questions"] == "1"
    assert (rows[("total", "")]["from"], rows[("total", "")]["until"]) == ("2026-06-01", "2026-06-05")
    assert "Pat Hall" not in client.text_of(answer)


def test_of_a_year_that_was_over_before_the_programme_began_it_is_said_that_nothing_was_counted(bot: Bot) -> None:
    asked = client.new(COORDINATOR, "liaison@force.example", "Figures", "REPORT year", bot.at)
    bot.arrives(asked, "2026-06-05 09:00")
    [answer] = [mail for mail in bot.inbox(COORDINATOR) if "figures" in str(mail["Subject"])]
    assert "1 April 2025 to" in str(answer["Subject"])
    assert "Nothing was counted in that time: the programme began on Monday 1 June 2026." in client.text_of(answer)


def test_what_names_no_time_is_asked_and_nothing_is_sent(bot: Bot) -> None:
    bot.turn("2026-06-05 08:36")
    [digest] = bot.inbox(COORDINATOR)
    bot.arrives(client.reply(COORDINATOR, digest, "REPORT Harpole", local("2026-06-05 09:00")), "2026-06-05 09:00")
    [told] = bot.inbox(COORDINATOR)
    assert str(told["Subject"]) == "Not noted: REPORT"
    assert list(told.iter_attachments()) == []
    assert bot.facts(MessageHeld) == []
