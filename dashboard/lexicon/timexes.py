"""data/reference/timexes/<language> -> TimexRules: the words, patterns and rules that read time expressions.

words.yaml holds tables and patterns, context.yaml the words around an expression, every other file a list of rules.
In a pattern `{name}` stands for a table or pattern and captures a group of that name; `{name:group}` gives the group
another name; `{{` and `}}` are braces; a blank is any short stretch of white space.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from dashboard.errors import DataError, DataFaults, RuleError
from dashboard.yamlfile import YamlMap, read_yaml

TYPES = ("DATE", "TIME", "DURATION", "SET")
_KEYS = {"name", "pattern", "on", "type", "read", "with", "words", "unless", "examples", "not"}
_MACRO = re.compile(r"\{\{|\}\}|\{(?P<name>\w+)(?::(?P<group>\w*))?\}")
# What must not stand at the edge of an expression: letters, digits, money, a decimal or a path.
_LEFT = r"(?<![\w$£€#@])(?<!\d[.,:/])"
_RIGHT = r"(?![\w$%]|[.,]\d)"


@dataclass(frozen=True)
class TimexRule:
    """One way of telling a time: the words it matches and the reading that gives its value."""

    name: str
    pattern: str
    on: str
    type: str
    read: str
    constants: Mapping[str, str]
    words: str
    unless: str
    rank: int
    examples: tuple[Mapping[str, Any], ...] = ()
    nots: tuple[Mapping[str, Any], ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)


@dataclass(frozen=True)
class TimexRules:
    """The rules of one language; `tables` map a word, in lower case and without full stops, to its meaning."""

    tables: Mapping[str, Mapping[str, str]]
    rules: tuple[TimexRule, ...]
    cores: Mapping[str, tuple[str, ...]]
    context: Mapping[str, Any]
    language: str = "en"
    patterns: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_core(self) -> Mapping[str, tuple[TimexRule, ...]]:
        groups: dict[str, list[TimexRule]] = {}
        for rule in self.rules:
            groups.setdefault(rule.on, []).append(rule)
        return {core: tuple(rules) for core, rules in groups.items()}

    @cached_property
    def context_regex(self) -> Mapping[str, re.Pattern[str]]:
        """The patterns of context.yaml, each compiled without regard to case."""
        return {name: re.compile(text, re.IGNORECASE) for name, text in self.context.items() if isinstance(text, str)}

    def meaning(self, table: str, word: str) -> str:
        """Return what `word` means in `table`. Raises KeyError for a word that is not in it."""
        return self.tables[table][normal_word(word)]


def normal_word(word: str) -> str:
    return " ".join(word.lower().replace(".", "").replace("’", "'").split())


def load(folder: Path) -> TimexRules:
    """Return the rules of the language whose files are in `folder`. Raises DataFaults with every fault found."""
    words = read_yaml(folder / "words.yaml")
    context_file = folder / "context.yaml"
    context = read_yaml(context_file) if context_file.exists() else {}
    tables = {
        name: {normal_word(word): meaning for word, meaning in table.items()} for name, table in words["tables"].items()
    }
    macros = {name: _alternation(list(table)) for name, table in words["tables"].items()}
    for name, text in words["patterns"].items():
        macros[name] = _plain_groups(text, macros, folder / "words.yaml")
    faults: list[DataError] = []
    rules: list[TimexRule] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in ("words.yaml", "context.yaml"):
            for entry in read_yaml(path) or ():
                try:
                    rules.append(_rule(entry, macros, words["cores"], path, len(rules)))
                except RuleError as error:
                    faults.append(error)
    names = [rule.name for rule in rules]
    for name in sorted({name for name in names if names.count(name) > 1}):
        faults.append(RuleError(f"two rules are named {name!r}", file=str(folder)))
    if faults:
        raise DataFaults(faults)
    expanded = {name: _plain_groups(text, macros, context_file) if isinstance(text, str) else text
                for name, text in context.items()}  # fmt: skip
    return TimexRules(tables, tuple(rules), _core_words(words), expanded, folder.name, macros)


def _core_words(words: YamlMap) -> dict[str, tuple[str, ...]]:
    """Map the single words that call up rules to the groups of rules they call up."""
    found: dict[str, set[str]] = {}
    for core, tables in words["cores"].items():
        for table in tables:
            for word in words["tables"][table]:
                last = re.findall(r"[^\W\d_]+", word.lower())[0 if core == "holiday" else -1]
                found.setdefault(last, set()).add(core)
    for core, extra in words.get("words", {}).items():
        for word in extra:
            found.setdefault(word.lower(), set()).add(core)
    return {word: tuple(sorted(groups)) for word, groups in found.items()}


def _alternation(words: list[str]) -> str:
    """Return a pattern for any of `words`, longest first; words with a capital keep it, or are all capitals."""
    capital: list[str] = []
    other: list[str] = []
    for word in sorted(words, key=lambda w: (-len(w), w)):
        text = re.escape(word).replace(r"\ ", " ").replace("'", "['’]")
        if word.endswith("."):
            text += "?"
        (capital if word[0].isupper() else other).append(text)
    parts = other
    if capital:
        upper = [text.upper() for text in capital if text.isascii() and text.upper() != text]
        parts = [*parts, f"(?-i:{'|'.join(capital + upper)})"]
    return f"(?:{'|'.join(parts)})"


def _plain_groups(text: str, macros: Mapping[str, str], file: Path) -> str:
    """Expand macros without capturing."""

    def expand(match: re.Match[str]) -> str:
        if match.group() in ("{{", "}}"):
            return match.group()[0]
        name = match["name"]
        if name not in macros:
            raise RuleError(f"no table or pattern is named {name!r}", file=str(file))
        return f"(?P<{match['group']}>{macros[name]})" if match["group"] else f"(?:{macros[name]})"

    return _blanks(_MACRO.sub(expand, text))


def _blanks(pattern: str) -> str:
    """Let a blank in a pattern match any short stretch of white space, and " ?" none as well."""
    return pattern.replace(" ?", r"\s{0,4}").replace(" ", r"\s{1,4}")


def _rule(entry: YamlMap, macros: Mapping[str, str], cores: Any, path: Path, rank: int) -> TimexRule:
    line = entry.line

    def fault(message: str, fix: str | None = None) -> RuleError:
        return RuleError(message, file=str(path), line=line, fix=fix)

    for key in ("name", "pattern", "on", "type", "read", "words", "examples"):
        if not entry.get(key):
            raise fault(f"the rule lacks {key!r}")
    unknown = set(entry) - _KEYS
    if unknown:
        raise fault(f"the rule has the unknown keys {sorted(unknown)}", fix=f"Keys are {sorted(_KEYS)}.")
    if entry["type"] not in TYPES:
        raise fault(f"type {entry['type']!r} is none of {TYPES}")
    if entry["on"] not in cores:
        raise fault(f"'on' names {entry['on']!r}, which is no group of words.yaml", fix=f"Groups: {sorted(cores)}.")
    used: set[str] = set()

    def expand(match: re.Match[str]) -> str:
        if match.group() in ("{{", "}}"):
            return match.group()[0]
        name, group = match["name"], match["group"]
        if name not in macros:
            raise fault(f"the pattern names {name!r}, which words.yaml does not have")
        group = name if group is None else group
        if not group:
            return f"(?:{macros[name]})"
        if group in used:
            raise fault(f"the group {group!r} stands twice; write {{{name}:other}}")
        used.add(group)
        return f"(?P<{group}>{macros[name]})"

    text = _blanks(_MACRO.sub(expand, entry["pattern"]))
    pattern = f"{_LEFT}(?:{text}){_RIGHT}"
    try:
        re.compile(text, re.IGNORECASE) if len(text) < 200 else None
    except re.error as error:
        raise fault(f"the pattern is no regular expression: {error}") from error
    return TimexRule(
        name=entry["name"],
        pattern=pattern,
        on=entry["on"],
        type=entry["type"],
        read=entry["read"],
        constants=dict(entry.get("with") or {}),
        words=entry["words"],
        unless=entry.get("unless") or "",
        rank=rank,
        examples=tuple(entry["examples"]),
        nots=tuple(entry.get("not") or ()),
    )
