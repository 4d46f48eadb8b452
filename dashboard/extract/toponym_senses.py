"""Which entry of the gazetteer a toponym names: "X, Country", its neighbours in the text, and prominence."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.extract.toponym_spots import FROM_WORDS, INSIDE, INSIDE_NEXT, SMALL, Spot, Word
from dashboard.lexicon.places import Entry, Gazetteer, fold

# Scores are in powers of ten of inhabitants: one point means ten times as many. Weights by eye, checked on GeoVirus.
_COUNTRY, _CURATED = 9.0, 9.2
_SAME_COUNTRY, _SAME_REGION, _SIBLINGS = 2.5, 0.8, 2.5
_FEW_VOTES = 2
# A town below this is none of ours where the text puts its name elsewhere, and one below the second is only taken
# for the place where the article speaks of its country.
_SMALL, _VERY_SMALL = 300_000, 30_000
_ENOUGH_VOTES = 4
# Bethlehem is also a name of Belém in Brazil: a town that bears the name as its own may be a hundred times smaller.
_OTHER_NAME = 2.0
# New York is the city, unless the article lists states; then, too, the city is not far behind.
_SHORT_NAME = 3.0
# A town fifty times smaller than its namesake is meant where the article is about its region, and hardly else.
_TINY_SHARE, _TINY = 50, 1.5
_NAMESAKE_REGION, _NAMESAKE_SIBLINGS = 1.3, 1.2
_SEAT_NAMES = frozenset(["city", "town", "village", "port", "suburb"])
_REGION_NAMES = frozenset(
    ["province", "state", "region", "county", "governorate", "oblast", "prefecture", "department", "district"]
)
_SIDES = frozenset("port capital coastal border mountain resort industrial historic second third largest".split())
_COUNTIES = frozenset(["County", "county", "Counties", "counties"])


def resolve(spots: Sequence[Spot], words: Sequence[Word], gazetteer: Gazetteer) -> Context:
    """Set `entry` of each spot; return what the article speaks of.

    All spots of one name get one sense, unless the words beside one say otherwise.
    """
    for spot in spots:
        _read_region_word(spot, words, gazetteer)
    for k in reversed(range(len(spots))):
        _read_owner(spots[k], spots[k - 1] if k else None, words, gazetteer)
    for k in reversed(range(len(spots) - 1)):
        _read_container(spots[k], spots[k + 1], words, gazetteer)
    context = _context(spots, words, gazetteer)
    by_key: dict[tuple[str, bool], list[Spot]] = defaultdict(list)
    for spot in spots:
        by_key[spot.key, bool(spot.region_word)].append(spot)
    for group in by_key.values():
        fixed = [s.entry for s in group if s.fixed and s.entry is not None]
        shared = fixed[0] if fixed else None
        for spot in group:
            if spot.entry is not None:
                continue
            if shared is not None and shared in spot.entries and spot.entries[0].rank != "curated":
                spot.entry, spot.rule = shared, "same name in this article"
            else:
                spot.entry = max(spot.entries, key=lambda e: score(e, spot, context))
            nearer = _small_namesake(spot, context, gazetteer)
            if nearer is not None:
                spot.entry, spot.rule = nearer, SMALL
            elif context.is_foreign(spot.entry, len(group)) and not _is_only_one(spot, gazetteer):
                spot.entry = Entry(spot.entry.name, "city", None, None, None, 0.0, 0, "unknown")
                spot.rule = FROM_WORDS
    return context


def _is_only_one(spot: Spot, gazetteer: Gazetteer) -> bool:
    """Return whether no second place of the world bears the name: Kharp is in Russia, whoever speaks of it."""
    same = [e for e in spot.entries if fold(e.name) == spot.key]
    return len(spot.entries) == len(same) == 1 and not gazetteer.small.named(spot.key)


def _small_namesake(spot: Spot, context: Context, gazetteer: Gazetteer) -> Entry | None:
    """Return the village or small town of a region of the article that bears the name of a town elsewhere."""
    entry = spot.entry
    if (
        entry is None
        or entry.rank != "city"
        or entry.population > _SMALL
        or first_level(entry.region) in context.regions
    ):
        return None
    if context.votes[entry.iso3 or ""] > 1 and not any(r.startswith(entry.region[:3]) for r in context.regions):
        return None
    small = [e for e in gazetteer.small.named(spot.key) if e.kind == "city"]
    here = [e for e in small if first_level(e.region) in context.regions]
    return max(here, key=lambda e: e.population, default=None)


@dataclass(frozen=True)
class Context:
    """What an article speaks of: how often of each country, of which regions, and which regions it lists.

    `siblings` counts by country the first-level regions named beyond doubt; `listed` holds their folded names.
    """

    votes: Counter[str]
    total: int
    regions: frozenset[str]
    siblings: Counter[str]
    listed: frozenset[tuple[str, str]]

    def is_foreign(self, entry: Entry, own: int) -> bool:
        """Return whether a town lies in a country that an article on another country never names."""
        if entry.rank != "city" or entry.population >= _VERY_SMALL or self.total < _ENOUGH_VOTES:
            return False
        return self.votes[entry.iso3 or ""] <= own and max(self.votes.values()) * 2 >= self.total


def score(entry: Entry, spot: Spot, context: Context) -> float:
    """Return how likely an entry is meant, given what the article speaks of."""
    value = _prominence(entry, spot)
    if entry.iso3:
        value += _SAME_COUNTRY * context.votes[entry.iso3] / (context.total + _FEW_VOTES)
    if entry.region and first_level(entry.region) in context.regions:
        value += _SAME_REGION
    if entry.rank == "country" and fold(entry.name) != spot.key and not context.votes[entry.iso3 or ""]:
        value -= _SHORT_NAME  # Trinidad of an article on Bolivia
    if entry.rank == "city" and entry.population * _TINY_SHARE < max(e.population for e in spot.entries):
        value -= _TINY  # a premiere in Paris is not in Texas
    if entry.rank == "admin" and spot.entries[0].rank == "country" and entry.region in context.regions:
        # Georgia of an article on Atlanta and Savannah.
        value += _SIBLINGS
    if entry.rank == "admin" and entry.iso3:
        named = context.siblings[entry.iso3] - ((spot.key, entry.iso3) in context.listed)
        with_country = spot.entries[0].rank == "country"
        value += _SIBLINGS * min(1.0, named / 2) if with_country else _NAMESAKE_SIBLINGS * min(1.0, named / 4)
    return value


def _prominence(entry: Entry, spot: Spot) -> float:
    """Return how well known an entry is, in powers of ten; a region stands back behind a town of its name."""
    if entry.rank == "country":
        return _COUNTRY
    if entry.rank == "curated":
        return _CURATED
    value = math.log10(max(entry.population, 1000))
    if entry.rank == "admin" and any(e.rank == "city" and e.iso3 == entry.iso3 for e in spot.entries):
        value -= _NAMESAKE_REGION
    if len(spot.entries) > 1 and spot.key not in fold(entry.name):
        value -= _OTHER_NAME
    return value


def first_level(code: str) -> str:
    """Return the code of the first-level region that holds a region: "US.IN.143" -> "US.IN"."""
    return ".".join(code.split(".")[:2])


def _read_region_word(spot: Spot, words: Sequence[Word], gazetteer: Gazetteer) -> None:
    """Take in a word that says what the name stands for: "Kharkiv region", "province of Helmand", "city of Basra"."""
    if spot.fixed:
        spot.entry = spot.entries[0]
        return
    before = words[spot.i - 2] if spot.i > 1 and words[spot.i - 1].text == "of" else None
    kind = ""
    if spot.j < len(words) and words[spot.j].joint == " " and words[spot.j - 1].bare == words[spot.j - 1].end:
        kind = words[spot.j].text
    if kind in gazetteer.words["region_word"] and kind != "area" and not _has_region_word(spot, words, gazetteer):
        if spot.entries[0].rank == "country" and not any(e.rank == "admin" for e in spot.entries):
            return
        found = _region_entries(spot, gazetteer, kind)
        if found:
            spot.entries, spot.region_word, spot.rule = found, kind.lower(), "region word"
            if not kind.endswith("s"):
                spot.end = words[spot.j].bare
    elif before is not None and before.text.lower() in _REGION_NAMES:
        found = _region_entries(spot, gazetteer)
        if found and (before.text != "district" or spot.entries[0].rank == "city"):
            spot.entries, spot.rule = found, "region word"
    elif kind in gazetteer.words["state_office"] and spot.entries[0].rank in ("city", "admin"):
        spot.entries = tuple(e for e in spot.entries if e.rank == "admin") or spot.entries
    elif before is not None and before.text.lower() in _SEAT_NAMES and spot.entries[0].rank != "country":
        spot.entries = tuple(e for e in spot.entries if e.kind in ("city", "site")) or spot.entries


def _has_region_word(spot: Spot, words: Sequence[Word], gazetteer: Gazetteer) -> bool:
    """Return whether the name itself ends with such a word: "Erie County District" is none."""
    return not spot.single and words[spot.j - 1].text in gazetteer.words["region_word"]


def _read_owner(spot: Spot, before: Spot | None, words: Sequence[Word], gazetteer: Gazetteer) -> None:
    """Narrow "Haiti's Artibonite", "Myanmar's northern Shan State" to places of that country, and lists of regions."""
    _read_nationality(spot, words, gazetteer)
    if before is None or spot.fixed:
        return
    last = words[before.j - 1]
    between = words[before.j : spot.i]
    if last.bare != last.end and all(w.joint == " " and w.text in gazetteer.words["compass"] for w in between):
        owner = before.entries[0]
        own = tuple(e for e in spot.entries if e.iso3 == owner.iso3 and e.rank != "country")
        if owner.rank == "country" and own and words[spot.i].joint == " ":
            spot.entries = own
    elif (
        spot.region_word.endswith("s")
        and not before.region_word
        and not before.fixed
        and _is_listed(between, words[spot.i])
    ):
        found = _region_entries(before, gazetteer, spot.region_word)
        if found and before.entries[0].rank != "country":
            before.entries, before.region_word = found, spot.region_word


def _read_nationality(spot: Spot, words: Sequence[Word], gazetteer: Gazetteer) -> None:
    """Narrow "the Lebanese city of Tripoli" to the places of that country."""
    if spot.i < 3 or words[spot.i - 1].text != "of" or words[spot.i - 2].text not in gazetteer.words["head_word"]:
        return
    k = spot.i - 3
    while k > 0 and (words[k].text in gazetteer.words["compass"] or words[k].text in _SIDES) and not words[k].first:
        k -= 1
    iso3 = gazetteer.demonyms.get(words[k].name.lower()) if words[k].capital else None
    own = tuple(e for e in spot.entries if e.iso3 == iso3 and e.rank != "country")
    small = tuple(e for e in gazetteer.small.named(spot.key) if e.iso3 == iso3) if iso3 and not own else ()
    if own or small:
        spot.entries = own or small


def _is_listed(between: Sequence[Word], last: Word) -> bool:
    """Return whether two names are neighbours in a list: "Al Haouz and Taroudant", "Cobb, DeKalb"."""
    return [w.text for w in between] == ["and"] or not between and last.joint == ", "


def _region_entries(spot: Spot, gazetteer: Gazetteer, kind: str = "") -> tuple[Entry, ...]:
    """Return the regions that a name with a region word can mean; a town stands for the region around it."""
    if kind in _COUNTIES and (counties := gazetteer.entries(f"{spot.key} county")):
        return counties
    found = tuple(e for e in spot.entries if e.kind == "region")
    states = {e.iso3 for e in found if e.rank == "admin"}
    small = tuple(e for e in gazetteer.small.named(spot.key) if e.kind == "region" and e.iso3 not in states)
    if found or small:
        return (*found, *small)
    regions = (gazetteer.region(e.region) for e in spot.entries if e.rank == "city" and e.population > 100_000)
    return tuple(dict.fromkeys(r for r in regions if r is not None))


def _read_container(spot: Spot, following: Spot, words: Sequence[Word], gazetteer: Gazetteer) -> None:
    """Settle "Goma, North Kivu" and "Tbilisi, Georgia": each narrows what the other can be."""
    if following.i - spot.j > 2 or not _leads_to(spot, following, words):
        return
    if spot.entries[0].rank == "country" and following.entries[0].iso3 != "USA":
        # In a list of countries, Niger before Nigeria is no Nigerian state.
        return
    pairs = [(e, o) for e in spot.entries for o in following.entries if _holds(o, e)]
    if not pairs and not spot.fixed and spot.entries[0].rank in ("city", "admin"):
        small = gazetteer.small.named(spot.key)
        pairs = [(e, o) for o in following.entries for e in small if o.rank != "country" and _holds(o, e)]
    if not pairs and _is_in_region(spot, following, words):
        spot.entries = (_inside(following.entries[0], spot, words),)
        spot.entry, spot.fixed, spot.rule = spot.entries[0], True, INSIDE
    if not pairs:
        return
    inner = max((e for e, _ in pairs), key=lambda e: _prominence(e, spot))
    outer = next(o for e, o in pairs if e is inner)
    spot.entry, spot.fixed, spot.rule = inner, True, INSIDE_NEXT
    if not following.fixed and len(following.entries) > 1:
        following.entries = tuple(o for o in following.entries if _holds(o, inner)) or following.entries
        following.entry, following.fixed = outer, True


def _is_in_region(spot: Spot, following: Spot, words: Sequence[Word]) -> bool:
    """Return whether "St. Albans, Vt." or "Blakely, Georgia" tells of a small town of that region, unknown to us."""
    if spot.entries[0].rank != "city" or words[following.i].joint != ", ":
        return False
    if following.exact and following.fixed:
        return True
    opens = words[spot.i].first and max(e.population for e in spot.entries) < _SMALL
    if opens and following.entries[0].rank == "country":
        return True  # "MINA, Saudi Arabia - ..."
    regions = [e for e in following.entries if e.rank != "country"]
    region = max(regions, key=lambda e: _prominence(e, following), default=None)
    if region is None or region.rank != "admin" or max(e.population for e in spot.entries) > _SMALL:
        return False
    following.entries = (region,)
    return True


def _inside(outer: Entry, spot: Spot, words: Sequence[Word]) -> Entry:
    """Return a town that only the text knows ("St. Albans, Vt."), at the point of the state that holds it."""
    name = " ".join(w.text for w in words[spot.i : spot.j])
    return Entry(name, "city", outer.iso3, outer.lat, outer.lon, outer.radius_km, 0, "unknown", outer.region)


def _leads_to(spot: Spot, following: Spot, words: Sequence[Word]) -> bool:
    if following.i == spot.j:
        return words[following.i].joint in (", ", " (", ",")
    if following.i == spot.j + 2 and words[spot.j + 1].text not in (
        "the",
        "southern",
        "northern",
        "eastern",
        "western",
    ):
        return False
    return words[spot.j].text == "in" and words[spot.j].joint in (" ", ", ")


def _holds(outer: Entry, inner: Entry) -> bool:
    if outer.iso3 is None or outer.iso3 != inner.iso3 or inner.rank == "country":
        return False
    if outer.rank == "country":
        return True
    if outer.rank == "admin":
        if outer.region.count(".") > 1 and inner.rank == "city" and outer.region.startswith(inner.region):
            return _within(outer, inner)
        return inner.rank == "city" and inner.region == outer.region or inner.region.startswith(outer.region + ".")
    return outer.rank == "curated" and outer.kind == "region" and inner.rank == "city" and _within(outer, inner)


def _within(outer: Entry, inner: Entry) -> bool:
    if outer.lat is None or outer.lon is None or inner.lat is None or inner.lon is None:
        return False
    east = (outer.lon - inner.lon) * math.cos(math.radians(outer.lat))
    return math.hypot(outer.lat - inner.lat, east) * 111 < 1.5 * outer.radius_km


def _context(spots: Sequence[Spot], words: Sequence[Word], gazetteer: Gazetteer) -> Context:
    """Return what the article speaks of: by name, demonym, or a place that only one country has."""
    votes: Counter[str] = Counter()
    regions: set[str] = set()
    listed: set[tuple[str, str]] = set()
    for spot in spots:
        sure = spot.entry or _only(spot)
        if sure is not None and sure.iso3:
            votes[sure.iso3] += 1 + spot.fixed + (spot is spots[0])  # the first is that of the date line
        if sure is not None and _is_one_place(spot, gazetteer) and (code := sure.region or _code_of(sure, spot)):
            regions.add(first_level(code))
        top = max(spot.entries, key=lambda e: _prominence(e, spot))
        if top.rank == "admin" and top.iso3 and _alone(top, spot):
            listed.add((spot.key, top.iso3))
    for before, word in zip(("", *(w.name for w in words)), words, strict=False):
        if word.capital:
            name = word.name.lower()
            iso3 = gazetteer.demonyms.get(f"{before.lower()} {name}") or gazetteer.demonyms.get(name)
            if iso3:
                votes[iso3] += 1
    siblings = Counter(iso3 for _, iso3 in listed)
    return Context(votes, sum(votes.values()), frozenset(regions), siblings, frozenset(listed))


def _is_one_place(spot: Spot, gazetteer: Gazetteer) -> bool:
    """Return whether a name says in which region it lies: Centreville is a town of many."""
    if spot.fixed or max(e.population for e in spot.entries) > _SMALL or spot.entries[0].rank != "city":
        return True
    named = (*spot.entries, *gazetteer.small.named(spot.key))
    return all(first_level(e.region) == first_level(named[0].region) for e in named)


def _code_of(entry: Entry, spot: Spot) -> str:
    """Return the code of the region that a curated one is in GeoNames: Queensland is AU.04."""
    named = (e.region for e in spot.entries if e.rank == "admin" and e.iso3 == entry.iso3)
    return next(named, "") if entry.rank == "curated" else ""


def _alone(top: Entry, spot: Spot) -> bool:
    """Return whether no other state has a place of that name worth the name."""
    return all(e.iso3 == top.iso3 or e.population * 20 < top.population for e in spot.entries)


def _only(spot: Spot) -> Entry | None:
    """Return the entry of a name that one country has, or one place by far the largest."""
    first = spot.entries[0]
    if all(e.iso3 == first.iso3 for e in spot.entries):
        return first
    ranked = sorted(spot.entries, key=lambda e: -e.population)
    if first.rank == "city" and ranked[0].population > 20 * max(ranked[1].population, 5000):
        return ranked[0]
    return None
