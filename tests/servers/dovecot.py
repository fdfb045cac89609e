"""A private Dovecot 2.3 on loopback: any user, IMAP with and without TLS, LMTP delivery to plus addresses, XOAUTH2.

It runs as whoever runs the tests, root or not, beside any Dovecot that the machine has, and leaves nothing behind.
"""

from __future__ import annotations

import getpass
import grp
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from imapclient import IMAPClient

from mailbot.model.servers import Auth, Security, Server
from tests.servers.certificates import Certificates
from tests.servers.oauth import TokenServer

PASSWORD = "a-password"
_BINARY = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
_CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
auth_username_format = %Lu
recipient_delimiter = +
hostname = mx.force.example
mail_location = maildir:{home}/mail/%Lu
first_valid_uid = 1
mail_fsync = never
{users}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {home}/oauth2
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%Lu allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    special_use = \\Sent
  }}
}}
service imap-login {{
  {chroot}
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp_port}
  }}
}}
service anvil {{
  {chroot}
}}
service stats {{
  {chroot}
}}
"""


@dataclass(frozen=True)
class Stored:
    """One message as a mailbox holds it."""

    uid: int
    internal_date: datetime
    flags: tuple[bytes, ...]
    raw: bytes


class Dovecot:
    """One instance; every address is a user with the password PASSWORD."""

    def __init__(self, certificates: Certificates) -> None:
        assert _BINARY, "Dovecot is not installed: run tests/servers/install"
        self._home = Path(tempfile.mkdtemp(prefix="mb", dir="/tmp"))  # paths of Unix sockets are short
        self._certificates = certificates
        self.token_server = TokenServer()
        self.imap_port, self.imaps_port, self.lmtp_port = _free_ports(3)
        self._configure()
        self.start()

    def start(self) -> None:
        """Start, or start again with the same mail on the same ports."""
        with (self._home / "log").open("a") as log:  # a pipe would outlive it in its children
            command = [str(_BINARY), "-F", "-c", str(self._home / "conf")]
            self._master = subprocess.Popen(command, stderr=log, start_new_session=True)
        deadline = time.monotonic() + 10
        while not all(_listening(port) for port in (self.imap_port, self.lmtp_port)):
            assert time.monotonic() < deadline, (self._home / "log").read_text()
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop serving, and cut off whoever is connected; the mail stays."""
        os.killpg(self._master.pid, signal.SIGKILL)
        self._master.wait(10)

    def remove(self) -> None:
        """Stop and forget everything."""
        if self._master.poll() is None:
            self.stop()
        self.token_server.stop()
        shutil.rmtree(self._home, ignore_errors=True)  # its last processes may still be dying

    def server(
        self, user: str, security: Security = "none", *, password: str = PASSWORD, auth: Auth = "password"
    ) -> Server:
        """Give the settings that mailbot reads this user's mail with."""
        port = self.imaps_port if security == "tls" else self.imap_port
        ca_file = "" if security == "none" else str(self._certificates.authority)
        return Server("127.0.0.1", port, security, user, password, ca_file, auth)

    def deliver(self, reverse_path: str, recipient: str, raw: bytes) -> None:
        """Deliver to one recipient as a mail server would, with or without a detail after a plus sign.

        Dovecot adds Return-Path, Delivered-To and Received. Raises smtplib.SMTPException when it refuses.
        """
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as lmtp:
            lmtp.sendmail(reverse_path, [recipient], raw)

    @contextmanager
    def client(self, user: str) -> Iterator[IMAPClient]:
        """Log in as a user's own mail client."""
        with IMAPClient("127.0.0.1", self.imap_port, ssl=False, timeout=20) as client:
            client.normalise_times = False
            client.login(user, PASSWORD)
            yield client

    def append(self, user: str, raw: bytes, arrived_at: datetime, mailbox: str = "INBOX") -> None:
        """Put a message into a mailbox with a chosen INTERNALDATE; a missing mailbox is made."""
        with self.client(user) as client:
            if not client.folder_exists(mailbox):
                client.create_folder(mailbox)
            client.append(mailbox, raw, msg_time=arrived_at)

    def messages(self, user: str, mailbox: str = "INBOX") -> list[Stored]:
        """Read a whole mailbox without changing it; a missing one is empty."""
        with self.client(user) as client:
            if not client.folder_exists(mailbox):
                return []
            client.select_folder(mailbox, readonly=True)
            uids = client.search()
            found = client.fetch(uids, ["INTERNALDATE", "FLAGS", "BODY.PEEK[]"]) if uids else {}
        return [
            Stored(uid, found[uid][b"INTERNALDATE"], tuple(found[uid][b"FLAGS"]), found[uid][b"BODY[]"]) for uid in uids
        ]

    def maildir(self, user: str) -> Path:
        """Give the directory of a user's mail, for damage that no client can do."""
        return self._home / "mail" / user.lower()

    def _configure(self) -> None:
        owner = (
            pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        )  # Dovecot reads no mail as root
        group = grp.getgrgid(os.getgid()).gr_name
        as_user = [f"default_{which}_user = {getpass.getuser()}" for which in ("internal", "login")]
        (self._home / "mail").mkdir()
        os.chown(self._home / "mail", owner.pw_uid, owner.pw_gid)
        self._home.chmod(0o755)
        (self._home / "oauth2").write_text(
            f"introspection_mode = get\nintrospection_url = {self.token_server.url}\n"
            "username_attribute = username\nactive_attribute = active\nactive_value = true\n"
        )
        (self._home / "conf").write_text(
            _CONFIGURATION.format(
                home=self._home,
                password=PASSWORD,
                certificate=self._certificates.certificate,
                key=self._certificates.key,
                users="" if os.getuid() == 0 else "\n".join([*as_user, f"default_internal_group = {group}"]),
                chroot="" if os.getuid() == 0 else "chroot =",
                uid=owner.pw_uid,
                gid=owner.pw_gid,
                imap_port=self.imap_port,
                imaps_port=self.imaps_port,
                lmtp_port=self.lmtp_port,
            )
        )


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
