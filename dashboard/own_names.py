"""A user's own actors, aliases and places: data/user/actors.tsv and places.tsv, which upgrades leave alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from dashboard.characters import INVISIBLE
from dashboard.curation.reading import read_text
from dashboard.errors import DataError, DatelineError
from dashboard.model import ACTOR_KINDS, PLACE_KINDS
from dashboard.writes import locked, replace_file

_HEADS = {
    "actors.tsv": "# Your own actors, and other names for known ones; read before data/reference. Kept by upgrades.\n"
    "# name\taliases, parted by ;\tkind: person, organisation or armed_group\tcountry\tparent\n",
    "places.tsv": "# Your own places and other names for known ones; read before data/reference. Kept by upgrades.\n"
    "# name\tkind: site, city, region, country, sea\tcountry\tlat\tlon\tradius_km\tstands_for\taliases, parted by ;\n",
}


def add_actor(
    folder: Path, name: str, kind: str, country: str = "", aliases: Sequence[str] = (), parent: str = ""
) -> None:
    """Add an actor, or other names for one that data/reference has, to the user's own. Raises DatelineError."""
    if kind not in ACTOR_KINDS:
        raise DatelineError(f"kind {kind!r} is not known; write one of {', '.join(ACTOR_KINDS)}")
    _add(folder / "actors.tsv", [name, "; ".join(aliases), kind, _country(country), parent])


def add_place(
    folder: Path, name: str, kind: str, country: str, lat: float, lon: float, radius_km: float = 0,
    aliases: Sequence[str] = (),
) -> None:  # fmt: skip
    """Add a place to the user's own. Raises DatelineError where the point is none."""
    if kind not in PLACE_KINDS:
        raise DatelineError(f"kind {kind!r} is not known; write one of {', '.join(PLACE_KINDS)}")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or (lat == 0 and lon == 0):
        raise DatelineError(f"{lat}, {lon} is no place: latitude is -90 to 90, longitude -180 to 180")
    row = [name, kind, _country(country), f"{lat:g}", f"{lon:g}", f"{radius_km:g}", "", "; ".join(aliases)]
    _add(folder / "places.tsv", row)


def _country(code: str) -> str:
    code = code.strip().upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise DatelineError(f"country {code!r} is not an ISO 3166 alpha-3 code such as CHN")
    return code


def _add(path: Path, row: list[str]) -> None:
    cells = [unicodedata.normalize("NFC", INVISIBLE.sub("", " ".join(cell.split()))) for cell in row]
    if not cells[0] or cells[0].startswith("#"):
        raise DatelineError("a name is needed")
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path):
        text = read_text(path) or _HEADS[path.name]
        lines = [line for line in text.split("\n") if line]
        head = [line for line in lines if line.startswith("#")]
        rows = [line for line in lines if not line.startswith("#")]
        if any(line.split("\t", 1)[0] == cells[0] for line in rows):
            raise DataError(f"{cells[0]!r} stands there already", file=str(path), fix="Change its line by hand.")
        rows = sorted([*rows, "\t".join(cells)])
        replace_file(path, ("\n".join([*head, *rows]) + "\n").encode("utf-8"))
