"""Reading the watched mailboxes of real IMAP servers: nothing is missed, whatever the server does meanwhile."""

from __future__ import annotations

import smtplib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from mailbot.app.embedded import EmbeddedServer
from mailbot.errors import MailboxError
from mailbot.inbound.fetch import Access, Fetched, Pace, Reader
from mailbot.inbound.imap import Connection
from mailbot.inbound.waker import Waker
from mailbot.model.records import Position
from mailbot.model.servers import Server
from tests.servers.dovecot import Dovecot

PAT = "pat.hall@harpole-pc.example"
MORNING = datetime(2026, 6, 5, 8, 30, tzinfo=UTC)
NOW = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)
QUICK = Pace(sweep=0.3, idle=0.2, first_retry=0.02, last_retry=0.1)
PATIENT = Pace(sweep=60.0, first_retry=0.02, last_retry=0.1)
"""Sweeps so rarely that only IDLE can have found what arrives."""
_numbers = count(1)


def new_user() -> str:
    """Name a mailbox that no other test knows."""
    return f"liaison{next(_numbers)}@force.example"


def mail(subject: str) -> bytes:
    return f"From: {PAT}\r\nSubject: {subject}\r\nMessage-ID: <{subject}@harpole-pc.example>\r\n\r\nHello\r\n".encode()


def subject_of(fetched: Fetched) -> str:
    return fetched.raw.partition(b"Subject: ")[2].partition(b"\r\n")[0].decode()


@dataclass
class Memory:
    """An intake that keeps everything and forgets nothing between readers, as the ledger does."""

    taken: list[Fetched] = field(default_factory=list)
    positions: dict[str, Position] = field(default_factory=dict)
    sweeps: list[datetime] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    given_up: list[tuple[str, int, str]] = field(default_factory=list)
    before_commit: Callable[[Fetched], None] = lambda fetched: None
    changed: threading.Condition = field(default_factory=threading.Condition)

    def position(self, mailbox: str) -> Position | None:
        return self.positions.get(mailbox)

    def take(self, fetched: Fetched) -> None:
        self.before_commit(fetched)
        with self.changed:
            self.taken.append(fetched)
            self._advance(fetched.mailbox, fetched.uidvalidity, fetched.uid)

    def flagged(self, mailbox: str, uidvalidity: int, uid: int) -> None:
        with self.changed:
            self.positions[mailbox] = replace(self.positions[mailbox], flagged_uid=uid)
            self.changed.notify_all()

    def passed_over(self, mailbox: str, uidvalidity: int, uid: int, reason: str) -> None:
        with self.changed:
            self.given_up.append((mailbox, uid, reason))
            self._advance(mailbox, uidvalidity, uid)

    def swept(self, started_at: datetime) -> None:
        with self.changed:
            self.sweeps.append(started_at)
            self.changed.notify_all()

    def unreadable(self, reason: str) -> None:
        with self.changed:
            self.reasons.append(reason)
            self.changed.notify_all()

    def subjects(self) -> list[str]:
        return [subject_of(fetched) for fetched in self.taken]

    def wait_until(self, true: Callable[[], bool], seconds: float = 10.0) -> None:
        with self.changed:
            assert self.changed.wait_for(true, seconds), (self.subjects(), self.reasons, self.given_up)

    def _advance(self, mailbox: str, uidvalidity: int, uid: int) -> None:
        before = self.positions.get(mailbox)
        known = before if before and before.uidvalidity == uidvalidity else Position(mailbox, uidvalidity)
        self.positions[mailbox] = replace(known, last_uid=uid)
        self.changed.notify_all()


def a_reader(
    server: Server, memory: Memory, pace: Pace = QUICK, mailboxes: tuple[str, ...] = ("INBOX", "Junk")
) -> Reader:
    return Reader(server, mailboxes, memory, lambda: NOW, pace=pace)


@contextmanager
def running(reader: Reader) -> Iterator[Reader]:
    thread = threading.Thread(target=reader.run)
    thread.start()
    try:
        yield reader
    finally:
        reader.stop()
        thread.join(15)
        assert not thread.is_alive()


def test_a_message_arrived_when_the_server_took_it(dovecot: Dovecot) -> None:
    """Law 4."""
    user, memory = new_user(), Memory()
    dovecot.append(user, mail("hedge"), MORNING)
    a_reader(dovecot.server(user), memory).read_once()
    fetched = memory.taken[0]
    assert (fetched.mailbox, fetched.arrived_at, fetched.raw) == ("INBOX", MORNING, mail("hedge"))
    assert fetched.arrived_at.tzinfo is UTC


