"""Several rows that tell one event -> one row: what was written by hand, the finest date, all evidence, conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from dashboard.corroborate.comparing import places_apart, same_time
from dashboard.dates import Day
from dashboard.model import Event, Link

_CHECKED = {"curated": 0, "corrected": 1, "confirmed": 2}
_MADE = ("added", "split")  # entries of the history of an event that a person wrote whole
_WHEN = ("date", "earliest", "latest", "precision", "dated")
T = TypeVar("T")


def one_row(members: Sequence[Event]) -> Event:
    """Return one row: fields of the checked or oldest member, the finest date, all evidence, every conflict.

    What a person wrote stands as it is; what was only accepted is still read from all articles, as it was when the
    row was accepted.
    """
    by_age = sorted(members, key=lambda e: (e.published or Day(9999, 1, 1), e.id))
    lead = min(by_age, key=lambda e: _CHECKED.get(e.review, 3))
    when = _written(by_age, *_WHEN)
    if when is None or (when.review == "curated" and not when.dated):
        when = min((e for e in by_age if e.dated), key=_width, default=lead)
    status = (_written(by_age, "status") or by_age[-1]).status
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
        actors=_all(e.actors for e in _tellers(lead, by_age, "actors")),
        countries=_all(e.countries for e in _tellers(lead, by_age, "countries")),
        targets=_all(e.targets for e in _tellers(lead, by_age, "targets")),
        places=_all(e.places for e in _tellers(lead, by_age, "places") if not places_apart(lead, e)),
        links=_all(e.links for e in (lead, *by_age)),
        members=tuple(sorted({i for e in by_age for i in (e.id, *e.members)} - {by_age[0].id})),
        conflicts=tuple(_conflicts(by_age)),
        published=min(days) if days else None,
        recorded=min((e.recorded for e in members if e.recorded), default=None),
    )


def _written(members: Iterable[Event], *fields: str) -> Event | None:
    """Return the member in which a person wrote one of these fields, a curated one first; None where only rules did."""
    by_hand = [
        event
        for event in members
        if event.review == "curated"
        or (event.review == "corrected" and any(c.field in fields or c.what in _MADE for c in event.history))
    ]
    return min(by_hand, key=lambda e: _CHECKED[e.review], default=None)


def _tellers(lead: Event, members: Sequence[Event], field_name: str) -> tuple[Event, ...]:
    """Return the members that tell who or where: the one in which a person wrote it, else all."""
    written = _written(members, field_name)
    return (written,) if written else (lead, *members)


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
    if any((same_time(a, b) or (0, ""))[0] <= 1 for a in dated for b in dated):
        found.append(_line("date", [(e.date or "", e) for e in dated]))
    placed = [e for e in members if e.places]
    if any(places_apart(a, b) for a in placed for b in placed):
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


def relinked(row: Event, ids: Mapping[str, str]) -> Event:
    """Return a row whose links point at rows that are there, not at members that went into another."""
    links = tuple(dict.fromkeys(Link(link.kind, ids.get(link.event, link.event)) for link in row.links))
    links = tuple(link for link in links if link.event != row.id)
    return row if links == row.links else replace(row, links=links)
