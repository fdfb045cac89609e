"""The roster: what has to change so that the programme is as the rows say. Pure; the file is read by `app`.

A roster is whole: a liaison without a row has ended. A row is one liaison, known by its id, or else by council and
programme. Importing the same rows twice changes nothing. Source: design, Shapes (Roster CSV).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from typing import TypeVar

from mailbot.errors import ConfigError
from mailbot.model.facts import Fact, LiaisonChanged, LiaisonEnded
from mailbot.model.people import Council, Person
from mailbot.policy.roster_people import Claim, identify

Particular = TypeVar("Particular", Person, Council)

_PLACES = ("plr", "clerk", "officer")
_AS_WRITTEN = ("programme", "team", "duty", "role", "plan", "every", "contact_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the roster: a liaison, its fields named as the columns are."""

    council: str
    kind: str = ""
    programme: str = "plr"
    plr_name: str = ""
    plr_email: str = ""
    plr_phone: str = ""
    contact_by: str = "email"
    clerk_name: str = ""
    clerk_email: str = ""
    officer_name: str = ""
    officer_email: str = ""
    officer_phone: str = ""
    team: str = ""
    duty: str = ""
    role: str = ""
    plan: str = ""
    every: str = ""
    since: date | None = None
    last_meeting: date | None = None
    liaison_id: str = ""
    plr_id: str = ""
    officer_id: str = ""
    line: int = field(default=0, compare=False)
    """Where the row stands in its file, for people; 0 when it comes from no file."""


@dataclass(frozen=True, slots=True)
class Import:
    """What an import changes: facts, the particulars that are new or corrected, and the same in words."""

    facts: tuple[Fact, ...]
    people: tuple[Person, ...]
    councils: tuple[Council, ...]
    differences: tuple[str, ...]


def plan_import(
    rows: Sequence[Row],
    current: Mapping[str, LiaisonChanged],
    people: Mapping[str, Person],
    councils: Mapping[str, Council],
    *,
    mint: Callable[[str], str],
    now: datetime,
    correct: bool = False,
    end_missing: bool = False,
    superseded_plans: Mapping[str, str] | None = None,
) -> Import:
    """Find what makes the current liaisons, by id, into what the rows say.

    A plan that was agreed since stays, where a row still says what it superseded (`superseded_plans`, by liaison).
    `correct` declares that people whose name and address both changed are still the same. Raises ConfigError with what
    is wrong with the rows, and when more than half of the liaisons would end without `end_missing`.
    """
    known = _liaisons(rows, current, councils)
    _refuse_to_end_many(known, current, end_missing)
    council_of = _councils(rows, known, current, councils, mint)
    person_of = _people(rows, known, current, people, mint, correct)
    now_people = {**people, **{person.id: person for person in person_of.values()}}
    now_councils = {**councils, **{council.id: council for council in council_of}}
    facts: list[Fact] = []
    differences: list[str] = []
    for n, (row, liaison) in enumerate(zip(rows, known, strict=True)):
        before = current.get(liaison) if liaison else None
        ids = {place: found.id if (found := person_of.get((n, place))) else None for place in _PLACES}
        fact = _liaison(row, liaison or mint("l"), council_of[n].id, ids, now)
        if before is not None and row.plan != before.plan and row.plan == (superseded_plans or {}).get(before.liaison):
            fact = replace(fact, plan=before.plan)
            differences.append(
                f"{row.council}: plan stays {before.plan}, as PLR and officer agreed;"
                f" the file still says {row.plan or 'empty'}"
            )
        if before is None:
            differences.append(f"{row.council}: new liaison, {_who(fact, now_people)}")
        elif before == replace(fact, happened_at=before.happened_at, recorded_at=before.recorded_at):
            continue
        else:
            differences.append(f"{row.council}: {_changes(before, fact, people, now_people)}")
        facts.append(fact)
    for liaison in current.keys() - set(known):
        facts.append(LiaisonEnded(happened_at=now, recorded_at=now, liaison=liaison))
        name = now_councils[current[liaison].council].name
        differences.append(f"{name}: ended, for it has no row any more")
    changed_people = _changed(person_of.values(), people)
    changed_councils = _changed(council_of, councils)
    differences += _corrections(changed_people, people) + _corrections(changed_councils, councils)
    return Import(tuple(facts), changed_people, changed_councils, tuple(differences))


def roster_rows(
    current: Mapping[str, LiaisonChanged], people: Mapping[str, Person], councils: Mapping[str, Council]
) -> tuple[Row, ...]:
    """The rows that import as what is there already, by council and programme, with every id."""
    nobody = Person("", "")
    rows = []
    for fact in current.values():
        plr, clerk, officer = (people.get(found or "", nobody) for found in (fact.plr, fact.clerk, fact.officer))
        council = councils[fact.council]
        row = Row(
            council=council.name,
            kind=council.kind,
            plr_name=plr.name,
            plr_email=plr.address,
            plr_phone=plr.phone,
            clerk_name=clerk.name,
            clerk_email=clerk.address,
            officer_name=officer.name,
            officer_email=officer.address,
            officer_phone=officer.phone,
            since=fact.since_on,
            last_meeting=fact.last_meeting_on,
            liaison_id=fact.liaison,
            plr_id=plr.id,
            officer_id=officer.id,
            **{name: getattr(fact, name) for name in _AS_WRITTEN},
        )
        rows.append(row)
    return tuple(sorted(rows, key=lambda row: (row.council.casefold(), row.programme)))


