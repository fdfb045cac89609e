"""The people whom a message names in To and Cc, for those who read its relay; none of them is mailed by us."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header, make_header

from mailbot.errors import AddressUnusable
from mailbot.outbound.header import addr_spec, mailbox
from mailbot.outbound.line import one_line
from mailbot.outbound.transfer import Field

_LONGEST_FIELD = 20_000
_MOST = 100


def third_parties(fields: list[Field], own_address: str, without: Collection[str]) -> list[str]:
    """Give the mailboxes of To and Cc, each once, ready for a header.

    Left out: `own_address` and its plus addresses, since a token there is its writer's alone (law 12), the
    addresses in `without`, and what is no address.
    """
    seen = {address.lower() for address in without}
    kept: list[str] = []
    for name, address in _named(fields):
        key = _without_token(address.lower())
        if key != own_address.lower() and address.lower() not in seen and len(kept) < _MOST:
            seen.add(address.lower())
            kept.append(mailbox(name, address))
    return kept


def addresses(fields: list[Field], name: str) -> list[str]:
    """Give the addresses in the fields of one name, in lower case."""
    return [address.lower() for _, address in _named(fields, (name,))]


def _named(fields: list[Field], names: Collection[str] = ("to", "cc")) -> Iterator[tuple[str, str]]:
    for field in fields:
        if field.name in names:
            written = one_line(_decoded(field.octets[len(field.name) + 1 : _LONGEST_FIELD]))
            for piece in _split(written):
                name, address = _name_and_address(piece)
                try:
                    yield name, addr_spec(address)
                except AddressUnusable:
                    continue


def _split(written: str) -> Iterator[str]:
    """Cut at the commas and semicolons that stand outside quotes and angle brackets."""
    start, quoted, angled = 0, False, False
    for at, character in enumerate(written):
        if character == '"' and written[at - 1 : at] != "\\":
            quoted = not quoted
        elif not quoted and character in "<>":
            angled = character == "<"
        elif not quoted and not angled and character in ",;":
            yield written[start:at]
            start = at + 1
    yield written[start:]


def _name_and_address(piece: str) -> tuple[str, str]:
    name, bracket, rest = piece.rpartition("<")
    if not bracket:
        return "", piece.rpartition(":")[2].strip()
    name = name.strip().removeprefix('"').removesuffix('"').replace('\\"', '"').replace("\\\\", "\\")
    # An encoded word that cannot be read is shown as it was written.
    with suppress(MessageError, LookupError, ValueError):
        name = str(make_header(decode_header(name)))
    return name, rest.partition(">")[0].strip()


def _without_token(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _decoded(octets: bytes) -> str:
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("windows-1252", "replace")
