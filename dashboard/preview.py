"""An article as the reviewer sees it: its text by what was found in it, its events, and what was not understood.

Everything is plain values for the browser, which shows texts as text. Offsets count UTF-16 units, as JavaScript does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.characters import find_lookalikes, lookalikes_among
from dashboard.extract import Reading, read_mentions
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event, Span
from dashboard.records import article_record, event_record, event_version

KINDS = ("timex", "person", "organisation", "armed_group", "place", "state", "action", "unknown")
_NAMES = frozenset(("person", "organisation", "armed_group", "place", "state"))
# Where finds overlap, the earlier in this order is shown: a date in a trigger is the date.
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
# Two capitalised words or more in a row, an all-capital word of three letters and more, or one capitalised word inside
# a sentence with none beside it.
_JOINED = "of|the|al|bin|de|van|von|da|el"
_NAME = re.compile(
    rf"(?<![\w.])(?:[A-Z][\w'’-]+(?:[ ](?:{_JOINED})[ ](?=[A-Z])|[ ](?=[A-Z])))+[A-Z][\w'’-]*"
    rf"|(?<![\w.])[A-Z]{{3,}}(?![\w])"
    rf"|(?<=[a-z,;] )[A-Z][a-z][\w'’-]+(?! [A-Z])"
)


@dataclass(frozen=True)
class Mark:
    """A stretch of the text and what it was read as; `says` is the reading in words."""

    start: int
    end: int
    kind: str
    says: str


def marks_of(reading: Reading, lexicon: Lexicon) -> tuple[Mark, ...]:
    """Return what was found in the text, in order and not overlapping, and the names that nothing is known of."""
    found = [Mark(t.start, t.end, "timex" if _understood(t) else "unknown", _timex_words(t)) for t in reading.timexes]
    for place in reading.toponyms:
        where = place.name + (f" ({place.iso3})" if place.iso3 else "")
        found.append(
            Mark(place.start, place.end, "place", f"{where}: {place.kind}")
            if place.lat is not None
            else Mark(place.start, place.end, "unknown", f"the place {place.text} is not in the gazetteer")
        )
    for mention in reading.mentions:
        name = mention.actor or mention.country or mention.text
        state = f" ({mention.country})" if mention.actor and mention.country else ""
        found.append(Mark(mention.start, mention.end, mention.kind, f"{name}{state}"))
    for action in reading.actions:
        found.append(Mark(action.start, action.end, "action", f"{action.category}, {action.status}"))
    alike = [Mark(word.start, word.end, "unknown", str(word)) for word in find_lookalikes(reading.article.text)]
    found = [mark for mark in found if not any(word.start < mark.end and mark.start < word.end for word in alike)]
    taken = _without_overlaps([*found, *alike])
    taken += _unknown_names(reading, lexicon, (*taken, *found))
    return tuple(sorted(taken, key=lambda mark: mark.start))


def _unknown_names(reading: Reading, lexicon: Lexicon, known: Iterable[Mark]) -> list[Mark]:
    """Return the names in the text that nothing is known of: read as nothing, and no titles or ordinary words."""
    titles = {word for phrases in lexicon.actors.titles.values() for title in phrases for word in title.words}
    ordinary = titles | {word.lower() for word in lexicon.actors.words["common"]} | {"of", "the"}
    sentences = {span.start for span in reading.sentences}
    covered, named = (bytearray(len(reading.article.text)) for _ in range(2))
    for mark in known:
        for stretch in (covered, named) if mark.kind in _NAMES else (covered,):
            stretch[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    found = []
    for match in _NAME.finditer(reading.article.text):
        name = match.group()
        one = " " not in name
        if one and match.start() in sentences:
            continue
        # What stands beside a known name, as "President" does, is of it.
        beside = one and not name.isupper() and any(named[max(0, match.start() - 2) : match.end() + 2])
        if beside or any(covered[match.start() : match.end()]):
            continue
        if not all(word.lower() in ordinary for word in re.findall(r"[\w-]+", name)):
            found.append(Mark(match.start(), match.end(), "unknown", f"nothing is known of {name!r}"))
    return found


def _understood(timex: Any) -> bool:
    return timex.edtf is not None or timex.type in ("DURATION", "SET") or timex.value.endswith("_REF")


def _timex_words(timex: Any) -> str:
    if timex.edtf:
        return f"{timex.edtf}, from {timex.anchor}: {timex.rule}" if timex.anchor else f"{timex.edtf}: {timex.rule}"
    return f"{timex.value}: {timex.rule}" if _understood(timex) else f"the day cannot be told: {timex.rule}"


def _without_overlaps(found: Iterable[Mark]) -> list[Mark]:
    taken: list[Mark] = []
    starts: list[int] = []
    for mark in sorted(found, key=lambda m: (_RANK[m.kind], m.start, -m.end)):
        place = bisect_right(starts, mark.start)
        before = place == 0 or taken[place - 1].end <= mark.start
        after = place == len(taken) or mark.end <= taken[place].start
        if before and after and mark.start < mark.end:
            taken.insert(place, mark)
            starts.insert(place, mark.start)
    return taken


@dataclass(frozen=True)
class Marked:
    """An article with what was found in its text: as long as article and rules stay, so does this.

    Rows of a table are told to be some by `table`: nothing is marked in them.
    """

    article: Article
    marks: tuple[Mark, ...] = ()
    sentences: tuple[Span, ...] = ()
    events: tuple[Event, ...] = ()
    table: bool = False

    @classmethod
    def of(cls, article: Article, lexicon: Lexicon) -> Marked:
        reading = read_mentions(article, lexicon)
        return cls(article, marks_of(reading, lexicon), tuple(reading.sentences), tuple(reading.events))


def preview(article: Article, lexicon: Lexicon) -> dict[str, Any]:
    """Return an article with its marks and the events read from it, as plain values."""
    marked = Marked.of(article, lexicon)
    return shown(marked, lexicon, marked.events)


def shown(marked: Marked, lexicon: Lexicon, events: Sequence[Event]) -> dict[str, Any]:
    """Return a marked article with these events of the table, as plain values."""
    text = marked.article.text
    units = Units(text)
    return {
        **article_record(marked.article),
        "text": text,
        "table": marked.table,
        "marks": [[units.at(m.start), units.at(m.end), m.kind, m.says] for m in marked.marks],
        "sentences": [[units.at(s.start), units.at(s.end)] for s in marked.sentences],
        "events": [event_card(event, marked.article, lexicon, units) for event in events],
        "statuses": dict(lexicon.wording["status"]),
    }


def event_card(event: Event, article: Article, lexicon: Lexicon, units: Units) -> dict[str, Any]:
    """Return an event as the review shows and edits it; `spans` are its sentences and triggers in this article."""
    from dashboard.viewmodel import status_words, when_words

    record = event_record(event)
    spans = []
    for item in event.evidence:
        if item.article != article.id.partition("#")[0]:  # a part of a table is name#2, its rows are of the table
            continue
        start = article.text.find(item.sentence) if item.start is None else item.start
        if start >= 0:
            at = item.sentence.find(item.trigger) if item.trigger else -1
            trigger = [units.at(start + at), units.at(start + at + len(item.trigger))] if at >= 0 else None
            spans.append({"sentence": [units.at(start), units.at(start + len(item.sentence))], "trigger": trigger})
    states = [lexicon.gazetteer.country_name(code) for code in event.countries]
    words = {"when": when_words(event, lexicon), "says": status_words(event, lexicon), "states": states}
    alike = lookalikes_among((*event.actors, *(place.name for place in event.places)))
    return {**record, **words, "spans": spans, "alike": alike, "version": event_version(event)}


class Units:
    """Character offsets -> UTF-16 units; the same where no character lies beyond the basic plane."""

    def __init__(self, text: str) -> None:
        self.wide = [i for i, character in enumerate(text) if ord(character) > 0xFFFF] if not text.isascii() else []

    def at(self, offset: int) -> int:
        return offset + bisect_right(self.wide, offset - 1)
