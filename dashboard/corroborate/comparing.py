"""When two rows tell one event: category, time, people or states, and place agree, each as far as both tell it."""

from __future__ import annotations

import re

from dashboard.model import Event

# Days between reports that may still be of one event without a date, and between stated days that are a conflict about
# one event rather than two events: by eye.
REPORTED_WITHIN, STATED_WITHIN = 3, 1
EXACT = ("day", "days", "week")
_FINE = ("day", "days")
_OPPOSED = frozenset({"REJECT", "ACCUSE", "THREATEN", "CONCEDE"})
_ORDINARY = frozenset(
    "the a an of in on at to for with by from and or says said say his her its over after as is are was were be".split()
)


def compare(a: Event, b: Event, ours: frozenset[str], theirs: frozenset[str]) -> tuple[int, list[str]]:
    """Return how strongly two rows agree, and in what; no reasons where they are two events.

    `ours` and `theirs` are their `telling_words`.
    """
    nothing: tuple[int, list[str]] = (0, [])
    if a.category != b.category or (a.plover != b.plover and _OPPOSED & {a.plover, b.plover}):
        return nothing
    time = same_time(a, b)
    who = same_people(a, b)
    if time is None or who is None:
        return nothing
    where = sorted({p.name for p in a.places} & {p.name for p in b.places})
    if places_apart(a, b) and not (time[0] >= 3 and who[0] >= 3):
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


def same_time(a: Event, b: Event) -> tuple[int, str] | None:
    if a.dated and b.dated:
        if a.date == b.date:
            return 4, f"both give the date {a.date}"
        if a.earliest is None or b.earliest is None:
            return None
        a_last, b_last = a.latest or a.earliest, b.latest or b.earliest
        if (a.earliest <= b.earliest and b_last <= a_last) or (b.earliest <= a.earliest and a_last <= b_last):
            exact = a.precision in EXACT and b.precision in EXACT
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


def same_people(a: Event, b: Event) -> tuple[int, str] | None:
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


def places_apart(a: Event, b: Event) -> bool:
    ours, theirs = {p.name for p in a.places}, {p.name for p in b.places}
    if not ours or not theirs or ours & theirs:
        return False
    wide = {p.iso3 for p in (*a.places, *b.places) if p.kind == "country"}
    return not (wide & {p.iso3 for p in a.places} & {p.iso3 for p in b.places})


def telling_words(event: Event) -> frozenset[str]:
    """Return the telling words of an event: of its triggers and title, without names and small words."""
    names = {w.lower() for name in (*event.actors, *(p.name for p in event.places)) for w in name.split()}
    text = " ".join((event.title, *(e.trigger for e in event.evidence)))
    words = {w.lower().rstrip("s") for w in re.findall(r"[A-Za-z]{3,}", text)}
    return frozenset(words - {n.rstrip("s") for n in names} - _ORDINARY)


def keys(event: Event) -> set[tuple[str, str, str]]:
    """Return the blocks of a row: its category with each participant and each time in which it may be."""
    who = event.actors or event.countries or tuple(place.name for place in event.places)
    times: set[str] = set()
    if event.dated and event.earliest:
        last = event.latest or event.earliest
        times |= {f"year {year}" for year in range(event.earliest.year, min(last.year, event.earliest.year + 10) + 1)}
        if event.precision in EXACT:
            end = min(last.ordinal, event.earliest.ordinal + 31) + STATED_WITHIN
            times |= {f"day {day // 4}" for day in range(event.earliest.ordinal - STATED_WITHIN, end + 1)}
    if event.published:
        times |= {f"report {(event.published.ordinal + shift) // 4}" for shift in (0, REPORTED_WITHIN)}
    return {(event.category, name, time) for name in who for time in times}


def looks(event: Event) -> tuple[object, ...]:
    """Return everything of a row that `compare` and `keys` look at."""
    places = tuple((place.name, place.kind, place.iso3) for place in event.places)
    told = tuple((item.article, item.trigger) for item in event.evidence)
    return (
        event.id, event.category, event.plover, event.title, event.date, event.earliest, event.latest, event.dated,
        event.precision, event.published, event.actors, event.countries, places, told,
    )  # fmt: skip
