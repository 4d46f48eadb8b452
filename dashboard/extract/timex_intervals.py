"""Ranges: two dates joined by "to", "and" after "between", or a dash are the ends of one interval."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.dates import EdtfDate, parse_edtf
from dashboard.errors import EdtfError
from dashboard.extract.timex_context import Context
from dashboard.model import Timex, TimexInterval


def join_intervals(context: Context, timexes: Sequence[Timex]) -> tuple[TimexInterval, ...]:
    """Return the ranges that neighbouring timexes span, as indices into `timexes` and EDTF.

    "from A to B", "A - B", "over A to B" mean throughout (a slash); "between A and B" means one day inside (a set),
    as does "A or B". "A and B" without "between" are two dates and no range, unless B is the day or
    month after A.
    """
    intervals = []
    for index in range(len(timexes) - 1):
        first, last = timexes[index], timexes[index + 1]
        if first.edtf is None or last.edtf is None or last.start - first.end > 16:
            continue
        link = context.patterns["range_link"].match(context.text[first.end : last.start])
        if link is None:
            continue
        opening = context.ends_with("before_from", first.start)
        between = opening is not None and opening["between"]
        if link["or"]:
            edtf = _set_of(first.edtf, last.edtf)
        elif link["and"]:
            over = opening is not None and opening["over"]
            join = _inside if between else _throughout if over or _next_day(first.edtf, last.edtf) else None
            edtf = join(first.edtf, last.edtf) if join else None
        elif first.type == last.type == "TIME":
            edtf = None  # "from 9 p.m. to 5 a.m.": hours, not days
        else:
            edtf = _throughout(first.edtf, last.edtf)
        if edtf is not None:
            intervals.append(TimexInterval(index, index + 1, edtf))
    return tuple(intervals)


def _next_day(first: str, last: str) -> bool:
    """True for "on July 20 and 21" and "in July and August 2006": one time."""
    ends = _ends(first, last)
    if ends is None or ends[0].precision != ends[1].precision or ends[0].precision not in ("day", "month"):
        return False
    begin, end = ends[0].latest, ends[1].earliest
    return begin is not None and end == begin.plus(1)


def _ends(first: str, last: str) -> tuple[EdtfDate, EdtfDate] | None:
    first, last = first.removesuffix("/.."), last.removesuffix("/..")
    begin, end = parse_edtf(first), parse_edtf(last)
    if begin.earliest is None or end.latest is None or begin.earliest > end.latest:
        return None
    return begin, end


def _plain(end: EdtfDate, at_start: bool) -> str:
    """Return a single EDTF date for an end: a set's or interval's own outer day."""
    if "/" in end.text or end.text.startswith("["):
        day = end.earliest if at_start else end.latest
        assert day is not None
        return day.iso()
    return end.text


def _checked(text: str) -> str | None:
    try:
        return parse_edtf(text).text
    except EdtfError:
        return None


def _throughout(first: str, last: str) -> str | None:
    ends = _ends(first, last)
    return _checked(f"{_plain(ends[0], True)}/{_plain(ends[1], False)}") if ends else None


def _inside(first: str, last: str) -> str | None:
    ends = _ends(first, last)
    return _checked(f"[{_plain(ends[0], True)}..{_plain(ends[1], False)}]") if ends else None


def _set_of(first: str, last: str) -> str | None:
    ends = _ends(first, last)
    return _checked(f"[{_plain(ends[0], True)},{_plain(ends[1], False)}]") if ends else None
