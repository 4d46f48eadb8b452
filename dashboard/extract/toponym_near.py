"""Where a village or district lies that the gazetteer proper has not: by the places that the article names nearby."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from dashboard.extract.toponym_senses import Context, first_level
from dashboard.extract.toponym_spots import Spot, Word
from dashboard.lexicon.places import Entry, Gazetteer, fold

# A place of the article around which a village is looked for is no larger than this; by eye.
_LOCAL_KM = 260.0
# A village is seldom named without a place this near to it in the article; by eye, checked on GeoVirus.
_NEAR_KM = 250.0
# "Near X" is taken for this much around X.
_BESIDE_KM = 30.0
# A state with this share of what the article names is one that a village may lie in.
_MAIN, _SPOKEN_OF = 0.6, 0.3
_ENOUGH_VOTES = 3
_MOST_ANCHORS = 60
_SENTENCE = 60
_BESIDE = frozenset(["near", "outside", "of", "from", "to"])
_ISLANDS = frozenset(["Island", "Islands", "island", "islands", "Atoll", "Archipelago", "Peninsula", "Heights"])
_ON_THE_WAY = frozenset(
    "about around just some close miles mile km kilometers kilometres kilometer kilometre mi the a few far not "
    "north south east west northeast northwest southeast southwest city town capital border adjacent next".split()
) | {"north-east", "north-west", "south-east", "south-west"}


class Nearby:
    """The resolved places of one article, asked for the surroundings of a word."""

    def __init__(self, words: Sequence[Word], kept: Sequence[Spot], context: Context, gazetteer: Gazetteer) -> None:
        self.words = words
        self.context = context
        self.gazetteer = gazetteer
        self._starts = {spot.i: spot for spot in kept}
        self._sentence = _numbered(words)
        sentences: dict[int, dict[Entry, None]] = {}
        anchors: dict[Entry, None] = {}
        for spot in kept:
            if spot.entry is not None:
                named = sentences.setdefault(self._sentence[spot.i], {})
                if len(named) < _MOST_ANCHORS:
                    named.setdefault(spot.entry)
                if _is_local(spot.entry):
                    anchors.setdefault(spot.entry)
        self._in_sentence = {number: list(named) for number, named in sentences.items()}
        self._anchors = list(anchors)[:_MOST_ANCHORS]

    def settle(self, entry: Entry, i: int, j: int) -> Entry:
        """Return what words `i` to `j` name: a village or district in what `entry` says, else `entry` made nearer.

        `entry` bears the state, region and point of the place that the text puts the name in, or none.
        """
        if entry.rank != "unknown":
            return entry
        found = self._village(entry, i, j)
        if found is not None:
            return found
        if entry.lat is not None:
            return entry
        beside = self._beside(j)
        if beside is not None:
            radius = max(beside.radius_km, _BESIDE_KM)
            return replace(
                entry, iso3=beside.iso3, lat=beside.lat, lon=beside.lon, radius_km=radius, region=beside.region
            )
        return self._in_state(entry, i, j)

    def town_of(self, i: int, j: int) -> Entry | None:
        """Return the town that a site of words `i` to `j` stands in: the one behind it, else the only one before it.

        A site whose sentence names no town may stand anywhere: who speaks "at Ramat David air base" is not in Budapest.
        """
        for k in (j, j + 1, j + 2):
            spot = self._starts.get(k)
            joined = [w.text for w in self.words[j:k]] in ([], ["in"], ["in", "the"], ["near"], ["of"])
            if joined and spot is not None and spot.entry is not None and _is_local(spot.entry):
                return spot.entry
        before: set[Entry] = set()
        for k in range(i - 1, max(-1, i - _SENTENCE), -1):
            spot = self._starts.get(k)
            if self._sentence[k] != self._sentence[i]:
                break
            if spot is not None and spot.entry is not None and spot.entry.kind == "city" and spot.entry.lat is not None:
                before.add(spot.entry)
        return before.pop() if len(before) == 1 else None

    def county(self, i: int, j: int) -> Entry | None:
        """Return the county of that name in a region that the article names."""
        named = self.gazetteer.entries(self._key(i, j) + " county")
        here = [e for e in named if first_level(e.region) in self.context.regions]
        return here[0] if here else _only(named)

    def is_known(self, i: int, j: int) -> bool:
        """Return whether a village of that name lies near other places of the article."""
        key = self._key(i, j)
        if key in self.gazetteer.homonyms or fold(self.words[i].name) in self.gazetteer.first_names:
            return False
        near = self._nearest(self._spoken_of(self.gazetteer.small.named(key), i), self._anchors)
        return near is not None

    def _village(self, entry: Entry, i: int, j: int) -> Entry | None:
        named = self.gazetteer.small.named(self._key(i, j))
        fitting = [e for e in named if e.kind == entry.kind] or list(named)
        sentence = [e for e in self._in_sentence.get(self._sentence[i], ()) if _is_local(e)]
        if entry.iso3 is None:
            beside = self._beside(j)
            fitting = self._spoken_of(fitting, i)
            around = [beside] if beside is not None else sentence or self._anchors
            return self._nearest(fitting, around) or self._nearest(fitting, self._anchors) or _only(fitting)
        fitting = [e for e in fitting if e.iso3 == entry.iso3]
        if entry.region:
            inside = [e for e in fitting if first_level(e.region) == first_level(entry.region)]
            return self._nearest(inside, [entry] if _is_local(entry) else sentence) or _only(inside)
        if _is_local(entry):
            return self._nearest(fitting, [entry])
        return self._nearest(fitting, sentence or self._anchors) or _only(fitting)

    def _spoken_of(self, entries: Sequence[Entry], i: int) -> list[Entry]:
        """Return those in a state that the sentence names, else those in one that much of the article is about."""
        states = {e.iso3 for e in self._in_sentence.get(self._sentence[i], ()) if e.iso3}
        here = [e for e in entries if e.iso3 in states]
        return here or [e for e in entries if self._share(e.iso3) >= _SPOKEN_OF]

    def _share(self, iso3: str | None) -> float:
        return self.context.votes[iso3 or ""] / max(self.context.total, 1)

    def _nearest(self, entries: Sequence[Entry], around: Sequence[Entry]) -> Entry | None:
        """Return the entry nearest to one of the places `around`, where it is near."""
        measured = [
            (min((_km(e, a) for a in around), default=math.inf), -e.population, k) for k, e in enumerate(entries)
        ]
        best = min(measured, default=None)
        return entries[best[2]] if best is not None and best[0] <= _NEAR_KM else None

    def _beside(self, j: int) -> Entry | None:
        """Return the place Y of "X, 40 km south of Y" and "X, near Y"."""
        k = j
        while k < len(self.words) and k < j + 7 and not self.words[k].first:
            spot = self._starts.get(k)
            if spot is not None:
                lead = self.words[k - 1].text
                lead = self.words[k - 2].text if lead == "the" and k > 1 else lead
                local = spot.entry is not None and _is_local(spot.entry)
                return spot.entry if k > j and lead in _BESIDE and local else None
            text = self.words[k].text
            if text not in _ON_THE_WAY and text not in _BESIDE or "." in self.words[k].joint:
                return None
            k += 1
        return None

    def _in_state(self, entry: Entry, i: int, j: int) -> Entry:
        """Return the entry with the region of its sentence, else with the main state of the article or sentence."""
        landforms = (self.gazetteer.words["landform_before"] | self.gazetteer.words["landform"]) - _ISLANDS
        if {self.words[i].text, self.words[j - 1].name} & landforms or entry.kind == "sea":
            return entry  # a river may be anywhere
        around = self._in_sentence.get(self._sentence[i], [])
        regions = {e for e in around if e.rank in ("admin", "curated") and e.iso3 and _is_local(e)}
        states = {e.iso3 for e in around if e.iso3}
        if len(regions) == 1 and len(states) == 1 and entry.iso3 in (None, *states):
            [region] = regions
            return replace(
                entry,
                iso3=region.iso3,
                lat=region.lat,
                lon=region.lon,
                radius_km=region.radius_km,
                region=region.region,
            )
        votes = self.context.votes.most_common(1) if self.context.total >= _ENOUGH_VOTES else []
        main = [iso3 for iso3, _ in votes if self._share(iso3) >= _MAIN]
        if not main and len(states) == 1 and votes and votes[0][0] in states:
            main = list(states)  # the state of the sentence, of which the article speaks most
        iso3 = entry.iso3 or (main[0] if main else None)
        country = self.gazetteer.countries.get(iso3 or "")
        if country is None:
            return entry
        return replace(entry, iso3=iso3, lat=country.lat, lon=country.lon, radius_km=country.radius_km)

    def _key(self, i: int, j: int) -> str:
        return fold(" ".join([*(w.text for w in self.words[i : j - 1]), self.words[j - 1].name]))


def _numbered(words: Sequence[Word]) -> list[int]:
    """Return the number of the sentence of each word."""
    numbers, number = [], 0
    for word in words:
        number += word.first
        numbers.append(number)
    return numbers


def _is_local(entry: Entry) -> bool:
    return entry.lat is not None and entry.rank != "country" and entry.radius_km <= _LOCAL_KM and entry.kind != "sea"


def _only(entries: Sequence[Entry]) -> Entry | None:
    """Return the one entry, or one ten times as large as the others."""
    if len(entries) == 1:
        return entries[0]
    first, second = (*entries[:2], None, None)[:2]
    return first if first is not None and second is not None and first.population > 10 * second.population else None


def _km(a: Entry, b: Entry) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    east = (a.lon - b.lon) * math.cos(math.radians(a.lat))
    return math.hypot(a.lat - b.lat, east) * 111
