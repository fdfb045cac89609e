"""The process is killed at every point of a message's way, and started again (laws 1, 2 and 4)."""

from __future__ import annotations

import signal
from datetime import timedelta

import pytest

from mailbot.model.facts import MessageArrived, QuestionAsked
from mailbot.model.mail import MailStatus
from tests.e2e import killed
from tests.e2e.bot import LIAISON
from tests.e2e.client import parsed
from tests.e2e.conftest import OFFICER, PLR
from tests.e2e.process import Site

SUBJECTS = ("Hedge on Church Lane", "Cars outside the school", "Noise at the bus shelter", "Lights", "Burglaries")
MAILS = 1 + 2 * len(SUBJECTS)
"""The introduction, and of each question its relay and its acknowledgement."""


def asked_five(site: Site) -> dict[str, object]:
    """Let five questions lie in the inbox; give the instant at which each arrived."""
    arrived = {subject: site.began_at - timedelta(minutes=7 * n + 1) for n, subject in enumerate(SUBJECTS)}
    for subject, at in arrived.items():
        site.ask(PLR, subject, at)
    return arrived


def run_to_the_end(site: Site) -> None:
    """Start the process again, let it do all there is to do, and stop it."""
    process = site.start()
    site.wait_until("everything is dealt with", lambda: site.is_settled(len(SUBJECTS), MAILS))
    process.terminate()
    assert process.wait(5) == 0


@pytest.mark.parametrize("point", killed.POINTS)
def test_whenever_it_is_killed_nothing_is_lost_and_nothing_is_doubled(site: Site, point: str) -> None:
    arrived = asked_five(site)
    assert site.start_to_die(point, 3).wait(20) == -signal.SIGKILL
    cut_off = site.cut_off()
    assert len(cut_off) <= 1  # there is one connection, and what waits for it is not noted as being submitted
    run_to_the_end(site)

    ledger = site.ledger()
    records = [ledger.message(fact.message) for fact in site.facts(MessageArrived)]
    assert {record.subject: record.arrived_at for record in records} == arrived
    assert len(records) == len(SUBJECTS)
    assert sorted(fact.happened_at for fact in site.facts(QuestionAsked)) == sorted(arrived.values())
    assert all(ledger.raw.get(record.raw) for record in records)
    assert all(b"\\Seen" in message.flags for message in site.post.dovecot.messages(LIAISON))

    sent = site.sent()
    assert len(sent) == MAILS
    doubled = {message_id for message_id, times in sent.items() if times > 1}
    assert doubled <= cut_off
    assert sent.total() - MAILS == len(doubled)
    assert doubled or point != "after submission"
    relayed = {parsed(raw)["Subject"].partition(" [")[0] for raw in site.post.read(OFFICER)}
    assert relayed == set(SUBJECTS)


def test_what_the_sent_mailbox_holds_is_not_sent_again(site: Site) -> None:
    asked_five(site)
    assert site.start_to_die("after submission", 3).wait(20) == -signal.SIGKILL
    [cut_off] = site.cut_off()
    [copy] = [each.raw for each in site.post.smtp.accepted if parsed(each.raw)["Message-ID"] == cut_off]
    site.post.dovecot.append(LIAISON, copy, site.began_at, "Sent")
    run_to_the_end(site)
    assert set(site.sent().values()) == {1}
    assert len(site.ledger().outbox(MailStatus.ACCEPTED)) == MAILS
