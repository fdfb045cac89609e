"""What people write to mailbot itself: drafts, SEND, ANSWERED, and which council it was (laws 6, 8 and 11)."""

from __future__ import annotations

import pytest

from mailbot.model.facts import Answered, ContactMade, MessageLinked, Purpose, Source, ThreadOpened
from mailbot.policy.conversation import begin
from mailbot.policy.decision import Link
from mailbot.policy.entries import Thread
from tests.policy.scenario import COORDINATOR, Outcome, Scenario, arrival, at, local, row

ASKED = "Mon 8 June 10:00"
REMIND = "Thu 11 June 09:00"
REPLIED = "Thu 11 June 14:00"
SENT = "Fri 12 June 09:00"


def reminded(*plrs: str) -> tuple[Scenario, str]:
    """PC Reed is reminded of a question of each of these PLRs, in their order; gives the reminder's thread."""
    county = Scenario()
    for minute, plr in enumerate(plrs):
        county.asks(f"Mon 8 June 10:{minute:02}", plr)
    return county, county.ticks(REMIND).mail("reply-reminder").thread


def shown(outcome: Outcome, county: Scenario, template: str = "draft") -> Thread:
    """The desk thread in which an officer was shown something."""
    return county.state.threads[outcome.mail(template).thread]


def draft_of(county: Scenario, reminder: str) -> str:
    return shown(county.writes("reed", REPLIED, thread=reminder), county).opened.thread


# Law 6: an answer to our mail is never passed on as it is


def test_a_reply_to_a_reminder_goes_to_nobody_and_stops_no_clock() -> None:
    """Law 6."""
    county, reminder = reminded("pat")
    outcome = county.writes("reed", REPLIED, thread=reminder)
    assert (outcome.sent, outcome.kinds) == (["draft to reed"], set())
    assert county.open_questions() == {"m1"}


def test_a_draft_is_shown_in_a_thread_of_its_own_that_knows_its_reader() -> None:
    county, reminder = reminded("pat")
    outcome = county.writes("reed", REPLIED, thread=reminder)
    opened = shown(outcome, county).opened
    conversation = county.state.question_of("m1").asked.thread  # type: ignore[union-attr]
    assert (opened.purpose, opened.people, opened.about) == (Purpose.DESK, ("reed",), (outcome.message, conversation))
    assert outcome.mail("draft").data == {"message": outcome.message, "threads": [conversation]}


def test_send_releases_the_new_text_alone_in_the_right_thread_and_the_answer_counts() -> None:
    """Law 6."""
    county, reminder = reminded("pat")
    drafted = county.writes("reed", REPLIED, thread=reminder)
    outcome = county.writes("reed", SENT, thread=drafted.mail("draft").thread, says="SEND")
    relay = outcome.mail()
    conversation = county.state.question_of("m1").asked.thread  # type: ignore[union-attr]
    assert (relay.to, relay.thread, relay.relays) == ("pat", conversation, drafted.message)
    assert relay.data["new_text_only"] is True
    assert outcome.sent == ["draft-sent to reed", "relay to pat"]
    (answered,) = outcome.facts(Answered)
    assert (local(answered.happened_at), answered.by, answered.source) == (SENT, "reed", Source.MAIL)
    assert outcome.facts(MessageLinked)[0].message == drafted.message
    assert county.open_questions() == set()
    (contact,) = [fact for fact in county.delivers(SENT) if isinstance(fact, ContactMade)]
    assert (contact.by, contact.plr, contact.message) == ("reed", "pat", drafted.message)


def test_a_second_send_sends_nothing_and_answers_nothing_that_came_since() -> None:
    """Law 2."""
    county, reminder = reminded("pat")
    draft = draft_of(county, reminder)
    county.writes("reed", SENT, thread=draft, says="SEND")
    conversation = county.state.question_of("m1").asked.thread  # type: ignore[union-attr]
    again = county.writes("pat", "Fri 12 June 10:00", thread=conversation)
    outcome = county.writes("reed", "Fri 12 June 11:00", thread=draft, says="SEND")
    assert (outcome.sent, outcome.kinds) == (["draft-sent to reed"], set())
    assert county.open_questions() == {again.message}


