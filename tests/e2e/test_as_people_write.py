"""What people write as they write it, by real mail: small letters, lists, several things on a line, names, prose."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.model.facts import (
    AbsenceBegan,
    AbsenceEnded,
    ConcernRaised,
    ContactMade,
    MessageHeld,
    PlanAgreed,
    PlrChangeConfirmed,
    QuestionAsked,
    QuestionReopened,
)
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, LONDON, Bot, EmbeddedPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR

DALE, KIM, JO, HALLS, TEAM = (
    "j.dale@force.example", "kim@brinton.example", "clerk@fenby.example", "halls@post.example", "west@force.example",
)  # fmt: skip
ROSTER = f"""council,plr_name,plr_email,clerk_name,clerk_email,officer_name,officer_email,team,since
Harpole Parish Council,Pat Hall,{PLR},Morgan Birch,clerk@harpole-pc.example,PC A. Reed,{OFFICER},East,2025-01-01
Fenby Parish Council,,,Jo Field,{JO},PC A. Reed,{OFFICER},East,2025-01-01
Selham Parish Council,,,,,PC A. Reed,{OFFICER},East,2025-01-01
Brinton Town Council,Kim Ashby,{KIM},,,PCSO J. Dale,{DALE},West,2025-01-01
Wendle Parish Council,Lee Vale,{HALLS},,,PC B. Ford,{TEAM},West,2025-01-01
Orston Parish Council,Robin Vale,{HALLS},Sandy Vale,{HALLS},PCSO M. Lund,{TEAM},West,2025-01-01
"""
RULES = ("absence", "change-of-plr", "concern", "monthly-contact", "reply-deadline")
PEOPLE = (PLR, "clerk@harpole-pc.example", OFFICER, DALE, KIM, JO, HALLS, TEAM, COORDINATOR)


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    """Thursday 10 December 2026: the month's prompts are out, and everybody's mail is read."""
    started = Bot(deployed(tmp_path, rules=RULES), EmbeddedPost([*PEOPLE]), local("2026-12-01 08:00"))
    started.import_roster(ROSTER)
    started.turn("2026-12-01 09:06")
    started.turn("2026-12-10 09:30")
    yield started
    started.remove()


def read_all(bot: Bot) -> dict[str, list[EmailMessage]]:
    return {address: bot.inbox(address) for address in PEOPLE}


def writes(bot: Bot, sender: str, text: str, minute: int = 0) -> list[EmailMessage]:
    """Write to the mailbox itself, after all before was read, and give what comes back."""
    read_all(bot)
    at = f"2026-12-10 10:{minute:02}"
    bot.arrives(client.new(sender, LIAISON, "A word", text, local(at)), at)
    return bot.inbox(sender)


def contacts(bot: Bot) -> list[tuple[str, str]]:
    """Give the contacts that were noted: the method, and the day."""
    return [(one.method.value, f"{one.happened_at.astimezone(LONDON):%d %B}") for one in made(bot)]


def made(bot: Bot) -> list[ContactMade]:
    return [fact for fact in bot.facts(ContactMade) if isinstance(fact, ContactMade)]


def test_an_officers_notes_are_read_in_small_letters_by_any_name_and_in_lists(bot: Bot) -> None:
    lines = [
        ("phoned harpole on monday", [("phone", "07 December")]),
        ("Hi,\n\nMet Pat yesterday evening\n\nThanks", [("in-person", "09 December")]),
        ("1. PHONED Harpole\n2. MET Fenby 8 Dec", [("phone", "10 December"), ("in-person", "08 December")]),
        ("PHONED Harpole 4 Dec and MET Harpole 8 Dec", [("phone", "04 December"), ("in-person", "08 December")]),
        ("Phoned Harpole and met Fenby on Tuesday", [("phone", "08 December"), ("in-person", "08 December")]),
        ("Emailed Pat Hall the day before yesterday", [("email", "08 December")]),
        ("Phoned the owner, who will cut it on Saturday.", []),
    ]
    for minute, (text, expected) in enumerate(lines):
        before = len(contacts(bot))
        (_,) = writes(bot, OFFICER, text, minute)
        assert contacts(bot)[before:] == expected, text
    assert bot.inbox(PLR) == bot.inbox(JO) == []


def test_a_council_that_is_not_theirs_or_has_nobody_is_said_to_be_so(bot: Bot) -> None:
    (elsewhere,) = writes(bot, OFFICER, "PHONED Brinton 8 Dec")
    said = client.text_of(elsewhere)
    assert "Brinton Town Council is not one of your councils" in said
    assert "Fenby Parish Council, Harpole Parish Council, Selham Parish Council" in said
    assert COORDINATOR in said and "Dale" not in said
    (nobody,) = writes(bot, OFFICER, "PHONED Selham 8 Dec", 1)
    assert "neither a PLR nor a Clerk" in client.text_of(nobody)
    bot.arrives(client.reply(OFFICER, nobody, "PHONED Harpole 8 Dec", bot.at), "2026-12-10 10:05")
    assert contacts(bot) == [("phone", "08 December")]


def test_while_the_post_is_vacant_the_clerk_is_phoned_written_to_and_names_the_next(bot: Bot) -> None:
    (noted,) = writes(bot, OFFICER, "PHONED Fenby")
    assert "you phoned Jo Field" in str(noted["Subject"])
    (which,) = writes(bot, OFFICER, "The leaflets have come, shall I bring them?", 1)
    (offered,) = (line for line in client.text_of(which).splitlines() if "Jo Field" in line)
    (to_clerk,) = client.links(which, offered.split()[-1])
    bot.arrives(client.follow_link(OFFICER, to_clerk, bot.at), "2026-12-10 10:05")
    (relayed,) = bot.inbox(JO)
    assert "leaflets" in client.text_of(relayed)
    (asked,) = writes(bot, JO, "CHANGE Max Orr max.orr@fenby.example from 4 January", 10)
    assert "Max Orr" in str(asked["Subject"])
    bot.arrives(client.reply(JO, asked, "YES", bot.at), "2026-12-10 10:15")
    assert len(bot.facts(PlrChangeConfirmed)) == 1


def test_several_things_of_a_plr_are_asked_and_answered_in_one_mail(bot: Bot) -> None:
    (answer,) = writes(bot, PLR, "PLAN last Friday\nCHANGE Robin Ames r.ames@harpole-pc.example from 4 January")
    said = client.text_of(answer)
    assert "last Friday" in said and "Robin Ames" in said and "reply with YES" in said
    bot.arrives(client.follow_link(PLR, client.links(answer, "YES")[0], bot.at), "2026-12-10 10:05")
    assert len(bot.facts(PlrChangeConfirmed)) == 1
    assert len(bot.facts(PlanAgreed)) == 1


def test_undo_of_what_is_not_theirs_or_of_nothing_is_answered_and_goes_to_nobody(bot: Bot) -> None:
    (noted,) = writes(bot, PLR, "PLAN last Friday")
    (changed,) = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, changed, "UNDO", bot.at), "2026-12-10 10:05")
    (told,) = bot.inbox(OFFICER)
    assert "noted nothing that could be taken back" in client.text_of(told)
    bot.arrives(client.reply("clerk@harpole-pc.example", noted, "UNDO", bot.at), "2026-12-10 10:10")
    (to_clerk,) = bot.inbox("clerk@harpole-pc.example")
    assert "it was not you who told us" in client.text_of(to_clerk)
    assert bot.inbox(OFFICER) == bot.inbox(PLR) == []
    assert {row.plan for row in bot.service.books.state.roster().values()} == {"last Friday", ""}


def test_a_plr_is_read_as_they_write_and_their_prose_goes_on(bot: Bot) -> None:
    commands = [
        ("Hello,\n\naway 20 dec to 3 jan\n\nThank you\nPat", AbsenceBegan),
        ("**AWAY** - 21st to 28th", AbsenceBegan),
        ("Away until further notice", AbsenceBegan),
        ("Concerned about PC Reed, who never rings.", ConcernRaised),
    ]
    for minute, (text, kind) in enumerate(commands):
        before = len(bot.facts(kind))
        writes(bot, PLR, text, minute)
        assert len(bot.facts(kind)) == before + 1, text
        assert not [mail for mail in bot.inbox(OFFICER) if text.split()[-1] in client.text_of(mail)], text
    begun = [(str(fact.from_on), str(fact.until_on)) for fact in bot.facts(AbsenceBegan)]  # type: ignore[attr-defined]
    assert begun == [("2026-12-20", "2027-01-03"), ("2026-12-21", "2026-12-28"), ("2026-12-10", "None")]
    for minute, text in enumerate(("Away fans parked all over the green", "Concerned about the parking"), 20):
        writes(bot, PLR, text, minute)
        assert [client.text_of(mail) for mail in bot.inbox(OFFICER)] == [text]


def test_that_it_was_no_answer_is_read_with_its_reason_on_the_line(bot: Bot) -> None:
    writes(bot, PLR, "Could you advise on scam calls?")
    (relay,) = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, relay, "Thanks Pat, there is a leaflet.", bot.at), "2026-12-10 11:00")
    (answer,) = bot.inbox(PLR)
    text = "Not answered. I asked for advice, not a leaflet."
    bot.arrives(client.reply(PLR, answer, text, bot.at), "2026-12-10 11:05")
    assert len(bot.facts(QuestionReopened)) == 1


def test_of_two_at_one_address_the_name_or_the_chosen_council_tells_who_writes(bot: Bot) -> None:
    people = {person.id: person.name for person in bot.service.ledger.people()}
    writes(bot, HALLS, "AWAY Robin Vale 14 to 18 December")
    (which,) = writes(bot, HALLS, "AWAY 21 to 24 December", 5)
    said = client.text_of(which).splitlines()
    (wendle,) = (line for line in said if "Wendle" in line)
    number = wendle.partition("reply with ")[2].split()[0]
    bot.arrives(client.reply(HALLS, which, number, bot.at), "2026-12-10 10:10")
    away = [people[fact.person] for fact in bot.facts(AbsenceBegan)]  # type: ignore[attr-defined]
    assert away == ["Robin Vale", "Lee Vale"]
    writes(bot, HALLS, "CONCERN about PC Ford", 20)
    assert len(bot.facts(ConcernRaised)) == 1
    assert bot.facts(QuestionAsked, AbsenceEnded) == []
    assert bot.inbox(TEAM) == []


def test_of_a_team_at_one_address_whoever_has_the_named_council_wrote(bot: Bot) -> None:
    (noted,) = writes(bot, TEAM, "PHONED Wendle 8 Dec")
    assert "Lee Vale" in str(noted["Subject"])
    (helped,) = writes(bot, TEAM, "HELP", 1)
    assert str(helped["Subject"]) == "What you can write to us"
    assert writes(bot, TEAM, "AWAY 14 to 18 December", 2) == []
    assert [held.reason for held in bot.facts(MessageHeld)][-1:] == ["shared-address"]  # type: ignore[attr-defined]
