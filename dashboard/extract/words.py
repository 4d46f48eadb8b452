"""Sentences as words, with what later steps ask of each word: is it quoted, and what stands between two of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.model import Span

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}(?!\w)"  # U.S.
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?"  # 4,000
    r"|[^\W_]+(?:[-.&/][^\W_]+)*(?:['’](?:s|t|ll|ve|re|d|m|S)\b)?(?:\.(?=\w))?"
    r"|[^\w\s]|_"
)
_OPEN, _CLOSE = "“«", "”»"
# A quotation of so many words is somebody's speech; a shorter one is a name or an ironic word ("gala event").
SPEECH_WORDS = 6
SOFT, HARD = 1, 2
_ROLES = frozenset(
    "president minister leader chancellor secretary premier king head chief chairman ambassador capital envoy".split()
)
_BODIES = frozenset(
    "senate parliament congress committee court council assembly judge judges house lawmakers tribunal panel".split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence as parallel lists: offsets in the article, text, lower case, quoted, the barrier before a word.

    A possessive ending is cut off the word ("Putin's" is "putin") and kept in `possessive`. `barrier` is 0, SOFT
    (comma, "and") or HARD (a new clause, a bracket); `index` counts the article's sentences.
    """

    index: int
    span: Span
    starts: list[int]
    ends: list[int]
    lower: list[str]
    text: list[str]
    possessive: list[bool]
    quoted: list[bool]
    barrier: list[int]
    paragraph: int = 0

    def __len__(self) -> int:
        return len(self.lower)

    def at(self, offset: int) -> int:
        """Return the index of the word at or after an offset."""
        low, high = 0, len(self.starts)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low


def read_words(text: str, sentences: Sequence[Span], groups: Mapping[str, frozenset[str]]) -> list[Words]:
    """Return every sentence of the article as words."""
    quotes = _quotations(text)
    found = []
    quote = 0
    paragraph = 0
    last_end = 0
    for index, span in enumerate(sentences):
        if "\n" in text[last_end : span.start]:
            paragraph += 1
        last_end = span.end
        starts: list[int] = []
        ends: list[int] = []
        words: list[str] = []
        possessive: list[bool] = []
        quoted: list[bool] = []
        for match in _WORD.finditer(text, span.start, span.end):
            word = match.group()
            start = match.start()
            while quote < len(quotes) and quotes[quote][1] <= start:
                quote += 1
            inside = quote < len(quotes) and quotes[quote][0] < start
            owner = False
            if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS":
                word, owner = word[:-2], True
            elif word in "'’" and starts and ends[-1] == start and words[-1].endswith(("s", "S")):
                possessive[-1] = True  # "the leaders' talks"
                continue
            starts.append(start)
            ends.append(start + len(word))
            words.append(word)
            possessive.append(owner)
            quoted.append(inside)
        lower = [word.lower().replace("’", "'") for word in words]
        barrier = _barriers(lower, groups)
        found.append(Words(index, span, starts, ends, lower, words, possessive, quoted, barrier, paragraph))
    return found


def _barriers(lower: Sequence[str], groups: Mapping[str, frozenset[str]]) -> list[int]:
    subordinators, soft = groups["subordinator"], groups["soft"]
    barrier = [0] * len(lower)
    for i, word in enumerate(lower):
        if word in subordinators or word in (";", ":", "(", ")", "–", "—"):
            barrier[i] = HARD
        elif word in soft or word == ",":
            barrier[i] = SOFT
    for i, word in enumerate(lower):
        # "that" after a determiner's place ("at that meeting") is no clause; before a noun we cannot tell, so only
        # prepositions free it.
        if word == "that" and i and lower[i - 1] in groups["preposition"]:
            barrier[i] = 0
        if word == "before" and set(lower[i + 1 : i + 5]) & _BODIES:
            barrier[i] = 0  # "testified before the Senate"
        if word == "as" and (set(lower[i + 1 : i + 5]) & _ROLES or not has_verb(lower, i + 1, groups)):
            barrier[i] = SOFT  # "a new term as Russia's president", "recognised the council as the government"
        if word == "as" and i + 1 < len(lower) and lower[i + 1] in ("well", "part"):
            barrier[i] = SOFT
    return barrier


def has_verb(lower: Sequence[str], first: int, groups: Mapping[str, frozenset[str]]) -> bool:
    """True where a finite verb seems to stand between word `first` and the next comma: a clause, not a phrase."""
    for word in lower[first : first + 12]:
        if word in (",", ";", "."):
            return False
        if word in groups["be"] or word in groups["have"] or word in groups["future"] or word in groups["modal"]:
            return True
        if word in groups["past"] or (word.endswith("ed") and len(word) > 4):
            return True
    return False


def _quotations(text: str) -> list[tuple[int, int]]:
    """Return the stretches between quotation marks that hold speech. An open one ends with its paragraph."""
    found: list[tuple[int, int]] = []
    opened = -1
    for match in re.finditer(r'["“”«»]|\n\s*\n|(?<=[.!?:"”])\n', text):
        mark = match.group()
        if mark[0] == "\n":
            if opened >= 0:
                _keep(text, opened, match.start(), found)
            opened = -1
        elif opened < 0:
            opened = match.start() if mark not in _CLOSE else -1
        else:
            _keep(text, opened, match.start(), found)
            opened = -1
    if opened >= 0:
        _keep(text, opened, len(text), found)
    return found


def _keep(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    if text.count(" ", start, end) + 1 >= SPEECH_WORDS or text[end - 1 : end] in ".!?,":
        found.append((start, end))
