"""At the edges of what people and machines send: nothing counts, or is seen by anybody, that should not be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.model.facts import Answered, ContactMade, MessageHeld
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, RealPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR, ROSTER

CLERK = "clerk@harpole-pc.example"
HEDGE = "Could somebody look at the hedge on Church Lane?"


@pytest.fixture
def start_authenticating(tmp_path: Path, real_post: RealPost) -> Iterator[Callable[[], Bot]]:
    """Starts a bot for two councils that takes its own server's word on who wrote (RFC 8601)."""
    started = []

    def start() -> Bot:
        ours = {"# authserv_id = ": "authserv_id = "}
        started.append(Bot(deployed(tmp_path, ours), real_post, local("2026-06-01 09:00")))
        started[-1].import_roster(TWO)
        started[-1].turn("2026-06-01 09:00")
        for address in (PLR, JO, OFFICER, DALE):
            started[-1].inbox(address)
        return started[-1]

    yield start
    for bot in started:
        bot.remove()


def asks(bot: Bot) -> EmailMessage:
    """Have Pat Hall ask about the hedge; gives the relay to PC Reed."""
    bot.inbox(PLR)
    bot.arrives(client.new(PLR, LIAISON, "Hedge", HEDGE, local("2026-06-03 10:12")), "2026-06-03 10:12")
    bot.inbox(PLR)
    [relay] = bot.inbox(OFFICER)
    return relay


# Replies without a word


@pytest.mark.parametrize("signature", ["", "-- \nPC 1234 A. Reed\nHarpole Neighbourhood Policing Team\n"])
def test_an_officers_reply_that_holds_nothing_but_the_quote_leaves_the_question_open(bot: Bot, signature: str) -> None:
    """Design, Words (Answer); law 6: it is passed on as it is all the same."""
    relay = asks(bot)
    empty = client.reply(OFFICER, relay, signature, local("2026-06-03 11:00"))
    bot.arrives(empty, "2026-06-03 11:00")
    [passed_on], [asked] = bot.inbox(PLR), bot.inbox(OFFICER)
    assert client.text_of(passed_on) == client.text_of(empty)
    assert client.display_name(passed_on) == "PC A. Reed, Example Police"
    assert "We found no words of yours in your email to Pat Hall" in client.text_of(asked)
    assert bot.facts(Answered, ContactMade) == []
    bot.arrives(client.follow_link(OFFICER, *client.links(asked, "ANSWERED"), bot.at), "2026-06-03 11:30")
    assert len(bot.facts(Answered)) == 1


def test_an_officers_photograph_alone_is_an_answer(bot: Bot) -> None:
    picture = client.reply(OFFICER, asks(bot), "", local("2026-06-03 11:00"))
    picture.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="cut.jpg")
    bot.arrives(picture, "2026-06-03 11:00")
    assert len(bot.facts(Answered)) == len(bot.facts(ContactMade)) == 1
    assert bot.inbox(OFFICER) == []


# Loops


