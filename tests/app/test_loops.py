"""A loop of two machines is told from people by what they write and how fast (RFC 3834 section 4; law 8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mailbot.app.loops import goes_round
from mailbot.model.records import MessageRecord
from mailbot.model.understanding import Address, Kind, Understood

NOW = datetime(2026, 6, 3, 9, 12, tzinfo=UTC)
LOGGED = "Thank you. Your message is logged under {n}."


def said(sender: str, words: str) -> Understood:
    return Understood(Kind.PERSON, may_respond=True, sender=Address("", sender), new_text=words, has_words=bool(words))


def verdict(earlier: list[tuple[float, str, str]], sender: str, words: str) -> bool:
    """Judge a message now; `earlier`: how many minutes ago, by whom, and what they said."""
    told = {str(n): said(writer, text) for n, (_, writer, text) in enumerate(earlier)}
    records = [
        MessageRecord(id=str(n), raw="", arrived_at=NOW - timedelta(minutes=ago), sender_address=writer)
        for n, (ago, writer, _) in enumerate(earlier)
    ]
    return goes_round(said(sender, words), NOW, records, told.get)


def same(*ago: float, words: str = LOGGED) -> list[tuple[float, str, str]]:
    return [(minutes, "pat@x.example", words.format(n=minutes)) for minutes in ago]


@pytest.mark.parametrize(
    ("earlier", "words", "is_loop"),
    [
        ([], LOGGED, False),
        (same(3, 2, 1), LOGGED, False),
        (same(4, 3, 2, 1), LOGGED, True),
        (same(40, 30, 20, 10), LOGGED, True),
        (same(61, 30, 20, 10), LOGGED, False),
        (same(*range(100, 1000, 100)), LOGGED, True),
        (same(*range(200, 1800, 200)), LOGGED, False),
        (same(4, 3, 2, 1), "Thank you. When will it be cut?", False),
        (same(4, 3, 2, 1, words=""), "", True),
        (same(4, 3, 2, 1, words=""), "Thank you.", False),
        ([(ago, "reed@y.example", LOGGED) for ago in (4, 3, 2, 1)], LOGGED, False),
    ],
)
def test_the_same_words_again_and_again_are_a_loop(
    earlier: list[tuple[float, str, str]], words: str, is_loop: bool
) -> None:
    """Numbers differ each time: a reference, an hour."""
    assert verdict(earlier, "Pat@x.example", words.format(n=5)) is is_loop


def chat(
    count: int, minutes: float, writers: tuple[str, ...] = ("pat@x.example", "reed@y.example")
) -> list[tuple[float, str, str]]:
    """Have people write in turn, each so long after the other, and never the same."""
    return [(n * minutes, writers[n % len(writers)], f"word{'x' * n}") for n in range(count, 0, -1)]


@pytest.mark.parametrize(
    ("earlier", "is_loop"),
    [
        (chat(19, 1), False),
        (chat(20, 1), True),
        (chat(20, 2), True),
        (chat(20, 2.1), False),
        (chat(200, 5), False),
        (chat(40, 0.5, ("pat@x.example",)), False),
    ],
)
def test_an_answer_to_every_answer_at_once_is_a_loop_and_many_messages_of_one_person_are_none(
    earlier: list[tuple[float, str, str]], is_loop: bool
) -> None:
    last = earlier[-1][1]
    writer = (
        "pat@x.example" if last != "pat@x.example" or len({one for _, one, _ in earlier}) == 1 else "reed@y.example"
    )
    assert verdict(earlier, writer, "And what of the gate?") is is_loop


def test_photographs_that_are_sent_one_by_one_under_the_same_words_are_no_loop() -> None:
    photograph = replace(said("pat@x.example", ""), has_enclosure=True)
    records = [
        MessageRecord(id=str(n), raw="", arrived_at=NOW - timedelta(minutes=n), sender_address="pat@x.example")
        for n in range(12)
    ]
    assert not goes_round(photograph, NOW, records, lambda _: photograph)
