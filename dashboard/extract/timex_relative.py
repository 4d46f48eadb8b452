"""Readings of dates told by their distance from the day of publication."""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.dates import Day, days_in_month
from dashboard.extract.timex_finder import Match
from dashboard.extract.timex_numbers import amount
from dashboard.extract.timex_reader import DCT_ANCHOR, Found, Reader
from dashboard.extract.timex_values import (
    Stretch,
    holding,
    month,
    moved_day,
    narrowed,
    one_day,
    one_of,
    season,
    shifted,
    whole_year,
)

_BACK = ("last", "previous", "past", "preceding", "prior")
_ON = ("next", "coming", "upcoming", "following", "subsequent", "succeeding", "ensuing", "this coming")


def step_of(words: str) -> int:
    words = " ".join(words.lower().split())
    return -1 if words in _BACK else 1 if words in _ON else 0


def read_today(reader: Reader, match: Match) -> Found | None:
    if reader.dct is None:
        return unknown_publication(match)
    if match.group("back"):
        shift = -2
    elif match.group("on"):
        shift = 2
    elif words := match.group("today"):
        shift = int(reader.meaning("today", words))
    else:
        shift = -1 if (match.group("this") or "").lower() == "last" else 0
    part_words = match.first_group("part", "part2")
    if reader.narrative and shift == 0 and not part_words and match.group("today"):
        return Found(value="PRESENT_REF", anchor=DCT_ANCHOR, note="in a history: nowadays", refers=False)
    day = reader.dct.plus(shift)
    part = reader.meaning("part", part_words) if part_words else "NI" if match.group("tonight") else ""
    found = Found(one_day(day), anchor=DCT_ANCHOR)
    return replace(found, value=f"{one_day(day).value}T{part}") if part else found


def unknown_publication(match: Match) -> Found:
    return Found(value="PRESENT_REF", anchor="none", note="the day of publication is not known", refers=False)


def read_this_span(reader: Reader, match: Match) -> Found | None:
    if reader.dct is None:
        return unknown_publication(match)
    words = (match.group("span") or "weekend").lower()
    unit = "WE" if words == "weekend" else reader.meaning("span", words)
    stated = " ".join((match.group("this") or "").lower().split())
    step = -2 if match.group("back") else 2 if match.group("on") else step_of(stated)
    if unit == "D":
        if step == 0:
            return (
                Found(value="PRESENT_REF", anchor=DCT_ANCHOR, refers=False) if stated in ("this", "present") else None
            )
        return Found(shifted("D", reader.dct, step), anchor=DCT_ANCHOR) if match.group("back") else None
    if unit == "WE":
        return Found(_weekend(reader, match, stated), anchor=DCT_ANCHOR)
    if (told_from := reader.story_day()) is not None:
        return Found(shifted(unit, told_from, step), anchor=reader.last_anchor)
    if stated == "this past":
        step = 0 if unit == "Y" else -1
    stretch = shifted(unit, reader.dct, step)
    return Found(stretch, anchor=DCT_ANCHOR, note=f"{stated} {words}".strip())


def read_past_span(reader: Reader, match: Match) -> Found | None:
    """Read "in the past year": TIMEX3 names the year before, EDTF the days that it takes up to publication."""
    if reader.dct is None:
        return unknown_publication(match)
    unit = reader.meaning("span", match.first_group("span", "span2") or "")
    first = moved_day(unit, reader.dct, -1)
    stretch = replace(shifted(unit, reader.dct, -1), edtf=one_of(first, reader.dct), first=first, last=reader.dct)
    return Found(stretch, anchor=DCT_ANCHOR, refers=False)


