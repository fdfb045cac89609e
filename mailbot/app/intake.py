"""Intake: one message is stored, understood, followed and committed, before it is flagged (laws 1, 2, 4, 10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import structlog

from mailbot.app.books import Books
from mailbot.app.keeper import Keeper
from mailbot.app.leads import base_subject, leads
from mailbot.app.loops import goes_round
from mailbot.app.named_people import named_in, namesakes
from mailbot.app.naming import named_by, names_council, to_be_named, with_places
from mailbot.app.reading import Reading
from mailbot.app.roster import planned_from_mail
from mailbot.errors import ConfigError
from mailbot.inbound.asks import asks
from mailbot.inbound.imap import Fetched
from mailbot.inbound.thread import place
from mailbot.model.facts import CopyArrived, Fact, MessageArrived, MessageHeld, MessageLinked, Purpose
from mailbot.model.ids import made_id
from mailbot.model.records import MessageRecord, Position
from mailbot.model.understanding import Asks, Kind, Placement, Understood
from mailbot.policy import conversation
from mailbot.policy.arrival import Arrival
from mailbot.policy.arrivals import chosen, follow
from mailbot.policy.commands import rosters
from mailbot.policy.decision import Decision, Link

log = structlog.get_logger()


class Intake:
    """Takes messages in, one at a time, on the reader's thread (`inbound.fetch.Intake`)."""

    def __init__(
        self,
        books: Books,
        keeper: Keeper,
        reading: Reading,
        now: Callable[[], datetime],
        taken: Callable[[], None] = lambda: None,
    ) -> None:
        """`taken` is called, on the reader's thread, whenever there may be mail to deliver."""
        self._books = books
        self._keeper = keeper
        self._reading = reading
        self._taken = taken
        self._now = now

    def position(self, mailbox: str) -> Position | None:
        """Say how far a mailbox has been read."""
        return self._books.ledger.position(mailbox)

    def take(self, fetched: Fetched) -> None:
        """Record a message and all that follows from it, together with how far the mailbox is read."""
        books = self._books
        raw = books.ledger.raw.put(fetched.raw)
        understood = self._reading.understand(fetched.raw, fetched.arrived_at)
        sender = understood.sender.address.lower() if understood.sender else ""
        message = made_id("m", understood.message_id, sender, understood.body_digest or raw)
        with books.lock:
            position = _position(books, fetched.mailbox, fetched.uidvalidity, fetched.uid)
            known = books.ledger.message(message)
            if known is not None:
                copy = self._copy(message, fetched.arrived_at) if fetched.arrived_at < known.arrived_at else ()
                record = replace(known, arrived_at=min(known.arrived_at, fetched.arrived_at))
                books.commit(Decision(copy), messages=(record,) if copy else (), positions=(position,))
                return
            record = _record(message, raw, understood, fetched.arrived_at)
            decision, records = self._dealt_with(record, understood)
            books.commit(decision, messages=records, positions=(position,))
        log.info("message.taken", message=message, kind=understood.kind.value, thread=records[0].thread)
        self._taken()

    def flagged(self, mailbox: str, uidvalidity: int, uid: int) -> None:
        """Record that everything up to `uid` bears the flag \\Seen."""
        with self._books.lock:
            position = _position(self._books, mailbox, uidvalidity, uid)
            self._books.commit(Decision(), positions=(replace(position, flagged_uid=uid),))

    def swept(self, started_at: datetime) -> None:
        """Note how far everything has been read (law 5)."""
        self._keeper.swept(started_at)

    def unreadable(self, reason: str) -> None:
        """Note that the mailbox cannot be read at present."""
        log.warning("mailbox.unreadable", reason=reason)
        self._keeper.unreadable(reason)

    def passed_over(self, mailbox: str, uidvalidity: int, uid: int, reason: str) -> None:
        """Record a message that the server does not give, and report it (law 10)."""
        books, now = self._books, self._now()
        message = made_id("m", mailbox, str(uidvalidity), str(uid))
        held = MessageHeld(happened_at=now, recorded_at=now, message=message, reason="unreadable")
        log.error("message.passed_over", mailbox=mailbox, uid=uid, reason=reason)
        with books.lock:
            books.commit(Decision((held,)), positions=(_position(books, mailbox, uidvalidity, uid),))

    def _dealt_with(self, record: MessageRecord, understood: Understood) -> tuple[Decision, tuple[MessageRecord, ...]]:
        """Say what follows from a message, and what is to be kept beside it, its own record first.

        One that cannot be dealt with is set aside and reported, never lost (law 10).
        """
        try:
            return self._followed(record, understood)
        except Exception:  # the edge of one message
            log.exception("message.failed", message=record.id)
            at, now = record.arrived_at, self._now()
            arrived = MessageArrived(happened_at=at, recorded_at=now, message=record.id, message_kind=understood.kind)
            held = MessageHeld(happened_at=at, recorded_at=now, message=record.id, reason="failed")
            return Decision((arrived, held)), (record,)

    def _followed(self, record: MessageRecord, understood: Understood) -> tuple[Decision, tuple[MessageRecord, ...]]:
        books = self._books
        placement = place(understood, books.directory)
        arrival = self._arrival(record.id, understood, placement, record.arrived_at)
        decision = follow(arrival, books.state, books.programme)
        for link in decision.links:
            decision += self._link(link)
        for offered in decision.rosters:
            decision = self._with_roster(decision, arrival, offered)
        threads = (fact.thread for fact in decision.facts if isinstance(fact, MessageArrived) and fact.thread)
        placed = replace(record, thread=next(threads, ""), parent=placement.parent)
        return decision, (placed, *self._linked(decision.facts))

    def _with_roster(self, decision: Decision, arrival: Arrival, offered: str) -> Decision:
        """Add what follows from a roster that was approved; one that fits no more is shown again."""
        try:
            change, _ = planned_from_mail(self._books, offered, self._now())
        except ConfigError:
            return rosters.offer(arrival, arrival.placement.writers[0], offered)
        return decision + change

    def _arrival(self, message: str, understood: Understood, placement: Placement, arrived_at: datetime) -> Arrival:
        books = self._books
        ledger, state = books.ledger, books.state
        addresses = [address.address.lower() for address in (*understood.to, *understood.cc)]
        notices = (command.notice for command in understood.commands if command.notice)
        successor, interim = named_in(next(notices, None), message, ledger)
        today = books.programme.calendar.local_day(self._now())
        theirs = tuple(to_be_named(understood, placement, state, today))
        named = named_by(understood.commands, theirs, ledger, state)
        understood = replace(understood, commands=with_places(understood.commands, theirs, ledger, state))
        bounced = understood.bounce and ledger.mail_by_message_id(understood.bounce.original_message_id)
        return Arrival(
            message=message,
            arrived_at=arrived_at,
            recorded_at=self._now(),
            understood=self._read_as_answer(understood, placement),
            placement=placement,
            recipients=frozenset(person for address in addresses for person in books.directory.people_at(address)),
            bounced=bounced.mail if bounced else None,
            answers_template=self._answered_template(placement),
            subject_changed=self._subject_changed(understood, placement),
            councils_named=named[0].councils
            if named
            else tuple(liaison for liaison in theirs if names_council(understood.new_text, liaison, ledger, state)),
            councils_listed=named[0].listed if named else (),
            covers_named=named[0].covers if named else (),
            officers_named=named[0].officers if named else (),
            leads=() if placement.writers or placement.thread else leads(understood, ledger, state),
            named=named,
            successor=successor,
            interim=interim,
            namesakes=namesakes(successor, ledger),
            mailbox_of=books.directory.mailbox_of,
            goes_round=self._goes_round(understood, placement, arrived_at),
        )

    def _goes_round(self, understood: Understood, placement: Placement, arrived_at: datetime) -> bool:
        """Whether a message is one more turn of a loop; at a desk, what we write ourselves is capped."""
        ledger, sender = self._books.ledger, understood.sender
        thread = self._books.state.threads.get(placement.thread or "")
        if understood.kind is not Kind.PERSON or sender is None or (thread and thread.opened.purpose is Purpose.DESK):
            return False
        earlier = ledger.messages_in_thread(thread.opened.thread) if thread else ledger.messages_from(sender.address)
        return goes_round(understood, arrived_at, earlier, self._reading.understood)

    def _read_as_answer(self, understood: Understood, placement: Placement) -> Understood:
        """Weigh the words again where they answer what the officer wrote: that is no question of the PLR's."""
        thread = self._books.state.threads.get(placement.thread or "")
        if understood.kind is not Kind.PERSON or thread is None or thread.opened.purpose is not Purpose.CONVERSATION:
            return understood
        last = thread.last_writer
        if last is None or not self._books.state.is_officer(last) or understood.asks is not Asks.IN_DOUBT:
            return understood
        return replace(understood, asks=asks(understood.new_text, answers_our_question=True))

    def _answered_template(self, placement: Placement) -> str:
        """Say which mail of ours is answered; where only a token came back, the one that its thread began with."""
        ledger = self._books.ledger
        answered = ledger.mail(placement.parent) if placement.parent else None
        if answered is None and not placement.parent and placement.thread:
            if ledger.messages_in_thread(placement.thread):
                return ""
            answered = next(iter(ledger.mails_in_thread(placement.thread)), None)
        return answered.mail.template if answered else ""

    def _subject_changed(self, understood: Understood, placement: Placement) -> bool:
        """Whether a message has another subject than its thread; what answers a letter of ours has ours."""
        answered = self._books.ledger.mail(placement.parent) if placement.parent else None
        if answered is not None and answered.mail.template:
            return False
        earlier = self._books.ledger.messages_in_thread(placement.thread or "")
        subjects = {base_subject(record.subject) for record in earlier}
        return bool(subjects) and base_subject(understood.subject) not in subjects

    def _copy(self, message: str, arrived_at: datetime) -> tuple[Fact, ...]:
        return (CopyArrived(happened_at=arrived_at, recorded_at=self._now(), message=message),)

    def _linked(self, facts: tuple[Fact, ...]) -> Iterator[MessageRecord]:
        """Give the records of the messages that these facts place in a thread."""
        for fact in facts:
            if isinstance(fact, MessageLinked) and (record := self._books.ledger.message(fact.message)):
                yield replace(record, thread=fact.thread)

    def _link(self, link: Link) -> Decision:
        """Follow a held message anew, from its own arrival, in the liaison that it was found to belong to (law 7)."""
        books = self._books
        record = books.ledger.message(link.message)
        assert record is not None
        understood = self._reading.understand(books.ledger.raw.get(record.raw), record.arrived_at)
        placement = self._placement(link, understood) if link.by else Placement(writers=(str(link.writer),))
        arrival = replace(self._arrival(link.message, understood, placement, record.arrived_at), goes_round=False)
        if link.by:
            begun = conversation.placed(arrival, books.state, books.programme, link.liaison, link.thread)
        else:
            begun = chosen(arrival, books.state, books.programme, link.liaison, str(link.writer))
        facts = tuple(fact for fact in begun.facts if not isinstance(fact, MessageArrived))
        if any(isinstance(fact, MessageHeld) for fact in facts):
            return replace(begun, facts=facts)
        now = self._now()
        threads = (fact.thread for fact in begun.facts if isinstance(fact, MessageArrived) and fact.thread)
        thread = next(threads, made_id("t", link.message))
        linked = MessageLinked(happened_at=now, recorded_at=now, message=link.message, thread=thread)
        return replace(begun, facts=(*facts, linked))

    def _placement(self, link: Link, understood: Understood) -> Placement:
        """Say who wrote what a person placed: whoever has a part there, else the PLR, or a colleague of the officer's.

        Their place is taken as that of whoever held the token, which did not come back.
        """
        state, directory = self._books.state, self._books.directory
        seen, row = place(understood, directory), state.liaisons[link.liaison].row
        writers = tuple(one for one in seen.writers if state.roles(one, link.liaison) or state.is_officer(one))
        of_police = seen.is_colleague or any(map(state.is_officer, writers))
        return Placement(
            writers=writers,
            is_colleague=seen.is_colleague,
            thread=link.thread or None,
            parent=seen.parent if link.thread and seen.thread == link.thread else "",
            token_holder=row.officer if of_police else row.plr,
        )


def _position(books: Books, mailbox: str, uidvalidity: int, uid: int) -> Position:
    """Give the position after a message; the flag \\Seen is owed until it has been set."""
    before = books.ledger.position(mailbox)
    if before is None or before.uidvalidity != uidvalidity:
        before = Position(mailbox, uidvalidity)
    return replace(before, last_uid=max(before.last_uid, uid))


def _record(message: str, raw: str, understood: Understood, arrived_at: datetime) -> MessageRecord:
    return MessageRecord(
        id=message,
        raw=raw,
        arrived_at=arrived_at,
        message_id=understood.message_id,
        sender_name=understood.sender.name if understood.sender else "",
        sender_address=understood.sender.address if understood.sender else "",
        subject=understood.subject,
        recipients=tuple(address.address.lower() for address in (*understood.to, *understood.cc)),
    )
