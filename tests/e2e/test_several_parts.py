"""People who have several parts in the programme at one address, by real mail: each instruction is of one part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.model.facts import AbsenceBegan, ContactMade, HoldPlaced, MeetingRequested, PlanAgreed, QuestionAsked
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, EmbeddedPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR

DALE, KIM, UMA, DEPUTY = "j.dale@force.example", "kim@brinton.example", "uma@zeal.example", "deputy@force.example"
ROSTER = f"""council,plr_name,plr_email,officer_name,officer_email,team,since
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},East,2025-01-01
Brinton Town Council,Kim Ashby,{KIM},PCSO J. Dale,{DALE},West,2025-01-01
Aldby Parish Meeting,Jamie Dale,{DALE},PC A. Reed,{OFFICER},East,2025-01-01
Zeal Parish Council,Uma Zed,{UMA},Insp. Okafor,{COORDINATOR},East,2025-01-01
"""
RULES = ("absence", "meeting-request", "monthly-contact", "reply-deadline")
EVERYBODY = (PLR, OFFICER, KIM, UMA, DALE, COORDINATOR, DEPUTY)


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    """PCSO Dale is the PLR of another's council, and the coordinator is an officer, each at one address."""
    deputy = {'# deputy_address = ""': f'deputy_address = "{DEPUTY}"'}
    started = Bot(deployed(tmp_path, deputy, RULES), EmbeddedPost([*EVERYBODY]), local("2026-06-02 09:00"))
    started.import_roster(ROSTER)
    started.turn("2026-06-02 09:06")
    for address in EVERYBODY:
        started.inbox(address)
    yield started
    started.remove()


def writes(bot: Bot, sender: str, text: str, at: str = "2026-06-03 10:00") -> list[str]:
    """Write to the mailbox itself, and give the subjects of what comes back."""
    bot.arrives(client.new(sender, LIAISON, "A word", text, local(at)), at)
    return [str(mail["Subject"]) for mail in bot.inbox(sender)]


@pytest.mark.parametrize(
    ("line", "subject", "recorded"),
    [
        ("STATUS", "Your councils, as they stand", None),
        ("HELP", "What you can write to us", None),
        ("PHONED Brinton 1 June", "Noted: you phoned Kim Ashby", ContactMade),
        ("AWAY 10 to 12 June cover PC Reed", "Noted: PCSO J. Dale is away until Fri 12 June", AbsenceBegan),
        ("PLAN last Friday", "Noted: your contact is planned", PlanAgreed),
        ("HOLD until 12 June", "Not noted: HOLD for Kim Ashby", None),
        ("HLOD until 12 June", "Your message has not been sent yet", None),
    ],
)
def test_what_an_officer_who_is_a_plr_elsewhere_asks_for_is_no_question_to_that_councils_officer(
    bot: Bot, line: str, subject: str, recorded: type | None
) -> None:
    """Law 11: PC Reed, whose PLR this officer is, would be late with an answer to an instruction."""
    [answer] = writes(bot, DALE, line)
    assert answer.startswith(subject)
    assert bot.facts(QuestionAsked) == []
    assert recorded is None or len(bot.facts(recorded)) == 1
    bot.turn("2026-06-03 10:06")
    assert [str(mail["Subject"]) for mail in bot.inbox(OFFICER) if "A word" in str(mail["Subject"])] == []


def test_what_only_a_plr_can_mean_is_from_the_plr(bot: Bot) -> None:
    assert len(writes(bot, DALE, "Could somebody look at the bridge in Aldby?")) == 1
    assert len(bot.facts(QuestionAsked)) == 1
    assert len(writes(bot, DALE, "MEETING 24 June\n\nAbout the bridge.")) == 1
    assert len(bot.facts(MeetingRequested)) == 1
    assert len(bot.facts(QuestionAsked)) == 1
    assert [client.display_name(mail) for mail in bot.inbox(OFFICER)] == ["Jamie Dale, Aldby Parish Meeting"] * 2


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("STATUS Harpole", "Status: Harpole Parish Council"),
        ("HOLD TEAM East, a flood, until 19 June", "Noted: East is on hold until Fri 19 June"),
        ("PHONED Zeal 1 June", "Noted: you phoned Uma Zed"),
        ("ENGAGED Harpole Mosque 1 June 40 people", "Noted: your contact of Monday 1 June 2026, 40 people"),
    ],
)
def test_a_coordinator_who_is_an_officer_too_gives_the_instructions_of_both(bot: Bot, line: str, subject: str) -> None:
    assert writes(bot, COORDINATOR, line) == [subject]
    assert len(bot.facts(HoldPlaced)) == line.startswith("HOLD")


def test_a_roster_of_a_coordinator_who_is_an_officer_too_is_shown(bot: Bot) -> None:
    mail = client.new(COORDINATOR, LIAISON, "The roster", "Please find it attached.", local("2026-06-03 10:00"))
    mail.add_attachment(ROSTER.replace("Kim Ashby", "Kim Ashby-Jones").encode(), "text", "csv", filename="roster.csv")
    bot.arrives(mail, "2026-06-03 10:00")
    [shown] = bot.inbox(COORDINATOR)
    assert "Kim Ashby-Jones" in client.text_of(shown)


def test_who_is_away_and_has_no_clerk_is_told_who_reads_in_their_place(bot: Bot) -> None:
    """It goes to the deputy, and nobody is asked to name a colleague."""
    bot.arrives(client.new(KIM, LIAISON, "Away", "AWAY 10 to 12 June", local("2026-06-03 10:00")), "2026-06-03 10:00")
    [noted] = bot.inbox(KIM)
    words = client.text_of(noted)
    assert "go to the deputy of Sam Okafor" in words
    assert "Nobody covers" not in words and "PCSO" not in words


def test_a_mail_without_a_word_is_answered_too(bot: Bot) -> None:
    bot.arrives(client.new(OFFICER, LIAISON, "", "", local("2026-06-03 10:00")), "2026-06-03 10:00")
    [asked] = bot.inbox(OFFICER)
    assert str(asked["Subject"]) == "Who is your message for?"
    assert "(no words)" in client.text_of(asked)
