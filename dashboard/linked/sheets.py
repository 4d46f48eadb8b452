"""Store -> sheet: made once, kept beside the store, so that a start draws its first chart without making anything.

What only a click asks for, one event in full or an article, is read from the store when it is asked.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import Timer
from typing import Any

from dashboard.dates import Day
from dashboard.lexicon import Lexicon
from dashboard.linked.details import event_detail
from dashboard.linked.served import Sheet
from dashboard.model import Article, Event, Selection
from dashboard.records import article_record
from dashboard.store import Store

MOST_EVENTS = 5000  # marks that the browser draws smoothly (DESIGN 6)
BINS = 240  # bars of the strip of all dates; by eye
EVERYTHING = Selection()
CODE = Path(__file__).resolve().parents[1]
AFTER = 4.0  # seconds until the table is read for the first click, when the first page has been drawn


class Table:
    """The events behind a sheet, read when they are first asked for."""

    def __init__(self, store: Store, lexicon: Lexicon, chosen: Selection = EVERYTHING) -> None:
        self.store = store
        self.lexicon = lexicon
        self.chosen = chosen

    @cached_property
    def events(self) -> list[Event]:
        return self.store.select(self.chosen, limit=MOST_EVENTS)

    @cached_property
    def articles(self) -> list[Article]:
        return self.store.articles()

    @cached_property
    def by_id(self) -> dict[str, Event]:
        joined = {member: event for event in self.events for member in event.members}
        return joined | {event.id: event for event in self.events}

    def event(self, event_id: str) -> dict[str, Any] | None:
        found = self.by_id.get(event_id)
        return event_detail(found, self.by_id, self.articles, self.lexicon) if found else None

    def article(self, article_id: str) -> dict[str, Any] | None:
        found = self.store.article(article_id)
        return article_record(found) | {"text": found.text} if found else None

    def sheet(self, text: bytes) -> Sheet:
        return Sheet(hashlib.blake2b(text, digest_size=8).hexdigest(), text, self.event, self.article)


def sheet_of(store: Store, lexicon: Lexicon, rules: str) -> Sheet:
    """Return the sheet of a store; `rules` is the digest of the reference data that its words come from."""
    table = Table(store, lexicon)
    kept = store.folder / "sheets" / f"{_key(store, rules)}.json"
    try:
        text = kept.read_bytes()
    except OSError:
        from dashboard.linked.payload import sheet_text  # plotly is needed only to make one

        text = sheet_text(table.events, table.articles, lexicon)
        _keep(kept, text)
    else:
        reader = Timer(AFTER, lambda: table.by_id)
        reader.daemon = True
        reader.start()
    return table.sheet(text)


def is_large(store: Store) -> bool:
    """True where the table is too big to be drawn event by event."""
    return store.size() > MOST_EVENTS


def part_of(store: Store, lexicon: Lexicon, selection: Selection, window: tuple[Day, Day] | None) -> Sheet:
    """Return the sheet of as many events of a large table as can be drawn, and the counts of all that are selected.

    Drawn are those of the selection that begin in `window`; where that is too many (or there is no window), its newest.
    """
    from dashboard.figures.density import density_of
    from dashboard.linked.payload import sheet_text

    total, extent = store.count(selection), store.extent(selection)
    chosen, density = selection, None
    if extent is not None and total > MOST_EVENTS:
        density = density_of(store.density(*extent, BINS, selection=selection), *extent, BINS)
        low, high = window or extent
        chosen = _newest(store, selection, max(low, extent[0]), min(high, extent[1]))
    table = Table(store, lexicon, chosen)
    part = {"total": total, "since": chosen.since.iso() if density and chosen.since else None}
    return table.sheet(sheet_text(table.events, table.articles, lexicon, density, part))


def _newest(store: Store, selection: Selection, first: Day, last: Day) -> Selection:
    """Return the selection, narrowed to the last days from `first` to `last` that hold no more than can be drawn."""
    from dashboard.figures.density import density_of

    for _ in range(3):  # a bin that is itself too full is cut again
        if first > last:
            break
        counts = density_of(store.density(first, last, BINS, selection=selection), first, last, BINS)
        left, since = MOST_EVENTS, last.plus(1)
        for position, number in reversed(list(enumerate(counts.sums))):
            if number > left:
                break
            left -= number
            since = first.plus(position * counts.days)
        if since <= last:
            return replace(selection, since=max(since, selection.since or since), until=selection.until or last)
        first = last.plus(1 - counts.days)
    return replace(selection, since=selection.since or first, until=selection.until or last)


def _key(store: Store, rules: str) -> str:
    """Return a name that changes with the events, the words and the code that makes a sheet of them."""
    digest = hashlib.blake2b(f"{store.revision} {rules}".encode(), digest_size=8)
    files = [CODE / name for name in ("theme.py", "selection.py", "linked/payload.py", "linked/outlines.py")]
    for folder in ("viewmodel", "figures"):
        files += sorted((CODE / folder).glob("*.py"))
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _keep(file: Path, text: bytes) -> None:
    """Write a sheet beside the store and take the older ones away; a folder that cannot be written is no fault."""
    try:
        file.parent.mkdir(exist_ok=True)
        aside = file.with_suffix(f".{os.getpid()}")
        aside.write_bytes(text)
        os.replace(aside, file)
        for other in sorted(file.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-4]:
            other.unlink()
    except OSError:
        return
