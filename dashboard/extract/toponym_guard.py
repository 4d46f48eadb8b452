"""Which spots are no toponyms: parts of names of people, organisations and agreements, and ordinary words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.extract.toponym_spots import Spot, Word
from dashboard.lexicon.places import Gazetteer, fold
from dashboard.model import Span

# A city of this size is known by its bare name; a smaller one beside an unknown capitalised word is part of a longer name.
_WELL_KNOWN = 1_000_000
_NEGATING = frozenset("pro anti non ex".split())


@dataclass
class Surroundings:
    """What stands around a spot: the words beside it where only a space or hyphen parts them, else None."""

    before: Word | None
    after: Word | None
    lead: Word | None
    comma_after: bool
    comma_before: bool


class Guard:
    """The words of one document, asked spot by spot. `persons` are spans known to be names of people."""

    def __init__(self, words: Sequence[Word], spots: Sequence[Spot], gazetteer: Gazetteer, persons: Sequence[Span]):
        self.words = words
        self.gazetteer = gazetteer
        self.groups = gazetteer.words
        self.persons = sorted((p.start, p.end) for p in persons)
        self.spot_at = {spot.i: spot for spot in spots}
        self.spot_ending = {spot.j: spot for spot in spots}
        self.small = {w.text for w in words if not w.capital}
        self.surnames = self._surnames()

    def _surnames(self) -> set[str]:
        """Return the folded words that follow a title or a first name in this document."""
        found: set[str] = set()
        titles = self.groups["title"]
        for k, word in enumerate(self.words[:-1]):
            if not word.capital or word.bare != word.end:
                continue
            following = self.words[k + 1]
            if not following.capital or following.joint not in (" ", ". ", "-"):
                continue
            name = fold(word.text)
            title = word.text in titles
            if following.joint == ". " and not (title and len(word.text) < 5):
                continue
            if not title and (name not in self.gazetteer.first_names or self._strong_place(k)):
                continue
            for w in self.words[k + 1 : k + 4]:
                if not w.capital or w.joint not in (" ", ". ", "-"):
                    break
                found.add(fold(w.name))
        return found

    def _strong_place(self, k: int) -> bool:
        """Return whether word `k`, also a first name, is rather a place: a country or large city after a preposition."""
        spot = self.spot_at.get(k)
        if spot is None:
            return False
        return self._preposition_before(spot) or any(e.population > _WELL_KNOWN for e in spot.entries)

    def around(self, spot: Spot) -> Surroundings:
        words = self.words
        before = words[spot.i - 1] if spot.i and words[spot.i].joint in (" ", "-", "\u00a0") else None
        after = words[spot.j] if spot.j < len(words) and words[spot.j].joint in (" ", "-", "\u00a0") else None
        if words[spot.j - 1].bare != words[spot.j - 1].end:
            after = None
        lead = words[spot.i - 1] if spot.i and not words[spot.i].first else None
        comma_after = spot.j < len(words) and words[spot.j].joint.startswith(",")
        comma_before = words[spot.i].joint.startswith(",")
        return Surroundings(before, after, lead, comma_after, comma_before)

    def _preposition_before(self, spot: Spot) -> bool:
        if not spot.i or self.words[spot.i].joint != " ":
            return False
        k = spot.i - 1
        word = self.words[k]
        if word.text.lower() == "the" and k:
            word = self.words[k - 1]
        return word.text.lower() in self.groups["preposition"]

    def allows(self, spot: Spot) -> bool:
        """Return whether the spot can be a toponym."""
        if self._in_person(spot):
            return False
        near = self.around(spot)
        if near.before is not None and near.before.text.lower() in _NEGATING and self.words[spot.i].joint == "-":
            return False
        if self._in_longer_name(spot, near):
            return False
        if spot.exact or spot.fixed:
            return True
        if not spot.single:
            return self._multi_word(spot, near)
        return self._single_word(spot, near)

    def _in_person(self, spot: Spot) -> bool:
        return any(start < spot.end and spot.start < end for start, end in self.persons)

    def _in_longer_name(self, spot: Spot, near: Surroundings) -> bool:
        """Return whether the spot is part of the name of an organisation, paper, agreement or the like."""
        after, before = near.after, near.before
        if after is not None and self.words[spot.j].joint != "-":
            if after.text in self.groups["agreement"] and (after.capital or self.words[spot.i].capital):
                return True
            if after.text in self.groups["organisation"]:
                return True
        if before is not None and before.text == "of" and spot.i > 1:
            lead = self.words[spot.i - 2]
            if lead.text in self.groups["lead_in"] and self.words[spot.i - 1].joint == " ":
                return True
        return False

    def _multi_word(self, spot: Spot, near: Surroundings) -> bool:
        if spot.entries[0].rank in ("country", "curated", "admin"):
            return True
        first = fold(self.words[spot.i].text)
        if first in self.gazetteer.first_names and not self._placed(spot, near):
            return max(e.population for e in spot.entries) > 300_000
        return True

    def _placed(self, spot: Spot, near: Surroundings) -> bool:
        """Return whether words around say that this is a place: "in X", "the town of X", "X, Country"."""
        if self._preposition_before(spot):
            return True
        if near.comma_after:
            following = self.spot_at.get(spot.j)
            if following is not None and self.contains(following, spot):
                return True
        if near.after is not None and near.after.text in self.groups["region_word"]:
            return True
        return bool(near.lead and near.lead.text in self.groups["head_word"] and near.before)

    def contains(self, outer: Spot, inner: Spot) -> bool:
        """Return whether an entry of `outer` is a country or region that holds an entry of `inner`."""
        for o in outer.entries:
            for e in inner.entries:
                if o.rank == "country" and o.iso3 == e.iso3 and e.rank != "country":
                    return True
                if o.rank == "admin" and o.region == e.region and e.rank == "city":
                    return True
                if o.rank == "curated" and o.kind == "region" and o.iso3 == e.iso3 and e.rank == "city":
                    return True
        return False

    def _single_word(self, spot: Spot, near: Surroundings) -> bool:
        kinds = self.gazetteer.homonyms.get(spot.key, "")
        top = spot.entries[0]
        strong = top.rank in ("country", "curated")
        placed = self._placed(spot, near)
        population = max(e.population for e in spot.entries)
        before, after = near.before, near.after
        if before is not None and before.text in self.groups["title"] and not self._role_before(spot):
            return False
        if before is not None and before.capital and fold(before.text) in self.gazetteer.first_names:
            ended = self.spot_ending.get(spot.i)
            if ended is None or not (ended.entries[0].rank == "country" or strong):
                return False
        if strong and not kinds:
            return True
        if strong:
            # Chad, Jordan, Georgia, Israel before a surname are first names.
            if "f" in kinds and after is not None and self._unknown_name(after, spot.j) and not placed:
                return False
            return not ("w" in kinds and self.words[spot.i].first and spot.key in self.small and not placed)
        if spot.key in self.surnames and not (placed or population > _WELL_KNOWN):
            return False
        if "w" in kinds and not placed and (population < 300_000 or self.words[spot.i].first or spot.key in self.small):
            return False
        if kinds and not placed and population < 200_000:
            return False
        beside = [w for w, k in ((before, spot.i - 1), (after, spot.j)) if w is not None and self._unknown_name(w, k)]
        if beside and not (placed and after not in beside):
            return population > _WELL_KNOWN and before not in beside or self._site_after(after)
        return not (kinds and after in beside)

    def _role_before(self, spot: Spot) -> bool:
        """Return whether the title before is a role said of a place rather than a person's: 'Mayor Boston' is none."""
        return False

    def _site_after(self, after: Word | None) -> bool:
        return after is not None and after.text in self.groups["site"]

    def _unknown_name(self, word: Word, k: int) -> bool:
        """Return whether the word at `k` is capitalised and nothing we know: then it may be part of a longer name."""
        if not word.capital or word.text in self.groups["compass"] or word.text in self.groups["calendar"]:
            return False
        if word.first and word.text in self.groups["plain"]:
            return False
        if word.text in self.groups["plain"] or word.text in self.groups["region_word"]:
            return False
        if self.gazetteer.is_demonym(word.name):
            return False
        if k in self.spot_at or k + 1 in self.spot_ending:
            return False
        return not (word.first and fold(word.text) in self.small)
