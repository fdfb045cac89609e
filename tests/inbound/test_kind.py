"""Kinds: what moves clocks and what may be answered are told by strong signals, or by two weak ones (law 3)."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.inbound.kind import KindFound, find_kind
from mailbot.inbound.parse import parse
from mailbot.inbound.sender import find_sender
from mailbot.model.understanding import Kind

OWN = "liaison@force.example"
PAT = "From: Pat Hall <pat@harpole-pc.example>"
PROSE = "Could PC Reed come to the meeting on the 9th?"


def kind_of(*fields: str, body: str = PROSE) -> KindFound:
    parsed = parse("\n".join([*fields, "", body]).encode())
    return find_kind(parsed, find_sender(parsed.headers)[0], OWN)


@pytest.mark.parametrize(
    "mark",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: Auto-Generated (vacation); owner-email=x@y.example",
        "Auto-Submitted: auto-notified",
        "Return-Path: <>",
        "X-Autoreply: yes",
        "X-Autorespond: Hedge",
        "X-FC-MachineGenerated: true",
        "X-POST-MessageClass: 9; Autoresponder",
        "X-Apple-Action: VACATION",
        "Precedence: auto_reply",
        "X-Auto-Response-Suppress: All\nX-MS-Exchange-Inbox-Rules-Loop: pat@harpole-pc.example",
    ],
)
def test_one_strong_signal_makes_an_automatic_reply(mark: str) -> None:
    found = kind_of(PAT, "Subject: Re: Hedge", mark)
    assert (found.kind, found.may_respond) == (Kind.AUTO_REPLY, False)


@pytest.mark.parametrize(
    "mark",
    [
        "Precedence: bulk",
        "Precedence: junk",
        "Precedence: list\nList-Id: <councillors.example>",
        "List-Unsubscribe: <mailto:leave@councillors.example>",
        "X-Auto-Response-Suppress: All",
        "X-Auto-Response-Suppress: OOF, DR",
    ],
)
def test_a_weak_signal_leaves_a_person_a_person_who_is_not_answered(mark: str) -> None:
    found = kind_of(PAT, "Subject: Re: Hedge", mark)
    assert (found.kind, found.may_respond) == (Kind.PERSON, False)


@pytest.mark.parametrize(
    "mark", ["Auto-Submitted: no", "X-Autoreply: no", "X-MS-Exchange-Inbox-Rules-Loop: a@b.example"]
)
def test_a_field_that_denies_or_says_little_changes_nothing(mark: str) -> None:
    assert kind_of(PAT, "Subject: Hedge", mark) == KindFound(Kind.PERSON, True, ())


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Hedge",
        "Automatic gates left open",
        "Out of office: 3 to 14 June",
        "Out of office cover for the market",
        "Annual leave request",
        "AUTO: the car left on the green",
        "PC Reed is out of the office",
        "Undeliverable: the leaflets",
        "Returned mail for the old tenant",
        "Delivery failure",
        "Failure notice",
        "Read: the notice at the pond",
        "Ticket 12345 received",
        "Thank you for your email",
    ],
)
def test_a_subject_alone_never_makes_a_machine(subject: str) -> None:
    assert kind_of(PAT, f"Subject: {subject}").kind is Kind.PERSON


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (("Subject: Automatic reply: Hedge",), "I am out of the office until Monday."),
        (("Subject: Out of Office AutoReply: Hedge",), "I am currently away from my desk."),
        (("Subject: Automatic reply: Hedge", "Precedence: bulk"), "Gone fishing."),
        (("Subject: Out of Office: Hedge", "In-Reply-To: <a@force.example>"), "I am on annual leave."),
        (
            ("Subject: AUTO: Pat Hall is out of the office (returning 15/06/2026)",),
            "I am out of the office until 15/06.",
        ),
        (
            ("Subject: Pat Hall/HPC is out of the office.",),
            "I will be out of the office starting  01/06/2026 and will not return until 15/06/2026.",
        ),
        (("Subject: Your request 88121 was received",), "This is an automatic acknowledgement. Thank you."),
    ],
)
def test_two_signals_without_a_telling_field_make_an_automatic_reply(fields: tuple[str, ...], body: str) -> None:
    assert kind_of(PAT, *fields, body=body).kind is Kind.AUTO_REPLY


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (("From: MAILER-DAEMON@mx.example", "Subject: nicht zugestellt"), "Zu dumm."),
        (("From: postmaster@mx.example", "Subject: Undeliverable: Hedge"), "Sorry."),
        (("From: postmaster@mx.example", "Subject: Hedge"), "Your message could not be delivered."),
        (("From: <>", "Subject: Mail delivery failed"), "The following addresses failed: a@b.example"),
        ((PAT, "X-Failed-Recipients: a@b.example", "Subject: Mail delivery failed"), "It failed."),
        (("From: System Administrator <x@b.example>", "Subject: Undeliverable: Hedge"), "Delivery has failed."),
        (
            ("From: Jetmail System <>", "Subject: Mail Error"),
            "Your mail cannot be delivered to the following addresses",
        ),
        (("From: MDaemon@b.example", "Subject: Permanent Delivery Failure"), "The message could not be delivered."),
        (("From: ndr@b.example", "Subject: Mail delivery failed"), "A message that you sent could not be delivered."),
        ((PAT, "Return-Path: <>", "Subject: Undeliverable: Hedge"), "Your message could not be delivered."),
        (("From: MAILER-DAEMON@mx.example", "Auto-Submitted: auto-replied", "Subject: failure notice"), "user unknown"),
    ],
)
def test_a_bounce_is_told_before_an_automatic_reply(fields: tuple[str, ...], body: str) -> None:
    assert kind_of(*fields, body=body).kind is Kind.BOUNCE


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (("From: Mail Service <x@village.example>", "Subject: Delivery problem"), "We can not be reached by road."),
        ((PAT, "Subject: Automatic response needed"), "Thank you for your message. Can an officer call?"),
        ((PAT, "Subject: Auto: stolen Ford"), "Thank you for getting in touch. It was stolen on Monday."),
        ((PAT, "Subject: Delivery failure"), "My mail to PC Reed came back: user unknown."),
        ((PAT, "Subject: Fwd: Undeliverable: Hedge"), "Your message could not be delivered.\n550 5.1.1 User unknown"),
        ((PAT, "Subject: Re: failure notice"), "> Hi. This is the qmail-send program.\nWhat does this mean?"),
    ],
)
def test_a_person_who_writes_as_machines_do_is_a_person(fields: tuple[str, ...], body: str) -> None:
    assert kind_of(*fields, body=body).kind is Kind.PERSON


@pytest.mark.parametrize(
    ("report_type", "inner", "kind"),
    [
        ("delivery-status", "message/delivery-status", Kind.BOUNCE),
        ("disposition-notification", "message/disposition-notification", Kind.READ_RECEIPT),
        ("feedback-report", "message/feedback-report", Kind.COMPLAINT),
        ("", "message/delivery-status", Kind.BOUNCE),
        ("delivery-status", "text/plain", Kind.BOUNCE),
    ],
)
def test_a_standard_report_is_told_by_its_types(report_type: str, inner: str, kind: Kind) -> None:
    body = f"--a\n\nSee below.\n--a\nContent-Type: {inner}\n\nX: y\n--a--"
    found = kind_of(PAT, f"Content-Type: multipart/report; report-type={report_type}; boundary=a", body=body)
    assert (found.kind, found.may_respond) == (kind, False)


@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("REPLY", Kind.CALENDAR_REPLY),
        ("COUNTER", Kind.CALENDAR_REPLY),
        ("REQUEST", Kind.PERSON),
        ("CANCEL", Kind.PERSON),
    ],
)
@pytest.mark.parametrize("in_field", [True, False])
def test_only_an_answer_to_an_invitation_is_a_calendar_reply(method: str, kind: Kind, in_field: bool) -> None:
    field = f"Content-Type: text/calendar{f'; method={method}' if in_field else ''}"
    body = f"BEGIN:VCALENDAR\nMETHOD:{method}\nEND:VCALENDAR"
    assert kind_of(PAT, "Subject: Accepted: Meeting", field, body=body).kind is kind


@pytest.mark.parametrize(
    "fields",
    [
        ("From: Example Police <liaison@force.example>",),
        ("From: <LIAISON+abcdefgh@force.example>",),
        (PAT, "X-Mailbot: own", "Auto-Submitted: auto-generated"),
    ],
)
def test_our_own_mail_come_back_is_known(fields: tuple[str, ...]) -> None:
    assert kind_of(*fields).kind is Kind.OWN


def test_a_newsletter_is_bulk_and_what_people_write_to_a_list_is_not() -> None:
    campaign = ("List-Unsubscribe: <mailto:u@x.example>", "Feedback-ID: 1:x")
    body = "Ten tips.\nUnsubscribe here."
    assert kind_of("From: News <news@x.example>", *campaign, body=body).kind is Kind.BULK
    assert kind_of(PAT, *campaign, "List-Post: <mailto:l@x.example>", body=body).kind is Kind.PERSON
    assert kind_of(PAT, *campaign, "In-Reply-To: <a@b.example>", body=body).kind is Kind.PERSON


def test_what_nobody_sent_may_not_be_answered() -> None:
    found = kind_of("Subject: Hedge", "From: a@x.example, b@y.example")
    assert (found.kind, found.may_respond) == (Kind.PERSON, False)


def test_octets_without_a_header_are_unreadable() -> None:
    assert find_kind(parse(b"\x00\x01 no header"), None).kind is Kind.UNREADABLE


_LINES = [
    "Auto-Submitted: ",
    "Return-Path: <>",
    "Subject: Automatic reply: ",
    "From: MAILER-DAEMON@x.example",
    "",
    "no",
]
_LINES += [
    "Precedence: bulk",
    "Content-Type: multipart/report; boundary=a",
    "--a",
    "X-Failed-Recipients: ,,@",
    "From: ",
]


@given(st.lists(st.one_of(st.sampled_from(_LINES), st.text(max_size=20)), max_size=12))
@settings(max_examples=150, deadline=1000)
def test_no_message_makes_telling_kinds_fail_and_only_people_are_answered(lines: list[str]) -> None:
    found = kind_of(*lines)
    assert not found.may_respond or found.kind is Kind.PERSON


LEAVE = "I'm on leave. Thank you for your message; I will reply when I'm back."
ACKNOWLEDGED = "Your enquiry has been logged and passed to the local steward."


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (("Subject: [EXTERNAL] Automatic reply: Hedge",), LEAVE),
        (("Subject: Automatic reply: Hedge", "In-Reply-To: <a@force.example>"), "The council is in purdah."),
        (("Subject: Automatic reply: Hedge",), "I no longer work for the council."),
        (("Subject: Automatic reply: Hedge",), "This mailbox is not monitored."),
        (("Subject: Automatic reply: Hedge", "Content-Type: text/html"), "<p>I&rsquo;m on leave.</p>"),
        (("Subject: Out of Office: RE: Hedge",), "I am on leave."),
        (("Subject: On annual leave Re: Hedge",), "I'm on annual leave."),
        (("Subject: Out of Office: Hedge",), LEAVE),
        (("Subject: Fuori sede: Hedge",), "Sono in ferie."),
        (("Subject: Out of Office AutoReply: Hedge",), "I am attending a conference and will return on Friday."),
        (("Subject: Automatisk svar: Hedge",), "Jeg har ferie."),
        (
            ("Subject: Your email to the Commissioner",),
            "Thank you for contacting us. This is an automated acknowledgement.",
        ),
        (("Subject: Re: Hedge (Automatic response)",), LEAVE),
        (("Subject: Enquiry reference 5512876",), ACKNOWLEDGED),
        (("Subject: [Harpole Council] Re: Hedge", "X-Auto-Response-Suppress: All"), ACKNOWLEDGED),
        (("Subject: [#ABC-123]: Hedge",), "Pat,\n\nThis is an automated response confirming your ticket."),
        (("Subject: Re: Hedge",), "This is an automatic reply. I am away."),
        (("Subject: Re: Hedge", "Precedence: junk"), LEAVE),
        (
            ("Subject: Re: Hedge",),
            "This account is protected: click to have your address added to the recipient's allowed list.",
        ),
        (("Subject: Your message to Clerks awaits approval",), "It is being held until the list moderator reviews it."),
        (("Subject: Re: Hedge", "X-Mail-Auto-Reply: yes"), PROSE),
        (("Subject: Re: Hedge", "X-Autoresponder-Version: 1.2"), PROSE),
        (("Subject: Re: Hedge", "X-Znuny-Loop: yes"), PROSE),
        (("Subject: Ateb awtomatig / Automatic reply: Hedge",), "Rwyf ar wyliau."),
        (("Subject: Out-of-Office: Hedge", "In-Reply-To: <a@force.example>"), "I am on leave."),
        (("Subject: Hedge", "X-List-Administrivia: yes"), PROSE),
        (("Subject: EXTERNAL: Automatic reply: Hedge",), "I'm on leave."),
        (("Subject: OFFICIAL - Automatic reply: Hedge",), "Currently on rest days."),
        (("Subject: Automatic reply: Hedge",), "Nights this week. Ring 101, or 999 in an emergency."),
        (("Subject: Automatic reply: Hedge",), " "),
        (("Subject: Out of Office",), f"Thank you for your email. {LEAVE}"),
        (("Subject: Out of Office - Hedge", "X-Auto-Response-Suppress: All"), LEAVE),
        (
            ("Subject: Away", "In-Reply-To: <a@force.example>"),
            "I am away from my desk and will respond to your email on my return.",
        ),
        (("Subject: Maternity leave Re: Hedge",), "I'm on maternity leave."),
        (("Subject: AUTO: Hedge",), "I am away until 15 June. This is an automated response to your message 'Hedge'."),
        (
            ("Subject: Re: Hedge", "X-Auto-Response-Suppress: All"),
            "Hello,\n\nThis mailbox is no longer in use. Please write to clerk@harpole-pc.example.",
        ),
        (("Subject: Autoodpowiedź: Hedge", "Precedence: bulk"), "Jestem na urlopie."),
    ],
)
def test_an_automatic_reply_that_denies_nothing_is_told_by_two_signs(fields: tuple[str, ...], body: str) -> None:
    found = kind_of(PAT, *fields, body=body)
    assert (found.kind, found.may_respond) == (Kind.AUTO_REPLY, False)


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        (
            "Re: Hedge",
            "This account is protected: click to have your address added to the recipient's allowed list.",
            Kind.AUTO_REPLY,
        ),
        ("Automatic reply: Hedge", "This mailbox is not monitored.", Kind.AUTO_REPLY),
        ("Your email to the Commissioner", "Thank you for contacting us. This is an automated reply.", Kind.AUTO_REPLY),
        ("Out of Office: Hedge", LEAVE, Kind.AUTO_REPLY),
        ("Mail delivery failed", "Your message could not be delivered to pat@harpole-pc.example.", Kind.BOUNCE),
        ("Undeliverable", "My mail could not be delivered to pat@harpole-pc.example, user unknown.", Kind.PERSON),
        ("Re: Hedge", "I am on leave. Thank you for your message; who replies when I am back?", Kind.PERSON),
    ],
)
@pytest.mark.parametrize("width", [12, 24, 40])
def test_what_a_sentence_says_does_not_hang_on_where_it_is_wrapped(
    subject: str, body: str, kind: Kind, width: int
) -> None:
    wrapped = textwrap.fill(body, width, break_long_words=False, break_on_hyphens=False)
    assert kind_of("From: Relay <relay@gateway.example>", f"Subject: {subject}", body=wrapped).kind is kind


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (("Subject: Out of office: 12-26 June",), "I'm on leave and will reply to questions when I am back."),
        (("Subject: Out of office: who covers?",), "I am on leave too; who will answer?"),
        (("Subject: Vacation: house watch",), "I am on vacation and will reply to your constable when I can."),
        (("Subject: Out of office: Re: Hedge", "In-Reply-To: <a@force.example>"), "Ignore that one. Yes to Tuesday."),
        (("Subject: Re: Hedge", "Precedence: bulk"), "Thank you for your message. I am away, but yes, book the hall."),
        (("Subject: Re: [Ticket#4411] Hedge", "X-Auto-Response-Suppress: All"), "Your request was passed to our team."),
        (("Subject: An incident - ref 4411",), "An incident has been logged at the playground."),
        (("Subject: Automatic reply: who reads these?",), "I am back from leave, so who reads these?"),
        (("Subject: Away: cover arrangements",), "We are away until the 20th, please use the deputy clerk."),
        (("Subject: Hedge", "Precedence: list", "List-Id: <clerks.example>"), LEAVE),
        (("Subject: Your enquiry of 3 June",), "Your enquiry has been received and I will put it to the council."),
        (("Subject: Thank you for your email",), "Thank you for your email. The council supports the scheme."),
        (
            ("Subject: Spam",),
            "Your message was in junk; I've put you on my list of approved senders. https://a.example",
        ),
        (("Subject: Approved",), "Your email was added to the approved list; we need a photo."),
        (("Subject: Hedge", "X-Auto-Response-Suppress: All"), "Cut at last."),
        (("Subject: Hedge", "X-AutoReply-Allowed: yes", "X-Mailer: Vacation Rentals Manager"), "Cut at last."),
        (("Subject: Failed mail to PC Reed",), "The mail to reed@force.example failed, 550 5.1.1. Tyres were dumped."),
        (
            ("Subject: Scam alert",),
            "Emails say 'your message is being held until you confirm your address', see https://evil.example.",
        ),
        (("Subject: Ref 5512: drains",), "Your request was opened at the meeting and deferred."),
        (("Subject: Delivery failed",), "The courier could not deliver to the shop@harpole.example sign."),
        (("Subject: Undelivered mail",), "It could not be delivered to The Lodge.\n\nclerk@harpole-pc.example"),
        (("Subject: Undeliverable",), "My mail could not be delivered to pat@harpole-pc.example, user unknown."),
        (("Subject: Undeliverable",), "Your mail could not be delivered to pat@harpole-pc.example. Is she well?"),
        (
            ("Subject: Annual leave", "In-Reply-To: <a@force.example>"),
            "I am on leave then, and will reply when I am back.",
        ),
        (("Subject: Out of office",), "I am out of the office next week; June answers your emails until I am back."),
        (("Subject: Away - who covers?", "Precedence: bulk"), "I am away, and will reply when back. Who covers?"),
        (("Subject: The clerk's mailbox", "Precedence: bulk"), "This mailbox is not monitored, is it? Mine is."),
        (("Subject: AUTO: found on the green",), "I am on leave, and somebody left a car there."),
        (("Subject: Automatic reply: yours",), "It says that Andy left in May. Pat"),
        (("Subject: Re: Mail delivery failed",), "Unable to deliver message to <pat@harpole-pc.example>, it says."),
    ],
)
def test_words_of_machines_in_a_persons_mail_leave_it_a_persons(fields: tuple[str, ...], body: str) -> None:
    assert kind_of(PAT, *fields, body=body).kind is Kind.PERSON


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (("Subject: Mail could not be delivered",), "Unable to deliver message to <pat@harpole-pc.example>."),
        (("Subject: Mail delivery failed",), "Your message to pat@harpole-pc.example has been rejected: user unknown."),
        (
            ("Subject: Delivery Status Notification (Delay)",),
            "This is an automatically generated Delivery Status Notification.\n\n"
            "Delivery to the following recipients has been delayed.\n\n  pat@harpole-pc.example",
        ),
        (("Subject: Delivery Failure",), "Failed Recipient: pat@harpole-pc.example\nReason: 550 unknown user"),
        (("Subject: Email blocked",), "Your message sent to pat@harpole-pc.example has been blocked by a policy."),
        (("Subject: Undeliverable Mail", "X-Mailer: <SMTP32 v8.22>"), "Unknown user: pat@harpole-pc.example"),
        (
            ("From: Mail Router <Mail_Router@harpole-pc.example>", "Subject: Undeliverable Mail"),
            "--- Failure Reasons ---\n\nUser not listed in public Name & Address Book\npat@harpole-pc.example",
        ),
        (
            ('From: "Courier mail server at mx.example" <@mx.example>', "Subject: NOTICE: mail delivery status."),
            "Your message to the following recipients cannot be delivered:\n\n<pat@harpole-pc.example>",
        ),
        (("From: <>", "Return-Path: <>"), "You sent mail to pat@harpole-pc.example. That's not a valid user here."),
        (("Subject: Undeliverable: Hedge", "Auto-Submitted: auto-generated"), "Delivery to a@b.example failed."),
    ],
)
def test_a_report_in_nobodys_name_that_names_a_failed_address_is_a_bounce(fields: tuple[str, ...], body: str) -> None:
    sender = () if fields[0].startswith("From:") else ("From: Relay <relay@gateway.example>",)
    assert kind_of(*sender, *fields, body=body).kind is Kind.BOUNCE


@pytest.mark.parametrize(
    ("fields", "body", "kind"),
    [
        (("Subject: Re: Hedge", "In-Reply-To: <a@force.example>"), "Nothing this month. Pat", Kind.PERSON),
        (("Subject: Tyres at the ford",), "I saw somebody dump tyres at the ford. Pat", Kind.PERSON),
        (("Subject: Quarantine digest",), "This is an automated message: 2 were kept.", Kind.AUTO_REPLY),
        (("Subject: Undeliverable: Hedge",), "The recipient's mailbox is full.", Kind.BOUNCE),
    ],
)
def test_who_writes_from_postmaster_may_be_a_person(fields: tuple[str, ...], body: str, kind: Kind) -> None:
    found = kind_of("From: Pat Hall <postmaster@harpole-pc.example>", *fields, body=body)
    assert (found.kind, found.may_respond) == (kind, False)


def test_a_rejection_that_comes_as_a_receipt_is_a_bounce() -> None:
    body = (
        "--a\n\nYour message to <pat@harpole-pc.example> was automatically rejected:\nQuota exceeded\n--a\n"
        "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; pat@harpole-pc.example\n--a--"
    )
    head = "Content-Type: multipart/report; report-type=disposition-notification; boundary=a"
    assert kind_of("From: Mail Delivery Subsystem <pm@harpole-pc.example>", head, body=body).kind is Kind.BOUNCE


DESK = "From: Dave (West Council) <support@west.example>"
GENERATED = ("Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All", "In-Reply-To: <a@force.example>")


@pytest.mark.parametrize(
    "body",
    [
        "Hello, Dave here from Highways. The lamp is ours; an engineer is booked for Tuesday.",
        "##- Please type your reply above this line -##\n\nDave (West Council)\n\nHi Pat, it was cut on Friday.",
        "It was cut on Friday, so I shall close this.\n\nRegards\nDave",
    ],
)
def test_a_person_who_answers_by_name_in_a_help_desks_program_is_one_but_is_not_answered(body: str) -> None:
    found = kind_of(DESK, "Subject: Re: Street lamp [#48213]", *GENERATED, body=body)
    assert (found.kind, found.may_respond) == (Kind.PERSON, False)


def test_a_person_may_say_that_a_message_was_received_and_understood() -> None:
    body = "Your message has been received and understood! See you there."
    assert kind_of(PAT, *GENERATED[1:], "Subject: Re: Surgery", body=body).kind is Kind.PERSON


@pytest.mark.parametrize(
    "body",
    [
        "AUTOMATIC RESPONSE\n\nThank you for your email. Please note that I can only act for my constituents.",
        "Automated reply.\n\nThe office opens on Tuesdays.",
        "Thank you for contacting support. Your ticket no. 88231 has been created.",
        "Your request for support #88231 has been logged. We aim to answer in a working day.",
    ],
)
def test_an_answer_headed_automatic_or_that_numbers_a_ticket_is_a_programs(body: str) -> None:
    assert kind_of(PAT, *GENERATED[1:], "Subject: Re: Hedge", body=body).kind is Kind.AUTO_REPLY


def test_a_short_answer_below_the_line_of_a_help_desk_acknowledges_nothing() -> None:
    body = "##- Please type your reply above this line -##\n\nDave (West Council)\n\nYes please."
    assert kind_of(DESK, "Subject: Re: Street lamp", *GENERATED[1:], body=body).kind is Kind.PERSON


@pytest.mark.parametrize(
    ("sender", "subject", "body"),
    [
        (DESK, "Re: Street lamp [#48213]", "Your request has been received and will be looked at in turn."),
        (DESK, "Re: Street lamp", "Thank you for contacting us. Dave, or somebody of his team, will be in touch."),
        (DESK, "Automatic reply: Street lamp", "Dave is at a training course."),
        (DESK, "Re: Street lamp", "I am out of the office until Monday.\n\nDave"),
        (DESK, "Re: Street lamp", "This is an automated message. Dave has been given your email."),
        (DESK, "[CASE] (LAMPS-12) Street lamp", "Dave Poe changed the status to Done."),
        (DESK, "[CASE] (LAMPS-12) Street lamp", "Dave updated LAMPS-12: Assignee: Street Scene"),
        (DESK, "Re: Street lamp", "Dave Poe has assigned it to Street Scene."),
        ("From: West Council <support@west.example>", "Re: Street lamp", "An engineer is booked for Tuesday."),
    ],
)
def test_what_a_help_desks_program_writes_by_itself_is_an_automatic_reply(sender: str, subject: str, body: str) -> None:
    assert kind_of(sender, f"Subject: {subject}", *GENERATED, body=body).kind is Kind.AUTO_REPLY


def test_what_answers_nothing_and_says_that_a_program_made_it_is_a_machines() -> None:
    body = "Dave, here is the list of lamps that failed today."
    assert kind_of(DESK, "Subject: Lamps", "Auto-Submitted: auto-generated", body=body).kind is Kind.AUTO_REPLY


def test_a_field_that_providers_put_on_everybodys_mail_keeps_nobody_without_an_answer() -> None:
    found = kind_of(PAT, "Subject: Hedge", "Feedback-ID: i1234567:Provider")
    assert (found.kind, found.may_respond) == (Kind.PERSON, True)
    found = kind_of(PAT, "Subject: Hedge", "Feedback-ID: 12:34:camp", "List-Unsubscribe: <https://news.example/u>")
    assert not found.may_respond
