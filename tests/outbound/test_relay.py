"""What one person writes reaches the other whole (law 6), and nothing that is not theirs goes with it (law 12)."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.model.understanding import Address
from mailbot.outbound.compose import Heading, relay

QUEUED_AT = datetime(2026, 6, 5, 8, 14, tzinfo=UTC)
TOKEN_ADDRESS = "liaison+k3v7q2m5x4zt6wra@force.example"
HEADING = Heading(
    address="liaison@force.example",
    from_name="Pat Hall, Harpole PC",
    to=Address("PC A. Reed", "a.reed@force.example"),
    reply_to=TOKEN_ADDRESS,
    subject="Hedge on Church Lane [PLR-1a2b, answer by Fri 12 June]",
    message_id="<relay.1@force.example>",
    queued_at=QUEUED_AT,
    in_reply_to="intro.1@force.example",
    references=("<intro.1@force.example>", "<pat.1@harpole-pc.example>"),
)
HEAD = (
    b"From: Pat Hall <pat.hall@harpole-pc.example>\r\n"
    b"To: Liaison <liaison+xjqk5b3cdpouw2ma@force.example>\r\n"
    b"Subject: Hedge on Church Lane\r\n"
    b"Date: Fri, 05 Jun 2026 09:12:00 +0100\r\n"
    b"Message-ID: <pat.1@harpole-pc.example>\r\n"
)
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))

STRUCTURES = {
    "no MIME headers at all": b"\r\nThe hedge is over the path.\r\n",
    "an empty body": b"\r\n",
    "nothing after the header": b"",
    "8-bit text without MIME headers": b"\r\nCaf\xc3\xa9 opposite the \x93Red Lion\x94\r\n",
    "format=flowed": b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n\r\n"
    b"one long \r\nline\r\n-- \r\nPat\r\n",
    "8-bit text": b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=windows-1252\r\n"
    b"Content-Transfer-Encoding: 8bit\r\n\r\nA \x80100 fine \x96 fair.\r\n",
    "quoted-printable": b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\nCaf=C3=A9 =\r\nand more =3D\r\n",
    "base64": b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode("Café".encode()) + b"\r\n",
    "an HTML alternative": b'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b1"\r\n\r\n'
    b"preamble\r\n--b1\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b1\r\nContent-Type: text/html\r\n\r\n<p>hello\r\n"
    b"--b1--\r\nepilogue\r\n",
    "attachments with odd names": b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=b1\r\n\r\n"
    b"--b1\r\nContent-Type: text/plain\r\n\r\nsee photos\r\n"
    b'--b1\r\nContent-Type: image/png; name="=?utf-8?q?Hecke_=C3=BC?= .png"\r\nContent-Disposition: attachment;\r\n'
    b" filename*0*=UTF-8''caf%C3%A9%20;\r\n filename*1=\"hedge; one.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + PNG
    + b'\r\n--b1\r\nContent-Type: application/octet-stream; name="..\\..\\a b.exe"\r\n\r\nx\r\n--b1--\r\n',
    "inline images": b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="=_r"\r\n\r\n'
    b'--=_r\r\nContent-Type: text/html\r\n\r\n<img src="cid:one@x">\r\n--=_r\r\nContent-Type: image/png\r\n'
    b"Content-ID: <one@x>\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + PNG
    + b"\r\n--=_r--\r\n",
    "a forwarded message": b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\n"
    b"Content-Type: message/rfc822\r\n\r\nFrom: Jo <jo@post.example>\r\nSubject: =?utf-8?q?l=C3=A4rm?=\r\n"
    b"Received: from a by b\r\nX-Odd: yes\r\n\r\nnoise again\r\n--b1--\r\n",
    "a signed message": b'MIME-Version: 1.0\r\nContent-Type: multipart/signed; micalg="sha-256";\r\n'
    b'\tprotocol="application/pkcs7-signature"; boundary="s1"\r\n\r\n--s1\r\nContent-Type: text/plain \r\n\r\n'
    b"trailing space \r\n\r\n--s1\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n" + PNG + b"\r\n--s1--\r\n",
    "an invitation": b'MIME-Version: 1.0\r\nContent-Type: text/calendar; method=REQUEST; charset="utf-8"\r\n'
    b"Content-class: urn:content-classes:calendarmessage\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    "a boundary that never comes": b"Content-Type: multipart/mixed; boundary=gone\r\n\r\nwords\r\n",
    "a last boundary that never comes": b"Content-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\n\r\nwords\r\n",
    "two Content-Types": b"Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\n<b>words</b>\r\n",
    "bare line feeds": b"MIME-Version: 1.0\nContent-Type: text/plain\n\none\ntwo\n",
    "a header cut short": b"MIME-Version: 1.0\r\nthis is no field\r\nwords\r\n",
    "a long line of text": b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
    + b"na\xc3\xafve = word " * 200
    + b"\r\nend\r\n",
    "a long line of HTML in a part": b"Content-Type: multipart/alternative; boundary=b1\r\n\r\n"
    b"--b1\r\n\r\nshort\r\n--b1\r\nContent-Type: text/html\r\nContent-ID: <kept@x>\r\n\r\n"
    + b"<p>word</p>" * 300
    + b"\r\n--b1--\r\n",
    "base64 on one line": b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + PNG * 9 + b"\r\n",
    "quoted-printable on one line": b"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    + b"=C3=A9=20=0Aa" * 200
    + b" =\r\nend\r\n",
    "octets on one line": b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    + b"\xff\x00" * 900,
    "a long line in a forwarded message": b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n"
    + b"word " * 300
    + b"\r\n",
}


def parts(raw: bytes) -> list[tuple[object, ...]]:
    """What a reader's program makes of the body: every part with its type, name and decoded content, in order."""
    return [_part(part) for part in message_from_bytes(raw).walk()]


