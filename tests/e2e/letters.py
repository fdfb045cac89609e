"""Answers as people's mail programs write them, byte for byte, for one PLR who answers one mail."""

from __future__ import annotations

from base64 import encodebytes
from email.message import EmailMessage
from quopri import encodestring
from textwrap import indent

from tests.e2e.client import parsed, text_of

ASKS = "Could somebody look at the hedge on Church Lane? It hides the 30 sign."
PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806") + bytes(range(256)) * 8
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\r\n%%EOF\n\n"

_TO_ALL = """\
Return-Path: <pat.hall@harpole-pc.example>
Received: from mail.harpole-pc.example by mx.force.example with ESMTPS; Wed, 3 Jun 2026 10:12:00 +0100
From: Pat Hall <pat.hall@harpole-pc.example>
To: {to}
Subject: {subject}
Date: Mon, 1 Jun 2026 07:31:00 +0100
Message-ID: <{name}@mail.harpole-pc.example>
MIME-Version: 1.0
"""
_ANSWERS = "In-Reply-To: {message_id}\nReferences: {message_id}\n"


def letter(name: str, answered: EmailMessage) -> bytes:
    """Write the letter of this name as an answer to a mail, with CRLF line ends."""
    addressing, content = LETTERS[name]
    fields = addressing.format(
        name=name.replace(" ", "-"),
        to=answered["Reply-To"],
        subject=f"Re: {answered['Subject']}",
        message_id=answered["Message-ID"],
    )
    quote = text_of(answered)
    content = content.replace("<QUOTE>", quote).replace("<BARRED QUOTE>", indent(quote, "> ", lambda _: True))
    return (fields + content).replace("\n", "\r\n").encode("utf-8", "surrogateescape")


