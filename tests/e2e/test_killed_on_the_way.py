"""The process is killed while news leaves, and while a morning's mail does: each reader gets theirs once (law 2)."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mailbot.model.mail import MailStatus
from tests.e2e import client, killed_turn
from tests.e2e.bot import COORDINATOR, LIAISON, ROOT, Bot, EmbeddedPost, deployed, local
from tests.e2e.conftest import OFFICER

PLRS = [f"plr{n}@council{n}.example" for n in range(1, 6)]
ROSTER = "council,plr_name,plr_email,officer_name,officer_email,since\n" + "".join(
    f"Council {n} Parish Council,Sal {n},{address},PC A. Reed,{OFFICER},2025-01-01\n"
    for n, address in enumerate(PLRS, start=1)
)
RULES = ("council-meeting", "monthly-contact", "named-contact", "news", "reply-deadline")
VACANT = "Thornbeck Parish Council,Ash Reeve,ash@thornbeck.example,,,2026-05-01\n"


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    """A bot on 29 June, to which a question came that is late; the coordinator has not been told yet."""
    post = EmbeddedPost([*PLRS, OFFICER])
    started = Bot(deployed(tmp_path / "d", rules=RULES), post, local("2026-06-18 09:00"))
    started.import_roster(ROSTER + VACANT)
    asked = client.new(PLRS[0], LIAISON, "Hedge", "Could somebody look at the hedge?", local("2026-06-22 10:00"))
    started.arrives(asked, "2026-06-22 10:00")
    for at in ("2026-06-22 10:06", "2026-06-29 17:06"):
        started.turn(at)
    yield started
    started.remove()


def news_is_due(bot: Bot) -> str:
    """PC Reed has answered SEND; give the instant at which the five copies leave."""
    bot.turn("2026-06-30 17:06")
    news = client.new(
        OFFICER, LIAISON, "Surgery", "NEWS Surgery on Saturday\n\nAt the library.", local("2026-06-30 18:00")
    )
    bot.arrives(news, "2026-06-30 18:00")
    draft = bot.inbox(OFFICER)[-1]
    bot.arrives(client.reply(OFFICER, draft, "SEND", local("2026-06-30 18:05")), "2026-06-30 18:05")
    return "2026-06-30 18:21"


def a_morning_is_due(bot: Bot) -> str:
    """Give an instant at which the digest, the month's prompt and what the rest of the day brings leave together."""
    assert bot.service.books.state.untold
    return "2026-07-01 09:06"


def killed_at(bot: Bot, config: Path, at: str, point: str, times: int) -> int:
    """Turn the clock in a process that dies at a point; give how it ended."""
    servers = bot.post.servers()
    ports = (str(servers.imap.port), str(servers.smtp.port))
    arguments = (point, str(times), str(config), local(at).isoformat(), *ports)
    command = [sys.executable, "-m", killed_turn.__name__, *arguments]
    return subprocess.run(command, cwd=ROOT, timeout=60, stdout=subprocess.DEVNULL, check=False).returncode


@pytest.mark.parametrize("point", killed_turn.POINTS)
@pytest.mark.parametrize(
    ("due", "times", "readers"),
    [(news_is_due, 3, PLRS), (a_morning_is_due, 2, [OFFICER, COORDINATOR])],
    ids=["news", "a morning"],
)
def test_whoever_was_to_be_written_to_is_once(
    bot: Bot, tmp_path: Path, due: Callable[[Bot], str], times: int, readers: list[str], point: str
) -> None:
    at = due(bot)
    for address in (*PLRS, OFFICER, COORDINATOR):
        bot.inbox(address)
    bot.stop()
    steps = "steps" in point
    assert killed_at(bot, tmp_path / "d" / "config.toml", at, point, 1 if steps else times) == -signal.SIGKILL
    bot.start()
    cut_off = [entry.message_id for entry in bot.service.ledger.outbox(MailStatus.UNCERTAIN)]
    assert len(cut_off) <= (point in ("after noting the submission", "after submission"))
    for later in (at, f"{at[:-2]}59"):
        bot.turn(later)
    assert bot.service.ledger.outbox(MailStatus.QUEUED, MailStatus.UNCERTAIN, MailStatus.SUBMITTING) == ()
    for reader in readers:
        got = Counter(str(mail["Message-ID"]).strip("<>") for mail in bot.inbox(reader))
        assert got, reader
        doubled = [message_id for message_id, count in got.items() if count > 1]
        assert doubled == [] or (point == "after submission" and doubled == cut_off)
        assert max(got.values()) <= 2  # under one Message-ID, where nobody can know whether it was accepted
