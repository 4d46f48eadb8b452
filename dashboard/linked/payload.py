"""Events -> the sheet that the browser gets: columns to filter by, figures, words and names, as one JSON text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.figures.density import Density
from dashboard.figures.map import map_figure
from dashboard.figures.timeline import timeline_figure
from dashboard.lexicon import Lexicon
from dashboard.linked.outlines import outline_sets
from dashboard.model import CATEGORIES, Article, Event
from dashboard.records import article_record
from dashboard.selection import country_roles, lasts, searchable
from dashboard.theme import DARK, LIGHT, category_mark
from dashboard.viewmodel import event_columns

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
    density: Density | None = None,
    part: Mapping[str, Any] | None = None,
) -> bytes:
    """Return the JSON of `events`, which stand in time order, with their figures and words.

    Where they are only a part of the table, `density` counts the whole of it and `part` says what they are.
    """
    columns = {**event_columns(events, articles, lexicon), **filter_columns(events)}
    counted = Counter(name for names in columns["articles"] for name in names)
    content = {
        "events": columns,
        "timeline": timeline_figure(events, articles, lexicon, density=density, marks=False).to_plotly_json(),
        "map": map_figure(events, lexicon.gazetteer.country_name).to_plotly_json(),
        "words": dict(lexicon.wording.words),
        "names": {code: lexicon.gazetteer.country_name(code) for code in _codes(events)},
        "articles": [article_record(article) | {"events": counted[article.id]} for article in articles],
        "outlines": outline_sets(lexicon.folder),
        "kinds": {name: _kind(name) for name in CATEGORIES},
        "part": part,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_plain).encode()


def _kind(category: str) -> dict[str, str]:
    symbol, light = category_mark(category, LIGHT)
    return {"symbol": symbol, "light": light, "dark": category_mark(category, DARK)[1]}


def _codes(events: Sequence[Event]) -> list[str]:
    used = {code for event in events for code in event.countries}
    return sorted(used | {place.iso3 for event in events for place in event.places if place.iso3})


def _plain(value: Any) -> Any:
    """Return what JSON can hold of a value of plotly's: tuples and arrays are lists, figures' parts are mappings."""
    if hasattr(value, "to_plotly_json"):
        return value.to_plotly_json()
    if hasattr(value, "tolist"):
        return value.tolist()
    return list(value)
