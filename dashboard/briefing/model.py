"""The nouns of a briefing. What a scene says about its events is made from the events when it is shown, so that
a saved briefing never tells an old table's story; what a person wrote (heading, note, text) is kept as written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.dates import Day
from dashboard.model import Event

SCENE_KINDS = ("title", "overview", "topic", "limits", "sources", "text")


@dataclass(frozen=True)
class Scene:
    """One slide. `events` are ids, in order; `quote` is the id of the event whose sentence is quoted.

    `window` is the first and last day of its timeline, `view` the west, south, east and north of its map in degrees;
    None: as its events need. `text` are the paragraphs of a scene of kind text (or of the title). `note` is for
    whoever speaks; the citations are added to it when it is shown.
    """

    id: str
    kind: str
    heading: str
    events: tuple[str, ...] = ()
    quote: str = ""
    note: str = ""
    text: tuple[str, ...] = ()
    window: tuple[Day, Day] | None = None
    view: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Seen:
    """An event as the table had it when the briefing was saved: what tells a change."""

    id: str
    title: str
    date: str = ""
    earliest: str = ""
    latest: str = ""
    status: str = ""
    category: str = ""
    actors: str = ""
    countries: str = ""
    places: str = ""
    sentence: str = ""

    @classmethod
    def of(cls, event: Event) -> Seen:
        return cls(
            id=event.id,
            title=event.title,
            date=event.date or "",
            earliest=event.earliest.iso() if event.earliest else "",
            latest=event.latest.iso() if event.latest else "",
            status=event.status,
            category=event.category,
            actors="; ".join(event.actors),
            countries="; ".join(event.countries),
            places="; ".join(place.name for place in event.places),
            sentence=event.evidence[0].sentence,
        )


@dataclass(frozen=True)
class Briefing:
    """Scenes in order. `made_on` is the day it was made, `filter_words` the selection in words, `query` the same as
    the address of the page carries it, so that the selection can be asked again.

    `marking` is free text that stands on every page ("Internal", "TLP:AMBER").
    """

    title: str
    scenes: tuple[Scene, ...]
    name: str = ""
    marking: str = ""
    made_on: Day | None = None
    filter_words: str = ""
    query: str = ""
    seen: tuple[Seen, ...] = field(default=(), repr=False)

    def event_ids(self) -> tuple[str, ...]:
        """Return the ids of the events that its scenes show, each once, in order."""
        return tuple(dict.fromkeys(id_ for scene in self.scenes for id_ in scene.events))

    def scene(self, scene_id: str) -> Scene | None:
        return next((scene for scene in self.scenes if scene.id == scene_id), None)


def by_id(events: Sequence[Event]) -> Mapping[str, Event]:
    """Return the events by their ids; the ids of joined members lead to the row that holds them."""
    table: dict[str, Event] = {}
    for event in events:
        for member in event.members:
            table.setdefault(member, event)
    for event in events:
        table[event.id] = event
    return table
