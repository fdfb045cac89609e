"""What gateways and mail services add to a person's words: warnings above them, disclaimers and footers below.

Must not touch a sentence that only mentions such things: a phrase counts at the start of a line, and a disclaimer only
when its paragraph uses several words of that trade. Source: what public bodies' gateways write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mailbot.inbound.lines import Line
from mailbot.inbound.phrases import starting

_DISCLAIMER_LINES: Final = 8
_DISCLAIMER_TERMS: Final = 2
_UNKNOWN_TERMS: Final = 4
_HEADING: Final = 40


_OUTSIDE = r"[^.?!]{0,60}\b(?:outside|external|internet|suspicious|not trusted|untrusted)"
_WARNING = r"(?:caution|warning|notice|attention|alert|be careful|important)\W{0,9}"
_BANNER = starting(
    rf"{_WARNING}(?:this|the following) (?:e-?mail|message|sender)\b{_OUTSIDE}",
    rf"{_WARNING}(?:external\b|do not (?:click|open)|e-?mail from outside|originated)",
    rf"{_WARNING}(?:it )?(?:came|comes|was sent) from (?:outside|an external)",
    r"external(?:\s+(?:e-?mail|sender|message|mail))?\s*(?:[:*\]-]|$)",
    r"(?:this|the) (?:e-?mail|message|sender)\b[^.?!]{0,30}\bfrom (?:someone )?(?:outside|an? external|the internet)",
    r"this (?:e-?mail|message) (?:is|was|has been) (?:an )?external",
    r"(?:please )?do not (?:click|open|follow)(?: on)?(?: any| the)? (?:links?|attachments?)(?: or| and| unless)",
    r"(?:please )?think before you click",
    r"(?:you|some people who received this message) don['’]?t often get e-?mail from",
    r"learn why this is important",
    r"this sender (?:might be impersonating|is not in your)",
)
_BANNER_GOES_ON = starting(
    r"\W{0,3}(?:please )?(?:do not (?:click|open|reply)|don['’]t click)",
    r"unless you",
    r"and know",
    r"never (?:click|open)",
)
_TAG = re.compile(
    r"\s*(?:\[(?:external|ext|external e-?mail|external sender|caution: external)\]|\*{2,}external\*{2,})[\s:-]*",
    re.IGNORECASE,
)

_DISCLAIMER = starting(
    r"(?:e-?mail |legal )?(?:disclaimer|confidentiality(?: notice)?|privacy notice)\W{0,3}(?:$|this|the|any)",
    r"(?:privileged and )?confidential\W{0,4}(?:$|this|the)",
    r"(?:this|the) (?:e-?mail|message|communication|transmission|information|contents?|electronic mail)\b",
    r"(?:any (?:views|opinions)|views or opinions|the views|any opinions)\b",
    r"if you (?:are not|have received|receive|were not|believe)\b",
    r"(?:internet )?(?:e-?mails?|communications?) (?:is|are|may be|should)\b",
    r"all (?:e-?mails?|communications?|messages)\b",
    r"[\w' ]{2,40} (?:may monitor|accepts? no|cannot accept|monitors)\b",
    r"(?:under|in accordance with) the (?:freedom of information|data protection)",
    r"for (?:information|details) (?:about|on|of) how we (?:use|process|handle)",
    r"[\w' ]{3,60} (?:is|are) committed to (?:protecting|keeping|ensuring)\b",
    r"(?:niniejsza|ta) (?:wiadomość|korespondencja)|treść tej wiadomości|acest (?:e-?mail|mesaj)|informațiile",
    r"(?:ce|le présent) (?:message|courriel|mail)|cet e-?mail|(?:diese|die) (?:e-?mail|nachricht|information)",
    r"este (?:mensaje|correo|e-?mail)|esta (?:mensagem|comunicación)|(?:questo|il presente) messaggio|le informazioni",
    r"dit (?:e-?mail)?bericht|deze e-?mail|(?:mae['’]r|y) (?:e-?bost|neges)",
)
_TERMS = re.compile(
    r"confidential|intended|recipient|addressee|privilege|in error|notify|delete|unauthori[sz]|disclos|copying|"
    r"distribut|liabilit|responsibilit|virus|malware|monitor|scanned|opinions|views|the sender|solely|prohibited|"
    r"legally|privacy|data protection|freedom of information|personal data|protectively marked|"
    r"poufn|adresat|załącznik|usun|confidențial|destinat|eroare|șterge|vertraulich|empfänger|irrtüm|löschen|"
    r"confidenci|erreur|supprim|eliminar|riservat|errore|cancellar|geadresseerde|vertrouwelijk|verwijder|"
    r"cyfrinachol|derbynn|dileu",
    re.IGNORECASE,
)
_TO_WHOM_IT_IS_SENT: Final = ("intended recipient", "named recipient", "intended only", "addressee", "in error")
_PICTURE = re.compile(
    r"\[(?:cid|image|attachment):[^\]]{1,200}\]|\[[^\]]{1,200} automatically generated\]|<image\d{3}\.\w{3,4}>|"
    r"\[(?:https?://[^\]\s]{1,300}|facebook|twitter|x|instagram|linkedin|youtube|(?:\w{1,20} )?logo)\]<https?://[^>\s]{1,300}>",
    re.IGNORECASE,
)
_ARMOUR_HEADER = re.compile(r"(?:Hash|Version|Comment|Charset|NotDashEscaped): ?\S")
_LIST_FOOTER = starting(
    r"groups\.io links:|you receive all messages sent to this group",
    r"__\._,_\.___",
    r"to unsubscribe from (?:this|the \S{1,40}) (?:group|list)\b",
    r"you(?:'re| are) receiv(?:ing|ed) this (?:e-?mail |message )?because|you received this message because",
)
_FOOTER = starting(
    r"click (?:here|<?https?://\S{1,300}) to report this (?:e-?mail|message) as spam",
    r"this (?:e-?mail|message) (?:was|has been) sent (?:securely (?:using|with|by)\b|to \S{1,64}@\S{1,100}$)",
    r"(?:please )?(?:consider|think of|think about) the environment",
    r"(?:p )?save (?:paper|a tree|trees)|(?:please )?think before (?:you print|printing)",
    r"this (?:e-?mail|message) (?:has been|was) (?:scanned|checked|swept)",
    r"this (?:e-?mail|message) was sent (?:using|with|via|by) (?:the )?[\w-]{2,20}[,.]? ",
    r"scanned by|(?:https?://\S{1,300}\s)?\W{0,2}virus[- ]free\b|no virus found",
    r"avg logo|avast logo",
    r"to unsubscribe(?: from)?\b",
    r"[\w.-]{1,40} mailing list(?:$| --)",
    r"this (?:e-?mail|message) (?:carries|contains|is subject to) (?:a|the|our) disclaimer",
    r"reply to this email directly(?: or|,)",
    r"to view this discussion (?:on|visit)",
)


def banner_lines(lines: Sequence[Line]) -> set[int]:
    """Find what a gateway put above or below a person's words, a wrapped warning to its end, and pictures' names."""
    found: set[int] = set()
    for i, line in enumerate(lines):
        if line.is_blank:
            continue
        if line.text[0] in "[<" and not _PICTURE.sub("", line.text).strip(" |"):
            found.add(i)
            continue
        goes_on = i - 1 in found and (line.text[0].islower() or _BANNER_GOES_ON.match(line.text))
        if goes_on or (_BANNER.match(line.text) and not _is_tagged_prose(line.text)):
            found.add(i)
    return found


def armour_lines(lines: Sequence[Line]) -> set[int]:
    """Find what signing put around a text (RFC 9580 section 7): its head, and the signature below it."""
    found: set[int] = set()
    inside = ""
    for i, line in enumerate(lines):
        if line.text.startswith("-----BEGIN PGP SIG"):
            inside = "head" if line.text.startswith("-----BEGIN PGP SIGNED") else "signature"
        elif not inside:
            continue
        elif inside == "head" and not _ARMOUR_HEADER.match(line.text):
            inside = ""
        if inside:
            found.add(i)
        if line.text.startswith("-----END PGP SIG"):
            inside = ""
    return found


def without_tag(text: str) -> str:
    """Take "[EXTERNAL]" off the front of a line that goes on with somebody's own words."""
    match = _TAG.match(text)
    return text[match.end() :] if match else text


