"""What is new, changed or gone since a saved briefing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.briefing.model import Briefing, Seen, by_id
from dashboard.model import Event

_WORDS = {
    "title": "title",
    "date": "date",
    "earliest": "first day",
    "latest": "last day",
    "status": "what the article says",
    "category": "category",
    "actors": "actors",
    "countries": "countries",
    "places": "places",
    "sentence": "sentence",
}


@dataclass(frozen=True)
class Changed:
    """An event that reads otherwise now; `changes` are (field in words, then, now)."""

    before: Seen
    now: Event
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Changes:
    """The difference between the table of a saved briefing and today's."""

    new: tuple[Event, ...] = ()
    changed: tuple[Changed, ...] = ()
    gone: tuple[Seen, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def changes_since(briefing: Briefing, events: Sequence[Event]) -> Changes:
    """Return what is new, changed and gone in `events` since the briefing was saved.

    `events` are those of the briefing's own selection today. An event that was joined into another since is not
    gone: its id still leads there.
    """
    table = by_id(events)
    changed, gone = [], []
    met: set[str] = set()
    for seen in briefing.seen:
        event = table.get(seen.id)
        if event is None:
            gone.append(seen)
            continue
        met.add(event.id)
        now = Seen.of(event)
        different = tuple(
            (words, getattr(seen, name) or "none", getattr(now, name) or "none")
            for name, words in _WORDS.items()
            if getattr(seen, name) != getattr(now, name)
        )
        if different:
            changed.append(Changed(seen, event, different))
    new = tuple(event for event in events if event.id not in met)
    return Changes(new, tuple(changed), tuple(gone))
