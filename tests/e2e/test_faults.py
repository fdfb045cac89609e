"""What goes wrong around the bot: its servers, its disk of mails, a second process (laws 2, 5 and 10)."""

from __future__ import annotations

import json
import signal
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from mailbot.model.facts import Answered, MailAccepted, MailFailed, MessageArrived, Outcome, VerdictGiven
from mailbot.model.ids import COORDINATOR as COORDINATOR_ID
from mailbot.model.mail import Mail, MailStatus
from mailbot.model.records import OutboxEntry
from mailbot.policy.decision import Decision
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, RealPost, local
from tests.e2e.client import parsed
from tests.e2e.conftest import OFFICER, PLR, ROSTER
from tests.e2e.process import Site
from tests.servers.smtp import SmtpServer

SECOND_ROW = "Kislingbury Parish Council,Jo Marsh,jo.marsh@kislingbury-pc.example,PC A. Reed,a.reed@force.example,,,\n"
AN_ALARM = {
    "title": "The mailbox cannot be read", "meaning": "It waits.", "reason": "It said no.", "remedy": "Tell somebody.",
    "since_at": "2026-06-01T08:00:00+00:00", "ended": False, "ended_at": None,
}  # fmt: skip


def smtp_of(bot: Bot) -> SmtpServer:
    assert isinstance(bot.post, RealPost)
    return bot.post.smtp


def asks(bot: Bot, at: str = "2026-06-03 10:12", text: str = "Who cuts the hedge?") -> None:
    """Let Pat Hall ask something new."""
    bot.arrives(client.new(PLR, LIAISON, "Hedge on Church Lane", text, local(at)), at)


def submissions(bot: Bot, recipient: str) -> list[str]:
    """Give the Message-IDs of what the SMTP server accepted for somebody."""
    return [str(parsed(each.raw)["Message-ID"]) for each in smtp_of(bot).accepted if recipient in each.recipients]


# The SMTP server


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "END"])
def test_what_is_refused_for_the_moment_is_tried_again_ever_more_slowly(bot: Bot, stage: str) -> None:
    """RFC 5321 section 4.5.4.1."""
    smtp_of(bot).refuse("451 4.3.0 Come back later", at=stage, times=6)
    asks(bot)
    assert submissions(bot, OFFICER) == []
    tried_at = []
    for minute in range(1, 9):
        waiting = bot.service.ledger.outbox(MailStatus.QUEUED)
        bot.turn(f"2026-06-03 10:{12 + minute}")
        if bot.service.ledger.outbox(MailStatus.QUEUED) != waiting:
            tried_at.append(minute)
    assert tried_at == [1, 3, 7]
    assert len(submissions(bot, OFFICER)) == 1
    assert bot.facts(MailFailed) == []


def test_what_is_refused_for_good_is_never_tried_again_and_the_coordinator_is_told(bot: Bot) -> None:
    smtp_of(bot).refuse("550 5.1.1 No such mailbox", times=1)
    asks(bot)
    [failed] = bot.facts(MailFailed)
    assert (failed.reason, failed.status, failed.template) == ("refused", "5.1.1", "")
    bot.turn("2026-06-04 08:31")
    assert submissions(bot, OFFICER) == []
    [digest] = bot.inbox(COORDINATOR)
    told = " ".join(client.text_of(digest).split())
    assert "A message that was to be passed on to a.reed@force.example: the mail server refused it (5.1.1)" in told
    bot.turn("2026-06-05 08:31")
    assert bot.inbox(COORDINATOR) == []


def test_what_is_refused_for_five_days_is_given_up_and_reported(bot: Bot) -> None:
    """RFC 5321 section 4.5.4.1."""
    asks(bot, text="Thank you, that is very kind of you.")
    smtp_of(bot).refuse("452 4.2.2 The mailbox is full", times=1000)
    asks(bot, "2026-06-03 10:30")
    for day in range(4, 9):
        bot.turn(f"2026-06-0{day} 07:00")
    assert [fact for fact in bot.facts(MailFailed) if not fact.template] == []
    bot.turn("2026-06-08 10:31")
    given_up = [fact for fact in bot.facts(MailFailed) if not fact.template]
    assert [fact.reason for fact in given_up] == ["expired"]
    smtp_of(bot).forget_orders()
    bot.turn("2026-06-09 08:31")
    [digest] = [mail for mail in bot.inbox(COORDINATOR) if "not delivered" in str(mail["Subject"])]
    assert "the mail server did not take it for five days" in " ".join(client.text_of(digest).split())


