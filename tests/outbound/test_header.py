"""No value can begin another header field, and what was put in is what a reader sees (RFC 5322, RFC 2047)."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.errors import AddressUnusable
from mailbot.model.understanding import Address
from mailbot.outbound.compose import Heading, own_mail, relay, words
from mailbot.outbound.header import addr_spec, mailbox
from mailbot.outbound.line import one_line
from mailbot.outbound.template import Rendered

NAMES = ["From", "To", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References"]
INJECTION = "Pat\r\nBcc: everybody@post.example\r\n\r\nbody\0"

hostile = st.one_of(
    st.text(),
    st.text(st.characters(categories=["Cs", "Cc", "Zs", "Cf"]), max_size=30),
    st.sampled_from(
        [INJECTION, "=?utf-8?q?=0ABcc:_x?=", 'a"b\\', "x" * 2000, "é " * 500, "Hall, Pat <x@evil.example>"]
    ),
    st.builds("".join, st.lists(st.sampled_from(["\r", "\n", " ", "Bcc: x@y.example", '"', "\\", "é", "=?"]))),
)


def heading(name: str, subject: str, ids: tuple[str, ...]) -> Heading:
    return Heading(
        address="liaison@force.example",
        from_name=name,
        to=Address(name, "pat.hall@harpole-pc.example"),
        reply_to="liaison+k3v7q2m5x4zt6wra@force.example",
        subject=subject,
        message_id="<own.1@force.example>",
        queued_at=datetime(2026, 6, 5, tzinfo=UTC),
        in_reply_to=ids[0] if ids else "",
        references=ids,
    )


@given(hostile, hostile, st.lists(hostile, max_size=4).map(tuple))
def test_no_value_breaks_a_header(name: str, subject: str, ids: tuple[str, ...]) -> None:
    composed = relay(heading(name, subject, ids), b"From: pat@post.example\r\n\r\nwords\r\n")
    mail = message_from_bytes(composed)
    assert not set(mail.keys()) - {*NAMES, "MIME-Version"}
    assert mail.get_payload() == "words\r\n"
    head = composed.split(b"\r\n\r\n")[0]
    assert head.isascii()
    assert all(len(line) <= 998 and line.strip() for line in head.split(b"\r\n"))
    assert parseaddr(mail["From"])[1] == "liaison@force.example"
    assert parseaddr(mail["To"])[1] == "pat.hall@harpole-pc.example"


@given(hostile)
def test_a_subject_is_read_as_it_was_meant(subject: str) -> None:
    mail = message_from_bytes(words(heading("Pat", subject, ()), "x"))
    shown = " ".join(str(make_header(decode_header(mail["Subject"] or ""))).split())
    assert shown == one_line(subject)


@given(hostile)
def test_a_name_is_read_as_it_was_meant(name: str) -> None:
    mail = message_from_bytes(words(heading(name, "x", ()), "x"))
    shown = parseaddr("".join(mail["From"].splitlines()))[0]
    assert str(make_header(decode_header(shown))) == one_line(name)[:100].strip()


@pytest.mark.parametrize(
    ("address", "usable"),
    [
        ("pat.hall@harpole-pc.example", "pat.hall@harpole-pc.example"),
        (" o'neill+plr@post.example ", "o'neill+plr@post.example"),
        ("clerk@bücher.example", "clerk@xn--bcher-kva.example"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_address_that_mail_can_go_to_is_taken(address: str, usable: str) -> None:
    assert addr_spec(address) == usable


@pytest.mark.parametrize(
    "address",
    [
        "",
        "pat",
        "@post.example",
        "pat@",
        "pat hall@post.example",
        "pat@post..example",
        "a@b.example\r\nBcc: c@d.example",
        "<pat@post.example>",
        "pät@post.example",
        ".pat@post.example",
        "pat@-post.example",
        "p" * 65 + "@post.example",
    ],
)
def test_what_is_no_address_is_refused_with_what_to_do(address: str) -> None:
    with pytest.raises(AddressUnusable, match="is no address that mail can be sent to"):
        mailbox("Pat", address)


def test_our_own_mail_says_that_it_is_automatic_and_a_persons_words_do_not() -> None:
    rendered = Rendered("Subject", "Dear Pat, é\n", "<html>é</html>")
    own = message_from_bytes(own_mail(heading("Example Police", "Subject", ()), rendered))
    assert own["Auto-Submitted"] == "auto-generated"
    assert own["X-Mailbot"] == "own"
    assert own["X-Auto-Response-Suppress"] is None
    assert [part.get_content_type() for part in own.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    text, html = own.get_payload()
    assert text.get_payload(decode=True).decode() == "Dear Pat, é\r\n"
    assert html.get_payload(decode=True).decode() == "<html>é</html>\r\n"
    assert message_from_bytes(words(heading("PC A. Reed", "x", ()), "x"))["Auto-Submitted"] is None


def test_law_2_the_same_mail_is_composed_to_the_same_octets() -> None:
    rendered = Rendered("Subject", "text\n", "<html></html>")
    assert own_mail(heading("P", "s", ()), rendered) == own_mail(heading("P", "s", ()), rendered)


def test_released_words_arrive_as_they_were_shown() -> None:
    composed = words(heading("PC A. Reed", "Hedge", ()), "Dear Pat,\n\n  * £20 fine\n.\nA. Reed")
    assert (
        message_from_bytes(composed).get_payload(decode=True).decode()
        == "Dear Pat,\r\n\r\n  * £20 fine\r\n.\r\nA. Reed\r\n"
    )
