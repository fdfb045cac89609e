"""A concern reaches the coordinator, and never an officer (laws 8, 11 and 12; expectations, paragraph 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

import pytest

from mailbot.model.facts import ConcernClosed, ConcernRaised, Purpose, VerdictGiven
from mailbot.model.facts import Outcome as Ended
from mailbot.model.ids import ANSWERS_TO, COORDINATION, DEPUTY
from mailbot.model.mail import Mail
from mailbot.model.understanding import Kind
from mailbot.reports.digest import due_digest
from mailbot.reports.unacted import due_unacted
from tests.policy.scenario import COORDINATOR, COURTESY, ROOT, RULES, Outcome, Scenario, at, local

ASKED = "Mon 8 June 10:00"
RAISED = "Mon 8 June 11:00"
LATER = "Tue 9 June 10:00"
WITH_CONCERNS = {**RULES, "concern": (ROOT / "rules" / "concern.toml").read_text()}


def raised(thread: str | None = None, **details: Any) -> tuple[Scenario, Outcome]:
    county = Scenario(rules=WITH_CONCERNS)
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
    assert [(one.rule.name, local(one.started_at)) for one in county.owed()] == [
        ("concern", RAISED), ("reply-deadline", ASKED)
    ]  # fmt: skip
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
    assert followed.kinds <= {"message-held", "concern-answered"}


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
    told: list[Mail] = [mail for mail in county.outbox.values() if mail.to not in ("pat", *COORDINATION)]
    concerned = {outcome.message, "m3", "m4"}
    assert told
    for mail in told:
        assert mail.relays not in concerned
        assert mail.thread != thread
        assert concerned.isdisjoint(str(mail.data).replace("'", " ").split())


WAITING_FOR_DEPUTY = ["concern-waiting to deputy", "relay to deputy"]
WAITING_FOR_SUPERIOR = ["concern-waiting to answers_to", "relay to answers_to"]


def test_a_concern_that_is_not_answered_goes_to_the_deputy_and_then_to_whom_they_answer_to() -> None:
    """Two working days are over on Wednesday, five on the Monday after."""
    county, _ = raised()
    sent = {when: county.ticks(when).sent for when in ("Wed 10 June 16:59", "Wed 10 June 17:00", "Mon 15 June 17:00")}
    assert list(sent.values()) == [[], WAITING_FOR_DEPUTY, WAITING_FOR_SUPERIOR]


def test_a_concern_that_was_answered_stays_with_the_coordinator_and_is_told_until_it_is_closed() -> None:
    county, outcome = raised()
    county.writes(COORDINATOR, LATER, thread=concern_thread(outcome))
    assert county.ticks("Mon 15 June 16:59").kinds == set()
    assert county.ticks("Mon 15 June 17:00").decision.facts[0].escalates == "concern still open"
    assert county.ticks("Mon 22 June 17:00").kinds == {"step"}
    assert not any(mail.to in (DEPUTY, ANSWERS_TO) for mail in county.outbox.values())


@pytest.mark.parametrize("closer", [COORDINATOR, DEPUTY, ANSWERS_TO])
def test_close_ends_it_and_the_plr_is_not_told(closer: str) -> None:
    county, outcome = raised()
    closed = county.writes(closer, LATER, thread=concern_thread(outcome), says="CLOSE")
    assert (closed.sent, closed.kinds) == ([f"concern-closed to {closer}"], {"concern-closed"})
    (fact,) = closed.facts(ConcernClosed)
    (verdict,) = county.ticks("Tue 9 June 10:01").facts(VerdictGiven)
    assert (verdict.obligation, verdict.outcome, verdict.owner) == (fact.concern, Ended.MET, COORDINATOR)
    assert county.ticks("Mon 29 June 17:00").kinds == set()


@pytest.mark.parametrize(("asks", "owed"), [(COURTESY, []), (None, ["Wed 10 June 10:00"])])
def test_what_is_added_after_the_end_begins_it_anew_unless_it_is_a_courtesy(asks: Any, owed: list[str]) -> None:
    county, outcome = raised()
    county.writes(COORDINATOR, LATER, thread=concern_thread(outcome), says="CLOSE")
    county.ticks("Tue 9 June 10:01")
    details = {"asks": asks} if asks else {}
    again = county.writes("pat", "Wed 10 June 10:00", thread=concern_thread(outcome), **details)
    assert again.sent == ["relay to coordinator"]
    assert [local(one.started_at) for one in county.owed()] == owed


def test_whoever_answered_is_written_to_when_the_plr_adds_something() -> None:
    county, outcome = raised()
    county.ticks("Wed 10 June 17:00")
    county.writes(DEPUTY, "Thu 11 June 10:00", thread=concern_thread(outcome))
    assert county.writes("pat", "Fri 12 June 10:00", thread=concern_thread(outcome)).sent == ["relay to deputy"]


def test_a_concern_stays_one_of_the_coordinator_when_nobody_is_the_officer() -> None:
    county, _ = raised()
    (owed,) = county.owed()
    assert (owed.rule.owner, owed.officer, owed.started_at) == (COORDINATOR, None, at(RAISED))


# Where the coordinator is the officer


BOSS = {COORDINATOR: "boss", "reed": "boss"}
"""PC Reed is the coordinator, at one address."""


def about_the_coordinator(mailboxes: Mapping[str, str], has_deputy: bool = True) -> tuple[Scenario, Outcome]:
    """Have Pat raise a concern where some people share a mailbox."""
    county = Scenario(rules=WITH_CONCERNS, has_deputy=has_deputy)
    return county, county.writes("pat", RAISED, resembles="CONCERN", mailbox_of=lambda one: mailboxes.get(one, one))


@pytest.mark.parametrize(
    ("mailboxes", "readers"),
    [
        ({}, COORDINATION),
        (BOSS, (DEPUTY, ANSWERS_TO)),
        (BOSS | {DEPUTY: "boss"}, (ANSWERS_TO,)),
        (BOSS | {DEPUTY: "boss", ANSWERS_TO: "boss"}, (COORDINATOR,)),
        ({"reed": "second", DEPUTY: "second"}, (COORDINATOR, ANSWERS_TO)),
        ({DEPUTY: COORDINATOR, ANSWERS_TO: COORDINATOR}, COORDINATION),
    ],
)
def test_a_concern_goes_to_nobody_who_is_the_officer_unless_there_is_nobody_else(
    mailboxes: dict[str, str], readers: tuple[str, ...]
) -> None:
    """Law 12; design, Shapes (`deputy_address`, `answers_to`)."""
    county, outcome = about_the_coordinator(mailboxes)
    assert outcome.sent == ["concern-received to pat", f"relay to {readers[0]}"]
    thread = concern_thread(outcome)
    assert county.state.threads[thread].opened.people == ("pat", readers[0])
    county.ticks("Mon 15 June 17:00")
    assert {mail.to for mail in county.outbox.values()} - {"pat"} <= set(readers)
    assert county.writes("pat", "Tue 16 June 10:00", thread=thread).sent == [f"relay to {readers[0]}"]


def test_a_deputy_who_has_it_is_not_told_again_and_whom_they_answer_to_is() -> None:
    county, _ = about_the_coordinator(BOSS)
    assert county.ticks("Wed 10 June 17:00").sent == []
    assert county.ticks("Mon 15 June 17:00").sent == WAITING_FOR_SUPERIOR


def test_the_deputy_ends_it_and_the_coordinator_has_no_part_in_it() -> None:
    county, outcome = about_the_coordinator(BOSS)
    thread = concern_thread(outcome)
    assert county.writes(COORDINATOR, LATER, thread=thread, says="CLOSE").held == "unknown-address"
    closed = county.writes(DEPUTY, LATER, thread=thread, says="CLOSE")
    assert (closed.sent, closed.kinds) == (["concern-closed to deputy"], {"concern-closed"})
    assert county.ticks("Mon 29 June 17:00").sent == []


MORNING = time(8, 30)


def test_the_digest_says_nothing_of_it_to_the_coordinator_and_the_deputy_is_told_as_it_grows() -> None:
    county, outcome = about_the_coordinator(BOSS)
    thread = concern_thread(outcome)
    county.writes("jo", LATER, thread=thread, guesses=(thread,))
    told = {}
    for day in ("Wed 10 June", "Thu 11 June", "Tue 16 June", "Wed 17 June", "Tue 23 June"):
        county.ticks(f"{day} 08:30")
        assert not due_digest(county.state, county.programme, MORNING, at(f"{day} 08:31")).mails
        told[day] = county.commit("", due_unacted(county.state, county.programme, MORNING, at(f"{day} 08:31")))
    assert [(day, outcome.sent) for day, outcome in told.items() if outcome.sent] == [
        ("Wed 10 June", ["left-unacted to deputy"]),
        ("Tue 16 June", ["left-unacted to deputy"]),
        ("Tue 23 June", ["left-unacted to deputy"]),
    ]
    assert [len(told[day].mail("left-unacted").data["held"]) for day in ("Wed 10 June", "Tue 16 June")] == [1, 0]  # type: ignore[arg-type]
    line = told["Tue 16 June"].mail("left-unacted")
    closed = county.writes(DEPUTY, "Tue 23 June 10:00", thread=line.thread, says="CLOSE 1")
    assert "concern-closed" in closed.kinds
    county.ticks("Wed 24 June 08:30")
    assert not due_digest(county.state, county.programme, MORNING, at("Wed 24 June 08:31")).mails
