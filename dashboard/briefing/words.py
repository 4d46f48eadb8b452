"""The sentences of a briefing: what it rests on, how a date was read, who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.dates import Day
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event, Evidence
from dashboard.viewmodel import when_words

_MONTHS = "January February March April May June July August September October November December".split()


def day_words(day: Day) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def count_words(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def articles_words(articles: Sequence[Article], events: int) -> str:
    """Return what a briefing rests on: "1 article, published 16 May 2024; nothing later is known here"."""
    days = [article.published for article in articles if article.published]
    words = f"{count_words(events, 'event')} from {count_words(len(articles), 'article')}"
    if not articles:
        return words
    if not days:
        return f"{words}; the day of publication is not known"
    first, last = min(days), max(days)
    when = f"published {day_words(first)}" if first == last else f"published {day_words(first)} to {day_words(last)}"
    missing = len(articles) - len(days)
    unknown = f" ({missing} without a known day)" if missing else ""
    return f"{words}, {when}{unknown}; nothing later is known here"


def reasoning_words(evidence: Evidence, date: str | None) -> str:
    """Return how the date was read: words, what they were counted from, rule, result."""
    steps = [f"“{evidence.timex}”" if evidence.timex else "no words for the date"]
    steps += [step for step in (evidence.anchor, evidence.rule) if step]
    return " → ".join([*steps, date or "no date"])


def citation(evidence: Evidence, articles: dict[str, Article]) -> str:
    """Return the sentence with where it stands: publisher, headline, day, address, characters."""
    article = articles.get(evidence.article)
    source = [article.publisher, article.headline] if article else []
    if article and article.published:
        source.append(day_words(article.published))
    if article and article.url:
        source.append(article.url)
    where = f", characters {evidence.start} to {evidence.end}" if evidence.start is not None else ""
    said = f" As told by {', as told by '.join(evidence.claimed_by)}." if evidence.claimed_by else ""
    return f"“{evidence.sentence}”{said} ({', '.join(s for s in source if s) or 'article'}; {evidence.article}{where})"


def source_words(evidence: Evidence, articles: dict[str, Article]) -> str:
    """Return a short source for a slide: publisher and day, who is cited first."""
    article = articles.get(evidence.article)
    name = (article.publisher if article else "") or evidence.article
    day = f", {day_words(article.published)}" if article and article.published else ""
    said = f"{', as told by '.join(evidence.claimed_by)}, in " if evidence.claimed_by else ""
    return f"{said}{name}{day}"


def publishers_of(event: Event, articles: dict[str, Article]) -> set[str]:
    """Return the publishers behind an event: the articles' own, or the article where the publisher is not known."""
    return {(articles[e.article].publisher if e.article in articles else "") or e.article for e in event.evidence}


def told_when(event: Event, table: Mapping[str, Event], lexicon: Lexicon) -> str:
    """Return the event's date in words; a part of a whole that `table` holds is told with it ("during the visit")."""
    whole = next((table.get(link.event) for link in event.links if link.kind == "part_of"), None)
    return when_words(event, lexicon, whole)
