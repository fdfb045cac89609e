"""The commands of a mail: its first line and those that follow it directly, each on a line of its own (law 11).

Where one of them resembles a command without being one, none is read: the whole mail is shown to its writer.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mailbot.inbound.command import KEYWORDS, find_command, looks_like_command, resembled
from mailbot.model.understanding import Command

MOST_LINES = 200
"""How many commands are read of one mail."""


@dataclass(frozen=True, slots=True)
class CommandLines:
    """What was read: the commands, the keyword that a line is or resembles, and the line that only resembles one."""

    commands: tuple[Command, ...] = ()
    resembles: str = ""
    unclear_line: int | None = None
    """Its number in the text, from 0."""


def read_commands(new_text: str, keywords: Collection[str] = KEYWORDS) -> CommandLines:
    """Read the lines of a text as commands, up to the first that is none; blank lines may stand between them."""
    commands: list[Command] = []
    meant: list[str] = []
    for number, line in enumerate(new_text.splitlines()):
        if not line.strip():
            continue
        if len(commands) == MOST_LINES or not looks_like_command(line, keywords):
            break
        meant.append(resembled(line))
        command = find_command(line, keywords)
        if command is None:
            return CommandLines((), _first(meant), number)
        commands.append(command)
    return CommandLines(tuple(commands), _first(meant))


def _first(meant: list[str]) -> str:
    """Name what a mail resembles: CONCERN wherever it stands, for nobody but the coordinator may see one."""
    return "CONCERN" if "CONCERN" in meant else next(iter(meant), "")
