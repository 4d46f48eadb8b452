"""Decisions -> small changes of events.yaml: each a step that can be undone, refused where somebody was faster.

A step says for each record what stood there and what shall stand there instead. It is written only where the records
still stand as the user saw them; changes to other records, by other people or by hand, are no obstacle.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dashboard.curation.fields import EVENT_FIELDS, event_fields
from dashboard.curation.reading import Curation, parse_curation, read_text
from dashboard.dates import parse_edtf
from dashboard.errors import ConflictError, DataError, DataFaults
from dashboard.model import Event
from dashboard.writes import locked, replace_file
from dashboard.yamlfile import YamlMap
from dashboard.yamlrecords import Record, RecordFile, Section, parse_record, patch_record, record_lines, split_records


@dataclass(frozen=True)
class Edit:
    """One record of a section: its text `before` (None: there was none) and `after` (None: it goes)."""

    section: str
    key: str
    before: str | None
    after: str | None
    lead: str = ""
    follows: str = ""


@dataclass(frozen=True)
class Step:
    """What one action of a user changes, in words for the undo list and as edits."""

    words: str
    edits: tuple[Edit, ...]

    def inverse(self) -> Step:
        return Step(self.words, tuple(replace(e, before=e.after, after=e.before) for e in reversed(self.edits)))


def events_yaml(events: Sequence[Event]) -> str:
    """Return the events as the text of an events.yaml of their own, in the order of their days."""
    records = sorted((record_lines(event_fields(event)) for event in events), key=lambda text: _order("events", text))
    return "events:\n" + "\n".join(records) if records else "events: []\n"


def record_key(section: str, item: Mapping[str, Any]) -> str:
    """Return what names a record within its section."""
    if section == "events":
        return str(item.get("id") or "")
    if section == "reviews":
        return str(item.get("event") or "")
    return ", ".join(str(name) for name in item.get("events") or ())


def find_record(records: RecordFile, section: str, key: str) -> Record | None:
    """Return the record of this key."""
    part = records.section(section)
    for record in part.records if part else ():
        item, _ = parse_record(record.text)
        if item is not None and record_key(section, item) == key:
            return record
    return None


def added(section: str, fields: Mapping[str, Any]) -> Edit:
    """Return the edit that adds a record of these fields."""
    return Edit(section, record_key(section, fields), None, record_lines(fields))


def patched(section: str, record: Record, changes: Mapping[str, Any], order: Sequence[str] = EVENT_FIELDS) -> Edit:
    """Return the edit that changes these fields of a record and no other line."""
    return Edit(section, _key_of(section, record.text), record.text, patch_record(record.text, changes, order))


def removed(records: RecordFile, section: str, record: Record) -> Edit:
    """Return the edit that takes a record away, with the comments above it; undone, it comes back in its place."""
    part = records.section(section)
    assert part is not None
    place = part.records.index(record)
    follows = _key_of(section, part.records[place - 1].text) if place else ""
    return Edit(section, _key_of(section, record.text), record.text, None, record.lead, follows)


def apply_step(path: Path, step: Step) -> Curation:
    """Write the step into the file and return what it now says.

    Raises ConflictError where a record of the step no longer stands as it was, naming it; DataFaults where the file
    has faults, or would have with the step. The file is then as it was.
    """
    with locked(path):
        text = read_text(path)
        curation, faults = parse_curation(text, path.name)
        if faults:
            raise DataFaults(faults)
        changed = edited(text, step, path.name)
        curation, faults = parse_curation(changed, path.name)
        if faults:  # of the change, not of the file: lines would lead to what was never written
            raise DataFaults([DataError(_about(f.message), expected=f.expected, fix=f.fix) for f in faults])
        if changed != text:
            replace_file(path, changed.encode("utf-8"))
        return curation


def _about(message: str) -> str:
    """Return the message without the id of a review, which the reader never saw."""
    said = re.sub(r"^review of '[^']{0,80}': ", "", message)
    return said[:1].upper() + said[1:]


def edited(text: str, step: Step, file: str) -> str:
    """Return the file's text with the step in it. Raises ConflictError."""
    records, _ = split_records(text, file)
    for edit in step.edits:
        records = _with_edit(records, edit, file)
    return records.text()


