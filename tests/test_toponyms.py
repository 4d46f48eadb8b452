"""Place names in news sentences, and the places they name: the table is the specification."""

from __future__ import annotations

import pytest

from dashboard.extract.sentences import split_sentences
from dashboard.extract.toponyms import find_toponyms, without_bodies, without_people
from dashboard.lexicon import REFERENCE, places
from dashboard.model import Span, Toponym


@pytest.fixture(scope="module")
def gazetteer() -> places.Gazetteer:
    return places.load(REFERENCE)


def found(text: str, gazetteer: places.Gazetteer, persons: tuple[Span, ...] = ()) -> tuple[Toponym, ...]:
    return without_people(text, find_toponyms(text, split_sentences(text), gazetteer), persons)


def told(text: str, gazetteer: places.Gazetteer) -> list[str]:
    """Each toponym as 'words = name, country, kind'."""
    return [f"{t.text} = {t.name}, {t.iso3 or '-'}, {t.kind}" for t in found(text, gazetteer)]


WORLD = [
    (
        "KYIV, Ukraine (AP) — Drones struck a warehouse in Odesa, the governor of Odesa Oblast said.",
        "KYIV = Kyiv, UKR, city; Ukraine = Ukraine, UKR, country; Odesa = Odesa, UKR, city; "
        "Odesa Oblast = Odesa Oblast, UKR, region",
    ),
    (
        "Jets bombed Khan Younis in the southern Gaza Strip. Mediators from Qatar and Egypt met in Doha.",
        "Khan Younis = Khan Younis, PSE, city; Gaza Strip = Gaza Strip, PSE, region; "
        "Qatar = Qatar, QAT, country; Egypt = Egypt, EGY, country; Doha = Doha, QAT, city",
    ),
    (
        "Rebels advanced towards Goma, the capital of North Kivu, and crossed Lake Kivu to Gisenyi, Rwanda.",
        "Goma = Goma, COD, city; North Kivu = North Kivu, COD, region; Lake Kivu = Lake Kivu, -, sea; "
        "Gisenyi = Gisenyi, RWA, city; Rwanda = Rwanda, RWA, country",
    ),
    (
        "The president will travel to N'Djamena and then to Abidjan, Ivory Coast's main city.",
        "N'Djamena = N'Djamena, TCD, city; Abidjan = Abidjan, CIV, city; Ivory Coast = Ivory Coast, CIV, country",
    ),
    (
        "The Philippine coast guard met Chinese ships near Second Thomas Shoal in the South China Sea.",
        "Second Thomas Shoal = Second Thomas Shoal, -, site; South China Sea = South China Sea, -, sea",
    ),
    (
        "Floods cut off Gonaïves in Haiti's Artibonite department; aid came through Port-au-Prince.",
        "Gonaïves = Gonaïves, HTI, city; Haiti = Haiti, HTI, country; "
        "Artibonite department = Artibonite, HTI, region; Port-au-Prince = Port-au-Prince, HTI, city",
    ),
    (
        "Houthi fighters shelled a tanker in the Bab el-Mandeb strait off Hodeidah.",
        "Bab el-Mandeb strait = Bab el-Mandeb, -, sea; Hodeidah = Hodeidah, YEM, city",
    ),
    (
        "In Helmand province the Taliban took Lashkar Gah; Bagram Air Base stood empty.",
        "Helmand province = Helmand, AFG, region; Lashkar Gah = Lashkar Gah, AFG, city; "
        "Bagram Air Base = Bagram Air Base, AFG, site",
    ),
    (
        "Fighters held Raqqa and Deir ez-Zor; the army retook Tikrit in Anbar province.",
        "Raqqa = Raqqa, SYR, city; Deir ez-Zor = Deir ez-Zor, SYR, city; Tikrit = Tikrit, IRQ, city; "
        "Anbar province = Anbar, IRQ, region",
    ),
    (
        "Voters in Nuevo León and Chihuahua states chose governors; in Culiacán, Sinaloa, buses burned.",
        "Nuevo León = Nuevo León, MEX, region; Chihuahua = Chihuahua, MEX, region; "
        "Culiacán = Culiacán, MEX, city; Sinaloa = Sinaloa, MEX, region",
    ),
]

