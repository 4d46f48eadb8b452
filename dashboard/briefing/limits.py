"""What a table cannot tell: events without a date or a place, with one origin, plans without an outcome, conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.briefing.words import count_words, publishers_of
from dashboard.dates import parse_edtf
from dashboard.model import Article, Event


@dataclass(frozen=True)
class Limit:
    """One thing the table cannot tell, in a sentence, with the events that it concerns."""

    kind: str
    words: str
    events: tuple[Event, ...]


def limits(events: Sequence[Event], articles: Sequence[Article]) -> tuple[Limit, ...]:
    """Return the limits that hold for the events, in the order in which they are told; none that concerns no event."""
    known = {article.id: article for article in articles}
    total = len(events)
    found: list[Limit] = []

    def add(kind: str, chosen: list[Event], words: str) -> None:
        if chosen:
            found.append(Limit(kind, f"{_share(len(chosen), total)} {words}", tuple(chosen)))

    add("undated", [e for e in events if not e.dated], "without a date in the text; bounds are all that is known")
    add("inexact", [e for e in events if e.dated and _inexact(e)], "dated no closer than to several days")
    add(
        "doubtful",
        [e for e in events if e.dated and _doubtful(e)],
        "with a date that the text gives as about or doubtful",
    )
    add("unplaced", [e for e in events if not _placed(e)], "without a place on the map")
    add("planned", [e for e in events if e.status == "planned"], "planned; the outcome is not in this table")
    add("contested", [e for e in events if e.status in ("denied", "alleged")], "denied, or claimed by one side")
    add("claims", [e for e in events if all(i.claimed_by for i in e.evidence)], "only as somebody else is cited to say")
    add("conflicts", [e for e in events if e.conflicts], "on which articles disagree")
    single = [e for e in events if len(publishers_of(e, known)) == 1]
    if len(single) == total and total and len({p for e in events for p in publishers_of(e, known)}) == 1:
        [origin] = {p for e in events for p in publishers_of(e, known)}
        found.append(Limit("single", f"Everything here rests on one origin: {origin}", tuple(single)))
    else:
        add("single", single, "with a single origin")
    add("unchecked", [e for e in events if e.review == "extracted"], "found by rules and not yet checked by a person")
    return tuple(found)


def _share(count: int, total: int) -> str:
    return f"All {total} events" if count == total and total > 1 else count_words(count, "event")


def _inexact(event: Event) -> bool:
    """True where the event lies somewhere inside its date, not throughout it."""
    return event.precision not in ("day", "none") and "/" not in (event.date or "")


def _doubtful(event: Event) -> bool:
    if event.date is None:
        return False
    date = parse_edtf(event.date)
    return date.approximate or date.uncertain


def _placed(event: Event) -> bool:
    return any(place.lat is not None and place.lon is not None for place in event.places)
