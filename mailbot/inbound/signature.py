"""Signatures: the delimiter, the line a device adds, and the contact block below a closing.

The closing and the name are words to the reader and stay ("Kind regards / Pat"); what follows them to say who and where
the writer is belongs to the signature. When unsure the words stay. Source: RFC 3676 section 4.3; what clients write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mailbot.inbound.banner import disclaimer_starts_at, is_footer, is_list_footer
from mailbot.inbound.device_line import is_device_line, is_own_device_line
from mailbot.inbound.lines import Line, Mark
from mailbot.inbound.signature_words import CLOSING, CONTACT, HEAD, NAME, OFFICE_HOURS, POST, PRONOUNS

_MAX_BELOW_DASHES: Final = 15
_SHORT_DASHES: Final = 3
_ADVERTISEMENT_RULE: Final = 30
_ADVERTISEMENT_LINES: Final = 5
_RULES: Final = frozenset(["__", "--", "**", "==", "~~"])
_LONE_FOOTER: Final = 2
_MAX_CONTACT_LINE: Final = 110
_NAME_AND_POST: Final = 2
_MAX_SLOGAN: Final = 60

_ITEM = re.compile(r"(?:[-*•·–]|\(?\w{1,2}[.)]|\[\w{1,3}\])\s")
_POSTSCRIPT = re.compile(r"p\.? ?(?:p\.? ?)?s\b", re.IGNORECASE)


def signature_lines(lines: Sequence[Line]) -> set[int]:
    """Find which of one stretch of new lines are signature."""
    found = {i for i, line in enumerate(lines) if is_device_line(line.text)}
    last = max((i for i, line in enumerate(lines) if line.text), default=0)
    if last and lines[last - 1].is_blank and is_own_device_line(lines[last].text):
        found.add(last)
    body_end = _body_end(lines)
    found.update(range(body_end, len(lines)))
    found.update(_marked(lines, body_end))
    found.update(_below_closing(lines, body_end, found))
    return found


def _body_end(lines: Sequence[Line]) -> int:
    """Find where delimiters and disclaimers begin: a list's footer may stand below the writer's own signature."""
    end = next((i for i in range(len(lines)) if _starts_disclaimer(lines, i)), len(lines))
    while True:
        while 0 < end < len(lines) and _is_rule(lines[end - 1].text):
            end -= 1
        above = _delimiter(lines, end)
        if above == end or not _may_stand_below_another(lines[above]):
            return above
        end = above


def _may_stand_below_another(delimiter: Line) -> bool:
    """Tell what a list sets above its footer from dashes between a person's own paragraphs."""
    return len(delimiter.text) > _SHORT_DASHES or _is_sure(delimiter)


def _is_sure(line: Line) -> bool:
    return line.text == "--" and line.written.endswith("-- ")


def _delimiter(lines: Sequence[Line], end: int) -> int:
    """Find "-- " (RFC 3676 section 4.3); without its space, only above a few lines that look like contacts."""
    below: list[str] = []
    for i in range(end - 1, -1, -1):
        text = lines[i].text
        if below and _is_dashes(text) and not _underlines(lines, i):
            is_added = _is_advertisement(text, below, has_footer=end < len(lines))
            if is_added or _is_contact_part(below, sure=_is_sure(lines[i])):
                return i
        if text:
            below.append(text)
        if len(below) > _MAX_BELOW_DASHES:
            break
    return end


def _is_dashes(text: str) -> bool:
    return text in {"--", "---", "—"} or (text[:2] in _RULES and not text.strip(text[0]))


def _underlines(lines: Sequence[Line], i: int) -> bool:
    """Tell a rule below a heading from one above a signature; underscores may stand right below the last words."""
    is_long = len(lines[i].text) > _SHORT_DASHES and not lines[i].text.startswith("_")
    return is_long and i > 0 and not lines[i - 1].is_blank and not _is_rule(lines[i - 1].text)


