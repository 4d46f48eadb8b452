"""What the tables of the store hold: the columns, and one row an event, key and article."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dashboard.dates import Day
from dashboard.model import Article, Event
from dashboard.records import article_record, event_record
from dashboard.selection import country_roles, lasts, searchable

LAYOUT = "2"  # raise when the columns change: an older store is then rebuilt
OPEN = 10**9  # ordinal of an open end, far beyond any calendar day


def event_row(event: Event, candidate: bool) -> dict[str, Any]:
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
        "placed": any(place.lat is not None and place.lon is not None for place in event.places),
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


def key_rows(event: Event) -> list[dict[str, Any]]:
    rows = [("actor", name, "") for name in event.actors]
    rows += [("country", code, role) for code, role in country_roles(event).items()]
    rows += [("place", place.name, "") for place in event.places]
    rows += [("article", item.article, "") for item in event.evidence]
    rows += [("member", other, "") for other in event.members]
    return [{"kind": kind, "name": name, "role": role, "event": event.id} for kind, name, role in dict.fromkeys(rows)]


def article_row(article: Article) -> dict[str, Any]:
    return {**article_record(article), "cites": list(article.cites), "text": article.text}


def schemas() -> dict[str, Any]:
    import pyarrow as pa

    text, number, words = pa.string(), pa.int64(), pa.list_(pa.string())
    return {
        "events": pa.schema(
            {
                "id": text, "candidate": pa.bool_(), "title": text, "category": text, "status": text, "review": text,
                "dated": pa.bool_(), "placed": pa.bool_(), "precision": text, "first_day": number, "last_day": number,
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


def article_from_row(row: dict[str, Any]) -> Article:
    days = {name: Day.parse(row[name]) if row[name] else None for name in ("published", "retrieved")}
    return Article(**{**row, **days, "cites": tuple(row["cites"])})


def read_current(folder: Path) -> dict[str, Any] | None:
    try:
        current = json.loads((folder / "CURRENT").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return current if isinstance(current, dict) and current.get("layout") == LAYOUT else None
