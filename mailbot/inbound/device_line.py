"""The line that a device or a mail program adds: "Sent from my iPhone", and what people put in its place.

Must not take a sentence that only begins so ("Sent from my sister's house? No idea."). Source: what the clients write.
"""

from __future__ import annotations

import re
from typing import Final

from mailbot.inbound.phrases import one_of_words, starting

_MAX_DEVICE_LINE: Final = 110
_MAX_DEVICE_WORDS: Final = 9

_DEVICE = one_of_words(
    """iphone, ipad, ipod, i phone, i pad, android, samsung, galaxy, huawei, honor, nokia, google pixel, pixel,
    oneplus, xiaomi, motorola, moto, xperia, sony, htc, lg, fairphone, blackberry, windows, mobile, smartphone,
    smart phone, phone, tablet, handheld, wireless, apple watch, mac, three, ee, o2, vodafone, work phone, work
    mobile, personal, device, surface, chromebook, laptop, kindle, fire, outlook, mail, yahoo, aol, proton,
    gmail, sky, bt, mailbox, tutanota, spark, hey, workspace,
    mailbird, airmail, k-9, fairemail, edison, boxer, mymail, canary, thunderbird, zoho, roundcube, webmail"""
)
_DEVICE_LINE = starting(
    r"(?:sent|typed) (?:from|via|using|with|on)(?: (?:my|the|an?|your|all|new|free))*"
    rf" ?(?:\S{{1,20}} )?{_DEVICE}\b",
    r"get (?:outlook|bluemail|typeapp|nine|mailbird|spark) for \w+",
    r"(?:von|vom) mein\w+ (?:\S{1,20} ){1,4}gesendet|gesendet (?:von|mit|aus)\b|diese nachricht wurde von meinem",
    r"envoyé (?:de|depuis|à partir de|d['’])\s?|obtenez outlook",
    r"enviado (?:desde|do|de|a partir)\b|obtener outlook|obter o outlook",
    r"inviato da\b|scarica outlook",
    r"(?:verstuurd|verzonden) vanaf\b|download outlook",
    r"wysłan[eo] (?:z|za|przy)\b|pobierz outlook",
    r"trimis (?:de pe|din|cu)\b|obține outlook",
    r"anfonwyd (?:o|gan)['’ ]",
    r"skickat från\b|sendt fra\b",
    r"outlook für (?:ios|android)|holen sie sich outlook",
)
_PROGRAM_LINE = re.compile(
    r"sent (?:via|with|using) \[?[A-Z]\w+(?: \w+)?\]?\W*(?:\(?<?https?://\S{1,200})?$", re.IGNORECASE
)


def is_device_line(text: str) -> bool:
    """Tell "Sent from my iPhone" and its like."""
    return len(text) <= _MAX_DEVICE_LINE and not text.endswith("?") and _DEVICE_LINE.match(text) is not None


def is_own_device_line(text: str) -> bool:
    """Tell, of a last line that stands alone, the joke in the place of "Sent from my iPhone", or a lesser program."""
    if text.endswith(("?", "!", ".")):
        return False
    begins = text.lower().startswith(("sent from my ", "sent from a "))
    return (begins and len(text.split()) <= _MAX_DEVICE_WORDS) or _PROGRAM_LINE.match(text) is not None
