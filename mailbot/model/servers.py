"""Servers: how one mail server is reached and logged in to; app makes it from the configuration, secrets resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Security = Literal["tls", "starttls", "none"]
Auth = Literal["password", "oauth2"]


@dataclass(frozen=True, slots=True)
class Server:
    """The connection settings of an IMAP or SMTP server; the password is never shown in a repr."""

    host: str
    port: int
    security: Security
    username: str
    password: str = field(default="", repr=False)
    ca_file: str = ""
    """A PEM file of the authorities to trust in place of the system's; empty means the system's."""
    auth: Auth = "password"
    max_per_minute: int | None = None
    """The provider's limit on submissions, over all connections; None means no limit."""
    connections: int = 1
