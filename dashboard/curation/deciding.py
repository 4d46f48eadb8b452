"""What a reviewer can do with an event, each as a step to write: accept, correct, reject, split, merge, add.

Values come as events.yaml writes them: texts, lists of texts, lists of mappings. Who and when are given by the caller.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dashboard.curation.applying import conflict_field
from dashboard.curation.fields import EVENT_FIELDS, change_fields, event_fields
from dashboard.curation.reading import PAIR_FIELDS, REVIEW_FIELDS, SETTABLE, Curation, parse_curation, read_text
from dashboard.curation.values import near_names
from dashboard.curation.writing import Edit, Step, added, find_record, patched, removed
from dashboard.errors import DataError, DataFaults, DatelineError
from dashboard.model import Change, Event, Evidence
from dashboard.yamlrecords import REMOVED, Record, RecordFile, parse_record, split_records

_BOUNDS = ("earliest", "latest", "precision", "dated")


@dataclass(frozen=True)
class Reviewer:
    """Who decides, and when: a day, or a day with the time."""

    who: str
    when: str

    def change(self, what: str, **parts: str) -> Change:
        return Change(self.when, self.who, what, **parts)


@dataclass(frozen=True)
class Desk:
    """events.yaml as the reviewer sees it. Each method returns the step that `apply_step` writes.

    `extracted` are the events as the rules read them, by id: a row joined from several articles is decided by these.
    """

    path: Path
    records: RecordFile
    curation: Curation
    extracted: Mapping[str, Event] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path, extracted: Iterable[Event] = ()) -> Desk:
        """Return the file as it stands. Raises DataFaults where it has faults: nothing can be written then."""
        text = read_text(path)
        curation, faults = parse_curation(text, path.name)
        if faults:
            raise DataFaults(faults)
        return cls(path, split_records(text, path.name)[0], curation, {event.id: event for event in extracted})

    def accept(self, event: Event, reviewer: Reviewer, why: str = "") -> Step:
        """The event was checked against its text and stands as it was read."""
        if event.review in ("curated", "confirmed"):
            raise DatelineError(f"{event.id} is {event.review} already; there is nothing to accept")
        return self._decision(event, "confirmed", reviewer.change("confirmed", why=why), {}, f"Accept {event.title!r}")

    def reject(self, event: Event, reviewer: Reviewer, why: str = "") -> Step:
        """The event is no event, or not told by this text; it stays in the file and out of the table.

        Of a row joined from several articles each is rejected: the others would come back as a row of their own.
        """
        change = reviewer.change("rejected", why=why)
        words = f"Reject {event.title!r}"
        read = (self.extracted.get(name) or self.curation.event(name) for name in event.members)
        steps = [self._decision(e, "rejected", change, {}, words) for e in (event, *filter(None, read))]
        return Step(words, tuple(edit for step in steps for edit in step.edits))

    def correct(
        self, event: Event, values: Mapping[str, Any], reviewer: Reviewer, why: str = "", source: str = ""
    ) -> Step:
        """The event with other values of some fields; old and new value go into its history."""
        values, changes = self._changes(event, values, reviewer, why, source)
        if not values:
            raise DatelineError("nothing differs from what is there")
        fields = ", ".join(values)
        return self._decision(event, "corrected", changes, values, f"Correct {fields} of {event.title!r}")

    def settle(
        self,
        event: Event,
        conflict: str,
        values: Mapping[str, Any],
        reviewer: Reviewer,
        why: str = "",
        source: str = "",
    ) -> Step:
        """What articles disagree on is decided: the row keeps its value or takes another."""
        if conflict not in event.conflicts:
            raise DatelineError("the articles no longer disagree on this")
        values, changes = self._changes(event, values, reviewer, why, source)
        settled = reviewer.change("settled", field=conflict_field(conflict), old=conflict, why=why, source=source)
        review = "corrected" if values or event.review == "corrected" else "confirmed"
        return self._decision(
            event, review, [*changes, settled], values, f"Settle {conflict_field(conflict)} of {event.title!r}"
        )

    def _changes(
        self, event: Event, values: Mapping[str, Any], reviewer: Reviewer, why: str, source: str
    ) -> tuple[dict[str, Any], list[Change]]:
        """Return the values that differ from the event, and an entry of the history for each."""
        present = event_fields(event)
        for name in values:
            if name not in SETTABLE:
                raise DataError(
                    f"{name!r} cannot be corrected.",
                    expected="one of " + ", ".join(SETTABLE),
                    fix=near_names(name, SETTABLE) or None,
                )
        different = {name: value for name, value in values.items() if value != present.get(name)}
        return different, [
            reviewer.change(
                "corrected", field=name, old=_words(present.get(name)), new=_words(value), why=why, source=source
            )
            for name, value in different.items()
        ]

    def reopen(self, event: Event) -> Step:
        """Take the decision about an extracted event back: it is as the rules read it."""
        record = find_record(self.records, "reviews", event.id)
        if record is None:
            raise DatelineError(f"there is no decision about {event.id}")
        return Step(f"Reopen {event.title!r}", (removed(self.records, "reviews", record),))

    def forget(self, event_id: str) -> Step:
        """Take away a decision that no longer fits anything, by the id that its event had."""
        review, record = self.curation.review(event_id), find_record(self.records, "reviews", event_id)
        if review is None or record is None:
            raise DatelineError(f"there is no decision about {event_id}")
        title = review.as_read.get("title") or event_id
        return Step(f"Forget what was decided about {title!r}", (removed(self.records, "reviews", record),))

    def add(self, event: Event, reviewer: Reviewer, why: str = "") -> Step:
        """An event that the rules missed. It gets a readable id where it has none."""
        named = event if event.id else replace(event, id=self.new_id(event))
        named = replace(named, review="corrected", history=(*event.history, reviewer.change("added", why=why)))
        return Step(f"Add {event.title!r}", (added("events", event_fields(named)),))

    def split(self, event: Event, parts: Sequence[Event], reviewer: Reviewer, why: str = "") -> Step:
        """One row that tells several events: each part becomes an event of its own, the first under the old id."""
        if len(parts) < 2:
            raise DatelineError("an event is split into two or more")
        edits: list[Edit] = []
        record = find_record(self.records, "events", event.id)
        review = find_record(self.records, "reviews", event.id)
        if review is not None:
            edits.append(removed(self.records, "reviews", review))
        names = [event.id]
        for part in parts[1:]:
            names.append(self.new_id(replace(part, id=""), names))
        for name, part in zip(names, parts, strict=True):
            others = ", ".join(n for n in names if n != name)
            history = (*event.history, reviewer.change("split", field="id", old=event.id, new=others, why=why))
            decided = event.review if name == event.id and record is not None else "corrected"
            fields = event_fields(replace(part, id=name, review=decided, history=history))
            if name == event.id and record is not None:
                present = event_fields(event)
                changed = {k: fields.get(k, REMOVED) for k in (*present, *fields) if present.get(k) != fields.get(k)}
                edits.append(patched("events", record, changed))
            else:
                edits.append(added("events", fields))
        return Step(f"Split {event.title!r}", tuple(edits))

    def merge(self, events: Sequence[Event], reviewer: Reviewer, why: str = "") -> Step:
        """Rows that tell one event: they become one, the first named leads, all evidence is kept."""
        names = list(dict.fromkeys(event.id for event in events))
        if len(names) < 2:
            raise DatelineError("two events or more are merged into one")
        history = [change_fields(reviewer.change("merged", why=why))]
        return Step(f"Merge {events[0].title!r}", (added("joined", {"events": names, "history": history}),))

    def separate(self, event: Event, reviewer: Reviewer, why: str = "") -> Step:
        """A row that was joined from several, wrongly: each stands by itself again, and is not joined anew."""
        edits = []
        for pair in self.curation.joined:
            if event.id in pair.events:
                record = find_record(self.records, "joined", ", ".join(pair.events))
                if record is not None:
                    edits.append(removed(self.records, "joined", record))
        own = {name for pair in self.curation.joined if event.id in pair.events for name in pair.events}
        names = [event.id, *(name for name in event.members if name not in own)]
        if len(names) > 1:
            history = [change_fields(reviewer.change("separated", why=why))]
            edits.append(added("apart", {"events": names, "history": history}))
        if not edits:
            raise DatelineError(f"{event.id} is not joined from several events")
        return Step(f"Separate {event.title!r}", tuple(edits))

    def new_id(self, event: Event, taken: Sequence[str] = ()) -> str:
        """Return a readable id that is free: words of the title and the year and month."""
        plain = unicodedata.normalize("NFKD", event.title).encode("ascii", "ignore").decode().lower()
        words = re.findall("[a-z0-9]+", re.sub("'s?", "", plain))[:6]
        base = "-".join([*(words or ["event"]), *([event.earliest.iso()[:7]] if event.earliest else [])])
        used = {*self.curation.lines, *taken}
        return next(name for n in range(1, 10_000) if (name := base if n == 1 else f"{base}-{n}") not in used)

    def _decision(
        self, event: Event, review: str, change: Change | list[Change], values: Mapping[str, Any], words: str
    ) -> Step:
        changes = [change] if isinstance(change, Change) else change
        record = find_record(self.records, "events", event.id)
        if record is not None:
            return Step(words, (self._of_curated(record, event, review, changes, values),))
        record = find_record(self.records, "reviews", event.id)
        history = [*map(change_fields, self._past(event)), *map(change_fields, changes)]
        if record is not None:
            item, _ = parse_record(record.text)
            assert item is not None
            own = item.get("set")
            merged = _with_values(own or {}, values)
            changed: dict[str, Any] = {"review": review, "history": history}
            if merged != (own or {}):
                changed["set"] = merged
            return Step(words, (patched("reviews", record, changed, REVIEW_FIELDS),))
        read = self.extracted.get(event.id, event)
        as_read = {k: v for k, v in event_fields(read).items() if k in SETTABLE and k not in ("links", "recorded")}
        fields: dict[str, Any] = {"event": event.id, "review": review, **_where(read.evidence[0])}
        if values:
            fields["set"] = _with_values({}, values)
        return Step(words, (added("reviews", {**fields, "as_read": as_read, "history": history}),))

    def _of_curated(
        self, record: Record, event: Event, review: str, changes: list[Change], values: Mapping[str, Any]
    ) -> Edit:
        item, _ = parse_record(record.text)
        assert item is not None
        changed = {name: REMOVED if value in (None, [], ()) else value for name, value in values.items()}
        if "date" in values:
            changed["date"] = values["date"]
            for name in _BOUNDS:
                if name in item and name not in values:
                    changed[name] = REMOVED
        if review == "rejected" or event.review != "curated":
            changed["review"] = review
        own = self.curation.event(event.id)
        past = own.history if own else ()
        changed["history"] = [change_fields(c) for c in (*past, *changes)]
        return patched("events", record, changed)

    def _past(self, event: Event) -> tuple[Change, ...]:
        review = self.curation.review(event.id)
        return review.history if review else ()


def _where(first: Evidence) -> dict[str, str]:
    fields = {"article": first.article, "sentence": first.sentence, "trigger": first.trigger}
    return {key: value for key, value in fields.items() if value}


def _with_values(own: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the corrected fields with new ones; a new date puts the old bounds away."""
    kept = {name: value for name, value in own.items() if not ("date" in values and name in _BOUNDS)}
    merged = {**kept, **values}
    ordered = sorted(merged, key=EVENT_FIELDS.index)
    return {name: merged[name] for name in ordered}


def _words(value: Any) -> str:
    """Return a field's value as the text that the history keeps."""
    if value in (None, [], ()):
        return "nothing"
    if isinstance(value, (list, tuple)):
        return "; ".join(_words(v) for v in value)
    if isinstance(value, Mapping):
        return str(value.get("name") or " ".join(str(v) for v in value.values()))
    return str(value)


__all__ = ["PAIR_FIELDS", "Desk", "Reviewer"]
