"""Five working days in full, by real mail: excused, opened again, disputed, on hold, and told when it passes."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from mailbot.model.facts import (
    HoldPlaced,
    NoReplyNeeded,
    Outcome,
    QuestionAsked,
    QuestionContinued,
    QuestionReopened,
    VerdictGiven,
)
from mailbot.reports.status import status_of
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot
from tests.e2e.conftest import OFFICER, PLR, ROSTER


@pytest.fixture
def relay(bot: Bot) -> EmailMessage:
    """A question of Wednesday 3 June, to be answered by the 10th, as the officer gets it."""
    [introduction] = bot.inbox(PLR)
    question = client.reply(PLR, introduction, "Could somebody look at the hedge on Church Lane?", bot.at)
    bot.arrives(question, "2026-06-03 10:12")
    [relayed] = bot.inbox(OFFICER)
    bot.inbox(PLR)
    return relayed


def writes(bot: Bot, sender: str, to: EmailMessage, text: str, at: str) -> None:
    bot.arrives(client.reply(sender, to, text, bot.at), at)


def one(bot: Bot, address: str) -> str:
    """Give the text of the one new mail of somebody, its lines joined."""
    [mail] = bot.inbox(address)
    return " ".join(client.text_of(mail).split())


def outcomes(bot: Bot) -> list[Outcome]:
    return [fact.outcome for fact in bot.facts(VerdictGiven) if fact.rule == "reply-deadline"]


def test_what_needs_no_reply_is_excused_with_its_reason_and_the_plr_hears_nothing(
    bot: Bot, relay: EmailMessage
) -> None:
    writes(bot, OFFICER, relay, "NO REPLY NEEDED only for our information", "2026-06-04 10:00")
    assert "needs no reply" in one(bot, OFFICER)
    bot.turn("2026-06-04 10:06")
    assert outcomes(bot) == [Outcome.EXCUSED]
    bot.turn("2026-06-05 08:36")
    digest = one(bot, COORDINATOR)
    assert "Closed without a reply" in digest
    assert "PC A. Reed says that it needs none. “NO REPLY NEEDED only for our information”" in digest
    bot.turn("2026-06-30 09:00")
    assert [bot.inbox(address) for address in (PLR, OFFICER, COORDINATOR)] == [[], [], []]


def test_a_reply_to_our_word_on_a_late_question_belongs_to_that_question_however_late_it_comes(
    bot: Bot, relay: EmailMessage
) -> None:
    """The subject of that mail is ours, and nobody has changed it."""
    bot.turn("2026-06-10 17:06")
    [passed] = bot.inbox(PLR)
    writes(bot, PLR, passed, "When will that be? Could you tell us the day?", "2026-07-20 10:00")
    assert bot.inbox(PLR) == []
    [asked], [more] = bot.facts(QuestionAsked), bot.facts(QuestionContinued)
    assert more.question == asked.question


def test_no_reply_needed_is_asked_for_its_reason_and_taken_from_a_row_of_the_reminder(
    bot: Bot, relay: EmailMessage
) -> None:
    writes(bot, OFFICER, relay, "NO REPLY NEEDED", "2026-06-04 10:00")
    assert "It needs a reason" in one(bot, OFFICER)
    assert bot.facts(NoReplyNeeded) == []
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox(OFFICER)
    [link] = client.links(reminder, "NO REPLY NEEDED 1")
    bot.arrives(client.follow_link(OFFICER, link, bot.at, text="The clerk has dealt with it."), "2026-06-08 10:00")
    bot.turn("2026-06-08 10:06")
    assert outcomes(bot) == [Outcome.EXCUSED]
    assert bot.inbox(PLR) == []


def test_a_plr_who_has_not_been_answered_opens_the_question_again_under_its_first_date(
    bot: Bot, relay: EmailMessage
) -> None:
    writes(bot, OFFICER, relay, "I will see.", "2026-06-04 10:00")
    [answer] = bot.inbox(PLR)
    bot.turn("2026-06-04 10:06")
    assert outcomes(bot) == [Outcome.MET]
    writes(bot, PLR, answer, "NOT ANSWERED\n\nWho cuts it?", "2026-06-05 10:00")
    told = one(bot, OFFICER)
    assert "Who cuts it?" in told
    assert "Wednesday 10 June 2026" in told
    assert "open again" in one(bot, PLR)
    [reopened] = bot.facts(QuestionReopened)
    assert not reopened.disputed
    bot.turn("2026-06-08 08:36")
    assert "It had an answer by email. It is open again, and still due by Wed 10 June." in one(bot, COORDINATOR)
    bot.turn("2026-06-10 17:06")
    bot.turn("2026-06-11 08:36")
    assert "Pat Hall to PC A. Reed, Wed 3 June at 10:12am" in one(bot, COORDINATOR)
    writes(bot, OFFICER, relay, "The county cuts it on the 20th.", "2026-06-11 10:00")
    bot.turn("2026-06-11 10:06")
    assert outcomes(bot) == [Outcome.MET, Outcome.LATE]


@pytest.mark.parametrize("by_link", [True, False])
def test_a_noted_answer_that_the_plr_denies_is_disputed(bot: Bot, relay: EmailMessage, by_link: bool) -> None:
    writes(bot, OFFICER, relay, "ANSWERED", "2026-06-04 10:00")
    [told] = bot.inbox(PLR)
    bot.inbox(OFFICER)
    [link] = client.links(told, "No, it has not")
    denied = client.follow_link(PLR, link, bot.at) if by_link else client.reply(PLR, told, "NO", bot.at)
    bot.arrives(denied, "2026-06-05 10:00")
    [reopened] = bot.facts(QuestionReopened)
    assert reopened.disputed
    assert "is still waiting for an answer" in one(bot, OFFICER)
    bot.turn("2026-06-08 08:36")
    assert "the PLR disputes it" in one(bot, COORDINATOR)


def test_yes_to_a_noted_answer_changes_nothing(bot: Bot, relay: EmailMessage) -> None:
    writes(bot, OFFICER, relay, "ANSWERED", "2026-06-04 10:00")
    [told] = bot.inbox(PLR)
    bot.inbox(OFFICER)
    writes(bot, PLR, told, "YES", "2026-06-05 10:00")
    assert "has been answered" in one(bot, PLR)
    assert bot.facts(QuestionReopened) == bot.inbox(OFFICER) == []


def test_not_answered_on_what_is_open_goes_on_as_a_message(bot: Bot) -> None:
    """Law 11: what of a PLR's asks for nothing that can be done goes on."""
    [introduction] = bot.inbox(PLR)
    writes(bot, PLR, introduction, "Could somebody look at the hedge on Church Lane?", "2026-06-03 10:12")
    bot.inbox(OFFICER)
    [acknowledgement] = bot.inbox(PLR)
    writes(bot, PLR, acknowledgement, "NOT ANSWERED", "2026-06-05 10:00")
    assert one(bot, OFFICER).startswith("NOT ANSWERED")
    assert bot.facts(QuestionReopened) == []


