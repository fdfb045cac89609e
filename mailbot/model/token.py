"""Signed reply tokens: who was written to, in which thread (design, Mail conventions; law 7: no identity).

A token is an HMAC-SHA-256 over thread and person, cut to 80 bits, in lower-case base32: 16 characters that survive a
local part. It carries nothing itself; it is looked up among the tokens of the threads that exist.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

TOKEN_LENGTH = 16
_MISREAD = str.maketrans({"0": "o", "1": "l", "8": "b"})


def reply_token(secret: bytes, thread: str, person: str) -> str:
    """Sign one person's way back into one thread."""
    digest = hmac.new(secret, f"{thread}\0{person}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:10]).decode("ascii").lower()


def normalised_token(written: str) -> str:
    """Undo what people and relays do to a token: its case, and misread characters that base32 does not have."""
    return written.strip().lower().translate(_MISREAD)


def subject_tag(thread: str) -> str:
    """Give the short mark of a thread that stands in subjects: five characters; not unique for ever, and no secret."""
    digest = hashlib.sha256(thread.encode()).digest()
    return base64.b32encode(digest[:5]).decode("ascii").lower()[:5]
