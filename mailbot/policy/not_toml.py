"""What is wrong with a file that is no TOML, in the words of somebody who writes rules and no programs. Pure."""

from __future__ import annotations

import re
from tomllib import TOMLDecodeError

_VALUE = 'text stands in straight quotes, as "5 working days", a list in square brackets; true and false are small'
_BRACKETS = "each step stands under [[step]], in two pairs of brackets"
_PLAIN = {
    "Cannot overwrite a value": "this key is there twice",
    "Cannot declare": _BRACKETS,
    "Expected ']": _BRACKETS,
    "Illegal character": "its quotes are not closed",
    "Unterminated": "its quotes are not closed",
    "Unclosed array": "a square bracket is not closed",
    "Unclosed inline table": "a brace is not closed",
    "Expected '=' after a key": 'a line is a key, "=" and its value',
    "Invalid value": _VALUE,
    "Expected newline or end of document": _VALUE,
    "Invalid statement": 'a line is a key, "=" and its value, or [[step]], or a note after "#"',
    "Invalid initial character for a key part": "what stands in braces stands in one line",
}
"""What is to be written instead, by how the parser's own words begin."""
_SHOWN = 60
"""So many characters of a line are shown."""


def not_toml(text: str, error: TOMLDecodeError) -> str:
    """Name the line, show it, and say what stands there in a rule file."""
    said, lines = str(error), text.splitlines()
    found = re.search(r"\(at line (\d+), column \d+\)", said)
    number = int(found[1]) if found else len(lines)
    line = " ".join(lines[number - 1].split())[:_SHOWN] if 0 < number <= len(lines) else ""
    plain = next((plain for begins, plain in _PLAIN.items() if said.startswith(begins)), said)
    return f"line {number} is not TOML: {line}: {plain}" if line else f"line {number} is not TOML: {plain}"
