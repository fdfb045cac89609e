"""Absences, by real mail: noted, covered, told where nobody covers, proposed by an automatic reply, and over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.model.facts import (
    AbsenceBegan,
    AbsenceEnded,
    AbsenceProposed,
    Answered,
    ContactMade,
    Outcome,
    VerdictGiven,
)
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, RealPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR
from tests.servers.dovecot import Dovecot

CLERK = "clerk@harpole-pc.example"
DALE, MARSH = "j.dale@force.example", "lindsay.marsh@wendle-pc.example"
ROSTER = f"""council,plr_name,plr_email,officer_name,officer_email,clerk_name,clerk_email,since
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},Morgan Birch,{CLERK},2025-01-01
Wendle Parish Council,Lindsay Marsh,{MARSH},PCSO J. Dale,{DALE},Lindsay Marsh,{MARSH},2025-01-01
"""


@pytest.fixture
def bot(tmp_path: Path, own_dovecot: Dovecot) -> Iterator[Bot]:
    deployment = deployed(tmp_path, rules=("absence", "monthly-contact", "reply-deadline"))
    started = Bot(deployment, RealPost(own_dovecot), local("2026-06-02 10:00"))
    started.import_roster(ROSTER)
    yield started
    started.remove()


def writes(bot: Bot, sender: str, text: str, at: str, *, subject: str = "Away") -> None:
    bot.arrives(client.new(sender, LIAISON, subject, text, local(at)), at)


def subjects(bot: Bot, address: str) -> list[str]:
    return [str(mail["Subject"]) for mail in bot.inbox(address)]


def test_the_cover_of_an_officer_gets_what_is_open_and_what_comes_and_answers_for_them(bot: Bot) -> None:
    writes(bot, PLR, "Could somebody look at the hedge?", "2026-06-02 11:00", subject="Hedge")
    bot.inbox(OFFICER), bot.inbox(PLR)
    writes(bot, OFFICER, "AWAY 3 to 12 June cover PCSO Dale", "2026-06-03 09:10")
    [noted] = bot.inbox(OFFICER)
    assert "PCSO J. Dale" in client.text_of(noted)
    assert "Friday 12 June 2026" in client.text_of(noted)
    [told, hedge] = sorted(bot.inbox(DALE), key=lambda mail: "Hedge" in str(mail["Subject"]))
    assert "Harpole Parish Council" in client.text_of(told)
    bot.arrives(client.reply(DALE, hedge, "Highways will cut it.", bot.at), "2026-06-03 11:00")
    [answer] = bot.inbox(PLR)
    assert client.text_of(answer).startswith("Highways will cut it.")
    assert len(bot.facts(Answered)) == 1
    writes(bot, PLR, "Is there a surgery this month?", "2026-06-04 11:00", subject="Surgery")
    assert any("Surgery" in subject for subject in subjects(bot, DALE))
    assert bot.inbox(OFFICER) == []
    writes(bot, PLR, "And the one in July?", "2026-06-15 11:00", subject="July")
    assert any("July" in subject for subject in subjects(bot, OFFICER))
    bot.turn("2026-06-16 09:06")
    assert "nobody covers" not in " ".join(map(client.text_of, bot.inbox(COORDINATOR)))


def test_the_cover_is_prompted_for_an_officers_plrs_beside_their_own_and_can_write_to_them(bot: Bot) -> None:
    writes(bot, OFFICER, "AWAY 29 June to 10 July cover PCSO Dale", "2026-06-03 09:10")
    bot.inbox(OFFICER), bot.inbox(DALE)
    bot.turn("2026-07-01 09:06")
    prompts = [mail for mail in bot.inbox(DALE) if "Your contacts this month" in str(mail["Subject"])]
    [prompt] = prompts
    assert "Harpole Parish Council, Pat Hall" in client.text_of(prompt)
    assert "Wendle Parish Council, Lindsay Marsh" in client.text_of(prompt)
    assert bot.inbox(OFFICER) == []
    [to_pat, *_] = client.links(prompt, "subject=Harpole")
    bot.arrives(client.follow_link(DALE, to_pat, bot.at, text="How are things in Harpole?"), "2026-07-02 11:00")
    assert [client.text_of(mail) for mail in bot.inbox(PLR)][-1] == "How are things in Harpole?"


def test_a_cover_names_a_council_that_they_see_to_for_a_colleague_until_the_colleague_is_back(bot: Bot) -> None:
    writes(bot, OFFICER, "AWAY 3 to 5 June cover PCSO Dale", "2026-06-03 09:10")
    writes(bot, DALE, "PHONED Harpole", "2026-06-04 11:00")
    writes(bot, DALE, "PHONED Harpole", "2026-06-08 11:00")
    assert [fact.happened_at for fact in bot.facts(ContactMade)] == [local("2026-06-04 11:00")]


def test_an_absence_is_undone_by_back_in_reply_to_what_was_noted(bot: Bot) -> None:
    writes(bot, OFFICER, "AWAY 3 to 12 June cover j.dale@force.example", "2026-06-03 09:10")
    [noted] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, noted, "BACK", bot.at), "2026-06-05 09:00")
    assert len(bot.facts(AbsenceEnded)) == 1
    [over] = bot.inbox(OFFICER)
    assert "PC A. Reed" in client.text_of(over)
    writes(bot, PLR, "Is there a surgery this month?", "2026-06-05 11:00", subject="Surgery")
    assert any("Surgery" in subject for subject in subjects(bot, OFFICER))


def test_an_amended_absence_takes_the_place_of_the_one_it_answers(bot: Bot) -> None:
    writes(bot, OFFICER, "AWAY 8 to 12 June cover PCSO Dale", "2026-06-03 09:10")
    [noted] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, noted, "AWAY 10 to 11 June cover PCSO Dale", bot.at), "2026-06-03 12:00")
    bot.inbox(OFFICER)
    writes(bot, PLR, "Is there a surgery this month?", "2026-06-08 11:00", subject="Surgery")
    assert any("Surgery" in subject for subject in subjects(bot, OFFICER))


@pytest.mark.parametrize("line", ["AWAY 3 to 12 June cover PC Nobody", "AWAY 30 February", "AWAY 1 to 2 March 2026"])
def test_an_officers_absence_that_cannot_be_made_out_is_not_noted_and_goes_to_nobody(bot: Bot, line: str) -> None:
    writes(bot, OFFICER, line, "2026-06-03 09:10")
    [answer] = bot.inbox(OFFICER)
    assert "not noted" in client.text_of(answer)
    assert bot.facts(AbsenceBegan) == []
    assert bot.inbox(PLR) == []


def test_a_plrs_mail_goes_to_the_clerk_for_exactly_these_days_open_questions_included(bot: Bot) -> None:
    writes(bot, PLR, "Could somebody look at the hedge?", "2026-06-02 11:00", subject="Hedge")
    bot.inbox(PLR)
    [hedge] = bot.inbox(OFFICER)
    writes(bot, PLR, "AWAY 3 to 5 June", "2026-06-02 12:00")
    [noted] = bot.inbox(PLR)
    assert "Morgan Birch" in client.text_of(noted)
    [stand_in] = bot.inbox(CLERK)
    assert "comes to you" in client.text_of(stand_in)
    assert bot.inbox(OFFICER) == []
    bot.arrives(client.reply(OFFICER, hedge, "Highways will cut it.", bot.at), "2026-06-03 11:00")
    [answer] = bot.inbox(CLERK)
    assert client.text_of(answer).startswith("Highways will cut it.")
    bot.arrives(client.reply(OFFICER, hedge, "It is cut.", bot.at), "2026-06-08 11:00")
    [later] = bot.inbox(PLR)
    assert client.text_of(later).startswith("It is cut.")
    assert bot.inbox(CLERK) == []


def test_what_the_clerk_asks_in_the_plrs_place_is_answered_to_the_clerk(bot: Bot) -> None:
    writes(bot, PLR, "Could somebody look at the hedge?", "2026-06-02 11:00", subject="Hedge")
    [hedge] = bot.inbox(OFFICER)
    writes(bot, PLR, "AWAY 3 to 5 June", "2026-06-02 12:00")
    bot.inbox(CLERK)
    bot.arrives(client.reply(OFFICER, hedge, "Highways will cut it.", bot.at), "2026-06-03 11:00")
    [answer] = bot.inbox(CLERK)
    bot.arrives(client.reply(CLERK, answer, "When will that be?", bot.at), "2026-06-04 11:00")
    [asked] = bot.inbox(OFFICER)
    bot.inbox(CLERK)
    bot.arrives(client.reply(OFFICER, asked, "Next week.", bot.at), "2026-06-05 11:00")
    [answered] = bot.inbox(CLERK)
    assert client.text_of(answered).startswith("Next week.")


def test_a_clerk_says_that_their_plr_is_away(bot: Bot) -> None:
    writes(bot, CLERK, "AWAY 3 to 5 June", "2026-06-02 12:00")
    [noted] = bot.inbox(CLERK)
    assert "Pat Hall" in client.text_of(noted)
    [began] = bot.facts(AbsenceBegan)
    assert isinstance(began, AbsenceBegan)
    assert bot.inbox(PLR) == []


def test_without_another_clerk_a_plrs_mail_goes_to_the_coordinator(bot: Bot) -> None:
    writes(bot, MARSH, "Who holds the keys of the hall?", "2026-06-02 11:00", subject="Keys")
    [keys] = bot.inbox(DALE)
    bot.inbox(MARSH)
    writes(bot, MARSH, "AWAY from 3 June", "2026-06-02 12:00")
    [noted] = bot.inbox(MARSH)
    assert "Sam Okafor" in client.text_of(noted)
    bot.arrives(client.reply(DALE, keys, "The caretaker.", bot.at), "2026-06-10 11:00")
    assert bot.inbox(MARSH) == []
    assert any(client.text_of(mail).startswith("The caretaker.") for mail in bot.inbox(COORDINATOR))


def test_three_working_days_without_a_cover_are_told_on_the_first_of_them_and_end_with_a_cover(bot: Bot) -> None:
    writes(bot, OFFICER, "AWAY 8 to 10 June", "2026-06-03 09:10")
    [noted] = bot.inbox(OFFICER)
    bot.turn("2026-06-05 08:36")
    assert bot.inbox(COORDINATOR) == []
    bot.turn("2026-06-08 08:20")
    bot.turn("2026-06-08 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "nobody covers" in client.text_of(digest)
    assert "PC A. Reed" in client.text_of(digest)
    bot.arrives(client.reply(OFFICER, noted, "AWAY 8 to 10 June cover PCSO Dale", bot.at), "2026-06-08 12:00")
    bot.turn("2026-06-08 12:10")
    assert [(fact.rule, fact.outcome) for fact in bot.facts(VerdictGiven) if isinstance(fact, VerdictGiven)] == [
        ("absence", Outcome.MET)
    ]


def test_two_working_days_without_a_cover_alarm_nobody_and_mail_still_goes_to_the_officer(bot: Bot) -> None:
    writes(bot, OFFICER, "AWAY 5 to 8 June", "2026-06-03 09:10")
    bot.inbox(OFFICER)
    writes(bot, PLR, "Is there a surgery this month?", "2026-06-05 11:00", subject="Surgery")
    assert any("Surgery" in subject for subject in subjects(bot, OFFICER))
    bot.turn("2026-06-08 08:36")
    bot.turn("2026-06-09 08:36")
    assert bot.inbox(COORDINATOR) == []


def test_an_automatic_reply_proposes_an_absence_once_and_only_a_yes_notes_it(bot: Bot) -> None:
    away = client.new(
        OFFICER, LIAISON, "Automatic reply: Hedge", "I am on leave until 12 June.", local("2026-06-03 10:00")
    )
    away["Auto-Submitted"] = "auto-replied"
    bot.arrives(away, "2026-06-03 10:00")
    [proposed] = bot.inbox(OFFICER)
    assert "Friday 12 June 2026" in client.text_of(proposed)
    again = client.new(OFFICER, LIAISON, "Automatic reply: Are you away", "I am on leave until 12 June.", bot.at)
    again["Auto-Submitted"] = "auto-replied"
    bot.arrives(again, "2026-06-04 10:00")
    assert bot.inbox(OFFICER) == []
    assert len(bot.facts(AbsenceProposed)) == 1
    assert bot.facts(AbsenceBegan) == []
    bot.arrives(client.reply(OFFICER, proposed, "YES", bot.at), "2026-06-04 12:00")
    [began] = bot.facts(AbsenceBegan)
    assert isinstance(began, AbsenceBegan)
    assert str(began.until_on) == "2026-06-12"


def test_an_absence_from_another_address_is_held_until_it_comes_from_the_one_on_record(bot: Bot) -> None:
    writes(bot, PLR, "Could somebody look at the hedge?", "2026-06-02 11:00", subject="Hedge")
    [acknowledged] = bot.inbox(PLR)
    bot.arrives(client.reply("pat@post.example", acknowledged, "AWAY 3 to 12 June", bot.at), "2026-06-03 10:00")
    assert bot.facts(AbsenceBegan) == []
    bot.turn("2026-06-04 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "from an address that is not on the roster" in client.text_of(digest)
