"""Runs of dates: those that stand together, as a range or a list, and lend one another their months.

What the words around a run make of it is read in `dates_roles`; which days it means, in `dates`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mailbot.inbound.dates_atoms import Atom, before, word_at
from mailbot.inbound.dates_grammar import atom_at
from mailbot.inbound.dates_words import Token
from mailbot.inbound.spelling import words_of

_MOST_ATOMS = 20
_TO = words_of("to until till til untill through thru bis au do - – — −")
_AND = words_of(", and & + or und et i oder ou")
_BETWEEN_JOINED = words_of("the on and including zum am den le date time : to")
_NUMBERED_THINGS = words_of("flat number no room house row unit page item plot table at line step section chapter")


@dataclass(frozen=True, slots=True)
class Run:
    """Atoms that stand together; `joints[n]` says whether atom n reaches to the next (a range) or is listed with it."""

    starts: tuple[int, ...]
    atoms: tuple[Atom, ...]
    joints: tuple[bool, ...]


def run_at(tokens: list[Token], at: int, written_on: date) -> Run | None:
    """Read atoms as long as they are joined, and give months to those that have none from their neighbours."""
    first = atom_at(tokens, at, written_on)
    if first is None or (first.loose and before(tokens, at) in _NUMBERED_THINGS):
        return None
    atoms, starts, joints = [first], [at], list[bool]()
    is_between = before(tokens, at) in ("between", "both")
    while len(atoms) < _MOST_ATOMS:
        joint = _joint(tokens, atoms[-1].end, is_between)
        following = atom_at(tokens, joint[1], written_on) if joint and joint[1] < len(tokens) else None
        if joint is None or following is None:
            break
        atoms.append(following)
        starts.append(joint[1])
        joints.append(joint[0])
    whole = _with_months(atoms, joints)
    return Run(tuple(starts), tuple(whole), tuple(joints[: len(whole) - 1])) if whole else None


def _joint(tokens: list[Token], at: int, is_between: bool) -> tuple[bool, int] | None:
    """Read what joins two dates: whether it makes a range, and where the second begins."""
    at += word_at(tokens, at) == "at" and at + 1 < len(tokens) and tokens[at + 1].kind == "time"
    at += at < len(tokens) and tokens[at].kind == "time"
    word = word_at(tokens, at).strip()
    reaches = (
        word in _TO
        or (word == "end" and word_at(tokens, at + 1) in ("date", "time", ":"))
        or (is_between and word == "and")
        or (word == "up" and word_at(tokens, at + 1) == "to")
    )
    if not reaches and word not in _AND:
        return None
    at += 2 if word == "up" else 1
    if word == "," and word_at(tokens, at) in ("and", "or"):
        at += 1
    while word_at(tokens, at) in _BETWEEN_JOINED or (at < len(tokens) and tokens[at].kind in ("time", "decimal")):
        at += 1
    return reaches, at


def _with_months(atoms: list[Atom], joints: list[bool]) -> list[Atom]:
    """Backward first ("1st to 14th August"), then forward ("3 June to the 5th"); bare numbers that get none end it."""
    whole = list(atoms)
    for at in range(len(whole) - 2, -1, -1):
        this, following = whole[at], whole[at + 1]
        if this.day and not this.month and following.month:
            whole[at] = replace(this, month=following.month, year=following.year, loose=False)
        elif this.loose and following.day is None and following.fixed and following.last is None:
            whole[at] = replace(this, month=following.fixed.month, year=following.fixed.year, loose=False)
    for at, this in enumerate(whole):
        if this.loose:
            if at == 0 or not joints[at - 1]:
                return whole[:at]
            whole[at] = replace(this, loose=False)
    return whole
