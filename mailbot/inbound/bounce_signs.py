"""The signs of a bounce that is no standard report: the names of mail systems, and how their reports are worded.

People speak of failed deliveries too, of leaflets as of mail; so none of it decides by itself (`kind` asks for a
second sign). Every pattern is linear. Source: what the programs write, in the languages that they write.
"""

from __future__ import annotations

import re

from mailbot.inbound.phrases import any_of
from mailbot.model.understanding import Address

OPENING = 3000
"""Characters at the beginning of the text that are looked at."""

_DAEMON = re.compile(
    r"(?:mailer[-_.]?daemon|mail[-_.]daemon|maildaemon|mail delivery (?:system|subsystem)|mmdf|uucp|"
    r"autoreply[-_]bounce|"
    r"microsoftexchange[0-9a-f]{32})(?:[+.-][^@]{0,64})?",
    re.IGNORECASE,
)
_POSTMASTER = re.compile(r"postmaster|mail-?admin|(?:double-)?bounces?", re.IGNORECASE)
_SYSTEM_NAME = re.compile(
    r"mailer[-_.]?daemon|postmaster|mail (?:delivery )?(?:(?:sub)?system|server|agent|service)", re.IGNORECASE
)
_MAIL_SYSTEM = re.compile(
    r"(?:system|mail|e-?mail)[ ._-]?administrator|mail (?:router|system)|internet mail (?:service|connector)|mdaemon|"
    r"mail[ ._-]?delivery[ ._-]?(?:system|subsystem|service)|ndr|imss|inetgw\d{0,3}|"
    r"[\w.-]{0,40}anti-?virus[\w.-]{0,40}|"
    r"[\w.-]{0,40}smtp[ ._-]?(?:mail[ ._-]?)?(?:service|gateway|server)[\w.-]{0,40}",
    re.IGNORECASE,
)
_PROGRAM_SENTENCE = re.compile(
    r"created automatically by mail delivery software|this is the (?:mail system|qmail-send program) at|"
    r"automatically generated delivery status notification|following address(?:es)? had (?:delivery|permanent)|"
    r"non-?delivery report|did not reach the following recipient",
    re.IGNORECASE,
)
_FIRST_WORDS = 300
_SUBJECT = re.compile(
    r"undeliver(?:ed|able)|non[- ]?remis|(?:mail )?delivery (?:status notification|failure|failed|problem|error|"
    r"report|delayed|incomplete)|"
    r"mail delivery (?:failed|failure|system|problem)|returned mail|failure notice|mail(?:system)? (?:error|failure)|"
    r"failed mail|delivery has failed|(?:mail )?could not be delivered|user unknown|mail delivery warning|"
    r"non-?delivery|unknown recipient|"
    r"(?:message|e-?mail|mail) (?:you sent |was |has been )?(?:blocked|rejected|refused|returned)|"
    r"unzustellbar|nicht zustellbar|message undeliverable|could not (?:be delivered|send)|rejected mail|"
    r"undelivered mail returned|delayed mail|warning: (?:could not send|message .{0,40}delayed)|nondeliverable|"
    r"no se pudo entregar|non remis|mancato recapito|niet (?:te bezorgen|bestelbaar)|nie dostarczono|message delayed|"
    r"mail non distribuible|permanent error|bounce|delivery notification|zustellung",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"this is the (?:qmail-send program|mail (?:system|delivery (?:system|agent))|postfix program|mail delivery)|"
    r"(?:was|were|are) unable to deliver|(?:could|can) ?not be (?:delivered|reached|sent)|(?:couldn't|"
    r"wasn't) (?:be )?delivered|"
    r"following (?:address(?:es)?|recipients?|message)(?:\(s\)|\(es\))? (?:had|has|have|failed|could|cannot|was|"
    r"were|did)|"
    r"delivery to the following (?:recipients?|address)|permanent (?:fatal )?(?:delivery )?errors?|"
    r"undeliverable|message (?:could not|was not|cannot|has not(?: yet)?|wasn't|"
    r"couldn't) (?:be(?:en)? )?(?:delivered|sent)|"
    r"has not yet been delivered|delivery (?:has )?failed|user unknown|unknown user\b|recipient address rejected|"
    r"user not listed in|failure reasons|"
    r"no such user|there is no user by that name|mailbox unavailable|"
    r"mail delivery fail|problem(?:s)? (?:delivering|occurred while delivering)|konnte nicht (?:zugestellt|"
    r"übermittelt)|"
    r"your message did not reach|did not reach the following recipient|address couldn't be found|"
    r"returned to (?:you|sender)|"
    r"did not (?:get|go) through|mailbox (?:is )?full|over quota|delivery (?:is )?delayed|"
    r"n'a pas pu [êe]tre|no se ha podido entregar|no pudo ser entregado",
    re.IGNORECASE,
)
_CODE_FIRST = re.compile(r"^[ \t]{0,8}[45]\d\d[ -][45]\.\d\.\d", re.MULTILINE)
_ANSWER_OR_FORWARD = re.compile(r"(?:re|fw|fwd|aw|wg|tr|odp|pd|r|i)[ ]?:", re.IGNORECASE)

