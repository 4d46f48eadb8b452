"""The gazetteer: countries, curated regions and seats of power, regions and cities -> `Gazetteer`.

Names are compared folded: without case, accents, apostrophes and full stops, hyphens as spaces. Abbreviations in
capitals (US, UAE, B.C.) are compared as written, so that the pronoun "us" names no country. Rows of the large file
are parsed when their name is first asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.errors import DataError, DataFaults
from dashboard.model import PLACE_KINDS, Place

COUNTRY_COLUMNS = 11
REGION_COLUMNS = 8
GAZETTEER_COLUMNS = 9
_MARKS = str.maketrans(
    {"'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "`": None, ".": None, "-": " ", "‑": " ", "–": " "}
)
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ə": "a",
        "Ə": "A",
    }
)
_SHORT = re.compile(r"(?:[A-Z]\.?\s?){2,5}|[A-Z][A-Z][A-Z]?")


def fold(name: str) -> str:
    """Return the form in which names are compared: "Port-au-Prince" and "N'Djamena" -> "port au prince", "ndjamena"."""
    if not name.isascii():
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


@dataclass(frozen=True)
class Gazetteer:
    """Every place we know, by folded name.

    `exact` holds abbreviations as written; `rows` the unparsed lines of the large file, `index` their numbers by
    folded name. `longest` says for a first word how many words the longest name that begins with it has.
    """

    countries: Mapping[str, Country]
    exact: Mapping[str, tuple[Entry, ...]]
    known: Mapping[str, tuple[Entry, ...]]
    rows: list[str]
    index: Mapping[str, int | tuple[int, ...]]
    longest: Mapping[str, int]
    demonyms: Mapping[str, str]
    names: Mapping[str, str]
    capitals: Mapping[str, str]
    _parsed: dict[int, Entry] = field(default_factory=dict, repr=False, compare=False)

    def country_of(self, text: str) -> str | None:
        """Return the ISO 3166 alpha-3 code that a name, alias or demonym of a country stands for, or None."""
        text = text.strip()
        if text.startswith(("the ", "The ")):
            text = text[4:]
        short = self.exact.get(text)
        if short and short[0].kind == "country":
            return short[0].iso3
        key = fold(text)
        if key in self.names and not text.islower():
            return self.names[key]
        return self.demonyms.get(key) if text[:1].isupper() else None

    def is_demonym(self, text: str) -> bool:
        """Return whether the text is a demonym or adjective of a country ("Russian", "Britons")."""
        return text[:1].isupper() and fold(text) in self.demonyms

    def country_name(self, iso3: str) -> str:
        """Return the short English name of a country; the code itself where we do not know it."""
        country = self.countries.get(iso3)
        return country.name if country else iso3

    def capital_state(self, name: str) -> str | None:
        """Return the state whose capital bears this name ("Moscow" -> RUS), for capitals that speak for their state."""
        return self.capitals.get(fold(name))

    def seat_of(self, name: str) -> str | None:
        """Return the state or body that a seat of power stands for ("the Kremlin" -> RUS), or None."""
        key = fold(name.removeprefix("the ").removeprefix("The "))
        return next((e.stands_for for e in self.known.get(key, ()) if e.stands_for), None)

    def place(self, iso3: str) -> Place | None:
        """Return a country as a place: an area around its label point."""
        country = self.countries.get(iso3)
        if country is None:
            return None
        return Place(country.name, country.name, country.lat, country.lon, iso3, "country", country.radius_km)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Return the entries that bear a name: countries, then curated places, regions and cities, largest first."""
        exact = self.exact.get(name)
        if exact:
            return exact
        return self.entries(fold(name.removeprefix("the ").removeprefix("The ")))

    def entries(self, key: str) -> tuple[Entry, ...]:
        """Return the entries of a folded name, in the order of `lookup`."""
        numbers = self.index.get(key, ())
        found = [self._entry(n) for n in ((numbers,) if isinstance(numbers, int) else numbers)]
        found.sort(key=lambda e: (e.rank != "admin", -e.population))
        return (*self.known.get(key, ()), *found)

    def _entry(self, number: int) -> Entry:
        entry = self._parsed.get(number)
        if entry is None:
            entry = self._parsed[number] = _parse_row(self.rows[number])
        return entry