def test_all_watched_mailboxes_are_read_each_in_uid_order(dovecot: Dovecot) -> None:
    user, memory = new_user(), Memory()
    for subject in ("one", "two", "three"):
        dovecot.append(user, mail(subject), MORNING)
    dovecot.append(user, mail("suspicious"), MORNING, mailbox="Junk")
    a_reader(dovecot.server(user), memory).read_once()
    inbox = [subject_of(fetched) for fetched in memory.taken if fetched.mailbox == "INBOX"]
    junk = [subject_of(fetched) for fetched in memory.taken if fetched.mailbox == "Junk"]
    assert (inbox, junk) == (["one", "two", "three"], ["suspicious"])
    assert memory.sweeps == [NOW]


def test_a_missing_junk_is_no_error_and_a_missing_inbox_is(dovecot: Dovecot) -> None:
    user, memory = new_user(), Memory()
    dovecot.append(user, mail("hedge"), MORNING)
    a_reader(dovecot.server(user), memory).read_once()
    assert (memory.subjects(), memory.sweeps) == (["hedge"], [NOW])
    with pytest.raises(MailboxError, match="there is no mailbox Shared"):
        a_reader(dovecot.server(user), memory, mailboxes=("Shared", "INBOX")).read_once()
    assert memory.sweeps == [NOW]
    assert a_reader(dovecot.server(user), memory).check() == Access(("Junk",), can_idle=True)


def test_what_was_taken_is_flagged_seen_and_stays_where_it_is(dovecot: Dovecot) -> None:
    """Law 1."""
    user, memory = new_user(), Memory()
    dovecot.append(user, mail("hedge"), MORNING)
    a_reader(dovecot.server(user), memory).read_once()
    stored = dovecot.messages(user)
    assert [b"\\Seen" in message.flags for message in stored] == [True]
    assert memory.positions["INBOX"].flagged_uid == stored[0].uid


def test_nothing_is_flagged_before_it_is_committed(dovecot: Dovecot) -> None:
    """Law 1: a failing commit leaves the message unseen, and it is taken the next time."""
    user = new_user()

    def fail(fetched: Fetched) -> None:
        raise RuntimeError("the disk is full")

    memory = Memory(before_commit=fail)
    dovecot.append(user, mail("hedge"), MORNING)
    with pytest.raises(RuntimeError):
        a_reader(dovecot.server(user), memory).read_once()
    assert b"\\Seen" not in dovecot.messages(user)[0].flags
    memory.before_commit = lambda fetched: None
    a_reader(dovecot.server(user), memory).read_once()
    assert memory.subjects() == ["hedge"]


def test_what_somebody_else_has_read_is_taken_all_the_same(dovecot: Dovecot) -> None:
    """Law 1: the flag is never relied on."""
    user, memory = new_user(), Memory()
    dovecot.append(user, mail("hedge"), MORNING)
    with dovecot.client(user) as client:
        client.select_folder("INBOX")
        client.add_flags([1], [b"\\Seen"])
    a_reader(dovecot.server(user), memory).read_once()
    assert memory.subjects() == ["hedge"]


def test_flags_owed_from_before_a_restart_are_set(dovecot: Dovecot) -> None:
    user, memory = new_user(), Memory()
    for subject in ("one", "two", "three"):
        dovecot.append(user, mail(subject), MORNING)
    with dovecot.client(user) as client:
        uidvalidity = client.select_folder("INBOX")[b"UIDVALIDITY"]
    memory.positions["INBOX"] = Position("INBOX", uidvalidity, last_uid=2, flagged_uid=1)
    a_reader(dovecot.server(user), memory).read_once()
    assert [b"\\Seen" in message.flags for message in dovecot.messages(user)] == [False, True, True]
    assert (memory.subjects(), memory.positions["INBOX"].flagged_uid) == (["three"], 3)


def test_nothing_is_taken_twice_over_several_passes(dovecot: Dovecot) -> None:
    user, memory = new_user(), Memory()
    for subject in ("one", "two"):
        dovecot.append(user, mail(subject), MORNING)
        a_reader(dovecot.server(user), memory).read_once()
        a_reader(dovecot.server(user), memory).read_once()
    assert memory.subjects() == ["one", "two"]


def test_a_new_uidvalidity_means_reading_everything_again(dovecot: Dovecot) -> None:
    """RFC 9051 section 2.3.1.1: old UIDs say nothing any more."""
    user, memory = new_user(), Memory()
    dovecot.append(user, mail("one"), MORNING, mailbox="Junk")
    a_reader(dovecot.server(user), memory).read_once()
    before = memory.positions["Junk"].uidvalidity
    with dovecot.client(user) as client:
        client.delete_folder("Junk")
    while before == memory.positions["Junk"].uidvalidity:
        time.sleep(0.2)  # Dovecot counts UIDVALIDITY in seconds
        with dovecot.client(user) as client:
            if client.folder_exists("Junk"):
                client.delete_folder("Junk")
        dovecot.append(user, mail("again"), MORNING, mailbox="Junk")
        a_reader(dovecot.server(user), memory).read_once()
    assert memory.subjects()[-1] == "again"


