"""Readings of days, months and years that are named."""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.dates import Day, days_in_month, year_text
from dashboard.errors import EdtfError
from dashboard.extract.timex_finder import Match
from dashboard.extract.timex_reader import DCT_ANCHOR, Found, Reader
from dashboard.extract.timex_values import Stretch, month, moving_day, nth_weekday, one_day, one_of, season, whole_year
from dashboard.extract.timex_years import (
    AGAINST,
    LONG_AGAINST,
    NAMED,
    full_year,
    named_year,
    place_year,
    year_of_weekday,
)


def read_absolute(reader: Reader, match: Match) -> Found | None:
    year = named_year(reader, match)
    month_words = match.first_group("month", "month2")
    day = _day_number(reader, match)
    if month_words is None:
        if year is None or (match.rule.name == "year_in_word" and _counts_down(reader, match, year)):
            return None
        note = "" if match.group("short_year") is None else "the century is the nearest one"
        return Found(whole_year(year), anchor=NAMED, note=note, named=True)
    number = int(reader.meaning("month", month_words))
    if year is None:
        return _without_year(reader, match, number, day)
    return _month_or_day(year, number, day, anchor=NAMED, note="", named=True)


def _counts_down(reader: Reader, match: Match, year: int) -> bool:
    """Return whether a number that ends a range of years lies before its beginning: "No. 2019-1234"."""
    before = reader.context.text[max(0, match.start - 5) : match.start - 1]
    return before.isdecimal() and int(before) > year


def _month_or_day(year: int, number: int, day: int | None, *, anchor: str, note: str, named: bool) -> Found | None:
    if day is None:
        return Found(month(year, number), anchor=anchor, note=note, named=named)
    if day > days_in_month(year, number):
        return None
    return Found(one_day(Day(year, number, day)), anchor=anchor, note=note, named=named)


def _without_year(reader: Reader, match: Match, number: int, day: int | None) -> Found | None:
    if reader.dct and (stated := reader.context.begins_with("after_this_year", match.end)):
        year = reader.dct.year + {"this": 0, "last": -1, "next": 1}[stated["this"].lower()]
        return _month_or_day(year, number, day, anchor=DCT_ANCHOR, note="the year is stated", named=False)
    if day is not None and day > days_in_month(2000, number):
        return None

    weekday = match.group("weekday")
    if day and weekday and reader.dct and (fitting := year_of_weekday(reader, number, day, weekday)) is not None:
        return _month_or_day(
            fitting, number, day, anchor=DCT_ANCHOR, note="the year in which it is that weekday", named=False
        )

    def build(year: int) -> Stretch:
        return one_day(Day(year, number, min(day, days_in_month(year, number)))) if day else month(year, number)

    placed = place_year(reader, match, build, AGAINST if day else LONG_AGAINST)
    if placed is None:
        text = f"XXXX-{number:02d}" + (f"-{day:02d}" if day else "")
        return Found(value=text, anchor="none", note="no year is known", refers=False)
    return placed


def read_nth_weekday(reader: Reader, match: Match) -> Found | None:
    nth = int(reader.meaning("ordinal_word", match.group("ordinal_word") or ""))
    weekday = int(reader.meaning("weekday", match.group("weekday") or ""))
    number = int(reader.meaning("month", match.group("month") or ""))

    def build(year: int) -> Stretch:
        return one_day(nth_weekday(year, number, nth, weekday))

    if nth > 4:
        return None  # not every month has a fifth one
    if (year := named_year(reader, match)) is not None:
        return Found(build(year), anchor=NAMED, named=True)
    return place_year(reader, match, build)


def read_day_or_next(reader: Reader, match: Match) -> Found | None:
    """Read "4/5 May": the first day, and in EDTF one of the two."""
    found = read_absolute(reader, match)
    if found is None or found.stretch is None or found.stretch.first is None:
        return None
    first = found.stretch.first
    if first.plus(1).day != int(re.sub(r"\D", "", match.group("next") or "0")):
        return None
    return replace(found, edtf=one_of(first, first.plus(1)))


def read_named_once(reader: Reader, match: Match) -> Found | None:
    return Found(one_day(Day.parse(match.rule.constants["day"])), anchor="its name", named=True, refers=False)


# Up to which year a story has years of three figures beside it.
_EARLY = 1200


def read_year_of_three(reader: Reader, match: Match) -> Found | None:
    """Read "in 479" as a year, in a history whose years are all that early; before our era where they are."""
    last = reader.last
    if last is None or last.first is None or last.first.year > _EARLY or not reader.narrative:
        return None
    figures = int(match.group("early") or 0)
    year = figures if last.first.year > 0 else 1 - figures
    return Found(whole_year(year), anchor=reader.last_anchor, note="its era goes on", named=True)


def read_early_month(reader: Reader, match: Match) -> Found | None:
    number = int(reader.meaning("month", match.first_group("month", "month2", "month3") or ""))
    day = _day_number(reader, match)
    early = reader.last is not None and reader.last.first is not None and reader.last.first.year <= _EARLY
    if day is None and not early and not reader.context.begins_with("after_closed", match.end):
        return None  # "in June 300 Iraqi tanks"
    return _month_or_day(int(match.group("early") or 0), number, day, anchor=NAMED, note="", named=True)


