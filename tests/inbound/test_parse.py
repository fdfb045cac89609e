"""Parsing: any bytes become headers, parts and text; what was wrong is said (law 10)."""

from __future__ import annotations

import base64
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.inbound.charsets import decode
from mailbot.inbound.headers import decoded_words
from mailbot.inbound.parse import parse

PLAIN = b"From: Pat Hall <pat@harpole-pc.example>\nSubject: Hedge\n\nThe hedge on Church Lane hides the sign.\n"
WORDS = "The hedge on Church Lane hides the sign."


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("LF", PLAIN),
        ("CR LF", PLAIN.replace(b"\n", b"\r\n")),
        ("CR alone", PLAIN.replace(b"\n", b"\r")),
        ("CR CR LF", PLAIN.replace(b"\n", b"\r\r\n")),
        ("an mbox From line", b"From pat@harpole-pc.example Tue Jun  2 09:14:00 2026\n" + PLAIN),
        ("an escaped mbox From line", b">From pat@harpole-pc.example Tue Jun  2 09:14:00 2026\n" + PLAIN),
        ("blank lines before the header", b"\r\n\r\n" + PLAIN),
        ("a byte order mark", b"\xef\xbb\xbf" + PLAIN),
        ("no blank line after the header", PLAIN.replace(b"\n\n", b"\n")),
        ("a line that is no field", PLAIN.replace(b"Subject", b"nonsense without a colon\nSubject")),
        ("a NUL in the header", PLAIN.replace(b"Hedge", b"He\0dge")),
        ("a NUL in the text", PLAIN.replace(b"Church", b"Chu\0rch")),
    ],
)
def test_the_header_and_the_text_are_found_whatever_ends_the_lines(name: str, raw: bytes) -> None:
    parsed = parse(raw)
    assert (parsed.headers.text("subject"), (parsed.text or "").strip()) == ("Hedge", WORDS)


MULTIPART = b"""Content-Type: multipart/mixed; boundary=%(named)s

--b1
Content-Type: multipart/alternative; boundary=b2

--b2
Content-Type: text/plain

plain words
--b2
Content-Type: text/html

<p>HTML words</p>
--b2--
--b1
Content-Type: application/pdf; name="=?utf-8?q?Pl=C3=A4ne.pdf?="
Content-Transfer-Encoding: base64
Content-Disposition: attachment

JVBERg==
--b1--
"""


@pytest.mark.parametrize("named", [b"b1", b'"b1"', b'""', b"another"])
def test_parts_are_found_even_when_the_boundary_is_not_the_one_that_is_named(named: bytes) -> None:
    parsed = parse(MULTIPART % {b"named": named})
    assert (parsed.text, parsed.html) == ("plain words", "<p>HTML words</p>")
    assert [(part.filename, part.content) for part in parsed.attachments] == [("Pläne.pdf", b"%PDF")]


def test_a_missing_last_delimiter_loses_nothing() -> None:
    parsed = parse(MULTIPART.replace(b"--b1--\n", b"") % {b"named": b"b1"})
    assert [part.content for part in parsed.attachments] == [b"%PDF"]


