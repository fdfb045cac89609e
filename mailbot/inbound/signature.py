"""Signatures: the delimiter, the line a device adds, and the contact block below a closing.

The closing and the name are words to the reader and stay ("Kind regards / Pat"); what follows them to say who and where
the writer is belongs to the signature. When unsure the words stay. Source: RFC 3676 section 4.3; what clients write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mailbot.inbound.banner import disclaimer_starts_at
from mailbot.inbound.lines import Line, Mark

_MAX_BELOW_DASHES: Final = 15
_MAX_CONTACT_LINE: Final = 110

_DEVICES = (
    r"(?:i ?phone|i ?pad|i ?pod|android|samsung|galaxy|huawei|honor|nokia|google pixel|pixel|oneplus|xiaomi|"
    r"motorola|moto|xperia|"
    r"sony|htc|lg|blackberry|windows|mobile|smart ?phone|phone|tablet|handheld|wireless|apple watch|mac|three|"
    r"ee|o2|vodafone|"
    r"work (?:phone|mobile)|personal|device|outlook|mail|yahoo|aol|proton|gmail|sky|bt|mailbox|tutanota|"
    r"fairphone|kindle|fire|"
    r"surface|chromebook|laptop|spark|hey|workspace)"
)
_DEVICE_LINE = re.compile(
    r"[\s*_>-]{0,6}(?:"
    rf"(?:sent|posted|typed|written) (?:from|via|using|with|by|on)(?: (?:my|the|a|an|yahoo|samsung|your|new|"
    rf"their|all-new|free))*"
    rf" ?(?:\S{{1,20}} )?{_DEVICES}\b|"
    r"get (?:outlook|bluemail|typeapp|nine|mailbird|spark) for \w+|"
    r"(?:von|vom) mein\w+ (?:\S{1,20} ){1,4}gesendet|gesendet (?:von|mit|aus)\b|"
    r"diese nachricht wurde von meinem|"
    r"envoyé (?:de|depuis|à partir de|d['’])\s?|enviado (?:desde|do|de|a partir)\b|inviato da\b|"
    r"verstuurd vanaf\b|verzonden vanaf\b|"
    r"wysłan[eo] (?:z|za|przy)\b|trimis (?:de pe|din|cu)\b|anfonwyd (?:o|gan)['’ ]|skickat från\b|sendt fra\b|"
    r"obtenez outlook|outlook für (?:ios|android)|holen sie sich outlook|download outlook|pobierz outlook|"
    r"obține outlook|"
    r"obtener outlook|obter o outlook|scarica outlook"
    r")",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:with |my |our )?(?:many |kind |kindest |best |warm |warmest |very best |every good |good |all |"
    r"all the |kind and best )*"
    r"(?:thanks|thank you|thankyou|regards|wishes|the best|best|sincerely|faithfully|cheers|rgds|br|kr|ta|tia|"
    r"yours|respectfully|love|"
    r"cofion|diolch|pozdrawiam|salutări)"
    r"(?: (?:again|very much|so much|in advance|for (?:your|all your|the) \w+|and (?:kind |best |"
    r"kindest )?(?:regards|wishes)|"
    r"sincerely|faithfully|truly|ever|cynnes|gorau|yn fawr|as always|to all|both|all))*"
    r"|yours (?:sincerely|faithfully|truly|ever|aye)|cofion cynnes|dymuniadau gorau|sent on behalf of)"
    r"\s*[,.!:-]{0,3}\s*",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’()-]*(?:,? [\w.'’()&/-]+){0,4}[.,!]?")
_CONTACT = re.compile(
    r"(?:\b(?:tel|telephone|phone|mob|mobile|ddi|direct|ext|extension|fax|office|email|e-mail|web|website|"
    r"twitter|facebook|x)\b\s*[.:]|"
    r"[\w.+'-]+@[\w-]+\.\w|\bwww\.|https?://|\(?\+?\b0?[\d() ]{9,15}\d\b|\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b|"
    r"[tme][:.] |@\w{3,})",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(?:clerk|council|councillor|cllr|pcso|police|officer|chair(?:man|woman|person)?|vice|constable|sergeant|"
    r"inspector|"
    r"superintendent|npt|snt|sgt|insp|p[cs] ?\d{2,5}|dc ?\d{2,5}|team|neighbourhood|parish|liaison|representative|plr|manager|coordinator|co-ordinator|"
    r"secretary|treasurer|ward|"
    r"department|directorate|station|headquarters|hq|nhw|watch|warden|deputy|rfo|administrator|assistant|"
    r"director|ltd|limited|"
    r"cilcac?|pronouns|she/her|he/him|they/them|working (?:days|hours|pattern)|office hours|shift)\b",
    re.IGNORECASE,
)
_OFFICE_HOURS = re.compile(
    r"\W{0,4}(?:please note|i (?:normally |usually )?(?:work|am in the office)|my (?:working|normal|usual) |"
    r"(?:normal )?(?:office|opening|working) (?:hours|days)|(?:follow|find|visit|like) us\b|in an emergency|"
    r"(?:always |please )?(?:call|dial|ring) (?:101|999)|(?:to )?report (?:a |non|crime|it))",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:[-*•·–]|\(?\w{1,2}[.)])\s")
_POSTSCRIPT = re.compile(r"p\.? ?(?:p\.? ?)?s\b", re.IGNORECASE)


def signature_lines(lines: Sequence[Line]) -> set[int]:
    """Find which of one stretch of new lines are signature."""
    found = {i for i, line in enumerate(lines) if is_device_line(line.text)}
    body_end = _delimiter(lines)
    found.update(range(body_end, len(lines)))
    disclaimed = next((i for i in range(body_end) if _starts_disclaimer(lines, i)), body_end)
    while 0 < disclaimed < body_end and _is_rule(lines[disclaimed - 1].text):
        disclaimed -= 1
    found.update(range(disclaimed, body_end))
    body_end = disclaimed
    found.update(_marked(lines, body_end))
    found.update(_below_closing(lines, body_end, found))
    return found


def is_device_line(text: str) -> bool:
    """Tell "Sent from my iPhone" and its like."""
    return len(text) <= _MAX_CONTACT_LINE and not text.endswith("?") and _DEVICE_LINE.match(text) is not None


def _delimiter(lines: Sequence[Line]) -> int:
    """Find "-- " (RFC 3676 section 4.3); without its space, only above a few lines that look like contacts."""
    below: list[str] = []
    for i in range(len(lines) - 1, -1, -1):
        text = lines[i].text
        if (
            below
            and _is_dashes(text)
            and _is_contact_part(below, sure=text == "--" and lines[i].written.endswith("-- "))
        ):
            return i
        if text:
            below.append(text)
        if len(below) > _MAX_BELOW_DASHES:
            break
    return len(lines)


def _is_dashes(text: str) -> bool:
    return text in {"--", "---", "—"} or (text.startswith("__") and not text.strip("_"))


def _is_contact_part(below: Sequence[str], *, sure: bool) -> bool:
    if sure:
        return True
    if any(map(_is_prose, below)) or any(map(_ITEM.match, below)):
        return False
    return any(map(_is_evidence, below))


def _starts_disclaimer(lines: Sequence[Line], i: int) -> bool:
    """Tell a disclaimer below somebody's words; one above them would take them with it."""
    if lines[i].is_blank or not disclaimer_starts_at(lines, i):
        return False
    above = next((line.text for line in reversed(lines[:i]) if line.text), "")
    return above != "" and (lines[i - 1].is_blank or _is_rule(above) or _is_evidence(above))


