"""Guesses: where a held message may belong, best first, each under a letter and with its reason. Pure (law 7).

A guess is never a decision: the coordinator makes it, with LINK.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from mailbot.model.facts import MessageHeld, Purpose
from mailbot.policy.state import State


def guessed(held: MessageHeld, state: State) -> Iterator[tuple[str, str, str]]:
    """Give the letter, the conversation or the liaison, and the keyword of the reason of each guess.

    The letters stand for the same for ever; what has no council, as mail of ours to one person, is none.
    """
    reasons = dict(zip(held.guesses, held.reasons, strict=False))
    places = [guess for guess in dict.fromkeys(held.guesses) if council_side(guess, state)]
    for letter, guess in zip(ascii_lowercase, places, strict=False):
        yield letter, guess, reasons.get(guess, "")


def council_side(guess: str, state: State) -> str | None:
    """Name the liaison of a guess; None for a thread that belongs to none."""
    thread = state.threads.get(guess)
    if thread is not None:
        return thread.opened.liaison if thread.opened.purpose is Purpose.CONVERSATION else None
    return guess if guess in state.liaisons else None
