"""How PLRs really reply: whatever their mail program does, the words arrive whole and the clock starts once."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from mailbot.model.facts import CopyArrived, QuestionAsked, QuestionContinued
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, RealPost, local
from tests.e2e.conftest import OFFICER, PLR
from tests.e2e.letters import ASKS, LETTERS, letter, readdressed

ARRIVED = "2026-06-03 10:12"


@pytest.fixture
def introduction(bot: Bot) -> EmailMessage:
    """What Pat Hall replies to."""
    [mail] = bot.inbox(PLR)
    return mail


def reply_to(introduction: EmailMessage, text: str = ASKS, **how: str) -> EmailMessage:
    return client.reply(PLR, introduction, text, local("2026-06-01 07:31"), **how)


def as_sent(mail: EmailMessage) -> EmailMessage:
    """Give a mail as it went over the wire."""
    return client.parsed(mail.as_bytes(policy=SMTP))


def was_taken_as_a_question(bot: Bot, sent: EmailMessage) -> tuple[EmailMessage, EmailMessage]:
    """Assert all that follows from a question, once, and give its relay and its acknowledgement."""
    [relay] = bot.inbox(OFFICER)
    assert client.leaves(relay) == client.leaves(sent)
    assert "answer by Wed 10 June]" in str(relay["Subject"])
    assert client.addresses(relay, "To") == [OFFICER]
    assert client.addresses(relay, "From") == [LIAISON]
    [acknowledgement] = bot.inbox(PLR)
    assert "by Wednesday 10 June 2026" in client.text_of(acknowledgement)
    assert acknowledgement["Auto-Submitted"] == "auto-generated"
    assert relay["Auto-Submitted"] is None
    [asked] = bot.facts(QuestionAsked)
    assert asked.happened_at == local(ARRIVED)
    return relay, acknowledgement


@pytest.mark.parametrize("name", LETTERS)
def test_a_reply_of_any_mail_program_is_passed_on_whole_and_acknowledged(
    bot: Bot, real_post: RealPost, introduction: EmailMessage, name: str
) -> None:
    """Laws 4 and 6: the same parts, types and names; the server's time and not that of the Date field."""
    raw = letter(name, introduction)
    real_post.dovecot.append(LIAISON, raw, local(ARRIVED))
    bot.turn(ARRIVED)
    relay, _ = was_taken_as_a_question(bot, client.parsed(raw))
    assert str(relay["From"]).startswith('"Pat Hall, Harpole Parish Council"')
    assert relay["Reply-To"] != introduction["Reply-To"]


@pytest.mark.parametrize(
    ("changes", "begins"),
    [
        pytest.param((("To", LIAISON),), False, id="the plus address was dropped on the way"),
        pytest.param((("To", LIAISON), ("In-Reply-To", "")), False, id="only References are left"),
        pytest.param((("In-Reply-To", ""), ("References", "")), False, id="only the plus address came back"),
        pytest.param(
            (("In-Reply-To", ""), ("References", ""), ("Subject", "The hedge")),
            False,
            id="another subject, to the plus address",
        ),
        pytest.param((("Subject", "The hedge"),), False, id="a changed subject"),
        pytest.param((("Subject", ""),), False, id="no subject"),
        pytest.param(
            (("To", LIAISON), ("In-Reply-To", "<gone@x.example>"), ("References", "<gone@x.example>")),
            False,
            id="a gateway rewrote the Message-IDs, and the tag in the subject is left",
        ),
        pytest.param(
            (("To", f"undisclosed-recipients:;\r\nDelivered-To: {LIAISON}"), ("In-Reply-To", ""), ("References", "")),
            False,
            id="we are in Bcc",
        ),
        pytest.param(
            (("To", LIAISON), ("In-Reply-To", ""), ("References", ""), ("Subject", "Hedge on Church Lane")),
            True,
            id="a new message, no reply to anything",
        ),
        pytest.param(
            (("To", LIAISON), ("In-Reply-To", "<gone@x.example>"), ("References", ""), ("Subject", "Re: police")),
            True,
            id="a reply that shows nothing of what it answers",
        ),
    ],
)
def test_a_reply_is_placed_by_whatever_came_back_with_it(
    bot: Bot, introduction: EmailMessage, changes: tuple[tuple[str, str], ...], begins: bool
) -> None:
    sent = readdressed(letter("webmail, both", introduction), *changes)
    bot.arrives(sent, ARRIVED)
    _, acknowledgement = was_taken_as_a_question(bot, as_sent(sent))
    assert (acknowledgement["Reply-To"] != introduction["Reply-To"]) is begins


