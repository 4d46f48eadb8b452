"""Cells that hold a day, however they write it -> EDTF. What could be two days is asked, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dashboard.dates import Day, parse_edtf
from dashboard.errors import DataError

ORDERS = ("dmy", "mdy")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_CLOCK = re.compile(r"[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$", re.ASCII)
_PARTS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_WORDS = (
    re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[ -](?P<m>[A-Za-z]{3,9})\.?,?[ -](?P<y>\d{4})", re.ASCII),
    re.compile(r"(?P<m>[A-Za-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})", re.ASCII),
    re.compile(r"(?P<m>[A-Za-z]{3,9})\.?,?[ -](?P<y>\d{4})", re.ASCII),
)


def read_day(cell: str, order: str = "") -> str:
    """Return the EDTF date of a cell. Raises DataError saying what is wrong; `order` is "dmy", "mdy" or not known."""
    text = _CLOCK.sub("", cell.strip())
    if match := _PARTS.fullmatch(text):
        first, second, year = (int(part) for part in match.groups())
        if first > 12 >= second or (order == "dmy" and second <= 12):
            return _day(cell, year, second, first)
        if second > 12 >= first or (order == "mdy" and first <= 12):
            return _day(cell, year, first, second)
        if not order and first <= 12 and second <= 12:
            if first == second:
                return _day(cell, year, second, first)
            raise DataError(f"date {cell!r} may be day/month or month/day")
        raise DataError(f"date {cell!r} is no day of the calendar")
    if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        return _day(cell, year, month, day)
    for pattern in _WORDS:
        if (match := pattern.fullmatch(text)) and match["m"].lower() in _MONTHS:
            month, year = _MONTHS[match["m"].lower()], int(match["y"])
            return _day(cell, year, month, int(match["d"])) if "d" in match.groupdict() else f"{year:04d}-{month:02d}"
    try:
        return parse_edtf(text).text
    except DataError as error:
        raise DataError(f"date {cell!r} is not read; write it as 2024-05-16 or 16 May 2024") from error


def _day(cell: str, year: int, month: int, day: int) -> str:
    try:
        return Day.parse(f"{year:04d}-{month:02d}-{day:02d}").iso()
    except DataError as error:
        raise DataError(f"date {cell!r} is no day of the calendar") from error


def day_order(cells: Iterable[str]) -> tuple[str, str]:
    """Return ("dmy" | "mdy" | "", example): the order that the cells show, "" with an example where it must be asked.

    ("", "") where no cell needs an order. A column in which both orders occur shows neither.
    """
    shown, example = set(), ""
    for cell in cells:
        match = _PARTS.fullmatch(_CLOCK.sub("", cell.strip()))
        if not match:
            continue
        first, second = int(match.group(1)), int(match.group(2))
        if first > 12 >= second:
            shown.add("dmy")
        elif second > 12 >= first:
            shown.add("mdy")
        elif first != second:
            example = example or cell.strip()
    if len(shown) == 1:
        return shown.pop(), ""
    return "", example
