"""Briefing <-> a YAML file in data/briefings that a person can read and edit."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dashboard.briefing.framing import read_view, read_window
from dashboard.briefing.model import SCENE_KINDS, Briefing, Scene, Seen
from dashboard.dates import Day
from dashboard.errors import DataError, DataFaults
from dashboard.writes import content_digest, write_file
from dashboard.yamlfile import YamlMap, YamlSeq, parse_yaml

_HEAD = (
    "# A briefing of Dateline. Scenes in order; headings, notes and text are yours to edit, `events` are ids of the\n"
    "# table. What a scene says about an event is made from the table when it is shown. `seen` is the table as it was\n"
    "# when this was saved: it tells what has changed since.\n"
)
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?")
_PLAIN = re.compile(
    r"[A-Za-z0-9\[(“][^\n:#'\"\\{}\[\],&*!|>%@`\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]*"
)
_SCENE_KEYS = ("id", "kind", "heading", "events", "quote", "note", "text", "window", "view")
_SEEN_KEYS = tuple(Seen.__dataclass_fields__)
_KEYS = ("title", "marking", "made_on", "filter", "query", "scenes", "seen")


def briefing_name(title: str) -> str:
    """Return a file name for a title: lower-case letters, digits and dashes."""
    stem = "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:60].strip("-")
    return stem if _NAME.fullmatch(stem) else "briefing"


def briefing_text(briefing: Briefing) -> str:
    """Return the YAML text of a briefing; `parse_briefing` gives the same briefing back."""
    lines = [_HEAD, f"title: {_scalar(briefing.title)}"]
    if briefing.marking:
        lines.append(f"marking: {_scalar(briefing.marking)}")
    if briefing.made_on:
        lines.append(f"made_on: {briefing.made_on.iso()}")
    if briefing.filter_words:
        lines.append(f"filter: {_scalar(briefing.filter_words)}")
    if briefing.query:
        lines.append(f"query: {_scalar(briefing.query)}")
    lines.append("scenes:" if briefing.scenes else "scenes: []")
    for scene in briefing.scenes:
        lines.append(f"  - id: {_scalar(scene.id)}")
        lines.append(f"    kind: {scene.kind}")
        lines.append(f"    heading: {_scalar(scene.heading)}")
        if scene.events:
            lines.append(f"    events: [{', '.join(_scalar(id_) for id_ in scene.events)}]")
        if scene.quote:
            lines.append(f"    quote: {_scalar(scene.quote)}")
        if scene.note:
            lines.append(_block("note", scene.note, "    "))
        if scene.text:
            lines.append("    text:")
            lines.extend(f"      - {_scalar(paragraph)}" for paragraph in scene.text)
        if scene.window:
            lines.append(f"    window: [{scene.window[0].iso()}, {scene.window[1].iso()}]")
        if scene.view:
            lines.append(f"    view: [{', '.join(f'{number:g}' for number in scene.view)}]")
    if briefing.seen:
        lines.append("seen:")
        for seen in briefing.seen:
            fields = [(name, getattr(seen, name)) for name in _SEEN_KEYS if getattr(seen, name)]
            lines.extend(
                f"  {'- ' if n == 0 else '  '}{name}: {_scalar(value)}" for n, (name, value) in enumerate(fields)
            )
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    """Return the text as YAML: plain where that is safe, else in double quotes (JSON's are YAML's)."""
    if _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in ("null", "~") and text[0] not in "[(“":
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda odd: f"\\u{ord(odd.group()):04x}", quoted)


def _block(key: str, text: str, indent: str) -> str:
    """Return a text of several lines as a block, as it reads; what a block cannot hold exactly is quoted."""
    lines = text.split("\n")
    plain = all(re.fullmatch(r"[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*", line) for line in lines)
    if (
        len(lines) < 2
        or not plain
        or not text.strip()
        or text != text.strip()
        or any(line != line.rstrip() for line in lines)
    ):
        return f"{indent}{key}: {_scalar(text)}"
    return "\n".join([f"{indent}{key}: |-", *(f"{indent}  {line}" if line else "" for line in lines)])


def parse_briefing(text: str, name: str, file: str) -> Briefing:
    """Return the briefing of a YAML text. Raises DataError or DataFaults with the lines of the faults."""
    data = parse_yaml(text, file)
    if not isinstance(data, YamlMap):
        raise DataError("a briefing is a mapping with a title and scenes", file=file, line=1)
    reader = _Reader(file)
    reader.known_keys(data, _KEYS)
    scenes = tuple(reader.scene(item, line) for item, line in reader.items(data, "scenes"))
    seen = tuple(reader.seen(item, line) for item, line in reader.items(data, "seen"))
    made_on = reader.day(data.get("made_on"), data.lines.get("made_on"))
    ids = [scene.id for scene in scenes if scene is not None]
    for repeated in sorted({id_ for id_ in ids if ids.count(id_) > 1}):
        reader.fault(f"two scenes have the id {repeated!r}", data.lines.get("scenes"))
    if reader.faults:
        raise DataFaults(reader.faults)
    return Briefing(
        title=str(data.get("title") or name),
        scenes=tuple(scene for scene in scenes if scene),
        name=name,
        marking=str(data.get("marking") or ""),
        made_on=made_on,
        filter_words=str(data.get("filter") or ""),
        query=str(data.get("query") or ""),
        seen=tuple(item for item in seen if item),
    )


class _Reader:
    """Reads the parts of a briefing's YAML and gathers the faults."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[DataError] = []

    def fault(self, message: str, line: int | None, expected: str | None = None) -> None:
        self.faults.append(DataError(message, file=self.file, line=line, expected=expected))

    def known_keys(self, data: YamlMap, keys: tuple[str, ...]) -> None:
        for key in data:
            if key not in keys:
                self.fault(f"unknown field {key!r}", data.lines[key], "one of " + ", ".join(keys))

    def items(self, data: YamlMap, key: str) -> list[tuple[Any, int]]:
        value = data.get(key)
        if value is None:
            return []
        if not isinstance(value, YamlSeq):
            self.fault(f"{key!r} is a list", data.lines[key])
            return []
        return list(zip(value, value.lines, strict=True))

    def names(self, data: YamlMap, key: str) -> tuple[str, ...]:
        found = tuple(item for item, line in self.items(data, key) if self._text(item, key, line))
        return found

    def _text(self, item: Any, key: str, line: int) -> bool:
        if not isinstance(item, str):
            self.fault(f"{key!r} holds something that is no text", line)
            return False
        return True

    def word(self, data: Mapping[str, Any], key: str) -> str:
        value = data.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(f"{key!r} is a text", getattr(data, "lines", {}).get(key))
            return ""
        return value

    def day(self, value: Any, line: int | None) -> Day | None:
        if value is None:
            return None
        try:
            return Day.parse(value)
        except (DataError, TypeError):
            self.fault(f"{value!r} is not a day", line, "a day as YYYY-MM-DD")
            return None

    def scene(self, item: Any, line: int) -> Scene | None:
        if not isinstance(item, YamlMap):
            self.fault("a scene is a mapping with id, kind and heading", line)
            return None
        self.known_keys(item, _SCENE_KEYS)
        kind = self.word(item, "kind") or "topic"
        if kind not in SCENE_KINDS:
            self.fault(f"unknown kind of scene {kind!r}", item.lines["kind"], "one of " + ", ".join(SCENE_KINDS))
        if not self.word(item, "id"):
            self.fault("a scene needs an id", line)
        return Scene(
            id=self.word(item, "id"),
            kind=kind,
            heading=self.word(item, "heading"),
            events=self.names(item, "events"),
            quote=self.word(item, "quote"),
            note=self.word(item, "note"),
            text=self.names(item, "text"),
            window=self.framed(item, "window", read_window),
            view=self.framed(item, "view", read_view),
        )

    def framed(self, item: YamlMap, key: str, read: Callable[[Sequence[object]], Any]) -> Any:
        if item.get(key) is None:
            return None
        try:
            return read([value for value, _ in self.items(item, key)])
        except DataError as error:
            self.fault(error.message, item.lines[key], error.expected)
            return None

    def seen(self, item: Any, line: int) -> Seen | None:
        if not isinstance(item, YamlMap) or not item.get("id"):
            self.fault("an entry of 'seen' is a mapping with an id", line)
            return None
        self.known_keys(item, _SEEN_KEYS)
        return Seen(**{name: self.word(item, name) for name in _SEEN_KEYS})


