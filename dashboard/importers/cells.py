"""One event <-> one row of text cells, as our CSV and XLSX hold it; made so that the row read back is the same event.

Lists of names are joined by "; " (a semicolon or backslash inside a name is written with a backslash before it); lists
of records are JSON. A cell that a spreadsheet would take for a formula gets a single quote in front (OWASP ASVS
1.2.10), which reading takes away again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.errors import DataError
from dashboard.model import Event
from dashboard.records import FIELDS, event_from_record, event_record, record_faults

NAME_LISTS = ("actors", "countries", "targets", "members", "conflicts")
RECORD_LISTS = ("places", "links", "evidence", "history")
_DAYS = ("date", "earliest", "latest", "seen_on", "published", "recorded")
# What Excel, LibreOffice and Google Sheets take for the start of a formula, full-width forms and the control
# characters that they skip included; a quote is guarded too, so that taking one away is always right.
_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n'\u2018]")


def guard(cell: str) -> str:
    """Return the cell with a single quote in front where a spreadsheet might run it or drop its own quote."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Return the cell as it was before `guard`; a quote that guards nothing stays."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def join_names(names: Sequence[str]) -> str:
    return "; ".join(re.sub(r"([\\;])", r"\\\1", name) for name in names)


def split_names(cell: str) -> list[str]:
    """Return the names of a cell of `join_names`."""
    if not cell:
        return []
    parts = re.findall(r"(?:[^\\;]|\\.)+", cell, re.DOTALL)
    return [
        re.sub(r"\\(.)", r"\1", part.removeprefix(" ") if n else part, flags=re.DOTALL) for n, part in enumerate(parts)
    ]


def event_cells(event: Event) -> dict[str, str]:
    """Return one text a field, not guarded, in the order of FIELDS."""
    cells = {}
    for name, value in event_record(event).items():
        if name in NAME_LISTS:
            cells[name] = join_names(value)
        elif name in RECORD_LISTS:
            cells[name] = json.dumps(value, ensure_ascii=False) if value else ""
        elif isinstance(value, bool):
            cells[name] = "true" if value else "false"
        else:
            cells[name] = "" if value is None else str(value)
    return cells


def event_from_cells(cells: Mapping[str, str]) -> Event:
    """Return the event of a row of `event_cells`. Raises DataError naming the column that cannot be read."""
    record: dict[str, Any] = {}
    for name in FIELDS:
        if name not in cells:
            continue
        cell = cells[name]
        if name in NAME_LISTS:
            record[name] = split_names(cell)
        elif name in RECORD_LISTS:
            try:
                record[name] = json.loads(cell) if cell else []
            except ValueError as error:
                raise DataError(
                    f"column {name!r} does not hold JSON", found=cell[:60], expected="a JSON list"
                ) from error
        elif name == "dated":
            if cell not in ("true", "false"):
                raise DataError(f"column 'dated' says {cell!r}", found=cell, expected="true or false")
            record[name] = cell == "true"
        elif name in _DAYS:
            record[name] = cell or None
        else:
            record[name] = cell
    return read_record(record)


def read_record(record: Any) -> Event:
    """Return the event of a record, refusing one whose fields are missing or of the wrong shape. Raises DataError."""
    if not isinstance(record, Mapping):
        raise DataError("it is not fields with values")
    missing = [name for name in ("id", "title", "category", "status", "evidence") if not record.get(name)]
    if missing:
        raise DataError(f"the event {record.get('id') or '(no id)'!s} lacks {', '.join(missing)}")
    if faults := record_faults(record):
        raise DataError(f"the event {record['id']!s} cannot be read: {'; '.join(faults[:3])}")
    try:
        event = event_from_record(record)
    except (TypeError, AttributeError, KeyError) as error:
        raise DataError(f"the event {record['id']!s} cannot be read: {error}") from error
    if event.earliest and event.latest and event.latest < event.earliest:
        raise DataError(f"the event {event.id} ends on {event.latest}, before it begins on {event.earliest}")
    return event