def _is_rule(text: str) -> bool:
    return not text.strip("_-*=~ ")


def _marked(lines: Sequence[Line], end: int) -> set[int]:
    """Find what the client itself marked; a closing and the name below it at its top stay."""
    marked = [i for i in range(end) if lines[i].mark is Mark.SIGNATURE]
    words = [i for i in marked if lines[i].text]
    if words and _CLOSING.fullmatch(lines[words[0]].text):
        keep = 2 if len(words) > 1 and _is_name(lines[words[1]].text) else 1
        marked = [i for i in marked if i > words[keep - 1]]
    return set(marked)


def _below_closing(lines: Sequence[Line], end: int, taken: set[int]) -> set[int]:
    """Find the contact block below the last closing and name, or at the end where nobody closes."""
    words = [i for i in range(end) if lines[i].text and i not in taken]
    for at in range(len(words) - 1, -1, -1):
        name_at = _name_at(lines, words, at)
        if name_at is not None:
            return _contact_block(lines, words[name_at + 1 :])
    return _block_without_closing(lines, words)


def _name_at(lines: Sequence[Line], words: Sequence[int], at: int) -> int | None:
    """Find where the name below or behind the closing at `at` stands; None where that is no closing."""
    text = lines[words[at]].text
    closing = _CLOSING.match(text) if len(text) < 70 else None
    if closing is None:
        return None
    rest = text[closing.end() :]
    if rest:
        return at if text[closing.end() - 1] in ", .-!" and _is_name(rest) else None
    if at + 1 < len(words) and words[at + 1] - words[at] <= 2 and _is_name(lines[words[at + 1]].text):
        return at + 1
    return None


def _contact_block(lines: Sequence[Line], words: Sequence[int]) -> set[int]:
    """Take paragraphs as long as they say who and where somebody is; a paragraph of prose ends it."""
    found: set[int] = set()
    waiting: set[int] = set()
    for paragraph in _paragraphs(words):
        texts = [lines[i].text for i in paragraph]
        if found and _OFFICE_HOURS.match(texts[0]):
            found |= waiting | set(paragraph)
            continue
        if any(map(_is_prose, texts)) or any(map(_ITEM.match, texts)) or _POSTSCRIPT.match(texts[0]):
            break
        waiting.update(paragraph)
        if any(map(_is_evidence, texts)):
            found |= waiting
            waiting = set()
        elif len(texts) > 2:
            break
    return found


def _block_without_closing(lines: Sequence[Line], words: Sequence[int]) -> set[int]:
    paragraphs = _paragraphs(words)
    if len(paragraphs) < 2:
        return set()
    last = paragraphs[-1]
    texts = [lines[i].text for i in last]
    above = lines[paragraphs[-2][-1]].text
    is_block = (
        len(texts) >= (2 if len(paragraphs[-2]) == 1 and _is_name(above) else 3)
        and not above.endswith(":")
        and _is_name(texts[0])
        and any(_POST.search(text) for text in texts)
        and (any(_CONTACT.search(text) for text in texts) or all(map(_is_evidence, texts[1:])))
        and not any(_is_prose(text) or _ITEM.match(text) for text in texts)
    )
    return set(last) if is_block else set()


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
    text = text.strip("*_ ")
    if len(text) > 60 or not _NAME.fullmatch(text) or text.endswith("?"):
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
    return lower * 2 > len(words) and not _CONTACT.match(text)


def _is_evidence(text: str) -> bool:
    return bool(_CONTACT.search(text) or _POST.search(text))
