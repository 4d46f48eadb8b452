"""The event table on disk: built whole, swapped whole, opened read only. The only user of SQL and Ibis.

Parquet files sorted by date are the truth of the store; a DuckDB file is derived from them. `CURRENT` names the file
in use, so that a build never disturbs an app that has the last one open. Queries are Ibis expressions that run on other
engines as well: only filter, mutate, cases, group_by, aggregate, order_by, limit, isin, contains and semi_join.

rows: the columns; building: events to files; reading: what may be asked.
"""

from dashboard.store.building import build_store
from dashboard.store.reading import EVERYTHING, Facets, Store, open_store
from dashboard.store.rows import event_order

__all__ = ["EVERYTHING", "Facets", "Store", "build_store", "event_order", "open_store"]
