"""Lines of a body, each with how deeply it is quoted: what the text part and the HTML part have in common.

Caps come first, so that everything after them runs in bounded time. Must not judge what is new and what is quoted.
Source: RFC 3676 section 4.5 for quote marks; the caps are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

MAX_CHARACTERS = 32 * 1024
MAX_LINES = 1000
MAX_LINE = 500
MAX_RULE = 80

_INVISIBLE = dict.fromkeys([0, 0xAD, 0x200B, 0x200C, 0x200E, 0x200F, 0x2060, 0xFEFF])
_SPACES = dict.fromkeys([0xA0, 0x2007, 0x202F, 0x0B, 0x0C, 0x1C, 0x1D, 0x1E], " ")
_CLEAN = {**_INVISIBLE, **_SPACES, 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_RULE_CHARACTERS = frozenset("-_=*~#+.‐–—─━═ ")
_END_OF_ATTRIBUTION = re.compile(
    r"> ?(?:wrote|a écrit|a scris|escribió|escreveu|ha scritto|napisał\(a\)|schrieb) ?:\s*", re.IGNORECASE
)
# Gnus writes `>>>>> "Ann" == Ann Lee <address> writes:`, GroupWise `>>> Ann Lee 04/06/2009 10:12 >>>`.
_MARKED_ATTRIBUTION = re.compile(r'>{2,8} "[^"\n]{1,60}" ==|>>> [^>\n].{4,200} >>>\s{0,9}$')
_TUCKED_ATTRIBUTION = re.compile(r"(?<=[\w.,!?;)])(?: |-{2,4} ?)(?=On \w[^\n]{8,200}\bwrote:\s{0,9}$)")
_DATED = re.compile(r"(?:19|20)\d\d.{0,80}(?:\d[:.]\d\d|@)")
_BLANK_LINES = re.compile(r"\n\n\n+")
_QUOTE_MARKS = re.compile(r" ?(?:> ?)+")


class Mark(Enum):
    """What the markup itself says of a line."""

    NONE = "none"
    DIVIDER = "divider"
    """The client's own mark that the mail it answers begins here."""
    ATTRIBUTION = "attribution"
    SIGNATURE = "signature"


class Line(NamedTuple):
    """One line: as it was written, and what patterns look at: its first `MAX_LINE` characters without quote marks."""

    written: str
    text: str
    depth: int = 0
    mark: Mark = Mark.NONE

    @property
    def is_blank(self) -> bool:
        return not self.text


def plain_lines(text: str) -> tuple[list[Line], list[str]]:
    """Read a text part: its lines, and what had to be capped, in words."""
    text, problems = capped_text(text)
    lines = [_read(line) for written in text.split("\n") for line in _untucked(written)]
    return capped_lines(lines, problems), problems


def capped_text(text: str) -> tuple[str, list[str]]:
    """Cut a text to what is looked at, with line ends as "\\n" and without invisible characters."""
    problems = []
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS]
        problems.append(f"text: only the first {MAX_CHARACTERS // 1024} KB were looked at")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return (text if text.isascii() and "\0" not in text else text.translate(_CLEAN)), problems


def capped_lines(lines: Iterable[Line], problems: list[str]) -> list[Line]:
    """Collapse runs of blank lines, cut rules, cap what is judged of a line, and the number of lines."""
    kept: list[Line] = []
    for line in lines:
        if line.is_blank and kept and kept[-1].is_blank and kept[-1].depth == line.depth:
            continue
        if len(kept) == MAX_LINES:
            problems.append(f"text: only the first {MAX_LINES} lines were looked at")
            break
        if len(line.text) > MAX_RULE and _is_rule(line.text):
            line = line._replace(written=line.written[:MAX_RULE], text=line.text[:MAX_RULE])
        elif len(line.text) > MAX_LINE:
            line = line._replace(text=line.text[:MAX_LINE])
        kept.append(line)
    return kept


def joined(lines: Sequence[Line]) -> str:
    """Put lines together as they were written, with single blank lines between paragraphs."""
    text = "\n".join([line.written.rstrip() for line in lines])
    return _BLANK_LINES.sub("\n\n", text).strip("\n").rstrip()


def _read(written: str) -> Line:
    marks = _QUOTE_MARKS.match(written) if ">" in written[:2] else None
    if marks is None or _is_attribution(written):
        return Line(written, written.strip())
    return Line(written, written[marks.end() :].strip(), marks.group().count(">"))


def _is_attribution(written: str) -> bool:
    """Tell an attribution that begins as if it were quoted: Gmail breaks "<address> wrote:" before its ">"."""
    if written.startswith(">>"):
        return _MARKED_ATTRIBUTION.match(written) is not None
    return ":" in written and _END_OF_ATTRIBUTION.fullmatch(written) is not None


def _untucked(written: str) -> list[str]:
    """Put an attribution that a conversion left behind somebody's last words on a line of its own."""
    if not written.endswith(("wrote:", "wrote: ")) or len(written) > MAX_LINE or _QUOTE_MARKS.match(written):
        return [written]
    tucked = _TUCKED_ATTRIBUTION.search(written)
    if tucked is None or not _DATED.search(written, tucked.end()):
        return [written]
    return [written[: tucked.start()], written[tucked.end() :]]


def _is_rule(text: str) -> bool:
    return _RULE_CHARACTERS.issuperset(text)
