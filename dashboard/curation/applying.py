"""Extracted events + Curation -> the table: what was curated and decided, laid over what the rules read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from dashboard.characters import lookalikes_among
from dashboard.curation.reading import Curation, Review
from dashboard.errors import DataError
from dashboard.model import Article, Event, Evidence


@dataclass(frozen=True)
class Note:
    """Something about a decision that the user should know: it was found again elsewhere, or no longer fits."""

    event: str
    message: str
    fits: bool = True

    def __str__(self) -> str:
        return f"{self.event}: {self.message}"


@dataclass(frozen=True)
class Curated:
    """The table, what waits for review in articles that have curated events, what was rejected, and notes."""

    table: tuple[Event, ...]
    candidates: tuple[Event, ...] = ()
    rejected: tuple[Event, ...] = ()
    notes: tuple[Note, ...] = ()


def apply_curation(
    extracted: Iterable[Event], curation: Curation, articles: Iterable[Article] | Mapping[str, Article]
) -> Curated:
    """Return the table of curated events and decisions laid over the extracted ones.

    A curated event replaces every extracted one whose evidence it shares. In an article that has curated events, the
    other extracted rows are candidates. Decisions find their event by id, else by sentence and trigger.
    """
    texts = dict(articles) if isinstance(articles, Mapping) else {article.id: article for article in articles}
    notes: list[Note] = []
    curated = [_located(event, texts, notes) for event in curation.events]
    covered = _Covered(curated)
    curated_articles = {e.article for event in curated if event.review == "curated" for e in event.evidence}
    decided, leftovers = _decide(tuple(extracted), curation, texts, notes)
    table, candidates, rejected = [e for e in curated if e.review != "rejected"], [], []
    rejected += [e for e in curated if e.review == "rejected"]
    for event in (*decided, *leftovers):
        if covered.holds(event):
            continue
        if event.review == "rejected":
            rejected.append(event)
        elif event.review == "extracted" and any(e.article in curated_articles for e in event.evidence):
            candidates.append(event)
        else:
            table.append(event)
    table = _joined(table, curation, notes)
    return Curated(tuple(table), tuple(candidates), tuple(rejected), tuple(notes))


def check_evidence(curation: Curation, articles: Iterable[Article]) -> list[DataError]:
    """Return a fault for each curated sentence that does not stand in its article, or whose article is missing."""
    texts = {article.id: article for article in articles}
    faults = []
    for event in curation.events:
        for item in event.evidence:
            article = texts.get(item.article)
            if article is not None and find_sentence(article.text, item) is not None:
                continue
            what = (
                f"event {event.id!r}: there is no article {item.article!r}."
                if article is None
                else f"event {event.id!r}: this sentence does not stand in {item.article!r}: {item.sentence[:60]!r}"
            )
            faults.append(
                DataError(
                    what,
                    file=curation.file,
                    line=curation.lines.get(event.id),
                    fix="Copy the sentence word for word from the article."
                    if article
                    else "Put it into data/articles.",
                )
            )
    return faults


def find_sentence(text: str, item: Evidence) -> tuple[int, int] | None:
    """Return where the sentence stands: at its offsets, else as written, else with other blanks or quotes."""
    if item.start is not None and text[item.start : item.start + len(item.sentence)] == item.sentence:
        return item.start, item.start + len(item.sentence)
    start = text.find(item.sentence)
    if start >= 0:
        return start, start + len(item.sentence)
    words = [re.escape(word) for word in _folded(item.sentence).split()]
    match = re.search(r"\s+".join(words), _folded(text)) if words else None
    return match.span() if match else None


_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-"})


def _folded(text: str) -> str:
    return text.translate(_QUOTES)  # one character for one, so that offsets stay


def _located(event: Event, texts: Mapping[str, Article], notes: list[Note]) -> Event:
    """Return the curated event with offsets of its sentences, and the days that follow from its articles."""
    evidence = []
    days = []
    names = (*event.actors, *event.targets, *(place.name for place in event.places))
    notes.extend(Note(event.id, said) for said in lookalikes_among(names))
    for item in event.evidence:
        article = texts.get(item.article)
        span = find_sentence(article.text, item) if article else None
        if article is None:
            notes.append(Note(event.id, f"its article {item.article!r} is not here", fits=False))
        elif span is None:
            notes.append(
                Note(event.id, f"its sentence no longer stands in {item.article!r}: {item.sentence[:80]!r}", fits=False)
            )
        if article and article.published:
            days.append(article.published)
        evidence.append(replace(item, start=span[0] if span else None, end=span[1] if span else None))
    recorded = event.recorded or next(
        (a.retrieved for e in evidence if (a := texts.get(e.article)) and a.retrieved), None
    )
    return replace(
        event, evidence=tuple(evidence), published=event.published or min(days, default=None), recorded=recorded
    )


class _Covered:
    """What the curated events have evidence for, to find the extracted rows that they replace."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.ids = {event.id for event in events} | {member for event in events for member in event.members}
        self.evidence: dict[tuple[str, str], list[tuple[Evidence, Event]]] = {}
        for event in events:
            for item in event.evidence:
                self.evidence.setdefault((item.article, _squeezed(item.sentence)), []).append((item, event))

    def holds(self, event: Event) -> bool:
        if event.id in self.ids:
            return True
        for item in event.evidence:
            for curated, of in self.evidence.get((item.article, _squeezed(item.sentence)), ()):
                if _triggers_meet(item, curated) or (not curated.trigger and of.category == event.category):
                    return True
        return False


