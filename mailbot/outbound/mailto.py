"""Actions as links that write an email (RFC 6068; design, Mail conventions)."""

from __future__ import annotations

from urllib.parse import quote


def mailto(address: str, subject: str = "", body: str = "") -> str:
    """Make the link that opens a new email to `address`, filled in and ready to be sent.

    Spaces become %20 and line breaks %0D%0A (RFC 6068 section 5); the plus of a token becomes %2B, because some
    programs read a bare one as a space.
    """
    lines = "\r\n".join(body.splitlines())
    fields = [f"{name}={quote(value, safe='')}" for name, value in (("subject", subject), ("body", lines)) if value]
    return f"mailto:{quote(address, safe='@')}" + ("?" + "&".join(fields) if fields else "")
