"""Our own exports -> the events they were made from: CSV, JSON and TimelineJS read back give an equal table.

Everything here comes from bytes that somebody may have edited: each fault names its line or event, all in one run.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from dashboard.errors import DataError, DataFaults
from dashboard.importers.cells import event_from_cells, read_record, unguard
from dashboard.model import Event

# Set by hand: one cell may hold the sentences of many articles, and nobody types 10 MB into a cell.
MAX_CELL = 10_000_000


def is_own_csv(header: Iterable[str]) -> bool:
    """True where a table's header is that of our own CSV, so that no mapping is asked for."""
    return {"id", "title", "category", "status", "evidence", "precision"} <= set(header)


def read_own_csv(content: bytes, file: str) -> tuple[Event, ...]:
    """Return the events of a CSV that `export csv` wrote. Raises DataFaults, one fault a bad row with its line."""
    csv.field_size_limit(MAX_CELL)
    reader = csv.DictReader(io.StringIO(_text(content, file), newline=""), strict=True)
    try:
        if not is_own_csv(reader.fieldnames or ()):
            fault = DataError("this is not a CSV that Dateline wrote.", file=file, line=1, fix="Map its columns.")
            raise DataFaults([fault])
        events, faults = [], []
        for row in reader:
            try:
                if None in row or None in row.values():
                    raise DataError(
                        f"this row has more or fewer cells than the {len(reader.fieldnames or ())} of the header"
                    )
                events.append(event_from_cells({name: unguard(cell) for name, cell in row.items()}))
            except DataError as error:
                faults.append(_at(error, file, reader.line_num))
    except csv.Error as error:
        raise DataFaults([DataError(f"this is not readable CSV: {error}", file=file, line=reader.line_num)]) from error
    return _all_or_faults(events, faults)


def read_own_json(content: bytes, file: str) -> tuple[Event, ...]:
    """Return the events of a JSON file that `export json` wrote: an object with "events", or the bare list."""
    data = _json(content, file)
    records = data.get("events") if isinstance(data, dict) else data
    if not isinstance(records, list):
        raise DataFaults(
            [DataError("there is no list of events in this file", file=file, expected='{"events": [...]}')]
        )
    return _read_records(records, file)


def read_own_timelinejs(content: bytes, file: str) -> tuple[Event, ...]:
    """Return the events of a TimelineJS file that `export timelinejs` wrote.

    TimelineJS cannot hold an event without a date, nor actors, places or evidence; they stand under the key
    "dateline", which it passes over: beside each slide, and for undated events beside the list.
    """
    data = _json(content, file)
    slides = data.get("events") if isinstance(data, dict) else None
    if not isinstance(slides, list) or not all(isinstance(slide, dict) for slide in slides):
        raise DataFaults([DataError("there is no list of events in this file", file=file)])
    if any("dateline" not in slide for slide in slides):
        raise DataFaults([DataError("this TimelineJS file was not written by Dateline", file=file)])
    own = data.get("dateline") or {}
    return _read_records([slide["dateline"] for slide in slides] + list(own.get("not_on_the_timeline") or ()), file)


def is_own_timelinejs(data: Any) -> bool:
    """True where a TimelineJS object carries our records."""
    return isinstance(data, dict) and isinstance(data.get("dateline"), dict)


def _read_records(records: list[Any], file: str) -> tuple[Event, ...]:
    events, faults = [], []
    for number, record in enumerate(records, 1):
        try:
            if not isinstance(record, dict):
                raise DataError(f"event {number} is not an object")
            events.append(read_record(record))
        except DataError as error:
            faults.append(_at(error, file, None))
    return _all_or_faults(events, faults)


def _all_or_faults(events: list[Event], faults: list[DataError]) -> tuple[Event, ...]:
    if faults:
        raise DataFaults(faults)
    return tuple(events)


def _at(error: DataError, file: str, line: int | None) -> DataError:
    return DataError(error.message, file=file, line=line, found=error.found, expected=error.expected, fix=error.fix)


def _text(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataFaults([DataError(f"this is not UTF-8 text (byte {error.start})", file=file)]) from error


def _json(content: bytes, file: str) -> Any:
    try:
        return json.loads(_text(content, file))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise DataFaults([DataError(f"this is not readable JSON: {error}", file=file, line=line)]) from error
