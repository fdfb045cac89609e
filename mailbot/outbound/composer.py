"""Composer: from a queued Mail to its reader's address and the bytes to submit. Reads the ledger; writes nothing.

What somebody sees of a thread are their own Message-IDs: a PLR's message has one for the PLR and, relayed, another
for the officer. In-Reply-To and References are therefore made for each reader anew (RFC 5322 section 3.6.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mailbot.ledger.ledger import Ledger
from mailbot.model.facts import Purpose
from mailbot.model.ids import COORDINATOR
from mailbot.model.mail import Mail
from mailbot.model.people import Person
from mailbot.model.records import MessageRecord, OutboxEntry
from mailbot.model.tag import without_tags
from mailbot.model.token import subject_tag
from mailbot.model.understanding import Address
from mailbot.outbound.compose import Heading, Table, news, own_mail, relay, words
from mailbot.outbound.contexts import Names, context
from mailbot.outbound.contexts.invitations import invitation
from mailbot.outbound.contexts.news import News
from mailbot.outbound.first_line import without_line
from mailbot.outbound.subject import relay_subject
from mailbot.outbound.template import Templates
from mailbot.policy.relay import COUNCIL_SIDE

_MOST_REFERENCES = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail, ready: the address to submit it to, and its bytes with CRLF line ends."""

    recipient: str
    raw: bytes


class Composer:
    """Renders and composes what is queued."""

    def __init__(self, templates: Templates, names: Names, zone: ZoneInfo) -> None:
        self._templates = templates
        self._names = names
        self._zone = zone

    def reader(self, mail: Mail) -> Person:
        """Find whom a mail is for."""
        return self._names.person(mail.to)

    def text(self, entry: OutboxEntry) -> str:
        """Give the text of a mail that we wrote, as it would be written now; raises as `compose` does."""
        return self._templates.text(entry.mail.template, context(entry.mail, self._names))

    def compose(self, entry: OutboxEntry) -> Letter:
        """Make the bytes of one mail; raises ConfigError or AddressUnusable when that cannot be done."""
        mail = entry.mail
        reader = self._names.person(mail.to)
        if mail.is_relay:
            raw = self._relay(entry)
        else:
            given = context(mail, self._names)
            rendered = self._templates.render(mail.template, given)
            heading = self._heading(entry, self._own_name(mail), self._marked(rendered.subject, mail))
            table = given.get("table")
            raw = own_mail(
                heading,
                rendered,
                table if isinstance(table, Table) else None,
                invitation(mail, heading, rendered, self._names),
            )
        return Letter(reader.address, raw)

    def _relay(self, entry: OutboxEntry) -> bytes:
        mail, names = entry.mail, self._names
        record = names.ledger.message(mail.relays)
        if record is None:
            raise LookupError(f"message {mail.relays} was erased before it was passed on")
        heading = self._heading(entry, self._writer_name(mail, record), self._marked(self._subject(mail, record), mail))
        if "news" in mail.data:
            return self._news(heading, mail, record)
        if mail.data.get("new_text_only"):
            return words(heading, names.new_text(mail.relays))
        return relay(heading, names.ledger.raw.get(record.raw), self._of_other_councils(mail, record))

    def _of_other_councils(self, mail: Mail, record: MessageRecord) -> list[str]:
        """List the addresses in To and Cc that no PLR or Clerk is shown: those of other councils' (law 12)."""
        state = self._names.state
        liaison = state.threads[mail.thread].opened.liaison or mail.data.get("liaison")
        if liaison is None or state.roles(mail.to, str(liaison)).isdisjoint(COUNCIL_SIDE):
            return []
        served = {
            address: {
                one
                for person in self._names.ledger.people_at(address)
                for one in state.liaisons_of(person.id, *COUNCIL_SIDE)
            }
            for address in record.recipients
        }
        return [address for address, theirs in served.items() if theirs and liaison not in theirs]

    def _news(self, heading: Heading, mail: Mail, record: MessageRecord) -> bytes:
        """Write a copy of news: without its first line, which was for us alone."""
        written = News.of(mail, self._names)
        raw = without_line(self._names.ledger.raw.get(record.raw), written.first_line) if written.is_whole else None
        return words(heading, written.text) if raw is None else news(heading, raw)

    def _subject(self, mail: Mail, record: MessageRecord) -> str:
        """Give the writer's own subject; that of mail of ours is no reader's to see, and makes way for the thread's."""
        if "news" in mail.data:
            return News.of(mail, self._names).subject
        begun = next(iter(self._names.ledger.messages_in_thread(mail.thread)), record)
        if begun.id != record.id and (mail.data.get("new_text_only") or self._names.bears_our_subject(record)):
            return f"Re: {self._names.subject(begun.id)}"
        return record.subject

    def _heading(self, entry: OutboxEntry, from_name: str, subject: str) -> Heading:
        mail, names = entry.mail, self._names
        reader = names.person(mail.to)
        references = _seen_ids(mail, names.ledger)
        return Heading(
            address=names.house.mailbox_address,
            from_name=from_name,
            to=Address(reader.name, reader.address),
            reply_to=names.reply_address(mail.thread, mail.to) if mail.thread else names.house.mailbox_address,
            subject=subject,
            message_id=entry.message_id,
            queued_at=mail.queued_at.astimezone(self._zone),
            in_reply_to=references[-1] if references else "",
            references=references,
        )

    def _marked(self, subject: str, mail: Mail) -> str:
        """Put the thread's mark on what belongs to a conversation; anything else has none, of no other thread either.

        A concern that kept the mark of a conversation would lead its answer there, to the officer (law 12).
        """
        thread = self._names.state.threads.get(mail.thread)
        if thread is None or thread.opened.purpose is not Purpose.CONVERSATION or thread.opened.liaison is None:
            return without_tags(subject) if mail.is_relay else subject
        programme = self._names.state.liaisons[thread.opened.liaison].row.programme
        answer_by = mail.data.get("answer_by") if mail.is_relay else None
        day = datetime.fromisoformat(str(answer_by)).astimezone(self._zone).date() if answer_by else None
        return relay_subject(subject, programme, subject_tag(mail.thread), day)

    def _writer_name(self, mail: Mail, record: MessageRecord) -> str:
        """Name the writer of a relay and whom they write for; a PLR's address that is not on the roster is said.

        A police officer's address is not for the PLR to see, so it never stands in for a name.
        """
        names, thread = self._names, self._names.state.threads[mail.thread].opened
        liaison = thread.liaison or mail.data.get("liaison")
        if "contact_at" in mail.data or "news" in mail.data or mail.data["writer"] == COORDINATOR:
            people = [names.person(mail.data["writer"]), *names.ledger.people_at(record.sender_address)]
            name = next((person.name for person in people if person.name), record.sender_name)
            return f"{name}, {names.house.organisation}" if name else names.house.organisation
        written = record.sender_name or record.sender_address
        name = names.person(mail.data["writer"]).name or written
        name = name if mail.data["known"] else f"{written} (from another address)"
        return f"{name}, {names.council(str(liaison))}" if liaison else name

    def _own_name(self, mail: Mail) -> str:
        officer = mail.data.get("officer") if mail.data.get("introduces") else None
        name = self._names.person(officer).name if officer else ""
        return f"{name}, {self._names.house.organisation}" if name else self._names.house.organisation


