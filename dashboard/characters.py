"""Characters as readers see them: what belongs together, what has no shape, and what is not what it looks like.

"Pаris" with a Cyrillic а is another name than "Paris". No rule takes one for the other and none is changed: such a
word is shown as it stands, and said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LETTERS = Path(__file__).resolve().parents[1] / "data" / "reference" / "lookalikes.tsv"
# Marks and overrides of direction, blanks of no width, soft hyphens, byte-order marks, tags that do not spell a flag.
# Joiners stay: scripts and emoji need them.
INVISIBLE = re.compile(
    "[\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001\U000e0020-\U000e007f]+"
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")


def graphemes(text: str) -> list[str]:
    """Return the text in units that must not be parted: a character with its marks, joined emoji, flag letters."""
    units: list[str] = []
    for character in text:
        joins = units and (
            unicodedata.combining(character)
            or unicodedata.category(character) in ("Mn", "Me", "Cf", "Sk")
            or units[-1].endswith("\u200d")
            or (
                "\U0001f1e6" <= character <= "\U0001f1ff"
                and len(units[-1]) == 1
                and "\U0001f1e6" <= units[-1] <= "\U0001f1ff"
            )
        )
        if joins:
            units[-1] += character
        else:
            units.append(character)
    return units


def shortened(text: str, length: int) -> str:
    """Return at most `length` characters of the text, cut between words, else between what readers see as letters."""
    if len(text) <= length:
        return text
    words = text[: length + 1].rpartition(" ")[0].rstrip()
    if len(words) > length // 2:
        return words
    kept = ""
    for unit in graphemes(text[: length + 1]):
        if len(kept) + len(unit) > length:
            break
        kept += unit
    return kept or text[:length]


@dataclass(frozen=True)
class Lookalike:
    """A word, half-open characters of the text, and `like`: what it looks like."""

    start: int
    end: int
    word: str
    like: str

    def __str__(self) -> str:
        letter = next(c for c, plain in zip(self.word, _plain_letters(self.word), strict=True) if c != plain)
        return f"{self.word!r} is not {self.like!r}: its {letter!r} is a {_alphabet(letter)} letter"


@lru_cache(maxsize=1)
def _letters() -> Mapping[str, str]:
    rows = (line.split("\t") for line in LETTERS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {row[0]: row[1] for row in rows if len(row) > 1}


@lru_cache(maxsize=1)
def _suspicious() -> re.Pattern[str]:
    """Letters of other alphabets that look Latin, and Latin ones of mathematics and of full width."""
    return re.compile(f"[{''.join(_letters())}\U0001d400-\U0001d7ff\uff21-\uff5a]")


def _plain_letter(letter: str) -> str:
    if letter in _letters():
        return _letters()[letter]
    special = unicodedata.decomposition(letter).startswith(("<font>", "<wide>"))
    plain = unicodedata.normalize("NFKC", letter) if special else letter
    return _letters().get(plain, plain)


def _plain_letters(word: str) -> list[str]:
    return [_plain_letter(letter) for letter in word]


def _alphabet(letter: str) -> str:
    name = unicodedata.name(letter, "strange").split()[0].lower()
    return name if name in ("mathematical", "fullwidth") else name.capitalize()


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")


def find_lookalikes(text: str) -> tuple[Lookalike, ...]:
    """Return the words that mix look-alike letters with Latin ones, and those wholly of them in a Latin text.

    A word of another alphabet that holds a letter of its own ("Москва") looks like no Latin one and is none of these.
    """
    if text.isascii() or not _suspicious().search(text):
        return ()
    letters = [c for c in text if c.isalpha()]
    return _found(text, in_latin=sum(map(_is_latin, letters)) > len(letters) / 2)


def lookalikes_among(names: Iterable[str]) -> tuple[str, ...]:
    """Return what is to be said of names of a table, whatever letters the rest of it has; a sentence a word."""
    foreign = (name for name in dict.fromkeys(names) if not name.isascii())
    return tuple(dict.fromkeys(str(found) for name in foreign for found in _found(name, in_latin=True)))


def _found(text: str, in_latin: bool) -> tuple[Lookalike, ...]:
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii() or not _suspicious().search(word):
            continue
        plain = _plain_letters(word)
        mixed = any(_is_latin(c) for c in word if c.isalpha())
        whole = in_latin and all(_is_latin(c) for c in plain if c.isalpha()) and len(word) > 1
        if mixed or whole:
            found.append(Lookalike(match.start(), match.end(), word, "".join(plain)))
    return tuple(found)
