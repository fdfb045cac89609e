"""Bounces: whom they are about, whether an address is dead, and which of our mails came back (RFC 3464)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.inbound.bounce import read_bounce
from mailbot.inbound.bounce_verdict import is_permanent
from mailbot.inbound.parse import parse
from mailbot.model.understanding import Bounce, BouncedRecipient

PAT = "pat@harpole-pc.example"
OWN = "liaison@force.example"


def report(status: str, returned: str = "") -> bytes:
    head = "From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=a\n\n"
    return f"{head}--a\n\nSorry.\n--a\nContent-Type: message/delivery-status\n\n{status}\n{returned}--a--\n".encode()


def bounce_of(raw: bytes) -> Bounce:
    return read_bounce(parse(raw), raw, OWN)


@pytest.mark.parametrize(
    ("action", "status", "diagnosis", "permanent"),
    [
        ("failed", "5.1.1", "", True),
        ("failed", "5.1.2", "", True),
        ("failed", "5.1.10", "RecipientNotFound", True),
        ("failed", "5.2.1", "The email account is disabled", True),
        ("failed", "5.4.4", "", True),
        ("failed", "5.4.1", "Recipient address rejected: Access denied", True),
        ("failed", "5.5.0", "550 No such user here", True),
        ("failed", "5.0.0", "550 User unknown", True),
        ("failed", "5.0.0", "", True),
        ("failed", "5.1.7", "", False),
        ("failed", "5.1.8", "", False),
        ("failed", "5.1.1", "mailbox is full", False),
        ("failed", "5.2.2", "", False),
        ("failed", "5.2.3", "message size exceeds limit", False),
        ("failed", "5.4.6", "", False),
        ("failed", "5.6.1", "", False),
        ("failed", "5.7.1", "user unknown", False),
        ("failed", "5.0.0", "554 blocked by spamhaus", False),
        ("failed", "5.0.0", "rejected by the recipient's mail filter", False),
        ("failed", "5.0.0", "550 Spamming is not welcome here", False),
        ("failed", "5.0.0", "500 this appears to be unsolicited; ask to be added to our whitelist", False),
        ("failed", "5.0.0", "550 192.0.2.9 is not allowed to send mail from force.example", False),
        ("failed", "5.0.0", "550 <nospam@harpole.example> recipient rejected", True),
        ("failed", "5.0.0", "host mx.example said: 550 no thank you (in reply to end of DATA command)", False),
        ("failed", "5.0.0", "host mx.example said: 550 no thank you (in reply to RCPT TO command)", True),
        ("failed", "5.0.0", "host mx.example said: 550 no such user (in reply to end of DATA command)", True),
        ("failed", "5.0.0", "534 SIZE=Message too big", False),
        ("failed", "5.1.1", "550 maximum message size exceeded", False),
        ("failed", "5.0.0", "550 User has too many messages on the server", False),
        ("failed", "5.0.0", "the account is full", False),
        ("failed", "5.0.0", "mail for harpole.example loops back to myself", False),
        ("failed", "4.4.7", "", False),
        ("failed", "4.2.2", "", False),
        ("delayed", "5.1.1", "", False),
        ("delayed", "4.4.1", "", False),
        ("relayed", "2.0.0", "", False),
        ("delivered", "2.1.5", "", False),
        ("failed", "", "", False),
    ],
)
def test_an_address_is_dead_only_when_the_server_speaks_of_the_address(
    action: str, status: str, diagnosis: str, permanent: bool
) -> None:
    assert is_permanent(action, status, diagnosis) is permanent


@pytest.mark.parametrize(
    ("fields", "recipient"),
    [
        (f"Final-Recipient: rfc822; {PAT}\nAction: failed\nStatus: 5.1.1", (PAT, "failed", "5.1.1", True)),
        (f"Final-Recipient: RFC822;<{PAT}>\nAction: FAILED\nStatus: 5.1.1 (bad)", (PAT, "failed", "5.1.1", True)),
        (f"Final-Recipient: {PAT}\nAction: failed\nStatus: 5.1.1", (PAT, "failed", "5.1.1", True)),
        (
            f"Original-Recipient: rfc822;{PAT}\nFinal-Recipient: rfc822;x@y.example\nAction: failed\nStatus: 5.1.1",
            (PAT, "failed", "5.1.1", True),
        ),
        (
            f"Final-Recipient: rfc822; {PAT}\nAction: failed\nDiagnostic-Code: smtp; 550 5.7.1 blocked",
            (PAT, "failed", "5.7.1", False),
        ),
        (f"Final-Recipient: rfc822; {PAT}\nAction: delayed", (PAT, "delayed", "4.0.0", False)),
        (
            f"Final-Recipient: rfc822; {PAT}\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 mailbox\n full",
            (PAT, "failed", "5.0.0", False),
        ),
        (
            f"Final-Recipient: rfc822; {PAT}\nAction: delivered\nStatus: 2.0.0",
            (PAT, "delivered", "2.0.0", False),
        ),
    ],
)
def test_a_recipient_is_read_from_its_fields(fields: str, recipient: tuple[str, str, str, bool]) -> None:
    assert bounce_of(report(f"Reporting-MTA: dns; mx.example\n\n{fields}\n")).recipients == (
        BouncedRecipient(*recipient),
    )


def test_the_reader_of_the_returned_mail_stands_in_for_an_address_that_is_none() -> None:
    returned = f"--a\nContent-Type: message/rfc822\n\nTo: {PAT}\nMessage-ID: <1@force.example>\n\nHello\n"
    bounce = bounce_of(report("Final-Recipient: LOCAL; \\<pat\\>\nAction: failed\nStatus: 5.1.1\n", returned))
    assert bounce == Bounce((BouncedRecipient(PAT, "failed", "5.1.1", True),), "1@force.example")


@pytest.mark.parametrize(
    ("fields", "returned"),
    [
        ("", "--a\nContent-Type: message/rfc822\n\nMessage-ID: <1@force.example>\n\nHello\n"),
        ("", "--a\nContent-Type: text/rfc822-headers\n\nSubject: x\nMessage-Id:\n <1@force.example>\n"),
        ("", "--a\nContent-Type: text/plain\n\n----- Original message -----\nMessage-ID: <1@force.example>\n"),
        ("In-Reply-To: <1@force.example>\n", ""),
        ("References: <0@force.example> <1@force.example>\n", ""),
        ("X-Original-Message-ID: <1@force.example>\n", ""),
    ],
)
def test_the_mail_that_came_back_is_named(fields: str, returned: str) -> None:
    raw = fields.encode() + report(f"Final-Recipient: rfc822; {PAT}\nAction: failed\nStatus: 5.1.1\n", returned)
    assert bounce_of(raw).original_message_id == "1@force.example"


@pytest.mark.parametrize(
    "text",
    [
        f"The following addresses had permanent fatal errors\n<{PAT}>\n\n550 5.1.1 <{PAT}>... User unknown",
        f"I'm afraid I wasn't able to deliver your message.\n\n<{PAT}>:\nSorry, no mailbox here by that name. (#5.1.1)",
        f"Delivery to the following recipients failed.\n\n       {PAT}\n\n5.1.1 no such user",
        f"Your message from {OWN} to {PAT} could not be delivered: 5.1.1 user unknown",
        f"This message was sent by {OWN}.\n\n  * {PAT}\n    unknown user, 5.1.1",
    ],
)
def test_a_report_in_words_names_its_recipient_and_never_us(text: str) -> None:
    raw = f"From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\n{text}\n".encode()
    assert bounce_of(raw).recipients == (BouncedRecipient(PAT, "failed", "5.1.1", True),)


def test_two_reports_on_one_address_are_one_and_the_graver_stands() -> None:
    fields = f"Final-Recipient: rfc822; {PAT}\nAction: delayed\nStatus: 4.4.1\n\n"
    fields += f"Final-Recipient: rfc822; {PAT.upper()}\nAction: failed\nStatus: 5.1.1\n"
    assert [one.permanent for one in bounce_of(report(fields)).recipients] == [True]


@pytest.mark.parametrize("sender", [b"From: \xff\xfe\x80", b"From: <>", b"From: , , @", b"To: \x80\nFrom: a"])
def test_senders_that_break_the_fallback_are_survived(sender: bytes) -> None:
    assert bounce_of(sender + b"\nSubject: failure notice\n\nSorry.\n").recipients == ()


_WORDS = [
    "Final-Recipient: rfc822; ",
    PAT,
    "Action: failed\n",
    "Status: 5.1.1",
    "\n\n",
    "\n",
    "--a\n",
    "<",
    ">:",
    "550 ",
]
_WORDS += ["Content-Type: message/delivery-status\n\n", "Message-ID: <", "user unknown", "-----", " ", "5.1.1"]


@given(st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=10)), max_size=30).map("".join))
@settings(max_examples=150, deadline=1000)
def test_no_report_makes_reading_it_fail(status: str) -> None:
    for one in bounce_of(report(status)).recipients:
        assert "@" in one.address


def in_words(*lines: str) -> bytes:
    head = "From: MAILER-DAEMON@mx.example\nTo: news+1@force.example\nSubject: failure notice\n\n"
    return (head + "\n".join(lines)).encode()


@pytest.mark.parametrize(
    ("lines", "recipients"),
    [
        (("Message-id: <q1@force.example>", "To: x@y.example", f"Recipient address: {PAT}"), {PAT: True}),
        (("Sorry news+1@force.example.", f"Mail to {PAT} could not be delivered."), {PAT: True}),
        (
            (f"{PAT}", "    550 no such user", "clerk@b.example", "    552 mailbox full"),
            {PAT: True, "clerk@b.example": False},
        ),
        ((f"Delivery to {PAT} failed after 5 days of trying: connection refused",), {PAT: False}),
        ((f"Your message 'Minutes, version 2.0.12' did not reach {PAT}:", "unknown recipient"), {PAT: True}),
        (
            (
                "Your message",
                "  To: news@harpole.example",
                "did not reach the following recipient(s):",
                f"c=GB;a= ;p=HALL;dda:SMTP={PAT}; on Fri, 12 Jun 2026",
                "  The recipient name is not recognized",
            ),
            {PAT: True},
        ),
        (
            ("Mail could not be delivered to:", PAT, "Delivery attempts will continue to be made for 5 days."),
            {PAT: False},
        ),
        ((f"Delivery to {PAT} has been postponed.", "We will continue to try for the next few days."), {PAT: False}),
    ],
)
def test_a_report_in_words_names_whom_it_could_not_reach(lines: tuple[str, ...], recipients: dict[str, bool]) -> None:
    found = bounce_of(in_words(*lines))
    assert {recipient.address: recipient.permanent for recipient in found.recipients} == recipients


@pytest.mark.parametrize("file_type", ["text/plain; name=details.txt", "application/octet-stream"])
def test_the_fields_of_a_report_are_read_where_they_were_passed_on_as_a_file(file_type: str) -> None:
    fields = f"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; {PAT}\nAction: failed\nStatus: 5.1.1\n"
    raw = report(fields).replace(b"message/delivery-status", file_type.encode())
    assert bounce_of(raw).recipients == (BouncedRecipient(PAT, "failed", "5.1.1", True),)


def test_recipients_are_told_apart_where_the_blank_line_between_them_was_lost() -> None:
    fields = f"Final-Recipient: rfc822; {PAT}\nAction: failed\nStatus: 5.1.1\n"
    fields += "Final-Recipient: rfc822; june@bugle.example\nAction: delayed\nStatus: 4.4.1\n"
    assert bounce_of(report(fields)).recipients == (
        BouncedRecipient(PAT, "failed", "5.1.1", True),
        BouncedRecipient("june@bugle.example", "delayed", "4.4.1", False),
    )


@pytest.mark.parametrize(
    ("notice", "permanent"),
    [
        (f"Failed to deliver to '<{PAT}>'\nthe local module reports:\n account is full (quota exceeded)", False),
        (f"<{PAT}>: blocked by our policy", False),
        (f"<{PAT}>: no such user", True),
    ],
)
def test_the_words_above_a_report_decide_where_its_fields_say_nothing(notice: str, permanent: bool) -> None:
    fields = f"Final-Recipient: rfc822; {PAT}\nAction: failed\nStatus: 5.0.0\n"
    raw = report(fields).replace(b"Sorry.", notice.encode())
    assert [one.permanent for one in bounce_of(raw).recipients] == [permanent]


def test_an_internationalised_recipient_is_decoded() -> None:
    found = bounce_of(report("Final-Recipient: utf-8; p\\x{E4}t@harpole-pc.example\nAction: failed\nStatus: 5.1.1\n"))
    assert found.recipients[0].address == "pät@harpole-pc.example"
