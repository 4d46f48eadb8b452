"""Names of people and bodies, compared: folding, surnames, the words of a name and its stable id."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:['’&/-][^\W_]+)*\+?")
# Family names that stand first in Chinese, Korean and Vietnamese names; used only beside a country or a given
# name of that shape, since 'Lee Hamilton' and 'Kim Howells' have them as first names.
FAMILY_FIRST = frozenset(
    "ahn ban bo cai cao chen cheng chiang cho choe choi chung deng ding dong du gao guo han he ho hong hu "
    "huang hun hwang im jang jeong jiang jo jung kang kim kwon lai lee li liang lien lim lin liu lu luo ma "
    "meng moon nguyen oh pak pan park peng pham phan qian qin ren ri roh seo shin song sun tang tian tran "
    "truong tsai vo vuong wang wei wen wu xi xiao xie xu yang yao ye yoo yoon yu yuan yun zeng zhang zhao "
    "zheng zhong zhou zhu".split()
)
_EAST_ASIAN = frozenset({"CHN", "TWN", "KOR", "PRK", "HKG", "MAC", "SGP"})
_VIETNAM = "VNM"
_SURNAME_PARTICLES = frozenset(
    "al el bin ibn ben bint van von der den de da del della di du dos das la le ter ten zu af".split()
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})


def fold_name(text: str) -> str:
    """Return `text` for comparison: lower case, no accents, dots dropped, one kind of hyphen and apostrophe."""
    if not text.isascii():
        text = text.translate(_ODD)
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return text.lower().replace(".", "")


_ODD = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "–": "-", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d"}
    | {"Đ": "D", "Ð": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "ð": "d", "þ": "th", "ə": "a", "Ə": "A"}
)


def surname_of(name: str, country: str | None = None) -> str:
    """Return the part of a person's name that later mentions use: 'Putin', 'al-Sadr', 'van der Bellen', 'Xi'.

    `country` (ISO 3166 alpha-3) tells 'Kim Jong Un' from 'Kim Howells'; without it the shape of the given name does.
    """
    words = name.replace(",", " ").split()
    while len(words) > 1 and fold_name(words[-1]) in _SUFFIXES:
        words.pop()
    if len(words) < 2:
        return words[0] if words else ""
    first = fold_name(words[0])
    if country == _VIETNAM:
        return words[-1]
    if first in FAMILY_FIRST and (country in _EAST_ASIAN or _given_is_east_asian(words[1:])):
        return words[0]
    start = len(words) - 1
    while start > 1 and fold_name(words[start - 1]) in _SURNAME_PARTICLES and words[start - 1].islower():
        start -= 1
    return " ".join(words[start:])


def _given_is_east_asian(given: list[str]) -> bool:
    return len(given) == 1 and re.fullmatch(r"[A-Z][a-z]+-[a-z]+", given[0]) is not None


def name_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a name as the finder cuts them."""
    words = (fold_name(m.group()) for m in _WORD.finditer(text.replace(".", "")))
    return tuple(w[:-2] if len(w) > 2 and w.endswith("'s") else w for w in words)


def actor_id(name: str) -> str:
    """Return the stable id of a canonical name: 12 hex digits of BLAKE2b over its folded form."""
    return hashlib.blake2b(fold_name(name).encode(), digest_size=6).hexdigest()
