"""The stage: a story is played to mailbot as it is, with real bytes of mail, a real ledger and a real SMTP server.

Only the clock is turned by hand, and the mailbox is left out: each message is handed to the intake as the reader of the
mailbox does. What is sent is read off the SMTP server; which promise a mail is about is what the ledger says of it.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from mailbot.app.deployment import load
from mailbot.app.roster import import_roster
from mailbot.app.service import Servers, Service
from mailbot.inbound.imap import Fetched
from mailbot.model.facts import AbsenceBegan, DigestSent, StepTaken, VerdictGiven
from mailbot.model.mail import Mail, MailStatus
from mailbot.model.servers import Server
from mailbot.policy.obligations import obligations
from tests.e2e import client
from tests.e2e.bot import LIAISON, deployed
from tests.policy.test_introduction_notice import with_notice
from tests.servers.background import Background
from tests.servers.smtp import SmtpServer
from tests.year import story as told
from tests.year.deeds import Unanswerable, happens
from tests.year.story import Account, Chance, Council, Listed, Person, Sent, Story, Told, Verdict

_MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^>]+)>", re.IGNORECASE | re.MULTILINE)
_HEADINGS = (
    "new", "grown", "still", "lapsed", "answered", "reopened", "on_hold", "excused", "stopped", "held", "still_held",
    "failed",
)  # fmt: skip
_NOWHERE = Server("127.0.0.1", 9, "none", LIAISON, "unused")


def play(story: Story, directory: Path) -> tuple[Story, Chance, Account]:
    """Play a year: give the story as it went, what chance decided, and what mailbot sent, judged and told."""
    stage = Stage(story, directory)
    try:
        stage.play()
        return replace(story, events=tuple(stage.played)), stage.chance(), stage.account()
    finally:
        stage.remove()


class Numbered(NamedTuple):
    """What a number of a digest stands for."""

    rule: str
    about: str
    council: str


class Stage:
    """Everybody of the county, with their inboxes, and mailbot."""

    def __init__(self, story: Story, directory: Path) -> None:
        self.story = story
        self.at = story.begins_at
        self.rows = {council.name: council for council in story.councils}
        self.inboxes: dict[str, list[tuple[Mail, bytes]]] = defaultdict(list)
        self.submitted: list[tuple[datetime, str, Mail]] = []
        closures = ", ".join(f'"{day}"' for day in story.closures)
        deployment = deployed(directory, {"closures = [] ": f"closures = [{closures}] "}, rules=story.rules)
        if story.notices:
            for rule in ("introduction", "launch"):
                (directory / "rules" / f"{rule}.toml").write_text(with_notice(rule), encoding="utf-8")
            deployment = load(directory / "config.toml")
        self.smtp = SmtpServer()
        self.service = Service(deployment, lambda: self.at, servers=Servers(_NOWHERE, self.smtp.server(LIAISON)))
        self.background = Background()
        self.background.run(self.service.__aenter__())
        self.owed_by: dict[str, str] = {}
        """Whose each course and each absence is."""
        self.played: list[told.Event] = []
        """What happened of what the cast meant to do: nobody answers a mail that they never got."""
        self.written: dict[str, EmailMessage] = {}
        """What everybody wrote, by its name."""
        self._as_it_went: dict[str, told.Event] = {}
        self._uid = 0

    def remove(self) -> None:
        self.background.run(self.service.__aexit__())
        self.background.stop()
        self.smtp.remove()

    def play(self) -> None:
        """Go through the year from one thing that happens to the next."""
        self.import_rows()
        self._turn()
        moments = [(event.at, event) for event in self.story.events]
        for at, event in sorted([*moments, *((at, None) for at in told.looks(self.story))], key=lambda one: one[0]):
            self.at = at
            try:
                if event is not None:
                    happens(event, self)
                    self.played.append(self._as_it_went.get(getattr(event, "name", ""), event))
            except Unanswerable:  # the cast did not know; it shows in the account if they should have got one
                continue
            self._turn()

    def _turn(self) -> None:
        """All mail has been read; do what is due, and deliver it."""
        self.service.keeper.swept(self.at)
        self.service.keeper.tick(self.at)
        if not self.service.ledger.outbox(MailStatus.QUEUED):
            return
        self.background.run(self.service.delivery.deliver())
        if len(self.smtp.accepted) > len(self.submitted):
            self.service.keeper.tick(self.at)  # as half a minute later: what was accepted may have met a promise
        for submission in self.smtp.accepted[len(self.submitted) :]:
            found = _MESSAGE_ID.search(submission.raw)
            assert found is not None
            entry = self.service.ledger.mail_by_message_id(found[1].decode())
            assert entry is not None
            [address] = submission.recipients
            self.submitted.append((self.at, address, entry.mail))
            self.inboxes[address].append((entry.mail, submission.raw))

    def export_rows(self) -> None:
        """Have the roster name the people whom it names by now."""
        state, person = self.service.books.state, self.service.ledger.person
        for name, row in self.rows.items():
            [liaison] = [one for id_, one in state.liaisons.items() if self.council(id_) == name]
            plr, officer = (one and person(one) for one in (liaison.row.plr, liaison.row.officer))
            self.rows[name] = replace(
                row,
                plr=Person(plr.name, plr.address) if plr else None,
                officer=Person(officer.name, officer.address) if officer else None,
                duty=liaison.row.duty,
            )

    def import_rows(self, *, end_missing: bool = False) -> None:
        """Import the roster as its rows are now."""
        lines = [_line(council) for council in self.rows.values()]
        text = io.StringIO()
        writer = csv.DictWriter(text, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
        import_roster(
            self.service.books,
            text.getvalue().encode(),
            "roster.csv",
            self.at,
            correct=False,
            end_missing=end_missing,
            dry_run=False,
        )

    # How they find the mail that they answer

    def received(self, event: told.Writes, is_it: Callable[[Mail], bool]) -> EmailMessage:
        """Give the latest mail of its kind in somebody's inbox."""
        return self.arrived(event, event.by, is_it)

    def arrived(self, event: told.Writes, person: Person, is_it: Callable[[Mail], bool]) -> EmailMessage:
        """Give the latest mail of its kind in the inbox of somebody, who may be another."""
        raw = next((raw for mail, raw in reversed(self.inboxes[person.address]) if is_it(mail)), None)
        if raw is None:
            raise Unanswerable(event.name)
        return client.parsed(raw)

    def passed_on(self, question: str) -> list[Mail]:
        """List the mails that passed a message on."""
        messages = self.service.ledger.message_by_id_field(f"{question}@story.example")
        mails = [entry.mail for message in messages for entry in self.service.ledger.mails_relaying(message)]
        if not mails:
            raise Unanswerable(question)
        return mails

    def message(self, name: str) -> str:
        """Give the id of a message."""
        [message] = self.service.ledger.message_by_id_field(f"{name}@story.example") or [""]
        return message

    def latest_digest(self, event: told.Writes) -> tuple[EmailMessage, list[Numbered]]:
        """Give the latest digest that has numbers, and what they stand for."""
        for mail, raw in reversed(self.inboxes[event.by.address]):
            if mail.template == "digest" and (lines := _lines_with_numbers(mail)):
                return client.parsed(raw), [self._numbered(line) for line in lines]
        raise Unanswerable(event.name)

    def _numbered(self, line: Mapping[str, Any]) -> Numbered:
        absence = self.service.books.state.absences.get(line.get("obligation", ""))
        if absence is not None:
            self.owed_by[line["obligation"]] = absence.began.person
        elif line.get("each") == "person":
            self.owed_by[line["obligation"]] = line["officer"]
        council = self.council(line["liaison"]) if "liaison" in line else ""
        return Numbered(line.get("rule", ""), self._subject_of(line), council)

    def shows(self, event: told.Writes) -> None:
        """Note what somebody did as it turned out, where the cast could not know."""
        self._as_it_went[event.name] = event

    def asked_about(self, message: str) -> str:
        """Name the council that a message was written for; nothing where it was written for none."""
        asked = (one for one in self.story.events if isinstance(one, told.Asks | told.WritesFromElsewhere))
        return next((one.council for one in asked if one.name == message), "")

    def relay_to(self, event: told.About) -> EmailMessage:
        """Give the mail by which they were passed the question."""
        relays = {mail.key for mail in self.passed_on(event.question)}
        return self.received(event, lambda mail: mail.key in relays)

    def in_thread(self, event: told.About) -> EmailMessage:
        """Give the latest mail of a question's thread that they got."""
        thread = self.passed_on(event.question)[0].thread
        return self.received(event, lambda mail: mail.thread == thread)

    def prompt(self, event: told.Writes) -> EmailMessage:
        """Give the latest mail in which a month's prompt came, alone or with what else there was that day."""
        return self.received(
            event, lambda mail: any(one.rule == "monthly-contact" and one.step == "prompt" for one in mail.causes)
        )

    def replies(self, event: told.Writes, to: EmailMessage, text: str) -> None:
        """Let them answer a mail."""
        self.sends(event, client.reply(event.by.address, to, text, self.at))

    def sends(self, event: told.Writes, mail: EmailMessage) -> None:
        """Let what they write arrive."""
        mail.replace_header("Message-ID", f"<{event.name}@story.example>")
        self.written[event.name] = mail
        self._uid += 1
        self.service.intake.take(Fetched("INBOX", 1, self._uid, self.at, mail.as_bytes()))

    # The account

    def chance(self) -> Chance:
        """Read off what is spread by chance: ids are minted at random, and a liaison's says its days."""
        liaisons = self.service.books.state.liaisons
        rows = {self.council(one): liaison.row.council for one, liaison in liaisons.items()}
        return Chance(
            {self.council(one): int.from_bytes(one.encode()) % 3 for one in liaisons},
            {name: 30 + int.from_bytes(council.encode()) % 335 for name, council in rows.items()},
        )

    def account(self) -> Account:
        """Give what happened, in the words of the story."""
        facts = [fact for _, fact in self.service.ledger.facts()]
        verdicts = [fact for fact in facts if isinstance(fact, VerdictGiven)]
        steps = [fact for fact in facts if isinstance(fact, StepTaken)]
        books = self.service.books
        owed = list(obligations(books.programme, books.state))
        liaisons = {(one.rule.name, one.id): one.liaison for one in owed}
        self.owed_by = {one.id: one.officer for one in owed if one.rule.each == "person" and one.officer}
        digests = (mail for _, _, mail in self.submitted if mail.template == "digest")
        told_of = (line for mail in digests for heading in _HEADINGS for line in mail.data.get(heading, ()))
        self.owed_by |= {line["obligation"]: line["officer"] for line in told_of if line.get("each") == "person"}
        self.owed_by |= {fact.obligation: fact.owner for fact in verdicts if fact.rule == "annual-e-learning"}
        self.owed_by |= {fact.absence: fact.person for fact in facts if isinstance(fact, AbsenceBegan)}
        lines = (line for fact in facts if isinstance(fact, DigestSent) for line in fact.lines)
        liaisons |= {(line.rule, line.about): line.liaison for line in lines if line.rule}
        liaisons |= {(fact.rule, fact.obligation): fact.liaison for fact in verdicts}
        due: dict[tuple[str, str], list[tuple[datetime, datetime]]] = defaultdict(list)
        for fact in steps:
            due[fact.rule, fact.obligation].append((fact.recorded_at, fact.due_by))
        return Account(
            sent=sorted(line for one in self.submitted for line in self._lines(*one, due)),
            verdicts=sorted(map(self._verdict, verdicts)),
            told=sorted(
                Told(
                    str(told.day(fact.happened_at)),
                    f"{fact.rule}/{fact.step}",
                    self._promise(fact.obligation, fact.due_by, liaisons.get((fact.rule, fact.obligation), "")),
                )
                for fact in steps
                if fact.escalates
            ),
            listed=sorted(line for at, _, mail in self.submitted for line in self._listed(at, mail)),
        )

    def _verdict(self, fact: VerdictGiven) -> Verdict:
        return Verdict(
            fact.rule,
            self._promise(fact.obligation, fact.due_by, fact.liaison),
            fact.outcome.value,
            told.minute(fact.due_by),
            told.minute(fact.ended_at),
            self._person(fact.owner) if fact.owner else "",
        )

    def _lines(
        self, at: datetime, address: str, mail: Mail, due: Mapping[tuple[str, str], list[tuple[datetime, datetime]]]
    ) -> Iterator[Sent]:
        """Say what one mail says: a line for each step that it takes, or what it is and what it came from.

        `due` are the steps that were taken of each promise: when, and on which day it was due then.
        """
        if mail.relays and mail.causes:
            yield Sent(str(told.day(at)), address, "relay", self.named(mail.key))
        elif mail.causes:
            for cause in mail.causes:
                [*_, due_by] = [by for taken, by in due[cause.rule, cause.obligation] if taken <= at]
                about = self._promise(cause.obligation, due_by, cause.liaison)
                yield Sent(str(told.day(at)), address, f"{cause.rule}/{cause.step}", about)
        elif mail.template == "digest":
            yield Sent(str(told.day(at)), address, "digest", "")
        else:
            yield Sent(told.minute(at), address, mail.template or "relay", self.named(mail.key, mail.data))

    def _listed(self, at: datetime, mail: Mail) -> Iterator[Listed]:
        """Say what a digest lists, and under which heading."""
        for heading in _HEADINGS if mail.template == "digest" else ():
            for line in mail.data.get(heading, ()):
                yield Listed(str(told.day(at)), heading, self._subject_of(line))

    def _subject_of(self, line: Mapping[str, Any]) -> str:
        """Name what a line of a digest is about."""
        if "obligation" in line:
            return self._promise(line["obligation"], datetime.fromisoformat(line["due_by"]), line["liaison"])
        if "introduction" in line:
            return self.council(line["liaison"])
        if "to" in line:
            return f"to {self._person(line['to'])}"
        return self.named(line.get("question") or line["message"])

    def named(self, key: str, data: Mapping[str, Any] = MappingProxyType({})) -> str:
        """Name the messages of people that a mail came from, or else its councils, by the ids in it."""
        names: list[str] = []
        listed = [row.get("liaison", "") for row in (*data.get("rows", ()), data.get("invitation", {}))]
        for part in (*key.split(":"), *listed):
            question = self.service.books.state.questions.get(part)
            record = self.service.ledger.message(question.asked.message if question else part)
            names += [record.message_id.partition("@")[0]] if record else []
            names += [self.council(part)] if part in self.service.books.state.liaisons else []
        if not names and data.get("liaison"):
            names = [self.council(data["liaison"])]
        return " ".join(dict.fromkeys(names))

    def _promise(self, obligation: str, due_by: datetime, liaison: str) -> str:
        """Name what is owed: the message, or else whose it is and the day on which it is due."""
        if obligation in self.owed_by:
            return f"{self._person(self.owed_by[obligation])}, due {told.day(due_by)}"
        if named := self.named(obligation):
            return named
        return f"{self.council(liaison)}, due {told.day(due_by)}" if liaison else f"nobody's, due {told.day(due_by)}"

    def council(self, liaison: str) -> str:
        """Name the council of a liaison."""
        council = self.service.ledger.council(self.service.books.state.liaisons[liaison].row.council)
        assert council is not None
        return council.name

    def _person(self, person: str) -> str:
        known = self.service.ledger.person(person)
        return known.name if known else person


def _lines_with_numbers(digest: Mail) -> list[Mapping[str, Any]]:
    lines = [line for heading in _HEADINGS for line in digest.data.get(heading, ()) if "number" in line]
    return sorted(lines, key=lambda line: line["number"])


def _line(council: Council) -> dict[str, str]:
    """Write a row of the roster as its columns."""
    line = {name: str(value or "") for name, value in asdict(council).items() if not isinstance(value, dict)}
    line["council"] = line.pop("name")
    for role in ("plr", "officer", "clerk"):
        person = getattr(council, role) or Person("")
        line |= {f"{role}_name": person.name, f"{role}_email": person.address}
        line.pop(role, None)
    return line
