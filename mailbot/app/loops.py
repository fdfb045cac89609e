"""Loops: two machines that answer each other through us and bear no mark, told by what they write and how fast.

Whom it takes for a machine is held for the coordinator, never dropped, so it asks for more than a person does: the same
words from the same sender again and again, or an answer to every answer within moments. Source: RFC 3834 section 4;
law 8.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from mailbot.model.records import MessageRecord
from mailbot.model.understanding import Understood

SAME_WORDS = ((4, timedelta(hours=1)), (9, timedelta(days=1)))
"""How often the same words may have come before, and within what time; the next that has them is held."""

AT_ONCE = timedelta(minutes=2)
ANSWERS_AT_ONCE = 20
"""How many messages of one conversation, each by another writer than the last, may follow upon each other at once."""

_NUMBERS = re.compile(r"\d+")


def goes_round(
    understood: Understood,
    arrived_at: datetime,
    earlier: Sequence[MessageRecord],
    read: Callable[[str], Understood | None],
) -> bool:
    """Whether a message is one more turn of a loop.

    `earlier` are the messages of its conversation, or of its sender where it begins one; `read` gives their words.
    """
    before = sorted((one for one in earlier if one.arrived_at <= arrived_at), key=lambda one: one.arrived_at)
    return _says_the_same(understood, arrived_at, before, read) or _answers_at_once(understood, arrived_at, before)


def _says_the_same(
    understood: Understood,
    arrived_at: datetime,
    before: Sequence[MessageRecord],
    read: Callable[[str], Understood | None],
) -> bool:
    if understood.has_enclosure:
        return False  # photographs are sent one by one, under the same words or none
    sender = _sender(understood)
    theirs = [one for one in before if one.sender_address.lower() == sender]
    for most, span in SAME_WORDS:
        within = [one for one in theirs if arrived_at - one.arrived_at < span]
        if len(within) >= most:
            words = _words(understood)
            same = [one for one in within if (earlier := read(one.id)) and _words(earlier) == words]
            if len(same) >= most:
                return True
    return False


def _words(understood: Understood) -> str:
    """Give somebody's words without what differs each time: numbers, and what is quoted."""
    return " ".join(_NUMBERS.sub("", understood.new_text).casefold().split()) if understood.has_words else ""


def _answers_at_once(understood: Understood, arrived_at: datetime, before: Sequence[MessageRecord]) -> bool:
    latest = [(one.sender_address.lower(), one.arrived_at) for one in before[-ANSWERS_AT_ONCE:]]
    turns = list(pairwise([*latest, (_sender(understood), arrived_at)]))
    at_once = (writer != last and at - last_at <= AT_ONCE for (last, last_at), (writer, at) in turns)
    return len(turns) >= ANSWERS_AT_ONCE and all(at_once)


def _sender(understood: Understood) -> str:
    return understood.sender.address.lower() if understood.sender else ""
