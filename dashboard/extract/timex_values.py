"""A stretch of the calendar as TIMEX3 value and EDTF: how days, weeks, months, seasons and longer are written.

TIMEX3 after ISO 24617-1 as the annotated corpora write it (`1989-Q3`, `1998-W07`, `BC0264`, `199` for a decade);
EDTF after ISO 8601-2. What EDTF level 1 cannot name (a week, a weekend, early March) is a set: one day inside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.dates import Day, days_in_month, year_text

SEASONS = ("SP", "SU", "FA", "WI")
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SEASON_EDTF = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
# Years outside these are not dates that an article tells; arithmetic beyond them is refused.
FIRST_YEAR, LAST_YEAR = -9999, 9999


@dataclass(frozen=True)
class Stretch:
    """Days that words name: TIMEX3 value, EDTF text (None where there is none), first and last day, and unit.

    `unit` is the letter of TIMEX3: D, W, WE, M, S (season), Q, H, Y, E (decade), C (century), L; "" for the vague.
    """

    value: str
    edtf: str | None = None
    first: Day | None = None
    last: Day | None = None
    unit: str = ""


def one_day(day: Day) -> Stretch:
    return Stretch(_timex_year(day.year) + f"-{day.month:02d}-{day.day:02d}", day.iso(), day, day, "D")


def week(day: Day) -> Stretch:
    """Return the ISO week that holds `day`, Monday to Sunday."""
    monday = day.plus(-day.weekday)
    year, number = iso_week(day)
    sunday = monday.plus(6)
    return Stretch(f"{_timex_year(year)}-W{number:02d}", one_of(monday, sunday), monday, sunday, "W")


def weekend(day: Day) -> Stretch:
    """Return Saturday and Sunday of the ISO week that holds `day`."""
    inside = week(day)
    assert inside.first is not None
    saturday = inside.first.plus(5)
    return Stretch(inside.value + "-WE", one_of(saturday, saturday.plus(1)), saturday, saturday.plus(1), "WE")


def month(year: int, number: int) -> Stretch:
    text = f"{_timex_year(year)}-{number:02d}"
    last = Day(year, number, days_in_month(year, number))
    return Stretch(text, f"{year_text(year)}-{number:02d}", Day(year, number, 1), last, "M")


def season(year: int, letters: str) -> Stretch:
    """Return a northern season; winter begins in December of `year`."""
    begin = Day(year, _SEASON_START[letters], 1)
    last = begin.plus_months(3).plus(-1)
    return Stretch(f"{_timex_year(year)}-{letters}", f"{year_text(year)}-{_SEASON_EDTF[letters]}", begin, last, "S")


def quarter(year: int, number: int) -> Stretch:
    begin = Day(year, 3 * number - 2, 1)
    edtf = f"{year_text(year)}-{32 + number}"
    return Stretch(f"{_timex_year(year)}-Q{number}", edtf, begin, begin.plus_months(3).plus(-1), "Q")


def half(year: int, number: int) -> Stretch:
    begin = Day(year, 6 * number - 5, 1)
    edtf = f"{year_text(year)}-{39 + number}"
    return Stretch(f"{_timex_year(year)}-H{number}", edtf, begin, begin.plus_months(6).plus(-1), "H")


def whole_year(year: int) -> Stretch:
    return Stretch(_timex_year(year), year_text(year), Day(year, 1, 1), Day(year, 12, 31), "Y")


def decade(number: int) -> Stretch:
    """Return ten years; 199 is the 1990s."""
    return Stretch(f"{number:03d}", f"{number:03d}X", Day(number * 10, 1, 1), Day(number * 10 + 9, 12, 31), "E")


def century(number: int, before_christ: bool = False) -> Stretch:
    """Return a hundred years; 19 is the years 1900 to 1999, as TIMEX3 and EDTF count; before Christ, 8 is 899-800."""
    if before_christ:
        first, last = Day(-(number * 100 + 99), 1, 1), Day(-number * 100, 12, 31)
        return Stretch(f"BC{number:02d}", f"-{number:02d}XX", first, last, "C")
    return Stretch(f"{number:02d}", f"{number:02d}XX", Day(number * 100, 1, 1), Day(number * 100 + 99, 12, 31), "C")


def millennium(number: int) -> Stretch:
    """Return a thousand years; 2 is the years 2000 to 2999."""
    first, last = Day(number * 1000, 1, 1), Day(number * 1000 + 999, 12, 31)
    return Stretch(f"{number}", f"{number}XXX" if number >= 0 else None, first, last, "L")


def one_of(first: Day, last: Day) -> str:
    """Return the EDTF set that means: on one day from `first` to `last`."""
    return first.iso() if first == last else f"[{first.iso()}..{last.iso()}]"


def holding(unit: str, day: Day) -> Stretch:
    """Return the stretch of this unit that holds `day`."""
    if unit == "W":
        return week(day)
    if unit == "WE":
        return weekend(day)
    if unit == "M":
        return month(day.year, day.month)
    if unit == "Q":
        return quarter(day.year, (day.month + 2) // 3)
    if unit == "H":
        return half(day.year, 1 if day.month <= 6 else 2)
    if unit == "Y":
        return whole_year(day.year)
    if unit == "E":
        return decade(day.year // 10)
    if unit == "C":
        return century(day.year // 100)
    if unit == "L":
        return millennium(day.year // 1000)
    if unit == "S":
        return season_of(day)
    return one_day(day)


def season_of(day: Day) -> Stretch:
    if day.month in (12, 1, 2):
        return season(day.year - (day.month < 3), "WI")
    return season(day.year, SEASONS[(day.month - 3) // 3])


def shifted(unit: str, day: Day, count: int) -> Stretch:
    """Return the stretch of this unit that lies `count` units after the one that holds `day`."""
    moved = moved_day(unit, day, count)
    return holding(unit, moved)


def moved_day(unit: str, day: Day, count: int) -> Day:
    """Return `day` moved by `count` units; years beyond those we read are cut off."""
    days = {"D": 1, "N": 1, "W": 7, "WE": 7, "F": 14}.get(unit)
    limit = 4_000_000
    if days is not None:
        return day.plus(max(-limit, min(limit, count * days)))
    months = {"M": 1, "Q": 3, "S": 3, "H": 6, "Y": 12, "E": 120, "C": 1200, "L": 12000}.get(unit, 0)
    moved = day._replace(day=min(day.day, 28)) if unit in ("Y", "E", "C", "L") else day
    return moved.plus_months(max(-120_000, min(120_000, count * months)))


def iso_week(day: Day) -> tuple[int, int]:
    """Return ISO year and week number of `day`."""
    thursday = day.plus(3 - day.weekday)
    return thursday.year, (thursday.ordinal - Day(thursday.year, 1, 1).ordinal) // 7 + 1


def easter(year: int) -> Day:
    """Return Easter Sunday of the western churches (the anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * rest) // 451
    number, day = divmod(h + rest - 7 * m + 114, 31)
    return Day(year, number, day + 1)


