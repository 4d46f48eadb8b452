"""What the slides of a briefing are made from, and the words that defend an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.briefing.model import Briefing, Scene
from dashboard.briefing.words import citation, reasoning_words, told_when
from dashboard.export.options import ExportOptions, Stamp
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event
from dashboard.theme import category_mark
from dashboard.viewmodel import short_when, status_words

# A page of 1280 by 720: its left edge and width for words, and the room between heading and foot.
LEFT, WIDE = 40.0, 1200.0
TOP, END = 100.0, 688.0


@dataclass(frozen=True)
class Deck:
    """What the slides of a briefing are made from."""

    briefing: Briefing
    events: tuple[Event, ...]
    table: Mapping[str, Event]
    articles: Mapping[str, Article]
    stamp: Stamp
    options: ExportOptions

    @property
    def lexicon(self) -> Lexicon:
        return self.options.lexicon

    def when(self, event: Event) -> str:
        """Return the event's date in words, with the whole that it is part of where the table holds it."""
        return told_when(event, self.table, self.lexicon)

    def short(self, event: Event) -> str:
        """Return the date in few words, for a list in which what the article says stands above."""
        undated = "status.ongoing" if event.status == "ongoing" else "when.none"
        return short_when(event, self.lexicon) or self.lexicon.wording.say(undated)

    def of(self, scene: Scene) -> list[Event]:
        """Return the events of a scene that the table still holds, in order."""
        return list(dict.fromkeys(self.table[id_] for id_ in scene.events if id_ in self.table))


def color_of(event: Event) -> str:
    return category_mark(event.category).color


def meta_words(event: Event, when: str, lexicon: Lexicon) -> str:
    """Return the second line of an event: when, kind, what the article says and who says so."""
    kind = lexicon.wording["categories"].get(event.category, event.category)
    said = status_words(event, lexicon)
    plain = str(lexicon.wording["status"][event.status])
    if event.status in ("planned", "ongoing", "suspended") and plain in when:
        said = said.removeprefix(plain).removeprefix(", ")  # the date's words say it already
    return " · ".join(part for part in (when, kind, said) if part)


def event_note(event: Event, number: str, deck: Deck) -> list[str]:
    """Return what defends an event: how its date was read, every sentence with its source, conflicts, corrections."""
    lines = [f"[{number}] {event.title}. {_sentence(deck.when(event))}"]
    lines.append(f"How the date was read: {reasoning_words(event.evidence[0], event.date)}.")
    lines += [f"Source: {citation(item, dict(deck.articles))}" for item in event.evidence]
    lines += [f"Articles disagree: {conflict}" for conflict in event.conflicts]
    review = deck.lexicon.wording["review"].get(event.review, event.review)
    return [*lines, f"{deck.lexicon.wording['review_heading']}: {review}."]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def scene_note(scene: Scene) -> list[str]:
    """Return what a person wrote for whoever speaks, line by line."""
    return [line for line in scene.note.split("\n") if line.strip()]
