"""What officers write: answers that reach one PLR, drafts that wait for SEND, and links that write an email."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from mailbot.model.facts import Answered, ContactMade, MessageHeld, Method, Source
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, RealPost, local
from tests.e2e.conftest import OFFICER, PLR, ROSTER

TONI = "toni.marsh@kislingbury-pc.example"
HEDGE = "Could somebody look at the hedge on Church Lane?"
SPEEDING = "When will the speed gun come to Mill Lane? My own number is 01632 960222."


@pytest.fixture
def officers_bot(bot: Bot) -> Bot:
    """PC Reed serves two councils, whose PLRs have been introduced; nobody has written yet."""
    bot.import_roster(f"{ROSTER}Kislingbury Parish Council,Toni Marsh,{TONI},PC A. Reed,{OFFICER},01632 960190,,\n")
    bot.turn("2026-06-01 09:30")
    read(bot)
    return bot


def read(bot: Bot, *addresses: str) -> list[list[EmailMessage]]:
    """Give what is new in these inboxes, by default to have everybody's read."""
    return [bot.inbox(address) for address in addresses or (PLR, TONI, OFFICER, COORDINATOR)]


def asked(bot: Bot, sender: str, subject: str, words: str, at: str) -> EmailMessage:
    """Let a PLR ask something, and give its relay."""
    bot.arrives(client.new(sender, LIAISON, subject, words, local(at)), at)
    [relay] = bot.inbox(OFFICER)
    assert len(bot.inbox(sender)) == 1
    return relay


def nobody_but(bot: Bot, reader: str) -> EmailMessage:
    """Assert that one mail came, to this reader, and give it."""
    came = [(address, mail) for address in (PLR, TONI, OFFICER, COORDINATOR) for mail in bot.inbox(address)]
    [(address, mail)] = came
    assert address == reader
    return mail


def whole(mail: EmailMessage) -> str:
    """Give everything that somebody could find in a mail, its source and its decoded parts."""
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    return "\n".join([*(f"{name}: {value}" for name, value in mail.items()), *map(str, parts)])


# Answers to what a PLR asked


def test_an_answer_to_all_goes_to_the_plr_once_and_to_nobody_else(officers_bot: Bot, real_post: RealPost) -> None:
    bot = officers_bot
    question = client.new(PLR, LIAISON, "Hedge", HEDGE, local("2026-06-03 10:12"), cc=["county@highways.example"])
    bot.arrives(question, "2026-06-03 10:12")
    [relay], _ = read(bot, OFFICER, PLR)
    answer = client.reply(OFFICER, relay, "It will be cut by the 20th.", bot.at, cc=client.addresses(relay, "Cc"))
    bot.arrives(answer, "2026-06-04 11:20")
    passed_on = nobody_but(bot, PLR)
    assert client.text_of(passed_on) == client.text_of(answer)
    assert client.addresses(passed_on, "Cc") == ["county@highways.example"]
    assert passed_on["In-Reply-To"] == question["Message-ID"]
    assert OFFICER not in whole(passed_on)
    assert "county@highways.example" not in {to for sent in real_post.smtp.accepted for to in sent.recipients}
    [answered] = bot.facts(Answered)
    assert answered.happened_at == local("2026-06-04 11:20")


def test_an_answer_with_the_plr_in_cc_is_not_sent_to_them_again(officers_bot: Bot) -> None:
    """The PLR's next reply names the officer's own Message-ID, and stays in the conversation."""
    bot = officers_bot
    relay = asked(bot, PLR, "Hedge", HEDGE, "2026-06-03 10:12")
    answer = client.reply(OFFICER, relay, "Which hedge is it?", bot.at, cc=[PLR])
    bot.arrives(answer, "2026-06-04 11:20")
    assert read(bot) == [[], [], [], []]
    assert len(bot.facts(Answered)) == 1
    [contact] = bot.facts(ContactMade)
    assert (contact.method, contact.happened_at) == (Method.EMAIL, local("2026-06-04 11:20"))
    again = client.new(PLR, OFFICER, "Re: Hedge", "The long one. Can you see to it?", bot.at, cc=[LIAISON])
    again["In-Reply-To"] = answer["Message-ID"]
    bot.arrives(again, "2026-06-04 12:00")
    acknowledgement = nobody_but(bot, PLR)
    assert acknowledgement["In-Reply-To"] == again["Message-ID"]


