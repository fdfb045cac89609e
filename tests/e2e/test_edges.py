"""At the edges of what people and machines send: nothing counts, or is seen by anybody, that should not be."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from mailbot.model.facts import Answered, ContactMade, MessageHeld
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, local
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


# Loops


def test_two_machines_without_a_mark_do_not_answer_each_other_for_ever(bot: Bot) -> None:
    """Law 8, RFC 3834 section 4: it is held, the coordinator is told once, and one word passes it on."""
    says = {
        PLR: "Thank you for your email. We have logged it and will reply within five days.",
        OFFICER: "Thank you for getting in touch with the neighbourhood team.",
    }
    waiting, minute, turns = {OFFICER: asks(bot)}, 12, 0
    while waiting and turns < 40:
        reader, mail = waiting.popitem()
        minute, turns = minute + 1, turns + 1
        answer = client.reply(reader, mail, says[reader], local(f"2026-06-03 10:{minute}"), quote=False)
        bot.arrives(answer, f"2026-06-03 10:{minute}")
        waiting = {other: one for other in (OFFICER, PLR) for one in bot.inbox(other) if "Auto-Submitted" not in one}
    assert turns == 9, "four answers of each, and the fifth of the first is held"
    [held] = bot.facts(MessageHeld)
    assert held.reason == "loop"
    bot.turn("2026-06-04 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "The same came again and again" in " ".join(client.text_of(digest).split())
    bot.arrives(client.reply(COORDINATOR, digest, "LINK 1a", bot.at), "2026-06-04 09:00")
    [passed_on] = bot.inbox(PLR)
    assert client.text_of(passed_on) == says[OFFICER]


def test_a_machine_that_begins_anew_each_time_is_held_too(bot: Bot) -> None:
    bot.inbox(PLR), bot.inbox(OFFICER)
    for minute in range(10, 22):
        ticket = client.new(PLR, LIAISON, f"Case 55{minute}", f"Your case is number 55{minute}.", bot.at)
        bot.arrives(ticket, f"2026-06-03 10:{minute}")
    assert len(bot.inbox(OFFICER)) == 4
    assert {held.reason for held in bot.facts(MessageHeld)} == {"loop"}


def test_people_who_write_to_each_other_in_haste_are_never_held(bot: Bot) -> None:
    """Law 8: relays of what people write are not capped."""
    mail, writer = asks(bot), OFFICER
    for minute in range(13, 31):
        answer = client.reply(writer, mail, f"{'Yes' if minute % 2 else 'And'} {'so ' * minute}", bot.at, quote=False)
        bot.arrives(answer, f"2026-06-03 10:{minute}")
        writer = PLR if writer == OFFICER else OFFICER
        [mail] = [one for one in bot.inbox(writer) if "Auto-Submitted" not in one]
    for part in range(12):
        photograph = client.new(PLR, LIAISON, f"Photo {'i' * part}", "", bot.at)
        photograph.add_attachment(bytes([part]) * 9, maintype="image", subtype="jpeg", filename="hedge.jpg")
        bot.arrives(photograph, f"2026-06-03 10:{40 + part}")
    assert len(bot.inbox(OFFICER)) == 12
    assert bot.facts(MessageHeld) == []
