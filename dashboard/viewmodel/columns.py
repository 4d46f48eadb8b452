"""Events -> columns: parallel lists in time order, all that the browser needs to draw and filter them, without text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.dates import Day, parse_edtf
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event
from dashboard.selection import country_roles
from dashboard.viewmodel.windows import bands, first_window, is_placed
from dashboard.viewmodel.words import short_when, spoken_words, status_words, when_words

GROUPS = {
    "axis": "focus",
    "earlier": "earlier",
    "later": "later",
    "ongoing": "under way",
    "undated": "without a date",
}


def news_day(articles: Sequence[Article]) -> Day | None:
    """Return the newest day of publication; None where none is known."""
    return max((article.published for article in articles if article.published), default=None)


def event_columns(events: Sequence[Event], articles: Sequence[Article], lexicon: Lexicon) -> dict[str, list[Any]]:
    """Return parallel lists, one entry an event, in the order of `events`.

    Days are ordinals (days since 1970-01-01), None where open or not known. `families` are the names and country codes
    that a filter finds the event by; `part_of` and `commemorates` are ids or None; `band` is where the event stands in
    the first window; `spoken` the sentence for a screen reader.
    """
    by_id = {event.id: event for event in events} | {m: event for event in events for m in event.members}
    window = first_window(events, news_day(articles))
    no_window = ["ongoing" if event.status == "ongoing" else "undated" for event in events]
    there = bands(events, window) if window else no_window
    rows = [
        _row(event, by_id, lexicon) | {"band": band, "group": GROUPS[band]}
        for event, band in zip(events, there, strict=True)
    ]
    names = rows[0] if rows else _row(Event("", "", "other", "occurred", ()), {}, lexicon) | {"band": "", "group": ""}
    return {name: [row[name] for row in rows] for name in names}


def _row(event: Event, by_id: dict[str, Event], lexicon: Lexicon) -> dict[str, Any]:
    date = parse_edtf(event.date) if event.date and event.dated else None
    part_of, commemorates = (_linked(event, kind, by_id) for kind in ("part_of", "commemorates"))
    whole = by_id[part_of] if part_of else None
    return {
        "id": event.id,
        "title": event.title,
        "when": when_words(event, lexicon, whole),
        "short": short_when(event, lexicon),
        "date": event.date,
        "dated": event.dated,
        "earliest_ord": _ordinal(event.earliest),
        "latest_ord": _ordinal(event.latest),
        "seen_ord": _ordinal(event.seen_on),
        "precision": event.precision,
        "one_of": bool(date and (date.one_of or (not date.throughout and date.earliest != date.latest))),
        "throughout": bool(date and date.throughout),
        "approximate": bool(date and date.approximate),
        "uncertain": bool(date and date.uncertain),
        "status": event.status,
        "status_words": status_words(event, lexicon),
        "category": event.category,
        "actors": list(event.actors),
        "countries": list(event.countries),
        "roles": country_roles(event),
        "families": list(dict.fromkeys([*event.actors, *event.countries])),
        "targets": list(event.targets),
        "places": [place.name for place in event.places],
        "kinds": [place.kind for place in event.places],
        "placed": is_placed(event),
        "review": event.review,
        "articles": list(dict.fromkeys(item.article for item in event.evidence)),
        "published_ord": _ordinal(event.published),
        "recorded_ord": _ordinal(event.recorded),
        "part_of": part_of,
        "commemorates": commemorates,
        "claimed_by": list(event.evidence[0].claimed_by) if event.evidence else [],
        "spoken": spoken_words(event, lexicon, whole),
    }


def _linked(event: Event, kind: str, by_id: dict[str, Event]) -> str | None:
    """Return the id of the row that the first link of this kind leads to; None where the table does not have it."""
    for link in event.links:
        if link.kind == kind and link.event in by_id and by_id[link.event].id != event.id:
            return by_id[link.event].id
    return None


def _ordinal(day: Day | None) -> int | None:
    return day.ordinal if day else None
