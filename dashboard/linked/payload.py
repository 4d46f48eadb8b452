"""Events -> the sheet that the browser gets: columns to filter and draw by, words and names, as one JSON text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.dates import Day
from dashboard.lexicon import Lexicon
from dashboard.linked.outlines import outline_sets
from dashboard.model import CATEGORIES, Article, Event
from dashboard.records import article_record
from dashboard.selection import country_roles, lasts, searchable
from dashboard.theme import DARK, LIGHT, category_mark
from dashboard.viewmodel import event_columns, news_day, opening_window
from dashboard.viewmodel.places import group_places

OPEN = 10**9  # ordinal of an open end: filter.js has the same


def filter_columns(events: Sequence[Event]) -> dict[str, list[Any]]:
    """Return what filter.js needs to answer a selection as `selection.matches` does: parallel lists."""
    columns: dict[str, list[Any]] = {
        "id": [event.id for event in events],
        "members": [list(event.members) for event in events],
        "actors": [list(event.actors) for event in events],
        "countries": [list(event.countries) for event in events],
        "roles": [country_roles(event) for event in events],
        "category": [event.category for event in events],
        "status": [event.status for event in events],
        "review": [event.review for event in events],
        "places": [list(dict.fromkeys(place.name for place in event.places)) for event in events],
        "articles": [list(dict.fromkeys(item.article for item in event.evidence)) for event in events],
        "search": [searchable(event) for event in events],
        "first": [event.earliest.ordinal if event.earliest else -OPEN for event in events],
        "last": [event.latest.ordinal if event.latest else OPEN for event in events],
        "certainLast": [_certain_last(event) for event in events],
        "published": [event.published.ordinal if event.published else None for event in events],
        "recorded": [event.recorded.ordinal if event.recorded else None for event in events],
    }
    return columns


def _certain_last(event: Event) -> int:
    """Return the last day on which the event was certainly going on, before all days where it does not last."""
    known = event.latest or event.seen_on or event.earliest
    return known.ordinal if lasts(event) and event.earliest and known else -OPEN - 1


def sheet_text(
    events: Sequence[Event],
    articles: Sequence[Article],
    lexicon: Lexicon,
    window: tuple[Day, Day] | None = None,
    part: Mapping[str, Any] | None = None,
) -> bytes:
    """Return the JSON of `events`, which stand in time order.

    `window` is that of the news, by default the one of these events. Where they are only a part of the table, `part`
    says what they are a part of, and counts the whole.
    """
    columns = {**event_columns(events, articles, lexicon), **filter_columns(events)}
    newest = news_day(articles)
    opening = window or opening_window(events, newest)
    listed = [article for article in articles if not part or article.id in part["facets"]["articles"]]
    codes = _codes(events) | (set(part["facets"]["countries"]) if part else set())
    actors = {name for event in events for name in event.actors} | (set(part["facets"]["actors"]) if part else set())
    content = {
        "events": columns,
        "timeline": {"window": [day.iso() for day in opening], "published": newest.iso() if newest else None},
        "map": {"places": [vars(place) for place in group_places(events)]},
        "words": dict(lexicon.wording.words),
        "names": {code: lexicon.gazetteer.country_name(code) for code in sorted(codes)},
        "aliases": _aliases({*actors, *codes}, lexicon),
        "articles": [article_record(article) for article in listed],
        "newest": _newest(articles),
        "outlines": outline_sets(lexicon.folder),
        "kinds": {name: _kind(name) for name in CATEGORIES},
        "part": part,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _newest(articles: Sequence[Article]) -> dict[str, Any] | None:
    """Return the article that the page is headed by, with how many there are; None without any."""
    dated = sorted(articles, key=lambda article: article.published.iso() if article.published else "")
    return article_record(dated[-1]) | {"of": len(articles)} if dated else None


def _kind(category: str) -> dict[str, str]:
    symbol, light = category_mark(category, LIGHT)
    return {"symbol": symbol, "light": light, "dark": category_mark(category, DARK)[1]}


def _aliases(names: set[str], lexicon: Lexicon) -> dict[str, list[str]]:
    """Return what else actors and countries are called, for whoever looks for "Kremlin" or "NATO" in a menu."""
    found: dict[str, list[str]] = {}
    for name in names:
        country = lexicon.gazetteer.countries.get(name)
        others = [*country.aliases, *country.demonyms] if country else lexicon.actors.actor_record(name).aliases
        found[name] = [other for other in others if other != name]
    for known in (known for rows in lexicon.actors.known.values() for known in rows):
        if known.kind == "state" and known.country in found:
            found[known.country].append(known.name)
    return {name: sorted(set(others)) for name, others in sorted(found.items()) if others}


def _codes(events: Sequence[Event]) -> set[str]:
    used = {code for event in events for code in event.countries}
    return used | {place.iso3 for event in events for place in event.places if place.iso3}
