"""The lines by which mail clients introduce what they quote, in the languages that clients here are set to.

Attributions ("On … wrote:"), header blocks (From, Sent, To, Subject) and dividers ("-----Original Message-----"). Must
not decide what becomes of the lines below. Every pattern is linear. Source: what the clients write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import Final, NamedTuple

from mailbot.inbound.lines import Line
from mailbot.inbound.quote_words import DIVIDERS, FORWARD_BEGINNINGS, FORWARDS, KIND_OF_KEY, LEADS, VERBS

MAX_ATTRIBUTION_LINES: Final = 5
_MAX_HEADER_LINES: Final = 24
_MAX_ATTRIBUTION: Final = 500
_MAX_SENDER_LINES: Final = 4
_MAX_SENDER: Final = 100


class Strength(Enum):
    """How far an attribution can be believed by itself."""

    SURE = "sure"
    IF_A_QUOTE_FOLLOWS = "if a quote follows"


class Attribution(NamedTuple):
    """An attribution that starts at line `start` and ends with the line that was asked about."""

    start: int
    strength: Strength


_VERB = re.compile(rf"(?<!\w)(?:{VERBS})(?!\w)", re.IGNORECASE)
_ENDS_BY_VERB = re.compile(rf"\w (?:{VERBS})$", re.IGNORECASE)
_LEAD = re.compile(rf"\W{{0,12}}(?:{LEADS})\s", re.IGNORECASE)
_WEAK_LEAD = re.compile(r"\W{0,12}(?:at|in article|in message|excerpts from)\s", re.IGNORECASE)
_DATE_LEAD = re.compile(
    r"\W{0,4}(?:\d{1,4}[-./ ]\w{1,9}[-./ ]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{0,6} \d{1,2}, \d{4}|"
    r"(?:mon|tue|wed|thu|fri|sat|sun|pon|wt|śr|czw|pt|sob|niedz|lun|mar|mie|joi|vin|sâm|dum|gwen|llun|maw|mer|iau|sad|sul)"
    r"\w{0,7}\.?,? +\w)",
    re.IGNORECASE,
)
_NOT_AN_AUTHOR = re.compile(
    r"(?<!\w)(?:we|i|they|he|she|as i|who)\s+(?:have |had )?(?:wrote|said|writes)", re.IGNORECASE
)
_ADDRESS_THEN_VERB = re.compile(rf"[>\])] ?,? ?(?:{VERBS}) ?:", re.IGNORECASE)
# In whatever language: an address in angle brackets beside a date and a time, and no word of a sentence.
_BRACKETED = re.compile(r"<(?:mailto:)?[\w.+'=-]{1,80}@[\w.-]{1,100}>")
_SENTENCE_WORD = re.compile(
    r"(?<!\w)(?:i [a-z]|(?:we|you|my|our|your|me|us|his|her|their|please|see|sent|e-?mail(?:ed)?|message|that|this|"
    r"which|has|have|had|is|was|are|were|will|be|the|and|or|but|by|for|to|of|with|from|it|said|told|asked)(?!\w))",
    re.IGNORECASE,
)
_BY_ADDRESS = re.compile(r" by [\w.+'=-]{1,80}@[\w.-]{1,100}:$")
_STAMPED = re.compile(r"\S[^\n]{0,60} ?---\d{1,4}[./-]\d{1,2}[./-]\d{2,4} \d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?---")
_COLONS = (":", "：")
_IN_REPLY_TO = re.compile(r"\(in reply to [^()]{1,100}\)", re.IGNORECASE)
_ENDS_BY_ADDRESS = re.compile(r"news:\S{3,200}$|<[^<>\s]{1,80}@[^<>\s]{1,80}>$")
_ADDRESS = re.compile(r"[\w.+'=-]{1,80}@[\w-]{1,80}\.\w|mailto:")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[./-]\d{1,2}[./-]\d\d(?!\d)")
_TIME = re.compile(r"(?<!\d)\d{1,2}[:.h]\d\d(?!\d)|\d ?[ap]m\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:[?!:]|\w{4}\.)$")

_KEY = re.compile(r"[*_ ]{0,4}([^\W\d_][\w' -]{0,16}?)[*_ ]{0,4}:(?!//)[*_]{0,4}(.*)")

_EDGES: Final = "-_=*‐‑–—─#>:. "
_DECORATED = re.compile(r"[-_=*‐‑–—─#]{2}")


def attribution_ending_at(lines: Sequence[Line], end: int) -> Attribution | None:
    """Find the attribution whose last line is `end`: it may have been broken over up to five lines."""
    last = lines[end].text.rstrip("*_- ")
    if not _can_end_attribution(last):
        return Attribution(end, Strength.SURE) if _is_whole_attribution(last) else None
    if _IN_REPLY_TO.fullmatch(last):
        return Attribution(end, Strength.IF_A_QUOTE_FOLLOWS)
    text, found = "", None
    for start in range(end, max(end - MAX_ATTRIBUTION_LINES, -1), -1):
        line = lines[start]
        if line.is_blank or line.depth != lines[end].depth:
            break
        if start < end and _SENTENCE_END.search(line.text):
            break
        text = f"{line.text} {text}".strip()
        if len(text) > _MAX_ATTRIBUTION:
            break
        found = _longer(found, _judged(text, start, whole_lead=bool(_LEAD.match(line.text))), text)
        if found and _LEAD.match(line.text):
            break
    return found


def _can_end_attribution(text: str) -> bool:
    if text.endswith((*_COLONS, "wrote")) or _IN_REPLY_TO.fullmatch(text):
        return True
    return (text.endswith(">") or "news:" in text) and _ENDS_BY_ADDRESS.search(text) is not None


def header_block_at(lines: Sequence[Line], start: int) -> int:
    """Find a block of header fields that begins at `start`: the line after it, or `start` where there is none."""
    first = _key_kind(lines[start].text)
    if first is None or first in {"cc", "other"}:
        return start
    kinds, end = [first], start + 1
    text = [lines[start].text]
    strays = 0
    for i in range(start + 1, min(start + _MAX_HEADER_LINES, len(lines))):
        line = lines[i]
        kind = _key_kind(line.text)
        if kind and (kind not in kinds or kind in {"cc", "other"}):
            kinds.append(kind)
            text.append(line.text)
            end, strays = i + 1, 0
        elif "subject" in kinds or strays > 5 or kind == "from" or _is_sentence(line.text):
            break
        elif not line.is_blank:
            strays += 1
    if "from" not in kinds:
        return end if {"to", "subject"} <= set(kinds) and sender_above(lines, start) < start else start
    if first != "from" and len(set(kinds)) < 4:
        return start
    is_block = _is_block(kinds, " ".join(text)) or (kinds == ["from", "date"] and _quote_follows(lines, end))
    return end if is_block else start


def _quote_follows(lines: Sequence[Line], i: int) -> bool:
    while i < len(lines) and lines[i].is_blank and not lines[i].depth:
        i += 1
    return i < len(lines) and lines[i].depth > 0


def sender_above(lines: Sequence[Line], start: int) -> int:
    """Find what Lotus Notes sets above a block: a name and a date where it begins with To, and a letterhead."""
    dated = _key_kind(lines[start].text) == "from" and _is_dated(lines[start].text)
    above = start - 1
    while above >= 0 and lines[above].is_blank:
        above -= 1
    first = above + 1
    while above >= 0 and first - above <= _MAX_SENDER_LINES and _can_be_sender(lines[above].text):
        dated = dated or _is_dated(lines[above].text)
        above -= 1
    is_indented = lines[first - 1].written[:1] in {" ", "\t"} or _key_kind(lines[start].text) == "to"
    return above + 1 if dated and is_indented else start


def _is_dated(text: str) -> bool:
    return _YEAR.search(text) is not None and _TIME.search(text) is not None


def _can_be_sender(text: str) -> bool:
    words = len(text.split())
    ends_sentence = text.endswith(("?", "!", ",", ":")) or (text.endswith(".") and words > 5)
    return 0 < len(text) <= _MAX_SENDER and words < 12 and not ends_sentence


def _is_sentence(text: str) -> bool:
    words = text.split()
    return len(words) > 5 and "@" not in text and ";" not in text and sum(map(str.islower, words)) * 2 > len(words)


def _is_whole_attribution(text: str) -> bool:
    """Tell GroupWise's, and one that a conversion has put into one line with what it introduces."""
    if text.startswith(">>> ") and text.endswith(" >>>"):
        return _YEAR.search(text) is not None
    if "wrote: " not in text or not _LEAD.match(text):
        return False
    lead = text.partition("wrote: ")[0]
    return len(lead) < 250 and _ADDRESS.search(lead) is not None and _YEAR.search(lead) is not None


