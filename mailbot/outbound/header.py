"""Header fields as octets: whatever a value holds, it cannot begin another field (RFC 5322, RFC 2047)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from email.header import Header

from mailbot.errors import AddressUnusable
from mailbot.outbound.line import one_line

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDR_SPEC = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")
_MESSAGE_ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,900}")
_LONGEST_NAME = 100
_LONGEST_WORD = 60
_LINE = 76


def addr_spec(address: str) -> str:
    """Give the address as it can stand in a header and an SMTP command; raises AddressUnusable."""
    local, _, domain = address.strip().rpartition("@")
    try:
        usable = f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise AddressUnusable(f"{address!r} is no address that mail can be sent to: {error}") from error
    if len(local) > 64 or len(usable) > 254 or not _ADDR_SPEC.fullmatch(usable):
        raise AddressUnusable(f"{address!r} is no address that mail can be sent to: correct it in the roster")
    return usable


def mailbox(name: str, address: str) -> str:
    """Write a display name and its address (RFC 5322 section 3.4); raises AddressUnusable."""
    name = one_line(name)[:_LONGEST_NAME].strip()
    if not name:
        return addr_spec(address)
    phrase = _encoded(name) if _needs_encoding(name) else _quoted(name)
    return f"{phrase} <{addr_spec(address)}>"


def address_field(name: str, mailboxes: Iterable[str]) -> bytes:
    """Write a field of addresses, one a line; without any there is no field."""
    return _field(name, ",\r\n ".join(mailboxes))


def text_field(name: str, text: str) -> bytes:
    """Write an unstructured field (RFC 5322 section 3.6.5), folded, and encoded where ASCII does not do."""
    line = one_line(text)
    return _field(name, _encoded(line) if _needs_encoding(line) else _folded(line, len(name) + 2))


def message_ids_field(name: str, message_ids: Sequence[str]) -> bytes:
    """Write Message-ID, In-Reply-To or References without what cannot be an identifier (RFC 5322 section 3.6.4)."""
    bare = [written.strip().removeprefix("<").removesuffix(">") for written in message_ids]
    return _field(name, "\r\n ".join(f"<{id_}>" for id_ in bare if _MESSAGE_ID.fullmatch(id_)))


def _field(name: str, value: str) -> bytes:
    return f"{name}: {value}\r\n".encode("ascii") if value else b""


def _needs_encoding(line: str) -> bool:
    """Beyond ASCII; too long to fold; or ASCII that a reader would take for an encoded word."""
    return not line.isascii() or "=?" in line or any(len(word) > _LONGEST_WORD for word in line.split())


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _encoded(line: str) -> str:
    return Header(line, "utf-8", maxlinelen=_LINE, header_name="Reply-To").encode(linesep="\r\n")


def _folded(line: str, column: int) -> str:
    folded: list[str] = []
    for word in line.split(" "):
        if folded and column + len(word) > _LINE:
            folded.append("\r\n ")
            column = 0
        elif folded:
            folded.append(" ")
        folded.append(word)
        column += len(word) + 1
    return "".join(folded)