def test_a_hold_moves_the_day_by_its_working_days_and_only_the_coordinator_reads_the_reason(
    bot: Bot, relay: EmailMessage
) -> None:
    writes(bot, OFFICER, relay, "HOLD waiting for the county's survey until 12 June", "2026-06-05 10:00")
    noted = one(bot, OFFICER)
    assert "on hold until Friday 12 June 2026" in noted
    assert "Wednesday 17 June 2026" in noted
    told = one(bot, PLR)
    assert "Wednesday 17 June 2026" in told
    assert "survey" not in told
    service = bot.service
    status = status_of(service.ledger, service.books.state, service.books.programme, bot.at)
    assert status["obligations"] == {"open": 1, "late": 0, "held": 1}
    bot.turn("2026-06-08 08:36")
    assert "“HOLD waiting for the county's survey until 12 June”" in one(bot, COORDINATOR)
    bot.turn("2026-06-12 17:06")
    assert bot.inbox(OFFICER) == []
    bot.turn("2026-06-15 09:06")
    assert "Answer expected by Wed 17 June" in one(bot, OFFICER)
    bot.turn("2026-06-17 17:06")
    bot.turn("2026-06-18 08:36")
    digest = one(bot, COORDINATOR)
    assert "due Wed 17 June" in digest
    assert "Wed 10 June (on hold)" in digest


