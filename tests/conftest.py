"""The real servers that tests talk to; each fixture's class says what it can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import settings

from mailbot.app.embedded import EmbeddedServer
from tests.servers.background import Background
from tests.servers.certificates import Certificates, make_certificates
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import SmtpServer

# Two tests share the machine: laws are about results, not times. Each run tries the same examples; the soak seeks new.
settings.register_profile("tests", deadline=None, derandomize=True)
settings.load_profile("tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker is left alone with it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """An authority of our own and a certificate for loopback."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def dovecot(certificates: Certificates) -> Iterator[Dovecot]:
    """One Dovecot for all: use addresses of your own, and never stop it."""
    server = Dovecot(certificates)
    yield server
    server.remove()


@pytest.fixture
def own_dovecot(certificates: Certificates) -> Iterator[Dovecot]:
    """A Dovecot for one test, which may stop it and start it again."""
    server = Dovecot(certificates)
    yield server
    server.remove()


@pytest.fixture
def smtp_recorder() -> Iterator[SmtpServer]:
    """An SMTP server that records what it accepts; set `deliver` to have it delivered too."""
    server = SmtpServer()
    yield server
    server.remove()


@pytest.fixture
def embedded() -> Iterator[Callable[..., EmbeddedServer]]:
    """Starts embedded servers in an event loop of their own: `embedded({address: password})`."""
    background = Background()
    servers: list[EmbeddedServer] = []

    def start(users: dict[str, str], now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> EmbeddedServer:
        servers.append(EmbeddedServer())
        background.run(servers[-1].start(users, smtp_port=0, imap_port=0, now=now))
        return servers[-1]

    yield start
    for server in servers:
        background.run(server.stop())
    background.stop()
