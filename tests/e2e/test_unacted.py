"""What the coordinator leaves as it is comes to their deputy, who answers it by its links, by real mail."""

from __future__ import annotations

from pathlib import Path

from mailbot.model.facts import LineSeen
from tests.e2e import client
from tests.e2e.bot import LIAISON, Bot, RealPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR
from tests.servers.dovecot import Dovecot

COORDINATOR, DEPUTY = "coordinator@force.example", "deputy@force.example"
ROSTER = f"""council,plr_name,plr_email,officer_name,officer_email,since
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},2025-01-01
"""


def test_what_is_left_for_two_working_days_comes_to_the_deputy(tmp_path: Path, own_dovecot: Dovecot) -> None:
    deputy = {'# deputy_address = ""  ': f'deputy_address = "{DEPUTY}"  '}
    bot = Bot(deployed(tmp_path, deputy, rules=("reply-deadline",)), RealPost(own_dovecot), local("2026-06-01 08:00"))
    bot.import_roster(ROSTER)
    bot.arrives(client.new(PLR, LIAISON, "Hedge", "Could somebody look at the hedge?", bot.at), "2026-06-02 10:00")
    bot.turn("2026-06-09 17:06")
    bot.turn("2026-06-10 08:31")
    assert len(bot.inbox(COORDINATOR)) == 1
    bot.turn("2026-06-12 17:30")
    assert bot.inbox(DEPUTY) == []
    bot.turn("2026-06-15 09:06")
    [left] = bot.inbox(DEPUTY)
    assert "1. Harpole Parish Council" in client.text_of(left)
    assert "Hedge" in client.text_of(left)
    bot.arrives(client.follow_link(DEPUTY, client.links(left, "ACK 1")[0], bot.at), "2026-06-15 10:00")
    [noted] = bot.inbox(DEPUTY)
    assert str(noted["Subject"]) == "Seen: 1"
    assert len(bot.facts(LineSeen)) == 1
    bot.remove()
