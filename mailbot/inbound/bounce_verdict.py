"""Whether an address is dead, by what a report says of it. Must not look for addresses (`bounce`). Source: RFC 3463.

A dead address is never written to again, so what is unsure counts as alive.
"""

from __future__ import annotations

import re

_UNKNOWN_USER = re.compile(
    r"user unknown|unknown user|no such (?:user|recipient|mailbox|address|person)|does(?: not|n't) exist|"
    r"mailbox (?:not found|unavailable|does not)|recipient (?:not found|unknown|address rejected: access denied)|"
    r"unknown (?:or illegal alias|recipient|address|local)|invalid (?:recipient|mailbox|address)|"
    r"address (?:not found|unknown|rejected|couldn't be found)|no mailbox here|unrouteable address|unroutable|"
    r"host (?:or domain name )?not found|domain (?:not found|does not exist)|account (?:has been |is )?disabled|"
    r"not a valid (?:mailbox|recipient)|doesn't have an? \S{1,40} account|wasn't found at|couldn't be found|"
    r"recipientnotfound|nonexistent|no longer (?:with|in use|valid|works)|no user here|not listed in",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"over ?quota|quota (?:exceeded|reached)|exceed\w{0,4} (?:\w{1,12} ){0,3}quota|mailbox (?:is )?full|out of storage|"
    r"insufficient (?:disk|storage|system storage)|mailbox (?:size )?limit|(?:inbox|account) is full|storage limit|"
    r"too many messages",
    re.IGNORECASE,
)
_TOO_LARGE = re.compile(
    r"(?:message|mail|file|attachment)s?(?: is)? too (?:large|big|long)|(?:message|mail|maximum|max) size",
    re.IGNORECASE,
)
# Postfix says which command was answered; only the answer to the recipient's own is about the recipient.
_NOT_OF_THE_RECIPIENT = re.compile(r"in reply to (?:end of data|data|mail from|e?helo|initial)\b", re.IGNORECASE)
_POLICY = re.compile(
    r"\bspam\w{0,12}\b(?![\w.+-]{0,40}@)|unsolicited|white-?list|not allowed to send|requires? confirmation|"
    r"\bfilter(?:ed|s)?\b|blocked|blacklist|block ?list|spamhaus|polic(?:y|ies)|reputation|dmarc|\bspf\b|"
    r"virus|content rejected|not authori[sz]ed|access denied|too large|size limit|message size|too many hops|"
    r"\bloops?\b|relaying|relay access|unable to relay|administrative(?:ly)? prohibit",
    re.IGNORECASE,
)
_UNREACHED = re.compile(
    r"timed? ?out|timeout|connection (?:refused|reset|lost)|(?:tried|trying|retry|retries|expired)\b|"
    r"after \d{1,3} (?:days|hours)",
    re.IGNORECASE,
)


def is_permanent(action: str, status: str, diagnosis: str = "") -> bool:
    """Tell whether an address is dead, rather than full, delayed, or refused for what was sent (RFC 3463).

    What the server said in words decides where the status says little (5.0.0, 5.3.0, 5.4.1, 5.5.0 …).
    """
    if action.lower() in ("delayed", "delivered", "relayed", "expanded") or not status.startswith("5"):
        return False
    diagnosis = _unwrapped(diagnosis)
    subject_detail = status[2:]
    if subject_detail == "2.2" or _FULL.search(diagnosis) or _TOO_LARGE.search(diagnosis):
        return False
    if subject_detail in ("1.7", "1.8") or subject_detail.startswith(("7.", "6.")):
        # 5.1.7 and 5.1.8 speak of the sender, 5.6 and 5.7 of the content and of policy; none of the address.
        return False
    if subject_detail.startswith("1.") or subject_detail in ("2.1", "4.4", "4.310"):
        return True
    if _UNKNOWN_USER.search(diagnosis):
        return True
    others = (_POLICY, _UNREACHED, _NOT_OF_THE_RECIPIENT)
    return subject_detail == "0.0" and not any(other.search(diagnosis) for other in others)


def speaks_of_the_mailbox(text: str) -> bool:
    """Tell whether the words are about the mailbox: that there is none, or that it is full."""
    text = _unwrapped(text)
    return _UNKNOWN_USER.search(text) is not None or _FULL.search(text) is not None


def _unwrapped(text: str) -> str:
    return " ".join(text.split())
