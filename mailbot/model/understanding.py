"""Understood: what one inbound message is, whom it says it is from, and what it says.

`inbound` makes it from bytes alone, without knowing anybody; who the writer is and which thread it belongs
to is a Placement, made with the roster and the threads in hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum


class Kind(StrEnum):
    """What kind of message it is; only `PERSON` moves clocks (law 3)."""

    PERSON = "person"
    AUTO_REPLY = "auto-reply"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    READ_RECEIPT = "read-receipt"
    CALENDAR_REPLY = "calendar-reply"
    OWN = "own"
    BULK = "bulk"
    UNREADABLE = "unreadable"


class Asks(StrEnum):
    """Whether the new text wants an answer (design, Words: Question)."""

    QUESTION = "question"
    IN_DOUBT = "in-doubt"
    COURTESY = "courtesy"


class Dmarc(StrEnum):
    """Our own server's DMARC result (RFC 8601, RFC 7489); missing means unknown, not pass."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a header field: its display name, decoded, and its addr-spec (RFC 5322 section 3.4)."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True)
class BouncedRecipient:
    """One recipient that a bounce speaks of (RFC 3464 section 2.3): `action` and `status` are its fields."""

    address: str
    action: str
    status: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery status notification: whom it is about, and the Message-ID of the mail that it returns."""

    recipients: tuple[BouncedRecipient, ...] = ()
    original_message_id: str = ""


@dataclass(frozen=True, slots=True)
class Away:
    """The absence that an out-of-office speaks of: first and last day away, where it says."""

    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    """What a CHANGE says: who the new PLR is, from when, and who is to be written to meanwhile; each where it says."""

    name: str = ""
    address: str = ""
    from_on: date | None = None
    asked: str = ""
    """What its writer has to be asked before the day can be used."""
    is_meanwhile: bool = False
    """Whether somebody else is to be written to meanwhile; without an address, the Clerk."""
    interim_name: str = ""
    interim_address: str = ""


MOST_ROWS = 200
"""How many rows one command may name."""


@dataclass(frozen=True, slots=True)
class Command:
    """A line that asks mailbot itself for something: its keyword in capitals, and the rest of the line.

    `rows` are the numbers of the rows that it names, `on` the first day and `until_on` the last day that it names,
    `asked` what its writer has to be asked before these days can be used.
    """

    keyword: str
    argument: str = ""
    rows: tuple[int, ...] = ()
    """In the order in which they are written, each once; at most `MOST_ROWS`."""
    is_row_alone: bool = False
    """Whether nothing but rows follows the keyword."""
    unclear_rows: str = ""
    """The words where rows are named that are none: a range the wrong way round, of nothing, or of too many."""
    on: date | None = None
    until_on: date | None = None
    asked: str = ""
    time_of_day: time | None = None
    """The local time that it names beside its day, for a meeting."""
    said: str = ""
    """The words of its line that are neither its row nor its days, as a reason is, or the place of a meeting."""
    cover: str = ""
    """The words after COVER, where it names somebody who reads in its writer's place."""
    notice: ChangeNotice | None = None
    """What a CHANGE says."""

    @property
    def row(self) -> int | None:
        """Give the row where it names a single one."""
        return self.rows[0] if len(self.rows) == 1 else None


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A text/calendar part (RFC 5546): `method` is REQUEST, REPLY, COUNTER, CANCEL, DECLINECOUNTER or PUBLISH.

    Instants are aware UTC. `answer` is the PARTSTAT of the one ATTENDEE of a REPLY: accepted, declined or tentative;
    `attendee` their address. `sequence` counts the changes of an invitation (RFC 5545 section 3.8.7.4).
    """

    method: str
    uid: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    summary: str = ""
    attendee: str = ""
    answer: str = ""
    sequence: int = 0
    comment: str = ""
    """What whoever answers wrote beside it."""


@dataclass(frozen=True, slots=True)
class Understood:
    """All that one message says by itself. Never raised against: what cannot be read is `Kind.UNREADABLE` (law 10)."""

    kind: Kind
    may_respond: bool
    sender: Address | None
    """The one From address; None where there is none that can be used, or more than one."""
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()
    """Addresses of Delivered-To, X-Original-To and the `for` clauses of Received, where tokens are looked for too."""
    subject: str = ""
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    new_text: str = ""
    quoted_text: str = ""
    signature: str = ""
    has_words: bool = True
    """Whether its writer's own words were found; else `new_text` is all that stands there, what they quote too."""
    has_enclosure: bool = False
    """Whether something came with it, or it cannot be read for encryption."""
    asks: Asks = Asks.IN_DOUBT
    dmarc: Dmarc = Dmarc.UNKNOWN
    marking: str = ""
    """A protective marking of OFFICIAL-SENSITIVE or above, in capitals; empty when there is none (law 8)."""
    bounce: Bounce | None = None
    away: Away | None = None
    commands: tuple[Command, ...] = ()
    """Those of the first line and of the lines that follow it directly; the rest of the mail is the last one's note."""
    resembles: str = ""
    """The keyword that the first line, or one that follows commands, is or resembles, CONCERN before all (law 11)."""
    unclear_line: int | None = None
    """Which line of the new text, from 0, resembles a command without being one; `commands` is empty then."""
    calendar: CalendarPart | None = None
    tables: tuple[str, ...] = ()
    """The names of the CSV files and Excel workbooks that came with it, as a roster does."""
    body_digest: str = ""
    """SHA-256 of the decoded parts, in hexadecimal: a third of a message's identity (law 2)."""
    signals: tuple[str, ...] = field(default=())
    """What was found and why it counted, in words, in the order of the decisions."""
    problems: tuple[str, ...] = field(default=())
    """What was malformed, capped or could not be decoded, in words."""

    @property
    def command(self) -> Command | None:
        """Give the command of the first line."""
        return self.commands[0] if self.commands else None

    @property
    def says_something(self) -> bool:
        """Whether its writer said anything: in words, by what came with it, or by an invitation."""
        return self.has_words or self.has_enclosure or self.calendar is not None

    @property
    def is_reply(self) -> bool:
        """Whether it says that it answers something (RFC 5322 section 3.6.4)."""
        return bool(self.in_reply_to or self.references)


@dataclass(frozen=True, slots=True)
class Placement:
    """Who wrote a message and in which thread, with the evidence (law 7; design, Mail conventions: Threading)."""

    writers: tuple[str, ...] = ()
    """The ids of everybody whose address the From address is."""
    is_colleague: bool = False
    """Whether the From address is of one of the force's own domains."""
    thread: str | None = None
    parent: str = ""
    """The message id or mail key that it answers, where one is named."""
    token_holder: str | None = None
    """The person to whom the token was given that came back; not who wrote (law 7)."""
    others: tuple[str, ...] = ()
    """Further threads that an officer wrote to at once, by their tokens."""
    conflict: bool = False
    """Whether tokens of different threads came back."""
    guesses: tuple[str, ...] = ()
    """Threads that it may belong to, the likeliest first, where none is certain."""
    reasons: tuple[str, ...] = ()
    """The evidence, as keywords: token, tokens (of several threads), answers, tag, tags, open (for an answer)."""
