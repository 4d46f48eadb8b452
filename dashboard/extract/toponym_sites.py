"""Named sites that no gazetteer has: "at Kanjuruhan Stadium", "the Kakhovka dam", "near Akıncı air base"."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.extract.toponym_guard import Guard
from dashboard.extract.toponym_near import Nearby
from dashboard.extract.toponym_spots import FROM_WORDS, INSIDE, Spot, Word
from dashboard.lexicon.places import Entry, fold

_LONGEST = 5
_BEFORE = frozenset("at in inside into near outside from to through around on toward towards reached entered".split())
_TO_A_SITE = frozenset(
    "stormed attacked bombed hit struck visited destroyed damaged left seized captured shelled guarded raided "
    "searched".split()
)
# Of a site that these follow something happens to it: "The Morandi Bridge collapsed".
_HAPPENS = frozenset("was were is collapsed burned burnt burst caught exploded closed reopened remained fell".split())
# Small words for a site need a word for its kind before them: "shopping mall", "oil field"; a "field" alone is none.
_ALONE = frozenset("plant hall field fields works complex centre center colony".split())
_JOINS = frozenset(["al", "el", "de", "la", "of", "del", "bin"])


def find_sites(words: Sequence[Word], kept: Sequence[Spot], guard: Guard, nearby: Nearby) -> list[Spot]:
    """Return spots of named sites, in order, overlapping none of `kept`; each lies where the text around it does."""
    taken = {k for spot in kept for k in range(spot.i, spot.j)}
    found: list[Spot] = []
    for k in range(1, len(words)):
        end = _site_end(k, words, guard) if words[k - 1].capital else 0
        if not end or k in taken:
            continue
        first = _first_word(k, words, guard)
        if first == k or any(m in taken for m in range(first, end)) or (found and found[-1].j > first):
            continue
        if _is_placed(first, words, guard) or _is_eventful(first, end, words):
            found.append(_spot(first, end, words, nearby))
    return found


def _site_end(k: int, words: Sequence[Word], guard: Guard) -> int:
    """Return where a word for a site ends that begins at word `k`: "Stadium", "dam", "air base"; 0 for no such word."""
    text = words[k].name
    if words[k].joint not in (" ", "-"):
        return 0
    if text in guard.groups["site_head"] and text not in _ALONE:
        following = guard.after(k + 1)
        return 0 if following is not None and following.capital else k + 1
    headed = k + 1 < len(words) and words[k + 1].joint == " " and words[k + 1].name in guard.groups["site_head"]
    return k + 2 if headed and text in guard.groups["site_kind"] else 0


def _first_word(k: int, words: Sequence[Word], guard: Guard) -> int:
    """Return where the capitalised words before word `k` begin."""
    first = k
    while first > 0 and k - first < _LONGEST and words[first].joint in (" ", "-"):
        word = words[first - 1]
        named = word.capital and word.bare == word.end and word.text not in guard.groups["plain"]
        joins = word.text in _JOINS and first > 1 and words[first - 2].capital and words[first].capital
        if not (named or joins):
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


def _is_eventful(first: int, end: int, words: Sequence[Word]) -> bool:
    """Return whether something happens to "the Morandi Bridge"."""
    article = first > 0 and words[first - 1].text.lower() == "the" and words[first].joint == " "
    return article and end < len(words) and words[end].text in _HAPPENS


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
