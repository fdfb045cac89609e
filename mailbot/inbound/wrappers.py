"""S/MIME and PGP wrappers: opaque signatures are opened, encryption is recognised. Nothing is verified here.

Source: RFC 8551 section 3.5 (application/pkcs7-mime), RFC 5652 section 5.1 (SignedData), RFC 9580 section 7.
"""

from __future__ import annotations

import re

_SIGNED_DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
_DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
_OCTET_STRING, _CONSTRUCTED_OCTETS, _EXPLICIT = 0x04, 0x24, 0xA0
_SEARCHED = 4096

_PGP_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_PGP_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_PGP_ENCRYPTED = "-----BEGIN PGP MESSAGE-----"
_DASH_ESCAPED = re.compile(r"^- ", re.MULTILINE)


def signed_content(der: bytes) -> bytes:
    """Give the MIME entity inside an opaque S/MIME signature, or nothing where it is something else."""
    signed = der.find(_SIGNED_DATA, 0, _SEARCHED)
    data = der.find(_DATA, signed, signed + _SEARCHED) if signed >= 0 else -1
    if data < 0:
        return b""
    tag, start, _ = _head(der, data + len(_DATA))
    return _octets(der, start) if tag == _EXPLICIT else b""


def _octets(der: bytes, position: int) -> bytes:
    """Join the octet strings from here on, through their constructed forms (X.690 section 8.7)."""
    chunks = []
    while position < len(der):
        tag, start, end = _head(der, position)
        if tag == _OCTET_STRING:
            chunks.append(der[start:end])
            position = end
        elif tag == _CONSTRUCTED_OCTETS:
            position = start
        else:
            break
    return b"".join(chunks)


def _head(der: bytes, position: int) -> tuple[int, int, int]:
    """Read a tag and a length: the tag, and where the content starts and ends (its start, when indefinite)."""
    head = der[position : position + 6]
    if len(head) < 2:
        return -1, len(der), len(der)
    if head[1] < 0x80:
        return head[0], position + 2, position + 2 + head[1]
    size = head[1] & 0x7F
    if size > 4:
        return -1, len(der), len(der)
    start = position + 2 + size
    return head[0], start, start + int.from_bytes(head[2 : 2 + size], "big")


def is_pgp_encrypted(text: str) -> bool:
    """Tell whether the text is an encrypted PGP message and nothing else."""
    return text.lstrip().startswith(_PGP_ENCRYPTED)


def without_pgp_signature(text: str) -> str:
    """Take a cleartext-signed text out of its armour."""
    if not text.lstrip().startswith(_PGP_SIGNED):
        return text
    armour, _, rest = text.partition("\n\n")
    if not armour.lstrip().startswith(_PGP_SIGNED):
        return text
    return _DASH_ESCAPED.sub("", rest.partition(_PGP_SIGNATURE)[0])
