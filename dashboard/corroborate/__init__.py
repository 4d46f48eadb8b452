"""One event told by several articles -> one row with all its evidence, or a conflict that is shown.

Two rows are one event where category, time, people or states, and place agree, each as far as both tell it;
`why_joined` says in which. What articles disagree on stays in `Event.conflicts`. Rows are compared only within blocks
of the same category, participant and time, so that a thousand articles take seconds. The same events give the same
rows in any order.

comparing: when two rows are one event; joining: what the row of several says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from dashboard.corroborate.comparing import EXACT, compare, keys, looks, telling_words
from dashboard.corroborate.joining import one_row, relinked
from dashboard.model import Article, Event


def join_events(
    events: Iterable[Event],
    articles: Sequence[Article],
    apart: Iterable[Sequence[str]] = (),
    joined: Iterable[Sequence[str]] = (),
    memory: Memory | None = None,
) -> tuple[Event, ...]:
    """Return the rows of the table, in the order of their first member.

    Events whose ids stand together in `apart` are never one row; those together in `joined` always are. A joined row
    has the id of its oldest member, by publication day, and names the others in `members`. `memory` of an earlier
    joining of nearly the same events saves comparing them again.
    """
    rows = list(events)
    order = {event.id: n for n, event in enumerate(rows)}
    compared = _Compared(rows, memory or Memory())
    groups = _Groups(rows, compared, [frozenset(ids) for ids in apart])
    for ids in joined:
        known = [order[i] for i in ids if i in order]
        for other in known[1:]:
            groups.unite(known[0], other, forced=True)
    for _, a, b in sorted(_pairs(compared), key=lambda pair: (-pair[0], rows[pair[1]].id, rows[pair[2]].id)):
        groups.unite(a, b)
    compared.remember()
    made: dict[str, Event] = {}
    now: dict[str, str] = {}
    for members in groups.members():
        row = rows[members[0]] if len(members) == 1 else one_row([rows[n] for n in members])
        made[row.id] = row
        now.update((rows[n].id, row.id) for n in members)
    return tuple(relinked(row, now) for row in made.values())


def why_joined(a: Event, b: Event) -> list[str]:
    """Return the reasons why two events are one, in words; empty where they are not."""
    return compare(a, b, telling_words(a), telling_words(b))[1]


def origins(event: Event, articles: Sequence[Article]) -> tuple[str, ...]:
    """Return the publishers that the evidence goes back to, sorted: an article that cites CNN has its origin there."""
    by_id = {article.id: article for article in articles}
    known = {a.publisher for a in articles if a.publisher} | {cited for a in articles for cited in a.cites}
    found = set()
    for evidence in event.evidence:
        article = by_id.get(evidence.article)
        said = [name for name in evidence.claimed_by if name in known]
        if said:
            found.add(said[-1])
        elif article is not None and article.cites:
            found.add(article.cites[0])
        else:
            found.add(article.publisher if article is not None and article.publisher else evidence.article)
    return tuple(sorted(found))


def origin_words(event: Event, articles: Sequence[Article]) -> str:
    """Return how many articles tell an event and from how many origins: "2 articles, 1 origin: CNN"."""
    told = len({evidence.article for evidence in event.evidence})
    names = origins(event, articles)
    count = f"{told} article{'s' if told != 1 else ''}, {len(names)} origin{'s' if len(names) != 1 else ''}"
    return f"{count}: {', '.join(names)}"


@dataclass(frozen=True)
class _Known:
    """What a row is compared by: its telling words and its blocks; `number` names it."""

    number: int
    words: frozenset[str]
    keys: tuple[tuple[str, str, str], ...]


# Block -> the numbers of its rows, and what agrees: strength and places of the two in the block.
_Blocks = dict[tuple[str, str, str], tuple[tuple[int, ...], list[tuple[int, int, int]]]]


@dataclass
class Memory:
    """What a joining found out of its rows: by what each is compared, and how strongly each two compared agree.

    Rows are told by everything that the comparison looks at, so that a row that changed is another one.
    """

    rows: dict[tuple[object, ...], _Known] = field(default_factory=dict)
    agreed: dict[tuple[int, int], int] = field(default_factory=dict)
    blocks: _Blocks = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)


class _Compared:
    """The comparisons of one joining, taken from the memory where it has them."""

    def __init__(self, rows: Sequence[Event], memory: Memory) -> None:
        self.rows, self.memory = rows, memory
        self.agreed: dict[tuple[int, int], int] = {}
        self.blocks: _Blocks = {}
        self.known: dict[tuple[object, ...], _Known] = {}
        self.of: list[_Known] = []
        for event in rows:
            seen = looks(event)
            known = memory.rows.get(seen) or _Known(
                next(memory.numbers), telling_words(event), tuple(sorted(keys(event)))
            )
            self.known[seen] = known
            self.of.append(known)

    def strength(self, a: int, b: int) -> int:
        """Return how strongly two rows agree, 0 where they are two events."""
        one, other = self.of[a], self.of[b]
        pair = (one.number, other.number)
        found = self.agreed.get(pair)
        if found is None:
            found = self.memory.agreed.get(pair)
            if found is None:
                strength, reasons = compare(self.rows[a], self.rows[b], one.words, other.words)
                found = strength if reasons else 0
            self.agreed[pair] = found
        return found

    def remember(self) -> None:
        """Leave in the memory what this joining needed, and nothing of rows that are gone."""
        self.memory.rows, self.memory.agreed, self.memory.blocks = self.known, self.agreed, self.blocks


@dataclass
class _Groups:
    """Rows put together, as a forest; two rows of one article, or two settled apart, never meet in one group."""

    rows: Sequence[Event]
    compared: _Compared
    apart: Sequence[frozenset[str]]
    parent: dict[int, int] = field(default_factory=dict)
    inside: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parent = {n: n for n in range(len(self.rows))}
        self.inside = {n: [n] for n in range(len(self.rows))}

    def find(self, n: int) -> int:
        while self.parent[n] != n:
            self.parent[n] = self.parent[self.parent[n]]
            n = self.parent[n]
        return n

    def unite(self, a: int, b: int, forced: bool = False) -> None:
        a, b = sorted((self.find(a), self.find(b)))
        if a == b or (not forced and not self._may_meet(self.inside[a], self.inside[b])):
            return
        self.parent[b] = a
        self.inside[a] = sorted(self.inside[a] + self.inside.pop(b))

    def _may_meet(self, left: Sequence[int], right: Sequence[int]) -> bool:
        ours = {e.article for n in left for e in self.rows[n].evidence}
        theirs = {e.article for n in right for e in self.rows[n].evidence}
        if ours & theirs:
            return False
        ids = [{i for n in side for i in (self.rows[n].id, *self.rows[n].members)} for side in (left, right)]
        if any(settled & ids[0] and settled & ids[1] for settled in self.apart):
            return False
        return all(self.compared.strength(n, m) for n in left for m in right)

    def members(self) -> list[list[int]]:
        return [self.inside[n] for n in sorted(self.inside)]


def _pairs(compared: _Compared) -> Iterator[tuple[int, int, int]]:
    """Yield strength and indices of the pairs that agree, comparing only rows of one block.

    In a block of days all rows are compared; in one of years or of reports only those that are dated coarsely or not at
    all with the others, so that a year of exact dates costs nothing.
    """
    rows, of, memory = compared.rows, compared.of, compared.memory
    blocks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for n, known in enumerate(of):
        for key in known.keys:
            blocks[key].append(n)
    loose = [not e.dated or e.precision not in EXACT for e in rows]
    articles = [e.evidence[0].article for e in rows]
    found: dict[tuple[int, int], int] = {}
    for key, block in blocks.items():
        if len(block) == 1:
            continue
        numbers = tuple(of[n].number for n in block)
        before = memory.blocks.get(key)
        if before is None or before[0] != numbers:
            every = key[2].startswith("day")
            agree = [
                (strength, i, j)
                for i, a in enumerate(block)
                for j, b in enumerate(block[i + 1 :], i + 1)
                if (every or loose[a] or loose[b])
                and articles[a] != articles[b]
                and (strength := compared.strength(a, b))
            ]
            before = (numbers, agree)
        compared.blocks[key] = before
        found.update({(block[i], block[j]): strength for strength, i, j in before[1]})
    for (a, b), strength in found.items():
        yield strength, a, b
