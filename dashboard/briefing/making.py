"""One click from a selection to a briefing: title, overview, a scene a topic, what it cannot tell, sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dashboard.briefing.model import Briefing, Scene, Seen
from dashboard.briefing.topics import topics
from dashboard.briefing.words import articles_words
from dashboard.dates import Day
from dashboard.model import Article, Event


def brief(
    events: Sequence[Event],
    articles: Sequence[Article],
    *,
    title: str = "",
    marking: str = "",
    filter_words: str = "",
    query: str = "",
    made_on: Day | None = None,
    name: str = "",
) -> Briefing:
    """Return the briefing of the events. Each event stands in exactly one scene of kind topic.

    `made_on` is today's day, which nothing here can know. Same events and arguments, same briefing.
    """
    told = articles_told(events, articles)
    found = topics(events)
    scenes = [
        Scene("title", "title", title or _title(events, told), text=(articles_words(told, len(events)),)),
        Scene("overview", "overview", "Overview"),
    ]
    taken = {scene.id for scene in scenes} | {"limits", "sources"}
    for topic in found:
        scenes.append(
            Scene(
                id=_scene_id(topic.heading, taken),
                kind="topic",
                heading=topic.heading,
                events=tuple(event.id for event in topic.events),
                quote=topic.events[0].id,
            )
        )
    scenes.append(Scene("limits", "limits", "What this cannot tell you"))
    scenes.append(Scene("sources", "sources", "Sources, map and method"))
    return Briefing(
        title=scenes[0].heading,
        scenes=tuple(scenes),
        name=name,
        marking=marking,
        made_on=made_on,
        filter_words=filter_words,
        query=query,
        seen=tuple(Seen.of(event) for event in events),
    )


def as_of(briefing: Briefing, events: Sequence[Event], day: Day) -> Briefing:
    """Return the briefing as it is saved on that day: `events`, its selection's of today, are what it has seen."""
    return replace(briefing, made_on=day, seen=tuple(Seen.of(event) for event in events))


def articles_told(events: Sequence[Event], articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return the articles that the events rest on, by day of publication; an unknown one stands in by its id."""
    used = {item.article for event in events for item in event.evidence}
    known = {article.id: article for article in articles}
    told = [known.get(id_) or Article(id=id_, text="") for id_ in used]
    return tuple(sorted(told, key=lambda a: (a.published or Day(9999, 12, 31), a.id)))


def _title(events: Sequence[Event], articles: Sequence[Article]) -> str:
    if len(articles) == 1 and articles[0].headline:
        return articles[0].headline
    if not events:
        return "No events"
    count = f"{len(events)} event{'' if len(events) == 1 else 's'}"
    return f"{count} from {len(articles)} article{'' if len(articles) == 1 else 's'}"


def _scene_id(heading: str, taken: set[str]) -> str:
    """Return a short readable id for the address of a scene, unlike all others."""
    stem = "-".join(re.findall(r"[a-z0-9]+", heading.lower())[:6]) or "scene"
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    taken.add(name)
    return name
