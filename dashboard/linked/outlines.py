"""The boundary sets that the map can show, from data/reference/outlines/outlines.yaml."""

from __future__ import annotations

from pathlib import Path

from dashboard.yamlfile import read_yaml


def outline_sets(reference: Path) -> list[dict[str, str]]:
    """Return the boundary sets, the first one shown unless the reader chooses: id, name, caption, source.

    The id is the name of a folder with world_110m.json and world_50m.json. The caption says how the set draws disputed
    areas, since a map that does not say so takes a side unseen.
    """
    sets = read_yaml(reference / "outlines" / "outlines.yaml")["sets"]
    return [{key: str(entry[key]) for key in ("id", "name", "caption", "source")} for entry in sets]
