"""A made-up county of 40 councils, as its roster is on 1 April 2026."""

from __future__ import annotations

from datetime import date, timedelta

from tests.year.story import Council, Person


def _words(text: str) -> list[str]:
    return text.split()


_PARISHES = _words(
    "Harpole Wendle Fenby Marsham Thornbeck Ashcombe Birchley Coldwell Dunsford Eastrop Farleigh Gorsley Hatherden"
    " Ingleby Kelham Langrish Milbourne Netherby Oakhanger Pilham Quarley Rowde Saltby Tilford Upwood Vernham Wickham"
    " Yarwell Ampney Brinkley Caldecote Denham Elsworth Foxton Gilling Holwell Ickford Kirby Luddesdown Mereworth"
)
_FIRST_NAMES = _words(
    "Pat Robin Lindsay Kim Les Morgan Ash Chris Jo Sandy Terry Alex Sam Jean Dale Fran Gail Hilary Ivy Jan"
)
_LAST_NAMES = _words("Hall Marsh Fisk Dunn Price Webb Lamb Frost Nash Boyd")

# How many councils each officer serves, in which team, and on which days they are on duty.
_OFFICERS = (
    (Person("PC A. Reed", "a.reed@force.example"), 9, "Harpole NPT", ""),
    (Person("PCSO J. Dale", "j.dale@force.example"), 6, "Harpole NPT", "mon,tue,thu"),
    (Person("PC L. Stone", "l.stone@force.example"), 5, "Marsham NPT", "4 on 4 off from 2026-01-05"),
    (Person("PC D. Onuoha", "d.onuoha@force.example"), 5, "Marsham NPT", "tue,wed,thu,fri"),
    (Person("PCSO R. Quill", "r.quill@force.example"), 4, "Marsham NPT", ""),
    (Person("PC M. Iqbal", "m.iqbal@force.example"), 4, "Tilford NPT", "6 on 3 off from 2026-01-01"),
    (Person("PCSO T. Birch", "t.birch@force.example"), 3, "Tilford NPT", ""),
    (Person("PC E. Vale", "e.vale@force.example"), 3, "Tilford NPT", "mon,wed,fri"),
    (Person("PC S. North", "s.north@force.example"), 1, "Tilford NPT", ""),
)
OFFICERS = tuple(officer for officer, *_ in _OFFICERS)
TEAMS = tuple(dict.fromkeys(team for _, _, team, _ in _OFFICERS))
_WITHOUT_ROLE = OFFICERS[5:7]
_PLANS = ("", "15", "31", "last Friday", "second Tuesday", "3rd week", "1", "first Monday", "4th Thursday", "25")
_NEWCOMERS = _words("Nettlecombe Oldbury Penhurst Rushock")
_CLERK_OF_FOUR = Person("Bryony Cole", "clerk@four-parishes.example")
_PLR_OF_TWO = Person("Kim Ashe", "kim.ashe@fenby.example")
_SHARED_ADDRESS = "the.wrights@saltby.example"


def duty_of(officer: Person) -> str:
    """Give the days on which an officer is on duty, where they are known."""
    return next(duty for one, _, _, duty in _OFFICERS if one == officer)


def councils() -> tuple[Council, ...]:
    """Give every row of the roster."""
    served = [place for place in _OFFICERS for _ in range(place[1])]
    return tuple(_council(n, name, *served[n]) for n, name in enumerate(_PARISHES))


def watches() -> tuple[Council, ...]:
    """Give the schemes of Neighbourhood Watch, whose coordinators stand where a PLR would."""
    return tuple(
        Council(
            name=f"{name} Watch",
            plr=Person(f"Coordinator of {name}", f"watch@{name.split()[0].lower()}.example"),
            officer=officer,
            team=team,
            duty=duty,
            plan=plan,
            every=every,
            since=date(2024, 5, 6),
            programme="neighbourhood-watch",
        )
        for name, every, plan, (officer, _, team, duty) in zip(
            ("Orchard Close", "Station Road", "Mill Lane"),
            ("2 months", "6 weeks", "3 months"),
            ("second Tuesday", "", "31"),
            (_OFFICERS[0], _OFFICERS[2], _OFFICERS[8]),
            strict=True,
        )
    )


def newcomers() -> tuple[Council, ...]:
    """Give the councils that join in the course of the year, each with a PLR and an officer."""
    return tuple(
        Council(
            name=f"{name} Parish Council",
            plr=Person(f"PLR of {name}", f"plr@{name.lower()}.example"),
            officer=officer,
            clerk=Person(f"Clerk of {name}", f"clerk@{name.lower()}.example"),
            team=team,
            duty=duty,
            plan=_PLANS[n],
        )
        for n, (name, (officer, _, team, duty)) in enumerate(zip(_NEWCOMERS, _OFFICERS[:4], strict=True))
    )


def _council(n: int, name: str, officer: Person, _: int, team: str, duty: str) -> Council:
    return Council(
        name=f"{name} Parish Council",
        plr=_plr(n, name),
        officer=officer,
        clerk=_clerk(n, name),
        team=team,
        duty=duty,
        plan=_PLANS[n % len(_PLANS)],
        every={11: "2 months", 17: "6 weeks", 29: "3 months"}.get(n, ""),
        since=None if n % 8 == 5 else date(2018, 3, 1) + timedelta(days=61 * n),
        last_meeting=None if n % 9 == 4 else date(2025, 4, 20) + timedelta(days=8 * n),
        contact_by="phone" if n == 6 else "email",
        role="" if officer in _WITHOUT_ROLE else "PLR contact",
    )


def _plr(n: int, name: str) -> Person:
    """Kim Ashe is the PLR of two councils, the Wrights share an address, one PLR has none."""
    if n in (2, 3):
        return _PLR_OF_TWO
    if n in (22, 23):
        return Person(f"{'Ada' if n == 22 else 'Ben'} Wright", _SHARED_ADDRESS)
    person = f"{_FIRST_NAMES[n % 20]} {_LAST_NAMES[n % 10]}{'e' if n >= 20 else ''}"
    address = f"{person.lower().replace(' ', '.')}@{name.lower()}.example"
    return Person(person, "" if n == 6 else address)


def _clerk(n: int, name: str) -> Person | None:
    """One clerk serves four parishes, one is the PLR too, some councils have none."""
    if 8 <= n < 12:
        return _CLERK_OF_FOUR
    if n == 15:
        return _plr(n, name)
    return None if n % 6 == 1 else Person(f"Clerk of {name}", f"clerk@{name.lower()}.example")
