"""Readings of named weeks, seasons, quarters, halves, decades and centuries."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from dashboard.dates import Day, days_in_month, year_text
from dashboard.extract.timex_absolute import read_absolute
from dashboard.extract.timex_finder import Match
from dashboard.extract.timex_reader import DCT_ANCHOR, Found, Reader
from dashboard.extract.timex_values import Stretch, century, decade, half, month, one_day, one_of, quarter, season, week
from dashboard.extract.timex_years import LONG_AGAINST, NAMED, named_year, place_year


def read_decade(reader: Reader, match: Match) -> Found | None:
    if words := match.group("decade"):
        year = int(words)
        if year % 10:
            return None
        return Found(decade(year // 10), anchor=NAMED, named=True)
    tens = int(match.group("tens") or reader.meaning("decade_word", match.group("decade_word") or ""))
    era = match.group("era")
    if era is None and match.group("decade_word"):
        if re.search(
            r"\b(?:his|her|their|my|your|mid|low|high|upper|lower)\W+(?:the )?$", reader.context.before(match.start)
        ):
            return None  # an age or a temperature
        if not (match.found.group().lower().startswith("the ")):
            return None
    base = {"eighteen": 1800}.get((era or "").lower(), 1900)
    year = base + tens
    if era is None and reader.dct and reader.dct.year - year > 100:
        year += 100
    return Found(decade(year // 10), anchor=NAMED, note="" if era else "the century is the nearest one", named=True)


def read_century(reader: Reader, match: Match) -> Found | None:
    words = (match.group("ordinal") or "").lower()
    figures = re.match(r"\d+", words)
    number = int(figures.group()) if figures else int(reader.meaning("ordinal_word", words))
    if number < 1:
        return None
    found = Found(century(number - 1, before_christ=match.group("bc") is not None), anchor=NAMED, named=True)
    following = re.match(r"\d+", match.group("second") or "")
    if following and found.stretch and int(following.group()) == number + 1 and match.group("bc") is None:
        return replace(found, edtf=f"{found.stretch.edtf}/{century(number).edtf}")  # "the 18th and 19th centuries"
    return found


def read_season(reader: Reader, match: Match) -> Found | None:
    letters = reader.meaning("season", match.first_group("season", "season2") or "")
    year = named_year(reader, match)
    if year is not None:
        return Found(season(year, letters), anchor=NAMED, named=True)
    return place_year(reader, match, lambda year: season(year, letters), {**LONG_AGAINST, "past": 20.0})


_WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": -1, "last": -1, "latter": 2,
          "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "1": 1, "2": 2, "3": 3, "4": 4}  # fmt: skip


# In characters: how far on either side a sentence is searched for words of sport.
_AROUND = 130


def read_quarter(reader: Reader, match: Match) -> Found | None:
    return _part_of_year(reader, match, quarter, 4)


def read_half(reader: Reader, match: Match) -> Found | None:
    return _part_of_year(reader, match, half, 2)


def _part_of_year(reader: Reader, match: Match, build: Callable[[int, int], Stretch], parts: int) -> Found | None:
    which = _WHICH[(match.first_group("which", "which2", "which3") or "").lower()]
    number = parts if which < 0 else which
    if number > parts:
        return None
    year = named_year(reader, match)
    if year is not None:
        return Found(build(year, number), anchor=NAMED, named=True)
    if reader.dct and (words := match.group("this")):
        step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(words.lower(), 0)
        return Found(build(reader.dct.year + step, number), anchor=DCT_ANCHOR, note="the year is stated")
    if match.group("the_year") and reader.last and reader.last.first:
        return Found(build(reader.last.first.year, number), anchor=reader.last_anchor, note="of that year")
    if which < 0 and not match.group("the_year"):
        return None
    around = reader.context.sentence(match.start)
    begin, end = max(around.start, match.start - _AROUND), min(around.end, match.end + _AROUND)
    if reader.context.patterns["sport"].search(reader.context.text, begin, end):
        return None  # "in the second half he scored twice"
    if reader.dct and "fiscal" in match.found.group().lower():
        unknown = replace(build(reader.dct.year, number), edtf=None)  # when it lies only the company knows
        return Found(unknown, anchor=DCT_ANCHOR, note="of a fiscal year")
    return place_year(reader, match, lambda year: build(year, number), {"past": 8.0, "future": 3.0, "": 2.0})


def read_half_of(reader: Reader, match: Match) -> Found | None:
    """Read the half of a month, a decade or a century: its own value, and in EDTF the days of the half."""
    read = read_absolute if match.group("month") else read_decade if match.group("decade") else read_century
    found = read(reader, match)
    if found is None or found.stretch is None or found.stretch.first is None or found.stretch.last is None:
        return None
    begin, end = found.stretch.first, found.stretch.last
    late = match.first_group("which") not in ("first", "1st")
    if found.stretch.unit == "M":
        begin, end = (begin._replace(day=16), end) if late else (begin, begin._replace(day=15))
        edtf = one_of(begin, end)
    else:
        middle = (begin.year + end.year + 1) // 2
        begin, end = (Day(middle, 1, 1), end) if late else (begin, Day(middle - 1, 12, 31))
        edtf = f"[{year_text(begin.year)}..{year_text(end.year)}]"
    return replace(found, stretch=replace(found.stretch, edtf=edtf, first=begin, last=end))


def read_week_of_month(reader: Reader, match: Match) -> Found | None:
    found = read_absolute(reader, match)
    if found is None or found.stretch is None or found.stretch.first is None:
        return None
    begin = 7 * (_WHICH[(match.group("which") or "").lower()] - 1) + 1
    first, last = found.stretch.first._replace(day=begin), found.stretch.first._replace(day=begin + 6)
    return replace(found, stretch=replace(found.stretch, edtf=one_of(first, last), first=first, last=last))


def read_week_of_day(reader: Reader, match: Match) -> Found | None:
    found = read_absolute(reader, match)
    if found is None or found.stretch is None or found.stretch.first is None:
        return None
    return Found(week(found.stretch.first), anchor=found.anchor, note=found.note, named=found.named)


def read_month_this_year(reader: Reader, match: Match) -> Found | None:
    if reader.dct is None:
        return None
    words = (match.group("this") or "").lower()
    year = reader.dct.year + int(reader.meaning("this", words))
    if letters := match.group("season"):
        return Found(season(year, reader.meaning("season", letters)), anchor=DCT_ANCHOR, note=f"{words} year")
    number = int(reader.meaning("month", match.group("month") or ""))
    return Found(month(year, number), anchor=DCT_ANCHOR, note=f"{words} year")


def read_month_of_anaphor(reader: Reader, match: Match) -> Found | None:
    if reader.last is None or reader.last.first is None:
        return None
    number = int(reader.meaning("month", match.first_group("month", "month2") or ""))
    year = reader.last.first.year + _year_step(match)
    if day := match.first_group("day", "day2"):
        figures = int(re.sub(r"\D", "", day))
        if figures > days_in_month(year, number):
            return None
        return Found(one_day(Day(year, number, figures)), anchor=reader.last_anchor, note="a day of that year")
    return Found(month(year, number), anchor=reader.last_anchor, note="a month of that year")


def read_season_of_anaphor(reader: Reader, match: Match) -> Found | None:
    if reader.last is None or reader.last.first is None:
        return None
    letters = reader.meaning("season", match.group("season") or "")
    year = reader.last.first.year + _year_step(match)
    return Found(season(year, letters), anchor=reader.last_anchor, note="a season of that year")


def _year_step(match: Match) -> int:
    words = match.found.group().lower()
    return 1 if re.search(r"(?:following|next) year$", words) else -1 if words.endswith("previous year") else 0


PERIODS = {
    "decade": read_decade,
    "century": read_century,
    "season": read_season,
    "quarter": read_quarter,
    "half": read_half,
    "half_of": read_half_of,
    "week_of_month": read_week_of_month,
    "week_of_day": read_week_of_day,
    "month_of_anaphor": read_month_of_anaphor,
    "month_this_year": read_month_this_year,
    "season_of_anaphor": read_season_of_anaphor,
}
