"""Readings of dates told from the date that the text named before, or from the period that a report speaks of."""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.dates import Day, days_in_month
from dashboard.extract.timex_absolute import read_absolute
from dashboard.extract.timex_finder import Match
from dashboard.extract.timex_numbers import amount
from dashboard.extract.timex_reader import DCT_ANCHOR, Found, Reader
from dashboard.extract.timex_relative import counted, step_of, unknown_publication
from dashboard.extract.timex_values import (
    Stretch,
    half,
    holding,
    month,
    moved_day,
    one_day,
    one_of,
    quarter,
    season,
    shifted,
    whole_year,
)
from dashboard.extract.timex_weekdays import read_weekday

# Units from fine to coarse.
_ORDER = ["D", "N", "W", "WE", "F", "M", "S", "Q", "H", "Y", "E", "C", "L"]


def read_from_reference(reader: Reader, match: Match) -> Found | None:
    back = match.group("back") is not None
    if words := match.group("span"):
        unit, count, half_more = reader.meaning("unit", words), 1.0, False
    else:
        unit = reader.meaning("unit", match.first_group("unit", "spans") or "")
        number, half_more = amount(reader, match)
        if number is None:
            value = "PAST_REF" if back else "FUTURE_REF"
            return Found(value=value, anchor=reader.nearest(match.start)[1], note="not counted", refers=False)
        count = number
    last, anchor = reader.nearest(match.start, unit)
    if (last is None or last.first is None) and reader.dct and not reader.narrative:
        last, anchor = one_day(reader.dct), DCT_ANCHOR
    if last is None or last.first is None or last.last is None:
        return Found(value="PAST_REF" if back else "FUTURE_REF", anchor="none", note="no date was named", refers=False)
    if unit.startswith("T"):
        return Found(last, anchor=anchor, refers=False)
    sign = -1 if back else 1
    found = counted(last.first, unit, sign * count, anchor, half_more)
    coarse = last.unit in _ORDER and unit in _ORDER and _ORDER.index(last.unit) > _ORDER.index(unit)
    if coarse and found.stretch and found.stretch.first:
        # Two days after "in May" is no nearer than May was.
        first, end = (moved_day(unit, day, int(sign * count)) for day in (last.first, last.last))
        stretch = replace(holding(last.unit, first), edtf=one_of(first, end), first=first, last=end)
        found = replace(found, stretch=stretch, note="no nearer than the date named before", coarse=True)
    return found


_REPORT = "the period of the report"
# In sentences: how long a report's quarter is what "a year ago" is compared with.
_REPORT_REACH = 30
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def read_year_ago(reader: Reader, match: Match) -> Found | None:
    """Read "a year ago": in a report the same quarter of the year before, else the year before."""
    named = match.group("year")
    which, noun = match.group("which"), (match.group("noun") or "").lower()
    near = reader.context.sentence_number(match.start) - reader.report_sentence < _REPORT_REACH
    report = reader.report if near else None
    dct = reader.dct
    if near and reader.report_months and not which and noun != "quarter" and dct:
        return Found(whole_year(int(named) if named else dct.year - 1), anchor=_REPORT, refers=False)
    if which and noun == "quarter":
        base = report.first.year if report and report.first else dct.year if dct else None
        if base is None:
            return None
        year = int(named) if named else base - 1
        return Found(quarter(year, _NUMBERS[which.lower()]), anchor=_REPORT, refers=False)
    if report and report.first:
        year = int(named) if named else report.first.year - 1
        return Found(_same_period(report, year), anchor=_REPORT, refers=False)
    if named:
        return Found(whole_year(int(named)), anchor="the text", named=True)
    told_back = re.search(r"\b(?:earlier|before)\b", match.found.group().lower())
    if told_back and reader.last and reader.last.first:
        return Found(whole_year(reader.last.first.year - 1), anchor=reader.last_anchor)
    if dct is None:
        return unknown_publication(match)
    return Found(whole_year(dct.year - 1), anchor=DCT_ANCHOR)


