"""Rich text of winmail.dat: it is unpacked, its words are read, and no octets make either fail."""

from __future__ import annotations

import struct
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.inbound.rtf import MAX_RTF, unpacked, words_of_rtf

HEDGE = rb"{\rtf1\ansi\ansicpg1252 The hedge.\par Pat}"


def packed(rtf: bytes) -> bytes:
    """Pack with literals alone, as the format allows."""
    runs = b"".join(b"\0" + rtf[at : at + 8] for at in range(0, len(rtf), 8))
    return struct.pack("<IIII", len(runs) + 12, len(rtf), 0x75465A4C, 0) + runs


def test_literals_are_unpacked() -> None:
    assert unpacked(packed(HEDGE)) == HEDGE


def test_a_reference_repeats_what_was_written_even_while_it_is_being_written() -> None:
    # "ab", then ten octets from where "ab" was written: the window is preloaded with 207 octets.
    run = b"\x04ab" + ((207 << 4) | 8).to_bytes(2, "big")
    octets = struct.pack("<IIII", len(run) + 12, 12, 0x75465A4C, 0) + run
    assert unpacked(octets) == b"ab" * 6


def test_a_reference_reaches_into_what_every_rich_text_begins_with() -> None:
    run = b"\x01" + ((0 << 4) | 3).to_bytes(2, "big")
    octets = struct.pack("<IIII", len(run) + 12, 5, 0x75465A4C, 0) + run
    assert unpacked(octets) == rb"{\rtf1"[:5]


def test_what_was_not_packed_stands_as_it_is() -> None:
    assert unpacked(struct.pack("<IIII", len(HEDGE) + 12, len(HEDGE), 0x414C454D, 0) + HEDGE) == HEDGE


@pytest.mark.parametrize("octets", [b"", b"\0" * 15, b"\xff" * 40, packed(HEDGE)[:20]])
def test_what_is_cut_short_or_something_else_gives_what_there_is(octets: bytes) -> None:
    assert HEDGE.startswith(unpacked(octets))


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (HEDGE, "The hedge.\nPat"),
        (rb"{\rtf1{\fonttbl{\f0\fswiss Arial;}}{\colortbl;\red0;}\f0\fs20 Yes.\line\tab No.}", "Yes.\n\tNo."),
        (rb"{\rtf1\ansicpg1250 \'b3\'f3d\'9f}", "łódź"),
        (rb"{\rtf1\uc1 Caf\u233?\u-10179?\u-8704?}", "Café😀"),
        (
            rb"{\rtf1 it\rquote s \ldblquote ours\rdblquote  \endash  \{so\} \\o/ a\~b}",
            "it’s “ours” – {so} \\o/ a\u00a0b",
        ),
        (rb'{\rtf1 See {\field{\*\fldinst{HYPERLINK "https://a.example"}}{\fldrslt the map}}.}', "See the map."),
        (rb"{\rtf1\pict 89504e47}", ""),
        (rb"no rich text at all", "no rich text at all"),
        (rb"}}}{{{\par", ""),
    ],
)
def test_the_words_of_rich_text_are_read(rtf: bytes, text: str) -> None:
    assert words_of_rtf(rtf) == (text, "")


def test_what_was_html_is_put_together_again() -> None:
    rtf = (
        rb"{\rtf1\ansi\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}{\*\htmltag18 <html>}{\*\htmltag50 <body>}"
        rb"\htmlrtf {\htmlrtf0 {\*\htmltag64 <p>}\htmlrtf \par\htmlrtf0 The hedge{\*\mhtmltag84 <i>} &amp; gate."
        rb"{\*\htmltag72 </p>}\htmlrtf }\htmlrtf0 {\*\htmltag58 </body>}{\*\htmltag27 </html>}}"
    )
    assert words_of_rtf(rtf) == ("", "<html><body><p>The hedge &amp; gate.</p></body></html>")


@given(st.binary(max_size=300), st.lists(st.sampled_from([rb"\par", rb"\'", b"{", b"}", rb"\*", rb"\u55357?", b"a"])))
@settings(max_examples=200, deadline=1000)
def test_no_octets_make_reading_fail(octets: bytes, pieces: list[bytes]) -> None:
    header = struct.pack("<IIII", len(octets), 5000, 0x75465A4C, 0)
    for rtf in (unpacked(header + octets), unpacked(octets), b"".join(pieces), b"\\fromhtml" + octets):
        assert all(isinstance(part, str) for part in words_of_rtf(rtf))


@pytest.mark.parametrize(
    "rtf", [b"{" * MAX_RTF, rb"\par" * MAX_RTF, b"a" * MAX_RTF, b"\\" * MAX_RTF, rb"\'a" * MAX_RTF]
)
def test_adversarial_rich_text_takes_no_time(rtf: bytes) -> None:
    started = time.process_time()
    words_of_rtf(unpacked(packed(rtf[:MAX_RTF])))
    assert time.process_time() - started < 1