def test_what_is_written_instead_of_send_is_the_next_draft() -> None:
    county, reminder = reminded("pat")
    second = county.writes("reed", SENT, thread=draft_of(county, reminder))
    assert second.sent == ["draft to reed"]
    outcome = county.writes("reed", "Fri 12 June 10:00", thread=second.mail("draft").thread, says="SEND")
    assert outcome.mail().relays == second.message


@pytest.mark.parametrize("details", [{"says": "REPORT"}, {"resembles": "SEND"}, {"says": "SEND 3"}])
def test_a_first_line_that_looks_like_a_command_goes_to_nobody(details: dict[str, str]) -> None:
    """Law 11."""
    county, reminder = reminded("pat")
    outcome = county.writes("reed", SENT, thread=draft_of(county, reminder), **details)
    assert (outcome.sent, outcome.kinds) == (["first-line-unclear to reed"], set())


def test_an_officers_new_mail_to_one_plr_goes_after_send() -> None:
    county = Scenario(row("ferry", "alex", "solo"))
    drafted = county.writes("solo", ASKED)
    outcome = county.writes("solo", "Mon 8 June 10:05", thread=drafted.mail("draft").thread, says="SEND")
    assert outcome.sent == ["draft-sent to solo", "relay to alex"]
    opened = county.state.threads[outcome.mail().thread].opened
    assert (opened.purpose, opened.liaison, opened.people) == (Purpose.CONVERSATION, "ferry", ("alex",))


def test_an_officers_new_mail_offers_a_new_thread_with_each_plr() -> None:
    county = Scenario()
    outcome = county.writes("reed", ASKED)
    threads = outcome.mail("which-plr").data["threads"]
    assert [county.state.threads[one].opened.people for one in threads] == [("pat",), ("robin",)]  # type: ignore[attr-defined]


def test_the_rows_of_a_draft_for_several_go_one_by_one() -> None:
    county = Scenario()
    drafted = county.writes("reed", ASKED).mail("which-plr").thread
    assert county.writes("reed", "Mon 8 June 10:01", thread=drafted, says="SEND").sent == ["which-plr to reed"]
    assert county.writes("reed", "Mon 8 June 10:02", thread=drafted, says="SEND 2").sent == [
        "draft-sent to reed", "relay to robin",
    ]  # fmt: skip
    assert "relay to pat" in county.writes("reed", "Mon 8 June 10:03", thread=drafted, says="SEND 1").sent


def test_the_coordinator_releases_their_own_draft() -> None:
    """Law 11: theirs waits for SEND too."""
    county = Scenario()
    thread = county.asks(ASKED)
    drafted = county.writes(COORDINATOR, REPLIED, thread=thread, resembles="ANSWERED")
    assert drafted.sent == ["first-line-unclear to coordinator"]
    outcome = county.writes(COORDINATOR, SENT, thread=drafted.mails[0].thread, says="SEND")
    assert outcome.sent == ["draft-sent to coordinator", "relay to pat"]
    assert county.open_questions() == set()


# ANSWERED


