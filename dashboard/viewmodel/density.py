"""Counts from the store -> how many events there are when, for tables too big to draw event by event.

Above about 5,000 marks a browser stutters (DESIGN section 6); bars of counts stay the same size however big the table.
A bar covers whole days and counts the events that begin in it; nothing is interpolated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.dates import Day
from dashboard.model import CATEGORIES


@dataclass(frozen=True)
class Density:
    """Events by first day: `lanes[name][bin]` events begin in the `days` days from `first` + bin * days."""

    first: Day
    days: int
    lanes: Mapping[str, tuple[int, ...]]

    @property
    def total(self) -> int:
        return sum(sum(counts) for counts in self.lanes.values())

    @property
    def sums(self) -> list[int]:
        """Events of each bin, whatever their lane."""
        return [sum(column) for column in zip(*self.lanes.values(), strict=True)]

    def record(self) -> dict[str, object]:
        """Return plain values, as the browser draws them."""
        return {"first": self.first.ordinal, "days": self.days, "lanes": self.lanes, "counts": self.sums}


def density_of(counted: Iterable[tuple[int, str, int]], first: Day, last: Day, bins: int) -> Density:
    """Return the counts of `store.density(first, last, bins)` as full columns: an empty bin is 0, not left out."""
    days = max(1, -(-(last.ordinal - first.ordinal + 1) // bins))
    length = -(-(last.ordinal - first.ordinal + 1) // days)
    lanes: dict[str, list[int]] = {}
    for position, name, number in counted:
        if 0 <= position < length:
            lanes.setdefault(name, [0] * length)[position] += number
    order = {name: place for place, name in enumerate(CATEGORIES)}
    named = sorted(lanes, key=lambda name: (order.get(name, len(order)), name))
    return Density(first, days, {name: tuple(lanes[name]) for name in named})
