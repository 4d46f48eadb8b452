"""The gazetteer: names and demonyms of states, curated places, the user's own, and faults with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import DataFaults
from dashboard.lexicon import REFERENCE, places
from dashboard.lexicon.placefiles import fold
from dashboard.model import PLACE_KINDS


@pytest.fixture(scope="module")
def gazetteer() -> places.Gazetteer:
    return places.load(REFERENCE)


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("Russia", "RUS"),
        ("Russian", "RUS"),
        ("the Russian Federation", "RUS"),
        ("Chinese", "CHN"),
        ("U.S.", "USA"),
        ("US", "USA"),
        ("the United States", "USA"),
        ("Americans", "USA"),
        ("Saudis", "SAU"),
        ("Britons", "GBR"),
        ("British", "GBR"),
        ("U.K.", "GBR"),
        ("Holland", "NLD"),
        ("Dutch", "NLD"),
        ("Burma", "MMR"),
        ("DPRK", "PRK"),
        ("North Korean", "PRK"),
        ("Côte d'Ivoire", "CIV"),
        ("Cote d’Ivoire", "CIV"),
        ("Democratic Republic of Congo", "COD"),
        ("Palestinians", "PSE"),
        ("Türkiye", "TUR"),
        ("Turks", "TUR"),
        ("Kosovar", "XKX"),
        ("Philippines", "PHL"),
        ("us", None),
        ("turkey", None),
        ("polish", None),
        ("Kharkiv", None),
        ("English", None),
        ("", None),
    ],
)
def test_names_aliases_and_demonyms_lead_to_the_state(text: str, iso3: str | None, gazetteer: places.Gazetteer) -> None:
    """Countries of an event come through these words more often than through the state's own name."""
    assert gazetteer.country_of(text) == iso3


def test_capitals_and_seats_speak_for_their_state(gazetteer: places.Gazetteer) -> None:
    """ "Moscow said" is Russia speaking."""
    states = [gazetteer.capital_state(name) for name in ("Moscow", "Beijing", "Kiev", "Kyiv", "Brussels", "Harbin")]

    assert states == ["RUS", "CHN", "UKR", "UKR", None, None]
    assert [gazetteer.seat_of(n) for n in ("Kremlin", "the White House", "Pentagon", "Red Square")] == [
        "RUS",
        "USA",
        "USA",
        None,
    ]


def test_every_state_has_a_name_a_point_and_a_radius(gazetteer: places.Gazetteer) -> None:
    """A country is drawn as an area around its label point."""
    for iso3, country in gazetteer.countries.items():
        place = gazetteer.place(iso3)
        assert place is not None
        assert len(iso3) == 3
        assert country.name == gazetteer.country_name(iso3)
        if country.capital:
            assert place.lat is not None, iso3
            assert place.radius_km > 0


def test_a_capital_lies_in_or_near_its_country(gazetteer: places.Gazetteer) -> None:
    """A swapped sign of a label point shows here."""
    for country in gazetteer.countries.values():
        towns = [e for e in gazetteer.lookup(country.capital) if e.iso3 == country.iso3 and e.lat is not None]
        if towns and country.lat is not None and country.lon is not None:
            town = towns[-1]
            away = max(abs((town.lat or 0) - country.lat), abs((town.lon or 0) - country.lon) % 340)
            assert away * 60 < 6 * country.radius_km + 700, country.name


def test_curated_places_are_found_by_each_of_their_names(gazetteer: places.Gazetteer) -> None:
    """What conflicts are about, no list of towns has."""
    names = ["Donbas", "Red Sea", "Golan Heights", "Gaza Strip", "West Bank", "Darfur", "Nagorno-Karabakh", "Sahel"]
    names += ["Taiwan Strait", "Strait of Hormuz", "South China Sea", "Kurdistan", "Kashmir", "Balkans", "Middle East"]
    for name in names:
        entries = gazetteer.lookup(name)
        assert entries, name
        assert entries[0].rank == "curated", name
        assert entries[0].kind in PLACE_KINDS
        assert entries[0].radius_km > 0


def test_regions_of_states_and_towns_have_codes_that_tie_them(gazetteer: places.Gazetteer) -> None:
    """ "Kharkiv region" and Kharkiv lie in the same region."""
    region, city = gazetteer.lookup("Kharkiv")[:2]

    assert (region.kind, city.kind) == ("region", "city")
    assert region.region == city.region
    assert gazetteer.region(city.region) == region