@pytest.mark.parametrize("security", ["none", "tls", "starttls"])
def test_a_message_delivered_between_search_and_idle_is_not_missed(dovecot: Dovecot, security) -> None:
    """The server has told of it before the wait begins: it lies in a buffer that no poll of the socket shows."""
    user = new_user()
    waker = Waker()
    connection = Connection(dovecot.server(user, security))
    try:
        connection.select("INBOX")
        for number in range(30):
            seen = connection.uids_between(1)
            dovecot.append(user, mail(f"number-{number}"), MORNING)
            started_at = time.monotonic()
            assert connection.idle(waker.fileno(), 5.0), number
            assert time.monotonic() - started_at < 2.0
            assert len(connection.uids_between(1)) == len(seen) + 1
    finally:
        connection.close()


def test_messages_that_arrive_at_any_moment_are_all_taken_at_once(dovecot: Dovecot) -> None:
    user, memory = new_user(), Memory()
    with running(a_reader(dovecot.server(user), memory, PATIENT)):
        memory.wait_until(lambda: bool(memory.sweeps))
        for number in range(40):
            dovecot.deliver(PAT, user.replace("@", "+token@"), mail(f"number-{number}"))
            time.sleep(0.001 * (number % 7))
        memory.wait_until(lambda: len(memory.taken) >= 40)
    assert memory.subjects() == [f"number-{number}" for number in range(40)]
    assert not memory.reasons


def test_the_embedded_server_pushes_each_message(embedded: Callable[..., EmbeddedServer]) -> None:
    user, memory = new_user(), Memory()
    server = embedded({user: "pw", PAT: "pw"}, lambda: MORNING)
    with running(a_reader(Server("127.0.0.1", server.imap_port, "none", user, "pw"), memory, PATIENT)):
        memory.wait_until(lambda: bool(memory.sweeps))
        with smtplib.SMTP("127.0.0.1", server.smtp_port) as smtp:
            for number in range(60):
                smtp.sendmail(PAT, [user], mail(f"number-{number}"))
        memory.wait_until(lambda: len(memory.taken) >= 60)
    assert memory.subjects() == [f"number-{number}" for number in range(60)]
    assert {fetched.arrived_at for fetched in memory.taken} == {MORNING}


def test_the_sweep_finds_what_no_idle_tells_of(dovecot: Dovecot) -> None:
    user, memory = new_user(), Memory()
    with running(a_reader(dovecot.server(user), memory)):
        memory.wait_until(lambda: bool(memory.sweeps))
        dovecot.append(user, mail("suspicious"), MORNING, mailbox="Junk")
        memory.wait_until(lambda: memory.subjects() == ["suspicious"])


def test_a_server_that_stops_during_idle_is_read_again_once_it_is_back(own_dovecot: Dovecot) -> None:
    user, memory = new_user(), Memory()
    with running(a_reader(own_dovecot.server(user), memory, PATIENT)):
        memory.wait_until(lambda: bool(memory.sweeps))
        own_dovecot.stop()
        memory.wait_until(lambda: len(memory.reasons) >= 2)
        assert len(memory.sweeps) == 1, "blind, and yet it says that it saw"
        own_dovecot.start()
        own_dovecot.deliver(PAT, user, mail("after"))
        memory.wait_until(lambda: memory.subjects() == ["after"])
    assert f":{own_dovecot.imap_port}:" in memory.reasons[0]


def forbid(message: Path) -> None:
    """Dovecot hangs up on whoever asks for it."""
    message.chmod(0)


def point_nowhere(message: Path) -> None:
    """Dovecot answers with NIL."""
    message.unlink()
    message.symlink_to(message.name)


@pytest.mark.parametrize("damage", [forbid, point_nowhere])
def test_a_message_that_the_server_cannot_give_is_reported_and_the_next_is_taken(
    dovecot: Dovecot, damage: Callable[[Path], None]
) -> None:
    """Law 10."""
    user, memory = new_user(), Memory()
    for subject in ("one", "two", "three"):
        dovecot.append(user, mail(subject), MORNING)
    second = next(path for path in dovecot.maildir(user).glob("*/*.M*") if b"two" in path.read_bytes())
    damage(second)
    with running(a_reader(dovecot.server(user), memory)):
        memory.wait_until(lambda: memory.subjects() == ["one", "three"])
    assert [(mailbox, uid) for mailbox, uid, _ in memory.given_up] == [("INBOX", 2)]
    assert memory.positions["INBOX"].last_uid == 3


