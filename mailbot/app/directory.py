"""Directory: whom and what this deployment knows, for weighing where a message belongs (`inbound.thread`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from mailbot.config import Coordinator
from mailbot.inbound.thread import Entry
from mailbot.ledger.ledger import Ledger
from mailbot.model.facts import Fact, MailAccepted, Purpose, ThreadOpened
from mailbot.model.ids import ANSWERS_TO, COORDINATOR, DEPUTY
from mailbot.model.people import Role
from mailbot.model.token import reply_token, subject_tag
from mailbot.policy.state import State


class Directory:
    """Looks things up in ledger and state; told of each fact, so that it knows every token that was given."""

    def __init__(
        self,
        ledger: Ledger,
        state: State,
        own_address: str,
        coordinator: Coordinator,
        colleague_domains: Collection[str],
    ) -> None:
        self._ledger = ledger
        self._state = state
        self._own_address = own_address
        self._configured = (
            (COORDINATOR, coordinator.address.lower()),
            (DEPUTY, coordinator.deputy.lower()),
            (ANSWERS_TO, coordinator.superior.lower()),
        )
        self._colleague_domains = frozenset(domain.lower() for domain in colleague_domains)
        self._tokens: dict[str, tuple[str, str]] = {}
        self._tagged: dict[str, list[str]] = defaultdict(list)

    def record(self, fact: Fact) -> None:
        """Note the tokens that a fact brings into the world."""
        if isinstance(fact, ThreadOpened):
            if fact.purpose is Purpose.CONVERSATION:
                self._tagged[subject_tag(fact.thread)].append(fact.thread)
            for person in (*fact.people, *self._officers_of(fact)):
                self._give(fact.thread, person)
        elif isinstance(fact, MailAccepted) and fact.thread:
            self._give(fact.thread, fact.to)

    def _officers_of(self, fact: ThreadOpened) -> tuple[str, ...]:
        """Name whom a conversation is offered to by a link before anything was sent in it: officer and covers."""
        officer = self._state.liaisons[fact.liaison].row.officer if fact.liaison else None
        absences = self._state.absences.of(officer) if officer else ()
        return tuple(filter(None, (officer, *(absence.began.cover for absence in absences))))

    def _give(self, thread: str, person: str) -> None:
        self._tokens[reply_token(self._ledger.secret, thread, person)] = (thread, person)

    @property
    def own_address(self) -> str:
        """The address of the one mailbox."""
        return self._own_address

    def people_at(self, address: str) -> tuple[str, ...]:
        """Name everybody who has an address, the coordinator, the deputy and whom they answer to included."""
        people = tuple(person.id for person in self._ledger.people_at(address))
        return (*people, *(person for person, theirs in self._configured if theirs == address.lower()))

    def mailbox_of(self, person: str) -> str:
        """Name somebody's mailbox by the first who has its address; empty for whom no mail reaches."""
        known = self._ledger.person(person)
        address = known.address if known else dict(self._configured).get(person, "")
        return next(iter(self.people_at(address)), "") if address else ""

    def is_colleague(self, domain: str) -> bool:
        """Whether a domain is one of the force's own."""
        return domain.lower() in self._colleague_domains

    def token(self, token: str) -> tuple[str, str] | None:
        """Say to which thread and person a token was given."""
        return self._tokens.get(token)

    def entry(self, message_id: str) -> Entry | None:
        """Find what a Message-ID names."""
        sent = self._ledger.mail_by_message_id(message_id)
        if sent is not None and sent.mail.thread:
            return Entry(sent.mail.thread, sent.mail.key)
        for message in self._ledger.message_by_id_field(message_id):
            record = self._ledger.message(message)
            if record is not None and record.thread:
                return Entry(record.thread, record.id)
        return None

    def tagged(self, tag: str) -> tuple[str, ...]:
        """List the conversations with a subject tag."""
        return tuple(self._tagged.get(tag, ()))

    def open_threads(self, people: tuple[str, ...]) -> tuple[str, ...]:
        """List the conversations of somebody that wait for an answer, the latest first."""
        liaisons = {
            liaison
            for person in people
            for liaison in self._state.liaisons_of(person, Role.PLR, Role.CLERK, Role.OFFICER)
        }
        waiting = [
            question.asked
            for question in self._state.open_questions.values()
            if question.is_waiting and question.asked.liaison in liaisons
        ]
        latest = sorted(waiting, key=lambda asked: asked.happened_at, reverse=True)
        return tuple(dict.fromkeys(asked.thread for asked in latest))
