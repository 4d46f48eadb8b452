"""data/reference/actions -> the table of triggers: verbs with their inflected forms, nouns with their plurals.

A trigger is found by its first word; `forms` maps that word, inflected, to the triggers it may begin and the
form it is in (base, s, past, part, ing for verbs; noun for nouns). Longer triggers stand first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import DataError, RuleError
from dashboard.model import CATEGORIES
from dashboard.yamlfile import read_yaml

# Words that may stand inside a trigger of several words without being part of it: "begin (his new) term".
_FILLERS = frozenset("a an the his her its their new second third fourth".split())
# In a lemma: here an object may stand ("take _ off list").
_GAP = "_"


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that name a kind of event.

    `needs` are words of which one must stand in the same clause, `bars` words that may not stand in the object; before
    the words at `gaps` an object may stand ("take Cuba off the list"). `passive`: a trigger only in the passive.
    A `strong` one is an event by itself, else a date, a plan or what surrounds it makes it one. Mentions of one event
    share the `stem` ("airstrikes" and "strike", "invade" and "invasion"); a `generic` noun takes up any event of its
    kind ("the attack", "these moves").
    """

    words: tuple[str, ...]
    verb: bool
    category: str
    plover: str
    cameo: str
    kind: str
    needs: frozenset[str] = frozenset()
    strong: bool = True
    stem: str = ""
    generic: bool = False
    bars: frozenset[str] = frozenset()
    gaps: frozenset[int] = frozenset()
    passive: bool = False

    @property
    def lemma(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Category:
    """One of the thirteen kinds of event with the PLOVER type and the CAMEO code that exports give by default."""

    name: str
    plover: str
    cameo: str
    planned_plover: str
    planned_cameo: str


@dataclass(frozen=True)
class ActionTable:
    """All triggers by their first word, the groups of words that rules use, and the categories.

    `nouns` holds those of `forms` that are nouns, `tags` the forms in which a word can be the verb of a trigger.

    `beginnings` maps a commemorated noun to its category, PLOVER type, CAMEO code and the verb of its title.
    """

    forms: Mapping[str, tuple[tuple[Trigger, frozenset[str]], ...]]
    groups: Mapping[str, frozenset[str]]
    categories: Mapping[str, Category]
    beginnings: Mapping[str, tuple[str, str, str, str]]
    nouns: Mapping[str, tuple[Trigger, ...]]
    tags: Mapping[str, frozenset[str]]

    def codes(self, trigger: Trigger, status: str) -> tuple[str, str]:
        """Return PLOVER type and CAMEO code; a meeting or visit still to come is an agreement to meet."""
        plover, cameo = self.category_codes(trigger.category, status)
        if status == "planned" and self.categories[trigger.category].planned_plover:
            return plover, cameo
        return trigger.plover or plover, trigger.cameo or cameo

    def category_codes(self, name: str, status: str) -> tuple[str, str]:
        """Return what stands for a category where no trigger says more: for events written by hand."""
        category = self.categories[name]
        if status == "planned" and category.planned_plover:
            return category.planned_plover, category.planned_cameo
        return category.plover, category.cameo


def load(folder: Path) -> ActionTable:
    """Return the table of `folder`/actions and `folder`/categories.yaml. Raises DataError with file and line."""
    groups = _groups(folder / "actions" / "words.tsv")
    categories = _categories(folder / "categories.yaml")
    irregular = {row[0]: (row[1], row[2]) for _, row in _rows(folder / "actions" / "irregular.tsv", 3)}
    groups["past"] = frozenset(past for past, _ in irregular.values())
    stems = {word: stem for _, (word, stem) in _rows(folder / "actions" / "stems.tsv", 2)}
    forms: dict[str, list[tuple[Trigger, frozenset[str]]]] = defaultdict(list)
    inflected: dict[str, dict[str, frozenset[str]]] = {}
    for name in ("verbs", "everyday"):
        file = folder / "actions" / f"{name}.tsv"
        for line, (lemmas, category, plover, cameo, kind, needs) in _rows(file, 6):
            _known(category, file, line)
            wanted = _needs(needs, groups, file, line)
            bars = _needs("|".join(re.findall(r"!([^|]+)", needs)), groups, file, line)
            for lemma in lemmas.split("|"):
                written = [word for word in lemma.split() if word not in _FILLERS]
                words = tuple(word for word in written if word != _GAP)
                gaps = frozenset(at - n for n, at in enumerate(i for i, word in enumerate(written) if word == _GAP))
                trigger = Trigger(
                    words,
                    True,
                    category,
                    plover,
                    cameo,
                    kind,
                    wanted,
                    strong=name == "verbs",
                    stem=_stem(words[0], stems),
                    bars=bars,
                    gaps=gaps,
                    passive="=passive" in needs.split("|"),
                )
                if words[0] not in inflected:
                    inflected[words[0]] = inflect(words[0], irregular)
                for form, tags in inflected[words[0]].items():
                    forms[form].append((trigger, tags))
    nouns = folder / "actions" / "nouns.tsv"
    for line, (name, category, plover, cameo, kind, strength) in _rows(nouns, 6):
        _known(category, nouns, line)
        for words in _numbers(name.split()):
            trigger = Trigger(
                words,
                False,
                category,
                plover,
                cameo,
                kind,
                strong=strength == "strong",
                stem=_stem(words[-1], stems),
                generic=words[-1] in groups["generic"],
            )
            forms[words[0]].append((trigger, frozenset({"noun"})))
    ordered = {
        first: tuple(
            sorted(
                found, key=lambda pair: (not pair[0].strong and pair[0].verb, -len(pair[0].words), not pair[0].needs)
            )
        )
        for first, found in forms.items()
    }
    beginnings: dict[str, tuple[str, str, str, str]] = {}
    begun = folder / "actions" / "beginnings.tsv"
    for line, (noun, category, plover, cameo, verb) in _rows(begun, 5):
        _known(category, begun, line)
        beginnings[noun] = (category, plover, cameo, verb)
    names = {first: tuple(t for t, _ in found if not t.verb) for first, found in ordered.items()}
    verbal = {
        first: frozenset(tag for trigger, tags in found if trigger.verb for tag in tags)
        for first, found in ordered.items()
    }
    return ActionTable(ordered, groups, categories, beginnings, names, verbal)


def _stem(word: str, stems: Mapping[str, str]) -> str:
    if word in stems or word in stems.values():
        return stems.get(word, word)
    single = word.removesuffix("s")
    return stems.get(single, single)


def inflect(verb: str, irregular: Mapping[str, tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return the forms of a verb with their names: base, s, past, part (participle), ing.

    >>> sorted(inflect("sign", {}))
    ['sign', 'signed', 'signing', 'signs']
    """
    stem = verb
    past, participle = irregular.get(verb, ("", ""))
    if not past:
        bare = re.sub(r"^(?:re|over|out|under|mis|un)-?", "", verb)
        if bare != verb and bare in irregular and len(bare) > 2:
            prefix = verb[: len(verb) - len(bare)]
            past, participle = (prefix + part for part in irregular[bare])
    doubled = re.fullmatch(r"(?:[^aeiou]*|re|de|pro|ex|im|com|con|sub)[^aeiou]*[aeiou][^aeiouwxy]", stem) is not None
    double = (
        stem + stem[-1]
        if (doubled and not re.search(r"(?:er|en|on|et|it|or|el)$", stem[2:])) or stem in _DOUBLING
        else ""
    )
    if not past:
        if stem.endswith("e"):
            past = stem + "d"
        elif re.search(r"[^aeiou]y$", stem):
            past = stem[:-1] + "ied"
        else:
            past = (double or stem) + "ed"
        participle = past
    if re.search(r"(?:s|x|z|ch|sh|[^aeiou]o)$", stem):
        third = stem + "es"
    elif re.search(r"[^aeiou]y$", stem):
        third = stem[:-1] + "ies"
    else:
        third = stem + "s"
    if stem.endswith("ie"):
        gerund = stem[:-2] + "ying"
    elif stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")) and stem != "be":
        gerund = stem[:-1] + "ing"
    else:
        gerund = (double or stem) + "ing"
    forms: dict[str, set[str]] = defaultdict(set)
    for form, tag in ((stem, "base"), (third, "s"), (past, "past"), (participle, "part"), (gerund, "ing")):
        forms[form].add(tag)
    if stem in _BRITISH:
        forms[stem + stem[-1] + "ed"] |= {"past", "part"}
        forms[stem + stem[-1] + "ing"].add("ing")
    return {form: frozenset(tags) for form, tags in forms.items()}


_DOUBLING = frozenset("acquit annul airdrop quip commit admit permit submit expel repel rebel compel propel refer "
                      "confer defer prefer occur "
                      "transfer incur deter control patrol embed begin forget regret abet rebut "
                      "abut".split())  # fmt: skip
_BRITISH = frozenset("cancel travel signal label quarrel model kidnap channel dial fuel tunnel".split())


def _numbers(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield a noun and its plural, where it has one."""
    yield tuple(words)
    last = words[-1]
    if last.endswith("s") or last in ("fighting", "violence", "unrest", "aid", "assent", "independence"):
        return
    if last.endswith(("x", "z", "ch", "sh")):
        plural = last + "es"
    elif re.search(r"[^aeiou]y$", last):
        plural = last[:-1] + "ies"
    else:
        plural = last + "s"
    yield (*words[:-1], plural)


def _needs(text: str, groups: Mapping[str, frozenset[str]], file: Path, line: int) -> frozenset[str]:
    wanted: set[str] = set()
    for word in filter(None, text.split("|")):
        if word.startswith(("!", "=")):
            continue
        if not word.startswith("@"):
            wanted.add(word)
        elif word[1:] in groups:
            wanted |= groups[word[1:]]
        else:
            raise RuleError(f"unknown class {word!r}", file=str(file), line=line, expected="a group of words.tsv")
    return frozenset(wanted)


def _groups(path: Path) -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for _, (group, word) in _rows(path, 2):
        groups[group].add(word)
    return {group: frozenset(words) for group, words in groups.items()}


def _categories(path: Path) -> dict[str, Category]:
    table = {}
    for name, fields in read_yaml(path).items():
        values = {key: fields.get(key) or "" for key in ("plover", "cameo", "planned_plover", "planned_cameo")}
        table[name] = Category(name=name, **values)
    if missing := set(CATEGORIES) ^ set(table):
        raise DataError(f"categories missing or unknown: {', '.join(sorted(missing))}", file=str(path))
    return table


def _known(category: str, file: Path, line: int) -> None:
    if category not in CATEGORIES:
        raise RuleError(f"unknown category {category!r}", file=str(file), line=line, expected=", ".join(CATEGORIES))


def _rows(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = line.split("\t")
        if len(row) != columns:
            raise RuleError(f"{len(row)} columns", file=str(path), line=number, expected=f"{columns} columns")
        yield number, row
