"""Command text: where the commands of a message stand: at its beginning, behind a greeting, or in its subject. Pure.

A greeting is nothing that anybody has to read, so that a command behind it is the first line (law 11). The subject is
taken where there are no words besides, and where it says CONCERN, which no officer may see. NEWS is behind no greeting,
for its readers would get that too.
"""

from __future__ import annotations

import re

from mailbot.inbound.asks import asks
from mailbot.inbound.command import KEYWORDS, find_command, is_said_by_itself
from mailbot.inbound.command_lines import CommandLines, read_commands
from mailbot.inbound.known_names import NO_NAMES, Names
from mailbot.model.tag import without_tags
from mailbot.model.understanding import Asks

_NAME = (
    r"(?:(?:PCSO|PC|PS|Sgt|Insp|Mr|Mrs|Ms|Miss|Dr|Cllr|[A-Z])\.?\s+){0,2}[A-Z][a-z][\w'’-]*(?:\s+[A-Z][a-z][\w'’-]*)?"
)
_GREETING = re.compile(
    r"\s*(?i:hi|hiya|hello|hey|dear|(?:good )?(?:morning|afternoon|evening))\b"
    rf"(?:[ \t]+(?:(?i:all|there|both|team|again|everyone|colleagues?|sir|madam)\b|{_NAME}))?[ \t]*[,!.:;–-]*[ \t]*"
)
_REPLY_PREFIX = re.compile(r"^(?:(?:re|aw)\s?:\s?)+", re.IGNORECASE)


def find_commands(
    new_text: str, subject: str, *, has_words: bool = True, is_reply: bool = False, names: Names = NO_NAMES
) -> tuple[CommandLines, str]:
    """Read the commands of a message, and give its text from them on; where there are none, its text as it is."""
    said = _REPLY_PREFIX.sub("", without_tags(subject)).strip()
    if not is_reply and said == subject.strip() and find_command(said, ("CONCERN",)) and said.startswith("CONCERN"):
        return CommandLines((), "CONCERN"), new_text
    if not has_words:
        return _in_subject(said, new_text, names)
    lines = read_commands(new_text, names=names)
    behind = None if lines.resembles else _behind_greeting(new_text, names)
    return _read_behind(new_text, behind, names) if behind else (lines, new_text)


def _in_subject(said: str, new_text: str, names: Names) -> tuple[CommandLines, str]:
    lines = read_commands(said, names=names)
    if lines.commands and lines.resembles != "NEWS":
        return lines, said
    return CommandLines((), lines.resembles), new_text


def _behind_greeting(new_text: str, names: Names) -> str | None:
    """Give what stands behind a greeting, where that begins with a command or with what may be one."""
    greeting = _GREETING.match(new_text)
    rest = new_text[greeting.end() :].lstrip() if greeting else ""
    if not rest:
        return None
    line = rest.splitlines()[0]
    word = re.match(r"[^\W\d_]+", line)
    if word and len(word[0]) > 1 and word[0].isupper():
        return rest
    below = rest.partition("\n")[2].strip()
    is_all = not below or asks(below) is Asks.COURTESY
    return rest if is_all and is_said_by_itself(line, KEYWORDS, names) else None


def _read_behind(new_text: str, rest: str, names: Names) -> tuple[CommandLines, str]:
    lines = read_commands(rest, names=names)
    if lines.commands and lines.resembles != "NEWS":
        return lines, rest
    if not lines.resembles:
        return lines, new_text
    before = new_text[: len(new_text) - len(rest)].count("\n")
    return CommandLines((), lines.resembles, before + (lines.unclear_line or 0)), new_text
