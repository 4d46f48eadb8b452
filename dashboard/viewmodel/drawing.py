"""Events and a window -> rows and the pieces of their marks, in days and pixels, for a figure that stands still.

One channel, one meaning. When: a dot is that day, a solid bar lasts throughout, a bracket holds one day inside, a
fading end is not given. What the article says: filled is reported as fact, outlined planned, an arrow under way,
struck suspended, crossed denied, quote-marked claimed. Nothing marks the middle of an inexact date. The browser draws
the same pieces anew for every window and filter (linked/timeline_marks.js); a test compares the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.dates import Day
from dashboard.model import Event
from dashboard.selection import lasts

ROW_PX = 24
FADE_STEPS = 12
FADE_SHARE = 0.12  # of the window, for an end that is not given; by eye
BEYOND = 0.008  # of the window: an arrow points on from where it stands
PARTS = ("span", "rail", "fade", "end", "dot", "strike", "says", "quote")


@dataclass(frozen=True)
class Piece:
    """One piece of an event's mark: from day `start` to day `end` (ordinals with fractions; equal for a point).

    `part` is one of PARTS; `sign` a Plotly symbol or a character, "wide" for a fade as thick as a bar; `strength` runs
    from 0 to 1 along a fade.
    """

    part: str
    event: str
    start: float
    end: float
    hollow: bool = False
    sign: str = ""
    strength: float = 1.0


def time_rows(events: Sequence[Event]) -> list[tuple[Event, int]]:
    """Return the events in time order with their depth: parts stand indented under their whole."""
    ids = {event.id for event in events}
    parts: dict[str, list[Event]] = {}
    tops = []
    for event in events:
        whole = next((link.event for link in event.links if link.kind == "part_of" and link.event in ids), None)
        if whole is None or whole == event.id:
            tops.append(event)
        else:
            parts.setdefault(whole, []).append(event)
    rows: list[tuple[Event, int]] = []
    seen: set[str] = set()

    def add(event: Event, depth: int) -> None:
        if event.id not in seen:
            seen.add(event.id)
            rows.append((event, depth))
            for part in parts.get(event.id, ()):
                add(part, depth + 1)

    for event in tops:
        add(event, 0)
    for event in events:  # parts of each other, by mistake: none may vanish
        add(event, 0)
    return rows


def pieces(event: Event, window: tuple[Day, Day]) -> list[Piece]:
    """Return the pieces of an event's mark on an axis that shows `window`."""
    low, high = window[0].ordinal, window[1].ordinal + 1
    reach = (high - low) * FADE_SHARE
    first = event.earliest.ordinal if event.earliest else None
    last = event.latest.ordinal + 1 if event.latest else None
    seen = event.seen_on.ordinal + 1 if event.seen_on else None
    hollow = event.status == "planned"
    if event.dated and event.earliest == event.latest and event.earliest:
        return _dot(event, hollow, high - low)
    if event.status == "ongoing" and not event.dated:
        return _under_way(event, seen if seen is not None else high, reach)
    long = event.dated and lasts(event)
    made: list[Piece] = []
    start = first if first is not None else None
    end = last if last is not None else seen if long else None
    if start is None and end is None:
        return made
    part = "span" if long else "rail"
    if start is None:
        assert end is not None
        made += _fade(event, end - reach, end, rising=True, hollow=hollow, wide=long)
        start = end
    elif last is None:
        end = max(start + 1, end or start + 1) if long else start
        made += _fade(event, end, end + reach, rising=False, hollow=hollow, wide=long)
    assert end is not None
    if end > start:
        made.append(Piece(part, event.id, start, end, hollow))
    if part == "rail":
        made += [Piece("end", event.id, at, at) for at in {first, last} if at is not None]
    return made + _says(event, start, end, high - low)


def _dot(event: Event, hollow: bool, width: float) -> list[Piece]:
    assert event.earliest is not None
    at = event.earliest.ordinal + 0.5
    return [Piece("dot", event.id, at, at, hollow), *_says(event, at, at, width)]


def _under_way(event: Event, seen: float, reach: float) -> list[Piece]:
    return [*_fade(event, seen - reach, seen, rising=True), *_says(event, seen, seen, reach / FADE_SHARE)]


def _fade(
    event: Event, start: float, end: float, *, rising: bool, hollow: bool = False, wide: bool = False
) -> list[Piece]:
    """Steps of growing or falling strength from `start` to `end`; `wide` for the end of a bar."""
    step = (end - start) / FADE_STEPS
    sign = "wide" if wide else ""
    return [
        Piece(
            "fade", event.id, start + n * step, start + (n + 1) * step, hollow, sign,
            ((n + 1) if rising else (FADE_STEPS - n)) / FADE_STEPS,
        )
        for n in range(FADE_STEPS)
    ]  # fmt: skip


def _says(event: Event, start: float, end: float, width: float) -> list[Piece]:
    """What the article says, where it is more than a fact or a plan: signs at the ends, a stroke through the whole."""
    if event.status == "ongoing":
        at = end + BEYOND * width
        return [Piece("says", event.id, at, at, sign="arrow-right")]
    if event.status == "suspended":
        if start < end:
            return [Piece("strike", event.id, start, end)]
        return [Piece("says", event.id, start, start, sign="line-ew-open")]
    if event.status == "denied":
        return [Piece("says", event.id, at, at, sign="x-thin-open") for at in sorted({start, end})]
    if event.status == "alleged":
        return [Piece("quote", event.id, start, start, sign="“")]
    return []
