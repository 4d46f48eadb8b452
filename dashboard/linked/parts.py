"""A table too large to draw whole -> the part that the reader looks at, with counts of all of it.

The browser draws this part and says what it is a part of. What it counts, in menus, bands and the strip of all dates,
comes from the store and counts the whole table; so do the bars that stand on the axis where even the window holds too
many events to draw.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from dashboard.dates import Day
from dashboard.lexicon import Lexicon
from dashboard.lexicon.wording import BANDS
from dashboard.linked.payload import sheet_text
from dashboard.linked.served import Sheet
from dashboard.linked.sheets import Table
from dashboard.model import Event, Selection
from dashboard.store import Facets, Store, event_order
from dashboard.viewmodel import news_day, opening_window
from dashboard.viewmodel.density import density_of

MOST_EVENTS = 5000  # marks that the browser draws smoothly (DESIGN 6)
SAMPLE = 1000  # newest events beside bars, for map and table
NEAREST = 40  # events in a gutter
UNDATED = 200  # events of the bands without a date
BINS = 240  # bars; by eye
TOPS = 12  # who, which countries and where, named most often
NAMES = 2000  # names in a menu, the most frequent
EVERYTHING = Selection()
FACETS = ("actors", "countries", "categories", "statuses", "reviews", "places", "articles")
# What a reader takes back in one step -> the fields of the selection that it is: filter.js has the same.
FILTERS = {
    **{name: (name,) for name in FACETS},
    "actors": ("actors", "both", "roles"),
    "text": ("text",),
    "since": ("since", "until", "certain"),
    "published_since": ("published_since", "published_until"),
    "recorded_since": ("recorded_since", "recorded_until"),
    "ids": ("ids",),
}


def is_large(store: Store) -> bool:
    """True where the table is too big to be drawn event by event."""
    return store.size() > MOST_EVENTS


class Parts:
    """The parts of one large table."""

    def __init__(self, store: Store, lexicon: Lexicon) -> None:
        self.store = store
        self.lexicon = lexicon
        self.articles = store.articles()

    @cached_property
    def news(self) -> tuple[Day, Day]:
        """The window of the news, of the whole table: a filter does not move it."""
        day = news_day(self.articles) or (self.store.extent() or (Day(1970, 1, 1),))[-1]
        near = self.store.band(EVERYTHING, (day.plus(-40), day.plus(40)), "axis", MOST_EVENTS)
        return opening_window(near, day)

    def sheet(self, selection: Selection, window: tuple[Day, Day] | str = "", asked: Any = None) -> Sheet:
        """Return the part of `selection` for `window`: days, "all", or the news. `asked` comes back with it."""
        extent = self.store.extent(selection)
        shown = window if isinstance(window, tuple) else extent if window == "all" and extent else self.news
        counts = self.store.band_counts(selection, shown)
        total = sum(counts[band] for band in BANDS)
        whole = total <= MOST_EVENTS
        crowded = not whole and counts["axis"] > MOST_EVENTS
        events = self.store.select(selection) if whole else self._around(selection, shown, crowded)
        base = self.store.facets(selection)
        part = {
            "asked": asked,
            "whole": whole,
            "counts": counts | {"total": total},
            "strip": self._bars(selection, *extent) if extent else None,
            "bars": self._bars(selection, *shown) if crowded else None,
            "facets": self._facets(base, selection),
            "tops": {
                name: dict(list(getattr(base, name).items())[:TOPS]) for name in ("actors", "countries", "places")
            },
            "surety": self._surety(selection),
            "relief": {} if total else self._relief(selection),
        }
        table = Table(self.store, self.lexicon)
        table.events, table.articles = events, self.articles
        return table.sheet(sheet_text(events, self.articles, self.lexicon, self.news, part))

    def _around(self, selection: Selection, window: tuple[Day, Day], crowded: bool) -> list[Event]:
        """Return the events of the window, those nearest to it on either side, and some that have no date."""
        most = {
            "axis": SAMPLE if crowded else MOST_EVENTS, "earlier": NEAREST, "later": NEAREST, "ongoing": UNDATED,
            "undated": UNDATED,
        }  # fmt: skip
        found = [event for band, limit in most.items() for event in self.store.band(selection, window, band, limit)]
        return sorted(found, key=event_order)

    def _bars(self, selection: Selection, first: Day, last: Day) -> dict[str, object]:
        return density_of(self.store.density(first, last, BINS, selection=selection), first, last, BINS).record()

    def _facets(self, base: Facets, selection: Selection) -> dict[str, dict[str, int]]:
        """Return for each field the counts of what each choice would show: those of the other fields' selection."""
        found: dict[str, dict[str, int]] = {}
        for name in FACETS:
            chosen = getattr(selection, name)
            narrows = name == "actors" and selection.both  # a further actor is asked for together with the others
            freed = self.store.facets(_without(selection, (name,))) if chosen and not narrows else base
            counts = freed.actors | freed.countries if name == "actors" else getattr(freed, name)
            found[name] = _most(counts, chosen)
        return found

    def _surety(self, selection: Selection) -> dict[str, int] | None:
        if not (selection.since or selection.until):
            return None
        certainly = self.store.count(replace(selection, certain=True))
        return {"certainly": certainly, "possibly": self.store.count(replace(selection, certain=False)) - certainly}

    def _relief(self, selection: Selection) -> dict[str, int]:
        """Return for each filter how many events there were without it: what an empty page offers to take back."""
        chosen = {
            name: fields for name, fields in FILTERS.items() if any(getattr(selection, field) for field in fields)
        }
        return {name: self.store.count(_without(selection, fields)) for name, fields in chosen.items()}


def _without(selection: Selection, fields: tuple[str, ...]) -> Selection:
    empty: dict[str, Any] = {field: getattr(EVERYTHING, field) for field in fields}
    return replace(selection, **empty)


def _most(counts: dict[str, int], chosen: tuple[str, ...]) -> dict[str, int]:
    """Return the most frequent, and what is chosen in any case."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return dict(ordered[:NAMES]) | {name: counts.get(name, 0) for name in chosen}