def _weekend(reader: Reader, match: Match, stated: str) -> Stretch:
    assert reader.dct is not None
    today = reader.dct
    this_one = holding("WE", today)
    if match.group("back") or match.group("on"):
        return shifted("WE", today, -2 if match.group("back") else 2)
    if stated in ("next", "coming", "upcoming", "this coming"):
        return this_one if today.weekday < 5 and stated != "next" else shifted("WE", today, 1)
    if stated in ("last", "past", "previous", "this past"):
        return shifted("WE", today, -1)
    if stated == "this":
        future = reader.context.tense(match.start, match.end) != "past"
        return this_one if today.weekday >= 4 or future else shifted("WE", today, -1)
    if today.weekday >= 5:
        return this_one
    future = reader.context.tense(match.start, match.end) == "future"
    ahead = re.search(r"\b(?:ahead of|before|by|until|for) $", reader.context.before(match.start))
    return this_one if future or ahead else shifted("WE", today, -1)


def read_weekend(reader: Reader, match: Match) -> Found | None:
    if reader.dct is None:
        return None
    return Found(_weekend(reader, match, ""), anchor=DCT_ANCHOR)


def read_this_month(reader: Reader, match: Match) -> Found | None:
    if reader.dct is None:
        return unknown_publication(match)
    number = int(reader.meaning("month", match.group("month") or ""))
    anchor = reader.story_day() or reader.dct
    words = DCT_ANCHOR if anchor == reader.dct else reader.last_anchor
    year = _named_part_year(anchor, match.group("this") or "", number - anchor.month)
    if day := match.group("day"):
        figures = int(re.sub(r"\D", "", day))
        return (
            Found(one_day(Day(year, number, figures)), anchor=words) if figures <= days_in_month(year, number) else None
        )
    return Found(month(year, number), anchor=words)


def _named_part_year(dct: Day, stated: str, ahead: int) -> int:
    """Return the year of "last/this/next X", where X begins `ahead` months after the month of publication."""
    step = step_of(stated)
    if step < 0:
        return dct.year - (ahead >= -1)  # in September "last August" is not last month
    if step > 0:
        return dct.year + (ahead <= 0)
    if "past" in stated.lower():
        return dct.year - (ahead > 0)
    return dct.year


def read_this_season(reader: Reader, match: Match) -> Found | None:
    anchor, words = reader.anchor_day()
    if anchor is None:
        return unknown_publication(match)
    letters = reader.meaning("season", match.group("season") or "")
    step = step_of(match.group("this") or "")
    candidates = [season(year, letters) for year in (anchor.year - 2, anchor.year - 1, anchor.year, anchor.year + 1)]
    if step < 0:
        fitting = [s for s in candidates if s.last and s.last < anchor]
        return Found(fitting[-1], anchor=words)
    if step > 0:
        fitting = [s for s in candidates if s.first and s.first > anchor]
        return Found(fitting[0], anchor=words)
    past = "past" in (match.group("this") or "").lower()
    inside = [s for s in candidates if s.first and s.last and s.first <= anchor <= s.last]
    if inside:
        return Found(inside[0], anchor=words)
    if past:
        return Found([s for s in candidates if s.last and s.last < anchor][-1], anchor=words)
    return Found(season(anchor.year, letters), anchor=words)


def read_ago(reader: Reader, match: Match) -> Found | None:
    if reader.dct is None:
        return unknown_publication(match)
    unit = reader.meaning("unit", match.group("unit") or "")
    count, half_more = amount(reader, match)
    if count is None:
        return Found(value="PAST_REF", anchor=DCT_ANCHOR, note="not counted", refers=False)
    if match.rule.constants.get("half"):
        count, half_more = count + 0.5, True
    if unit in ("TS", "TM", "TH"):
        return (
            Found(one_day(reader.dct), anchor=DCT_ANCHOR)
            if count * {"TS": 1, "TM": 60, "TH": 3600}[unit] < 86400
            else (Found(one_day(reader.dct.plus(-round(count / 24))), anchor=DCT_ANCHOR))
        )
    return counted(reader.dct, unit, -count, DCT_ANCHOR, half_more)


