"""Which events a selection holds, and what part a state has in an event. The store and the browser answer the same.

This is the meaning of a filter, in plain Python; `store.py` says it to the database and `linked/filter.js` to the
browser, and a test runs all three on the same selections.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from dashboard.dates import Day
from dashboard.model import Event, Selection

_FAR = 10**9


def country_roles(event: Event) -> dict[str, str]:
    """Return for each country of the event whether it acts, is acted on or hosts, the acting one first.

    A country among `targets` is acted on; one that is not the first and in which the event happens hosts it;
    every other acts.
    """
    hosts = {place.iso3 for place in event.places}
    roles = {}
    for position, country in enumerate(event.countries):
        if country in event.targets:
            roles[country] = "acted_on"
        elif position and country in hosts:
            roles[country] = "host"
        else:
            roles[country] = "acts"
    return roles


def fold(text: str) -> str:
    """Return `text` in lower case and without accents, as searches compare it."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"\s+", " ", "".join(c for c in decomposed if not unicodedata.combining(c))).strip()


def searchable(event: Event) -> str:
    """Return the folded text that a search looks into: title, sentences, actors and places."""
    parts = [event.title, *(e.sentence for e in event.evidence), *event.actors, *(p.name for p in event.places)]
    return fold("\n".join(parts)).replace("\n", " ")


def inside(event: Event, since: Day | None, until: Day | None) -> str:
    """Return "certainly", "possibly" or "no": does the event fall into the days from `since` to `until`?

    Certainly: the event lies wholly inside or, where it lasts throughout, was certainly going on there.
    Possibly: its first and last day do not rule it out. A missing end of either is open.
    """
    first = event.earliest.ordinal if event.earliest else -_FAR
    last = event.latest.ordinal if event.latest else _FAR
    low = since.ordinal if since else -_FAR
    high = until.ordinal if until else _FAR
    if last < low or first > high:
        return "no"
    if first >= low and last <= high:
        return "certainly"
    if lasts(event) and event.earliest:
        # Going on from its first day to its last or, where the end is open, to the day it was last seen under way.
        known_last = event.latest or event.seen_on or event.earliest
        if first <= high and known_last.ordinal >= low:
            return "certainly"
    return "possibly"


def lasts(event: Event) -> bool:
    """True where the date means throughout (EDTF with a slash)."""
    return event.dated and "/" in (event.date or "")


def matches(event: Event, selection: Selection) -> bool:
    """True where the selection holds the event."""
    s = selection
    if s.ids and event.id not in s.ids and not set(s.ids) & set(event.members):
        return False
    if s.actors and not _actors_match(event, s):
        return False
    if s.countries and not set(s.countries) & set(event.countries):
        return False
    for wanted, value in ((s.categories, event.category), (s.statuses, event.status), (s.reviews, event.review)):
        if wanted and value not in wanted:
            return False
    if s.places and not set(s.places) & {place.name for place in event.places}:
        return False
    if s.articles and not set(s.articles) & {item.article for item in event.evidence}:
        return False
    if s.text and not all(word in searchable(event) for word in fold(s.text).split()):
        return False
    if s.since or s.until:
        answer = inside(event, s.since, s.until)
        if answer == "no" or (s.certain and answer != "certainly"):
            return False
    return _within(event.published, s.published_since, s.published_until) and _within(
        event.recorded, s.recorded_since, s.recorded_until
    )


def _actors_match(event: Event, selection: Selection) -> bool:
    """An actor matches by name; a country, as a family, by its code and, where roles are chosen, by its part."""
    roles = country_roles(event)
    found = [
        (roles[key] in selection.roles if selection.roles else True) if key in roles else key in event.actors
        for key in selection.actors
    ]
    return all(found) if selection.both else any(found)


def _within(day: Day | None, since: Day | None, until: Day | None) -> bool:
    if since is None and until is None:
        return True
    return day is not None and (since is None or day >= since) and (until is None or day <= until)


def selection_words(selection: Selection, country_name: Callable[[str], str]) -> str:
    """Return the selection as words that exports and pages show; "all events" where nothing is chosen."""
    s = selection
    parts = []
    if s.actors:
        names = [country_name(key) if re.fullmatch("[A-Z]{3}", key) else key for key in s.actors]
        parts.append(
            ("actor " if len(names) == 1 else "actors ") + (" and ".join(names) if s.both else " or ".join(names))
        )
        if s.roles:
            parts[-1] += " (" + " or ".join(role.replace("_", " ") for role in s.roles) + ")"
    if s.countries:
        parts.append("countries " + " or ".join(map(country_name, s.countries)))
    for label, values in (
        ("category", s.categories), ("what the article says", s.statuses), ("review", s.reviews), ("place", s.places),
        ("article", s.articles),
    ):  # fmt: skip
        if values:
            parts.append(f"{label} {' or '.join(values)}")
    if s.text:
        parts.append(f'text "{s.text}"')
    for label, since, until in (
        ("days certainly" if s.certain else "days", s.since, s.until),
        ("reported", s.published_since, s.published_until),
        ("recorded", s.recorded_since, s.recorded_until),
    ):
        if since or until:
            words = f"from {since} to {until}" if since and until else f"from {since}" if since else f"to {until}"
            parts.append(f"{label} {words}")
    if s.ids:
        parts.append(f"{len(s.ids)} chosen event{'s' if len(s.ids) > 1 else ''}")
    return "; ".join(parts) or "all events"
