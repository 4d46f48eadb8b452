"""One event in full, in the words of the screen: what the detail panel shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.corroborate import origin_words
from dashboard.dates import Day
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event, Evidence
from dashboard.selection import country_roles
from dashboard.viewmodel import act_words, day_words, status_words, when_words


def event_detail(
    event: Event, by_id: Mapping[str, Event], articles: Sequence[Article], lexicon: Lexicon
) -> dict[str, Any]:
    """Return everything known of an event as plain values; every text is to be shown as text, never as markup."""
    words = lexicon.wording
    names = lexicon.gazetteer.country_name
    known = {article.id: article for article in articles}
    return {
        "id": event.id,
        "title": event.title,
        "category": event.category,
        "kind": words["categories"][event.category],
        "status": event.status,
        "says": status_words(event, lexicon),
        "when": when_words(event, lexicon, _whole(event, by_id)),
        "edtf": event.date or "",
        "precision": words["precision"][event.precision],
        "actors": list(event.actors),
        "countries": [
            {"code": code, "name": names(code), "part": words["roles"][part]}
            for code, part in country_roles(event).items()
        ],
        "places": [
            {
                "name": place.name,
                "text": place.text,
                "kind": words["place_kinds"][place.kind],
                "country": names(place.iso3) if place.iso3 and place.kind != "country" else "",
                "on_map": place.lat is not None,
            }
            for place in event.places
        ],
        "links": _links(event, by_id, words["links"]),
        "evidence": [_evidence(item, known.get(item.article), lexicon) for item in event.evidence],
        "told_by": origin_words(event, articles),
        "review": words["review"][event.review],
        "reported": _day(event.published, lexicon),
        "recorded": _day(event.recorded, lexicon),
        "conflicts": list(event.conflicts),
        "history": [
            f"{change.when} {change.who}: {act_words(change, lexicon)}"
            + (f" {change.field}: {change.old!r} -> {change.new!r}" if change.field else "")
            + (f" ({change.why})" if change.why else "")
            for change in event.history
        ],
    }


def _whole(event: Event, by_id: Mapping[str, Event]) -> Event | None:
    """Return the event that this one is a part of, where the table has it."""
    return next((by_id[link.event] for link in event.links if link.kind == "part_of" and link.event in by_id), None)


def _links(event: Event, by_id: Mapping[str, Event], words: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the ties to other events of the table, the events that point here last."""
    links = [
        {"kind": words[link.kind], "event": by_id[link.event].id, "title": by_id[link.event].title}
        for link in event.links
        if link.event in by_id
    ]
    back = {"part_of": "its part", "commemorates": "commemorated by"}
    for other in dict.fromkeys(by_id.values()):
        for link in other.links:
            if link.kind in back and link.event in (event.id, *event.members):
                links.append({"kind": back[link.kind], "event": other.id, "title": other.title})
    return links


def _evidence(item: Evidence, article: Article | None, lexicon: Lexicon) -> dict[str, Any]:
    publisher = article.publisher if article else ""
    headline = article.headline if article else ""
    day = _day(article.published if article else None, lexicon)
    named = ", ".join(part for part in (publisher, f"“{headline}”" if headline else "", day) if part) or item.article
    link = article.url if article and article.url.startswith(("http://", "https://")) else ""
    return {
        "article": item.article,
        "source": ", ".join(part for part in (publisher or item.article, day) if part),
        "sentence": item.sentence,
        "start": item.start,
        "end": item.end,
        "trigger": item.trigger,
        "timex": item.timex,
        "anchor": item.anchor,
        "rule": item.rule,
        "claimed_by": list(item.claimed_by),
        "citation": f"“{item.sentence}” ({named}{', ' + link if link else ''})",
    }


def _day(day: Day | None, lexicon: Lexicon) -> str:
    return day_words(day, lexicon) if day else ""
