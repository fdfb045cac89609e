"""What policy costs: folding facts, building the agenda, a tick with nothing due, and one with something due."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

from mailbot.app.keeper import falls_due
from mailbot.model.facts import (
    Answered,
    ContactMade,
    Fact,
    LiaisonChanged,
    MailAccepted,
    MessageArrived,
    Method,
    Outcome,
    Purpose,
    QuestionAsked,
    StepTaken,
    ThreadOpened,
    VerdictGiven,
)
from mailbot.model.understanding import Kind
from mailbot.policy.agenda import Agenda
from mailbot.policy.commands.in_turn import after
from mailbot.policy.folds import record
from mailbot.policy.programme import Programme
from mailbot.policy.rule_files import parse_rules
from mailbot.policy.state import State
from mailbot.policy.working_time import Calendar

SIZES = (1_000, 10_000)
FACTS = 100_000
TICKS = 200
DUE = 10
DIGEST_AT = time_of_day(8, 30)
BEGUN = datetime(2025, 1, 6, 10, tzinfo=UTC)
LIVE_FROM = datetime(2026, 6, 1, tzinfo=UTC)
NOW = datetime(2026, 6, 10, 11, tzinfo=UTC)


def programme() -> Programme:
    """Give every rule that mailbot comes with."""
    root = Path(__file__).parents[1]
    rules = {path.stem: path.read_text(encoding="utf-8") for path in (root / "rules").glob("*.toml")}
    templates = [path.stem for path in (root / "templates").glob("*.md")]
    return Programme(parse_rules(rules, templates), Calendar.build(), LIVE_FROM)


def pair(number: int) -> LiaisonChanged:
    """Write a roster row; an officer has nine councils."""
    return LiaisonChanged(
        happened_at=BEGUN,
        recorded_at=BEGUN,
        liaison=f"l{number}",
        council=f"c{number}",
        plr=f"plr{number}",
        officer=f"officer{number // 9}",
    )


def question(number: int, liaison: int, at: datetime) -> tuple[Fact, ...]:
    """Give what is recorded when a PLR asks."""
    asked_by, thread = f"plr{liaison}", f"t{number}"
    return (
        ThreadOpened(
            happened_at=at,
            recorded_at=at,
            thread=thread,
            purpose=Purpose.CONVERSATION,
            people=(asked_by,),
            liaison=f"l{liaison}",
        ),
        MessageArrived(
            happened_at=at,
            recorded_at=at,
            message=f"m{number}",
            message_kind=Kind.PERSON,
            writer=asked_by,
            thread=thread,
        ),
        QuestionAsked(
            happened_at=at,
            recorded_at=at,
            question=f"q{number}",
            message=f"m{number}",
            liaison=f"l{liaison}",
            thread=thread,
            plr=asked_by,
            officer=f"officer{liaison // 9}",
        ),
    )


def answered(number: int, liaison: int, at: datetime) -> tuple[Fact, ...]:
    """Give what is recorded when a question is relayed, reminded of, answered and closed."""
    officer, later = f"officer{liaison // 9}", at + timedelta(days=3)
    return (
        MailAccepted(
            happened_at=at, recorded_at=at, mail=f"r{number}", to=officer, thread=f"t{number}", relays=f"m{number}"
        ),
        StepTaken(
            happened_at=later,
            recorded_at=later,
            rule="reply-deadline",
            obligation=f"q{number}",
            step="reminder",
            occurrence=0,
            due_by=later,
        ),
        Answered(happened_at=later, recorded_at=later, question=f"q{number}", message=f"a{number}", by=officer),
        ContactMade(
            happened_at=later,
            recorded_at=later,
            liaison=f"l{liaison}",
            method=Method.EMAIL,
            by=officer,
            plr=f"plr{liaison}",
            message=f"a{number}",
        ),
        VerdictGiven(
            happened_at=later,
            recorded_at=later,
            rule="reply-deadline",
            obligation=f"q{number}",
            liaison=f"l{liaison}",
            plr=f"plr{liaison}",
            started_at=at,
            outcome=Outcome.MET,
            due_by=later,
            ended_at=later,
            owner=officer,
            rule_version="1",
            roster_version=1,
            calendar_version="1",
        ),
    )


def history(liaisons: int, facts: int) -> list[Fact]:
    """Give that many facts about a county: its roster, then questions that were asked and answered."""
    made: list[Fact] = [pair(number) for number in range(liaisons)]
    number = 0
    while len(made) < facts:
        at = BEGUN + timedelta(minutes=20 * number)
        made += (*question(number, number % liaisons, at), *answered(number, number % liaisons, at))
        number += 1
    return made[:facts]


def folded(facts: list[Fact]) -> State:
    """Fold facts as a start does."""
    state = State()
    for number, fact in enumerate(facts, start=1):
        record(fact, state, number)
    return state


def happen(state: State, facts: tuple[Fact, ...]) -> None:
    for fact in facts:
        record(fact, state, state.last_fact + 1)


class Clock:
    """A county whose clock is turned."""

    def __init__(self, liaisons: int) -> None:
        self.programme = programme()
        self.state = folded([pair(number) for number in range(liaisons)])
        self.agenda = Agenda(self.programme, self.state)
        self.building = timed(lambda: self.agenda.next_at(timedelta(0)))
        self.tick(NOW)

    def tick(self, now: datetime) -> None:
        """Take and record what is due."""
        for decision in self._due(now):
            happen(self.state, decision.facts)

    def _due(self, now: datetime) -> Iterator[object]:
        return falls_due(self.agenda, self.programme, self.state, DIGEST_AT, now=now, watermark=now)


def timed(action: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def idle(clock: Clock) -> float:
    """Give the median milliseconds of a tick with nothing due."""
    return 1000 * statistics.median(timed(lambda: clock.tick(NOW)) for _ in range(TICKS))


def busy(clock: Clock) -> float:
    """Give the median milliseconds of a tick at which ten questions are to be reminded of."""
    seconds = []
    for day in range(TICKS // DUE):
        at = NOW + timedelta(minutes=day)
        for number in range(DUE):
            happen(clock.state, question(day * DUE + number, number * 9, at - timedelta(days=6)))
        seconds.append(timed(lambda at=at: clock.tick(at)))
    return 1000 * statistics.median(seconds)


def main() -> None:
    facts = history(SIZES[-1], FACTS)
    print(f"policy: folding {FACTS:,} facts {timed(lambda: folded(facts)):.2f} s")
    state = folded(facts)
    seconds = [timed(lambda: after(state, question(FACTS, 0, NOW))) for _ in range(TICKS)]
    print(f"  the state after one of several commands of a mail {1000 * statistics.median(seconds):.2f} ms")
    ticks = {}
    for size in SIZES:
        clock = Clock(size)
        rules = len(clock.programme.rules)
        ticks[size] = idle(clock), busy(clock)
        print(
            f"  {size:>6,} liaisons with {rules} rules each: building the agenda {clock.building:.2f} s, "
            f"a tick with nothing due {ticks[size][0]:.3f} ms, with {DUE} reminders due {ticks[size][1]:.3f} ms"
        )
    (small_idle, small_busy), (large_idle, large_busy) = (ticks[size] for size in SIZES)
    print(
        f"  ratio of 10,000 to 1,000 liaisons: nothing due {large_idle / small_idle:.2f}, "
        f"{DUE} reminders due {large_busy / small_busy:.2f}"
    )


if __name__ == "__main__":
    main()
