"""Who is known by name: people with their offices, organisations, armed groups, titles, and the words of names.

The tables stand in data/reference/actors, one thing a line. A user's own folder may hold an `actors.tsv` of the
same columns as organisations.tsv; its rows win.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dashboard.dates import Day
from dashboard.errors import DataError, DataFaults
from dashboard.model import ACTOR_KINDS, Actor

_SPLIT = re.compile(r"\s*;\s*")
_WORD = re.compile(r"[^\W_]+(?:['’&/-][^\W_]+)*\+?")
# Family names that stand first in Chinese, Korean and Vietnamese names; used only beside a country or a given
# name of that shape, since 'Lee Hamilton' and 'Kim Howells' have them as first names.
_FAMILY_FIRST = frozenset(
    "xi hu li wang wen jiang zhang zhao zhou liu chen yang huang wu xu sun ma zhu lin guo he gao luo zheng liang xie song "
    "tang deng cao peng zeng xiao tian dong pan yuan cai yu du ye cheng wei lu ding ren yao qian han hong bo qin meng zhong "
    "kim lee park moon ban ahn roh yoon choi choe jung jeong chung kang cho jo yun jang im lim han oh seo shin kwon hwang song "
    "ri pak hong yoo tsai lai chiang lien frank ho thein than ne nguyen tran pham vo le phan truong vuong hun".split()
)
_EAST_ASIAN = frozenset({"CHN", "TWN", "KOR", "PRK", "HKG", "MAC", "SGP"})
_VIETNAM = "VNM"
_SURNAME_PARTICLES = frozenset(
    "al el bin ibn ben bint van von der den de da del della di du dos das la le ter ten zu af".split()
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})


def fold_name(text: str) -> str:
    """Return `text` for comparison: lower case, no accents, dots dropped, one kind of hyphen and apostrophe."""
    if not text.isascii():
        text = text.translate(_ODD)
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return text.lower().replace(".", "")


_ODD = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "–": "-", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d"}
    | {"Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "ð": "d", "þ": "th", "ə": "a", "Ə": "A"}
)


def surname_of(name: str, country: str | None = None) -> str:
    """Return the part of a person's name that later mentions use: 'Putin', 'al-Sadr', 'van der Bellen', 'Xi'.

    `country` (ISO 3166 alpha-3) tells 'Kim Jong Un' from 'Kim Howells'; without it the shape of the given name does.
    """
    words = name.replace(",", " ").split()
    while len(words) > 1 and fold_name(words[-1]) in _SUFFIXES:
        words.pop()
    if len(words) < 2:
        return words[0] if words else ""
    first = fold_name(words[0])
    if country == _VIETNAM:
        return words[-1]
    if first in _FAMILY_FIRST and (country in _EAST_ASIAN or _given_is_east_asian(words[1:])):
        return words[0]
    start = len(words) - 1
    while start > 1 and fold_name(words[start - 1]) in _SURNAME_PARTICLES and words[start - 1].islower():
        start -= 1
    return " ".join(words[start:])


def _given_is_east_asian(given: list[str]) -> bool:
    return len(given) == 1 and re.fullmatch(r"[A-Z][a-z]+-[a-z]+", given[0]) is not None


@dataclass(frozen=True)
class Known:
    """A name that the tables know: its folded words, and what it names.

    `kind` is person, organisation, armed_group, state or stop (words that look like a name and are none).
    `exact` holds the spelling that must match letter for letter ('WHO' is no 'who'), else "". `lower` is true of
    names that are written small ('janjaweed', 'al Qaeda').
    """

    words: tuple[str, ...]
    name: str
    kind: str
    country: str | None = None
    exact: str = ""
    lower: bool = False


@dataclass(frozen=True)
class Title:
    """Words that stand before or beside a name: 'foreign minister', 'Gen.', 'spokesman'.

    `kind` is office, rank, honorific, role or modifier; `office` the key by which terms of office are looked up;
    `country` the state that the words alone imply ('secretary of state' is American), else None.
    """

    words: tuple[str, ...]
    kind: str
    office: str = ""
    country: str | None = None


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
    """The tables, indexed. `known` and `titles` are keyed by their first folded word, longest entry first."""

    records: Mapping[str, Actor]
    known: Mapping[str, tuple[Known, ...]]
    titles: Mapping[str, tuple[Title, ...]]
    terms: tuple[Term, ...]
    first_names: frozenset[str]
    words: Mapping[str, frozenset[str]]
    publishers: frozenset[str]
    state_bodies: frozenset[str] = field(default_factory=frozenset)

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
        """Return who held an office of a state or organisation on a day; None where that is not certain."""
        if day is None:
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
        if current and all(t.of in self.records for t in current):
            return next((self.nation(t.of) for t in current if self.nation(t.of)), None)
        return record.country or self.nation(name)

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


def actor_id(name: str) -> str:
    """Return the stable id of a canonical name: 12 hex digits of BLAKE2b over its folded form."""
    return hashlib.blake2b(fold_name(name).encode(), digest_size=6).hexdigest()


def load(folder: Path, user: Path | None = None) -> ActorTable:
    """Return the tables of `folder`/actors and the user's own. Raises DataFaults with every fault and its line."""
    base = folder / "actors"
    faults: list[DataError] = []
    records: dict[str, Actor] = {}
    known: dict[str, list[Known]] = {}
    publishers = set()
    own = [user / "actors.tsv"] if user and (user / "actors.tsv").is_file() else []
    for path in [*own, base / "organisations.tsv", base / "armed_groups.tsv"]:
        for line, row in _rows(path, ("name", "aliases", "kind", "country", "parent"), faults):
            name, aliases, kind, country, parent = row
            publisher = kind == "publisher"
            kind = "organisation" if publisher else kind
            if kind not in ACTOR_KINDS:
                faults.append(
                    DataError(f"kind {kind!r} is none of {', '.join(ACTOR_KINDS)}", file=str(path), line=line)
                )
                continue
            names = _names(aliases)
            if name in records:
                if path not in own and not own:
                    faults.append(DataError(f"{name!r} stands here a second time", file=str(path), line=line))
                continue
            if publisher:
                publishers.add(name)
            records[name] = Actor(actor_id(name), name, kind, country or None, parent or None, names)
            for alias in (name, *names):
                _add(known, alias, name, kind, country or None)
    terms = []
    for _, row in _rows(base / "leaders.tsv", ("name", "aliases", "of", "office", "from", "to"), faults):
        name, aliases, of, office, since, until = row
        state = of if re.fullmatch("[A-Z]{3}", of) and of not in records else None
        country = state or _nation(records.get(name))
        old = records.get(name)
        names = tuple(dict.fromkeys([*(old.aliases if old else ()), *_names(aliases)]))
        parent = (old.parent if old else None) or (None if state else of)
        country = (old.country if old else None) or country
        records[name] = Actor(actor_id(name), name, "person", country, parent, names)
        if old is None:
            _add(known, name, name, "person", country)
        for alias in _names(aliases):
            if " " in alias or alias.isupper():
                _add(known, alias, name, "person", country)
        terms.append(Term(name, of, office, Day.parse(since), Day.parse(until) if until else None))
    for _, (phrase, country, kind) in _rows(base / "metonyms.tsv", ("phrase", "country", "kind"), faults):
        _add(known, phrase, phrase, kind, country or None)
    titles: dict[str, list[Title]] = {}
    for _, (phrase, kind, office, country) in _rows(
        base / "titles.tsv", ("phrase", "kind", "office", "country"), faults
    ):
        words = tuple(fold_name(w) for w in phrase.split())
        titles.setdefault(words[0], []).append(Title(words, kind, office, country or None))
    first_names = frozenset(
        fold_name(n) for _, (n,) in _rows(base / "first_names.tsv", ("names",), faults) for n in n.split()
    )
    word_lists: dict[str, set[str]] = {}
    for _, (group, words) in _rows(base / "words.tsv", ("group", "words"), faults):
        word_lists.setdefault(group, set()).update(fold_name(w) for w in words.split())
    if faults:
        raise DataFaults(faults)
    return ActorTable(
        records=records,
        known={key: tuple(sorted(rows, key=lambda k: -len(k.words))) for key, rows in known.items()},
        titles={key: tuple(sorted(rows, key=lambda t: -len(t.words))) for key, rows in titles.items()},
        terms=tuple(terms),
        first_names=first_names,
        words={group: frozenset(words) for group, words in word_lists.items()},
        publishers=frozenset(publishers),
    )


