"""Submission against a real SMTP server: what is accepted, and what each way of failing means for the outbox."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace

import pytest

from mailbot.errors import SubmissionError
from mailbot.model.servers import Security, Server
from mailbot.outbound import submit
from mailbot.outbound.submit import Submitter, Throttle
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import SmtpServer

BOT = "liaison@force.example"
PAT = "pat.hall@harpole-pc.example"
MAIL = b"From: liaison@force.example\r\nSubject: Hedge on Church Lane\r\n\r\nThe hedge has been cut.\r\n"


def with_submitter(server: Server, work: Callable[[Submitter], Awaitable[object]], **more: Callable[[], str]) -> None:
    async def run() -> None:
        submitter = Submitter(server, BOT, **more)
        try:
            await work(submitter)
        finally:
            await submitter.close()

    asyncio.run(run())


def failure_of(server: Server, recipient: str = PAT, raw: bytes = MAIL) -> SubmissionError:
    with pytest.raises(SubmissionError) as failure:
        with_submitter(server, lambda submitter: submitter.submit(recipient, raw))
    return failure.value


@pytest.fixture(params=["tls", "starttls"])
def secure_smtp(request: pytest.FixtureRequest, certificates: Certificates) -> Iterator[SmtpServer]:
    security: Security = request.param
    server = SmtpServer(certificates, security)
    yield server
    server.remove()


def test_a_mail_arrives_byte_for_byte_with_the_mailbox_as_reverse_path(smtp_recorder: SmtpServer) -> None:
    raw = MAIL + b".\r\n..\r\n.hidden file\r\nKind regards\r\n"
    with_submitter(smtp_recorder.server(), lambda submitter: submitter.submit(PAT, raw))
    accepted = smtp_recorder.accepted[0]
    assert (BOT, (PAT,), raw) == (accepted.reverse_path, accepted.recipients, accepted.raw)


def test_a_large_mail_arrives_whole(smtp_recorder: SmtpServer) -> None:
    raw = MAIL + b"01234567890123456789012345678901234567890123456789\r\n" * 200_000
    with_submitter(smtp_recorder.server(), lambda submitter: submitter.submit(PAT, raw))
    assert raw == smtp_recorder.accepted[0].raw


def test_one_connection_carries_mail_after_mail(smtp_recorder: SmtpServer) -> None:
    async def three(submitter: Submitter) -> None:
        for _ in range(3):
            await submitter.submit(PAT, MAIL)

    with_submitter(smtp_recorder.server(BOT), three)
    assert (len(smtp_recorder.accepted), smtp_recorder.connections, smtp_recorder.logins) == (3, 1, [BOT])


def test_no_more_connections_are_made_than_allowed(smtp_recorder: SmtpServer) -> None:
    async def many(submitter: Submitter) -> None:
        await asyncio.gather(*(submitter.submit(PAT, MAIL) for _ in range(12)))

    with_submitter(smtp_recorder.server(connections=3), many)
    assert (len(smtp_recorder.accepted), smtp_recorder.connections) == (12, 3)


def test_a_connection_that_the_server_cut_is_built_anew(smtp_recorder: SmtpServer) -> None:
    async def with_a_cut(submitter: Submitter) -> None:
        await submitter.submit(PAT, MAIL)
        await asyncio.to_thread(smtp_recorder.hang_up)
        await asyncio.sleep(0.01)
        await submitter.submit(PAT, MAIL)

    with_submitter(smtp_recorder.server(), with_a_cut)
    assert (len(smtp_recorder.accepted), smtp_recorder.connections) == (2, 2)


def test_a_connection_long_unused_is_asked_before_a_mail_is_entrusted_to_it(
    smtp_recorder: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submit, "STALE_SECONDS", 0.0)

    async def two(submitter: Submitter) -> None:
        await submitter.submit(PAT, MAIL)
        await submitter.submit(PAT, MAIL)

    with_submitter(smtp_recorder.server(), two)
    assert (smtp_recorder.noops, smtp_recorder.connections) == (1, 1)


@pytest.mark.parametrize("at", ["MAIL", "RCPT", "DATA", "END"])
@pytest.mark.parametrize(("reply", "permanent"), [("451 4.3.0 Try later", False), ("550 5.1.1 Nobody", True)])
def test_a_refusal_says_whether_it_is_for_good(smtp_recorder: SmtpServer, at, reply, permanent) -> None:
    smtp_recorder.refuse(reply, at=at)
    failure = failure_of(smtp_recorder.server())
    assert (permanent, False) == (failure.permanent, failure.uncertain)
    assert reply in str(failure)
    assert failure.status == reply.split()[1]
    assert not smtp_recorder.accepted


@pytest.mark.parametrize(
    ("at", "uncertain"), [("MAIL", False), ("RCPT", False), ("DATA", False), ("END", True), ("ACCEPTED", True)]
)
def test_only_a_connection_lost_after_the_final_dot_leaves_it_uncertain(
    smtp_recorder: SmtpServer, at, uncertain
) -> None:
    """Law 2."""
    smtp_recorder.drop(at)
    failure = failure_of(smtp_recorder.server())
    assert (False, uncertain) == (failure.permanent, failure.uncertain)
    assert (at == "ACCEPTED") == bool(smtp_recorder.accepted)


def test_a_connection_lost_in_the_middle_of_the_text_is_not_uncertain(smtp_recorder: SmtpServer) -> None:
    """Law 2: the final dot never left, so the server cannot have accepted."""
    smtp_recorder.drop("BODY")
    failure = failure_of(smtp_recorder.server(), raw=MAIL + b"0123456789\r\n" * 1_500_000)
    assert (failure.permanent, failure.uncertain) == (False, False)


def test_after_any_failure_the_next_mail_is_accepted(smtp_recorder: SmtpServer) -> None:
    async def six(submitter: Submitter) -> None:
        for at in ("MAIL", "RCPT", "DATA", "END"):
            smtp_recorder.refuse("550 No", at=at)
            with pytest.raises(SubmissionError):
                await submitter.submit(PAT, MAIL)
            await submitter.submit(PAT, MAIL)

    with_submitter(smtp_recorder.server(), six)
    assert len(smtp_recorder.accepted) == 4


def test_a_cancelled_submission_does_not_disturb_the_next(smtp_recorder: SmtpServer) -> None:
    """Its connection is one reply off and must not be used again."""

    async def cancelled_once(submitter: Submitter) -> None:
        await submitter.submit(PAT, MAIL)
        for pause in (0.0, 0.001, 0.002, 0.004):
            task = asyncio.create_task(submitter.submit("cancelled@harpole-pc.example", MAIL))
            await asyncio.sleep(pause)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await submitter.submit(PAT, MAIL)

    with_submitter(smtp_recorder.server(), cancelled_once)
    assert sum(PAT in submission.recipients for submission in smtp_recorder.accepted) == 5


def test_a_server_that_is_not_there_is_a_reason_to_try_again(smtp_recorder: SmtpServer) -> None:
    smtp_recorder.stop()
    failure = failure_of(smtp_recorder.server())
    assert (failure.permanent, failure.uncertain) == (False, False)
    assert f"127.0.0.1:{smtp_recorder.port}" in str(failure)


@pytest.mark.parametrize(
    "recipient", ["", "pat", "pat@", "pat hall@harpole-pc.example", "a@b.example>\r\nRSET", "a@b,c"]
)
def test_what_is_no_address_never_reaches_the_server(smtp_recorder: SmtpServer, recipient: str) -> None:
    failure = failure_of(smtp_recorder.server(), recipient=recipient)
    assert failure.permanent
    assert smtp_recorder.connections == 0


@pytest.mark.parametrize(
    "recipient", ["o'brien+plr@harpole-pc.example", '"pat hall"@harpole-pc.example', "józef@plac.example"]
)
def test_unusual_addresses_are_written_as_they_are(smtp_recorder: SmtpServer, recipient: str) -> None:
    with_submitter(smtp_recorder.server(), lambda submitter: submitter.submit(recipient, MAIL))
    assert (recipient,) == smtp_recorder.accepted[0].recipients


def test_an_address_outside_ascii_fails_for_good_where_the_server_cannot_take_it(smtp_recorder: SmtpServer) -> None:
    """RFC 6531 section 3.1."""
    smtp_recorder.smtputf8 = False
    failure = failure_of(smtp_recorder.server(), recipient="józef@plac.example")
    assert failure.permanent
    assert "SMTPUTF8" in str(failure)


def test_eight_bit_text_is_announced(smtp_recorder: SmtpServer) -> None:
    """RFC 6152."""
    with_submitter(smtp_recorder.server(), lambda submitter: submitter.submit(PAT, MAIL + "Café\r\n".encode()))
    assert "BODY=8BITMIME" in smtp_recorder.accepted[0].options


def test_a_certificate_of_the_authority_named_is_trusted(secure_smtp: SmtpServer) -> None:
    with_submitter(secure_smtp.server(BOT), lambda submitter: submitter.submit(PAT, MAIL))
    assert secure_smtp.logins == [BOT]


def test_a_certificate_of_any_other_authority_is_not_trusted(secure_smtp: SmtpServer) -> None:
    failure = failure_of(replace(secure_smtp.server(BOT), ca_file=""))
    assert "ca_file" in str(failure)
    assert not failure.permanent
    assert not secure_smtp.logins


def test_a_server_without_starttls_never_hears_the_password(smtp_recorder: SmtpServer) -> None:
    failure = failure_of(replace(smtp_recorder.server(BOT), security="starttls"))
    assert "STARTTLS" in str(failure)
    assert not smtp_recorder.logins


def test_an_access_token_logs_in(smtp_recorder: SmtpServer) -> None:
    smtp_recorder.tokens["a-token"] = BOT
    server = smtp_recorder.server(BOT, auth="oauth2")
    with_submitter(server, lambda submitter: submitter.submit(PAT, MAIL), token=lambda: "a-token")
    assert smtp_recorder.logins == [BOT]


def test_a_wrong_password_is_said_and_does_not_fail_the_mail_for_good(smtp_recorder: SmtpServer) -> None:
    with pytest.raises(
        SubmissionError, match=r"login as liaison@force\.example was refused .*check \[smtp\] username"
    ) as failure:
        with_submitter(smtp_recorder.server(BOT, password="wrong"), lambda submitter: submitter.check())
    assert not failure.value.permanent


def test_check_logs_in_and_sends_nothing(smtp_recorder: SmtpServer) -> None:
    with_submitter(smtp_recorder.server(BOT), lambda submitter: submitter.check())
    assert (smtp_recorder.logins, smtp_recorder.accepted) == ([BOT], [])


def test_no_more_pass_in_a_span_than_the_limit_and_a_burst_within_it_does_not_wait() -> None:
    async def passing_times() -> list[float]:
        throttle = Throttle(3, seconds=0.2)
        started_at = time.monotonic()
        times = []
        for _ in range(7):
            await throttle.wait()
            times.append(time.monotonic() - started_at)
        return times

    times = asyncio.run(passing_times())
    assert times[2] < 0.1
    assert all(later - earlier >= 0.199 for earlier, later in zip(times, times[3:], strict=False))


def test_the_limit_holds_over_all_connections(smtp_recorder: SmtpServer) -> None:
    async def burst(submitter: Submitter) -> None:
        await asyncio.wait([asyncio.create_task(submitter.submit(PAT, MAIL)) for _ in range(8)], timeout=0.5)
        accepted = len(smtp_recorder.accepted)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        assert accepted == 5

    with_submitter(smtp_recorder.server(connections=2, max_per_minute=5), burst)


def test_a_mail_to_a_plus_address_goes_all_the_way_to_its_mailbox(smtp_recorder: SmtpServer, dovecot: Dovecot) -> None:
    smtp_recorder.deliver = dovecot.deliver
    recipient = "submitted+abcdefgh23456@force.example"
    with_submitter(smtp_recorder.server(BOT), lambda submitter: submitter.submit(recipient, MAIL))
    stored = dovecot.messages("submitted@force.example")[0].raw
    assert stored.endswith(MAIL)
    assert f"Delivered-To: {recipient}\r\n".encode() in stored
