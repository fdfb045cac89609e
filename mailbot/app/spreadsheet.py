"""A spreadsheet as the lines of cells that a CSV file would have; Excel's format by openpyxl (ISO/IEC 29500).

It knows cells only; what they mean is the roster's.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from mailbot.errors import ConfigError

_MOST_LINES, _MOST_COLUMNS = 5000, 100
_LARGEST = 50_000_000
"""Bytes that a workbook may come to when it is unpacked."""
_LARGEST_MERGED = 5_000_000
"""The same where cells are merged, for then it is held in memory as a whole."""

_UNREADABLE = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError)


def is_spreadsheet(raw: bytes) -> bool:
    """Whether these octets are a workbook, which is a ZIP archive, and no text."""
    return raw.startswith(b"PK\x03\x04")


def lines_of(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    """Give each line of the first sheet that says something, with its number; raises ConfigError."""
    try:
        rows = _rows(raw)
    except _UNREADABLE as error:
        raise ConfigError([f"is no Excel workbook that can be read ({error}); save it again, or as CSV"]) from error
    for line, cells in enumerate(rows, start=1):
        texts = [" ".join(_text(cell).split()) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield line, texts


def _rows(raw: bytes) -> Sequence[Sequence[object]]:
    """Give the cells of the first sheet; what is merged downwards stands in each of its lines."""
    size = sum(member.file_size for member in zipfile.ZipFile(io.BytesIO(raw)).infolist())
    if size > _LARGEST:
        raise ValueError(f"it unpacks to {size} bytes")
    is_merged = _has_merged_cells(raw)
    if is_merged and size > _LARGEST_MERGED:
        raise ValueError("it is large and has merged cells")
    sheet = load_workbook(io.BytesIO(raw), read_only=not is_merged, data_only=True).worksheets[0]
    rows = [list(cells) for cells in sheet.iter_rows(max_row=_MOST_LINES, max_col=_MOST_COLUMNS, values_only=True)]
    for merged in sheet.merged_cells.ranges if is_merged else ():
        lines, column = rows[merged.min_row - 1 : merged.max_row], merged.min_col - 1
        for cells in lines if column < _MOST_COLUMNS else ():
            cells[column] = lines[0][column]
    return rows


def _has_merged_cells(raw: bytes) -> bool:
    archive = zipfile.ZipFile(io.BytesIO(raw))
    sheets = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
    return any(b"<mergeCell " in archive.read(name) for name in sheets)


def _text(cell: object) -> str:
    """Write a cell as somebody would type it: a day as ISO 8601, a whole number without a point."""
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
