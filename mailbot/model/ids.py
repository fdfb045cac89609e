"""Opaque ids: they say nothing of the people and words they stand for (design, Words)."""

from __future__ import annotations

import base64
import hashlib
import secrets

COORDINATOR = "coordinator"
"""The person id of the coordinator, who is named in config.toml and not on the roster."""

DEPUTY = "deputy"
"""The person id of the coordinator's deputy."""

ANSWERS_TO = "answers_to"
"""The person id of whom the coordinator answers to."""

COORDINATION = (COORDINATOR, DEPUTY, ANSWERS_TO)
"""Whoever is told, one after the other, when nothing is done."""


def made_id(prefix: str, *parts: str) -> str:
    """Make the id of what is identified by `parts`: the same parts always give the same id.

    `prefix` is one letter that says what kind of thing it is; 80 bits of SHA-256 in lower-case base32 follow.
    """
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).digest()
    return prefix + _base32(digest[:10])


def minted_id(prefix: str) -> str:
    """Mint an id for a person, council or liaison that is new: random, 80 bits."""
    return prefix + _base32(secrets.token_bytes(10))


def _base32(octets: bytes) -> str:
    return base64.b32encode(octets).decode("ascii").rstrip("=").lower()
