"""Whatever else comes to a mailbox: machines, strangers, forgers, and people who are several things at once."""

from __future__ import annotations

import json
import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.model.facts import Answered, ConcernRaised, MailFailed, MessageArrived, MessageHeld, QuestionAsked
from mailbot.model.understanding import Kind
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, ROOT, Bot, local
from tests.e2e.conftest import OFFICER, PLR, ROSTER

CORPUS = ROOT / "tests" / "corpus"
CLERK = "clerk@harpole-pc.example"
DALE = "s.dale@force.example"
HEDGE = "Could somebody look at the hedge on Church Lane?"
EVERYBODY = (PLR, CLERK, OFFICER, COORDINATOR, DALE)


@pytest.fixture
def asked(bot: Bot) -> tuple[EmailMessage, EmailMessage]:
    """Pat Hall has asked about the hedge: the relay to PC Reed and the acknowledgement to Pat Hall."""
    bot.inbox(PLR)
    bot.arrives(client.new(PLR, LIAISON, "Hedge", HEDGE, local("2026-06-03 10:12")), "2026-06-03 10:12")
    [relay], [acknowledgement] = bot.inbox(OFFICER), bot.inbox(PLR)
    return relay, acknowledgement


def nobody_was_written_to(bot: Bot) -> bool:
    return all(bot.inbox(address) == [] for address in EVERYBODY)


def the_clock_runs(bot: Bot) -> None:
    """Assert that the question about the hedge is still open: PC Reed is reminded of it."""
    assert bot.facts(Answered) == []
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox(OFFICER)
    assert "Hedge" in client.text_of(reminder)


def digest(bot: Bot, day: str) -> str:
    """Give the words of the digest of a day."""
    bot.turn(f"{day} 08:36")
    [mail] = bot.inbox(COORDINATOR)
    return " ".join(client.text_of(mail).split())


def machine(name: str, sender: str, about: EmailMessage) -> EmailMessage:
    """Have a machine of the corpus speak of one of our mails, on behalf of somebody."""
    [path] = CORPUS.glob(f"{name}-*.eml")
    expected = json.loads(Path(str(path).replace(".eml", ".expected.json")).read_text(encoding="utf-8"))
    raw = path.read_text(encoding="utf-8")
    known = expected.get("from") or ""
    for address in {known, "pat.hall@harpole-pc.example"} - {""}:
        if "daemon" not in address.lower() and "outlook" not in address.lower():
            raw = raw.replace(address, sender)
    ours = str(about["Message-ID"]).strip("<>")
    raw = re.sub(r"lia-[0-9a-z]+@force\.example", ours, raw)
    if ours not in raw:
        raw = f"In-Reply-To: <{ours}>\n{raw}"
    return client.parsed(raw.replace("liaison+abcdefgh23456777@force.example", str(about["Reply-To"])).encode())


# Machines


@pytest.mark.parametrize("whose", ["the PLR's", "the officer's"])
@pytest.mark.parametrize("name", ["001", "003", "004", "009", "010", "023", "028"])
def test_an_automatic_reply_moves_no_clock_and_goes_to_nobody_else(
    bot: Bot, asked: tuple[EmailMessage, EmailMessage], name: str, whose: str
) -> None:
    """Law 3."""
    relay, acknowledgement = asked
    mail = machine(name, OFFICER, relay) if whose == "the officer's" else machine(name, PLR, acknowledgement)
    bot.arrives(mail, "2026-06-03 10:13")
    asked_back = bot.inbox(OFFICER if whose == "the officer's" else PLR)
    assert all(str(mail["Subject"]).startswith("Are you away") for mail in asked_back)
    assert nobody_was_written_to(bot)
    assert [fact.message_kind for fact in bot.facts(MessageArrived)] == [Kind.PERSON, Kind.AUTO_REPLY]
    assert len(bot.facts(QuestionAsked)) == 1
    the_clock_runs(bot)


@pytest.mark.parametrize("name", ["052", "053"])
def test_a_read_receipt_is_no_answer(bot: Bot, asked: tuple[EmailMessage, EmailMessage], name: str) -> None:
    """Law 3."""
    bot.arrives(machine(name, OFFICER, asked[0]), "2026-06-03 10:13")
    assert nobody_was_written_to(bot)
    the_clock_runs(bot)


