"""The bot on the servers of choice, with everybody's mailbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.bot import Bot, EmbeddedPost, Post, RealPost, deployed, local
from tests.e2e.process import Site
from tests.servers.dovecot import Dovecot

PLR = "pat.hall@harpole-pc.example"
OFFICER = "a.reed@force.example"

ROSTER = f"""council,plr_name,plr_email,officer_name,officer_email,officer_phone,clerk_name,clerk_email
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},01632 960190,Morgan Birch,clerk@harpole-pc.example
"""


@pytest.fixture
def start_bot(tmp_path: Path) -> Iterator[Callable[[Post, str], Bot]]:
    """Starts a bot on some servers at a London time, in a directory of its own."""
    bots: list[Bot] = []

    def start(post: Post, at: str) -> Bot:
        bots.append(Bot(deployed(tmp_path), post, local(at)))
        return bots[-1]

    yield start
    for bot in bots:
        bot.remove()


@pytest.fixture(params=["dovecot", "embedded"])
def post(request: pytest.FixtureRequest) -> Post:
    """The mail servers: Dovecot with an SMTP server, then the embedded one."""
    if request.param == "embedded":
        return EmbeddedPost([PLR, OFFICER, "clerk@harpole-pc.example"])
    return RealPost(request.getfixturevalue("own_dovecot"))


@pytest.fixture
def real_post(own_dovecot: Dovecot) -> RealPost:
    """Dovecot with an SMTP server."""
    return RealPost(own_dovecot)


@pytest.fixture
def bot(start_bot: Callable[[Post, str], Bot], real_post: RealPost) -> Bot:
    """A bot that has introduced PC Reed to Pat Hall, on Monday 1 June 2026, on Dovecot and a real SMTP server."""
    started = start_bot(real_post, "2026-06-01 09:00")
    started.import_roster(ROSTER)
    started.turn("2026-06-01 09:00")
    return started


@pytest.fixture
def site(tmp_path: Path, real_post: RealPost) -> Iterator[Site]:
    """A deployment for the real process, with PC Reed and Pat Hall on its roster, by the clock on the wall."""
    made = Site(tmp_path, real_post, ROSTER)
    yield made
    made.remove()
