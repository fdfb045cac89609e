"""The NEWS line is taken out of what somebody wrote, and nothing else (law 6)."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.outbound.first_line import without_line


def mail(text: str | None, html: str | None = None) -> EmailMessage:
    made = EmailMessage()
    if text is not None:
        made.set_content(text)
        if html is not None:
            made.add_alternative(html, subtype="html")
    else:
        made.set_content(html, subtype="html")
    return made


def parsed(raw: bytes | None) -> EmailMessage:
    assert raw is not None
    return BytesParser(policy=policy.default).parsebytes(raw)


@pytest.mark.parametrize(
    ("text", "line", "left"),
    [
        ("NEWS\n\nThe bus comes on Monday.\n", "NEWS", "The bus comes on Monday.\n"),
        ("\n  NEWS Bus times\nThe bus comes.\n", "NEWS Bus times", "The bus comes.\n"),
        ("*NEWS*\nThe bus comes.\n", "NEWS", "The bus comes.\n"),
        ("NEWS: Bus\ntimes in June\n\nThe bus comes.\n", "NEWS: Bus times in June", "The bus comes.\n"),
        ("NEWS – Café £5\nThe bus comes.\n", "NEWS – Café £5", "The bus comes.\n"),
    ],
)
def test_a_text_loses_its_first_line(text: str, line: str, left: str) -> None:
    assert parsed(without_line(mail(text).as_bytes(), line)).get_content().replace("\r\n", "\n") == left


@pytest.mark.parametrize(
    ("html", "line", "left"),
    [
        ("<p>NEWS</p><p>The bus comes.</p>", "NEWS", "<p></p><p>The bus comes.</p>"),
        ("<div>NEWS Bus &amp; tram<br>It comes.</div>", "NEWS Bus & tram", "<div>It comes.</div>"),
        ("<b>NE</b>WS<br>It comes.", "NEWS", "<b></b>It comes."),
        (
            "<html><head><style>p {color: red}</style><title>x</title></head><body><p class=MsoNormal>NEWS"
            "<o:p></o:p></p><p>It comes.</p></body></html>",
            "NEWS",
            "<html><head><style>p {color: red}</style><title>x</title></head><body><p class=MsoNormal>"
            "<o:p></o:p></p><p>It comes.</p></body></html>",
        ),
        ("<p>NEWS&nbsp;Bus\ntimes</p><p>It comes.</p>", "NEWS Bus times", "<p></p><p>It comes.</p>"),
    ],
)
def test_html_loses_the_letters_of_its_first_line_and_no_tag(html: str, line: str, left: str) -> None:
    got = parsed(without_line(mail(None, html).as_bytes(), line)).get_content()
    assert got.replace("\r\n", "\n").strip() == left


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (mail("CAUTION: this came from outside.\n\nNEWS\nIt comes.\n"), "NEWS"),
        (mail("NEWS Bus times and more\nIt comes.\n"), "NEWS Bus times"),
        (mail("NEWS\nIt comes.\n", "<p>Something else</p>"), "NEWS"),
        (mail(None, "<p>NEWS and more</p>"), "NEWS"),
        (mail(None, "<p>NE</p>"), "NEWS"),
    ],
)
def test_what_does_not_begin_with_that_line_is_left_to_the_new_text(made: EmailMessage, line: str) -> None:
    assert without_line(made.as_bytes(), line) is None


def test_a_signed_message_is_not_cut_for_its_signature_would_not_hold() -> None:
    signed = mail("NEWS\nIt comes.\n")
    signed.make_mixed()
    signed.set_type("multipart/signed")
    assert without_line(signed.as_bytes(), "NEWS") is None


def test_attachments_keep_their_bytes_and_names() -> None:
    made = mail("NEWS\nIt comes.\n", "<p>NEWS</p><p>It comes.</p>")
    octets = bytes(range(256)) * 9
    made.add_attachment(octets, maintype="application", subtype="octet-stream", filename="Fahrplan – Juni.bin")
    made.add_attachment("NEWS\n", filename="news.txt")
    first, second = parsed(without_line(made.as_bytes(), "NEWS")).iter_attachments()
    assert (first.get_filename(), first.get_content()) == ("Fahrplan – Juni.bin", octets)
    assert second.get_content().replace("\r\n", "\n") == "NEWS\n"


@given(st.binary(max_size=300), st.text(max_size=20))
def test_whatever_the_bytes_nothing_is_raised(raw: bytes, line: str) -> None:
    assert isinstance(without_line(b"Content-Type: text/html\n\n" + raw, line), bytes | None)
