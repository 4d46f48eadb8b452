"""Readings of dates that name a day, month, year or longer stretch; a missing year is the nearest that fits."""

from __future__ import annotations

import re
from collections.abc import Callable

from dashboard.dates import Day, days_in_month
from dashboard.errors import EdtfError
from dashboard.extract.timex_finder import Match
from dashboard.extract.timex_reader import DCT_ANCHOR, Found, Reader
from dashboard.extract.timex_values import (
    Stretch,
    century,
    decade,
    half,
    month,
    moving_day,
    one_day,
    quarter,
    season,
    week,
    whole_year,
)

_NAMED = "the text"
# How much more a date on the unlikely side of its anchor costs, by what the tense says. By eye on the development
# halves: with a past verb a date eleven months back is rarer than one a month ahead; histories go forward.
_AGAINST = {"past": 4.0, "future": 3.0, "": 1.5}
_LONG_AGAINST = {"past": 10.0, "future": 3.0, "": 1.5}


def read_absolute(reader: Reader, match: Match) -> Found | None:
    year = named_year(reader, match)
    month_words = match.first_group("month", "month2")
    day = _day_number(reader, match)
    if month_words is None:
        if year is None:
            return None
        note = "" if match.group("short_year") is None else "the century is the nearest one"
        return Found(whole_year(year), anchor=_NAMED, note=note, named=True)
    number = int(reader.meaning("month", month_words))
    if year is None:
        return _without_year(reader, match, number, day)
    return _month_or_day(year, number, day, anchor=_NAMED, note="", named=True)


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
    if day and weekday and reader.dct and (year := _year_of_weekday(reader, number, day, weekday)) is not None:
        return _month_or_day(
            year, number, day, anchor=DCT_ANCHOR, note="the year in which it is that weekday", named=False
        )

    def build(year: int) -> Stretch:
        return one_day(Day(year, number, min(day, days_in_month(year, number)))) if day else month(year, number)

    placed = place_year(reader, match, build, _AGAINST if day else _LONG_AGAINST)
    if placed is None:
        text = f"XXXX-{number:02d}" + (f"-{day:02d}" if day else "")
        return Found(value=text, anchor="none", note="no year is known", refers=False)
    return placed


def _year_of_weekday(reader: Reader, number: int, day: int, words: str) -> int | None:
    """Return the year next to the anchor's in which the day falls on the weekday given with it, if just one does."""
    anchor, _ = reader.anchor_day()
    if anchor is None:
        return None
    wanted = int(reader.meaning("weekday", words)) - 1
    years = [year for year in (anchor.year - 1, anchor.year, anchor.year + 1) if day <= days_in_month(year, number)]
    fitting = [year for year in years if Day(year, number, day).weekday == wanted]
    return fitting[0] if len(fitting) == 1 else None


def place_year(
    reader: Reader, match: Match, build: Callable[[int], Stretch], against: dict[str, float] = _AGAINST
) -> Found | None:
    """Return the stretch of the year that fits best: near the anchor, on the side that tense or register favours."""
    bound = reader.context.ends_with("before_bound", match.start)
    ends = bool(bound and (bound["by"] or bound["until"]))
    passage = None if ends and not reader.narrative else reader.passage(match.start)
    tense = reader.context.tense(match.start, match.end) if passage is None or not reader.narrative else "past"
    if passage is not None and passage.first and passage.last and (reader.narrative or tense != "future"):
        return Found(
            _nearest(build, passage.first, passage.last, forward=1.0, back=2.0, other_year=6.0),
            anchor=reader.last_anchor,
            note="the year goes on from it",
        )
    if reader.dct is None:
        return None
    if not tense and ends:
        tense = "future"
    cost = (
        min(against[tense], 2.0) if ends else against[tense]
    )  # an end may well lie ahead: "has loans through January"
    forward, back = (1.0, cost) if tense == "future" else (cost, 1.0)
    note = {"past": "past tense", "future": "said of the future"}.get(tense, "the nearest one")
    return Found(_nearest(build, reader.dct, reader.dct, forward=forward, back=back), anchor=DCT_ANCHOR, note=note)


def _nearest(
    build: Callable[[int], Stretch], first: Day, last: Day, *, forward: float, back: float, other_year: float = 0.0
) -> Stretch:
    """Return the stretch with the least cost: days from the anchor, times the factor of its direction.

    `other_year` stands for `back` where going back also leaves the year of the anchor.
    """
    best, best_cost = None, float("inf")
    for year in range(first.year - 1, last.year + 2):
        stretch = build(year)
        assert stretch.first is not None
        assert stretch.last is not None
        if stretch.first > last:
            cost = forward * (stretch.first.ordinal - last.ordinal)
        elif stretch.last < first:
            factor = other_year if other_year and stretch.last.year < first.year else back
            cost = factor * (first.ordinal - stretch.last.ordinal)
        else:
            cost = 0.0
        if cost < best_cost:
            best, best_cost = stretch, cost
    assert best is not None
    return best


