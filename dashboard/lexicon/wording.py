"""data/reference/wording.yaml -> Wording: every word for dates, precision, status, review and the drawing.

One home for words, so that screen, slides, files and screen readers say the same. `date_words` in dates.py fills in
`dates`; the view model adds bounds, status and who says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.dates import PRECISIONS
from dashboard.errors import DataError, DataFaults
from dashboard.model import CATEGORIES, CHANGES, LINK_KINDS, PLACE_KINDS, REVIEWS, ROLES, STATUSES
from dashboard.yamlfile import YamlMap, read_yaml

BANDS = ("axis", "earlier", "later", "ongoing", "undated")
_TABLES = (
    "dates groupings when precision status status_by review categories place_kinds roles bands windows lanes counts "
    "range changes links legend"
).split()
_LISTS = {"weekdays": 7, "months": 12, "months_short": 12, "forbidden": None}
_COMPLETE = {
    "precision": PRECISIONS,
    "status": STATUSES,
    "review": REVIEWS,
    "categories": CATEGORIES,
    "place_kinds": PLACE_KINDS,
    "roles": ROLES,
    "changes": CHANGES,
    "links": LINK_KINDS,
    "bands": BANDS,
}


@dataclass(frozen=True)
class Wording:
    """The words by table and key: `wording["status"]["planned"]`, `wording.say("when.not_later", day="16 May")`."""

    words: Mapping[str, Any]

    def __getitem__(self, table: str) -> Any:
        return self.words[table]

    def say(self, key: str, /, **values: object) -> str:
        """Return the text under a dotted key with its braces filled in. Raises KeyError on a missing key or value."""
        text: Any = self.words
        for part in key.split("."):
            text = text[part]
        return str(text).format_map(values)

    @property
    def dates(self) -> dict[str, Any]:
        """The templates that `dates.date_words` fills in, with the names of days, months and groupings."""
        names = {name: self.words[name] for name in ("weekdays", "months", "months_short", "groupings")}
        return {**self.words["dates"], **names}

    def forbidden_in(self, text: str) -> list[str]:
        """Return the words that Dateline never says of itself and that stand in `text`."""
        return [word for word in self.words["forbidden"] if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)]


def load(folder: Path) -> Wording:
    """Return the words of `folder`/wording.yaml. Raises DataFaults with every table or key that is missing."""
    path = folder / "wording.yaml"
    content = read_yaml(path)
    if not isinstance(content, YamlMap):
        raise DataError("the file is empty or no mapping", file=str(path), expected="tables of words")
    faults = [*_table_faults(content, str(path)), *_list_faults(content, str(path))]
    if faults:
        raise DataFaults(faults)
    return Wording(content)


def _table_faults(content: YamlMap, file: str) -> list[DataError]:
    faults = []
    for name in _TABLES:
        table = content.get(name)
        if not isinstance(table, YamlMap):
            faults.append(DataError(f"the table {name!r} is missing", file=file, line=content.lines.get(name)))
            continue
        for key in _COMPLETE.get(name, ()):
            if key not in table:
                faults.append(DataError(f"{name}: no words for {key!r}", file=file, line=content.lines[name]))
    return faults


def _list_faults(content: YamlMap, file: str) -> list[DataError]:
    faults = []
    for name, length in _LISTS.items():
        values = content.get(name)
        if not isinstance(values, list) or (length and len(values) != length):
            expected = f"a list of {length} words" if length else "a list of words"
            faults.append(
                DataError(f"{name!r} is no such list", file=file, line=content.lines.get(name), expected=expected)
            )
    return faults