def test_a_holding_reply_is_an_answer_and_stops_the_clock(officers_bot: Bot) -> None:
    bot = officers_bot
    relay = asked(bot, PLR, "Hedge", HEDGE, "2026-06-03 10:12")
    bot.arrives(client.reply(OFFICER, relay, "I will know more next week.", bot.at), "2026-06-04 11:20")
    assert len(bot.inbox(PLR)) == 1
    bot.turn("2026-06-30 09:00")
    assert read(bot) == [[], [], [], []]


def test_an_answer_goes_to_the_address_on_record_wherever_the_question_came_from(officers_bot: Bot) -> None:
    """Law 7: a token is a way in, and changes nobody's address."""
    bot = officers_bot
    bot.arrives(client.new(PLR, LIAISON, "Hedge", HEDGE, bot.at), "2026-06-03 10:12")
    [acknowledgement], _ = read(bot, PLR, OFFICER)
    bot.arrives(client.reply("pat@home.example", acknowledgement, "And the gate?", bot.at), "2026-06-03 10:20")
    relay = nobody_but(bot, OFFICER)
    bot.arrives(client.reply(OFFICER, relay, "Both will be done.", bot.at), "2026-06-03 11:00")
    assert nobody_but(bot, PLR)["To"] == f"Pat Hall <{PLR}>"


@pytest.mark.parametrize(
    ("colleague", "shown"),
    [
        ("PC J. Quill <j.quill@force.example>", "PC J. Quill, Example Police"),
        ("j.quill@force.example", "Example Police"),
    ],
)
def test_a_colleague_answers_by_the_officers_token(officers_bot: Bot, colleague: str, shown: str) -> None:
    """Law 7: from a colleague's domain a token may answer; their address is not shown."""
    bot = officers_bot
    relay = asked(bot, PLR, "Hedge", HEDGE, "2026-06-03 10:12")
    bot.arrives(client.reply(colleague, relay, "PC Reed is away; I have told the county.", bot.at), "2026-06-04 11:20")
    answer = nobody_but(bot, PLR)
    assert client.display_name(answer) == shown
    assert "j.quill" not in whole(answer)
    assert len(bot.facts(Answered)) == 1
    bot.turn("2026-06-30 09:00")
    assert read(bot) == [[], [], [], []]


def test_the_officers_token_from_outside_the_force_is_held(officers_bot: Bot) -> None:
    bot = officers_bot
    relay = asked(bot, PLR, "Hedge", HEDGE, "2026-06-03 10:12")
    bot.arrives(client.reply("reed@home.example", relay, "It will be cut.", bot.at), "2026-06-04 11:20")
    assert read(bot) == [[], [], [], []]
    assert [held.reason for held in bot.facts(MessageHeld)] == ["unknown-address"]
    assert bot.facts(Answered) == []


# Mail of ours is never answered on to a PLR as it is


def test_a_reply_to_the_reminder_is_shown_first_and_only_its_words_go_on_send(officers_bot: Bot) -> None:
    """Law 6."""
    bot = officers_bot
    question = client.new(PLR, LIAISON, "Hedge", HEDGE, local("2026-06-03 10:12"))
    bot.arrives(question, "2026-06-03 10:12")
    read(bot)
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, reminder, "It will be cut by the 20th.\n\nA. Reed", bot.at), "2026-06-08 10:00")
    draft = nobody_but(bot, OFFICER)
    assert "> It will be cut by the 20th.\n>\n> A. Reed" in client.text_of(draft)
    assert bot.facts(Answered) == []
    send = client.follow_link(OFFICER, *client.links(draft, "Send it to Pat Hall"), bot.at)
    bot.arrives(send, "2026-06-08 10:05")
    [answer], [sent] = read(bot, PLR, OFFICER)
    assert client.text_of(answer) == "It will be cut by the 20th.\n\nA. Reed"
    assert str(answer["Subject"]).startswith("Re: Hedge [PLR-")
    assert answer["In-Reply-To"] == question["Message-ID"]
    assert str(answer["From"]).startswith('"PC A. Reed, Example Police"')
    for ours in ("ANSWERED", "waiting for your answer", "You get this email", OFFICER, str(reminder["Reply-To"])):
        assert ours not in whole(answer)
    assert "on its way to Pat Hall" in client.text_of(sent)
    assert sent["In-Reply-To"] == send["Message-ID"]
    [answered] = bot.facts(Answered)
    assert answered.happened_at == local("2026-06-08 10:05")


