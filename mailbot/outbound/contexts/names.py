"""Names: what ids stand for, looked up at the last moment: people, councils, subjects, words and ways back.

What was erased or corrected meanwhile is erased or corrected in the mail too. Reads the ledger; writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from textwrap import shorten
from typing import TypeVar
from zoneinfo import ZoneInfo

from mailbot.errors import LedgerError
from mailbot.ledger.ledger import Ledger
from mailbot.model.ids import ANSWERS_TO, COORDINATION, COORDINATOR, DEPUTY
from mailbot.model.mail import Mail
from mailbot.model.people import Person
from mailbot.model.records import MessageRecord
from mailbot.model.tag import find_tags, without_tags
from mailbot.model.token import reply_token
from mailbot.model.understanding import Understood
from mailbot.outbound.line import one_line
from mailbot.outbound.mailto import mailto
from mailbot.policy.council_names import place_named, place_of
from mailbot.policy.relay import council_person
from mailbot.policy.state import State

Figures = Callable[[date, date], Mapping[str, object]]
"""Gives `counted_from`, `total` and `table` of the days from one to another, both included."""
Differences = Callable[[str], Sequence[str]]

_LONDON = ZoneInfo("Europe/London")
_Row = TypeVar("_Row")

_ERASED = "(name erased)"
_SALUTATION = re.compile(
    r"(?:dear|hello|hi|good (?:morning|afternoon|evening))\b[^.,!?\n]{0,40}[.,!\n]\s*", re.IGNORECASE
)
_AT = re.compile(r"^(?:at|in)\s+(?=\S)", re.IGNORECASE)
_LONGEST_TITLE = 60
_LONGEST_WORDS = 300
_REPLY_PREFIX = re.compile(r"^(?:re\s?:\s?)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class House:
    """What every message knows of the force and of its mailbox; from config.toml."""

    organisation: str
    mailbox_address: str
    coordinator: Person
    deputy: Person
    answers_to: Person
    website: str = ""
    community_messaging: str = ""
    plus_addresses: bool = True
    zone: ZoneInfo = _LONDON
    """The local time of days and hours that are typed."""

    def values(self) -> dict[str, object]:
        """Give the variables that every template may use."""
        return {
            "organisation": self.organisation,
            "mailbox_address": self.mailbox_address,
            "coordinator_name": self.coordinator.name,
            "coordinator_address": self.coordinator.address,
            "website": self.website,
            "community_messaging": self.community_messaging,
        }


_MATTERS: Mapping[str, str] = {
    "AWAY": "Absence",
    "CHANGE": "Change of contact",
    "LEFT": "Change of contact",
    "MEETING": "Police at a meeting of the council",
    "PLAN": "Day of the regular contact",
}
"""What a conversation is about that begins with a link of ours, whose subject is the bare command."""


class Names:
    """Looks up what ids stand for; an id whose particulars were erased stands for somebody without a name."""

    def __init__(
        self,
        house: House,
        ledger: Ledger,
        state: State,
        new_text: Callable[[str], str],
        figures: Figures,
        differences: Differences,
        understood: Callable[[str], Understood | None] = lambda message: None,
    ) -> None:
        """`new_text` gives the new text of an inbound message by its id, `understood` all that it says.

        `figures` gives the report of whole local days, `differences` what the roster that came with a message would
        change; it raises ConfigError.
        """
        self.house = house
        self.ledger = ledger
        self.state = state
        self.new_text = new_text
        self.figures = figures
        self.differences = differences
        self._understood = understood

    def person(self, person: object) -> Person:
        """Find somebody by id; the coordinator, the deputy and whom they answer to are in the configuration."""
        house = self.house
        configured = {COORDINATOR: house.coordinator, DEPUTY: house.deputy, ANSWERS_TO: house.answers_to}
        if person in configured:
            return configured[str(person)]
        return self.ledger.person(str(person)) or Person("", _ERASED if person else "")

    def council(self, liaison: str) -> str:
        """Name the council of a liaison."""
        council = self.ledger.council(self.state.liaisons[liaison].row.council)
        return council.name if council else ""

    def subject(self, message: str) -> str:
        """Give the subject that a message arrived under, without marks of ours and without "Re:"."""
        record = self.ledger.message(message)
        if record is None:
            return ""
        thread = self.state.threads.get(record.thread)
        liaison = self.state.liaisons.get(thread.opened.liaison or "") if thread else None
        programme = liaison.row.programme if liaison else "plr"
        said = one_line(_REPLY_PREFIX.sub("", without_tags(record.subject, programme)))
        return _MATTERS.get(said, said)

    def title(self, message: str) -> str:
        """Say what a message is about, to be read: its subject, or its first words where it bears one of ours."""
        record = self.ledger.message(message)
        if record is None or not self.bears_our_subject(record):
            return self.subject(message)
        try:
            words = _SALUTATION.sub("", self.new_text(message).strip(), count=1)
        except LedgerError:  # the words were erased
            return self.subject(message)
        return shorten(words, _LONGEST_TITLE, placeholder="…")

    def words(self, message: str) -> str:
        """Give the new text of a message on one line, shortened; empty where its words were erased."""
        try:
            return shorten(one_line(self.new_text(message)), _LONGEST_WORDS, placeholder="…")
        except LedgerError:
            return ""

    def place(self, message: str, on: date) -> str:
        """Give the place that an ARRANGED of a message names for a day; empty where its words were erased."""
        read = self._reread(message)
        named = [one for one in read.commands if one.keyword == "ARRANGED" and one.said] if read else []
        of_day = [one for one in named if one.on == on] or named
        councils = sorted((place_of(council.name) for council in self.ledger.councils()), key=len, reverse=True)
        return _AT.sub("", one_line(place_named(of_day[0], [*filter(None, councils)]))) if len(of_day) == 1 else ""

    def calendar_comment(self, message: str) -> str:
        """Give what somebody wrote beside the answer in their calendar."""
        read = self._reread(message)
        return shorten(read.calendar.comment, _LONGEST_WORDS, placeholder="…") if read and read.calendar else ""

    def _reread(self, message: str) -> Understood | None:
        """Understand a message again; None where it was erased."""
        try:
            return self._understood(message) if message else None
        except LedgerError:
            return None

    def bears_our_subject(self, record: MessageRecord) -> bool:
        """Whether a message answers a mail of ours under that mail's subject: our mark stands in it still."""
        answered = self.ledger.mail(record.parent) if record.parent else None
        return answered is not None and not answered.mail.is_relay and bool(find_tags(record.subject))

    def reply_address(self, thread: str, person: str) -> str:
        """Give the address by which somebody writes into a thread."""
        local, _, domain = self.house.mailbox_address.partition("@")
        token = reply_token(self.ledger.secret, thread, person)
        return f"{local}+{token}@{domain}" if self.house.plus_addresses else self.house.mailbox_address

    def council_person(self, thread: str) -> Person:
        """Find whose the answers in a conversation are; whoever wrote in it last, while the council has nobody."""
        opened = self.state.threads[thread]
        asked = [self.state.questions[question].asked.plr for question in opened.questions]
        return self.person(council_person(self.state, opened) or (*opened.opened.people, *asked)[-1])

    def link(self, mail: Mail, first_line: str) -> str:
        """Make the link that answers a mail of ours with one ready line."""
        return mailto(self.reply_address(mail.thread, mail.to), first_line, first_line + "\n")


