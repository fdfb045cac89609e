"""Meetings in calendars, by real mail: both are invited, what their calendars answer is understood, nothing else moves.

Expectations, paragraph 4; laws 3, 7 and 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.model.facts import (
    ContactMade,
    InvitationAnswered,
    MeetingArranged,
    MeetingAttended,
    Outcome,
    QuestionAsked,
    VerdictGiven,
)
from tests.e2e import calendars, client
from tests.e2e.bot import LIAISON, Bot, RealPost, deployed, local
from tests.e2e.calendars import event_of
from tests.e2e.conftest import OFFICER, PLR
from tests.servers.dovecot import Dovecot

ROSTER = f"""council,plr_name,plr_email,officer_name,officer_email,since,last_meeting
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},2025-01-01,2025-09-09
"""


@pytest.fixture
def bot(tmp_path: Path, own_dovecot: Dovecot) -> Iterator[Bot]:
    """A bot that has prompted PC Reed for the meeting that is due by 9 September 2026."""
    deployment = deployed(tmp_path, rules=("council-meeting", "meeting-request", "reply-deadline"))
    started = Bot(deployment, RealPost(own_dovecot), local("2026-06-01 09:00"))
    started.import_roster(ROSTER)
    yield started
    started.remove()


def arranged(bot: Bot, line: str = "ARRANGED 1 14 July 7.30pm, village hall") -> tuple[EmailMessage, EmailMessage]:
    """Have the officer arrange a meeting; gives the officer's mail and the PLR's."""
    bot.turn("2026-06-09 12:06")
    [prompt] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, prompt, line, bot.at), "2026-06-10 10:00")
    [to_officer], [to_plr] = bot.inbox(OFFICER), bot.inbox(PLR)
    return to_officer, to_plr


def test_a_meeting_from_its_arrangement_to_the_end_of_the_year(bot: Bot) -> None:
    to_officer, to_plr = arranged(bot)
    for mail, address in ((to_officer, OFFICER), (to_plr, PLR)):
        method, event = event_of(mail)
        assert (method, event["SEQUENCE"], event["LOCATION"]) == ("REQUEST", 0, "village hall")
        assert event["DTSTART"].dt == datetime(2026, 7, 14, 18, 30, tzinfo=UTC)
        assert str(event["ATTENDEE"]) == f"mailto:{address}"
        assert str(event["ORGANIZER"]) == f"mailto:{client.addresses(mail, 'Reply-To')[0]}"
    assert "Tuesday 14 July 2026 at 7:30pm" in client.text_of(to_plr)

    no = calendars.outlook(PLR, to_plr, "DECLINED", bot.at, comment="I am in hospital that week.")
    bot.arrives(no, "2026-06-11 10:00")
    [told] = bot.inbox(OFFICER)
    assert "Pat Hall cannot make Tue 14 July" in str(told["Subject"])
    assert "I am in hospital that week." in client.text_of(told)
    assert bot.inbox(PLR) == []

    bot.arrives(client.reply(OFFICER, told, "ARRANGED 21 July 7.30pm", bot.at), "2026-06-12 10:00")
    [to_officer], [to_plr] = bot.inbox(OFFICER), bot.inbox(PLR)
    first, moved = (event_of(mail) for mail in (to_officer, to_plr))
    assert "in place of Tuesday 14 July 2026 at 7:30pm" in client.text_of(to_plr)
    for method, event in (first, moved):
        assert (method, event["SEQUENCE"], event["LOCATION"]) == ("REQUEST", 1, "village hall")
        assert event["DTSTART"].dt == datetime(2026, 7, 21, 18, 30, tzinfo=UTC)

    bot.arrives(calendars.google(PLR, to_plr, "ACCEPTED", bot.at), "2026-06-15 10:00")
    assert (bot.inbox(OFFICER), bot.inbox(PLR)) == ([], [])
    assert bot.facts(MeetingAttended) == []

    bot.turn("2026-07-22 08:59")
    bot.inbox(OFFICER)
    bot.turn("2026-07-22 09:06")
    [asked] = bot.inbox(OFFICER)
    assert "Did you attend the meeting of Harpole Parish Council?" in str(asked["Subject"])
    [yes] = client.links(asked, "Yes, I attended")
    bot.arrives(client.follow_link(OFFICER, yes, bot.at), "2026-07-22 10:00")
    bot.turn("2026-07-22 10:06")
    assert [fact.on for fact in bot.facts(MeetingAttended)] == [date(2026, 7, 21)]
    assert [(fact.rule, fact.outcome) for fact in bot.facts(VerdictGiven)] == [("council-meeting", Outcome.MET)]
    assert bot.facts(QuestionAsked, ContactMade) == []


def test_the_same_event_is_moved_and_taken_back_in_both_calendars(bot: Bot) -> None:
    to_officer, to_plr = arranged(bot)
    uid = event_of(to_plr)[1]["UID"]
    [cancel] = client.links(to_officer, "CANCELLED")
    bot.arrives(client.follow_link(OFFICER, cancel, bot.at), "2026-06-15 10:00")
    for mail in (*bot.inbox(OFFICER), *bot.inbox(PLR)):
        method, event = event_of(mail)
        assert (method, event["UID"], event["SEQUENCE"], event["STATUS"]) == ("CANCEL", uid, 1, "CANCELLED")
    bot.turn("2026-07-15 09:06")
    assert bot.inbox(OFFICER) == []
    bot.turn("2026-07-29 12:06")
    assert "A meeting of Harpole Parish Council" in str(bot.inbox(OFFICER)[0]["Subject"])


@pytest.mark.parametrize("answers", [calendars.outlook, calendars.google, calendars.apple])
def test_what_is_accepted_is_noted_relayed_to_nobody_and_asks_nothing(bot: Bot, answers: object) -> None:
    """Law 3: a calendar reply changes that meeting's arrangement and nothing else."""
    assert callable(answers)
    to_officer, to_plr = arranged(bot)
    bot.arrives(answers(OFFICER, to_officer, "ACCEPTED", bot.at), "2026-06-11 09:00")
    bot.arrives(answers(PLR, to_plr, "TENTATIVE", bot.at), "2026-06-11 10:00")
    assert (bot.inbox(OFFICER), bot.inbox(PLR)) == ([], [])
    assert [(fact.answer, fact.sequence) for fact in bot.facts(InvitationAnswered)] == [
        ("accepted", 0),
        ("tentative", 0),
    ]
    assert bot.facts(QuestionAsked, ContactMade, MeetingAttended) == []