def test_a_boundary_that_begins_another_is_not_mistaken_for_it() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=ab\n\n"
    raw += b"--ab\n\none\n--ab\n\ntwo\n--ab--\n--a\n\nthree\n--a--\n"
    assert [part.text for part in parse(raw).parts] == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("octets", "label", "text"),
    [
        ("café £5".encode(), "utf-8", "café £5"),
        ("café £5".encode(), "", "café £5"),
        ("café £5".encode("cp1252"), "", "café £5"),
        ("café £5".encode("cp1252"), "utf-8", "café £5"),
        ("café £5".encode("cp1252"), "us-ascii", "café £5"),
        ("café £5".encode(), "iso-8859-1", "café £5"),
        ("“don’t” – €5".encode("cp1252"), "iso-8859-1", "“don’t” – €5"),
        ("café £5".encode(), "x-no-such-charset", "café £5"),
        ("café £5".encode(), "idna", "café £5"),
        ("café £5".encode(), "punycode", "café £5"),
        ("café £5".encode(), "base64", "café £5"),
        ("café £5".encode(), "unicode_escape", "café £5"),
        ("café £5".encode(), "a\0b", "café £5"),
        ("café £5".encode(), "x" * 5000, "café £5"),
        (b"plain words", "utf-16", "plain words"),
        ("żółw".encode("iso-8859-2"), "iso-8859-2", "żółw"),
        ("日本語".encode("iso-2022-jp"), "iso-2022-jp", "日本語"),
        ("中文".encode("gb18030"), "iso-gb2312", "中文"),
        ("words".encode("utf-16"), "utf-16", "words"),
    ],
)
def test_text_is_decoded_under_any_label(octets: bytes, label: str, text: str) -> None:
    assert decode(octets, label)[0] == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?q?caf=C3=A9?=", "café"),
        ("=?UTF-8?B?Y2Fmw6k=?=", "café"),
        ("=?utf-8?b?Y2Fmw6?= =?utf-8?b?qQ==?=", "café"),
        ("=?utf-8?q?caf=C3?= =?utf-8?q?=A9_noir?=", "café noir"),
        ("Re: =?iso-8859-1?Q?caf=E9?= now", "Re: café now"),
        ("=?utf-8*en?q?caf=C3=A9?=", "café"),
        ("=?no-such?q?caf=C3=A9?=", "café"),
        ("=?utf-8?b?!!!?=", ""),
        ("=?utf-8?q?cut", "=?utf-8?q?cut"),
        ("2 =? 3 ?= 5", "2 =? 3 ?= 5"),
    ],
)
def test_encoded_words_are_decoded_and_broken_ones_survived(value: str, text: str) -> None:
    assert decoded_words(value) == text


def test_flowed_lines_are_joined_and_the_signature_separator_is_kept() -> None:
    raw = b"Content-Type: text/plain; format=flowed\n\n"
    raw += b"The hedge on \nChurch Lane.\n> Is it \n> high?\n>> Yes \n-- \nPat\n"
    assert parse(raw).text == "The hedge on Church Lane.\n> Is it high?\n>> Yes \n-- \nPat\n"


def test_a_deeply_nested_text_is_found() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(970))
    assert parse(nested + b"\nhello").text == "hello"


def test_a_forward_as_an_attachment_alone_gives_the_text_of_the_message_within() -> None:
    parsed = parse(b"Subject: Fwd\nContent-Type: message/rfc822\n\n" + PLAIN)
    assert (parsed.text or "").strip() == WORDS
    assert parsed.problems == ("no text of its own: the text is that of the message within",)


def test_the_text_of_winmail_dat_is_read() -> None:
    body = b"The hedge, from Outlook.\0"
    tnef = struct.pack("<IH", 0x223E9F78, 1) + b"\x01" + struct.pack("<II", 0x0002800C, len(body)) + body + b"\0\0"
    raw = b"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
    assert parse(raw + base64.encodebytes(tnef)).text == "The hedge, from Outlook."


def test_the_words_of_winmail_dat_with_rich_text_only_are_read() -> None:
    rtf = rb"{\rtf1\ansi The hedge, in rich text.\par Pat}"
    rich = struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf
    value = struct.pack("<IHHII", 1, 0x0102, 0x1009, 1, len(rich)) + rich
    tnef = struct.pack("<IH", 0x223E9F78, 1) + b"\x01" + struct.pack("<II", 0x00069003, len(value)) + value + b"\0\0"
    raw = b"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
    assert parse(raw + base64.encodebytes(tnef)).text == "The hedge, in rich text.\nPat"


def test_winmail_dat_without_text_is_said_to_have_none() -> None:
    tnef = struct.pack("<IH", 0x223E9F78, 1)
    raw = b"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
    assert parse(raw + base64.encodebytes(tnef + b"\0")).problems == ("winmail.dat: no text was found in it",)


