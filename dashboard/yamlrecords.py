"""A YAML file of records as lines of text: read record by record, and written by changing only the lines that change.

The files are top-level sections (`events:`), each a list of records that begin with `- `. A record is parsed by
itself and kept by its text, so that after an edit only the record that changed is read again: with 5,000 events the
whole file takes seconds, one record half a millisecond. A fault in one record does not hide those in others.
Comments and blank lines belong to the record below them and stay where they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from dashboard.errors import DataError
from dashboard.yamlfile import YamlMap, parse_yaml

_SECTION = re.compile(r"([A-Za-z_][\w-]*):[ \t]*(.*)", re.ASCII)
_MERGE_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
REMOVED: Any = object()  # the value of a field that `patch_record` takes away
WIDE = 118  # a flow list longer than this is written one item a line


@dataclass(frozen=True)
class Record:
    """A record of a section: `text` from its `- ` to its last line; `lead` the comments and blank lines above it."""

    text: str
    lead: str
    line: int


@dataclass(frozen=True)
class Section:
    """A top-level list: the line with its name, its records, and what follows the last of them."""

    name: str
    head: str
    line: int
    records: tuple[Record, ...]
    tail: str = ""


@dataclass(frozen=True)
class RecordFile:
    """The text of a file of records, cut into pieces that join to the same text again."""

    top: str
    sections: tuple[Section, ...]

    def section(self, name: str) -> Section | None:
        return next((section for section in self.sections if section.name == name), None)

    def text(self) -> str:
        parts = [self.top]
        for section in self.sections:
            parts.append(section.head)
            for record in section.records:
                parts += [record.lead, record.text]
            parts.append(section.tail)
        return "".join(parts)

    def without_section(self, name: str) -> RecordFile:
        """Return the file without this section, and without the blank line that set it off."""
        place = next(i for i, section in enumerate(self.sections) if section.name == name)
        sections = list(self.sections)
        if place and sections[place - 1].tail.endswith("\n"):
            sections[place - 1] = replace(sections[place - 1], tail=sections[place - 1].tail[:-1])
        return replace(self, sections=(*sections[:place], *sections[place + 1 :]))

    def with_section(self, section: Section) -> RecordFile:
        """Return the file with this section in place of the one of its name, or after the others."""
        if self.section(section.name) is None:
            before = self.text()
            gap = "" if not before or before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
            return replace(self, sections=(*self.sections, replace(section, head=gap + section.head)))
        return replace(self, sections=tuple(section if s.name == section.name else s for s in self.sections))


def _lines(text: str) -> list[str]:
    """Return the lines with their ends; only a line feed ends one, as `str.splitlines` does not have it."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def split_records(text: str, file: str) -> tuple[RecordFile, list[DataError]]:
    """Return the text cut into sections and records, and what could not be understood, each with its line."""
    records, faults = _split(text, file)
    return records, list(faults)


