"""Named people: whom the words of a CHANGE name, somebody known already or somebody new. Reads the ledger only."""

from __future__ import annotations

from mailbot.errors import AddressUnusable
from mailbot.ledger.ledger import Ledger
from mailbot.model.ids import made_id
from mailbot.model.people import Person
from mailbot.model.understanding import ChangeNotice
from mailbot.outbound.header import addr_spec
from mailbot.policy.council_names import place_of


def named_in(notice: ChangeNotice | None, message: str, ledger: Ledger) -> tuple[Person | None, Person | None]:
    """Find whom a CHANGE names as the new PLR, and for the time between; None without an address that can be used."""
    if notice is None:
        return None, None
    successor = _person(
        _without_council(notice.name, ledger), notice.address, made_id("p", message, "successor"), ledger
    )
    return successor, _person(notice.interim_name, notice.interim_address, made_id("p", message, "interim"), ledger)


def namesakes(person: Person | None, ledger: Ledger) -> tuple[str, ...]:
    """List everybody who has somebody's name, at whatever address."""
    name = person.name.casefold() if person else ""
    return tuple(one.id for one in ledger.people() if one.name.casefold() == name) if name else ()


def _without_council(name: str, ledger: Ledger) -> str:
    """Take the name of a council off that stands before somebody's own."""
    places = [place for council in ledger.councils() for place in (council.name, place_of(council.name)) if place]
    for place in sorted(places, key=len, reverse=True):
        if name.casefold().startswith(f"{place.casefold()} "):
            return name[len(place) :].strip()
    return name


def _person(name: str, address: str, new_id: str, ledger: Ledger) -> Person | None:
    try:
        address = addr_spec(address)
    except AddressUnusable:
        return None
    known = (person for person in ledger.people_at(address) if person.name.casefold() == name.casefold())
    return next(known, Person(new_id, name, address))
