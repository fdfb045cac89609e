"""Understanding: one door that never raises, whatever arrives, and never takes long (laws 3, 8, 10)."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from mailbot.inbound import understand as door
from mailbot.inbound.understand import Settings, understand
from mailbot.model.understanding import Asks, Away, Dmarc, Kind

SETTINGS = Settings(
    arrived_at=datetime(2026, 6, 2, 8, 14, tzinfo=UTC),
    own_address="liaison@force.example",
    authserv_id="mx.force.example",
    known_domains=frozenset({"harpole-pc.example"}),
)
HEAD = b"""From: Pat Hall <pat@harpole-pc.example>
To: liaison+abc@force.example
Subject: Hedge
Message-ID: <1@x.example>
"""


def test_a_reply_is_understood_whole() -> None:
    raw = b"Authentication-Results: mx.force.example; dmarc=pass\nDelivered-To: liaison+abc@force.example\n" + HEAD
    raw += b"In-Reply-To: <0@force.example>\n\nCould you look at the hedge?\n\n"
    raw += b"On 1 June, Police wrote:\n> Anything for us?\n"
    found = understand(raw, SETTINGS)
    assert (found.kind, found.may_respond, found.asks) == (Kind.PERSON, True, Asks.QUESTION)
    assert (found.new_text, found.dmarc) == ("Could you look at the hedge?", Dmarc.PASS)
    assert found.delivered_to == ("liaison+abc@force.example",)
    assert (found.message_id, found.in_reply_to) == ("1@x.example", ("0@force.example",))


def test_an_automatic_reply_proposes_an_absence_and_asks_nothing() -> None:
    raw = HEAD + b"Auto-Submitted: auto-replied\n\nI am out of the office until 14 June. Any questions?\n"
    found = understand(raw, SETTINGS)
    assert (found.kind, found.asks) == (Kind.AUTO_REPLY, Asks.IN_DOUBT)
    assert found.away == Away(None, date(2026, 6, 14))


def test_a_person_who_speaks_of_leave_proposes_nothing_here() -> None:
    assert understand(HEAD + b"\nI am away until 14 June.\n", SETTINGS).away is None


def test_a_marking_in_the_last_line_is_found_below_a_signature() -> None:
    raw = HEAD + b"\nThe warrant is on Friday.\n\nRegards\nA. Reed\n\n-- \nPC A. Reed\n\nOFFICIAL-SENSITIVE\n"
    assert understand(raw, SETTINGS).marking == "OFFICIAL-SENSITIVE"


def test_our_own_footer_is_nobodys_new_text() -> None:
    footer = "This mailbox is not watched around the clock."
    with_footer = Settings(arrived_at=SETTINGS.arrived_at, own_blocks=(footer,))
    found = understand(HEAD + f"\nYes please.\n\n{footer}\n".encode(), with_footer)
    assert found.new_text == "Yes please."


def test_a_failure_within_is_said_and_goes_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(raw: bytes) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(door, "parse", broken)
    found = understand(HEAD, SETTINGS)
    assert (found.kind, found.may_respond) == (Kind.UNREADABLE, False)
    assert found.problems == ("could not be understood (RecursionError: too deep)",)


def _nested(levels: int) -> bytes:
    return (
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(levels)) + b"\nhello"
    )


DAEMON = b"From: MAILER-DAEMON@x.example\nSubject: failure notice\n\n"
REPORT = HEAD + b"Content-Type: multipart/report; report-type=delivery-status; boundary=a\n\n"
ADVERSARIES = {
    "semicolons in Content-Type": HEAD + b"Content-Type: text/plain" + b";" * 50_000 + b"\n\nhello",
    "commas in From": b"From: " + b"," * 50_000 + b"\n\nhello",
    "dots in From": b"From: " + b"." * 50_000 + b"\n\nhello",
    "one quote in From": b'From: "' + b"\\" * 50_000 + b"\n\nhello",
    "angles in From": b"From: " + b"<" * 50_000 + b"\n\nhello",
    "comments in From": b"From: " + b"(" * 50_000 + b"\n\nhello",
    "a megabyte of Subject": b"Subject: " + b"=?utf-8?q?a?= " * 80_000 + b"\n\nhello",
    "a million fields": b"Subject: x\n" * 1_000_000,
    "no end of the header": b"Subject: x\n" + b"words words\n" * 1_000_000,
    "970 nested parts": HEAD + _nested(970),
    "20,000 nested parts": HEAD + _nested(20_000),
    "nested messages": b"Content-Type: message/rfc822\n\n" * 50_000 + b"Subject: x\n\nhello",
    "200,000 parts": HEAD + b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nhello\n" * 200_000,
    "delimiters that are none": HEAD + b"Content-Type: multipart/mixed; boundary=a\n\n" + b"\n--ab" * 2_000_000,
    "comments in Authentication-Results": HEAD + b"Authentication-Results: mx" + b"(" * 30_000 + b"\n\nhello",
    "On On On": HEAD + b"\n" + b"On " * 5_000,
    "On Monday we met": HEAD + b"\n" + b"On Monday we met " * 600,
    "blank lines": HEAD + b"\n" + b"\n" * 1_000_000,
    "quote marks": HEAD + b"\n" + b">" * 40_000,
    "dashes": HEAD + b"\n" + b"-" * 40_000,
    "one long line": HEAD + b"\n" + b"a" * 5_000_000,
    "a megabyte of <": HEAD + b"Content-Type: text/html\n\n" + b"<" * 1_000_000,
    "50,000 divs": HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 50_000,
    "blanks in a bounce": DAEMON + b" " * 100_000,
    "addresses in a bounce": DAEMON + b"a@b " * 25_000,
    "dots in a bounce": DAEMON + b"a@" + b"a." * 50_000,
    "50,000 recipients": REPORT + b"--a\nContent-Type: message/delivery-status\n\n"
    + b"Final-Recipient: rfc822; a@b.example\nAction: failed\n\n" * 50_000,
    "calendars within calendars": HEAD + b"Content-Type: text/calendar\n\n" + b"BEGIN:VCALENDAR\n" * 50_000,
    "empty winmail.dat": HEAD + b"Content-Type: application/ms-tnef\n\n\x78\x9f\x3e\x22" + b"\0" * 2_000_000,
    "NULs": b"\0" * 3_000_000,
    "CRs": b"\r" * 3_000_000,
    "digits in an automatic reply": HEAD + b"Auto-Submitted: auto-replied\n\n" + b"1 " * 20_000,
    "markings": HEAD + b"\n" + b"OFFICIAL - " * 3_000,
    "nothing": b"",
}  # fmt: skip


@pytest.mark.parametrize("raw", ADVERSARIES.values(), ids=ADVERSARIES)
def test_no_adversary_takes_more_than_a_second(raw: bytes) -> None:
    started = time.process_time()
    understood = understand(raw, SETTINGS)
    assert time.process_time() - started < 1
    assert not [problem for problem in understood.problems if "could not be understood" in problem]


_PIECES = [HEAD, b"\n\n", b"\n", b"--a\n", b"Auto-Submitted: auto-replied\n", b"From: MAILER-DAEMON@x.example\n", b"> "]
_PIECES += [
    b"Content-Type: multipart/report; boundary=a\n",
    b"Content-Type: text/html\n",
    b"<p>",
    b"</div>",
    b"OFFICIAL",
]
_PIECES += [
    b"Content-Type: message/delivery-status\n\n",
    b"Final-Recipient: ",
    b"a@b.example",
    b"On 1 June, P wrote:\n",
]
_PIECES += [b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n", b"14 June", b"\xff", b"=?utf-8?b?", b"charset=idna"]
mails = st.lists(st.one_of(st.sampled_from(_PIECES), st.binary(max_size=10)), max_size=30).map(b"".join)


@given(mails)
@hypothesis_settings(max_examples=150, deadline=1000)
def test_no_message_fails_at_the_door(raw: bytes) -> None:
    understood = understand(raw, SETTINGS)
    assert not [problem for problem in understood.problems if "could not be understood" in problem]


@pytest.mark.soak
@given(mails)
@hypothesis_settings(max_examples=50_000, deadline=1000)
def test_no_message_fails_at_the_door_in_the_long_run(raw: bytes) -> None:
    assert not [problem for problem in understand(raw, SETTINGS).problems if "could not be understood" in problem]


QUOTE = "On 1 June, Pat Hall wrote:\n> Could you look at the hedge?\n"


def mixed(text: str, *parts: str) -> bytes:
    """Write a mail of a text and further parts."""
    pieces = "".join(f"--b\n{part}\n" for part in (f"Content-Type: text/plain\n\n{text}", *parts))
    return HEAD + f'Content-Type: multipart/mixed; boundary="b"\nIn-Reply-To: <0@x>\n\n{pieces}--b--\n'.encode()


PHOTO = 'Content-Type: image/jpeg; name="hedge.jpg"\nContent-Disposition: attachment; filename="hedge.jpg"\n\nx'
CREST = 'Content-Type: image/png; name="image001.png"\nContent-ID: <crest@force>\nContent-Disposition: inline\n\nx'
SEAL = 'Content-Type: application/pkcs7-signature; name="smime.p7s"\nContent-Disposition: attachment\n\nx'
FORWARDED = "Content-Type: message/rfc822\n\nFrom: a@b.example\nSubject: Hedge\n\nIt will be cut."


@pytest.mark.parametrize(
    ("raw", "has_words", "says_something"),
    [
        (mixed(f"It will be cut.\n\n{QUOTE}"), True, True),
        (mixed(f"\U0001f44d\n\n{QUOTE}"), True, True),
        (mixed(QUOTE), False, False),
        (mixed(""), False, False),
        (mixed(f"-- \nPC A. Reed\nHarpole NPT\n\n{QUOTE}"), False, False),
        (mixed(QUOTE, PHOTO), False, True),
        (mixed(QUOTE, FORWARDED), False, True),
        (mixed(QUOTE, CREST), False, False),
        (mixed(QUOTE, SEAL), False, False),
        (HEAD + b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIAGCSqGSIb3", False, True),
    ],
)
def test_whether_its_writer_said_anything_is_told_apart_from_what_is_quoted(
    raw: bytes, has_words: bool, says_something: bool
) -> None:
    """An attachment says something, but for the picture of a letterhead and a signature; what is encrypted may."""
    found = understand(raw, SETTINGS)
    assert (found.has_words, found.says_something) == (has_words, says_something)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_message_that_carries_a_marked_one_is_marked(depth: int) -> None:
    """Law 8: forwarded as an attachment, too."""
    inner = "From: a@b.example\nSubject: OFFICIAL-SENSITIVE: warrant\n\nOn Friday."
    for _ in range(depth):
        inner = f"From: a@b.example\nContent-Type: message/rfc822\n\n{inner}"
    assert understand(mixed("See below.", f"Content-Type: message/rfc822\n\n{inner}"), SETTINGS).marking == (
        "OFFICIAL-SENSITIVE" if depth < 3 else ""
    )


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("PHONED 1 and MET 2 yesterday", ["1 June", "1 June"]),
        ("PHONED 1, MET 2 and ATTENDED 3 on 29 May", ["29 May", "29 May", "29 May"]),
        ("PHONED 1 yesterday and MET 2 on Friday", ["1 June", "29 May"]),
        ("PHONED 1 on Friday and MET 2", ["29 May", "none"]),
        ("PHONED 1\nMET 2 yesterday", ["none", "1 June"]),
        ("PHONED 3\nPHONED 1 and MET 2 yesterday", ["none", "1 June", "1 June"]),
        ("PHONED 1 and MET 2 tomorrow", ["3 June?", "3 June?"]),
        ("HOLD 1 and HOLD 2 until 12 June", ["12 June", "12 June"]),
        ("PHONED 1 and HOLD 2 until 12 June", ["none", "12 June"]),
        ("AWAY until further notice and HOLD 2 until 12 June", ["none", "12 June"]),
        ("PHONED 1 and ACK 2", ["none", "none"]),
    ],
)
def test_the_day_at_the_end_of_a_line_counts_for_all_of_its_commands_that_name_none(line: str, days: list[str]) -> None:
    """What is to come shares no day with what has happened; of a day that cannot be meant, all are asked."""
    read = understand(HEAD + f"\n{line}\n".encode(), SETTINGS).commands
    assert [f"{one.until_on:%-d %B}{'?' * bool(one.asked)}" if one.until_on else "none" for one in read] == days
