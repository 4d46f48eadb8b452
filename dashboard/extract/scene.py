"""A sentence with everything that was found in it: words, names of actors and states, places and times, by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashboard.extract.words import HARD, SOFT, Words
from dashboard.lexicon.places import Gazetteer
from dashboard.model import ActorMention, Timex, TimexInterval, Toponym


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name somebody who can act: an actor, or a state alone. `first` and `last` are word indices.

    `adjective`: only modifies ("Russian troops", "China's ports"). `governed`: the preposition before it, or "".
    """

    first: int
    last: int
    text: str
    actor: str | None
    kind: str
    country: str | None
    adjective: bool = False
    governed: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A toponym in its sentence, with the preposition that governs it; `metonym`: it stands for a state."""

    first: int
    last: int
    toponym: Toponym
    governed: str
    metonym: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A timex in its sentence; `edtf` is that of the range where the timex is an end of one."""

    first: int
    last: int
    timex: Timex
    edtf: str | None


@dataclass(slots=True)
class Scene:
    """One sentence and what was found in it."""

    words: Words
    names: list[Name] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    walls: set[int] = field(default_factory=set)
    opening: int = 0
    stops: tuple[int, ...] = ()
    breaks: set[int] = field(default_factory=set)

    def hard(self, i: int) -> bool:
        """True where a new clause begins before word `i`."""
        return self.words.barrier[i] == HARD or i in self.walls or i in self.breaks

    def soft(self, i: int) -> bool:
        return self.words.barrier[i] == SOFT


# "CANBERRA, Australia (AP) _", "WASHINGTON, March 12 (Xinhua) --", "Geneva, 24 November 2013 -": where a
# report was filed.
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z.'’ -]{2,30}(?:,\s[\w.' ]{2,25}){0,2}\s*(?:\([^)]{2,20}\)\s*)?(?:--|[-–—_])\s*_?"
    r"|\s*[A-Z][\w.'’-]+(?:,\s[\w.' ]{2,25}){0,2}\s*\([A-Z][^)]{1,20}\)\s*(?:--|[-–—_])\s*"
)


def dateline(words: Words, text: str) -> int:
    """Return the index of the first word after a dateline, 0 where the sentence has none."""
    match = _DATELINE.match(text, words.span.start, min(words.span.end, words.span.start + 90))
    return words.at(match.end()) if match and match.end() < words.span.end else 0


def set_scenes(
    text: str,
    sentences: Sequence[Words],
    mentions: Iterable[ActorMention],
    toponyms: Iterable[Toponym],
    timexes: Sequence[Timex],
    intervals: Iterable[TimexInterval],
    gazetteer: Gazetteer,
    groups: Mapping[str, frozenset[str]],
) -> list[Scene]:
    """Return every sentence with its names, places and times."""
    scenes = [Scene(words) for words in sentences]
    spans = {index: interval.edtf for interval in intervals for index in (interval.first, interval.last)}
    by_start = sorted(mentions, key=lambda m: (m.start, -m.end))
    for scene in scenes:
        scene.opening = dateline(scene.words, text)
        if 0 < scene.opening < len(scene.words):
            scene.walls.add(scene.opening)
    times = {(t.start, t.end) for t in timexes}
    for scene, found in _deal(scenes, by_start):
        first, last = scene.words.at(found.start), scene.words.at(found.end - 1)
        if last + 1 < len(scene.words) and scene.words.lower[last + 1] in _WATERS and found.kind == "state":
            continue  # "the Niger Delta" is not Niger
        if (found.start, found.end) in times:
            continue  # "November 17" is a day before it is an armed group
        if scene.names and first <= scene.names[-1].last or first < scene.opening:
            continue
        scene.names.append(_name(scene.words, first, last, found.text, found.actor, found.kind, found.country, groups))
    for scene, place in _deal(scenes, sorted(toponyms, key=lambda t: t.start)):
        first, last = scene.words.at(place.start), scene.words.at(place.end - 1)
        if first < scene.opening:
            continue
        if place.kind == "country" and last + 1 < len(scene.words) and scene.words.lower[last + 1] in _WATERS:
            continue
        governed = governor(scene.words, first, groups)
        same = [n for n in scene.names if n.first <= last and n.last >= first]
        inside = [n for n in same if n.kind == "state" and (n.first, n.last) != (first, last)]
        if inside and place.kind in ("city", "site"):
            scene.names = [n for n in scene.names if n not in inside]  # "Mexico City" names no state
            same = [n for n in same if n not in inside]
        metonym = any(n.kind == "state" for n in same) and place.kind in ("city", "site")
        if place.kind == "site" and governed in ("at", "in", "inside", "outside"):
            metonym = False  # "met at the White House"
        metonym = metonym or (place.kind == "country" and _qualifies(scene.words, first, last, groups))
        house = governed in ("at", "in", "to") and place.kind == "site" and all(n.kind == "organisation" for n in same)
        if same and not house and not all(n.kind == "state" for n in same):
            continue
        if house and same:
            scene.names = [n for n in scene.names if n not in same]  # "met at the White House": there, not with it
            same = []
        if not governed and (join := _listed(scene, first)):
            governed = scene.spots[-1].governed
            metonym = metonym and join != "and"  # "to Nairobi, Kigali and Kinshasa"
        scene.spots.append(Spot(first, last, place, governed, metonym))
        if not same and place.kind == "country" and place.iso3:
            scene.names.append(_name(scene.words, first, last, place.text, None, "state", place.iso3, groups))
    for scene in scenes:
        _add_demonyms(scene, gazetteer, groups)
        scene.names.sort(key=lambda n: n.first)
        _free_office_holders(scene, gazetteer)
        _share_governor(scene)
    numbered = list(enumerate(timexes))
    for scene, (index, timex) in _deal(scenes, numbered, key=lambda pair: pair[1].start):
        first = min(scene.words.at(timex.start), len(scene.words) - 1)
        last = min(scene.words.at(timex.end - 1), len(scene.words) - 1)
        scene.moments.append(Moment(first, last, timex, spans.get(index, timex.edtf)))
    return scenes