def _nation(old: Actor | None) -> str | None:
    return old.country if old else None


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name for name in _SPLIT.split(cell) if name)


def name_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a name as the finder cuts them."""
    words = (fold_name(m.group()) for m in _WORD.finditer(text.replace(".", "")))
    return tuple(w[:-2] if len(w) > 2 and w.endswith("'s") else w for w in words)


def _add(known: dict[str, list[Known]], alias: str, name: str, kind: str, country: str | None) -> None:
    words = name_words(alias)
    if not words:
        return
    exact = alias if len(words) == 1 and alias.isupper() else ""
    entries = known.setdefault(words[0], [])
    if not any(entry.words == words and entry.exact == exact for entry in entries):
        entries.append(Known(words, name, kind, country, exact, alias[0].islower()))


def _rows(path: Path, columns: tuple[str, ...], faults: list[DataError]) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of a TSV; `#` lines are comments. A line with too many cells is a fault."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        faults.append(DataError(f"the file cannot be read: {error}", file=str(path)))
        return
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > len(columns) or not cells[0]:
            faults.append(
                DataError(
                    f"{len(cells)} cells stand here",
                    file=str(path),
                    line=number,
                    expected=f"tab-separated {', '.join(columns)}",
                )
            )
            continue
        yield number, cells + [""] * (len(columns) - len(cells))
