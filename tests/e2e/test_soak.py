"""The process is killed fifty times at moments of chance, while questions keep arriving (laws 1 and 2)."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.model.facts import MessageArrived, QuestionAsked
from tests.e2e.bot import LIAISON, RealPost
from tests.e2e.client import parsed
from tests.e2e.conftest import OFFICER
from tests.e2e.process import Site

KILLS = 50
COUNCILS = 25
QUESTIONS_A_KILL = 4
_HEADER = "council,plr_name,plr_email,officer_name,officer_email,officer_phone"


@pytest.fixture
def county(tmp_path: Path, real_post: RealPost) -> Iterator[Site]:
    """Many councils with one officer: few enough mails to each PLR that the gate keeps none back."""
    rows = (f"Council {n},Plr {n},plr{n}@council{n}.example,PC A. Reed,{OFFICER},01632 960190" for n in range(COUNCILS))
    made = Site(tmp_path, real_post, "\n".join([_HEADER, *rows]))
    yield made
    made.remove()


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [1, 2])
def test_kills_at_moments_of_chance_lose_nothing_and_double_only_what_was_cut_off(county: Site, seed: int) -> None:
    dice = random.Random(seed)
    asked, cut_off = 0, Counter[str]()
    for _ in range(KILLS):
        for _ in range(QUESTIONS_A_KILL):
            at = county.began_at - timedelta(seconds=asked)
            county.ask(f"plr{asked % COUNCILS}@council{asked % COUNCILS}.example", f"Question {asked}", at)
            asked += 1
        process = county.start()
        time.sleep(dice.uniform(0.7, 2.2))
        process.kill()
        assert process.wait(10) == -signal.SIGKILL, county.log()
        cut_off.update(county.cut_off())

    mails = COUNCILS + 2 * asked
    process = county.start()
    county.wait_until("everything is dealt with", lambda: county.is_settled(asked, mails), 120)
    process.terminate()
    assert process.wait(5) == 0

    ledger = county.ledger()
    subjects = [ledger.message(fact.message).subject for fact in county.facts(MessageArrived)]
    assert sorted(subjects) == sorted(f"Question {n}" for n in range(asked))
    times = {fact.happened_at for fact in county.facts(QuestionAsked)}
    assert times == {county.began_at - timedelta(seconds=n) for n in range(asked)}
    assert all(b"\\Seen" in message.flags for message in county.post.dovecot.messages(LIAISON))
    relayed = {parsed(raw)["Subject"].partition(" [")[0] for raw in county.post.read(OFFICER)}
    assert relayed == set(subjects)
    sent = county.sent()
    assert len(sent) == mails
    assert all(times <= 1 + cut_off[message_id] for message_id, times in sent.items())
