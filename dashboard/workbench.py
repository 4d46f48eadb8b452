"""Articles, what the rules read in them and what people decided, together: what the review on screen and in the
command line work on. Nothing is stored here; decisions are steps for events.yaml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from dashboard.characters import shortened
from dashboard.corroborate import join_events
from dashboard.curation import Curated, apply_curation, read_curation, without_settled
from dashboard.curation.deciding import Desk, Reviewer
from dashboard.curation.fields import event_fields, place_fields
from dashboard.curation.reading import Curation
from dashboard.curation.writing import Step
from dashboard.dates import Day, parse_edtf
from dashboard.errors import ConflictError, DataError, DataFaults, DatelineError
from dashboard.extract.sentences import split_sentences
from dashboard.importers.days import read_day
from dashboard.importers.kept import TablePart, read_tables, table_parts
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event, Evidence, Place
from dashboard.pipeline import Home, extract_all, memory_of, read_articles, with_imported
from dashboard.records import event_version

LISTS = ("actors", "countries", "targets")
SHEET = 200  # rows of a table that are reviewed on one page: what a reader can scroll
FORM = ("title", "date", "earliest", "latest", "seen_on", "status", "category", *LISTS, "places")


@dataclass(frozen=True)
class Workbench:
    """`table` are the rows as joined from several articles; `waiting` the extracted rows that nobody looked at yet.

    `sheets` are the imported tables as articles to be read beside their rows, large ones in parts.
    """

    home: Home
    lexicon: Lexicon
    articles: tuple[Article, ...]
    sheets: tuple[TablePart, ...]
    extracted: tuple[Event, ...]
    curation: Curation
    curated: Curated
    table: tuple[Event, ...]

    @classmethod
    def open(cls, home: Home, lexicon: Lexicon | None = None) -> Workbench:
        """Return the workbench of these files. Raises DataFaults with every fault of events.yaml."""
        articles, _ = read_articles(home.articles)
        read = extract_all(articles, home, cache=home.build / "extracted")
        extracted = tuple(with_imported(read, read_tables(home.data)))
        return cls._of(home, lexicon or home.lexicon(), tuple(articles), extracted)

    def again(self) -> Workbench:
        """Return the workbench with events.yaml read anew, for after a step; articles and rules are as they were."""
        return self._of(self.home, self.lexicon, self.articles, self.extracted)

    @classmethod
    def _of(
        cls, home: Home, lexicon: Lexicon, articles: tuple[Article, ...], extracted: tuple[Event, ...]
    ) -> Workbench:
        curation = read_curation(home.events_file)
        tables = [part.article for part in table_parts(extracted, articles)]
        curated = apply_curation(extracted, curation, [*articles, *tables])
        apart = [pair.events for pair in curation.apart]
        table = without_settled(join_events(curated.table, articles, apart, memory=memory_of(home)))
        sheets = table_parts(extracted, articles, SHEET)
        return cls(home, lexicon, articles, sheets, extracted, curation, curated, table)

    @property
    def waiting(self) -> tuple[Event, ...]:
        """The rows that wait for review: read by rules, and neither accepted, corrected nor rejected."""
        rows = [event for event in self.table if event.review == "extracted"]
        return (*rows, *self.curated.candidates)

    def waiting_in(self) -> Counter[str]:
        """Return how many events wait for review in each article and each part of a table."""
        told = ({self._where(item) for item in event.evidence} for event in self.waiting)
        return Counter(name for names in told for name in names)

    def _where(self, item: Evidence) -> str:
        """Return the article, or the part of a table, in which a piece of evidence is read."""
        return self._parts.get((item.article, item.sentence), item.article)

    @cached_property
    def _parts(self) -> Mapping[tuple[str, str], str]:
        return {(part.table, sentence): part.article.id for part in self.sheets for sentence in part.sentences}

    @property
    def readable(self) -> tuple[Article, ...]:
        """The articles, and after them the parts of tables."""
        return (*self.articles, *(part.article for part in self.sheets))

    def article_after(self, article_id: str, step: int = 1) -> str:
        """Return the next article with something to review, in either direction; else the next one."""
        names = [article.id for article in self.readable]
        at = names.index(article_id) if article_id in names else 0
        order = [names[(at + step * n) % len(names)] for n in range(1, len(names))] or names
        waiting = self.waiting_in()
        return next((name for name in order if waiting[name]), order[0])

    def article(self, article_id: str) -> Article:
        """Return an article, or a part of a table as one."""
        found = next((article for article in self.readable if article.id == article_id), None)
        if found is None:
            raise DatelineError(f"there is no article {article_id!r}")
        return found

    def events_of(self, article_id: str) -> tuple[Event, ...]:
        """Return every event that the article tells, in the order of its text, those rejected or waiting too."""
        everything = (*self.table, *self.curated.candidates, *self.curated.rejected)
        text = self.article(article_id).text
        told = []
        for event in everything:
            first = next((item for item in event.evidence if self._where(item) == article_id), None)
            if first is not None:
                start = text.find(first.sentence) if first.start is None else first.start
                told.append((start, first.sentence.find(first.trigger), event.id, event))
        return tuple(event for *_, event in sorted(told, key=lambda entry: entry[:3]))

    def event(self, event_id: str) -> Event:
        """Return the event of this id, or the row that it was joined into."""
        for event in (*self.table, *self.curated.candidates, *self.curated.rejected):
            if event_id == event.id or event_id in event.members:
                return event
        raise DatelineError(f"there is no event {event_id!r}")

    def step(self, command: Mapping[str, Any], reviewer: Reviewer) -> Step:
        """Return the step that a command of the review asks for; nothing is written yet.

        `seen` is the version of the event that the reviewer saw, where he may have seen an older one.
        `act` is accept, correct, settle, reject, reopen, split, merge, separate or add; `event` or `events` name rows;
        `values` are the fields of a form as texts; `why` and `source` go into the history.
        """
        desk = Desk.open(self.home.events_file, self.extracted)
        act, why = str(command.get("act")), str(command.get("why") or "").strip()
        if act == "add":
            return desk.add(self._new_event(command), reviewer, why)
        if act == "merge":
            return desk.merge([self.event(str(name)) for name in command.get("events") or ()], reviewer, why)
        event = self.event(str(command.get("event")))
        if command.get("seen") not in (None, event_version(event)):
            raise ConflictError(
                f"{event.title!r} was changed by somebody else since you opened it; nothing was saved. "
                "Look at it as it stands now; what you typed is still here."
            )
        if act == "accept":
            return desk.accept(event, reviewer, why)
        if act == "reject":
            return desk.reject(event, reviewer, why)
        if act == "reopen":
            return desk.reopen(event)
        if act == "separate":
            return desk.separate(event, reviewer, why)
        if act == "correct":
            values = self.values(event, command.get("values") or {})
            return desk.correct(event, values, reviewer, why, str(command.get("source") or "").strip())
        if act == "settle":
            values = self.values(event, command.get("values") or {})
            return desk.settle(
                event, str(command.get("conflict")), values, reviewer, why, str(command.get("source") or "")
            )
        if act == "split":
            parts = [self._changed(event, values) for values in command.get("parts") or ()]
            return desk.split(event, parts, reviewer, why)
        raise DatelineError(f"there is no action {act!r}")

    def values(self, event: Event, form: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a form that differ from the event, as events.yaml writes them."""
        present = event_fields(event)
        values: dict[str, Any] = {}
        for name in FORM:
            if name not in form:
                continue
            text = str(form[name] or "").strip()
            if name in LISTS:
                names = [
                    part.strip() for part in re.split(r"[;,\n]" if name != "actors" else r"[;\n]", text) if part.strip()
                ]
                people = set(re.split(r"\s*[;\n]\s*", str(form.get("actors") or ""))) | set(event.actors)
                named = name != "actors"
                value: Any = [self.code_of(part) if named and part not in people else part for part in names]
            elif name == "places":
                value = [
                    place_fields(self._place(part.strip(), event)) for part in re.split(r"[;\n]", text) if part.strip()
                ]
                if [p.get("name") for p in value] == [p.name for p in event.places]:
                    continue
            else:
                value = _edtf(text) if name == "date" and text else text or None
            if value != present.get(name) and not (value in (None, []) and name not in present):
                values[name] = value
        if values.get("date"):
            for name in ("earliest", "latest"):
                values.pop(name, None)
        return values

    def code_of(self, country: str) -> str:
        """Return the ISO code of a country typed as code or name; one that nobody knows comes back to be refused."""
        code = country.upper()
        return code if len(code) == 3 else self.lexicon.gazetteer.country_of(country) or country

    def _place(self, text: str, event: Event) -> Place:
        """Return the place of a name: the event's own, "Name (lat, lon)", else the gazetteer's largest of that name."""
        for place in event.places:
            if text in (place.name, place.text):
                return place
        match = re.fullmatch(r"(.+?)\s*\((-?\d+(?:\.\d+)?)\s*[,;]\s*(-?\d+(?:\.\d+)?)\)", text)
        if match:
            return Place(match.group(1), match.group(1), float(match.group(2)), float(match.group(3)), None, "site")
        entries = self.lexicon.gazetteer.lookup(text)
        entry = max(
            entries, key=lambda e: (e.rank in ("country", "curated"), e.rank == "city", e.population), default=None
        )
        if entry is None:
            return Place(text, text)
        return Place(
            text if entry.rank == "city" else entry.name,
            text,
            entry.lat,
            entry.lon,
            entry.iso3,
            entry.kind,
            entry.radius_km,
        )

    def _changed(self, event: Event, form: Mapping[str, Any]) -> Event:
        """Return the event with the values of a form, its date read; a value that cannot be is refused in words."""
        values = self.values(event, form)
        changed: dict[str, Any] = {}
        for name, value in values.items():
            if name in LISTS:
                changed[name] = tuple(value)
            elif name == "places":
                changed[name] = tuple(self._place(p["name"], event) for p in value)
            elif name in ("earliest", "latest", "seen_on"):
                changed[name] = Day.parse(value) if value else None
            elif name != "date":
                changed[name] = value
        if "date" in values:
            changed |= _dated(values["date"])
        return replace(event, **changed)

    def _new_event(self, command: Mapping[str, Any]) -> Event:
        """Return the event of selected words: the sentence that holds them is its evidence, they are its trigger."""
        article = self.article(str(command.get("article")))
        units = article.text.encode("utf-16-le")
        start, end = (int(command.get(name) or 0) * 2 for name in ("start", "end"))
        start = len(units[:start].decode("utf-16-le", "ignore"))
        end = len(units[:end].decode("utf-16-le", "ignore"))
        words = article.text[start:end].strip()
        start = article.text.find(words, start) if words else start
        sentence = next((s for s in split_sentences(article.text) if s.start <= start < s.end), None)
        if not words or sentence is None:
            raise DatelineError("Select the words of the article that tell the event.")
        trigger = article.text[start : min(start + len(words), sentence.end)]
        evidence = Evidence(
            article.id, article.text[sentence.start : sentence.end], trigger, sentence.start, sentence.end
        )
        form = dict(command.get("values") or {})
        blank = Event(
            id="", title="", category="other", status="occurred", evidence=(evidence,), published=article.published,
            latest=article.published,
        )  # fmt: skip
        event = self._changed(blank, {"title": shortened(trigger, 80), **{k: v for k, v in form.items() if v}})
        if event.dated or event.status in ("planned", "ongoing"):
            return event if event.dated else replace(event, latest=None)
        return event

    def hanging_on(self, article_id: str) -> list[str]:
        """Return in words what else goes or loses its ground when the article is removed."""
        found = []
        for event in self.curation.events:
            told = [item for item in event.evidence if item.article == article_id]
            if told:
                rest = len(event.evidence) - len(told)
                found.append(f"{event.title} ({event.review}{'' if not rest else f', also told by {rest} more'})")
        for review in self.curation.reviews:
            if review.article == article_id:
                found.append(f"{review.as_read.get('title') or review.event} (reviewed: {review.review})")
        return found


def _edtf(text: str) -> str:
    """Return a date typed in words ("16 May 2024") as the table has it; what cannot be read stays, to be refused."""
    try:
        return parse_edtf(text).text
    except DataError:
        try:
            return read_day(text)
        except DataError:
            return text


def _dated(text: str | None) -> dict[str, Any]:
    if not text:
        return {"date": None, "dated": False, "precision": "none"}
    try:
        date = parse_edtf(text)
    except DataError as error:
        raise DataFaults([error]) from error
    return {"date": text, "earliest": date.earliest, "latest": date.latest, "dated": True, "precision": date.precision}


def history_of(events: Sequence[Event]) -> list[dict[str, str]]:
    """Return every change that the events' records tell, newest first."""
    rows = [
        {"when": change.when, "who": change.who, "what": change.what, "event": event.title, "field": change.field,
         "old": change.old, "new": change.new, "why": change.why, "source": change.source, "id": event.id}
        for event in events
        for change in event.history
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row["when"], reverse=True)
