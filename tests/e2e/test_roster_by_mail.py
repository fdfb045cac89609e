"""A roster that the coordinator attaches to a mail: shown first, and imported by one word (design, Commands)."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from mailbot.model.facts import LiaisonChanged, LiaisonEnded, RosterDecided
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, Bot, RealPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR
from tests.servers.dovecot import Dovecot

LIAISON = "liaison@force.example"
HEADER = ["council", "plr_name", "plr_email", "officer_name", "officer_email", "since"]
HARPOLE = ["Harpole Parish Council", "Pat Hall", PLR, "PC A. Reed", OFFICER, "2025-01-01"]
WENDLE = ["Wendle Parish Council", "Les Ames", "les.ames@wendle-pc.example", "PC A. Reed", OFFICER, "2025-01-01"]


@pytest.fixture
def bot(tmp_path: Path, own_dovecot: Dovecot) -> Iterator[Bot]:
    """A bot that knows Harpole, on Monday 1 June 2026."""
    started = Bot(deployed(tmp_path, rules=("reply-deadline",)), RealPost(own_dovecot), local("2026-06-01 09:00"))
    started.import_roster(csv_of(HARPOLE).decode())
    yield started
    started.remove()


def csv_of(*rows: list[str]) -> bytes:
    return "\r\n".join(",".join(row) for row in (HEADER, *rows)).encode()


def excel_of(*rows: list[str]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADER, *rows):
        sheet.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def with_file(raw: bytes, name: str, *, sender: str = COORDINATOR) -> EmailMessage:
    mail = client.new(sender, LIAISON, "The roster", "Please find it attached.", local("2026-06-02 10:00"))
    mail.add_attachment(raw, "application", "octet-stream", filename=name)
    return mail


@pytest.mark.parametrize(
    ("raw", "name"), [(csv_of(HARPOLE, WENDLE), "roster.csv"), (excel_of(HARPOLE, WENDLE), "Roster June.XLSX")]
)
def test_what_a_roster_would_change_is_shown_and_approve_changes_it(bot: Bot, raw: bytes, name: str) -> None:
    before = len(bot.facts(LiaisonChanged))
    bot.arrives(with_file(raw, name), "2026-06-02 10:00")
    [shown] = bot.inbox(COORDINATOR)
    assert "Wendle Parish Council" in client.text_of(shown)
    assert len(bot.facts(LiaisonChanged)) == before, "nothing changes before it is approved"
    [approve] = client.links(shown, "Make these changes")
    bot.arrives(client.follow_link(COORDINATOR, approve, local("2026-06-02 10:05")), "2026-06-02 10:05")
    [decided] = bot.inbox(COORDINATOR)
    assert "The roster is changed" in str(decided["Subject"])
    assert len(bot.facts(LiaisonChanged)) == before + 1


def test_a_missing_row_ends_its_liaison_once_that_was_approved(bot: Bot) -> None:
    bot.arrives(with_file(csv_of(WENDLE), "roster.csv"), "2026-06-02 10:00")
    [shown] = bot.inbox(COORDINATOR)
    bot.arrives(client.reply(COORDINATOR, shown, "APPROVE", local("2026-06-02 10:05")), "2026-06-02 10:05")
    assert len(bot.facts(LiaisonEnded)) == 1


def test_refuse_changes_nothing_and_approve_after_it_neither(bot: Bot) -> None:
    bot.arrives(with_file(csv_of(HARPOLE, WENDLE), "roster.csv"), "2026-06-02 10:00")
    [shown] = bot.inbox(COORDINATOR)
    for word, at in (("REFUSE", "2026-06-02 10:05"), ("APPROVE", "2026-06-02 10:06")):
        bot.arrives(client.reply(COORDINATOR, shown, word, local(at)), at)
    assert len(bot.facts(LiaisonChanged)) == 1
    assert [fact.applied for fact in bot.facts(RosterDecided)] == [False]


def test_a_roster_that_another_has_overtaken_is_shown_again_before_it_changes_anything(bot: Bot) -> None:
    """Approved as it stood, it would take back without a word what the other has changed."""
    renamed = [*HARPOLE[:1], "Pat Hall-Jones", *HARPOLE[2:]]
    shown = []
    for rows in ((HARPOLE, WENDLE), (renamed,)):
        bot.arrives(with_file(csv_of(*rows), "roster.csv"), "2026-06-02 10:00")
        shown += bot.inbox(COORDINATOR)
    for mail in (shown[1], shown[0]):
        bot.arrives(client.reply(COORDINATOR, mail, "APPROVE", local("2026-06-02 10:05")), "2026-06-02 10:05")
    _, again = bot.inbox(COORDINATOR)
    words = client.text_of(again)
    assert "The roster was changed after you were shown this" in words
    assert "Pat Hall-Jones" in words and "Wendle" in words
    assert [fact.applied for fact in bot.facts(RosterDecided)] == [True]
    [name] = [person.name for person in bot.service.ledger.people() if person.address == PLR]
    assert name == "Pat Hall-Jones"
    bot.arrives(client.reply(COORDINATOR, again, "APPROVE", local("2026-06-02 10:10")), "2026-06-02 10:10")
    assert [fact.applied for fact in bot.facts(RosterDecided)] == [True, True]
    [name] = [person.name for person in bot.service.ledger.people() if person.address == PLR]
    assert name == "Pat Hall"


def test_what_is_wrong_with_a_roster_is_said_all_at_once_and_cannot_be_approved(bot: Bot) -> None:
    wrong = csv_of(HARPOLE, ["Wendle Parish Council", "Les Ames", "no address", "PC A. Reed", OFFICER, "soon"])
    bot.arrives(with_file(wrong, "roster.csv"), "2026-06-02 10:00")
    [shown] = bot.inbox(COORDINATOR)
    words = client.text_of(shown)
    assert "plr_email" in words
    assert "since" in words
    bot.arrives(client.reply(COORDINATOR, shown, "APPROVE", local("2026-06-02 10:05")), "2026-06-02 10:05")
    assert len(bot.facts(LiaisonChanged)) == 1
    [again] = bot.inbox(COORDINATOR)
    assert "cannot be imported" in str(again["Subject"])


@pytest.mark.parametrize("sender", [PLR, OFFICER, "stranger@elsewhere.example"])
def test_a_table_from_anybody_else_is_an_attachment_and_nothing_more(bot: Bot, sender: str) -> None:
    bot.arrives(with_file(csv_of(HARPOLE, WENDLE), "roster.csv", sender=sender), "2026-06-02 10:00")
    assert bot.inbox(COORDINATOR) == []
    assert len(bot.facts(LiaisonChanged)) == 1


def test_something_that_only_calls_itself_a_workbook_is_said_to_be_none(bot: Bot) -> None:
    bot.arrives(with_file(b"PK\x03\x04 and no more", "roster.xlsx"), "2026-06-02 10:00")
    [shown] = bot.inbox(COORDINATOR)
    assert "no Excel workbook" in client.text_of(shown)
