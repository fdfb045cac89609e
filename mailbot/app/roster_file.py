"""The roster as a CSV file or an Excel workbook: bytes → rows, with every problem by line and column; rows → text.

It knows the file only; what an import changes is decided in `policy.roster`. UTF-8 or Windows-1252, commas or Excel's
semicolons, columns in any order. Source: design, Shapes (Roster CSV); RFC 4180.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from mailbot.app.spreadsheet import is_spreadsheet, lines_of
from mailbot.config import checked_address
from mailbot.errors import ConfigError
from mailbot.policy.plan import Duty, Plan, parse_every
from mailbot.policy.roster import Row

COLUMNS = tuple(each.name for each in fields(Row) if each.name != "line")
_CONTACT_BY = ("email", "phone")
_EXCEL_DAY_0 = date(1899, 12, 30)


def read_roster(raw: bytes, name: str) -> tuple[Row, ...]:
    """Read a roster file, called `name` in what is said about it; raises ConfigError with every problem at once."""
    problems: list[str] = []
    rows: list[Row] = []
    try:
        lines = list(lines_of(raw) if is_spreadsheet(raw) else _lines(_decoded(raw)))
        columns = _columns(lines[0][1] if lines else [])
        for line, cells in lines[1:]:
            try:
                rows.append(_row(line, columns, cells))
            except ConfigError as error:
                problems += error.problems
    except ConfigError as error:
        problems += error.problems
    problems += _doubled(rows)
    if problems:
        raise ConfigError([f"{name}: {problem}" for problem in problems])
    return tuple(rows)


def written_roster(rows: Iterable[Row]) -> str:
    """Write rows as CSV with every column; reading it gives the same rows."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([getattr(row, column) for column in COLUMNS] for row in rows)
    return text.getvalue()


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ConfigError(["is neither UTF-8 nor Windows-1252; save it as CSV UTF-8"])


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that says something, with its number; blanks within a cell are single spaces."""
    header = text.partition("\n")[0]
    separator = max(",", ";", "\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    try:
        for cells in reader:
            clean = [" ".join(cell.split()) for cell in cells]
            if any(clean):
                yield line, clean
            line = reader.line_num + 1
    except csv.Error as error:
        raise ConfigError([f"line {line}: this is no CSV: {error}; save it as CSV again"]) from error


def _columns(header: list[str]) -> list[str]:
    columns = [cell.lower() for cell in header]
    problems = [
        f"line 1, {column or 'a column without a name'}: unknown column; allowed: {', '.join(COLUMNS)}"
        for column in columns
        if column not in COLUMNS
    ]
    problems += [
        f"line 1, {column}: this column is there twice; remove one of them"
        for column in COLUMNS
        if columns.count(column) > 1
    ]
    if "council" not in columns:
        problems.append("line 1, council: this column is missing; the first line names the columns")
    if problems:
        raise ConfigError(problems)
    return columns


def _row(line: int, columns: list[str], cells: list[str]) -> Row:
    if any(cells[len(columns) :]):
        advice = "put a cell that contains the separator in quotes"
        raise ConfigError([f"line {line}: has more cells than the first line has columns; {advice}"])
    problems: list[str] = []
    values: dict[str, Any] = {}
    for column, cell in zip(columns, cells, strict=False):
        if not cell:
            continue
        try:
            values[column] = _VALUES.get(column, str)(_printable(cell))
        except ValueError as error:
            values[column] = cell  # there, though wrong: what belongs with it is not missing
            problems.append(f"line {line}, {column}: {error}")
    problems += [f"line {line}, {column}: {problem}" for column, problem in _missing(values)]
    if problems:
        raise ConfigError(problems)
    return Row(line=line, **values)


def _missing(values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Which cells of a row are empty that must not be: column and problem."""
    if "council" not in values:
        yield "council", "is empty; every row needs the name of its council"
    for place in ("plr", "clerk", "officer"):
        name, address = f"{place}_name", f"{place}_email"
        if address in values and name not in values:
            yield name, f"is empty, but {address} is not; write the name that mail greets"
        if name in values and address not in values and not (place == "plr" and values.get("contact_by") == "phone"):
            by_phone = ", or contact_by = phone" if place == "plr" else ""
            yield address, f"is empty, but {name} is not; write the address{by_phone}"


def _doubled(rows: Iterable[Row]) -> list[str]:
    """Rows that are the same liaison twice."""
    problems = []
    lines: dict[tuple[str, ...], int] = {}
    for row in rows:
        keys = [(row.council.casefold(), row.programme)] + ([(row.liaison_id,)] if row.liaison_id else [])
        first = min((lines[key] for key in keys if key in lines), default=None)
        if first is not None:
            what = f"{row.council}, {row.programme}, is in line {first} already; a council has one row a programme"
            problems.append(f"line {row.line}, council: {what}")
        lines.update({key: row.line for key in keys if key not in lines})
    return problems


def _printable(cell: str) -> str:
    if not cell.isprintable():
        raise ValueError(f"{cell!r} contains an invisible character; type it anew")
    return cell


def _date(cell: str) -> date:
    """A date as a roster says it: ISO 8601, day first as Excel writes it, or the number that Excel keeps of a day."""
    if re.fullmatch(r"[2-6]\d{4}", cell):
        return _EXCEL_DAY_0 + timedelta(days=int(cell))
    slashed = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", cell)
    try:
        return date(*map(int, slashed.group(3, 2, 1))) if slashed else date.fromisoformat(cell)
    except ValueError as error:
        raise ValueError(f"{cell!r} is no date; write it like 2026-06-01 or 01/06/2026") from error


def _phone(cell: str) -> str:
    """A telephone number; a spreadsheet that takes it for an amount drops its zero."""
    return f"0{cell}" if re.fullmatch(r"[1-9]\d{8,9}", cell) else cell


def _contact_by(cell: str) -> str:
    if cell.lower() not in _CONTACT_BY:
        raise ValueError(f"{cell!r} is unknown; allowed: {', '.join(_CONTACT_BY)}, or empty for email")
    return cell.lower()


def _programme(cell: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]*", cell.lower()):
        raise ValueError(f"{cell!r} is no programme; write one word like plr or neighbourhood-watch")
    return cell.lower()


def _as_written(parse: Callable[[str], object]) -> Callable[[str], str]:
    """Check a cell by its grammar, and keep it as it was written."""

    def checked(cell: str) -> str:
        parse(cell)
        return cell

    return checked


_VALUES: dict[str, Callable[[str], object]] = {
    "programme": _programme,
    "contact_by": _contact_by,
    "plr_email": checked_address,
    "plr_phone": _phone,
    "officer_phone": _phone,
    "clerk_email": checked_address,
    "officer_email": checked_address,
    "duty": _as_written(Duty.parse),
    "plan": _as_written(Plan.parse),
    "every": _as_written(parse_every),
    "since": _date,
    "last_meeting": _date,
}
