"""Quotes: which lines of one body repeat an earlier mail.

Quote marks (">" or the markup's depth) say it line by line, so that answers below and between them are seen; an
attribution or header block without marks below it says it of everything below. One pass, linear. Must not judge
signatures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from mailbot.inbound.lines import Line, Mark
from mailbot.inbound.quote_headers import (
    Strength,
    attribution_ending_at,
    header_block_at,
    is_divider,
    is_forward,
    is_squashed_header,
    sender_above,
)

_WRAPPED_LINE: Final = 66
_LEFT_OVER: Final = 30
_PROSE_MARK = re.compile(r" ?>(?:[=\d]|From )")
_SENTENCE_END: Final = (".", "?", "!")
_PAUSE: Final = (":", ",", ";")
_PROMPT = re.compile(r">>> (?:import |from [\w.]{1,40} import |[\w.]{1,40}(?:\(| = )|\d)")
_LINK_IN_BRACKETS = re.compile(r"\s\(https?://\S{1,400}\) ?>?")
_LINK_END = re.compile(r"(?=\S{0,400}[=&%])\S{8,400}")
_OTHER_MARK = re.compile(r"\s{0,8}([|:}#%!]|\w{0,15}>)(?=\s|$)")


@dataclass(slots=True)
class Quotes:
    """What was found: which lines are quoted, where a forward begins that is not itself in a quote, and why."""

    is_quoted: list[bool]
    forward_at: int | None = None
    reasons: list[str] = field(default_factory=list)


def find_quotes(lines: Sequence[Line], *, is_forwarded: bool, own: set[int]) -> Quotes:
    """Find the quoted lines; `own` are lines already known to be ours, `is_forwarded` what the subject says."""
    finder = _Finder(lines, is_forwarded, own)
    finder.run()
    finder.mark_left_overs()
    return finder.quotes


@dataclass(frozen=True, slots=True)
class _Introduction:
    """Lines `start` to `end` introduce a quote; `by_marks`: only the lines with quote marks below them are it."""

    start: int
    end: int
    by_marks: bool
    reason: str


class _Finder:
    def __init__(self, lines: Sequence[Line], is_forwarded: bool, own: set[int]) -> None:
        self._lines = lines
        self._is_forwarded = is_forwarded
        self._next_word = _next_true([not line.is_blank for line in lines])
        self._next_marked = _next_true([line.depth > 0 for line in lines])
        self.quotes = Quotes([i in own for i in range(len(lines))])

    def run(self) -> None:
        i, count = 0, len(self._lines)
        while i < count:
            line = self._lines[i]
            if self.quotes.is_quoted[i] or (line.is_blank and not line.depth):
                i += 1
            elif line.depth > 0 and not self._is_prose(i):
                i = self._quote_run(i)
            elif (introduction := self._introduction(i)) is not None:
                self.quotes.reasons.append(introduction.reason)
                i = introduction.end if introduction.by_marks else count
                self._quote(introduction.start, i)
            else:
                i += 1

    def mark_left_overs(self) -> None:
        """Quote the ends of quoted lines that a client wrapped without repeating the mark."""
        unquoted = [i for i in range(1, len(self._lines) - 1) if not self.quotes.is_quoted[i]]
        for i in unquoted:
            if self._lines[i].depth == 0 and self._is_marked(i - 1) and self._is_marked(i + 1):
                self.quotes.is_quoted[i] |= _is_rest_of_link(self._lines[i - 1], self._lines[i])
        candidates = [i for i in unquoted if self._may_be_left_over(i)]
        sure = [i for i in candidates if self._lines[i].text[0].islower()]
        for i in candidates if sure and len(candidates) > 1 else sure:
            self.quotes.is_quoted[i] = True
        if sure:
            self._mark_last_left_overs()

    def _mark_last_left_overs(self) -> None:
        """Quote the end of the last line of a quote, where other lines were broken in the same way."""
        for i in range(1, len(self._lines)):
            ends = i + 1 == len(self._lines) or self._lines[i + 1].is_blank
            if ends and self._is_end_of_wrapped(i) and self._lines[i].text[0].islower():
                self.quotes.is_quoted[i] = True

    def _may_be_left_over(self, i: int) -> bool:
        below = self._lines[i + 1].depth
        if not below or not self._is_end_of_wrapped(i):
            return False
        above, line = self._lines[i - 1 : i + 1]
        return line.text[0].islower() or (below == above.depth and not above.text.endswith(_PAUSE))

    def _is_end_of_wrapped(self, i: int) -> bool:
        """Tell a short line whose first word had no room on the quoted line above, which breaks off."""
        above, line = self._lines[i - 1 : i + 1]
        if self.quotes.is_quoted[i] or line.is_blank or not above.depth or len(line.text) > _LEFT_OVER:
            return False
        width = len(above.written.rstrip()) + 1 + len(line.text.split(maxsplit=1)[0])
        return width > _WRAPPED_LINE and not above.text.endswith(_SENTENCE_END)

    def _quote(self, start: int, end: int) -> None:
        self.quotes.is_quoted[start:end] = [True] * (end - start)

    def _is_marked(self, i: int) -> bool:
        return 0 <= i < len(self._lines) and self._lines[i].depth > 0

    def _is_prose(self, i: int) -> bool:
        """Tell "cars were doing / >40 mph" from a quote: one line with a mark, in the middle of a paragraph."""
        if self._is_prompt(i):
            return True
        if self._is_marked(i - 1) or self._is_marked(i + 1):
            return False
        if i > 0 and self._lines[i - 1].written.startswith("< "):  # what diff prints
            return True
        if not _PROSE_MARK.match(self._lines[i].written):
            return False
        return self._lines[i].text.startswith("From ") or (i > 0 and not self._lines[i - 1].is_blank)

    def _is_prompt(self, i: int) -> bool:
        """Tell what somebody typed at Python's prompt, ">>> area(3)", from a quote of the third depth."""
        is_prompt = _PROMPT.match(self._lines[i].written) is not None
        return is_prompt and not (self._is_marked(i - 1) and self.quotes.is_quoted[i - 1])

    def _quote_run(self, start: int) -> int:
        end = start
        while end < len(self._lines) and (self._lines[end].depth > 0 or self._lines[end].is_blank):
            end += 1
        if is_forward(self._lines[start].text) or self._is_forwarded:
            self._note_forward(start)
        self.quotes.reasons.append("lines with quote marks")
        self._quote(start, end)
        return end

    def _introduction(self, i: int) -> _Introduction | None:
        """Find the introduction that begins, or as an attribution ends, with line `i`."""
        line = self._lines[i]
        if line.mark is Mark.DIVIDER or is_divider(line.text) or is_squashed_header(line.text):
            return self._header(i, max(self._block_end(i), self._block_end(self._next_word[i + 1]), i + 1))
        if is_forward(line.text):
            introduction = self._header(i, max(self._block_end(self._next_word[i + 1]), i + 1))
            self._note_forward(introduction.start)
            return introduction
        end = self._block_end(i)
        return self._header(i, end) if end > i else self._attribution(i)

    def _block_end(self, i: int) -> int:
        return header_block_at(self._lines, i) if i < len(self._lines) else i

    def _header(self, i: int, end: int) -> _Introduction:
        start = self._rule_above(self._attribution_above(sender_above(self._lines, i)) if end > i + 1 else i)
        if self._is_forwarded:
            self._note_forward(start)
        return _Introduction(start, end, self._is_marked(self._next_word[end]), "a block of header fields or a divider")

    def _attribution(self, i: int) -> _Introduction | None:
        attribution = attribution_ending_at(self._lines, i)
        if attribution is None:
            return None
        following = self._next_word[i + 1]
        by_marks = self._is_marked(following) or self._quote_other_marks(following)
        if not by_marks and attribution.strength is Strength.IF_A_QUOTE_FOLLOWS:
            return None
        by_marks = by_marks or self._answers_follow(following)
        return _Introduction(attribution.start, i + 1, by_marks, "an attribution")

    def _quote_other_marks(self, following: int) -> bool:
        """Quote the lines that begin with the mark of the first line below an attribution: "|", ":" or "Ann>"."""
        mark = _other_mark(self._lines[following]) if following < len(self._lines) else ""
        for i in self._lines_by_other_mark.pop(mark, ()) if mark else ():
            self.quotes.is_quoted[i] = True
        return mark != ""

    @cached_property
    def _lines_by_other_mark(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for i, line in enumerate(self._lines):
            found.setdefault(_other_mark(line), []).append(i)
        return found

    def _answers_follow(self, i: int) -> bool:
        """Tell answers between quoted lines, the first line of which was deleted, from a quote without marks.

        In the latter, lines with marks are an older quote, and that has an introduction of its own.
        """
        marked = self._next_marked[i]
        if marked >= len(self._lines):
            return False
        before = marked - 1
        while before > i and self._lines[before].is_blank:
            before -= 1
        return attribution_ending_at(self._lines, before) is None

    def _attribution_above(self, i: int) -> int:
        """Take the attribution that a webmail sets above a header block ("--- ann@mail.example wrote:") into it."""
        above = i - 1
        while above >= 0 and self._lines[above].is_blank:
            above -= 1
        attribution = attribution_ending_at(self._lines, above) if above >= 0 else None
        return above if attribution and self._lines[above].text.startswith("--") else i

    def _rule_above(self, i: int) -> int:
        """Take the rule that a client draws above a header block into it."""
        above = i - 1
        while above >= 0 and self._lines[above].is_blank:
            above -= 1
        if above >= 0 and len(text := self._lines[above].text) >= 5 and not text.strip("-_=*‐–—─ "):
            return above
        return i

    def _note_forward(self, at: int) -> None:
        if self.quotes.forward_at is None and not any(self.quotes.is_quoted[:at]):
            self.quotes.forward_at = at


def _is_rest_of_link(above: Line, line: Line) -> bool:
    """Tell the end of a quoted link, and the link that a conversion set below its words in brackets."""
    if _LINK_IN_BRACKETS.fullmatch(line.written):
        return True
    last_word = above.text.rpartition(" ")[2]
    return last_word.lstrip("(<[").startswith("http") and _LINK_END.fullmatch(line.text) is not None


def _other_mark(line: Line) -> str:
    found = _OTHER_MARK.match(line.written)
    return found[1] if found else ""


def _next_true(told: Sequence[bool]) -> list[int]:
    """For each line, and for the end twice, give the first line at or after it of which it is told."""
    following = [len(told)] * (len(told) + 2)
    for i in range(len(told) - 1, -1, -1):
        following[i] = i if told[i] else following[i + 1]
    return following