def test_a_mail_that_was_tried_a_hundred_times_is_tried_again_within_the_hour(bot: Bot) -> None:
    smtp_of(bot).refuse("452 4.2.2 The mailbox is full", times=3)
    asks(bot)
    waiting = [replace(entry, attempts=100) for entry in bot.service.ledger.outbox(MailStatus.QUEUED)]
    bot.service.books.commit(Decision(), outbox=waiting)
    bot.turn("2026-06-03 10:20")
    assert {entry.retry_at for entry in bot.service.ledger.outbox(MailStatus.QUEUED)} <= {local("2026-06-03 11:20")}
    bot.turn("2026-06-03 11:21")
    assert len(submissions(bot, OFFICER)) == 1


@pytest.mark.parametrize(("stage", "was_kept"), [("BODY", False), ("END", False), ("ACCEPTED", True)])
def test_a_connection_lost_over_a_mail_costs_nothing_but_a_second_copy_of_it(
    bot: Bot, stage: str, was_kept: bool
) -> None:
    """Law 2: after the final dot nobody knows, so it goes out again under the same Message-ID."""
    mail = client.new(PLR, LIAISON, "Hedge on Church Lane", "Who cuts the hedge?", local("2026-06-03 10:12"))
    mail.add_attachment(b"\xff" * 4_000_000, maintype="image", subtype="jpeg", filename="hedge.jpg")
    smtp_of(bot).drop(stage)
    bot.arrives(mail, "2026-06-03 10:12")
    status = MailStatus.QUEUED if stage == "BODY" else MailStatus.UNCERTAIN
    [cut_off] = bot.service.ledger.outbox(status)
    bot.turn("2026-06-03 10:14")
    sent = [message_id for reader in (OFFICER, PLR) for message_id in submissions(bot, reader)]
    assert sent.count(f"<{cut_off.message_id}>") == (2 if was_kept else 1)
    assert len(set(sent)) == 3
    assert bot.service.ledger.outbox(status) == ()


def test_a_mail_that_may_have_been_sent_stays_so_though_it_is_refused_for_the_moment(bot: Bot) -> None:
    """Law 2: the Sent mailbox is asked before each further attempt."""
    smtp_of(bot).drop("ACCEPTED")
    asks(bot)
    [cut_off] = bot.service.ledger.outbox(MailStatus.UNCERTAIN)
    smtp_of(bot).refuse("451 4.3.0 Come back later")
    bot.turn("2026-06-03 10:14")
    assert [entry.message_id for entry in bot.service.ledger.outbox(MailStatus.UNCERTAIN)] == [cut_off.message_id]
    [copy] = [each.raw for each in smtp_of(bot).accepted if cut_off.message_id in str(parsed(each.raw)["Message-ID"])]
    assert isinstance(bot.post, RealPost)
    bot.post.dovecot.append(LIAISON, copy, bot.at, "Sent")
    bot.turn("2026-06-03 10:20")
    assert submissions(bot, OFFICER) == [f"<{cut_off.message_id}>"]
    assert bot.service.ledger.outbox(MailStatus.UNCERTAIN) == ()


def test_an_smtp_server_that_is_away_is_waited_for(bot: Bot) -> None:
    smtp_of(bot).stop()
    asks(bot)
    smtp_of(bot).start()
    bot.turn("2026-06-03 10:14")
    assert len(bot.inbox(OFFICER)) == 1
    accepted = [fact for fact in bot.facts(MailAccepted) if fact.relays]
    assert [fact.happened_at for fact in accepted] == [local("2026-06-03 10:14")]


# The mailbox

UNPARSABLE = {
    "nothing": b"\r\n",
    "no text at all": b"\x00\xff\xfe\x80" * 300,
    "a thousand nested parts": b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(1000)
    ),
    "hostile header fields": b"From: " + b'<,"(' * 3000 + b"\r\nSubject: =?x?q?" + b"=" * 5000 + b"?=\r\n\r\n\xa0",
    "an unknown character set": b'From: x@y.example\r\nContent-Type: text/plain; charset="punycode"\r\n\r\n\xff-\xff',
}


def test_messages_that_cannot_be_read_do_not_block_the_next(bot: Bot) -> None:
    """Law 10: each is recorded, kept whole, and named in the digest."""
    assert isinstance(bot.post, RealPost)
    for raw in UNPARSABLE.values():
        bot.post.dovecot.append(LIAISON, raw, local("2026-06-03 09:50"))
    asks(bot)
    assert len(bot.inbox(OFFICER)) == 1
    arrived = bot.facts(MessageArrived)
    assert len(arrived) == len(UNPARSABLE) + 1
    ledger = bot.service.ledger
    kept = {ledger.raw.get(record.raw) for fact in arrived if (record := ledger.message(fact.message))}
    assert kept == {message.raw for message in bot.post.dovecot.messages(LIAISON)}
    bot.turn("2026-06-04 08:31")
    [digest] = bot.inbox(COORDINATOR)
    assert f"{len(UNPARSABLE)} to be placed" in str(digest["Subject"])