def test_send_sent_twice_sends_once(officers_bot: Bot) -> None:
    """Law 2: what a mail program on two devices sends twice is two messages with one effect."""
    bot = officers_bot
    asked(bot, PLR, "Hedge", HEDGE, "2026-06-03 10:12")
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, reminder, "It will be cut.", bot.at), "2026-06-08 10:00")
    [draft] = bot.inbox(OFFICER)
    for minute in (5, 6):
        bot.arrives(client.reply(OFFICER, draft, "send", bot.at), f"2026-06-08 10:0{minute}")
    assert len(bot.inbox(PLR)) == 1


def test_a_changed_draft_is_shown_again(officers_bot: Bot) -> None:
    bot = officers_bot
    asked(bot, PLR, "Hedge", HEDGE, "2026-06-03 10:12")
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, reminder, "It will be cut on the 20th.", bot.at), "2026-06-08 10:00")
    [draft] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, draft, "It will be cut on the 21st.", bot.at), "2026-06-08 10:05")
    second = nobody_but(bot, OFFICER)
    assert "> It will be cut on the 21st." in client.text_of(second)
    assert "20th" not in client.text_of(second)
    bot.arrives(client.reply(OFFICER, second, "SEND", bot.at), "2026-06-08 10:10")
    [answer] = bot.inbox(PLR)
    assert client.text_of(answer) == "It will be cut on the 21st."


def test_a_reply_to_a_reminder_of_several_is_answered_with_a_link_for_each(officers_bot: Bot) -> None:
    """Laws 6 and 12: no PLR gets a word of what another asked."""
    bot = officers_bot
    asked(bot, PLR, "Hedge", HEDGE, "2026-06-03 10:12")
    asked(bot, TONI, "Speeding", SPEEDING, "2026-06-03 10:20")
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox(OFFICER)
    assert "2 messages are waiting" in str(reminder["Subject"])
    bot.arrives(client.reply(OFFICER, reminder, "It comes on Monday.", bot.at), "2026-06-08 10:00")
    which = nobody_but(bot, OFFICER)
    assert "Pat Hall, Harpole Parish Council, about “Hedge”" in client.text_of(which)
    assert "Toni Marsh, Kislingbury Parish Council, about “Speeding”" in client.text_of(which)
    [to_toni] = client.links(which, "Re: Speeding")
    bot.arrives(client.follow_link(OFFICER, to_toni, bot.at), "2026-06-08 10:05")
    answer = nobody_but(bot, TONI)
    assert client.text_of(answer) == "It comes on Monday."
    assert str(answer["Subject"]).startswith("Re: Speeding [PLR-")
    for other in ("Hall", "Hedge", "Harpole", "waiting"):
        assert other not in whole(answer)
    [answered] = bot.facts(Answered)
    assert bot.service.books.state.questions[answered.question].asked.plr == answer_reader(bot, TONI)


def answer_reader(bot: Bot, address: str) -> str:
    [person] = bot.service.ledger.people_at(address)
    return person.id


def test_the_address_beside_each_question_reaches_its_plr(officers_bot: Bot) -> None:
    bot = officers_bot
    asked(bot, PLR, "Hedge", HEDGE, "2026-06-03 10:12")
    asked(bot, PLR, "Parking", "Who tickets the cars by the school?", "2026-06-03 10:20")
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox(OFFICER)
    for number, (subject, words) in enumerate((("Parking", "The council does."), ("Hedge", "The county does."))):
        [link] = client.links(reminder, f"Re: {subject}")
        bot.arrives(client.follow_link(OFFICER, link, bot.at, text=words), f"2026-06-08 10:0{number}")
        answer = nobody_but(bot, PLR)
        assert client.text_of(answer) == words
        assert str(answer["Subject"]).startswith(f"Re: {subject} [PLR-")
        assert len(bot.facts(Answered)) == number + 1