def _listed(scene: Scene, first: int) -> str:
    """Return "and" or "," where a toponym goes on a list of places that a preposition governs, else ""."""
    if not scene.spots or scene.spots[-1].metonym or not scene.spots[-1].governed:
        return ""
    between = scene.words.lower[scene.spots[-1].last + 1 : first]
    if not between or not set(between) <= {",", "and"}:
        return ""
    return "and" if "and" in between else ","


def _free_office_holders(scene: Scene, gazetteer: Gazetteer) -> None:
    """Leave the preposition of an office to its state: "Representative for Venezuela Elliott Abrams met ..."."""
    for i in range(1, len(scene.names)):
        state, person = scene.names[i - 1], scene.names[i]
        if person.kind != "person" or state.kind == "person" or state.last != person.first - 1:
            continue
        if person.governed in ("for", "to", "of") and not gazetteer.is_demonym(state.text):
            scene.names[i] = replace(person, governed="")


def _share_governor(scene: Scene) -> None:
    """Give the second of two joined names the preposition of the first: "by the UK and US"."""
    for i in range(1, len(scene.names)):
        other = scene.names[i]
        j = i - 1
        while j and other.kind != "state" and scene.names[j].kind == "state" and scene.names[j].adjective:
            j -= 1  # "by President Ruto and his Ugandan counterpart, Yoweri Museveni"
        one = scene.names[j]
        between = scene.words.lower[one.last + 1 : other.first]
        text = scene.words.text[one.last + 1 : other.first]
        plain = all(w in _JOINING or t[0].isupper() for w, t in zip(between, text, strict=True))
        if one.kind == other.kind and one.governed and not other.governed and between and "and" in between and plain:
            scene.names[i] = replace(other, governed=one.governed)


_JOINING = frozenset(
    (", and the his her its their counterpart president minister prime foreign leader king chancellor premier ").split()
)


def _deal(scenes, found, key=lambda item: item.start):  # type: ignore[no-untyped-def]
    """Yield each find with the sentence it lies in; both run in the order of the text."""
    at = 0
    for item in found:
        start = key(item)
        while at < len(scenes) and scenes[at].words.span.end <= start:
            at += 1
        if at == len(scenes):
            return
        if scenes[at].words.span.start <= start and scenes[at].words.lower:
            yield scenes[at], item


def _name(words, first, last, text, actor, kind, country, groups) -> Name:  # type: ignore[no-untyped-def]
    adjective = words.possessive[last] or (
        kind == "state" and last + 1 < len(words) and _noun_follows(words, last, groups)
    )
    return Name(first, last, text, actor, kind, country, adjective, governor(words, first, groups, kind == "state"))


def _noun_follows(words: Words, last: int, groups: Mapping[str, frozenset[str]]) -> bool:
    after = words.lower[last + 1]
    if after in _WHEN:
        return False  # "the Czech Republic Friday joined"
    if not after[0].isalpha() or words.barrier[last + 1]:
        return False
    closed = (
        "preposition",
        "be",
        "have",
        "future",
        "modal",
        "reporting",
        "subordinator",
        "soft",
        "happened",
        "adverb",
        "past",
    )
    return not any(after in groups[name] for name in closed) and not after.endswith(("ed", "ly"))


