"""Events -> the JSON of TimelineJS 3, which shows a slide an event. What it cannot hold is listed on its title slide.

TimelineJS reads its texts as HTML, so every text is escaped. A slide needs a date: events without one stand in words
on the title slide and whole under the key `dateline`, where `importers.own` finds them again.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.briefing.model import by_id
from dashboard.briefing.words import source_words, told_when
from dashboard.dates import Day, parse_edtf
from dashboard.export.as_json import dump
from dashboard.export.deck import meta_words
from dashboard.export.options import ExportOptions, stamp
from dashboard.export.text import clean, is_web_address
from dashboard.model import Article, Event
from dashboard.records import event_record

CANNOT_HOLD = (
    "TimelineJS cannot hold: an event without a date; a date with one end open; actors, countries, places, evidence "
    "and review. They stand in the file under “dateline”, which TimelineJS passes over."
)


def timelinejs_bytes(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> bytes:
    """Return the timeline; an inexact date shows its words in place of a day."""
    about = stamp(events, articles, options)
    known = {article.id: article for article in articles}
    table = by_id(events)
    shown = [event for event in events if _start(event)]
    apart = [event for event in events if not _start(event)]
    listed = "".join(f"<li>{_text(e.title)}: {_text(told_when(e, table, options.lexicon))}</li>" for e in apart)
    words = "".join(f"<p>{_text(line)}</p>" for line in [*about.lines(), CANNOT_HOLD])
    content = {
        "scale": "human",
        "title": {
            "unique_id": "about",
            "text": {
                "headline": _text(options.title or (options.briefing.title if options.briefing else "Events")),
                "text": words + (f"<p>Without a date:</p><ul>{listed}</ul>" if apart else ""),
            },
        },
        "events": [_slide(event, table, known, options) for event in shown],
        "dateline": {"about": about.record(), "not_on_the_timeline": [event_record(event) for event in apart]},
    }
    return dump(content)


def _slide(
    event: Event, table: Mapping[str, Event], known: dict[str, Article], options: ExportOptions
) -> dict[str, Any]:
    first = event.evidence[0]
    when = told_when(event, table, options.lexicon)
    said = _text(meta_words(event, when, options.lexicon))
    article = known.get(first.article)
    source = _text(source_words(first, known))
    if article and is_web_address(article.url):
        source = f'<a href="{html.escape(article.url)}" rel="noreferrer">{source}</a>'
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "start_date": _start(event),
        "display_date": _text(when),
        "group": options.lexicon.wording["categories"].get(event.category, event.category),
        "text": {
            "headline": _text(event.title),
            "text": f"<p>{said}</p><blockquote>{_text(first.sentence)}</blockquote><p>{source}</p>",
        },
        "autolink": False,
        "dateline": event_record(event),
    }
    if end := _end(event):
        slide["end_date"] = end
    return slide


def _start(event: Event) -> dict[str, int] | None:
    """Return the first day as TimelineJS has it, no closer than the text; None where an event has no first day."""
    day = event.earliest if event.dated else None
    if day is None or event.date is None:
        return None
    return _parts(day, _closeness(event))


def _end(event: Event) -> dict[str, int] | None:
    """Return the last day where it is another than the first."""
    last = event.latest or event.seen_on
    if last is None or last == event.earliest:
        return None
    end = _parts(last, _closeness(event))
    return None if end == _start(event) else end


def _closeness(event: Event) -> str:
    if event.date and parse_edtf(event.date).precision in ("year", "years", "decade", "century"):
        return "year"
    return "month" if event.precision in ("month", "season", "part-year") else "day"


def _parts(day: Day, closeness: str) -> dict[str, int]:
    """Return year, month and day as far as they are known; TimelineJS counts -1 for 1 BC, as no year 0."""
    parts = {"year": day.year if day.year > 0 else day.year - 1}
    if closeness != "year":
        parts["month"] = day.month
    if closeness == "day":
        parts["day"] = day.day
    return parts


def _text(text: str) -> str:
    return html.escape(clean(text))