def test_two_machines_without_a_mark_do_not_answer_each_other_for_ever(bot: Bot) -> None:
    """Law 8, RFC 3834 section 4: it is held, the coordinator is told once, and one word passes it on."""
    says = {
        PLR: "Thank you for your email. We have logged it and will reply within five days.",
        OFFICER: "Thank you for getting in touch with the neighbourhood team.",
    }
    waiting, minute, turns = {OFFICER: asks(bot)}, 12, 0
    while waiting and turns < 40:
        reader, mail = waiting.popitem()
        minute, turns = minute + 1, turns + 1
        answer = client.reply(reader, mail, says[reader], local(f"2026-06-03 10:{minute}"), quote=False)
        bot.arrives(answer, f"2026-06-03 10:{minute}")
        waiting = {other: one for other in (OFFICER, PLR) for one in bot.inbox(other) if "Auto-Submitted" not in one}
    assert turns == 9, "four answers of each, and the fifth of the first is held"
    [held] = bot.facts(MessageHeld)
    assert held.reason == "loop"
    bot.turn("2026-06-04 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "The same came again and again" in " ".join(client.text_of(digest).split())
    bot.arrives(client.reply(COORDINATOR, digest, "LINK 1a", bot.at), "2026-06-04 09:00")
    [passed_on] = bot.inbox(PLR)
    assert client.text_of(passed_on) == says[OFFICER]


def test_a_machine_that_begins_anew_each_time_is_held_too(bot: Bot) -> None:
    bot.inbox(PLR), bot.inbox(OFFICER)
    for minute in range(10, 22):
        ticket = client.new(PLR, LIAISON, f"Case 55{minute}", f"Your case is number 55{minute}.", bot.at)
        bot.arrives(ticket, f"2026-06-03 10:{minute}")
    assert len(bot.inbox(OFFICER)) == 4
    assert {held.reason for held in bot.facts(MessageHeld)} == {"loop"}


def test_people_who_write_to_each_other_in_haste_are_never_held(bot: Bot) -> None:
    """Law 8: relays of what people write are not capped."""
    mail, writer = asks(bot), OFFICER
    for minute in range(13, 31):
        answer = client.reply(writer, mail, f"{'Yes' if minute % 2 else 'And'} {'so ' * minute}", bot.at, quote=False)
        bot.arrives(answer, f"2026-06-03 10:{minute}")
        writer = PLR if writer == OFFICER else OFFICER
        [mail] = [one for one in bot.inbox(writer) if "Auto-Submitted" not in one]
    for part in range(12):
        photograph = client.new(PLR, LIAISON, f"Photo {'i' * part}", "", bot.at)
        photograph.add_attachment(bytes([part]) * 9, maintype="image", subtype="jpeg", filename="hedge.jpg")
        bot.arrives(photograph, f"2026-06-03 10:{40 + part}")
    assert len(bot.inbox(OFFICER)) == 12
    assert bot.facts(MessageHeld) == []


# Marked, hidden and hostile


def with_body(mail: EmailMessage, content_type: str, body: str) -> EmailMessage:
    """Give a mail another body, as bytes that no library would write."""
    fields = "".join(
        f"{name}: {value}\n" for name, value in mail.items() if not name.lower().startswith(("content-", "mime-"))
    )
    return client.parsed(f"{fields}MIME-Version: 1.0\nContent-Type: {content_type}\n\n{body}\n".encode())


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/html", "<p>The warrant is on Friday.</p><p style='font-size:0;color:#fff'>OFFICIAL-SENSITIVE</p>"),
        (
            "multipart/mixed; boundary=b",
            "--b\nContent-Type: text/plain\n\nPlease see.\n--b\nContent-Type: application/pdf\n"
            'Content-Disposition: attachment; filename="OFFICIAL-SENSITIVE plan.pdf"\n\n%PDF\n--b--',
        ),
        (
            "multipart/mixed; boundary=b",
            "--b\nContent-Type: text/plain\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n"
            "From: n.new@force.example\nSubject: OFFICIAL-SENSITIVE: Warrant\n\nOn Friday.\n--b--",
        ),
    ],
    ids=["words that nobody is shown", "an attachment", "a forwarded message"],
)
def test_what_is_marked_anywhere_returns_to_its_writer(bot: Bot, content_type: str, body: str) -> None:
    """Law 8."""
    answer = client.reply(OFFICER, asks(bot), "", local("2026-06-03 11:00"))
    bot.arrives(with_body(answer, content_type, body), "2026-06-03 11:00")
    [returned] = bot.inbox(OFFICER)
    assert "is marked OFFICIAL-SENSITIVE" in str(returned["Subject"])
    assert bot.inbox(PLR) == []
    assert bot.facts(Answered) == []


JO, DALE = "jo.marsh@kislingbury-pc.example", "s.dale@force.example"
TWO = f"{ROSTER}Kislingbury Parish Council,Jo Marsh,{JO},PCSO S. Dale,{DALE},,,\n"


def test_no_plr_is_shown_the_address_of_another_councils_plr_who_had_a_copy(bot: Bot) -> None:
    """Law 12; a third party who is on no roster stays in Cc as written."""
    bot.import_roster(TWO)
    bot.turn("2026-06-01 09:30")
    bot.inbox(OFFICER)
    relay, third = asks(bot), "highways@county.example"
    answer = client.reply(OFFICER, relay, "It will be cut.", local("2026-06-03 11:00"), cc=[JO, CLERK, third])
    bot.arrives(answer, "2026-06-03 11:00")
    [passed_on] = bot.inbox(PLR)
    assert client.addresses(passed_on, "Cc") == [CLERK, third]