def test_the_token_finds_its_thread_where_only_the_envelope_bears_it(bot: Bot, introduction: EmailMessage) -> None:
    sent = readdressed(
        letter("webmail, both", introduction),
        ("To", "police liaison:;"),
        ("In-Reply-To", ""),
        ("References", ""),
        ("Subject", "Hedge"),
        ("X-Original-To", str(introduction["Reply-To"])),
    )
    bot.arrives(sent, ARRIVED)
    _, acknowledgement = was_taken_as_a_question(bot, as_sent(sent))
    assert acknowledgement["Reply-To"] == introduction["Reply-To"]


def test_the_token_lets_a_plr_write_from_another_address_and_the_officer_is_told(
    bot: Bot, introduction: EmailMessage
) -> None:
    """Law 7."""
    sent = client.reply("Pat Hall <pat@home.example>", introduction, ASKS, bot.at)
    bot.arrives(sent, ARRIVED)
    relay, _ = was_taken_as_a_question(bot, as_sent(sent))
    assert str(relay["From"]).startswith('"Pat Hall (from another address), Harpole Parish Council"')


def test_a_reply_that_was_put_into_junk_is_taken_like_any_other(
    bot: Bot, real_post: RealPost, introduction: EmailMessage
) -> None:
    sent = reply_to(introduction)
    real_post.dovecot.append(LIAISON, sent.as_bytes(), local(ARRIVED), "Junk")
    bot.turn(ARRIVED)
    was_taken_as_a_question(bot, as_sent(sent))


def test_third_parties_stay_as_written_and_are_never_mailed_by_us(
    bot: Bot, real_post: RealPost, introduction: EmailMessage
) -> None:
    others = ["Robin Ashe <robin.ashe@harpole-pc.example>", "county@highways.example"]
    sent = client.reply(PLR, introduction, ASKS, bot.at, cc=others)
    bot.arrives(sent, ARRIVED)
    relay, _ = was_taken_as_a_question(bot, as_sent(sent))
    assert client.addresses(relay, "Cc") == ["robin.ashe@harpole-pc.example", "county@highways.example"]
    assert "Robin Ashe" in str(relay["Cc"])
    mailed = {recipient for submission in real_post.smtp.accepted for recipient in submission.recipients}
    assert mailed == {PLR, OFFICER}


def test_an_officer_who_was_in_cc_has_the_message_already(bot: Bot, introduction: EmailMessage) -> None:
    sent = client.reply(PLR, introduction, ASKS, bot.at, cc=[OFFICER])
    bot.arrives(sent, ARRIVED)
    assert bot.inbox(OFFICER) == []
    assert len(bot.inbox(PLR)) == 1
    assert len(bot.facts(QuestionAsked)) == 1


def test_copies_of_one_message_merge_and_the_earlier_arrival_counts(
    bot: Bot, real_post: RealPost, introduction: EmailMessage
) -> None:
    """Law 2: a copy that was put into Junk the evening before moves the date a day forward."""
    sent = reply_to(introduction)
    bot.arrives(sent, ARRIVED)
    was_taken_as_a_question(bot, as_sent(sent))
    real_post.dovecot.append(LIAISON, b"Received: by relay.example\r\n" + sent.as_bytes(), local("2026-06-02 16:40"))
    real_post.dovecot.append(LIAISON, sent.as_bytes(), local("2026-06-03 11:00"), "Junk")
    bot.turn("2026-06-03 11:00")
    assert [bot.inbox(address) for address in (OFFICER, PLR)] == [[], []]
    assert len(bot.facts(QuestionAsked)) == 1
    assert [copy.happened_at for copy in bot.facts(CopyArrived)] == [local("2026-06-02 16:40")]
    bot.turn("2026-06-09 17:06")
    [told_first] = bot.inbox(OFFICER)
    assert "Answer expected by Tue 9 June" in client.text_of(told_first)


