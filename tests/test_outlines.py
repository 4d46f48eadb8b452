"""Maps are politics: what the captions say of disputed areas is what the outlines draw."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dashboard.lexicon import REFERENCE
from dashboard.linked.outlines import outline_sets
from dashboard.yamlfile import read_yaml

OUTLINES = REFERENCE / "outlines"
SETS = {entry["id"]: entry for entry in read_yaml(OUTLINES / "outlines.yaml")["sets"]}
POINTS = {
    "Crimea": (34.1, 44.95),
    "Golan": (35.78, 33.0),
    "Kosovo": (21.1, 42.6),
    "Northern Cyprus": (33.4, 35.28),
    "Somaliland": (44.5, 9.6),
    "Western Sahara": (-12.5, 25.5),
    "Srinagar": (74.8, 34.08),
    "Gilgit": (74.3, 35.9),
    "Aksai Chin": (79.5, 35.2),
    "Arunachal Pradesh": (94.5, 28.2),
    "Hala'ib": (35.8, 22.4),
    "Taiwan": (121.3, 24.5),
    "West Bank": (35.25, 32.1),
    "Abkhazia": (41.2, 43.0),
    "Transnistria": (29.6, 46.9),
    "Donetsk": (37.8, 48.0),
}


def _arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    (width, height), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * width + west, y * height + south))
        decoded.append(points)
    return decoded


def _ring(arcs: list[list[tuple[float, float]]], numbers: list[int]) -> list[tuple[float, float]]:
    ring: list[tuple[float, float]] = []
    for number in numbers:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += points[bool(ring) :]
    return ring


def _holds(ring: list[tuple[float, float]], point: tuple[float, float]) -> bool:
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


@pytest.fixture(scope="module", params=list(SETS))
def outline_set(request: pytest.FixtureRequest) -> Any:
    return SETS[request.param]


@pytest.mark.parametrize("scale", ["world_110m", "world_50m"])
def test_a_boundary_set_draws_disputed_areas_as_its_caption_says(outline_set: Any, scale: str) -> None:
    topology = json.loads((OUTLINES / outline_set["id"] / f"{scale}.json").read_text(encoding="utf-8"))
    arcs = _arcs(topology)
    drawn = {}
    for area in outline_set["draws"]:
        for country in topology["objects"]["countries"]["geometries"]:
            polygons = [country["arcs"]] if country["type"] == "Polygon" else country.get("arcs", [])
            if any(polygon and _holds(_ring(arcs, polygon[0]), POINTS[area]) for polygon in polygons):
                drawn[area] = country.get("id") or ""

    assert drawn == dict(outline_set["draws"])


def test_there_are_two_world_views_and_each_says_what_it_draws() -> None:
    sets = outline_sets(REFERENCE)

    assert len(sets) >= 2
    for entry in sets:
        assert entry["name"]
        assert "Crimea" in entry["caption"]
        assert "apart" in entry["caption"]


@pytest.mark.parametrize("scale", ["world_110m", "world_50m"])
def test_an_outline_file_has_the_layers_that_plotly_draws(outline_set: Any, scale: str) -> None:
    topology = json.loads((OUTLINES / outline_set["id"] / f"{scale}.json").read_text(encoding="utf-8"))

    assert {"coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"} <= set(topology["objects"])
