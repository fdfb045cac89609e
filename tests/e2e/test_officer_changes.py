"""A change of officer that the coordinator announces ahead, by real mail: foretold, and carried out after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.app.forecast import forecast
from mailbot.model.facts import LiaisonChanged, OfficerChangeAnnounced
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, EmbeddedPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR

LUND, LES = "m.lund@force.example", "les.marlow@lund-pc.example"
ROSTER = f"""council,plr_name,plr_email,officer_name,officer_email,since
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},2025-01-01
Lund Parish Council,Les Marlow,{LES},PCSO M. Lund,{LUND},2025-01-01
"""


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    """A bot that knows an officer who is named like a council."""
    rules = ("introduction", "reply-deadline")
    started = Bot(deployed(tmp_path, rules=rules), EmbeddedPost([PLR, LES, OFFICER, LUND]), local("2026-06-08 09:00"))
    started.import_roster(ROSTER)
    yield started
    started.remove()


def says(bot: Bot, text: str, at: str) -> str:
    """Have the coordinator write something, and give the words of the one answer."""
    bot.arrives(client.new(COORDINATOR, LIAISON, "Officers", text, local(at)), at)
    [answer] = bot.inbox(COORDINATOR)
    return " ".join(client.text_of(answer).split())


@pytest.mark.parametrize(
    "line",
    ["CHANGE OFFICER Harpole to PCSO Lund from 1 July", f"REASSIGN Harpole to {LUND} from 1 July"],
)
def test_it_is_told_ahead_and_carried_out_on_its_day(bot: Bot, line: str) -> None:
    said = says(bot, line, "2026-06-08 10:00")
    assert "PCSO M. Lund is the point of contact of Harpole Parish Council from Wednesday 1 July 2026 on" in said
    assert len(bot.facts(OfficerChangeAnnounced)) == 1
    for address in (OFFICER, LUND):
        [told] = bot.inbox(address)
        assert "New point of contact from Wed 1 July: Harpole Parish Council" in str(told["Subject"])
    foretold = [one for one in forecast(bot.deployment, bot.at, 30) if one.template == "no-longer-yours"]
    assert [one.at for one in foretold] == [local("2026-07-01 09:00")]
    bot.stop()
    bot.start()
    bot.turn("2026-07-01 08:30")
    assert bot.inbox(LUND) == []
    bot.turn("2026-07-01 09:01")
    [*_, row] = bot.facts(LiaisonChanged)
    assert bot.service.ledger.person(row.officer).address == LUND  # type: ignore[attr-defined,union-attr]
    [told] = bot.inbox(OFFICER)
    assert "is no longer yours" in str(told["Subject"])
    assert any("PCSO M. Lund" in client.text_of(mail) for mail in bot.inbox(PLR))
    bot.turn("2026-07-02 09:01")
    assert (bot.inbox(OFFICER), bot.inbox(LUND), bot.inbox(PLR), bot.inbox(LES)) == ([], [], [], [])


def test_the_same_words_of_a_plr_change_nothing_and_go_to_the_officer(bot: Bot) -> None:
    """Laws 7 and 11."""
    line = "CHANGE OFFICER Harpole to PCSO Lund from 1 July"
    bot.arrives(client.new(PLR, LIAISON, "Our officer", line, local("2026-06-08 10:00")), "2026-06-08 10:00")
    assert bot.facts(OfficerChangeAnnounced) == []
    assert line in client.text_of(bot.inbox(OFFICER)[0])
