"""An XLSX -> the cells of its first table as text. Runs in the child process of `parsing`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.errors import ArticleError
from dashboard.intake.decoding import clean
from dashboard.intake.documents import parsing
from dashboard.intake.packed import check_package
from dashboard.limits import Limits

_EMPTY_ROWS = 2_000  # styled but empty rows together, after which a sheet has ended; spreadsheets keep a million


@dataclass(frozen=True)
class Sheet:
    """A table as text: header, rows of as many cells, the line or row number of each, and notes on what was guessed."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    notes: tuple[str, ...] = ()
    uneven: tuple[tuple[int, str], ...] = ()


def read_workbook(raw: bytes, name: str, limits: Limits) -> Sheet:
    """Return the first sheet with a table of an XLSX. Runs in the child process of `intake.parsing`."""
    if check_package(raw, name, limits) != "xlsx":
        raise ArticleError(f"{name}: this is no XLSX table")
    with parsing("XLSX", name):
        return _read(raw, name, limits)


def _read(raw: bytes, name: str, limits: Limits) -> Sheet:
    import datetime
    import warnings

    import openpyxl

    warnings.simplefilter("ignore")  # of what openpyxl passes over in files of other programs
    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    notes: list[str] = []
    for sheet in book.worksheets:
        header: tuple[str, ...] = ()
        rows: list[tuple[str, ...]] = []
        lines: list[int] = []
        uneven: list[tuple[int, str]] = []
        for line, cells in enumerate(_filled(sheet.iter_rows(values_only=True)), 1):
            if cells is None:
                continue
            texts = [
                c.date().isoformat() if isinstance(c, datetime.datetime) and not (c.hour or c.minute)
                else c.isoformat() if isinstance(c, datetime.date | datetime.datetime)
                else str(int(c)) if isinstance(c, float) and c.is_integer() else "" if c is None else str(c)
                for c in cells
            ]  # fmt: skip
            while texts and not texts[-1].strip():
                texts.pop()
            if not header:
                header = tuple(text.strip() for text in texts)
                limits.check("table_columns", len(header), f"{name}: it has {{found}} columns")
            elif len(texts) > len(header):
                uneven.append((line, f"{len(texts)} cells, but the header has {len(header)}"))
            else:
                cut = [clean(text)[0][: limits.cell_characters] for text in texts]
                rows.append(tuple(cut + [""] * (len(header) - len(cut))))
                lines.append(line)
                limits.check("table_rows", len(rows), f"{name}: it has more than {limits.table_rows:,} rows")
        if header and rows:
            if len(book.worksheets) > 1:
                notes.append(f"of {len(book.worksheets)} sheets {sheet.title!r} was read")
            return Sheet(header, tuple(rows), tuple(lines), tuple(notes), tuple(uneven))
    raise ArticleError(f"{name}: no sheet of it has a table with a header and rows")


def _filled(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...] | None]:
    """Yield each row, None for an empty one, until so many empty ones follow that the table has ended."""
    empty = 0
    for row in rows:
        if any(cell is not None and str(cell).strip() for cell in row):
            empty = 0
            yield row
        else:
            empty += 1
            if empty > _EMPTY_ROWS:
                return
            yield None