@lru_cache(maxsize=4)
def _split(text: str, file: str) -> tuple[RecordFile, tuple[DataError, ...]]:
    faults: list[DataError] = []
    lines = _lines(text)
    heads: list[tuple[int, str]] = []
    for number, line in enumerate(lines):
        if line.startswith(_MERGE_MARKERS):
            faults.append(
                DataError(
                    "a merge conflict of Git is not settled here",
                    file=file,
                    line=number + 1,
                    fix="Keep one side and remove the lines with <<<<<<<, ======= and >>>>>>>.",
                )
            )
        elif match := _SECTION.match(line):
            heads.append((number, match.group(1)))
            rest = match.group(2).strip()
            if rest and not rest.startswith("#") and rest not in ("[]", "null", "~"):
                faults.append(
                    DataError(
                        f"the records of {match.group(1)!r} must stand below it",
                        file=file,
                        line=number + 1,
                        fix="Write each on lines of its own, beginning with '- '.",
                    )
                )
        elif (
            not line.startswith((" ", "#", "- ", "-\n"))
            and line.strip()
            and not (number == 0 and line.strip() == "---")
        ):
            if line.startswith("\t"):
                faults.append(DataError("a tab indents this line", file=file, line=number + 1, fix="Use spaces."))
            elif line.startswith("---"):
                faults.append(
                    DataError("a second document begins here; one file holds one", file=file, line=number + 1)
                )
            else:
                faults.append(
                    DataError(f"this line is not understood: {line.strip()[:60]!r}", file=file, line=number + 1)
                )
    first = heads[0][0] if heads else len(lines)
    for number in range(first):
        if (
            lines[number].startswith((" ", "-"))
            and lines[number].strip() not in ("", "---")
            and not lines[number].lstrip().startswith("#")
        ):
            faults.append(
                DataError(
                    "records stand here before any section",
                    file=file,
                    line=number + 1,
                    fix="Write the line 'events:' above them.",
                )
            )
            break
    sections = []
    for index, (start, name) in enumerate(heads):
        stop = heads[index + 1][0] if index + 1 < len(heads) else len(lines)
        sections.append(_cut_section(name, lines, start, stop, file, faults))
    return RecordFile("".join(lines[:first]), tuple(sections)), tuple(faults)


def _cut_section(name: str, lines: list[str], start: int, stop: int, file: str, faults: list[DataError]) -> Section:
    begins = None
    starts: list[int] = []
    for number in range(start + 1, stop):
        stripped = lines[number].lstrip(" ")
        if not stripped.startswith(("- ", "-\n")):
            if begins is None and stripped.strip() and not stripped.startswith("#"):
                faults.append(
                    DataError(
                        f"{name!r} must be a list of records",
                        file=file,
                        line=number + 1,
                        fix="Begin each record with '- '.",
                    )
                )
                begins = -1
            continue
        indent = len(lines[number]) - len(stripped)
        if begins is None:
            begins = indent
        if indent == begins:
            starts.append(number)
    records = []
    gap_from = start + 1
    for index, number in enumerate(starts):
        limit = starts[index + 1] if index + 1 < len(starts) else stop
        end = limit
        while end > number + 1 and _between(lines[end - 1], begins or 0):
            end -= 1
        records.append(Record("".join(lines[number:end]), "".join(lines[gap_from:number]), number + 1))
        gap_from = end
    return Section(name, lines[start], start + 1, tuple(records), "".join(lines[gap_from:stop]))


def _between(line: str, indent: int) -> bool:
    """True for a blank line, or a comment no deeper than the records: it stands between two of them."""
    stripped = line.strip()
    return not stripped or (stripped.startswith("#") and len(line) - len(line.lstrip(" ")) <= indent)


@lru_cache(maxsize=50_000)
def parse_record(text: str) -> tuple[YamlMap | None, tuple[DataError, ...]]:
    """Return the record that a text beginning with `- ` holds, and its faults; their lines count from 1 in the text."""
    faults: list[DataError] = []
    try:
        content = parse_yaml(text, "", faults)
    except DataError as error:
        return None, (*faults, error)
    item = content[0] if isinstance(content, list) and len(content) == 1 else None
    if not isinstance(item, YamlMap):
        return None, (*faults, DataError("a record must be fields with values", line=1, fix="Write 'field: value'."))
    return item, tuple(faults)


# Writing


def plain_or_quoted(value: str, *, flow: bool = False) -> str:
    """Return the text as a YAML scalar: plain where that reads back as the same text, else in double quotes."""
    risky = (
        value in ("", "~", "null")
        or value != value.strip()
        or value[0] in "!&*?|>@`%\"'#,[]{}"
        or value.startswith(("- ", "? ", ": ", "---", "..."))
        or value in ("-", "?", ":", "=", "<<")
        or value.endswith(":")
        or ": " in value
        or " #" in value
        or (flow and any(c in value for c in ",[]{}:?"))  # "?": libyaml takes it for the key of a mapping
        or not value.isprintable()
    )
    if not risky:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in quoted)  # YAML has no surrogate pairs