def list_briefings(folder: Path) -> tuple[str, ...]:
    """Return the names of the saved briefings, sorted."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.stem for path in folder.glob("*.yaml") if _NAME.fullmatch(path.stem) and path.is_file()))


def load_briefing(folder: Path, name: str) -> tuple[Briefing, str]:
    """Return a saved briefing and the digest of its file, by which `save_briefing` sees that nobody changed it."""
    path = _path(folder, name)
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except FileNotFoundError as error:
        there = ", ".join(list_briefings(folder)) or "none"
        raise DataError(f"there is no briefing {name!r}; saved are: {there}", file=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"the briefing cannot be read: {error}", file=str(path)) from error
    return parse_briefing(text, name, str(path)), content_digest(content)


def save_briefing(briefing: Briefing, folder: Path, *, expected: str) -> str:
    """Write the briefing to `folder`/NAME.yaml and return the digest of the file.

    `expected` is the digest that was loaded, "" for a new file. Raises ConflictError when another content stands
    there, WriteError when the disk refuses.
    """
    path = _path(folder, briefing.name)
    folder.mkdir(parents=True, exist_ok=True)
    return write_file(path, briefing_text(briefing).encode("utf-8"), expected=expected)


def _path(folder: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise DataError(f"{name!r} cannot be the name of a briefing.", expected="lower-case letters, digits and dashes")
    return folder / f"{name}.yaml"
