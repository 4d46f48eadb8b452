"""Events and a window of days -> bands and counts: what lies on the axis, in the gutters, or has no date.

The same rules run in the browser (linked/timeline_layout.js); a test runs both on the same events.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.dates import Day
from dashboard.lexicon import Lexicon
from dashboard.lexicon.wording import BANDS
from dashboard.model import Event
from dashboard.selection import inside

NEWS_GAP = 14  # days between neighbours of the news (DESIGN section 6)
ROWS_AT_MOST = 40  # events with a row each; above that, lanes (DESIGN section 6)
NARROW = 45  # days: a date known less well than this does not widen the first window; by eye


def extent(event: Event) -> tuple[int, int] | None:
    """Return first and last day of a dated event as ordinals; an open end stops where it was last seen. Else None."""
    if not event.dated:
        return None
    first, last = event.earliest, event.latest or event.seen_on or event.earliest
    first = first or last
    if first is None or last is None:
        return None
    return first.ordinal, max(first.ordinal, last.ordinal)


def first_window(events: Iterable[Event], published: Day | None = None) -> tuple[Day, Day] | None:
    """Return first and last day of the axis on opening; None without a dated event.

    It starts from the dated events that touch `published` (the newest day among the events' own where not given) and
    takes in the nearest neighbour while the gap is at most 14 days or the window's own width and every event has a
    row of its own. Dates known only to a season or less well do not widen it. A little room is left on both sides, more
    on the right, where titles stand.
    """
    listed = list(events)
    spans = [span for span in map(extent, listed) if span]
    if not spans:
        return None
    narrow = sorted(span for span in spans if span[1] - span[0] < NARROW) or sorted(spans)
    news = published or max((event.published for event in listed if event.published), default=None)
    day = news.ordinal if news else narrow[-1][1]
    touching = [span for span in narrow if span[0] <= day <= span[1]]
    if not touching:  # nothing on the day itself: the nearest
        touching = [min(narrow, key=lambda span: (max(span[0] - day, day - span[1]), span))]
    low, high = min(span[0] for span in touching), max(span[1] for span in touching)
    while True:
        reach = max(NEWS_GAP, high - low + 1)
        outside = [(max(low - span[1], span[0] - high), span) for span in narrow if span[0] < low or span[1] > high]
        gap, span = min(outside, default=(reach + 1, (low, high)))
        if gap > reach:
            break
        wider = min(low, span[0]), max(high, span[1])
        first, last = _with_room(*wider)
        if sum(begin <= last and end >= first for begin, end in spans) > ROWS_AT_MOST:
            break
        low, high = wider
    first, last = _with_room(low, high)
    return Day.from_ordinal(first), Day.from_ordinal(last)


def opening_window(events: Iterable[Event], published: Day | None = None) -> tuple[Day, Day]:
    """Return `first_window`, or the fortnight around `published` where no event has a date."""
    day = published or Day(1970, 1, 1)
    return first_window(events, published) or (day.plus(-7), day.plus(7))


def _with_room(low: int, high: int) -> tuple[int, int]:
    room = max(1, round((high - low + 1) * 0.1))
    return low - room, high + 2 * room


def bands(events: Sequence[Event], window: tuple[Day, Day]) -> list[str]:
    """Return for each event where it stands: "axis", "earlier", "later", "ongoing" or "undated"."""
    low, high = window
    found = []
    for event in events:
        if not event.dated:
            found.append("ongoing" if event.status == "ongoing" else "undated")
        elif event.latest is not None and event.latest < low:
            found.append("earlier")
        elif event.earliest is not None and event.earliest > high:
            found.append("later")
        else:
            found.append("axis")
    return found


def counts(events: Sequence[Event], window: tuple[Day, Day] | None) -> dict[str, int]:
    """Return the number of events in each band, on the map and without a place. Each of the two groups adds up."""
    there = bands(events, window) if window else ["ongoing" if e.status == "ongoing" else "undated" for e in events]
    counted = {"total": len(events)} | {band: there.count(band) for band in BANDS}
    mapped = sum(is_placed(event) for event in events)
    return counted | {"mapped": mapped, "unplaced": len(events) - mapped}


def is_placed(event: Event) -> bool:
    """True where a place of the event has coordinates, so that it stands on the map."""
    return any(place.lat is not None and place.lon is not None for place in event.places)


def counts_line(counted: dict[str, int], lexicon: Lexicon) -> str:
    """Return the counts in words: "18 events: 8 on this axis, 3 earlier, ...; 8 on the map, 10 without a place"."""
    words = lexicon.wording["counts"]
    say = lambda key: str(words[key]).format(n=counted[key])  # noqa: E731
    total = str(words["total"]["one" if counted["total"] == 1 else "many"]).format(n=counted["total"])
    in_time = ", ".join(say(band) for band in BANDS if counted[band] or band == "axis")
    return f"{total}: {in_time}; {say('mapped')}, {say('unplaced')}"


def surety(events: Iterable[Event], since: Day | None, until: Day | None) -> dict[str, int]:
    """Return how many events certainly and how many only possibly fall into the days from `since` to `until`."""
    answers = [inside(event, since, until) for event in events]
    return {"certainly": answers.count("certainly"), "possibly": answers.count("possibly")}
