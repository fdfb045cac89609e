"""The roster as a use case: a file is read, compared with what is there, and applied as one change."""

from __future__ import annotations

from datetime import datetime

from mailbot.app.books import Books
from mailbot.app.roster_file import read_roster, written_roster
from mailbot.errors import ConfigError
from mailbot.inbound.parse import parse
from mailbot.inbound.tables import table_of, tables_in
from mailbot.ledger.ledger import Ledger
from mailbot.model.facts import AddressChanged, Fact
from mailbot.model.ids import minted_id
from mailbot.model.people import Person
from mailbot.policy.decision import Decision
from mailbot.policy.roster import plan_import, roster_rows
from mailbot.policy.roster_change import roster_changed
from mailbot.policy.state import State


def import_roster(
    books: Books, raw: bytes, name: str, now: datetime, *, correct: bool, end_missing: bool, dry_run: bool
) -> tuple[str, ...]:
    """Apply a roster file, or with `dry_run` only say what it would change; raises ConfigError with what is wrong."""
    with books.lock:
        change, differences = planned(books, raw, name, now, correct=correct, end_missing=end_missing)
        if not dry_run and differences:
            books.commit(change)
    return differences


def planned(
    books: Books, raw: bytes, name: str, now: datetime, *, correct: bool, end_missing: bool
) -> tuple[Decision, tuple[str, ...]]:
    """Say what follows from a roster file, and what it changes, in words; raises ConfigError with what is wrong.

    An officer who is new in a liaison gets the questions that are open there, and a new PLR a summary of them.
    """
    ledger, state = books.ledger, books.state
    found = plan_import(
        read_roster(raw, name),
        state.roster(),
        {person.id: person for person in ledger.people()},
        {council.id: council for council in ledger.councils()},
        mint=minted_id,
        now=now,
        correct=correct,
        end_missing=end_missing,
        superseded_plans=state.superseded_plans(),
    )
    facts = found.facts + _address_changes(found.people, ledger, now)
    follows = roster_changed(facts, state, books.programme, now)
    return follows + Decision(people=tuple(found.people), councils=tuple(found.councils)), tuple(found.differences)


def planned_from_mail(books: Books, message: str, now: datetime) -> tuple[Decision, tuple[str, ...]]:
    """Say what follows from the roster that came with a message; raises ConfigError with what is wrong.

    Its sender is shown every change before it is made, so that a liaison without a row may end.
    """
    record = books.ledger.message(message)
    if record is None:
        raise ConfigError(["the message that it came with was erased; send it again"])
    raw = books.ledger.raw.get(record.raw)
    names = tables_in(parse(raw))
    if len(names) > 1:
        raise ConfigError([f"there are {len(names)} files: {', '.join(names)}; send the one that is the roster"])
    return planned(books, table_of(raw, names[0]), names[0], now, correct=False, end_missing=True)


def export_roster(ledger: Ledger, state: State) -> str:
    """Write the roster as it stands as CSV, with every id."""
    people = {person.id: person for person in ledger.people()}
    councils = {council.id: council for council in ledger.councils()}
    return written_roster(roster_rows(state.roster(), people, councils))


def _address_changes(people: tuple[Person, ...], ledger: Ledger, now: datetime) -> tuple[Fact, ...]:
    return tuple(
        AddressChanged(happened_at=now, recorded_at=now, person=person.id)
        for person in people
        if (before := ledger.person(person.id)) and before.address != person.address
    )
