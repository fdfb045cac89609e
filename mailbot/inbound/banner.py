"""What gateways and mail services add to a person's words: warnings above them, disclaimers and footers below.

Must not touch a sentence that only mentions such things: a phrase counts at the start of a line, and in the words that
gateways use. Source: the warnings and disclaimers that public bodies' gateways write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailbot.inbound.lines import Line

_DECORATION = r"[\s*_\[\]<>!⚠️|#-]{0,12}"
_BANNER = re.compile(
    rf"{_DECORATION}(?:"
    r"(?:caution|warning|notice|attention|alert|security notice|be careful|important)\W{0,6}(?:-- ?)?(?:"
    r"(?:this|the following) (?:e-?mail|message|sender)|external|do not click|do not open|e-?mail from outside|"
    r"originated|(?:it )?(?:came|comes|was sent) from (?:outside|an external))|"
    r"external(?:\s+(?:e-?mail|sender|message|mail))?\s*(?:[:*\]-]|$)|"
    r"(?:this|the) (?:e-?mail|message|sender)(?: has| is|'s)? ?(?:originate[sd]?|came|comes|was (?:sent|"
    r"received)|is|been sent|sent) "
    r"(?:in )?from (?:outside|an? external|the internet|someone outside)|"
    r"this (?:e-?mail|message) (?:is|was|has been) (?:an )?external|"
    r"(?:please )?do not (?:click|open|follow)(?: on)?(?: any| the)? (?:links?|attachments?)(?: or| and| unless)|"
    r"(?:please )?think before you click|"
    r"you don['’]?t often get e-?mail from|some people who received this message don['’]?t often get|"
    r"learn why this is important|"
    r"this sender (?:is from outside|might be impersonating|is not in your)"
    r")",
    re.IGNORECASE,
)
_BANNER_TAG = re.compile(
    r"\s*(?:\[(?:external|ext|external e-?mail|external sender|caution: external)\]|\*{2,}external\*{2,})[\s:-]*",
    re.IGNORECASE,
)
_BANNER_GOES_ON = re.compile(
    r"\W*(?:please )?(?:do not|don['’]t|unless|and know|never|if you|report|links|attachments|be cautious)", re.I
)

_DISCLAIMER = re.compile(
    rf"{_DECORATION}(?:"
    r"(?:(?:e-?mail |legal )?(?:disclaimer|confidentiality|privileged and confidential|"
    r"confidential(?:ity)? notice|privacy notice|"
    r"security (?:statement|classification)))\W{0,4}(?:notice|statement)?\W{0,3}(?:$|this|the|any|unless)|"
    r"(?:this|the) (?:e-?mail|message|communication|transmission|information|contents?|"
    r"electronic mail)\b[^.?!]{0,90}\b"
    r"(?:confidential|intended (?:only|solely|for)|privileged|addressee|protectively marked|solely for|"
    r"may be (?:monitored|recorded|disclosed)|legally|virus)|"
    r"(?:information|any (?:views|opinions)|views or opinions|the views|any opinions)[^.?!]{0,60}\b"
    r"(?:contained in|expressed|presented|in this (?:e-?mail|message))|"
    r"if you (?:are not|have received|receive|were not|believe you)[^.?!]{0,60}\b(?:recipient|in error|"
    r"by mistake|not intended)|"
    r"(?:please )?(?:consider|think of|think about) the environment|save paper|"
    r"(?:this (?:e-?mail|message) (?:has been|was) (?:scanned|checked|swept)|scanned by|virus[- ]free|"
    r"no virus found)|"
    r"(?:internet )?(?:e-?mail|communications?) (?:is|are|may be|should) (?:not (?:be )?(?:a )?(?:100% )?secure|"
    r"monitored)|"
    r"all (?:e-?mail|communications?|messages|emails)[^.?!]{0,60}\b(?:monitor|record|freedom of information|log)|"
    r"(?:under|in accordance with) the (?:freedom of information|data protection)|"
    r"(?:we|the council|the force)[^.?!]{0,30}(?:cannot )?accepts? no (?:liability|responsibility)|"
    r"(?:for (?:information|details) (?:about|on|of) how we (?:use|process|handle)|(?:our|"
    r"the) privacy (?:notice|policy) (?:is|can|explains))"
    r")",
    re.IGNORECASE,
)
_LIST_FOOTER = re.compile(
    r"you(?:'re| are) receiv(?:ing|ed) this (?:e-?mail |message )?because|you received this message because|"
    r"to unsubscribe(?: from)?(?: this| these)?\b|[\w -]{1,40} mailing list$|"
    r"reply to this email directly(?: or|,)|to view this discussion (?:on|visit)",
    re.IGNORECASE,
)


def banner_lines(lines: Sequence[Line]) -> set[int]:
    """Find the lines that a gateway put above or below a person's words; a wrapped warning to its end."""
    found: set[int] = set()
    goes_on = False
    for i, line in enumerate(lines):
        if line.is_blank:
            goes_on = False
        elif (_BANNER.match(line.text) and not _is_tagged_prose(line.text)) or (
            goes_on and (line.text[0].islower() or _BANNER_GOES_ON.match(line.text))
        ):
            found.add(i)
            goes_on = True
        else:
            goes_on = False
    return found


def without_tag(text: str) -> str:
    """Take "[EXTERNAL]" off the front of a line that goes on with somebody's own words."""
    match = _BANNER_TAG.match(text)
    return text[match.end() :] if match else text


def is_disclaimer(text: str) -> bool:
    """Tell the first line of a disclaimer or of a service's footer."""
    return bool(_DISCLAIMER.match(text) or _LIST_FOOTER.match(text))


def _is_tagged_prose(text: str) -> bool:
    rest = without_tag(text)
    return rest is not text and rest.strip() != "" and not _BANNER.match(rest)
