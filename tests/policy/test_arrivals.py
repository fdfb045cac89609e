"""What follows from a message: who wrote it, in which thread, of what kind, with which proof (laws 3, 7, 8, 10, 11)."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

import pytest

from mailbot.model.facts import (
    Answered,
    ContactMade,
    MailFailed,
    MessageArrived,
    MessageHeld,
    QuestionAsked,
    QuestionContinued,
)
from mailbot.model.mail import Mail
from mailbot.model.understanding import Bounce, BouncedRecipient, Dmarc, Kind, Placement, Understood
from mailbot.policy.arrival import Arrival
from mailbot.policy.arrivals import follow
from mailbot.policy.conversation import placed
from tests.policy.scenario import (
    COORDINATOR,
    COURTESY,
    HARPOLE,
    IN_DOUBT,
    QUESTION,
    ROOT,
    RULES,
    Scenario,
    arrival,
    at,
    local,
    row,
)

MONDAY = "Mon 8 June 10:00"
TUESDAY = "Tue 9 June 11:00"

RELAYED, ACKNOWLEDGED = "relay to reed", "acknowledgement to pat"
BOTH = [ACKNOWLEDGED, RELAYED]
TO_PAT = "relay to pat"


@dataclass(frozen=True)
class Case:
    """One message: who writes it, what is special about it, and all that is to follow."""

    said: str
    writer: str | None
    details: dict[str, Any] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    sent: list[str] = field(default_factory=list)
    held: str = ""

    def __str__(self) -> str:
        return self.said


def _held(said: str, writer: str | None, reason: str, **details: Any) -> Case:
    return Case(said, writer, details, {"message-held"}, held=reason)


NEW_MESSAGES = [
    Case("a PLR's question", "pat", {}, {"question"}, BOTH),
    Case("a PLR's courtesy starts nothing", "pat", {"asks": COURTESY}, set(), [RELAYED]),
    Case("a PLR's new message is a question unless it is a bare courtesy", "pat", {"asks": IN_DOUBT}, {"question"},
         BOTH),
    Case("a PLR's reply in doubt is passed on without acknowledgement", "pat", {"asks": IN_DOUBT, "replies": True},
         {"question"}, [RELAYED]),
    Case("a PLR whom one may not answer is not acknowledged", "pat", {"may_respond": False}, {"question"}, [RELAYED]),
    Case("the officer in Cc has it already", "pat", {"has_it": ("reed",)}, {"question"}, [ACKNOWLEDGED]),
    Case("a PLR's first line that resembles CONCERN", "pat", {"resembles": "CONCERN"}, {"concern"},
         ["concern-received to pat", "relay to coordinator"]),
    Case("a PLR's first line that resembles any other command", "pat", {"resembles": "ANSWERED"}, {"question"}, BOTH),
    Case("a PLR's marked message is theirs to send", "pat", {"marking": "OFFICIAL-SENSITIVE"}, {"question"}, BOTH),
    Case("the clerk of two parishes is asked which", "jo", {}, {"message-held"},
         ["which-council to jo"], "which-council"),
    Case("a PLR of two councils is asked which", "kim", {}, {"message-held"},
         ["which-council to kim"], "which-council"),
    _held("a PLR of two councils whom one may not answer is not asked", "kim", "which-council", may_respond=False),
    Case("an officer who writes to nobody in particular is asked whom", "reed", {}, set(), ["which-plr to reed"]),
    Case("an officer of one PLR is shown a draft", "solo", {}, set(), ["draft to solo"]),
    Case("an officer's marked message returns", "reed", {"marking": "OFFICIAL-SENSITIVE"}, set(),
         ["marking-returned to reed"]),
    _held("two officers of one address", "reed", "shared-address", also=("ames",)),
    _held("the coordinator writes to the mailbox", COORDINATOR, "from-coordinator"),
    _held("a stranger", None, "stranger"),
    _held("a stranger of the force", None, "stranger", colleague=True),
    _held("somebody who was on the roster once", "nobody", "stranger"),
    _held("a PLR's address, forged", "pat", "authentication-failed", dmarc=Dmarc.FAIL),
    Case("a PLR's address, proved", "pat", {"dmarc": Dmarc.PASS}, {"question"}, BOTH),
    _held("tokens of several threads", "pat", "conflict", conflict=True, guesses=("t1", "t2")),
    _held("what cannot be read", None, "unreadable", kind=Kind.UNREADABLE),
]  # fmt: skip


@pytest.mark.parametrize("case", NEW_MESSAGES, ids=str)
def test_a_message_outside_every_thread(case: Case) -> None:
    county = Scenario()
    county.record(row("ferry", "alex", "solo"))
    outcome = county.writes(case.writer, MONDAY, **case.details)
    assert (outcome.kinds, outcome.sent, outcome.held) == (case.kinds, case.sent, case.held)


IN_A_THREAD = [
    Case("the PLR writes more before the answer", "pat", {}, {"question-continued"}, [RELAYED]),
    Case("the PLR's thanks before the answer belong to the question", "pat", {"asks": COURTESY}, {"question-continued"},
         [RELAYED]),
    Case("what is in doubt belongs to the question that is open", "pat", {"asks": IN_DOUBT}, {"question-continued"},
         [RELAYED]),
    Case("the clerk writes more before the answer", "jo", {}, {"question-continued"}, [RELAYED]),
    Case("the officer answers", "reed", {}, {"answer"}, [TO_PAT]),
    Case("the officer's bare thanks answer too", "reed", {"asks": COURTESY}, {"answer"}, [TO_PAT]),
    Case("the officer answers to all, so that the PLR has it", "reed", {"has_it": ("pat",)}, {"answer", "contact"}),
    Case("another officer answers", "ames", {}, {"answer"}, [TO_PAT]),
    Case("the coordinator answers", COORDINATOR, {}, {"answer"}, [TO_PAT]),
    Case("a colleague answers with the officer's token", None, {"token": "reed", "colleague": True}, {"answer"},
         [TO_PAT]),
    _held("somebody outside the force with the officer's token", None, "unknown-address", token="reed"),
    _held("a colleague without a token", None, "unknown-address", colleague=True),
    _held("a colleague's first line looks like a command", None, "unknown-address", token="reed", colleague=True,
          resembles="ANSWERED"),
    _held("a colleague answers mail that we wrote", None, "unknown-address", token="reed", colleague=True,
          answers_template="reply-reminder"),
    Case("the PLR writes from another address", None, {"token": "pat"}, {"question-continued"}, [RELAYED]),
    _held("the PLR's token comes back forged", None, "authentication-failed", token="pat", dmarc=Dmarc.FAIL),
    _held("a stranger answers a mail of the thread", None, "unknown-address"),
    _held("the PLR of another council", "les", "unknown-address"),
    _held("PLR and officer write from one address", "pat", "shared-address", also=("reed",)),
    Case("a token tells who writes from a shared address", "pat", {"also": ("reed",), "token": "reed"}, {"answer"},
         [TO_PAT]),
    Case("PLR and clerk share an address", "pat", {"also": ("jo",)}, {"question-continued"}, [RELAYED]),
    Case("an officer's marked answer returns", "reed", {"marking": "SECRET"}, set(), ["marking-returned to reed"]),
    _held("a colleague's marked answer", None, "marked", token="reed", colleague=True, marking="SECRET"),
    Case("an officer's first line resembles a command", "reed", {"resembles": "ANSWERED"}, set(),
         ["first-line-unclear to reed"]),
    Case("an officer's SEND with nothing to send", "reed", {"says": "SEND"}, set(), ["first-line-unclear to reed"]),
    Case("an officer answers mail that we wrote", "reed", {"answers_template": "reply-reminder"}, set(),
         ["draft to reed"]),
    Case("an officer says that it was answered", "reed", {"says": "ANSWERED"}, {"answer"},
         ["answered-noted to reed", "told-answered to pat"]),
    Case("the coordinator's first line resembles a command", COORDINATOR, {"resembles": "SEND"}, set(),
         ["first-line-unclear to coordinator"]),
    Case("the PLR raises a concern in the thread", "pat", {"resembles": "CONCERN"}, {"concern"},
         ["concern-received to pat", "relay to coordinator"]),
]  # fmt: skip


@pytest.mark.parametrize("case", IN_A_THREAD, ids=str)
def test_a_message_in_the_thread_of_an_open_question(case: Case) -> None:
    county = Scenario()
    thread = county.asks(MONDAY)
    outcome = county.writes(case.writer, TUESDAY, thread=thread, **case.details)
    assert (outcome.kinds, outcome.sent, outcome.held) == (case.kinds, case.sent, case.held)
    assert county.open_questions() == (set() if "answer" in case.kinds else {"m1"})


MACHINES = [kind for kind in Kind if kind not in (Kind.PERSON, Kind.UNREADABLE)]


@pytest.mark.parametrize("kind", MACHINES)
@pytest.mark.parametrize("writer", ["pat", "reed", None])
def test_a_machine_moves_no_clock_and_gets_no_answer(kind: Kind, writer: str | None) -> None:
    """Law 3."""
    county = Scenario()
    thread = county.asks(MONDAY)
    before = county.owed()
    outcome = county.writes(writer, TUESDAY, thread=thread, kind=kind, token="pat", says="ANSWERED")
    assert (outcome.kinds, outcome.sent) == (set(), [])
    assert county.owed() == before
    assert outcome.facts(MessageArrived)[0].message_kind is kind


def test_a_machine_does_not_become_the_last_writer_of_a_thread() -> None:
    """Law 3: what a PLR says after an officer's out-of-office answers nobody's question."""
    county = Scenario()
    thread = county.asks(MONDAY)
    county.writes("reed", TUESDAY, thread=thread, kind=Kind.AUTO_REPLY)
    assert county.state.threads[thread].last_writer == "pat"


def test_the_clock_runs_from_the_arrival_and_not_from_the_reading() -> None:
    """Law 4: taken by the server on Friday before closing, fetched on Monday."""
    county = Scenario()
    outcome = county.writes("pat", "Fri 5 June 16:50", read="Mon 8 June 09:10")
    (asked,) = outcome.facts(QuestionAsked)
    assert (local(asked.happened_at), local(asked.recorded_at)) == ("Fri 5 June 16:50", "Mon 8 June 09:10")
    assert local(county.owed()[0].deadline.due_by) == "Fri 12 June 17:00"


def test_an_answer_counts_when_it_arrived_however_late_it_is_read() -> None:
    """Law 4."""
    county = Scenario()
    thread = county.asks(MONDAY)
    county.writes("reed", "Mon 15 June 16:59", thread=thread, read="Wed 17 June 09:00")
    (owed,) = county.owed()
    assert owed.met_at == at("Mon 15 June 16:59")


def test_one_question_has_one_clock_whatever_follows_it() -> None:
    county = Scenario()
    thread = county.asks(MONDAY)
    for when in (TUESDAY, "Wed 10 June 09:00", "Thu 11 June 09:00"):
        (continued,) = county.writes("pat", when, thread=thread).facts(QuestionContinued)
        assert continued.question == county.state.threads[thread].questions[0]
    assert [local(one.started_at) for one in county.owed()] == [MONDAY]


READ_TOGETHER = "Wed 3 June 12:00"
IN_ONE_THREAD = {
    "asks at nine": ("pat", "Wed 3 June 09:00", QUESTION),
    "asks at eleven": ("pat", "Wed 3 June 11:00", QUESTION),
    "in doubt at nine": ("pat", "Wed 3 June 09:00", IN_DOUBT),
    "in doubt at eleven": ("pat", "Wed 3 June 11:00", IN_DOUBT),
    "thanks at nine": ("pat", "Wed 3 June 09:00", COURTESY),
    "thanks at eleven": ("pat", "Wed 3 June 11:00", COURTESY),
    "is answered at ten": ("reed", "Wed 3 June 10:00", QUESTION),
}


@pytest.mark.parametrize(
    ("first", "then", "owed"),
    [
        ("asks at nine", ["asks at eleven"], [("Wed 3 June 09:00", False, None)]),
        ("asks at nine", ["in doubt at eleven"], [("Wed 3 June 09:00", False, None)]),
        ("in doubt at nine", ["asks at eleven"], [("Wed 3 June 09:00", True, None), ("Wed 3 June 11:00", False, None)]),
        ("in doubt at nine", ["in doubt at eleven"], [("Wed 3 June 09:00", True, None)]),
        ("thanks at nine", ["asks at eleven"], [("Wed 3 June 11:00", False, None)]),
        (
            "asks at nine",
            ["is answered at ten", "asks at eleven"],
            [("Wed 3 June 09:00", False, "Wed 3 June 10:00"), ("Wed 3 June 11:00", False, None)],
        ),
        (
            "asks at nine",
            ["is answered at ten", "in doubt at eleven"],
            [("Wed 3 June 09:00", False, "Wed 3 June 10:00"), ("Wed 3 June 11:00", True, None)],
        ),
        (
            "asks at nine",
            ["is answered at ten", "thanks at eleven"],
            [("Wed 3 June 09:00", False, "Wed 3 June 10:00")],
        ),
    ],
)
def test_what_a_plr_wrote_means_the_same_in_whatever_order_it_is_read(
    first: str, then: list[str], owed: list[tuple[str, bool, str | None]]
) -> None:
    """But that an answer is read after what it answers."""
    for order in permutations([first, *then]):
        if "is answered at ten" in order and order.index("is answered at ten") < order.index(first):
            continue
        county = Scenario()
        thread = county.asks("Tue 2 June 10:00")
        county.writes("reed", "Tue 2 June 11:00", thread=thread)
        for name in order:
            writer, when, asks = IN_ONE_THREAD[name]
            county.writes(writer, when, thread=thread, asks=asks, read=READ_TOGETHER)
        later = [one for one in county.state.questions.values() if one.asked.happened_at > at("Wed 3 June 00:00")]
        found = [
            (local(one.asked.happened_at), one.asked.in_doubt, local(one.answer.happened_at) if one.answer else None)
            for one in later
        ]
        assert sorted(found, key=str) == sorted(owed, key=str), order


def test_several_questions_of_one_plr_have_a_clock_each() -> None:
    county = Scenario()
    first, second = county.asks(MONDAY), county.asks(TUESDAY)
    county.writes("reed", "Wed 10 June 12:00", thread=second)
    assert [(local(one.started_at), one.met_at is None) for one in county.owed()] == [(MONDAY, True), (TUESDAY, False)]
    assert first != second


def test_what_asks_after_the_answer_is_a_new_question_and_acknowledged_anew() -> None:
    county = Scenario()
    thread = county.asks(MONDAY)
    county.writes("reed", TUESDAY, thread=thread)
    outcome = county.writes("pat", "Wed 10 June 12:00", thread=thread)
    assert (outcome.kinds, outcome.sent) == ({"question"}, BOTH)
    assert county.open_questions() == {outcome.message}


def test_thanks_after_the_answer_start_nothing() -> None:
    county = Scenario()
    thread = county.asks(MONDAY)
    county.writes("reed", TUESDAY, thread=thread)
    outcome = county.writes("pat", "Wed 10 June 12:00", thread=thread, asks=COURTESY)
    assert (outcome.kinds, outcome.sent, county.open_questions()) == (set(), [RELAYED], set())


def test_what_clearly_asks_is_no_part_of_what_was_in_doubt() -> None:
    county = Scenario()
    thread = county.asks(MONDAY, asks=IN_DOUBT, replies=True)
    outcome = county.writes("pat", TUESDAY, thread=thread)
    assert (outcome.kinds, outcome.sent) == ({"question"}, BOTH)
    assert [local(one.started_at) for one in county.owed()] == [TUESDAY]


def test_a_further_message_belongs_to_what_clearly_asked_rather_than_to_what_was_in_doubt() -> None:
    county = Scenario()
    thread = county.asks(MONDAY, asks=IN_DOUBT, replies=True)
    county.writes("pat", TUESDAY, thread=thread)
    (continued,) = county.writes("pat", "Wed 10 June 09:00", thread=thread, asks=COURTESY).facts(QuestionContinued)
    assert continued.question == county.state.threads[thread].questions[1]


def test_the_acknowledgement_and_the_relay_say_the_same_day() -> None:
    county = Scenario()
    outcome = county.writes("pat", "Fri 5 June 17:30")
    expected = at("Mon 15 June 17:00").isoformat()
    assert outcome.mail("acknowledgement").data["answer_by"] == expected
    assert outcome.mail().data["answer_by"] == expected
    assert outcome.mail("acknowledgement").parent == outcome.message


def test_a_further_message_is_relayed_with_the_day_of_its_question() -> None:
    county = Scenario()
    thread = county.asks(MONDAY)
    outcome = county.writes("pat", "Fri 12 June 12:00", thread=thread, asks=COURTESY)
    assert outcome.mail().data["answer_by"] == at("Mon 15 June 17:00").isoformat()


@pytest.mark.parametrize("asks", [COURTESY, IN_DOUBT])
def test_what_may_want_no_answer_is_relayed_without_a_day(asks: Any) -> None:
    assert "answer_by" not in Scenario().writes("pat", MONDAY, asks=asks, replies=True).mail().data


def test_a_plrs_words_from_an_unknown_address_are_passed_on_and_said_to_be_so() -> None:
    """Law 7."""
    county = Scenario()
    thread = county.asks(MONDAY)
    county.writes("reed", TUESDAY, thread=thread)
    outcome = county.writes(None, "Wed 10 June 12:00", thread=thread, token="pat")
    assert (outcome.mail().data["writer"], outcome.mail().data["known"]) == ("pat", False)
    assert outcome.facts(QuestionAsked)[0].plr == "pat"
    assert outcome.mail("acknowledgement").to == "pat"


def test_a_colleagues_answer_names_nobody_and_counts() -> None:
    """Law 7."""
    county = Scenario()
    thread = county.asks(MONDAY)
    outcome = county.writes(None, TUESDAY, thread=thread, token="reed", colleague=True)
    assert [fact.by for fact in outcome.facts(Answered)] == [None]
    assert (outcome.mail().data["writer"], outcome.mail().data["known"]) == (None, False)


def test_a_held_message_keeps_its_guesses_in_their_order() -> None:
    """Law 7."""
    county = Scenario()
    thread = county.asks(MONDAY)
    outcome = county.writes(None, TUESDAY, thread=thread, guesses=("t9",))
    assert [fact.guesses for fact in outcome.facts(MessageHeld)] == [(thread, "t9")]
    assert outcome.message in county.state.held


def test_mail_older_than_the_programme_is_held_once_and_owed_nothing() -> None:
    county = Scenario()
    outcome = county.writes("pat", "Sun 31 May 23:59", read=MONDAY)
    assert (outcome.held, outcome.sent, county.owed()) == ("before-start", [], [])
    assert county.writes("pat", "Mon 1 June 00:00").kinds == {"question"}


def test_a_council_without_an_officer_is_heard_by_the_coordinator() -> None:
    county = Scenario(row("harpole", "pat", None))
    outcome = county.writes("pat", MONDAY)
    assert outcome.sent == ["acknowledgement to pat", "relay to coordinator"]
    assert county.writes("pat", TUESDAY, has_it=(COORDINATOR,)).sent == ["acknowledgement to pat"]


def test_the_clerk_of_one_parish_begins_a_thread_of_it_and_gets_the_answer() -> None:
    county = Scenario(row("harpole", "pat", "reed", "jo"))
    outcome = county.writes("jo", MONDAY)
    assert outcome.sent == ["acknowledgement to jo", "relay to reed"]
    assert county.writes("reed", TUESDAY, thread=county.state.open_questions.popitem()[1].asked.thread).sent == [
        "relay to jo"
    ]


def test_the_clerk_of_two_parishes_is_heard_in_the_thread_of_either() -> None:
    county = Scenario()
    harpole, thornbeck = county.asks(MONDAY, "pat"), county.asks(MONDAY, "robin")
    liaisons = []
    for thread in (harpole, thornbeck):
        county.writes("reed", TUESDAY, thread=thread)
        (asked,) = county.writes("jo", "Wed 10 June 12:00", thread=thread).facts(QuestionAsked)
        liaisons.append(asked.liaison)
    assert liaisons == ["harpole", "thornbeck"]


def test_the_answer_goes_to_whoever_asked_last_while_they_are_in_the_council() -> None:
    county = Scenario()
    thread = county.asks(MONDAY, "pat")
    county.writes("reed", TUESDAY, thread=thread)
    county.writes("jo", "Wed 10 June 12:00", thread=thread)
    assert county.writes("reed", "Thu 11 June 12:00", thread=thread).sent == ["relay to jo"]
    county.record(row("harpole", "pat", "reed", None, when=at("Fri 12 June 09:00")))
    assert county.writes("reed", "Fri 12 June 12:00", thread=thread).sent == ["relay to pat"]


def test_an_answer_that_nobody_can_read_is_held() -> None:
    county = Scenario()
    thread = county.asks(MONDAY)
    county.record(row("harpole", None, "reed", None, when=at(TUESDAY)))
    assert county.writes("reed", "Wed 10 June 12:00", thread=thread).held == "nobody-to-read-it"


def test_a_contact_is_made_when_the_plr_has_the_officers_mail_already() -> None:
    county = Scenario()
    thread = county.asks(MONDAY)
    (contact,) = county.writes("reed", TUESDAY, thread=thread, has_it=("pat",)).facts(ContactMade)
    assert (contact.by, contact.plr, local(contact.happened_at)) == ("reed", "pat", TUESDAY)


def test_an_officer_may_write_to_several_plrs_at_once() -> None:
    county = Scenario()
    harpole, thornbeck = county.asks(MONDAY, "pat"), county.asks(MONDAY, "robin")
    outcome = county.writes("reed", TUESDAY, thread=harpole, others=(thornbeck,), token="reed")
    assert outcome.sent == ["relay to pat", "relay to robin"]
    assert len(outcome.facts(MessageArrived)) == 1
    assert county.open_questions() == set()


@pytest.mark.parametrize(
    ("details", "template"), [({"resembles": "SEND"}, "which-plr"), ({"marking": "SECRET"}, "marking-returned")]
)
def test_an_officer_of_several_plrs_is_answered_once(details: dict[str, str], template: str) -> None:
    """Law 2: one key, one mail."""
    county = Scenario()
    harpole, thornbeck = county.asks(MONDAY, "pat"), county.asks(MONDAY, "robin")
    outcome = county.writes("reed", TUESDAY, thread=harpole, others=(thornbeck,), token="reed", **details)
    assert outcome.sent == [f"{template} to reed"]
    assert county.open_questions() == {"m1", "m2"}


@pytest.mark.parametrize(
    ("last_written", "subject_changed", "kinds"),
    [
        ("Mon 8 June 10:00", True, {"question"}),
        ("Mon 8 June 10:00", False, {"question-continued"}),
        ("Wed 1 July 10:00", True, {"question-continued"}),
    ],
)
def test_a_changed_subject_begins_a_new_thread_once_the_old_one_is_stale(
    last_written: str, subject_changed: bool, kinds: set[str]
) -> None:
    county = Scenario()
    thread = county.asks("Mon 8 June 10:00")
    if last_written != "Mon 8 June 10:00":
        county.writes("pat", last_written, thread=thread)
    outcome = county.writes("pat", "Mon 13 July 10:00", thread=thread, subject_changed=subject_changed)
    assert outcome.kinds == kinds
    assert (outcome.facts(MessageArrived)[0].thread == thread) == (kinds == {"question-continued"})


RETURNED = Mail(key="relay:m1:reed", to="reed", thread="t1", queued_at=at(MONDAY), relays="m1")


@pytest.mark.parametrize(
    ("recipients", "mail", "expected"),
    [
        ([("5.1.1", True)], RETURNED, ["5.1.1"]),
        ([("4.4.1", False)], RETURNED, []),
        ([("4.4.1", False), ("5.2.2", True)], RETURNED, ["5.2.2"]),
        ([], RETURNED, []),
        ([("5.1.1", True)], None, []),
    ],
)
def test_a_bounce_says_that_our_mail_failed_where_it_failed_for_good(
    recipients: list[tuple[str, bool]], mail: Mail | None, expected: list[str]
) -> None:
    """Law 3: and nothing else."""
    county = Scenario(HARPOLE)
    bounce = Bounce(tuple(BouncedRecipient("a.reed@force.example", "failed", *each) for each in recipients))
    understood = Understood(kind=Kind.BOUNCE, may_respond=False, sender=None, bounce=bounce)
    arrived = Arrival(
        message="m2", arrived_at=at(TUESDAY), recorded_at=at(TUESDAY), understood=understood,
        placement=Placement(), bounced=mail,
    )  # fmt: skip
    decision = follow(arrived, county.state, county.programme)
    assert [fact.status for fact in decision.facts if isinstance(fact, MailFailed)] == expected
    assert not decision.mails


def test_the_officer_before_who_still_holds_a_token_answers_as_a_colleague() -> None:
    """Law 7: the roster knows them no more, but the conversation does."""
    county = Scenario()
    thread = county.asks(MONDAY)
    county.record(row("harpole", "pat", "ames", "jo", when=at("Mon 8 June 12:00")))
    county.record(row("thornbeck", "robin", "ames", "robin", when=at("Mon 8 June 12:00")))
    outcome = county.writes("reed", TUESDAY, thread=thread, token="reed", colleague=True)
    assert (outcome.kinds, outcome.sent) == ({"answer"}, ["relay to pat"])


@pytest.mark.parametrize(
    ("details", "followed", "received"),
    [
        ({}, {"question"}, "acknowledgement to pat"),
        ({"says": "MEETING 14 July"}, {"meeting-request"}, "meeting-requested to pat"),
        ({"says": "CONCERN about PC Reed", "resembles": "CONCERN"}, {"concern"}, "concern-received to pat"),
    ],
)
@pytest.mark.parametrize("writer", ["pat", None])
def test_what_was_placed_is_acknowledged_to_its_writer_and_to_nobody_else(
    writer: str | None, details: dict[str, Any], followed: set[str], received: str
) -> None:
    """Law 7: what a stranger wrote is taken as the PLR's, who may know nothing of it."""
    requests = (ROOT / "rules" / "meeting-request.toml").read_text()
    county = Scenario(rules=RULES | {"meeting-request": requests})
    stray = arrival("stray", writer, at(MONDAY), at(TUESDAY), token="pat", **details)
    outcome = county.commit("stray", placed(stray, county.state, county.programme, "harpole", ""))
    assert outcome.kinds == followed
    assert (received in outcome.sent) is (writer == "pat")
    assert [mail for mail in outcome.sent if mail.startswith("relay")]
    assert {mail.to for mail in outcome.mails} <= {"reed", COORDINATOR, writer}


@pytest.mark.parametrize(
    ("says", "followed", "sent"),
    [
        ("STATUS", set(), ["own-status to reed"]),
        ("NEWS Surgery on Friday", {"news"}, ["news-draft to reed"]),
        ("AWAY 14 to 18 July", {"away"}, ["absence-noted to reed"]),
    ],
)
def test_an_instruction_from_a_teams_mailbox_is_somebodys_only_in_reply_to_mail_of_theirs(
    says: str, followed: set[str], sent: list[str]
) -> None:
    """Law 7: whose councils and days are meant, nobody can tell; of a colleague off the roster nothing is taken."""
    county = Scenario(rules={path.stem: path.read_text() for path in (ROOT / "rules").glob("*.toml")})
    assert county.writes("reed", MONDAY, says=says, text=says, also=("ames",)).held == "shared-address"
    assert county.writes(None, MONDAY, says=says, text=says, colleague=True).held == "stranger"
    thread = county.writes("reed", MONDAY, says="STATUS").mail("own-status").thread
    outcome = county.writes("reed", TUESDAY, thread=thread, token="reed", says=says, text=says, also=("ames",))
    assert (outcome.kinds, outcome.sent) == (followed, sent)