@pytest.mark.parametrize(
    ("says", "at", "why"),
    [
        ("HOLD", "2026-06-05 10:00", "It needs a reason"),
        ("HOLD until 12 June", "2026-06-05 10:00", "It needs a reason"),
        ("HOLD survey until 5 June", "2026-06-05 10:00", "no working day is left"),
        ("HOLD survey until 19 June", "2026-06-10 17:01", "had passed, and a hold counts only before it"),
    ],
)
def test_a_hold_that_cannot_be_placed_changes_nothing(
    bot: Bot, relay: EmailMessage, says: str, at: str, why: str
) -> None:
    writes(bot, OFFICER, relay, says, at)
    assert why in " ".join(client.text_of(mail) for mail in bot.inbox(OFFICER)).replace("\n", " ")
    assert bot.facts(HoldPlaced) == []


def test_holds_end_at_their_limit_in_all(bot: Bot, relay: EmailMessage) -> None:
    writes(bot, OFFICER, relay, "HOLD survey", "2026-06-05 10:00")
    assert "Wednesday 24 June 2026" in one(bot, PLR)
    assert "on hold until Friday 19 June 2026" in one(bot, OFFICER)
    writes(bot, OFFICER, relay, "HOLD survey until 30 June", "2026-06-18 10:00")
    assert "cannot be on hold for longer" in one(bot, OFFICER)
    assert len(bot.facts(HoldPlaced)) == 1


@pytest.mark.parametrize("scope", ["TEAM Harpole NPT", "FORCE"])
def test_the_coordinator_holds_for_a_team_or_the_force(bot: Bot, relay: EmailMessage, scope: str) -> None:
    bot.import_roster(
        ROSTER.replace("officer_email", "officer_email,team", 1).replace(OFFICER, f"{OFFICER},Harpole NPT")
    )
    writes(bot, OFFICER, relay, "HOLD survey until 8 June", "2026-06-04 10:00")
    assert "Friday 12 June 2026" in one(bot, PLR)
    bot.inbox(OFFICER)
    bot.turn("2026-06-05 08:36")
    [digest] = bot.inbox(COORDINATOR)
    writes(bot, COORDINATOR, digest, f"HOLD {scope} major incident until 10 June", "2026-06-05 10:00")
    assert "on hold until Wednesday 10 June 2026" in one(bot, COORDINATOR)
    told = one(bot, PLR)
    assert "Tuesday 16 June 2026" in told
    assert "incident" not in told
    further = client.new(PLR, LIAISON, "Lamp", "Could somebody mend the lamp at the hall?", bot.at)
    bot.arrives(further, "2026-06-08 10:00")
    [relayed] = bot.inbox(OFFICER)
    assert "answer by Wed 17 June" in str(relayed["Subject"])


def test_a_hold_of_an_unknown_team_is_answered_at_once_and_moves_nothing(bot: Bot, relay: EmailMessage) -> None:
    writes(bot, OFFICER, relay, "HOLD survey until 8 June", "2026-06-04 10:00")
    bot.turn("2026-06-05 08:36")
    [digest] = bot.inbox(COORDINATOR)
    writes(bot, COORDINATOR, digest, "HOLD TEAM Nowhere incident until 10 June", "2026-06-05 10:00")
    assert len(bot.facts(HoldPlaced)) == 1
    assert "which team is meant" in one(bot, COORDINATOR)
