"""Naming: the councils, PLRs and officers that people's words name. Reads the ledger only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from mailbot.inbound.dates_words import MONTHS, WEEKDAYS
from mailbot.ledger.ledger import Ledger
from mailbot.model.ids import COORDINATION
from mailbot.model.people import Role
from mailbot.model.understanding import Command, Placement, Understood
from mailbot.policy.arrival import Named
from mailbot.policy.council_names import place_named, place_of, read_names
from mailbot.policy.stand_in import councils_of
from mailbot.policy.state import State

_TO = re.compile(r"(?:^|\s)to\s", re.IGNORECASE)
_AT = re.compile(r"at\s", re.IGNORECASE)
"""What stands before a place, which may be in another parish."""
_OF_PEOPLE = ("CHANGE", "REASSIGN")
"""Commands that name people too: of councils they name no PLR."""
_OF_CONTACTS = ("PHONED", "MET", "EMAILED", "ATTENDED", "UPDATED")
"""Commands that would note something of the writer's one council where they name another."""
_OTHER_WORDS = frozenset({*MONTHS, *WEEKDAYS, "the", "will", "council", "cllr", "mrs"})
"""What is a first name, and more often something else."""
_ADDRESS = re.compile(r"\S+@\S+")
"""What has a council's name in it often, and names somebody."""


def to_be_named(understood: Understood, placement: Placement, state: State, today: date) -> Iterator[str]:
    """Give the liaisons whose council's name means something: its writer's; any, where a stranger writes CHANGE.

    An officer's are also those of whom they cover for today.
    """
    if not placement.writers and understood.command and understood.command.keyword == "CHANGE":
        yield from state.roster()
    if not set(COORDINATION).isdisjoint(placement.writers):
        yield from state.roster()
    for writer in placement.writers:
        yield from state.liaisons_of(writer, Role.PLR, Role.CLERK)
        yield from councils_of(writer, today, state)


def named_by(
    commands: Iterable[Command],
    liaisons: Iterable[str],
    ledger: Ledger,
    state: State,
) -> tuple[Named, ...]:
    """Say of each command what it names, of these liaisons, and which officers of the roster."""
    known = tuple(dict.fromkeys(liaisons))
    names, places = dict(_names(known, ledger, state)), dict(_names(known, ledger, state, plrs=False))
    called = dict(_longest_first(_first_names(known, ledger, state) | names))
    return tuple(
        Named(
            _anywhere(_ADDRESS.sub(" ", _of_councils(command)), places if command.keyword in _OF_PEOPLE else names),
            _listed(command.argument, called if command.keyword in _OF_CONTACTS else names)
            or _elsewhere(command, known, ledger, state),
            _officers(command.cover, ledger, state),
            _officers(_officer_behind(command), ledger, state),
        )
        for command in commands
    )


def with_places(
    commands: Iterable[Command], liaisons: Iterable[str], ledger: Ledger, state: State
) -> tuple[Command, ...]:
    """Take the names of councils out of the words of a command that name the place of a meeting."""
    names = dict(_names(tuple(dict.fromkeys(liaisons)), ledger, state))
    return tuple(
        replace(command, said=place_named(command, names)) if command.keyword == "ARRANGED" else command
        for command in commands
    )


def _of_councils(command: Command) -> str:
    """Give the words that may name councils: of a REASSIGN not those behind TO, which name an officer."""
    return _TO.split(command.argument)[0] if command.keyword == "REASSIGN" else command.argument


def _officer_behind(command: Command) -> str:
    """Give the words that may name an officer: behind REASSIGN, or behind its TO, and behind STATUS."""
    said = command.said.strip(" .:") if command.keyword in ("REASSIGN", "STATUS") else ""
    return _TO.split(said, maxsplit=1)[-1]


