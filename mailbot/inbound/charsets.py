"""Octets to text under any label: unknown, empty, dangerous and lying charsets included. Never raises.

The label is what the sender says (RFC 2046 section 4.1.2); what the octets are decides where the two disagree.
"""

from __future__ import annotations

import codecs
import re

_ALIASES = {
    "": "utf-8",
    "ansi_x3.4-1968": "ascii",
    "cp-850": "cp850",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-gb2312": "gb18030",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "ks_c_5601-1987": "cp949",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "unicode-1-1-utf-7": "utf-7",
    "us-ascii": "ascii",
    "windows-874": "cp874",
    "x-sjis": "shift_jis",
    "x-unknown": "utf-8",
}
_ONE_OCTET_WESTERN = {"ascii", "cp1252", "iso8859-15", "cp850"}
_WIDE = {"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"}
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,39}")
_SURROGATE = re.compile("[\ud800-\udfff]")
# These are codecs to Python and no charsets of mail; some take quadratic time.
_NO_CHARSETS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"}


def decode(octets: bytes, label: str) -> tuple[str, str]:
    """Decode as well as can be, with what was wrong with the label in words, or an empty string."""
    codec, problem = _codec(label)
    if octets.isascii() and codec not in _WIDE and codec not in {"utf-7", "iso2022_jp", "iso2022_kr", "hz"}:
        return octets.decode("ascii"), problem
    if octets.startswith(codecs.BOM_UTF8):
        return _guess(octets[3:]), problem
    if codec in _WIDE and b"\0" not in octets:
        return _guess(octets), f"says {label} and is not"
    if codec in _ONE_OCTET_WESTERN and (text := _strict(octets, "utf-8")) is not None:
        # Text in a charset of one octet a letter is valid UTF-8 by accident next to never; the label is a lie.
        return text, f"says {label} and is UTF-8"
    text = _strict(octets, codec)
    if text is not None:
        return _without_surrogates(text), problem
    if codec in {"utf-8", "ascii"}:
        return _guess(octets), problem or f"says {label or 'nothing'} and is not"
    return _without_surrogates(octets.decode(codec, "replace")), problem or f"has octets that {label} does not have"


def _codec(label: str) -> tuple[str, str]:
    name = label.strip(" \t\"'").lower()
    name = _ALIASES.get(name, name)
    if not _LABEL.fullmatch(name):
        return "utf-8", f"unknown charset {label[:40]!r}"
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return "utf-8", f"unknown charset {label[:40]!r}"
    # CodecInfo marks what is no text encoding (hex, base64, zlib, rot13) by this attribute alone.
    if found.name in _NO_CHARSETS or not getattr(found, "_is_text_encoding", True):
        return "utf-8", f"{label[:40]!r} is no charset"
    return found.name, ""


def _strict(octets: bytes, codec: str) -> str | None:
    try:
        return octets.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _guess(octets: bytes) -> str:
    text = _strict(octets, "utf-8")
    return text if text is not None else octets.decode("cp1252", "replace")


def _without_surrogates(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
