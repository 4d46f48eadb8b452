"""Counts from the store -> how many events there are when, for tables too big to draw event by event.

Above about 5,000 marks a browser stutters (DESIGN section 6); bars of counts stay the same size however big the table.
A bar covers whole days and is as high as the events that begin in it; nothing is interpolated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from dashboard.dates import Day
from dashboard.model import CATEGORIES
from dashboard.theme import LIGHT, Palette, category_mark, template

DAY_MS = 86_400_000


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
        """Return plain values for `meta` of the timeline's figure: the strip of all dates draws them."""
        return {"first": self.first.ordinal, "days": self.days, "counts": self.sums, "total": self.total}


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


def density_figure(
    density: Density, names: Mapping[str, str], palette: Palette = LIGHT, published: Day | None = None
) -> go.Figure:
    """Return stacked bars of `density`, a colour a category; `names` are the words for its lanes."""
    figure = go.Figure(layout={"template": template(palette)})
    start = density.first.ordinal * DAY_MS
    width = density.days * DAY_MS
    for lane, counts in density.lanes.items():
        there = [position for position, count in enumerate(counts) if count]
        figure.add_bar(
            name=escape(names.get(lane, lane)),
            x=[start + position * width + width // 2 for position in there],
            y=[counts[position] for position in there],
            width=[width] * len(there),
            marker={"color": category_mark(lane, palette).color, "line": {"width": 0}},
            hovertemplate="%{y} · %{fullData.name}<extra></extra>",
            meta={"part": "density", "lane": lane},
        )
    length = max((len(counts) for counts in density.lanes.values()), default=1)
    figure.update_layout(
        barmode="stack",
        bargap=0,
        height=180,
        margin={"l": 44, "r": 8, "t": 8, "b": 26},
        xaxis={"type": "date", "range": [start, start + length * width], "fixedrange": False},
        yaxis={"rangemode": "tozero", "fixedrange": True, "showgrid": True, "nticks": 4},
        meta={"total": density.total, "days": density.days},
    )
    if published is not None:
        at = published.ordinal * DAY_MS + DAY_MS // 2
        figure.add_vline(x=at, line={"color": palette.accent, "width": 1, "dash": "dot"})
    return figure