def test_the_answer_to_an_invitation_is_no_answer_to_a_question(
    bot: Bot, asked: tuple[EmailMessage, EmailMessage]
) -> None:
    """Law 3."""
    accepted = client.reply(OFFICER, asked[0], "", bot.at, subject="Accepted: Parish council", quote=False)
    accepted.set_content(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nPRODID:-//Example//EN\r\nBEGIN:VEVENT\r\nUID:m1@x.example\r\n"
        "DTSTAMP:20260603T091200Z\r\nDTSTART:20260610T180000Z\r\nSUMMARY:Parish council\r\n"
        f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{OFFICER}\r\nORGANIZER:mailto:{LIAISON}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        subtype="calendar",
        params={"method": "REPLY"},
    )
    bot.arrives(accepted, "2026-06-03 10:20")
    assert nobody_was_written_to(bot)
    assert bot.facts(MessageArrived)[-1].message_kind is Kind.CALENDAR_REPLY
    the_clock_runs(bot)


def test_our_own_mail_come_back_is_taken_for_nobodys(bot: Bot, asked: tuple[EmailMessage, EmailMessage]) -> None:
    bot.arrives(asked[1], "2026-06-03 10:13")
    bot.arrives(asked[0], "2026-06-03 10:14")
    assert nobody_was_written_to(bot)
    assert [fact.message_kind for fact in bot.facts(MessageArrived)] == [Kind.PERSON, Kind.OWN, Kind.OWN]
    the_clock_runs(bot)


def test_a_machine_that_bears_no_mark_gets_no_answer_to_loop_on(
    bot: Bot, asked: tuple[EmailMessage, EmailMessage]
) -> None:
    """RFC 3834 section 2: whatever it writes, and however often, nothing of ours goes back to it."""
    for minute in range(13, 25):
        answer = client.reply(PLR, asked[1], "Your message has been logged under 5521.", bot.at, quote=False)
        bot.arrives(answer, f"2026-06-03 10:{minute}")
    assert bot.inbox(PLR) == []
    assert len(bot.facts(QuestionAsked)) == 1


# Bounces


@pytest.mark.parametrize("name", ["029", "033", "042", "044"])
def test_a_dead_address_is_reported_and_not_written_to_again(
    bot: Bot, asked: tuple[EmailMessage, EmailMessage], name: str
) -> None:
    bot.arrives(machine(name, OFFICER, asked[0]), "2026-06-03 10:13")
    bot.arrives(client.new(PLR, LIAISON, "Parking", "Who tickets the cars by the school?", bot.at), "2026-06-03 11:00")
    assert bot.inbox(OFFICER) == []
    assert len(bot.inbox(PLR)) == 1
    assert [failed.reason for failed in bot.facts(MailFailed)] == ["bounced", "suppressed"]
    words = digest(bot, "2026-06-04")
    assert f"A message that was to be passed on to {OFFICER}: it came back (5.1." in words
    assert "mail to this address comes back, so it was not sent" in words
    bot.import_roster(ROSTER.replace(OFFICER, "anne.reed@force.example"))
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox("anne.reed@force.example")
    assert "2 messages are waiting" in str(reminder["Subject"])


@pytest.mark.parametrize("name", ["030", "031", "043"])
def test_a_full_mailbox_or_a_delay_is_waited_for(bot: Bot, asked: tuple[EmailMessage, EmailMessage], name: str) -> None:
    bot.arrives(machine(name, OFFICER, asked[0]), "2026-06-03 10:13")
    bot.turn("2026-06-04 08:36")
    assert nobody_was_written_to(bot)
    assert bot.facts(MailFailed) == []
    the_clock_runs(bot)


# Strangers and forgers


