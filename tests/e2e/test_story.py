"""The main job, end to end: introduced, asked, reminded, escalated, answered, settled."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from mailbot.model.facts import Answered, ContactMade, Introduced, Outcome, QuestionAsked, StepTaken, VerdictGiven
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, Bot, Post, local
from tests.e2e.conftest import OFFICER, PLR, ROSTER


def test_a_question_is_relayed_reminded_escalated_answered_and_settled(
    post: Post, start_bot: Callable[[Post, str], Bot]
) -> None:
    bot = start_bot(post, "2026-06-01 09:00")
    bot.import_roster(ROSTER)
    bot.turn("2026-06-01 09:00")
    [introduction] = bot.inbox(PLR)
    assert "PC A. Reed" in str(introduction["From"])
    assert "01632 960190" in client.text_of(introduction)
    assert introduction.get_body(("html",)) is not None

    question = client.reply(
        PLR, introduction, "Could somebody look at the hedge on Church Lane?", local("2026-06-03 10:12")
    )
    bot.arrives(question, "2026-06-03 10:12")
    [relay] = bot.inbox(OFFICER)
    assert client.text_of(relay) == client.text_of(question)
    assert "answer by Wed 10 June" in str(relay["Subject"])
    [acknowledgement] = bot.inbox(PLR)
    assert "Wednesday 10 June 2026" in client.text_of(acknowledgement)
    [asked] = bot.facts(QuestionAsked)
    assert asked.happened_at == local("2026-06-03 10:12")

    bot.turn("2026-06-08 08:59")
    assert bot.inbox(OFFICER) == []
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox(OFFICER)
    assert "Pat Hall" in str(reminder["Subject"])

    bot.turn("2026-06-10 09:06")
    [told_first] = bot.inbox(OFFICER)
    bot.turn("2026-06-10 17:04")
    assert bot.inbox(PLR) == []
    bot.turn("2026-06-10 17:06")
    assert bot.inbox(OFFICER) == []
    [told_too] = bot.inbox(PLR)
    assert "you can now expect an answer by Wednesday 17 June 2026" in " ".join(client.text_of(told_too).split())
    assert told_too["In-Reply-To"] == question["Message-ID"]
    assert bot.inbox(COORDINATOR) == []
    bot.turn("2026-06-11 08:36")
    [digest] = bot.inbox(COORDINATOR)
    words = " ".join(client.text_of(digest).split())
    for proof in (
        "Harpole Parish Council",
        "Pat Hall",
        "PC A. Reed",
        "Wed 3 June at 10:12am",
        "due Wed 10 June, 5 working days from Thu 4 June",
        "reminded Mon 8 June",
    ):
        assert proof in words

    answer = client.reply(OFFICER, relay, "It will be cut by the 20th.", local("2026-06-11 11:20"))
    bot.arrives(answer, "2026-06-11 11:20")
    [answered] = bot.inbox(PLR)
    assert client.text_of(answered) == client.text_of(answer)
    assert answered["In-Reply-To"] == question["Message-ID"]
    bot.turn("2026-06-11 11:26")
    bot.turn("2026-06-12 08:36")
    [settled] = bot.inbox(COORDINATOR)
    assert "1 resolved" in str(settled["Subject"])
    bot.turn("2026-06-30 09:00")
    assert [bot.inbox(address) for address in (PLR, OFFICER, COORDINATOR)] == [[], [], []]
    [verdict] = [fact for fact in bot.facts(VerdictGiven) if fact.rule == "reply-deadline"]
    assert verdict.outcome is Outcome.LATE
    assert verdict.due_by == local("2026-06-10 17:00")
    assert verdict.ended_at == local("2026-06-11 11:20")
    assert told_first["Message-ID"] != reminder["Message-ID"]


def test_an_answer_in_time_ends_the_clock_and_nobody_is_told(bot: Bot) -> None:
    [introduction] = bot.inbox(PLR)
    bot.arrives(client.reply(PLR, introduction, "Who cuts the hedge?", bot.at), "2026-06-03 10:12")
    [relay] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, relay, "The county does.", bot.at), "2026-06-04 15:00")
    bot.turn("2026-06-30 09:00")
    assert len(bot.inbox(PLR)) == 2
    assert bot.inbox(OFFICER) == []
    assert bot.inbox(COORDINATOR) == []
    [answered] = bot.facts(Answered)
    assert answered.happened_at == local("2026-06-04 15:00")
    assert [fact.outcome for fact in bot.facts(VerdictGiven)] == [Outcome.MET, Outcome.MET]
    assert len(bot.facts(ContactMade)) == 1


def test_both_people_see_one_thread(bot: Bot) -> None:
    """In-Reply-To and References are right in both people's clients (RFC 5322 section 3.6.4)."""
    plr_sees, officer_sees = bot.inbox(PLR), []
    for day, words in enumerate(("Who cuts the hedge?", "And who pays for it?"), start=3):
        mail = client.reply(PLR, plr_sees[-1], words, bot.at)
        bot.arrives(mail, f"2026-06-0{day} 10:00")
        plr_sees += [mail, *bot.inbox(PLR)]
        officer_sees += bot.inbox(OFFICER)
        mail = client.reply(OFFICER, officer_sees[-1], "The county does.", bot.at)
        bot.arrives(mail, f"2026-06-0{day} 11:00")
        officer_sees += [mail, *bot.inbox(OFFICER)]
        plr_sees += bot.inbox(PLR)
    for thread in (plr_sees, officer_sees):
        known = [mail["Message-ID"] for mail in thread]
        assert len(set(known)) == len(known)
        for earlier, mail in pairwise(thread):
            assert mail["In-Reply-To"] in known[: known.index(mail["Message-ID"])]
            assert set(str(mail["References"]).split()) <= set(known)
            assert str(mail["References"]).split()[-1] == mail["In-Reply-To"]
            assert earlier["Message-ID"] != mail["Message-ID"]


def test_the_roster_imported_twice_introduces_once(bot: Bot) -> None:
    assert len(bot.inbox(PLR)) == 1
    assert bot.import_roster(ROSTER) == ()
    bot.turn("2026-06-02 09:00")
    assert bot.inbox(PLR) == []
    assert len(bot.facts(Introduced)) == 1


@pytest.mark.parametrize(
    ("old", "new", "introduced"),
    [
        ("Pat Hall", "Patricia Hall", False),
        (PLR, "p.hall@harpole-pc.example", False),
        ("PC A. Reed", "PC A. Read", False),
        (f"PC A. Reed,{OFFICER}", "PCSO S. Dale,s.dale@force.example", True),
        (f"Pat Hall,{PLR}", "Robin Ashe,robin.ashe@harpole-pc.example", True),
    ],
)
def test_a_new_pair_is_introduced_and_a_corrected_spelling_is_no_new_person(
    bot: Bot, old: str, new: str, introduced: bool
) -> None:
    bot.import_roster(ROSTER.replace(old, new))
    bot.turn("2026-06-02 09:00")
    assert (len(bot.facts(Introduced)) == 2) is introduced


def test_steps_are_taken_once_however_often_time_is_looked_at(bot: Bot) -> None:
    """Law 2."""
    [introduction] = bot.inbox(PLR)
    bot.arrives(client.reply(PLR, introduction, "Who cuts the hedge?", bot.at), "2026-06-03 10:12")
    for hour in range(9, 18):
        bot.turn(f"2026-06-08 {hour:02}:30")
    assert len(bot.inbox(OFFICER)) == 2
    assert len([fact for fact in bot.facts(StepTaken) if fact.step == "reminder"]) == 1
