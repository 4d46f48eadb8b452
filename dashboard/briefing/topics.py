"""Which events belong on one slide: a whole with its parts, what is said, what is under way, what lies behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.model import CATEGORIES, Event

# By eye: more rows than this cannot be read from the back of a room.
MAX_EVENTS = 6
# The reach of the news before its publication; the same days as the first window of the timeline (DESIGN section 6).
NEWS_DAYS = 14
# A rest longer than this is told by category.
_MANY = 12


@dataclass(frozen=True)
class Topic:
    """Events told together, in order; `group` is reported, planned, ongoing or background, for the overview."""

    heading: str
    events: tuple[Event, ...]
    group: str


def topics(events: Sequence[Event]) -> tuple[Topic, ...]:
    """Return the topics of the events; each event stands in exactly one."""
    parts = _parts(events)
    found: list[Topic] = []
    told: set[str] = set()
    for whole in _in_order(events):
        if whole.id in parts and not _whole_of(whole, events):
            _tell_whole(whole, parts, found, told)
    for whole in _in_order(events):  # parts that lead in a circle have no topmost whole
        if whole.id in parts and whole.id not in told:
            _tell_whole(whole, parts, found, told)
    rest = [event for event in _in_order(events) if event.id not in told]
    groups: dict[str, list[Event]] = defaultdict(list)
    behind = _background_ids(rest)
    for event in rest:
        groups[_group(event, event.id in behind)].append(event)
    for heading, key, group in (
        ("What is said", "said", "reported"),
        ("Under way", "ongoing", "ongoing"),
        ("Also planned" if found else "Planned", "planned", "planned"),
        ("Suspended, denied or claimed", "contested", "contested"),
        ("Also reported" if found else "Reported", "reported", "reported"),
        ("Background", "background", "background"),
    ):
        if groups[key]:
            found.extend(_by_category(heading, groups[key], group))
    return tuple(page for topic in found for page in _pages(topic))


def _parts(events: Sequence[Event]) -> dict[str, list[Event]]:
    """Return the parts of each whole among the events."""
    ids = {event.id for event in events}
    parts: dict[str, list[Event]] = defaultdict(list)
    for event in _in_order(events):
        whole = _whole_id(event)
        if whole in ids and whole != event.id:
            parts[whole].append(event)
    return parts


def _whole_id(event: Event) -> str:
    return next((link.event for link in event.links if link.kind == "part_of"), "")


def _whole_of(event: Event, events: Sequence[Event]) -> bool:
    whole = _whole_id(event)
    return whole != event.id and any(other.id == whole for other in events)


def _tell_whole(whole: Event, parts: dict[str, list[Event]], found: list[Topic], told: set[str]) -> None:
    """Add the topics of a whole: itself and what is told of it, what is planned for it, then parts that are wholes."""
    if whole.id in told:
        return
    told.add(whole.id)
    mine = [part for part in parts[whole.id] if part.id not in told]
    simple = [part for part in mine if part.id not in parts]
    told.update(part.id for part in simple)
    planned = [part for part in simple if part.status == "planned"]
    if whole.status == "planned":
        found.append(Topic(whole.title, (whole, *simple), "planned"))
    else:
        others = [part for part in simple if part.status != "planned"]
        group = "ongoing" if whole.status == "ongoing" else "reported"
        found.append(Topic(whole.title, (whole, *others), group))
        if planned:
            found.append(Topic(f"What is planned: {whole.title}", tuple(planned), "planned"))
    for part in mine:
        if part.id in parts:
            _tell_whole(part, parts, found, told)


def _group(event: Event, background: bool) -> str:
    if event.status == "planned":
        return "planned"
    if event.status == "ongoing":
        return "ongoing"
    if event.status in ("suspended", "denied", "alleged"):
        return "contested"
    if background:
        return "background"
    return "said" if event.category == "statement" else "reported"


def _background_ids(events: Sequence[Event]) -> set[str]:
    """Return the ids of the events that lie before the news: dated earlier or bound to be, or told in the same
    sentence as one that is and without a date of its own ("last year, as many countries imposed sanctions")."""
    behind = {event.id for event in events if _before_the_news(event)}
    sentences = {
        (item.article, item.sentence)
        for event in events
        if event.id in behind and event.dated
        for item in event.evidence
    }
    for event in events:
        first = event.evidence[0]
        if not event.dated and (first.article, first.sentence) in sentences and event.category != "statement":
            behind.add(event.id)
    return behind


def _before_the_news(event: Event) -> bool:
    if event.latest is None or event.published is None:
        return False
    return event.latest.ordinal < event.published.ordinal - NEWS_DAYS


def _by_category(heading: str, events: list[Event], group: str) -> list[Topic]:
    if len(events) <= _MANY:
        return [Topic(heading, tuple(events), group)]
    return [
        Topic(f"{heading}: {category}", tuple(mine), group)
        for category in CATEGORIES
        if (mine := [event for event in events if event.category == category])
    ]


def _pages(topic: Topic) -> list[Topic]:
    """Return the topic on as many pages of about equal length as it needs."""
    count = -(-len(topic.events) // MAX_EVENTS)
    if count <= 1:
        return [topic]
    size = -(-len(topic.events) // count)
    chunks = [topic.events[start : start + size] for start in range(0, len(topic.events), size)]
    return [
        Topic(f"{topic.heading} ({number} of {len(chunks)})", chunk, topic.group)
        for number, chunk in enumerate(chunks, 1)
    ]


def _in_order(events: Sequence[Event]) -> list[Event]:
    """Return the events in time order; one without a date stands where its latest day puts it, after dated ones."""

    def key(event: Event) -> tuple[bool, int, int, str]:
        first = event.earliest if event.dated else event.latest
        last = event.latest or event.seen_on
        return not event.dated, first.ordinal if first else 10**9, last.ordinal if last else 10**9, event.id

    return sorted(events, key=key)
