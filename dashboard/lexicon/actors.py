"""Who is known by name: people with their offices, organisations, armed groups, titles, and the words of names.

The tables stand in data/reference/actors, one thing a line. A user's own folder may hold an `actors.tsv` of the
same columns as organisations.tsv; its rows win.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from dashboard.dates import Day
from dashboard.errors import DataError, DataFaults
from dashboard.lexicon.actor_names import actor_id, fold_name, name_words, surname_of
from dashboard.model import ACTOR_KINDS, Actor

_COMPLETE = re.compile(r"^# complete up to\t(\d{4}-\d\d-\d\d)\t", re.MULTILINE)
_SPLIT = re.compile(r"\s*;\s*")


@dataclass(frozen=True)
class Known:
    """A name that the tables know: its folded words, and what it names.

    `kind` is person, organisation, armed_group, state or stop (words that look like a name and are none).
    `exact` holds the spelling that must match letter for letter ('WHO' is no 'who'), else "". `lower` is true of
    names that are written small ('janjaweed', 'al Qaeda'). `others` are further people of that name ('King Abdullah').
    """

    words: tuple[str, ...]
    name: str
    kind: str
    country: str | None = None
    exact: str = ""
    lower: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Title:
    """Words that stand before or beside a name: 'foreign minister', 'Gen.', 'spokesman'.

    `kind` is office, rank, honorific, role or modifier; `office` the key by which terms of office are looked up;
    `country` the state that the words alone imply ('secretary of state' is American), else None; `doubtful`: other
    states have such an office too ('Sen.'), so that the article must name that state.
    """

    words: tuple[str, ...]
    kind: str
    office: str = ""
    country: str | None = None
    doubtful: bool = False


@dataclass(frozen=True)
class Term:
    """A person's time in an office of a state (ISO 3166 alpha-3) or an organisation; None is open."""

    name: str
    of: str
    office: str
    since: Day
    until: Day | None

    def holds(self, day: Day) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class ActorTable:
    """The tables, indexed. `known` and `titles` are keyed by their first folded word, longest entry first.

    `complete_to` is the last day for which the terms of office were looked through; None: no such day is told.
    """

    records: Mapping[str, Actor]
    known: Mapping[str, tuple[Known, ...]]
    titles: Mapping[str, tuple[Title, ...]]
    terms: tuple[Term, ...]
    first_names: frozenset[str]
    words: Mapping[str, frozenset[str]]
    publishers: frozenset[str]
    complete_to: Day | None = None

    def actor_record(self, name: str) -> Actor:
        """Return the record of a canonical name; one that the tables do not know is a person of no known state."""
        return self.records.get(name) or Actor(id=actor_id(name), name=name, kind="person")

    def family(self, name: str) -> tuple[str, ...]:
        """Return whom `name` belongs to, nearest first: its parent bodies by name, last its state as ISO-3."""
        chain: list[str] = []
        record = self.records.get(name)
        country = record.country if record else None
        while record and record.parent and record.parent not in chain and record.parent != name:
            chain.append(record.parent)
            record = self.records.get(record.parent)
            country = country or (record.country if record else None)
        return (*chain, country) if country else tuple(chain)

    def members(self, name: str) -> tuple[str, ...]:
        """Return the canonical names that belong to an organisation or a state (ISO-3), however far down, sorted."""
        return tuple(sorted(other for other in self.records if name in self.family(other)))

    @cached_property
    def _terms_of(self) -> Mapping[tuple[str, str], tuple[Term, ...]]:
        terms: dict[tuple[str, str], list[Term]] = {}
        for term in self.terms:
            terms.setdefault((term.of, term.office), []).append(term)
        return {key: tuple(rows) for key, rows in terms.items()}

    @cached_property
    def _terms_by(self) -> Mapping[str, tuple[Term, ...]]:
        terms: dict[str, list[Term]] = {}
        for term in self.terms:
            terms.setdefault(term.name, []).append(term)
        return {key: tuple(rows) for key, rows in terms.items()}

    def holder(self, of: str, office: str, day: Day | None) -> str | None:
        """Return who held an office of a state or organisation on a day; None where that is not certain.

        That is so of two holders at once, and of every day after the terms of office were last looked through.
        """
        if day is None or (self.complete_to is not None and day > self.complete_to):
            return None
        holders = {term.name for term in self._terms_of.get((of, office), ()) if term.holds(day)}
        return holders.pop() if len(holders) == 1 else None

    def has_office(self, of: str, office: str) -> bool:
        return (of, office) in self._terms_of

    def state_on(self, name: str, day: Day | None) -> str | None:
        """Return the state that a person acts for on a day: none while in the office of an international body."""
        record = self.records.get(name)
        if record is None:
            return None
        current = [t for t in self.terms_by(name) if day is not None and t.holds(day)]
        states: list[str | None] = [t.of for t in current if t.of not in self.records]
        states += [self.nation(t.of) for t in current]
        if current:
            return states[0]
        return record.country or self.nation(name)

    def term_on(self, name: str, day: Day | None) -> Term | None:
        """Return the term that a person of the tables serves on a day, if any."""
        return next((t for t in self.terms_by(name) if day is not None and t.holds(day)), None)

    def nation(self, name: str) -> str | None:
        """Return the state that a name belongs to, through its parents where it has none of its own."""
        record = self.records.get(name)
        if record is None:
            return None
        if record.country:
            return record.country
        family = self.family(name)
        return family[-1] if family and family[-1] not in self.records else None

    def terms_by(self, name: str) -> tuple[Term, ...]:
        return self._terms_by.get(name, ())

    @cached_property
    def surnames(self) -> Mapping[str, tuple[str, ...]]:
        """Folded surname or other one-word name -> the people of the tables who bear it."""
        names: dict[str, list[str]] = {}
        for name, record in self.records.items():
            if record.kind == "person":
                shorts = [surname_of(name, record.country), *(a for a in record.aliases if " " not in a)]
                for short in dict.fromkeys(fold_name(s) for s in shorts):
                    names.setdefault(short, []).append(name)
        return {key: tuple(rows) for key, rows in names.items()}

    @cached_property
    def _nicknames(self) -> Mapping[str, str]:
        pairs = (entry.partition("=") for entry in self.words["nicknames"])
        return {short: full for short, _, full in pairs}

    def full_first_name(self, first: str) -> str:
        """Return the full form of a folded first name: 'mike' is 'michael'."""
        return self._nicknames.get(first, first)

    def bearer(self, surname: str, day: Day | None, country: str | None = None, office: str = "") -> str | None:
        """Return the one person of the tables whom a bare surname can mean in an article of `day`.

        Who is in office on that day wins; else who left it last before; a term that begins within two years
        counts too ("president-elect"). None where nobody or more than one fits.
        """
        names = self.surnames.get(fold_name(surname), ())
        if country:
            names = tuple(n for n in names if self.records[n].country == country)
        if office:
            fitting = tuple(n for n in names if any(t.office == office for t in self.terms_by(n)))
            names = fitting or names
        if day is None:
            return names[0] if len(names) == 1 else None
        ranked = sorted((rank, name) for name in names if (rank := self._rank(name, day, office)) is not None)
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return ranked[0][1]

    def _rank(self, name: str, day: Day, office: str = "") -> int | None:
        """0 in office on `day`; else the days since leaving it or before taking it; None where too far off."""
        ranks = []
        for term in self.terms_by(name):
            if office and term.office != office and any(t.office == office for t in self.terms_by(name)):
                continue
            if term.holds(day):
                ranks.append(0)
            elif term.since > day:
                if (wait := term.since.ordinal - day.ordinal) <= 730:
                    ranks.append(wait)
            else:
                assert term.until is not None
                ranks.append(day.ordinal - term.until.ordinal)
        return min(ranks) if ranks else None


