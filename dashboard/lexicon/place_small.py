"""Towns below 5,000 inhabitants and second-level regions, looked up on disk: the file is large and seldom asked."""

from __future__ import annotations

import mmap
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dashboard.lexicon.placefiles import Entry, fold

_VILLAGE_RADIUS_KM = 2.0


@dataclass(frozen=True, repr=False)
class SmallPlaces:
    """The rows of place_small.tsv, sorted by folded name; `iso3` gives the alpha-3 code of an alpha-2 code."""

    path: Path
    iso3: Mapping[str, str]
    _found: dict[str, tuple[Entry, ...]] = field(default_factory=dict, repr=False, compare=False)

    def named(self, key: str) -> tuple[Entry, ...]:
        """Return the places of a folded name, regions and towns, largest first; none where there is no file."""
        if key not in self._found:
            self._found[key] = self._look_up(key)
        return self._found[key]

    @cached_property
    def _data(self) -> mmap.mmap | None:
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def _look_up(self, key: str) -> tuple[Entry, ...]:
        data = self._data
        if data is None or not key:
            return ()
        low, high = 0, len(data)
        while low < high:
            start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = data.find(b"\n", start, len(data))
            if _key(data[start:end]) < key.encode():
                low = end + 1
            else:
                high = start
        found = []
        while low < len(data):
            end = data.find(b"\n", low)
            if _key(data[low:end]) != key.encode():
                break
            found.append(self._entry(data[low:end].decode()))
            low = end + 1
        return tuple(sorted(found, key=lambda e: -e.population))

    def _entry(self, row: str) -> Entry:
        name, code, lat, lon, population, radius = row.split("\t")
        iso3 = self.iso3.get(code[:2])
        if radius:
            return Entry(name, "region", iso3, float(lat), float(lon), float(radius), int(population), "admin", code)
        return Entry(name, "city", iso3, float(lat), float(lon), _VILLAGE_RADIUS_KM, int(population), "city", code)


def _key(row: bytes) -> bytes:
    """Return the folded name of a row as bytes; that of a comment stands before all others."""
    return b"" if row.startswith(b"#") else fold(row.partition(b"\t")[0].decode()).encode()
