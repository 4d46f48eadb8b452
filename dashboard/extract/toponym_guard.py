"""Which spots are no toponyms: parts of names of people, organisations and agreements, and ordinary words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from dashboard.extract.toponym_lists import ends_list, list_start
from dashboard.extract.toponym_spots import Spot, Word
from dashboard.lexicon.places import Gazetteer, fold

# A city of a million is known by its bare name; below, a name that is also a word or a surname needs its surroundings.
_WELL_KNOWN = 1_000_000
_WORD_LIKE = 300_000
_NAME_LIKE = 500_000
# Geneva and Florence: people are seldom called by a bare first name in news.
_FIRST_NAME_LIKE = 150_000
# Below this a name is read as a place only where the words around say that it is one.
_TOWN = 15_000
_AFTER_A_NAME = frozenset("and or was were is had has sank which who said will would".split())
_SPACES = frozenset([" ", "\u00a0"])
_AFTER_TITLE = frozenset([" ", "\u00a0", ". "])
_BESIDE = frozenset([" ", "-", "\u00a0"])
_PARTICLES = frozenset("de del la el da do dos".split())
_PACT_WORDS = frozenset("climate nuclear peace trade ceasefire interim security naval border".split())
_WATERS = frozenset(["River", "Lake", "Creek", "Strait", "Sea"])
_ARTICLES = frozenset(["al", "el", "ash", "as", "ad", "ar", "an", "az", "at", "ul", "ed", "es"])
_NEGATING = frozenset("pro anti non ex".split())


class Guard:
    """The words of one document, asked spot by spot."""

    def __init__(self, text: str, words: Sequence[Word], spots: Sequence[Spot], gazetteer: Gazetteer) -> None:
        self.text = text
        self.words = words
        self.gazetteer = gazetteer
        self.groups = gazetteer.words
        self.spot_at = {spot.i: spot for spot in spots}
        self.spot_ending = {spot.j: spot for spot in spots}
        self.well_known = {k for spot in spots if _is_well_known(spot) for k in range(spot.i, spot.j)}
        self.small = {w.text for w in words if not w.capital}
        self.surnames = self._surnames()

    def allows(self, spot: Spot) -> bool:
        """Return whether the spot can be a toponym."""
        if self._is_money(spot):
            return False
        before = self.before(spot.i, _BESIDE)
        if before is not None and before.text.lower() in _NEGATING and self.words[spot.i].joint == "-":
            return False
        if self._names_a_kind(spot) or spot.single and self.words[spot.i].text in self.groups["calendar"]:
            return False
        if spot.exact or spot.fixed:
            return True
        if self._in_longer_name(spot, before):
            return False
        return self._single_word(spot, before) if spot.single else self._multi_word(spot)

    # ---- what stands around

    def before(self, i: int, joints: frozenset[str] = _SPACES) -> Word | None:
        """Return the word before word `i` where only a space (or a hyphen) parts them."""
        return self.words[i - 1] if i and self.words[i].joint in joints else None

    def after(self, j: int, joints: frozenset[str] = _SPACES) -> Word | None:
        """Return word `j` where only a space (or a hyphen) parts it from the word before, itself no possessive."""
        if j >= len(self.words) or self.words[j].joint not in joints:
            return None
        return self.words[j] if self.words[j - 1].bare == self.words[j - 1].end else None

    def preposition_before(self, i: int, article: bool = True, strong: bool = False) -> bool:
        """Return whether a word of place stands before word `i`; `article`: or before the article before it."""
        word = self.before(i)
        if word is not None and word.text.lower() == "the":
            if not article:
                return False
            word, i = self.before(i - 1), i - 1
        if word is not None and not word.capital and word.text in self.groups["compass"]:
            word = self.before(i - 1)
        return word is not None and word.text.lower() in self.groups["strong_preposition" if strong else "preposition"]

    def placed(self, spot: Spot) -> bool:
        """Return whether the words around say that this is a place: "in X", "the town of X", "X, Country"."""
        city = spot.entries[0].rank == "city"
        homonym = city and spot.single and spot.key in self.gazetteer.homonyms
        if self.preposition_before(spot.i, article=not city, strong=homonym):
            return True
        if self._has_container(spot):
            return True
        kinds = self.gazetteer.homonyms.get(spot.key, "") if spot.single else ""
        after = self.after(spot.j)
        headed = after is not None and (
            after.text in self.groups["region_word"] or after.text in self.groups["occasion"]
        )
        if headed and "w" not in kinds:
            return True
        of = self.before(spot.i)
        lead = self.before(spot.i - 1) if of is not None and of.text == "of" else of
        if lead is not None and lead.text in self.groups["head_word"]:
            return True
        if lead is not None and lead is not of and lead.text.capitalize() in self.groups["title"]:
            return True  # "the mayor of Reading"
        first = list_start(self.words, spot.i, spot.j, self.groups["title"])
        if first is not None and self.preposition_before(first, article=not city, strong=homonym):
            return True
        return self._beside_a_known_one(spot)

    def _beside_a_known_one(self, spot: Spot) -> bool:
        """Return whether a list names a better known place of the same state beside it: "Carrefour and Petit-Goâve"."""
        if spot.i < 2 or not ends_list(self.words, spot.i, spot.j):
            return False
        joined = self.words[spot.i - 1].text == "and"
        before = self.spot_ending.get(spot.i - 1 if joined else spot.i)
        if before is None or before.entries[0].rank == "city" and before.entries[0].population < _TOWN:
            return False
        return bool({e.iso3 for e in before.entries[:1]} & {e.iso3 for e in spot.entries})

    def _has_container(self, spot: Spot) -> bool:
        following = self.spot_at.get(spot.j)
        if following is None or self.words[spot.j].joint != ", ":
            return False
        # "MINA, Saudi Arabia - ..." opens the article, whatever other Minas there are.
        return contains(following, spot) or self.words[spot.i].first and following.entries[0].rank == "country"

    def always_placed(self, name: str) -> bool:
        """Return whether a word of place stands before the name, and it never speaks or owns: firms do both."""
        return name in self._always_placed

    @cached_property
    def _always_placed(self) -> set[str]:
        found: set[str] = set()
        elsewhere: set[str] = set()
        for k, word in enumerate(self.words):
            if word.capital and self.preposition_before(k, article=False):
                found.add(word.name)
            elif word.capital and self._acts(k):
                elsewhere.add(word.name)
        return found - elsewhere

    def _acts(self, k: int) -> bool:
        """Return whether the name at word `k` owns something or speaks."""
        after = self.after(k + 1)
        return self.words[k].bare != self.words[k].end or after is not None and after.text in self.groups["speech_verb"]

    def unknown_name(self, k: int) -> bool:
        """Return whether word `k` is capitalised and nothing we know: it may be part of a longer name."""
        word = self.words[k]
        if not word.capital or k in self.well_known:
            return False
        for group in ("compass", "calendar", "plain", "region_word", "occasion", "title"):
            if word.text in self.groups[group]:
                return False
        return not self.gazetteer.is_demonym(word.name) and not (word.first and word.text.lower() in self.small)

    # ---- people

    def _surnames(self) -> set[str]:
        """Return the folded words that follow a title or a first name in this document."""
        found: set[str] = set()
        titles = self.groups["title"]
        for k, word in enumerate(self.words[:-1]):
            if not word.capital or word.bare != word.end:
                continue
            title = word.text in titles
            if self.words[k + 1].joint not in (" ", "-") and not (title and self.words[k + 1].joint == ". "):
                continue
            if not title and (fold(word.text) not in self.gazetteer.first_names or self._rather_a_place(k)):
                continue
            for m in range(k + 1, min(k + 4, len(self.words))):
                w = self.words[m]
                if not w.capital or w.joint not in (" ", "-", ". ") or w.text in titles:
                    break
                found.add(fold(w.name))
                if w.bare != w.end:
                    break
        return found

    def _rather_a_place(self, k: int) -> bool:
        """Return whether word `k`, also a first name, is rather a place: a large city, or one after a preposition."""
        spot = self.spot_at.get(k)
        if spot is None:
            return False
        return self.preposition_before(spot.i) or any(e.population > _WELL_KNOWN for e in spot.entries)

    # ---- other names

    def _is_money(self, spot: Spot) -> bool:
        return self.text[spot.end : spot.end + 1] == "$" or self.text[max(0, spot.start - 1) : spot.start] == "$"

    def _names_a_kind(self, spot: Spot) -> bool:
        """Return whether the name is that of a disease or make: "West Nile virus", "Pohang-class", "German-made"."""
        after = self.after(spot.j, _BESIDE)
        if after is None:
            return False
        return (
            after.text in self.groups["disease"]
            or self.words[spot.j].joint == "-"
            and after.text in self.groups["make"]
        )

    def _in_longer_name(self, spot: Spot, before: Word | None) -> bool:
        """Return whether the spot is part of the name of an organisation, newspaper, agreement, company or person."""
        country = spot.entries[0].rank == "country"
        after = self.after(spot.j)
        if after is not None and after.text in self.groups["agreement"]:
            return True
        then = self.after(spot.j + 1) if after is not None and after.text in _PACT_WORDS else None
        if then is not None and then.text in self.groups["agreement"]:
            return True
        for k in range(spot.j, min(spot.j + 3, len(self.words))):
            word = self.words[k]
            if not word.capital or k > spot.j and self.words[k].joint != " " or k == spot.j and after is None:
                break
            if country and (word.name in self.groups["title"] or self.gazetteer.is_demonym(word.name)):
                break
            if word.name in self.groups["organisation"]:
                return True
        town = spot.single and spot.entries[0].rank in ("city", "admin")
        if town and after is not None and after.name in _WATERS:
            return True
        if town and before is not None and (before.text in _WATERS or before.text in self.groups["landform_before"]):
            return True
        then = self.after(spot.j + 1) if after is not None and after.text in _PARTICLES else None
        if then is not None and then.capital and not country:
            # "Santa Rosa de Osos" is not Santa Rosa.
            return True
        if before is None:
            return False
        if before.text in self.groups["org_prefix"] or before.text in self.groups["ship"]:
            return True
        if self.words[spot.i].joint == "-" and self.unknown_name(spot.i - 1):
            return True
        if before.text.lower() in _ARTICLES and self.words[spot.i].joint == "-" and not country:
            # "al-Sadr" where no place of that name is known is a person's name.
            return True
        lead = self.before(spot.i - 1)
        if lead is not None and before.text == "of" and lead.text in self.groups["lead_in"]:
            return True
        if lead is None or not lead.capital:
            return False
        small = before.text in self.groups["connector"] and before.text not in ("in", "under", "upon", "on", "at", "of")
        joins = before.text in ("and", "y", "e", "i", "the", "a", "an", "o")
        return small and not joins and self.unknown_name(spot.i - 2)

    @cached_property
    def _mentioned(self) -> set[str]:
        """Return the countries that the article names, also by demonym."""
        found = {e.iso3 for s in self.spot_at.values() for e in s.entries[:1] if e.rank == "country" and e.iso3}
        named = (self.gazetteer.demonyms.get(w.name.lower()) for w in self.words if w.capital)
        return found | {iso3 for iso3 in named if iso3}

    def _is_generic(self, spot: Spot) -> bool:
        """Return whether the name is that of many regions: "Western District", "Northern Province"."""
        words = [self.words[k].text for k in range(spot.i, spot.j)]
        return words[0] in self.groups["compass"] and all(w in self.groups["region_word"] for w in words[1:])

    def _multi_word(self, spot: Spot) -> bool:
        if self._is_generic(spot):
            return any(e.iso3 in self._mentioned for e in spot.entries)
        if spot.entries[0].rank == "city" and self.words[spot.i].text in self.groups["title"]:
            return False
        before = self.before(spot.i)
        the = before is not None and before.text.lower() == "the"
        if the and spot.entries[0].rank == "city" and self._ends_there(spot.j):
            return False
        if spot.entries[0].rank in ("country", "curated", "admin") or self.placed(spot):
            return True
        if fold(self.words[spot.i].text) in self.gazetteer.first_names:
            return max(e.population for e in spot.entries) > _WORD_LIKE
        return not (spot.j < len(self.words) and self.after(spot.j) is not None and self.unknown_name(spot.j))

    def _single_word(self, spot: Spot, before: Word | None) -> bool:
        word = self.words[spot.i]
        after = self.after(spot.j, _BESIDE)
        if word.name in self.groups["stop"]:
            return False
        if word.text in self.groups["compass"] or self.gazetteer.is_demonym(word.text):
            # "Western" and "Somali" are regions somewhere: only the word for it makes them names.
            return after is not None and after.text in self.groups["region_word"]
        kinds = self.gazetteer.homonyms.get(spot.key, "")
        known = spot.entries[0].rank in ("country", "curated")
        placed = self.placed(spot)
        titled = self.before(spot.i, _AFTER_TITLE)
        if titled is not None and titled.capital and titled.text in self.groups["title"]:
            return False
        if before is not None and self._first_name(spot.i - 1):
            return False
        beyond = after is not None and self.unknown_name(spot.j)
        if not known and before is not None and before.text.lower() == "the" and self._ends_there(spot.j):
            return False  # "three ships, the Berdyansk and the Nikopol"
        if known:
            # Chad, Jordan, Georgia and Israel before a surname are first names.
            if "f" in kinds and beyond and not placed:
                return False
            return placed or not ("w" in kinds and word.first and word.text.lower() in self.small)
        population = max(e.population for e in spot.entries)
        if placed:
            return not beyond or population > _WELL_KNOWN or not kinds and self._is_site(spot.j)
        if population < _NAME_LIKE and all(spot.key not in fold(e.name) for e in spot.entries):
            return False  # Salam is also a name of Saham
        if spot.key in self.surnames and population < _WELL_KNOWN or self._speaks(spot) or population < _TOWN:
            return False
        if "w" in kinds and (population < _WORD_LIKE or word.first or word.text.lower() in self.small):
            return False
        if kinds and population < (_FIRST_NAME_LIKE if kinds == "f" else _NAME_LIKE):
            return False
        if before is not None and self.unknown_name(spot.i - 1):
            return self._is_site(spot.j)
        return not beyond or not kinds and self._is_site(spot.j)

    def _ends_there(self, j: int) -> bool:
        """Return whether no noun follows that the name before word `j` could belong to: "the Goma airport"."""
        after = self.after(j)
        return after is None or after.text in _AFTER_A_NAME

    def _first_name(self, k: int) -> bool:
        """Return whether word `k` is a first name and not itself read as a place."""
        word = self.words[k]
        if not word.capital or word.bare != word.end or fold(word.text) not in self.gazetteer.first_names:
            return False
        return not self._rather_a_place(k)

    def _speaks(self, spot: Spot) -> bool:
        """Return whether the name speaks: towns below a million that speak are people. Capitals may."""
        if self.gazetteer.capital_state(spot.key):
            return False
        after = self.after(spot.j)
        if after is not None and after.text in self.groups["speech_verb"]:
            return max(e.population for e in spot.entries) < _WELL_KNOWN
        to = self.before(spot.i)
        lead = self.before(spot.i - 1) if to is not None and to.text == "to" else None
        return lead is not None and lead.text in ("According", "according")

    def _is_site(self, j: int) -> bool:
        """Return whether the words after the name say that it is a site there: "Kabul International Airport"."""
        for k in range(j, min(j + 4, len(self.words))):
            if self.after(k) is None or not self.words[k].capital:
                return False
            if self.words[k].text in self.groups["site"] or self.words[k].text in self.groups["occasion"]:
                return True
        return False


def _is_well_known(spot: Spot) -> bool:
    """Return whether nobody takes the name for a surname: no country or large city is one, while Hilton is a town."""
    least = _WORD_LIKE if spot.single else _WORD_LIKE // 3
    return any(e.rank in ("country", "curated") or e.population > least for e in spot.entries)


def contains(outer: Spot, inner: Spot) -> bool:
    """Return whether an entry of `outer` is a country or region that holds an entry of `inner`."""
    for o in outer.entries:
        for e in inner.entries:
            if o.iso3 != e.iso3 or e.rank == "country":
                continue
            if o.rank == "country" or o.rank == "curated" and o.kind == "region":
                return True
            if o.rank == "admin" and o.region == e.region and e.rank == "city":
                return True
    return False