def _is_advertisement(rule: str, below: Sequence[str], *, has_footer: bool) -> bool:
    """Tell what a service sets below a long rule, with a link: few lines, or above a list's footer or another rule."""
    if len(rule) < _ADVERTISEMENT_RULE or not any("://" in text or "www." in text for text in below):
        return False
    return has_footer or len(below) <= _ADVERTISEMENT_LINES or below[0] == rule


def _is_contact_part(below: Sequence[str], *, sure: bool) -> bool:
    """Tell what stands below dashes, the last line first; `sure` when they are the delimiter with its space."""
    if sure:
        return True
    if any(map(_is_prose, below)) or any(map(_ITEM.match, below)) or "--" in below:
        return False
    return any(map(_is_evidence, below)) or (len(below) <= _NAME_AND_POST and _is_name(below[-1]))


def _starts_disclaimer(lines: Sequence[Line], i: int) -> bool:
    """Tell a disclaimer below somebody's words; one above them would take them with it."""
    if lines[i].is_blank or not disclaimer_starts_at(lines, i):
        return False
    above = next((line.text for line in reversed(lines[:i]) if line.text), "")
    if not above:
        is_alone = sum(not line.is_blank for line in lines) <= _LONE_FOOTER
        return is_list_footer(lines[i].text) or (is_alone and is_footer(lines[i].text))
    return lines[i - 1].is_blank or _is_rule(above) or _is_evidence(above)


def _is_rule(text: str) -> bool:
    return not text.strip("_-*=~# ")


def _marked(lines: Sequence[Line], end: int) -> set[int]:
    """Find what the client itself marked; a closing and the name below it at its top stay."""
    marked = [i for i in range(end) if lines[i].mark is Mark.SIGNATURE]
    words = [i for i in marked if lines[i].text]
    if words and CLOSING.fullmatch(lines[words[0]].text):
        keep = 2 if len(words) > 1 and _is_name(lines[words[1]].text) else 1
        marked = [i for i in marked if i > words[keep - 1]]
    return set(marked)


def _below_closing(lines: Sequence[Line], end: int, taken: set[int]) -> set[int]:
    """Find the contact block below the last closing and name, or at the end where nobody closes."""
    words = [i for i in range(end) if lines[i].text and i not in taken]
    for at in range(len(words) - 1, -1, -1):
        name_at = _name_at(lines, words, at)
        if name_at is not None:
            return _contact_block(lines, words[name_at + 1 :], is_sandwiched=end < len(lines))
    return _block_without_closing(lines, words)


def _name_at(lines: Sequence[Line], words: Sequence[int], at: int) -> int | None:
    """Find where the name below or behind the closing at `at` stands; None where that is no closing."""
    text = lines[words[at]].text
    closing = CLOSING.match(text) if len(text) < 70 else None
    if closing is None:
        return None
    rest = text[closing.end() :]
    if rest:
        return at if text[closing.end() - 1] in ", .-!" and _is_name(rest) else None
    if at + 1 == len(words) or words[at + 1] - words[at] > 2:
        return None
    below = lines[words[at + 1]]
    if _is_name(below.text):
        return at + 1
    return at if _is_evidence(below.text) and _begins_with_name(below.written.strip()) else None


def _begins_with_name(written: str) -> bool:
    """Tell "Pat Hall | Clerk | 01632 960177" from a sentence."""
    head, *rest = HEAD.split(written, maxsplit=1)
    return bool(rest) and " " in head and _is_name(head)


