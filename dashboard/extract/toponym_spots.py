"""Words of a text and the names of the gazetteer among them, longest first: spots that may be toponyms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dashboard.lexicon.places import Entry, Gazetteer, fold
from dashboard.model import Span

# "U.S." and "D.C." are one word; "Russia's" is one word whose name ends before the apostrophe.
_WORD = re.compile(r"(?:[A-Z]\.)+[A-Z]\b\.?|[^\W\d_]+(?:['’ʻ`][^\W\d_]+)*")
_JOINTS = frozenset([" ", "-", "‐", "‑", "–", "\u00a0", ". ", "/"])
_DOTTED = frozenset(["st", "mt", "ft", "pt", "n", "s", "ste"])
_ARTICLES = frozenset(["al", "el", "ad", "ar", "as", "ash", "at", "an", "az", "sub"])
_ABBREVIATED = re.compile(r"[A-Z][a-z]{1,4}")
_TOWN_ENDS = frozenset(
    "Beach Park City Springs Falls Hills Heights Grove Creek Mills Ferry Rock Ridge Junction Village Harbor "
    "Harbour".split()
)
MAX_WORDS = 9
# How a place was chosen, as `Toponym.rule` says it.
FROM_WORDS = "known only from the words around"
INSIDE = "inside a place that the text names"
INSIDE_NEXT = "inside the next place"
SMALL = "small place near others of this article"


class Stretch(Protocol):
    """Anything with a start and an end in the text: a span, or a mention of an actor."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(slots=True)
class Word:
    """A word of the text. `bare` ends before a possessive, `first` begins a sentence, `joint` stands before it."""

    start: int
    end: int
    text: str
    bare: int
    capital: bool
    first: bool
    joint: str

    @property
    def name(self) -> str:
        """The word without a possessive ending."""
        return self.text[: self.bare - self.start]


@dataclass(slots=True)
class Spot:
    """A name of the gazetteer in the text: words `i` to `j` (exclusive), its folded key and who bears it."""

    i: int
    j: int
    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    exact: bool = False
    rule: str = "name"
    region_word: str = ""
    entry: Entry | None = None
    fixed: bool = False

    @property
    def single(self) -> bool:
        return self.j - self.i == 1


def split_words(text: str, sentences: Sequence[Span]) -> list[Word]:
    """Return the words of `text`, in order; `joint` of the first word of a sentence is a line break."""
    words: list[Word] = []
    for sentence in sentences:
        before = sentence.start
        first = True
        for match in _WORD.finditer(text, sentence.start, sentence.end):
            start, end = match.span()
            word = match.group()
            bare = end - 2 if end - start > 3 and word[-1] in "sS" and word[-2] in "'’" else end
            joint = "\n" if first else text[before:start]
            words.append(Word(start, end, word, bare, word[0].isupper(), first, joint))
            before, first = end, False
    return words


def find_spots(text: str, words: Sequence[Word], gazetteer: Gazetteer) -> list[Spot]:
    """Return the names of the gazetteer among the words, in order, none overlapping, the longest at each word."""
    spots: list[Spot] = []
    i = 0
    while i < len(words):
        word = words[i]
        spot = None
        if word.capital or word.text in _ARTICLES:
            spot = _abbreviation_at(text, i, words, gazetteer, spots) or _name_at(i, words, gazetteer)
        if spot is None:
            i += 1
        else:
            if spot.key == "washington dc" and spots and spots[-1].j == i and spots[-1].key == "washington":
                spot.i, spot.start, spot.entries = spots[-1].i, spots[-1].start, gazetteer.entries(spot.key)[:1]
                spots.pop()
            other_half = _other_half(i, words, spot, gazetteer)
            if other_half is not None:
                if spots and spots[-1].i == other_half.i:
                    spots.pop()
                spots.append(other_half)
            spots.append(spot)
            i = spot.j
    return spots


