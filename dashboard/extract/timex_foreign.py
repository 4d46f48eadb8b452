"""Dates of other languages inside a text ("16 mai 2024", "24 февраля 2022"): words by rule, value by dateparser.

Only this module knows dateparser. It loads when a text first holds such a date, since that takes a second.
"""

from __future__ import annotations

from functools import lru_cache

from dashboard.dates import Day, days_in_month
from dashboard.extract.timex_finder import Match
from dashboard.extract.timex_reader import Found, Reader
from dashboard.extract.timex_values import month, one_day

# Languages whose month names the rules' stems open; English is read by our own rules.
LANGUAGES = ["fr", "de", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "sv", "ro"]


@lru_cache(maxsize=4096)
def parse_foreign(words: str, with_day: bool) -> tuple[int, int, int] | None:
    """Return year, month and day (1 where there is none) of a date in one of LANGUAGES, None where it is none."""
    import dateparser

    parts = ["day", "month", "year"] if with_day else ["month", "year"]
    settings = {"REQUIRE_PARTS": parts, "DATE_ORDER": "DMY", "PREFER_DAY_OF_MONTH": "first"}
    found = dateparser.parse(words, languages=LANGUAGES, settings=settings)
    if found is None or str(found.year) not in words:
        return None
    return found.year, found.month, found.day


def read_foreign(reader: Reader, match: Match) -> Found | None:
    words = " ".join(match.found.group().split())
    day = match.group("day")
    found = parse_foreign(words, day is not None)
    if found is None:
        return None
    year, number, figure = found
    if day is None:
        return Found(month(year, number), anchor="the text", named=True)
    if figure != int(day) or figure > days_in_month(year, number):
        return None
    return Found(one_day(Day(year, number, figure)), anchor="the text", named=True)


FOREIGN = {"foreign": read_foreign}
