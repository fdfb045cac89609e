"""A year of a made-up county through the real code, and an independent re-implementation that has to agree with it.

Every message that is sent, every verdict that is given and everything that the coordinator is to be told is compared,
both ways.

In the years of odd seeds officers get notice of an introduction; in the others it goes at once.

Not lived here: who writes in the place of a PLR who hands over; a change of PLR that is taken back; words beside an
entry of an officer's own calendar that read as an instruction.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.year.cast import live
from tests.year.reference import account_of
from tests.year.stage import play
from tests.year.story import Account

RULES = (
    "absence",
    "annual-e-learning",
    "change-of-plr",
    "concern",
    "council-meeting",
    "introduction",
    "introduction-to-officer",
    "launch",
    "meeting-request",
    "missing-plr",
    "monthly-contact",
    "named-contact",
    "neighbourhood-watch",
    "news",
    "repeated-delay",
    "reply-deadline",
)


@pytest.fixture
def same_each_time(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw ids, and the boundaries of mails, from the seed: what is spread by ids falls on the same days again."""
    monkeypatch.setattr("mailbot.model.ids.secrets.token_bytes", random.Random(seed).randbytes)
    random.seed(seed)


@pytest.mark.usefixtures("same_each_time")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 8))])
def test_every_message_and_every_verdict_of_a_year_is_the_one_that_was_promised(tmp_path: Path, seed: int) -> None:
    meant = live(seed, RULES)
    story, chance, account = play(meant, tmp_path)
    assert len(story.events) > 0.9 * len(meant.events)
    assert "\n".join(differences(account_of(story, chance), account)) == ""


def differences(promised: Account, done: Account) -> Iterator[str]:
    """Say every line in which the two accounts differ."""
    yield from _differing("sent", promised.sent, done.sent)
    yield from _differing("judged", promised.verdicts, done.verdicts)
    yield from _differing("told to the coordinator", promised.told, done.told)
    yield from _differing("listed in a digest", promised.listed, done.listed)


def _differing(what: str, promised: Sequence[tuple[str, ...]], done: Sequence[tuple[str, ...]]) -> Iterator[str]:
    wanted, found = Counter(promised), Counter(done)
    lines = [(line, "promised, but not") for line in (wanted - found).elements()]
    lines += [(line, "not promised, but") for line in (found - wanted).elements()]
    for line, how in sorted(lines):
        yield f"{how} {what}: {' | '.join(line)}"
