"""The event table on disk: built whole, swapped whole, opened read only. The only user of SQL and Ibis.

Parquet files sorted by date are the truth of the store; a DuckDB file is derived from them. `CURRENT` names the file
in use, so that a build never disturbs an app that has the last one open. Queries are Ibis expressions that run on other
engines as well: only filter, group_by, aggregate, order_by, limit, isin, contains and semi_join.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.dates import Day
from dashboard.errors import StoreError
from dashboard.model import Article, Event, Selection
from dashboard.records import event_from_record, event_record
from dashboard.selection import country_roles, fold, lasts, searchable

if TYPE_CHECKING:
    import ibis
    from ibis.expr.types import BooleanValue, Table

LAYOUT = "1"  # raise when the columns change: an older store is then rebuilt
OPEN = 10**9  # ordinal of an open end, far beyond any calendar day
ROW_GROUP = 122_880  # DuckDB's own row group size
EVERYTHING = Selection()


def _event_row(event: Event, candidate: bool) -> dict[str, Any]:
    first = event.earliest.ordinal if event.earliest else -OPEN
    last = event.latest.ordinal if event.latest else OPEN
    known_last = event.latest or event.seen_on or event.earliest
    return {
        "id": event.id,
        "candidate": candidate,
        "title": event.title,
        "category": event.category,
        "status": event.status,
        "review": event.review,
        "dated": event.dated,
        "precision": event.precision,
        "first_day": first,
        "last_day": last,
        # Last day on which the event was certainly going on; before its first day where it does not last.
        "certain_last": known_last.ordinal if lasts(event) and event.earliest and known_last else -OPEN - 1,
        "actors": list(event.actors),
        "countries": list(event.countries),
        "published": event.published.ordinal if event.published else None,
        "recorded": event.recorded.ordinal if event.recorded else None,
        "search": searchable(event),
        "record": json.dumps(event_record(event), ensure_ascii=False, separators=(",", ":")),
    }


def _key_rows(event: Event) -> list[dict[str, Any]]:
    rows = [("actor", name, "") for name in event.actors]
    rows += [("country", code, role) for code, role in country_roles(event).items()]
    rows += [("place", place.name, "") for place in event.places]
    rows += [("article", item.article, "") for item in event.evidence]
    rows += [("member", other, "") for other in event.members]
    return [{"kind": kind, "name": name, "role": role, "event": event.id} for kind, name, role in dict.fromkeys(rows)]


def _article_row(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "headline": article.headline,
        "publisher": article.publisher,
        "published": article.published.iso() if article.published else None,
        "url": article.url,
        "retrieved": article.retrieved.iso() if article.retrieved else None,
        "language": article.language,
        "cites": list(article.cites),
        "text": article.text,
    }


def _schemas() -> dict[str, Any]:
    import pyarrow as pa

    text, number, words = pa.string(), pa.int64(), pa.list_(pa.string())
    return {
        "events": pa.schema(
            {
                "id": text, "candidate": pa.bool_(), "title": text, "category": text, "status": text, "review": text,
                "dated": pa.bool_(), "precision": text, "first_day": number, "last_day": number,
                "certain_last": number, "actors": words, "countries": words, "published": number,
                "recorded": number, "search": text, "record": text,
            }
        ),
        "keys": pa.schema({"kind": text, "name": text, "role": text, "event": text}),
        "articles": pa.schema(
            {
                "id": text, "headline": text, "publisher": text, "published": text, "url": text, "retrieved": text,
                "language": text, "cites": words, "text": text,
            }
        ),
    }  # fmt: skip


def event_order(event: Event) -> tuple[int, int, str]:
    """Return the key of time order: first day, then last day; what has no first day goes by its last."""
    last = event.latest.ordinal if event.latest else OPEN
    return (event.earliest.ordinal if event.earliest else last, last, event.id)


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
    out; both are read back by `open_store`. Raises StoreError where the folder cannot be written.
    """
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

    tagged = sorted(
        [(event, False) for event in events] + [(event, True) for event in candidates],
        key=lambda pair: (event_order(pair[0]), pair[1]),
    )
    rows = {
        "events": [_event_row(event, candidate) for event, candidate in tagged],
        "keys": sorted(
            (row for event, _ in tagged for row in _key_rows(event)),
            key=lambda row: (row["kind"], row["name"], row["event"]),
        ),
        "articles": [_article_row(article) for article in sorted(articles, key=lambda a: a.id)],
    }
    try:
        batches = folder / "batches"
        batches.mkdir(parents=True, exist_ok=True)
        files = {}
        digest = hashlib.blake2b(LAYOUT.encode(), digest_size=8)
        for name, schema in _schemas().items():
            table = pa.Table.from_pylist(rows[name], schema=schema)
            aside = batches / f".{name}-{os.getpid()}.parquet"
            pq.write_table(table, aside, row_group_size=ROW_GROUP, compression="zstd")
            content = aside.read_bytes()
            digest.update(content)
            files[name] = batches / f"{name}-{hashlib.blake2b(content, digest_size=8).hexdigest()}.parquet"
            os.replace(aside, files[name])
        database = folder / f"events-{digest.hexdigest()}.duckdb"
        if not _opens(database):
            aside = folder / f".events-{os.getpid()}.duckdb"
            aside.unlink(missing_ok=True)
            with duckdb.connect(str(aside)) as connection:
                for name, file in files.items():
                    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet(?)", [str(file)])
            os.replace(aside, database)
        current = {
            "layout": LAYOUT,
            "database": database.name,
            "batches": sorted(file.name for file in files.values()),
            "fingerprint": fingerprint,
            "notes": list(notes),
        }
        old = _read_current(folder)
        aside = folder / f".CURRENT-{os.getpid()}"
        aside.write_text(json.dumps(current, indent=1), encoding="utf-8")
        os.replace(aside, folder / "CURRENT")
    except OSError as error:
        raise StoreError(f"{folder}: the table cannot be written: {error.strerror or error}") from error
    _sweep(folder, current, old)