# Words between a preposition and the name it governs: "in east Baghdad", "by prime minister Jane Doe".
_QUALIFIERS = frozenset(
    "president foreign prime minister leader city capital state town east west north south central "
    "downtown greater upper "
    "lower inner outer rural old port ports village villages towns cities province region district nearby island "
    "outskirts "
    "suburb suburbs western eastern northern southern central".split()
)


def _qualifies(words: Words, first: int, last: int, groups: Mapping[str, frozenset[str]]) -> bool:
    """True for a state's name that only qualifies a noun: "the U.S. embassies", "sent US troops"."""
    if last + 1 >= len(words) or words.lower[last + 1].endswith("ing") or not _noun_follows(words, last, groups):
        return False
    short = len(words.text[first].replace(".", "")) <= 3
    before = words.lower[first - 1] if first else ""
    if before == ",":
        return False  # "Lisbon, Portugal"
    return short or before in groups["determiner"] or before not in ("in", "to", "into", "from", "near", "across")


_WATERS = frozenset(
    "delta river lake sea bay gulf coast strait ocean airlines island islands street avenue canal".split()
)
_WHEN = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september "
    "october november december today yesterday tomorrow last next this".split()
)


_BEARINGS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)
TOWNS = frozenset(
    "town towns city cities village villages port ports province provinces region district island outskirts "
    "suburb suburbs streets centre center coast shores heart edge stronghold lawn neighborhood "
    "neighbourhood resort parts capital border".split()
)


def governor(words: Words, first: int, groups: Mapping[str, frozenset[str]], state: bool = False) -> str:
    """Return the preposition that governs the noun phrase around word `first`, "" where none does."""
    for i in range(first - 1, max(-1, first - 7), -1):
        word = words.lower[i]
        if word == "of" and i and words.lower[i - 1] in TOWNS:
            continue  # "in the southern town of Linares", "visited the port of Odesa"
        if word == "of" and i and words.lower[i - 1] in _BEARINGS:
            return "near"  # "about 280 miles south-east of Eyl"
        capitals = all(text[0].isupper() for text in words.text[i + 1 : first + 2])
        if word == "of" and not state and first - i > 1 and i and words.text[i - 1][0].isupper():
            continue  # "by Secretary of State Condoleezza Rice"
        if word in ("for", "to", "on") and capitals and i and words.lower[i - 1] in groups["holder"]:
            continue  # "Commissioner for Trade Jane Roe said"
        if word == "that":
            return ""  # "said on Friday that Muammar Gaddafi was dead"
        if word == "under" and words.lower[i + 1] == "secretary":
            continue
        if word in groups["preposition"] or word == "between":
            return word
        if words.text[i][0].isupper():
            continue
        if words.barrier[i + 1] and not (word in ("and", ",") or words.lower[i + 1] in ("and", ",")):
            return ""
        if word == "," and i and words.lower[i - 1] in TOWNS:
            continue  # "in the Belarusian capital, Minsk"
        if word in ("and", ","):
            return ""
        if word in groups["be"] or word in groups["have"] or word in groups["reporting"] or word in groups["future"]:
            return ""
        if word in groups["past"]:
            return ""
        if not (words.text[i][0].isupper() or word in groups["determiner"] or words.possessive[i] or "-" in word
                or word.endswith(("ern", "al", "ed", "an", "ese", "ous", "er", "ing", "ic", "ry", "et", "or"))
                or word in _QUALIFIERS or word in TOWNS):  # fmt: skip
            return ""
    return ""


def _add_demonyms(scene: Scene, gazetteer: Gazetteer, groups: Mapping[str, frozenset[str]]) -> None:
    """Add states named by adjectives that no earlier step marked ("Yemen-based", "US-led", "anti-Russian")."""
    taken = {i for n in scene.names for i in range(n.first, n.last + 1)}
    taken |= {i for s in scene.spots for i in range(s.first, s.last + 1)}
    words = scene.words
    for i, text in enumerate(words.text):
        if words.lower[i + 1 : i + 2] and words.lower[i + 1] in _WATERS:
            continue
        if i in taken or i < scene.opening or not any(c.isupper() for c in text):
            continue
        for part in (text,) if "-" not in text else (text, *text.split("-")):
            if part[:1].isupper() and (country := gazetteer.country_of(part)) is not None:
                scene.names.append(_name(words, i, i, text, None, "state", country, groups))
                if part == text:
                    break