def _liaisons(rows: Sequence[Row], current: Mapping[str, LiaisonChanged], councils: Mapping[str, Council]) -> list[str]:
    """The id of each row's liaison, empty for a new one."""
    by_name = {(councils[fact.council].name.casefold(), fact.programme): fact.liaison for fact in current.values()}
    known, problems, lines = [], [], dict[str, int]()
    for row in rows:
        liaison = row.liaison_id or by_name.get((row.council.casefold(), row.programme), "")
        if liaison and liaison not in current:
            problems.append(
                f"line {row.line}, liaison_id: there is no liaison {liaison!r}; leave the cell empty for a new one"
            )
        elif liaison and liaison in lines:
            problems.append(
                f"line {row.line}, council: this is the liaison of line {lines[liaison]} again; keep one of the two"
            )
        lines.setdefault(liaison, row.line)
        known.append(liaison)
    if problems:
        raise ConfigError(problems)
    return known


def _refuse_to_end_many(known: Sequence[str], current: Mapping[str, LiaisonChanged], end_missing: bool) -> None:
    missing = len(current.keys() - set(known))
    if missing * 2 > len(current) and not end_missing:
        raise ConfigError(
            [
                f"{missing} of {len(current)} liaisons have no row and would end; a roster is imported whole:"
                " add their rows, or say --end-missing if they are to end"
            ]
        )


def _councils(
    rows: Sequence[Row],
    known: Sequence[str],
    current: Mapping[str, LiaisonChanged],
    councils: Mapping[str, Council],
    mint: Callable[[str], str],
) -> tuple[Council, ...]:
    """The council of each row, as it stands from now on; rows that describe one council differently are refused."""
    ids = {council.name.casefold(): council.id for council in councils.values()}
    described: dict[str, tuple[Council, Row]] = {}
    found, problems = [], []
    for row, liaison in zip(rows, known, strict=True):
        if liaison:
            council_id = current[liaison].council
        else:
            council_id = ids.get(row.council.casefold()) or mint("c")
            ids[row.council.casefold()] = council_id
        council, first = described.get(council_id) or (Council(council_id, row.council), row)
        described[council_id] = (replace(council, kind=council.kind or row.kind), first)
        if council.name.casefold() != row.council.casefold() or row.kind not in ("", described[council_id][0].kind):
            problems.append(
                f"line {row.line}, council: {row.council} ({row.kind or 'no kind'}) is the same council as"
                f" {council.name} ({council.kind or 'no kind'}) in line {first.line}; write the same in both"
            )
        found.append(council_id)
    if problems:
        raise ConfigError(problems)
    return tuple(described[council_id][0] for council_id in found)


def _people(
    rows: Sequence[Row],
    known: Sequence[str],
    current: Mapping[str, LiaisonChanged],
    people: Mapping[str, Person],
    mint: Callable[[str], str],
    correct: bool,
) -> dict[tuple[int, str], Person]:
    """Who is in each place of each row that names somebody."""
    claims: dict[tuple[int, str], Claim] = {}
    for n, (row, liaison) in enumerate(zip(rows, known, strict=True)):
        for place in _PLACES:
            held = getattr(current[liaison], place) if liaison else None
            if getattr(row, f"{place}_name"):
                claims[n, place] = Claim(
                    where=f"line {row.line}, {place}",
                    name=getattr(row, f"{place}_name"),
                    address=getattr(row, f"{place}_email"),
                    phone=getattr(row, f"{place}_phone", None),
                    given=getattr(row, f"{place}_id", ""),
                    previous=held if held in people else None,
                )
    found = identify(tuple(claims.values()), people, mint=mint, correct=correct)
    return dict(zip(claims, found, strict=True))


def _liaison(row: Row, liaison: str, council: str, ids: Mapping[str, str | None], now: datetime) -> LiaisonChanged:
    return LiaisonChanged(
        happened_at=now,
        recorded_at=now,
        liaison=liaison,
        council=council,
        plr=ids["plr"],
        clerk=ids["clerk"],
        officer=ids["officer"],
        since_on=row.since,
        last_meeting_on=row.last_meeting,
        **{name: getattr(row, name) for name in _AS_WRITTEN},
    )


def _who(fact: LiaisonChanged, people: Mapping[str, Person]) -> str:
    return ", ".join(f"{place} {_named(getattr(fact, place), people)}" for place in _PLACES)


def _named(person: object, people: Mapping[str, Person]) -> str:
    return people[person].name if isinstance(person, str) and person in people else "nobody"


def _changes(
    before: LiaisonChanged, after: LiaisonChanged, people: Mapping[str, Person], now_people: Mapping[str, Person]
) -> str:
    """Say which fields of a liaison change, in the order of the fields."""
    said = []
    for name in (each.name for each in fields(after) if each.name not in ("happened_at", "recorded_at")):
        was, becomes = getattr(before, name), getattr(after, name)
        if was == becomes:
            continue
        if name in _PLACES:
            was, becomes = _named(was, people), _named(becomes, now_people)
        said.append(f"{name.removesuffix('_on')} was {was or 'empty'}, is now {becomes or 'empty'}")
    return "; ".join(said)


def _changed(now: Iterable[Particular], before: Mapping[str, Particular]) -> tuple[Particular, ...]:
    return tuple({each.id: each for each in now if before.get(each.id) != each}.values())


def _corrections(changed: Iterable[Particular], before: Mapping[str, Particular]) -> list[str]:
    said = []
    for each in changed:
        if (known := before.get(each.id)) is None:
            continue
        values = asdict(known)
        parts = [
            f"{name} was {values[name] or 'empty'}, is now {value or 'empty'}"
            for name, value in asdict(each).items()
            if value != values[name]
        ]
        said.append(f"{known.name}: corrected, {'; '.join(parts)}")
    return said
