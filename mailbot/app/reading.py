"""Reading: a raw message is understood with what we know of our people and of our own mail. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

import structlog

from mailbot.app.books import Books
from mailbot.app.naming import names_of_rows
from mailbot.config import Config
from mailbot.inbound.understand import Settings, understand
from mailbot.model.records import OutboxEntry
from mailbot.model.understanding import Understood

log = structlog.get_logger()

_SHOWS_OWN_WORDS = frozenset({"draft", "first-line-unclear", "which-plr"})
"""Templates that show an officer what they wrote: in the answer it may stand again as the new text."""

_SHORTEST_BLOCK = 6
"""Words: anything shorter may be what anybody writes."""


class Reading:
    """Understands messages, those that were taken in before too."""

    def __init__(self, books: Books, config: Config, own_text: Callable[[OutboxEntry], str]) -> None:
        """`own_text` gives the text of a mail that we wrote."""
        self._books = books
        self._own_address = config.mail.address
        self._authserv_id = config.security.authserv_id
        self._own_text = own_text

    def new_text(self, message: str) -> str:
        """Give the new text of a message that was taken in before."""
        understood = self.understood(message)
        return understood.new_text if understood else ""

    def understood(self, message: str) -> Understood | None:
        """Read again a message that was taken in before."""
        record = self._books.ledger.message(message)
        return self.understand(self._books.ledger.raw.get(record.raw), record.arrived_at) if record else None

    def understand(self, raw: bytes, arrived_at: datetime) -> Understood:
        """Understand a message; where it answers mail of ours, our own words are known, however it quotes them."""
        domains = {person.address.rpartition("@")[2].lower() for person in self._books.ledger.people()}
        settings = Settings(
            arrived_at=arrived_at,
            own_address=self._own_address,
            authserv_id=self._authserv_id,
            known_domains=frozenset(domains - {""}),
            known_names=self._names,
        )
        understood = understand(raw, settings)
        blocks = [block for message_id in understood.in_reply_to for block in self._own_blocks(message_id)]
        return understand(raw, replace(settings, own_blocks=blocks)) if blocks else understood

    def _names(self, address: str) -> Iterable[str]:
        """Give the names that stand for rows in what somebody on the roster, or the coordinator, writes."""
        people = self._books.directory.people_at(address)
        return names_of_rows(people, self._books.ledger, self._books.state) if people else ()

    def _own_blocks(self, message_id: str) -> list[str]:
        """Give the paragraphs of a mail of ours, but for those that show somebody their own words."""
        entry = self._books.ledger.mail_by_message_id(message_id)
        if entry is None or entry.mail.is_relay or entry.mail.template in _SHOWS_OWN_WORDS:
            return []
        try:
            with self._books.lock:
                paragraphs = self._own_text(entry).split("\n\n")
        except Exception:  # the edge of one message: it is understood without knowing what it quotes
            log.exception("message.own_text_unknown", mail=entry.mail.key)
            return []
        return [paragraph for paragraph in paragraphs if len(paragraph.split()) >= _SHORTEST_BLOCK]
