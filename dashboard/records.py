"""Event <-> plain record: the fields of an event under their names, as JSON can hold them.

Days are ISO text, tuples are lists, an empty field is null or an empty list. Written once here, so that the store,
every export and the command line give the same names in the same order.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from dashboard.dates import PRECISIONS, Day, parse_edtf
from dashboard.errors import EdtfError
from dashboard.model import (
    CATEGORIES,
    LINK_KINDS,
    PLACE_KINDS,
    REVIEWS,
    STATUSES,
    Article,
    Change,
    Event,
    Evidence,
    Link,
    Place,
)

FIELDS = (
    "id", "title", "date", "earliest", "latest", "seen_on", "dated", "precision", "status", "category", "actors",
    "countries", "targets", "places", "links", "evidence", "review", "published", "recorded", "plover", "cameo",
    "members", "conflicts", "history",
)  # fmt: skip
_DAYS = ("earliest", "latest", "seen_on", "published", "recorded")
_PARTS: Mapping[str, type] = {"places": Place, "links": Link, "evidence": Evidence, "history": Change}
_WORDS: Mapping[tuple[type, str], tuple[str, ...]] = {
    (Event, "category"): CATEGORIES, (Event, "status"): STATUSES, (Event, "review"): REVIEWS,
    (Event, "precision"): PRECISIONS, (Place, "kind"): PLACE_KINDS, (Link, "kind"): LINK_KINDS,
}  # fmt: skip
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
        elif name in _PARTS:
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


def record_faults(record: Mapping[str, Any]) -> list[str]:
    """Return what stands in a record from outside that no event can hold, each with its field.

    Fields that are missing, or that no event has, are no faults here.
    """
    faults = list(_field_faults(record, Event))
    for name, kind in _PARTS.items():
        parts = record.get(name) or ()
        if not isinstance(parts, list | tuple) or not all(isinstance(part, Mapping) for part in parts):
            faults.append(f"{name} is no list of fields with values")
            continue
        faults += [f"{name}: {fault}" for part in parts for fault in _field_faults(part, kind)]
    return faults


def _field_faults(record: Mapping[str, Any], kind: type) -> Iterator[str]:
    for entry in fields(kind):
        name, value = entry.name, record.get(entry.name)
        if value is None or (kind is Event and name in _PARTS):
            continue
        words = _WORDS.get((kind, name))
        if not _fits(value, str(entry.type).removesuffix(" | None")):
            yield f"{name} is {value!r}"
        elif words and value not in words:
            yield f"{name} {value!r} is none of {', '.join(words)}"
        elif (name == "lat" and abs(value) > 90) or (name == "lon" and abs(value) > 180):
            yield f"{name} {value!r} is no degree"
        elif kind is Event and name == "date":
            try:
                parse_edtf(value)
            except EdtfError as error:
                yield error.message


def _fits(value: Any, kind: str) -> bool:
    """True where a value of JSON is one of this kind, named as the nouns name theirs."""
    if kind == "tuple[str, ...]":
        return isinstance(value, list | tuple) and all(isinstance(word, str) for word in value)
    if kind == "float":
        return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < math.inf
    kinds: Mapping[str, type] = {"str": str, "Day": str, "bool": bool, "int": int}
    return isinstance(value, kinds[kind]) and (kind != "int" or not isinstance(value, bool))
