"""One record under reading: its values by kind, every fault with its line, what was expected and the near names."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Collection
from typing import Any

from dashboard.characters import INVISIBLE
from dashboard.dates import Day
from dashboard.errors import DataError
from dashboard.yamlfile import YamlMap


def near_names(name: str, known: Collection[str]) -> str:
    """Return a sentence that offers the known names nearest to `name`, empty where none is near."""
    near = difflib.get_close_matches(name.lower(), [k.lower() for k in known], n=2, cutoff=0.6)
    offered = [k for k in known if k.lower() in near][:2]
    return f"Did you mean {' or '.join(repr(k) for k in offered)}?" if offered else ""


class Reading:
    """One record under reading: its values, and the list to which its faults go."""

    def __init__(self, item: YamlMap, faults: list[DataError], subject: str) -> None:
        self.item = item
        self.faults = faults
        self.subject = subject

    def fault(self, key: str, message: str, expected: str | None = None, fix: str | None = None) -> None:
        line = self.item.lines.get(key, self.item.line)
        self.faults.append(DataError(f"{self.subject}{message}", line=line, expected=expected, fix=fix))

    def known(self, fields: Collection[str]) -> None:
        """Name each key that is no field."""
        for key in self.item:
            if key not in fields:
                near = near_names(key, fields)
                self.fault(
                    key, f"unknown field {key!r}.", None if near else "one of " + ", ".join(fields), near or None
                )

    def text(self, key: str) -> str:
        value = self.item.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(key, f"{key} must be a text.")
            return ""
        return INVISIBLE.sub("", value)

    def word(self, key: str, words: Collection[str], default: str) -> str:
        value = self.text(key)
        if not value:
            return default
        if value not in words:
            self.fault(
                key, f"{key} {value!r} is not known.", "one of " + ", ".join(words), near_names(value, words) or None
            )
            return default
        return value

    def day(self, key: str) -> Day | None:
        value = self.text(key)
        if not value:
            return None
        try:
            return Day.parse(value)
        except DataError as error:
            self.fault(key, f"{key} {error.message}.", error.expected)
            return None

    def number(self, key: str, low: float, high: float) -> float | None:
        value = self.text(key)
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not low <= number <= high:
            self.fault(
                key,
                f"{key} {value!r} is no number from {low:g} to {high:g}.",
                None,
                "Write a decimal point, not a comma.",
            )
            return None
        return number

    def words(self, key: str) -> tuple[str, ...]:
        value = self.item.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            self.fault(key, f"{key} must be a list of names.", None, f"Write {key}: [First name, Second name]")
            return ()
        words = tuple(unicodedata.normalize("NFC", INVISIBLE.sub("", v)) for v in value)
        for word in words:
            if words.count(word) > 1:
                self.fault(key, f"{key} names {word!r} twice.")
                break
        return tuple(dict.fromkeys(words))

    def maps(self, key: str, read: Callable[[Reading], Any]) -> tuple[Any, ...]:
        """Return what `read` makes of each mapping of the list under `key`, without those it refuses (None)."""
        value = self.item.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fault(key, f"{key} must be a list.", None, "Begin each of them with '- '.")
            return ()
        found = []
        for entry in value:
            if not isinstance(entry, YamlMap):
                self.fault(
                    key, f"{key}: {str(entry)[:40]!r} must be fields with values.", None, "Write {field: value, ...}"
                )
                continue
            result = read(Reading(entry, self.faults, self.subject))
            if result is not None:
                found.append(result)
        return tuple(found)