def _officers(words: str, ledger: Ledger, state: State) -> tuple[str, ...]:
    """List the officers of the roster who have this address, or all these words in their name."""
    said = _words(words)
    if not said:
        return ()
    officers = dict.fromkeys(row.officer for row in state.roster().values() if row.officer)
    people = [person for officer in officers if (person := ledger.person(officer))]
    by_address = tuple(person.id for person in people if person.address and person.address.lower() in words.lower())
    return by_address or tuple(person.id for person in people if said <= _words(person.name))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower()))


def names_council(text: str, liaison: str, ledger: Ledger, state: State) -> bool:
    """Whether the name of a liaison's council stands in a text, without its kind."""
    council = ledger.council(state.liaisons[liaison].row.council)
    name = place_of(council.name) if council else ""
    return bool(name) and name.lower() in text.lower()


def _elsewhere(command: Command, theirs: tuple[str, ...], ledger: Ledger, state: State) -> tuple[str, ...]:
    """Give a liaison of the council, or the PLR, that a contact was with, where that is none of the writer's."""
    if command.keyword not in _OF_CONTACTS or not command.said or _AT.match(command.argument):
        return ()
    others = tuple(liaison for liaison in state.roster() if liaison not in theirs)
    names = dict(_names(others, ledger, state))
    found, _ = read_names(command.argument, names)
    return tuple(sorted(names[found[0]]))[:1] if found else ()


def _names(
    liaisons: tuple[str, ...], ledger: Ledger, state: State, *, plrs: bool = True
) -> Iterator[tuple[str, set[str]]]:
    """Give every name with the liaisons that it stands for, with those of PLRs or without; the longest first."""
    known: dict[str, set[str]] = {}
    for liaison in liaisons:
        row = state.liaisons[liaison].row
        council, plr = ledger.council(row.council), _contact_name(liaison, ledger, state)
        for name in (place_of(council.name) if council else "", plr if plrs else ""):
            if len(name) > 2:
                known.setdefault(name.casefold(), set()).add(liaison)
    yield from _longest_first(known)


def _longest_first(known: dict[str, set[str]]) -> list[tuple[str, set[str]]]:
    return sorted(known.items(), key=lambda item: -len(item[0]))


def _first_names(liaisons: tuple[str, ...], ledger: Ledger, state: State) -> dict[str, set[str]]:
    """Give the first names of those who are in contact, which name them at the beginning of a line alone."""
    known: dict[str, set[str]] = {}
    for liaison in liaisons:
        first = _contact_name(liaison, ledger, state).partition(" ")[0].casefold()
        if len(first) > 2 and first not in _OTHER_WORDS:
            known.setdefault(first, set()).add(liaison)
    return known


def _contact_name(liaison: str, ledger: Ledger, state: State) -> str:
    """Name the PLR, or the Clerk where the post of the PLR is vacant."""
    row = state.liaisons[liaison].row
    person = ledger.person(row.plr or row.clerk or "")
    return person.name if person else ""


def names_of_rows(writers: Iterable[str], ledger: Ledger, state: State) -> Iterator[str]:
    """Give the names by which a line may say what it is about: any council or PLR, and their own by the first name."""
    yield from dict(_names(tuple(state.roster()), ledger, state))
    for writer in writers:
        yield from _first_names(state.liaisons_of(writer, Role.OFFICER, Role.CLERK), ledger, state)


def _anywhere(words: str, names: dict[str, set[str]]) -> tuple[str, ...]:
    folded = words.casefold()
    return tuple(
        dict.fromkeys(
            liaison
            for name, liaisons in names.items()
            if re.search(rf"\b{re.escape(name)}\b", folded)
            for liaison in sorted(liaisons)
        )
    )


def _listed(words: str, names: dict[str, set[str]]) -> tuple[str, ...]:
    """Give the liaisons that words begin with the names of; a name of several stands for none."""
    found = [names[name] for name in read_names(words, names)[0]]
    if any(len(liaisons) > 1 for liaisons in found):
        return ()
    return tuple(dict.fromkeys(liaison for liaisons in found for liaison in liaisons))