def test_a_mailbox_that_was_built_anew_repeats_nothing_and_hides_nothing(
    bot: Bot, real_post: RealPost, introduction: EmailMessage
) -> None:
    """A changed UIDVALIDITY (RFC 9051 section 2.3.1.1): what is known is known, what is new is new."""
    first = client.new(PLR, LIAISON, "Parking", "Who tickets the cars by the school?", bot.at)
    bot.arrives(first, "2026-06-02 10:00")
    assert (len(bot.inbox(OFFICER)), len(bot.inbox(PLR))) == (1, 1)
    with real_post.dovecot.client(LIAISON) as inbox:
        inbox.create_folder("Elsewhere")
        inbox.select_folder("INBOX")
        before = inbox.folder_status("INBOX", ["UIDVALIDITY"])[b"UIDVALIDITY"]
    for index in real_post.dovecot.maildir(LIAISON).rglob("dovecot*"):
        if index.is_file():
            index.unlink()
    sent = reply_to(introduction)
    real_post.dovecot.append(LIAISON, sent.as_bytes(), local(ARRIVED))
    with real_post.dovecot.client(LIAISON) as inbox:
        assert inbox.folder_status("INBOX", ["UIDVALIDITY"])[b"UIDVALIDITY"] != before
    bot.turn(ARRIVED)
    [relay] = bot.inbox(OFFICER)
    assert client.leaves(relay) == client.leaves(as_sent(sent))
    assert len(bot.inbox(PLR)) == 1
    assert len(bot.facts(QuestionAsked)) == 2


def test_a_further_message_before_the_answer_belongs_to_the_question(bot: Bot, introduction: EmailMessage) -> None:
    bot.arrives(reply_to(introduction), ARRIVED)
    [relay], [acknowledgement] = bot.inbox(OFFICER), bot.inbox(PLR)
    bot.arrives(
        client.reply(PLR, acknowledgement, "And will you look at the gate as well?", bot.at), "2026-06-05 12:00"
    )
    [further] = bot.inbox(OFFICER)
    assert further["Subject"] == relay["Subject"]
    assert further["In-Reply-To"] == relay["Message-ID"]
    assert bot.inbox(PLR) == []
    assert (len(bot.facts(QuestionAsked)), len(bot.facts(QuestionContinued))) == (1, 1)


def test_a_question_under_our_own_subject_is_named_by_its_first_words(bot: Bot, introduction: EmailMessage) -> None:
    bot.arrives(reply_to(introduction, f"Good morning PC Reed,\n\n{ASKS}\nPat"), ARRIVED)
    _, [acknowledgement] = bot.inbox(OFFICER), bot.inbox(PLR)
    title = "“Could somebody look at the hedge on Church Lane? It hides…”"
    assert f"Your message {title} has reached PC A. Reed" in client.text_of(acknowledgement)
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox(OFFICER)
    assert f"1. {title.strip('“”')}" in client.text_of(reminder)
    [link] = client.links(reminder, "Re: PC A. Reed, your police contact for Harpole Parish Council")
    bot.arrives(client.follow_link(OFFICER, link, bot.at, text="It will be cut."), "2026-06-08 10:00")
    [answer] = bot.inbox(PLR)
    assert str(answer["Subject"]).startswith("Re: PC A. Reed, your police contact for Harpole Parish Council [PLR-")


def test_a_second_question_in_a_new_mail_has_a_clock_of_its_own(bot: Bot, introduction: EmailMessage) -> None:
    bot.arrives(reply_to(introduction), ARRIVED)
    [hedge] = bot.inbox(OFFICER)
    [first] = bot.inbox(PLR)
    bot.arrives(client.new(PLR, LIAISON, "Speeding", "When is the speed gun due?", bot.at), "2026-06-05 12:00")
    [speeding] = bot.inbox(OFFICER)
    [second] = bot.inbox(PLR)
    assert "answer by Fri 12 June" in str(speeding["Subject"])
    assert "by Friday 12 June 2026" in client.text_of(second)
    bot.arrives(client.reply(OFFICER, speeding, "Next Tuesday.", bot.at), "2026-06-05 15:00")
    assert len(bot.inbox(PLR)) == 1
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox(OFFICER)
    assert "Answer expected by Wed 10 June" in client.text_of(reminder)
    assert "Speeding" not in client.text_of(reminder)
    assert first["Subject"] != second["Subject"]
    assert hedge["Reply-To"] != speeding["Reply-To"]


