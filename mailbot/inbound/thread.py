"""Thread: who wrote a message and where it belongs, by the evidence that came back with it. No I/O of its own.

In order (design, Mail conventions: Threading): a signed token in the recipient fields; In-Reply-To, then References,
newest first; the subject tag; the one open thread of its writer. Tokens that disagree are a conflict, unless an
officer writes to several of their own PLRs at once. What is merely likely is a guess, never a decision (law 7).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from mailbot.model.tag import find_tags
from mailbot.model.token import TOKEN_LENGTH, normalised_token
from mailbot.model.understanding import Placement, Understood


@dataclass(frozen=True, slots=True)
class Entry:
    """A message or mail in a thread that a Message-ID names; `id` is a message id or a mail key."""

    thread: str
    id: str


class Directory(Protocol):
    """Whom and what the deployment knows; the ledger's side of the evidence."""

    @property
    def own_address(self) -> str:
        """The address of the one mailbox."""

    def people_at(self, address: str) -> tuple[str, ...]:
        """Name everybody who has an address, the coordinator included."""

    def is_colleague(self, domain: str) -> bool:
        """Whether a domain is one of the force's own."""

    def token(self, token: str) -> tuple[str, str] | None:
        """Say to which thread and person a token was given; None for one that was never given."""

    def entry(self, message_id: str) -> Entry | None:
        """Find what a Message-ID names, without angle brackets."""

    def tagged(self, tag: str) -> tuple[str, ...]:
        """List the threads with a subject tag."""

    def open_threads(self, people: tuple[str, ...]) -> tuple[str, ...]:
        """List the threads of somebody that wait for an answer, the latest first."""


def place(understood: Understood, directory: Directory) -> Placement:
    """Weigh the evidence; a Placement without a thread says that none was found."""
    sender = understood.sender
    writers = directory.people_at(sender.address) if sender else ()
    colleague = directory.is_colleague(sender.domain) if sender else False
    given = list(dict.fromkeys(filter(None, map(directory.token, tokens(understood, directory.own_address)))))
    threads = tuple(dict.fromkeys(thread for thread, _ in given))
    if len(threads) > 1:
        holders = {holder for _, holder in given}
        several = len(holders) == 1 and not holders.isdisjoint(writers)
        return Placement(
            writers=writers,
            is_colleague=colleague,
            thread=threads[0] if several else None,
            others=threads[1:] if several else (),
            token_holder=holders.pop() if several else None,
            conflict=not several,
            guesses=() if several else threads,
            reasons=("tokens",),
        )
    answered = next(filter(None, map(directory.entry, _answered_ids(understood))), None)
    if given:
        thread, holder = given[0]
        parent = answered.id if answered and answered.thread == thread else ""
        return Placement(writers, colleague, thread, parent, holder, reasons=("token",))
    if answered:
        return Placement(writers, colleague, answered.thread, answered.id, reasons=("answers",))
    return _by_likelihood(understood, directory, writers, colleague)


def tokens(understood: Understood, own_address: str) -> Iterator[str]:
    """Find the tokens in the addresses that a message was sent or delivered to (RFC 5233 subaddressing)."""
    local, _, domain = own_address.lower().partition("@")
    addresses = [address.address for address in (*understood.to, *understood.cc)]
    for address in (*addresses, *understood.delivered_to):
        written, _, at = address.lower().rpartition("@")
        base, plus, detail = written.partition("+")
        if plus and base == local and at == domain and len(detail) == TOKEN_LENGTH:
            yield normalised_token(detail)


def _answered_ids(understood: Understood) -> Iterator[str]:
    yield from understood.in_reply_to
    yield from reversed(understood.references)


def _by_likelihood(
    understood: Understood, directory: Directory, writers: tuple[str, ...], colleague: bool
) -> Placement:
    open_threads = directory.open_threads(writers)
    for tag in find_tags(understood.subject):
        tagged = directory.tagged(tag)
        if len(tagged) == 1:
            return Placement(writers, colleague, tagged[0], reasons=("tag",))
        if tagged:
            return Placement(writers, colleague, guesses=tagged, reasons=("tags",))
    if understood.is_reply and len(open_threads) == 1:
        return Placement(writers, colleague, open_threads[0], reasons=("open",))
    guesses = open_threads if understood.is_reply else ()
    return Placement(writers, colleague, guesses=guesses, reasons=("open",) if guesses else ())