def test_while_the_mailbox_cannot_be_read_nobody_is_escalated_and_the_coordinator_knows(bot: Bot) -> None:
    """Law 5: an answer that lies there in time is found in time, however late it is read."""
    assert isinstance(bot.post, RealPost)
    asks(bot)
    [relay] = bot.inbox(OFFICER)
    answer = client.reply(OFFICER, relay, "It will be cut by the 20th.", local("2026-06-10 16:30"))
    bot.turn("2026-06-10 15:00")
    smtp_of(bot).deliver = None
    bot.post.dovecot.stop()

    bot.turn("2026-06-10 15:29")
    assert submissions(bot, COORDINATOR) == []
    for at in ("10 15:31", "10 16:40", "10 17:10", "11 08:10"):
        bot.turn(f"2026-06-{at}")
    assert len(submissions(bot, COORDINATOR)) == 1
    alarm = parsed(smtp_of(bot).accepted[-1].raw)
    assert alarm["Subject"] == "Needs attention: The mailbox cannot be read"
    assert bot.facts(VerdictGiven)[1:] == []

    bot.post.dovecot.start()
    bot.post.send(answer, local("2026-06-10 16:30"))
    bot.turn("2026-06-11 08:20")
    over = parsed(smtp_of(bot).accepted[-1].raw)
    assert over["Subject"] == "Over: The mailbox cannot be read"
    assert [fact.happened_at for fact in bot.facts(Answered)] == [local("2026-06-10 16:30")]
    bot.turn("2026-06-11 08:25")
    assert [fact.outcome for fact in bot.facts(VerdictGiven)][1:] == [Outcome.MET]


def test_an_answer_that_is_not_there_is_missed_only_once_the_mailbox_was_read(bot: Bot) -> None:
    """Law 5: the deadline that passed meanwhile is judged when we see again."""
    assert isinstance(bot.post, RealPost)
    asks(bot)
    bot.turn("2026-06-10 15:00")
    bot.post.dovecot.stop()
    smtp_of(bot).deliver = None
    bot.turn("2026-06-11 08:40")
    before = len(submissions(bot, PLR))
    bot.post.dovecot.start()
    bot.turn("2026-06-11 09:00")
    assert len(submissions(bot, PLR)) == before + 1, "the PLR is told that the day has passed"


# The process


def test_an_imap_server_that_goes_away_while_it_is_watched_is_read_again_when_it_is_back(site: Site) -> None:
    site.post.smtp.deliver = None
    process = site.start()
    site.ask(PLR, "Hedge on Church Lane", site.began_at)
    site.wait_until("the first question is dealt with", lambda: site.is_settled(1, 3))
    site.post.dovecot.stop()
    site.wait_until("the loss is noticed", lambda: "mailbox.unreadable" in site.log())
    site.post.dovecot.start()
    site.ask(PLR, "Cars outside the school", site.began_at + timedelta(seconds=1))
    site.wait_until("the second question is dealt with", lambda: site.is_settled(2, 5))
    assert process.poll() is None
    assert set(site.sent().values()) == {1}


def test_a_second_process_is_told_that_the_ledger_is_taken(site: Site) -> None:
    process = site.start()
    site.wait_until("it runs", lambda: site.has_sent(1))
    second = site.command("run")
    assert second.returncode == 1
    assert f"process {process.pid} writes to this ledger" in second.stderr
    assert "Traceback" not in second.stderr
    assert process.poll() is None


def test_other_commands_work_while_it_runs(site: Site) -> None:
    site.start()
    site.ask(PLR, "Hedge on Church Lane", site.began_at)
    site.wait_until("the question is dealt with", lambda: site.is_settled(1, 3))
    status = json.loads(site.command("status", "--json").stdout)
    assert status == {
        "inbox": {"read_until": status["inbox"]["read_until"], "state": "reading"},
        "outbox": {"queued": 0, "retrying": 0, "failed": 0},
        "obligations": {"open": 1, "late": 0, "held": 0},
        "held_messages": 0,
        "liaisons": 1,
        "facts": status["facts"],
        "alarms": [],
    }
    assert len(site.facts(MessageArrived)) < status["facts"] <= site.ledger().fact_count()
    assert status["inbox"]["read_until"] >= site.began_at.isoformat()

    file = site.data.parent / "new.csv"
    file.write_text(ROSTER + SECOND_ROW, encoding="utf-8")
    imported = site.command("roster", "import", str(file))
    assert imported.returncode == 0
    assert "Kislingbury" in imported.stdout
    site.wait_until("the new pair is introduced", lambda: site.is_settled(1, 4))
    assert json.loads(site.command("status", "--json").stdout)["liaisons"] == 2

    file.write_text(ROSTER + SECOND_ROW.replace("jo.marsh@", "jo.marsh"), encoding="utf-8")
    refused = site.command("roster", "import", str(file))
    assert refused.returncode == 1
    assert "jo.marshkislingbury-pc.example" in refused.stderr