def _key_of(section: str, text: str) -> str:
    item, faults = parse_record(text)
    if item is None:
        raise faults[-1] if faults else DataError("a record must be fields with values")
    return record_key(section, item)


def _with_edit(records: RecordFile, edit: Edit, file: str) -> RecordFile:
    section = records.section(edit.section) or Section(edit.section, f"{edit.section}:\n", 0, ())
    places = [i for i, record in enumerate(section.records) if _key_of(edit.section, record.text) == edit.key]
    current = section.records[places[0]].text if places else None
    if current is not None and not current.endswith("\n"):
        current += "\n"
    if current != (edit.before if edit.before is None or edit.before.endswith("\n") else edit.before + "\n"):
        what = "was removed" if current is None else "was added" if edit.before is None else "was changed"
        raise ConflictError(
            f"{file}: {edit.key!r} {what} by somebody else since you opened it; nothing was saved. "
            "Look at it again, then repeat your change."
        )
    rows = list(section.records)
    if not places:
        if edit.after is None:
            return records
        return records.with_section(_inserted(section, edit))
    place = places[0]
    if edit.after is None:
        gone = rows.pop(place)
        if place < len(rows) and place == 0:  # the first record's blank lines stay above the new first
            kept = gone.lead if not gone.lead.strip() else ""
            rows[0] = replace(rows[0], lead=kept)
        if not rows and edit.section != "events" and not section.tail.strip() and not gone.lead.strip():
            return records.without_section(section.name)
        return records.with_section(replace(section, records=tuple(rows)))
    rows[place] = replace(rows[place], text=edit.after)
    return records.with_section(replace(section, records=tuple(rows)))


def _inserted(section: Section, edit: Edit) -> Section:
    rows = list(section.records)
    assert edit.after is not None
    keys = [_key_of(edit.section, record.text) for record in rows]
    if edit.lead and (not edit.follows or edit.follows in keys):
        place = keys.index(edit.follows) + 1 if edit.follows else 0
    else:
        order = [_order(edit.section, record.text) for record in rows]
        mine = _order(edit.section, edit.after)
        place = bisect.bisect_right(order, mine) if order == sorted(order) else _after_smaller(order, mine)
    text = edit.after if edit.after.endswith("\n") else edit.after + "\n"
    if rows:
        rows = [r if r.text.endswith("\n") else replace(r, text=r.text + "\n") for r in rows]
    lead = edit.lead or ("\n" if place else "")
    if place == 0 and rows and not edit.lead:
        lead, rows[0] = rows[0].lead if not rows[0].lead.strip() else "", replace(rows[0], lead=_spaced(rows[0].lead))
    rows.insert(place, Record(_indented_like(rows, text), lead, 0))
    head = section.head if section.head.endswith("\n") else section.head + "\n"
    if not section.records and section.head.rstrip().endswith(("[]", "null", "~")):
        head = f"{section.name}:\n" if not section.head.startswith("\n") else f"\n{section.name}:\n"
    return replace(section, head=head, records=tuple(rows))


def _spaced(lead: str) -> str:
    return lead if lead.startswith("\n") else "\n" + lead


def _after_smaller(order: list[tuple[int, str]], mine: tuple[int, str]) -> int:
    """Return the place before the first greater one, so that a hand-made order is disturbed least."""
    return next((i for i, key in enumerate(order) if key > mine), len(order))


def _order(section: str, text: str) -> tuple[int, str]:
    """Events stand in the order of their days, decisions in that of their ids."""
    item, _ = parse_record(text)
    if item is None or section != "events":
        return 0, record_key(section, item or {})
    return _first_day(item), str(item.get("id") or "")


def _first_day(item: YamlMap) -> int:
    for key in ("date", "earliest", "latest", "seen_on"):
        if isinstance(item.get(key), str):
            try:
                date = parse_edtf(item[key])
            except DataError:
                continue
            day = date.earliest or date.latest
            return day.ordinal if day else 0
    return 0


def _indented_like(rows: Sequence[Record], text: str) -> str:
    """Return the record's lines as far in as those of the others; ours begin two spaces in."""
    indent = len(rows[0].text) - len(rows[0].text.lstrip(" ")) if rows else 2
    if indent == 2:
        return text
    shift = indent - 2
    lines = text.split("\n")
    return "\n".join((" " * shift + line if shift > 0 else line[-shift:]) if line else line for line in lines)
