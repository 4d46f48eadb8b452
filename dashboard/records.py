"""Event <-> plain record: the fields of an event under their names, as JSON can hold them.

Days are ISO text, tuples are lists, an empty field is null or an empty list. Written once here, so that the store,
every export and the command line give the same names in the same order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from dashboard.dates import Day
from dashboard.model import Article, Change, Event, Evidence, Link, Place

FIELDS = (
    "id", "title", "date", "earliest", "latest", "seen_on", "dated", "precision", "status", "category", "actors",
    "countries", "targets", "places", "links", "evidence", "review", "published", "recorded", "plover", "cameo",
    "members", "conflicts", "history",
)  # fmt: skip
_DAYS = ("earliest", "latest", "seen_on", "published", "recorded")
_WORD_LISTS = ("actors", "countries", "targets", "members", "conflicts")


def event_record(event: Event) -> dict[str, Any]:
    """Return the event as a record of plain values, fields in the order of FIELDS."""
    record: dict[str, Any] = {}
    for name in FIELDS:
        value = getattr(event, name)
        if name in _DAYS:
            record[name] = value.iso() if value else None
        elif name in _WORD_LISTS:
            record[name] = list(value)
        elif name in ("places", "links", "evidence", "history"):
            record[name] = [_plain(item) for item in value]
        else:
            record[name] = value
    return record


def _plain(item: Place | Link | Evidence | Change) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(item).items()}


def event_version(event: Event) -> str:
    """Return a name for the event as it stands, which changes when any of its fields does."""
    text = json.dumps(event_record(event), ensure_ascii=True)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def article_record(article: Article) -> dict[str, Any]:
    """Return what is known of an article, without its text, as plain values."""
    return {
        "id": article.id,
        "headline": article.headline,
        "publisher": article.publisher,
        "published": article.published.iso() if article.published else None,
        "url": article.url,
        "retrieved": article.retrieved.iso() if article.retrieved else None,
        "language": article.language,
    }


def event_from_record(record: Mapping[str, Any]) -> Event:
    """Return the event that a record of `event_record` describes; missing fields take their defaults."""
    values: dict[str, Any] = {name: record[name] for name in FIELDS if name in record}
    for name in _DAYS:
        if name in values:
            values[name] = Day.parse(values[name]) if values[name] else None
    for name in _WORD_LISTS:
        if name in values:
            values[name] = tuple(values[name] or ())
    values["places"] = tuple(Place(**place) for place in record.get("places") or ())
    values["links"] = tuple(Link(**link) for link in record.get("links") or ())
    values["evidence"] = tuple(_evidence(item) for item in record.get("evidence") or ())
    values["history"] = tuple(Change(**change) for change in record.get("history") or ())
    return Event(**values)


def _evidence(item: Mapping[str, Any]) -> Evidence:
    return Evidence(**{**item, "claimed_by": tuple(item.get("claimed_by") or ())})


def extraction_record(event: Event) -> dict[str, Any]:
    """Return the record with `article`, and `sentence` and `trigger` of the first evidence, beside it."""
    first = event.evidence[0]
    return {**event_record(event), "article": first.article, "sentence": first.sentence, "trigger": first.trigger}
