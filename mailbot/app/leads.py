"""Leads: where a message from somebody unknown may belong, by what it says; guesses, never decisions (law 7).

In the order of their weight: it bears the subject of an open question; its sender has the name of a PLR or Clerk, or an
address of the same domain; it names a council. Reads the ledger; writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailbot.app.naming import names_council
from mailbot.ledger.ledger import Ledger
from mailbot.model.people import Person
from mailbot.model.tag import without_tags
from mailbot.model.understanding import Understood
from mailbot.policy.state import State

_MOST = 5
_MOST_OF_A_DOMAIN = 3
"""Where more councils than this have addresses of one domain, it belongs to a mail provider and says nothing."""
_REPLY_PREFIX = re.compile(r"^(?:(?:re|fw|fwd|aw|wg)\s?:\s?)+", re.IGNORECASE)


def leads(understood: Understood, ledger: Ledger, state: State) -> tuple[tuple[str, str], ...]:
    """List conversations and liaisons with a keyword of why: subject, name, domain or council."""
    found: dict[str, str] = {}
    for place, keyword in _all_leads(understood, ledger, state):
        found.setdefault(place, keyword)
    return tuple(found.items())[:_MOST]


def _all_leads(understood: Understood, ledger: Ledger, state: State) -> Iterator[tuple[str, str]]:
    for thread in _with_subject(base_subject(understood.subject), ledger, state):
        yield thread, "subject"
    people = {liaison: _council_side(liaison, ledger, state) for liaison in state.roster()}
    sender = understood.sender
    if sender is not None:
        name, domain = sender.name.casefold(), sender.domain.lower()
        yield from ((one, "name") for one in people if name and any(p.name.casefold() == name for p in people[one]))
        of_domain = [one for one in people if any(p.address.lower().endswith(f"@{domain}") for p in people[one])]
        if len({state.liaisons[one].row.council for one in of_domain}) <= _MOST_OF_A_DOMAIN:
            yield from ((one, "domain") for one in of_domain)
    said = f"{understood.subject}\n{understood.new_text}"
    yield from ((one, "council") for one in people if names_council(said, one, ledger, state))


def _with_subject(subject: str, ledger: Ledger, state: State) -> Iterator[str]:
    for question in reversed(state.open_questions.values()):
        record = ledger.message(question.asked.message)
        if subject and record is not None and base_subject(record.subject) == subject:
            yield question.asked.thread


def _council_side(liaison: str, ledger: Ledger, state: State) -> list[Person]:
    row = state.liaisons[liaison].row
    return [person for id_ in (row.plr, row.clerk) if id_ and (person := ledger.person(id_))]


def base_subject(subject: str) -> str:
    """Give a subject without the marks and prefixes of replies, in lower case."""
    return _REPLY_PREFIX.sub("", without_tags(subject)).strip().lower()