def test_one_pass_does_everything_there_is_to_do(site: Site) -> None:
    site.ask(PLR, "Hedge on Church Lane", site.began_at)
    assert site.command("once").returncode == 0
    assert site.is_settled(1, 3)
    assert site.command("once").returncode == 0
    assert site.is_settled(1, 3)
    assert set(site.sent().values()) == {1}


def test_one_pass_sends_what_is_queued_though_the_mailbox_cannot_be_read(site: Site) -> None:
    site.post.smtp.deliver = None
    site.post.dovecot.stop()
    once = site.command("once")
    assert once.returncode == 1
    assert "IMAP server 127.0.0.1" in once.stderr.splitlines()[-1]
    assert len(site.sent()) == 1


@pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_in_good_order_and_finishes_the_mail_in_hand(site: Site, signal_number: signal.Signals) -> None:
    begun = []

    def slowly(*arguments: object) -> None:
        begun.append(arguments)
        time.sleep(1)

    site.post.smtp.deliver = slowly
    for n, subject in enumerate(("Hedge on Church Lane", "Cars outside the school", "Burglaries")):
        site.ask(PLR, subject, site.began_at - timedelta(minutes=n))
    process = site.start()
    site.wait_until("a mail is being submitted", lambda: bool(begun))
    stopped_at = time.monotonic()
    process.send_signal(signal_number)
    assert process.wait(5) == 0
    assert time.monotonic() - stopped_at < 5
    ledger = site.ledger()
    assert len(ledger.outbox(MailStatus.ACCEPTED)) == len(site.sent()) == len(begun)
    assert ledger.outbox(MailStatus.SUBMITTING, MailStatus.UNCERTAIN) == ()
    assert "Traceback" not in site.log()


def test_a_disk_that_cannot_be_written_ends_it_with_the_reason_and_loses_nothing(site: Site) -> None:
    process = site.start()
    site.wait_until("it runs", lambda: site.has_sent(1))
    (site.data / "raw").write_text("in the way")
    site.ask(PLR, "Hedge on Church Lane", site.began_at)
    assert process.wait(10) == 1
    assert "the message cannot be stored" in site.log().splitlines()[-1]
    (site.data / "raw").unlink()
    site.start()
    site.wait_until("the question is dealt with", lambda: site.is_settled(1, 3))


# Loops


def test_what_was_sent_before_a_restart_counts_for_the_cap(bot: Bot) -> None:
    """Law 8: a process that is started again and again sends no more than one that runs through."""
    for n in range(13):
        mail = Mail(key=f"k{n}", to=COORDINATOR_ID, thread="", queued_at=bot.at, template="alarm", data=AN_ALARM)
        bot.service.books.commit(Decision(mails=(mail,)))
        bot.turn(f"2026-06-01 09:{10 + n}")
        bot.stop()
        bot.start()
    assert len(submissions(bot, COORDINATOR)) == 10
    bot.turn("2026-06-01 10:30")
    assert len(submissions(bot, COORDINATOR)) == 13


def test_a_mail_over_which_the_process_ends_each_time_goes_out_ever_more_slowly(bot: Bot) -> None:
    """Law 2: nobody knows of it whether it was sent, so it is sent again; not at each restart."""
    smtp_of(bot).refuse("451 4.3.0 Come back later", times=1)
    asks(bot)
    tried_at = []
    for minute in range(1, 16):
        waiting = bot.service.ledger.outbox(MailStatus.QUEUED, MailStatus.UNCERTAIN)
        ended = [replace(entry, status=MailStatus.SUBMITTING) for entry in waiting if _is_due(entry, bot, minute)]
        bot.service.books.commit(Decision(), outbox=ended)
        tried_at += [minute] * len(ended)
        bot.stop()
        bot.at = local(f"2026-06-03 10:{12 + minute}")
        bot.start()
    assert tried_at == [1, 2, 4, 8]


def _is_due(entry: OutboxEntry, bot: Bot, minute: int) -> bool:
    return entry.retry_at is None or entry.retry_at <= local(f"2026-06-03 10:{12 + minute}")
