"""A quarter lived by mail alone, by the links of mails and by the words that they show: both come to the same.

What it holds to: laws 2, 6, 7, 11 and 12; expectations, The people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path

import pytest

from mailbot.app.deployment import load
from mailbot.inbound.command import KEYWORDS
from mailbot.model.facts import DigestSent, Fact, MailAccepted, MessageHeld, StepTaken, ThreadOpened, VerdictGiven
from tests.e2e.bot import LONDON, ROOT, Bot, RealPost, deployed, local
from tests.e2e.hands import Hand, Links, Words
from tests.e2e.quarter import Quarter, Sent
from tests.e2e.quarter_cast import COUNCIL_SIDE, OFFICERS, ROLES
from tests.e2e.quarter_script import CONCERN, SCRIPT
from tests.policy.test_introduction_notice import with_notice
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot

CONFIG = {
    '# deputy_address = ""  ': 'deputy_address = "deputy@force.example"  ',
    '# answers_to = ""  ': 'answers_to = "chief@force.example"  ',
}
COMMANDS = {
    "plr": "AWAY BACK CHANGE MEETING CONCERN,NOT ANSWERED,YES NO PLAN HELP",
    "clerk": "AWAY CHANGE LEFT YES HELP",
    "officer": "PHONED MET EMAILED ARRANGED CANCELLED ATTENDED,NOT ATTENDED,UPDATED ENGAGED ANSWERED HOLD,"
    "NO REPLY NEEDED,AWAY BACK PLAN NEWS SEND STATUS CONFIRMED YES NO UNDO HELP",
    "coordinator": "ACK SNOOZE EXCUSE REASSIGN CLOSE LINK APPROVE REFUSE HOLD STATUS REPORT NEWS SEND UNDO HELP",
}
"""Who has which command; those of several words stand between commas."""


def lived(
    directory: Path, certificates: Certificates, hand: Hand, script: Sequence[Callable[[Quarter], None]] = SCRIPT
) -> Quarter:
    """Live the quarter, on Dovecot and a real SMTP server; chance has no part in when somebody is asked."""
    deployed(directory, CONFIG, rules=[path.stem for path in (ROOT / "rules").glob("*.toml")])
    for path in (directory / "rules").glob("*.toml"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith("spread")), encoding="utf-8")
    (directory / "rules" / "introduction.toml").write_text(with_notice(), encoding="utf-8")
    dovecot = Dovecot(certificates)
    bot = Bot(load(directory / "config.toml"), RealPost(dovecot), local("2026-07-01 07:30"))
    quarter = Quarter(bot, hand)
    try:
        for scene in script:
            scene(quarter)
    finally:
        bot.remove()
        dovecot.remove()
    return quarter


@pytest.mark.soak
@pytest.mark.timeout(400)
def test_a_quarter_lived_by_links_and_by_words_comes_to_the_same(tmp_path: Path, certificates: Certificates) -> None:
    by_links = lived(tmp_path / "links", certificates, Links())
    holds_to_what_everybody_is_promised(by_links)
    by_words = lived(tmp_path / "words", certificates, Words())
    holds_to_what_everybody_is_promised(by_words)
    assert account(by_links) == account(by_words)


def holds_to_what_everybody_is_promised(quarter: Quarter) -> None:
    """Check what is true of every mail of the quarter."""
    every_command_is_answered_once(quarter)
    every_answer_occurs(quarter)
    nobody_gets_what_is_not_theirs(quarter)
    nobody_gets_too_much(quarter)
    held = Counter(fact.reason for fact in quarter.bot.facts(MessageHeld) if isinstance(fact, MessageHeld))
    assert held == HELD


HELD = Counter({"stranger": 2, "which-council": 1, "former-plr": 1})
"""Of two strangers, of Dev before he named a council, of Pat after handing over."""


def every_command_is_answered_once(quarter: Quarter) -> None:
    assert quarter.unanswered == []
    used = {(ROLES[person], _keyword(words)) for person, words in quarter.commands}
    wanted = {
        (role, keyword)
        for role, listed in COMMANDS.items()
        for part in listed.split(",")
        for keyword in ([part] if part in KEYWORDS else part.split())
    }
    assert sorted(wanted - used) == []
    assert sorted(set(KEYWORDS) - {keyword for _, keyword in used}) == []


def _keyword(words: str) -> str:
    return max((keyword for keyword in KEYWORDS if f"{words} ".startswith(f"{keyword} ")), key=len)


def every_answer_occurs(quarter: Quarter) -> None:
    names = {path.stem for path in (ROOT / "templates").glob("[a-z]*.md")}
    assert sorted(names - quarter.used()) == []


def nobody_gets_what_is_not_theirs(quarter: Quarter) -> None:
    """Law 12: a PLR sees nobody of another council, and no officer's own address; no officer sees a concern."""
    for one in quarter.sent:
        whole = _whole(one)
        if one.to in COUNCIL_SIDE:
            others = {address for address, councils in COUNCIL_SIDE.items() if not councils & COUNCIL_SIDE[one.to]}
            seen = [address for address in (*others, *OFFICERS) if address in whole]
            assert seen == [], (one.to, one.mail["Subject"])
        if one.to in OFFICERS:
            assert CONCERN not in whole, (one.to, one.mail["Subject"])


def _whole(one: Sent) -> str:
    parts = [str(part.get_content()) for part in one.mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*(f"{name}: {value}" for name, value in one.mail.items()), *parts])


def nobody_gets_too_much(quarter: Quarter) -> None:
    digests = Counter(one.at.astimezone(LONDON).date() for one in quarter.sent if one.of.template == "digest")
    assert max(digests.values()) == 1
    for officer in OFFICERS:
        assert [day for day, count in quarter.a_day(officer).items() if count > 1] == [], officer
    for person in COUNCIL_SIDE:
        months = Counter(day[:2] for day in quarter.a_day(person, at_once=True).elements())
        assert [(month, count) for month, count in months.items() if count > 10] == [], person


def account(quarter: Quarter) -> Counter[tuple[str, ...]]:
    """Give what is recorded in the end, with names in the place of ids, which are minted by chance."""
    facts = quarter.bot.facts(Fact)
    return Counter(
        _told(fact, quarter) for fact in facts if not isinstance(fact, MailAccepted | DigestSent | ThreadOpened)
    )


def _told(fact: Fact, quarter: Quarter) -> tuple[str, ...]:
    ledger, state = quarter.bot.service.ledger, quarter.bot.service.books.state
    names = []
    for field in fields(fact):
        value = getattr(fact, field.name)
        row = state.liaisons.get(value) if isinstance(value, str) else None
        council = ledger.council(row.row.council if row else str(value))
        person = ledger.person(str(value))
        names += [council.name] if council else [person.name] if person else []
    said = [fact.rule, fact.step] if isinstance(fact, StepTaken) else []
    said = [fact.rule, fact.outcome.value, str(fact.due_by)] if isinstance(fact, VerdictGiven) else said
    return (fact.kind, str(fact.happened_at), *said, *names)