def is_squashed_header(text: str) -> bool:
    """Tell a header block that a conversion has put into one line."""
    if _key_kind(text) != "from" or len(text) < 30:
        return False
    lowered = text.lower()
    return ("sent:" in lowered or "date:" in lowered) and "to:" in lowered and "subject:" in lowered


def is_divider(text: str) -> bool:
    """Tell a line such as "-----Original Message-----" or "---- Ann Fry wrote ----"."""
    if "---" in text and _STAMPED.match(text):
        return True
    if not _is_set_apart(text):
        return False
    return _between_rules(text) in DIVIDERS or _is_attribution_between_rules(text)


def _is_attribution_between_rules(text: str) -> bool:
    if len(text) > _MAX_SENDER or not text.endswith("--") or _NOT_AN_AUTHOR.search(text):
        return False
    return _ENDS_BY_VERB.search(_between_rules(text)) is not None


def is_forward(text: str) -> bool:
    """Tell the line above a forwarded message."""
    if not _is_set_apart(text):
        return False
    words = _between_rules(text)
    return words in FORWARDS or (not text.endswith(":") and words.startswith(FORWARD_BEGINNINGS))


def _is_set_apart(text: str) -> bool:
    return text.endswith(":") or _DECORATED.match(text) is not None


def _between_rules(text: str) -> str:
    return text[:100].strip(_EDGES).partition("---")[0].strip(_EDGES).lower().replace("’", "'")