def test_a_user_s_own_places_come_first(tmp_path: Path) -> None:
    """A field office knows villages that we do not, and may correct us."""
    (tmp_path / "places.tsv").write_text(
        "# name, kind, iso3, lat, lon, radius_km, stands_for, aliases\n"
        "Camp Lightning\tsite\tKEN\t0.5\t37.1\t2\t\tFOB Lightning; Lightning base\n",
        encoding="utf-8",
    )
    gazetteer = places.load(REFERENCE, tmp_path)

    assert [e.name for e in gazetteer.lookup("FOB Lightning")] == ["Camp Lightning"]


def test_every_fault_of_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    """Faults come one run at a time, not one a run."""
    (tmp_path / "places.tsv").write_text(
        "Ghost Town\tvillage\tXXX\t95\t10\t2\t\t\nShort\tcity\nNowhere\tcity\t\tnorth\t10\t2\t\t\n", encoding="utf-8"
    )
    with pytest.raises(DataFaults) as raised:
        places.load(REFERENCE, tmp_path)

    text = str(raised.value)
    assert len(raised.value.faults) == 5
    for part in ("places.tsv:1:", "places.tsv:2:", "places.tsv:3:", "'village' is unknown", "'XXX'", "columns"):
        assert part in text


@pytest.mark.parametrize(
    "name", ["countries.tsv", "regions.tsv", "gazetteer.tsv", "place_words.tsv", "place_names.tsv"]
)
def test_data_files_say_their_origin_and_are_sorted(name: str) -> None:
    """A hand edit gives a one-line diff, and nobody asks where a row came from."""
    lines = (REFERENCE / name).read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    rows = [line.split("\t")[0] for line in lines if not line.startswith("#")]

    assert any(word in " ".join(head) for word in ("licence", "ours", "CC BY", "MIT"))
    assert [fold(r) for r in rows] == sorted(fold(r) for r in rows)


def test_rows_of_the_large_file_are_well_formed() -> None:
    """The file is written by a script; its shape is checked here and not at each start."""
    rows = [r for r in (REFERENCE / "gazetteer.tsv").read_text(encoding="utf-8").split("\n") if r and r[0] != "#"]
    known = {line.split("\t")[0] for line in (REFERENCE / "countries.tsv").read_text(encoding="utf-8").split("\n")}
    for row in rows:
        name, kind, iso3, _, lat, lon, population, radius, others = row.split("\t")
        assert name, row
        assert kind in ("city", "region", "county"), row
        assert iso3 in known, row
        assert abs(float(lat)) <= 90, row
        assert abs(float(lon)) <= 180, row
        assert int(population) >= 0, row
        assert int(radius) > 0, row
        assert others == others.lower(), row
    assert len(rows) > 60_000


def test_small_places_are_found_on_disk_by_their_name(gazetteer: places.Gazetteer) -> None:
    """Two hundred thousand villages would double the memory; an article asks for a few of them."""
    [village] = [e for e in gazetteer.small.named("innisfail") if e.iso3 == "AUS"]

    assert (village.name, village.kind, village.region) == ("Innisfail", "city", "AU.04")
    assert gazetteer.small.named("no such village") == ()
    assert gazetteer.small.named("") == ()


def test_rows_of_small_places_are_well_formed_and_in_the_order_that_they_are_looked_up_in(
    gazetteer: places.Gazetteer,
) -> None:
    """A row out of order is never found."""
    rows = [r for r in (REFERENCE / "place_small.tsv").read_text(encoding="utf-8").split("\n") if r and r[0] != "#"]
    keys = [fold(row.partition("\t")[0]).encode() for row in rows]
    states = {c.iso2 for c in gazetteer.countries.values()}

    assert keys == sorted(keys)
    for row in rows:
        _, code, lat, lon, population, radius = row.split("\t")
        assert code[:2] in states, row
        assert abs(float(lat)) <= 90, row
        assert abs(float(lon)) <= 180, row
        assert int(population) >= 0, row
        assert not radius or int(radius) > 0, row
    for row in (rows[0], rows[len(rows) // 2], rows[-1]):
        name, code = row.split("\t")[:2]
        assert code in {e.region for e in gazetteer.small.named(fold(name))}


def test_a_large_region_is_drawn_around_its_middle_not_around_its_towns(gazetteer: places.Gazetteer) -> None:
    """Nine in ten Ontarians live in its southern corner."""
    ontario = next(e for e in gazetteer.lookup("Ontario") if e.kind == "region")

    assert (ontario.lat, ontario.lon, ontario.radius_km) == (50.0, -86.0, 600.0)
