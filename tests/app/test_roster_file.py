"""The roster as a CSV file (design, Shapes): what is read, and every problem by line and column."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from mailbot.app.roster_file import COLUMNS, read_roster, written_roster
from mailbot.errors import ConfigError
from mailbot.policy.roster import Row

EXAMPLE = Path(__file__).parents[2] / "examples" / "roster.csv"


def read(text: str) -> tuple[Row, ...]:
    return read_roster(text.encode(), "roster.csv")


def problems(raw: str | bytes) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        read_roster(raw if isinstance(raw, bytes) else raw.encode(), "roster.csv")
    return caught.value.problems


def test_the_columns_are_those_of_the_design() -> None:
    assert set(COLUMNS) == {
        "council", "kind", "programme", "plr_name", "plr_email", "plr_phone", "contact_by", "clerk_name", "clerk_email",
        "officer_name", "officer_email", "officer_phone", "team", "duty", "role", "plan", "every", "since",
        "last_meeting", "liaison_id", "plr_id", "officer_id",
    }  # fmt: skip


def test_a_row_is_read_by_its_columns_in_any_order() -> None:
    text = "Since,Plan,council, CONTACT_BY,plr_name,programme\n2026-01-05,last Friday,Harpole PC,Phone,Pat Hall,PLR\n"
    assert read(text) == (
        Row(council="Harpole PC", plr_name="Pat Hall", contact_by="phone", plan="last Friday", since=date(2026, 1, 5)),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_spreadsheets_save_is_read(encoding: str, separator: str, line_end: str) -> None:
    lines = [
        separator.join(["council", "plr_name", "plr_email"]),
        separator.join(["St Anne’s PC", "Zoë", "z@a.example"]),
    ]
    raw = line_end.join(lines).encode(encoding)
    assert read_roster(raw, "roster.csv") == (Row(council="St Anne’s PC", plr_name="Zoë", plr_email="z@a.example"),)


def workbook(*lines: list[object], merged: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(line)
    if merged:
        sheet.merge_cells(merged)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_what_excel_makes_of_numbers_and_days_is_read_as_it_was_meant() -> None:
    """A telephone number that is kept as an amount has lost its zero; a day may be kept as a number."""
    raw = workbook(
        ["council", "plr_name", "plr_email", "plr_phone", "plan", "since", "last_meeting"],
        ["Harpole PC", "Pat Hall", "pat@h.example", 1632960155.0, 15.0, datetime(2025, 1, 1), 45901],
        ["Wendle PC", "Kim Lee", "kim@w.example", "+44 1632 960156", "last Friday", date(2025, 1, 1), "01/09/2025"],
    )
    harpole, wendle = read_roster(raw, "roster.xlsx")
    assert (harpole.plr_phone, wendle.plr_phone) == ("01632960155", "+44 1632 960156")
    assert (harpole.plan, harpole.since, harpole.last_meeting) == ("15", date(2025, 1, 1), date(2025, 9, 1))
    assert (wendle.since, wendle.last_meeting) == (date(2025, 1, 1), date(2025, 9, 1))


def test_a_cell_that_is_merged_over_several_lines_stands_in_each_of_them() -> None:
    raw = workbook(
        ["council", "team", "officer_name", "officer_email"],
        ["Harpole PC", "East", "PC A. Reed", "a.reed@force.example"],
        ["Wendle PC", None, "PC A. Reed", "a.reed@force.example"],
        ["Fenby TC", None, "PCSO M. Lund", "m.lund@force.example"],
        merged="B2:B4",
    )
    assert [row.team for row in read_roster(raw, "roster.xlsx")] == ["East"] * 3


def test_dates_are_iso_or_day_first() -> None:
    row = read("council,since,last_meeting\nHarpole PC,2026-06-05,05/06/2026\n")[0]
    assert row.since == row.last_meeting == date(2026, 6, 5)


def test_empty_lines_and_stray_blanks_say_nothing() -> None:
    text = "council,plr_name,plr_email\n\n ,,\n  Harpole   PC ,\u00a0Pat Hall,pat@harpole-pc.example,\n"
    assert read(text) == (Row(council="Harpole PC", plr_name="Pat Hall", plr_email="pat@harpole-pc.example"),)


def test_a_council_without_an_officer_or_a_plr_is_allowed() -> None:
    assert read("council,officer_name,officer_email\nHarpole PC,,\n") == (Row(council="Harpole PC"),)


WRONG = [
    ("council,plan\nHarpole PC,sometimes\n", "line 2, plan: 'sometimes' is no plan; write a day (15)"),
    ("council,duty\nHarpole PC,weekdays\n", "line 2, duty: 'weekdays' is no duty; write weekdays (mon,tue,thu)"),
    ("council,every\nHarpole PC,monthly\n", "line 2, every: 'monthly' is no interval between contacts; write week"),
    ("council,every\nHarpole PC,2 working days\n", "line 2, every: '2 working days' is no interval"),
    ("council,since\nHarpole PC,06/31/2026\n", "line 2, since: '06/31/2026' is no date; write it like 2026-06-01"),
    ("council,last_meeting\nHarpole PC,2026-02-30\n", "line 2, last_meeting: '2026-02-30' is no date"),
    ("council,contact_by\nHarpole PC,fax\n", "line 2, contact_by: 'fax' is unknown; allowed: email, phone"),
    ("council,programme\nHarpole PC,Farm Watch\n", "line 2, programme: 'Farm Watch' is no programme"),
    ("council,plr_name,plr_email\nH PC,Pat,pat@harpole\n", "line 2, plr_email: 'pat@harpole' is no email address"),
    (
        "council,plr_name\nHarpole PC,Pat Hall\n",
        "line 2, plr_email: is empty, but plr_name is not; write the address, or",
    ),
    (
        "council,officer_name,contact_by\nH PC,PC Reed,phone\n",
        "line 2, officer_email: is empty, but officer_name is not",
    ),
    (
        "council,clerk_email\nH PC,clerk@h.example\n",
        "line 2, clerk_name: is empty, but clerk_email is not; write the name",
    ),
    ("council,plr_name\n,Pat Hall\n", "line 2, council: is empty; every row needs the name of its council"),
    ("council,team\nHarpole PC,North\u200b\n", "line 2, team: 'North\\u200b' contains an invisible character"),
    ("council,plr\nHarpole PC,Pat\n", "line 1, plr: unknown column; allowed: council, kind, programme, plr_name"),
    ("council,,kind\nHarpole PC,,\n", "line 1, a column without a name: unknown column"),
    ("council,team,Team\nHarpole PC,,\n", "line 1, team: this column is there twice"),
    ("plr_name,plr_email\nPat,pat@harpole-pc.example\n", "line 1, council: this column is missing"),
    ("", "line 1, council: this column is missing"),
    ("council,duty\nHarpole PC,mon,tue\n", "line 2: has more cells than the first line has columns; put a cell"),
    ("council\nHarpole PC\nharpole pc\n", "line 3, council: harpole pc, plr, is in line 2 already"),
    ("council,liaison_id\nA PC,l1\nB PC,l1\n", "line 3, council: B PC, plr, is in line 2 already"),
    (b"council\n\x81\x8d\n", "is neither UTF-8 nor Windows-1252; save it as CSV UTF-8"),
]


@pytest.mark.parametrize(("raw", "problem"), WRONG)
def test_a_mistake_is_said_by_line_and_column(raw: str | bytes, problem: str) -> None:
    assert problems(raw)[0].startswith(f"roster.csv: {problem}")


def test_every_mistake_of_a_file_is_said_at_once_with_the_line_it_begins_in() -> None:
    text = 'council,plan,since\n"Harpole\nPC",never,soon\nThornbeck PC,15,\n,15,\nThornbeck PC,,\n'
    assert [problem.partition(": ")[2].partition(":")[0] for problem in problems(text)] == [
        "line 2, plan",
        "line 2, since",
        "line 5, council",
        "line 6, council",
    ]


def test_the_sample_roster_shows_what_rosters_are_like() -> None:
    rows = read_roster(EXAMPLE.read_bytes(), EXAMPLE.name)
    addresses = [address for row in rows for address in (row.plr_email, row.clerk_email, row.officer_email) if address]
    assert (len(rows), len({row.officer_email for row in rows})) == (6, 3)
    assert all(address.endswith(".example") for address in addresses)
    assert any(row.plr_email == row.clerk_email != "" for row in rows)
    assert len({row.clerk_email for row in rows if row.clerk_email}) < len([row for row in rows if row.clerk_email])
    assert any(row.contact_by == "phone" and not row.plr_email for row in rows)


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), max_size=12)


@given(st.lists(st.builds(Row, council=WORDS.filter(bool), kind=WORDS, team=WORDS, role=WORDS, plr_phone=WORDS,
                          since=st.none() | st.dates(), plr_id=WORDS), max_size=5,
                unique_by=lambda row: row.council.casefold()))  # fmt: skip
def test_what_was_written_reads_as_the_same_rows(rows: list[Row]) -> None:
    assert read(written_roster(rows)) == tuple(rows)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_raise_anything_but_problems(raw: bytes) -> None:
    for start in (b"", b"council,plan,duty,since,plr_email\n"):
        try:
            read_roster(start + raw, "roster.csv")
        except ConfigError as error:
            assert error.problems
