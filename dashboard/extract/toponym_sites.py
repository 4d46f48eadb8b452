"""Named sites that no gazetteer has: "at Kanjuruhan Stadium", "the Kakhovka dam", "near Akıncı air base"."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.extract.toponym_guard import Guard
from dashboard.extract.toponym_near import Nearby
from dashboard.extract.toponym_spots import FROM_WORDS, INSIDE, Spot, Word
from dashboard.lexicon.places import Entry, fold

_LONGEST = 5
_BEFORE = frozenset("at in inside into near outside from to through around on toward towards reached entered".split())
_TO_A_SITE = frozenset("stormed attacked bombed hit struck visited destroyed damaged left".split())
_JOINS = frozenset(["al", "el", "de", "la", "of", "del", "bin"])


def find_sites(words: Sequence[Word], kept: Sequence[Spot], guard: Guard, nearby: Nearby) -> list[Spot]:
    """Return spots of named sites, in order, overlapping none of `kept`; each lies where the text around it does."""
    taken = {k for spot in kept for k in range(spot.i, spot.j)}
    found: list[Spot] = []
    for k in range(1, len(words)):
        end = _site_end(k, words, guard)
        if not end or k in taken:
            continue
        first = _first_word(k, words, guard)
        if first == k or any(m in taken for m in range(first, end)) or (found and found[-1].j > first):
            continue
        if _is_placed(first, words, guard):
            found.append(_spot(first, end, words, nearby))
    return found


def _site_end(k: int, words: Sequence[Word], guard: Guard) -> int:
    """Return where a word for a site ends that begins at word `k`: "Stadium", "dam", "air base"; 0 for no such word."""
    text = words[k].name
    if text in guard.groups["site_head"] and words[k].joint in (" ", "-"):
        following = guard.after(k + 1)
        return 0 if following is not None and following.capital else k + 1
    if words[k - 1].capital and text == "air" and k + 1 < len(words) and words[k + 1].name == "base":
        return k + 2
    return 0


def _first_word(k: int, words: Sequence[Word], guard: Guard) -> int:
    """Return where the capitalised words before word `k` begin."""
    first = k
    while first > 0 and k - first < _LONGEST and words[first].joint in (" ", "-"):
        word = words[first - 1]
        named = word.capital and word.bare == word.end and word.text not in guard.groups["plain"]
        joins = word.text in _JOINS and first > 1 and words[first - 2].capital and words[first].capital
        if not (named or joins) or word.text in guard.groups["title"] and word.text not in guard.groups["site_head"]:
            break
        first -= 1
    while first < k and (words[first].text in _JOINS or guard.gazetteer.is_demonym(words[first].name)):
        first += 1
    return first


def _is_placed(first: int, words: Sequence[Word], guard: Guard) -> bool:
    """Return whether the words before say that something happens there."""
    before = guard.before(first)
    if before is not None and before.text.lower() == "the":
        before = guard.before(first - 1)
    return before is not None and (before.text.lower() in _BEFORE or before.text in _TO_A_SITE)


def _spot(i: int, j: int, words: Sequence[Word], nearby: Nearby) -> Spot:
    name = "".join([words[i].text, *(w.joint + w.text for w in words[i + 1 : j - 1])])
    name += words[j - 1].joint + words[j - 1].name
    town = nearby.town_of(i, j)
    entry = Entry(name, "site", None, None, None, 0.0, 0, "unknown")
    if town is not None:
        entry = Entry(name, "site", town.iso3, town.lat, town.lon, town.radius_km, 0, "unknown", town.region)
    else:
        entry = nearby.settle(entry, i, j)
    rule = FROM_WORDS if entry.iso3 is None else INSIDE
    return Spot(i, j, words[i].start, words[j - 1].bare, fold(name), (entry,), rule=rule, entry=entry)