def _contact_block(lines: Sequence[Line], words: Sequence[int], *, is_sandwiched: bool) -> set[int]:
    """Take paragraphs as long as they say who and where somebody is; a paragraph of prose ends it."""
    found: set[int] = set()
    waiting: set[int] = set()
    for paragraph in _paragraphs(words):
        texts = [lines[i].text for i in paragraph]
        if any(map(_ITEM.match, texts)) or any(map(_POSTSCRIPT.match, texts)):
            break
        if found and paragraph[-1] == words[-1] and len(texts) == 1 and _is_motto(texts[0]):
            return {*found, *waiting, *paragraph}
        is_slogan = found and is_sandwiched and len(texts) == 1 and _is_slogan(texts[0])
        if not (found and OFFICE_HOURS.match(texts[0])) and not is_slogan and not _is_mostly_contact(texts):
            break
        waiting.update(paragraph)
        if any(map(_is_evidence, texts)) or OFFICE_HOURS.match(texts[0]):
            found |= waiting
            waiting = set()
        elif len(texts) > 2:
            break
    return found | waiting if found and is_sandwiched else found


def _is_slogan(text: str) -> bool:
    return len(text) <= _MAX_SLOGAN and not text.endswith((".", "?", ":"))


def _is_motto(text: str) -> bool:
    """Tell an organisation's motto, which closes its contact block, by its quotation marks or its capitals."""
    if not _is_slogan(text):
        return False
    long_words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    is_titled = len(long_words) >= 3 and all(word[0].isupper() for word in long_words)
    return is_titled or (text[0] in "\"“‘'" and text[-1] in "\"”’'")


def _is_mostly_contact(texts: Sequence[str]) -> bool:
    """Tell a paragraph without a sentence, or with one at the end of a contact block."""
    prose = sum(map(_is_prose, texts))
    return prose == 0 or (prose == 1 and not _is_prose(texts[0]) and sum(map(_is_evidence, texts)) >= 3)


def _block_without_closing(lines: Sequence[Line], words: Sequence[int]) -> set[int]:
    """Take a last paragraph that begins with a name and otherwise says only who and where somebody is."""
    paragraphs = _paragraphs(words)
    if len(paragraphs) < 2:
        return set()
    texts = [lines[i].text for i in paragraphs[-1]]
    above = lines[paragraphs[-2][-1]].text
    if above.endswith(":") or any(_is_prose(text) or _ITEM.match(text) for text in texts):
        return set()
    has_contact = any(map(CONTACT.search, texts))
    if len(texts) == 1:
        name, comma, rest = texts[0].partition(",")
        is_block = bool(comma and has_contact and _is_name(name) and POST.search(rest))
    else:
        is_signed_above = len(paragraphs[-2]) == 1 and _is_name(above)
        is_block = (
            len(texts) >= (2 if is_signed_above else 3)
            and _is_name(texts[0])
            and any(map(POST.search, texts))
            and (has_contact or all(map(_is_evidence, texts[1:])))
        )
    return set(paragraphs[-1]) if is_block else set()


def _paragraphs(words: Sequence[int]) -> list[list[int]]:
    paragraphs: list[list[int]] = []
    for i in words:
        if paragraphs and paragraphs[-1][-1] == i - 1:
            paragraphs[-1].append(i)
        else:
            paragraphs.append([i])
    return paragraphs


def _is_name(text: str) -> bool:
    """Tell a line that can be a name, of one to five words that begin with capitals or are numbers."""
    text = PRONOUNS.sub("", text.strip("*_ "))
    if len(text) > 60 or not NAME.fullmatch(text) or text.endswith("?"):
        return False
    words = [word for word in re.split(r"[ ,(&/]+", text) if word]
    capitals = sum(not word[0].islower() for word in words)
    return capitals == len(words) or len(words) == 1 or (capitals >= 2 and capitals >= len(words) - 1)


def _is_prose(text: str) -> bool:
    """Tell a sentence from the short labels of a contact block."""
    if len(text) > _MAX_CONTACT_LINE or text.endswith("?"):
        return True
    words = text.split()
    if len(words) < 5 or "|" in text:
        return False
    lower = sum(word.islower() and word.isalpha() for word in words)
    return lower * 2 > len(words) and not CONTACT.match(text)


def _is_evidence(text: str) -> bool:
    return bool(CONTACT.search(text) or POST.search(text))
