"""The gazetteer: countries, curated regions and seats of power, regions and cities -> `Gazetteer`.

Names are compared folded: without case, accents, apostrophes and full stops, hyphens as spaces. Abbreviations in
capitals (US, UAE, B.C.) are compared as written, so that the pronoun "us" names no country. Rows of the large file
are parsed when their name is first asked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dashboard.errors import DataError, DataFaults
from dashboard.lexicon.place_small import SmallPlaces
from dashboard.lexicon.placefiles import (
    Country,
    Entry,
    fold,
    parse_entry,
    read_countries,
    read_gazetteer,
    read_pairs,
    read_regions,
)
from dashboard.model import Place

__all__ = ["Country", "Entry", "Gazetteer", "fold", "load"]

# An abbreviation: dotted letters, or two to five capitals.
_SHORT = re.compile(r"(?:[A-Z]\.\s?){2,}|[A-Z]{2,5}")
# Names under which a capital also speaks for its state, and seats of government that are no capital.
_CAPITAL_NAMES = {
    "washington dc": "USA",
    "kiev": "UKR",
    "peking": "CHN",
    "tel aviv": "ISR",
    "teheran": "IRN",
    "sanaa": "YEM",
    "brasilia": "BRA",
    "bogota": "COL",
    "delhi": "IND",
    "naypyitaw": "MMR",
    "chisinau": "MDA",
}
# Capitals that news names for something else: the Union, or a namesake.
_NOT_SPEAKING = frozenset("brussels victoria georgetown hamilton stanley douglas".split()) | {"san juan", "the valley"}


# States that are no more, under the alpha-3 codes they had in ISO 3166; articles of their day name them.
FORMER_STATES = {
    "SUN": "Soviet Union",
    "YUG": "Yugoslavia",
    "SCG": "Serbia and Montenegro",
    "CSK": "Czechoslovakia",
    "DDR": "East Germany",
}


@dataclass(frozen=True, repr=False)
class Gazetteer:
    """Every place we know, by folded name, and the words that tell a place name from another one.

    `exact` holds abbreviations as written, `known` countries and curated places, `index` the numbers of `rows`, the
    unparsed lines of the large file. `longest` says for a first word how many words the longest name has that begins
    with it. `homonyms` says of a name of one word that it is also a word (w), a first name (f) or a surname (s).
    `small` holds villages and districts, looked up only for names that a text itself calls places.
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
    words: Mapping[str, frozenset[str]]
    first_names: frozenset[str]
    homonyms: Mapping[str, str]
    abbreviations: Mapping[str, tuple[str, str]]
    small: SmallPlaces
    _parsed: dict[int, Entry] = field(default_factory=dict, repr=False, compare=False)

    def country_of(self, text: str) -> str | None:
        """Return the ISO 3166 alpha-3 code that a name, alias or demonym of a country stands for, or None."""
        text = _bare(text)
        short = self.exact.get(text)
        if short and short[0].kind == "country":
            return short[0].iso3
        if text.islower():
            return None
        key = fold(text)
        return self.names.get(key) or (self.demonyms.get(key) if text[:1].isupper() else None)

    def is_demonym(self, text: str) -> bool:
        """Return whether the text is a demonym or adjective of a country ("Russian", "Britons")."""
        return text[:1].isupper() and fold(text) in self.demonyms

    def country_name(self, iso3: str) -> str:
        """Return the short English name of a country, a former one too; the code itself where we do not know it."""
        country = self.countries.get(iso3)
        return country.name if country else FORMER_STATES.get(iso3, iso3)

    def capital_state(self, name: str) -> str | None:
        """Return the state whose capital bears this name ("Moscow" -> RUS): capitals speak for their state."""
        return self.capitals.get(fold(name))

    def seat_of(self, name: str) -> str | None:
        """Return the state or body that a seat of power stands for ("the Kremlin" -> RUS), or None."""
        return next((e.stands_for for e in self.known.get(fold(_bare(name)), ()) if e.stands_for), None)

    def place(self, iso3: str) -> Place | None:
        """Return a country as a place: an area around its label point."""
        country = self.countries.get(iso3)
        if country is None:
            return None
        return Place(country.name, country.name, country.lat, country.lon, iso3, "country", country.radius_km)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Return the entries that bear a name: countries, then curated places, regions and cities, largest first."""
        name = _bare(name)
        return self.exact.get(name) or self.entries(fold(name))

    def entries(self, key: str) -> tuple[Entry, ...]:
        """Return the entries of a folded name, in the order of `lookup`."""
        numbers = self.index.get(key, ())
        found = [self._entry(n) for n in ((numbers,) if isinstance(numbers, int) else numbers)]
        found.sort(key=lambda e: (e.rank != "admin", -e.population))
        return (*self.known.get(key, ()), *found)

    def region(self, code: str) -> Entry | None:
        """Return the first-level region with a GeoNames code ("UA.07"), or None."""
        number = self._regions.get(code)
        return None if number is None else self._entry(number)

    @cached_property
    def _regions(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, row in enumerate(self.rows):
            cells = row.split("\t", 4)
            if cells[1] == "region" and cells[3].count(".") == 1:
                found.setdefault(cells[3], number)
        return found

    def _entry(self, number: int) -> Entry:
        entry = self._parsed.get(number)
        if entry is None:
            entry = self._parsed[number] = parse_entry(self.rows[number])
        return entry


def _bare(name: str) -> str:
    """Return a name without the article before it."""
    return name.strip().removeprefix("the ").removeprefix("The ")


def load(folder: Path, user: Path | None = None) -> Gazetteer:
    """Return the gazetteer of `folder` with the user's own places, places.tsv in the folder `user`.

    Raises DataFaults with every fault of the small files; a script writes the large one, and its tests check it.
    """
    faults: list[DataError] = []
    countries = {c.iso3: c for c in read_countries(folder / "countries.tsv", faults)}
    curated = read_regions(folder / "regions.tsv", countries, faults)
    if user is not None:
        curated = read_regions(user / "places.tsv", countries, faults) + curated
    words: dict[str, set[str]] = defaultdict(set)
    for group, word in read_pairs(folder / "place_words.tsv", 2, faults):
        words[group].add(word)
    first_names = frozenset(fold(name) for name, _ in read_pairs(folder / "first_names.tsv", 2, faults))
    homonyms = {cells[0]: cells[1] for cells in read_pairs(folder / "place_homonyms.tsv", 2, faults)}
    abbreviations = {a: (fold(n), iso3) for a, n, iso3 in read_pairs(folder / "place_abbreviations.tsv", 3, faults)}
    if faults:
        raise DataFaults(faults)
    exact: dict[str, tuple[Entry, ...]] = {}
    known: dict[str, tuple[Entry, ...]] = {}
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for country in countries.values():
        entry = _country_entry(country)
        for name in (country.name, *country.aliases):
            if not _put(name, entry, exact, known):
                names[fold(_bare(name))] = country.iso3
        for name in country.demonyms:
            demonyms[fold(name)] = country.iso3
            demonyms.setdefault(fold(name) + "s", country.iso3)
    for entry, others in curated:
        for name in (entry.name, *others):
            _put(name, entry, exact, known)
    rows, index = read_gazetteer(folder / "gazetteer.tsv")
    return Gazetteer(
        countries=countries,
        exact=exact,
        known=known,
        rows=rows,
        index=index,
        longest=_longest(known, index),
        demonyms={key: iso3 for key, iso3 in demonyms.items() if key not in names},
        names=names,
        capitals=_capitals(countries),
        words={group: frozenset(found) for group, found in words.items()},
        first_names=first_names,
        homonyms=homonyms,
        abbreviations=abbreviations,
        small=SmallPlaces(folder / "place_small.tsv", {c.iso2: c.iso3 for c in countries.values()}),
    )


def _capitals(countries: Mapping[str, Country]) -> dict[str, str]:
    found = {fold(c.capital): c.iso3 for c in countries.values() if c.capital}
    return {name: iso3 for name, iso3 in found.items() if name not in _NOT_SPEAKING} | _CAPITAL_NAMES


def _country_entry(country: Country) -> Entry:
    return Entry(country.name, "country", country.iso3, country.lat, country.lon, country.radius_km, 0, "country")


def _put(name: str, entry: Entry, exact: dict[str, tuple[Entry, ...]], known: dict[str, tuple[Entry, ...]]) -> bool:
    """Enter a name as written where it is an abbreviation, else folded; return whether it is one."""
    short = _SHORT.fullmatch(name) is not None
    table, key = (exact, name) if short else (known, fold(_bare(name)))
    if entry not in table.get(key, ()):
        table[key] = (*table.get(key, ()), entry)
    return short


def _longest(*tables: Mapping[str, object]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for table in tables:
        for key in table:
            first, _, rest = key.partition(" ")
            if rest and longest.get(first, 1) < (count := key.count(" ") + 1):
                longest[first] = count
    return longest