def flow_text(value: Any) -> str:
    """Return a value on one line: a text, or a list or mapping in brackets."""
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow_text(v)}" for key, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow_text(v) for v in value) + "]"
    return plain_or_quoted(str(value), flow=True)


def field_lines(name: str, value: Any, indent: int, *, flow_items: bool = True) -> str:
    """Return a field of a record as lines, each with its line end.

    A list of plain texts stands on one line, a list of mappings below its name: each on one line or, without
    `flow_items`, one field a line.
    """
    pad = " " * indent
    if isinstance(value, (list, tuple)) and any(isinstance(item, Mapping) for item in value):
        rows = [f"{pad}{name}:\n"]
        for item in value:
            if flow_items:
                rows.append(f"{pad}  - {flow_text(item)}\n")
            else:
                rows.append(record_lines(item, indent + 2))
        return "".join(rows)
    if isinstance(value, (list, tuple)):
        line = f"{pad}{name}: {flow_text(value)}\n"
        if len(line) <= WIDE:
            return line
        return f"{pad}{name}:\n" + "".join(f"{pad}  - {plain_or_quoted(str(item))}\n" for item in value)
    if isinstance(value, Mapping):
        return f"{pad}{name}:\n" + "".join(
            field_lines(key, v, indent + 2, flow_items=key != "evidence") for key, v in value.items()
        )
    return f"{pad}{name}: {'null' if value is None else plain_or_quoted(str(value))}\n"


def record_lines(record: Mapping[str, Any], indent: int = 2) -> str:
    """Return a record as lines that begin with `- `, `indent` spaces in."""
    body = "".join(field_lines(key, value, indent + 2, flow_items=key != "evidence") for key, value in record.items())
    return " " * indent + "- " + body[indent + 2 :]


def patch_record(text: str, changes: Mapping[str, Any], order: Sequence[str]) -> str:
    """Return the record's text with the changed fields written anew and every other line as it was.

    `REMOVED` takes a field away, None writes null. A new field goes where `order` puts it.
    """
    item, faults = parse_record(text)
    if item is None:
        raise faults[-1]
    lines = _lines(text)
    indent = len(lines[0]) - len(lines[0].lstrip(" "))
    begins = {key: line - 1 for key, line in item.lines.items()}
    pieces: dict[str, str] = {}
    keys = sorted(begins, key=lambda key: begins[key])
    for position, key in enumerate(keys):
        stop = begins[keys[position + 1]] if position + 1 < len(keys) else len(lines)
        pieces[key] = "".join(lines[begins[key] : stop])
    first = keys[0]
    pieces[first] = " " * (indent + 2) + pieces[first][indent + 2 :]
    for key, value in changes.items():
        if value is REMOVED:
            pieces.pop(key, None)
            continue
        written = field_lines(key, value, indent + 2, flow_items=key != "evidence")
        if key in pieces:
            pieces[key] = written + _kept_comments(pieces[key])
        else:
            pieces = _inserted(pieces, key, written, order)
    body = "".join(pieces.values())
    return body[:indent] + "- " + body[indent + 2 :]


def _kept_comments(piece: str) -> str:
    """Return the comment lines at the end of a field's lines: they speak of the next field."""
    lines = _lines(piece)
    start = len(lines)
    while start > 1 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return "".join(lines[start:])


def _inserted(pieces: dict[str, str], key: str, written: str, order: Sequence[str]) -> dict[str, str]:
    rank = {name: index for index, name in enumerate(order)}
    mine = rank.get(key, len(order))
    result: dict[str, str] = {}
    for name, piece in pieces.items():
        if key not in result and rank.get(name, len(order)) > mine:
            result[key] = written
        result[name] = piece
    result.setdefault(key, written)
    return result
