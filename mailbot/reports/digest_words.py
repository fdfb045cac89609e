"""Digest words: why a message is held and why mail of ours did not arrive, in words for the coordinator."""

from __future__ import annotations

from collections.abc import Mapping

HELD_REASONS: Mapping[str, str] = {
    "stranger": "Nobody on the roster has this address.",
    "unknown-address": "It belongs to a conversation in which nobody with its writer's address has a part.",
    "authentication-failed": "The address of its sender may be forged: your mail server's DMARC check failed.",
    "before-start": "It is older than the day from which the programme is live.",
    "conflict": "It answers several conversations at once.",
    "loop": "The same came again and again, as from a machine, so it was not passed on.",
    "shared-address": "Several people write from this address, and it does not say which of them did.",
    "no-officer": "Its writer is no point of contact any more, and answered an email of ours to one.",
    "first-line-unclear": "Its first line looks like an instruction, so it went to nobody.",
    "which-council": "Its writer serves several councils and has been asked which one it is about.",
    "unreadable": "It could not be read; the message is kept whole.",
    "failed": "It could not be dealt with; the message is kept whole.",
    "nobody-to-read-it": "The council has nobody on the roster to pass it on to.",
    "marked": "It bears a protective marking and its writer is not on the roster.",
    "absence-unconfirmed": "It says that somebody is away, from an address that is not on the roster.",
    "plr-change-unconfirmed": "It says that a PLR changes or has left, from an address that is not on the roster.",
    "former-plr": "Its writer is no longer the PLR; the officer has it, and no answer is expected by any day.",
    "from-coordinator": "You wrote it to the mailbox itself.",
}
"""Why a message is held, in words for the coordinator."""

FAILED_REASONS: Mapping[str, str] = {
    "refused": "the mail server refused it",
    "bounced": "it came back",
    "unrenderable": "it could not be written",
    "expired": "the mail server did not take it for five days",
    "too-large": "it was too large for their mail server; both sides were told",
    "no-address": "there is no address for them on the roster",
    "suppressed": "mail to this address comes back, so it was not sent",
}

NO_SUCH_ADDRESS = "5.1."
"""What enhanced status codes begin with that say that an address does not exist (RFC 3463 section 3.2)."""

REMEDIES: Mapping[str, str] = {
    "address": "Correct the address in the roster",
    "policy": "Ask your mail administrator why it is refused, or write to them yourself",
    "words": "Tell whoever looks after the templates",
}

WHAT: Mapping[str, str] = {
    "": "A message that was to be passed on",
    "introduction": "The introduction",
    "launch": "The launch letter",
    "introduction-to-officer": "The list of their councils",
    "introduction-notice": "The notice of an introduction",
    "acknowledgement": "The acknowledgement of a message",
}