def _same_period(report: Stretch, year: int) -> Stretch:
    """Return the quarter or half of `report` in another year, the whole year for any other period."""
    assert report.first is not None
    if report.unit == "QX" and report.last is not None:
        return _quarter_to(report.last.plus_months(12 * (year - report.last.year)), year)
    if report.unit == "Q":
        return quarter(year, (report.first.month + 2) // 3)
    if report.unit == "H":
        return half(year, (report.first.month + 5) // 6)
    return whole_year(year)


def _quarter_to(last: Day, year: int) -> Stretch:
    """Return the three months that end on `last`; which fiscal quarter they are is not known."""
    begin = last.plus_months(-2)
    edtf = f"{month(begin.year, begin.month).edtf}/{month(last.year, last.month).edtf}"
    return Stretch(f"{year}-QX", edtf, Day(begin.year, begin.month, 1), last, "QX")


def read_the_period(reader: Reader, match: Match) -> Found | None:
    """Read "the quarter": the one that the report speaks of, else the year's, its number not known."""
    noun = (match.group("noun") or "").lower()
    ended = reader.context.begins_with("after_ended", match.end)
    if reader.report:
        return Found(reader.report, anchor=_REPORT, refers=False)
    if noun != "quarter" or reader.dct is None:
        return None
    if ended and (last := _end_of_period(reader, match)) is not None:
        reader.report = _quarter_to(last, last.year)
        reader.report_sentence, reader.report_months = reader.context.sentence_number(match.start), 0
        return Found(reader.report, anchor=DCT_ANCHOR, note="which fiscal quarter is not known", refers=False)
    value = f"{reader.dct.year}-QX"
    return Found(
        value=value, edtf=f"{reader.dct.year}", anchor=DCT_ANCHOR, note="which quarter is not known", refers=False
    )


def _end_of_period(reader: Reader, match: Match) -> Day | None:
    """Return the day in "the quarter ended Sept. 30"; one just after the end of a month stands for that end."""
    for following in reader.upcoming[:1]:
        if following.start - match.end < 16 and following.rule.read == "absolute":
            found = read_absolute(reader, following)
            if found and found.stretch and found.stretch.unit == "D" and found.stretch.last:
                return found.stretch.last
    return None


def read_that_span(reader: Reader, match: Match) -> Found | None:
    if words := match.group("weekday"):
        return read_weekday(reader, match) if words else None
    unit = match.rule.constants.get("unit") or reader.meaning("span", match.group("span") or "")
    if reader.context.begins_with("after_ended", match.end) and unit == "Y":
        return Found(value="P1Y", type="DURATION", anchor="none", refers=False)
    last = reader.last
    if unit == "any":
        return Found(last, anchor=reader.last_anchor, refers=False) if last else None
    plain_the = match.found.group().lower().startswith("the ") and "same" not in match.found.group().lower()
    if (last is None or last.first is None) or (plain_the and not reader.narrative):
        if reader.dct is None or not plain_the:
            return None
        return Found(holding(unit, reader.dct), anchor=DCT_ANCHOR, refers=False)
    if last.unit in _ORDER and unit in _ORDER and _ORDER.index(last.unit) > _ORDER.index(unit):
        return Found(
            last, anchor=reader.last_anchor, note="no nearer than the date named before", coarse=True, refers=False
        )
    return Found(holding(unit, last.first), anchor=reader.last_anchor)


def read_within_span(reader: Reader, match: Match) -> Found | None:
    """Read "later in the year": that of the story, of a day just named, else of publication."""
    unit = reader.meaning("span", match.group("span") or "")
    last, anchor = reader.nearest(match.start)
    near = reader.context.sentence_number(match.start) - reader.last_sentence <= 1
    if last and last.first and last.unit in _ORDER and (reader.narrative or near):
        finer = _ORDER.index(last.unit) <= _ORDER.index(unit)
        return Found(holding(unit, last.first) if finer else last, anchor=anchor, refers=False)
    if reader.dct is None:
        return unknown_publication(match)
    return Found(holding(unit, reader.dct), anchor=DCT_ANCHOR, refers=False)


def read_following(reader: Reader, match: Match) -> Found | None:
    step_words = (match.group("step") or match.rule.constants.get("step") or "").lower()
    step = 0 if step_words == "same" else -1 if step_words == "before" else step_of(step_words) or 1
    part_words, span_words = match.group("part"), (match.group("span") or "").lower()
    unit = "D" if part_words or not span_words else reader.meaning("span", span_words)
    last, anchor = reader.nearest(match.start, unit)
    if last is None or last.first is None or last.last is None:
        if reader.dct is None:
            return None
        last, anchor = one_day(reader.dct), DCT_ANCHOR
    assert last.first is not None
    assert last.last is not None
    base = last.last if step > 0 else last.first
    if words := match.group("weekday"):
        number = int(reader.meaning("weekday", words)) - 1
        ahead = (number - base.weekday) % 7
        return Found(one_day(base.plus((ahead or 7) if step > 0 else ahead - 7)), anchor=anchor)
    if words := match.group("month"):
        number = int(reader.meaning("month", words))
        year = base.year + (number <= base.month) if step > 0 else base.year - (number >= base.month)
        return Found(month(year, number), anchor=anchor)
    if words := match.group("season"):
        letters = reader.meaning("season", words)
        years = (season(year, letters) for year in range(base.year - 2, base.year + 3))
        fitting = [s for s in years if s.first and s.last and (s.first > base if step > 0 else s.last < base)]
        return Found(fitting[0] if step > 0 else fitting[-1], anchor=anchor)
    if last.unit in _ORDER and _ORDER.index(last.unit) > _ORDER.index(unit):
        return Found(last, anchor=anchor, note="no nearer than the date named before", coarse=True, refers=False)
    stretch = shifted(unit, base, step)
    if part_words:
        return Found(stretch, value=f"{stretch.value}T{reader.meaning('part', part_words)}", anchor=anchor)
    return Found(stretch, anchor=anchor)


def read_day_of_that_month(reader: Reader, match: Match) -> Found | None:
    last = reader.last
    words = match.first_group("day", "day_word") or ""
    figures = re.search(r"\d+", words)
    number = (
        int(figures.group())
        if figures
        else int(reader.meaning("ordinal_word", words.lower().removeprefix("the ").strip()))
    )
    anchor, anchor_words = (last.first, reader.last_anchor) if last and last.first else (reader.dct, DCT_ANCHOR)
    if anchor is None or number < 1 or (last and last.unit not in ("D", "M", "W", "WE")):
        return None
    if number > days_in_month(anchor.year, anchor.month):
        return None
    return Found(one_day(Day(anchor.year, anchor.month, number)), anchor=anchor_words, note="a day of that month")


def read_part_of_that_day(reader: Reader, match: Match) -> Found | None:
    found = read_day_of_that_month(reader, match)
    if found is None or found.stretch is None:
        return None
    return replace(found, value=f"{found.stretch.value}T{reader.meaning('part', match.group('part') or '')}")


_SECOND = re.compile(r"\s?(?:,? ?(?P<joins>and|or|&|(?P<range>to|through|until|till|-|–|—)) ?(?:the )?|, ?)")
_NAMED = re.compile(r"\s[A-Z]")
_COUNTS = re.compile(r"\s(?!and\b|or\b|&)\S")


def read_second_day(reader: Reader, match: Match) -> Found | None:
    """Read the `25` of "June 24 and 25": only right after a day whose month stands before it."""
    last = reader.last
    if last is None or last.unit != "D" or last.first is None or not 0 <= match.start - reader.last_end < 16:
        return None
    link = _SECOND.fullmatch(reader.context.text, reader.last_end, match.start)
    if link is None or not reader.context.text[reader.last_end - 1].isalnum():
        return None
    if not link["range"] and (_COUNTS if link["joins"] is None else _NAMED).match(reader.context.text, match.end):
        return None  # "on May 3, 7 Marines were killed"
    number = int(re.sub(r"\D", "", match.group("day") or "0"))
    if (year := match.first_group("year", "year1")) and int(year) != last.first.year:
        return None
    if not last.first.day < number <= days_in_month(last.first.year, last.first.month):
        return None
    return Found(one_day(last.first._replace(day=number)), anchor=reader.last_anchor, note="a day of that month",
                 named=reader.last_named)  # fmt: skip


ANAPHORA = {
    "from_reference": read_from_reference,
    "year_ago": read_year_ago,
    "the_period": read_the_period,
    "that_span": read_that_span,
    "within_span": read_within_span,
    "following": read_following,
    "day_of_that_month": read_day_of_that_month,
    "part_of_that_day": read_part_of_that_day,
    "second_day": read_second_day,
}
