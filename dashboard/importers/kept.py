"""Imported rows as files of their own: data/tables/NAME.jsonl, one event a line; written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import DataError, DataFaults
from dashboard.importers.cells import read_record
from dashboard.model import Article, Event
from dashboard.records import event_record
from dashboard.writes import write_file

FOLDER = "tables"


def keep_table(data_dir: Path, name: str, events: Iterable[Event]) -> Path:
    """Write the events as the table `name`, in place of an older one of that name; return the file."""
    lines = [json.dumps(event_record(event), ensure_ascii=False) for event in events]
    path = data_dir / FOLDER / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, ("\n".join(lines) + "\n").encode("utf-8"))
    return path


def table_files(data_dir: Path) -> list[Path]:
    """Return the files of imported tables, by name."""
    folder = data_dir / FOLDER
    return (
        sorted(p for p in folder.glob("*.jsonl") if p.is_file() and not p.name.startswith("."))
        if folder.is_dir()
        else []
    )


def read_tables(data_dir: Path) -> list[Event]:
    """Return the events of all imported tables. Raises DataFaults naming file and line of each fault."""
    events, faults = [], []
    for path in table_files(data_dir):
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
            faults.append(DataError(f"the table cannot be read: {reason}", file=str(path), fix="Import it again."))
            continue
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                events.append(read_record(json.loads(line)))
            except (ValueError, RecursionError, DataError) as error:
                faults.append(DataError(f"this line is no event: {error}", file=str(path), line=number))
    if faults:
        raise DataFaults(faults)
    return events


@dataclass(frozen=True)
class TablePart:
    """Rows of an imported table as an article, to be read beside its events: a sentence a line."""

    article: Article
    table: str
    sentences: tuple[str, ...]


def table_parts(events: Iterable[Event], articles: Iterable[Article], size: int = 0) -> tuple[TablePart, ...]:
    """Return the tables that rows came from; what articles tell is left out.

    With `size`, a table of more rows comes in parts of as many: `name`, `name#2`, `name#3`.
    """
    known = {article.id for article in articles}
    sentences: dict[str, dict[str, None]] = {}
    for event in events:
        for item in event.evidence:
            if item.article not in known:
                sentences.setdefault(item.article, {})[item.sentence] = None
    found = []
    for table, rows in sentences.items():
        told = tuple(rows)
        for start in range(0, len(told), size or len(told)):
            part = told[start : start + size] if size else told
            name = f"{table}#{start // size + 1}" if start else table
            which = f", rows {start + 1} to {start + len(part)}" if len(part) < len(told) else ""
            article = Article(name, "\n".join(part) + "\n", headline=f"Table {table}{which}")
            found.append(TablePart(article, table, part))
    return tuple(found)
