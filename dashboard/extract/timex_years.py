"""Which year: the one that the words give, or the nearest that fits tense, register and anchor."""

from __future__ import annotations

import re
from collections.abc import Callable

from dashboard.dates import Day, days_in_month
from dashboard.extract.timex_finder import Match
from dashboard.extract.timex_reader import DCT_ANCHOR, Found, Reader
from dashboard.extract.timex_values import Stretch

NAMED = "the text"
# How much more a date on the unlikely side of its anchor costs, by what the tense says. By eye on the development
# halves: with a past verb a date eleven months back is rarer than one a month ahead; histories go forward.
AGAINST = {"past": 4.0, "future": 3.0, "": 1.5}
# In a history a month without a year mostly stays in the story's year: how much more the next and the last year cost,
# and how much less a date back that is said to be earlier.
OTHER_YEARS, EARLIER = (2.0, 6.0), 0.5
# By eye: how much more a date costs that leaves the range that the story goes through.
OUT_OF_FRAME = 6.0
LONG_AGAINST = {"past": 10.0, "future": 3.0, "": 1.5}


def year_of_weekday(reader: Reader, number: int, day: int, words: str) -> int | None:
    """Return the year next to the anchor's in which the day falls on the weekday given with it, if just one does."""
    anchor, _ = reader.anchor_day()
    if anchor is None:
        return None
    wanted = int(reader.meaning("weekday", words)) - 1
    years = [year for year in (anchor.year - 1, anchor.year, anchor.year + 1) if day <= days_in_month(year, number)]
    fitting = [year for year in years if Day(year, number, day).weekday == wanted]
    return fitting[0] if len(fitting) == 1 else None


def place_year(
    reader: Reader, match: Match, build: Callable[[int], Stretch], against: dict[str, float] = AGAINST
) -> Found | None:
    """Return the stretch of the year that fits best: near the anchor, on the side that tense or register favours."""
    bound = reader.context.ends_with("before_bound", match.start)
    ends = bool(bound and (bound["by"] or bound["until"]))
    passage = reader.passage(match.start)
    if ends and not reader.narrative and reader.context.sentence_number(match.start) == reader.last_sentence:
        passage = None  # "approved in 1987, it had bought shares through Sept. 29"
    tense = reader.context.tense(match.start, match.end) if passage is None or not reader.narrative else "past"
    ahead = passage is not None and passage.first is not None and reader.dct is not None and passage.first > reader.dct
    if passage is not None and passage.first and passage.last and (reader.narrative or tense != "future" or ahead):
        back = EARLIER if reader.context.ends_with("before_earlier", match.start) else 1.0
        return Found(
            _nearest(build, passage.first, passage.last, forward=1.0, back=back, years=OTHER_YEARS, frame=reader.frame),
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
    build: Callable[[int], Stretch],
    first: Day,
    last: Day,
    *,
    forward: float,
    back: float,
    years: tuple[float, float] = (1.0, 1.0),
    frame: tuple[Day, Day] | None = None,
) -> Stretch:
    """Return the stretch with the least cost: days from the anchor, times the factor of its direction.

    `years` are further factors for a stretch that also leaves the years of the anchor, forward and back. One that
    leaves the `frame` costs OUT_OF_FRAME times as much.
    """
    best, best_cost = None, float("inf")
    for year in range(first.year - 1, last.year + 2):
        stretch = build(year)
        assert stretch.first is not None
        assert stretch.last is not None
        if stretch.first > last:
            factor = forward * (years[0] if stretch.first.year > last.year else 1.0)
            cost = factor * (stretch.first.ordinal - last.ordinal)
        elif stretch.last < first:
            factor = back * (years[1] if stretch.last.year < first.year else 1.0)
            cost = factor * (first.ordinal - stretch.last.ordinal)
        else:
            cost = 0.0
        if frame and (stretch.last < frame[0] or frame[1] < stretch.first):
            cost *= OUT_OF_FRAME
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
        return full_year(int(words[1:]), reader.dct)
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


def full_year(two: int, dct: Day | None) -> int:
    """Return the latest year that ends in `two` figures and is not after the year of publication by more than ten."""
    latest = (dct.year if dct else 2024) + 10
    return latest - (latest - two) % 100


def spoken_year(reader: Reader, words: str) -> int | None:
    numbers = [int(reader.meaning("cardinal", word)) for word in re.findall(r"[a-z]+", words.lower())
               if word not in ("and", "oh")]  # fmt: skip
    if numbers[:2] == [2, 1000]:
        return 2000 + sum(numbers[2:])
    return numbers[0] * 100 + sum(numbers[1:])
