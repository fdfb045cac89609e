"""`mailbot check` proves plus addressing by a message sent to itself, and says what to do where it does not work."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.app.check import Findings, check
from mailbot.model.facts import MailAccepted, MessageArrived, MessageHeld
from mailbot.model.understanding import Kind
from tests.e2e.bot import LIAISON, deployed
from tests.e2e.client import parsed
from tests.e2e.process import Site
from tests.servers.dovecot import PASSWORD

ARRIVED = "plus addressing: mail to a reply address arrived"
SUBJECT_INSTEAD = 'set [mail] reply_addresses = "subject"'


def recipients(site: Site) -> list[str]:
    return [recipient for each in site.post.smtp.accepted for recipient in each.recipients]


@pytest.fixture
def checked(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Findings:
    """What is found by a check that waits for a moment only, where nothing that is sent arrives by itself."""
    monkeypatch.setenv("LIAISON_PASSWORD", PASSWORD)
    return asyncio.run(check(tmp_path / "config.toml", datetime.now(UTC), seconds=0.2))


def test_the_message_arrives_and_goes_to_nobody_else(site: Site) -> None:
    found = site.command("check")
    assert (found.returncode, ARRIVED in found.stdout, found.stderr) == (0, True, "")
    assert "new mail is told by IDLE" in found.stdout
    [recipient] = recipients(site)
    assert recipient.startswith("liaison+check-")
    assert recipient.endswith("@force.example")
    assert f"a message to {recipient} is on its way" in found.stdout


@pytest.mark.parametrize("is_running", [True, False])
def test_the_service_takes_the_message_in_as_its_own_whether_it_runs_meanwhile_or_later(
    site: Site, is_running: bool
) -> None:
    if is_running:
        site.start()
        site.wait_until("it runs", lambda: site.has_sent(1))
    found = site.command("check")
    assert ARRIVED in found.stdout, found.stderr
    if not is_running:
        site.start()
    site.wait_until("the message is taken in", lambda: site.is_settled(1, 1))
    assert [fact.message_kind for fact in site.facts(MessageArrived)] == [Kind.OWN]
    assert site.facts(MessageHeld) == []
    assert len(site.facts(MailAccepted)) == 1, "the introduction alone"
    assert sorted(recipients(site))[1:] == ["pat.hall@harpole-pc.example"]


def test_nothing_is_sent_where_that_is_not_wanted_or_there_is_nothing_to_prove(site: Site, tmp_path: Path) -> None:
    assert site.command("check", "--no-send").returncode == 0
    config = tmp_path / "config.toml"
    config.write_text(config.read_text().replace('reply_addresses = "plus" ', 'reply_addresses = "subject" '))
    found = site.command("check")
    assert (found.returncode, "plus addressing" in found.stdout) == (0, False)
    assert recipients(site) == []


def test_a_server_that_refuses_plus_addresses_is_a_problem(site: Site) -> None:
    site.post.smtp.refuse("550 5.1.1 No such mailbox")
    found = site.command("check")
    assert found.returncode == 1
    assert "PROBLEM  plus addressing: mail to a reply address is refused" in found.stderr
    assert SUBJECT_INSTEAD in found.stderr


def test_a_server_that_is_busy_proves_nothing(site: Site) -> None:
    site.post.smtp.refuse("451 4.3.0 Come back later")
    found = site.command("check")
    assert (found.returncode, "it could not be tried" in found.stderr) == (1, True)
    assert SUBJECT_INSTEAD not in found.stderr


def test_a_first_mailbox_that_is_not_there_is_a_problem_and_nothing_is_sent_then(site: Site, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(config.read_text().replace('["INBOX", "Junk"]', '["Shared", "Junk"]'))
    found = site.command("check")
    assert "PROBLEM  IMAP: there is no mailbox Shared" in found.stderr
    assert "warning  IMAP: there is no mailbox Junk" in found.stdout
    assert recipients(site) == []


@pytest.fixture
def swallowing(site: Site) -> Site:
    site.post.smtp.deliver = None
    return site


def test_a_message_that_never_arrives_is_a_problem(swallowing: Site, checked: Findings) -> None:
    [problem] = checked.problems
    assert "was accepted, and is in none of INBOX, Junk after 0 seconds" in problem
    assert SUBJECT_INSTEAD in problem


@pytest.fixture
def bouncing(site: Site) -> Site:
    def bounce(reverse_path: str, recipient: str, raw: bytes) -> None:
        report = (
            f"From: MAILER-DAEMON@force.example\r\nTo: {reverse_path}\r\nSubject: Undelivered Mail\r\n"
            'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
            "--b\r\nContent-Type: text/plain\r\n\r\nThis address is not known.\r\n"
            "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.force.example\r\n\r\n"
            f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
            f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {parsed(raw)['Message-ID']}\r\n--b--\r\n"
        )
        site.post.dovecot.deliver("", LIAISON, report.encode())

    site.post.smtp.deliver = bounce
    return site


def test_a_bounce_is_a_problem_and_the_service_does_nothing_about_it(bouncing: Site, checked: Findings) -> None:
    [problem] = checked.problems
    assert problem.startswith("plus addressing: mail to a reply address comes back")
    assert SUBJECT_INSTEAD in problem
    bouncing.post.smtp.deliver = None
    bouncing.start()
    bouncing.wait_until("the bounce is taken in", lambda: bouncing.is_settled(1, 1))
    assert [fact.message_kind for fact in bouncing.facts(MessageArrived)] == [Kind.BOUNCE]
    assert bouncing.facts(MessageHeld) == []


def test_the_embedded_server_is_proved_too(tmp_path: Path) -> None:
    deployed(tmp_path)
    found = asyncio.run(check(tmp_path / "config.toml", datetime.now(UTC), seconds=10))
    assert any(line.startswith(ARRIVED) for line in found.passed), found.problems


def test_a_coordinator_who_is_a_point_of_contact_needs_a_deputy(site: Site, tmp_path: Path) -> None:
    """Law 12: nobody else could read a concern about them."""
    roster = tmp_path / "own.csv"
    roster.write_text(
        "council,plr_name,plr_email,officer_name,officer_email\n"
        "Fenby Parish Council,Kim Lowe,kim@fenby.example,Sam Okafor,Coordinator@force.example\n"
    )
    assert site.command("roster", "import", str(roster), "--end-missing").returncode == 0
    warning = "warning  config.toml: [coordinator] deputy_address: the coordinator is the point of contact of Fenby"
    assert warning in site.command("check", "--no-send").stdout
    config = tmp_path / "config.toml"
    config.write_text(config.read_text().replace('# answers_to = ""', 'answers_to = "chief@force.example"'))
    assert warning not in site.command("check", "--no-send").stdout
