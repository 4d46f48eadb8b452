"""An event as the fields that events.yaml writes, empty ones and what follows from others left out."""

from __future__ import annotations

from typing import Any

from dashboard.dates import Day, parse_edtf
from dashboard.model import Change, Event, Evidence, Place

EVENT_FIELDS = (
    "id", "title", "date", "precision", "earliest", "latest", "seen_on", "status", "category", "actors", "countries",
    "targets", "places", "links", "evidence", "review", "published", "recorded", "members", "history", "dated",
    "plover", "cameo",
)  # fmt: skip
PLACE_FIELDS = ("name", "text", "lat", "lon", "iso3", "kind", "radius_km")
EVIDENCE_FIELDS = ("article", "start", "end", "sentence", "trigger", "timex", "anchor", "rule", "claimed_by")
CHANGE_FIELDS = ("when", "who", "what", "field", "old", "new", "why", "source")


def event_fields(event: Event) -> dict[str, Any]:
    """Return the event as its record in events.yaml, empty fields and what follows from others left out."""
    record: dict[str, Any] = {"id": event.id, "title": event.title, "date": event.date}
    if event.date:
        if parse_edtf(event.date).precision != event.precision:
            record["precision"] = event.precision
    else:
        record["earliest"], record["latest"] = event.earliest, event.latest
    record["seen_on"] = event.seen_on
    record["status"], record["category"] = event.status, event.category
    record["actors"], record["countries"], record["targets"] = event.actors, event.countries, event.targets
    record["places"] = [place_fields(place) for place in event.places]
    record["links"] = [{"kind": link.kind, "event": link.event} for link in event.links]
    record["evidence"] = [evidence_fields(item) for item in event.evidence]
    record["review"] = None if event.review == "curated" else event.review
    record["recorded"] = event.recorded
    record["members"] = event.members
    record["history"] = [change_fields(change) for change in event.history]
    return {key: _plain(value) for key, value in record.items() if value not in (None, (), []) or key == "date"}


def place_fields(place: Place) -> dict[str, Any]:
    """Return a place as the mapping that events.yaml writes."""
    fields: dict[str, Any] = {"name": place.name, "text": place.text or None}
    if place.lat is not None and place.lon is not None:
        fields |= {"lat": f"{place.lat:.6g}", "lon": f"{place.lon:.7g}"}
    fields |= {"iso3": place.iso3, "kind": place.kind, "radius_km": f"{place.radius_km:g}"}
    return {key: value for key, value in fields.items() if value is not None}


def evidence_fields(item: Evidence) -> dict[str, Any]:
    """Return evidence as events.yaml writes it: by its sentence, without offsets, which `build` finds again."""
    fields: dict[str, Any] = {"article": item.article, "sentence": item.sentence, "trigger": item.trigger}
    fields |= {"timex": item.timex, "anchor": item.anchor, "rule": item.rule, "claimed_by": list(item.claimed_by)}
    return {key: value for key, value in fields.items() if value}


def change_fields(change: Change) -> dict[str, str]:
    """Return one entry of a history without its empty parts."""
    return {key: getattr(change, key) for key in CHANGE_FIELDS if getattr(change, key)}


def _plain(value: Any) -> Any:
    if isinstance(value, Day):
        return value.iso()
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value
