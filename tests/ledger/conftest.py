"""A ledger in a directory of its own, and the one change that most tests write: a question and what goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailbot.ledger import Change, Ledger
from mailbot.ledger.storage import JournalStorage
from mailbot.model.facts import MessageArrived, QuestionAsked
from mailbot.model.mail import Mail
from mailbot.model.people import Person
from mailbot.model.records import MessageRecord, OutboxEntry, Position
from mailbot.model.understanding import Kind

MONDAY = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def question(number: int) -> Change:
    """Pat Hall's question of this number, as taking it in would commit it: over five tables."""
    at = MONDAY + timedelta(minutes=number)
    words = {"happened_at": at, "recorded_at": at, "message": f"m{number}", "thread": f"t{number}"}
    relay = Mail(key=f"relay m{number}", to="pofficer", thread=f"t{number}", queued_at=at, relays=f"m{number}")
    return Change(
        facts=(
            MessageArrived(message_kind=Kind.PERSON, writer=f"p{number}", **words),
            QuestionAsked(question=f"q{number}", liaison="l1", plr=f"p{number}", officer="pofficer", **words),
        ),
        queue=(OutboxEntry(mail=relay, message_id=f"{number}.relay@force.example"),),
        people=(Person(f"p{number}", f"Pat Hall {number}", f"pat.hall.{number}@harpole.example", "01604 000000"),),
        messages=(
            MessageRecord(
                id=f"m{number}",
                raw=f"{number:064x}",
                arrived_at=at,
                message_id=f"{number}@harpole.example",
                sender_name=f"Pat Hall {number}",
                sender_address=f"pat.hall.{number}@harpole.example",
                subject=f"Hedge on Church Lane, part {number}",
                recipients=("liaison@force.example",),
                thread=f"t{number}",
            ),
        ),
        positions=(Position("INBOX", 1, number),),
    )


@pytest.fixture(name="question")
def question_fixture() -> Callable[[int], Change]:
    return question


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "var"


@pytest.fixture
def ledger(directory: Path) -> Iterator[Ledger]:
    ledger = Ledger.open(directory)
    yield ledger
    ledger.close()


@pytest.fixture
def compacting_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(JournalStorage, "compact_above", 1)


@pytest.fixture
def contents() -> Callable[[Path], dict[str, dict[str, dict[str, object]]]]:
    """Give all tables of the ledger in a directory, as a view reads them."""
    return lambda directory: JournalStorage(directory, writable=False).read()
