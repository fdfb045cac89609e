"""What a roster changes: who stays the same person, who is corrected, who is new (design, Shapes: Roster CSV)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import count

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mailbot.errors import ConfigError
from mailbot.model.facts import LiaisonChanged, LiaisonEnded
from mailbot.model.people import Council, Person
from mailbot.policy.roster import Import, Row, plan_import, roster_rows

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
PAT = {"plr_name": "Pat Hall", "plr_email": "pat@harpole-pc.example"}
REED = {"officer_name": "PC A. Reed", "officer_email": "a.reed@force.example", "officer_phone": "01632 960190"}
HARPOLE = Row(council="Harpole PC", **PAT, **REED)
THORNBECK = Row(council="Thornbeck PC", plr_name="Robin Ashe", plr_email="robin@thornbeck-pc.example", **REED)
WENDLE = Row(council="Wendle PC", plr_name="Les Orchard", plr_phone="01632 960106", contact_by="phone", **REED)


@dataclass
class Programme:
    """The state that a ledger would keep, and the imports into it."""

    liaisons: dict[str, LiaisonChanged] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    councils: dict[str, Council] = field(default_factory=dict)
    minted: count[int] = field(default_factory=lambda: count(1))

    def apply(self, *rows: Row, correct: bool = False, end_missing: bool = False) -> Import:
        found = plan_import(
            [replace(row, line=n) for n, row in enumerate(rows, 2)],
            self.liaisons,
            self.people,
            self.councils,
            mint=lambda prefix: f"{prefix}{next(self.minted)}",
            now=NOW,
            correct=correct,
            end_missing=end_missing,
        )
        self.people |= {person.id: person for person in found.people}
        self.councils |= {council.id: council for council in found.councils}
        for fact in found.facts:
            if isinstance(fact, LiaisonChanged):
                self.liaisons[fact.liaison] = fact
            elif isinstance(fact, LiaisonEnded):
                del self.liaisons[fact.liaison]
        return found

    def of(self, council: str) -> LiaisonChanged:
        return next(each for each in self.liaisons.values() if self.councils[each.council].name == council)

    def rows(self) -> Sequence[Row]:
        return roster_rows(self.liaisons, self.people, self.councils)


def started(*rows: Row) -> Programme:
    programme = Programme()
    programme.apply(*rows)
    return programme


def test_a_new_row_is_a_liaison_a_council_and_its_people() -> None:
    programme = Programme()
    found = programme.apply(replace(HARPOLE, since=date(2026, 1, 5), plan="last Friday", clerk_name="Jo Winter",
                                    clerk_email="clerk@harpole-pc.example"))  # fmt: skip
    assert found.differences == ("Harpole PC: new liaison, plr Pat Hall, clerk Jo Winter, officer PC A. Reed",)
    liaison = programme.of("Harpole PC")
    assert liaison == LiaisonChanged(
        happened_at=NOW, recorded_at=NOW, liaison=liaison.liaison, council=liaison.council, plr=liaison.plr,
        clerk=liaison.clerk, officer=liaison.officer, plan="last Friday", since_on=date(2026, 1, 5),
    )  # fmt: skip
    assert {person.name for person in programme.people.values()} == {"Pat Hall", "Jo Winter", "PC A. Reed"}


def test_importing_twice_changes_nothing() -> None:
    programme = started(HARPOLE, THORNBECK, WENDLE)
    assert programme.apply(WENDLE, HARPOLE, THORNBECK) == Import((), (), (), ())


def test_importing_an_export_changes_nothing() -> None:
    programme = started(HARPOLE, THORNBECK, WENDLE)
    assert programme.apply(*programme.rows()) == Import((), (), (), ())


def test_one_name_at_one_address_is_one_person_in_every_row_and_role() -> None:
    clerk = {"clerk_name": "Pat Hall", "clerk_email": "PAT@harpole-pc.example"}
    programme = started(replace(HARPOLE, **clerk), replace(THORNBECK, **PAT))
    harpole, thornbeck = programme.of("Harpole PC"), programme.of("Thornbeck PC")
    assert harpole.plr == harpole.clerk == thornbeck.plr
    assert harpole.officer == thornbeck.officer
    assert len(programme.people) == 2


def test_one_address_with_two_names_is_two_people() -> None:
    programme = started(HARPOLE, replace(THORNBECK, plr_name="Robin Ashe", plr_email="pat@harpole-pc.example"))
    assert programme.of("Harpole PC").plr != programme.of("Thornbeck PC").plr


CORRECTIONS = [
    {"plr_name": "Patricia Hall"},
    {"plr_email": "pat.hall@harpole-pc.example"},
    {"plr_email": "", "plr_phone": "01632 960101", "contact_by": "phone"},
]


@pytest.mark.parametrize("change", CORRECTIONS)
def test_a_changed_name_or_a_changed_address_is_a_correction(change: dict[str, str]) -> None:
    programme = started(HARPOLE, THORNBECK)
    before = programme.of("Harpole PC").plr
    found = programme.apply(replace(HARPOLE, **change), THORNBECK)
    assert programme.of("Harpole PC").plr == before
    assert [person.id for person in found.people] == [before]
    assert any(said.startswith("Pat Hall: corrected, ") for said in found.differences)


def test_the_corrected_spelling_of_an_officer_of_several_councils_stays_one_officer() -> None:
    programme = started(HARPOLE, THORNBECK, WENDLE)
    found = programme.apply(*(replace(row, officer_name="PC Alex Reed") for row in (HARPOLE, THORNBECK, WENDLE)))
    assert found.facts == ()
    assert [person.name for person in found.people] == ["PC Alex Reed"]


def test_a_corrected_phone_number_is_no_fact() -> None:
    programme = started(HARPOLE)
    found = programme.apply(replace(HARPOLE, officer_phone="01632 960199"))
    assert (found.facts, [person.phone for person in found.people]) == ((), ["01632 960199"])


NEW_PEOPLE = {"officer_name": "PC S. Khan", "officer_email": "s.khan@force.example"}


def test_somebody_whose_name_and_address_changed_is_new() -> None:
    programme = started(HARPOLE, THORNBECK)
    before = programme.of("Harpole PC").officer
    found = programme.apply(replace(HARPOLE, **NEW_PEOPLE), THORNBECK)
    assert programme.of("Harpole PC").officer != before == programme.of("Thornbeck PC").officer
    assert found.differences == ("Harpole PC: officer was PC A. Reed, is now PC S. Khan",)


def test_a_declared_correction_keeps_the_person_though_name_and_address_changed() -> None:
    programme = started(HARPOLE)
    before = programme.of("Harpole PC").officer
    found = programme.apply(replace(HARPOLE, **NEW_PEOPLE), correct=True)
    assert (found.facts, programme.of("Harpole PC").officer) == ((), before)


def test_a_colleague_at_the_same_team_mailbox_takes_over_without_renaming_who_was_there() -> None:
    team = {"officer_email": "npt@force.example"}
    harpole, thornbeck = replace(HARPOLE, **team), replace(THORNBECK, **team)
    programme = started(harpole, thornbeck)
    programme.apply(replace(harpole, officer_name="PC S. Khan"), thornbeck)
    officers = [programme.people[programme.of(name).officer or ""].name for name in ("Harpole PC", "Thornbeck PC")]
    assert officers == ["PC S. Khan", "PC A. Reed"]


def test_an_officer_who_takes_over_from_another_is_the_officer_they_were() -> None:
    khan = replace(THORNBECK, **NEW_PEOPLE)
    programme = started(HARPOLE, khan)
    before = programme.of("Thornbeck PC").officer
    programme.apply(replace(HARPOLE, **NEW_PEOPLE), khan)
    assert programme.of("Harpole PC").officer == before


def test_somebody_who_returns_is_who_they_were() -> None:
    programme = started(HARPOLE, THORNBECK)
    before = programme.of("Harpole PC").plr
    programme.apply(replace(HARPOLE, plr_name="Kit Mallow", plr_email="kit@harpole-pc.example"), THORNBECK)
    programme.apply(HARPOLE, THORNBECK)
    assert programme.of("Harpole PC").plr == before


def test_two_who_are_reached_by_phone_only_are_told_apart_by_name_and_number() -> None:
    programme = started(WENDLE)
    before = programme.of("Wendle PC").plr
    programme.apply(replace(WENDLE, plr_name="Jo Winter", plr_phone="01632 960107"))
    assert programme.of("Wendle PC").plr != before


def test_nobody_is_a_place_that_is_empty() -> None:
    programme = started(Row(council="Harpole PC"))
    assert (programme.of("Harpole PC").plr, programme.of("Harpole PC").officer) == (None, None)
    found = programme.apply(HARPOLE)
    assert found.differences[0] == "Harpole PC: plr was nobody, is now Pat Hall; officer was nobody, is now PC A. Reed"


def test_ids_identify_through_every_change() -> None:
    programme = started(HARPOLE, THORNBECK)
    before = programme.of("Harpole PC")
    renamed = [replace(row, council="Harpole Parish Council", plr_name="Patricia Vale", plr_email="pv@village.example")
               if row.council == "Harpole PC" else row for row in programme.rows()]  # fmt: skip
    found = programme.apply(*renamed)
    assert found.facts == ()
    assert programme.people[before.plr or ""].name == "Patricia Vale"
    assert programme.councils[before.council].name == "Harpole Parish Council"


def test_a_council_with_two_programmes_is_one_council_with_two_liaisons() -> None:
    watch = Row(council="Harpole PC", programme="neighbourhood-watch", kind="parish council", **REED)
    programme = started(HARPOLE, watch)
    assert len(programme.liaisons) == 2
    assert list(programme.councils.values()) == [
        Council(programme.of("Harpole PC").council, "Harpole PC", "parish council")
    ]


def test_a_council_that_returns_is_the_council_it_was() -> None:
    programme = started(HARPOLE, THORNBECK)
    before = programme.of("Thornbeck PC").council
    programme.apply(HARPOLE)
    programme.apply(HARPOLE, THORNBECK)
    assert programme.of("Thornbeck PC").council == before


def test_a_liaison_without_a_row_ends_and_is_named() -> None:
    programme = started(HARPOLE, THORNBECK)
    ended = programme.of("Thornbeck PC").liaison
    found = programme.apply(HARPOLE)
    assert found.facts == (LiaisonEnded(happened_at=NOW, recorded_at=NOW, liaison=ended),)
    assert found.differences == ("Thornbeck PC: ended, for it has no row any more",)


def test_a_file_that_would_end_most_of_the_programme_is_refused() -> None:
    programme = started(HARPOLE, THORNBECK, WENDLE)
    with pytest.raises(ConfigError, match="2 of 3 liaisons have no row and would end"):
        programme.apply(HARPOLE)
    assert len(programme.apply(HARPOLE, end_missing=True).facts) == 2


REFUSED = [
    ([replace(HARPOLE, liaison_id="l99")], "line 2, liaison_id: there is no liaison 'l99'"),
    ([replace(HARPOLE, plr_id="p99")], "line 2, plr_id: nobody has the id 'p99'"),
    ([replace(HARPOLE, liaison_id="l1"), HARPOLE], "line 3, council: this is the liaison of line 2 again"),
    ([HARPOLE, replace(THORNBECK, plr_id="p2")], "line 3, plr_name: Robin Ashe robin@thornbeck-pc.example is the same"),
    (
        [replace(HARPOLE, kind="parish"), replace(HARPOLE, kind="town", programme="neighbourhood-watch")],
        "line 3, council: Harpole PC (town) is the same council as Harpole PC (parish) in line 2",
    ),
]


@pytest.mark.parametrize(("rows", "problem"), REFUSED)
def test_rows_that_contradict_the_programme_or_each_other_are_refused(rows: list[Row], problem: str) -> None:
    programme = started(HARPOLE)
    harpole = programme.of("Harpole PC")
    ids = {"l1": harpole.liaison, "p2": harpole.plr or ""}
    rows = [replace(row, liaison_id=ids.get(row.liaison_id, row.liaison_id), plr_id=ids.get(row.plr_id, row.plr_id))
            for row in rows]  # fmt: skip
    with pytest.raises(ConfigError) as caught:
        programme.apply(*rows)
    assert caught.value.problems[0].startswith(problem)


# Laws

NAMES, ADDRESSES = (
    st.sampled_from(["Pat Hall", "Jo Winter", "Kit Mallow"]),
    st.sampled_from(["a@x.example", "b@x.example"]),
)
PLACE = st.one_of(st.just(("", "")), st.tuples(NAMES, ADDRESSES))


@st.composite
def rosters(draw: st.DrawFn) -> list[Row]:
    councils = draw(st.lists(st.sampled_from(["Harpole PC", "Thornbeck PC", "Wendle PC", "Ashmere TC"]), unique=True))
    rows = []
    for council in councils:
        (plr, plr_at), (clerk, clerk_at), (officer, officer_at) = draw(PLACE), draw(PLACE), draw(PLACE)
        rows.append(Row(council=council, plr_name=plr, plr_email=plr_at, clerk_name=clerk, clerk_email=clerk_at,
                        officer_name=officer, officer_email=officer_at, officer_phone=draw(st.sampled_from(["", "1"])),
                        plan=draw(st.sampled_from(["", "15"]))))  # fmt: skip
    return rows


@given(st.lists(rosters(), min_size=1, max_size=4), st.booleans())
def test_after_any_history_the_roster_stands_as_the_last_file_says_and_again_changes_nothing(
    history: list[list[Row]], correct: bool
) -> None:
    programme = Programme()
    for rows in history:
        try:
            programme.apply(*rows, correct=correct, end_missing=True)
        except ConfigError:
            assume(False)
    assert programme.apply(*history[-1], correct=correct).facts == ()
    assert programme.apply(*programme.rows()) == Import((), (), (), ())
    stands = {row.council: (row.plr_name, row.plr_email, row.clerk_name, row.officer_name, row.officer_email, row.plan)
              for row in programme.rows()}  # fmt: skip
    assert stands == {
        row.council: (row.plr_name, row.plr_email, row.clerk_name, row.officer_name, row.officer_email, row.plan)
        for row in history[-1]
    }
