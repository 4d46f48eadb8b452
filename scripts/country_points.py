"""Where the name of a country is written on a map: a point in its outline."""

from __future__ import annotations

import math
from typing import Any


def label_point(record: dict[str, Any], area_km2: float) -> tuple[float, float] | None:
    """Return the middle of the largest part of a country, or, where that lies at its edge, the point deepest inside."""
    features = record.get("geoJSON", {}).get("features") or []
    if not features or area_km2 < 5000:
        return None
    geometry = features[0]["geometry"]
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    ring = max((part[0] for part in parts), key=lambda r: abs(ring_area(r)))
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    scale = math.cos(math.radians((min(ys) + max(ys)) / 2))
    best, best_depth = None, -1.0
    for i in range(1, 40):
        for j in range(1, 40):
            x = min(xs) + (max(xs) - min(xs)) * i / 40
            y = min(ys) + (max(ys) - min(ys)) * j / 40
            depth = depth_inside(x, y, ring, scale)
            if depth > best_depth:
                best, best_depth = (y, x), depth
    x, y = centroid(ring)
    return (y, x) if depth_inside(x, y, ring, scale) > best_depth / 4 else best


def depth_inside(x: float, y: float, ring: list[list[float]], scale: float) -> float:
    """Return how far inside an outline a point lies, in degrees of latitude; -1 outside."""
    if not inside(x, y, ring):
        return -1.0
    return min(segment_distance(x, y, a, b, scale) for a, b in zip(ring, ring[1:] + ring[:1], strict=True))


def centroid(ring: list[list[float]]) -> tuple[float, float]:
    """Return the centre of gravity of a ring."""
    double = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        double, x, y = double + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return x / (3 * double), y / (3 * double)


def ring_area(ring: list[list[float]]) -> float:
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2
    return area * math.cos(math.radians(sum(p[1] for p in ring) / len(ring)))


def inside(x: float, y: float, ring: list[list[float]]) -> bool:
    result = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            result = not result
    return result


def segment_distance(x: float, y: float, a: list[float], b: list[float], scale: float) -> float:
    ax, ay, bx, by = (a[0] - x) * scale, a[1] - y, (b[0] - x) * scale, b[1] - y
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * dx + ay * dy) / length))
    return math.hypot(ax + t * dx, ay + t * dy)
