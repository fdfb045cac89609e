"""What the acceptance or the failure of our mail means (design, Words: Contact)."""

from __future__ import annotations

from typing import Any

import pytest

from mailbot.model.facts import AddressChanged, ContactMade, Introduced, MailAccepted, MailFailed, Method, Source
from mailbot.model.ids import made_id
from mailbot.model.mail import Mail
from mailbot.policy.outcomes import accepted, failed
from tests.policy.scenario import COORDINATOR, Scenario, at, local

ASKED = "Mon 8 June 10:00"
ANSWERED = "Mon 8 June 16:55"
ACCEPTED = "Mon 8 June 17:05"


def test_an_officers_relayed_mail_is_a_contact_from_when_it_arrived() -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    mail = county.writes("reed", ANSWERED, thread=thread).mail()
    taken, contact = accepted(mail, county.state, at(ACCEPTED))
    assert taken == MailAccepted(
        happened_at=at(ACCEPTED), recorded_at=at(ACCEPTED), mail=mail.key, to="pat", thread=thread, relays="m2"
    )
    assert contact == ContactMade(
        happened_at=at(ANSWERED), recorded_at=at(ACCEPTED), noted_at=at(ACCEPTED), liaison="harpole",
        method=Method.EMAIL, by="reed", plr="pat", source=Source.MAIL, message="m2",
    )  # fmt: skip


def test_a_colleagues_relayed_mail_is_a_contact_by_nobody_in_particular() -> None:
    county = Scenario()
    mail = county.writes(None, ANSWERED, thread=county.asks(ASKED), token="reed", colleague=True).mail()
    assert [fact.by for fact in accepted(mail, county.state, at(ACCEPTED)) if isinstance(fact, ContactMade)] == [None]


def _own_mails(county: Scenario) -> list[Mail]:
    thread = county.asks(ASKED)
    county.writes("pat", "Mon 8 June 11:00", resembles="CONCERN")
    concern = made_id("t", "m2", "concern")
    county.writes(COORDINATOR, ANSWERED, thread=concern)
    county.writes("reed", ANSWERED, thread=thread, answers_template="reply-reminder")
    county.ticks("Tue 16 June 09:00")
    return list(county.outbox.values())


def test_no_other_mail_is_a_contact() -> None:
    """Not our own mail, the PLR's mail, or what is written about a concern."""
    county = Scenario()
    mails = _own_mails(county)
    assert {mail.template for mail in mails} == {
        "", "acknowledgement", "concern-received", "draft", "answer-due", "reply-date-passed",
    }  # fmt: skip
    for mail in mails:
        assert [fact.kind for fact in accepted(mail, county.state, at("Tue 16 June 09:01"))] == ["mail-accepted"]


def test_an_accepted_introduction_is_one_of_its_pair_and_no_contact() -> None:
    mail = Mail(key="k", to="pat", thread="t", queued_at=at(ASKED), template="introduction",
              data={"introduces": [{"to": "plr", "liaison": "harpole", "plr": "pat", "officer": "reed"}]})  # fmt: skip
    _, introduced = accepted(mail, Scenario().state, at(ACCEPTED))
    assert introduced == Introduced(
        happened_at=at(ACCEPTED), recorded_at=at(ACCEPTED), liaison="harpole", plr="pat", officer="reed", mail="k"
    )


def test_the_officers_own_time_runs_from_the_acceptance_of_the_relay_to_them() -> None:
    county = Scenario()
    county.asks(ASKED)
    (question,) = county.state.open_questions.values()
    assert question.relayed_at is None
    county.delivers(ACCEPTED)
    assert question.relayed_at == at(ACCEPTED)
    assert local(county.owed()[0].started_at) == ASKED, "the PLR's date counts from the arrival"


@pytest.mark.parametrize(
    ("status", "unreachable"), [("5.1.1", True), ("5.1.10", True), ("5.2.2", False), ("5.7.1", False), ("", False)]
)
def test_an_address_that_does_not_exist_is_dead_until_it_changes(status: str, unreachable: bool) -> None:
    """RFC 3463: x.1.x speaks of the address; a full mailbox or a policy does not make it dead."""
    county = Scenario()
    mail: Any = next(iter(_own_mails(county)))
    fact = failed(mail, "refused", at(ACCEPTED), recorded_at=at(ACCEPTED), status=status)
    assert fact == MailFailed(
        happened_at=at(ACCEPTED), recorded_at=at(ACCEPTED), mail=mail.key, to=mail.to, thread=mail.thread,
        reason="refused", template=mail.template, relays=mail.relays, status=status,
    )  # fmt: skip
    county.record(fact)
    assert (mail.to in county.state.unreachable) is unreachable
    county.record(AddressChanged(happened_at=at(ACCEPTED), recorded_at=at(ACCEPTED), person=mail.to))
    assert mail.to not in county.state.unreachable


def test_an_officers_mail_that_came_back_was_no_contact() -> None:
    """Design, Words: a contact is an officer's email accepted and not bounced."""
    county = Scenario()
    mail = county.writes("reed", ANSWERED, thread=county.asks(ASKED)).mail()
    county.record(*accepted(mail, county.state, at(ACCEPTED)))
    assert [contact.by for contact in county.state.contacts["harpole"]] == ["reed"]
    county.record(failed(mail, "bounced", at(ACCEPTED), recorded_at=at(ACCEPTED), status="5.1.1"))
    assert county.state.contacts["harpole"] == []