@pytest.mark.parametrize(
    "words", ["Many thanks, much appreciated.", "Thank you!\n\nSent from my iPad", "Noted, thanks"]
)
def test_a_courtesy_is_passed_on_and_starts_nothing(bot: Bot, introduction: EmailMessage, words: str) -> None:
    sent = reply_to(introduction, words)
    bot.arrives(sent, ARRIVED)
    [relay] = bot.inbox(OFFICER)
    assert client.leaves(relay) == client.leaves(as_sent(sent))
    assert "answer by" not in str(relay["Subject"])
    bot.turn("2026-06-30 09:00")
    assert [bot.inbox(address) for address in (PLR, OFFICER, COORDINATOR)] == [[], [], []]
    assert bot.facts(QuestionAsked) == []


def test_what_is_in_doubt_is_passed_on_and_listed_in_the_officers_next_reminder(
    bot: Bot, introduction: EmailMessage
) -> None:
    doubtful = reply_to(introduction, "Enclosed are the minutes.", subject="Minutes")
    bot.arrives(doubtful, "2026-06-02 10:00")
    [relay] = bot.inbox(OFFICER)
    assert "answer by" not in str(relay["Subject"])
    assert bot.inbox(PLR) == []
    bot.arrives(client.new(PLR, LIAISON, "Hedge", ASKS, bot.at), ARRIVED)
    assert (len(bot.inbox(OFFICER)), len(bot.inbox(PLR))) == (1, 1)
    bot.turn("2026-06-08 09:06")
    [reminder] = bot.inbox(OFFICER)
    assert "2. Minutes" in client.text_of(reminder)
    assert "Does this message from Pat Hall need an answer?" in client.text_of(reminder)
    [link] = client.links(reminder, str(relay["Reply-To"]))
    bot.arrives(client.follow_link(OFFICER, link, bot.at, text="I will be there."), "2026-06-08 10:00")
    [answer] = bot.inbox(PLR)
    assert client.text_of(answer) == "I will be there."
    assert str(answer["Subject"]).startswith("Re: Minutes [PLR-")
    assert answer["In-Reply-To"] == doubtful["Message-ID"]
    bot.turn("2026-06-10 17:06")
    bot.turn("2026-06-11 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "Minutes" not in client.text_of(digest)


def test_an_answer_to_the_officers_own_question_is_no_question(bot: Bot, introduction: EmailMessage) -> None:
    bot.arrives(reply_to(introduction), ARRIVED)
    [relay], _ = bot.inbox(OFFICER), bot.inbox(PLR)
    bot.arrives(client.reply(OFFICER, relay, "Which day suits you for a visit?", bot.at), "2026-06-04 10:00")
    [asked_back] = bot.inbox(PLR)
    bot.arrives(client.reply(PLR, asked_back, "Tuesday suits me.", bot.at), "2026-06-04 12:00")
    assert len(bot.inbox(OFFICER)) == 1
    assert bot.inbox(PLR) == []
    assert len(bot.facts(QuestionAsked)) == 1


def test_our_own_words_are_known_in_a_reply_that_does_not_mark_its_quote(bot: Bot) -> None:
    """A client that quotes without any mark: what stands above is the PLR's, however our footer is wrapped below."""
    [introduction] = bot.inbox(PLR)
    unmarked = client.text_of(introduction).replace(" to ", " to\n")
    mail = client.reply(PLR, introduction, f"Thank you, noted.\n\n{unmarked}", bot.at, quote=False)
    bot.arrives(mail, "2026-06-03 10:12")
    assert bot.facts(QuestionAsked) == []
    [relay] = bot.inbox(OFFICER)
    assert client.text_of(relay) == client.text_of(mail)
