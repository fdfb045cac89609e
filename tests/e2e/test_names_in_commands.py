"""Commands that name a council, and conversations that begin with a link of ours, by real mail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.model.facts import MeetingArranged, PlanAgreed
from tests.e2e import client
from tests.e2e.bot import LIAISON, Bot, RealPost, deployed, local
from tests.e2e.calendars import event_of
from tests.e2e.conftest import OFFICER, PLR
from tests.servers.dovecot import Dovecot

ROSTER = f"""council,plr_name,plr_email,officer_name,officer_email,since,last_meeting
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},2025-01-01,2025-09-09
Orston Parish Council,Ada Moss,ada.moss@orston-pc.example,PC A. Reed,{OFFICER},2025-01-01,2025-09-09
"""


@pytest.fixture
def bot(tmp_path: Path, own_dovecot: Dovecot) -> Iterator[Bot]:
    deployment = deployed(tmp_path, rules=("council-meeting", "meeting-request", "monthly-contact", "reply-deadline"))
    started = Bot(deployment, RealPost(own_dovecot), local("2026-06-01 08:00"))
    started.import_roster(ROSTER)
    started.turn("2026-06-01 09:06")
    started.inbox(OFFICER)
    yield started
    started.remove()


def test_the_councils_name_is_no_part_of_the_place(bot: Bot) -> None:
    line = "ARRANGED Harpole 14 July 7.30pm, village hall"
    bot.arrives(client.new(OFFICER, LIAISON, "A meeting", line, bot.at), "2026-06-02 10:00")
    [to_officer], [to_plr] = bot.inbox(OFFICER), bot.inbox(PLR)
    assert [event_of(mail)[1]["LOCATION"] for mail in (to_officer, to_plr)] == ["village hall"] * 2
    moved = "ARRANGED Harpole 21 July 7.30pm"
    bot.arrives(client.new(OFFICER, LIAISON, "Another day", moved, bot.at), "2026-06-02 11:00")
    [to_officer], [to_plr] = bot.inbox(OFFICER), bot.inbox(PLR)
    assert [event_of(mail)[1]["LOCATION"] for mail in (to_officer, to_plr)] == ["village hall"] * 2
    assert len(bot.facts(MeetingArranged)) == 2


def test_a_conversation_that_begins_with_a_link_is_titled_by_its_matter_and_the_plan_taken_back(bot: Bot) -> None:
    bot.arrives(client.new(PLR, LIAISON, "PLAN", "PLAN last Friday", bot.at), "2026-06-02 10:00")
    [noted] = bot.inbox(PLR)
    [changed] = bot.inbox(OFFICER)
    assert len(bot.facts(PlanAgreed)) == 1
    bot.arrives(client.reply(OFFICER, changed, "Fridays are hard for me, Pat.", bot.at), "2026-06-02 11:00")
    [draft] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, draft, "SEND", bot.at), "2026-06-02 11:05")
    [sent] = bot.inbox(OFFICER)
    [relayed] = bot.inbox(PLR)
    assert "PLAN" not in str(relayed["Subject"]).replace("[PLR", "")
    assert "Day of the regular contact" in str(relayed["Subject"])
    assert "Day of the regular contact" in client.text_of(sent)
    bot.arrives(client.follow_link(PLR, client.links(noted, "UNDO")[0], bot.at), "2026-06-02 11:10")
    [undone] = bot.inbox(PLR)
    [told] = bot.inbox(OFFICER)
    assert "PLAN is undone" in client.text_of(undone)
    assert "has taken back the day that we told you" in client.text_of(told)
    assert {row.plan for row in bot.service.books.state.roster().values()} == {""}


def test_several_lines_of_a_plr_get_one_answer_with_the_signposts_and_each_is_undone_by_its_link(bot: Bot) -> None:
    text = "PLAN last Friday\nMEETING 14 July\n\nAbout the parking."
    bot.arrives(client.new(PLR, LIAISON, "Two things", text, bot.at), "2026-06-02 10:00")
    [answer] = bot.inbox(PLR)
    assert str(answer["Subject"]).startswith("Noted: the 2 things you told us")
    said = client.text_of(answer)
    assert "999" in said
    assert "last Friday of each month" in said
    assert "Tuesday 14 July 2026" in said
    bot.inbox(OFFICER)
    bot.arrives(client.follow_link(PLR, client.links(answer, "UNDO 2")[0], bot.at), "2026-06-02 10:05")
    [undone] = bot.inbox(PLR)
    [told] = bot.inbox(OFFICER)
    assert "MEETING is undone" in client.text_of(undone)
    assert "no longer asks you to a meeting on Tue 14 July" in str(told["Subject"])
    assert {row.plan for row in bot.service.books.state.roster().values()} == {"last Friday", ""}
