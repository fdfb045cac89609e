"""All mail leaves through one gate (law 8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.model.mail import Mail
from mailbot.outbound.gate import Caps, Decision, Leave, Reader, decide

NOW = datetime(2026, 6, 12, 19, 30, tzinfo=UTC)
MONDAY = datetime(2026, 6, 15, 7, 0, tzinfo=UTC)
OWN = Mail(key="k", to="p1", thread="t1", queued_at=NOW, template="reply-reminder")
RELAY = Mail(key="r", to="p1", thread="t1", queued_at=NOW, relays="m1")
PAT = Reader(address="Pat.Hall@harpole-pc.example")


def decided(mail: Mail, reader: Reader = PAT) -> Decision:
    return decide(mail, reader, now=NOW, polite_from=lambda _: MONDAY, caps=Caps(2, 3))


def ago(**spans: float) -> datetime:
    return NOW - timedelta(**spans)


def test_a_mail_that_nothing_speaks_against_leaves_at_once() -> None:
    assert decided(OWN) == decided(RELAY) == Decision(Leave.NOW)


@pytest.mark.parametrize("mail", [OWN, RELAY])
def test_nothing_goes_to_a_dead_address_or_to_none(mail: Mail) -> None:
    dead = replace(PAT, dead_addresses={"pat.hall@harpole-pc.example"})
    assert decided(mail, dead) == Decision(Leave.NEVER, "dead-address")
    assert decided(mail, replace(PAT, address=" ")) == Decision(Leave.NEVER, "no-address")


def test_a_mail_waits_for_polite_hours_only_where_a_rule_says_so() -> None:
    assert decided(replace(OWN, polite_hours=True)) == Decision(Leave.LATER, "polite-hours", MONDAY)
    assert decided(replace(RELAY, polite_hours=True)) == Decision(Leave.NOW)


def test_a_mail_is_kept_until_its_time() -> None:
    later = NOW + timedelta(days=1)
    assert decided(replace(RELAY, not_before=later)) == Decision(Leave.LATER, "not-before", later)
    assert decided(replace(RELAY, not_before=ago(minutes=1))) == Decision(Leave.NOW)


@pytest.mark.parametrize(
    ("sent", "until"),
    [
        ([], None),
        ([ago(minutes=10)], None),
        ([ago(minutes=50), ago(minutes=10)], NOW + timedelta(minutes=10)),
        ([ago(minutes=59), ago(minutes=50), ago(minutes=10)], NOW - timedelta(minutes=59) + timedelta(days=1)),
        ([ago(hours=2), ago(minutes=10)], None),
        ([ago(hours=20), ago(hours=10), ago(hours=2)], NOW + timedelta(hours=4)),
        ([ago(hours=25), ago(hours=10), ago(hours=2)], None),
    ],
)
def test_a_loop_ends_at_the_cap_of_our_own_mail(sent: list[datetime], until: datetime | None) -> None:
    expected = Decision(Leave.LATER, "cap", until) if until else Decision(Leave.NOW)
    assert decided(OWN, replace(PAT, own_mail_at=sent)) == expected


@given(st.lists(st.integers(0, 3000).map(lambda minutes: ago(minutes=minutes)), max_size=60))
def test_law_8_relays_are_never_capped_and_caps_always_end(sent: list[datetime]) -> None:
    reader = replace(PAT, own_mail_at=sent)
    assert decided(RELAY, reader) == Decision(Leave.NOW)
    decision = decided(OWN, reader)
    if decision.until is not None:
        again = decide(OWN, reader, now=decision.until, polite_from=lambda _: MONDAY, caps=Caps(2, 3))
        assert again == Decision(Leave.NOW)


def test_what_answers_a_message_is_counted_apart_from_what_we_write_of_ourselves() -> None:
    """Whoever clears their mail waits for each answer: ten prompts in an hour hold none of them back."""
    answer = replace(OWN, parent="m1")
    busy = replace(PAT, own_mail_at=[ago(minutes=1)] * 29)
    assert decide(answer, busy, now=NOW, polite_from=lambda _: MONDAY) == Decision(Leave.NOW)
    assert decide(OWN, busy, now=NOW, polite_from=lambda _: MONDAY).reason == "cap"
    looping = replace(PAT, own_mail_at=[ago(minutes=1)] * 30)
    assert decide(answer, looping, now=NOW, polite_from=lambda _: MONDAY).reason == "cap"