SPELLINGS = [
    (
        "Officials in Kiev and Peking spoke.",
        "Kiev = Kyiv, UKR, city; Peking = Beijing, CHN, city",
    ),
    (
        "He left Rangoon for Bombay.",
        "Rangoon = Yangon, MMR, city; Bombay = Mumbai, IND, city",
    ),
    (
        "The march in Brasília ended.",
        "Brasília = Brasília, BRA, city",
    ),
    (
        "The march in Brasilia ended.",
        "Brasilia = Brasília, BRA, city",
    ),
    (
        "The U.S., the U.K. and the UAE agreed.",
        "U.S. = United States, USA, country; U.K. = United Kingdom, GBR, country; "
        "UAE = United Arab Emirates, ARE, country",
    ),
    (
        "Tell us what the DRC wants.",
        "DRC = DR Congo, COD, country",
    ),
    (
        "Courts in Columbia, S.C., and Frankfort, Ky., reopened.",
        "Columbia = Columbia, USA, city; S.C. = South Carolina, USA, region; "
        "Frankfort = Frankfort, USA, city; Ky. = Kentucky, USA, region",
    ),
    (
        "A plant in Irvine, CA, closed.",
        "Irvine = Irvine, USA, city; CA = California, USA, region",
    ),
    (
        "The fleet left Vancouver, B.C., at noon.",
        "Vancouver = Vancouver, CAN, city; B.C. = British Columbia, CAN, region",
    ),
    (
        "Carthage fell in 146 B.C. to its rival.",
        "Carthage = Carthage, TUN, city",
    ),
    (
        "Russia-Ukraine talks stalled.",
        "Russia = Russia, RUS, country; Ukraine = Ukraine, UKR, country",
    ),
    (
        "They met in Washington, D.C. on Monday.",
        "Washington, D.C. = Washington, D.C., USA, city",
    ),
    (
        "North and South Korea exchanged fire.",
        "North = North Korea, PRK, country; South Korea = South Korea, KOR, country",
    ),
    (
        "Peru's congress and the Philippines' senate voted.",
        "Peru = Peru, PER, country; Philippines = Philippines, PHL, country",
    ),
]

SENSES = [
    ("Police in Portland, Oregon, and Portland, Maine, were on alert.", [45, 44], "Portland"),
    ("In Birmingham, Alabama, and in Birmingham, England, bells rang.", [34, 52], "Birmingham"),
]

NOT_PLACES = [
    "The Bank of England and the London Stock Exchange declined to comment.",
    "The New York Times and the Washington Post reported it.",
    "He studied at Cambridge University and wrote for the Jerusalem Post.",
    "Under the Geneva Convention and the Minsk agreements, the parties must talk.",
    "The treaty of Lausanne, the Oslo Accords and the Dayton Agreement are taught in schools.",
    "Mr. Washington met Jack London and Paris Hilton.",
    "Chad Smith and Georgia Brown joined Michael Jordan.",
    "Judge Lincoln said nothing. Lincoln left.",
    "Russian and Chinese officials thanked the Saudis.",
    "The budget grew to US$4 million in March.",
    "Two people caught West Nile virus and Lassa fever.",
    "The Somali and Western delegations left.",
    "An Air India jet and a Pohang-class corvette were shown.",
    "Xinhua and Reuters carried the news. Nice people may be mobile.",
    "The pro-Russia party lost.",
    "Muqtada al-Sadr spoke.",
    "The corvette Cheonan and the Black Sea Fleet were on alert.",
    "The Paris climate deal and the Geneva peace accord held.",
]


@pytest.mark.parametrize(("text", "expected"), WORLD + SPELLINGS)
def test_places_all_over_the_world_are_found_and_named(text: str, expected: str, gazetteer: places.Gazetteer) -> None:
    """The map is only as good as this table."""
    assert "; ".join(told(text, gazetteer)) == expected


@pytest.mark.parametrize(("text", "latitudes", "name"), SENSES)
def test_a_comma_and_a_country_or_state_choose_among_namesakes(
    text: str, latitudes: list[int], name: str, gazetteer: places.Gazetteer
) -> None:
    """A dot on the wrong continent is worse than none."""
    answer = [int(t.lat or 0) for t in found(text, gazetteer) if t.text == name]

    assert [abs(a - b) <= 1 for a, b in zip(answer, latitudes, strict=True)] == [True, True]


@pytest.mark.parametrize("text", NOT_PLACES)
def test_names_of_people_bodies_treaties_and_peoples_are_no_places(text: str, gazetteer: places.Gazetteer) -> None:
    """Half of the capitals in the news are names of something else."""
    assert told(text, gazetteer) == []


def test_a_georgia_among_states_is_the_state_and_beside_tbilisi_the_country(gazetteer: places.Gazetteer) -> None:
    """The hardest name of the atlas."""
    country = told("Georgia's parliament in Tbilisi passed the bill.", gazetteer)
    state = told("Recalls hit Alabama, Tennessee and Georgia.", gazetteer)

    assert country[0] == "Georgia = Georgia, GEO, country"
    assert state[2] == "Georgia = Georgia, USA, region"


