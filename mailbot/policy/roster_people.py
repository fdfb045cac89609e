"""Who is who on a roster: tells the same person, a corrected person and a new person apart.

One (name, address) is one person, however many rows and roles name it; one address with several names is several
people. Of the person who held a place before, a changed name or a changed address is a correction; both changed is
somebody else. Source: design, Shapes (Roster CSV).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mailbot.errors import ConfigError
from mailbot.model.people import Person


@dataclass(frozen=True, slots=True)
class Claim:
    """A place of a liaison as a roster row fills it: who is named there, and who held it before."""

    where: str
    name: str
    address: str = ""
    phone: str | None = None
    """None where the roster has no column for it."""
    given: str = ""
    """The person's id, where the row says it."""
    previous: str | None = None


def identify(
    claims: Sequence[Claim], people: Mapping[str, Person], *, mint: Callable[[str], str], correct: bool
) -> tuple[Person, ...]:
    """Say who each claim is, as that person stands from now on.

    `correct` declares that whoever changed name and address at once is still the same. Raises ConfigError with every
    unknown id, and with every person whom two rows describe differently.
    """
    unknown = [claim for claim in claims if claim.given and claim.given not in people]
    if unknown:
        advice = "leave the cell empty for somebody new"
        raise ConfigError([f"{claim.where}_id: nobody has the id {claim.given!r}; {advice}" for claim in unknown])
    ids = _recognised(claims, people)
    named = {_key(claim.name, claim.address, claim.phone): found for claim, found in zip(claims, ids, strict=True)}
    taken = {found for found in ids if found}
    for n, claim in enumerate(claims):
        if ids[n]:
            continue
        key = _key(claim.name, claim.address, claim.phone)
        found = named.get(key) or _corrected(claim, people, taken, correct) or mint("p")
        ids[n] = named[key] = found
        taken.add(found)
    return _described(claims, ids, people)


def _recognised(claims: Sequence[Claim], people: Mapping[str, Person]) -> list[str]:
    """Whom the claims name by id, or exactly as they are known already; empty for the others."""
    held = {claim.previous for claim in claims}
    known: dict[tuple[str, str], str] = {}
    for person in sorted(people.values(), key=lambda person: (person.id not in held, person.id)):
        known.setdefault(_key(person.name, person.address, person.phone), person.id)
    return [
        claim.given
        or (claim.previous if claim.previous and _is_same(claim, people[claim.previous]) else "")
        or known.get(_key(claim.name, claim.address, claim.phone), "")
        for claim in claims
    ]


def _corrected(claim: Claim, people: Mapping[str, Person], taken: set[str], correct: bool) -> str:
    """Who held the place before, if the claim is a correction of them; somebody still named elsewhere is not."""
    if claim.previous is None or claim.previous in taken:
        return ""
    before = people[claim.previous]
    shared = _folded(claim.name) == _folded(before.name) or _is_reached_alike(claim, before)
    return before.id if shared or correct else ""


def _described(claims: Sequence[Claim], ids: Sequence[str], people: Mapping[str, Person]) -> tuple[Person, ...]:
    """Each person as the first claim describes them; a phone number may come from any."""
    first: dict[str, Claim] = {}
    phones: dict[str, str] = {}
    problems = []
    for claim, found in zip(claims, ids, strict=True):
        other = first.setdefault(found, claim)
        if _key(claim.name, claim.address, "") != _key(other.name, other.address, ""):
            problems.append(
                f"{claim.where}_name: {claim.name} {claim.address} is the same person as {other.name} {other.address}"
                f" ({other.where}_name); write the same name and address in both"
            )
        if claim.phone is not None:
            phones[found] = phones.get(found) or claim.phone
    if problems:
        raise ConfigError(problems)
    described = {}
    for found, claim in first.items():
        known_phone = people[found].phone if found in people else ""
        described[found] = Person(found, claim.name, claim.address, phones.get(found, known_phone))
    return tuple(described[found] for found in ids)


def _is_same(claim: Claim, person: Person) -> bool:
    if _folded(claim.name) != _folded(person.name):
        return False
    return _folded(claim.address) == _folded(person.address)


def _is_reached_alike(claim: Claim, person: Person) -> bool:
    if claim.address or person.address:
        return _folded(claim.address) == _folded(person.address)
    return bool(claim.phone) and claim.phone == person.phone


def _key(name: str, address: str, phone: str | None) -> tuple[str, str]:
    """What makes a person one person: name and address, or name and phone of somebody without an address."""
    return _folded(name), _folded(address) if address else f"tel:{phone or ''}"


def _folded(text: str) -> str:
    return text.casefold()