def _abbreviation_at(
    text: str, i: int, words: Sequence[Word], gazetteer: Gazetteer, spots: Sequence[Spot]
) -> Spot | None:
    """Return an abbreviation that names a place: U.S., UAE, Calif., or CA after a comma."""
    word = words[i]
    name = word.name
    if not 2 <= len(name) <= 7:
        return None
    entries = gazetteer.exact.get(name) or gazetteer.exact.get(name + ".") if name.isupper() else None
    if entries:
        return Spot(i, i + 1, word.start, word.bare, name, entries, exact=True)
    after_name = bool(spots) and spots[-1].j == i and word.joint == ", "
    dotted = name if name.endswith(".") else name + "." if text[word.end : word.end + 1] == "." else ""
    form = dotted if dotted in gazetteer.abbreviations else name
    found = gazetteer.abbreviations.get(form)
    if found is None or not (after_name or form in ("NSW", "Qld", "N.Y.", "B.C.", "D.C.", "P.E.I.", "N.S.W.")):
        # "Ga." and "CA" alone are no states: "La." may begin a line, "CO" may be carbon monoxide.
        unknown = word.joint == ", " and i > 0 and words[i - 1].capital and (form.isupper() or form.endswith("."))
        if found is None or not unknown:
            return None
    if form == "B.C." and text[max(0, word.start - 3) : word.start].rstrip()[-1:].isdigit():
        return None
    key, iso3 = found
    named = [e for e in gazetteer.entries(key) if e.iso3 == iso3]
    entries = tuple(sorted(named, key=lambda e: (e.kind == "city", e.rank != "curated")))
    end = word.bare + (form.endswith(".") and not name.endswith("."))
    return Spot(i, i + 1, word.start, end, key, entries, exact=True, fixed=True) if entries else None


def _name_at(i: int, words: Sequence[Word], gazetteer: Gazetteer) -> Spot | None:
    """Return the longest name of the gazetteer that begins at word `i`."""
    word = words[i]
    first = fold(word.text)
    longest = min(max(gazetteer.longest.get(first, 1), gazetteer.longest.get(first.split(" ")[0], 1)), MAX_WORDS)
    ends = [i + 1]
    for j in range(i + 1, min(i + longest, len(words))):
        joint = words[j].joint
        if joint not in _JOINTS or joint == ". " and fold(words[j - 1].text) not in _DOTTED:
            break
        ends.append(j + 1)
    for j in reversed(ends):
        if j - i == 1 and not word.capital:
            break
        head = [fold(w.text) for w in words[i : j - 1]]
        last = words[j - 1]
        # "Peru's" is Peru though Perus is a town; "St. John's" is a name.
        forms = ((last.text, last.end), (last.name, last.bare))
        for tail, end in forms if j - i > 1 else reversed(forms):
            key = " ".join([*head, fold(tail)])
            if key in gazetteer.known or key in gazetteer.index and _capitalised(words[i:j], gazetteer):
                date_line = word.first and j < len(words) and words[j].joint[:1] in (",", " ") and words[j].joint != " "
                if j - i == 1 and not _may_stand_alone(last, key, gazetteer, date_line):
                    continue
                return _longer(j, words, key, gazetteer, i) or Spot(i, j, word.start, end, key, gazetteer.entries(key))
    return None


def _longer(j: int, words: Sequence[Word], key: str, gazetteer: Gazetteer, i: int) -> Spot | None:
    """Return "Rehoboth Beach", a small town that begins with the name of a larger one."""
    if (
        j >= len(words)
        or words[j].joint != " "
        or words[j].name not in _TOWN_ENDS
        or words[j - 1].bare != words[j - 1].end
    ):
        return None
    longer = f"{key} {fold(words[j].name)}"
    towns = tuple(e for e in gazetteer.small.named(longer) if e.kind == "city")
    return Spot(i, j + 1, words[i].start, words[j].bare, longer, towns) if towns else None


def _other_half(i: int, words: Sequence[Word], spot: Spot, gazetteer: Gazetteer) -> Spot | None:
    """Return North Korea of "North and South Korea": its first word alone stands in the text."""
    compass = gazetteer.words["compass"]
    if i < 2 or spot.single or words[i].text not in compass or words[i - 1].text not in ("and", "or"):
        return None
    half = words[i - 2]
    if not half.capital or half.text not in compass or words[i].joint != " " or words[i - 1].joint != " ":
        return None
    key = f"{fold(half.text)} {spot.key.partition(' ')[2]}"
    if key not in gazetteer.known and key not in gazetteer.index:
        return None
    return Spot(i - 2, i - 1, half.start, half.end, key, gazetteer.entries(key), exact=True)


def _capitalised(words: Sequence[Word], gazetteer: Gazetteer) -> bool:
    connectors = gazetteer.words["connector"]
    hyphened = [w.joint == "-" or k + 1 < len(words) and words[k + 1].joint == "-" for k, w in enumerate(words)]
    return all(
        w.capital or h or w.text in connectors or w.text in _ARTICLES for w, h in zip(words, hyphened, strict=True)
    )


def _may_stand_alone(word: Word, key: str, gazetteer: Gazetteer, opens_date_line: bool) -> bool:
    """Return whether a single word can be a name: an acronym in capitals is one only where it is well known."""
    if not word.name.isupper() or len(word.name) > 5 or opens_date_line and len(word.name) > 3:
        return len(key) > 2 or not word.name.isascii()
    return any(e.kind == "country" or e.rank == "curated" or e.population > 500_000 for e in gazetteer.entries(key))