def load(folder: Path, user: Path | None = None) -> Gazetteer:
    """Return the gazetteer of countries.tsv, regions.tsv and gazetteer.tsv in `folder`, and places.tsv in `user`.

    Raises DataFaults with every fault of the small files; a script writes the large one, and its tests check it.
    """
    faults: list[DataError] = []
    countries = {c.iso3: c for c in _read_countries(folder / "countries.tsv", faults)}
    curated = _read_regions(folder / "regions.tsv", countries, faults)
    if user is not None and (user / "places.tsv").exists():
        curated += _read_regions(user / "places.tsv", countries, faults)
    if faults:
        raise DataFaults(faults)
    exact: dict[str, tuple[Entry, ...]] = {}
    known: dict[str, tuple[Entry, ...]] = {}
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for country in countries.values():
        entry = Entry(
            country.name, "country", country.iso3, country.lat, country.lon, country.radius_km, 0, "country", "", None
        )
        for name in (country.name, *country.aliases):
            _put(name, entry, exact, known)
            if not _SHORT.fullmatch(name):
                names[fold(name)] = country.iso3
        for name in country.demonyms:
            demonyms[fold(name)] = country.iso3
            demonyms.setdefault(fold(name) + "s", country.iso3)
    for entry, others in curated:
        for name in (entry.name, *others):
            _put(name, entry, exact, known)
    rows, index = _read_rows(folder / "gazetteer.tsv")
    capitals = {fold(c.capital): c.iso3 for c in countries.values() if c.capital}
    for city, iso3 in (
        ("washington dc", "USA"),
        ("kiev", "UKR"),
        ("peking", "CHN"),
        ("tel aviv", "ISR"),
        ("teheran", "IRN"),
        ("sana", "YEM"),
    ):
        capitals.setdefault(city, iso3)
    longest: dict[str, int] = {}
    for table in (known, index):
        for key in table:
            first, _, rest = key.partition(" ")
            if rest:
                count = key.count(" ") + 1
                if longest.get(first, 1) < count:
                    longest[first] = count
    return Gazetteer(countries, exact, known, rows, index, longest, demonyms, names, capitals)


def _put(name: str, entry: Entry, exact: dict[str, tuple[Entry, ...]], known: dict[str, tuple[Entry, ...]]) -> None:
    table, key = (exact, name) if _SHORT.fullmatch(name) else (known, fold(name))
    if entry not in table.get(key, ()):
        table[key] = (*table.get(key, ()), entry)


def _lines(path: Path, columns: int, faults: list[DataError]) -> Iterable[tuple[int, list[str]]]:
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            faults.append(
                DataError(f"{len(cells)} columns.", file=str(path), line=number, expected=f"{columns}, parted by tabs")
            )
            continue
        yield number, [cell.strip() for cell in cells]


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name for name in (part.strip() for part in cell.split(";")) if name)


def _number(cell: str, what: str, path: Path, line: int, faults: list[DataError]) -> float | None:
    if not cell:
        return None
    try:
        return float(cell)
    except ValueError:
        faults.append(DataError(f"{what} {cell!r} is no number.", file=str(path), line=line))
        return None


def _read_countries(path: Path, faults: list[DataError]) -> list[Country]:
    found = []
    for line, c in _lines(path, COUNTRY_COLUMNS, faults):
        lat, lon, radius = (
            _number(c[i], what, path, line, faults) for i, what in ((6, "lat"), (7, "lon"), (8, "radius_km"))
        )
        found.append(
            Country(
                c[0], c[1], c[2], _names(c[3]), _names(c[4]), c[5], lat, lon, radius or 0.0, c[9], tuple(c[10].split())
            )
        )
    return found


def _read_regions(
    path: Path, countries: Mapping[str, Country], faults: list[DataError]
) -> list[tuple[Entry, tuple[str, ...]]]:
    """Return curated places with their aliases; every fault is gathered with its line."""
    found = []
    for line, c in _lines(path, REGION_COLUMNS, faults):
        name, kind, iso3, stands_for, aliases = c[0], c[1], c[2], c[6], c[7]
        if kind not in PLACE_KINDS:
            faults.append(
                DataError(
                    f"{name}: kind {kind!r} is unknown.",
                    file=str(path),
                    line=line,
                    expected="one of " + ", ".join(PLACE_KINDS),
                )
            )
        if iso3 and iso3 not in countries:
            faults.append(
                DataError(
                    f"{name}: {iso3!r} is no country of countries.tsv.",
                    file=str(path),
                    line=line,
                    fix="Write its ISO 3166 alpha-3 code, or nothing.",
                )
            )
        lat, lon, radius = (
            _number(c[i], what, path, line, faults) for i, what in ((3, "lat"), (4, "lon"), (5, "radius_km"))
        )
        if lat is not None and not -90 <= lat <= 90 or lon is not None and not -180 <= lon <= 180:
            faults.append(
                DataError(
                    f"{name}: {lat}, {lon} is no point on Earth.",
                    file=str(path),
                    line=line,
                    expected="lat -90..90, lon -180..180",
                )
            )
        entry = Entry(name, kind, iso3 or None, lat, lon, radius or 0.0, 0, "curated", "", stands_for or None)
        found.append((entry, _names(aliases)))
    return found


def _read_rows(path: Path) -> tuple[list[str], dict[str, int | tuple[int, ...]]]:
    """Return the lines of the gazetteer and their numbers by folded name."""
    rows: list[str] = []
    index: dict[str, int | tuple[int, ...]] = {}
    if not path.exists():
        return rows, index
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line or line[0] == "#":
            continue
        number = len(rows)
        head, _, others = line.rpartition("\t")
        rows.append(head)
        name = head.partition("\t")[0]
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


def _parse_row(row: str) -> Entry:
    name, kind, iso3, region, lat, lon, population, radius = row.split("\t")
    return Entry(
        name,
        "city" if kind == "city" else "region",
        iso3,
        float(lat),
        float(lon),
        float(radius),
        int(population),
        "city" if kind == "city" else "admin",
        region,
    )