def readdressed(raw: bytes, *changes: tuple[str, str]) -> EmailMessage:
    """Change header lines of a letter: each change is a field name and its new body, empty to leave it out."""
    fields, _, body = raw.partition(b"\r\n\r\n")
    lines = fields.decode().split("\r\n")
    for name, value in changes:
        lines = [line for line in lines if not line.startswith(f"{name}:")]
        lines += [f"{name}: {value}"] if value else []
    return parsed("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def _base64(octets: bytes) -> str:
    return encodebytes(octets).decode()


def _quoted_printable(text: str, charset: str) -> str:
    return encodestring(text.encode(charset)).decode()


_PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"
_HTML_WORDS = f"<p>{ASKS}</p><p>Pat&nbsp;Hall</p>"

LETTERS: dict[str, tuple[str, str]] = {
    "plain, above the quote": (
        _TO_ALL + _ANSWERS,
        _PLAIN + f"{ASKS}\n\nPat\n\nOn 1 Jun 2026, at 09:00, PC A. Reed wrote:\n\n<BARRED QUOTE>\n",
    ),
    "plain, below the quote": (
        _TO_ALL + _ANSWERS,
        _PLAIN + f"On 01/06/2026 09:00, PC A. Reed wrote:\n<BARRED QUOTE>\n\n{ASKS}\n\n-- \nPat Hall\nHarpole\n",
    ),
    "plain, between the lines": (
        _TO_ALL + _ANSWERS,
        _PLAIN + "On 01/06/2026 09:00, PC A. Reed wrote:\n"
        "> - Write to me whenever something concerns your community.\n\n"
        f"{ASKS}\n\n> - I will be in touch with you every month, at a time that suits us both.\n\nMondays suit me.\n",
    ),
    "Outlook, plain": (
        _TO_ALL + _ANSWERS + "Thread-Topic: police contact\nX-Mailer: Microsoft Outlook 16.0\n",
        "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
        + _quoted_printable(
            f"Good morning,\n\n{ASKS} A £40 fence would do.\n\nPat\n\n-----Original Message-----\n"
            "From: PC A. Reed, Example Police\nSent: 01 June 2026 09:00\nTo: Pat Hall\nSubject: police contact\n\n",
            "iso-8859-1",
        ),
    ),
    "a tablet, HTML alone": (
        _TO_ALL + _ANSWERS + "X-Mailer: iPad Mail (21F90)\n",
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        + _base64(
            f"<html><body>{_HTML_WORDS}<div>Sent from my iPad</div><blockquote type=cite>Dear Pat</blockquote>".encode()
        ),
    ),
    "webmail, both": (
        _TO_ALL + _ANSWERS,
        'Content-Type: multipart/alternative; boundary="000000000000b1"\n\n'
        f"--000000000000b1\n{_PLAIN}{ASKS}\n\nOn Mon, 1 Jun 2026 at 09:00, PC A. Reed wrote:\n\n<BARRED QUOTE>\n\n"
        '--000000000000b1\nContent-Type: text/html; charset="UTF-8"\nContent-Transfer-Encoding: quoted-printable\n\n'
        + _quoted_printable(f'<div dir="ltr">{_HTML_WORDS}</div><div class="gmail_quote">Dear Pat</div>', "utf-8")
        + "\n--000000000000b1--\n",
    ),
    "attachments with names of every spelling": (
        _TO_ALL + _ANSWERS,
        'Content-Type: multipart/mixed; boundary="=-mixed"\n\nThis is a message in MIME format.\n'
        f"--=-mixed\n{_PLAIN}{ASKS}\n\n"
        "--=-mixed\nContent-Type: application/pdf;\n name*0*=utf-8''hedge%20%E2%80%93%20;\n name*1*=Church%20Lane.pdf\n"
        "Content-Disposition: attachment;\n filename*0*=utf-8''hedge%20%E2%80%93%20;\n filename*1*=Church%20Lane.pdf\n"
        f"Content-Transfer-Encoding: base64\n\n{_base64(PDF)}"
        '--=-mixed\nContent-Type: image/png; name="=?utf-8?B?{b64}?="\n'.replace("{b64}", "csO2c3RpLnBuZw==")
        + 'Content-Disposition: attachment; filename="=?utf-8?B?csO2c3RpLnBuZw==?="\n'
        f"Content-Transfer-Encoding: base64\n\n{_base64(PICTURE)}"
        "--=-mixed\nContent-Type: text/csv; charset=windows-1252\nContent-Transfer-Encoding: quoted-printable\n"
        'Content-Disposition: attachment; filename="speeds; May.csv"\n\n'
        + _quoted_printable("date,mph\n2026-05-04,“41”\n", "windows-1252")
        + "\n--=-mixed--\n",
    ),
    "a picture in the text": (
        _TO_ALL + _ANSWERS,
        'Content-Type: multipart/related; type="text/html"; boundary="rel"\n\n'
        f'--rel\nContent-Type: text/html; charset=utf-8\n\n{_HTML_WORDS}<img src="cid:hedge@harpole" alt="hedge">\n'
        '--rel\nContent-Type: image/png; name="image001.png"\nContent-ID: <hedge@harpole>\n'
        'Content-Disposition: inline; filename="image001.png"\n'
        f"Content-Transfer-Encoding: base64\n\n{_base64(PICTURE)}--rel--\n",
    ),
    "another mail attached": (
        _TO_ALL + _ANSWERS,
        'Content-Type: multipart/mixed; boundary="fwd"\n\n'
        f"--fwd\n{_PLAIN}{ASKS}\n"
        "--fwd\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\n"
        "From: Robin Ashe <robin@elsewhere.example>\nTo: Pat Hall <pat.hall@harpole-pc.example>\nSubject: Hedge\n"
        "Content-Type: text/plain; charset=utf-8\n\nPlease tell the police about the hedge.\n"
        "--fwd--\n",
    ),
    "signed by its writer": (
        _TO_ALL + _ANSWERS,
        'Content-Type: multipart/signed; protocol="application/pgp-signature"; micalg=pgp-sha256; boundary="sig"\n\n'
        f"--sig\n{_PLAIN}{ASKS}\n"
        '--sig\nContent-Type: application/pgp-signature; name="signature.asc"\n\n'
        "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n-----END PGP SIGNATURE-----\n--sig--\n",
    ),
    "eight bits and no charset": (
        _TO_ALL + _ANSWERS,
        f"Content-Type: text/plain\nContent-Transfer-Encoding: 8bit\n\nGood morning – {ASKS}\n",
    ),
}
"""Each letter by its name: the header fields that place it, and the rest."""
