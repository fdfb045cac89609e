"""A concern reaches the coordinator, and never an officer (laws 8, 11 and 12; expectations, paragraph 6)."""

from __future__ import annotations

from typing import Any

import pytest

from mailbot.model.facts import ConcernRaised, Purpose
from mailbot.model.mail import Mail
from mailbot.model.understanding import Kind
from tests.policy.scenario import COORDINATOR, Outcome, Scenario, local

ASKED = "Mon 8 June 10:00"
RAISED = "Mon 8 June 11:00"
LATER = "Tue 9 June 10:00"


def raised(thread: str | None = None, **details: Any) -> tuple[Scenario, Outcome]:
    county = Scenario()
    if thread:
        thread = county.asks(ASKED)
    return county, county.writes(details.pop("writer", "pat"), RAISED, thread=thread, resembles="CONCERN", **details)


def concern_thread(outcome: Outcome) -> str:
    return next(mail.thread for mail in outcome.mails if mail.is_relay)


@pytest.mark.parametrize("thread", [None, "of a question"])
def test_a_concern_goes_to_the_coordinator_only_and_its_writer_is_told(thread: str | None) -> None:
    """Law 11."""
    county, outcome = raised(thread)
    assert outcome.sent == ["concern-received to pat", "relay to coordinator"]
    (fact,) = outcome.facts(ConcernRaised)
    assert (fact.plr, fact.liaison, local(fact.happened_at)) == ("pat", "harpole", RAISED)
    opened = county.state.threads[concern_thread(outcome)].opened
    assert (opened.purpose, opened.people, opened.liaison) == (Purpose.CONCERN, ("pat", COORDINATOR), None)


def test_a_concern_is_no_question_and_no_part_of_one() -> None:
    county, outcome = raised("of a question")
    assert outcome.kinds == {"concern"}
    assert [local(one.started_at) for one in county.owed()] == [ASKED]
    assert county.state.question_of(outcome.message) is None


def test_a_concern_from_another_address_with_the_plrs_token_reaches_the_coordinator() -> None:
    """Law 7: the PLR is told at the address on record."""
    _, outcome = raised("of a question", writer=None, token="pat")
    assert outcome.sent == ["concern-received to pat", "relay to coordinator"]
    assert outcome.mail().data["known"] is False


def test_whoever_may_not_be_answered_is_not_told() -> None:
    _, outcome = raised(may_respond=False)
    assert outcome.sent == ["relay to coordinator"]


@pytest.mark.parametrize(
    ("writer", "details", "sent", "held"),
    [
        ("pat", {}, ["relay to coordinator"], ""),
        ("pat", {"has_it": (COORDINATOR,)}, [], ""),
        (None, {"token": "pat"}, ["relay to coordinator"], ""),
        (COORDINATOR, {}, ["relay to pat"], ""),
        (COORDINATOR, {"has_it": ("pat",)}, [], ""),
        (COORDINATOR, {"token": "pat"}, ["relay to pat"], ""),
        (COORDINATOR, {"marking": "OFFICIAL-SENSITIVE"}, ["marking-returned to coordinator"], ""),
        (COORDINATOR, {"resembles": "SEND"}, [], "first-line-unclear"),
        (COORDINATOR, {"says": "ANSWERED"}, [], "first-line-unclear"),
        ("reed", {}, [], "unknown-address"),
        ("reed", {"token": COORDINATOR, "colleague": True}, [], "unknown-address"),
        ("jo", {}, [], "unknown-address"),
        (None, {}, [], "unknown-address"),
        (None, {"token": COORDINATOR, "colleague": True}, [], "unknown-address"),
    ],
)
def test_who_writes_to_whom_about_a_concern(
    writer: str | None, details: dict[str, Any], sent: list[str], held: str
) -> None:
    """Laws 7, 8, 11 and 12."""
    county, outcome = raised()
    followed = county.writes(writer, LATER, thread=concern_thread(outcome), **details)
    assert (followed.sent, followed.held) == (sent, held)
    assert followed.kinds <= {"message-held"}


def test_a_machine_writes_to_nobody_about_a_concern() -> None:
    """Law 3."""
    county, outcome = raised()
    assert not county.writes(COORDINATOR, LATER, thread=concern_thread(outcome), kind=Kind.AUTO_REPLY).mails


def test_nothing_of_a_concern_ever_reaches_an_officer() -> None:
    """Law 12: not the message, not its thread, not its replies, not when the officer changes."""
    county, outcome = raised("of a question")
    thread = concern_thread(outcome)
    county.writes(COORDINATOR, LATER, thread=thread)
    county.writes("pat", "Wed 10 June 10:00", thread=thread)
    county.ticks("Tue 30 June 09:00")
    told: list[Mail] = [mail for mail in county.outbox.values() if mail.to not in ("pat", COORDINATOR)]
    concerned = {outcome.message, "m3", "m4"}
    assert told
    for mail in told:
        assert mail.relays not in concerned
        assert mail.thread != thread
        assert concerned.isdisjoint(str(mail.data).replace("'", " ").split())
