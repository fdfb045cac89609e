"""Council meetings, by real mail: prompted, arranged, attended, asked for, and never satisfied by an update."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mailbot.model.facts import MeetingArranged, MeetingAttended, Outcome, UpdateWritten, VerdictGiven
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, RealPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR
from tests.servers.dovecot import Dovecot

ROSTER = f"""council,plr_name,plr_email,officer_name,officer_email,since,last_meeting
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},2025-01-01,2025-09-09
"""


@pytest.fixture
def bot(tmp_path: Path, own_dovecot: Dovecot) -> Iterator[Bot]:
    """A bot that knows of a meeting attended in September 2025: the next is due by 9 September 2026."""
    deployment = deployed(tmp_path, rules=("council-meeting", "meeting-request"))
    started = Bot(deployment, RealPost(own_dovecot), local("2026-06-01 09:00"))
    started.import_roster(ROSTER)
    yield started
    started.remove()


def verdicts(bot: Bot) -> list[tuple[str, Outcome]]:
    return [(fact.rule, fact.outcome) for fact in bot.facts(VerdictGiven)]


def test_the_officer_is_prompted_three_months_ahead_and_attending_begins_the_next_year(bot: Bot) -> None:
    bot.turn("2026-06-08 17:06")
    assert bot.inbox(OFFICER) == []
    bot.turn("2026-06-09 12:06")
    [prompt] = bot.inbox(OFFICER)
    assert "due by Wed 9 September" in client.text_of(prompt)
    assert "Last attended: Tuesday 9 September 2025" in client.text_of(prompt)
    bot.arrives(client.reply(OFFICER, prompt, "ATTENDED 15 June\n\nTwelve people.", bot.at), "2026-06-16 10:00")
    [attended] = bot.facts(MeetingAttended)
    assert attended.on == date(2026, 6, 15)
    [noted] = bot.inbox(OFFICER)
    assert "Monday 15 June 2026" in client.text_of(noted)
    bot.turn("2026-06-16 10:06")
    assert verdicts(bot) == [("council-meeting", Outcome.MET)]
    bot.turn("2027-03-12 12:06")
    assert bot.inbox(OFFICER) == []
    bot.turn("2027-03-15 12:06")
    assert "due by Tue 15 June" in client.text_of(bot.inbox(OFFICER)[0])


def test_the_meeting_of_a_council_without_a_plr_is_noted_by_its_name(bot: Bot) -> None:
    bot.import_roster(
        "council,clerk_name,clerk_email,officer_name,officer_email\n"
        f"Harpole Parish Council,Jo Clerk,clerk@harpole.example,PC A. Reed,{OFFICER}\n"
    )
    bot.inbox(OFFICER)
    bot.arrives(client.new(OFFICER, LIAISON, "Harpole", "ATTENDED Harpole 15 June", bot.at), "2026-06-16 10:00")
    assert [fact.on for fact in bot.facts(MeetingAttended)] == [date(2026, 6, 15)]
    [noted] = bot.inbox(OFFICER)
    assert "Monday 15 June 2026" in client.text_of(noted)


def test_an_officer_may_name_the_council_in_place_of_its_number(bot: Bot) -> None:
    wendle = (
        ROSTER.splitlines()[1].replace("Harpole", "Wendle").replace("Pat Hall", "Kim Lee").replace(PLR, "k@w.example")
    )
    bot.import_roster(ROSTER + wendle + "\n")
    bot.turn("2026-06-09 12:06")
    [prompt] = bot.inbox(OFFICER)
    assert "2. " in client.text_of(prompt)
    bot.arrives(client.reply(OFFICER, prompt, "ATTENDED\n\nHarpole and Wendle together.", bot.at), "2026-06-15 10:00")
    assert bot.facts(MeetingAttended) == []
    bot.arrives(client.reply(OFFICER, prompt, "ATTENDED Wendle 12 June", bot.at), "2026-06-16 10:00")
    [attended] = bot.facts(MeetingAttended)
    row = bot.service.books.state.liaisons[attended.liaison].row
    assert (attended.on, bot.service.ledger.council(row.council).name) == (date(2026, 6, 12), "Wendle Parish Council")


def test_a_mail_written_from_the_prompt_reaches_the_plr(bot: Bot) -> None:
    bot.turn("2026-06-09 12:06")
    [prompt] = bot.inbox(OFFICER)
    [to_pat] = client.links(prompt, "subject=Harpole")
    bot.arrives(client.follow_link(OFFICER, to_pat, bot.at, text="When do you meet?"), "2026-06-09 14:00")
    assert client.text_of(bot.inbox(PLR)[0]) == "When do you meet?"


def test_arranged_is_not_attended_and_the_prompts_wait_until_the_day_has_passed(bot: Bot) -> None:
    bot.turn("2026-06-09 12:06")
    [prompt] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, prompt, "ARRANGED 1 12 August", bot.at), "2026-06-10 10:00")
    [arranged] = bot.facts(MeetingArranged)
    assert arranged.on == date(2026, 8, 12)
    [noted] = bot.inbox(OFFICER)
    assert "only that counts" in client.text_of(noted)
    bot.turn("2026-08-13 08:59")
    assert bot.inbox(OFFICER) == []
    bot.turn("2026-08-13 09:06")
    [asked] = bot.inbox(OFFICER)
    assert "Harpole Parish Council, Wednesday 12 August 2026" in client.text_of(asked)
    assert verdicts(bot) == []


@pytest.mark.parametrize(("says", "subject"), [("YES", "you attended"), ("NO", "nobody attended")])
def test_one_word_answers_whether_they_were_there_and_a_note_is_corrected_by_undoing_it(
    bot: Bot, says: str, subject: str
) -> None:
    bot.turn("2026-06-09 12:06")
    [prompt] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, prompt, says, bot.at), "2026-06-09 13:00")
    assert "has not been sent yet" in str(bot.inbox(OFFICER)[0]["Subject"]), "a prompt asks for neither word"
    bot.arrives(client.reply(OFFICER, prompt, "ARRANGED 14 July 7pm", bot.at), "2026-06-10 10:00")
    bot.inbox(OFFICER)
    bot.turn("2026-07-15 09:06")
    [asked] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, asked, says, bot.at), "2026-07-15 10:00")
    [noted] = bot.inbox(OFFICER)
    assert subject in str(noted["Subject"])
    assert len(bot.facts(MeetingAttended)) == (says == "YES")
    bot.arrives(client.reply(OFFICER, asked, "NOT ATTENDED", bot.at), "2026-07-15 10:10")
    [told] = bot.inbox(OFFICER)
    words = "It is noted there that the police attended" if says == "YES" else "No meeting is arranged there"
    assert words in client.text_of(told)


def test_what_the_coordinator_notes_for_an_officer_names_the_officer(bot: Bot) -> None:
    bot.turn("2026-09-10 09:06")
    bot.turn("2026-09-11 08:36")
    [digest] = bot.inbox(COORDINATOR)
    for says, words in [
        ("ATTENDED 1 on 8 September", "Noted: PC A. Reed attended a meeting of Harpole Parish Council"),
        ("PHONED 1 8 September", "Noted: PC A. Reed phoned Pat Hall"),
    ]:
        bot.arrives(client.reply(COORDINATOR, digest, says, bot.at), "2026-09-11 10:00")
        assert [str(mail["Subject"]) for mail in bot.inbox(COORDINATOR)] == [words]


def test_a_written_update_is_recorded_and_the_year_is_missed_all_the_same(bot: Bot) -> None:
    bot.turn("2026-06-09 12:06")
    [prompt] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, prompt, "UPDATED", bot.at), "2026-09-01 10:00")
    assert [fact.on for fact in bot.facts(UpdateWritten)] == [date(2026, 9, 1)]
    assert "does not count" in client.text_of(bot.inbox(OFFICER)[0])
    bot.turn("2026-09-10 09:06")
    bot.turn("2026-09-11 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "No meeting attended that we know of" in client.text_of(digest)
    assert "due by Wed 9 September" in client.text_of(digest)


@pytest.mark.parametrize(("says", "outcome"), [("ARRANGED 14 July", Outcome.MET), ("UPDATED", Outcome.MET)])
def test_a_plr_asks_for_a_meeting_and_hears_what_happens_next(bot: Bot, says: str, outcome: Outcome) -> None:
    """Ten working days from Tuesday 2 June end on Tuesday 16 June; the officer is reminded on the 10th."""
    wish = "MEETING 14 July\n\nIn the village hall, at seven, about the parking."
    bot.arrives(client.new(PLR, LIAISON, "Parking", wish, bot.at), "2026-06-02 10:00")
    [told] = bot.inbox(PLR)
    assert "PC A. Reed has your message" in client.text_of(told)
    assert "Tuesday 14 July 2026" in client.text_of(told)
    assert "You will hear by Tuesday 16 June 2026" in client.text_of(told)
    [relayed] = bot.inbox(OFFICER)
    assert client.text_of(relayed) == wish
    bot.turn("2026-06-09 17:06")
    bot.inbox(OFFICER)
    bot.turn("2026-06-10 09:06")
    [reminder] = bot.inbox(OFFICER)
    assert "Pat Hall asked you to a meeting" in str(reminder["Subject"])
    bot.arrives(client.reply(OFFICER, reminder, says, bot.at), "2026-06-11 10:00")
    bot.turn("2026-06-11 10:06")
    assert verdicts(bot) == [("meeting-request", outcome)]


def test_a_request_that_nothing_came_of_is_told_to_the_coordinator(bot: Bot) -> None:
    bot.arrives(client.new(PLR, LIAISON, "Parking", "MEETING", bot.at), "2026-06-02 10:00")
    bot.turn("2026-06-17 09:06")
    bot.turn("2026-06-18 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "Asked for by Pat Hall" in client.text_of(digest)
