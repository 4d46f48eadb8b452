"""Place names of an article and the gazetteer entry each names: words -> spots -> guard -> senses -> toponyms.

Places that no gazetteer has are found last, by the words around them. Nouns only: demonyms and adjectives ("Russian")
give countries and are no toponyms. How it works, and what it cannot do, stands in docs/places.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.extract.toponym_guard import Guard
from dashboard.extract.toponym_lists import list_kind
from dashboard.extract.toponym_near import Nearby
from dashboard.extract.toponym_senses import resolve
from dashboard.extract.toponym_sites import find_sites
from dashboard.extract.toponym_spots import (
    FROM_WORDS,
    INSIDE,
    INSIDE_NEXT,
    Spot,
    Stretch,
    find_spots,
    split_words,
)
from dashboard.extract.toponym_unknown import find_unknown
from dashboard.lexicon.places import Gazetteer
from dashboard.model import Span, Toponym

_LOCATIVES = frozenset(
    "across around at entered entering from in inside into left near outside reached reaching throughout to toward "
    "towards visit visited visiting visits".split()
)


def find_toponyms(text: str, sentences: Sequence[Span], gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Return the toponyms of `text` in order, none overlapping, each with the place it names.

    Spans are half-open character offsets and take in a word for the type of a region ("Kharkiv region"), not an article
    or a possessive. `rule` says how the place was chosen.
    """
    words = split_words(text, sentences)
    spots = find_spots(text, words, gazetteer)
    guard = Guard(text, words, spots, gazetteer)
    kept = [spot for spot in spots if guard.allows(spot)]
    nearby = Nearby(words, kept, resolve(kept, words, gazetteer), gazetteer)
    for spot in kept:
        if spot.entry is not None and spot.entry.rank == "unknown":
            spot.entry = nearby.settle(spot.entry, spot.i, spot.j)
        if not spot.fixed and list_kind(words, spot.j) == "counties":
            spot.entry = nearby.county(spot.i, spot.j) or spot.entry
    kept = sorted([*kept, *find_sites(words, kept, guard, nearby)], key=lambda s: s.start)
    everything = sorted([*kept, *find_unknown(words, kept, guard, nearby)], key=lambda s: s.start)
    apart: list[Spot] = []
    for spot in everything:
        if not apart or apart[-1].end <= spot.start:  # "Lake Lake Lake": each two would be one
            apart.append(spot)
    return tuple(_toponym(text, spot) for spot in apart)


def without_bodies(toponyms: Sequence[Toponym], bodies: Sequence[Stretch]) -> tuple[Toponym, ...]:
    """Return the toponyms that are no part of a longer name of a body: the Sham of Hayat Tahrir al-Sham."""
    kept: list[Toponym] = []
    spans = sorted(bodies, key=lambda s: s.start)
    k = 0
    for toponym in toponyms:
        while k < len(spans) and spans[k].end <= toponym.start:
            k += 1
        body = spans[k] if k < len(spans) else None
        inside = body is not None and body.start <= toponym.start and toponym.end <= body.end
        if body is None or not inside or (body.start, body.end) == (toponym.start, toponym.end):
            kept.append(toponym)
    return tuple(kept)


def without_people(text: str, toponyms: Sequence[Toponym], persons: Sequence[Stretch]) -> tuple[Toponym, ...]:
    """Return the toponyms that are no part of a person's name; "in Jordan" is none, whatever `persons` says."""
    kept: list[Toponym] = []
    spans = sorted(persons, key=lambda s: s.start)
    k = 0
    for toponym in toponyms:
        while k < len(spans) and spans[k].end <= toponym.start:
            k += 1
        person = spans[k] if k < len(spans) and spans[k].start < toponym.end else None
        if person is None or _stands_alone(text, toponym, person):
            kept.append(toponym)
    return tuple(kept)


def _stands_alone(text: str, toponym: Toponym, person: Stretch) -> bool:
    """Return whether a toponym is the whole of what was taken for a name, and a word of place stands before it."""
    if toponym.start > person.start or toponym.end < person.end or toponym.rule in (FROM_WORDS, INSIDE):
        return False
    return toponym.rule == INSIDE_NEXT or is_placed(text, toponym.start)


def is_placed(text: str, start: int) -> bool:
    """Return whether a word of place stands right before an offset: "in X", "visited X"."""
    before = text[max(0, start - 12) : start].rsplit(None, 1)
    return bool(before) and before[-1].lower() in _LOCATIVES


def _toponym(text: str, spot: Spot) -> Toponym:
    entry = spot.entry or spot.entries[0]
    return Toponym(
        start=spot.start,
        end=spot.end,
        text=text[spot.start : spot.end],
        name=entry.name,
        lat=entry.lat,
        lon=entry.lon,
        iso3=entry.iso3,
        kind=entry.kind,
        radius_km=entry.radius_km,
        rule=spot.rule,
    )