def test_a_name_told_once_with_its_country_keeps_that_sense_in_the_article(gazetteer: places.Gazetteer) -> None:
    """One sense a document: Paris, Texas does not become Paris, France three lines on."""
    text = "A fire broke out in Paris, Texas. Firemen came from nearby. Paris has one school."

    assert [t.iso3 for t in found(text, gazetteer) if t.text == "Paris"] == ["USA", "USA"]


def test_a_place_that_no_gazetteer_has_is_known_by_the_words_around_it(gazetteer: places.Gazetteer) -> None:
    """It is listed, and put where the text puts it: not on a point that nobody gave."""
    text = "Shells hit the village of Verkhnezalissia in Kharkiv region. Verkhnezalissia was evacuated."
    first, _, again = found(text, gazetteer)

    assert (first.text, first.iso3, first.kind) == ("Verkhnezalissia", "UKR", "city")
    assert first.radius_km > 50
    assert again.name == first.name

    (alone,) = found("Troops stormed the village of Verkhnezalissia.", gazetteer)
    assert (alone.lat, alone.iso3) == (None, None)


def test_words_known_to_be_a_person_are_no_place(gazetteer: places.Gazetteer) -> None:
    """The reader of names knows more than the list of towns."""
    text = "Later Florence spoke at length."

    assert found(text, gazetteer, (Span(6, 14),)) == ()


def test_a_country_is_an_area_with_a_radius_and_not_a_dot(gazetteer: places.Gazetteer) -> None:
    """Nothing on the map may look more exact than the article was."""
    (place,) = found("Talks were held in Brazil.", gazetteer)

    assert (place.kind, place.radius_km > 1000) == ("country", True)


def test_seats_of_power_are_sites_in_their_state(gazetteer: places.Gazetteer) -> None:
    """Whether the Kremlin is a place or a speaker, the events decide; we say where it stands."""
    assert told("They met at the Kremlin.", gazetteer) == ["Kremlin = Kremlin, RUS, site"]
    assert gazetteer.seat_of("the White House") == "USA"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling went on in Verkhnezalissia, and nobody left.", "Verkhnezalissia = Verkhnezalissia, -, city"),
        (
            "Shells hit the villages of Verkhnezalissia, Obryvka and Irpin, and nobody else.",
            "Verkhnezalissia = Verkhnezalissia, -, city; Obryvka = Obryvka, -, city; Irpin = Irpin, UKR, city",
        ),
        ("Shells fell near Sheikhabadur Qala on Monday.", "Sheikhabadur Qala = Sheikhabadur Qala, -, city"),
        ("They deployed missiles to Kalingradd.", "Kalingradd = Kalingradd, -, city"),
        ("He bought a stake in Compuquick.", ""),
        ("Chips made in Compuquick's plant. Compuquick said so.", ""),
        (
            "Shells fell on Basra's Hananiyah neighbourhood.",
            "Basra = Basra, IRQ, city; Hananiyah = Hananiyah, IRQ, city",
        ),
        ("He lives in Gondwanug state.", "Gondwanug = Gondwanug, -, region"),
        ("Ash from Mount Obscuro fell.", "Mount Obscuro = Mount Obscuro, -, region"),
        ("He is from Smallville, Kan., and is 44.", "Smallville = Smallville, USA, city; Kan. = Kansas, USA, region"),
    ],
)
def test_words_of_place_make_an_unknown_name_a_place_and_those_of_business_do_not(
    text: str, expected: str, gazetteer: places.Gazetteer
) -> None:
    """Half of the villages in the news stand in no list; so do all firms."""
    assert "; ".join(told(text, gazetteer)) == expected


