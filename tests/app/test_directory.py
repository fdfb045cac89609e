"""Whom and what a deployment knows: people, tokens, Message-IDs, tags and open threads (law 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mailbot.app.directory import Directory
from mailbot.config import Coordinator as CoordinatorSection
from mailbot.inbound.thread import Entry
from mailbot.ledger import Change, Ledger
from mailbot.model.facts import Fact, MailAccepted, Purpose, ThreadOpened
from mailbot.model.ids import ANSWERS_TO, DEPUTY, made_id
from mailbot.model.mail import Mail
from mailbot.model.people import Person
from mailbot.model.records import MessageRecord, OutboxEntry
from mailbot.model.token import reply_token, subject_tag
from tests.policy.scenario import COORDINATOR, HARPOLE, THORNBECK, WENDLE, Scenario, at

ASKED = "Mon 8 June 10:00"
PEOPLE = (
    Person("pat", "Pat Hall", "pat@harpole-pc.example"),
    Person("jo", "Jo Winter", "clerk@parishes.example"),
    Person("robin", "Robin Ashe", "Clerk@parishes.example"),
    Person("les", "Les Orchard"),
)


@dataclass
class County:
    """A scenario beside a real ledger, and the directory of both."""

    scenario: Scenario
    ledger: Ledger
    directory: Directory

    def record(self, *facts: Fact) -> None:
        for fact in facts:
            self.scenario.record(fact)
            self.directory.record(fact)

    def token(self, thread: str, person: str) -> tuple[str, str] | None:
        return self.directory.token(reply_token(self.ledger.secret, thread, person))

    def opens(self, thread: str, purpose: Purpose, *people: str, liaison: str | None = None) -> None:
        self.record(ThreadOpened(happened_at=at(ASKED), recorded_at=at(ASKED), thread=thread, purpose=purpose,
                                 people=people, liaison=liaison))  # fmt: skip


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    ledger = Ledger.open(tmp_path / "var")
    ledger.commit(Change(people=PEOPLE))
    scenario = Scenario(HARPOLE, THORNBECK, WENDLE)
    yield County(
        scenario,
        ledger,
        Directory(
            ledger,
            scenario.state,
            "liaison@force.example",
            CoordinatorSection(address="Coordinator@force.example", answers_to="chief@force.example"),
            ["force.example", "City.example"],
        ),
    )
    ledger.close()


@pytest.mark.parametrize(
    ("address", "people"),
    [
        ("pat@harpole-pc.example", {"pat"}),
        ("PAT@Harpole-PC.example", {"pat"}),
        ("clerk@parishes.example", {"jo", "robin"}),
        ("coordinator@FORCE.example", {COORDINATOR, DEPUTY}),
        ("chief@force.example", {ANSWERS_TO}),
        ("someone@web.example", set()),
        ("", set()),
    ],
)
def test_everybody_who_has_an_address_is_found_by_it(county: County, address: str, people: set[str]) -> None:
    assert set(county.directory.people_at(address)) == people


def test_a_person_without_an_address_is_nobody_who_wrote_without_one(county: County) -> None:
    assert "les" not in county.directory.people_at("")


@pytest.mark.parametrize(
    ("domain", "colleague"),
    [("force.example", True), ("FORCE.example", True), ("city.example", True), ("sub.force.example", False),
     ("harpole-pc.example", False), ("", False)],
)  # fmt: skip
def test_a_colleague_writes_from_a_domain_of_the_force(county: County, domain: str, colleague: bool) -> None:
    assert county.directory.is_colleague(domain) is colleague


def test_tokens_are_given_to_the_people_of_a_thread_and_its_officer(county: County) -> None:
    county.opens("t1", Purpose.CONVERSATION, "pat", liaison="harpole")
    assert county.token("t1", "pat") == ("t1", "pat")
    assert county.token("t1", "reed") == ("t1", "reed")
    assert county.token("t1", "ames") is None
    assert county.directory.token("a" * 16) is None


def test_no_officer_has_a_token_of_a_concern_or_of_another_desk(county: County) -> None:
    """Law 12."""
    county.opens("concern", Purpose.CONCERN, "pat", COORDINATOR)
    county.opens("desk", Purpose.DESK, "reed")
    assert [county.token("concern", person) for person in ("pat", COORDINATOR, "reed")] == [
        ("concern", "pat"), ("concern", COORDINATOR), None,
    ]  # fmt: skip
    assert county.token("desk", "pat") is None


def test_whoever_got_a_mail_of_a_thread_has_its_token(county: County) -> None:
    """So that a cover, or an officer who was reassigned since, can answer what they got."""
    county.opens("t1", Purpose.CONVERSATION, "pat", liaison="harpole")
    county.record(
        MailAccepted(
            happened_at=at(ASKED), recorded_at=at(ASKED), mail="relay:m1:ames", to="ames", thread="t1", relays="m1"
        )
    )
    assert county.token("t1", "ames") == ("t1", "ames")


def test_a_message_id_of_ours_names_its_mail_and_one_of_theirs_its_message(county: County) -> None:
    mail = Mail(key="relay:m1:reed", to="reed", thread="t1", queued_at=at(ASKED), relays="m1")
    desk = Mail(key="draft:m2", to="reed", thread="t-desk", queued_at=at(ASKED), template="draft")
    county.ledger.commit(
        Change(
            queue=(
                OutboxEntry(mail=mail, message_id="relay@force.example"),
                OutboxEntry(mail=desk, message_id="draft@force.example"),
            ),
            messages=(
                MessageRecord(id="m1", raw="0" * 64, arrived_at=at(ASKED), message_id="1@harpole.example", thread="t1"),
                MessageRecord(id="m2", raw="1" * 64, arrived_at=at(ASKED), message_id="2@harpole.example"),
            ),
        )
    )
    named = {
        message_id: county.directory.entry(message_id)
        for message_id in (
            "relay@force.example", "draft@force.example", "1@harpole.example", "2@harpole.example", "no@force.example",
        )
    }  # fmt: skip
    assert named == {
        "relay@force.example": Entry("t1", "relay:m1:reed"),
        "draft@force.example": Entry("t-desk", "draft:m2"),
        "1@harpole.example": Entry("t1", "m1"),
        "2@harpole.example": None,
        "no@force.example": None,
    }


def test_only_conversations_are_found_by_their_tag(county: County) -> None:
    """Laws 6 and 12: nothing is placed in a desk or a concern by what stands in a subject."""
    county.opens("t1", Purpose.CONVERSATION, "pat", liaison="harpole")
    county.opens("desk", Purpose.DESK, "reed")
    county.opens("concern", Purpose.CONCERN, "pat", COORDINATOR)
    assert [county.directory.tagged(subject_tag(thread)) for thread in ("t1", "desk", "concern", "t9")] == [
        ("t1",), (), (), (),
    ]  # fmt: skip


def test_open_threads_are_those_that_wait_for_an_answer_the_latest_first(county: County) -> None:
    first = county.scenario.asks(ASKED)
    second = county.scenario.asks("Tue 9 June 10:00")
    answered = county.scenario.asks("Wed 10 June 10:00")
    other = county.scenario.asks("Mon 8 June 12:00", "robin")
    county.scenario.writes("reed", "Thu 11 June 10:00", thread=answered)
    assert county.directory.open_threads(("pat",)) == (second, first)
    assert county.directory.open_threads(("robin",)) == (other,)
    assert county.directory.open_threads(("jo",)) == (second, other, first)
    assert county.directory.open_threads(("reed",)) == (second, other, first)
    assert county.directory.open_threads(("les", "nobody")) == ()


def test_a_concern_is_no_open_thread_of_anybody(county: County) -> None:
    """Law 12."""
    county.scenario.writes("pat", ASKED, resembles="CONCERN")
    assert made_id("t", "m1", "concern") in county.scenario.state.threads
    assert county.directory.open_threads(("pat", "reed", COORDINATOR)) == ()
