"""What an officer sends without a word of their own is passed on as it is, and is no answer (design, Words: Answer)."""

from __future__ import annotations

from typing import Any

import pytest

from mailbot.model.facts import Answered, ContactMade, QuestionAsked
from tests.policy.scenario import COORDINATOR, IN_DOUBT, Scenario

ASKED = "Mon 8 June 10:00"
LATER = "Tue 9 June 10:00"
BARE: dict[str, Any] = {"has_words": False}


def test_an_empty_reply_goes_on_and_the_question_still_waits() -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    empty = county.writes("reed", LATER, thread=thread, **BARE)
    assert empty.sent == ["no-words to reed", "relay to pat"]
    assert not empty.kinds
    assert [isinstance(fact, ContactMade | Answered) for fact in county.delivers(LATER)].count(True) == 0
    assert county.open_questions() == {"m1"}
    assert empty.mail("no-words").data == {"thread": thread, "passed_on": True, "waits": True}


@pytest.mark.parametrize("enclosed", [{"has_enclosure": True}, {"has_words": True}])
def test_an_attachment_alone_is_an_answer(enclosed: dict[str, bool]) -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    answer = county.writes("reed", LATER, thread=thread, **{**BARE, **enclosed})
    assert (answer.sent, answer.kinds) == (["relay to pat"], {"answer"})
    assert county.open_questions() == set()


def test_one_word_in_reply_to_our_question_closes_it() -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    asked = county.writes("reed", LATER, thread=thread, **BARE).mail("no-words")
    noted = county.writes("reed", "Tue 9 June 10:05", thread=asked.thread, says="ANSWERED")
    assert "answer" in noted.kinds
    assert county.open_questions() == set()


def test_words_in_reply_to_our_question_are_shown_before_they_go() -> None:
    """Law 6: it answers mail of ours, so the new text alone goes, once it was seen."""
    county = Scenario()
    asked = county.writes("reed", LATER, thread=county.asks(ASKED), **BARE).mail("no-words")
    assert county.writes("reed", "Tue 9 June 10:05", thread=asked.thread).sent == ["draft to reed"]


def test_an_empty_reply_that_reached_the_plr_directly_is_no_contact() -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    empty = county.writes("reed", LATER, thread=thread, has_it=("pat",), **BARE)
    assert (empty.sent, empty.kinds) == (["no-words to reed"], set())


@pytest.mark.parametrize("details", [{"may_respond": False}, {"writer": None, "token": "reed", "colleague": True}])
def test_nobody_is_asked_who_may_not_be_or_is_not_known(details: dict[str, Any]) -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    given = {"writer": "reed", **BARE, **details}
    assert county.writes(given.pop("writer"), LATER, thread=thread, **given).sent == ["relay to pat"]
    assert county.open_questions() == {"m1"}


def test_nothing_of_what_an_empty_reply_to_mail_of_ours_quotes_is_offered_for_sending() -> None:
    """Law 6: the quote of a reminder speaks of other PLRs."""
    county = Scenario()
    county.asks(ASKED)
    reminder = county.ticks("Thu 11 June 17:00").mail("reply-reminder")
    empty = county.writes("reed", "Fri 12 June 10:00", thread=reminder.thread, has_enclosure=True, **BARE)
    assert empty.sent == ["no-words to reed"]
    assert empty.mail("no-words").data["passed_on"] is False


def test_an_empty_reply_of_the_coordinator_answers_no_concern() -> None:
    county = Scenario()
    raised = county.writes("pat", ASKED, resembles="CONCERN")
    thread = next(mail.thread for mail in raised.mails if mail.is_relay)
    empty = county.writes(COORDINATOR, LATER, thread=thread, **BARE)
    assert (empty.sent, empty.kinds) == (["relay to pat"], set())


@pytest.mark.parametrize(("subject", "in_doubt"), [("", True), ("When is the surgery?", False)])
def test_an_empty_message_of_a_plr_is_in_doubt_and_a_subject_alone_is_a_question(subject: str, in_doubt: bool) -> None:
    county = Scenario()
    sent = county.writes("pat", ASKED, asks=IN_DOUBT, subject=subject, **BARE)
    (asked,) = sent.facts(QuestionAsked)
    assert asked.in_doubt is in_doubt
    assert ("acknowledgement to pat" in sent.sent) is not in_doubt
