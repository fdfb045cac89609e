"""Lines of a digest: what their numbers stand for, and what the coordinator may answer to each kind. Pure.

The lines are recorded with the digest, so that an answer to an old one still means its own. Source: expectations,
paragraph 6.
"""

from __future__ import annotations

from collections.abc import Iterable

from mailbot.model.facts import DigestLine, Fact, MessageHeld, Purpose, ThreadOpened, VerdictGiven
from mailbot.model.ids import made_id
from mailbot.policy.arrival import Times
from mailbot.policy.rules import Rule
from mailbot.policy.state import State

Key = tuple[str, str]
"""Rule and obligation; no rule and the message for what is held."""

_OF_NO_OFFICER = ("concern", "absence", "person", "plr-change", "missing-plr")
_NOT_TO_BE_EXCUSED = ("concern", "post", "plr-change", "missing-plr")
"""A concern is closed, a post is filled, and a change is decided."""
_WITHOUT_CONVERSATION = (*_OF_NO_OFFICER, "post")


def actions(each: str, post: str | None = None) -> tuple[str, ...]:
    """Name what the coordinator may answer to a line about what a rule is for each of; empty for a held message."""
    if not each:
        return ("LINK", "CLOSE", "ACK", "SNOOZE")
    offered = ["ACK", "SNOOZE"]
    if each not in _NOT_TO_BE_EXCUSED:
        offered.append("EXCUSE")
    if each not in _OF_NO_OFFICER and post in (None, "officer"):
        offered.append("REASSIGN")
    if each == "concern":
        offered.append("CLOSE")
    return tuple(offered)


def held_line(held: MessageHeld) -> DigestLine:
    """Name a held message as a line."""
    return DigestLine("", held.message)


def obligation_line(rule: Rule | None, name: str, obligation: str, liaison: str, state: State) -> DigestLine:
    """Name an obligation as a line, with the conversation in which an officer's command on it is carried out."""
    question = state.questions.get(obligation)
    if question is not None:
        return DigestLine(name, obligation, liaison, question.asked.thread)
    plr = state.liaisons[liaison].row.plr
    has_none = plr is None or rule is None or rule.each in _WITHOUT_CONVERSATION
    return DigestLine(name, obligation, liaison, "" if has_none else made_id("t", "digest", liaison, plr or ""))


def opened_for(lines: Iterable[DigestLine], state: State, times: Times) -> tuple[Fact, ...]:
    """Open the conversations of lines that there are not yet."""
    wanted = {line.thread: line.liaison for line in lines if line.thread and line.thread not in state.threads}
    return tuple(
        ThreadOpened(
            **times, thread=thread, purpose=Purpose.CONVERSATION, people=(state.liaisons[liaison].row.plr or "",),
            liaison=liaison,
        )
        for thread, liaison in wanted.items()
    )  # fmt: skip


def key_of(line: DigestLine) -> Key:
    """Name what a line is about."""
    return line.rule, line.about


def is_open(line: DigestLine, state: State) -> bool:
    """Whether what a line is about still waits for something: it has no verdict, or is still to be placed."""
    return key_of(line) not in state.verdicts if line.rule else line.about in state.held


def lapsed(line: DigestLine, state: State) -> VerdictGiven | None:
    """Give the verdict that a line tells of, where it has one."""
    return state.verdicts.get(key_of(line))