def _part(part: Message) -> tuple[object, ...]:
    content = None if part.is_multipart() else part.get_payload(decode=True)
    charset, flowed = part.get_content_charset(), part.get_param("format")
    return (part.get_content_type(), part.get_filename(), part.get_content_disposition(), charset, flowed, content)


def crlf(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")


def submittable(raw: bytes) -> bool:
    lines = raw.split(b"\r\n")
    return all(len(line) <= 998 and b"\n" not in line and b"\r" not in line and b"\0" not in line for line in lines)


@pytest.mark.parametrize("structure", STRUCTURES)
def test_law_6_a_relay_has_the_parts_of_the_original(structure: str) -> None:
    original = HEAD + STRUCTURES[structure]
    relayed = relay(HEADING, original)
    assert parts(relayed) == parts(crlf(original))
    assert submittable(relayed)


@pytest.mark.parametrize("structure", ["a signed message", "attachments with odd names", "a forwarded message"])
def test_law_6_a_body_that_smtp_takes_is_passed_on_octet_by_octet(structure: str) -> None:
    body = STRUCTURES[structure].split(b"\r\n\r\n", 1)[1]
    assert relay(HEADING, HEAD + STRUCTURES[structure]).endswith(b"\r\n\r\n" + body)


def test_only_the_part_with_a_long_line_is_encoded_anew() -> None:
    relayed = relay(HEADING, HEAD + STRUCTURES["a long line of HTML in a part"])
    assert b"--b1\r\n\r\nshort\r\n--b1\r\n" in relayed
    assert b"Content-ID: <kept@x>\r\nContent-Transfer-Encoding: quoted-printable\r\n" in relayed


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Type: multipart/mixed; boundary=gone\r\n\r\n" + b"word " * 500,
        b"Content-Type: multipart/mixed; boundary=b1\r\n\r\n" + b"word " * 500 + b"\r\n--b1\r\n\r\nwords\r\n--b1--\r\n",
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: x-odd\r\n\r\n" + b"word" * 500,
        b"Content-Type: text/plain; " + b"name=x; " * 200 + b"\r\n\r\nwords\r\n",
    ],
)
def test_a_long_line_that_no_encoding_can_mend_is_broken(body: bytes) -> None:
    relayed = relay(HEADING, HEAD + body)
    assert submittable(relayed)
    assert b"".join(relayed.split()).endswith(b"".join(body.split()))