def _seen_ids(mail: Mail, ledger: Ledger) -> tuple[str, ...]:
    """List the Message-IDs that the reader has seen of the thread, up to what this mail answers."""
    seen = tuple(_seen_until(mail, ledger)) or _answered_apart(mail, ledger)
    return seen if len(seen) <= _MOST_REFERENCES else (seen[0], *seen[1 - _MOST_REFERENCES :])


def _answered_apart(mail: Mail, ledger: Ledger) -> tuple[str, ...]:
    """Name the message of its reader that a mail of ours answers in a thread of its own."""
    record = ledger.message(mail.parent) if mail.parent and not mail.is_relay else None
    return (record.message_id,) if record and record.message_id else ()


def _seen_until(mail: Mail, ledger: Ledger) -> Iterator[str]:
    entries: list[tuple[datetime, str, str | None]] = [
        (record.arrived_at, record.id, _message_id_for(record, mail.to, ledger))
        for record in ledger.messages_in_thread(mail.thread)
        if record.id != mail.relays
    ]
    entries += [
        (sent.mail.queued_at, sent.mail.key, sent.message_id)
        for sent in ledger.mails_in_thread(mail.thread)
        if sent.mail.to == mail.to and not sent.mail.is_relay and sent.mail.key != mail.key
    ]
    parent = _parent(mail, ledger)
    for at, id_, message_id in sorted(entries, key=lambda entry: entry[0]):
        if at > mail.queued_at:
            return
        if message_id:
            yield message_id
        if id_ == parent:
            return


def _parent(mail: Mail, ledger: Ledger) -> str:
    """Name the message or mail that this one answers; a person's words that say nothing of it answer the last ones."""
    answered = ledger.mail(mail.parent) if mail.parent else None
    if mail.parent or not mail.is_relay:
        return (answered.mail.relays or mail.parent) if answered else mail.parent
    earlier = [
        record
        for record in ledger.messages_in_thread(mail.thread)
        if record.id != mail.relays and record.arrived_at <= mail.queued_at
    ]
    return max(earlier, key=lambda record: record.arrived_at).id if earlier else ""


def _message_id_for(record: MessageRecord, reader: str, ledger: Ledger) -> str | None:
    """Give the Message-ID under which somebody has a message: the relay's, or their own or a direct copy's."""
    for sent in ledger.mails_relaying(record.id):
        if sent.mail.to == reader:
            return sent.message_id
    person = ledger.person(reader)
    address = person.address.lower() if person else ""
    has_it = address and (address == record.sender_address.lower() or address in record.recipients)
    return record.message_id if has_it else None
