"""Country outlines as rings of longitude and latitude, views that fit places, and outlines cut to a view."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from dashboard.briefing.framing import WORLD, View
from dashboard.errors import ExportError
from dashboard.yamlfile import read_yaml

Ring = tuple[tuple[float, float], ...]
KM_PER_DEGREE = 111.2
_LEAST = 20.0  # degrees of latitude: nearer, outlines of 1:110 million say nothing
_MARGIN = 0.18


@dataclass(frozen=True)
class Country:
    """A country's outlines: rings, holes among them (drawn by the even-odd rule)."""

    iso3: str
    rings: tuple[Ring, ...]
    bounds: View


@dataclass(frozen=True)
class BoundarySet:
    """A way to draw boundaries: `name` stands on the map, `caption` says how it draws disputed areas."""

    id: str
    name: str
    caption: str


def boundary_set(reference: Path, outlines: str) -> BoundarySet:
    """Return the boundary set of that id, the first one for "". Raises ExportError where there is none of it."""
    sets = read_yaml(reference / "outlines" / "outlines.yaml")["sets"]
    for entry in sets:
        if outlines in ("", entry["id"]):
            return BoundarySet(entry["id"], entry["name"], entry["caption"])
    known = ", ".join(entry["id"] for entry in sets)
    raise ExportError(f"there is no boundary set {outlines!r}. There are: {known}.")


@lru_cache(maxsize=4)
def countries(reference: Path, outlines: str) -> tuple[Country, ...]:
    """Return the countries of a boundary set. Raises ExportError where the set is missing or unreadable."""
    path = reference / "outlines" / outlines / "world_110m.json"
    try:
        topology = json.loads(path.read_text(encoding="utf-8"))
        arcs = _arcs(topology)
        found = []
        for geometry in topology["objects"]["countries"]["geometries"]:
            rings = tuple(_rings(geometry, arcs))
            if rings:
                lons = [lon for ring in rings for lon, _ in ring]
                lats = [lat for ring in rings for _, lat in ring]
                found.append(Country(geometry.get("id") or "", rings, (min(lons), min(lats), max(lons), max(lats))))
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise ExportError(f"the outlines of {outlines!r} cannot be read: {error}.") from error
    return tuple(found)


def _arcs(topology: dict) -> list[list[tuple[float, float]]]:
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round(x * scale_x + move_x, 3), round(y * scale_y + move_y, 3)))
        decoded.append(points)
    return decoded


def _rings(geometry: dict, arcs: list[list[tuple[float, float]]]) -> Iterator[Ring]:
    kind = geometry.get("type")
    polygons = geometry["arcs"] if kind == "MultiPolygon" else [geometry["arcs"]] if kind == "Polygon" else []
    for polygon in polygons:
        for ring in polygon:
            points: list[tuple[float, float]] = []
            for index in ring:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                points.extend(arc[1:] if points else arc)
            yield _unbroken(points)


def _unbroken(points: list[tuple[float, float]]) -> Ring:
    """Return the ring with longitudes that run on past the date line instead of jumping over the whole map.

    A ring around a pole (Antarctica) ends a turn away from its beginning; it is closed along the pole.
    """
    turn, before = 0.0, points[0][0]
    run_on: list[tuple[float, float]] = []
    for lon, lat in points:
        if abs(lon - before) > 180:
            turn += 360 if lon < before else -360
        before = lon
        run_on.append((lon + turn, lat))
    if abs(run_on[-1][0] - run_on[0][0]) > 180:
        pole = -90.0 if run_on[0][1] < 0 else 90.0
        run_on += [(run_on[-1][0], pole), (run_on[0][0], pole)]
    middle = (min(lon for lon, _ in run_on) + max(lon for lon, _ in run_on)) / 2
    shift = -360 if middle > 200 else 360 if middle < -200 else 0
    return tuple((lon + shift, lat) for lon, lat in run_on)


