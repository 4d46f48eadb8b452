"""Events that a number of years names: "75 years of diplomatic relations", "the 70th anniversary of the massacre"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.dates import Day
from dashboard.extract.words import Words
from dashboard.lexicon.actions import ActionTable

_NUMBERS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve thirteen "
                                       "fourteen "
                                       "fifteen sixteen seventeen eighteen nineteen twenty".split(), 1)}  # fmt: skip
_NUMBERS |= {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
}
_ORDINAL_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
                  "ninth": 9, "tenth": 10, "fifteenth": 15, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
                  "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "centenary": 100, "bicentenary": 200}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is commemorated: words `first` to `last`, how many years ago it was, and what kind of event it is."""

    first: int
    last: int
    years: int
    category: str
    plover: str
    cameo: str
    verb: str
    what: str


def find_beginnings(words: Words, table: ActionTable) -> list[Beginning]:
    """Return what a sentence says to have begun or happened a round number of years ago."""
    lower = words.lower
    found = []
    for i, word in enumerate(lower):
        if words.quoted[i] or word not in ("years", "anniversary", "centenary", "bicentenary", "decades"):
            continue
        years, first = _years(lower, i)
        if not years or i + 1 >= len(lower):
            continue
        of = next((j for j in range(i + 1, min(i + 3, len(lower))) if lower[j] in ("of", "since")), None)
        if of is None:
            continue
        for j in range(of + 1, min(of + 9, len(lower))):
            if (words.barrier[j] or lower[j] == ".") and lower[j] != "the":
                break
            if lower[j] in table.beginnings:
                if (
                    word in ("years", "decades")
                    and lower[j] in ("war", "conflict", "occupation")
                    and "mark" not in " ".join(lower)
                ):
                    break
                found.append(Beginning(first, j, years, *table.beginnings[lower[j]], what=lower[j]))
                break
    return found


def _years(lower: list[str], i: int) -> tuple[int, int]:
    """Return the number before "years" or "anniversary" and the index of its word; 0 where there is none."""
    if lower[i] in ("centenary", "bicentenary"):
        return _ORDINAL_WORDS[lower[i]], i
    for j in range(i - 1, max(-1, i - 3), -1):
        match = re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th)?(?:-year)?", lower[j])
        number = int(match.group(1)) if match else 0
        if not number and lower[i] != "anniversary":
            number = _NUMBERS.get(lower[j], 0)
            if lower[i] == "decades":
                number *= 10
        if not number and lower[i] == "anniversary":
            number = _ORDINAL_WORDS.get(lower[j], 0)
        if number:
            return number, j
    return 0, i


def year_ago(reference: Day, years: int) -> str:
    """Return the year so many years before a day, as EDTF.

    >>> year_ago(Day(2024, 5, 16), 75)
    '1949'
    """
    return f"{reference.year - years:04d}"
