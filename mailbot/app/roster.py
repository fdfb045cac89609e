"""The roster as a use case: a file is read, compared with what is there, and applied as one change."""

from __future__ import annotations

from datetime import datetime

from mailbot.app.books import Books
from mailbot.app.roster_file import read_roster, written_roster
from mailbot.ledger.ledger import Ledger
from mailbot.model.facts import AddressChanged, Fact
from mailbot.model.ids import minted_id
from mailbot.model.people import Person
from mailbot.policy.decision import Decision
from mailbot.policy.hand_over import handed_over
from mailbot.policy.relay import passed_to_new_officers
from mailbot.policy.roster import plan_import, roster_rows
from mailbot.policy.state import State


def import_roster(
    books: Books, raw: bytes, name: str, now: datetime, *, correct: bool, end_missing: bool, dry_run: bool
) -> tuple[str, ...]:
    """Apply a roster file, or with `dry_run` only say what it would change; raises ConfigError with what is wrong.

    An officer who is new in a liaison gets the questions that are open there, and a new PLR a summary of them.
    """
    rows = read_roster(raw, name)
    with books.lock:
        ledger, state = books.ledger, books.state
        people = {person.id: person for person in ledger.people()}
        councils = {council.id: council for council in ledger.councils()}
        planned = plan_import(
            rows,
            state.roster(),
            people,
            councils,
            mint=minted_id,
            now=now,
            correct=correct,
            end_missing=end_missing,
            superseded_plans=state.superseded_plans(),
        )
        if not dry_run and planned.differences:
            facts = planned.facts + _address_changes(planned.people, ledger, now)
            mails = passed_to_new_officers(state, books.programme, planned.facts, now)
            follows = Decision(facts, mails) + handed_over(state, books.programme, planned.facts, now)
            books.commit(follows, people=planned.people, councils=planned.councils)
    return planned.differences


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
