"""One event told by several articles -> one row with all its evidence, or a conflict that is shown.

Two rows are one event where category, time, people or states, and place agree, each as far as both tell it;
`why_joined` says in which. What articles disagree on stays in `Event.conflicts`. Rows are compared only within blocks
of the same category, participant and time, so that a thousand articles take seconds. The same events give the same
rows in any order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TypeVar

from dashboard.dates import Day
from dashboard.model import Article, Event, Link

# Days between reports that may still be of one event without a date, and between stated days that are a conflict about
# one event rather than two events: by eye.
REPORTED_WITHIN, STATED_WITHIN = 3, 1
_FINE = ("day", "days")
T = TypeVar("T")
_EXACT = ("day", "days", "week")
_OPPOSED = frozenset({"REJECT", "ACCUSE", "THREATEN", "CONCEDE"})
_CHECKED = {"curated": 0, "corrected": 1, "confirmed": 2}
_ORDINARY = frozenset(
    "the a an of in on at to for with by from and or says said say his her its over after as is are was were be".split()
)


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
        row = rows[members[0]] if len(members) == 1 else _join([rows[n] for n in members])
        made[row.id] = row
        now.update((rows[n].id, row.id) for n in members)
    return tuple(_relinked(row, now) for row in made.values())


def why_joined(a: Event, b: Event) -> list[str]:
    """Return the reasons why two events are one, in words; empty where they are not."""
    return _compare(a, b, _words(a), _words(b))[1]


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


@dataclass
class Memory:
    """What a joining found out of its rows: by what each is compared, and how strongly each two compared agree.

    Rows are told by everything that the comparison looks at, so that a row that changed is another one.
    """

    rows: dict[tuple[object, ...], _Known] = field(default_factory=dict)
    agreed: dict[tuple[int, int], int] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)


class _Compared:
    """The comparisons of one joining, taken from the memory where it has them."""

    def __init__(self, rows: Sequence[Event], memory: Memory) -> None:
        self.rows, self.memory = rows, memory
        self.agreed: dict[tuple[int, int], int] = {}
        self.known: dict[tuple[object, ...], _Known] = {}
        self.of: list[_Known] = []
        for event in rows:
            looks = _looks(event)
            known = memory.rows.get(looks) or _Known(next(memory.numbers), _words(event), tuple(sorted(_keys(event))))
            self.known[looks] = known
            self.of.append(known)

    def strength(self, a: int, b: int) -> int:
        """Return how strongly two rows agree, 0 where they are two events."""
        one, other = self.of[a], self.of[b]
        pair = (one.number, other.number)
        found = self.agreed.get(pair)
        if found is None:
            found = self.memory.agreed.get(pair)
            if found is None:
                strength, reasons = _compare(self.rows[a], self.rows[b], one.words, other.words)
                found = strength if reasons else 0
            self.agreed[pair] = found
        return found

    def remember(self) -> None:
        """Leave in the memory what this joining needed, and nothing of rows that are gone."""
        self.memory.rows, self.memory.agreed = self.known, self.agreed


def _looks(event: Event) -> tuple[object, ...]:
    """Return everything of a row that `_compare` and `_keys` look at."""
    places = tuple((place.name, place.kind, place.iso3) for place in event.places)
    told = tuple((item.article, item.trigger) for item in event.evidence)
    return (
        event.id, event.category, event.plover, event.title, event.date, event.earliest, event.latest, event.dated,
        event.precision, event.published, event.actors, event.countries, places, told,
    )  # fmt: skip


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
    rows = compared.rows
    blocks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    loose = [not e.dated or e.precision not in _EXACT for e in rows]
    articles = [e.evidence[0].article for e in rows]
    for n, known in enumerate(compared.of):
        for key in known.keys:
            blocks[key].append(n)
    seen: set[tuple[int, int]] = set()
    for key in sorted(blocks):
        block = blocks[key]
        every = key[2].startswith("day")
        for i, a in enumerate(block):
            for b in block[i + 1 :]:
                if not (every or loose[a] or loose[b]) or (a, b) in seen:
                    continue
                seen.add((a, b))
                if articles[a] != articles[b] and (strength := compared.strength(a, b)):
                    yield strength, a, b


def _keys(event: Event) -> set[tuple[str, str, str]]:
    """Return the blocks of a row: its category with each participant and each time in which it may be."""
    who = event.actors or event.countries or tuple(place.name for place in event.places)
    times: set[str] = set()
    if event.dated and event.earliest:
        last = event.latest or event.earliest
        times |= {f"year {year}" for year in range(event.earliest.year, min(last.year, event.earliest.year + 10) + 1)}
        if event.precision in _EXACT:
            end = min(last.ordinal, event.earliest.ordinal + 31) + STATED_WITHIN
            times |= {f"day {day // 4}" for day in range(event.earliest.ordinal - STATED_WITHIN, end + 1)}
    if event.published:
        times |= {f"report {(event.published.ordinal + shift) // 4}" for shift in (0, REPORTED_WITHIN)}
    return {(event.category, name, time) for name in who for time in times}


def _compare(a: Event, b: Event, ours: frozenset[str], theirs: frozenset[str]) -> tuple[int, list[str]]:
    """Return how strongly two rows agree, and in what; no reasons where they are two events. Words: as of `_words`."""
    nothing: tuple[int, list[str]] = (0, [])
    if a.category != b.category or (a.plover != b.plover and _OPPOSED & {a.plover, b.plover}):
        return nothing
    time = _same_time(a, b)
    who = _same_people(a, b)
    if time is None or who is None:
        return nothing
    where = sorted({p.name for p in a.places} & {p.name for p in b.places})
    if _places_apart(a, b) and not (time[0] >= 3 and who[0] >= 3):
        return nothing
    words = ours & theirs
    strength = time[0] + who[0] + (2 if where else 0) + min(len(words), 3)
    needed = 6 if time[0] >= 3 else 8
    if a.category == "statement" and len(words) < 2 and time[0] < 3:
        return nothing
    if strength < needed:
        return nothing
    reasons = [f"both are {a.category}", time[1], who[1]]
    if where:
        reasons.append(f"both name {', '.join(where)}")
    if words:
        reasons.append(f"both say {', '.join(sorted(words))}")
    return strength, reasons


def _same_time(a: Event, b: Event) -> tuple[int, str] | None:
    if a.dated and b.dated:
        if a.date == b.date:
            return 4, f"both give the date {a.date}"
        if a.earliest is None or b.earliest is None:
            return None
        a_last, b_last = a.latest or a.earliest, b.latest or b.earliest
        if (a.earliest <= b.earliest and b_last <= a_last) or (b.earliest <= a.earliest and a_last <= b_last):
            exact = a.precision in _EXACT and b.precision in _EXACT
            return (3 if exact else 2), f"one date lies within the other ({a.date}, {b.date})"
        gap = max(a.earliest.ordinal, b.earliest.ordinal) - min(a_last.ordinal, b_last.ordinal)
        if gap <= STATED_WITHIN and a.precision in _FINE and b.precision in _FINE:
            return 1, f"the dates are a day apart ({a.date}, {b.date})"
        return None
    if a.published is None or b.published is None:
        return None
    apart = abs(a.published.ordinal - b.published.ordinal)
    if apart > REPORTED_WITHIN:
        return None
    dated = a if a.dated else b if b.dated else None
    other = b if dated is a else a
    if dated is not None and dated.earliest is not None:
        if other.latest is not None and dated.earliest > other.latest:
            return None
        if other.earliest is not None and dated.latest is not None and dated.latest < other.earliest:
            return None
        if abs(dated.earliest.ordinal - (other.published or dated.earliest).ordinal) > 7 * REPORTED_WITHIN:
            return None
    return 2, f"reported within {apart} day{'s' if apart != 1 else ''} of each other"


def _same_people(a: Event, b: Event) -> tuple[int, str] | None:
    shared = [name for name in a.actors if name in b.actors]
    if a.actors and b.actors and not shared:
        return None
    states = [code for code in a.countries if code in b.countries]
    if a.countries and b.countries and not states:
        return None
    if shared:
        strength = 4 if len(shared) == min(len(a.actors), len(b.actors)) else 3
        return strength, f"both name {', '.join(shared)}"
    if len(states) >= 2 or (states and len(states) == max(len(a.countries), len(b.countries))):
        return (3 if len(states) >= 2 else 2), f"both concern {', '.join(states)}"
    return None


def _places_apart(a: Event, b: Event) -> bool:
    ours, theirs = {p.name for p in a.places}, {p.name for p in b.places}
    if not ours or not theirs or ours & theirs:
        return False
    wide = {p.iso3 for p in (*a.places, *b.places) if p.kind == "country"}
    return not (wide & {p.iso3 for p in a.places} & {p.iso3 for p in b.places})


def _words(event: Event) -> frozenset[str]:
    """Return the telling words of an event: of its triggers and title, without names and small words."""
    names = {w.lower() for name in (*event.actors, *(p.name for p in event.places)) for w in name.split()}
    text = " ".join((event.title, *(e.trigger for e in event.evidence)))
    words = {w.lower().rstrip("s") for w in re.findall(r"[A-Za-z]{3,}", text)}
    return frozenset(words - {n.rstrip("s") for n in names} - _ORDINARY)


def _join(members: Sequence[Event]) -> Event:
    """Return one row: fields of the checked or oldest member, the finest date, all evidence, every conflict."""
    by_age = sorted(members, key=lambda e: (e.published or Day(9999, 1, 1), e.id))
    lead = min(by_age, key=lambda e: _CHECKED.get(e.review, 3))
    dated = sorted((e for e in by_age if e.dated), key=lambda e: (_CHECKED.get(e.review, 3), _width(e)))
    when = dated[0] if dated else lead
    newest = by_age[-1]
    status = lead.status if lead.review in _CHECKED else newest.status
    first = [piece for e in (when, *by_age) for piece in e.evidence]
    days = [e.published for e in members if e.published]
    seen = [e.seen_on for e in members if e.seen_on]
    return replace(
        lead,
        id=by_age[0].id,
        title=lead.title
        if lead.status == status
        else next((e.title for e in by_age if e.status == status), lead.title),
        status=status,
        date=when.date,
        earliest=when.earliest,
        latest=when.latest,
        dated=when.dated,
        precision=when.precision,
        seen_on=max(seen) if seen and status == "ongoing" else None,
        evidence=tuple(dict.fromkeys(first)),
        actors=_all(e.actors for e in (lead, *by_age)),
        countries=_all(e.countries for e in (lead, *by_age)),
        targets=_all(e.targets for e in (lead, *by_age)),
        places=_all(e.places for e in (lead, *by_age) if not _places_apart(lead, e)),
        links=_all(e.links for e in (lead, *by_age)),
        members=tuple(sorted({i for e in by_age for i in (e.id, *e.members)} - {by_age[0].id})),
        conflicts=tuple(_conflicts(by_age)),
        published=min(days) if days else None,
        recorded=min((e.recorded for e in members if e.recorded), default=None),
    )


def _all(lists: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for items in lists for item in items))


def _width(event: Event) -> int:
    if event.earliest is None or event.latest is None:
        return 10**6
    return event.latest.ordinal - event.earliest.ordinal


def _conflicts(members: Sequence[Event]) -> list[str]:
    """Return what the members disagree on, one line each: the field, and every value with the articles that give it."""
    found = []
    dated = [e for e in members if e.dated]
    if any((_same_time(a, b) or (0, ""))[0] <= 1 for a in dated for b in dated):
        found.append(_line("date", [(e.date or "", e) for e in dated]))
    placed = [e for e in members if e.places]
    if any(_places_apart(a, b) for a in placed for b in placed):
        found.append(_line("place", [(e.places[0].name, e) for e in placed]))
    if len({e.status for e in members}) > 1:
        found.append(_line("status", [(e.status, e) for e in members]))
    return found


def _line(name: str, values: Sequence[tuple[str, Event]]) -> str:
    by_value: dict[str, list[str]] = {}
    for value, event in values:
        by_value.setdefault(value, []).extend(e.article for e in event.evidence)
    parts = [f"{value} ({', '.join(dict.fromkeys(articles))})" for value, articles in by_value.items()]
    return f"{name}: {'; '.join(parts)}"


def _relinked(row: Event, ids: Mapping[str, str]) -> Event:
    """Return a row whose links point at rows that are there, not at members that went into another."""
    links = tuple(dict.fromkeys(Link(link.kind, ids.get(link.event, link.event)) for link in row.links))
    links = tuple(link for link in links if link.event != row.id)
    return row if links == row.links else replace(row, links=links)