def named_year(reader: Reader, match: Match) -> int | None:
    """Return the year that the words give, 0 for 1 BC, None where they give none."""
    if words := match.group("bcyear"):
        return 1 - int(words) if int(words) else None
    if words := match.first_group("adyear", "adyear2"):
        return int(words)
    if words := match.first_group("year", "year1"):
        return int(words)
    if words := match.group("short_year"):
        return _full_year(int(words[1:]), reader.dct)
    if words := match.group("spoken_year"):
        return spoken_year(reader, words)
    if match.rule.name == "year_alone":
        return _bare_year(reader, match)
    return None


_COUNTED = re.compile(
    r"\s(?!was\b|is\b|has\b|as\b|this\b|its\b|his\b|us\b|across\b|versus\b)(?:[a-z]+ ){0,2}?[a-z]{3,}s\b"
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:the|its|his|her|their|this|that|a|an|early|late|mid|of)|[’']s)[\s-]+$", re.IGNORECASE
)


def _bare_year(reader: Reader, match: Match) -> int | None:
    """Return the year of a bare number, None where it counts something ("1943 prisoners") or is too old alone."""
    year = int(match.found.group())
    text = reader.context.text
    placed = reader.context.ends_with("before_placed", match.start) is not None
    enclosed = text[match.start - 1 : match.start] in ("(", "[") or text[match.end : match.end + 1] in (")", "]")
    if year < 1500:
        return year if placed or enclosed else None
    if placed or enclosed or _BEFORE_YEAR.search(reader.context.before(match.start, 12)):
        return year
    recent = reader.dct is not None and abs(year - reader.dct.year) <= 10  # "1989 profits" in 1989
    return None if not recent and _COUNTED.match(text, match.end, match.end + 30) else year


def read_named_once(reader: Reader, match: Match) -> Found | None:
    return Found(one_day(Day.parse(match.rule.constants["day"])), anchor="its name", named=True, refers=False)


def read_bc_bare(reader: Reader, match: Match) -> Found | None:
    """Read "in 479" as a year before our era, in a text whose years are all that."""
    last = reader.last
    if last is None or last.first is None or last.first.year >= 0 or not reader.narrative:
        return None
    year = 1 - int(match.group("bcbare") or 0)
    return Found(whole_year(year), anchor=reader.last_anchor, note="its era goes on", named=True)


def read_bc_part(reader: Reader, match: Match) -> Found | None:
    year = 1 - int(match.group("bcyear") or 0)
    if words := match.group("month"):
        return Found(month(year, int(reader.meaning("month", words))), anchor=_NAMED, named=True)
    return Found(season(year, reader.meaning("season", match.group("season") or "")), anchor=_NAMED, named=True)


def _full_year(two: int, dct: Day | None) -> int:
    """Return the latest year that ends in `two` figures and is not after the year of publication by more than ten."""
    latest = (dct.year if dct else 2024) + 10
    return latest - (latest - two) % 100


def spoken_year(reader: Reader, words: str) -> int | None:
    numbers = [int(reader.meaning("cardinal", word)) for word in re.findall(r"[a-z]+", words.lower())
               if word not in ("and", "oh")]  # fmt: skip
    if numbers[:2] == [2, 1000]:
        return 2000 + sum(numbers[2:])
    return numbers[0] * 100 + sum(numbers[1:])


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
            return Found(month(int(words[:4]), int(words[5:])), anchor=_NAMED, named=True)
        day = Day.parse(words)
    except EdtfError:
        return None
    if clock := match.group("time"):
        return Found(one_day(day), value=f"{day.iso()}T{clock}", edtf=day.iso(), anchor=_NAMED, named=True)
    return Found(one_day(day), anchor=_NAMED, named=True)


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
        year = _full_year(year, reader.dct)
    if not 1000 <= year <= 2100:
        return None
    day_first = "." in (match.group("figures") or "")
    orders = [(first, second), (second, first)] if day_first else [(second, first), (first, second)]
    days = [found for day, number in orders if (found := _figures_day(year, number, day))]
    if len(days) == 2 and first != second and days[0].stretch and days[1].stretch and not day_first:
        ends = sorted((days[0].stretch.edtf or "", days[1].stretch.edtf or ""))
        note = "the order of day and month is not known"
        return Found(days[0].stretch, edtf=f"[{ends[0]},{ends[1]}]", anchor=_NAMED, note=note, named=True)
    return days[0] if days else None


def _figures_day(year: int, number: int, day: int) -> Found | None:
    if not (1 <= number <= 12 and 1 <= day <= days_in_month(year, number)):
        return None
    return Found(one_day(Day(year, number, day)), anchor=_NAMED, named=True)


def read_short_end(reader: Reader, match: Match) -> Found | None:
    """Read the `40` of `1939-40`: the year of the same century, if it comes after."""
    before = int(reader.context.text[match.start - 5 : match.start - 1])
    year = before // 100 * 100 + int(match.group("two") or 0)
    if not before < year <= before + 60:
        return None
    return Found(whole_year(year), anchor=_NAMED, named=True)