def numbered(mail: Mail, rows: Iterable[_Row]) -> Iterator[tuple[int, _Row]]:
    """Number the rows of a mail; those of a section go on from the section before."""
    return enumerate(rows, start=int(str(mail.data.get("first", 1))))


def instant(value: object) -> datetime:
    return datetime.fromisoformat(str(value)).astimezone(UTC)


def thread_values(thread: str, names: Names) -> dict[str, object]:
    opened = names.state.threads.get(thread)
    liaison = opened.opened.liaison if opened else None
    if opened is None or liaison is None:
        return {"plr_name": "", "council": "", "subject": ""}
    messages = names.ledger.messages_in_thread(thread)
    return {
        "plr_name": names.council_person(thread).name,
        "council": names.council(liaison),
        "subject": names.title(messages[0].id) if messages else "",
    }


def answering_subject(thread: str, names: Names) -> str:
    """Give the subject of an answer in a conversation; empty while nobody has written in it."""
    messages = names.ledger.messages_in_thread(thread)
    return f"Re: {names.subject(messages[0].id)}" if messages else ""


def ids_of(value: object) -> list[str]:
    assert isinstance(value, list | tuple)
    return [str(item) for item in value]


def done(mail: Mail, names: Names) -> dict[str, object]:
    thread = str(mail.data["thread"])
    values = thread_values(thread, names)
    address = names.reply_address(thread, mail.to)
    return values | {
        "officer_name": names.person(mail.to).name,
        "who": _who(thread, mail.to, names),
        "reply_address": address,
        "reply_href": mailto(address, answering_subject(thread, names)),
    }


def _who(thread: str, reader: str, names: Names) -> str:
    """Say who did what is noted: its reader, or the officer on whose behalf the coordination noted it."""
    opened = names.state.threads.get(thread)
    liaison = names.state.liaisons.get(opened.opened.liaison or "") if opened else None
    officer = liaison.row.officer if liaison and reader in COORDINATION else None
    return names.person(officer).name if officer else "you"
