"""Events -> the places of the map, each once, with the events that happen there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.model import Event


@dataclass(frozen=True)
class MapPlace:
    """A place on the map with the events that happen there, in the order of the table."""

    name: str
    kind: str
    lat: float
    lon: float
    iso3: str
    radius_km: float
    events: tuple[str, ...]


def group_places(events: Sequence[Event]) -> tuple[MapPlace, ...]:
    """Return the places of `events` that have coordinates, by first mention; one entry however many events share it."""
    found: dict[tuple[str, str, float, float], tuple[str, float, dict[str, None]]] = {}
    for event in events:
        for place in event.places:
            if place.lat is None or place.lon is None:
                continue
            key = (place.name, place.kind, round(place.lat, 3), round(place.lon, 3))
            entry = found.setdefault(key, (place.iso3 or "", place.radius_km, {}))
            entry[2][event.id] = None
    return tuple(
        MapPlace(name, kind, lat, lon, iso3, radius, tuple(ids))
        for (name, kind, lat, lon), (iso3, radius, ids) in found.items()
    )