def _read_current(folder: Path) -> dict[str, Any] | None:
    try:
        current = json.loads((folder / "CURRENT").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return current if isinstance(current, dict) and current.get("layout") == LAYOUT else None


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


@dataclass(frozen=True)
class Facets:
    """Counts of what a selection holds, for each value of each field, most frequent first."""

    total: int
    actors: dict[str, int]
    countries: dict[str, int]
    categories: dict[str, int]
    statuses: dict[str, int]
    reviews: dict[str, int]
    places: dict[str, int]
    articles: dict[str, int]


def open_store(folder: Path) -> Store:
    """Return the current table of `folder`, read only. Raises StoreError where there is none to open."""
    import duckdb

    current = _read_current(folder)
    if current is None:
        raise StoreError(f"{folder}: there is no event table here yet. Run: python -m dashboard build")
    try:
        connection = duckdb.connect(str(folder / current["database"]), read_only=True)
    except duckdb.Error as error:
        raise StoreError(
            f"{folder}: the event table cannot be opened; delete the folder and build again ({error})"
        ) from error
    return Store(folder, current["database"], current["fingerprint"], tuple(current["notes"]), connection)


@dataclass
class Store:
    """The current event table. Safe to share between threads: each has a cursor of its own."""

    folder: Path
    revision: str
    fingerprint: str
    notes: tuple[str, ...]
    connection: Any
    local: threading.local = field(default_factory=threading.local)

    def _backend(self) -> ibis.BaseBackend:
        import ibis

        if not hasattr(self.local, "backend"):
            self.local.backend = ibis.duckdb.from_connection(self.connection.cursor())
        return self.local.backend

    def _table(self, name: str) -> Table:
        return self._backend().table(name)

    def is_current(self) -> bool:
        """False once a newer build has taken this one's place."""
        current = _read_current(self.folder)
        return current is not None and (current["database"], current["fingerprint"], tuple(current["notes"])) == (
            self.revision, self.fingerprint, self.notes,
        )  # fmt: skip

    def close(self) -> None:
        self.connection.close()

    def _named(self, kind: str, names: Sequence[str], roles: Sequence[str] = ()) -> Table:
        keys = self._table("keys")
        wanted = (keys.kind == kind) & keys.name.isin(list(names))
        if roles:
            wanted &= keys.role.isin(list(roles))
        return keys.filter(wanted).select("event")

    def _chosen(self, selection: Selection, *, candidates: bool = False) -> Table:
        """Return the expression of the rows that a selection holds: `selection.matches` in the database's words."""
        events = self._table("events")
        s = selection
        conditions: list[BooleanValue] = [events.candidate == candidates]
        for wanted, column in (
            (s.categories, events.category), (s.statuses, events.status), (s.reviews, events.review),
        ):  # fmt: skip
            if wanted:
                conditions.append(column.isin(list(wanted)))
        for word in fold(s.text).split():
            conditions.append(events.search.contains(word))
        if s.since or s.until:
            low = s.since.ordinal if s.since else -OPEN
            high = s.until.ordinal if s.until else OPEN
            conditions += [events.last_day >= low, events.first_day <= high]
            if s.certain:
                wholly = (events.first_day >= low) & (events.last_day <= high)
                conditions.append(wholly | ((events.certain_last >= low) & (events.first_day <= high)))
        for since, until, column in (
            (s.published_since, s.published_until, events.published),
            (s.recorded_since, s.recorded_until, events.recorded),
        ):
            if since:
                conditions.append(column >= since.ordinal)
            if until:
                conditions.append(column <= until.ordinal)
        chosen = events.filter(conditions)
        for kind, names in (("country", s.countries), ("place", s.places), ("article", s.articles)):
            if names:
                chosen = chosen.semi_join(self._named(kind, names), [("id", "event")])
        if s.ids:
            by_member = self._named("member", s.ids)
            chosen = chosen.filter(chosen.id.isin(list(s.ids)) | chosen.id.isin(by_member.event))
        if s.actors:
            chosen = self._with_actors(chosen, s)
        return chosen

    def _with_actors(self, chosen: Table, selection: Selection) -> Table:
        keys = self._table("keys")
        groups = [(name,) for name in selection.actors] if selection.both else [selection.actors]
        for names in groups:
            named = keys.name.isin(list(names))
            country = (keys.kind == "country") & named
            if selection.roles:
                country &= keys.role.isin(list(selection.roles))
            found = keys.filter(((keys.kind == "actor") & named) | country).select("event")
            chosen = chosen.semi_join(found, [("id", "event")])
        return chosen

    def _rows(self, expression: Table) -> list[dict[str, Any]]:
        return self._backend().to_pyarrow(expression).to_pylist()

    def select(
        self, selection: Selection = EVERYTHING, *, limit: int | None = None, candidates: bool = False
    ) -> list[Event]:
        """Return the events of a selection in time order, at most `limit`; or the `candidates` that wait for review."""
        chosen = self._chosen(selection, candidates=candidates)
        ordered = chosen.order_by([_time_order(chosen), chosen.last_day, chosen.id]).select("record")
        rows = self._rows(ordered.limit(limit) if limit is not None else ordered)
        return [event_from_record(json.loads(row["record"])) for row in rows]

    def count(self, selection: Selection = EVERYTHING) -> int:
        return int(self._backend().to_pyarrow(self._chosen(selection).count()).as_py())

    def event(self, event_id: str) -> Event | None:
        """Return the event of that id or that has a joined member of that id, else None."""
        found = self.select(Selection(ids=(event_id,))) or self.select(Selection(ids=(event_id,)), candidates=True)
        return found[0] if found else None

    def facets(self, selection: Selection = EVERYTHING) -> Facets:
        """Return the counts of each value among the events of a selection."""
        chosen = self._chosen(selection)
        keys = self._table("keys").semi_join(chosen, [("event", "id")])
        counted = keys.group_by(["kind", "name"]).aggregate(n=keys.event.nunique())
        found: dict[str, dict[str, int]] = {"actor": {}, "country": {}, "place": {}, "article": {}, "member": {}}
        for row in sorted(self._rows(counted), key=lambda row: (-row["n"], row["name"])):
            found[row["kind"]][row["name"]] = row["n"]
        columns = {}
        for name in ("category", "status", "review"):
            grouped = chosen.group_by(name).aggregate(n=chosen.count())
            columns[name] = {r[name]: r["n"] for r in sorted(self._rows(grouped), key=lambda r: (-r["n"], r[name]))}
        return Facets(
            self.count(selection), found["actor"], found["country"], columns["category"], columns["status"],
            columns["review"], found["place"], found["article"],
        )  # fmt: skip

    def density(
        self, first: Day, last: Day, bins: int, lane: str = "category", selection: Selection = EVERYTHING
    ) -> list[tuple[int, str, int]]:
        """Return (bin, lane value, events) for the days `first` to `last` cut into `bins`, counted by first day.

        `lane` is a column: category, status or review. Events without a first day are not counted.
        """
        import ibis

        width = max(1, -(-(last.ordinal - first.ordinal + 1) // bins))
        chosen = self._chosen(selection)
        chosen = chosen.filter((chosen.first_day >= first.ordinal) & (chosen.first_day <= last.ordinal))
        binned = chosen.mutate(
            bin=((chosen.first_day - first.ordinal) / width).floor().cast("int64"), lane=chosen[lane]
        )
        counted = binned.group_by(["bin", "lane"]).aggregate(n=ibis._.count())
        return sorted((row["bin"], row["lane"], row["n"]) for row in self._rows(counted))

    def articles(self) -> list[Article]:
        """Return the articles without their text, by id; `article(id)` brings the text of one."""
        table = self._table("articles")
        return [_article(row | {"text": ""}) for row in self._rows(table.drop("text").order_by("id"))]

    def article(self, article_id: str) -> Article | None:
        """Return one article with its text, None where the table has none of that id."""
        table = self._table("articles")
        rows = self._rows(table.filter(table.id == article_id))
        return _article(rows[0]) if rows else None


def _time_order(table: Table) -> Any:
    """Return the expression of `event_order`: what has no first day goes by its last."""
    return (table.first_day == -OPEN).ifelse(table.last_day, table.first_day)


def _article(row: dict[str, Any]) -> Article:
    days = {name: Day.parse(row[name]) if row[name] else None for name in ("published", "retrieved")}
    return Article(**{**row, **days, "cites": tuple(row["cites"])})