@lru_cache(maxsize=100_000)
def _squeezed(sentence: str) -> str:
    return " ".join(_folded(sentence).split())


def _triggers_meet(left: Evidence, right: Evidence) -> bool:
    """True where the triggers of two pieces of evidence of one sentence share a character of it."""
    return bool(left.trigger and right.trigger) and _meet(left.sentence, left.trigger, right.trigger)


@lru_cache(maxsize=100_000)
def _meet(sentence: str, left: str, right: str) -> bool:
    spans = []
    for trigger in (left, right):
        found = re.finditer(rf"(?<!\w){re.escape(_folded(trigger))}(?!\w)", _folded(sentence))
        spans.append([m.span() for m in found] or [(0, 0)])
    return any(a < d and c < b for a, b in spans[0] for c, d in spans[1])


def _decide(
    extracted: tuple[Event, ...], curation: Curation, texts: Mapping[str, Article], notes: list[Note]
) -> tuple[list[Event], list[Event]]:
    """Return the extracted events with decisions laid over them, and those that only a decision keeps."""
    by_id: dict[str, Event] = {}
    for event in extracted:
        for name in (event.id, *event.members):
            by_id.setdefault(name, event)
    decided = {event.id: event for event in extracted}
    # An event that a decision names is that decision's, whichever stands first in the file.
    taken = {by_id[review.event].id for review in curation.reviews if review.event in by_id}
    kept: list[Event] = []
    for review in curation.reviews:
        found = by_id.get(review.event) or _found_again(review, extracted, taken)
        if found is None:
            rebuilt = _rebuilt(review, texts, notes)
            if rebuilt is not None:
                kept.append(rebuilt)
            continue
        if found.id != review.event and review.event not in found.members:
            notes.append(Note(review.event, f"now read as {found.id}; the decision was carried over"))
        taken.add(found.id)
        current = decided[found.id]
        for name, old in review.as_read.items():
            if name in review.set and getattr(current, name) != old and getattr(current, name) != review.set[name]:
                now = getattr(current, name)
                notes.append(
                    Note(
                        review.event,
                        f"{name}: the rules now read {_words(now)}, before it was {_words(old)}; "
                        f"your {_words(review.set[name])} stands",
                    )
                )
        decided[found.id] = replace(current, **review.set, review=review.review, history=review.history)
    return list(decided.values()), kept


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(getattr(v, "name", str(v)) for v in value) or "nothing"
    return repr(str(value)) if value is not None else "nothing"


