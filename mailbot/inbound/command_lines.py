"""The commands of a mail: its first line and those that follow it directly, each on a line of its own (law 11).

Where one of them resembles a command without being one, none is read: the whole mail is shown to its writer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mailbot.inbound.command import KEYWORDS, find_command, is_said_by_itself, looks_like_command, resembled
from mailbot.inbound.known_names import NO_NAMES, Names
from mailbot.model.understanding import Command

MOST_LINES = 200
"""How many commands are read of one mail."""

_COUNTED = re.compile(r"\s*(\d{1,2})[.)]\s+(.+)")
_ENOUGH = 2
"""So many lines that are counted from 1 are a list."""
_JOINT = re.compile(r"(?:[,;.&+]|\band\b|\bthen\b)(?:\s*\b(?:and|then)\b)?\s*([^\W\d_]+)", re.IGNORECASE)
"""What may stand between two commands, and the word behind it."""
_FIRST_WORDS = frozenset(keyword.split()[0] for keyword in KEYWORDS)
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class CommandLines:
    """What was read: the commands, the keyword that a line is or resembles, and the line that only resembles one."""

    commands: tuple[Command, ...] = ()
    resembles: str = ""
    unclear_line: int | None = None
    """Its number in the text, from 0."""
    on_one_line: tuple[int, ...] = ()
    """How many of the commands each line holds, in their order."""


def read_commands(new_text: str, keywords: Collection[str] = KEYWORDS, names: Names = NO_NAMES) -> CommandLines:
    """Read the lines of a text as commands, up to the first that is none; blank lines may stand between them."""
    commands: list[Command] = []
    meant: list[str] = []
    counts: list[int] = []
    for number, line in _without_counting(new_text.splitlines(), keywords):
        parts = _parts(line, keywords, names)
        if len(commands) >= MOST_LINES or not looks_like_command(parts[0], keywords, names):
            break
        for part in parts:
            meant.append(resembled(part, names))
            command = find_command(part, keywords, names)
            if command is None:
                return CommandLines((), _first(meant), number)
            commands.append(command)
        counts.append(len(parts))
    return CommandLines(tuple(commands), _first(meant), on_one_line=tuple(counts))


def _without_counting(lines: Sequence[str], keywords: Collection[str]) -> Iterator[tuple[int, str]]:
    """Give the lines that are not blank with their numbers, without those of a list that only counts them.

    "3 EXCUSE in court" is about row 3; in "1. PHONED Harpole" and "2. MET Wendle" the numbers count the lines.
    """
    written = [(number, line) for number, line in enumerate(lines) if line.strip()]
    counted = [(number, line, _COUNTED.match(line)) for number, line in written]
    is_list = len(written) > 1 and all(
        found and int(found[1]) == at and _names_its_own(found[2], keywords)
        for at, (_, _, found) in enumerate(counted[:_ENOUGH], 1)
    )
    for number, line, found in counted:
        yield number, found[2] if is_list and found else line


def _names_its_own(line: str, keywords: Collection[str]) -> bool:
    """Whether a line behind its number says itself what it is about, or needs not."""
    command = find_command(line, keywords)
    return command is not None and bool(command.argument)


def _parts(line: str, keywords: Collection[str], names: Names) -> tuple[str, ...]:
    """Cut a line before each further command that it holds: "PHONED 1, MET 2 and ATTENDED 3 yesterday"."""
    joints = [joint for joint in _JOINT.finditer(line[:_LONGEST_LINE]) if joint[1].upper() in _FIRST_WORDS]
    parts: list[str] = []
    for joint in reversed(joints):
        before, behind = line[: joint.start()], line[joint.start(1) :]
        if is_said_by_itself(behind, keywords, names) and find_command(before, keywords, names):
            parts.insert(0, behind)
            line = before
    return (line, *parts)


def _first(meant: list[str]) -> str:
    """Name what a mail resembles: CONCERN wherever it stands, for nobody but the coordinator may see one."""
    return "CONCERN" if "CONCERN" in meant else next(iter(meant), "")