def test_a_calendar_that_answers_the_sender_instead_of_the_organizer_is_understood_by_its_event(bot: Bot) -> None:
    """Some programs go by From, which is the bare mailbox; law 3."""
    _, to_plr = arranged(bot)
    no = calendars.outlook(PLR, to_plr, "DECLINED", bot.at)
    no.replace_header("To", LIAISON)
    bot.arrives(no, "2026-06-11 10:00")
    [told] = bot.inbox(OFFICER)
    assert "Pat Hall cannot make Tue 14 July" in str(told["Subject"])
    assert (bot.inbox(PLR), bot.facts(QuestionAsked, ContactMade)) == ([], [])


def test_another_time_that_the_plr_proposes_is_taken_by_one_click(bot: Bot) -> None:
    _, to_plr = arranged(bot)
    wanted = datetime(2026, 7, 15, 18, 0, tzinfo=UTC)
    bot.arrives(calendars.outlook_proposes(PLR, to_plr, wanted, bot.at), "2026-06-11 10:00")
    [proposal] = bot.inbox(OFFICER)
    assert "Pat Hall proposes Wednesday 15 July 2026 at 7:00pm" in client.text_of(proposal)
    [agree] = client.links(proposal, "That suits me")
    bot.arrives(client.follow_link(OFFICER, agree, bot.at), "2026-06-11 11:00")
    [to_plr] = bot.inbox(PLR)
    assert event_of(to_plr)[1]["DTSTART"].dt == wanted
    assert [fact.sequence for fact in bot.facts(MeetingArranged)] == [0, 1]


@pytest.mark.parametrize(("says", "sequences"), [("YES", [0, 1]), ("NO", [0])])
def test_another_time_that_the_officer_proposes_is_asked_of_the_plr(bot: Bot, says: str, sequences: list[int]) -> None:
    to_officer, _ = arranged(bot)
    wanted = datetime(2026, 7, 15, 18, 0, tzinfo=UTC)
    bot.arrives(calendars.outlook_proposes(OFFICER, to_officer, wanted, bot.at), "2026-06-11 10:00")
    assert bot.inbox(OFFICER) == []
    [question] = bot.inbox(PLR)
    assert "Wednesday 15 July 2026 at 7:00pm" in client.text_of(question)
    [link] = client.links(question, {"YES": "Yes, that suits", "NO": "No, keep it"}[says])
    bot.arrives(client.follow_link(PLR, link, bot.at), "2026-06-11 11:00")
    assert [fact.sequence for fact in bot.facts(MeetingArranged)] == sequences
    assert len(bot.inbox(PLR)) == len(bot.inbox(OFFICER)) == 1
    assert bot.facts(QuestionAsked) == []


def test_an_officer_who_declines_is_told_that_the_plr_still_expects_them(bot: Bot) -> None:
    to_officer, _ = arranged(bot)
    bot.arrives(calendars.apple(OFFICER, to_officer, "DECLINED", bot.at), "2026-06-11 10:00")
    [told] = bot.inbox(OFFICER)
    assert "has not been told, and still expects you" in client.text_of(told)
    assert bot.inbox(PLR) == []


def test_nobody_else_answers_an_invitation(bot: Bot) -> None:
    """Law 7: a token is not an identity."""
    _, to_plr = arranged(bot)
    bot.arrives(calendars.google("stranger@elsewhere.example", to_plr, "DECLINED", bot.at), "2026-06-11 10:00")
    assert (bot.inbox(OFFICER), bot.facts(InvitationAnswered)) == ([], [])


def test_a_plr_names_day_and_hour_and_one_word_of_the_officer_arranges_it(bot: Bot) -> None:
    wish = "MEETING 14 July 7pm in the Old School\n\nAbout the parking."
    bot.arrives(client.new(PLR, LIAISON, "Parking", wish, bot.at), "2026-06-02 10:00")
    assert "Tuesday 14 July 2026 at 7:00pm" in client.text_of(bot.inbox(PLR)[0])
    [relayed] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, relayed, "ATTEND", bot.at), "2026-06-03 10:00")
    [invited] = bot.inbox(PLR)
    assert event_of(invited)[1]["DTSTART"].dt == datetime(2026, 7, 14, 18, 0, tzinfo=UTC)


def test_without_an_hour_the_whole_day_is_kept(bot: Bot) -> None:
    _, to_plr = arranged(bot, "ATTEND 1 14 July")
    _, event = event_of(to_plr)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 7, 14), date(2026, 7, 15))
    assert "No time is noted yet" in client.text_of(to_plr)