def _key_kind(text: str) -> str | None:
    text = text[:40].replace("：", ":")
    match = _KEY.match(text) if ":" in text[:24] else None
    return KIND_OF_KEY.get(match[1].strip().lower().replace("’", "'")) if match else None


def _is_block(kinds: Sequence[str], text: str) -> bool:
    """Three fields, one of which no itinerary has ("From: the allotments / To: the green / Date: Saturday")."""
    if len(set(kinds) - {"other"}) < 3:
        return False
    if "subject" in kinds or _ADDRESS.search(text) is not None:
        return True
    return kinds[1] == "date" and _YEAR.search(text) is not None and _TIME.search(text) is not None


def _judged(text: str, start: int, *, whole_lead: bool) -> Attribution | None:
    has_address = _ADDRESS.search(text) is not None
    if has_address and _is_stamp(text):
        return Attribution(start, Strength.SURE)
    if not _VERB.search(text):
        return _judged_without_verb(text, start, has_address=has_address)
    if _NOT_AN_AUTHOR.search(text):
        return None
    dated = _is_dated(text)
    begins_well = whole_lead or _DATE_LEAD.match(text) is not None
    if has_address and (_ADDRESS_THEN_VERB.search(text) or (begins_well and _YEAR.search(text))):
        return Attribution(start, Strength.SURE)
    if dated and begins_well:
        return Attribution(start, Strength.SURE)
    return Attribution(start, Strength.IF_A_QUOTE_FOLLOWS)


def _is_stamp(text: str) -> bool:
    """Tell who and when, in a language whose words are not known."""
    if not text.endswith(_COLONS) or not _is_dated(text):
        return False
    return _BRACKETED.search(text) is not None and _SENTENCE_WORD.search(text) is None


def _judged_without_verb(text: str, start: int, *, has_address: bool) -> Attribution | None:
    """Judge "2014-10-17 11:28 GMT Ann <address>:", "* Ann <address> [2003-04-11 12:10]:" and what people made up."""
    dated = _is_dated(text)
    begins_by_date = _DATE_LEAD.match(text) is not None
    if has_address and dated and begins_by_date and (text.endswith(">:") or _BY_ADDRESS.search(text)):
        return Attribution(start, Strength.SURE)
    introduces = (has_address or dated) if text.endswith(_COLONS) else (has_address and begins_by_date)
    return Attribution(start, Strength.IF_A_QUOTE_FOLLOWS) if introduces else None


def _longer(found: Attribution | None, next_one: Attribution | None, text: str) -> Attribution | None:
    """Take a further line into the attribution only when the attribution then begins as attributions do."""
    if next_one is None:
        return found
    if found is None or (next_one.strength is Strength.SURE and found.strength is not Strength.SURE):
        return next_one
    return next_one if _LEAD.match(text) or _WEAK_LEAD.match(text) or _DATE_LEAD.match(text) else found
