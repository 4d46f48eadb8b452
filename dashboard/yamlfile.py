"""YAML as text with line numbers: no value is guessed, no key repeated, no alias expanded.

Only this module knows the YAML library. Every scalar is a `str` (`NO` is Norway, `2022` a text); a plain `null`,
`~` or nothing is None. Mappings and sequences remember the line of each of their entries, for messages.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from dashboard.errors import DataError

MAX_DEPTH = 20
_ANCHOR = re.compile(r"(?:^|[\s\[{,:?-])[&*]\S", re.MULTILINE)  # where an anchor or alias could stand


class YamlMap(dict[str, Any]):
    """A mapping that knows its line and the line of each key, counted from 1."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class YamlSeq(list[Any]):
    """A sequence that knows its line and the line of each item, counted from 1."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def read_yaml(path: Path) -> Any:
    """Return the content of a YAML file as YamlMap, YamlSeq, str and None. Raises DataError with file and line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise DataError(f"the file cannot be read: {reason}", file=str(path)) from error
    return parse_yaml(text, str(path))


def parse_yaml(text: str, file: str, faults: list[DataError] | None = None) -> Any:
    """Return the content of a YAML text; `file` is the name that messages give. Raises DataError.

    With `faults`, a repeated key is added to that list and its first value kept, so that a run names every fault.
    """
    try:
        _refuse_depth(text, file)
        _refuse_anchors(text, file)
        composer = YAML(typ="safe", pure=False)
        nodes = list(composer.compose_all(text))
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise DataError(
            f"this is not readable YAML: {problem}", file=file, line=mark.line + 1 if mark else None
        ) from error
    if not nodes:
        return None
    if len(nodes) > 1:
        raise DataError("a second document begins here; one file holds one", file=file, line=_line(nodes[1]))
    return _plain(nodes[0], file, 0, faults)


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _refuse_depth(text: str, file: str) -> None:
    """Refuse deep nesting before the parser recurses into it: flow brackets and indentation alike."""
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) - len(line.lstrip(" ")) > 200:
            raise DataError("this is nested too deep", file=file, line=number)
        if "[" in line or "{" in line:
            for character in line:
                depth += (character in "[{") - (character in "]}")
                if depth > 200:
                    raise DataError("this is nested too deep", file=file, line=number)


def _refuse_anchors(text: str, file: str) -> None:
    """Refuse an anchor even where nothing refers to it: the composed nodes no longer tell it of a scalar."""
    if _ANCHOR.search(text):
        for event in YAML(typ="safe", pure=False).parse(text):
            if getattr(event, "anchor", None):
                line = int(event.start_mark.line) + 1
                raise DataError("anchors and aliases (& and *) are not read; write the value out", file=file, line=line)


def _plain(node: Node, file: str, depth: int, faults: list[DataError] | None = None) -> Any:
    line = _line(node)
    if depth > MAX_DEPTH:
        raise DataError(f"this is nested deeper than {MAX_DEPTH}", file=file, line=line)
    if isinstance(node, ScalarNode):
        _refuse_tag(node, file)
        return None if not node.style and node.value in ("", "~", "null") else str(node.value)
    _refuse_tag(node, file)
    if isinstance(node, SequenceNode):
        items = YamlSeq(line)
        for child in node.value:
            items.append(_plain(child, file, depth + 1, faults))
            items.lines.append(_line(child))
        return items
    assert isinstance(node, MappingNode)
    entries = YamlMap(line)
    for key_node, value_node in node.value:
        key = _plain(key_node, file, depth + 1, faults)
        if not isinstance(key, str):
            raise DataError("a key must be a plain word", file=file, line=_line(key_node))
        if key == "<<":
            raise DataError("merge keys (<<) are not read; write the entries out", file=file, line=_line(key_node))
        if key in entries:
            fault = DataError(
                f"the key {key!r} stands here a second time (first on line {entries.lines[key]})",
                file=file,
                line=_line(key_node),
            )
            if faults is None:
                raise fault
            faults.append(fault)
            continue
        entries[key] = _plain(value_node, file, depth + 1, faults)
        entries.lines[key] = _line(key_node)
    return entries


def _refuse_tag(node: Node, file: str) -> None:
    tag = str(node.tag or "")
    if tag and not tag.startswith("tag:yaml.org,2002:"):
        raise DataError(f"the tag {tag!r} is not read", file=file, line=_line(node))
    if tag.startswith("tag:yaml.org,2002:python"):
        raise DataError(f"the tag {tag!r} is not read", file=file, line=_line(node))
