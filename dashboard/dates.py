"""Calendar days and EDTF dates: as exact as the text was, never more.

EDTF is ISO 8601-2 (Extended Date/Time Format): level 1 and the parts of level 2 that articles need. The calendar is
proleptic Gregorian with the astronomical year 0, so days before our era and before 1000 work as all others do.
In a date a slash means throughout (`2024-05-16/2024-05-17`), a set one day inside (`[2024-05-16..2024-05-17]`).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from dashboard.errors import EdtfError

PRECISIONS = (
    "day",
    "days",
    "week",
    "month",
    "season",
    "part-year",
    "year",
    "years",
    "decade",
    "century",
    "none",
)
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# First and last month of EDTF's sub-year groupings. Seasons 21-24 are independent of location: northern months,
# winter beginning in December; 25-28 north, 29-32 south, 33-36 quarters, 37-39 thirds, 40-41 halves.
_GROUPINGS = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 14),
    29: (9, 11), 30: (12, 14), 31: (3, 5), 32: (6, 8),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip


class Day(NamedTuple):
    """A calendar day; year 0 is 1 BC. Days compare in time order."""

    year: int
    month: int
    day: int

    @classmethod
    def parse(cls, text: str) -> Day:
        """Return the day of an ISO text `YYYY-MM-DD` (a minus before the year for BC). Raises EdtfError."""
        match = re.fullmatch(r"(-?\d{4,9})-(\d\d)-(\d\d)", text, re.ASCII)
        if match is None:
            raise EdtfError(f"{text!r} is not a day", found=text, expected="a day as YYYY-MM-DD")
        day = cls(*map(int, match.groups()))
        if not (1 <= day.month <= 12 and 1 <= day.day <= days_in_month(day.year, day.month)):
            raise EdtfError(f"{text!r} is not a day of the calendar", found=text, expected="a day that exists")
        return day

    @classmethod
    def of(cls, date: datetime.date) -> Day:
        return cls(date.year, date.month, date.day)

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Day:
        """Return the day `ordinal` days after 1970-01-01 (Hinnant's civil_from_days)."""
        z = ordinal + 719468
        era, doe = divmod(z, 146097)
        yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
        doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
        mp = (5 * doy + 2) // 153
        month = mp + 3 if mp < 10 else mp - 9
        return cls(yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) // 5 + 1)

    @property
    def ordinal(self) -> int:
        """Days since 1970-01-01, negative before (Hinnant's days_from_civil)."""
        year = self.year - (self.month <= 2)
        era, yoe = divmod(year, 400)
        doy = (153 * ((self.month + 9) % 12) + 2) // 5 + self.day - 1
        return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 719468

    @property
    def weekday(self) -> int:
        """0 for Monday to 6 for Sunday."""
        return (self.ordinal + 3) % 7

    def plus(self, days: int) -> Day:
        return Day.from_ordinal(self.ordinal + days)

    def plus_months(self, months: int) -> Day:
        """Return the same day of another month, or that month's last day where it is shorter."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Day(year, month + 1, min(self.day, days_in_month(year, month + 1)))

    def iso(self) -> str:
        return f"{year_text(self.year)}-{self.month:02d}-{self.day:02d}"

    def to_date(self) -> datetime.date | None:
        """Return the standard library's date, None outside its years 1 to 9999."""
        return datetime.date(*self) if 1 <= self.year <= 9999 else None

    def __str__(self) -> str:
        return self.iso()


def year_text(year: int) -> str:
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def days_in_month(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _MONTH_DAYS[month - 1] + leap


@dataclass(frozen=True)
class EdtfDate:
    """An EDTF date and what it says: first and last day inclusive (None: open or unknown), precision, qualifiers.

    `throughout` is true for an interval with a slash, `one_of` for a set. Order is by earliest day, then latest.
    """

    text: str
    earliest: Day | None
    latest: Day | None
    precision: str
    approximate: bool = False
    uncertain: bool = False
    throughout: bool = False
    one_of: bool = False

    def sort_key(self) -> tuple[int, int, str]:
        """Return a key that orders dates in time; an open beginning stands first, an open end last."""
        first = self.earliest.ordinal if self.earliest else -(10**12)
        last = self.latest.ordinal if self.latest else 10**12
        return first, last, self.text

    def __lt__(self, other: EdtfDate) -> bool:
        return self.sort_key() < other.sort_key()

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> EdtfDate:
    """Return the date that an EDTF text names. Raises EdtfError, which tells what to write instead."""
    if text.startswith(("[", "{")):
        return _parse_set(text)
    if "/" in text:
        return _parse_interval(text)
    return _parse_single(text)


def _fault(text: str) -> EdtfError:
    return EdtfError(
        f"date {text!r} is not an EDTF date.",
        found=text,
        fix="Write 2015-02-12. Less certain: 2015-02, 2015-02~ (about), 2015-02-12? (doubtful), "
        "2015-02-12/.. (still going on), [2015-02-10..2015-02-12] (one day in these)",
    )


_SINGLE = re.compile(
    r"(?P<year>Y-?\d{5,9}|-?[\dX]{4})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?(?P<mark>[?~%])?", re.ASCII
)


def _parse_single(text: str) -> EdtfDate:
    match = _SINGLE.fullmatch(text)
    if match is None:
        raise _fault(text)
    year, month, day, mark = match.group("year", "month", "day", "mark")
    marks = {"approximate": mark in ("~", "%"), "uncertain": mark in ("?", "%")}
    if "X" in year:
        if month is not None or not re.fullmatch(r"-?\d{1,3}X{1,3}", year):
            raise _fault(text)
        span = 10 ** year.count("X")
        first = int(year.lstrip("-").replace("X", "0"))
        last = first + span - 1
        if year.startswith("-"):
            first, last = -last, -first
        precision = {10: "decade", 100: "century"}.get(span, "years")
        return EdtfDate(text, Day(first, 1, 1), Day(last, 12, 31), precision, **marks)
    number = int(year.lstrip("Y"))
    if year == "-0000":
        raise _fault(text)
    if month is None:
        return EdtfDate(text, Day(number, 1, 1), Day(number, 12, 31), "year", **marks)
    if month == "XX":
        if day not in (None, "XX"):
            raise _fault(text)
        return EdtfDate(text, Day(number, 1, 1), Day(number, 12, 31), "year", **marks)
    if "X" in month:
        raise _fault(text)
    if int(month) in _GROUPINGS:
        if day is not None:
            raise _fault(text)
        begin, end = _GROUPINGS[int(month)]
        first_day = Day(number, begin, 1)
        last_month = Day(number, 1, 1).plus_months(end - 1)
        last_day = last_month._replace(day=days_in_month(last_month.year, last_month.month))
        return EdtfDate(text, first_day, last_day, "season" if int(month) <= 32 else "part-year", **marks)
    if not 1 <= int(month) <= 12:
        raise _fault(text)
    length = days_in_month(number, int(month))
    if day is None or day == "XX":
        return EdtfDate(text, Day(number, int(month), 1), Day(number, int(month), length), "month", **marks)
    if "X" in day:
        options = [n for n in range(1, length + 1) if re.fullmatch(day.replace("X", r"\d"), f"{n:02d}")]
        if not options:
            raise _fault(text)
        return EdtfDate(
            text, Day(number, int(month), options[0]), Day(number, int(month), options[-1]), "days", **marks
        )
    if not 1 <= int(day) <= length:
        raise _fault(text)
    only = Day(number, int(month), int(day))
    return EdtfDate(text, only, only, "day", **marks)


def _joint_precision(ends: list[EdtfDate]) -> str:
    """Precision of a stretch whose ends are known this well: the coarser end counts."""
    coarsest = max(ends, key=lambda end: PRECISIONS.index(end.precision)).precision
    return {"day": "days", "days": "days", "week": "days", "month": "part-year", "season": "part-year"}.get(
        coarsest, "part-year" if coarsest == "part-year" else "years"
    )


def _parse_interval(text: str) -> EdtfDate:
    left, _, right = text.partition("/")
    if left in ("", "..") and right in ("", ".."):
        raise _fault(text)
    ends = [None if end in ("", "..") else _parse_single(end) for end in (left, right)]
    first, last = ends
    known = [end for end in ends if end is not None]
    if first and last and first.sort_key()[0] > last.sort_key()[1]:
        raise EdtfError(f"date {text!r} ends before it begins.", found=text, fix="Put the earlier end first.")
    precision = known[0].precision if len(known) == 1 else _joint_precision(known)
    return EdtfDate(
        text,
        first.earliest if first else None,
        last.latest if last else None,
        precision,
        approximate=any(end.approximate for end in known),
        uncertain=any(end.uncertain for end in known),
        throughout=True,
    )


def _parse_set(text: str) -> EdtfDate:
    if not (text.startswith("[") and text.endswith("]")):
        raise _fault(text)  # "{...}" names several days at once; an event has one date
    members = []
    for part in text[1:-1].split(","):
        left, dots, right = part.strip().partition("..")
        ends = [_parse_single(end) if end else None for end in ((left, right) if dots else (left, left))]
        if ends == [None, None]:
            raise _fault(text)
        members.append(ends)
    known = [end for ends in members for end in ends if end is not None]
    earliest = None if any(ends[0] is None for ends in members) else min(e.earliest for e in known if e.earliest)
    latest = None if any(ends[1] is None for ends in members) else max(e.latest for e in known if e.latest)
    for first, last in members:
        if first and last and first.sort_key()[0] > last.sort_key()[1]:
            raise EdtfError(f"date {text!r} ends before it begins.", found=text, fix="Put the earlier end first.")
    precision = _joint_precision(known)
    if earliest and latest:
        if earliest == latest:
            precision = "day"
        elif earliest.weekday == 0 and latest.ordinal - earliest.ordinal == 6 and precision == "days":
            precision = "week"
    return EdtfDate(
        text,
        earliest,
        latest,
        precision,
        approximate=any(end.approximate for end in known),
        uncertain=any(end.uncertain for end in known),
        one_of=True,
    )


def date_words(date: EdtfDate, wording: Mapping[str, Any]) -> str:
    """Return an EDTF date in words: "on Thursday 16 May 2024", "in 2023, month not given".

    `wording` is `Wording.dates`: templates by form (day, days_throughout, two_days_one_of, days_one_of,
    week_throughout, month, months_throughout, months_one_of, season, part_year, year, years_throughout, years_one_of,
    decade, century, century_bc, since, until, one_of_since, one_of_until, approximate, approximate_on, uncertain,
    year_bc, dash) and the names `weekdays`, `months` and `groupings`.
    """
    key, values = _form(date, wording)
    template = str(wording[key])
    words = template.format_map(values)
    if date.approximate:
        # "on or about 16 May", "about 1949": the preposition of the plain form ("on", "in") goes.
        plain = words if date.throughout or template.startswith("{") else words.partition(" ")[2]
        words = str(wording["approximate_on" if key == "day" else "approximate"]).format_map({"words": plain})
    return str(wording["uncertain"]).format_map({"words": words}) if date.uncertain else words


def _form(date: EdtfDate, wording: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Return the key of the template that says `date`, and what fills it in."""
    first, last = date.earliest, date.latest
    if first is None or last is None:
        known = first or last
        assert known is not None
        open_end = last is None
        key = ("one_of_since" if open_end else "one_of_until") if date.one_of else ("since" if open_end else "until")
        words = _end_words(date.text, open_end, known, wording)
        return key, {"from": words, "to": words}
    if date.throughout or date.one_of:
        return _stretch_form(date, first, last, wording)
    year = _year_words(first.year, wording)
    months = wording["months"]
    if date.precision == "day":
        return "day", {"weekday": wording["weekdays"][first.weekday], "day": _day_words(first, wording)}
    if date.precision == "month":
        return "month", {"month": months[first.month - 1], "year": year}
    if date.precision in ("season", "part-year"):
        code = date.text.lstrip("-")[5:7]
        name = str(wording["groupings"][code])
        return ("season" if date.precision == "season" else "part_year"), {"season": name, "part": name, "year": year}
    if date.precision == "year":
        return "year", {"year": year}
    if date.precision == "decade" and first.year >= 0:
        return "decade", {"decade": str(first.year)}
    if date.precision == "century":
        before = first.year < 0
        number = -last.year // 100 + 1 if before else first.year // 100 + 1
        return ("century_bc" if before else "century"), {"century": _ordinal(number)}
    return _stretch_form(date, first, last, wording)


def _stretch_form(date: EdtfDate, first: Day, last: Day, wording: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Return the form of a date with two ends: throughout them, or on one day inside."""
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    whole_months = first.day == 1 and last.day == days_in_month(last.year, last.month)
    coarse = date.precision in ("years", "year", "part-year", "decade", "century", "month")
    if whole_years and coarse:
        ends = {"from": _year_words(first.year, wording), "to": _year_words(last.year, wording)}
        return ("years_throughout" if date.throughout else "years_one_of"), ends
    if whole_months and coarse:
        begin = wording["months"][first.month - 1]
        if first.year != last.year:
            begin += " " + _year_words(first.year, wording)
        end = f"{wording['months'][last.month - 1]} {_year_words(last.year, wording)}"
        return ("months_throughout" if date.throughout else "months_one_of"), {"from": begin, "to": end}
    begin, end = _joined(first, last, wording)
    values = {
        "from": begin,
        "to": end,
        "first": _day_words(first, wording),
        "last": _day_words(last, wording),
        "stretch": f"{begin}{wording['dash']}{end}",
    }
    if date.throughout:
        week = first.weekday == 0 and last.ordinal - first.ordinal == 6 and date.precision == "week"
        return ("week_throughout" if week else "days_throughout"), values
    two = "," in date.text or last.ordinal - first.ordinal == 1
    return ("two_days_one_of" if two else "days_one_of"), values


def _joined(first: Day, last: Day, wording: Mapping[str, Any]) -> tuple[str, str]:
    """Return two days as words, what they share said once: ("16", "17 May 2024")."""
    begin = str(first.day)
    if (first.year, first.month) != (last.year, last.month):
        begin += " " + wording["months"][first.month - 1]
    if first.year != last.year:
        begin += " " + _year_words(first.year, wording)
    return begin, _day_words(last, wording)


def _end_words(text: str, at_start: bool, day: Day, wording: Mapping[str, Any]) -> str:
    """Return the known end of an open date, as exact as it is written."""
    inner = text.strip("[]").removesuffix("/..").removesuffix("..").removeprefix("../").removeprefix("..")
    end = parse_edtf(inner.split(",")[0 if at_start else -1])
    if end.precision == "day":
        return _day_words(day, wording)
    if end.precision == "month":
        return f"{wording['months'][day.month - 1]} {_year_words(day.year, wording)}"
    if end.precision in ("season", "part-year") and not end.throughout and not end.one_of:
        return f"{wording['groupings'][end.text.lstrip('-')[5:7]]} {_year_words(day.year, wording)}"
    if end.precision == "year":
        return _year_words(day.year, wording)
    return _day_words(day, wording)


def _day_words(day: Day, wording: Mapping[str, Any]) -> str:
    return f"{day.day} {wording['months'][day.month - 1]} {_year_words(day.year, wording)}"


def _year_words(year: int, wording: Mapping[str, Any]) -> str:
    return str(wording["year_bc"]).format_map({"year": str(1 - year)}) if year <= 0 else str(year)


def _ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
