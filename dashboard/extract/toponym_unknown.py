"""Places that no gazetteer has, known by the words around them: "the village of X", "X in Fife", "Lake X".

Where the list of villages and districts has the name in the part of the world that the article speaks of, that is
the place. Else it bears the point and radius of the smallest known place that the text puts it in or near; without
one it has no point, and is listed as unplaced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.extract.toponym_guard import Guard
from dashboard.extract.toponym_lists import list_kind, list_start
from dashboard.extract.toponym_near import Nearby
from dashboard.extract.toponym_spots import FROM_WORDS, INSIDE, SMALL, Spot, Word
from dashboard.lexicon.places import Entry, fold

_MAX_WORDS = 3
_PARTICLES = frozenset("de la el al del da do dos kwa le les du des es".split())
# Around a place as small as this its point may stand for any place in it.
_REACH_KM = 260.0
_NO_PLACE = (
    "title",
    "calendar",
    "plain",
    "organisation",
    "institution",
    "agreement",
    "disease",
    "occasion",
    "compass",
    "lead_in",
    "org_prefix",
    "site",
    "head_word",
    "speech_verb",
    "stop",
)
# Words for a place that are also words for its people or government.
_VAGUE = frozenset(["state", "community", "capital", "republic"])
_ADJECTIVE = ("an", "ese", "ish", "ine")
_PREFIXES = frozenset("Al El As Ad Ar Ash At Az An Um Umm Abu Ain Beit Deir Kafr Wadi Tel Tell al el".split())
_PRINT = frozenset(["newspaper", "magazine", "daily", "company", "airline", "bank", "party", "team", "club"])
_BIG_CITY = 300_000
_INSIDE = frozenset(["in", "near"])
_HELD = frozenset("stake stakes share shares interest confidence faith trust belief believe invest invested".split())
_CAMEL = re.compile(r"[a-z][A-Z]")
_CAMEL_NAMES = ("Mc", "Mac", "De", "La", "Le", "Di", "Du", "Van", "Fitz", "O'", "d'", "l'", "N'", "M'")
_NAMED = frozenset(["called", "named"])


def find_unknown(words: Sequence[Word], kept: Sequence[Spot], guard: Guard, nearby: Nearby) -> list[Spot]:
    """Return spots of places outside the gazetteer, each with its entry, in order, overlapping none of `kept`."""
    taken = {k for spot in kept for k in range(spot.i, spot.j)}
    starts = {spot.i: spot for spot in kept}
    found: list[Spot] = []
    named: dict[str, Entry] = {}
    ends: set[int] = set()
    i = 0
    while i < len(words):
        if not words[i].capital and words[i].text not in _PREFIXES:
            i += 1
            continue
        the = i > 0 and words[i - 1].text.lower() == "the"
        listed = not the and (_headed_by_plural(i, guard) or _goes_on(i, words, ends))
        if i in starts and listed:
            ends.add(starts[i].j)
        j = _run_end(i, words, taken, guard)
        if j == i:
            i += 1
            continue
        entry = _place(i, j, words, starts, guard, nearby)
        if list_kind(words, j) == "counties":
            entry = nearby.county(i, j) or entry
        if listed:
            entry = entry or _entry(_name(i, j, words), "city", None)
            ends.add(j)
        if entry is not None:
            spot = _spot(i, j, words, nearby.settle(_known(i, j, entry, guard), i, j))
            before = named.get(spot.key)
            if before is None or before.lat is None or (spot.entry and 0 < spot.entry.radius_km < before.radius_km):
                named[spot.key] = spot.entry or entry
            found.append(spot)
        i = j
    for spot in found:
        spot.entry = named[spot.key]  # what one sentence says of the place holds for the others
        spot.rule = _rule(spot.entry)
    return found + _again(words, taken, {k for s in found for k in range(s.i, s.j)}, named, guard)


def _headed_by_plural(i: int, guard: Guard) -> bool:
    """Return whether a list of places begins at word `i`: "the villages of X, Y and Z"."""
    of = guard.before(i)
    lead = guard.before(i - 1) if of is not None and of.text == "of" else None
    return lead is not None and lead.text.endswith("s") and lead.text in guard.groups["head_word"]


def _goes_on(i: int, words: Sequence[Word], ends: set[int]) -> bool:
    """Return whether word `i` goes on a list whose last place ends at one of `ends`."""
    if words[i].joint == ", ":
        return i in ends
    return i > 0 and words[i - 1].text == "and" and words[i - 1].joint in (" ", ", ") and i - 1 in ends


def _known(i: int, j: int, entry: Entry, guard: Guard) -> Entry:
    """Return the town of that name which the guard had refused, now that the words around say it is a place."""
    refused = guard.spot_at.get(i)
    if refused is None or refused.j != j:
        return entry
    fitting = [e for e in refused.entries if entry.iso3 in (None, e.iso3)]
    return max(fitting, key=lambda e: e.population) if fitting else entry


def _again(
    words: Sequence[Word], taken: set[int], found: set[int], named: dict[str, Entry], guard: Guard
) -> list[Spot]:
    """Return the other mentions of places that the article has told once where they are."""
    spots = []
    for i in range(len(words)) if named else ():
        if not words[i].capital or i in taken or i in found:
            continue
        for j in range(min(i + _MAX_WORDS, len(words)), i, -1):
            key = " ".join(fold(w.text if w is not words[j - 1] else w.name) for w in words[i:j])
            if key in named and not any(k in taken or k in found for k in range(i, j)):
                spots.append(_spot(i, j, words, named[key]))
                break
    return spots


def _run_end(i: int, words: Sequence[Word], taken: set[int], guard: Guard) -> int:
    """Return where the run of capitalised words that begins at `i` ends; `i` itself where none does."""
    if words[i].first and words[i].name.isupper() and i not in taken and len(words[i].name) > 3:
        return _date_line_end(i, words, taken)
    j = i + 1
    if words[i].text in _PREFIXES and j < len(words) and words[j].joint in ("-", " ") and words[j].capital:
        if i in taken or not _may_be_named(j, words, taken, guard):
            return i
        j += 1
    elif not _may_be_named(i, words, taken, guard):
        return i
    while j < len(words) and j - i < _MAX_WORDS and words[j - 1].bare == words[j - 1].end:
        word = words[j]
        if word.joint not in (" ", "-") or j in taken:
            break
        if word.text in _PARTICLES and j + 1 < len(words) and words[j + 1].capital and words[j + 1].joint == " ":
            j += 2
            continue
        if not word.capital or not (_may_be_named(j, words, taken, guard) or word.name in guard.groups["landform"]):
            break
        j += 1
    return j


def _date_line_end(i: int, words: Sequence[Word], taken: set[int]) -> int:
    """Return where the capitals of "BAB EL-OUED, Algeria -" end; `i` where no place follows behind a comma."""
    j = i + 1
    while j < len(words) and j - i < _MAX_WORDS and words[j].joint in (" ", "-") and words[j].name.isupper():
        j += 1
    return j if j < len(words) and words[j].joint == ", " and j in taken else i


def _may_be_named(k: int, words: Sequence[Word], taken: set[int], guard: Guard) -> bool:
    word = words[k]
    if not word.capital or k in taken or len(word.name) < 3 or word.name.isupper():
        return False
    if word.text in guard.groups["landform_before"]:
        return True
    if _CAMEL.search(word.name) and not word.name.startswith(_CAMEL_NAMES):
        return False  # BitCoin
    if any(word.name in guard.groups[group] for group in _NO_PLACE) or guard.gazetteer.is_demonym(word.name):
        return False
    return fold(word.name) not in guard.surnames


def _place(
    i: int, j: int, words: Sequence[Word], starts: dict[int, Spot], guard: Guard, nearby: Nearby
) -> Entry | None:
    """Return the place that the words around make of the run, or None."""
    name = _name(i, j, words)
    first, last = words[i], words[j - 1]
    opens = first.first and first.name.isupper()
    if fold(first.name) in guard.gazetteer.first_names and not opens:
        return None
    if j < len(words) and words[j].joint in (" ", "-") and words[j].capital and j not in starts:
        return None
    following = guard.after(j)
    if following is not None and following.text in _PRINT:
        return None
    container = _container(j, words, starts, guard)
    if j - i > 1 and (last.name in guard.groups["landform"] or first.text in guard.groups["landform_before"]):
        water = {"Lake", "Strait", "Sea", "Bay", "Gulf", "Straits"} & {first.text, last.name}
        return _entry(name, "sea" if water else "region", container)
    before = guard.before(i)
    lead = before
    if before is not None and (before.text == "of" or before.text in _NAMED):
        lead = guard.before(i - 1)
        if before.text in _NAMED and lead is not None and lead.text == "is":
            lead = None
    headed = lead is not None and lead is not before and lead.text in guard.groups["head_word"]
    if headed and lead is not None and lead.text not in _VAGUE:
        return _entry(name, "city", container)
    placed = guard.preposition_before(i, article=False) and before is not None and before.text != "of"
    if container is not None and (placed or opens or words[i].joint == ", " and _listed(i, words, starts)):
        return _entry(name, "city", container)
    if _is_headed_after(i, j, words, guard):
        owner = _spot_before(i, starts) if before is not None and before.bare != before.end else None
        if owner is not None or guard.preposition_before(i, strong=True):
            kind = "region" if words[j].text in guard.groups["region_word"] else "city"
            return _entry(name, kind, owner.entry if owner is not None else container)
    bare = last.bare == last.end and before is not None and _ends_phrase(j, words)
    inside = before is not None and (before.text in _INSIDE or before.text == "to" and _moves(i, words, guard))
    if bare and inside and not _is_holding(i, words) and guard.always_placed(first.name):
        return _entry(name, "city", None)
    start = list_start(words, i, j, guard.groups["title"]) if bare else None
    listed = start is not None and guard.preposition_before(start, article=False)
    if bare and (listed or guard.preposition_before(i, article=False)) and nearby.is_known(i, j):
        return _entry(name, "city", None)
    return None


def _is_holding(i: int, words: Sequence[Word]) -> bool:
    """Return whether what stands before "in X" is held or felt, not placed: "a stake in Jaguar", "faith in X"."""
    return i > 1 and words[i - 2].text in _HELD


def _is_headed_after(i: int, j: int, words: Sequence[Word], guard: Guard) -> bool:
    """Return whether a word for a kind of place follows: "the Gondra district", "Galmudug state"."""
    after = guard.after(j)
    if (
        after is None
        or after.capital
        or after.text not in guard.groups["head_word"]
        or after.text in _VAGUE - {"state"}
    ):
        return False
    before = guard.before(i)
    return not (words[j - 1].name.endswith(_ADJECTIVE) and before is not None and before.text == "the")


def _moves(i: int, words: Sequence[Word], guard: Guard) -> bool:
    """Return whether a verb of motion stands shortly before: "deployed missiles to X", "fled to X"."""
    return any(w.text in guard.groups["motion_verb"] for w in words[max(0, i - 6) : i])


def _ends_phrase(j: int, words: Sequence[Word]) -> bool:
    """Return whether a name that ends before word `j` stands alone: no capitalised word follows it."""
    return j >= len(words) or not (words[j].capital and words[j].joint in (" ", "-"))


def _spot_before(i: int, starts: dict[int, Spot]) -> Spot | None:
    """Return the spot that ends right before word `i`: "Basra's Hananiyah neighbourhood"."""
    return next((s for k in range(i - 1, max(-1, i - 5), -1) if (s := starts.get(k)) is not None and s.j == i), None)


def _listed(i: int, words: Sequence[Word], starts: dict[int, Spot]) -> bool:
    """Return whether the run is the second of "in X, Y, Country": what stands before it is capitalised."""
    return i > 0 and words[i - 1].capital and not words[i - 1].first


def _container(j: int, words: Sequence[Word], starts: dict[int, Spot], guard: Guard) -> Entry | None:
    """Return the place that the text puts the run in: after a comma, "in" or "of", with at most a few words between."""
    if words[j - 1].bare != words[j - 1].end or j >= len(words):
        return None
    k = j
    if words[k].joint in (" ", ", ") and words[k].text in ("in", "of") and not words[k].capital:
        k += 1
        if k < len(words) and words[k].text == "the":
            k += 1
        if words[j].text == "of" and words[j].joint == " ":
            return None
    elif words[k].joint not in (", ", " ("):
        if words[k].text in guard.groups["head_word"] and words[k].joint == " " and k + 2 < len(words):
            return _container(k + 1, words, starts, guard)
        return None
    while k < len(words) and k < j + 5 and not words[k].capital and words[k].text in guard.groups["compass"]:
        k += 1
    spot = starts.get(k)
    if (
        spot is not None
        and words[spot.j - 1].bare != words[spot.j - 1].end
        and (inner := starts.get(spot.j)) is not None
    ):
        spot = inner  # "in China's Yunnan province"
    if spot is None or spot.entry is None or spot.entry.kind == "site":
        return None
    # "Donaldson, Lufkin" is a firm, though Lufkin is a town.
    return spot.entry if spot.entry.kind != "city" or spot.entry.population > _BIG_CITY else None


def _entry(name: str, kind: str, container: Entry | None) -> Entry:
    if container is None:
        return Entry(name, kind, None, None, None, 0.0, 0, "unknown")
    near = container.radius_km <= _REACH_KM
    lat, lon = (container.lat, container.lon) if near or container.rank == "country" else (None, None)
    return Entry(name, kind, container.iso3, lat, lon, container.radius_km, 0, "unknown", container.region)


def _name(i: int, j: int, words: Sequence[Word]) -> str:
    parts = [words[i].text if j - i > 1 else words[i].name]
    for k in range(i + 1, j):
        parts.append(words[k].joint + (words[k].name if k == j - 1 else words[k].text))
    return "".join(parts)


def _spot(i: int, j: int, words: Sequence[Word], entry: Entry) -> Spot:
    key = " ".join(fold(w.text if w is not words[j - 1] else w.name) for w in words[i:j])
    return Spot(i, j, words[i].start, words[j - 1].bare, key, (entry,), rule=_rule(entry), entry=entry)


def _rule(entry: Entry) -> str:
    if entry.rank != "unknown":
        return SMALL
    return INSIDE if entry.iso3 else FROM_WORDS