def counted(day: Day, unit: str, count: float, anchor: str, half_more: bool) -> Found:
    """Return the stretch `count` units away, as exact as the unit: years give a year, weeks a week, days a day."""
    if half_more or count != int(count):
        months = {"Y": 12, "E": 120, "C": 1200}.get(unit)
        if months:
            moved = moved_day("M", day, round(count * months))
            return Found(holding("M" if unit == "Y" else "Y", moved), anchor=anchor, approximate=True)
        days = {"W": 7, "M": 30, "F": 14}.get(unit, 1)
        return Found(
            holding("W" if unit == "M" else "D", day.plus(round(count * days))), anchor=anchor, approximate=True
        )
    whole = int(count)
    if unit in ("E", "C", "L"):
        years = {"E": 10, "C": 100, "L": 1000}[unit] * whole
        return Found(whole_year(moved_day("Y", day, years).year), anchor=anchor, approximate=True)
    if unit == "F":
        return Found(shifted("W", day, 2 * whole), anchor=anchor)
    unit = "D" if unit == "N" else unit
    return Found(shifted(unit, day, whole), anchor=anchor)


def read_ago_exact(reader: Reader, match: Match) -> Found | None:
    if reader.dct is None:
        return unknown_publication(match)
    unit = reader.meaning("unit", match.group("unit") or "")
    count, _ = amount(reader, match)
    if count is None:
        return None
    when = (match.group("when") or "").lower()
    moved = moved_day(unit, reader.dct, -int(count))
    if unit == "Y":
        moved = Day(reader.dct.year - int(count), reader.dct.month,
                    min(reader.dct.day, days_in_month(reader.dct.year - int(count), reader.dct.month)))  # fmt: skip
    if when == "today":
        return Found(one_day(moved), anchor=DCT_ANCHOR)
    if when.endswith(("week", "month")):
        return Found(holding("W" if when.endswith("week") else "M", moved), anchor=DCT_ANCHOR)
    weekday = int(reader.meaning("weekday", when)) - 1
    nearest = min((moved.plus(shift) for shift in range(-3, 4)), key=lambda day: day.weekday != weekday)
    return Found(one_day(nearest), anchor=DCT_ANCHOR)


def read_from_now(reader: Reader, match: Match) -> Found | None:
    if reader.dct is None:
        return unknown_publication(match)
    unit = reader.meaning("unit", match.group("unit") or "")
    count, half_more = amount(reader, match)
    if count is None:
        return Found(value="FUTURE_REF", anchor=DCT_ANCHOR, note="not counted", refers=False)
    if unit.startswith("T"):
        return Found(one_day(reader.dct), anchor=DCT_ANCHOR, approximate=True)
    return counted(reader.dct, unit, count, DCT_ANCHOR, half_more)


def read_end_of(reader: Reader, match: Match) -> Found | None:
    anchor, words = reader.anchor_day()
    unit = reader.meaning("span", match.group("span") or "")
    if year := match.group("year"):
        stretch, words, named = whole_year(int(year)), "the text", True
    elif anchor is None:
        return None
    else:
        stretch, named = shifted(unit, anchor, step_of(match.group("this") or "")), False
        if unit == "Q" and reader.report:
            stretch = reader.report
    edge = (match.group("edge") or "end").lower()
    part = {"beginning": "START", "start": "START", "turn": "START", "middle": "MID"}.get(edge, "END")
    inner = narrowed(stretch, part)
    return Found(replace(inner, value=stretch.value), anchor=words, note=f"its {edge}", named=named)


RELATIVE = {
    "today": read_today,
    "this_span": read_this_span,
    "weekend": read_weekend,
    "past_span": read_past_span,
    "this_month": read_this_month,
    "this_season": read_this_season,
    "ago": read_ago,
    "ago_exact": read_ago_exact,
    "from_now": read_from_now,
    "end_of": read_end_of,
}
