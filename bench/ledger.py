"""What a durable commit costs with 1,000, 10,000 and 100,000 facts in the ledger, and what a start with them costs."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from mailbot.ledger import Change, Ledger
from mailbot.model.facts import MessageArrived, QuestionAsked
from mailbot.model.mail import Mail
from mailbot.model.records import MessageRecord, OutboxEntry, Position
from mailbot.model.understanding import Kind

SIZES = (1_000, 10_000, 100_000)
COMMITS = 500
START = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def question(number: int) -> Change:
    """Make what taking in one question commits: two facts, its record, its relay and the position."""
    at = START + timedelta(minutes=number)
    message, thread = f"m{number}", f"t{number // 3}"
    relay = Mail(key=f"relay {message}", to="pofficer", thread=thread, queued_at=at, relays=message)
    arrived = MessageArrived(
        happened_at=at, recorded_at=at, message=message, message_kind=Kind.PERSON, writer="p1", thread=thread
    )
    asked = QuestionAsked(
        happened_at=at,
        recorded_at=at,
        question=message,
        message=message,
        liaison="l1",
        thread=thread,
        plr="p1",
        officer="p2",
    )
    record = MessageRecord(
        id=message,
        raw=f"{number:064x}",
        arrived_at=at,
        message_id=f"{number}@harpole.example",
        sender_name="Pat Hall",
        sender_address="pat@harpole.example",
        subject="Hedge on Church Lane",
        recipients=("liaison@force.example",),
        thread=thread,
    )
    return Change(
        facts=(arrived, asked),
        queue=(OutboxEntry(mail=relay, message_id=f"{number}.relay@force.example"),),
        messages=(record,),
        positions=(Position("INBOX", 1, number),),
    )


def fill(ledger: Ledger, facts: int, numbers: count[int]) -> None:
    """Bring the ledger to a number of facts, many questions a commit."""
    while (missing := facts - ledger.fact_count()) > 0:
        parts = [question(next(numbers)) for _ in range(min(missing // 2, 500))]
        ledger.commit(
            Change(
                facts=tuple(fact for part in parts for fact in part.facts),
                queue=tuple(entry for part in parts for entry in part.queue),
                messages=tuple(record for part in parts for record in part.messages),
            )
        )


def timed(action: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def percentiles(seconds: list[float]) -> tuple[float, float]:
    """Give the 50th and the 95th percentile in milliseconds."""
    parts = statistics.quantiles(seconds, n=20)
    return 1000 * parts[9], 1000 * parts[18]


def bare_sync(directory: Path, octets: int) -> list[float]:
    """Time appending as many bytes as a commit does and fdatasync, without any ledger."""
    descriptor = os.open(directory / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    line = b"x" * octets

    def append() -> None:
        os.write(descriptor, line)
        os.fdatasync(descriptor)

    seconds = [timed(append) for _ in range(COMMITS)]
    os.close(descriptor)
    return seconds


def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        directory = Path(name)
        ledger, numbers, medians = Ledger.open(directory / "var"), count(), {}
        print("ledger: one durable commit (a question: two facts, its record, its relay, the position)")
        for size in SIZES:
            fill(ledger, size, numbers)
            changes = [question(next(numbers)) for _ in range(COMMITS)]
            p50, p95 = percentiles([timed(lambda change=change: ledger.commit(change)) for change in changes])
            medians[size] = p50
            print(f"  {size:>7,} facts: p50 {p50:.3f} ms, p95 {p95:.3f} ms")
        print(f"  ratio of the medians, 100,000 to 1,000 facts: {medians[100_000] / medians[1_000]:.2f}")
        ledger.close()
        p50, p95 = percentiles(bare_sync(directory, 1500))
        print(f"  bare append of 1.5 kB and fdatasync on this disk: p50 {p50:.3f} ms, p95 {p95:.3f} ms")

        opened: list[Ledger] = []
        opening = timed(lambda: opened.append(Ledger.open(directory / "var")))
        decoding = timed(lambda: [fact for _, fact in opened[0].facts()])
        print(
            f"ledger: start with {opened[0].fact_count():,} facts: "
            f"open {opening:.2f} s, decode all facts {decoding:.2f} s, together {opening + decoding:.2f} s"
        )
        opened[0].close()


if __name__ == "__main__":
    main()
