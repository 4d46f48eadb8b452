"""Events -> GeoJSON (RFC 7946): one feature an event, WGS 84, an event without a place has the geometry null.

A place is its point; how far around it the place reaches stands in `radius_km` of `places`, since a drawn circle would
claim a border that no text gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.briefing.model import by_id
from dashboard.briefing.words import told_when
from dashboard.export.as_json import dump
from dashboard.export.options import ExportOptions, stamp
from dashboard.model import Article, Event, Place
from dashboard.records import event_record


def geojson_bytes(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> bytes:
    """Return a FeatureCollection with all fields of the events; foreign member `about` is the stamp."""
    table = by_id(events)
    features = [_feature(event, table, options) for event in events]
    about = stamp(events, articles, options).record()
    points = [_point(place) for event in events for place in event.places if _on_earth(place)]
    content: dict[str, Any] = {"type": "FeatureCollection"}
    if points:
        content["bbox"] = [min(p[0] for p in points), min(p[1] for p in points)]
        content["bbox"] += [max(p[0] for p in points), max(p[1] for p in points)]
    return dump({**content, "about": about, "features": features})


def _feature(event: Event, table: Mapping[str, Event], options: ExportOptions) -> dict[str, Any]:
    points = [_point(place) for place in event.places if _on_earth(place)]
    geometry: dict[str, Any] | None = None
    if len(points) == 1:
        geometry = {"type": "Point", "coordinates": points[0]}
    elif points:
        geometry = {"type": "MultiPoint", "coordinates": points}
    properties = {**event_record(event), "when": told_when(event, table, options.lexicon)}
    return {"type": "Feature", "id": event.id, "geometry": geometry, "properties": properties}


def _on_earth(place: Place) -> bool:
    return place.lat is not None and place.lon is not None and abs(place.lat) <= 90 and abs(place.lon) <= 180


def _point(place: Place) -> list[float]:
    """Return longitude and latitude, in that order; six digits are a tenth of a metre."""
    assert place.lon is not None
    assert place.lat is not None
    return [round(place.lon, 6), round(place.lat, 6)]