def test_a_stranger_is_kept_and_named_to_the_coordinator(bot: Bot) -> None:
    bot.inbox(PLR)
    stranger = client.new("Robin Ashe <robin@elsewhere.example>", LIAISON, "Who is my PCSO?", "Please say.", bot.at)
    bot.arrives(stranger, "2026-06-03 10:12")
    assert nobody_was_written_to(bot)
    words = digest(bot, "2026-06-04")
    assert words.startswith("1 to be placed.")
    assert "1. robin@elsewhere.example: Who is my PCSO?, Wed 3 June" in words
    assert "Nobody on the roster has this address" in words
    bot.turn("2026-06-05 08:36")
    assert nobody_was_written_to(bot)


def test_a_mail_without_a_token_that_names_the_thread_from_an_unknown_address_is_held(
    bot: Bot, asked: tuple[EmailMessage, EmailMessage]
) -> None:
    """Law 7: a Message-ID and a subject tag are no key."""
    mail = client.reply("robin@elsewhere.example", asked[1], "I know more.", bot.at, bare_address=LIAISON)
    bot.arrives(mail, "2026-06-03 11:00")
    assert nobody_was_written_to(bot)
    assert [held.reason for held in bot.facts(MessageHeld)] == ["unknown-address"]
    bot.turn("2026-06-04 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "It may belong to 1a Harpole Parish Council" in client.text_of(digest)


@pytest.mark.parametrize("sender", [PLR, OFFICER])
def test_a_forged_sender_is_held_and_what_may_be_an_answer_stays_the_escalation(
    bot: Bot, asked: tuple[EmailMessage, EmailMessage], sender: str
) -> None:
    """Laws 5 and 7: our own server's DMARC failure outweighs everything that the mail says of itself."""
    relay, acknowledgement = asked
    mail = client.reply(sender, relay if sender == OFFICER else acknowledgement, "It is all settled.", bot.at)
    verdict = f"spf=pass smtp.mailfrom=elsewhere.example; dmarc=fail action=none header.from={sender}"
    border = "from mx.elsewhere.example by LO2GBR01.mail.protection.outlook.com; Wed, 3 Jun 2026 10:00:00 +0000"
    raw = f"Authentication-Results: {verdict}\r\nReceived: {border}\r\n".encode() + mail.as_bytes()
    bot.arrives(client.parsed(raw), "2026-06-03 11:00")
    assert nobody_was_written_to(bot)
    words = digest(bot, "2026-06-04")
    assert f"{sender}: Re:" in words
    assert "may be forged" in words
    the_clock_runs(bot)
    bot.turn("2026-06-10 17:06")
    bot.turn("2026-06-11 08:36")
    assert bot.inbox(COORDINATOR) == []


# Several roles, several councils


TWO_COUNCILS = ROSTER + (
    f"Kislingbury Parish Council,Pat Hall,{PLR},PCSO S. Dale,{DALE},01632 960191,Morgan Birch,{CLERK}\n"
)


def with_two_councils(bot: Bot) -> None:
    """Pat Hall and Morgan Birch serve two councils, which have different officers."""
    bot.import_roster(TWO_COUNCILS)
    bot.turn("2026-06-01 09:30")
    for address in EVERYBODY:
        bot.inbox(address)


@pytest.mark.parametrize("sender", [PLR, CLERK])
@pytest.mark.parametrize("how", ["by number", "by name", "by link"])
def test_who_serves_two_councils_is_asked_which_one_and_the_clock_runs_from_the_first_mail(
    bot: Bot, sender: str, how: str
) -> None:
    with_two_councils(bot)
    question = client.new(sender, LIAISON, "Speeding", "When is the speed gun due?", local("2026-06-03 10:12"))
    bot.arrives(question, "2026-06-03 10:12")
    [which] = bot.inbox(sender)
    assert nobody_was_written_to(bot)
    lines = client.text_of(which).splitlines()
    number = next(re.search(r"\d", line)[0] for line in lines if line.startswith("Kislingbury"))  # type: ignore[index]
    answer = {
        "by number": lambda: client.reply(sender, which, number, bot.at),
        "by name": lambda: client.reply(sender, which, "It is about Kislingbury, thank you.", bot.at),
        "by link": lambda: client.follow_link(sender, *client.links(which, "Kislingbury"), bot.at),
    }[how]()
    bot.arrives(answer, "2026-06-05 15:00")
    [relay], [acknowledgement] = bot.inbox(DALE), bot.inbox(sender)
    assert client.text_of(relay) == client.text_of(question)
    assert "Kislingbury Parish Council" in str(relay["From"])
    assert "answer by Wed 10 June" in str(relay["Subject"])
    assert "by Wednesday 10 June 2026" in client.text_of(acknowledgement)
    assert bot.facts(QuestionAsked)[0].happened_at == local("2026-06-03 10:12")
    bot.arrives(client.reply(DALE, relay, "On Tuesday.", bot.at, quote=False), "2026-06-05 16:00")
    [back] = bot.inbox(sender)
    assert client.text_of(back) == "On Tuesday."
    bot.turn("2026-06-08 08:36")
    assert nobody_was_written_to(bot)


def test_a_reply_of_who_serves_two_councils_goes_where_its_token_says(bot: Bot) -> None:
    bot.import_roster(TWO_COUNCILS)
    bot.turn("2026-06-01 09:30")
    _, kislingbury = sorted(bot.inbox(PLR), key=lambda mail: str(mail["Subject"]))
    assert "Kislingbury" in str(kislingbury["Subject"])
    bot.arrives(client.reply(PLR, kislingbury, HEDGE, bot.at), "2026-06-03 10:12")
    assert len(bot.inbox(DALE)) == 1
    assert bot.inbox(OFFICER) == []


def test_a_plr_who_is_the_clerk_too_is_one_person(bot: Bot) -> None:
    bot.import_roster(
        f"{ROSTER}Rothers Parish Meeting,Jo Fern,jo@fern.example,PC A. Reed,{OFFICER},,Jo Fern,jo@fern.example\n"
    )
    bot.turn("2026-06-01 09:30")
    assert len(bot.inbox("jo@fern.example")) == 1
    bot.arrives(client.new("jo@fern.example", LIAISON, "Hedge", HEDGE, bot.at), "2026-06-03 10:12")
    assert len(bot.inbox("jo@fern.example")) == 1
    [relay] = bot.inbox(OFFICER)
    assert str(relay["From"]).startswith('"Jo Fern, Rothers Parish Meeting"')


def test_a_clerk_writes_for_the_council_and_gets_the_answer(bot: Bot) -> None:
    bot.inbox(PLR)
    bot.arrives(client.new(CLERK, LIAISON, "Hedge", HEDGE, bot.at), "2026-06-03 10:12")
    [relay], [acknowledgement] = bot.inbox(OFFICER), bot.inbox(CLERK)
    assert "Dear Morgan Birch" in client.text_of(acknowledgement)
    bot.arrives(client.reply(OFFICER, relay, "It will be cut.", bot.at), "2026-06-03 12:00")
    assert len(bot.inbox(CLERK)) == 1
    assert bot.inbox(PLR) == []


def test_a_mailbox_shared_by_plr_and_clerk_is_the_councils(bot: Bot) -> None:
    shared = "office@weston.example"
    bot.import_roster(f"{ROSTER}Weston Parish Council,Kim Lowe,{shared},PC A. Reed,{OFFICER},,Alex Moor,{shared}\n")
    bot.turn("2026-06-01 09:30")
    [introduction] = bot.inbox(shared)
    bot.arrives(client.reply(shared, introduction, HEDGE, bot.at), "2026-06-03 10:12")
    [relay] = bot.inbox(OFFICER)
    assert str(relay["From"]).startswith('"Kim Lowe, Weston Parish Council"')
    bot.arrives(client.new(shared, LIAISON, "Parking", "Who tickets the cars?", bot.at), "2026-06-03 10:20")
    assert len(bot.inbox(OFFICER)) == 1
    assert len(bot.inbox(shared)) == 2


# Concerns


@pytest.mark.parametrize("first_line", ["CONCERN", "CONCERN: about PC Reed", "Concern", "CONCERM"])
def test_a_concern_goes_to_the_coordinator_and_never_to_the_officer(
    bot: Bot, asked: tuple[EmailMessage, EmailMessage], first_line: str
) -> None:
    """Laws 11 and 12."""
    concern = client.reply(PLR, asked[1], f"{first_line}\n\nI have rung four times and nobody calls.", bot.at)
    bot.arrives(concern, "2026-06-04 10:00")
    [relay], [received] = bot.inbox(COORDINATOR), bot.inbox(PLR)
    assert client.text_of(relay) == client.text_of(concern)
    assert str(relay["From"]).startswith('"Pat Hall, Harpole Parish Council"')
    assert "and nobody else" in client.text_of(received)
    assert len(bot.facts(ConcernRaised)) == 1
    comfort = client.reply(COORDINATOR, relay, "Thank you, I will ring you today.", bot.at)
    bot.arrives(comfort, "2026-06-04 11:00")
    [answer] = bot.inbox(PLR)
    assert client.text_of(answer) == client.text_of(comfort)
    assert answer["In-Reply-To"] == concern["Message-ID"]
    assert client.display_name(answer) == "Sam Okafor, Example Police"
    bot.arrives(client.reply(PLR, answer, "Could you ring after six?", bot.at), "2026-06-04 11:30")
    [further] = bot.inbox(COORDINATOR)
    assert client.display_name(further) == "Pat Hall"
    assert bot.inbox(PLR) == []
    assert bot.inbox(OFFICER) == []
    the_clock_runs(bot)
    bot.turn("2026-06-30 09:00")
    for mail in bot.inbox(OFFICER):
        assert "four times" not in mail.as_string()


# People come and go


def test_a_late_reply_of_a_former_plr_is_kept_and_named(bot: Bot, asked: tuple[EmailMessage, EmailMessage]) -> None:
    relay, acknowledgement = asked
    bot.import_roster(ROSTER.replace(f"Pat Hall,{PLR}", "Robin Ashe,robin.ashe@harpole-pc.example"))
    bot.turn("2026-06-04 09:00")
    assert len(bot.inbox("robin.ashe@harpole-pc.example")) == 2, "an introduction, and what is open"
    bot.inbox(PLR), bot.inbox(OFFICER)
    bot.arrives(client.reply(PLR, acknowledgement, "It is urgent now.", bot.at), "2026-06-04 10:00")
    assert any("It is urgent now." in client.text_of(mail) for mail in bot.inbox(OFFICER))
    assert bot.inbox("robin.ashe@harpole-pc.example") == bot.inbox(PLR) == []
    words = digest(bot, "2026-06-05")
    assert f"{PLR}: Re: Your message has reached PC A. Reed" in words
    bot.arrives(client.reply(OFFICER, relay, "It will be cut.", bot.at, quote=False), "2026-06-05 10:00")
    assert len(bot.inbox("robin.ashe@harpole-pc.example")) == 1
    assert bot.inbox(PLR) == []
    assert len(bot.facts(Answered)) == 1


def test_an_open_question_is_given_to_the_officer_who_takes_over(
    bot: Bot, asked: tuple[EmailMessage, EmailMessage]
) -> None:
    bot.turn("2026-06-05 08:59")
    bot.import_roster(ROSTER.replace(f"PC A. Reed,{OFFICER}", f"PCSO S. Dale,{DALE}"))
    bot.turn("2026-06-05 09:00")
    [relay] = bot.inbox(DALE)
    assert client.text_of(relay) == HEDGE
    assert "answer by Wed 10 June]" in str(relay["Subject"])
    [introduction] = bot.inbox(PLR)
    assert "PCSO S. Dale" in str(introduction["Subject"])
    bot.turn("2026-06-08 09:06")
    [over] = bot.inbox(OFFICER)
    assert "no longer" in str(over["Subject"])
    assert len(bot.inbox(DALE)) == 1
    bot.arrives(client.reply(DALE, relay, "I have told the county.", bot.at), "2026-06-08 10:00")
    [answer] = bot.inbox(PLR)
    assert str(answer["From"]).startswith('"PCSO S. Dale')
    assert len(bot.facts(Answered)) == 1
    bot.arrives(client.reply(OFFICER, asked[0], "I had told them in May.", bot.at), "2026-06-09 10:00")
    [further] = bot.inbox(PLR)
    assert str(further["From"]).startswith('"PC A. Reed')
    assert nobody_was_written_to(bot)
