"""The map of some events as a drawing: dots for cities and sites, rings for regions and seas, countries by their name.

Numbers at a place are those of the events' rows. Nothing stands at a point that the text did not name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.export.drawing import BORDER, GREY, INK, SEA, WHITE, Box, Land, Oval, Part, Rect, Words, words
from dashboard.export.fonts import LINE, text_width
from dashboard.export.outlines import KM_PER_DEGREE, View, fit_view
from dashboard.model import Event, Place

_DOT = 6.0


@dataclass(frozen=True)
class Spot:
    """A place with the numbers of its events and the colour they share, ink where they share none."""

    place: Place
    numbers: tuple[str, ...]
    color: str


def spots(numbered: Sequence[tuple[str, Event, str]]) -> list[Spot]:
    """Return the places of (number, event, colour) that have a point, areas first so that dots lie on top."""
    found: dict[tuple[str, str, float, float], tuple[Place, list[str], set[str]]] = {}
    for number, event, color in numbered:
        for place in event.places:
            if place.lat is None or place.lon is None or abs(place.lat) > 90 or abs(place.lon) > 180:
                continue
            key = (place.name, place.kind, round(place.lat, 2), round(place.lon, 2))
            entry = found.setdefault(key, (place, [], set()))
            entry[1].append(number)
            entry[2].add(color)
    order = {"country": 0, "sea": 1, "region": 2, "city": 3, "site": 4}
    made = [Spot(p, tuple(dict.fromkeys(n)), c.pop() if len(c) == 1 else INK) for p, n, c in found.values()]
    return sorted(made, key=lambda spot: order.get(spot.place.kind, 3))


def view_of(events: Sequence[Event], box: Box) -> View:
    """Return the view that holds the places of the events, a country by its reach; the world where there are none."""
    places = []
    for event in events:
        for place in event.places:
            if place.lat is not None and place.lon is not None:
                reach = min(place.radius_km, 2000.0) if place.kind == "country" else place.radius_km
                places.append((place.lon, place.lat, reach))
    return fit_view(places, box.w / box.h)


def map_parts(
    numbered: Sequence[tuple[str, Event, str]],
    view: View,
    box: Box,
    outlines: str,
    boundary_words: str,
    empty_words: str = "No place is named here",
    size: float = 15.0,
    counted: bool = False,
) -> list[Part]:
    """Return the map: sea, land with the countries of the events shaded, places with their names and numbers.

    `counted`: how many events a place has stands beside its name, not their numbers.
    """
    involved = tuple(sorted({country for _, event, _ in numbered for country in event.countries}))
    placed = spots(numbered)
    names = ", ".join(spot.place.name for spot in placed) or empty_words.lower()
    land = Land(box, view, outlines, involved, f"Map: {names}")
    parts: list[Part] = [Rect(box, fill=SEA, name="Sea"), land]
    note = words(boundary_words, Box(box.x + 6, 0, box.w - 12, 11 * LINE), (11.0, 10.0, 9.0), role="boundary")
    high = note.size * LINE
    wide = min(text_width(note.lines[0], note.size) + 4, box.w - 12) if note.lines else 0
    note_box = Box(box.x + 6, box.bottom - high - 4, wide, high)
    taken: list[Box] = [note_box]
    marks: list[tuple[Spot, float, float, float]] = []
    for spot in placed:
        assert spot.place.lon is not None
        assert spot.place.lat is not None
        x, y = land.xy(spot.place.lon, spot.place.lat)
        if not box.holds(Box(x, y, 0, 0)):
            continue
        radius = _radius(spot, view, box)
        marks.append((spot, x, y, radius))
        if spot.place.kind != "country":
            taken.append(Box(x - min(radius, 12), y - min(radius, 12), 2 * min(radius, 12), 2 * min(radius, 12)))
            parts.append(_mark(spot, x, y, radius, box))
    for spot, x, y, radius in marks:
        if label := _label(spot, x, y, radius, box, taken, size, counted):
            taken.append(label.box)
            parts.append(label)
    if not placed:
        wide = text_width(empty_words, size) + 12
        room = Box(box.x + (box.w - wide) / 2, box.y + 8, wide, size * LINE)
        parts.append(Words(room, (empty_words,), size, GREY, align="center", fill=WHITE, name=empty_words))
    parts.append(replace(note, box=note_box, color=GREY, fill=WHITE, name=boundary_words))
    parts.append(Rect(box, line=BORDER, width=1.0, name="Edge of the map"))
    return parts


def _radius(spot: Spot, view: View, box: Box) -> float:
    if spot.place.kind in ("site", "city"):
        return _DOT
    degrees = spot.place.radius_km / KM_PER_DEGREE
    return max(_DOT + 3, degrees / (view[3] - view[1]) * box.h)


def _mark(spot: Spot, x: float, y: float, radius: float, box: Box) -> Part:
    name = f"{spot.place.name} ({spot.place.kind}): {', '.join(spot.numbers)}"
    if spot.place.kind in ("site", "city"):
        return Oval(Box(x - radius, y - radius, 2 * radius, 2 * radius), spot.color, WHITE, 1.5, name)
    room = min(x - box.x, box.right - x, y - box.y, box.bottom - y)
    radius = max(_DOT, min(radius, room))
    return Oval(
        Box(x - radius, y - radius, 2 * radius, 2 * radius), "", spot.color, 2.0, name, spot.place.kind == "sea"
    )


def _label(
    spot: Spot, x: float, y: float, radius: float, box: Box, taken: list[Box], size: float, counted: bool
) -> Words | None:
    """Return the name and numbers beside the mark, at the first of several places where nothing else stands."""
    numbers = [number for number in spot.numbers if number]
    shown = ", ".join(numbers[:6]) + (" …" if len(numbers) > 6 else "")
    text = f"{spot.place.name}  {shown}".strip()
    if counted:
        text = f"{spot.place.name} ({len(numbers)})" if len(numbers) > 1 else spot.place.name
    for scale in (1.0, 0.85):
        wide, high = text_width(text, size * scale, bold=True) + 6, size * scale * LINE
        if spot.place.kind == "country":
            tries = [(x - wide / 2, y - high / 2 + step * high) for step in (0, 1, -1, 2, -2, 3, -3)]
        else:
            gap = min(radius, 14) + 3
            tries = [
                (x + gap, y - high / 2), (x - gap - wide, y - high / 2), (x - wide / 2, y - gap - high),
                (x - wide / 2, y + gap), (x + gap, y - gap - high), (x + gap, y + gap),
                (x - gap - wide, y - gap - high),
                (x - gap - wide, y + gap), (x + gap, y + gap + high), (x + gap, y - gap - 2 * high),
            ]  # fmt: skip
        for left, top in tries:
            room = Box(left, top, wide, high)
            if box.holds(room) and not any(room.meets(other) for other in taken):
                return Words(
                    room, (text,), size * scale, INK, bold=True, align="center", fill=WHITE, name=f"Place {text}"
                )
    return None
