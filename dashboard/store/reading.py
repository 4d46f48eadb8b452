"""The current table, opened read only, and what may be asked of it: Ibis expressions of the portable kind."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.dates import Day
from dashboard.errors import StoreError
from dashboard.lexicon.wording import BANDS
from dashboard.model import Article, Event, Selection
from dashboard.records import event_from_record
from dashboard.selection import fold
from dashboard.store.rows import OPEN, article_from_row, read_current

if TYPE_CHECKING:
    import ibis
    from ibis.expr.types import BooleanValue, Table

EVERYTHING = Selection()


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

    current = read_current(folder)
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
        current = read_current(self.folder)
        return current is not None and (current["database"], current["fingerprint"], tuple(current["notes"])) == (
            self.revision, self.fingerprint, self.notes,
        )  # fmt: skip

    def size(self) -> int:
        """Return the number of rows. Asked at every start, so without Ibis, which takes half a second to load."""
        [(rows,)] = self.connection.cursor().execute("SELECT count(*) FROM events WHERE NOT candidate").fetchall()
        return int(rows)

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

    def _events(self, records: Table) -> list[Event]:
        return [event_from_record(json.loads(row["record"])) for row in self._rows(records)]

    def select(
        self, selection: Selection = EVERYTHING, *, limit: int | None = None, candidates: bool = False
    ) -> list[Event]:
        """Return the events of a selection in time order, at most `limit`; or the `candidates` that wait for review."""
        chosen = self._chosen(selection, candidates=candidates)
        ordered = chosen.order_by([_time_order(chosen), chosen.last_day, chosen.id]).select("record")
        return self._events(ordered.limit(limit) if limit is not None else ordered)

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

    def _in_bands(self, selection: Selection, window: tuple[Day, Day]) -> Table:
        """Return the rows of a selection with `band`, where each stands: `viewmodel.bands` in the database's words."""
        import ibis

        low, high = (day.ordinal for day in window)
        chosen = self._chosen(selection)
        band = ibis.cases(
            (~chosen.dated & (chosen.status == "ongoing"), "ongoing"),
            (~chosen.dated, "undated"),
            (chosen.last_day < low, "earlier"),
            (chosen.first_day > high, "later"),
            else_="axis",
        )
        return chosen.mutate(band=band)

    def band_counts(self, selection: Selection, window: tuple[Day, Day]) -> dict[str, int]:
        """Return the number of events in each band, on the map ("mapped") and without a place ("unplaced")."""
        banded = self._in_bands(selection, window)
        grouped = banded.group_by(["band", "placed"]).aggregate(n=banded.count())
        counted = dict.fromkeys((*BANDS, "mapped", "unplaced"), 0)
        for row in self._rows(grouped):
            counted[row["band"]] += row["n"]
            counted["mapped" if row["placed"] else "unplaced"] += row["n"]
        return counted

    def band(self, selection: Selection, window: tuple[Day, Day], band: str, limit: int) -> list[Event]:
        """Return the events of one band, in no order: at most `limit`, those nearest to the end of the window."""
        banded = self._in_bands(selection, window)
        banded = banded.filter(banded.band == band)
        first = banded.first_day if band == "later" else -_time_order(banded)
        return self._events(banded.order_by([first, banded.id]).select("record").limit(limit))

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

    def extent(self, selection: Selection = EVERYTHING) -> tuple[Day, Day] | None:
        """Return the earliest and the latest first day of a selection, None where no event has one."""
        chosen = self._chosen(selection)
        chosen = chosen.filter(chosen.first_day > -OPEN)
        [row] = self._rows(chosen.aggregate(low=chosen.first_day.min(), high=chosen.first_day.max()))
        return None if row["low"] is None else (Day.from_ordinal(row["low"]), Day.from_ordinal(row["high"]))

    def articles(self) -> list[Article]:
        """Return the articles without their text, by id; `article(id)` brings the text of one."""
        table = self._table("articles")
        return [article_from_row(row | {"text": ""}) for row in self._rows(table.drop("text").order_by("id"))]

    def article(self, article_id: str) -> Article | None:
        """Return one article with its text, None where the table has none of that id."""
        table = self._table("articles")
        rows = self._rows(table.filter(table.id == article_id))
        return article_from_row(rows[0]) if rows else None


def _time_order(table: Table) -> Any:
    """Return the expression of `event_order`: what has no first day goes by its last."""
    return (table.first_day == -OPEN).ifelse(table.last_day, table.first_day)