texts = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=1500).map(
    lambda line: line + "\r\n"
)
leaves = st.one_of(
    st.builds(lambda text, kind: MIMEText(text, kind, "utf-8"), texts, st.sampled_from(["plain", "html"])),
    st.builds(lambda octets, name: _attachment(octets, name), st.binary(max_size=2000), st.text(max_size=60)),
    st.builds(lambda octets: _raw_leaf(octets), st.binary(max_size=1500)),
)


def _attachment(octets: bytes, name: str) -> Message:
    part = MIMEApplication(octets)
    part.add_header(
        "Content-Disposition", "attachment", filename=("utf-8", "", name.encode("utf-8", "replace").decode())
    )
    return part


def _raw_leaf(octets: bytes) -> Message:
    part = Message()
    part["Content-Type"] = "application/x-odd"
    part.set_payload(octets.replace(b"\r", b"").replace(b"\n", b"").decode("ascii", "surrogateescape"))
    return part


def _tree(children: list[Message], kind: str) -> Message:
    whole = MIMEMultipart(kind)
    for child in children:
        whole.attach(child)
    return whole


trees = st.recursive(
    leaves,
    lambda children: st.builds(
        _tree, st.lists(children, min_size=1, max_size=4), st.sampled_from(["mixed", "alternative", "related"])
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(trees)
def test_law_6_holds_for_any_tree_of_parts(tree: Message) -> None:
    original = crlf(HEAD + tree.as_bytes())
    relayed = relay(HEADING, original)
    assert parts(relayed) == parts(original)
    assert submittable(relayed)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=3000))
def test_law_10_whatever_bytes_came_can_be_passed_on(raw: bytes) -> None:
    relayed = relay(HEADING, raw)
    assert submittable(relayed)
    assert message_from_bytes(relayed)["Message-ID"] == "<relay.1@force.example>"


def test_the_headers_of_a_relay_are_ours() -> None:
    original = (
        b"Received: from mx.post.example by force.example; Fri, 5 Jun 2026 09:12:03 +0100\r\n"
        b"DKIM-Signature: v=1; a=rsa-sha256; b=abc\r\nDisposition-Notification-To: pat.hall@harpole-pc.example\r\n"
        b"Return-Receipt-To: pat.hall@harpole-pc.example\r\nAuto-Submitted: no\r\nList-Id: <x.example>\r\n"
        b"X-Originating-IP: [192.0.2.7]\r\nReturn-Path: <pat.hall@harpole-pc.example>\r\n"
        b"Reply-To: elsewhere@post.example\r\nBcc: secret@post.example\r\n"
        + HEAD
        + b"Content-Language: cy\r\n\r\nwords\r\n"
    )
    relayed = message_from_bytes(relay(HEADING, original))
    assert relayed.items() == [
        ("From", '"Pat Hall, Harpole PC" <liaison@force.example>'),
        ("To", '"PC A. Reed" <a.reed@force.example>'),
        ("Reply-To", TOKEN_ADDRESS),
        ("Subject", "Hedge on Church Lane [PLR-1a2b, answer by Fri 12 June]"),
        ("Date", "Fri, 05 Jun 2026 09:12:00 +0100"),
        ("Message-ID", "<relay.1@force.example>"),
        ("In-Reply-To", "<intro.1@force.example>"),
        ("References", "<intro.1@force.example>\r\n <pat.1@harpole-pc.example>"),
        ("MIME-Version", "1.0"),
        ("Content-Language", "cy"),
    ]


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"Date: yesterday\r\n",
        b"Date: Fri, 05 Jun 1998 09:12:00 +0100\r\n",
        b"Date: Fri, 05 Jun 2099 09:12 +0100\r\n",
    ],
)
def test_a_date_that_cannot_be_believed_gives_way_to_the_time_of_queueing(written: bytes) -> None:
    relayed = message_from_bytes(relay(HEADING, b"From: p@harpole-pc.example\r\n" + written + b"\r\nwords\r\n"))
    assert relayed["Date"] == "Fri, 05 Jun 2026 08:14:00 +0000"


