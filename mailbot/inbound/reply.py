"""Reply: what somebody wrote now, told apart from what they quote and from what signs it.

For understanding only; nobody is ever sent a trimmed text (law 6). Never raises; linear in the size of its input, which
is capped first. When unsure the words stay in the new text: losing them is the worse failure.
Source: RFC 3676 for plain quotes; what each client writes for everything else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import accumulate, groupby
from typing import Final

from mailbot.inbound.banner import armour_lines, banner_lines, without_tag
from mailbot.inbound.html import html_lines
from mailbot.inbound.lines import Line, joined, plain_lines
from mailbot.inbound.quote_words import FORWARD_SUBJECTS
from mailbot.inbound.quotes import Quotes, find_quotes
from mailbot.inbound.signature import signature_lines

NOTHING_NEW: Final = "nothing new was found, so the whole text stands"
"""The reason for which what is quoted is given as the new text."""
_LITTLE_COMMENT: Final = 25

_FORWARD_SUBJECT = re.compile(
    rf"\s{{0,9}}(?:(?:\[[^\]]{{0,40}}\]|ext(?:ernal)?:)\s{{0,3}}){{0,3}}(?:{FORWARD_SUBJECTS})\s?[:：]", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_CONVERTED = re.compile(r"<(?:https?:|mailto:|tel:)|\[cid:|\[image:|^\*[\w ]+:\*", re.MULTILINE)
_MARKUP = re.compile(r"</?(?:div|p|br|span|html|body|table)\b[^>]{0,200}>", re.IGNORECASE)


class Part(Enum):
    """What a line belongs to."""

    NEW = "new"
    QUOTED = "quoted"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Reply:
    """One message's words in three parts; `reasons` say what told them apart, `problems` what was capped."""

    new_text: str
    quoted_text: str = ""
    signature: str = ""
    problems: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One part of the message, split; `is_structured` says that quotes were told by marks and not by their looks."""

    reply: Reply
    is_structured: bool

    @property
    def words(self) -> list[str]:
        return _WORD.findall(self.reply.new_text.lower())

    @property
    def has_quote(self) -> bool:
        return bool(self.reply.quoted_text)


def split(text: str | None, html: str | None, *, own_blocks: Sequence[str] = (), subject: str = "") -> Reply:
    """Tell new text, quoted text and signature apart.

    `text` and `html` are the decoded bodies of one alternative; the better of the two is used. `own_blocks` are footers
    and action blocks of ours, word for word, which are never anybody's new text. `subject` tells a forward.
    """
    is_forwarded = _FORWARD_SUBJECT.match(subject[:200]) is not None
    readings = []
    if text and text.strip() and not _is_markup(text, html):
        readings.append(_read(*plain_lines(text), own_blocks, is_forwarded, "text part"))
    elif text and not html and text.strip():
        html = text
    if html and html.strip():
        readings.append(_read(*html_lines(html), own_blocks, is_forwarded, "HTML part"))
    if not readings:
        return Reply("")
    if len(readings) == 1:
        return readings[0].reply
    return _better(*readings)


def _is_markup(text: str, html: str | None) -> bool:
    """Tell a text part that holds HTML source, as some senders write it."""
    return len(_MARKUP.findall(text[:2000])) >= 4 and (html is None or text.lstrip()[:1] == "<")


def _read(lines: list[Line], problems: list[str], own_blocks: Sequence[str], is_forwarded: bool, name: str) -> _Reading:
    own = _own_lines(lines, own_blocks)
    quotes = find_quotes(lines, is_forwarded=is_forwarded, own=own)
    reasons = ["a block of ours, word for word"] * bool(own) + quotes.reasons
    parts = _parts(lines, quotes)
    if quotes.forward_at is not None and _comment_is_little(lines, parts[: quotes.forward_at]):
        parts[quotes.forward_at :] = [Part.NEW] * (len(lines) - quotes.forward_at)
        reasons.append("a forward with little comment, so what is forwarded is the content")
    chosen = {part: _text_of(lines, parts, part) for part in Part}
    new_text = without_tag(chosen[Part.NEW]).strip()
    stands_whole = not _WORD.search(new_text) and not _says_something(new_text)
    if stands_whole:
        reasons.append(NOTHING_NEW)
        new_text, chosen = joined(lines), dict.fromkeys(Part, "")
    reply = Reply(
        new_text=new_text,
        quoted_text=chosen[Part.QUOTED],
        signature=chosen[Part.SIGNATURE],
        problems=tuple(problems),
        reasons=tuple(f"{name}: {reason}" for reason in dict.fromkeys(reasons)),
    )
    return _Reading(reply, not stands_whole and any(line.depth > 0 for line in lines))


def _says_something(new_text: str) -> bool:
    """Tell a thumbs-up or another symbol that stands alone from mere punctuation."""
    return any(ord(character) >= 0x2190 for character in new_text)


def _better(text: _Reading, html: _Reading) -> Reply:
    """Choose: the same words, then what was told by marks, then what keeps more."""
    is_same = text.reply.new_text.split() == html.reply.new_text.split()
    text_words = text.words
    html_words = text_words if is_same else html.words
    if not html_words or not text_words:
        return (text if text_words else html).reply
    if text_words == html_words:
        chosen = html if _CONVERTED.search(text.reply.new_text) else text
    elif text.is_structured != html.is_structured:
        chosen = text if text.is_structured else html
    elif text.has_quote != html.has_quote:
        chosen = text if text.has_quote else html
    elif _CONVERTED.search(text.reply.new_text):
        chosen = html
    else:
        chosen = text if len(text_words) * 1.1 >= len(html_words) else html
    return replace(chosen.reply, problems=(*text.reply.problems, *html.reply.problems))


def _parts(lines: Sequence[Line], quotes: Quotes) -> list[Part]:
    """Give each line its part; what a gateway adds counts as signature, for neither is addressed to the reader."""
    parts = [Part.QUOTED if is_quoted else Part.NEW for is_quoted in quotes.is_quoted]
    for i in armour_lines(lines):
        parts[i] = Part.SIGNATURE
    for start, end in _stretches(parts, Part.NEW):
        stretch = lines[start:end]
        banners = banner_lines(stretch)
        kept = [i for i in range(len(stretch)) if i not in banners]
        signed = signature_lines([stretch[i] for i in kept])
        for i in banners | {kept[i] for i in signed}:
            parts[start + i] = Part.SIGNATURE
    return parts


def _stretches(parts: Sequence[Part], wanted: Part) -> list[tuple[int, int]]:
    stretches, start = [], 0
    for part, run in groupby(parts):
        end = start + len(list(run))
        if part is wanted:
            stretches.append((start, end))
        start = end
    return stretches


def _text_of(lines: Sequence[Line], parts: Sequence[Part], wanted: Part) -> str:
    """Put the stretches of one part together, a blank line between them, for other words stood there."""
    texts = (joined(lines[start:end]) for start, end in _stretches(parts, wanted))
    return "\n\n".join(text for text in texts if text).strip()


def _comment_is_little(lines: Sequence[Line], parts: Sequence[Part]) -> bool:
    comment = [line.text for line, part in zip(lines, parts, strict=False) if part is Part.NEW]
    return len(_WORD.findall(" ".join(comment))) <= _LITTLE_COMMENT


def _own_lines(lines: Sequence[Line], blocks: Sequence[str]) -> set[int]:
    """Find blocks of ours by their words, for clients wrap and quote them anew; lines that hold more are left."""
    words = [(word, i) for i, line in enumerate(lines) for word in line.text.split()] if blocks else []
    stream = " ".join(word for word, _ in words)
    starts = [0, *accumulate(len(word) + 1 for word, _ in words)]
    ours: set[int] = set()
    for wanted in filter(None, (" ".join(block.split()) for block in blocks)):
        at = stream.find(wanted)
        while at >= 0:
            ours.update(range(bisect_left(starts, at), bisect_left(starts, at + len(wanted))))
            at = stream.find(wanted, at + len(wanted))
    others = {i for n, (_, i) in enumerate(words) if n not in ours}
    return {words[n][1] for n in ours} - others