def test_a_reminder_lists_first_what_has_waited_longest(officers_bot: Bot) -> None:
    bot = officers_bot
    waiting = [("Hedge", PLR), ("Speeding", TONI), ("Parking", PLR), ("Dogs", TONI)]
    for minute, (subject, sender) in enumerate(waiting):
        asked(bot, sender, subject, "Could you look into this?", f"2026-06-03 10:1{minute}")
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox(OFFICER)
    lines = client.text_of(reminder).splitlines()
    assert [line.partition(":")[0] for line in lines if line[:2] in ("1.", "2.", "3.", "4.")] == [
        f"{number}. {subject}" for number, (subject, _) in enumerate(waiting, start=1)
    ]


# New mail


def test_new_mail_to_the_bare_address_is_answered_with_a_link_for_each_plr(officers_bot: Bot) -> None:
    bot = officers_bot
    surgery = client.new(OFFICER, LIAISON, "Surgery", "I am at the library on Friday,\nfrom ten to twelve.", bot.at)
    bot.arrives(surgery, "2026-06-08 10:10")
    which = nobody_but(bot, OFFICER)
    assert which["In-Reply-To"] == surgery["Message-ID"]
    offered = [href for href in client.links(which, "liaison+") if "HELP" not in href]
    assert len(offered) == 2
    for number, href in enumerate(offered):
        bot.arrives(client.follow_link(OFFICER, href, bot.at), f"2026-06-08 10:1{number + 1}")
    [to_pat], [to_toni] = read(bot, PLR, TONI)
    for mail in (to_pat, to_toni):
        assert client.text_of(mail) == "I am at the library on Friday,\nfrom ten to twelve."
        assert str(mail["Subject"]).startswith("Surgery [PLR-")
    assert "Toni" not in whole(to_pat)
    assert "Hall" not in whole(to_toni)
    assert bot.facts(Answered) == []
    assert len(bot.facts(ContactMade)) == 2


def test_one_mail_to_several_plrs_tokens_goes_to_each_apart(officers_bot: Bot, real_post: RealPost) -> None:
    """Law 12: neither sees that there was another."""
    bot = officers_bot
    hedge = asked(bot, PLR, "Hedge", HEDGE, "2026-06-03 10:12")
    speeding = asked(bot, TONI, "Speeding", SPEEDING, "2026-06-03 10:20")
    both = f"Pat Hall <{hedge['Reply-To']}>, Toni Marsh <{speeding['Reply-To']}>"
    bot.arrives(client.new(OFFICER, both, "This week", "The van is out on Friday.", bot.at), "2026-06-04 09:00")
    [to_pat], [to_toni] = read(bot, PLR, TONI)
    for mail, others in ((to_pat, ("Toni", TONI)), (to_toni, ("Hall", PLR))):
        assert client.text_of(mail) == "The van is out on Friday."
        assert mail["Cc"] is None
        for other in (*others, str(hedge["Reply-To"]), str(speeding["Reply-To"])):
            assert other not in whole(mail)
    assert len(bot.facts(Answered)) == 2
    bot.turn("2026-06-30 09:00")
    assert read(bot) == [[], [], [], []]


# Commands


@pytest.mark.parametrize("first_line", ["", "ANSWERED 1", "answered 1.", "1 ANSWERED", "ANSWERED 1, on the phone"])
def test_answered_settles_the_question_by_link_or_typed_and_the_plr_is_told(officers_bot: Bot, first_line: str) -> None:
    bot = officers_bot
    asked(bot, PLR, "Hedge", HEDGE, "2026-06-03 10:12")
    asked(bot, TONI, "Speeding", SPEEDING, "2026-06-03 10:20")
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox(OFFICER)
    words = "\nWe spoke at the gate."
    if first_line:
        mail = client.reply(OFFICER, reminder, first_line + words, bot.at)
    else:
        mail = client.follow_link(OFFICER, *client.links(reminder, "ANSWERED 1"), bot.at, text=words)
    bot.arrives(mail, "2026-06-08 10:00")
    [told], [noted] = read(bot, PLR, OFFICER)
    assert "tells us that your message “Hedge” has been answered" in " ".join(client.text_of(told).split())
    assert "answered Pat Hall, Harpole Parish Council, about “Hedge”" in client.text_of(noted)
    assert "gate" not in whole(told)
    assert bot.inbox(TONI) == []
    [answered] = bot.facts(Answered)
    assert answered.source is Source.OFFICER
    bot.turn("2026-06-10 17:06")
    [passed], [told] = read(bot, OFFICER, TONI)
    assert "has not come yet" in " ".join(client.text_of(told).split())
    assert bot.inbox(PLR) == []
    assert "Speeding" in client.text_of(passed)
    assert "Hedge" not in client.text_of(passed)


