"""events.yaml -> Curation: curated events and decisions about extracted ones, every fault in one run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.curation.event_reading import read_change, read_event, read_fields
from dashboard.curation.fields import EVENT_FIELDS
from dashboard.curation.values import Reading, near_names
from dashboard.errors import DataError, DataFaults
from dashboard.model import Change, Event
from dashboard.yamlfile import YamlMap
from dashboard.yamlrecords import RecordFile, parse_record, split_records

SECTIONS = ("events", "reviews", "joined", "apart")
DECISIONS = ("confirmed", "corrected", "rejected")
REVIEW_FIELDS = ("event", "review", "article", "sentence", "trigger", "set", "as_read", "history")
PAIR_FIELDS = ("events", "history")
SETTABLE = tuple(f for f in EVENT_FIELDS if f not in ("id", "evidence", "review", "published", "members", "history"))
_FIRST_LINE = re.compile(r"first on line (\d+)")
_HASHED_ID = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True)
class Review:
    """A decision about an extracted event, by its id: confirmed, corrected or rejected.

    `article`, `sentence` and `trigger` find the event again when its id has moved; `set` holds the corrected fields
    as `Event` has them, `as_read` what the rules had read when it was decided.
    """

    event: str
    review: str
    article: str = ""
    sentence: str = ""
    trigger: str = ""
    set: Mapping[str, Any] = field(default_factory=dict)
    as_read: Mapping[str, Any] = field(default_factory=dict)
    history: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Pair:
    """Events that are one (joined), or that are not although they look alike (apart), as the user settled it."""

    events: tuple[str, ...]
    history: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Curation:
    """What events.yaml says. `digest` names the text it was read from; `lines` where each event and review stands."""

    events: tuple[Event, ...] = ()
    reviews: tuple[Review, ...] = ()
    joined: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    file: str = "events.yaml"
    digest: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def event(self, event_id: str) -> Event | None:
        return next((event for event in self.events if event.id == event_id), None)

    def review(self, event_id: str) -> Review | None:
        return next((review for review in self.reviews if review.event == event_id), None)


def digest_of(text: str) -> str:
    """Return the name of a text by its content."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def read_text(path: Path) -> str:
    """Return the text of a data file, empty where there is none. Raises DataError where it is no UTF-8 text."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise DataError("the file is not UTF-8 text", file=str(path), fix="Save it as UTF-8.") from error
    except OSError as error:
        raise DataError(f"the file cannot be read: {error.strerror}", file=str(path)) from error


def read_curation(path: Path, countries: Collection[str] = ()) -> Curation:
    """Return what events.yaml says; a missing file says nothing. Raises DataFaults with every fault and its line.

    `countries`: the known ISO 3166 codes; where given, a country outside them is a fault.
    """
    curation, faults = parse_curation(read_text(path), path.name, countries)
    if faults:
        raise DataFaults(faults)
    return curation


def parse_curation(text: str, file: str, countries: Collection[str] = ()) -> tuple[Curation, list[DataError]]:
    """Return what the text says as far as it can be read, and all its faults; `file` is the name messages give."""
    curation, faults = _parsed(text, file, frozenset(countries))
    return curation, list(faults)


@lru_cache(maxsize=4)  # a step reads the text before it and the text after it several times
def _parsed(text: str, file: str, known: frozenset[str]) -> tuple[Curation, tuple[DataError, ...]]:
    records, faults = split_records(text, file)
    for name in (section.name for section in records.sections):
        if name not in SECTIONS:
            line = next(s.line for s in records.sections if s.name == name)
            fix = near_names(name, SECTIONS) or None
            faults.append(
                DataError(
                    f"unknown section {name!r}", file=file, line=line, expected="one of " + ", ".join(SECTIONS), fix=fix
                )
            )
    seen: set[str] = set()
    for section in records.sections:
        if section.name in seen:
            faults.append(
                DataError(f"the section {section.name!r} stands here a second time", file=file, line=section.line)
            )
        seen.add(section.name)
    lines: dict[str, int] = {}
    found: dict[str, list[Any]] = {name: [] for name in SECTIONS}
    for section in records.sections:
        for record in section.records if section.name in SECTIONS else ():
            value, record_faults = _read_record(section.name, record.text, known)
            faults.extend(_at(fault, file, record.line) for fault in record_faults)
            if value is None:
                continue
            key = value.id if isinstance(value, Event) else getattr(value, "event", "")
            if key and key in lines:
                message = f"event {key!r} stands here a second time (first on line {lines[key]})"
                faults.append(DataError(message, file=file, line=record.line, fix="Give it an id of its own."))
                continue
            if key:
                lines[key] = record.line
            found[section.name].append(value)
    events, reviews, joined, apart = (tuple(found[name]) for name in SECTIONS)
    curation = Curation(events, reviews, joined, apart, file, digest_of(text), lines)
    faults.extend(_link_faults(curation, records))
    return curation, tuple(sorted(faults, key=lambda fault: fault.line or 0))


@lru_cache(maxsize=50_000)
def _read_record(section: str, text: str, countries: frozenset[str]) -> tuple[Any, tuple[DataError, ...]]:
    item, parse_faults = parse_record(text)
    faults = list(parse_faults)
    if item is None:
        return None, tuple(faults)
    read = {"events": lambda: read_event(item, faults, countries), "reviews": lambda: _read_review(item, faults)}
    value = read.get(section, lambda: _read_pair(item, faults))()
    return value, tuple(faults)


def _at(fault: DataError, file: str, start: int) -> DataError:
    """Return the fault with its line counted from the top of the file."""
    line = start + (fault.line or 1) - 1
    message = _FIRST_LINE.sub(lambda m: f"first on line {start + int(m.group(1)) - 1}", fault.message)
    return DataError(message, file=file, line=line, found=fault.found, expected=fault.expected, fix=fault.fix)


def _read_review(item: YamlMap, faults: list[DataError]) -> Review | None:
    event_id = item.get("event")
    name = event_id if isinstance(event_id, str) else ""
    reading = Reading(item, faults, f"review of {name!r}: ")
    before = len(faults)
    reading.known(REVIEW_FIELDS)
    if not name:
        reading.fault("event", "the id of the event is missing.")
    decision = reading.word("review", DECISIONS, "")
    if not decision and "review" not in item:
        reading.fault("review", "review is missing.", "one of " + ", ".join(DECISIONS))
    values: dict[str, Mapping[str, Any]] = {}
    for key in ("set", "as_read"):
        part = item.get(key)
        if part is None:
            continue
        if not isinstance(part, YamlMap):
            reading.fault(key, f"{key} must be fields with values.")
            continue
        inner = Reading(part, faults, reading.subject)
        inner.known(SETTABLE)
        values[key] = read_fields(inner)
    if decision == "corrected" and not values.get("set") and len(faults) == before:
        reading.fault("review", "a correction needs the corrected fields under 'set'.")
    history = reading.maps("history", read_change)
    if len(faults) > before:
        return None
    article, sentence, trigger = (reading.text(key) for key in ("article", "sentence", "trigger"))
    return Review(name, decision, article, sentence, trigger, values.get("set", {}), values.get("as_read", {}), history)


def _read_pair(item: YamlMap, faults: list[DataError]) -> Pair | None:
    reading = Reading(item, faults, "")
    before = len(faults)
    reading.known(PAIR_FIELDS)
    events = reading.words("events")
    if len(events) < 2:
        reading.fault("events", "two events or more must be named.", None, "Write events: [first-id, second-id]")
    history = reading.maps("history", read_change)
    return None if len(faults) > before else Pair(events, history)


def _link_faults(curation: Curation, records: RecordFile) -> list[DataError]:
    """Links must lead to a curated event or have the form of an extracted event's id."""
    ids = set(curation.lines)
    section = records.section("events")
    for record in section.records if section else ():
        item, _ = parse_record(record.text)
        if item is not None and isinstance(item.get("id"), str):
            ids.add(item["id"])
    faults = []
    for event in curation.events:
        for link in event.links:
            if link.event not in ids and not _HASHED_ID.fullmatch(link.event):
                faults.append(
                    DataError(
                        f"event {event.id!r}: it is linked to {link.event!r}, which is not in this file.",
                        file=curation.file,
                        line=_line_of(records, event.id, link.event),
                        fix=near_names(link.event, ids) or None,
                    )
                )
    return faults


def _line_of(records: RecordFile, event_id: str, target: str) -> int | None:
    section = records.section("events")
    for record in section.records if section else ():
        item, _ = parse_record(record.text)
        if item is None or item.get("id") != event_id:
            continue
        for link in item.get("links") or ():
            if isinstance(link, YamlMap) and link.get("event") == target:
                return record.line + int(link.lines["event"]) - 1
        return record.line
    return None