def cc_of(fields: bytes) -> list[str]:
    cc = message_from_bytes(relay(HEADING, fields + b"\r\nwords\r\n"))["Cc"]
    if cc is None:
        return []
    return [str(make_header(decode_header(mailbox.strip()))) for mailbox in cc.split(",\r\n")]


@pytest.mark.parametrize(
    ("fields", "cc"),
    [
        (b"To: liaison@force.example\r\n", []),
        (
            b"To: LIAISON+xjqk5b3cdpouw2ma@Force.Example\r\nCc: Jo Marl <jo@post.example>\r\n",
            ['"Jo Marl" <jo@post.example>'],
        ),
        (
            b'Cc: "Marl, Jo" <jo@post.example>; kim@post.example\r\n',
            ['"Marl, Jo" <jo@post.example>', "kim@post.example"],
        ),
        (b"Cc: =?utf-8?q?Ff=C3=AEon?= <f@post.example>\r\n", ["Ffîon <f@post.example>"]),
        (b"Cc: Ff\xc3\xaeon <f@post.example>\r\n", ["Ffîon <f@post.example>"]),
        (b"Cc: =?nonsense?q?Jo?= <jo@post.example>\r\n", ["=?nonsense?q?Jo?= <jo@post.example>"]),
        (b"Cc: undisclosed-recipients:;\r\n", []),
        (b"Cc: The Clerks: jo@post.example, kim@post.example;\r\n", ["jo@post.example", "kim@post.example"]),
        (b"Cc: jo@post.example, JO@post.example,\r\n\tnot an address, <>\r\n", ["jo@post.example"]),
        (b"Cc: a.reed@force.example\r\n", []),
        (b"From: Pat <pat@post.example>\r\nCc: pat@post.example, jo@post.example\r\n", ["jo@post.example"]),
    ],
)
def test_law_12_third_parties_stay_in_cc_without_reader_writer_and_ourselves(fields: bytes, cc: list[str]) -> None:
    assert cc_of(fields) == cc


def test_law_12_the_writers_token_is_not_passed_on_in_any_header() -> None:
    original = (
        HEAD + b"Cc: liaison+xjqk5b3cdpouw2ma@force.example\r\nDelivered-To: liaison+xjqk5b3cdpouw2ma@force.example\r\n"
    )
    assert b"xjqk5b3cdpouw2ma" not in relay(HEADING, original + b"\r\nwords\r\n")


HOSTILE = {
    "a Content-Type of semicolons": b"Content-Type: text/plain" + b";" * 50_000 + b"\r\n\r\n" + b"x" * 1200,
    "a To of commas": b"To: " + b"," * 50_000 + b"\r\n\r\nx\r\n",
    "a To of quotes": b"To: " + b'"' * 50_000 + b"\r\n\r\nx\r\n",
    "encoded words without end": b"Cc: " + b"=?utf-8?q?" * 5_000 + b"<a@post.example>\r\n\r\nx\r\n",
    "a field folded without end": b"X: y\r\n" + b" y\r\n" * 300_000 + b"\r\nx\r\n",
    "parts in parts": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (depth, depth) for depth in range(1000)
    )
    + b"\r\n"
    + b"x" * 1200,
    "messages in messages": b"Content-Type: message/rfc822\r\n\r\n" * 1000 + b"x" * 1200,
    "many parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 20_000 + b"x" * 1200,
    "one line of 10 MB": b"Content-Type: text/plain\r\n\r\n" + b"A b" * 3_000_000,
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_structures_are_passed_on_within_a_second(hostile: str) -> None:
    began = process_time()
    assert submittable(relay(HEADING, HEAD + HOSTILE[hostile]))
    assert process_time() - began < 1