# An address at which mail failed, in the sentence that says so; a signature's address stands in none.
_ADDRESS = r"[^\s@<>()\[\],;:\"'=]{1,128}@[A-Za-z0-9.-]{3,253}"
_NOT_DELIVERED = any_of(
    r"(?:could|can|was|were) ?(?:not|n't) (?:be )?(?:able to )?(?:deliver|sen[dt])\w{0,4}",
    r"(?:unable|failed) to (?:deliver|send)",
    r"(?:undeliverable|delivery|mail failed) to",
    r"n'a pas pu [êe]tre (?:d[ée]livr[ée]|remis|distribu[ée])e?",
    r"nicht zugestellt werden",
    r"no (?:pudo|ha podido) ser entregado",
)
_BAD_ADDRESS = any_of(
    r"no such (?:user|recipient|address)",
    r"(?:user|recipient|address|mailbox)(?: is)? (?:unknown|not found|unavailable|full)",
    r"unknown (?:user|recipient)",
    r"not a valid (?:user|recipient|mailbox|address)",
    r"(?:does not|doesn't) exist",
    r"over quota",
    r"55[0-4][ -]",
    r"(?:could not|couldn't|cannot) be delivered",
    r"(?:was|has been) (?:blocked|rejected|refused|returned|quarantined)",
    r"(?:has )?(?:bounced|failed)",
    r"nicht zugestellt",
)
_NAMED_FAILURE = re.compile(
    any_of(
        rf"\brcpt to:[ ]?<{_ADDRESS}>",
        rf"\b(?:failed|bad|unknown|rejected) (?:recipient|address|user)(?:\(?e?s\)?)?[ ]?:\s{{0,10}}<?{_ADDRESS}",
        rf"{_NOT_DELIVERED}[^.?@]{{0,160}}[\s<]{_ADDRESS}",
        rf"[\s<]{_ADDRESS}>?[^\w?@]{{1,5}}[^\n?@]{{0,60}}{_BAD_ADDRESS}",
    ),
    re.IGNORECASE,
)
_OF_YOUR_MAIL = re.compile(
    r"\b(?:your (?:e-?mail|mail|message)|deliver (?:the |your |this )?message|recipients?\b|rcpt to|"
    r"(?:die|ihre) nachricht)",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|i'll|me|my|mine)\b|['\"“‘](?:your|you|this) ", re.IGNORECASE)
"""Or somebody who is quoted: programs do not tell of what others say."""
_PROGRAMS_OF_THEMSELVES = re.compile(r"i'm (?:sorry to have to inform|afraid i wasn't able)|i've given up", re.I)


def is_daemon(sender: Address) -> bool:
    """Tell whether only a mail system sends from there."""
    local_part = sender.address.rpartition("@")[0].strip('"')
    return _DAEMON.fullmatch(local_part) is not None or (
        _DAEMON.fullmatch(sender.name) is not None and is_postmaster(sender)
    )


def is_mail_system(sender: Address) -> bool:
    """Tell whether name or address are those of a mail system, as a person's may be too."""
    local_part = sender.address.rpartition("@")[0].strip('"')
    return any(_MAIL_SYSTEM.fullmatch(name) for name in (sender.name, local_part))


def is_postmaster(sender: Address) -> bool:
    """Tell whether it is the address of those who run a mail system, from which the system writes as well."""
    return _POSTMASTER.fullmatch(sender.address.rpartition("@")[0]) is not None


def names_a_system(written_from: str) -> bool:
    """Tell whether a From without an address that can be used names a mail system, or nobody (RFC 3464 section 2)."""
    return not written_from or "<>" in written_from or _SYSTEM_NAME.search(written_from[:200]) is not None


def is_bounce_subject(subject: str) -> bool:
    """Tell whether the subject has a phrase of bounces, and is no answer to one."""
    return _ANSWER_OR_FORWARD.match(subject) is None and _SUBJECT.search(subject) is not None


def opens_as_bounce(text: str) -> bool:
    """Tell whether the opening has a phrase of bounces."""
    opening = _plain(text)
    return _TEXT.search(_unwrapped(opening)) is not None or _CODE_FIRST.search(opening) is not None


def has_a_programs_sentence(text: str) -> bool:
    """Tell whether the first words are those by which mail programs introduce a report."""
    return _PROGRAM_SENTENCE.search(_unwrapped(text[:_FIRST_WORDS])) is not None


def names_a_failed_address(text: str) -> bool:
    """Tell whether a sentence of the opening names an address at which mail failed."""
    opening = _plain(text)
    paragraphs = (_unwrapped(paragraph) for paragraph in opening.split("\n\n"))
    return _NAMED_FAILURE.search(f" {opening}") is not None or any(
        _NAMED_FAILURE.search(f" {paragraph}") for paragraph in paragraphs
    )


def speaks_of_your_mail(text: str) -> bool:
    """Tell whether the opening is about a message of the reader's, and not about parcels or the writer's own mail."""
    return _OF_YOUR_MAIL.search(_unwrapped(_plain(text))) is not None


def is_impersonal(text: str) -> bool:
    """Tell whether nobody speaks of themselves in the opening, and nothing is asked."""
    opening = _PROGRAMS_OF_THEMSELVES.sub("", _plain(text)[: OPENING // 3])
    return "?" not in opening and _FIRST_PERSON.search(opening) is None


def _plain(text: str) -> str:
    return text[:OPENING].replace("\r", "").replace("’", "'")


def _unwrapped(text: str) -> str:
    """Put it into one line, for programs wrap their sentences anywhere."""
    return " ".join(text.split())
