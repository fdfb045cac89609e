"""Understood, from bytes: the one door through which a message comes in. No I/O, no clock; never raises (law 10).

What kind of message it is, whom it says it is from, and what it says, each by a module of its own. Who the writer is
and which thread it belongs to is decided later, with the roster in hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from mailbot.inbound import calendar, reply
from mailbot.inbound.asks import asks
from mailbot.inbound.authentication import dmarc_result
from mailbot.inbound.bounce import read_bounce
from mailbot.inbound.command_details import with_day_of_line, with_details
from mailbot.inbound.command_lines import CommandLines
from mailbot.inbound.command_text import find_commands
from mailbot.inbound.dates import find_away
from mailbot.inbound.departure import find_departure
from mailbot.inbound.headers import Headers
from mailbot.inbound.kind import KindFound, find_kind
from mailbot.inbound.known_names import Names
from mailbot.inbound.marking import all_words, find_marking
from mailbot.inbound.mime import Part
from mailbot.inbound.parse import MAX_EMBEDDED, MESSAGE_TYPES, Parsed, parse
from mailbot.inbound.sender import addresses, delivered_to, find_sender
from mailbot.inbound.tables import tables_in
from mailbot.model.understanding import Address, Asks, Away, CalendarPart, Command, Kind, Understood

_LOCAL = ZoneInfo("Europe/London")
_CALENDAR_TYPES = ("text/calendar", "application/ics")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What has to be known beforehand to understand a message. `arrived_at` is the server's instant, aware UTC."""

    arrived_at: datetime
    own_address: str = ""
    authserv_id: str = ""
    """How our border server names itself (RFC 8601); empty means Microsoft 365."""
    known_domains: frozenset[str] = frozenset()
    """Domains of people on the roster, which others may imitate."""
    known_names: Callable[[str], Iterable[str]] = lambda address: ()
    """Gives the names of councils and PLRs that tell a command from a sentence, by whose address it is from."""
    own_blocks: Sequence[str] = ()
    """Footers and action blocks of ours, which are known exactly in what people quote."""


def understand(raw: bytes, settings: Settings) -> Understood:
    """Understand any bytes; what cannot be read is `Kind.UNREADABLE`, with the problem in words."""
    try:
        return _understood(raw, settings)
    except Exception as error:  # noqa: BLE001 - the edge of one message: a bad one never blocks the next (law 10)
        problem = f"could not be understood ({type(error).__name__}: {error})"[:300]
        return Understood(kind=Kind.UNREADABLE, may_respond=False, sender=None, problems=(problem,))


def _understood(raw: bytes, settings: Settings) -> Understood:
    parsed = parse(raw)
    headers = parsed.headers
    sender, oddities = find_sender(headers, settings.known_domains)
    found = find_kind(parsed, sender, settings.own_address)
    dmarc, why_dmarc = dmarc_result(headers, settings.authserv_id)
    words = _words(parsed, settings)
    marking, why_marking = _marking(parsed, words.new_text, words.signature)
    has_words = _has_words(words)
    names = Names(lambda: settings.known_names(sender.address if sender else ""))
    lines, new_text = _command_lines(found, words, headers, names, has_words=has_words)
    calendar_part = _calendar_part(parsed)
    return Understood(
        kind=found.kind,
        may_respond=found.may_respond,
        sender=sender,
        to=_addresses(parsed, "to"),
        cc=_addresses(parsed, "cc"),
        delivered_to=delivered_to(headers),
        subject=headers.text("subject"),
        message_id=next(iter(headers.message_ids("message-id")), ""),
        in_reply_to=headers.message_ids("in-reply-to"),
        references=headers.message_ids("references"),
        new_text=new_text,
        quoted_text=words.quoted_text,
        signature=words.signature,
        has_words=has_words,
        has_enclosure=parsed.is_encrypted or any(map(_is_enclosure, parsed.parts)),
        asks=_asks(found, words.new_text, calendar_part),
        dmarc=dmarc,
        marking=marking,
        bounce=read_bounce(parsed, raw, settings.own_address) if found.kind is Kind.BOUNCE else None,
        away=_away(found, words.new_text, headers.text("subject"), settings),
        commands=_commands(lines, new_text, settings) if found.kind is Kind.PERSON else (),
        resembles=lines.resembles,
        unclear_line=lines.unclear_line,
        calendar=calendar_part,
        tables=tables_in(parsed),
        body_digest=parsed.digest,
        signals=tuple(signal for signal in (*found.signals, *oddities, why_dmarc, why_marking) if signal),
        problems=tuple(dict.fromkeys([*parsed.problems, *words.problems])),
    )


