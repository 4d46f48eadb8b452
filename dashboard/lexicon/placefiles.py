"""The files of data/reference that the gazetteer is made of, read into rows, every fault with its line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import DataError
from dashboard.model import PLACE_KINDS

_COUNTRY_COLUMNS = 11
_REGION_COLUMNS = 8
_DROPPED = "'’‘ʻʼ`´.,"
_MARKS = str.maketrans({**dict.fromkeys(_DROPPED), **dict.fromkeys("-‐‑–/", " ")})
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ə": "a", "Ə": "A"}
    | {"þ": "th", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"}
)


def fold(name: str) -> str:
    """Return the form in which names are compared: "Port-au-Prince" and "N'Djamena" -> "port au prince", "ndjamena"."""
    if name.isascii():
        if name.isalpha():
            return name.lower()
    else:
        parts = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(name.lower().translate(_MARKS).split())


@dataclass(frozen=True)
class Entry:
    """A place of the gazetteer. `kind` is one of PLACE_KINDS.

    `rank` is country, curated (regions.tsv or the user's own places), admin (a region or county of a state) or city.
    `region` is the GeoNames code of the first-level region that holds it ("UA.07"); `stands_for` the state or body
    that a seat of power speaks for.
    """

    name: str
    kind: str
    iso3: str | None
    lat: float | None
    lon: float | None
    radius_km: float
    population: int = 0
    rank: str = "city"
    region: str = ""
    stands_for: str | None = None


@dataclass(frozen=True)
class Country:
    """A row of countries.tsv."""

    iso3: str
    iso2: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    lat: float | None
    lon: float | None
    radius_km: float
    continent: str
    neighbours: tuple[str, ...]


def read_countries(path: Path, faults: list[DataError]) -> list[Country]:
    """Return the rows of countries.tsv."""
    found = []
    for line, c in _rows(path, _COUNTRY_COLUMNS, faults):
        lat, lon, radius = _point(c[6:9], c[2], path, line, faults)
        names, demonyms = split_names(c[3]), split_names(c[4])
        found.append(Country(c[0], c[1], c[2], names, demonyms, c[5], lat, lon, radius, c[9], tuple(c[10].split())))
    return found


def read_regions(
    path: Path, countries: Mapping[str, Country], faults: list[DataError]
) -> list[tuple[Entry, tuple[str, ...]]]:
    """Return curated places with their aliases, of regions.tsv or of the user's places.tsv."""
    found = []
    for line, (name, kind, iso3, lat_text, lon_text, radius_text, stands_for, aliases) in _rows(
        path, _REGION_COLUMNS, faults
    ):
        if kind not in PLACE_KINDS:
            faults.append(_fault(path, line, f"{name}: kind {kind!r} is unknown.", "one of " + ", ".join(PLACE_KINDS)))
        if iso3 and iso3 not in countries:
            faults.append(_fault(path, line, f"{name}: {iso3!r} is no country of countries.tsv.", "ISO 3166 alpha-3"))
        lat, lon, radius = _point([lat_text, lon_text, radius_text], name, path, line, faults)
        entry = Entry(name, kind, iso3 or None, lat, lon, radius, 0, "curated", "", stands_for or None)
        found.append((entry, split_names(aliases)))
    return found


def read_pairs(path: Path, columns: int, faults: list[DataError]) -> Iterator[list[str]]:
    """Return the rows of a small table."""
    for _, cells in _rows(path, columns, faults):
        yield cells


def read_gazetteer(path: Path) -> tuple[list[str], dict[str, int | tuple[int, ...]]]:
    """Return the unparsed rows of gazetteer.tsv, without other names, and their numbers by folded
    name. The other names stand in the file folded, which saves half the time."""
    rows: list[str] = []
    index: dict[str, int | tuple[int, ...]] = {}
    if not path.exists():
        return rows, index
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line or line[0] == "#":
            continue
        number = len(rows)
        row, _, others = line.rpartition("\t")
        rows.append(row)
        name = row.partition("\t")[0]
        for each in (name, *others.split("|")) if others else (name,):
            key = fold(each)
            before = index.get(key)
            if before is None:
                index[key] = number
            elif isinstance(before, int):
                index[key] = (before, number)
            else:
                index[key] = (*before, number)
    return rows, index


def parse_entry(row: str) -> Entry:
    """Return the place of one row of gazetteer.tsv."""
    name, kind, iso3, region, lat, lon, population, radius = row.split("\t")
    rank, shown = ("city", "city") if kind == "city" else ("admin", "region")
    return Entry(name, shown, iso3, float(lat), float(lon), float(radius), int(population), rank, region)


def split_names(cell: str) -> tuple[str, ...]:
    """Return the names of a cell, parted by semicolons."""
    return tuple(name for name in (part.strip() for part in cell.split(";")) if name)


def _rows(path: Path, columns: int, faults: list[DataError]) -> Iterator[tuple[int, list[str]]]:
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            faults.append(_fault(path, number, f"{len(cells)} columns.", f"{columns}, parted by tabs"))
            continue
        yield number, [cell.strip() for cell in cells]


def _point(
    cells: list[str], name: str, path: Path, line: int, faults: list[DataError]
) -> tuple[float | None, float | None, float]:
    try:
        lat, lon, radius = (float(cell) if cell else None for cell in cells)
    except ValueError:
        faults.append(_fault(path, line, f"{name}: {', '.join(cells)} are no numbers.", "lat, lon, radius in km"))
        return None, None, 0.0
    if lat is not None and not -90 <= lat <= 90 or lon is not None and not -180 <= lon <= 180:
        faults.append(_fault(path, line, f"{name}: {lat}, {lon} is no point.", "lat -90 to 90, lon -180 to 180"))
    return lat, lon, radius or 0.0


def _fault(path: Path, line: int, message: str, expected: str) -> DataError:
    return DataError(message, file=str(path), line=line, expected=expected)