def test_an_opaque_smime_signature_is_opened() -> None:
    entity = b"Content-Type: text/plain\r\n\r\nSigned words\r\n"
    octets = b"\x04" + bytes([len(entity)]) + entity
    signed = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80"
    signed += b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80\x24\x80" + octets
    raw = b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
    raw += b"Content-Transfer-Encoding: base64\n\n"
    parsed = parse(raw + base64.encodebytes(signed))
    assert (parsed.text, parsed.is_encrypted) == ("Signed words\n", False)


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\n\x30\x80\x06",
        b"Content-Type: application/octet-stream; name=smime.p7m\n\n\x30\x80\x06",
        b"Content-Type: multipart/encrypted; boundary=a\n\n--a\nContent-Type: application/pgp-encrypted\n\nx\n--a--",
        b"Subject: x\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n",
    ],
)
def test_encryption_is_recognised_and_said(raw: bytes) -> None:
    parsed = parse(raw)
    assert (parsed.is_encrypted, parsed.text) == (True, None)
    assert "encrypted: cannot be read here" in parsed.problems


def test_certificates_alone_are_nothing_encrypted() -> None:
    raw = b"Content-Type: application/pkcs7-mime; smime-type=certs-only; name=smime.p7c\n\n\x30\x80\x06"
    assert parse(raw).problems == ()


def test_a_cleartext_signature_is_taken_off() -> None:
    raw = b"Subject: x\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nWords\n- -- \nPat\n"
    raw += b"-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"
    assert parse(raw).text == "Words\n-- \nPat\n"


def test_copies_that_took_different_ways_have_one_digest() -> None:
    quoted = b"Content-Transfer-Encoding: quoted-printable\n\ncaf=C3=A9 =\nnoir\n"
    plain = b"Received: from a by b; x\nContent-Transfer-Encoding: 8bit\n\ncaf\xc3\xa9 noir\n"
    assert parse(quoted).digest == parse(plain.replace(b"\n", b"\r\n")).digest
    assert parse(quoted).digest != parse(plain.replace(b"noir", b"blanc")).digest


def test_what_was_capped_is_said() -> None:
    parsed = parse(b"Subject: " + b"a" * 100_000 + b"\n\n" + b"words " * 200_000)
    assert parsed.problems == ("Subject was cut at 32 KB", "the text was cut at 512 KB")


_PIECES = [
    b"Content-Type: ",
    b"multipart/mixed; boundary=a",
    b"text/plain; charset=",
    b"idna",
    b"message/rfc822",
    b"\n",
]
_PIECES += [b"\n\n", b"\r", b"--a", b"--a--", b"--", b"Content-Transfer-Encoding: base64\n", b"quoted-printable", b"=?"]
_PIECES += [b"=?utf-8?b?", b"?=", b";", b'"', b"\0", b"\xff\xfe", b"From ", b"From: <", b"*0*=", b"format=flowed", b" "]
_PIECES += [b"application/ms-tnef\n\n\x78\x9f\x3e\x22", b"application/pkcs7-mime", b"begin 644 x\n", b"words", b">"]
mails = st.lists(st.one_of(st.sampled_from(_PIECES), st.binary(max_size=12)), max_size=40).map(b"".join)


@given(mails)
@settings(max_examples=150, deadline=1000)
def test_no_bytes_make_parsing_fail(raw: bytes) -> None:
    parsed = parse(raw)
    assert parsed.text is None or "\0" not in parsed.text


@pytest.mark.soak
@given(mails)
@settings(max_examples=50_000, deadline=1000)
def test_no_bytes_make_parsing_fail_in_the_long_run(raw: bytes) -> None:
    assert len(parse(raw).digest) == 64


@given(st.binary(max_size=200), st.text(max_size=20))
@settings(max_examples=200, deadline=1000)
def test_no_octets_and_no_label_make_decoding_fail(octets: bytes, label: str) -> None:
    decode(octets, label)[0].encode("utf-8")
