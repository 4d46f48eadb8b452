"""Bytes of a CSV, TSV or XLSX -> rows of text cells, each with its line. What was guessed is said."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

from dashboard.errors import ArticleError
from dashboard.importers.cells import unguard
from dashboard.intake.decoding import clean, decode
from dashboard.intake.parsing import parse_workbook
from dashboard.intake.workbooks import Sheet
from dashboard.limits import Limits

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def read_sheet(raw: bytes, name: str, limits: Limits, header: tuple[str, ...] = ()) -> Sheet:
    """Return the table that a CSV, TSV or XLSX holds. Raises ArticleError or LimitError with the reason.

    `header` names the columns of a table that has no header line of its own. Rows with too many or too few cells are
    in `uneven` with their reason.
    """
    limits.check_size(len(raw), name)
    if not raw.strip():
        raise ArticleError(f"{name}: the file is empty")
    if raw.startswith(b"PK\x03\x04"):
        sheet = parse_workbook(raw, name, limits)
        rows = tuple(tuple(unguard(cell).strip() for cell in row) for row in sheet.rows)
        return _checked(replace(sheet, rows=rows), name, limits)
    decoded = decode(raw, name)
    text, removed = clean(decoded.text)
    delimiter = _delimiter(text, name, limits)
    notes = [] if delimiter == "," else [f"cells are parted by a {_DELIMITERS[delimiter]}"]
    notes += [f"the encoding is not stated; it was read as {decoded.encoding}"] if decoded.guessed else []
    notes += [f"{removed} invisible control characters or piles of marks were taken out"] if removed else []
    return replace(_read_csv(text, delimiter, name, limits, header), notes=tuple(notes))


def _delimiter(text: str, name: str, limits: Limits) -> str:
    """Return the character that parts the first lines into the most columns of equal number."""
    first = text[:20_000].split("\n")[:20]
    lines = first if len(first) < 20 else first[:-1]
    limits.check("table_columns", max(lines[0].count(d) + 1 for d in _DELIMITERS), f"{name}: it has {{found}} columns")
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        width = widths[0] if widths else 1
        if width > 1 and widths.count(width) * width > most:
            best, most = delimiter, widths.count(width) * width
    return best


def _read_csv(text: str, delimiter: str, name: str, limits: Limits, header: tuple[str, ...]) -> Sheet:
    csv.field_size_limit(limits.cell_characters * 4)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows, lines, uneven = [], [], []
    started = 1
    try:
        for row in reader:
            line, started = started, reader.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if not header:
                header = tuple(cell.strip() for cell in row)
                limits.check("table_columns", len(header), f"{name}: it has {{found}} columns")
                continue
            if len(row) != len(header):
                uneven.append((line, f"{len(row)} cells, but the header has {len(header)}"))
                continue
            if any(len(cell) > limits.cell_characters for cell in row):
                uneven.append((line, f"a cell is longer than {limits.cell_characters:,} characters (cell_characters)"))
                continue
            rows.append(tuple(unguard(cell).strip() for cell in row))
            lines.append(line)
            limits.check("table_rows", len(rows), f"{name}: it has more than {limits.table_rows:,} rows")
    except csv.Error as error:
        reason = "a quote is opened that never closes" if "field larger" in str(error) else str(error)
        raise ArticleError(f"{name}: line {started}: {reason}") from error
    return _checked(Sheet(header, tuple(rows), tuple(lines), (), tuple(uneven)), name, limits)


def _checked(sheet: Sheet, name: str, limits: Limits) -> Sheet:
    if not sheet.header:
        raise ArticleError(f"{name}: there is no table in it")
    if not sheet.rows and not sheet.uneven:
        raise ArticleError(f"{name}: the table has a header and no rows")
    seen: dict[str, int] = {}
    header = []
    for number, title in enumerate(sheet.header, 1):
        title = title or f"column {number}"
        seen[title] = seen.get(title, 0) + 1
        header.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return replace(sheet, header=tuple(header))


def fold_header(title: str) -> str:
    """Return a column's title as mappings compare it: lower case, words joined by one underscore."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", title.strip())
    return re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")