@pytest.mark.parametrize(
    ("says", "answered"),
    [
        ("ANSWERED 1", {"m1"}),
        ("ANSWERED 2", {"m2"}),
        ("ANSWERED 2 by phone", {"m2"}),
        ("ANSWERED", set()),
        ("ANSWERED 0", set()),
        ("ANSWERED 3", set()),
        ("ANSWERED 12", set()),
        ("ANSWERED 1, 2", {"m1", "m2"}),
        ("ANSWERED 1-2", {"m1", "m2"}),
        ("ANSWERED 1 and 2", {"m1", "m2"}),
        ("ANSWERED 2 and 3", {"m2"}),
        ("ANSWERED 2-1", set()),
        ("ANSWERED 1 and 2 June", set()),
        ("ANSWERED both", set()),
    ],
)
def test_answered_closes_the_rows_that_it_names_and_no_other(says: str, answered: set[str]) -> None:
    """Law 11: what names no row is asked about, and moves no clock."""
    county, reminder = reminded("pat", "robin")
    outcome = county.writes("reed", REPLIED, thread=reminder, says=says)
    assert county.open_questions() == {"m1", "m2"} - answered
    assert len([mail for mail in outcome.mails if mail.to == "reed"]) == 1
    assert len([mail for mail in outcome.mails if mail.template == "told-answered"]) == len(answered)


@pytest.mark.parametrize("said", ["", " 1", " 12 June", " by phone", " on 9 June"])
def test_a_single_row_needs_no_number(said: str) -> None:
    county, reminder = reminded("pat")
    outcome = county.writes("reed", REPLIED, thread=reminder, says=f"ANSWERED{said}")
    assert outcome.sent == ["answered-noted to reed", "told-answered to pat"]
    (answered,) = outcome.facts(Answered)
    assert (answered.source, answered.by, local(answered.happened_at)) == (Source.OFFICER, "reed", REPLIED)


def test_answered_for_what_is_answered_already_is_noted_and_tells_the_plr_nothing() -> None:
    county, reminder = reminded("pat")
    county.writes("reed", REPLIED, thread=reminder, says="ANSWERED")
    assert county.writes("reed", SENT, thread=reminder, says="ANSWERED").sent == ["answered-noted to reed"]


def test_a_command_is_never_relayed() -> None:
    """Law 11: the rest of its mail is a note."""
    county, reminder = reminded("pat")
    outcome = county.writes(
        "reed", REPLIED, thread=reminder, says="ANSWERED by phone", text="ANSWERED by phone\nRang Pat."
    )
    assert not [mail for mail in outcome.mails if mail.is_relay]


def test_every_command_is_answered_in_a_thread_that_knows_what_was_done() -> None:
    county, reminder = reminded("pat")
    outcome = county.writes("reed", REPLIED, thread=reminder, says="ANSWERED")
    noted = outcome.mail("answered-noted")
    conversation = county.state.question_of("m1").asked.thread  # type: ignore[union-attr]
    assert (noted.parent, noted.data) == (outcome.message, {"thread": conversation, "undo": "UNDO"})
    assert county.writes("reed", SENT, thread=noted.thread).sent == ["draft to reed"]


# Who may


@pytest.mark.parametrize("writer", ["ames", "pat", None])
def test_what_another_writes_to_an_officers_desk_is_held(writer: str | None) -> None:
    """Law 7: commands wait, whatever token came back."""
    county, reminder = reminded("pat")
    outcome = county.writes(writer, REPLIED, thread=reminder, token="reed", says="ANSWERED", colleague=True)
    assert (outcome.held, county.open_questions()) == ("unknown-address", {"m1"})


def test_what_is_to_come_is_not_for_somebody_to_say_who_is_no_officer_any_more() -> None:
    county, reminder = reminded("pat")
    for liaison, plr in (("harpole", "pat"), ("thornbeck", "robin")):
        county.record(row(liaison, plr, "ames", when=at(REPLIED)))
    assert county.writes("reed", SENT, thread=reminder, says="HOLD until Friday for the warrant").held == "no-officer"


def test_the_coordinators_reply_to_a_digest_is_kept_for_them() -> None:
    county = Scenario()
    county.record(ThreadOpened(happened_at=at(ASKED), recorded_at=at(ASKED), thread="digest", purpose=Purpose.DESK,
                               people=(COORDINATOR,)))  # fmt: skip
    assert county.writes(COORDINATOR, REPLIED, thread="digest").held == "from-coordinator"


# Law 8: protective markings