def moving_day(rule: str, year: int) -> Day:
    """Return a named day of `year` from its rule: "11-11", "easter-2", "11:4:4" (month:nth:weekday) or "election"."""
    if rule == "election":
        return nth_weekday(year, 11, 1, 1).plus(1)
    if rule.startswith("easter"):
        return easter(year).plus(int(rule[6:]))
    if ":" in rule:
        number, nth, weekday = map(int, rule.split(":"))
        return nth_weekday(year, number, nth, weekday)
    number, day = map(int, rule.split("-"))
    return Day(year, number, day)


def nth_weekday(year: int, number: int, nth: int, weekday: int) -> Day:
    """Return the nth Monday (1) to Sunday (7) of a month; nth -1 is the last."""
    if nth < 0:
        last = Day(year, number, days_in_month(year, number))
        return last.plus(-((last.weekday + 1 - weekday) % 7))
    first = Day(year, number, 1)
    return first.plus((weekday - 1 - first.weekday) % 7 + 7 * (nth - 1))


def narrowed(stretch: Stretch, part: str) -> Stretch:
    """Return `stretch` with the EDTF of its early (START), middle (MID) or late (END) part; the value stays.

    A third of a year is EDTF's own (37 to 39), of a month or longer stretch a set of its days (by thirds, by eye).
    """
    if stretch.first is None or stretch.last is None or stretch.unit in ("D", "", "WE"):
        return stretch
    third = {"START": 0, "MID": 1, "END": 2}[part]
    if stretch.unit == "Y":
        edtf = f"{year_text(stretch.first.year)}-{37 + third}"
        begin = Day(stretch.first.year, 4 * third + 1, 1)
        return replace(stretch, edtf=edtf, first=begin, last=begin.plus_months(4).plus(-1))
    if stretch.unit == "E":
        first, last = stretch.first.year + (0, 4, 7)[third], stretch.first.year + (3, 6, 9)[third]
        edtf = f"[{year_text(first)}..{year_text(last)}]"
        return replace(stretch, edtf=edtf, first=Day(first, 1, 1), last=Day(last, 12, 31))
    if stretch.unit == "C":
        first, last = stretch.first.year + (0, 33, 67)[third], stretch.first.year + (32, 66, 99)[third]
        return replace(
            stretch, edtf=f"[{year_text(first)}..{year_text(last)}]", first=Day(first, 1, 1), last=Day(last, 12, 31)
        )
    length = stretch.last.ordinal - stretch.first.ordinal + 1
    cuts = (0, 10, 20, length) if stretch.unit == "M" else (0, round(length / 3), round(2 * length / 3), length)
    first_day, last_day = stretch.first.plus(cuts[third]), stretch.first.plus(cuts[third + 1] - 1)
    return replace(stretch, edtf=one_of(first_day, last_day), first=first_day, last=last_day)


def marked(edtf: str | None, mark: str) -> str | None:
    """Return an EDTF text with the qualifier `~` or `?` on each of its ends, None for None."""
    if edtf is None or edtf.endswith(mark):
        return edtf
    if edtf.startswith("["):
        first, dots, last = edtf[1:-1].partition("..")
        return f"[{_marked_end(first, mark)}{dots}{_marked_end(last, mark)}]"
    return "/".join(_marked_end(end, mark) for end in edtf.split("/"))


def _marked_end(end: str, mark: str) -> str:
    if end in ("", "..") or end.endswith(mark):
        return end
    if end.endswith(("~", "?", "%")):
        return end[:-1] + "%"
    return end + mark


def _timex_year(year: int) -> str:
    """TIMEX3's year: four figures, or BC and the year as people count it."""
    return f"BC{1 - year:04d}" if year <= 0 else f"{year:04d}"