NEARBY = [
    # A village or small town, of many of that name, in the region or state that the text speaks of.
    ("Lightning hit Queensland. There is no power in Innisfail.", "Innisfail", (-17.5, 146.0)),
    ("Birmingham, Ala. (AP) — A storm struck Centreville.", "Centreville", (32.9, -87.1)),
    ("Austin, in Scott County, Indiana, has a new clinic.", "Austin", (38.7, -85.8)),
    ("Children of the district of Karo in Indonesia fell ill.", "Karo", (3.1, 98.5)),
    ("Rebels killed two in Beni territory, eastern DR Congo.", "Beni territory", (0.5, 29.5)),
    # No list has it: it lies beside the place that the text names.
    ("The quake struck near Raboso Viejo, 40 km south of Puebla.", "Raboso Viejo", (19.0, -98.2)),
    ("In Anbar province, fighters held the village of Khorasabad.", "Khorasabad", (33.0, 41.0)),
    # A namesake of a state.
    ("ATLANTA — Voters of Georgia went to the polls in Savannah.", "Georgia", (32.8, -83.4)),
    ("TBILISI — Voters of Georgia went to the polls in Batumi.", "Georgia", (42.2, 43.5)),
    ("Polls opened in DeKalb, Gwinnett and Cobb counties in Georgia, near Atlanta.", "DeKalb", (33.8, -84.2)),
    ("Polls opened in DeKalb, Gwinnett and Cobb counties in Georgia, near Atlanta.", "Gwinnett", (33.9, -84.1)),
    ("Bombs went off in the Lebanese city of Tripoli.", "Tripoli", (34.4, 35.8)),
    ("Aurora, Colo. — A premiere in Paris was cancelled; so was one in Texas.", "Paris", (48.9, 2.3)),
    ("Bolivia voted. In Bolivia, Bolivians of Trinidad queued.", "Trinidad", (-14.8, -64.9)),
    ("Berlin, Munich and Bavaria mourned. He died in a colony in Kharp.", "Kharp", (66.8, 65.8)),
    ("A quake destroyed Port-au-Prince and Petit-Goâve in Haiti.", "Petit-Goâve", (18.4, -72.9)),
    ("The president spoke from Rehoboth Beach, Delaware.", "Rehoboth Beach", (38.7, -75.1)),
    ("The drill came from Berlin, Pennsylvania.", "Berlin", (39.9, -78.95)),
    ("MINA, Saudi Arabia — Pilgrims were crushed near Mecca.", "MINA", (23.9, 45.1)),
    ("Roofs flew in Cairns, Innisfail and Townsville in Queensland.", "Innisfail", (-17.5, 146.0)),
]


@pytest.mark.parametrize(("text", "words", "point"), NEARBY)
def test_a_small_place_lies_where_the_article_is(
    text: str, words: str, point: tuple[float, float], gazetteer: places.Gazetteer
) -> None:
    """Most places of a disaster or a war are villages, and a village has a dozen namesakes."""
    [place] = {t for t in found(text, gazetteer) if t.text == words}

    assert place.lat == pytest.approx(point[0], abs=0.6)
    assert place.lon == pytest.approx(point[1], abs=0.6)


def test_ships_that_bear_the_names_of_towns_are_no_places(gazetteer: places.Gazetteer) -> None:
    """Nothing happens in Nikopol when the Nikopol is seized at sea."""
    assert told("They seized three ships, the Berdyansk, the Nikopol and the Yany Kapu.", gazetteer) == []


def test_a_village_without_surroundings_is_on_no_map(gazetteer: places.Gazetteer) -> None:
    """Never a wrong point in place of none: there are towns called Innisfail on three continents."""
    [place] = found("There is no power in Verkhnezalissia.", gazetteer)

    assert (place.lat, place.iso3) == (None, None)


SITES = [
    ("A crush at Kanjuruhan Stadium in Malang killed 125.", "Kanjuruhan Stadium", "IDN"),
    ("In Ankara, the general was held at Verkhnez air base.", "Verkhnez air base", "TUR"),
    ("He spoke in Bern. The jets stand at Verkhnez air base.", "Verkhnez air base", None),
    ("In Genoa, the Verkhnez Bridge collapsed.", "Verkhnez Bridge", "ITA"),
    ("In Nairobi, gunmen stormed the Verkhnez shopping mall.", "Verkhnez shopping mall", "KEN"),
]


@pytest.mark.parametrize(("text", "words", "state"), SITES)
def test_a_named_site_stands_in_the_town_that_its_sentence_names(
    text: str, words: str, state: str | None, gazetteer: places.Gazetteer
) -> None:
    """Nobody lists every stadium; and a site of which the text does not say where it is has no place on the map."""
    [site] = [t for t in found(text, gazetteer) if t.text == words]

    assert (site.kind, site.iso3) == ("site", state)


def test_a_site_that_merely_bears_a_name_in_passing_is_no_place(gazetteer: places.Gazetteer) -> None:
    """The brand of a hotel, the owner of a bridge."""
    assert told("Ada Moss, who owns Verkhnez Hotel, and the Obryvka Bridge company spoke.", gazetteer) == []


def test_the_place_in_the_name_of_a_body_is_no_place(gazetteer: places.Gazetteer) -> None:
    """Nothing happened in Damascus because a group bears its old name."""
    text = "Hayat Tahrir al-Sham left Idlib."
    body = Span(0, len("Hayat Tahrir al-Sham"))

    assert [t.text for t in without_bodies(found(text, gazetteer), (body,))] == ["Idlib"]
    assert [t.text for t in without_bodies(found("Idlib fell.", gazetteer), (Span(0, 5),))] == ["Idlib"]