def test_a_marked_reply_to_a_reminder_returns_and_can_be_sent_without_its_marking() -> None:
    """Law 8."""
    county, reminder = reminded("pat")
    returned = county.writes("reed", REPLIED, thread=reminder, marking="OFFICIAL-SENSITIVE")
    assert (returned.sent, returned.kinds) == (["marking-returned to reed"], set())
    conversation = county.state.question_of("m1").asked.thread  # type: ignore[union-attr]
    data = returned.mail("marking-returned").data
    assert (data["marking"], data["thread"]) == ("OFFICIAL-SENSITIVE", conversation)
    drafted = county.writes("reed", SENT, thread=returned.mails[0].thread)
    outcome = county.writes("reed", "Fri 12 June 10:00", thread=drafted.mail("draft").thread, says="SEND")
    assert outcome.mail().to == "pat"


def test_a_marking_on_an_answer_stops_neither_the_clock_nor_the_next_answer() -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    county.writes("reed", REPLIED, thread=thread, marking="SECRET")
    assert county.open_questions() == {"m1"}
    assert county.writes("reed", SENT, thread=thread).sent == ["relay to pat"]


# A PLR of several councils


def which_council(text: str, named: tuple[str, ...] = (), **details: object) -> tuple[Scenario, Outcome]:
    county = Scenario()
    asked = county.writes("kim", ASKED)
    mail = asked.mail("which-council")
    assert mail.data == {"message": asked.message, "liaisons": ["fenby", "marsh"]}
    return county, county.writes("kim", REPLIED, thread=mail.thread, text=text, councils_named=named, **details)


@pytest.mark.parametrize(
    ("text", "named", "chosen"),
    [
        ("1", (), "fenby"),
        ("2", (), "marsh"),
        (" 2. \nThank you", (), "marsh"),
        ("Marsh, please", ("marsh",), "marsh"),
        ("It is about Fenby", ("fenby",), "fenby"),
    ],
)
def test_the_council_is_known_by_its_number_or_its_name(text: str, named: tuple[str, ...], chosen: str) -> None:
    _, outcome = which_council(text, named)
    assert outcome.decision.links == (Link("m1", chosen, "kim"),)
    assert not outcome.mails


@pytest.mark.parametrize(
    ("text", "named"),
    [("", ()), ("0", ()), ("3", ()), ("both of them", ()), ("Fenby or Marsh", ("fenby", "marsh")), ("1 and 2", ()),
     ("Harpole", ("harpole",))],
)  # fmt: skip
def test_an_answer_that_names_no_single_council_is_held_with_the_message(text: str, named: tuple[str, ...]) -> None:
    county, outcome = which_council(text, named)
    assert (outcome.held, set(county.state.held)) == ("which-council", {"m1", "m2"})


def test_only_the_plr_who_was_asked_can_say_which_council() -> None:
    county = Scenario()
    thread = county.writes("kim", ASKED).mail("which-council").thread
    assert county.writes("pat", REPLIED, thread=thread, text="1", token="kim").held == "unknown-address"


def test_a_message_waits_for_its_council_and_then_counts_from_its_arrival() -> None:
    """Law 7."""
    county, _ = which_council("2")
    assert not county.owed()
    placed = arrival("m1", "kim", at(ASKED), at(REPLIED))
    followed = county.commit("m1", begin(placed, county.state, county.programme, "marsh", "kim"))
    assert followed.sent == ["acknowledgement to kim", "relay to ames"]
    assert [(one.liaison, local(one.started_at)) for one in county.owed()] == [("marsh", ASKED)]


def test_a_message_that_was_placed_is_not_placed_again() -> None:
    county, outcome = which_council("2")
    when = at(REPLIED)
    county.record(MessageLinked(happened_at=when, recorded_at=when, message="m1", thread="t"))
    thread = county.outbox["which-council:m1"].thread
    again = county.writes("kim", SENT, thread=thread, text="1")
    assert (outcome.decision.links != (), again.decision.links) == (True, ())
