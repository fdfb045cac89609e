"""At the edges of what people and machines send: nothing counts, or is seen by anybody, that should not be."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from mailbot.model.facts import Answered, ContactMade
from tests.e2e import client
from tests.e2e.bot import LIAISON, Bot, local
from tests.e2e.conftest import OFFICER, PLR

HEDGE = "Could somebody look at the hedge on Church Lane?"


def asks(bot: Bot) -> EmailMessage:
    """Have Pat Hall ask about the hedge; gives the relay to PC Reed."""
    bot.inbox(PLR)
    bot.arrives(client.new(PLR, LIAISON, "Hedge", HEDGE, local("2026-06-03 10:12")), "2026-06-03 10:12")
    bot.inbox(PLR)
    [relay] = bot.inbox(OFFICER)
    return relay


# Replies without a word


@pytest.mark.parametrize("signature", ["", "-- \nPC 1234 A. Reed\nHarpole Neighbourhood Policing Team\n"])
def test_an_officers_reply_that_holds_nothing_but_the_quote_leaves_the_question_open(bot: Bot, signature: str) -> None:
    """Design, Words (Answer); law 6: it is passed on as it is all the same."""
    relay = asks(bot)
    empty = client.reply(OFFICER, relay, signature, local("2026-06-03 11:00"))
    bot.arrives(empty, "2026-06-03 11:00")
    [passed_on], [asked] = bot.inbox(PLR), bot.inbox(OFFICER)
    assert client.text_of(passed_on) == client.text_of(empty)
    assert client.display_name(passed_on) == "PC A. Reed, Example Police"
    assert "We found no words of yours in your email to Pat Hall" in client.text_of(asked)
    assert bot.facts(Answered, ContactMade) == []
    bot.arrives(client.follow_link(OFFICER, *client.links(asked, "ANSWERED"), bot.at), "2026-06-03 11:30")
    assert len(bot.facts(Answered)) == 1


def test_an_officers_photograph_alone_is_an_answer(bot: Bot) -> None:
    picture = client.reply(OFFICER, asks(bot), "", local("2026-06-03 11:00"))
    picture.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="cut.jpg")
    bot.arrives(picture, "2026-06-03 11:00")
    assert len(bot.facts(Answered)) == len(bot.facts(ContactMade)) == 1
    assert bot.inbox(OFFICER) == []