def is_footer(text: str) -> bool:
    """Tell the line with which a service begins what it adds below people's mail."""
    return _FOOTER.match(text) is not None or is_list_footer(text)


def is_list_footer(text: str) -> bool:
    """Tell the line with which a list begins what it adds at the very end."""
    return _LIST_FOOTER.match(text) is not None


def disclaimer_starts_at(lines: Sequence[Line], i: int) -> bool:
    """Tell whether line `i` begins a disclaimer or a service's footer."""
    text = lines[i].text
    if is_footer(text):
        return True
    known = _DISCLAIMER.match(text) is not None
    if not known and i > 0 and not lines[i - 1].is_blank:
        return False
    paragraph = []
    for line in lines[i : i + _DISCLAIMER_LINES]:
        if line.is_blank and (len(text) > _HEADING or not known):
            break
        paragraph.append(line.text)
    words = " ".join(paragraph).lower()
    if not known and not any(phrase in words for phrase in _TO_WHOM_IT_IS_SENT):
        return False
    return len(set(_TERMS.findall(words))) >= (_DISCLAIMER_TERMS if known else _UNKNOWN_TERMS)


def _is_tagged_prose(text: str) -> bool:
    rest = without_tag(text)
    return rest != text and rest != "" and not _BANNER.match(rest)
