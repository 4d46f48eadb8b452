"""Events -> Parquet files and the DuckDB file derived from them, swapped whole."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dashboard.errors import StoreError
from dashboard.model import Article, Event
from dashboard.store.rows import LAYOUT, article_row, event_order, event_row, key_rows, read_current, schemas
from dashboard.writes import locked

ROW_GROUP = 122_880  # DuckDB's own row group size
WAIT_S = 600.0  # for another build of the same folder, which takes as long as there are rows


def build_store(
    events: Iterable[Event],
    articles: Iterable[Article],
    folder: Path,
    *,
    candidates: Iterable[Event] = (),
    fingerprint: str = "",
    notes: Sequence[str] = (),
) -> None:
    """Write the table into `folder` and make it the current one. The same events give the same bytes.

    `candidates` wait for review and are no rows of the table. `fingerprint` names the inputs, `notes` what was left
    out; both are read back by `open_store`. Builds of one folder wait for each other. Raises StoreError where the
    folder cannot be written.
    """
    import duckdb

    tagged = sorted(
        [(event, False) for event in events] + [(event, True) for event in candidates],
        key=lambda pair: (event_order(pair[0]), pair[1]),
    )
    rows = {
        "events": [event_row(event, candidate) for event, candidate in tagged],
        "keys": sorted(
            (row for event, _ in tagged for row in key_rows(event)),
            key=lambda row: (row["kind"], row["name"], row["event"]),
        ),
        "articles": [article_row(article) for article in sorted(articles, key=lambda a: a.id)],
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / "CURRENT", WAIT_S):
            _write(rows, folder, {"fingerprint": fingerprint, "notes": list(notes)})
    except (OSError, duckdb.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise StoreError(f"{folder}: the table cannot be written: {reason}") from error


def _write(rows: Mapping[str, list[dict[str, Any]]], folder: Path, about: Mapping[str, Any]) -> None:
    """Write the rows of each table and make them the current ones."""
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

    batches = folder / "batches"
    batches.mkdir(exist_ok=True)
    files = {}
    digest = hashlib.blake2b(LAYOUT.encode(), digest_size=8)
    for name, schema in schemas().items():
        table = pa.Table.from_pylist(rows[name], schema=schema)
        aside = batches / f".{name}.parquet"
        pq.write_table(table, aside, row_group_size=ROW_GROUP, compression="zstd")
        content = aside.read_bytes()
        digest.update(content)
        files[name] = batches / f"{name}-{hashlib.blake2b(content, digest_size=8).hexdigest()}.parquet"
        os.replace(aside, files[name])
    database = folder / f"events-{digest.hexdigest()}.duckdb"
    if not _opens(database):
        aside = folder / ".events.duckdb"
        aside.unlink(missing_ok=True)
        with duckdb.connect(str(aside)) as connection:
            for name, file in files.items():
                connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet(?)", [str(file)])
        os.replace(aside, database)
    current = {
        "layout": LAYOUT,
        "database": database.name,
        "batches": sorted(file.name for file in files.values()),
        **about,
    }
    old = read_current(folder)
    aside = folder / ".CURRENT"
    aside.write_text(json.dumps(current, indent=1), encoding="utf-8")
    os.replace(aside, folder / "CURRENT")
    _sweep(folder, current, old)


def _opens(database: Path) -> bool:
    import duckdb

    if not database.exists():
        return False
    try:
        duckdb.connect(str(database), read_only=True).close()
    except duckdb.Error:
        return False  # cut short or overwritten; it is built anew
    return True


def _sweep(folder: Path, current: dict[str, Any], old: dict[str, Any] | None) -> None:
    """Delete what neither this build nor the one before it uses; a reader may still hold the last one open."""
    keep = {current["database"], *current["batches"]}
    if old:
        keep |= {old["database"], *old["batches"]}
    for file in [*folder.glob("*.duckdb"), *(folder / "batches").glob("*.parquet")]:
        if file.name not in keep:
            try:
                file.unlink()
            except OSError:
                continue  # open elsewhere (Windows); the next build tries again