def _found_again(review: Review, extracted: Iterable[Event], taken: set[str]) -> Event | None:
    """Return the one event that is told by the same sentence and trigger as the decided one was."""
    old = Evidence(review.article, review.sentence, review.trigger)
    found = [
        event
        for event in extracted
        if event.id not in taken
        and any(
            item.article == old.article
            and _squeezed(item.sentence) == _squeezed(old.sentence)
            and _triggers_meet(item, old)
            for item in event.evidence
        )
    ]
    return found[0] if len(found) == 1 else None


def _rebuilt(review: Review, texts: Mapping[str, Article], notes: list[Note]) -> Event | None:
    """Return an event that the rules no longer read, from its decision, while its sentence stands in the article."""
    article = texts.get(review.article)
    item = Evidence(review.article, review.sentence, review.trigger)
    span = find_sentence(article.text, item) if article and review.sentence else None
    if article is None:
        notes.append(
            Note(review.event, f"{review.review} before; its article {review.article!r} is not here", fits=False)
        )
    elif span is None:
        notes.append(
            Note(
                review.event,
                f"{review.review} before; its sentence no longer stands in {review.article!r}: "
                f"{review.sentence[:80]!r}",
                fits=False,
            )
        )
    if article is None or span is None:
        return None
    values = {**review.as_read, **review.set}
    if review.review == "rejected" or "title" not in values or "category" not in values:
        notes.append(
            Note(review.event, f"{review.review} before; the rules no longer read it", fits=review.review == "rejected")
        )
        return None
    notes.append(Note(review.event, "the rules no longer read it; it is kept as it was reviewed"))
    evidence = (replace(item, start=span[0], end=span[1], rule="kept from the review"),)
    values = {"status": "occurred", "published": article.published, "recorded": article.retrieved, **values}
    return Event(id=review.event, evidence=evidence, review=review.review, history=review.history, **values)


def _joined(table: list[Event], curation: Curation, notes: list[Note]) -> list[Event]:
    """Return the table with the events that the user joined as one row each; the first named leads."""
    for pair in curation.joined:
        rows = []
        for name in pair.events:
            row = next((event for event in table if name == event.id or name in event.members), None)
            if row is None:
                notes.append(
                    Note(
                        name,
                        "it was joined with "
                        + ", ".join(e for e in pair.events if e != name)
                        + " and is not in the table",
                        fits=False,
                    )
                )
            elif row not in rows:
                rows.append(row)
        if len(rows) < 2:
            continue
        lead = rows[0]
        evidence = tuple(dict.fromkeys(item for row in rows for item in row.evidence))
        members = tuple(dict.fromkeys(m for row in rows for m in (*row.members, row.id) if m != lead.id))
        merged = replace(
            lead,
            evidence=evidence,
            members=members,
            history=(*lead.history, *pair.history),
            published=min((row.published for row in rows if row.published), default=None),
        )
        table = [merged if event is lead else event for event in table if event is lead or event not in rows]
    return table


def without_settled(table: Iterable[Event]) -> tuple[Event, ...]:
    """Return the rows without the conflicts that a user settled; one with an article that came since is shown again."""
    rows = []
    for event in table:
        settled = [(c.field, _articles_of(c.old)) for c in event.history if c.what == "settled"]
        left = tuple(line for line in event.conflicts if not _is_settled(line, settled))
        rows.append(event if left == event.conflicts else replace(event, conflicts=left))
    return tuple(rows)


def _is_settled(line: str, settled: Iterable[tuple[str, frozenset[str]]]) -> bool:
    return any(conflict_field(line) == field and _articles_of(line) <= articles for field, articles in settled)


def conflict_field(line: str) -> str:
    """Return the field that a conflict is about ("date: 2024-05-16 (a); 2024-05-17 (b)"), by its name in the event."""
    name = line.partition(":")[0].strip()
    return {"place": "places"}.get(name, name)


def _articles_of(line: str) -> frozenset[str]:
    return frozenset(name.strip() for group in re.findall(r"\(([^()]*)\)", line) for name in group.split(","))
