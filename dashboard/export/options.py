"""What an export is told beside its events, and the words that every export carries about itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dashboard import __version__
from dashboard.briefing.limits import limits
from dashboard.briefing.making import articles_told
from dashboard.briefing.model import Briefing
from dashboard.briefing.words import articles_words, day_words
from dashboard.dates import Day
from dashboard.errors import ExportError
from dashboard.export.outlines import boundary_set
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event
from dashboard.pipeline import Home, rules_digest
from dashboard.viewmodel import act_words

METHOD = (
    "Events were read from the articles by rules, or written by hand and checked; each shows the sentence it rests on. "
    "A date is as exact as the text: what the text does not date has no date here."
)
FOOT = "Shows what articles say, not whether it is true."


# Events that slides or one sheet can still tell; by eye. Data formats hold any number.
MOST_SHOWN = 600


def refuse_too_many(events: Sequence[Event]) -> None:
    """Raise ExportError where nobody could read what would be drawn."""
    if len(events) > MOST_SHOWN:
        raise ExportError(
            f"{len(events):,} events are more than slides or a sheet can show ({MOST_SHOWN}). Choose fewer, by actor, "
            "category or days; csv, xlsx, json, geojson, ics, timelinejs and parquet hold any number."
        )


@dataclass(frozen=True)
class ExportOptions:
    """`made_on` is today's day (None: left out); `filter_words` the selection in words.

    `briefing` is what pptx, html and pdf show; without one they show the briefing that one click makes. `view` is what
    pdf, png and svg draw: "briefing", "timeline" or "map". `paper` is A4, A3 or letter. `width` and `height` are the
    pixels of a picture. `outlines` names the boundary set ("": the first). `articles_text` adds whole articles to JSON.
    `browser` is the path of a Chromium; "" looks for one.
    """

    made_on: Day | None = None
    marking: str = ""
    filter_words: str = "all events"
    title: str = ""
    briefing: Briefing | None = None
    view: str = ""
    paper: str = "A4"
    width: int = 1600
    height: int = 900
    outlines: str = ""
    articles_text: bool = False
    browser: str = ""
    lexicon: Lexicon = field(default_factory=Lexicon)


@dataclass(frozen=True)
class Stamp:
    """What an export says about itself, in words."""

    marking: str
    made_on: str
    made_with: str
    filter: str
    rests_on: str
    sources: tuple[str, ...]
    boundaries: str
    boundaries_drawn: str
    uncertain: tuple[str, ...]
    corrections: tuple[str, ...]
    method: str
    foot: str = FOOT

    @property
    def made_words(self) -> str:
        """The day it was made, as people write it; "" where none is named."""
        return day_words(Day.parse(self.made_on)) if self.made_on else ""

    def record(self) -> dict[str, Any]:
        """Return the stamp as plain values, for formats that hold them."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}

    def lines(self) -> list[str]:
        """Return the stamp as lines of text, for formats that hold words."""
        pairs = [
            ("Marking", self.marking),
            ("Made on", self.made_on),
            ("Made with", self.made_with),
            ("Filter", self.filter),
            ("Rests on", self.rests_on),
            ("Boundaries", f"{self.boundaries}. {self.boundaries_drawn}"),
            ("Method", self.method),
        ]
        lines = [f"{label}: {value}" for label, value in pairs if value]
        lines += [f"Source: {source}" for source in self.sources]
        lines += [f"Uncertain: {words}" for words in self.uncertain]
        lines += [f"Correction: {words}" for words in self.corrections]
        return [*lines, self.foot]


def stamp(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> Stamp:
    """Return what the export of these events says about itself."""
    told = articles_told(events, articles)
    briefing = options.briefing
    boundaries = boundary_set(options.lexicon.folder, options.outlines)
    made_on = options.made_on or (briefing.made_on if briefing else None)
    return Stamp(
        marking=options.marking or (briefing.marking if briefing else ""),
        made_on=made_on.iso() if made_on else "",
        made_with=f"Dateline {__version__}, rules {_rules(options.lexicon)}",
        filter=(briefing.filter_words if briefing else "") or options.filter_words,
        rests_on=articles_words(told, len(events)),
        sources=tuple(source_line(article) for article in told),
        boundaries=boundaries.name,
        boundaries_drawn=boundaries.caption,
        uncertain=tuple(limit.words for limit in limits(events, articles)),
        corrections=tuple(corrections(events, options.lexicon)),
        method=METHOD,
    )


def source_line(article: Article) -> str:
    """Return an article as one line: publisher, headline, day of publication, address, its id."""
    day = f"published {day_words(article.published)}" if article.published else "day of publication not known"
    parts = [article.publisher, article.headline, day, article.url]
    return f"{'; '.join(part for part in parts if part)} [{article.id}]"


def corrections(events: Sequence[Event], lexicon: Lexicon) -> list[str]:
    """Return one line a correction of the events: what was changed, from what to what, who, when and why."""
    lines = []
    for event in events:
        for change in event.history:
            what = f"{act_words(change, lexicon) or 'changed'} {change.field}".strip()
            values = f" from “{change.old}” to “{change.new}”" if change.old or change.new else ""
            why = f": {change.why}" if change.why else ""
            lines.append(f"{event.title}: {what}{values}, {change.who} on {change.when}{why}")
    return lines


def _rules(lexicon: Lexicon) -> str:
    return _digest(Home(reference=lexicon.folder))


@lru_cache(maxsize=4)
def _digest(home: Home) -> str:
    return rules_digest(home)
