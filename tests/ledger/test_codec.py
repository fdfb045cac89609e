"""What is written is read back the same, whatever its kind."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.errors import LedgerError
from mailbot.ledger.codec import codec, decode_fact, encode_fact
from mailbot.model.facts import KINDS, AlarmRaised, Fact, LiaisonChanged, QuestionAsked, StepTaken
from mailbot.model.mail import Mail, MailStatus
from mailbot.model.people import Council, Person
from mailbot.model.records import MessageRecord, OutboxEntry, Position

AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
INSTANTS = st.datetimes(timezones=st.just(UTC))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda items: st.lists(items, max_size=3) | st.dictionaries(st.text(), items, max_size=3),
    max_leaves=8,
)
st.register_type_strategy(datetime, INSTANTS)
MAILS = st.builds(Mail, data=st.dictionaries(st.text(), JSON, max_size=3))
RECORDS = st.one_of(
    st.builds(Person),
    st.builds(Council),
    st.builds(MessageRecord),
    st.builds(Position),
    st.builds(OutboxEntry, mail=MAILS),
)


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(data=st.data())
def test_every_kind_of_fact_comes_back_equal_through_json(kind: str, data: st.DataObject) -> None:
    fact = data.draw(st.builds(KINDS[kind]))
    document = json.loads(json.dumps(encode_fact(fact)))

    assert document["kind"] == kind
    assert decode_fact(document) == fact
    assert type(decode_fact(document)) is KINDS[kind]


@given(record=RECORDS)
def test_every_record_comes_back_equal_through_json(record: Any) -> None:
    its = codec(type(record))
    assert its.decode(json.loads(json.dumps(its.encode(record)))) == record


def test_a_document_is_readable_by_people_and_by_jq() -> None:
    fact = LiaisonChanged(
        happened_at=AT, recorded_at=AT, liaison="l1", council="c1", since_on=date(2026, 6, 1), last_meeting_on=None
    )
    document = encode_fact(fact)
    assert document["kind"] == "liaison-changed"
    assert document["happened_at"] == "2026-06-01T09:30:00+00:00"
    assert document["since_on"] == "2026-06-01"
    assert document["last_meeting_on"] is None


def test_a_step_that_a_former_version_wrote_is_read() -> None:
    """It counted what had armed the steps, which nothing had most often."""
    step = StepTaken(
        happened_at=AT, recorded_at=AT, rule="reply-deadline", obligation="m1", step="told", occurrence=0, due_by=AT
    )
    document = {name: value for name, value in encode_fact(step).items() if name != "armed_by"}
    assert decode_fact(document | {"arming": 0}) == step


def test_an_instant_in_british_summer_time_is_kept_in_utc() -> None:
    bst = timezone(timedelta(hours=1))
    fact = AlarmRaised(happened_at=AT.astimezone(bst), recorded_at=AT, alarm="inbox unread")
    assert encode_fact(fact)["happened_at"] == "2026-06-01T09:30:00+00:00"
    assert decode_fact(encode_fact(fact)).happened_at.tzinfo is UTC


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        encode_fact(AlarmRaised(happened_at=AT.replace(tzinfo=None), recorded_at=AT, alarm="inbox unread"))


def test_a_field_that_an_older_version_did_not_write_takes_its_default() -> None:
    fact = QuestionAsked(
        happened_at=AT, recorded_at=AT, question="q1", message="m1", liaison="l1", thread="t1", plr="p1", officer=None
    )
    document = encode_fact(fact)
    del document["in_doubt"]
    assert decode_fact(document) == fact


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        ({"kind": "telepathy"}, "a fact of the kind 'telepathy', unknown to this version"),
        (
            {**encode_fact(AlarmRaised(happened_at=AT, recorded_at=AT, alarm="a")), "tone": "shrill"},
            "AlarmRaised .*tone",
        ),
        ({"kind": "alarm", "happened_at": "yesterday", "recorded_at": AT.isoformat(), "alarm": "a"}, "yesterday"),
        ({"kind": "alarm", "alarm": "a"}, "happened_at"),
    ],
)
def test_a_fact_of_a_newer_version_is_refused_with_what_to_do(document: dict[str, Any], complaint: str) -> None:
    with pytest.raises(LedgerError, match=f"{complaint}.*run the version that wrote it"):
        decode_fact(document)


@pytest.mark.parametrize("word", [AT, object(), {1: "one"}, b"octets"])
def test_template_data_that_json_cannot_hold_is_refused(word: object) -> None:
    mail = Mail(key="k", to="p1", thread="t1", queued_at=AT, template="reminder", data={"word": word})
    with pytest.raises(TypeError, match="JSON"):
        codec(Mail).encode(mail)


def test_template_data_is_the_same_before_a_restart_and_after() -> None:
    mail = Mail(key="k", to="p1", thread="t1", queued_at=AT, data={"rows": ("a", "b"), "status": MailStatus.QUEUED})
    assert codec(Mail).decode(codec(Mail).encode(mail)).data == {"rows": ["a", "b"], "status": "queued"}


def test_the_base_of_all_facts_is_no_kind_itself() -> None:
    assert Fact not in KINDS.values()