def read_bc_part(reader: Reader, match: Match) -> Found | None:
    year = 1 - int(match.group("bcyear") or 0)
    if words := match.group("month"):
        return Found(month(year, int(reader.meaning("month", words))), anchor=NAMED, named=True)
    return Found(season(year, reader.meaning("season", match.group("season") or "")), anchor=NAMED, named=True)


def _day_number(reader: Reader, match: Match) -> int | None:
    words = match.first_group("day", "day2", "day_word")
    if words is None:
        return None
    if figures := re.search(r"\d+", words):
        return int(figures.group())
    number = int(reader.meaning("ordinal_word", words.lower().removeprefix("the ").strip()))
    return number if number > 0 else None


def read_iso(reader: Reader, match: Match) -> Found | None:
    words = match.group("iso") or ""
    try:
        if len(words) == 7:
            if int(words[5:]) == int(words[2:4]) + 1:
                return None  # "in 2008-09": two years rather than a month
            return Found(month(int(words[:4]), int(words[5:])), anchor=NAMED, named=True)
        day = Day.parse(words)
    except EdtfError:
        return None
    if clock := match.group("time"):
        return Found(one_day(day), value=f"{day.iso()}T{clock}", edtf=day.iso(), anchor=NAMED, named=True)
    return Found(one_day(day), anchor=NAMED, named=True)


def read_figures(reader: Reader, match: Match) -> Found | None:
    """Read `24/02/2022`: the order that makes a date; where both do, both are possible and month-first is written."""
    parts = [int(part) for part in re.split(r"[/.-]", match.group("figures") or "")]
    if parts[0] > 31:
        year, number, day = parts
        return _figures_day(year, number, day)
    first, second, year = parts
    if year < 100:
        if "." in (match.group("figures") or ""):
            return None  # a version or a section number, not a date
        year = full_year(year, reader.dct)
    if not 1000 <= year <= 2100:
        return None
    day_first = "." in (match.group("figures") or "")
    orders = [(first, second), (second, first)] if day_first else [(second, first), (first, second)]
    days = [found for day, number in orders if (found := _figures_day(year, number, day))]
    if len(days) == 2 and first != second and days[0].stretch and days[1].stretch and not day_first:
        ends = sorted((days[0].stretch.edtf or "", days[1].stretch.edtf or ""))
        note = "the order of day and month is not known"
        return Found(days[0].stretch, edtf=f"[{ends[0]},{ends[1]}]", anchor=NAMED, note=note, named=True)
    return days[0] if days else None


def _figures_day(year: int, number: int, day: int) -> Found | None:
    if not (1 <= number <= 12 and 1 <= day <= days_in_month(year, number)):
        return None
    return Found(one_day(Day(year, number, day)), anchor=NAMED, named=True)


def read_short_end(reader: Reader, match: Match) -> Found | None:
    """Read the `40` of `1939-40`: the year of the same century, if it comes after."""
    before = int(reader.context.text[match.start - 5 : match.start - 1])
    year = before // 100 * 100 + int(match.group("two") or 0)
    if not before < year <= before + 60:
        return None
    return Found(whole_year(year), anchor=NAMED, named=True)


def read_year_slash(reader: Reader, match: Match) -> Found | None:
    year = int(match.group("year") or 0)
    if (year + 1) % 100 != int(match.group("two") or 0):
        return None
    stretch = replace(whole_year(year), edtf=f"{year_text(year)}/{year_text(year + 1)}")
    return Found(stretch, anchor=NAMED, named=True)


def read_holiday(reader: Reader, match: Match) -> Found | None:
    fixed, moving = match.group("fixed_day"), match.group("moving_day")
    rule = reader.meaning("fixed_day", fixed) if fixed else reader.meaning("moving_day", moving or "")
    year = named_year(reader, match)
    if year is not None:
        return Found(one_day(moving_day(rule, year)), anchor=NAMED, named=True)
    if (words := match.group("this")) and reader.dct:
        forward = words.lower() in ("next", "coming", "upcoming")
        years = (reader.dct.year - 1, reader.dct.year, reader.dct.year + 1)
        days = [moving_day(rule, year) for year in years]
        fitting = [day for day in days if (day > reader.dct) == forward] or days
        return Found(one_day(fitting[0] if forward else fitting[-1]), anchor=DCT_ANCHOR)
    return place_year(reader, match, lambda year: one_day(moving_day(rule, year)))


ABSOLUTE = {
    "absolute": read_absolute,
    "iso": read_iso,
    "figures": read_figures,
    "short_end": read_short_end,
    "year_slash": read_year_slash,
    "holiday": read_holiday,
    "nth_weekday": read_nth_weekday,
    "day_or_next": read_day_or_next,
    "named_once": read_named_once,
    "year_of_three": read_year_of_three,
    "early_month": read_early_month,
    "bc_part": read_bc_part,
}