def load(folder: Path, user: Path | None = None) -> ActorTable:
    """Return the tables of `folder`/actors and the user's own. Raises DataFaults with every fault and its line."""
    return _Reader(folder / "actors").read(user)


class _Reader:
    """Reads the files one after the other and gathers every fault on the way."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.faults: list[DataError] = []
        self.records: dict[str, Actor] = {}
        self.known: dict[str, list[Known]] = {}
        self.publishers: set[str] = set()
        self.terms: list[Term] = []
        self.complete_to: Day | None = None

    def read(self, user: Path | None) -> ActorTable:
        own = user / "actors.tsv" if user else None
        if own is not None and own.is_file():
            self._bodies(own, replaced=frozenset())
        mine = frozenset(self.records)
        for name in ("organisations.tsv", "armed_groups.tsv"):
            self._bodies(self.base / name, mine)
        self._leaders(self.base / "leaders.tsv")
        for path, number, row in self._rows("metonyms.tsv", ("phrase", "country", "kind")):
            phrase, country, kind = row
            if kind not in ("state", "people", "stop"):
                self._fault(path, number, f"kind {kind!r} is none of state, people, stop")
            self._add(phrase, phrase, kind, country or None)
        titles: dict[str, list[Title]] = {}
        for path, number, row in self._rows("titles.tsv", ("phrase", "kind", "office", "country")):
            phrase, kind, office, country = row
            if kind not in ("office", "rank", "honorific", "role", "modifier"):
                self._fault(path, number, f"kind {kind!r} is none of office, rank, honorific, role, modifier")
            words = tuple(fold_name(w) for w in phrase.split())
            state = country.removesuffix("?") or None
            titles.setdefault(words[0], []).append(Title(words, kind, office, state, country.endswith("?")))
        shared = self.base.parent / "first_names.tsv"
        first_names = {fold_name(row[0]) for _, _, row in self._rows(shared, ("name", "origin"))}
        words_of: dict[str, set[str]] = {}
        for _, _, (group, members) in self._rows("words.tsv", ("group", "words")):
            words_of.setdefault(group, set()).update(fold_name(w) for w in members.split())
        if self.faults:
            raise DataFaults(self.faults)
        return ActorTable(
            records=self.records,
            known={key: tuple(sorted(rows, key=lambda k: -len(k.words))) for key, rows in self.known.items()},
            titles={key: tuple(sorted(rows, key=lambda t: -len(t.words))) for key, rows in titles.items()},
            terms=tuple(self.terms),
            first_names=frozenset(first_names),
            words={group: frozenset(members) for group, members in words_of.items()},
            publishers=frozenset(self.publishers),
            complete_to=self.complete_to,
        )

    def _bodies(self, path: Path, replaced: frozenset[str]) -> None:
        """Read organisations, armed groups or, in a user's file, people; rows of `replaced` names are passed over."""
        for _, number, row in self._rows(path, ("name", "aliases", "kind", "country", "parent")):
            name, aliases, kind, country, parent = row
            publisher = kind == "publisher"
            kind = "organisation" if publisher else kind
            if kind not in ACTOR_KINDS:
                self._fault(path, number, f"kind {kind!r} is none of {', '.join(ACTOR_KINDS)}, publisher")
            elif name in replaced:
                continue
            elif name in self.records:
                self._fault(path, number, f"{name!r} stands here a second time")
            else:
                if publisher:
                    self.publishers.add(name)
                others = _names(aliases)
                self.records[name] = Actor(actor_id(name), name, kind, country or None, parent or None, others)
                for alias in (name, *others):
                    self._add(alias, name, kind, country or None)

    def _leaders(self, path: Path) -> None:
        """Read terms of office; a person's aliases may stand on any of the lines."""
        if path.is_file() and (told := _COMPLETE.search(path.read_text(encoding="utf-8", errors="replace"))):
            self.complete_to = Day.parse(told[1])
        for _, number, row in self._rows(path, ("name", "aliases", "of", "office", "from", "to")):
            name, aliases, of, office, first, last = row
            state = of if re.fullmatch("[A-Z]{3}", of) and of not in self.records else None
            if state is None and of not in self.records:
                self._fault(path, number, f"{of!r} is neither an ISO 3166 alpha-3 code nor a known organisation")
                continue
            try:
                since, until = first.removesuffix("?"), last.removesuffix("?")
                term = Term(name, of, office, Day.parse(since), Day.parse(until) if until else None)
            except DataError as error:
                self._fault(path, number, error.message)
                continue
            self.terms.append(term)
            old = self.records.get(name)
            others = tuple(dict.fromkeys([*(old.aliases if old else ()), *_names(aliases)]))
            country = (old.country if old else None) or state
            parent = (old.parent if old else None) or (None if state else of)
            self.records[name] = Actor(actor_id(name), name, "person", country, parent, others)
            self._add(name, name, "person", country)
            for alias in _names(aliases):
                if " " in alias or alias.isupper():
                    self._add(alias, name, "person", country)

    def _add(self, alias: str, name: str, kind: str, country: str | None) -> None:
        words = name_words(alias)
        if words:
            exact = alias if len(words) == 1 and alias.isupper() else ""
            entries = self.known.setdefault(words[0], [])
            small = alias[0].islower()
            same = next((e for e in entries if e.words == words and e.exact == exact), None)
            if same is not None and same.name == name and small and not same.lower:
                entries[entries.index(same)] = replace(same, lower=True)
            if same is not None and kind == same.kind == "person" and name not in (same.name, *same.others):
                entries[entries.index(same)] = replace(same, others=(*same.others, name))
            elif same is None or (exact and not any(e.name == name for e in entries)):
                entries.append(Known(words, name, kind, country, exact, small))

    def _fault(self, path: Path, line: int, message: str) -> None:
        self.faults.append(DataError(message, file=str(path), line=line))

    def _rows(self, name: str | Path, columns: tuple[str, ...]) -> Iterator[tuple[Path, int, list[str]]]:
        """Yield path, line number and cells of a TSV; `#` lines are comments. Too many cells are a fault."""
        path = self.base / name
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            self.faults.append(DataError(f"the file cannot be read: {error}", file=str(path)))
            return
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) > len(columns) or not cells[0]:
                self._fault(path, number, f"{len(cells)} cells stand here, expected at most: {', '.join(columns)}")
                continue
            yield path, number, cells + [""] * (len(columns) - len(cells))


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name for name in _SPLIT.split(cell) if name)
