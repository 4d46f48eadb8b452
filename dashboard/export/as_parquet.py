"""Events -> Parquet: all fields with their own types, lists as lists; the stamp is in the file's metadata."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.briefing.model import by_id
from dashboard.briefing.words import told_when
from dashboard.export.options import ExportOptions, stamp
from dashboard.model import Article, Event
from dashboard.records import FIELDS, event_record

_TEXTS = pa.list_(pa.string())
_TYPES: dict[str, pa.DataType] = {
    "dated": pa.bool_(),
    "actors": _TEXTS,
    "countries": _TEXTS,
    "targets": _TEXTS,
    "members": _TEXTS,
    "conflicts": _TEXTS,
    "places": pa.list_(
        pa.struct(
            [
                ("name", pa.string()),
                ("text", pa.string()),
                ("lat", pa.float64()),
                ("lon", pa.float64()),
                ("iso3", pa.string()),
                ("kind", pa.string()),
                ("radius_km", pa.float64()),
            ]
        )
    ),
    "links": pa.list_(pa.struct([("kind", pa.string()), ("event", pa.string())])),
    "evidence": pa.list_(
        pa.struct(
            [
                ("article", pa.string()),
                ("sentence", pa.string()),
                ("trigger", pa.string()),
                ("start", pa.int64()),
                ("end", pa.int64()),
                ("timex", pa.string()),
                ("anchor", pa.string()),
                ("rule", pa.string()),
                ("claimed_by", _TEXTS),
            ]
        )
    ),
    "history": pa.list_(
        pa.struct([(name, pa.string()) for name in ("when", "who", "what", "field", "old", "new", "why", "source")])
    ),
}
# Days stay ISO text: Parquet's day cannot be before year 1 in most readers, and a null is an open end.
SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in (*FIELDS, "when")])


def parquet_bytes(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> bytes:
    """Return the table; its metadata key `dateline` is the stamp as JSON."""
    about = json.dumps(stamp(events, articles, options).record(), ensure_ascii=False)
    lookup = by_id(events)
    records = [{**event_record(event), "when": told_when(event, lookup, options.lexicon)} for event in events]
    table = pa.Table.from_pylist(records, schema=SCHEMA.with_metadata({"dateline": about}))
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()
