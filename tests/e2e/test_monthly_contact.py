"""The monthly contact, by real mail: prompted, satisfied, checked, recorded as missing, and seen as a spell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.model.facts import ContactMade, Method, Outcome, Source, VerdictGiven
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, RealPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR
from tests.servers.dovecot import Dovecot

MARSH = "lindsay.marsh@wendle-pc.example"
ROSTER = f"""council,plr_name,plr_email,officer_name,officer_email,plan,since
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},second Tuesday,2025-01-01
Wendle Parish Council,Lindsay Marsh,{MARSH},PC A. Reed,{OFFICER},31,2025-01-01
"""
BY_PHONE = f"""council,plr_name,plr_email,plr_phone,contact_by,officer_name,officer_email,plan,since
Harpole Parish Council,Pat Hall,{PLR},,email,PC A. Reed,{OFFICER},second Tuesday,2025-01-01
Wendle Parish Council,Lindsay Marsh,{MARSH},,email,PC A. Reed,{OFFICER},31,2025-01-01
Ashe Parish Meeting,Jo Winter,,01632 960106,phone,PC A. Reed,{OFFICER},10,2025-01-01
"""
CLERK = "clerk@harpole-pc.example"
EVERY_SIX_WEEKS = f"""council,plr_name,plr_email,clerk_name,clerk_email,officer_name,officer_email,plan,every,since
Harpole Parish Council,Pat Hall,{PLR},Jo Winter,{CLERK},PC A. Reed,{OFFICER},second Tuesday,6 weeks,2025-01-01
Wendle Parish Council,Lindsay Marsh,{MARSH},,,PC A. Reed,{OFFICER},31,,2025-01-01
"""


@pytest.fixture
def bot(tmp_path: Path, own_dovecot: Dovecot) -> Iterator[Bot]:
    deployment = deployed(tmp_path, rules=("monthly-contact", "repeated-delay", "reply-deadline"))
    started = Bot(deployment, RealPost(own_dovecot), local("2026-05-29 09:00"))
    started.import_roster(ROSTER)
    yield started
    started.remove()


def verdicts(bot: Bot) -> list[tuple[str, Outcome]]:
    return [(fact.rule, fact.outcome) for fact in bot.facts(VerdictGiven)]


def test_an_officer_gets_one_prompt_a_month_that_lists_all_of_their_plrs(bot: Bot) -> None:
    bot.turn("2026-06-01 08:50")
    assert bot.inbox(OFFICER) == []
    bot.turn("2026-06-01 09:06")
    [prompt] = bot.inbox(OFFICER)
    words = client.text_of(prompt)
    assert "Harpole Parish Council, Pat Hall" in words
    assert "Tue 9 June" in words
    assert "Wendle Parish Council, Lindsay Marsh" in words
    assert "Tue 30 June" in words
    bot.turn("2026-06-08 17:00")
    assert bot.inbox(OFFICER) == []


def test_a_contact_planned_for_the_day_of_the_prompt_is_asked_for_once(bot: Bot) -> None:
    bot.import_roster(ROSTER.replace("second Tuesday", "first Monday"))
    bot.turn("2026-06-01 09:06")
    [prompt] = bot.inbox(OFFICER)
    assert "Mon 1 June" in client.text_of(prompt)
    bot.turn("2026-06-02 09:06")
    assert bot.inbox(OFFICER) == []


def test_a_mail_written_from_the_prompt_is_the_months_contact(bot: Bot) -> None:
    bot.turn("2026-06-01 09:06")
    [prompt] = bot.inbox(OFFICER)
    [to_pat, *_] = client.links(prompt, "subject=Harpole")
    bot.arrives(client.follow_link(OFFICER, to_pat, bot.at, text="How are things in Harpole?"), "2026-06-02 11:00")
    [received] = bot.inbox(PLR)
    assert client.text_of(received) == "How are things in Harpole?"
    bot.turn("2026-06-09 09:06")
    assert bot.inbox(OFFICER) == []
    assert ("monthly-contact", Outcome.MET) in verdicts(bot)


def test_a_call_logged_by_row_and_day_counts_for_that_day(bot: Bot) -> None:
    bot.turn("2026-06-01 09:06")
    [prompt] = bot.inbox(OFFICER)
    row = 1 if "1. Harpole" in client.text_of(prompt) else 2
    bot.arrives(client.reply(OFFICER, prompt, f"PHONED {row} 3 June\n\nAll quiet.", bot.at), "2026-06-05 10:00")
    [contact] = bot.facts(ContactMade)
    assert (contact.method, contact.source, contact.by is not None) == (Method.PHONE, Source.OFFICER, True)
    assert contact.happened_at == local("2026-06-03 12:00")
    [noted] = bot.inbox(OFFICER)
    assert "Wednesday 3 June 2026" in client.text_of(noted)
    assert bot.inbox(PLR) == []


def test_a_call_in_the_future_is_not_logged(bot: Bot) -> None:
    bot.turn("2026-06-01 09:06")
    [prompt] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, prompt, "PHONED 1 20 June", bot.at), "2026-06-05 10:00")
    assert bot.facts(ContactMade) == []
    assert len(bot.inbox(OFFICER)) == 1


@pytest.mark.parametrize(("says", "contacts"), [("YES", 1), ("NO", 0)])
def test_a_plr_is_asked_near_the_end_and_answers_in_one_word(bot: Bot, says: str, contacts: int) -> None:
    bot.turn("2026-06-22 09:06")
    bot.inbox(OFFICER)
    for day in range(23, 31):
        bot.turn(f"2026-06-{day} 17:06")
    [check] = bot.inbox(PLR)
    bot.arrives(client.reply(PLR, check, says, bot.at), "2026-06-30 18:00")
    assert len(bot.facts(ContactMade)) == contacts
    [noted] = bot.inbox(PLR)
    assert "Thank you" in client.text_of(noted)


def test_a_month_without_contact_is_told_and_two_are_a_spell_that_ends_with_the_next_contact(bot: Bot) -> None:
    bot.turn("2026-07-03 09:06")
    assert verdicts(bot) == []
    bot.turn("2026-07-06 17:06")
    assert verdicts(bot) == [("monthly-contact", Outcome.LAPSED)] * 2
    bot.turn("2026-07-07 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "No contact recorded" in client.text_of(digest)
    bot.turn("2026-08-06 09:06")
    bot.turn("2026-08-07 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "Monthly contact is repeatedly delayed" in client.text_of(digest)
    [*_, prompt] = [mail for mail in bot.inbox(OFFICER) if "Your contacts this month" in str(mail["Subject"])]
    bot.arrives(client.reply(OFFICER, prompt, "PHONED 1\nPHONED 2", bot.at), "2026-08-10 10:00")
    bot.turn("2026-08-10 10:06")
    bot.turn("2026-08-11 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "in touch again" in client.text_of(digest)
    assert ("repeated-delay", Outcome.LATE) not in verdicts(bot)


def test_who_is_reached_by_phone_alone_is_in_the_prompt_with_a_number_and_is_asked_nothing(bot: Bot) -> None:
    bot.import_roster(BY_PHONE)
    bot.turn("2026-06-01 09:06")
    [prompt] = bot.inbox(OFFICER)
    words = " ".join(client.text_of(prompt).split())
    assert "Jo Winter, by phone only: 01632 960106" in words
    assert not client.links(prompt, "subject=Ashe")
    bot.turn("2026-06-09 09:06")
    bot.turn("2026-06-10 09:06")
    reminder = bot.inbox(OFFICER)[-1]
    assert "By phone only: 01632 960106" in " ".join(client.text_of(reminder).split())
    [row] = [line.split(".")[0].strip("*| ") for line in client.text_of(prompt).splitlines() if ". Ashe" in line]
    bot.arrives(client.reply(OFFICER, prompt, f"PHONED {row}", bot.at), "2026-06-10 10:00")
    assert [contact.method for contact in bot.facts(ContactMade) if isinstance(contact, ContactMade)] == [Method.PHONE]


def test_a_clerk_is_asked_in_the_plrs_place_since_when_the_two_were_to_be_in_touch(bot: Bot) -> None:
    bot.import_roster(EVERY_SIX_WEEKS)
    bot.arrives(client.new(PLR, LIAISON, "Away", "AWAY 1 July to 31 July", bot.at), "2026-06-30 10:00")
    bot.inbox(CLERK)
    for day in range(1, 13):
        bot.turn(f"2026-07-{day:02} 17:06")
    [check] = [mail for mail in bot.inbox(CLERK) if "been in touch" in str(mail["Subject"])]
    asked = " ".join(client.text_of(check).split())
    assert "Dear Jo Winter" in asked
    assert "in touch with Pat Hall, or with you in their place, since Friday 29 May 2026" in asked


def test_a_spell_of_delay_is_told_with_the_officer_of_each_month_that_had_no_contact(bot: Bot) -> None:
    bot.turn("2026-07-06 17:06")
    bot.at = local("2026-07-15 10:00")
    bot.import_roster(ROSTER.replace("PC A. Reed", "PCSO J. Dale").replace(OFFICER, "dale@force.example"))
    bot.turn("2026-08-06 09:06")
    bot.inbox(COORDINATOR)
    bot.turn("2026-08-07 08:36")
    [digest] = bot.inbox(COORDINATOR)
    words = " ".join(client.text_of(digest).split())
    months = "Mon 1 June to Tue 30 June (PC A. Reed), Wed 1 July to Fri 31 July (PCSO J. Dale)"
    assert f"With Pat Hall, no contact recorded {months}." in words
    assert "Pat Hall and PCSO J. Dale, Wed 1 July to Fri 31 July." in words


@pytest.mark.parametrize(
    ("has_others", "told"),
    [
        (False, "Ashe Parish Meeting, so nothing has been sent. Please call them: 01632 960106"),
        (True, "Jo Winter, Ashe Parish Meeting: by phone only, 01632 960106"),
    ],
)
def test_an_officer_who_writes_to_somebody_without_an_address_is_told_to_call(
    bot: Bot, has_others: bool, told: str
) -> None:
    *others, ashe = BY_PHONE.splitlines(keepends=True)
    dales = "".join(others).replace("PC A. Reed", "PCSO J. Dale").replace(OFFICER, "dale@force.example")
    bot.import_roster(BY_PHONE if has_others else dales + ashe)
    bot.arrives(client.new(OFFICER, LIAISON, "All well?", "Dear Jo, is all well?\n", bot.at), "2026-06-02 11:00")
    answer = [mail for mail in bot.inbox(OFFICER) if "is all well?" in client.text_of(mail)][-1]
    assert told in " ".join(client.text_of(answer).split())
    if not has_others:
        bot.arrives(client.reply(OFFICER, answer, "PHONED", bot.at), "2026-06-02 12:00")
        assert [contact.method for contact in bot.facts(ContactMade) if isinstance(contact, ContactMade)] == [
            Method.PHONE
        ]