def read_decade(reader: Reader, match: Match) -> Found | None:
    if words := match.group("decade"):
        year = int(words)
        if year % 10:
            return None
        return Found(decade(year // 10), anchor=_NAMED, named=True)
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
    return Found(decade(year // 10), anchor=_NAMED, note="" if era else "the century is the nearest one", named=True)


def read_century(reader: Reader, match: Match) -> Found | None:
    words = (match.group("ordinal") or "").lower()
    figures = re.match(r"\d+", words)
    number = int(figures.group()) if figures else int(reader.meaning("ordinal_word", words))
    if number < 1:
        return None
    return Found(century(number - 1, before_christ=match.group("bc") is not None), anchor=_NAMED, named=True)


def read_season(reader: Reader, match: Match) -> Found | None:
    letters = reader.meaning("season", match.first_group("season", "season2") or "")
    year = named_year(reader, match)
    if year is not None:
        return Found(season(year, letters), anchor=_NAMED, named=True)
    return place_year(reader, match, lambda year: season(year, letters), {**_LONG_AGAINST, "past": 20.0})


_WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": -1, "last": -1, "latter": 2,
          "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "1": 1, "2": 2, "3": 3, "4": 4}  # fmt: skip


def read_quarter(reader: Reader, match: Match) -> Found | None:
    return _part_of_year(reader, match, quarter, 4)


def read_half(reader: Reader, match: Match) -> Found | None:
    return _part_of_year(reader, match, half, 2)


def _part_of_year(reader: Reader, match: Match, build: Callable[[int, int], Stretch], parts: int) -> Found | None:
    which = _WHICH[(match.first_group("which", "which2") or "").lower()]
    number = parts if which < 0 else which
    if number > parts:
        return None
    year = named_year(reader, match)
    if year is not None:
        return Found(build(year, number), anchor=_NAMED, named=True)
    if reader.dct and (words := match.group("this")):
        step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(words.lower(), 0)
        return Found(build(reader.dct.year + step, number), anchor=DCT_ANCHOR, note="the year is stated")
    if match.group("the_year") and reader.last and reader.last.first:
        return Found(build(reader.last.first.year, number), anchor=reader.last_anchor, note="of that year")
    if which < 0 and not match.group("the_year"):
        return None
    return place_year(reader, match, lambda year: build(year, number), {"past": 8.0, "future": 3.0, "": 2.0})


def read_week_of_day(reader: Reader, match: Match) -> Found | None:
    found = read_absolute(reader, match)
    if found is None or found.stretch is None or found.stretch.first is None:
        return None
    return Found(week(found.stretch.first), anchor=found.anchor, note=found.note, named=found.named)


def read_holiday(reader: Reader, match: Match) -> Found | None:
    fixed, moving = match.group("fixed_day"), match.group("moving_day")
    rule = reader.meaning("fixed_day", fixed) if fixed else reader.meaning("moving_day", moving or "")
    year = named_year(reader, match)
    if year is not None:
        return Found(one_day(moving_day(rule, year)), anchor=_NAMED, named=True)
    if (words := match.group("this")) and reader.dct:
        forward = words.lower() in ("next", "coming", "upcoming")
        years = (reader.dct.year - 1, reader.dct.year, reader.dct.year + 1)
        days = [moving_day(rule, year) for year in years]
        fitting = [day for day in days if (day > reader.dct) == forward] or days
        return Found(one_day(fitting[0] if forward else fitting[-1]), anchor=DCT_ANCHOR)
    return place_year(reader, match, lambda year: one_day(moving_day(rule, year)))


def read_month_of_anaphor(reader: Reader, match: Match) -> Found | None:
    if reader.last is None or reader.last.first is None:
        return None
    number = int(reader.meaning("month", match.group("month") or ""))
    year = reader.last.first.year + _year_step(match)
    return Found(month(year, number), anchor=reader.last_anchor, note="a month of that year")


def read_month_this_year(reader: Reader, match: Match) -> Found | None:
    if reader.dct is None:
        return None
    words = (match.group("this") or "").lower()
    year = reader.dct.year + int(reader.meaning("this", words))
    number = int(reader.meaning("month", match.group("month") or ""))
    return Found(month(year, number), anchor=DCT_ANCHOR, note=f"{words} year")


def read_season_of_anaphor(reader: Reader, match: Match) -> Found | None:
    if reader.last is None or reader.last.first is None:
        return None
    letters = reader.meaning("season", match.group("season") or "")
    year = reader.last.first.year + _year_step(match)
    return Found(season(year, letters), anchor=reader.last_anchor, note="a season of that year")


def _year_step(match: Match) -> int:
    words = match.found.group().lower()
    return 1 if re.search(r"(?:following|next) year$", words) else -1 if words.endswith("previous year") else 0


ABSOLUTE = {
    "absolute": read_absolute,
    "iso": read_iso,
    "figures": read_figures,
    "short_end": read_short_end,
    "decade": read_decade,
    "century": read_century,
    "season": read_season,
    "quarter": read_quarter,
    "half": read_half,
    "week_of_day": read_week_of_day,
    "holiday": read_holiday,
    "month_of_anaphor": read_month_of_anaphor,
    "bc_bare": read_bc_bare,
    "named_once": read_named_once,
    "bc_part": read_bc_part,
    "month_this_year": read_month_this_year,
    "season_of_anaphor": read_season_of_anaphor,
}