def _marking(parsed: Parsed, *texts: str, embedded_left: int = MAX_EMBEDDED) -> tuple[str, str]:
    """Find the marking of a message, or of one that is attached to it."""
    files = (part.filename for part in parsed.parts)
    found = find_marking(parsed.headers, *texts, parsed.text or "", all_words(parsed.html or ""), files=files)
    attached = parsed.of_type(*MESSAGE_TYPES)[:embedded_left]
    inner = (_marking(parse(part.content), embedded_left=embedded_left - 1) for part in attached)
    return found if found[0] else next((one for one in inner if one[0]), found)


def _has_words(words: reply.Reply) -> bool:
    return bool(words.new_text.strip()) and not any(reason.endswith(reply.NOTHING_NEW) for reason in words.reasons)


def _is_enclosure(part: Part) -> bool:
    """Whether somebody put a part there for its reader: no signature of a program's, and no picture of a letterhead."""
    if part.content_type.endswith("-signature"):
        return False
    is_in_text = part.content_type.startswith("image/") and "content-id" in part.headers
    return part.content_type in MESSAGE_TYPES or (part.is_attachment and not is_in_text)


def _command_lines(
    found: KindFound, words: reply.Reply, headers: Headers, names: Names, *, has_words: bool
) -> tuple[CommandLines, str]:
    """Read the commands of a person, and give the text that begins with them."""
    if found.kind is not Kind.PERSON:
        return CommandLines(), words.new_text
    is_reply = bool(headers.message_ids("in-reply-to") or headers.message_ids("references"))
    return find_commands(words.new_text, headers.text("subject"), has_words=has_words, is_reply=is_reply, names=names)


def _commands(lines: CommandLines, new_text: str, settings: Settings) -> tuple[Command, ...]:
    """Give the commands with all that they name; that somebody has left is one, in whatever words it is said."""
    written_on = settings.arrived_at.astimezone(_LOCAL).date()
    below = ", ".join(new_text.strip().splitlines()[1:])
    detailed = (with_details(one, written_on, below) for one in lines.commands)
    commands = tuple(one for count in lines.on_one_line for one in with_day_of_line(tuple(islice(detailed, count))))
    departure = None if commands or lines.resembles else find_departure(new_text)
    return (departure,) if departure else commands


def _addresses(parsed: Parsed, name: str) -> tuple[Address, ...]:
    return tuple(address for value in parsed.headers.all(name) for address in addresses(value))


def _words(parsed: Parsed, settings: Settings) -> reply.Reply:
    return reply.split(parsed.text, parsed.html, own_blocks=settings.own_blocks, subject=parsed.headers.text("subject"))


def _asks(found: KindFound, text: str, calendar_part: CalendarPart | None) -> Asks:
    """Weigh the words of a person; an invitation that is taken back asks for nothing by itself."""
    weighed = asks(text) if found.kind is Kind.PERSON and text else Asks.IN_DOUBT
    is_taken_back = calendar_part is not None and calendar_part.method == "CANCEL"
    return Asks.COURTESY if weighed is Asks.IN_DOUBT and is_taken_back else weighed


def _calendar_part(parsed: Parsed) -> CalendarPart | None:
    for part in parsed.of_type(*_CALENDAR_TYPES):
        method = part.headers.parameters("content-type")[1].get("method", "")
        if (found := calendar.read(part.content, method)) is not None:
            return found
    return None


def _away(found: KindFound, text: str, subject: str, settings: Settings) -> Away | None:
    """Read the absence that an automatic reply speaks of, in its text or else in its subject."""
    if found.kind is not Kind.AUTO_REPLY:
        return None
    arrived_on = settings.arrived_at.astimezone(_LOCAL).date()
    return find_away(text, arrived_on) or find_away(subject, arrived_on)