def test_a_message_larger_than_allowed_is_reported_and_the_next_is_taken(dovecot: Dovecot) -> None:
    """Law 10."""
    user, memory = new_user(), Memory()
    dovecot.append(user, mail("big") + b"x" * 5000 + b"\r\n", MORNING)
    dovecot.append(user, mail("small"), MORNING)
    Reader(dovecot.server(user), ["INBOX"], memory, lambda: NOW, max_size=4000).read_once()
    assert memory.subjects() == ["small"]
    assert "larger than 4000 bytes" in memory.given_up[0][2]


def test_a_message_expunged_before_it_is_fetched_is_no_message(dovecot: Dovecot) -> None:
    user, memory = new_user(), Memory()
    for subject in ("one", "two"):
        dovecot.append(user, mail(subject), MORNING)

    def expunge_the_second(fetched: Fetched) -> None:
        with dovecot.client(user) as client:
            client.select_folder("INBOX")
            client.delete_messages([2])
            client.expunge()

    memory.before_commit = expunge_the_second
    a_reader(dovecot.server(user), memory).read_once()
    assert (memory.subjects(), memory.given_up, memory.sweeps) == (["one"], [], [NOW])


@pytest.mark.parametrize("sent", ["Sent", "Sent Items"])
def test_a_mail_is_found_in_the_sent_mailbox_by_its_message_id(dovecot: Dovecot, sent: str) -> None:
    """Law 2: by its special use (RFC 6154), else by one of its common names."""
    user, memory = new_user(), Memory()
    dovecot.append(user, mail("hedge"), MORNING, mailbox=sent)
    reader = a_reader(dovecot.server(user), memory)
    with running(reader):
        memory.wait_until(lambda: bool(memory.sweeps))
        assert reader.find_sent("<hedge@harpole-pc.example>")
        assert not reader.find_sent("<never-sent@harpole-pc.example>")
        dovecot.deliver(PAT, user, mail("still-awake"))
        memory.wait_until(lambda: memory.subjects() == ["still-awake"])
    assert reader.find_sent("<hedge@harpole-pc.example>"), "without an owner thread, it asks by itself"


def test_nothing_is_found_where_there_is_no_sent_mailbox(dovecot: Dovecot) -> None:
    assert not a_reader(dovecot.server(new_user()), Memory()).find_sent("<hedge@harpole-pc.example>")


def test_the_sent_mailbox_of_a_server_that_is_away_is_an_error_and_no_answer(own_dovecot: Dovecot) -> None:
    user, memory = new_user(), Memory()
    reader = a_reader(own_dovecot.server(user), memory)
    with running(reader):
        memory.wait_until(lambda: bool(memory.sweeps))
        own_dovecot.stop()
        memory.wait_until(lambda: bool(memory.reasons))
        with pytest.raises(MailboxError):
            reader.find_sent("<hedge@harpole-pc.example>", timeout=5.0)


def test_stopping_does_not_wait_for_the_end_of_an_idle(dovecot: Dovecot) -> None:
    memory = Memory()
    with running(a_reader(dovecot.server(new_user()), memory, PATIENT)):
        memory.wait_until(lambda: bool(memory.sweeps))
        time.sleep(0.05)
        stopped_at = time.monotonic()
    assert time.monotonic() - stopped_at < 1.0


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_only_a_certificate_of_the_authority_named_is_trusted(dovecot: Dovecot, security) -> None:
    user, memory = new_user(), Memory()
    dovecot.append(user, mail("hedge"), MORNING)
    server = dovecot.server(user, security)
    a_reader(server, memory).read_once()
    assert memory.subjects() == ["hedge"]
    with pytest.raises(MailboxError, match=r"certificate is not trusted .*set \[imap\] ca_file"):
        a_reader(replace(server, ca_file=""), memory).read_once()
    with pytest.raises(MailboxError, match=r"ca_file /nowhere cannot be used"):
        a_reader(replace(server, ca_file="/nowhere"), memory).read_once()


def test_an_access_token_logs_in(own_dovecot: Dovecot) -> None:
    user, memory = new_user(), Memory()
    own_dovecot.append(user, mail("hedge"), MORNING)
    own_dovecot.token_server.tokens["a-token"] = user
    server = own_dovecot.server(user, auth="oauth2")
    Reader(server, ["INBOX"], memory, lambda: NOW, token=lambda: "a-token").read_once()
    assert memory.subjects() == ["hedge"]
    with pytest.raises(MailboxError, match="was refused"):
        Reader(server, ["INBOX"], memory, lambda: NOW, token=lambda: "a-stale-token").read_once()


def test_a_wrong_password_is_said_with_what_to_do(own_dovecot: Dovecot) -> None:
    user = new_user()
    with pytest.raises(MailboxError, match=r"login as .* was refused .*check \[imap\] username and password"):
        a_reader(own_dovecot.server(user, password="wrong"), Memory()).check()
