"""The state of an official whom the text names without one: by the town of the office, the seat, or who is beside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.extract.actor_tokens import Labeller, Labels, Token
from dashboard.extract.person_titles import Person
from dashboard.extract.toponyms import is_placed
from dashboard.lexicon.actor_names import fold_name
from dashboard.lexicon.places import Gazetteer
from dashboard.model import Toponym

_LONGEST_TITLE, _LONGEST_ASIDE = 8, 10
_JOINING = frozenset(("and", "the", "his", "her", "its", "their", "of", "for"))
# Those who speak in the capitals of others.
_TRAVELLERS = frozenset(("president", "prime minister", "foreign minister", "monarch", "defence minister"))
_ELSEWHERE = frozenset(
    ("to", "ambassador", "ambassadors", "envoy", "consul", "correspondent", "bureau", "coach", "manager")
)

_DATE_LINE = re.compile(r"[A-Z][A-Z .'’-]{2,}[^a-z\n]|[A-Z][^\n.]{2,40}(?: \([A-Z]\w+\))? [—–-] ?[A-Z]")


@dataclass(frozen=True)
class Map:
    """The places of an article: `places` those below country level, `starts` all of them by offset.

    Each of `places` is a folded name with its state and weight, and whether a word of place stands before it.
    `renamed` holds names of countries that mean something else here: Georgia of an article on Atlanta.
    """

    places: tuple[tuple[str, str, int, bool], ...] = ()
    starts: Mapping[int, Toponym] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)

    def states(self, surnames: Collection[str] = ()) -> Counter[str]:
        """Count the places by state; one that bears the surname of somebody of the article needs its word of place."""
        found: Counter[str] = Counter()
        for name, state, weight, placed in self.places:
            if placed or name not in surnames:
                found[state] += weight
        return found

    def states_of(self, tokens: Sequence[Token]) -> set[str]:
        """Return the states of the places that a sentence names."""
        return {t.iso3 for token in tokens if (t := self.starts.get(token.start)) is not None and t.iso3}


def read_map(text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> Map:
    """Return what the places of an article tell about its states; that of the date line counts more."""
    places: list[tuple[str, str, int, bool]] = []
    meant: dict[str, set[str | None]] = {}
    for number, toponym in enumerate(toponyms):
        weight = int(toponym.kind != "country")
        if not number and _DATE_LINE.match(text):
            weight += 2 if gazetteer.capital_state(toponym.text) else 1
        if weight and toponym.iso3:
            places.append((fold_name(toponym.text), toponym.iso3, weight, is_placed(text, toponym.start)))
        if gazetteer.country_of(toponym.text):
            meant.setdefault(toponym.text, set()).add(toponym.iso3)
    renamed = {}
    for name, codes in meant.items():
        code = codes.pop() if len(codes) == 1 else None
        if code is not None and code != gazetteer.country_of(name):
            renamed[name] = code
    return Map(tuple(places), {t.start: t for t in toponyms if t.iso3}, renamed)


def state_of_official(
    tokens: Sequence[Token], labels: Labels, person: Person, before: Person | None, world: Map, labeller: Labeller
) -> str | None:
    """Return the state of a person with a title and no nationality; None where the sentence does not tell."""
    if before is not None and before.country and _is_listed(tokens, before, person):
        person.titled = True
        return before.country
    if not person.titled or person.body:
        return None
    state = _state_of_town(tokens, labels, person, world, labeller)
    if state or not person.official:
        return state
    if before is not None and _stand_together(tokens, labels, before, person):
        return before.country
    return _state_of_seat(tokens, person, labeller)


def _state_of_town(
    tokens: Sequence[Token], labels: Labels, person: Person, world: Map, labeller: Labeller
) -> str | None:
    """'Whakatane Mayor Judy Turner', 'Carlos Mazón, the regional president of Valencia': the state of the town."""
    offices = labeller.table.words["of_places"]
    seen: list[str] = []
    found: Toponym | None = None
    k = person.i - 1
    while k >= max(0, person.i - _LONGEST_TITLE):
        joined = tokens[k + 1].tight or tokens[k + 1].gap == "-" or k == person.i - 1 and tokens[k + 1].gap == ", "
        if not joined or labels[k].kind == "low" and tokens[k].fold not in ("of", "for", "the", "in"):
            break
        seen.append(tokens[k].fold)
        found = found or world.starts.get(tokens[k].start)
        k -= 1
    if found is not None:
        return found.iso3 if offices & set(seen) and not _ELSEWHERE & set(seen) else None
    if person.j >= len(tokens) or tokens[person.j].gap.strip()[:1] != ",":
        return None
    seen = []
    for k in range(person.j, min(person.j + _LONGEST_ASIDE, len(tokens))):
        if k > person.j and not tokens[k].tight:
            break
        town = world.starts.get(tokens[k].start)
        if town is not None:
            in_office = bool(offices & set(seen)) and not _ELSEWHERE & set(seen)
            behind = tokens[k + 1 : k + 4]  # "the former New York mayor"
            heads = any(t.fold in offices and t.tight for t in behind)
            return town.iso3 if in_office and "of" in seen[-3:] or heads or not seen else None
        seen.append(tokens[k].fold)
    return None


def _is_listed(tokens: Sequence[Token], first: Person, second: Person) -> bool:
    """True in 'Senators Ada Moss and Bo Reed': the title is of both."""
    plural = first.rule.endswith(("s'", "men'", "women'")) and first.rule.startswith("title ")
    return plural and not second.titled and [t.fold for t in tokens[first.j : second.i]] in (["and"], [])


def _stand_together(tokens: Sequence[Token], labels: Labels, first: Person, second: Person) -> bool:
    """True in 'President Ada Moss and Foreign Minister Bo Reed': two offices of one government."""
    if not (first.country and first.official) or first.office == second.office or second.i - first.j > _LONGEST_TITLE:
        return False
    between = range(first.j, second.i)
    return any(tokens[k].fold == "and" for k in between) and all(
        labels[k].kind == "title" or labels[k].kind == "cap" or tokens[k].fold in _JOINING for k in between
    )


def _state_of_seat(tokens: Sequence[Token], person: Person, labeller: Labeller) -> str | None:
    """'In Sarajevo, Prime Minister ...': officials without nationality speak in their capital; travellers elsewhere."""
    opens = len(tokens) > 1 and tokens[0].fold == "in"
    seats = seats_in(tokens[:3] if opens else tokens, labeller) if opens or person.office not in _TRAVELLERS else set()
    return seats.pop() if len(seats) == 1 else None


def seats_in(tokens: Sequence[Token], labeller: Labeller) -> set[str]:
    """Return the states of the capitals that words are said to be in: 'In Baku, the Foreign Ministry ...'."""
    seats = set()
    for k in range(len(tokens) - 1):
        if tokens[k].fold == "in" and tokens[k + 1].cap:
            two = f"{tokens[k + 1].word} {tokens[k + 2].word}" if k + 2 < len(tokens) and tokens[k + 2].cap else ""
            state = labeller.gazetteer.capital_state(two) or labeller.gazetteer.capital_state(tokens[k + 1].word)
            if state:
                seats.add(state)
    return seats