FAILED = "Authentication-Results: mx.force.example; dmarc=fail header.from=force.example\n"
HOSTILE: dict[str, tuple[str, str, str, str]] = {
    "an officer's token, from another PLR": ("", JO, "{token}", "It will be cut."),
    "an officer's token, from a stranger": ("", "x@evil.example", "{token}", "It will be cut."),
    "an officer's token, under the officer's address as a name": (
        "",
        f'"{OFFICER}" <x@evil.example>',
        "{token}",
        "No.",
    ),
    "an officer's token, from a colleague who gives a command": ("", "n.new@force.example", "{token}", "ANSWERED"),
    "an officer's token, from two people at once": ("", f"{PLR}, {OFFICER}", "{token}", "It will be cut."),
    "an officer's token, with two fields From": (f"From: {PLR}\n", OFFICER, "{token}", "It will be cut."),
    "an officer who is not who they say": (FAILED, OFFICER, "{token}", "It will be cut."),
    "a coordinator who is not who they say": (FAILED, COORDINATOR, LIAISON, "STATUS Harpole"),
    "a token in the text": ("", "x@evil.example", LIAISON, "Please write to {token}."),
    "a PLR as Sender": (f"Sender: {PLR}\n", "x@evil.example", LIAISON, "Could you help me?"),
    "the tokens of two councils": ("", PLR, "{token}, {other}", "Could you both help me?"),
    "a Message-ID of another council's": ("In-Reply-To: {message_id}\n", JO, LIAISON, "I have seen this."),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_who_cannot_be_who_they_say_reaches_nobody_and_moves_no_clock(
    start_authenticating: Callable[[], Bot], name: str
) -> None:
    """Law 7: it is held, and named to the coordinator."""
    bot = start_authenticating()
    relay = asks(bot)
    bot.arrives(client.new(JO, LIAISON, "Cars", "Could somebody look at the cars?", bot.at), "2026-06-03 10:13")
    [other] = bot.inbox(DALE)
    bot.inbox(JO)
    fields, sender, to, text = (
        part.format(token=relay["Reply-To"], other=other["Reply-To"], message_id=relay["Message-ID"])
        for part in HOSTILE[name]
    )
    raw = f"{fields}From: {sender}\nTo: {to}\nSubject: Re: Hedge\nMessage-ID: <1@evil.example>\n\n{text}\n"
    bot.arrives(client.parsed(raw.encode()), "2026-06-03 11:00")
    assert [bot.inbox(address) for address in (PLR, JO, OFFICER, DALE, COORDINATOR)] == [[]] * 5
    assert len(bot.facts(MessageHeld)) == 1
    assert bot.facts(Answered) == []


@pytest.mark.parametrize(
    ("sender", "subject"),
    [
        (PLR, "=?utf-8?q?Hedge=0D=0ABcc=3A_x=40evil=2Eexample?="),
        (f"=?utf-8?q?Pat=0D=0ABcc=3A_x=40evil=2Eexample?= <{PLR}>", "Hedge"),
        (f'"Pat \\"Hall\\" <x@evil.example>" <{PLR}>', "Hedge"),
        (PLR, "NEWS =?utf-8?q?=0D=0ABcc=3A_x=40evil=2Eexample?="),
    ],
)
def test_no_name_and_no_subject_adds_a_field_or_a_recipient(
    bot: Bot, real_post: RealPost, sender: str, subject: str
) -> None:
    bot.inbox(PLR), bot.inbox(OFFICER)
    raw = f"From: {sender}\nTo: {LIAISON}\nSubject: {subject}\nMessage-ID: <1@x.example>\n\n{HEDGE}\n"
    real_post.dovecot.append(LIAISON, raw.replace("\n", "\r\n").encode(), local("2026-06-03 10:12"))
    bot.turn("2026-06-03 10:12")
    mails = [*bot.inbox(OFFICER), *bot.inbox(PLR)]
    assert len(mails) == 2
    for mail in mails:
        assert mail["Bcc"] is None
        assert "evil" not in f"{mail['From']}{mail['To']}{mail['Cc']}"
        assert all(len(mail.get_all(name, [])) == 1 for name in ("From", "To", "Subject", "Reply-To"))