def test_answered_without_its_number_is_asked_for_and_settled_by_the_link(officers_bot: Bot) -> None:
    bot = officers_bot
    asked(bot, PLR, "Hedge", HEDGE, "2026-06-03 10:12")
    asked(bot, TONI, "Speeding", SPEEDING, "2026-06-03 10:20")
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, reminder, "ANSWERED", bot.at), "2026-06-08 10:00")
    which = nobody_but(bot, OFFICER)
    assert bot.facts(Answered) == []
    bot.arrives(client.follow_link(OFFICER, *client.links(which, "Re: Speeding"), bot.at), "2026-06-08 10:05")
    [told], [noted] = read(bot, TONI, OFFICER)
    assert "tells us that your message “Speeding” has been answered" in " ".join(client.text_of(told).split())
    assert "answered Toni Marsh" in client.text_of(noted)
    assert bot.inbox(PLR) == []


@pytest.mark.parametrize("first_line", ["SEDN", "ANSWERD", "SNOOZE until the budget is known", "ANSWERED 7"])
def test_a_first_line_that_looks_like_a_command_reaches_nobody(officers_bot: Bot, first_line: str) -> None:
    """Law 11: a slip is no answer, whichever mail it replies to."""
    bot = officers_bot
    relay = asked(bot, PLR, "Hedge", HEDGE, "2026-06-03 10:12")
    bot.arrives(client.reply(OFFICER, relay, f"{first_line}\n\nWe spoke.", bot.at), "2026-06-04 10:00")
    unclear = nobody_but(bot, OFFICER)
    assert "not gone to anybody yet" in " ".join(client.text_of(unclear).split())
    assert first_line in client.text_of(unclear)
    assert bot.facts(Answered) == []
    bot.arrives(client.reply(OFFICER, unclear, "SEND", bot.at), "2026-06-04 10:05")
    [answer] = bot.inbox(PLR)
    assert client.text_of(answer) == f"{first_line}\n\nWe spoke."
    assert len(bot.facts(Answered)) == 1


@pytest.mark.parametrize(
    ("field", "subject", "text"),
    [
        ("", "Re: Hedge", "OFFICIAL-SENSITIVE\n\nThe family at number 9 has complained."),
        ("", "OFFICIAL-SENSITIVE: Hedge", "The family at number 9 has complained."),
        ("SIO-Label: OFFICIAL-SENSITIVE", "Re: Hedge", "The family at number 9 has complained."),
    ],
)
def test_what_is_marked_returns_to_its_sender(officers_bot: Bot, field: str, subject: str, text: str) -> None:
    """Law 8."""
    bot = officers_bot
    relay = asked(bot, PLR, "Hedge", HEDGE, "2026-06-03 10:12")
    answer = client.reply(OFFICER, relay, text, bot.at, subject=subject)
    if field:
        answer["X-Protective-Marking"] = field.partition(": ")[2]
    bot.arrives(answer, "2026-06-04 10:00")
    returned = nobody_but(bot, OFFICER)
    words = " ".join(client.text_of(returned).split())
    assert "has not been sent to Pat Hall, Harpole Parish Council, because it is marked OFFICIAL-SENSITIVE" in words
    assert "number 9" not in whole(returned)
    assert bot.facts(Answered) == []
    bot.turn("2026-06-08 09:06")
    assert len(bot.inbox(OFFICER)) == 1
