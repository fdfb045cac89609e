"""Tables that come with a mail, as a roster does: CSV files and Excel workbooks, by their names. No I/O."""

from __future__ import annotations

from mailbot.inbound.mime import Part
from mailbot.inbound.parse import Parsed, parse

_ENDINGS = (".csv", ".xlsx")


def tables_in(parsed: Parsed) -> tuple[str, ...]:
    """Name the tables of a message, in their order."""
    return tuple(part.filename for part in parsed.parts if _is_table(part))


def table_of(raw: bytes, name: str) -> bytes:
    """Give the octets of a table of a message; of several of that name the first. Raises LookupError."""
    for part in parse(raw).parts:
        if _is_table(part) and part.filename == name:
            return part.content
    raise LookupError(f"no table {name} in this message")


def _is_table(part: Part) -> bool:
    return part.filename.lower().endswith(_ENDINGS)