def fit_view(places: Sequence[tuple[float, float, float]], aspect: float) -> View:
    """Return the view that shows places of (lon, lat, radius in km) in a box `aspect` times as wide as high.

    The world where there are none. Longitudes run past 180 where the places lie on both sides of the date line.
    """
    if not places:
        return WORLD
    west, east = _narrowest([lon for lon, _, _ in places])
    reach = [(lat, radius / KM_PER_DEGREE) for _, lat, radius in places]
    south = max(-85.0, min(lat - r for lat, r in reach))
    north = min(85.0, max(lat + r for lat, r in reach))
    stretch = max(0.25, math.cos(math.radians((south + north) / 2)))
    widest = max(r for _, r in reach) / stretch
    west, east = west - widest, east + widest
    high = max(_LEAST, (north - south) * (1 + 2 * _MARGIN), (east - west) * (1 + 2 * _MARGIN) * stretch / aspect)
    wide = high * aspect / stretch
    if wide >= 360 or high >= 142:
        return WORLD
    middle_lat = min(max((south + north) / 2, -60 + high / 2), 84 - high / 2) if high < 142 else 13
    middle_lon = (west + east) / 2
    return middle_lon - wide / 2, middle_lat - high / 2, middle_lon + wide / 2, middle_lat + high / 2


def filled(view: View, aspect: float) -> View:
    """Return the view made wider or higher until it fills a box `aspect` times as wide as high; at most the world."""
    west, south, east, north = view
    stretch = max(0.25, math.cos(math.radians((south + north) / 2)))
    wide, high = east - west, north - south
    wide, high = max(wide, high * aspect / stretch), max(high, wide * stretch / aspect)
    if wide >= 360 or high >= 142:
        return WORLD
    middle_lon, middle_lat = (west + east) / 2, (south + north) / 2
    return middle_lon - wide / 2, middle_lat - high / 2, middle_lon + wide / 2, middle_lat + high / 2


def view_at(lon: float, lat: float, zoom: float) -> View:
    """Return the view around a point, the world's height divided by `zoom`: what Explore's map shows, near enough."""
    high = min((WORLD[3] - WORLD[1]) / max(zoom, 1.0), 142.0)
    return filled((lon - 0.01, max(-90.0, lat - high / 2), lon + 0.01, min(90.0, lat + high / 2)), 1.6)


def _narrowest(lons: Iterable[float]) -> tuple[float, float]:
    """Return the ends of the narrowest stretch of longitudes that holds all: the circle without its widest gap."""
    ordered = sorted({lon % 360 for lon in lons})
    gaps = [after - before for before, after in pairwise([*ordered, ordered[0] + 360])]
    widest = gaps.index(max(gaps))
    after = (widest + 1) % len(ordered)
    west, east = ordered[after], ordered[widest] + (360 if after > widest else 0)
    return (west - 360, east - 360) if west > 180 else (west, east)


def inside_view(country: Country, view: View) -> list[tuple[float, tuple[Ring, ...]]]:
    """Return the country's rings cut to the view, once for each turn of the globe (0, 360 ...) that shows any."""
    west, south, east, north = view
    found = []
    for turn in (-360.0, 0.0, 360.0):
        if country.bounds[2] + turn <= west or country.bounds[0] + turn >= east:
            continue
        if country.bounds[3] <= south or country.bounds[1] >= north:
            continue
        rings = []
        for ring in country.rings:
            cut = clip(tuple((lon + turn, lat) for lon, lat in ring), view)
            if len(cut) >= 3:
                rings.append(cut)
        if rings:
            found.append((turn, tuple(rings)))
    return found


def clip(ring: Ring, view: View) -> Ring:
    """Return the part of a ring inside the view, edge by edge (Sutherland and Hodgman, 1974)."""
    west, south, east, north = view
    if all(west <= lon <= east and south <= lat <= north for lon, lat in ring):
        return ring
    points = list(ring)
    for axis, limit, keep_more in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
        if not points:
            return ()
        result: list[tuple[float, float]] = []
        previous = points[-1]
        was_in = (previous[axis] >= limit) == keep_more or previous[axis] == limit
        for point in points:
            is_in = (point[axis] >= limit) == keep_more or point[axis] == limit
            if is_in != was_in:
                share = (limit - previous[axis]) / (point[axis] - previous[axis])
                other = previous[1 - axis] + share * (point[1 - axis] - previous[1 - axis])
                result.append((limit, other) if axis == 0 else (other, limit))
            if is_in:
                result.append(point)
            previous, was_in = point, is_in
        points = result
    return tuple(points)
